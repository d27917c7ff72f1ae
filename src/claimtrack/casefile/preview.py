"""What an import would make: everything checked against the case file, and the first events as they would compare."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimtrack.intake.run import ImportOptions
from claimtrack.intake.sources import import_table

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from collections.abc import Mapping as Table

    from claimtrack.casefile.report import Report
    from claimtrack.importers.mapping.language import Mapping
    from claimtrack.intake.report import ImportReport

_ROWS = 200  # rows that the first events are made of


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do.

    Attributes:
        report: what would be made, and every problem.
        first: the first events, compared; None where there would be none.
    """

    report: ImportReport
    first: Report | None


def preview(
    connection: sqlite3.Connection,
    path: Path,
    now: Callable[[], str],
    source: str | Path,
    mapping: Mapping,
    options: Table[str, Any],
    reading: Table[str, Any],
) -> Preview:
    """Read and check a table as an import would, and write nothing."""
    dry = ImportOptions(**{**options, "dry_run": True})
    report = import_table(connection, path, now(), source, mapping, dry, reading)
    return Preview(report, _first_events(now, source, mapping, reading))


def _first_events(
    now: Callable[[], str], source: str | Path, mapping: Mapping, reading: Table[str, Any]
) -> Report | None:
    """Import the first rows into a case file of their own, and compare its first events."""
    from claimtrack.casefile.api import Casefile

    with tempfile.TemporaryDirectory() as folder, Casefile.open(Path(folder) / "preview.db", now=now) as case:
        report = case.import_file(source, mapping=mapping, reading=reading, on_error="skip", most=_ROWS)
        return case.compare(*map(case.event, report.first_events)) if report.first_events else None
