"""Questions put to dossiers: each gives the result object and the view of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimtrack.casefile.report import Report

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimtrack.model.dossier import Dossier


def compare(dossiers: Sequence[Dossier], *, by: str = "claimant", **options: Any) -> Report:
    """Compare the positions on each event, side by side; see `Casefile.compare`."""
    from claimtrack.analysis import By, compare_dossier
    from claimtrack.views.compare import comparison_view

    comparisons = tuple(compare_dossier(dossier, By(by), **options) for dossier in dossiers)
    return Report(comparisons, comparison_view(comparisons))
