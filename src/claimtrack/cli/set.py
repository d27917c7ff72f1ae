"""`set`: correct attributes of a record from the shell."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from claimtrack.cli.environment import Environment, environment
from claimtrack.errors import InvalidRecordError, RecordLockedError

if TYPE_CHECKING:
    from claimtrack.casefile import Casefile
    from claimtrack.model import Record

_FIXED = ("id", "recorded", "sha256", "size", "bears_on", "values")
_LISTS = ("texts", "refs")


class Setting(NamedTuple):
    """One thing to set, as typed: `name=value`, `name+=value`, `name-=value` or `name!=value`."""

    name: str
    sign: str
    value: str


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command("set")(set_)


def set_(
    ctx: typer.Context,
    ref: Annotated[str, typer.Argument(metavar="REF", help="Any record: key, id, label, part of a name.")],
    settings: Annotated[
        list[str],
        typer.Argument(
            metavar="[REF...] [NAME=VALUE...]",
            help="An attribute, or a field that an assertion answers; += adds to a list, -= takes out of it. Before them more records, all set at once.",
        ),
    ] = [],
    *,
    unset: Annotated[
        list[str], typer.Option("--unset", metavar="NAME", help="Empty this attribute; may be repeated.")
    ] = [],
    relative_to: Annotated[
        str,
        typer.Option(
            "--relative-to",
            metavar="DATE|RECORD",
            help="What a relative date counts from: a date, today, a record as event:KEY; else what it counted from.",
        ),
    ] = "",
    strict: Annotated[bool, typer.Option("--strict", help="Refuse what would only be warned of.")] = False,
) -> None:
    """Correct attributes of an event, claimant, document, field, assertion or item of evidence.

    It stays the record it was: an assertion keeps its id, and what stood before is kept. A changed position is no
    correction: use update. What two analysts edited differently before their files were merged is settled by it. Several
    records are set at once, all or none: so a denial and its concession are moved to another party together.

    Example: claimtrack set palmyra-helicopter occurred="8 July 2016" place=Palmyra --unset note
    Example: claimtrack set denial concession claimant=MoH
    """
    given = [item for item in settings if "=" in item]
    others = [item for item in settings if "=" not in item] if given or unset else []
    if not settings and not unset:
        raise InvalidRecordError("nothing is to be set", "write NAME=VALUE, as in occurred=2016-07-08")
    read = [_read(item) for item in (given or ([] if unset else settings))]
    from claimtrack.cli.words import reference_date
    from claimtrack.model.draft import Draft

    surroundings = environment(ctx)
    reference = reference_date(surroundings, relative_to)
    with surroundings.open() as case, case.all_or_nothing():
        records = list(dict.fromkeys(map(case.get, (ref, *others))))
        named = [_named(case, surroundings, record, given, unset) for record in records]
        open_before = [
            [apart.conflict.what for apart in case.conflicts(record) if apart.conflict.what in names]
            for record, names in zip(records, named, strict=True)
        ]
        contents = [amended(case, surroundings, record, read, unset, relative_to) for record in records]
        drafts = [Draft(content, reference=reference) for content in contents]
        done = case.put_together(zip(records, drafts, strict=True), strict=strict)
        for (after, _), names in zip(done, named, strict=True):
            case.settle(after, names)
    for record, (after, warnings), settled in zip(records, done, open_before, strict=True):
        for warning in warnings:
            surroundings.say(f"note: {warning}")
        for what in settled:
            surroundings.say(f"settled: {what}; the other edits are kept, and stand no longer")
        if not settled or after != record:
            _say_what_changed(surroundings, record, after)


def _named(
    case: "Casefile",
    surroundings: Environment,
    record: "Record",
    settings: Sequence[str],
    unset: Sequence[str],
) -> list[str]:
    """Return the attributes and fields that were named; what is in conflict among them is settled."""
    from claimtrack.cli.words import field_key
    from claimtrack.model.codec import kind_of

    names = [*(_read(item).name for item in settings), *unset]
    found = ((name, _attribute(kind_of(record), name)) for name in names)
    return [attribute or field_key(case, surroundings, name) for name, attribute in found]


def _read(text: str) -> Setting:
    name, equals, value = text.partition("=")
    sign = name[-1:] if name[-1:] in ("+", "-", "!") else ""
    name = name.removesuffix(sign).strip() if sign else name.strip()
    if not equals or not name:
        raise InvalidRecordError(f"{text!r} sets nothing", "write NAME=VALUE, as in occurred=2016-07-08")
    if not value.strip():
        raise InvalidRecordError(f"{text!r} gives no value", f"to empty it: --unset {name}")
    return Setting(name, sign, value)


def amended(
    case: "Casefile",
    surroundings: Environment,
    record: "Record",
    settings: Sequence[Setting],
    unset: Sequence[str],
    relative_to: str = "",
) -> dict[str, Any]:
    """Return the content of a record, in the native format, with some attributes set and others emptied.

    A relative date counts from the record that is named, else from the one that it counted from before.

    Raises:
        RecordLockedError: records of this kind are not changed.
        InvalidRecordError: it has no such attribute, or none that can be set.
        UnknownReferenceError, AmbiguousReferenceError: a value names a record that there is not.
    """
    from claimtrack.model import RECORD_TYPES
    from claimtrack.model.codec import encode, kind_of, shapes

    kind = kind_of(record)
    if kind in ("assessment", "inquiry", "link", "correction", "void"):
        raise RecordLockedError(f"a record of the kind {kind} is never changed", "add another")
    content, held = encode(record), encode(record)
    for name in unset:
        _empty(case, surroundings, kind, name, content)
    lists: dict[str, list[str]] = {}
    for setting in settings:
        attribute = _attribute(kind, setting.name)
        if attribute is None:
            _answer(case, surroundings, setting, content)
        else:
            _set(case, kind, attribute, setting, content, lists)
            if shapes(RECORD_TYPES[kind])[attribute].kind == "date":
                content[attribute] = _counted(case, relative_to, content[attribute], held.get(attribute))
    return content


def _counted(case: "Casefile", relative_to: str, now: str, before: Any) -> Any:
    """Return a date with the record that it counts from, where it needs one."""
    from claimtrack.cli.words import related
    from claimtrack.dates.related import needs_anchor

    if relative_to:
        return related(case, relative_to, now)
    held = before.get("relative_to", "") if isinstance(before, dict) else ""
    return {"raw": now, "relative_to": held} if held and needs_anchor(now) else now


def _attribute(kind: str, name: str) -> str | None:
    """Return the attribute that a name means, under its own name or that of an option; None for an answer.

    Raises:
        InvalidRecordError: there is none.
    """
    from claimtrack.importers.notes import attribute_named
    from claimtrack.model import RECORD_TYPES
    from claimtrack.model.codec import shapes
    from claimtrack.wording import did_you_mean, with_article

    known = shapes(RECORD_TYPES[kind])
    attribute = attribute_named(kind, name.replace("-", "_"))
    if attribute in _FIXED and attribute in known:
        raise InvalidRecordError(
            f"{attribute} of {with_article(kind)} is not set by hand", "correct it with: claimtrack edit REF"
        )
    if attribute in known:
        return attribute
    if kind == "assertion":
        return None
    names = [item for item in known if item not in _FIXED]
    raise InvalidRecordError(f"{name}: {with_article(kind)} has no such attribute", did_you_mean(name, names))


def _set(
    case: "Casefile",
    kind: str,
    attribute: str,
    setting: Setting,
    content: dict[str, Any],
    lists: dict[str, list[str]],
) -> None:
    """Set an attribute; of a list each value given adds one, the first in the place of all that were there."""
    from claimtrack.model import RECORD_TYPES
    from claimtrack.model.codec import shapes

    shape = shapes(RECORD_TYPES[kind])[attribute]
    value = case.find(shape.of, setting.value) if shape.kind in ("ref", "refs") else setting.value
    if shape.kind in _LISTS:
        before = content.get(attribute, []) if setting.sign or attribute in lists else []
        kept = [item for item in before if item != value]
        content[attribute] = lists[attribute] = kept if setting.sign == "-" else [*kept, value]
    elif setting.sign:
        raise InvalidRecordError(
            f"{setting.name}{setting.sign}=: {attribute} is no list", f"write {attribute}=VALUE"
        )
    else:
        content[attribute] = value


def _answer(case: "Casefile", surroundings: Environment, setting: Setting, content: dict[str, Any]) -> None:
    """Set an answer of an assertion in the place of those it gave to the field; += gives one more."""
    from claimtrack.cli.words import field_key

    key = field_key(case, surroundings, setting.name)
    answer: dict[str, Any] = {"field": key, "raw": setting.value}
    if setting.sign == "!":
        answer["negative"] = True
    before = content.get("values", [])
    if setting.sign == "-":
        content["values"] = [item for item in before if (item["field"], item["raw"]) != (key, setting.value)]
        return
    kept = before if setting.sign == "+" else [item for item in before if item["field"] != key]
    content["values"] = [*kept, answer]


def _empty(
    case: "Casefile", surroundings: Environment, kind: str, name: str, content: dict[str, Any]
) -> None:
    attribute = _attribute(kind, name)
    if attribute is not None:
        content.pop(attribute, None)
        return
    from claimtrack.cli.words import field_key

    key = field_key(case, surroundings, name)
    content["values"] = [item for item in content.get("values", []) if item["field"] != key]


def _say_what_changed(surroundings: Environment, before: "Record", after: "Record") -> None:
    from claimtrack.model.codec import encode, key_of, kind_of

    was, now = encode(before), encode(after)
    lines = list(_differences(was, now))
    if not lines:
        surroundings.say("nothing was changed")
        return
    name = getattr(after, "short_name", "") or key_of(after)
    surroundings.say(f"{kind_of(after)} {name}; what stood before is kept")
    for line in lines:
        surroundings.write(line)


def _differences(was: dict[str, Any], now: dict[str, Any]) -> Iterator[str]:
    from claimtrack.views.log import differing_texts

    for name in {**was, **now}:
        old, new = was.get(name), now.get(name)
        if old != new and name != "record":
            yield f"{name}: {' → '.join(differing_texts(old, new))}"
