"""A table as lines: cells wrapped to their columns, columns that do not fit continued in a further panel."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from claimtrack.render.layout import Panel, Track, panels, total
from claimtrack.render.runs import Line, Run, line, lines, longest_copied, longest_word, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimtrack.render.frame import Frame
    from claimtrack.views.blocks import Cell, Table

_EMPTY = Line((), 0)


class _Grid(Struct, frozen=True):
    """A table's cells, clean and measured."""

    headings: list[list[Line]]
    rows: list[list[list[Line]]]
    right: list[bool]
    sections: frozenset[int]
    frame: Frame


def grid_lines(
    table: Table, width: int, frame: Frame, *, rigid: frozenset[int] = frozenset()
) -> Iterator[Line]:
    """Return the lines of a table and its notes; the title is the caller's.

    Args:
        table: the table, or the same turned where that needs fewer panels.
        width: of the terminal.
        frame: what it is drawn with.
        rigid: columns whose cells are drawings and must not be wrapped.
    """
    grid, parts = _laid_out(table, width, frame, rigid)
    if len(parts) > 1 and table.turned is not None:
        turned = _laid_out(table.turned, width, frame, rigid)
        grid, parts = turned if len(turned[1]) < len(parts) else (grid, parts)
    for number, panel in enumerate(parts, 1):
        if number > 1:
            yield line()
            yield line(Run(frame.continued(number, len(parts)), "dim"))
        yield from _panel(grid, panel)
        if table.notes or number < len(parts):
            yield _rule(panel, frame.foot, frame)
    for note in table.notes:
        for some in lines(note, frame):
            yield from wrapped(some, width)


def _laid_out(table: Table, width: int, frame: Frame, rigid: frozenset[int]) -> tuple[_Grid, list[Panel]]:
    """Return a table's cells and its panels; without rows, its notes say it in words."""
    grid = _grid(table, frame)
    is_drawn = table.columns and (table.rows or not table.notes)
    return grid, panels(_tracks(grid, width, rigid), table.pinned, width) if is_drawn else []


def _grid(table: Table, frame: Frame) -> _Grid:
    return _Grid(
        [_bold(lines(column.heading, frame)) for column in table.columns],
        _measured(table, frame),
        [column.justify == "right" for column in table.columns],
        frozenset(table.sections),
        frame,
    )


def _measured(table: Table, frame: Frame) -> list[list[list[Line]]]:
    """Measure the cells, equal ones once: large tables hold few different ones."""
    known: dict[Cell, list[Line]] = {}
    return [
        [known.get(cell) or known.setdefault(cell, lines(cell, frame)) for cell in row] for row in table.rows
    ]


def _bold(heading: list[Line]) -> list[Line]:
    return [
        replace(some, runs=tuple(replace(r, tone="strong") if r.tone == "plain" else r for r in some.runs))
        for some in heading
    ]


def _tracks(grid: _Grid, width: int, rigid: frozenset[int]) -> list[Track]:
    """Measure the columns; words only if the table is too wide, as that takes longer than all the rest."""
    columns = list(zip(grid.headings, *grid.rows, strict=True))
    naturals = [max((some.width for cell in column for some in cell), default=0) for column in columns]
    if total(naturals) <= width:
        return [Track(natural, 0) for natural in naturals]
    words = [max((longest_word(some) for cell in column for some in cell), default=0) for column in columns]
    copied = [
        max((longest_copied(some) for cell in column for some in cell), default=0) for column in columns
    ]
    return [
        Track(natural, word, i in rigid, whole)
        for i, (natural, word, whole) in enumerate(zip(naturals, words, copied, strict=True))
    ]


def _panel(grid: _Grid, panel: Panel) -> Iterator[Line]:
    if any(some.width for heading in grid.headings for some in heading):
        yield from _row(grid, panel, grid.headings)
        yield _rule(panel, grid.frame.cross, grid.frame)
    for index, row in enumerate(grid.rows):
        if index and index in grid.sections:
            yield _rule(panel, grid.frame.cross, grid.frame)
        yield from _row(grid, panel, row)


def _row(grid: _Grid, panel: Panel, row: list[list[Line]]) -> Iterator[Line]:
    """Return the lines of a row, as many as its highest cell has."""
    cells = [_fitted(row[column], width) for column, width in zip(panel.columns, panel.widths, strict=True)]
    bar = Run(f" {grid.frame.bar} ", "dim")
    for parts in zip_longest(*cells, fillvalue=_EMPTY):
        runs: list[Run] = []
        for part, column, width in zip(parts, panel.columns, panel.widths, strict=True):
            if runs:
                runs.append(bar)
            space = Run(" " * (width - part.width))
            runs += (space, *part.runs) if grid.right[column] else (*part.runs, space)
        yield Line(tuple(runs), panel.width)


def _fitted(cell: list[Line], width: int) -> list[Line]:
    if all(some.width <= width for some in cell):
        return cell
    return [part for some in cell for part in wrapped(some, width)]


def _rule(panel: Panel, cross: str, frame: Frame) -> Line:
    rule = f"{frame.rule}{cross}{frame.rule}".join(frame.rule * width for width in panel.widths)
    return Line((Run(rule, "dim"),), panel.width)
