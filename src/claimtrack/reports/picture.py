"""The timeline of a chapter as a drawing: each statement a bar from its first to its last possible day."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from claimtrack.dates.day import Day, day_from_ordinal
from claimtrack.views.blocks import Picture
from claimtrack.views.drawing import Bar, Dot, Drawing, Rule, mirrored
from claimtrack.views.drawing import Words as Label
from claimtrack.wording import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimtrack.reports.words import Words
    from claimtrack.views.blocks import Timeline, TimelineEntry
    from claimtrack.views.drawing import Shape, Side

_WIDTH, _NAMES, _DATES = 520.0, 150.0, 110.0  # of the sheet, of the column of names, of that of dates
_ROW, _TOP = 16.0, 24.0
_NAME_SHOWN, _DATE_SHOWN = 28, 26  # letters, at the size they are drawn in
_TICKS = 4  # at most
_TICK_SIZE, _LETTER, _GAP = (
    7.0,
    0.55,
    4.0,
)  # of a label of the scale, of a letter of it (a share of that), between two
_MARGIN = 8.0


def timeline_picture(timeline: Timeline, words: Words) -> Picture | None:
    """Draw a timeline; None where no date of it is known at either end.

    Args:
        timeline: the statements in said-order.
        words: the language; one that reads from right to left has time run that way too.
    """
    drawing = timeline_drawing(timeline, words)
    return Picture(drawing, words["timeline_caption"]) if drawing else None


def timeline_drawing(timeline: Timeline, words: Words) -> Drawing | None:
    """Draw a timeline as `timeline_picture` does, without a caption."""
    known = [day for entry in timeline.entries for day in (entry.start, entry.end) if day is not None]
    if not known:
        return None
    sheet = _Sheet(min(known), max(known), len(timeline.entries), words)
    shapes = tuple(shape for shape in sheet.shapes(timeline))
    told = "; ".join(f"{entry.when}: {entry.who}" for entry in timeline.entries)
    drawing = Drawing(_WIDTH, sheet.height, shapes, words["timeline"], told)
    return mirrored(drawing) if words.direction == "rtl" else drawing


def _left(label: Label) -> float:
    """Return where a label of the scale begins, by the number of its letters."""
    share = {"left": 0.0, "middle": 0.5, "right": 1.0}[label.side]
    return label.x - share * len(label.text) * label.size * _LETTER


def _right(label: Label) -> float:
    return _left(label) + len(label.text) * label.size * _LETTER


class _Sheet:
    """Days to points on a sheet."""

    def __init__(self, first: float, last: float, rows: int, words: Words) -> None:
        self.first, self.last, self.words = first, last, words
        self.height = _TOP + rows * _ROW + 6

    def shapes(self, timeline: Timeline) -> Iterator[Shape]:
        yield from self._ticks()
        for number in range(1, len(timeline.entries), 2):
            yield Bar(0, _TOP + number * _ROW, _WIDTH, _ROW, "shade")
        yield from self._grid()
        for number, entry in enumerate(timeline.entries):
            yield from self._row(entry, _TOP + number * _ROW)

    # --- the scale ---

    def _place(self, day: float) -> float:
        start, room = _NAMES + _DATES + _MARGIN, _WIDTH - _NAMES - _DATES - 2 * _MARGIN
        length = self.last - self.first
        return start + ((day - self.first) / length * room if length else room / 2)

    def _ticks(self) -> list[Label]:
        """Return the labels of the scale, each at its day: both ends, and as many whole days between as have room."""
        for count in range(_TICKS, 1, -1):
            between = [self.first + (self.last - self.first) * n / (count - 1) for n in range(1, count - 1)]
            days = list(dict.fromkeys([self.first, *map(round, between), self.last]))
            labels = [self._label(day, place, len(days)) for place, day in enumerate(days)]
            if all(_right(one) + _GAP <= _left(other) for one, other in pairwise(labels)):
                return labels
        return [self._label(self.first, 0, 1)]

    def _label(self, day: float, place: int, of: int) -> Label:
        """Return the label of a day: at the ends of the scale it stands inside."""
        ends: dict[int, Side] = {0: "left", of - 1: "right"} if of > 1 else {}
        text = self._day(day_from_ordinal(round(day)))
        return Label(self._place(day), _TOP - 8, text, ends.get(place, "middle"), _TICK_SIZE, "quiet")

    def _grid(self) -> Iterator[Shape]:
        for tick in self._ticks():
            yield Rule(tick.x, _TOP - 4, tick.x, self.height - 4, "line", dashed=True)

    def _day(self, day: Day) -> str:
        """Write a day of the scale as short as its length lets be plain: a year, a month and year, or a day."""
        from claimtrack.dates import parse_edtf

        length = self.last - self.first
        text = f"{day.year:04}-{day.month:02}-{day.day:02}"
        kept = 10 if length < _TICKS * 31 else 7 if length < _TICKS * 366 else 4  # characters of an ISO day
        return self.words.date(parse_edtf(text[:kept])) if day.year > 0 else str(day.year)

    # --- a statement ---

    def _row(self, entry: TimelineEntry, y: float) -> Iterator[Shape]:
        base, middle = y + _ROW - 5, y + _ROW / 2
        yield Label(2, base, shortened(entry.who, _NAME_SHOWN), size=8.5, strong=True)
        yield Label(_NAMES, base, shortened(entry.when, _DATE_SHOWN), size=8.0, ink="quiet")
        if entry.start is None and entry.end is None:
            yield Label(_NAMES + _DATES + _MARGIN, base, "?", size=8.5, ink="possible")
            return
        first = self._place(self.first if entry.start is None else entry.start)
        last = self._place(self.last if entry.end is None else entry.end)
        if last - first < 3:
            yield Dot((first + last) / 2, middle, 3.5, "given")
        else:
            yield Bar(first, middle - 3, last - first, 6, "given", 0.75)
        if entry.start is None:
            yield Rule(first, middle, first - 8, middle, "given", arrow=True)
        if entry.end is None:
            yield Rule(last, middle, last + 8, middle, "given", arrow=True)
