"""What a case file holds already of the records that an import names: looked up many at a time."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlite3


def last_mapping(connection: sqlite3.Connection, dataset: str) -> str | None:
    """Return the digest of the mapping by which a dataset was imported last; None where it never was."""
    sql = "SELECT mapping FROM import_run WHERE dataset = ? AND finished IS NOT NULL ORDER BY pk DESC LIMIT 1"
    row = connection.execute(sql, (dataset,)).fetchone()
    return None if row is None else str(row[0])


def with_keys(connection: sqlite3.Connection, kind: str, keys: list[str], wanted: str) -> dict[str, Any]:
    """Return what the records with these keys hold, by key; those that are not there are left out.

    Args:
        connection: the case file.
        kind: the kind of the records.
        keys: their keys.
        wanted: a column, or an expression of columns.
    """
    sql = f"SELECT key, {wanted} FROM {kind} WHERE key IN (SELECT value FROM json_each(?))"
    return dict(connection.execute(sql, (json.dumps(keys),)).fetchall())


def with_addresses(connection: sqlite3.Connection, addresses: list[str]) -> dict[str, list[str]]:
    """Return the keys of the documents that have these addresses, by address."""
    sql = "SELECT url, key FROM document WHERE url IN (SELECT value FROM json_each(?)) ORDER BY pk"
    found: dict[str, list[str]] = {}
    for url, key in connection.execute(sql, (json.dumps(addresses),)):
        found.setdefault(url, []).append(key)
    return found


def rows_before(
    connection: sqlite3.Connection, dataset: str, keys: list[str]
) -> dict[str, tuple[str, str, str | None, str]]:
    """Return what rows of a dataset were about when it was imported last, by the key of the row.

    Returns:
        Key, title and date column of the event, and the digest of the row.
    """
    sql = """SELECT r.key, e.key, e.title, e.occurred, r.digest FROM import_row r JOIN assertion a ON a.pk = r.assertion
        JOIN event e ON e.pk = a.event WHERE r.dataset = ? AND r.key IN (SELECT value FROM json_each(?))"""
    return {row[0]: row[1:] for row in connection.execute(sql, (dataset, json.dumps(keys)))}


class HeldAssertions:
    """Tells which assertions of an import a case file holds already, and counts them.

    Args:
        connection: the case file.

    Attributes:
        repeated: how many of them came more than once.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        last = connection.execute("SELECT coalesce(max(pk), 0) FROM assertion").fetchone()[0]
        self._met = bytearray(last + 1)
        self.repeated = 0

    def among(self, ids: list[str]) -> set[str]:
        """Return those of some ids that the file holds. What others add in the meantime is not looked for."""
        last = len(self._met) - 1
        if not last:
            return set()
        sql = "SELECT id, pk FROM assertion WHERE id IN (SELECT value FROM json_each(?)) AND pk <= ?"
        rows = dict(self._connection.execute(sql, (json.dumps(ids), last)).fetchall())
        for id_ in ids:
            if id_ in rows:
                self.repeated += self._met[rows[id_]]
                self._met[rows[id_]] = 1
        return set(rows)

    def __len__(self) -> int:
        return self._met.count(1)
