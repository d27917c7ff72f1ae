"""Writing records. Call inside a unit of work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimtrack.errors import UnknownReferenceError
from claimtrack.model import Assertion, Claimant, Event, Evidence
from claimtrack.model.codec import kind_of
from claimtrack.store.author import rows_before
from claimtrack.store.columns import as_json, name_column, row_plan, to_row

if TYPE_CHECKING:
    import sqlite3

    from claimtrack.model import Bearing, Record, Value


_NEXT = """SELECT 1 + max((SELECT coalesce(max(pk), 0) FROM {}),
    coalesce((SELECT last FROM entry_row WHERE kind = :kind ORDER BY first DESC LIMIT 1), 0))"""
"""The number of the next row of a table: never one that the log knows as another's."""


class Writer:
    """Inserts records, remembering the row numbers of what they refer to.

    Args:
        connection: an open case file, inside a transaction.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._pks: dict[tuple[str, str], int] = {}

    def insert(self, record: Record) -> int:
        """Insert a record with all that belongs to it, and return the number of its row, which none had before.

        Raises:
            UnknownReferenceError: it refers to a record that is not there.
            sqlite3.IntegrityError: it breaks a rule of the store.
        """
        kind = kind_of(record)
        plan = row_plan(kind)
        cells = to_row(record, self.find_pk)
        pk: int = self._connection.execute(_NEXT.format(kind), {"kind": kind}).fetchone()[0]
        marks = ", ".join("?" * (len(cells) + 1))
        self._connection.execute(
            f"INSERT INTO {kind} (pk, {', '.join(plan.columns)}) VALUES ({marks})", (pk, *cells)
        )
        match record:
            case Claimant():
                self._insert_texts("claimant_alias", pk, record.aliases)
            case Event():
                self._insert_texts("event_tag", pk, record.tags)
            case Assertion():
                self.insert_values(pk, record.values)
            case Evidence():
                self.insert_bearings(pk, record.bears_on)
        name = getattr(record, name_column(kind), "")
        if name:
            self._pks[kind, name] = pk
        return pk

    def find_pk(self, kind: str, name: str) -> int:
        """Return the row number of a record by its key or id.

        Raises:
            UnknownReferenceError: there is none.
        """
        known = self._pks.get((kind, name))
        if known is not None:
            return known
        sql = f"SELECT pk FROM {kind} WHERE {name_column(kind)} = ?"
        row = self._connection.execute(sql, (name,)).fetchone()
        if row is None:
            raise UnknownReferenceError(f"there is no {kind} {name!r}")
        self._pks[kind, name] = row[0]
        return int(row[0])

    def insert_bearings(self, evidence: int, bearings: tuple[Bearing, ...]) -> None:
        """Insert what an item of evidence, given by its row number, bears on."""
        rows = [(evidence, self.find_pk("assertion", item.assertion), item.role) for item in bearings]
        self._connection.executemany("INSERT INTO evidence_bearing VALUES (?, ?, ?)", rows)

    def replace_texts(self, table: str, owner: int, texts: tuple[str, ...]) -> None:
        """Put a list of texts in the place of the one that a record has."""
        self._connection.execute(f"DELETE FROM {table} WHERE owner = ?", (owner,))
        self._insert_texts(table, owner, texts)

    def _insert_texts(self, table: str, owner: int, texts: tuple[str, ...]) -> None:
        rows = [(owner, position, text) for position, text in enumerate(texts)]
        self._connection.executemany(f"INSERT INTO {table} VALUES (?, ?, ?)", rows)

    def insert_values(self, assertion: int, values: tuple[Value, ...]) -> None:
        """Insert answers of an assertion, given by its row number."""
        last = self._connection.execute("SELECT coalesce(max(pk), 0) FROM value").fetchone()[0]
        first = 1 + max(last, rows_before(self._connection).get("value", 0))
        rows = [
            (pk, assertion, self.find_pk("field", value.field), *value_cells(value))
            for pk, value in enumerate(values, first)
        ]
        sql = "INSERT INTO value (pk, assertion, field, negative, raw, read, low, high, edtf, hedge) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        self._connection.executemany(sql, rows)


def value_cells(value: Value) -> tuple[Any, ...]:
    """Write a value as the columns after its assertion and field."""
    from claimtrack.values import to_record

    read = value.read
    low, high = getattr(read, "low", None), getattr(read, "high", None)
    return (
        int(value.negative),
        value.raw,
        as_json(to_record(read)),
        low,
        high,
        getattr(read, "edtf_any", None) or getattr(read, "edtf", None) or None,
        value.hedge,
    )
