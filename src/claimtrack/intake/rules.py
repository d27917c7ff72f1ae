"""The rules: what is checked of a record on its way in, once, whichever door it comes through.

Everything here is pure: it is given records, and what the case file knows of them, and says what is wrong or should be
looked at. What refuses is an error or a problem; what a person wrote and only should be looked at is a doubt, and stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec.structs import replace

from claimtrack.characters import fold_name
from claimtrack.languages import is_tag
from claimtrack.model import RECORD_TYPES, Assertion, Document, Event, Link
from claimtrack.model.codec import encode, shapes
from claimtrack.model.decoding import unstorable
from claimtrack.model.edits import same
from claimtrack.model.identity import record_id
from claimtrack.values.count import Count

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from claimtrack.dates import DateValue
    from claimtrack.model import Record, Value

Doubt = tuple[str, str]
"""What should be looked at: the attribute or field, or the kind of doubt; and why, or an example."""

DATES = {
    cls: tuple(name for name, shape in shapes(cls).items() if shape.kind == "date")
    for cls in RECORD_TYPES.values()
}
"""The dates of each class of record."""

_LISTS = {
    cls: tuple(name for name, shape in shapes(cls).items() if shape.kind == "texts")
    for cls in RECORD_TYPES.values()
}

SAY_ORDER = "say the order: --date-order, or order under [dates]"


NOBODY = "there is no claimant: nobody says this"
"""Why a row, or a claim of it, cannot be taken that names nobody who says it."""


class RefusedError(Exception):
    """What cannot be taken; the message says why, and whoever knows where it stands adds that."""


class ReusedKeyError(RefusedError):
    """A row whose key means another event than in the last release of its dataset."""


# --- characters -------------------------------------------------------------------------------


def check_storable(text: str) -> None:
    """Refuse a text that no case file can store.

    Raises:
        RefusedError: it holds a NUL, or half of a surrogate pair.
    """
    if reason := unstorable(text):
        raise RefusedError(reason)


def plain_lines(text: str) -> str:
    """Return a text with its lines ended alike: which characters end them is a matter of the file, not of what was said."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


# --- agreement --------------------------------------------------------------------------------


class Past(NamedTuple):
    """What a case file remembers of how its records were called, and of what they were.

    Attributes:
        became: gives, by kind and key, the key that a record goes by now; empty where it never had another.
        former: gives what a record was before each of its corrections, in the native format.
    """

    became: Callable[[str, str], str]
    former: Callable[[Record], list[Mapping[str, Any]]]


def disagreements(record: Record, content: Mapping[str, Any], held: Record, past: Past) -> Iterator[str]:
    """Name the attributes in which an incoming record contradicts the one that is held.

    To leave an attribute out is no contradiction, nor is a shorter list, nor what stood in the file before it was
    corrected there, nor a text that is read otherwise by now, nor a date or place that is only written otherwise, nor
    a date that counts from a record, and comes to another day as that was corrected.

    Args:
        record: the record on its way in.
        content: what the input says of it.
        held: the record of the same identity, of the file or earlier in the input.
        past: what the case file remembers.
    """
    if isinstance(held, Assertion) and record_id(held) != held.id:
        return  # the held one was corrected after it was made; what it was then is this
    former: list[Mapping[str, Any]] | None = None
    for name, shape in shapes(type(record)).items():
        new, old = getattr(record, name), getattr(held, name)
        if name in ("recorded", "id") or not content.get(name) or new == old:
            continue
        if shape.kind == "refs":
            new = {past.became(shape.of, key) or key for key in new}
        if shape.kind in ("texts", "refs") and set(new) <= set(old):
            continue
        if _same_words(shape.kind, content.get(name), new, old) or read_alike(shape.kind, new, old):
            continue
        if same(encode(record).get(name), encode(held).get(name)):
            continue
        former = past.former(record) if former is None else former
        if not any(before.get(name) == encode(record).get(name) for before in former):
            yield name


def _same_words(shape: str, given: Any, new: Any, old: Any) -> bool:
    """Whether both come from one text, which the input leaves to the program to read."""
    if shape == "date":
        return not isinstance(given, dict) and old is not None and new.raw == old.raw
    if shape == "values" and old:
        read = isinstance(given, dict) or not any("read" in item for item in given or ())
        return read and {_said(item) for item in new} == {_said(item) for item in old}
    return False


def read_alike(shape: str, new: Any, old: Any) -> bool:
    """Whether two dates or two places are one, written in two ways: 03 May 2019 and 2019-05-03; 35.8600 and 35.86."""
    if not (new and old):
        return False
    if shape == "date":
        return (new.edtf_any, new.zone, new.relative_to) == (old.edtf_any, old.zone, old.relative_to)
    return shape == "place" and replace(new, raw="") == replace(old, raw="")


def _said(value: Any) -> tuple[str, bool, str, str]:
    return value.field, value.negative, value.raw, value.hedge


# --- what should be looked at -----------------------------------------------------------------


def left_out(record: Record, content: Mapping[str, Any]) -> Iterator[Doubt]:
    """Name the lists of texts of which the input has empty ones, which are left out."""
    for name in _LISTS[type(record)]:
        if any(not item.strip() for item in content.get(name) or ()):
            yield name, "an empty text is left out"


def unread(record: Record) -> Iterator[Doubt]:
    """Name the dates and values of a record that could not be read, or not as what is asked."""
    for name in DATES[type(record)]:
        value = getattr(record, name)
        if value is not None and not value:
            yield name, _unread(value.raw, value.reason)
        elif value is not None and value.yearless:
            yield name, f"{value.raw!r} says no year, and nothing tells which"
    for item in record.values if isinstance(record, Assertion) else ():
        if reason := getattr(item.read, "reason", ""):
            yield item.field, _unread(item.raw, reason)
        if told := of_a_part(item):
            yield item.field, told


def of_a_part(value: Value) -> str:
    """Say that a count is of a part alone, for which another field asks ("41 civilians" killed); empty where it is not."""
    if not isinstance(value.read, Count) or not any(map(str.isalpha, value.raw)):
        return ""
    from claimtrack.values.count_words import part_alone

    part, other = part_alone(value.field, value.raw, [part.of for part in value.read.parts])
    return f"{value.raw!r} counts {part} alone, for whom {other} asks" if part else ""


def _unread(raw: str, reason: str) -> str:
    return f"{raw!r} is kept as written, and could not be read: {reason}"


def date_doubts(value: DateValue | None, what: str) -> tuple[Doubt, ...]:
    """Return what should be looked at of a date in a table: it cannot be read, or can be read in two ways.

    Args:
        value: the date.
        what: what such dates are, in the plural.
    """
    if value is None:
        return ()
    if not value:
        if value.relative_to and not value.reference:  # its anchor may come in with it, or get its date later
            return ()
        return ((f"{what} that could not be read", f"{value.raw!r}: {value.reason}"),)
    if value.yearless:
        return ((f"{what} without a year", repr(value.raw)),)
    return ((f"{what} with two readings ({SAY_ORDER})", repr(value.raw)),) if value.readings else ()


def value_doubts(value: Any) -> tuple[Doubt, ...]:
    """Return what should be looked at of a value in a table; see `date_doubts`."""
    if reason := getattr(value.read, "reason", ""):
        return ((f"values of {value.field!r} that could not be read", f"{value.raw!r}: {reason}"),)
    if told := of_a_part(value):
        return ((f"values of {value.field!r} that count a part alone", told),)
    if getattr(value.read, "readings", ()):
        return ((f"values of {value.field!r} with two readings ({SAY_ORDER})", repr(value.raw)),)
    return ()


def doubts(record: Record, find: Callable[[str, Any], Record | None]) -> Iterator[Doubt]:
    """Name the dates of a record that cannot be so, whatever is uncertain about them; and a language that has no tag.

    Args:
        record: any record.
        find: gives a record by kind and key.
    """
    language = getattr(record, "language", "")
    if language and not is_tag(language):
        yield (
            "language",
            f"{language!r} is no language tag of BCP 47, such as ar or en-GB, and is read as no language",
        )
    match record:
        case Link(kind="denies"):
            yield from _denied_by_link(record, find)
        case Assertion():
            yield from _against_own_answer(record) if record.values else ()
            yield from _against_dates(record, find) if record.said else ()
        case Document() if certainly_after(record.published, record.retrieved):
            yield "published", f"{record.published}, which is after it was retrieved ({record.retrieved})"


def _against_dates(record: Assertion, find: Callable[[str, Any], Record | None]) -> Iterator[Doubt]:
    document, event = find("document", record.document), find("event", record.event)
    published = document.published if isinstance(document, Document) else None
    occurred = event.occurred if isinstance(event, Event) else None
    if said_after_published(record.said, published):
        yield "said", f"{record.said}, which is after its document was published ({published})"
    if said_before_it_happened(record.said, occurred):
        yield "said", f"{record.said}, which is before it happened ({occurred})"


def one_item(key: str, first: str) -> str:
    """Say that two items of evidence have one file, and how they become one.

    Args:
        key: of the one that comes in.
        first: of the one that was there before.
    """
    return (
        f"evidence {key!r} has the same file as {first!r}, byte for byte; perhaps one item with two bearings: claimtrack evidence "
        f"edit {first} adds a bearing, claimtrack void evidence:{key} takes the other out"
    )


DENYING = ("denies", "disputes")
"""The kinds of link by which an assertion denies another."""


def denied_fields(denials: Sequence[Link]) -> tuple[str, ...]:
    """Return the fields that denials are limited to; none where one of them is of the whole.

    Args:
        denials: links by which one assertion denies or disputes others.
    """
    if not all(link.fields for link in denials):
        return ()
    return tuple(dict.fromkeys(key for link in denials for key in link.fields))


def _against_own_answer(record: Assertion) -> Iterator[Doubt]:
    from claimtrack.analysis.stances import answers_happened

    happened = answers_happened(record)
    if record.stance == "affirms" and happened is False:
        yield "stance", "affirms, while it answers that it did not happen: it is read as a denial"
    elif record.stance == "denies" and happened:
        yield "stance", "denies, while it answers that it happened; leave one of them out"


def _denied_by_link(link: Link, find: Callable[[str, Any], Record | None]) -> Iterator[Doubt]:
    from claimtrack.analysis.stances import is_whole

    source, target = find("assertion", link.source), find("assertion", link.target)
    if is_whole(link.fields) and isinstance(source, Assertion) and isinstance(target, Assertion):
        yield from affirming_denial(source, target)


def affirming_denial(source: Assertion, target: Assertion) -> Iterator[Doubt]:
    """Tell of a statement that affirms the event and denies by a link, as a whole, another that affirms it.

    Args:
        source: the statement that links.
        target: the one it denies.
    """
    if source.stance == target.stance == "affirms":
        way = "claimtrack edit, on what denies, limits the link to fields or takes it out"
        told = f"affirms, while it denies {target.short_name}, which affirms it too: it is read as a denial ({way})"
        yield "stance", told


def said_after_published(said: DateValue | None, published: DateValue | None) -> bool:
    """Whether something was certainly said after the document was published in which it stands."""
    return certainly_after(said, published)


def said_before_it_happened(said: DateValue | None, occurred: DateValue | None) -> bool:
    """Whether somebody certainly spoke of a happening before it happened: a warning, or a wrong date."""
    return certainly_after(occurred, said)


def certainly_after(later: Any, earlier: Any) -> bool:
    """Whether every day of one date comes after every day of the other."""
    if not later or not earlier or later.earliest_any is None or earlier.latest_any is None:
        return False
    return bool(later.earliest_any > earlier.latest_any)


def another_event(title: str, occurred: Any, before: str, happened: Any) -> bool:
    """Whether two descriptions can hardly be of one event: other titles, and dates that exclude each other.

    Where a date is missing the titles decide, if hardly a word of the one is in the other.

    Args:
        title: the one.
        occurred: its date.
        before: the title of the other.
        happened: its date.
    """
    if fold_name(title) == fold_name(before):
        return False
    if occurred and happened:
        return certainly_after(occurred, happened) or certainly_after(happened, occurred)
    from rapidfuzz import fuzz

    return bool(fuzz.token_set_ratio(fold_name(title), fold_name(before)) < _ALIKE)


_ALIKE = 50  # of 100; below that two titles have hardly a word in common
