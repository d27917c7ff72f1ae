"""How wide the columns of a table are, and which of them stand side by side: numbers only, no text."""

from __future__ import annotations

from math import isqrt
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

GAP = 3  # a frame bar with a space on either side

_LEAST = 4  # no column is narrower, except where the table as a whole is
_COMFORT = 14  # a column of running text is no narrower if that can be helped
_LONGEST_WORD = 20  # longer words are folded rather than given a column to themselves
_WIDEST_NEED = 32  # however long the text, a column of this width reads well


class Track(Struct, frozen=True):
    """What a column would take.

    Attributes:
        natural: its widest line.
        word: its longest word.
        rigid: whether its lines must not be broken at all.
        whole: its longest hash or path, which is not broken where that can be helped.
    """

    natural: int
    word: int
    rigid: bool = False
    whole: int = 0

    @property
    def readable(self) -> int:
        """The width below which the column reads badly: longer texts want wider columns."""
        if self.rigid:
            return max(self.natural, 1)
        wish = max(_COMFORT, min(self.word, _LONGEST_WORD), isqrt(2 * self.natural))
        return max(min(self.natural, wish, _WIDEST_NEED), self.whole, 1)

    @property
    def least(self) -> int:
        """The width below which the column is of no use."""
        return self.readable if self.rigid else min(self.readable, _LEAST)


class Panel(Struct, frozen=True):
    """Columns that stand side by side, and their widths."""

    columns: tuple[int, ...]
    widths: tuple[int, ...]

    @property
    def width(self) -> int:
        """The width of the whole."""
        return total(self.widths)


def panels(tracks: Sequence[Track], pinned: int, width: int) -> list[Panel]:
    """Lay out columns in as few panels as stay readable, each beginning with the pinned columns.

    Args:
        tracks: the columns.
        pinned: how many leading columns every panel repeats.
        width: of the terminal; no panel is wider.
    """
    every = range(len(tracks))
    if total([track.natural for track in tracks]) <= width:
        return [Panel(tuple(every), tuple(max(track.natural, 1) for track in tracks))]
    pins = _pins(tracks, min(pinned, len(tracks) - 1), width)
    room, groups = _shared(tracks, pins, width)
    # Pinned columns may be as narrow as the others where that saves a panel.
    narrow = [track.readable for track in tracks[: len(pins)]]
    if len(groups) > 1 and total([*narrow, 0]) < width:
        spared = _shared(tracks, narrow, width)
        if len(spared[1]) < len(groups):
            pins, (room, groups) = narrow, spared
    if len(groups) == 1:
        floors = [*pins, *(min(tracks[len(pins) + i].readable, room) for i in groups[0])]
        return [Panel(tuple(every), tuple(_filled(tracks, floors, width)))]
    return [_panel(tracks, pins, [len(pins) + i for i in group], room) for group in groups]


def _shared(tracks: Sequence[Track], pins: Sequence[int], width: int) -> tuple[int, list[list[int]]]:
    """Return the room beside the pinned columns, and the other columns as they share it."""
    room = width - total([*pins, 0]) if pins else width
    return room, _groups([min(track.readable, room) for track in tracks[len(pins) :]], room)


def _panel(tracks: Sequence[Track], pins: list[int], group: list[int], room: int) -> Panel:
    some = [tracks[i] for i in group]
    widths = _filled(some, [min(track.readable, room) for track in some], room)
    return Panel((*range(len(pins)), *group), (*pins, *widths))


def total(widths: Sequence[int]) -> int:
    """Return the width of columns side by side, with the gaps between them."""
    return sum(widths) + GAP * (len(widths) - 1)


def _pins(tracks: Sequence[Track], pinned: int, width: int) -> list[int]:
    """Return the widths of the pinned columns: at most two fifths of the terminal, fewer columns if need be."""
    share = width * 2 // 5
    for count in range(pinned, 0, -1):
        some = tracks[:count]
        floors = [track.least for track in some]
        if total(floors) <= share:
            wish = total([track.readable for track in some])
            return _filled(some, floors, min(share, max(wish, width // 4)))
    return []


def _groups(widths: Sequence[int], room: int) -> list[list[int]]:
    """Share columns out among as few panels as hold them, as evenly as that allows."""
    fewest = len(list(_packed(widths, room)))
    even = -(-len(widths) // fewest)
    groups = list(_packed(widths, room, most=even))
    return groups if len(groups) == fewest else list(_packed(widths, room))


def _packed(widths: Sequence[int], room: int, most: int | None = None) -> Iterator[list[int]]:
    group: list[int] = []
    for index, width in enumerate(widths):
        if group and (total([*(widths[i] for i in group), width]) > room or len(group) == most):
            yield group
            group = []
        group.append(index)
    yield group


def _filled(tracks: Sequence[Track], floors: Sequence[int], width: int) -> list[int]:
    """Return what is left of the width, a cell at a time, to the columns whose text does not fit.

    Columns in which a word would be broken come first.
    Widths come to go with the square root of what a column would take, so that one long text gets more room
    than its neighbours and does not get it all.
    """
    widths = list(floors)
    _spare_words(tracks, widths, width)
    for _ in range(width - total(widths)):
        hungry = [i for i, track in enumerate(tracks[: len(widths)]) if widths[i] < track.natural]
        if not hungry:
            break
        neediest = max(hungry, key=lambda i: tracks[i].natural / widths[i] ** 2)
        widths[neediest] += 1
    return widths


def _spare_words(tracks: Sequence[Track], widths: list[int], width: int) -> None:
    """Widen columns for words that would be broken inside, those that lack least first, as far as the width goes."""
    lacking = {i: track.word - widths[i] for i, track in enumerate(tracks[: len(widths)])}
    for index, lack in sorted(lacking.items(), key=lambda item: item[1]):
        if 0 < lack <= width - total(widths):
            widths[index] += lack
