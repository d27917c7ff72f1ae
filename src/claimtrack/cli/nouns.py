"""Records as nouns: what every kind has (add, list, show, edit, remove, merge); and `event`, `claimant`, `field`."""

from contextlib import nullcontext
from typing import TYPE_CHECKING, Annotated, Any

import typer

from claimtrack.cli.environment import Environment, FormOption, environment
from claimtrack.cli.help import summary
from claimtrack.cli.names import Names
from claimtrack.cli.words import reference_date, related
from claimtrack.errors import AmbiguousReferenceError, InvalidRecordError

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from claimtrack.casefile import Casefile
    from claimtrack.dates import DateValue
    from claimtrack.intake.evidence import Fingerprint

_KINDS = {
    "event": "palmyra-helicopter",
    "claimant": "amaq",
    "document": "passage-07",
    "evidence": "heli-video",
    "field": "ransom",
}
_MERGED = ("event", "claimant", "document")

KeyOption = Annotated[
    str,
    typer.Option("--key", metavar="KEY", help="A short name to refer to it by; else made from the title."),
]
NoteOption = Annotated[str, typer.Option("--note", metavar="TEXT", help="Your own note.")]
CreateOption = Annotated[bool, typer.Option("--create", help="Make what is named and not there yet.")]
StrictOption = Annotated[bool, typer.Option("--strict", help="Refuse what would only be warned of.")]
ProtectedOption = Annotated[bool, typer.Option("--protected", help="Reports for the public name it nowhere.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print the ids of what was made as JSON.")]


def group(app: typer.Typer, kind: str) -> typer.Typer:
    """Make the group of commands of one kind of record, with what every kind has."""
    commands = typer.Typer(help=summary(kind), no_args_is_help=True, rich_markup_mode=None)
    app.add_typer(commands, name=kind)
    return commands


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    for kind, add in (("event", add_event), ("claimant", add_claimant)):
        commands = group(app, kind)
        commands.command("add")(add)
        common(commands, kind)
        if kind == "event":
            commands.command("distinct")(distinct)
    commands = group(app, "field")
    commands.command("add")(add_field)
    common(commands, "field")


def common(commands: typer.Typer, kind: str) -> None:
    """Add the commands that every kind of record has."""
    example = _KINDS[kind]
    listed = kind if kind == "evidence" else f"{kind}s"

    def list_(ctx: typer.Context, form: FormOption = "table") -> None:
        surroundings = environment(ctx)
        with surroundings.open() as case:
            surroundings.show(case.list(listed).view, form)

    def show(ctx: typer.Context, refs: _References, form: FormOption = "table") -> None:
        surroundings = environment(ctx)
        with surroundings.open() as case:
            surroundings.show(case.show(*(f"{kind}:{ref}" for ref in refs)).view, form)

    def edit(ctx: typer.Context, ref: _Reference) -> None:
        from claimtrack.cli.edit import edit_record

        edit_record(environment(ctx), f"{kind}:{ref}")

    def remove(ctx: typer.Context, refs: _References) -> None:
        surroundings = environment(ctx)
        with surroundings.open() as case, case.all_or_nothing():
            for ref in refs:
                key = case.find(kind, ref)
                case.remove(f"{kind}:{key}")
                surroundings.say(f"removed the {kind} {key}; what it held is kept among the corrections")

    def merge(ctx: typer.Context, former: _Former, into: _Into) -> None:
        surroundings = environment(ctx)
        with surroundings.open() as case:
            report = case.merge(kind, former, into)
        for line in report.lines():
            surroundings.say(line)
        surroundings.write(report.into)

    commands.command("list", help=f"List them.\n\nExample: claimtrack {kind} list")(list_)
    commands.command(
        "show", help=f"Show all that the file holds about it.\n\nExample: claimtrack {kind} show {example}"
    )(show)
    commands.command(
        "edit", help=f"Correct it in $VISUAL or $EDITOR.\n\nExample: claimtrack {kind} edit {example}"
    )(edit)
    commands.command(
        "remove",
        help=f"Remove it, where nothing points at it.\n\nExample: claimtrack {kind} remove {example}",
    )(remove)
    if kind in _MERGED:
        commands.command(
            "merge",
            help=f"Make two of them one: all of FORMER goes to INTO.\n\nExample: claimtrack {kind} merge {example}-2 {example}",
        )(merge)


_Reference = Annotated[str, typer.Argument(metavar="REF", help="A key, or a part of its title or name.")]
_References = Annotated[
    list[str], typer.Argument(metavar="REF...", help="Keys, or parts of titles or names.")
]
_Former = Annotated[str, typer.Argument(metavar="FORMER", help="The one that goes.")]
_Into = Annotated[str, typer.Argument(metavar="INTO", help="The one that stays.")]


def add_event(
    ctx: typer.Context,
    title: Annotated[str, typer.Argument(metavar="TITLE", help="What you call what happened.")],
    *,
    date: Annotated[
        str,
        typer.Option("--date", metavar="DATE", help="Your working date: 8 July 2016, 2016-07, about 2016."),
    ] = "",
    relative_to: Annotated[
        str,
        typer.Option(
            "--relative-to",
            metavar="DATE|RECORD",
            help="What the date counts from: a date, today; or event:KEY, assertion:REF, document:REF, which it follows.",
        ),
    ] = "",
    place: Annotated[str, typer.Option("--place", metavar="PLACE", help="Your working place.")] = "",
    proposition: Annotated[
        str, typer.Option("--proposition", metavar="TEXT", help="The sentence that is affirmed or denied.")
    ] = "",
    tag: Annotated[
        list[str] | None, typer.Option("--tag", metavar="WORD", help="A word to select by.")
    ] = None,
    key: KeyOption = "",
    note: NoteOption = "",
    strict: StrictOption = False,
    as_json: JsonOption = False,
) -> None:
    """Add an event: the happening under dispute.

    Example: claimtrack event add "Helicopter lost east of Palmyra" --date "8 July 2016" --place "east of Palmyra"
    """
    given = {
        "title": title,
        "proposition": proposition,
        "place": place,
        "tags": tag,
        "note": note,
    }
    surroundings = environment(ctx)
    reference = reference_date(surroundings, relative_to)
    with surroundings.open() as case:
        given["occurred"] = related(case, relative_to, date)
        content = {"key": key, **given}
        add(case, surroundings, "event", content, reference=reference, strict=strict, as_json=as_json)


def distinct(
    ctx: typer.Context,
    one: Annotated[str, typer.Argument(metavar="EVENT", help="A key, or a part of the title.")],
    other: Annotated[str, typer.Argument(metavar="OTHER", help="The event that it is not.")],
) -> None:
    """Settle that two events that look alike are two: they are not proposed as one again.

    Example: claimtrack event distinct raqqa-strikes al-bukamal-strike
    """
    surroundings = environment(ctx)
    with surroundings.open() as case:
        event = case.distinguish(one, other)
    surroundings.write(event.key)


def add_claimant(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Its name.")],
    *,
    kind: Annotated[
        str, typer.Option("--kind", metavar="KIND", help="state, ministry, armed group, media arm, outlet …")
    ] = "",
    part_of: Annotated[
        str, typer.Option("--part-of", metavar="CLAIMANT", help="Whom it speaks for or belongs to.")
    ] = "",
    alias: Annotated[
        list[str] | None,
        typer.Option("--alias", metavar="NAME", help="Another name, in any script; repeatable."),
    ] = None,
    zone: Annotated[str, typer.Option("--zone", metavar="ZONE", help="Its time zone: Europe/Moscow.")] = "",
    lang: Annotated[
        str, typer.Option("--lang", metavar="TAG", help="The language it speaks: ar, ru, en.")
    ] = "",
    calendar: Annotated[
        str, typer.Option("--calendar", metavar="CALENDAR", help="The calendar of its dates.")
    ] = "",
    date_order: Annotated[
        str,
        typer.Option(
            "--date-order", metavar="ORDER", help="The order of its dates in digits: DMY, MDY, YMD."
        ),
    ] = "",
    reliability: Annotated[
        str, typer.Option("--reliability", metavar="A-F", help="Admiralty reliability of the source.")
    ] = "",
    protected: ProtectedOption = False,
    key: KeyOption = "",
    note: NoteOption = "",
    create: CreateOption = False,
    strict: StrictOption = False,
    as_json: JsonOption = False,
) -> None:
    """Add a claimant: somebody who speaks.

    Example: claimtrack claimant add "Amaq News Agency" --kind "media arm" --part-of "Islamic State" --alias أعماق
    """
    given = {
        "name": name,
        "kind": kind,
        "aliases": alias,
        "zone": zone,
        "language": lang,
        "calendar": calendar,
    }
    given |= {"date_order": date_order, "reliability": reliability, "note": note}
    given["disclosure"] = "protected" if protected else ""
    surroundings = environment(ctx)
    with surroundings.open() as case:
        names = Names(case, surroundings, create=create)
        given["part_of"] = names.settle("claimant", part_of, "part of") if part_of else ""
        content = {"key": key, **given}
        add(case, surroundings, "claimant", content, names=names, strict=strict, as_json=as_json)


def kept_copy(case: "Casefile", path: str) -> "AbstractContextManager[Fingerprint | None]":
    """Keep a copy of a file for the record that a block makes; nothing where no file is named."""
    if not path:
        return nullcontext()
    from pathlib import Path

    from claimtrack.casefile.kept_files import keeping

    return keeping(Path(path), case.path)


def add_field(
    ctx: typer.Context,
    key: Annotated[str, typer.Argument(metavar="KEY", help="A short name: ransom, casualties_claimed.")],
    *,
    kind: Annotated[
        str, typer.Option("--type", metavar="TYPE", help="count, date, place, party, text or yes_no.")
    ] = "text",
    label: Annotated[str, typer.Option("--label", metavar="TEXT", help="The name as printed.")] = "",
    definition: Annotated[
        str, typer.Option("--definition", metavar="TEXT", help="The question in words.")
    ] = "",
    unit: Annotated[str, typer.Option("--unit", metavar="TEXT", help="What a count counts: people.")] = "",
    as_json: JsonOption = False,
) -> None:
    """Add a field: a question of your own.

    Example: claimtrack field add ransom --type count --label "Ransom" --unit dollars
    """
    given = {"key": key, "type": kind, "label": label, "definition": definition, "unit": unit}
    surroundings = environment(ctx)
    with surroundings.open() as case:
        add(case, surroundings, "field", given, as_json=as_json)


def add(
    case: "Casefile",
    surroundings: Environment,
    kind: str,
    given: dict[str, Any],
    *,
    names: Names | None = None,
    reference: "DateValue | None" = None,
    strict: bool = False,
    as_json: bool = False,
) -> Any:
    """Add one record, with what has to be made for it, and print its key.

    Args:
        case: the case file.
        surroundings: prints.
        kind: the kind of record.
        given: its attributes.
        names: the records that it needs, where some have to be made.
        reference: what its relative dates count from.
        strict: refuse what would only be warned of.
        as_json: print the keys of all that was made.
    """
    from claimtrack.model.draft import Draft

    content = {name: value for name, value in given.items() if value}
    title = str(content.get("title") or content.get("name") or content.get("url", "").partition("://")[2])
    if not title.strip() and kind != "field":
        raise InvalidRecordError(f"the {kind} has no name", "give it one that is more than spaces")
    content.setdefault("key", case.new_key(kind, title))
    namesake = _namesake(case, kind, title, but=content["key"])
    draft = Draft({"record": kind, **content}, reference=reference)
    taken = case.take([*(names.needs if names else ()), draft], strict=strict)
    if names:
        names.tell()
    for warning in taken.warnings:
        surroundings.say(f"note: {warning}")
    if namesake and kind in taken.made:
        surroundings.say(f"note: {namesake}")
    if kind not in taken.made:
        surroundings.say(f"the {kind} is already in the case file, unchanged")
    surroundings.write(made_as_json(kind, content["key"], names) if as_json else content["key"])
    return taken.records[-1]


def _namesake(case: "Casefile", kind: str, title: str, *, but: str) -> str:
    """Tell of a record that has the name already: from now on the name alone means neither."""
    if kind not in _MERGED:
        return ""
    try:
        key = case.named(kind, title)
    except AmbiguousReferenceError:
        return f"several have the name {title!r} already"
    if key in {"", but}:
        return ""
    return f"{key} has the name {title!r} already (if they are one: claimtrack {kind} merge {but} {key})"


def made_as_json(kind: str, key: str, names: Names | None) -> str:
    import json

    made: dict[str, list[str]] = {}
    for need in names.needs if names else ():
        made.setdefault(need["record"], []).append(need["key"])
    return json.dumps({kind: key, "made": made}, ensure_ascii=False)
