"""Weekends by region: Friday and Saturday in much of the Middle East, Saturday and Sunday where nothing is known."""

from __future__ import annotations

from functools import cache
from typing import Final

from claimtrack.datafiles import data_file
from claimtrack.dates.lexicon import DATA
from claimtrack.dates.spans import Span, days_span, replace

_SATURDAY: Final = 5
_NAMES: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@cache
def days_of(region: str) -> tuple[int, int]:
    """Return the first and last day of the weekend of a region, 0 being Monday.

    Args:
        region: an ISO 3166 code, or empty.
    """
    first, last = data_file(DATA / "weekends.toml").get(region, (_SATURDAY, _SATURDAY + 1))
    return first, last


def of_region(span: Span, region: str) -> Span:
    """Return the weekend that a region has in the week of a Saturday and Sunday, and a remark on its days.

    Args:
        span: a weekend; one whose days the text names stays as it is.
        region: an ISO 3166 code, or empty.
    """
    first, last = days_of(region)
    start = span.earliest
    if "day" not in span.inferred or start is None or start.weekday != _SATURDAY or first == _SATURDAY:
        return span
    monday = start.plus(-_SATURDAY)
    moved = days_span(monday.plus(first), monday.plus(last), "weekend")
    named = _NAMES[first] if first == last else f"{_NAMES[first]} and {_NAMES[last]}"
    remark = f"the weekend of {region} is {named}"
    return replace(span, earliest=moved.earliest, latest=moved.latest, edtf=moved.edtf, remark=remark)
