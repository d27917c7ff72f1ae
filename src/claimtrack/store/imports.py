"""The imports of a case file: what each was of, and what it alone made.

An import alone made a record where its rows made it, no other import gave the same, and nothing that came from elsewhere
points at it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.errors import AmbiguousReferenceError, UnknownReferenceError
from claimtrack.model.listing import ImportRun
from claimtrack.store.author import noted
from claimtrack.store.log import IMPORT
from claimtrack.store.taken_back import imports_taken_back

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

LATEST = ("last", "@last")
"""Words for the import that came last."""
_KINDS = ("claimant", "document", "event", "assertion", "link", "evidence", "assessment", "field")
_NAMED = 10  # imports that an ambiguous name lists


def imports(connection: sqlite3.Connection, number: int = 0) -> list[ImportRun]:
    """Return the imports of a case file, the last one first.

    Args:
        connection: the case file.
        number: of the only one that is wanted; 0 for all.
    """
    made: dict[int, dict[str, int]] = {}
    counts = "SELECT run, kind, sum(last - first + 1) FROM import_made GROUP BY run, kind"
    for run, kind, count in connection.execute(counts):
        if kind in _KINDS:
            made.setdefault(run, {})[kind] = count
    rows = connection.execute(
        """SELECT pk, source, dataset, finished FROM import_run WHERE finished IS NOT NULL AND ?1 IN (0, pk)
        ORDER BY pk DESC""",
        (number,),
    )
    undone = imports_taken_back(connection)
    return [
        ImportRun(run, source, dataset, finished, made.get(run, {}), undone.get(run, ""))
        for run, source, dataset, finished in rows
    ]


def find_import(connection: sqlite3.Connection, name: str) -> int:
    """Return the number of the import that is meant: by its number, its file, its dataset, or as the last one.

    Raises:
        UnknownReferenceError: there is no such import.
        AmbiguousReferenceError: a file or dataset was imported more than once.
    """
    every = imports(connection)
    wanted = name.strip()
    standing = [run for run in every if not run.undone]
    if wanted in LATEST and every:
        return (standing or every)[0].number
    found = [run for run in every if str(run.number) == wanted]
    for runs in (standing, every):
        found = found or [run for run in runs if wanted and wanted in (run.source, run.file, run.dataset)]
    if not found:
        raise UnknownReferenceError(f"there is no import {name!r}", "see them with: claimtrack list imports")
    if len(found) > 1:
        told = ", ".join(f"{run.number} ({run.source}, {run.finished})" for run in found[:_NAMED])
        raise AmbiguousReferenceError(
            f"{name!r} was imported {len(found)} times", f"name one by number: {told}"
        )
    return found[0].number


def alone_made(connection: sqlite3.Connection, number: int) -> dict[str, list[int]]:
    """Return the row numbers of what an import alone made, by kind, in an order in which they can be taken back.

    Args:
        connection: the case file.
        number: of the import.
    """
    order = ("link", "assessment", "evidence", "assertion", "event", "document", "claimant", "field")
    found: dict[str, list[int]] = {}
    for kind in order:
        sql = f"SELECT t.pk FROM {kind} t WHERE {alone(kind, 't', number)} ORDER BY t.pk DESC"
        found[kind] = [pk for (pk,) in connection.execute(sql)]
    return {kind: pks for kind, pks in found.items() if pks}


def alone(kind: str, alias: str, number: int) -> str:
    """Write the SQL condition that an import alone made a row.

    Args:
        kind: the table of the row.
        alias: what it is called in the statement.
        number: of the import.
    """
    conditions = [_made(kind, f"{alias}.pk", number)]
    if kind == "assertion":
        conditions.append(f"NOT {_given_elsewhere(f'{alias}.pk', number)}")
    for table, column in _POINTING.get(kind, ()):
        own = _made(table, "p.pk", number)
        if table == "assertion":
            own = f"{own} AND NOT {_given_elsewhere('p.pk', number)}"
        conditions.append(
            f"NOT EXISTS (SELECT 1 FROM {table} p WHERE p.{column} = {alias}.pk AND NOT ({own}))"
        )
    if kind == "field":
        own = f"{_made('assertion', 'v.assertion', number)} AND NOT {_given_elsewhere('v.assertion', number)}"
        conditions.append(f"NOT EXISTS (SELECT 1 FROM value v WHERE v.field = {alias}.pk AND NOT ({own}))")
    return " AND ".join(conditions)


_POINTING: dict[str, tuple[tuple[str, str], ...]] = {
    "event": (("assertion", "event"), ("assessment", "event"), ("inquiry", "event")),
    "claimant": (("assertion", "claimant"), ("document", "publisher"), ("claimant", "part_of")),
    "document": (("assertion", "document"), ("evidence", "document"), ("document", "derived_from")),
    "field": (("assessment", "field"), ("inquiry", "field")),
}
"""What keeps a record from having been made by an import alone, where it came from elsewhere: table and column."""


def _made(kind: str, pk: str, number: int) -> str:
    # A row that a later import made had become free before it: what stood in it is void. Most rows are of none.
    return f"""{number} IS (SELECT max(i.run) FROM import_made i WHERE i.kind = '{kind}'
        AND {pk} BETWEEN i.first AND i.last)"""


def _given_elsewhere(pk: str, number: int) -> str:
    return f"""EXISTS (SELECT 1 FROM import_held h WHERE h.run <> {number} AND {pk} BETWEEN h.first AND h.last)"""


def ranges(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Return numbers that ascend as ranges, first to last."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


class Noting:
    """Writes down what an import made that is written in one transaction: native records and notes.

    Args:
        connection: the case file, inside that transaction.
        source: name of the file.
    """

    def __init__(self, connection: sqlite3.Connection, source: str) -> None:
        self._connection = connection
        self._source = source
        self._before = self._last_rows()

    def _last_rows(self) -> dict[str, int]:
        last = "SELECT coalesce(max(pk), 0) FROM {}"
        return {kind: self._connection.execute(last.format(kind)).fetchone()[0] for kind in _KINDS}

    def note(self, now: str, held: list[str]) -> None:
        """Write it down; nothing where the import made nothing.

        Args:
            now: the time, UTC, ISO 8601.
            held: ids of assertions that the import gave and the file held.
        """
        after = self._last_rows()
        made = [
            (kind, self._before[kind] + 1, after[kind]) for kind in _KINDS if after[kind] > self._before[kind]
        ]
        if not made:
            return
        cursor = self._connection.execute(
            "INSERT INTO import_run (dataset, source, digest, started, finished) VALUES ('', ?, '', ?, ?)",
            (self._source, now, now),
        )
        sql = "INSERT INTO import_made (run, kind, first, last) VALUES (?, ?, ?, ?)"
        self._connection.executemany(sql, [(cursor.lastrowid, *row) for row in made])
        noted(self._connection)[IMPORT] = cursor.lastrowid
        note_held(self._connection, cursor.lastrowid or 0, ranges(sorted(self._rows_of(held))))

    def _rows_of(self, ids: list[str]) -> Iterable[int]:
        for id_ in ids:
            for (pk,) in self._connection.execute("SELECT pk FROM assertion WHERE id = ?", (id_,)):
                if pk <= self._before["assertion"]:
                    yield pk


def note_held(connection: sqlite3.Connection, number: int, held: Iterable[tuple[int, int]]) -> None:
    """Write down which assertions an import gave that the file held already."""
    sql = "INSERT INTO import_held (run, first, last) VALUES (?, ?, ?)"
    connection.executemany(sql, [(number, first, last) for first, last in held])
