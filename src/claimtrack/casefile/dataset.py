"""A case file as a data set of Parquet tables, and the questions over such a data set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.analysis.dataset_rows import lay_out
from claimtrack.scale.dataset_writer import DatasetWriter, in_batches, write_laid_out, write_years
from claimtrack.store.answers import AnswerScan
from claimtrack.store.record_rows import PlainRows
from claimtrack.store.storage_errors import storage_errors

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import Any

    from claimtrack.analysis.dataset_rows import LaidOut

    Telling = Callable[[str, int, int | None], None]


def write_dataset(
    connection: sqlite3.Connection, path: Path, folder: Path, progress: Telling | None = None
) -> None:
    """Write all of a case file, as it is at this moment, as a data set partitioned by year.

    Args:
        connection: an open case file.
        path: the same.
        folder: where to; it must not be there yet, or be empty.
        progress: is told what is being done, how much of it is done, and how much there is.

    Raises:
        InputFileError: the folder holds something, or cannot be written.
        MissingLibraryError: pyarrow is not installed.
    """
    rows = PlainRows(connection)
    with storage_errors(path), AnswerScan(connection) as scan, DatasetWriter(folder) as writer:
        laid_out = _told(lay_out(scan.happenings(by_year=True), scan), scan.events, progress)
        stances = write_laid_out(writer, laid_out)
        write_years(writer, "assertions", _assertions(rows, stances))
        write_years(writer, "events", rows.events())
        for table in ("claimants", "documents", "tags"):
            for batch in in_batches(getattr(rows, table)()):
                writer.write(table, batch)


def _assertions(rows: PlainRows, stances: dict[int, str]) -> Iterator[tuple[Any, ...]]:
    for year, pk, *cells in rows.assertions():
        yield (year, *cells, stances.get(pk, cells[6]))


def _told(events: Iterator[LaidOut], total: int, progress: Telling | None) -> Iterator[LaidOut]:
    for done, event in enumerate(events):
        if progress is not None and done % 500 == 0:
            progress("events", done, total)
        yield event
