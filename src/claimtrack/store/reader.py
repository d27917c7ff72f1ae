"""Reading records. No schema work: the connection alone."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from claimtrack.model import RECORD_TYPES, Bearing, Field, Record, Value
from claimtrack.store.columns import SIDE_TABLES, from_row, name_column, row_plan

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

_R = TypeVar("_R", bound="Record")
# Row numbers in one IN (...); SQLite allows far more, a statement this long is still quick to parse.
_CHUNK = 500
# How an export orders the kinds that have no key: by what they say, never by row number.
_ORDER = {
    "assertion": "(SELECT key FROM event WHERE pk = t.event), t.said_earliest, t.id",
    "correction": "t.recorded, t.kind, t.name, t.became, t.before",
    "void": "t.kind, t.name, t.recorded, t.because",
    "assessment": "(SELECT key FROM event WHERE pk = t.event), t.recorded, t.id",
    "link": "(SELECT id FROM assertion WHERE pk = t.source), (SELECT id FROM assertion WHERE pk = t.target), t.kind, t.fields",
}


@cache
def builtin_fields() -> dict[str, Field]:
    """Give the fields that every case file knows without being told, by key."""
    from claimtrack.vocab import load_vocabulary

    return {
        term.key: Field(
            key=term.key, label=term.label, type=str(term.extra["type"]), definition=term.definition
        )
        for term in load_vocabulary("field")
    }


_STAMP = "____-__-__T__:__:__Z"  # as LIKE takes it


def last_entry(connection: sqlite3.Connection) -> str:
    """Return when the last record was entered, by the last row of each kind; empty in an empty file."""
    newest = " UNION ALL ".join(
        f"SELECT * FROM (SELECT recorded FROM {kind} ORDER BY pk DESC LIMIT 1)" for kind in RECORD_TYPES
    )
    sql = f"SELECT coalesce(max(recorded), '') FROM ({newest}) WHERE recorded LIKE '{_STAMP}'"
    return str(connection.execute(sql).fetchone()[0])


class Reader:
    """Reads records of one case file.

    Args:
        connection: an open case file.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    # --- records ------------------------------------------------------------------------------

    def select(self, cls: type[_R], where: str = "", arguments: Sequence[Any] = ()) -> list[_R]:
        """Give the records of a class that fit a condition.

        Args:
            cls: the class of record.
            where: what follows the SELECT, the table being `t`; constants of this package only.
            arguments: values of its `?` marks.
        """
        rows = self._connection.execute(f"{row_plan(_kind(cls)).select} {where}", arguments).fetchall()
        return self._records(cls, rows)

    def every(self, cls: type[_R]) -> Iterator[_R]:
        """Stream all records of a class, the same order for the same content."""
        yield from self.stream(cls)

    def stream(
        self,
        cls: type[_R],
        where: str = "",
        arguments: Sequence[Any] = (),
        *,
        chunk: int = 2000,
        as_entered: bool = False,
    ) -> Iterator[_R]:
        """Stream the records of a class that fit a condition, in the order of an export, a chunk at a time.

        Args:
            cls: the class of record.
            where: a WHERE clause, the table being `t`; constants of this package only.
            arguments: values of its `?` marks.
            chunk: how many are read at once.
            as_entered: in the order in which they were entered instead.
        """
        order = "t.pk" if as_entered else _ORDER.get(_kind(cls), "t.key")
        cursor = self._connection.execute(
            f"{row_plan(_kind(cls)).select} {where} ORDER BY {order}", arguments
        )
        while rows := cursor.fetchmany(chunk):
            yield from self._records(cls, rows)

    def get(self, cls: type[_R], name: str) -> _R | None:
        """Give the record with this exact key or id, or None."""
        found = self.select(cls, f"WHERE t.{name_column(_kind(cls))} = ?", (name,))
        return found[0] if found else None

    def several(self, cls: type[_R], names: Iterable[str]) -> dict[str, _R]:
        """Return the records with these exact keys or ids, by key or id; those that are not there are left out."""
        name = name_column(_kind(cls))
        found = self.select(
            cls, f"WHERE t.{name} IN (SELECT value FROM json_each(?))", (json.dumps(list(names)),)
        )
        return {getattr(record, name): record for record in found}

    def names_of_claimants(self) -> Iterator[tuple[str, str]]:
        """Stream the keys of all claimants with each name that they go by: key, name and aliases."""
        yield from self._connection.execute(
            """SELECT key, key FROM claimant UNION ALL SELECT key, name FROM claimant
            UNION ALL SELECT c.key, a.text FROM claimant_alias a JOIN claimant c ON c.pk = a.owner"""
        )

    def count(self, table: str, where: str = "1", arguments: Sequence[Any] = ()) -> int:
        """Count the rows of a table that fit a condition; both constants of this package only."""
        row = self._connection.execute(f"SELECT count(*) FROM {table} WHERE {where}", arguments).fetchone()
        return int(row[0])

    def became(self, kind: str, name: str) -> str:
        """Give the key that a merged or renamed record goes by now; empty where there was none of this key."""
        sql = """SELECT became FROM correction WHERE kind = ? AND name = ? AND became <> ''
            ORDER BY recorded DESC, pk DESC LIMIT 1"""
        key, met = "", {name}
        while row := self._connection.execute(sql, (kind, key or name)).fetchone():
            key = row[0]
            if key in met:  # renamed and renamed back
                return ""
            met.add(key)
        return key

    def any_became(self, kind: str) -> bool:
        """Whether any record of a kind goes by another key than it had."""
        sql = "SELECT 1 FROM correction WHERE kind = ? AND became <> '' LIMIT 1"
        return self._connection.execute(sql, (kind,)).fetchone() is not None

    def field(self, key: str) -> Field | None:
        """Give a field of the file, or a built-in one, or None."""
        return self.get(Field, key) or builtin_fields().get(key)

    def field_type(self, key: str) -> str | None:
        """Give the type of a field, or None where there is no such field."""
        known = builtin_fields().get(key) or self.field(key)
        return known.type if known else None

    def fields(self) -> dict[str, Field]:
        """Give every field, built-in ones first, by key."""
        return {**builtin_fields(), **{field.key: field for field in self.select(Field, "ORDER BY t.key")}}

    def fields_used(self, where: str = "1", arguments: Sequence[Any] = ()) -> dict[str, bool]:
        """Give the keys of the fields that assertions (`t`) answer, each with whether any answers "not this"."""
        sql = f"""SELECT f.key, max(v.negative) FROM value v JOIN field f ON f.pk = v.field
            JOIN assertion t ON t.pk = v.assertion WHERE {where} GROUP BY f.key"""
        return {key: bool(negative) for key, negative in self._connection.execute(sql, arguments)}

    def labels(self) -> dict[str, str]:
        """Give the label of every assertion that has one, by id."""
        return dict(self._connection.execute("SELECT id, label FROM assertion WHERE label <> ''").fetchall())

    def _records(self, cls: type[_R], rows: list[Any]) -> list[_R]:
        pks = [row[0] for row in rows]
        elsewhere: dict[int, dict[str, Any]] = {pk: {} for pk in pks}
        for name, load in self._loaders(cls).items():
            found = load(pks)
            for pk in pks:
                elsewhere[pk][name] = tuple(found.get(pk, ()))
        return [from_row(cls, row, elsewhere[row[0]]) for row in rows]

    def _loaders(self, cls: type[Record]) -> dict[str, Any]:
        match cls.__name__:
            case "Claimant":
                return {"aliases": lambda pks: self._texts(SIDE_TABLES["aliases"], pks)}
            case "Event":
                return {"tags": lambda pks: self._texts(SIDE_TABLES["tags"], pks)}
            case "Assertion":
                return {"values": self._values}
            case "Evidence":
                return {"bears_on": self._bearings}
        return {}

    def _texts(self, table: str, owners: list[int]) -> dict[int, list[str]]:
        sql = f"SELECT owner, text FROM {table} WHERE owner IN (%s) ORDER BY owner, position"
        return _grouped((owner, text) for owner, text in self._in_chunks(sql, owners))

    def _values(self, assertions: list[int]) -> dict[int, list[Value]]:
        from claimtrack.values import from_record

        sql = """SELECT v.assertion, f.key, f.type, v.negative, v.raw, v.read, v.hedge FROM value v JOIN field f ON f.pk = v.field
            WHERE v.assertion IN (%s) ORDER BY v.assertion, f.key, v.negative, v.raw"""
        return _grouped(
            (row[0], Value(field=row[1], negative=bool(row[3]), raw=row[4], hedge=row[6],
                           read=from_record(json.loads(row[5]), row[2], raw=row[4])))
            for row in self._in_chunks(sql, assertions)
        )  # fmt: skip

    def _bearings(self, evidence: list[int]) -> dict[int, list[Bearing]]:
        sql = """SELECT b.evidence, a.id, b.role FROM evidence_bearing b JOIN assertion a ON a.pk = b.assertion
            WHERE b.evidence IN (%s) ORDER BY b.evidence, a.id"""
        return _grouped(
            (row[0], Bearing(assertion=row[1], role=row[2])) for row in self._in_chunks(sql, evidence)
        )

    def _in_chunks(self, sql: str, pks: list[int]) -> Iterator[Any]:
        for start in range(0, len(pks), _CHUNK):
            chunk = pks[start : start + _CHUNK]
            yield from self._connection.execute(sql % ", ".join("?" * len(chunk)), chunk).fetchall()


def _kind(cls: type[Record]) -> str:
    return cls.__name__.lower()


def _grouped(pairs: Iterable[tuple[int, Any]]) -> dict[int, list[Any]]:
    groups: dict[int, list[Any]] = {}
    for owner, item in pairs:
        groups.setdefault(owner, []).append(item)
    return groups
