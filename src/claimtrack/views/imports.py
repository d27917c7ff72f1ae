"""The imports of a case file as a table, and as JSON data.

Schema `claimtrack/imports/1`:

    imports   the last one first: number, file, dataset, taken (UTC, ISO 8601), made (how many records, by kind),
              undone (when it was taken back, UTC, ISO 8601; empty where it stands)

Schema `claimtrack/import/1`, what one import alone made:

    import     its number
    listings   one of each kind of record, as in `claimtrack/list/1`
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.model.listing import PLURALS
from claimtrack.views.blocks import Column, Table, Text, View, cell
from claimtrack.views.listing import listing_data, listing_table, more_note
from claimtrack.wording import counted_kinds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimtrack.model.listing import ImportRun, Listing

_NOTE = "what one of them alone made: claimtrack list --import N"


def imports_view(runs: Sequence[ImportRun]) -> View:
    """Show the imports of a case file."""
    data = {
        "imports": [
            {
                "number": run.number,
                "file": run.source,
                "dataset": run.dataset,
                "taken": run.finished,
                "made": dict(run.made),
                "undone": run.undone,
            }
            for run in runs
        ]
    }
    if not runs:
        return View("imports", (Text((cell("no imports here"),)),), data)
    headings = (
        ("Import", "import"),
        ("Taken", "taken"),
        ("File", "file"),
        ("Dataset", "dataset"),
        ("Made", "made"),
    )
    columns = tuple(Column(cell(heading), "left", name) for heading, name in headings)
    rows = tuple(
        tuple(
            map(
                cell,
                (
                    str(run.number),
                    run.finished,
                    run.file,
                    run.dataset,
                    f"taken back ({run.undone})" if run.undone else counted_kinds(run.made) or "nothing new",
                ),
            )
        )
        for run in runs
    )
    return View("imports", (Table(columns, rows, notes=(cell(_NOTE, tone="dim"),)),), data)


def made_view(number: str, listings: Sequence[Listing]) -> View:
    """Show what an import alone made, a table for each kind of record."""
    data = {"import": int(number), "listings": [listing_data(listing) for listing in listings]}
    if not listings:
        nothing = "nothing of what this import gave is of it alone"
        return View("import", (Text((cell(nothing),)),), data)
    return View("import", tuple(map(_made, listings)), data)


def _made(listing: Listing) -> Table:
    note = more_note(listing)
    title = next(plural for plural, kind in PLURALS.items() if kind == listing.kind)
    return listing_table(listing, title, notes=(cell(note, tone="dim"),) if note else ())
