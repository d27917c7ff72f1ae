"""Listings: a page of one kind of record and what stands around each, however large the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimtrack.model import RECORD_TYPES
from claimtrack.model.codec import key_of
from claimtrack.model.listing import Entry, Listing
from claimtrack.store.columns import name_column
from claimtrack.store.filters import conditions
from claimtrack.store.reader import Reader, builtin_fields

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from claimtrack.model.listing import Filters

COUNTED_TO = 10_000
"""How far records that fit filters are counted: further, an exact number is not worth the wait."""

_CHUNK = 500
_MOST = 1 << 62  # rows: what SQLite can count to

_NEWEST = "t.pk DESC"
_ORDER = {
    "event": "t.occurred_earliest DESC, t.pk DESC",
    "assertion": "t.said_earliest DESC, t.pk DESC",
    "document": "t.published_earliest DESC, t.pk DESC",
    # Who says most comes first: one pass over an index.
    "claimant": "s.statements DESC, t.name",
}
_SPEECH = "LEFT JOIN (SELECT claimant, count(*) AS statements FROM assertion GROUP BY claimant) s ON s.claimant = t.pk"

_STATEMENTS = "(SELECT count(*) FROM assertion a WHERE a.{} = t.pk) AS statements"
_FACTS = {
    "event": (
        _STATEMENTS.format("event"),
        "(SELECT count(DISTINCT a.claimant) FROM assertion a WHERE a.event = t.pk) AS claimants",
    ),
    "claimant": (
        _STATEMENTS.format("claimant"),
        "(SELECT b.key FROM claimant b WHERE b.pk = t.bloc) AS bloc",
        "(SELECT b.name FROM claimant b WHERE b.pk = t.bloc) AS bloc_name",
    ),
    "document": (
        _STATEMENTS.format("document"),
        "(SELECT c.name FROM claimant c WHERE c.pk = t.publisher) AS publisher_name",
    ),
    "assertion": (
        "(SELECT e.title FROM event e WHERE e.pk = t.event) AS event_title",
        "(SELECT c.name FROM claimant c WHERE c.pk = t.claimant) AS claimant_name",
    ),
    "evidence": (
        "(SELECT count(*) FROM evidence_bearing b WHERE b.evidence = t.pk) AS statements",
        """(SELECT group_concat(key, ', ') FROM (SELECT DISTINCT e.key FROM evidence_bearing b
            JOIN assertion a ON a.pk = b.assertion JOIN event e ON e.pk = a.event
            WHERE b.evidence = t.pk ORDER BY e.key)) AS events""",
    ),
    "assessment": ("(SELECT e.title FROM event e WHERE e.pk = t.event) AS event_title",),
    "inquiry": ("(SELECT e.title FROM event e WHERE e.pk = t.event) AS event_title",),
}


class Lister:
    """Lists the records of one case file.

    Args:
        connection: an open case file.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._reader = Reader(connection)

    def list(self, kind: str, filters: Filters, limit: int) -> Listing:
        """List records of a kind, newest (or weightiest) first.

        Args:
            kind: kind of record.
            filters: what they have to meet.
            limit: how many at most; 0 for all.

        Raises:
            IdleFilterError: a filter that says nothing about this kind.
        """
        condition, arguments = conditions(self._connection, kind, filters)
        return self._fields(limit) if kind == "field" else self.page(kind, condition, arguments, limit)

    def page(self, kind: str, condition: str, arguments: Sequence[Any], limit: int) -> Listing:
        """List the records of a kind that meet a condition on their table `t`, a constant of this package."""
        joined = _SPEECH if kind == "claimant" else ""
        sql = f"""SELECT t.pk FROM {kind} t {joined} WHERE {condition}
            ORDER BY {_ORDER.get(kind, _NEWEST)} LIMIT ?"""
        rows = self._connection.execute(sql, (*arguments, min(limit, _MOST) + 1 if limit else -1)).fetchall()
        pks = [row[0] for row in rows]
        shown = pks[:limit] if limit else pks
        total, counted_to = len(pks), 0
        if len(pks) > len(shown):
            total, counted_to = self._count(kind, condition, arguments)
        entries = tuple(self.describe(kind, shown))
        return Listing(kind=kind, entries=entries, total=total, counted_to=counted_to)

    def describe(self, kind: str, pks: Sequence[int]) -> Sequence[Entry]:
        """Return the records of these row numbers, in that order, each with the facts of a listing."""
        return [entry for entry in self.describe_each(kind, pks) if entry is not None]

    def describe_each(self, kind: str, pks: Sequence[int]) -> Sequence[Entry | None]:
        """Return for each of these row numbers the record with the facts of a listing, None where there is none."""
        return [entry for chunk in _chunks(pks) for entry in self._chunk(kind, chunk)]

    def _chunk(self, kind: str, pks: Sequence[int]) -> Iterator[Entry | None]:
        marks = ", ".join("?" * len(pks))
        found = self._reader.select(RECORD_TYPES[kind], f"WHERE t.pk IN ({marks})", pks)
        records = {key_of(record): record for record in found}
        columns = ", ".join((f"t.pk, t.{name_column(kind)}", *_FACTS.get(kind, ())))
        cursor = self._connection.execute(f"SELECT {columns} FROM {kind} t WHERE t.pk IN ({marks})", pks)
        names = [column[0] for column in cursor.description[2:]]
        rows = {row[0]: row[1:] for row in cursor.fetchall()}
        for pk in pks:
            row = rows.get(pk)
            yield Entry(records[row[0]], dict(zip(names, row[1:], strict=True))) if row else None

    def _fields(self, limit: int) -> Listing:
        every = self._reader.fields()
        entries = tuple(Entry(field, {"own": key not in builtin_fields()}) for key, field in every.items())
        return Listing(kind="field", entries=entries[:limit] if limit else entries, total=len(entries))

    def _count(self, kind: str, condition: str, arguments: Sequence[Any]) -> tuple[int, int]:
        if condition == "1":
            return int(self._connection.execute(f"SELECT count(*) FROM {kind}").fetchone()[0]), 0
        sql = f"SELECT count(*) FROM (SELECT 1 FROM {kind} t WHERE {condition} LIMIT ?)"
        total = int(self._connection.execute(sql, (*arguments, COUNTED_TO)).fetchone()[0])
        return total, COUNTED_TO if total == COUNTED_TO else 0


def _chunks(pks: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(pks), _CHUNK):
        yield pks[start : start + _CHUNK]
