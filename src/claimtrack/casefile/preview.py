"""What an import would make: everything checked against the case file, and the first events as they would compare."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimtrack.intake.reading import ImportOptions
from claimtrack.intake.sources import import_table

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from collections.abc import Mapping as Table

    from claimtrack.casefile.case import Casefile
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
    open_case: Callable[..., Casefile],
) -> Preview:
    """Read and check a table as an import would, and write nothing.

    Args:
        connection: the case file.
        path: where it is.
        now: gives the time that records are stamped with.
        source: the table.
        mapping: what its columns are.
        options: as for an import.
        reading: how the file is read.
        open_case: opens a case file, for the first rows.
    """
    dry = ImportOptions(**{**options, "dry_run": True})
    report = import_table(connection, path, now(), source, mapping, dry, reading)
    return Preview(report, _first_events(partial(open_case, now=now), source, mapping, reading))


def _first_events(
    open_case: Callable[..., Casefile], source: str | Path, mapping: Mapping, reading: Table[str, Any]
) -> Report | None:
    """Import the first rows into a case file of their own, and compare its first events."""
    with tempfile.TemporaryDirectory() as folder, open_case(Path(folder) / "preview.db") as case:
        report = case.import_file(source, mapping=mapping, reading=reading, on_error="skip", most=_ROWS)
        return case.compare(*map(case.event, report.first_events)) if report.first_events else None
