"""What became of the word of every bloc, as a table.

Schema `claimtrack/track-records/1`: events, how many there are; parties with party, name and counts as in
`claimtrack/track-record/2`, those that claimed most first; more: how many are left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from claimtrack.analysis.track_record_scan import COUNTED
from claimtrack.views.blocks import Column, LaterData, Sheet, Table, View, cell
from claimtrack.wording import counted

if TYPE_CHECKING:
    from collections.abc import Mapping

SCHEMA: Final = "claimtrack/track-records/1"
_NOTE: Final = "Counts of what this file holds; `claimtrack track-record CLAIMANT` lists what is behind them. No measure of truthfulness."


def track_records_view(
    counts: Mapping[str, Mapping[str, int]], names: Mapping[str, str], events: int, *, most: int = 0
) -> View:
    """Show what became of what each bloc said.

    Args:
        counts: by bloc, how often what; see `COUNTED`.
        names: what the blocs are called.
        events: over how many events.
        most: show only so many, those that claimed most; all when 0.
    """
    blocs = sorted(counts, key=lambda bloc: (-counts[bloc]["claims"], bloc))
    blocs, more = (blocs[:most], max(len(blocs) - most, 0)) if most else (blocs, 0)
    numbers = {bloc: tuple(counts[bloc].get(name, 0) for name in COUNTED) for bloc in blocs}
    heads = [Column.of("party"), *(Column.of(name, number=True) for name in COUNTED)]
    rows = tuple((cell(names[bloc], tone="strong"), *(cell(str(n)) for n in numbers[bloc])) for bloc in blocs)
    notes = [f"… and {counted(more, 'party', 'parties')} more: --limit 0 lists all"] if more else []
    notes.append(f"Over {counted(events, 'event')}. {_NOTE}")
    data = LaterData(
        lambda: {
            "schema": SCHEMA,
            "events": events,
            "parties": [_data(bloc, names, numbers) for bloc in blocs],
            "more": more,
        }
    )
    sheet = Sheet(("party", "name", *COUNTED), tuple((bloc, names[bloc], *numbers[bloc]) for bloc in blocs))
    return View(
        "track-records",
        (Table(tuple(heads), rows, pinned=1, notes=tuple(cell(note, tone="dim") for note in notes)),),
        data,
        lambda: sheet,
    )


def _data(bloc: str, names: Mapping[str, str], numbers: Mapping[str, tuple[int, ...]]) -> dict[str, Any]:
    return {"party": bloc, "name": names[bloc], "counts": dict(zip(COUNTED, numbers[bloc], strict=True))}
