"""Feasts and anniversaries: rules in a data file, names by language."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any, Final

from claimtrack.datafiles import data_file
from claimtrack.dates import calendars, choice
from claimtrack.dates.day import Day, month_length
from claimtrack.dates.lexicon import DATA
from claimtrack.dates.spans import Span, day_span, days_span, replace
from claimtrack.dates.value import GREGORIAN

_ADAR: Final = 12  # a leap year has two; feasts are in the last one


@cache
def _file() -> dict[str, Any]:
    return data_file(DATA / "holidays.toml")


def easter(year: int) -> Day:
    """Return Western Easter Sunday (anonymous Gregorian computus)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    length = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * length) // 451
    month, day = divmod(h + length - 7 * m + 114, 31)
    return Day(year, month, day + 1)


def orthodox_easter(year: int) -> Day:
    """Return Orthodox Easter Sunday (Julian computus) as a Gregorian day."""
    a, b, c = year % 4, year % 7, year % 19
    d = (19 * c + 15) % 30
    e = (2 * a + 4 * b - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    found = calendars.to_gregorian(calendars.JULIAN, year, month, day + 1)
    return found or easter(year)


@lru_cache(maxsize=4096)
def on(key: str, year: int) -> Span | None:
    """Place a feast in a Gregorian year; None when it has no day there."""
    rule = _file()[key]
    if year < rule.get("since", year):
        return on(rule["before"], year)
    length = rule.get("length", 1)
    if "month" in rule and "calendar" not in rule:
        first = _in_month(rule, year)
    elif "easter" in rule:
        first = easter(year).plus(rule["easter"])
    elif "orthodox" in rule:
        first = orthodox_easter(year).plus(rule["orthodox"])
    elif "advent" in rule:  # Sundays before Christmas
        christmas = Day(year, 12, 25)
        first = christmas.plus(-(christmas.weekday + 1) - 7 * (4 - rule["advent"]) + rule.get("offset", 0))
    else:
        return _foreign(rule, year)
    if first is None:
        return None
    return _of(first, length)


def _of(first: Day, length: int) -> Span:
    if length == 1:
        return day_span(first, ("month", "day"))
    return days_span(first, first.plus(length - 1))


def _in_month(rule: dict[str, Any], year: int) -> Day | None:
    month = rule["month"]
    if "day" in rule:
        return Day(year, month, rule["day"])
    start = Day(year, month, 1)
    rank, weekday = rule["nth"], rule["weekday"]
    if rank < 0:
        end = Day(year, month, month_length(year, month))
        return end.plus(-((end.weekday - weekday) % 7)).plus(rule.get("offset", 0))
    return start.plus((weekday - start.weekday) % 7 + 7 * (rank - 1)).plus(rule.get("offset", 0))


def _foreign(rule: dict[str, Any], year: int) -> Span | None:
    """Place a feast of another calendar in the Gregorian year in which it begins."""
    around = calendars.year_of(rule["calendar"], Day(year, 7, 1))
    spans = [_in_own_year(rule, candidate) for candidate in range(around - 2, around + 3)]
    return next((span for span in spans if span and span.earliest and span.earliest.year == year), None)


def _in_own_year(rule: dict[str, Any], year: int) -> Span | None:
    """Place a feast of another calendar in a year of that."""
    calendar, month, length = rule["calendar"], rule["month"], rule.get("length", 1)
    if calendar == calendars.HEBREW and month == _ADAR:
        month = calendars.months_of(calendar, year)
    if rule.get("whole_month"):
        length = calendars.month_days(calendar, year, month)
    first = calendars.to_gregorian(calendar, year, month, rule.get("day", 1))
    if first is None:
        return None
    if "last_weekday" in rule:
        end = first.plus(calendars.month_days(calendar, year, month) - 1)
        first = end.plus(-((end.weekday - rule["last_weekday"]) % 7))
    first = first.plus(rule.get("offset", 0) + rule.get("moved", {}).get(str(first.weekday), 0))
    span = replace(_of(first, length), calendar=calendar)
    return span.doubted(approximate=calendar in calendars.APPROXIMATE)


def other_in_year(key: str, year: int) -> Span | None:
    """Place a feast that was moved in the year that saw it on both days, on the earlier one; None for any other year."""
    rule = _file()[key]
    return on(rule["before"], year) if rule.get("since") == year else None


def in_year(key: str, year: int, calendar: str) -> Span | None:
    """Place a feast in a year that is written beside it: one of its own calendar, where that is as likely (Nowruz 1395).

    Args:
        key: the feast.
        year: the year.
        calendar: of the year, as its era or language says.
    """
    rule = _file()[key]
    own = rule.get("calendar", GREGORIAN)
    first, last = calendars.OWN_YEARS.get(own, (0, -1))
    if own != GREGORIAN and (own == calendar or first <= year <= last):
        return _in_own_year(rule, year)
    return on(key, year) if calendar == GREGORIAN else None


def from_sunset(key: str, span: Span) -> Span | None:
    """Return a feast that begins at sunset with the evening before its first day; None where none is counted so."""
    rule = _file()[key]
    if not rule.get("sunset") or span.earliest is None or span.latest is None:
        return None
    eve = span.earliest.plus(-1)
    if span.precision == "day":
        return span.bounded(eve, eve, str(eve), "day")
    last = span.latest.plus(-1) if rule.get("nights") else span.latest
    return replace(days_span(eve, last), calendar=span.calendar, known=span.known, inferred=span.inferred)


def nearest(key: str, anchor: Day, prefer: str) -> Span | None:
    """Place a feast near the reference."""
    spans = [span for year in (anchor.year - 1, anchor.year, anchor.year + 1) if (span := on(key, year))]
    days = [span.earliest for span in spans if span.earliest]
    chosen = choice.pick(choice.ranked(days, anchor), anchor, prefer, with_month=True)
    found = next((span for span in spans if span.earliest == chosen), None)
    return found.told(found.known, ("year",)) if found else None
