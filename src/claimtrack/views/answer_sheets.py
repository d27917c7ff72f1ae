"""Comparisons as one table for machines, in long form: a row for each answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from claimtrack.analysis.answers import STANCE, Answer
from claimtrack.dates import DateValue
from claimtrack.values import Count, Unreadable
from claimtrack.views.blocks import Sheet
from claimtrack.views.sheets import dated
from claimtrack.views.values import read_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimtrack.analysis.compare import Cell, Comparison
    from claimtrack.analysis.contested import Contested
    from claimtrack.model import Value
    from claimtrack.values import TypedValue

    _Row = tuple[str | int | None, ...]

_ANSWER: Final = "assertion label claimant stance hedge said said_raw value low high raw negative"
_COMPARED: Final = f"event question finding certain party party_name state standing {_ANSWER}"


def comparison_sheet(comparison: Comparison) -> Sheet:
    """Return a comparison in long form: a row for each answer of each party, and one for each party without any.

    `standing` tells whether the answer still stands, else what became of it. Of a count `low` and `high` are its ends,
    an open one empty.
    """
    rows = [
        (comparison.event.key, row.question or "position", row.finding.kind.value,
         _yes_no(row.finding.certain), column.key, column.name, asked.state.value, standing, *answer)
        for row in (comparison.stance, *comparison.rows)
        for column, asked in zip(comparison.columns, row.cells, strict=True)
        for standing, answer in _answers(asked)
    ]  # fmt: skip
    return Sheet(tuple(_COMPARED.split()), tuple(rows))


def _answers(cell: Cell) -> Iterator[tuple[str, _Row]]:
    """Yield what stands and what became of the rest, with its cells; one row of empty ones where nothing was answered."""
    given = [("yes", answer) for answer in cell.answers]
    given += [(past.reason, past.answer) for past in cell.past]
    for standing, answer in given:
        for values in _valued(answer):
            yield standing, values
    if not given:
        yield "", ("",) * len(_ANSWER.split())


def _valued(answer: Answer) -> Iterator[_Row]:
    """Yield the cells of an answer, for each of its values."""
    said = answer.assertion
    who = (said.id, said.label, said.claimant, said.stance, said.hedge, *dated(said.said))
    if answer.question == STANCE or not answer.values:
        yield (*who, said.stance if answer.question == STANCE else "", None, None, "", "")
        return
    for value in answer.values:
        yield (*who, *_value(value))


def _value(value: Value) -> _Row:
    read = value.read
    low, high = (read.low, read.high) if isinstance(read, Count) else (None, None)
    return _machine_text(read), low, high, value.raw, _yes_no(value.negative)


def _machine_text(read: TypedValue) -> str:
    """Write a value in its normalised form; nothing for one that could not be read, as its raw text stands beside it."""
    if isinstance(read, DateValue):
        return dated(read)[0]
    return "" if isinstance(read, Unreadable) else str(read) if isinstance(read, Count) else read_text(read)


def contested_sheet(found: Sequence[Contested]) -> Sheet:
    """Return contested events in long form: a row for each answer that stands to a question that is contested."""
    columns = f"event title when when_raw question finding certain {_ANSWER}"
    rows = [
        (one.event.key, one.event.title, *dated(one.event.occurred), row.question or "position",
         row.finding.kind.value, _yes_no(row.finding.certain), *values)
        for one in found
        for row in one.rows
        for asked in row.cells
        for answer in asked.standing
        for values in _valued(answer)
    ]  # fmt: skip
    return Sheet(tuple(columns.split()), tuple(rows))


def _yes_no(flag: bool) -> str:
    return "yes" if flag else "no"
