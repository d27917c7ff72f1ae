"""Reading the log of a case file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from claimtrack.model.chain import Entry
from claimtrack.store.columns import name_column
from claimtrack.store.log import IMPORT, MERGES, UNDOES

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence
    from typing import Any

_ENTRY = "SELECT e.pk, e.id, e.parent, e.at, e.by, e.command, e.program, e.content FROM entry e"
_ABOUT = """e.pk IN (SELECT entry FROM entry_row WHERE kind = ?1 AND first <= ?2 AND last >= ?2 AND name IN ('', ?3)
    UNION SELECT entry FROM entry_row WHERE kind = ?1 AND name = ?3)"""
_NAMED = "SELECT DISTINCT kind FROM entry_row WHERE name = ?"


class Wanted(NamedTuple):
    """Which entries are wanted.

    Attributes:
        kind: of the record that they are about; empty for any.
        name: its key or id.
        since: ISO day from which on.
        by: the analyst, in any letter case.
        limit: how many at most, the newest; 0 for all.
    """

    kind: str = ""
    name: str = ""
    since: str = ""
    by: str = ""
    limit: int = 0


class History:
    """The log of one case file.

    Args:
        connection: an open case file.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def every(self) -> Iterator[Entry]:
        """Stream all entries, oldest first."""
        for row in self._connection.execute(f"{_ENTRY} ORDER BY e.pk"):
            yield _entry(row)

    def entry(self, number: int) -> Entry | None:
        """Return an entry by its number; None where there is none."""
        found = self._select("e.pk = ?", (number,))
        return found[0] if found else None

    def by_id(self, start: str) -> list[Entry]:
        """Return the entries whose hash starts so, two at most."""
        return self._select("substr(e.id, 1, ?) = ? LIMIT 2", (len(start), start.lower()))

    def last(self) -> Entry | None:
        """Return the last entry."""
        found = self._select("1 ORDER BY e.pk DESC LIMIT 1", ())
        return found[0] if found else None

    def select(self, wanted: Wanted) -> list[Entry]:
        """Return the wanted entries, newest first, one more than the limit where there are more."""
        conditions: list[str] = ["1"]
        arguments: list[Any] = []
        if wanted.since:
            conditions.append("e.at >= ?")
            arguments.append(wanted.since)
        if wanted.by:
            conditions.append("e.by = ? COLLATE NOCASE")
            arguments.append(wanted.by)
        if wanted.kind:
            conditions.insert(0, _ABOUT)
            arguments[:0] = [wanted.kind, self._row_of(wanted.kind, wanted.name), wanted.name]
        limit = f" LIMIT {wanted.limit + 1}" if wanted.limit else ""
        return self._select(" AND ".join(conditions) + f" ORDER BY e.pk DESC{limit}", arguments)

    def kinds_named(self, name: str) -> list[str]:
        """Return the kinds of record that the log names so, those that are gone among them."""
        return [row[0] for row in self._connection.execute(_NAMED, (name,)).fetchall()]

    def merges_taken_back(self) -> Iterator[tuple[int, int, str]]:
        """Yield each merge that stands taken back: its entry, the entry that did so, and the head of the log that was merged."""
        undone = self.taken_back()
        for entry in self._telling(MERGES):
            if entry.number in undone and (merged := entry.content.get(MERGES)):
                yield entry.number, undone[entry.number], merged["head"]

    def taken_back(self) -> dict[int, int]:
        """Return the entries that stand taken back, each with the entry that last took it, or its undo, back."""
        undoing = self._telling(UNDOES)
        by = {number: entry.number for entry in undoing for number in entry.content.get(UNDOES, ())}
        found = {}
        for number in by:
            times, last = 0, number
            while last in by:
                last, times = by[last], times + 1
            if times % 2:  # an undo can be undone
                found[number] = last
        return found

    def of_import(self, number: int) -> list[Entry]:
        """Return the entries of an import, oldest first."""
        return [entry for entry in self._telling(IMPORT) if entry.content.get(IMPORT) == number]

    def _telling(self, what: str) -> list[Entry]:
        """Return the entries whose content may tell something of a kind, oldest first."""
        return self._select("instr(e.content, ?) ORDER BY e.pk", (f'"{what}":',))

    def naming(self, kind: str, name: str, after: int) -> list[int]:
        """Return the numbers of the entries after one that name a record."""
        sql = "SELECT DISTINCT entry FROM entry_row WHERE entry > ? AND kind = ? AND name = ?"
        return [number for (number,) in self._connection.execute(sql, (after, kind, name))]

    def maker(self, kind: str, name: str) -> int:
        """Return the number of the entry that made a record, by itself or among many; 0 where none did."""
        about = "kind = ?1 AND (name = ?2 OR (name = '' AND ?3 BETWEEN first AND last))"
        sql = f"SELECT coalesce(min(entry), 0) FROM entry_row WHERE {about}"
        return int(self._connection.execute(sql, (kind, name, self._row_of(kind, name))).fetchone()[0])

    def edited_again(self, first: int, last: int, after: int) -> list[int]:
        """Return the numbers of the entries after one that edited what edits in some rows are of."""
        sql = """SELECT DISTINCT r.entry FROM edit e JOIN edit l USING (kind, name, attribute, item)
            JOIN entry_row r ON r.kind = 'edit' AND l.pk BETWEEN r.first AND r.last
            WHERE e.pk BETWEEN ? AND ? AND l.pk > e.pk AND r.entry > ?"""
        return [number for (number,) in self._connection.execute(sql, (first, last, after))]

    def _row_of(self, kind: str, name: str) -> int:
        if kind == "link":
            return 0
        sql = f"SELECT pk FROM {kind} WHERE {name_column(kind)} = ?"
        row = self._connection.execute(sql, (name,)).fetchone()
        return int(row[0]) if row else 0

    def _select(self, where: str, arguments: Sequence[Any]) -> list[Entry]:
        return [
            _entry(row) for row in self._connection.execute(f"{_ENTRY} WHERE {where}", arguments).fetchall()
        ]


def _entry(row: Sequence[Any]) -> Entry:
    number, id_, parent, at, by, command, program, content = row
    return Entry(
        number=number,
        id=id_,
        parent=parent,
        at=at,
        by=by,
        command=command,
        program=program,
        content=json.loads(content),
    )
