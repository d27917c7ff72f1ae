"""The public Python API: a case file that holds competing versions and compares them."""

from claimtrack.casefile.api import Casefile
from claimtrack.casefile.intake import IntakeReport
from claimtrack.casefile.report import Report

__all__ = ["Casefile", "IntakeReport", "Report"]
