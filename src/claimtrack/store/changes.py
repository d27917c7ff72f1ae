"""Changing what is there: corrections, removals and merges. Call inside a unit of work.

What stood before is kept: the triggers of the store see to it for assertions, their values and links, and the
casefile layer for every other record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from claimtrack.model import RECORD_TYPES, Assertion, Claimant, Correction, Event, Evidence, Link, Value
from claimtrack.model.codec import TAG, encode, key_of, kind_of, shapes
from claimtrack.store.columns import as_json, name_column, row_plan, to_row
from claimtrack.store.log import touch
from claimtrack.store.writer import Writer

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from claimtrack.model import Record

_OF_FIXED = ("recorded", "note", "disclosure", "event")
_NAMED = 4  # records named where something points at one that is to be removed


class Pointing(NamedTuple):
    """Records of one kind that point at another record.

    Attributes:
        kind: their kind.
        number: how many there are.
        names: keys, ids or labels of the first of them.
    """

    kind: str
    number: int
    names: tuple[str, ...]


def correction_of(before: Record, now: str, became: str = "") -> Correction:
    """Return what keeps a record as it was before it is changed, removed or merged.

    Args:
        before: the record.
        now: the time, UTC, ISO 8601.
        became: the key that it goes by from then on, where it is another.
    """
    content = {name: value for name, value in encode(before).items() if name != TAG}
    kept = as_json(content)
    return Correction(kind=kind_of(before), name=key_of(before), became=became, before=kept, recorded=now)


class Changer:
    """Changes records of one case file.

    Args:
        connection: an open case file, inside a transaction.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._writer = Writer(connection)

    def insert(self, record: Record) -> None:
        """Insert a record; see `Writer.insert`."""
        self._writer.insert(record)

    def update(self, before: Record, after: Record) -> None:
        """Write what differs between two states of one record; nothing else is touched.

        Raises:
            sqlite3.IntegrityError: it breaks a rule of the store.
        """
        pk = self._pk(before)
        touch(self._connection, kind_of(before), pk)
        self._update_row(pk, before, after)
        if key_of(before) != key_of(after):
            self._rename_in_lists(kind_of(before), key_of(before), key_of(after))
        match before, after:
            case Claimant(), Claimant():
                self._writer.replace_texts("claimant_alias", pk, after.aliases)
            case Event(), Event():
                self._writer.replace_texts("event_tag", pk, after.tags)
            case Evidence(), Evidence():
                self._connection.execute("DELETE FROM evidence_bearing WHERE evidence = ?", (pk,))
                self._writer.insert_bearings(pk, after.bears_on)
            case Assertion(), Assertion():
                self._update_values(pk, before.values, after.values)

    def update_fixed(self, before: Record, after: Record) -> None:
        """Write the time, the notes and the event of a record that is only added to; the rest of it is what it is."""
        names = [name for name in _OF_FIXED if getattr(before, name, "") != getattr(after, name, "")]
        values = [getattr(after, name) for name in names]
        if "event" in names:
            values[-1] = self._writer.find_pk("event", values[-1])
        pk = self._link_pk(before) if isinstance(before, Link) else self._pk(before)
        if names:
            settings = ", ".join(f"{name} = ?" for name in names)
            sql = f"UPDATE {kind_of(before)} SET {settings} WHERE pk = ?"
            self._connection.execute(sql, (*values, pk))

    def delete(self, record: Record) -> None:
        """Delete a record that nothing points at.

        Raises:
            sqlite3.IntegrityError: something does, or the record is never removed.
        """
        table = kind_of(record)
        pk = self._link_pk(record) if isinstance(record, Link) else self._pk(record)
        self._connection.execute(f"DELETE FROM {table} WHERE pk = ?", (pk,))

    def repoint(self, kind: str, former: str, into: str) -> dict[str, int]:
        """Let everything that points at one record point at another of its kind; give how many of each kind did."""
        old, new = self._writer.find_pk(kind, former), self._writer.find_pk(kind, into)
        moved: dict[str, int] = {}
        for table, column in _references(kind):
            sql = f"UPDATE {table} SET {column} = ? WHERE {column} = ?"
            changed = self._connection.execute(sql, (new, old)).rowcount
            if changed:
                moved[table] = moved.get(table, 0) + changed
        self._rename_in_lists(kind, former, into)
        return moved

    def pointing(self, record: Record) -> list[Pointing]:
        """Return the records that point at a record."""
        kind, pk = kind_of(record), self._pk(record)
        found = [self._rows(table, f"t.{column} = ?", pk) for table, column in _references(kind)]
        if kind == "field":
            found.append(self._rows("assertion", "t.pk IN (SELECT assertion FROM value WHERE field = ?)", pk))
            listed = "EXISTS (SELECT 1 FROM json_each(t.fields) WHERE json_each.value = ?)"
            found.append(self._rows("link", listed, key_of(record)))
        return [item for item in found if item.number]

    def references(self, kind: str) -> list[tuple[type[Record], str]]:
        """Return each class of record, with its column, that refers to records of a kind."""
        return [(RECORD_TYPES[table], column) for table, column in _references(kind)]

    # --- inside -------------------------------------------------------------------------------

    def _rows(self, table: str, condition: str, value: Any) -> Pointing:
        number = self._connection.execute(f"SELECT count(*) FROM {table} t WHERE {condition}", (value,))
        name = "t.kind" if table == "link" else f"t.{name_column(table)}"
        if table in ("assertion", "assessment", "inquiry"):
            label = "t.label" if table == "assertion" else "''"
            name = f"CASE WHEN {label} <> '' THEN {label} ELSE substr(t.id, 1, 8) END"
        first = f"SELECT {name} FROM {table} t WHERE {condition} ORDER BY t.pk LIMIT {_NAMED}"
        names = tuple(row[0] for row in self._connection.execute(first, (value,)).fetchall())
        return Pointing(table, number.fetchone()[0], names)

    def _pk(self, record: Record) -> int:
        return self._writer.find_pk(kind_of(record), key_of(record))

    def _link_pk(self, link: Link) -> int:
        sql = "SELECT pk FROM link WHERE kind = ? AND source = ? AND target = ? AND fields = ?"
        ends = (self._writer.find_pk("assertion", end) for end in (link.source, link.target))
        row = self._connection.execute(sql, (link.kind, *ends, as_json(sorted(link.fields)))).fetchone()
        return int(row[0])

    def _rename_in_lists(self, kind: str, former: str, into: str) -> None:
        """Write another key in the lists of keys that records hold; all other references are by number."""
        for table, column in _references(kind, "refs"):
            sql = f"""UPDATE {table} SET {column} = (
                SELECT json_group_array(key) FROM (
                    SELECT DISTINCT iif(value = ?1, ?2, value) AS key FROM json_each({column}) ORDER BY key)
                ) WHERE EXISTS (SELECT 1 FROM json_each({column}) WHERE value = ?1)"""
            self._connection.execute(sql, (former, into))

    def _update_row(self, pk: int, before: Record, after: Record) -> None:
        plan = row_plan(kind_of(before))
        cells = zip(
            plan.columns,
            to_row(before, self._writer.find_pk),
            to_row(after, self._writer.find_pk),
            strict=True,
        )
        changed = {column: new for column, old, new in cells if new != old}
        if changed:
            settings = ", ".join(f"{column} = ?" for column in changed)
            self._connection.execute(
                f"UPDATE {plan.table} SET {settings} WHERE pk = ?", (*changed.values(), pk)
            )

    def _update_values(self, pk: int, before: tuple[Value, ...], after: tuple[Value, ...]) -> None:
        for value in before:
            if value not in after:
                field = self._writer.find_pk("field", value.field)
                sql = "DELETE FROM value WHERE assertion = ? AND field = ? AND negative = ? AND raw = ?"
                self._connection.execute(sql, (pk, field, int(value.negative), value.raw))
        self._writer.insert_values(pk, tuple(value for value in after if value not in before))


def _references(kind: str, shape_kind: str = "ref") -> Iterator[tuple[str, str]]:
    """Yield each table and column that holds references to records of a kind, or lists of them (`refs`)."""
    for table, cls in RECORD_TYPES.items():
        for name, shape in shapes(cls).items():
            if shape.kind == shape_kind and shape.of == kind:
                yield table, name
