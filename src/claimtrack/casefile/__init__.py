"""The public Python API: a case file that holds competing versions and compares them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimtrack.casefile.case import Casefile
from claimtrack.casefile.report import Report

if TYPE_CHECKING:
    from claimtrack.intake.report import IntakeReport

__all__ = ["Casefile", "IntakeReport", "Report"]


def __getattr__(name: str) -> Any:
    if name == "IntakeReport":  # what only asks needs no intake
        from claimtrack.intake.report import IntakeReport

        return IntakeReport
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
