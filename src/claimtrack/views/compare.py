"""The comparison as people read it: parties in columns, questions in rows, the apparatus below."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from claimtrack.analysis.compare import CellState, Comparison
from claimtrack.analysis.findings import FindingKind
from claimtrack.views.blocks import (
    Cell,
    Column,
    Heading,
    LaterData,
    Sheet,
    Span,
    Table,
    Text,
    View,
    cell,
    one_below_another,
)
from claimtrack.views.compare_cells import SILENT_MARK, Cells, finding_cell
from claimtrack.views.compare_data import SCHEMA, comparison_data
from claimtrack.views.compare_notes import all_dates, notes
from claimtrack.views.compare_summary import summary
from claimtrack.views.dates import UNDATED, date_legend, short_date
from claimtrack.views.labels import label_of
from claimtrack.views.long_lists import ALL
from claimtrack.views.values import read_text
from claimtrack.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimtrack.views.blocks import Block

_EMPTY = cell("")
_SAID, _SOURCES = "Said", "Sources"
MANY = 6
"""So many parties, and more, may be set in rows."""


def comparison_view(
    comparisons: Comparison | list[Comparison],  # mypy takes a named tuple for a sequence of itself
    *,
    transpose: bool | None = None,
    history: bool = False,
    quotes: bool = False,
    remarks: Sequence[str] | Mapping[str, Sequence[str]] = (),
) -> View:
    """Show one comparison, or several one after another.

    Args:
        comparisons: what to show.
        transpose: parties in rows and questions in columns; None for whichever needs fewer panels on a terminal, where
            there are many parties.
        history: show what no longer stands, dimmed, with what became of it, and no list cut short.
        quotes: print what each party said, in its words and in translation.
        remarks: lines under each title, such as what a selection left out; by key of the event where they differ.
    """
    given = (comparisons,) if isinstance(comparisons, Comparison) else tuple(comparisons)

    def said_of(comparison: Comparison) -> Sequence[str]:
        return remarks.get(comparison.event.key, ()) if isinstance(remarks, Mapping) else remarks

    blocks = tuple(
        block
        for comparison in given
        for block in (
            *_head(comparison, said_of(comparison), history=history),
            _table(comparison, transpose=transpose, history=history),
            *notes(comparison, history=history, quotes=quotes),
        )
    )
    data = LaterData(
        lambda: {
            "schema": SCHEMA,
            "comparisons": [comparison_data(one, remarks=said_of(one)) for one in given],
        }
    )

    def sheet() -> Sheet:
        from claimtrack.views.answer_sheets import comparison_sheet

        return one_below_another(map(comparison_sheet, given))

    return View("compare", blocks, data, sheet if given else None)


def left_out(events: int) -> View:
    """Say how many events are left out because nothing of them is in conflict or contested."""
    told = f"Nothing is in conflict or contested in {counted(events, 'event')}, left out here."
    return View("compare", (Text((cell(Span(told, "dim")),)),), {"schema": SCHEMA, "comparisons": []})


def _head(comparison: Comparison, remarks: Sequence[str], *, history: bool) -> Iterator[Block]:
    """Return title, working date and place, proposition, remarks and who stands where."""
    event = comparison.event
    yield Heading(event.title)
    when = short_date(event.occurred) if event.occurred is not None else "date open"
    facts = [when, read_text(event.place)] if event.place else [when]
    lines = [cell(Span(" · ".join(facts), "dim"))]
    if event.proposition:
        lines.append(cell((Span("Proposition: ", "dim"), Span(event.proposition))))
    lines += [cell(Span(remark, "warning")) for remark in remarks]
    yield Text(tuple(lines))
    where = summary(comparison, history=history)
    if where.items:
        yield where


def _table(comparison: Comparison, *, transpose: bool | None, history: bool) -> Table:
    grid, sections = _grid(comparison, history=history)
    headings = [Cells(comparison, history=history).heading(column) for column in comparison.columns]
    names = [column.name for column in comparison.columns]
    cut = any(one.whole for row in grid for one in row)
    legend = tuple(cell(Span(line, "dim")) for line in _legend(comparison, cut=cut))
    if transpose:
        return _turned(grid, headings, legend)
    parties_across = (Column(one, name=name) for one, name in zip(headings, names, strict=True))
    columns = (Column(_EMPTY), Column(cell("Finding", tone="dim"), finding=True), *parties_across)
    many = transpose is None and len(headings) >= MANY
    turned = _turned(grid, headings, legend) if many else None
    return Table(columns, tuple(tuple(row) for row in grid), sections=sections, notes=legend, turned=turned)


def _turned(grid: Sequence[Sequence[Cell]], headings: Sequence[Cell], legend: tuple[Cell, ...]) -> Table:
    """Make the table with parties in rows; when and where each spoke stands below its position, to save columns."""
    labels, findings, *parties = [list(column) for column in zip(*grid, strict=True)]
    kept = [number for number, label in enumerate(labels) if label.text not in {_SAID, _SOURCES}]
    said, sources = (
        next(n for n, label in enumerate(labels) if label.text == one) for one in (_SAID, _SOURCES)
    )
    columns = (Column(_EMPTY), *(Column(labels[number]) for number in kept))
    rows = [
        (heading, _below(party[0], party[said], party[sources]), *(party[number] for number in kept[1:]))
        for heading, party in zip(headings, parties, strict=True)
    ]
    rows.append((cell("Finding", tone="dim"), *(findings[number] for number in kept)))
    return Table(columns, tuple(rows), sections=(len(rows) - 1,), notes=legend)


def _below(position: Cell, said: Cell, sources: Cell) -> Cell:
    """Set when and where a party spoke below its position: "said 31 Oct 2015 [1]"."""
    *dates, last = [line if line[0].text == UNDATED else (Span("said ", "dim"), *line) for line in said.lines]
    spoken = (*dates, (*last, Span(" "), *sources.lines[0]))
    whole = (
        *(position.whole or position.lines),
        *dates,
        (*last, Span(" "), *(sources.whole or sources.lines)[0]),
    )
    lines = (*position.lines, *spoken)
    return Cell(lines, whole=whole if whole != lines else ())


def _grid(comparison: Comparison, *, history: bool) -> tuple[list[list[Cell]], tuple[int, ...]]:
    """Return the rows, each with its label, its finding and a cell for each party, and where rules go."""
    cells = Cells(comparison, history=history)
    columns = comparison.columns
    stance = comparison.stance
    grid = [
        [
            cell("Position", tone="strong"),
            finding_cell(stance, columns),
            *(cells.stance(column, asked) for column, asked in zip(columns, stance.cells, strict=True)),
        ],
        [cell(_SAID, tone="strong"), _EMPTY, *(cells.said(column) for column in columns)],
    ]
    sections = [len(grid)]
    for row in comparison.rows:
        answers = (cells.field(column, asked) for column, asked in zip(columns, row.cells, strict=True))
        grid.append([cell(label_of(row), tone="strong"), finding_cell(row, columns), *answers])
    if len(grid) > sections[-1]:
        sections.append(len(grid))
    if comparison.evidence:
        grid.append([cell("Offered", tone="strong"), _EMPTY, *(cells.evidence(column) for column in columns)])
    grid.append([cell(_SOURCES, tone="strong"), _EMPTY, *(cells.sources(column) for column in columns)])
    return grid, tuple(sections)


def _legend(comparison: Comparison, *, cut: bool) -> Iterator[str]:
    """Explain only the marks that the table uses."""
    yield from date_legend(all_dates(comparison))
    states = {asked.state for row in comparison.rows for asked in row.cells}
    if CellState.SILENT in states:
        yield f"{SILENT_MARK} says nothing of it"
    if CellState.DENIES in states:
        yield "denies: gives no answer of its own and is linked as denying another's"
    if any(answer.confirms for row in comparison.rows for asked in row.cells for answer in asked.answers):
        yield "(confirms …): gives no answer of its own and is linked as confirming or corroborating another's"
    findings = [row.finding for row in (comparison.stance, *comparison.rows)]
    if any(finding.kind is FindingKind.CONTESTED for finding in findings):
        yield "! an answer is denied or disputed by a link, whatever else the answers come to"
    if not all(finding.certain for finding in findings):
        yield "≠? possibly in conflict: the answers differ and nothing tells whether both can be true"
    if any(finding.kind is FindingKind.COMPATIBLE for finding in findings):
        yield "≈ not the same, but all of it can be true"
    if cut:
        yield f"… the first and the last of many; {ALL}"
