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
    from collections.abc import Iterable, Iterator
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
        for definition in _without_rules(starts):
            connection.execute(definition)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        if not starts or pages != len(starts) + 1:
            raise sqlite3.DatabaseError("the list of tables cannot be read, or does not fit on one page")
        connection.execute("PRAGMA writable_schema = ON")
        places = [(page, table) for table, page in starts.items()]
        connection.executemany("UPDATE sqlite_master SET rootpage = ? WHERE name = ?", places)
    return path.read_bytes()[:size]


def _without_rules(tables: Iterable[str]) -> Iterator[str]:
    """Yield the definitions of tables without their rules, which have indexes of their own in the list."""
    with closing(sqlite3.connect(":memory:")) as own:
        define(own)
        rowless = {row[1] for row in own.execute("PRAGMA table_list") if row[4]}
        for table in tables:
            columns = own.execute(f"PRAGMA table_info({table})").fetchall()
            keys = [row[1] for row in sorted(columns, key=lambda row: row[5]) if row[5]]
            names = ", ".join(row[1] for row in columns)
            if table in rowless:
                yield f"CREATE TABLE {table} ({names}, PRIMARY KEY ({', '.join(keys)})) WITHOUT ROWID"
            else:
                yield f"CREATE TABLE {table} ({names.replace(keys[0], f'{keys[0]} INTEGER PRIMARY KEY', 1)})"
