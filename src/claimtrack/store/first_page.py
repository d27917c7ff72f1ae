"""A case file whose list of tables is damaged: a copy of it with a first page made anew, for `salvage` to read.

SQLite refuses a file as a whole where one definition cannot be read. Where the tables begin can still be read of most,
and what they are is known: the copy lists the program's own tables by that, and nothing else.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from claimtrack.store.definitions import define
from claimtrack.store.guard import distrust

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_HEADER = (
    100  # bytes at the start of the first page; https://www.sqlite.org/fileformat2.html#the_database_header
)
_PAGE_SIZE = slice(16, 18)
_LISTED = "SELECT name, rootpage FROM sqlite_master WHERE type = 'table' ORDER BY rowid "


def with_first_page_anew(path: Path, tables: Iterable[str], folder: Path) -> sqlite3.Connection:
    """Copy a case file into a folder, with a list of tables that can be read.

    Args:
        path: the file.
        tables: the tables that are wanted; one whose beginning cannot be found is not there.
        folder: where the copy goes.

    Raises:
        sqlite3.Error: none of them can be found.
    """
    copy = folder / "copy.db"
    shutil.copyfile(path, copy)
    with suppress(FileNotFoundError):  # what waits in a log comes into the copy when it is closed
        shutil.copyfile(path.with_name(f"{path.name}-wal"), folder / "copy.db-wal")
    starts = _starts(copy)
    page = _first_page(
        folder / "page.db", copy, {table: starts[table] for table in tables if table in starts}
    )
    with copy.open("r+b") as stream:
        stream.seek(_HEADER)
        stream.write(page[_HEADER:])
    connection = sqlite3.connect(copy, isolation_level=None)
    distrust(connection)
    return connection


def _starts(copy: Path) -> dict[str, int]:
    """Return the first page of each table, as far as the list can be read from its start and from its end."""
    found: dict[str, int] = {}
    with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        distrust(connection)
        connection.text_factory = lambda name: name.decode(errors="replace")
        connection.execute("PRAGMA writable_schema = ON")  # by which SQLite passes over what it cannot read
        for order in ("ASC", "DESC"):
            with suppress(sqlite3.DatabaseError):
                found.update(row for row in connection.execute(_LISTED + order) if isinstance(row[1], int))
    return found


def _first_page(path: Path, copy: Path, starts: dict[str, int]) -> bytes:
    """Return a first page that lists tables, each with the page on which it begins."""
    with copy.open("rb") as stream:
        size = int.from_bytes(stream.read(_HEADER)[_PAGE_SIZE], "big")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA page_size = {size}")
        for table in starts:
            connection.execute(_plain(table))
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        if not starts or pages != len(starts) + 1:
            raise sqlite3.DatabaseError("the list of tables cannot be read, or does not fit on one page")
        connection.execute("PRAGMA writable_schema = ON")
        places = [(page, table) for table, page in starts.items()]
        connection.executemany("UPDATE sqlite_master SET rootpage = ? WHERE name = ?", places)
    return path.read_bytes()[:size]


def _plain(table: str) -> str:
    """Return the definition of a table without its rules, which have indexes of their own in the list."""
    with closing(sqlite3.connect(":memory:")) as own:
        define(own)
        columns = own.execute(f"PRAGMA table_info({table})").fetchall()
        rowless = (
            "WITHOUT ROWID"
            in own.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]
        )
    if not rowless:
        return f"CREATE TABLE {table} ({', '.join(f'{row[1]} INTEGER PRIMARY KEY' if row[5] else row[1] for row in columns)})"
    keys = [row[1] for row in sorted(columns, key=lambda row: row[5]) if row[5]]
    return f"CREATE TABLE {table} ({', '.join(row[1] for row in columns)}, PRIMARY KEY ({', '.join(keys)})) WITHOUT ROWID"
