"""The date value: an interval of days, what is known of it and how it was read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from claimtrack.dates.day import Day

GREGORIAN: Final = "gregorian"
_NO_YEAR: Final = "XXXX-"
_EPOCH: Final = 719_163  # the ordinal of 1970-01-01
_DAY_SECONDS: Final = 86_400


@dataclass(frozen=True, slots=True, init=False)
class DateValue:
    """A date as it was said: an interval with bounds, its EDTF form, and where each part comes from.

    A value is true when a date was read. There is no `<`: two uncertain dates have no order, only the
    relations of `claimtrack.dates.allen`; `sort_key` gives the order of a listing.

    Attributes:
        raw: the text as it was given, byte for byte.
        edtf: the Extended Date/Time Format of ISO 8601-2:2019; empty when no date was read.
        earliest: the first possible day; None when the start is open or unknown.
        latest: the last possible day; None when the end is open or unknown.
        precision: the unit that was named: second, minute, hour, day, week, month, quarter, season, half,
            year, decade, century, interval, set …; empty when no date was read.
        approximate: said to be approximate ("about", `~`).
        uncertain: said to be uncertain ("probably", `?`).
        calendar: the calendar the text was written in; the bounds are Gregorian always.
        zone: the time zone named in the text or given by the caller; empty when unknown.
        reference: the date (EDTF) that relative or incomplete text was placed by; empty when unused.
        rule: the name of the rule that read the text; `dateparser` when the fallback did.
        reason: why there is no date; empty when one was read.
        known: the parts that the text itself gives: year, month, day, time, or the part of the day (`morning`).
        inferred: the parts taken from the reference or supplied by an analyst.
        basis: the analyst's words on where the inferred parts come from; never set by the reader.
        readings: every reading where the text has more than one, the primary one (these bounds) first.
        relative_to: the record that the text counts from (`event:KEY`, `assertion:ID`, `document:KEY`); the bounds
            follow its date, the text and this do not change. Empty where it counts from none.
        remark: a warning about a date that was read (two calendars that differ, a weekday that is wrong).
    """

    raw: str
    edtf: str = ""
    earliest: Day | None = None
    latest: Day | None = None
    precision: str = ""
    approximate: bool = False
    uncertain: bool = False
    calendar: str = GREGORIAN
    zone: str = ""
    reference: str = ""
    rule: str = ""
    reason: str = ""
    known: tuple[str, ...] = ()
    inferred: tuple[str, ...] = ()
    basis: str = ""
    readings: tuple[DateValue, ...] = ()
    remark: str = ""
    relative_to: str = ""

    def __init__(
        self,
        raw: str,
        edtf: str = "",
        earliest: Day | None = None,
        latest: Day | None = None,
        precision: str = "",
        approximate: bool = False,
        uncertain: bool = False,
        calendar: str = GREGORIAN,
        zone: str = "",
        reference: str = "",
        rule: str = "",
        reason: str = "",
        known: tuple[str, ...] = (),
        inferred: tuple[str, ...] = (),
        basis: str = "",
        readings: tuple[DateValue, ...] = (),
        remark: str = "",
        relative_to: str = "",
    ) -> None:
        # What a frozen dataclass does, which takes one call for each field, would be half the time of a plain date.
        draft: Any = self
        _set(draft, "__class__", _Draft)
        draft.raw, draft.edtf = raw, edtf
        draft.earliest, draft.latest, draft.precision = earliest, latest, precision
        draft.approximate, draft.uncertain = approximate, uncertain
        draft.calendar, draft.zone, draft.reference = calendar, zone, reference
        draft.rule, draft.reason, draft.basis = rule, reason, basis
        draft.known, draft.inferred = known, inferred
        draft.readings, draft.remark, draft.relative_to = readings, remark, relative_to
        draft.__class__ = DateValue

    def __bool__(self) -> bool:
        return bool(self.edtf)

    def __str__(self) -> str:
        return self.edtf or self.raw

    @property
    def yearless(self) -> bool:
        """Whether a day or a month is given and no year, as in `XXXX-03-03`."""
        return _NO_YEAR in self.edtf

    @property
    def earliest_any(self) -> Day | None:
        """The first possible day of all readings; None where one of them has an open start."""
        firsts = [reading.earliest for reading in self.readings or (self,)]
        return None if None in firsts else min(day for day in firsts if day)

    @property
    def latest_any(self) -> Day | None:
        """The last possible day of all readings; None where one of them has an open end."""
        lasts = [reading.latest for reading in self.readings or (self,)]
        return None if None in lasts else max(day for day in lasts if day)

    @property
    def edtf_any(self) -> str:
        """All readings in EDTF: of several a set of which one holds, `[2016-03-04,2016-04-03]`."""
        if not self.readings:
            return self.edtf
        from claimtrack.dates.one_of import edtf_one_of

        return edtf_one_of([reading.edtf for reading in self.readings]) or self.edtf

    @property
    def span(self) -> tuple[int | None, int | None]:
        """The first and the last possible second over all readings; None for an open end."""
        readings = self.readings or (self,)
        firsts = [reading.earliest_instant for reading in readings]
        lasts = [reading.latest_instant for reading in readings]
        return (
            None if None in firsts else min(first for first in firsts if first is not None),
            None if None in lasts else max(last for last in lasts if last is not None),
        )

    @property
    def earliest_instant(self) -> int | None:
        """The first possible second, counted from 1970-01-01T00:00:00Z; None when the start is open.

        A time without a zone counts as UTC.
        """
        return _instant(self.edtf, self.earliest, end=False)

    @property
    def latest_instant(self) -> int | None:
        """The last possible second, counted from 1970-01-01T00:00:00Z; None when the end is open."""
        return _instant(self.edtf, self.latest, end=True)

    def sort_key(self) -> tuple[int, float, float]:
        """Return the place in a listing: unread values last, then by earliest and latest instant.

        An open start sorts before every date and an open end after every date. This is an order for
        the eye; it says nothing about which of two overlapping dates came first.
        """
        if not self.edtf:
            return (1, 0.0, 0.0)
        first, last = self.earliest_instant, self.latest_instant
        return (0, float("-inf") if first is None else first, float("inf") if last is None else last)


def as_day(value: DateValue) -> DateValue:
    """Return the day of a moment that is its midnight, which many programs write where they mean the day alone."""
    day, moment, clock = value.edtf.partition("T")
    if not moment or "/" in value.edtf or not clock.startswith(("00:00:00", "24:00:00")):
        return value
    return replace(value, edtf=day + clock[len(clock.rstrip("?~%")) :], precision="day")


_set: Final = object.__setattr__


class _Draft:
    """A value whose fields are being filled in; alike in memory, so that it becomes one."""

    __slots__ = DateValue.__slots__


def _instant(edtf: str, day: Day | None, *, end: bool) -> int | None:
    if day is None:
        return None
    start = (day.ordinal - _EPOCH) * _DAY_SECONDS
    if "T" not in edtf:
        return start + _DAY_SECONDS - 1 if end else start
    clock = edtf.rpartition("/")[2] if end else edtf.partition("/")[0]
    if "T" not in clock:
        return start + _DAY_SECONDS - 1 if end else start
    clock = clock.partition("T")[2].rstrip("?~%")
    hours, minutes, seconds = int(clock[:2]), int(clock[3:5]), int(clock[6:8])
    offset, zone = 0, clock[8:]
    if zone and zone != "Z":
        offset = int(zone[1:3]) * 3600 + int(zone[4:6] or 0) * 60
        offset = -offset if zone[0] == "-" else offset
    return start + hours * 3600 + minutes * 60 + seconds - offset
