"""What a case file holds already of the records that an import names: looked up many at a time."""

from __future__ import annotations

import json
import re
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, NamedTuple

from claimtrack.store.taken_back import has_void, imports_taken_back

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator


STANDING = "finished IS NOT NULL AND pk NOT IN (SELECT value FROM json_each(?))"
"""What an import is that is finished, and was not taken back; to be asked with `undone_runs`."""


def undone_runs(connection: sqlite3.Connection) -> str:
    """Return the numbers of the imports that were taken back, as a JSON array."""
    return json.dumps([*imports_taken_back(connection)])


def last_mapping(connection: sqlite3.Connection, dataset: str) -> str | None:
    """Return the digest of the mapping by which a dataset was imported last; None where it never was."""
    sql = f"SELECT mapping FROM import_run WHERE dataset = ? AND {STANDING} ORDER BY pk DESC LIMIT 1"
    row = connection.execute(sql, (dataset, undone_runs(connection))).fetchone()
    return None if row is None else str(row[0])


def newest_release(connection: sqlite3.Connection, dataset: str) -> str:
    """Return when the newest release of a dataset was published that has been imported, in EDTF; empty where none is dated."""
    sql = f"SELECT coalesce(max(published), '') FROM import_run WHERE dataset = ? AND {STANDING}"
    return str(connection.execute(sql, (dataset, undone_runs(connection))).fetchone()[0])


def mapped_otherwise(connection: sqlite3.Connection, dataset: str, mapping: str) -> bool:
    """Whether an import of a dataset went by another mapping than this, by its digest."""
    sql = f"SELECT 1 FROM import_run WHERE dataset = ? AND mapping <> ? AND {STANDING} LIMIT 1"
    return connection.execute(sql, (dataset, mapping, undone_runs(connection))).fetchone() is not None


def imported_as(connection: sqlite3.Connection, source: str) -> str:
    """Return the dataset as which a file of this name, in whatever folder, was imported last; empty where none was."""
    sql = f"SELECT source, dataset FROM import_run WHERE dataset <> '' AND {STANDING} ORDER BY pk DESC"
    name, runs = PurePath(source).name, connection.execute(sql, (undone_runs(connection),))
    return next((dataset for other, dataset in runs if PurePath(other).name == name), "")


def imported_before(connection: sqlite3.Connection, digest: str) -> bool:
    """Whether a file of this digest was imported, and all that the import made stands."""
    sql = f"SELECT pk FROM import_run WHERE digest = ? AND {STANDING}"
    runs = connection.execute(sql, (digest, undone_runs(connection))).fetchall()
    return any(not has_void(connection, run) for (run,) in runs)


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


class Statement(NamedTuple):
    """What somebody said of an event, as far as it tells whether another statement is this one, corrected.

    Attributes:
        row: of the table of assertions.
        event, claimant: their keys.
        said: when, in EDTF; None where that is not known.
        text: the words.
    """

    row: int
    event: str
    claimant: str
    said: str | None
    text: str


_IMPORTED = """SELECT r.pk, r.source, i.first, i.last FROM import_run r JOIN import_made i ON i.run = r.pk
    WHERE r.dataset = ? AND i.kind = 'assertion' AND r.finished IS NOT NULL"""
_STATEMENTS = """SELECT a.pk, e.key, c.key, a.said_edtf, a.text FROM assertion a JOIN event e ON e.pk = a.event
    JOIN claimant c ON c.pk = a.claimant WHERE a.pk BETWEEN ? AND ?"""


def said_by_imports(
    connection: sqlite3.Connection, dataset: str, source: str, met: HeldAssertions, most: int
) -> Iterator[Statement]:
    """Yield what earlier imports of the same table said: of the same file, or of one of which most comes again.

    Args:
        connection: the case file.
        dataset: the name of the dataset.
        source: the name of the file.
        met: which assertions of the case file come again.
        most: how many statements of an import are looked at; a longer one is passed over.
    """
    parts: dict[tuple[int, str], list[tuple[int, int]]] = {}
    for run, name, first, last in connection.execute(_IMPORTED, (dataset,)):
        parts.setdefault((run, name), []).append((first, last))
    for (_, name), made in parts.items():
        there = sum(met.count(first, last) for first, last in made)
        every = sum(last - first + 1 for first, last in made)
        if every - there > most or not (name == source or there * 2 >= every):
            continue
        for first, last in made:
            yield from (Statement(*row) for row in connection.execute(_STATEMENTS, (first, last)))


def digests_of(
    connection: sqlite3.Connection, dataset: str
) -> Iterator[tuple[tuple[int, str, str], int, str]]:
    """Yield of what row each assertion was made that imports of a dataset made, where nothing identifies the rows.

    Returns:
        The hash of the row and the claim with two empty texts, the row of the table of assertions, and the id.
    """
    ranges = connection.execute(_IMPORTED, (dataset,)).fetchall()
    for _, _, first, last in ranges:
        for digest, row, id_ in connection.execute(
            """SELECT d.digest, a.pk, a.id FROM import_digest d JOIN assertion a ON a.pk = d.assertion
            WHERE d.assertion BETWEEN ? AND ?""",
            (first, last),
        ).fetchall():
            yield (digest, "", ""), row, id_


def row_digests_of(
    connection: sqlite3.Connection, dataset: str
) -> Iterator[tuple[tuple[str, str, str], int, str]]:
    """Yield of what row each assertion was made that a key of the dataset leads to.

    Returns:
        The hash of the row, the name of the claim and whose part of it, the row of the table of assertions, and the id.
    """
    rows = connection.execute(
        """SELECT r.digest, r.claim, r.part, a.pk, a.id FROM import_row r JOIN assertion a ON a.pk = r.assertion
        WHERE r.dataset = ? AND r.digest <> ''""",
        (dataset,),
    )
    for digest, claim, part, row, id_ in rows:
        yield (digest, claim, part), row, id_


def speaker_of(connection: sqlite3.Connection, row: int) -> str:
    """Return the key of the claimant of the assertion in a row of their table."""
    sql = "SELECT c.key FROM assertion a JOIN claimant c ON c.pk = a.claimant WHERE a.pk = ?"
    return str(connection.execute(sql, (row,)).fetchone()[0])


class HeldAssertions:
    """Tells which assertions of an import a case file holds already, and counts them.

    Args:
        connection: the case file.

    Attributes:
        repeated: how many of those left out came more than once.
        left_out: how many were left out of what is staged, each counted once.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        last = connection.execute("SELECT coalesce(max(pk), 0) FROM assertion").fetchone()[0]
        self._met = bytearray(last + 1)
        self.repeated = 0
        self.left_out = 0

    def among(self, ids: list[str]) -> set[str]:
        """Return those of some ids that the file holds, which are left out. What others add in the meantime is not looked for."""
        rows = self._rows(ids)
        for id_ in ids:
            if id_ in rows:
                again = self._met[rows[id_]]
                self.repeated += again
                self.left_out += not again
                self._met[rows[id_]] = 1
        return set(rows)

    def meet(self, ids: list[str]) -> None:
        """Note which of some ids the file holds, although they are staged as well."""
        self.mark(self._rows(ids).values())

    def mark(self, rows: Iterable[int]) -> None:
        """Note that the import gives these rows of the table of assertions."""
        for row in rows:
            if row < len(self._met):
                self._met[row] = 1

    def has(self, row: int) -> bool:
        """Whether the import gave the assertion of a row."""
        return row < len(self._met) and bool(self._met[row])

    def count(self, first: int, last: int) -> int:
        """Count the rows from one to another that the import gave."""
        return self._met.count(1, first, last + 1)

    def ranges(self) -> list[tuple[int, int]]:
        """Return the rows of the assertions that the import gave and the file held: first to last."""
        return [(found.start(), found.end() - 1) for found in re.finditer(b"\x01+", self._met)]

    def among_all(self, ids: list[str]) -> set[str]:
        """Return those of some ids that the file holds, and note nothing."""
        return set(self._rows(ids))

    def _rows(self, ids: list[str]) -> dict[str, int]:
        last = len(self._met) - 1
        if not last:
            return {}
        sql = "SELECT id, pk FROM assertion WHERE id IN (SELECT value FROM json_each(?)) AND pk <= ?"
        return dict(self._connection.execute(sql, (json.dumps(ids), last)).fetchall())
