"""Indexes that a large import puts aside until its rows are in: written row by row they cost more than all the rest.

Meanwhile a question that would have used them reads the whole table; it is never blocked. The names of what is aside
stand in `import_index`, so that whoever takes back an import that was cut short makes it again. How an index is made is
never read from the file, which may come from anybody: the program's own definitions say it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.store.definitions import own_indexes

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    Step = Callable[[], AbstractContextManager[object]]

_MANY = 50_000  # rows from which putting indexes aside is worth the while
_TIMES = 3  # how many times the rows that are there must come
_NEVER = "value_assertion"  # grows at its end
_PUT_ASIDE = "SELECT name FROM import_index ORDER BY name"
_IS_THERE = "SELECT 1 FROM main.sqlite_master WHERE type = 'index' AND name = ?"


def put_aside(connection: sqlite3.Connection, step: Step, coming: dict[str, int]) -> None:
    """Drop the indexes of tables that an import makes several times as long.

    Args:
        connection: an open case file.
        step: runs a block as a transaction.
        coming: how many rows come into each table.
    """
    for table, rows in coming.items():
        sql = f"SELECT count(*) FROM (SELECT 1 FROM main.{table} LIMIT ?)"
        there = connection.execute(sql, (rows,)).fetchone()[0]
        if rows < _MANY or there * _TIMES > rows:
            continue
        with step():
            for name in own_indexes(table):
                if name != _NEVER and connection.execute(_IS_THERE, (name,)).fetchone():
                    connection.execute("INSERT INTO import_index VALUES (?, '')", (name,))
                    connection.execute(f"DROP INDEX main.{name}")


def make_again(connection: sqlite3.Connection, step: Step) -> None:
    """Make the indexes that were put aside, each in a transaction of its own.

    Args:
        connection: an open case file.
        step: runs a block as a transaction.
    """
    own = own_indexes()
    for (name,) in connection.execute(_PUT_ASIDE).fetchall():
        with step():
            if name in own and not connection.execute(_IS_THERE, (name,)).fetchone():
                connection.execute(own[name])
            connection.execute("DELETE FROM import_index WHERE name = ?", (name,))
