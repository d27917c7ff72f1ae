"""How much stands behind every answer, as a list over many events.

Schema `claimtrack/backing/1`: answers with event, question, answer, statements, parties and origins as `corroboration` counts them;
more: there are more answers than are listed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from claimtrack.analysis.corroboration_scan import Backed
from claimtrack.views.blocks import Column, LaterData, Sheet, Table, View, cell
from claimtrack.views.labels import question_label
from claimtrack.views.values import past_word
from claimtrack.wording import shortened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimtrack.views.blocks import Cell

SCHEMA: Final = "claimtrack/backing/1"
COLUMNS: Final = Backed._fields
_ANSWER: Final = 80
_NUMBERS: Final = ("statements", "parties", "origins")
_NOTE: Final = "origins: those independent of one another; `claimtrack corroboration EVENT` tells them. The count is no verdict."


def backing_view(found: Sequence[Backed], *, more: bool = False) -> View:
    """Show how much stands behind some answers.

    Args:
        found: the answers, in the order in which they are to be shown.
        more: there are more than these.
    """
    notes = [_NOTE] if found else ["nobody has answered anything here"]
    if more:
        notes.insert(0, "… and more: --limit 0 lists all")
    columns = tuple(Column.of(name, number=name in _NUMBERS) for name in COLUMNS)
    table = Table(columns, tuple(map(_row, found)), notes=tuple(cell(note, tone="dim") for note in notes))
    data = LaterData(lambda: {"schema": SCHEMA, "answers": [backed_data(one) for one in found], "more": more})
    return View("backing", (table,), data, lambda: Sheet(COLUMNS, tuple(found)))


def backed_data(one: Backed) -> dict[str, Any]:
    """Return one answer as data."""
    return one._asdict()


def _row(one: Backed) -> tuple[Cell, ...]:
    answer = one.answer if one.question else past_word(one.answer)
    return (
        cell(one.event, tone="strong"),
        cell(question_label(one.question, "") if one.question else "Position"),
        cell(shortened(answer, _ANSWER)),
        *(cell(str(count)) for count in (one.statements, one.parties)),
        cell(str(one.origins), tone="single" if one.origins == 1 else "plain"),
    )
