"""A timeline for the terminal: a table whose middle column draws each date as a bar on one scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.dates.day import Day, day_from_ordinal
from claimtrack.views.blocks import Cell, Column, Span, Table, cell

if TYPE_CHECKING:
    from claimtrack.render.frame import Frame
    from claimtrack.views.blocks import Timeline, TimelineEntry

BARS = frozenset({1})
"""The column of `bars_table` that holds drawings."""


def bars_table(timeline: Timeline, width: int, frame: Frame) -> Table:
    """Return the timeline as a table of when, bar, and who said what."""
    known = [day for entry in timeline.entries for day in (entry.start, entry.end) if day is not None]
    size = max(6, min(width // 6, 32))
    scale = _Scale(min(known, default=0), max(known, default=0), size, frame)
    rows = tuple((cell(e.when), cell(scale.bar(e)), _statement(e)) for e in timeline.entries)
    axis = cell(scale.axis()) if known else cell("")
    return Table((Column(cell("when")), Column(axis), Column(cell("who said what"))), rows, pinned=2)


def _statement(entry: TimelineEntry) -> Cell:
    lag = (Span(f" · {entry.lag}", "dim"),) if entry.lag else ()
    return Cell(((Span(entry.who, "strong"), *lag), *entry.what.lines))


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _short(day: Day) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]}"


class _Scale:
    """Days to cells: the first known day is the left edge, the last the right."""

    def __init__(self, first: float, last: float, size: int, frame: Frame) -> None:
        self._first, self._last, self._size, self._frame = first, last, size, frame

    def axis(self) -> str:
        """Return the two ends of the scale, in the longest form there is room for."""
        first, last = day_from_ordinal(int(self._first)), day_from_ordinal(int(self._last))
        if first == last:
            return str(first)
        one_year = first.year == last.year
        forms = [
            (str(first), str(last)),
            (_short(first), _short(last)) if one_year else (first.year, last.year),
        ]
        for left, right in forms:
            room = self._size - len(str(left)) - len(str(right))
            if room > 0:
                return f"{left}{' ' * room}{right}"
        return ""

    def bar(self, entry: TimelineEntry) -> str:
        """Draw a moment as a point, an interval as a bar, an open end as an arrow, nothing for no date."""
        if entry.start is None and entry.end is None:
            return "?"
        frame = self._frame
        left = 0 if entry.start is None else self._place(entry.start)
        right = self._size - 1 if entry.end is None else self._place(entry.end)
        if left >= right:
            return " " * left + frame.point
        start = frame.before if entry.start is None else frame.start
        end = frame.after if entry.end is None else frame.end
        return " " * left + start + frame.span * (right - left - 1) + end

    def _place(self, day: float) -> int:
        length = self._last - self._first
        return round((day - self._first) / length * (self._size - 1)) if length else 0
