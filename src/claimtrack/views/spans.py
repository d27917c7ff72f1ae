"""Lengths of time in words: "14 h later", "1 day later", "9–26 days later", "the same day"."""

from __future__ import annotations

from math import ceil, inf
from typing import TYPE_CHECKING, Final

from claimtrack.wording import counted

if TYPE_CHECKING:
    from claimtrack.analysis.timeline import Span

_MINUTE: Final = 60
_HOUR: Final = 3600
_DAY: Final = 86_400
_MOST_HOURS: Final = 48
_MOST_MINUTES: Final = 90


def span_text(span: Span | None, *, after: str = "later") -> str:
    """Write a length of time; empty where nothing is known of it.

    Args:
        span: the length.
        after: the word for what comes after ("later", "after it happened").
    """
    if span is None or span.longest == inf or span.shortest == -inf:
        return ""
    if span.longest < 0:
        return f"{_amount(-span.longest, -span.shortest)} earlier"
    if span.shortest < 0 < span.longest and -span.shortest <= _DAY and span.longest <= _DAY:
        return "the same day"
    if span.shortest <= 0 < span.longest:
        most = _days(span.longest)
        return f"up to {counted(most, 'day')} {after}" if most else "the same day"
    return f"{_amount(span.shortest, span.longest)} {after}"


def _amount(low: float, high: float) -> str:
    """Write an interval of seconds in the largest unit that does not hide anything."""
    if high - low < _HOUR and high < _MOST_HOURS * _HOUR:
        minutes = round(low / _MINUTE)
        return f"{minutes} min" if minutes < _MOST_MINUTES else f"{round(low / _HOUR)} h"
    # Two whole days d apart leave from d-1 to d+1 days between them, and d is what one says.
    first, last = (ceil(low / _DAY) if low % _DAY == 1 else int(low // _DAY)), _days(high)
    until = counted(last, "day")
    return until if first == last else f"{first}–{until}"


def _days(longest: float) -> int:
    """Return how many days are the most, by the calendar where the last of them is whole."""
    return int(longest // _DAY) if longest % _DAY == _DAY - 1 else ceil(longest / _DAY)
