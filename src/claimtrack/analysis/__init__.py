"""Pure functions over the dossier of an event: records in, result objects out, no input or output."""

from claimtrack.analysis.compare import Cell, CellState, Comparison, Row, compare_dossier
from claimtrack.analysis.findings import Finding, FindingKind, Pair
from claimtrack.analysis.grouping import By
from claimtrack.analysis.history import Past
from claimtrack.analysis.positions import Position, Track, derive_positions
from claimtrack.analysis.shifts import Shift, ShiftKind

__all__ = [
    "By",
    "Cell",
    "CellState",
    "Comparison",
    "Finding",
    "FindingKind",
    "Pair",
    "Past",
    "Position",
    "Row",
    "Shift",
    "ShiftKind",
    "Track",
    "compare_dossier",
    "derive_positions",
]
