"""How the blocs moved, as a table.

Schema `claimtrack/movements/1`: movements with bloc, name, field, kind, moves, events, linked, least_change and most_change;
a change that is open at that end is null.
"""

from __future__ import annotations

from math import isinf
from typing import TYPE_CHECKING, Any, Final

from claimtrack.analysis.movements import Movement
from claimtrack.views.blocks import Column, LaterData, Sheet, Table, View, cell
from claimtrack.views.labels import question_label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SCHEMA: Final = "claimtrack/movements/1"
_NUMBERS: Final = ("moves", "events", "linked", "least_change", "most_change")
_NOTE: Final = "linked: the analyst linked the two statements; the others only differ over time. `claimtrack track-record CLAIMANT` lists moves."


def movements_view(found: Sequence[Movement], names: Mapping[str, str], *, more: int = 0) -> View:
    """Show how the blocs moved.

    Args:
        found: the movements, in the order in which they are to be shown.
        names: what the blocs are called.
        more: how many are left out.
    """
    notes = [_NOTE] if found else ["nobody moved here"]
    if more:
        notes.insert(0, f"… and {more:,} more: --limit 0 lists all")
    columns = tuple(Column.of(name, number=name in _NUMBERS) for name in Movement._fields)
    rows = tuple(
        (
            cell(names[one.bloc], tone="strong"),
            cell(question_label(one.field, "") if one.field else "Position"),
            *(cell(_text(item)) for item in one[2:]),
        )
        for one in found
    )
    data = LaterData(
        lambda: {"schema": SCHEMA, "movements": [_data(one, names) for one in found], "more": more}
    )
    return View(
        "movements",
        (Table(columns, rows, pinned=1, notes=tuple(cell(note, tone="dim") for note in notes)),),
        data,
        lambda: Sheet(Movement._fields, tuple(found)),
    )


def _text(item: Any) -> str:
    if isinstance(item, float):
        return "open" if isinf(item) else f"{item:+.4g}"
    return "" if item is None else str(item)


def _data(one: Movement, names: Mapping[str, str]) -> dict[str, Any]:
    known = {
        name: None if isinstance(item, float) and isinf(item) else item
        for name, item in one._asdict().items()
    }
    return {"name": names[one.bloc], **known}
