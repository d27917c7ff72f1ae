"""Time-stamps of the log that are kept, as a table, and as JSON data.

Schema `claimtrack/anchors/1`: `anchors`, each with number and entry (the hash), form, when, checked and unchecked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import asdict

from claimtrack.views.blocks import Column, Table, View, cell

if TYPE_CHECKING:
    from collections.abc import Sequence


class Anchored(Struct, frozen=True):
    """A time-stamp of an entry.

    Attributes:
        number: of the entry; 0 where the log has no such entry.
        entry: its hash.
        form: rfc3161 or opentimestamps.
        when: by when the entry stood, as the proof says it; empty where that has to be looked up elsewhere.
        checked: what was checked.
        unchecked: what was not.
    """

    number: int
    entry: str
    form: str
    when: str
    checked: tuple[str, ...]
    unchecked: tuple[str, ...]


def anchors_view(anchors: Sequence[Anchored]) -> View:
    """Show time-stamps, oldest first."""
    columns = tuple(Column(cell(name)) for name in ("Entry", "By when", "Form", "Checked", "Not checked"))
    rows = tuple(
        (
            cell(str(item.number) if item.number else "! not in the log"),
            cell(item.when or "—"),
            cell(item.form),
            cell("; ".join(item.checked)),
            cell("; ".join(item.unchecked)),
        )
        for item in anchors
    )
    notes = () if rows else (cell("no anchors here", tone="dim"),)
    return View(
        "anchors", (Table(columns, rows, notes=notes),), {"anchors": [asdict(item) for item in anchors]}
    )
