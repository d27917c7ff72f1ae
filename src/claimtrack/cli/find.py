"""Finding: `list`, `show`, `search`."""

from itertools import chain, islice
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args

import typer
from msgspec import Struct
from msgspec.structs import asdict

from claimtrack.cli.environment import Environment, FormOption, environment
from claimtrack.cli.lists import AsData, LimitOption, limit_for, print_as_found
from claimtrack.cli.options import command_of
from claimtrack.cli.over import Over, refuse_others
from claimtrack.cli.pictures import PictureFormOption, PictureOptions, draw
from claimtrack.cli.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimtrack.analysis.contested import Contested
    from claimtrack.casefile import Report
    from claimtrack.cli.environment import Form

Kind = Literal[
    "events",
    "claimants",
    "documents",
    "assertions",
    "evidence",
    "fields",
    "assessments",
    "searches",
    "imports",
]

SearchedKind = Literal["events", "claimants", "documents", "assertions", "evidence"]

ByOption = Annotated[
    str, typer.Option("--by", metavar="CLAIMANT", help="Said by it or by what is part of it.")
]
EventOption = Annotated[str, typer.Option("--event", metavar="EVENT", help="About this event.")]
SinceOption = Annotated[
    str, typer.Option("--since", metavar="DATE", help="Not wholly before: 2016, 8 July 2016, last week.")
]
UntilOption = Annotated[str, typer.Option("--until", metavar="DATE", help="Not wholly after.")]
StanceOption = Annotated[
    str, typer.Option("--stance", metavar="STANCE", help="affirms, denies, queries or comments.")
]
FieldOption = Annotated[str, typer.Option("--field", metavar="FIELD", help="Where this field is answered.")]
TagOption = Annotated[str, typer.Option("--tag", metavar="WORD", help="Where the event has this tag.")]
ImportOption = Annotated[
    str,
    typer.Option(
        "--import", metavar="IMPORT", help="What this import alone made: its number, its file, or last."
    ),
]


class Sieve(Struct, frozen=True, kw_only=True):
    """What a listing or a search is narrowed to."""

    by: ByOption = ""
    event: EventOption = ""
    since: SinceOption = ""
    until: UntilOption = ""
    stance: StanceOption = ""
    field: FieldOption = ""
    tag: TagOption = ""
    import_: ImportOption = ""


class Contention(Struct, frozen=True, kw_only=True):
    """What a list of contested events is narrowed to."""

    contested: Annotated[
        bool,
        typer.Option(
            "--contested", help="Events in conflict or contested only; with --field, on that field."
        ),
    ] = False
    between: Annotated[
        tuple[str, str],
        typer.Option("--between", metavar="CLAIMANT CLAIMANT", help="With --contested: between these two."),
    ] = ("", "")
    changed_since: Annotated[
        str,
        typer.Option("--changed-since", metavar="DATE", help="With --contested: what was not so by then."),
    ] = ""
    order: Annotated[
        Literal["widest", "entry"],
        typer.Option(
            "--order", help="With --contested: widest apart first, or as entered, printed as found."
        ),
    ] = "widest"


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("list")(command_of(list_))
    app.command("show")(command_of(show))
    # A word to leave out looks like an option, and -helicopter holds the -h that would ask for help.
    app.command("search", context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]})(
        command_of(search)
    )


def list_(
    ctx: typer.Context,
    given: Annotated[
        Kind | None, typer.Argument(metavar="KIND", help=f"What to list: {', '.join(get_args(Kind))}.")
    ] = None,
    *,
    sieve: Sieve,
    contention: Contention,
    over: Over,
    limit: LimitOption = None,
    form: FormOption = "table",
) -> None:
    """List the events of the case file, or another kind of record, newest first.

    Example: claimtrack list assertions --by russia --since "July 2016"

    Example: claimtrack list events --contested --field killed --between russia "Islamic State"

    Example: claimtrack list --import last
    """
    surroundings = environment(ctx)
    kind: Kind = given or "events"
    limit = limit_for(form, limit)
    over.refuse_idle()
    if over.over:
        if kind != "events" or not contention.contested or contention != Contention(contested=True):
            raise typer.BadParameter("with --over, only `list events --contested` is answered")
        refuse_others(
            "list --over", **{name: value for name, value in asdict(sieve).items() if name != "field"}
        )
        narrowed = ("field", sieve.field) if sieve.field else ("", "")
        over.ask(surroundings, "contested", form, limit=limit, narrowed=narrowed)
        return
    if contention.contested:
        _refuse_what_is_idle(kind, sieve)
        _list_contested(surroundings, sieve, contention, limit, form)
        return
    if contention != Contention():
        raise typer.BadParameter("--between, --changed-since and --order go with --contested")
    if kind == "imports":
        _list_imports(surroundings, sieve, form)
        return
    if given is None and sieve == Sieve(import_=sieve.import_) and sieve.import_:
        with surroundings.open() as case:
            surroundings.show(case.made_by(sieve.import_, limit=limit).view, form)
        return
    with surroundings.open() as case:
        report = case.list(kind, limit=limit, **asdict(sieve))
    surroundings.show(report.view, form)
    _say_what_is_left(surroundings, report, form)


def _list_imports(surroundings: Environment, sieve: Sieve, form: "Form") -> None:
    idle = [name.rstrip("_") for name, given in asdict(sieve).items() if given]
    if idle:
        raise typer.BadParameter(f"a list of imports does not go with --{idle[0]}")
    with surroundings.open() as case:
        surroundings.show(case.imports().view, form)


def _refuse_what_is_idle(kind: str, sieve: Sieve) -> None:
    """Refuse what a list of contested events does not heed: an answer that ignores it would be taken for one that does."""
    if kind != "events":
        raise typer.BadParameter(f"--contested lists events, and not {kind}")
    idle = [name for name, given in asdict(sieve).items() if given and name not in {"field", "tag"}]
    if idle:
        raise typer.BadParameter(f"--contested does not go with --{idle[0].rstrip('_')}")


def _list_contested(
    surroundings: Environment, sieve: Sieve, contention: Contention, limit: int, form: "Form"
) -> None:
    chosen: dict[str, Any] = {
        "field": sieve.field,
        "tag": sieve.tag,
        "between": contention.between if any(contention.between) else None,
        "changed_since": contention.changed_since,
    }
    with surroundings.open() as case, Progress() as told:
        chosen |= {"order": contention.order, "progress": told}
        whole = form in {"csv", "json"} and not limit
        if whole or (form == "table" and contention.order == "entry"):
            _list_as_found(surroundings, case.stream_contested(**chosen), contention.order, limit, form)
            return
        report = case.contested(**chosen, limit=limit)
    surroundings.show(report.view, form)


def _list_as_found(
    surroundings: Environment, found: "Iterator[Contested]", order: str, limit: int, form: "Form"
) -> None:
    """Print each event as soon as it is found."""
    from claimtrack.views.contested import contested_lines

    if form != "table":
        print_as_found(surroundings, form, _as_data(order), found)
        return
    listed = islice(found, limit or None)
    first = next(listed, None)
    if first is None:
        surroundings.write("no contested events here")
        return
    for one in chain([first], listed):
        surroundings.show(contested_lines(one), paged=False)


def _as_data(order: str) -> AsData:
    """Return how all contested events are written."""
    from claimtrack.views.answer_sheets import contested_sheet
    from claimtrack.views.contested import contested_data, contested_view

    return AsData(
        view=contested_view((), order=order),
        items="events",
        before=("schema", "order"),
        item=contested_data,
        rows=lambda one: contested_sheet([one]).rows,
        after=lambda: {"more": 0, "more_is_exact": True, "perhaps": 0},
    )


def search(
    ctx: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="WORDS...", help='Words, "a phrase", a prefix*; -word for what must not be there.'
        ),
    ],
    kind: Annotated[
        SearchedKind | None, typer.Option("--kind", help="Search one kind of record only.")
    ] = None,
    *,
    sieve: Sieve,
    limit: LimitOption = None,
    form: FormOption = "table",
) -> None:
    """Find records by the words in their titles, texts, quotes, translations, names, aliases and notes.

    Example: claimtrack search helicopter "two pilots" -video --by russia
    """
    surroundings = environment(ctx)
    limit = limit_for(form, limit)
    query = " ".join(_phrase(word) for word in words)
    with surroundings.open() as case, Progress() as progress:
        report = case.search(query, kind=kind or "", limit=limit, progress=progress, **asdict(sieve))
    surroundings.show(report.view, form)
    _say_what_is_left(surroundings, report, form)


def _phrase(word: str) -> str:
    """Take an argument with spaces, whose quotation marks the shell took off, for the phrase that was typed."""
    is_query = '"' in word or " -" in word or "* " in word
    return f'"{word}"' if " " in word.strip() and not is_query and not word.startswith("-") else word


def _say_what_is_left(surroundings: Environment, report: "Report", form: str) -> None:
    """Tell what is not printed where the answer itself has no footnotes."""
    if form in ("csv", "json"):
        from claimtrack.casefile.finding import notes

        for note in notes(report):
            surroundings.say(note)


def show(
    ctx: typer.Context,
    references: Annotated[
        list[str], typer.Argument(metavar="REF...", help="Any record: key, id, label, part of a name.")
    ],
    form: PictureFormOption = "table",
    *,
    picture: PictureOptions,
) -> None:
    """Show all that the file holds about a record; of an event svg and png draw who answers whom.

    Example: claimtrack show amaq
    """
    picture.refuse_idle(form)
    surroundings = environment(ctx)
    if form == "svg" or form == "png":  # noqa: PLR1714 - narrows the type
        from claimtrack.reports.web import web_drawing

        if len(references) != 1:
            raise typer.BadParameter(f"{form} takes one event")
        with surroundings.open() as case:
            (comparison,) = case.compare(references[0]).result
        draw(surroundings, web_drawing(comparison, picture.words()), form, picture.output)
        return
    with surroundings.open() as case:
        report = case.show(*references)
    surroundings.show(report.view, form)
