"""What an engine answered over a data set, as a table.

Schema `claimtrack/over/1`: question; columns; rows, each with the columns by name; more: there are more rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from claimtrack.views.blocks import Column, LaterData, Sheet, Table, View, cell

if TYPE_CHECKING:
    from collections.abc import Sequence

SCHEMA: Final = "claimtrack/over/1"
_NOTES: Final = {
    "contested": (
        "undecided: pairs of answers that only the case file can tell, such as several values in one",
        "places and texts that are not the same count as possibly in conflict",
    ),
    "matrix": ("undecided: questions on which only the case file can tell how the two stand",),
}


def over_view(
    question: str, columns: Sequence[str], rows: Sequence[Sequence[Any]], *, more: bool = False
) -> View:
    """Show the rows that answer a question over a data set.

    Args:
        question: the question.
        columns: the names of the columns.
        rows: the rows.
        more: there are more rows than these.
    """
    notes = [*_NOTES.get(question, ())]
    if not rows:
        notes = ["nothing of the kind in this data set"]
    if more:
        notes.insert(0, "… and more: --limit 0, or --most 0, lists all")
    heads = tuple(map(Column.of, columns))
    body = tuple(tuple(cell(_text(value)) for value in row) for row in rows)
    table = Table(heads, body, notes=tuple(cell(note, tone="dim") for note in notes))
    data = LaterData(
        lambda: {
            "schema": SCHEMA,
            "question": question,
            "columns": list(columns),
            "rows": [dict(zip(columns, row, strict=True)) for row in rows],
            "more": more,
        }
    )
    return View("over", (table,), data, lambda: Sheet(tuple(columns), tuple(map(tuple, rows))))


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:.4g}"
        case _:
            return str(value)
