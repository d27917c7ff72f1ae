"""Writing in the background: rows go into a database in a thread of its own, while the next ones are made.

SQLite works without the interpreter's lock for as long as a statement runs, so a statement takes many rows: one that
took a single row would wait for the lock as often.
"""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from concurrent.futures import Future

_TOGETHER = 1000  # rows of a statement


class Insert(NamedTuple):
    """How rows of a table are written.

    Attributes:
        head: the statement, up to the rows.
        width: cells of a row.
        together: rows that one statement takes.
    """

    head: str
    width: int
    together: int

    def sql(self, count: int) -> str:
        """Write the statement for so many rows."""
        row = f"({', '.join('?' * self.width)})"
        return f"{self.head} VALUES {', '.join([row] * count)}"


class BackgroundWriter:
    """Writes rows in a thread.

    Args:
        connection: the database, open to other threads; nobody else uses it between `write` and `wait`.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._thread = ThreadPoolExecutor(1)
        self._writing: Future[None] | None = None
        self._most = connection.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER)

    def insert(self, table: str, columns: list[str]) -> Insert:
        """Tell how rows of a table are written, of which these columns are given."""
        together = min(_TOGETHER, self._most // len(columns))
        return Insert(f"INSERT INTO {table} ({', '.join(columns)})", len(columns), together)

    def write(self, rows: list[tuple[Insert, list[tuple[Any, ...]]]]) -> None:
        """Begin to write rows of several tables, when those before are written.

        Raises:
            sqlite3.Error: those before could not be written.
        """
        self.wait()
        self._writing = self._thread.submit(self._write, rows)

    def wait(self) -> None:
        """Wait until all is written.

        Raises:
            sqlite3.Error: it could not be.
        """
        writing, self._writing = self._writing, None
        if writing is not None:
            writing.result()

    def close(self) -> None:
        """Let the thread come to its end; whoever has not waited does not want to know what came of it."""
        self._thread.shutdown()

    def _write(self, tables: list[tuple[Insert, list[tuple[Any, ...]]]]) -> None:
        for insert, rows in tables:
            whole = len(rows) - len(rows) % insert.together
            for start in range(0, whole, insert.together):
                cells = tuple(chain.from_iterable(rows[start : start + insert.together]))
                self._connection.execute(insert.sql(insert.together), cells)
            self._connection.executemany(insert.sql(1), rows[whole:])
