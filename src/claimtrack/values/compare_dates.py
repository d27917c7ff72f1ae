"""Compare dates: intervals of seconds, with all their readings."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from itertools import product
from math import inf
from typing import TYPE_CHECKING, Final

from claimtrack.values.relation import Relation, Tolerance, default_tolerance, overlap

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimtrack.dates import DateValue

_DAY_SECONDS: Final = 86_400
_LEAP_YEAR: Final = 2000
_FEW_YEARS: Final = 30
_HOUR_SECONDS: Final = 3600
# How far the clocks of the world are ahead of UTC, and behind it.
_MOST_AHEAD, _MOST_BEHIND = 14 * _HOUR_SECONDS, 12 * _HOUR_SECONDS
_ZONE: Final = re.compile(r"(?<=:\d\d)(Z|[+-]\d\d(:?\d\d)?)(?=$|[/?~%])")
_Spans = list[tuple[float, float]]


def date_reach(date: DateValue) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the ends by which a date is compared, in seconds since 1970, and the same widened by what it may be off."""
    day, tolerance = _readings(date)[0], default_tolerance()
    return _hull(_spans(day, tolerance, 0)), _hull(_spans(day, tolerance, _slack(day, tolerance)))


def compares_by_its_ends(date: DateValue) -> bool:
    """Whether a date compares with others of the kind by its first and its last second alone."""
    alone = not date.readings and not date.yearless
    return alone and not _part_of_day(date) and not any(mark in date.edtf for mark in "T{[")


def compare_dates(one: DateValue, other: DateValue, tolerance: Tolerance | None = None) -> Relation:
    """Compare two dates that were read.

    Args:
        one: a date, with all its readings where it has several.
        other: another.
        tolerance: how near is near; the program's own when left out.

    Returns:
        EQUAL for the same bounds and qualifiers; COMPATIBLE where they overlap; otherwise POSSIBLE_CONFLICT
        where one is approximate or uncertain and they are near, CONFLICT where not. Dates with several
        readings conflict when every pair of readings does, and possibly when some pair does. Without a year, days and
        months are compared alone: `XXXX-03-03` is COMPATIBLE with 2016-03-03 and in CONFLICT with 2016-03-04. A day
        written with its midnight is the day. A part of a day is compared by its hours, and a set by each of its
        members. A time without a zone is of an unknown zone: where some zone makes it agree with an instant, they are
        in POSSIBLE_CONFLICT at most.
    """
    ones, others = _readings(one), _readings(other)
    if {_date_identity(date) for date in ones} == {_date_identity(date) for date in others}:
        return Relation.EQUAL
    tolerance = tolerance or default_tolerance()
    found = {_compare_readings(a, b, tolerance) for a, b in product(ones, others)}
    if all(relation.agrees for relation in found):
        return Relation.COMPATIBLE
    return Relation.CONFLICT if found == {Relation.CONFLICT} else Relation.POSSIBLE_CONFLICT


def date_intersection(dates: Iterable[DateValue]) -> DateValue | None:
    """Return the common ground of several dates, in whole days.

    Returns:
        The interval of days that all of them allow; None when there is none, or no date at all.
    """
    given = list(dates)
    firsts = [date.earliest_any for date in given if date.earliest_any is not None]
    lasts = [date.latest_any for date in given if date.latest_any is not None]
    if given and all(date.yearless for date in given):
        return given[0] if len({date.edtf for date in given}) == 1 else None
    first, last = max(firsts, default=None), min(lasts, default=None)
    if not given or (first is not None and last is not None and first > last):
        return None
    return _interval(first, last)


def date_spread(dates: Iterable[DateValue]) -> DateValue | None:
    """Return the span from the first possible day of any date to the last of any, open where one is.

    Returns:
        The smallest interval of days that holds them all; None for no date with a year at all.
    """
    given = [date for date in dates if not date.yearless]
    firsts = [date.earliest_any for date in given if date.earliest_any is not None]
    lasts = [date.latest_any for date in given if date.latest_any is not None]
    if not given:
        return None
    return _interval(
        min(firsts) if len(firsts) == len(given) else None, max(lasts) if len(lasts) == len(given) else None
    )


def _interval(first: object, last: object) -> DateValue | None:
    from claimtrack.dates import parse_edtf

    if first is None and last is None:
        return None
    ends = [".." if day is None else str(day) for day in (first, last)]
    return parse_edtf(ends[0] if ends[0] == ends[1] else "/".join(ends))


def _readings(date: DateValue) -> tuple[DateValue, ...]:
    from claimtrack.dates.value import as_day

    return tuple(as_day(reading) for reading in date.readings if reading) or (as_day(date),)


def _date_identity(date: DateValue) -> tuple[object, ...]:
    by_name = date.yearless or date.edtf.startswith(("{", "["))
    bounds = (date.edtf,) if by_name else (date.earliest_instant, date.latest_instant, _part_of_day(date))
    return *bounds, "T" in date.edtf and _is_zoned(date), date.approximate, date.uncertain


def _compare_readings(one: DateValue, other: DateValue, tolerance: Tolerance) -> Relation:
    if one.yearless or other.yearless:
        return (
            Relation.best(
                _compare_dated(a, b, tolerance)
                for a, b in product(_in_years(one, other), _in_years(other, one))
            )
            or Relation.COMPATIBLE
        )
    return _compare_dated(one, other, tolerance)


def _in_years(date: DateValue, other: DateValue) -> list[DateValue]:
    """Return a date without a year in each year that another one may be of, in a leap year where neither has one."""
    from claimtrack.dates import parse_edtf
    from claimtrack.errors import UnreadableDateError

    if not date.yearless:
        return [date]
    first, last = other.earliest, other.latest
    years = [_LEAP_YEAR]
    if not other.yearless:
        if first is None or last is None or last.year - first.year > _FEW_YEARS:
            return []  # it is so long that the day comes in it, whatever it is
        years = list(range(first.year - 1, last.year + 2))
    found = []
    for year in years:
        start, slash, end = date.edtf.partition("/")
        for ending in (year, year + 1):  # from December into January
            with suppress(UnreadableDateError):  # 29 February
                edtf = start.replace("XXXX", f"{year:04d}") + slash + end.replace("XXXX", f"{ending:04d}")
                found.append(
                    replace(parse_edtf(edtf), approximate=date.approximate, uncertain=date.uncertain)
                )
                break
    return found


def _compare_dated(one: DateValue, other: DateValue, tolerance: Tolerance) -> Relation:
    if _meet(_spans(one, tolerance, 0), _spans(other, tolerance, 0)):
        return Relation.COMPATIBLE
    zoned = _is_zoned(one)
    apart = zoned is not _is_zoned(other)
    if apart:
        one, other = (one, other) if zoned else (other, one)
        # By the calendar and the clock where the moment was written.
        if _meet(_spans(_unzoned(one), tolerance, 0), _spans(other, tolerance, 0)):
            return Relation.COMPATIBLE
    there = _spans(other, tolerance, _slack(other, tolerance))
    there = [(first - _MOST_AHEAD, last + _MOST_BEHIND) for first, last in there] if apart else there
    near = _meet(_spans(one, tolerance, _slack(one, tolerance)), there)
    return Relation.POSSIBLE_CONFLICT if near else Relation.CONFLICT


def _meet(here: _Spans, there: _Spans) -> bool:
    return any(overlap(span, other) for span in here for other in there)


def _is_zoned(date: DateValue) -> bool:
    return _ZONE.search(date.edtf) is not None


def _unzoned(date: DateValue) -> DateValue:
    return replace(date, edtf=_ZONE.sub("", date.edtf))


def _part_of_day(date: DateValue) -> str:
    known = default_tolerance().parts_of_day if date.precision == "day" else ()
    return next((part for part in date.known if part in known), "")


def _slack(date: DateValue, tolerance: Tolerance) -> int:
    if not (date.approximate or date.uncertain):
        return 0
    return tolerance.days.get(date.precision, tolerance.days["other"]) * _DAY_SECONDS


def _spans(date: DateValue, tolerance: Tolerance, slack: int) -> _Spans:
    """Return the spans of seconds since 1970 in which a date lies, each widened at both ends."""
    if part := _part_of_day(date):
        start = date.earliest_instant or 0
        hours = tolerance.parts_of_day[part]
        spans: list[tuple[int | None, int | None]] = [
            (start + _HOUR_SECONDS * first, start + _HOUR_SECONDS * last - 1) for first, last in hours
        ]
    else:
        spans = [(one.earliest_instant, one.latest_instant) for one in _members(date)]
    return [(-inf if a is None else a - slack, inf if z is None else z + slack) for a, z in spans]


def _members(date: DateValue) -> list[DateValue]:
    """Return each of a set of dates; the date itself where it is none, or an open one."""
    from claimtrack.dates import parse_edtf

    members = date.edtf[1:-1].split(",") if date.edtf.startswith("{") else []
    if not members or any(member.startswith("..") or member.endswith("..") for member in members):
        return [date]
    return [parse_edtf(member.strip().replace("..", "/")) for member in members]


def _hull(spans: _Spans) -> tuple[float, float]:
    return min(first for first, _ in spans), max(last for _, last in spans)
