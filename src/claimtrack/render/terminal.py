"""A view for the terminal: plain lines that fit the width, with or without colour."""

from __future__ import annotations

from shutil import get_terminal_size
from typing import TYPE_CHECKING

from msgspec.structs import replace

from claimtrack.render.frame import ASCII, BOX, Frame, continued_in_english
from claimtrack.render.grid import grid_lines
from claimtrack.render.runs import Run, line, lines, painted, wrapped
from claimtrack.render.text import for_terminal, one_line
from claimtrack.views.blocks import Cell, Heading, KeyValues, Picture, Span, Table, Text, Timeline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from claimtrack.render.runs import Line
    from claimtrack.views.blocks import Block, View

_NARROWEST = 20
_PROSE = 100  # longer lines of running text are hard to read


def write(view: View, *, width: int | None, colour: bool, unicode: bool) -> Iterator[str]:
    """Return the view line by line, with an empty line between blocks but none under a lesser heading."""
    width = max(width or get_terminal_size((100, 24)).columns, _NARROWEST)
    above: Block | None = None
    for block in view.blocks:
        yield from block_lines(block, above, width=width, colour=colour, unicode=unicode)
        above = block


def block_lines(
    block: Block,
    above: Block | None,
    *,
    width: int,
    colour: bool = False,
    unicode: bool = True,
    continued: Callable[[int, int], str] = continued_in_english,
) -> Iterator[str]:
    """Return the lines of one block, parted from what stands above it; none for a picture."""
    if isinstance(block, Picture):
        return
    if above and not (isinstance(above, Heading) and above.level > 1):
        yield "\n"
    frame = replace(BOX if unicode else ASCII, continued=continued)
    for some in _block(block, width, frame):
        yield painted(some, colour=colour).rstrip(" ") + "\n"


def _block(block: Block, width: int, frame: Frame) -> Iterator[Line]:
    match block:
        case Heading():
            yield from _heading(block, width, frame)
        case Table():
            yield from _titled(block.title, width, frame)
            yield from grid_lines(block, width, frame)
        case KeyValues():
            yield from _titled(block.title, width, frame)
            yield from _facts(block, width, frame)
        case Text():
            yield from _text(block, width, frame)
        case Timeline():
            from claimtrack.render.timeline import BARS, bars_table

            yield from _titled(block.title, width, frame)
            yield from grid_lines(bars_table(block, width, frame), width, frame, rigid=BARS)


def _heading(heading: Heading, width: int, frame: Frame) -> Iterator[Line]:
    """A heading is bold; the first two levels are underlined too, for terminals without colour."""
    longest = 0
    for some in _titled(heading.text, width, frame):
        longest = max(longest, some.width)
        yield some
    if heading.level <= 2:
        yield line(Run((frame.double if heading.level == 1 else frame.rule) * longest, "dim"))


def _titled(title: str, width: int, frame: Frame) -> Iterator[Line]:
    text = one_line(title, for_terminal)
    if text:
        yield from _prose(Cell(((Span(text, "strong"),),)), "", width, frame)


def _text(text: Text, width: int, frame: Frame) -> Iterator[Line]:
    widest = len(str(len(text.paragraphs)))
    for number, paragraph in enumerate(text.paragraphs, 1):
        match text.marker:
            case "bullet":
                yield from _prose(paragraph, f"{frame.bullet} ", width, frame)
            case "number":
                yield from _prose(paragraph, f"{number:>{widest}}. ", width, frame)
            case "none":
                if number > 1:
                    yield line()
                yield from _prose(paragraph, "", width, frame)


def _prose(paragraph: Cell, marker: str, width: int, frame: Frame) -> Iterator[Line]:
    """Wrap a paragraph with a hanging indent as wide as its marker."""
    indent = marker
    for some in lines(paragraph, frame):
        for part in wrapped(some, min(width, _PROSE) - len(marker), whole=True):
            yield line(Run(indent), *part.runs) if marker else part
            indent = " " * len(marker)


def _facts(facts: KeyValues, width: int, frame: Frame) -> Iterator[Line]:
    """Labels in a column of their own, values beside them."""
    labels = [
        lines(Cell(((Span(one_line(label, for_terminal), "dim"),),)), frame)[0] for label, _ in facts.items
    ]
    column = min(max((label.width for label in labels), default=0), width // 3)
    for label, (_, value) in zip(labels, facts.items, strict=True):
        left = list(wrapped(label, column))
        right = [
            part
            for some in lines(value, frame)
            for part in wrapped(some, min(width, _PROSE) - column - 2, whole=True)
        ]
        for row in range(max(len(left), len(right))):
            head = left[row] if row < len(left) else line()
            tail = right[row] if row < len(right) else line()
            yield line(*head.runs, Run(" " * (column - head.width + 2)), *tail.runs)
