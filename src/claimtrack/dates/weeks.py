"""Weeks by region: which days are the weekend, and with which day a week begins; ISO 8601 where nothing is known."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from claimtrack.datafiles import data_file
from claimtrack.dates.lexicon import DATA
from claimtrack.dates.spans import Span, days_span, replace

if TYPE_CHECKING:
    from claimtrack.dates.day import Day

_SATURDAY: Final = 5
_DAYS: Final = 7
_NAMES: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@cache
def weekend_of(region: str) -> tuple[int, int]:
    """Return the first and last day of the weekend of a region, 0 being Monday.

    Args:
        region: an ISO 3166 code, or empty.
    """
    first, last = _table()["weekend"].get(region, (_SATURDAY, _SATURDAY + 1))
    return first, last


@cache
def first_weekday(region: str) -> int:
    """Return the day that weeks of a region begin with, 0 being Monday.

    Args:
        region: an ISO 3166 code, or empty.
    """
    return next((int(day) for day, regions in _table()["first"].items() if region in regions), 0)


@cache
def _table() -> dict[str, dict[str, Any]]:
    return data_file(DATA / "weeks.toml")


def week_of(day: Day, first: int) -> Span:
    """Return the week that a day is in.

    Args:
        day: the day.
        first: the day that weeks begin with, 0 being Monday.
    """
    start = day.plus(-((day.weekday - first) % _DAYS))
    return days_span(start, start.plus(_DAYS - 1), "week")


def with_first_day(span: Span) -> Span:
    """Return a week that counts from the reference, with a remark on its first day where that is no Monday."""
    start = span.earliest
    if "day" not in span.inferred or start is None or not start.weekday or span.remark:
        return span
    return replace(span, remark=f"the week begins on {_NAMES[start.weekday]}")


def in_region(span: Span, region: str) -> Span:
    """Return the weekend that a region has in the week of a Saturday and Sunday, and a remark on its days.

    Args:
        span: a weekend; one whose days the text names stays as it is.
        region: an ISO 3166 code, or empty.
    """
    first, last = weekend_of(region)
    start = span.earliest
    if "day" not in span.inferred or start is None or start.weekday != _SATURDAY or first == _SATURDAY:
        return span
    monday = start.plus(-_SATURDAY)
    moved = days_span(monday.plus(first), monday.plus(last), "weekend")
    named = _NAMES[first] if first == last else f"{_NAMES[first]} and {_NAMES[last]}"
    remark = f"the weekend of {region} is {named}"
    return replace(span, earliest=moved.earliest, latest=moved.latest, edtf=moved.edtf, remark=remark)
