"""What a speaking verb is told: its options, and the statement that they make."""

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer
from msgspec import Struct, field

from claimtrack.errors import InvalidRecordError, UnknownReferenceError, UnreadableDateError

if TYPE_CHECKING:
    from claimtrack.casefile import Casefile
    from claimtrack.cli.environment import Environment


def _option(flag: str, metavar: str, help_text: str) -> Any:
    return typer.Option(flag, metavar=metavar, help=help_text)


class Words(Struct, frozen=True, kw_only=True):
    """The options of every speaking verb, in the order of their help."""

    text: Annotated[
        str, typer.Argument(metavar="TEXT", help="What was said, in your words; - reads standard input.")
    ] = ""
    by: Annotated[str, _option("--by", "CLAIMANT", "Who said it: a key, a name or an alias.")] = ""
    said: Annotated[str, _option("--said", "DATE", "When: 8 July 2016, 2016-07, yesterday.")] = ""
    stance: Annotated[
        str,
        _option(
            "--stance",
            "STANCE",
            "affirms, denies, queries or comments; left out, what the verb or an answer to happened implies.",
        ),
    ] = ""
    hedge: Annotated[
        str, _option("--hedge", "HEDGE", "stated, reported, alleged, purported, likely, unclear …")
    ] = ""
    quote: Annotated[str, _option("--quote", "TEXT", "The words themselves, in any language.")] = ""
    lang: Annotated[str, _option("--lang", "TAG", "Language of the quote: ar, ru, en …")] = ""
    translation: Annotated[str, _option("--translation", "TEXT", "The quote in your language.")] = ""
    spokesperson: Annotated[str, _option("--spokesperson", "NAME", "Who spoke for the claimant.")] = ""
    doc: Annotated[
        str, _option("--doc", "URL|DOCUMENT", "Where it was read; a new address makes the document.")
    ] = ""
    at: Annotated[str, _option("--at", "LOCATOR", "Where in the document: p. 4, paragraph 2, 0:43.")] = ""
    set: Annotated[
        list[str],
        _option(
            "--set",
            "FIELD=VALUE",
            "An answer: killed=3; 'weapon!=TOW missile' says it was not that, 'perpetrator=US | Russia' that it was one of them.",
        ),
    ] = field(default_factory=list)
    hedge_on: Annotated[
        list[str],
        _option(
            "--hedge-on", "FIELD=HEDGE", "Hedge one answer, not the whole: perpetrator=alleged; repeatable."
        ),
    ] = field(default_factory=list)
    evidence: Annotated[
        list[str],
        _option("--evidence", "ITEM", "Offered with it: an item held, an address, a file, a title."),
    ] = field(default_factory=list)
    label: Annotated[str, _option("--label", "NAME", "Your own short name for it.")] = ""
    note: Annotated[str, _option("--note", "TEXT", "Your own note.")] = ""
    relative_to: Annotated[
        str,
        _option(
            "--relative-to",
            "DATE|RECORD",
            "What yesterday is counted from, where no document says: a date, today; or event:KEY, assertion:REF, "
            "document:REF, whose date it then follows.",
        ),
    ] = ""
    create: Annotated[bool, typer.Option("--create", help="Make what is not there yet.")] = False
    strict: Annotated[bool, typer.Option("--strict", help="Refuse what would only be warned of.")] = False
    json: Annotated[bool, typer.Option("--json", help="Print the ids of what was made as JSON.")] = False


class Reply(Words, frozen=True, kw_only=True):
    """The options of the verbs that answer an assertion."""

    on: Annotated[list[str], _option("--on", "FIELD", "Limit the link to this field; repeatable.")] = field(
        default_factory=list
    )


class Update(Reply, frozen=True, kw_only=True):
    """The options of `update`."""

    only: Annotated[
        bool, typer.Option("--only", help="Drop every earlier answer that is not given again.")
    ] = False


def attributes(words: Words) -> dict[str, Any]:
    """Return the attributes of the assertion that are texts, under their names in the native format."""
    return {
        "text": sys.stdin.read().rstrip("\n") if words.text == "-" else words.text,
        "said": words.said,
        "hedge": words.hedge,
        "quote": words.quote,
        "language": words.lang,
        "translation": words.translation,
        "spokesperson": words.spokesperson,
        "locator": words.at,
        "label": words.label,
        "note": words.note,
    }


def answers(case: "Casefile", surroundings: "Environment", words: Words) -> list[dict[str, Any]]:
    """Read `killed=3` and `weapon!=TOW missile`, and the hedges on them: `perpetrator=alleged`.

    Raises:
        InvalidRecordError: one is not of that form, or a hedge is on a field that is not answered.
        UnknownReferenceError, AmbiguousReferenceError: it names no field, or several.
    """
    given = [_answer(case, surroundings, setting) for setting in words.set]
    for setting in words.hedge_on:
        name, _, hedge = setting.partition("=")
        if not hedge.strip() or not name.strip():
            raise InvalidRecordError(
                f"--hedge-on {setting!r} hedges nothing", "write FIELD=HEDGE, as in perpetrator=alleged"
            )
        key = field_key(case, surroundings, name.strip())
        hedged = [answer for answer in given if answer["field"] == key]
        if not hedged:
            raise InvalidRecordError(
                f"--hedge-on {setting!r}: {key} is not answered here", f"answer it: --set {key}=VALUE"
            )
        for answer in hedged:
            answer["hedge"] = hedge.strip()
    for answer in given:
        if is_record(words.relative_to) and _is_date(case, answer["field"]):
            answer.update(_relation(related(case, words.relative_to, answer["raw"])))
    return given


def _is_date(case: "Casefile", key: str) -> bool:
    from claimtrack.model import Field

    field = case.get(f"field:{key}")
    return isinstance(field, Field) and field.type == "date"


def _relation(date: Any) -> dict[str, str]:
    return {"relative_to": date["relative_to"]} if isinstance(date, dict) else {}


def _answer(case: "Casefile", surroundings: "Environment", setting: str) -> dict[str, Any]:
    name, equals, raw = setting.partition("=")
    negative = name.endswith("!")
    name = name.removesuffix("!").strip()
    if not equals or not name:
        raise InvalidRecordError(f"--set {setting!r} is no answer", "write FIELD=VALUE, as in killed=3")
    if not raw.strip():
        raise InvalidRecordError(f"--set {setting!r} gives no answer", "leave it out where nothing was said")
    answer = {"field": field_key(case, surroundings, name), "raw": raw}
    return {**answer, "negative": True} if negative else answer


def field_key(case: "Casefile", surroundings: "Environment", name: str) -> str:
    """Return the key of the field that a word means: its key, its label, a synonym.

    Raises:
        UnknownReferenceError, AmbiguousReferenceError: no field is meant, or several are.
    """
    key = _field_key(case, name)
    if key != name:
        surroundings.say(f"{name} is taken as {key}")
    return key


def _field_key(case: "Casefile", name: str) -> str:
    from claimtrack.errors import UnknownTermError
    from claimtrack.vocab import load_vocabulary

    builtin = load_vocabulary("field")
    if name in builtin:
        return name
    try:
        return builtin.resolve(name)
    except UnknownTermError as unknown:
        try:
            return case.find("field", name)
        except UnknownReferenceError:
            hint = f"{unknown.hint}; or add it: claimtrack field add {name} --type count"
            raise UnknownReferenceError(f"there is no field {name!r}", hint) from None


def reference_date(surroundings: "Environment", relative_to: str) -> Any:
    """Read the date that relative dates count from; None where none is given, or a record.

    Args:
        surroundings: say which day is today.
        relative_to: what `--relative-to` names: a date, `today` or a record.

    Raises:
        UnreadableDateError: it is no date.
    """
    if not relative_to or is_record(relative_to):
        return None
    from claimtrack.dates import read_date

    # The one place where the clock is looked at, and only because somebody typed the word.
    text = surroundings.today() if relative_to.casefold() == "today" else relative_to
    value = read_date(text)
    if not value:
        raise UnreadableDateError(
            f"--relative-to {relative_to!r}: {value.reason}",
            "write a date, as 2016-03-29, or event:KEY, assertion:REF or document:REF",
        )
    return value


def is_record(given: str) -> bool:
    """Whether what dates count from is a record: `event:KEY`, `assertion:REF` or `document:REF`."""
    return given.startswith(("event:", "assertion:", "document:"))


def related(case: "Casefile", given: str, text: str) -> Any:
    """Return a date as the native format has it: with the record that it counts from, unless it needs none.

    Args:
        case: the case file.
        given: what `--relative-to` names.
        text: the date as written.

    Raises:
        UnknownReferenceError, AmbiguousReferenceError: no record is meant, or several are.
    """
    from claimtrack.dates.related import needs_anchor

    if not is_record(given) or not needs_anchor(text):
        return text
    kind, _, name = given.partition(":")
    return {"raw": text, "relative_to": f"{kind}:{case.find(kind, name)}"}
