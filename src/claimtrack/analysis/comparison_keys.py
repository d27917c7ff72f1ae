"""What an answer compares by, as plain cells that any engine can join on.

Counts and dates compare by their ends, parties by who they are and what they are part of, all others by a folded form.
Answers that need more than that (several in one, parts, several readings, dates without a year, moments, names
that several bear) are marked as not exact: of these an engine says nothing, and the case file itself has to be asked.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from claimtrack.characters import fold_name
from claimtrack.dates import DateValue
from claimtrack.names import transliteration_key
from claimtrack.values import Count, OneOf, Party, Place, Text, Unknown, Unreadable, YesNo, from_record
from claimtrack.values.compare_counts import count_reach
from claimtrack.values.compare_dates import compares_by_its_ends, date_reach
from claimtrack.values.compare_names import normalised_text

if TYPE_CHECKING:
    from claimtrack.analysis.parties import Parties

POSITION: Final = "position"
"""The type of a position on the event, beside the types of fields."""

_LARGEST: Final = 2**63 - 1


class Yardstick(NamedTuple):
    """What one value compares by.

    Attributes:
        sameness: two values with the same are the same.
        low, high: ends of a count; None where open.
        earliest, latest: first and last day of a date, as ISO 8601; None where open or outside the years 1 to 9999.
        begins, ends: the ends that are compared: numbers, or seconds since 1970; infinite where open.
        near_begins, near_ends: the same, widened by what an approximate value may be off.
        path: of a party that the file knows, the keys of all it is part of and its own, the widest first.
        alike: of a party, how its name sounds in Latin letters.
        exact: it compares by these cells alone.
        unread: it could not be read.
        unknown: that nothing is known.
    """

    sameness: str
    low: int | None = None
    high: int | None = None
    earliest: str | None = None
    latest: str | None = None
    begins: float | None = None
    ends: float | None = None
    near_begins: float | None = None
    near_ends: float | None = None
    path: str | None = None
    alike: str = ""
    exact: bool = True
    unread: bool = False
    unknown: bool = False


@lru_cache(1 << 15)  # the same answers come up again and again
def measured(kind: str, raw: str, read: str) -> Yardstick:
    """Return what a value compares by; parties need `measured_party`.

    Args:
        kind: type of the field.
        raw: the text as written.
        read: what was read, as JSON.
    """
    value = from_record(json.loads(read), kind, raw=raw)
    match value:
        case Count():
            return _count(value)
        case DateValue():
            return _date(value) if value else _unread(raw)
        case YesNo():
            return Yardstick("yes" if value.yes else "no")
        case Place():
            return Yardstick(fold_name(value.name) or f"{value.lat} {value.lon} {value.radius_km}")
        case Text():
            return Yardstick(normalised_text(value.raw))
        case Party():
            return Yardstick(fold_name(value.name))
        case Unknown():
            return Yardstick("unknown", unknown=True)
        case Unreadable():
            return _unread(raw)
        case OneOf():
            return Yardstick(fold_name(raw), exact=False)


def measured_party(parties: Parties, raw: str, read: str) -> Yardstick:
    """Return what a party that is named in an answer compares by.

    Args:
        parties: who is known.
        raw: the text as written.
        read: what was read, as JSON.
    """
    plain = measured("party", raw, read)
    if not plain.exact or plain.unread or plain.unknown:
        return plain
    name = Party(raw).name
    bearers, alike = parties.bearers(name), transliteration_key(name)
    if len(bearers) != 1:
        return plain._replace(sameness=f"named {plain.sameness}", alike=alike, exact=not bearers)
    (key,) = bearers
    path = "/".join(("", *reversed(parties.ancestors(key)), key, ""))
    return plain._replace(sameness=f"known {key}", alike=alike, path=path)


def _unread(raw: str) -> Yardstick:
    return Yardstick(fold_name(raw), unread=True)


def _count(count: Count) -> Yardstick:
    best = count.low if count.best is None and count.low == count.high else count.best
    marks = (count.low, count.high, best, count.approximate, count.vague, count.near)
    (begins, ends), (near_begins, near_ends) = count_reach(count)
    high = count.high if count.high is None or count.high <= _LARGEST else None
    return Yardstick(
        sameness=" ".join(map(str, marks)), low=count.low, high=high, begins=begins, ends=ends,
        near_begins=near_begins, near_ends=near_ends, exact=not count.parts,
    )  # fmt: skip


def _date(date: DateValue) -> Yardstick:
    (begins, ends), (near_begins, near_ends) = date_reach(date)
    first, last = date.earliest_any, date.latest_any
    return Yardstick(
        sameness=f"{begins} {ends} {date.approximate} {date.uncertain}",
        earliest=None if first is None else str(first),
        latest=None if last is None else str(last),
        begins=begins,
        ends=ends,
        near_begins=near_begins,
        near_ends=near_ends,
        exact=compares_by_its_ends(date),
    )
