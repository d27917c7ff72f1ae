"""Writing a data set: Parquet files by year, a row group at a time, so that memory stays what one group takes."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, Self

from claimtrack.errors import InputFileError, MissingLibraryError
from claimtrack.scale.schema import MANIFEST, PARTITIONED, TABLES, VERSION, YEAR

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from types import TracebackType

    from claimtrack.analysis.dataset_rows import LaidOut

    Row = tuple[Any, ...]

ROWS_TOGETHER: Final = 20_000  # in a row group
_UNDATED: Final = "__HIVE_DEFAULT_PARTITION__"  # what engines take for no value in the name of a folder


class DatasetWriter:
    """Writes a data set into a new folder; it appears when all of it is written, or not at all.

    Args:
        folder: where; it must not be there yet, or be empty.

    Raises:
        InputFileError: the folder holds something, or cannot be made.
        MissingLibraryError: pyarrow is not installed.
    """

    def __init__(self, folder: Path) -> None:
        try:
            import pyarrow as pa
        except ImportError:
            raise MissingLibraryError(
                "Parquet needs the library pyarrow, which is not installed",
                "parquet",
            ) from None
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise InputFileError(f"{folder} is there already", "name a folder that is not there, or empty")
        self._folder, self._draft = folder, folder.with_name(f".{folder.name}.partial")
        types = {"string": pa.string(), "int64": pa.int64(), "float64": pa.float64(), "date32": pa.date32()}
        types["bool"] = pa.bool_()
        self._schemas = {
            table: pa.schema([(name, types[kind]) for name, kind in columns.items()])
            for table, columns in TABLES.items()
        }
        self._counts = dict.fromkeys(TABLES, 0)
        self._tables: dict[str, _Table] = {}

    def __enter__(self) -> Self:
        try:
            shutil.rmtree(self._draft, ignore_errors=True)
            for table in TABLES:
                (self._draft / table).mkdir(parents=True)
        except OSError as error:
            raise InputFileError(
                f"{self._folder} cannot be written: {error.strerror}", "check the path"
            ) from None
        self._tables = {table: _Table(self._draft / table, self._schemas[table], table) for table in TABLES}
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            for table in self._tables.values():
                table.close(abandoned=error is not None)
            if error is None:
                self._finish()
        finally:
            shutil.rmtree(self._draft, ignore_errors=True)

    def _finish(self) -> None:
        manifest = {
            "dataset": "claimtrack", "version": VERSION, "partitioned_by": YEAR, "partitioned": list(PARTITIONED),
            "rows": {name: table.written for name, table in self._tables.items()},
        }  # fmt: skip
        (self._draft / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
        if self._folder.exists():
            self._folder.rmdir()
        self._draft.rename(self._folder)

    def write(self, table: str, rows: Iterable[Row], year: int | None = None) -> None:
        """Write rows of a table; those of one year follow one another."""
        self._tables[table].add(year, rows)


class _Table:
    """One table being written: a file for each year that is met."""

    def __init__(self, folder: Path, schema: Any, name: str) -> None:
        self._folder, self._schema, self._by_year = folder, schema, name in PARTITIONED
        self._year: int | None = None
        self._rows: list[Row] = []
        self._writer: Any = None
        self._days = [number for number, field in enumerate(schema) if str(field.type).startswith("date32")]
        self.written = 0

    def add(self, year: int | None, rows: Iterable[Row]) -> None:
        if year != self._year:
            self._end_of_file()
            self._year = year
        self._rows.extend(rows)
        if len(self._rows) >= ROWS_TOGETHER:
            self._end_of_group()

    def _end_of_group(self) -> None:
        import pyarrow as pa

        columns: list[Any] = list(zip(*self._rows, strict=True)) or [()] * len(self._schema)
        for number in self._days:
            columns[number] = list(map(_day, columns[number]))
        arrays = [pa.array(column, field.type) for column, field in zip(columns, self._schema, strict=True)]
        self._open().write_table(pa.Table.from_arrays(arrays, schema=self._schema))
        self.written += len(self._rows)
        self._rows.clear()

    def _open(self) -> Any:
        if self._writer is None:
            from pyarrow import parquet

            folder = self._folder
            if self._by_year:
                folder /= f"{YEAR}={_UNDATED if self._year is None else self._year}"
                folder.mkdir()
            self._writer = parquet.ParquetWriter(folder / "part-0.parquet", self._schema, compression="zstd")
        return self._writer

    def _end_of_file(self) -> None:
        if self._rows:
            self._end_of_group()
        if self._writer is not None:
            self._writer.close()
            self._writer = None

    def close(self, *, abandoned: bool) -> None:
        if not abandoned:
            if not self.written and not self._rows:
                self._end_of_group()  # an empty table has its columns all the same
            self._end_of_file()
        elif self._writer is not None:
            self._writer.close()


def write_laid_out(writer: DatasetWriter, events: Iterable[LaidOut]) -> dict[int, str]:
    """Write answers, links and moves, event by event.

    Returns:
        The stances that are to be read otherwise than recorded, by row number of the assertion.
    """
    changed: dict[int, str] = {}
    for event in events:
        changed |= event.stances
        for table, rows in (("answers", event.answers), ("links", event.links), ("moves", event.moves)):
            if rows:
                writer.write(table, rows, event.year)
    return changed


def write_years(writer: DatasetWriter, table: str, rows: Iterable[Row], size: int = 1000) -> None:
    """Write rows of a table whose first cell is the year, in the order of years.

    Args:
        writer: writes them.
        table: the table.
        rows: the rows.
        size: how many are passed on at once.
    """
    held: list[Row] = []
    year: int | None = None
    for row in chain(rows, (None,)):
        if held and (row is None or row[0] != year or len(held) == size):
            writer.write(table, held, year)
            held = []
        if row is not None:
            year = row[0]
            held.append(row[1:])


def in_batches(rows: Iterator[Row], size: int = 5000) -> Iterator[list[Row]]:
    """Cut a stream of rows into lists."""
    from itertools import islice

    while batch := list(islice(rows, size)):
        yield batch


@lru_cache(1 << 15)
def _day(text: str | None) -> dt.date | None:
    """Return a day; None where there is none, or where it is outside the years 1 to 9999."""
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        return None
