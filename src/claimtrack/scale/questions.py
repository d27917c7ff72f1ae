"""The questions over a data set, and running them in DuckDB; Spark runs the same files (`spark_job`)."""

from __future__ import annotations

import json
import tempfile
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Self

from claimtrack.errors import InputFileError, MissingLibraryError, UnknownTermError
from claimtrack.scale.schema import MANIFEST, TABLES, VERSION

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType

    Telling = Callable[[str, int, int | None], object]

PARTIES: Final = ("claimant", "bloc")
"""What a party can be."""

MEMORY: Final = "2GB"
"""What DuckDB may hold; beyond, it spills to the disk."""

_TOLD_EVERY: Final = 0.2  # seconds
_TABLE: Final = "CREATE OR REPLACE TEMP VIEW {} AS SELECT * FROM read_parquet('{}', hive_partitioning = true)"
_STANDING: Final = ("standing_by_{by}", "pairs")
QUESTIONS: Final[dict[str, tuple[str, ...]]] = {
    "contested": _STANDING,
    "matrix": (*_STANDING, "denials_by_{by}"),
    "corroboration": (),
    "track_record": (),
    "movements": (),
}
"""The questions, each with the files that define the views it asks, in order; `{by}` is what a party is."""


def statements(question: str, by: str = "claimant") -> list[str]:
    """Return the SQL statements that answer a question: those that define its views, then the question.

    Args:
        question: one of `QUESTIONS`.
        by: one of `PARTIES`.

    Raises:
        UnknownTermError: there is no such question, or no such party.
    """
    if question not in QUESTIONS:
        raise UnknownTermError(f"no question {question!r}", f"one of: {', '.join(QUESTIONS)}")
    if by not in PARTIES:
        raise UnknownTermError(
            f"a data set has nothing by {by!r}", f"one of: {', '.join(PARTIES)}; ask the case file itself"
        )
    return [_sql(name.format(by=by)) for name in (*QUESTIONS[question], question)]


@cache
def _sql(name: str) -> str:
    return (resources.files("claimtrack.scale") / "sql" / f"{name}.sql").read_text(encoding="utf-8")


class Answer(NamedTuple):
    """What a question comes to.

    Attributes:
        question: the question.
        columns: the names of the columns.
        rows: the rows.
        more: there are more rows than were asked for.
    """

    question: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    more: bool = False


class Dataset:
    """A data set that `claimtrack export --partition-by year` wrote, asked with DuckDB.

    Args:
        folder: the data set.
        memory: what DuckDB may hold, as it takes it.

    Raises:
        InputFileError: the folder is no data set, or one of a version that is not known here.
        MissingLibraryError: DuckDB is not installed.
    """

    def __init__(self, folder: Path, memory: str = MEMORY) -> None:
        _check(folder)
        try:
            import duckdb
        except ImportError:
            raise MissingLibraryError(
                "a data set is asked with DuckDB, which is not installed", "duckdb"
            ) from None
        self._error = duckdb.Error
        self._spill = tempfile.TemporaryDirectory(prefix="claimtrack-")
        settings: dict[str, Any] = {"memory_limit": memory, "temp_directory": self._spill.name}
        try:
            self._connection = duckdb.connect(":memory:", config=settings)
        except duckdb.Error as error:
            self._spill.cleanup()
            raise UnknownTermError(
                f"DuckDB does not take this memory limit: {memory!r}", str(error)
            ) from None
        self._connection.execute("SET enable_progress_bar = true; SET enable_progress_bar_print = false")
        self._tables = {
            table: str(folder / table / "**" / "*.parquet").replace("'", "''") for table in TABLES
        }

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()
        self._spill.cleanup()

    def ask(
        self,
        question: str,
        *,
        by: str = "claimant",
        limit: int = 0,
        where: str = "",
        value: str = "",
        progress: Telling | None = None,
    ) -> Answer:
        """Answer a question.

        Args:
            question: one of `QUESTIONS`.
            by: one of `PARTIES`.
            limit: how many rows at most; 0 for all.
            where: only rows whose column of this name holds `value`.
            value: what it holds.
            progress: is told what is being done, what share of it is done, in hundredths, and how much there is.

        Raises:
            InputFileError: the files cannot be read, or the memory and the disk do not suffice.
        """
        *views, asked = statements(question, by)
        condition = f"WHERE {where} = ?" if where else ""
        try:
            for table, files in self._tables.items():
                self._connection.execute(_TABLE.format(table, files))
            for view in views:
                self._connection.execute(view)
            found = self._told(f"SELECT * FROM ({asked}) {condition}", [value] if where else [], progress)
            columns = tuple(column[0] for column in found.description or ())
            rows = found.fetchmany(limit + 1) if limit else found.fetchall()
        except self._error as error:
            raise InputFileError(
                f"the data set cannot be asked: {error}", "write it anew, or give more memory"
            ) from None
        return Answer(
            question, columns, tuple(rows[:limit] if limit else rows), bool(limit) and len(rows) > limit
        )

    def _told(self, sql: str, arguments: list[str], progress: Telling | None) -> Any:
        """Execute a statement, and tell how far DuckDB says that it is."""
        if progress is None:
            return self._connection.execute(sql, arguments)
        from concurrent.futures import ThreadPoolExecutor, wait

        with ThreadPoolExecutor(1) as aside:
            asked = aside.submit(self._connection.execute, sql, arguments)
            try:
                while not wait([asked], _TOLD_EVERY).done:
                    share = self._connection.query_progress()
                    progress("asking DuckDB", max(int(share), 0), 100 if share >= 0 else None)
            except BaseException:
                self._connection.interrupt()
                raise
            return asked.result()


def _check(folder: Path) -> None:
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        version = manifest["version"]
    except (OSError, ValueError, KeyError, TypeError):
        raise InputFileError(
            f"{folder} is no data set of claimtrack: it has no {MANIFEST} that can be read",
            "claimtrack export --format parquet --partition-by year -o DIR writes one",
        ) from None
    if version != VERSION:
        raise InputFileError(
            f"{folder} is a data set of version {version}; known here is {VERSION}", "write it anew"
        )
