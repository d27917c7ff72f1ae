"""Long lists for people: the first and the last of them, and how many lie between.

A figure that is revised every day for years has a thousand moves. What matters is where it began and where it
stands; forms for machines have the whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from claimtrack.views.blocks import Cell, Span, cell
from claimtrack.wording import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_T = TypeVar("_T")

LINES: Final = 12
"""Lines of a cell, or moves of a party, that are shown."""
PARAGRAPHS: Final = 60
"""Paragraphs of a section that are shown."""
ALL: Final = "--history shows all"


def ends(items: Sequence[_T], most: int, between: Callable[[int], _T]) -> list[_T]:
    """Return a list, or of one that is too long the first and the last.

    Args:
        items: the list.
        most: how many are shown at most.
        between: makes what stands in the place of so many that are not.
    """
    half = most // 2
    left_out = len(items) - 2 * half
    if len(items) <= most:
        return list(items)
    return [*items[:half], between(left_out), *items[-half:]]


def ends_of_cell(lines: Sequence[Span | Sequence[Span]], *, history: bool) -> Cell:
    """Make a cell of lines; of very many it shows the first and the last, where history is not wanted."""
    whole = cell(*lines)
    if history or len(lines) <= LINES:
        return whole
    shown = cell(*ends(lines, LINES, lambda number: Span(f"… {number:,} between", "dim")))
    return Cell(shown.lines, whole=whole.lines)


def ends_of_section(
    paragraphs: Sequence[Cell], noun: str, *, history: bool = False, way_out: str = ALL
) -> tuple[Cell, ...]:
    """Return the paragraphs of a section; of very many the first and the last, where history is not wanted.

    Args:
        paragraphs: the section.
        noun: what each is.
        history: give them all.
        way_out: how to see the others.
    """
    if history:
        return tuple(paragraphs)

    def between(number: int) -> Cell:
        return cell(Span(f"… {counted(number, noun)} between; {way_out}", "dim"))

    return tuple(ends(paragraphs, PARAGRAPHS, between))
