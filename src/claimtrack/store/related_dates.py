"""Dates that count from another record follow its date, in the transaction that changes it.

The text and the relation stay as they were said; only what they come to is worked out anew.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from claimtrack.errors import InvalidRecordError
from claimtrack.store.columns import date_cells, name_column, read_date_column

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from claimtrack.dates import DateValue

_MARK: Final = '"relative_to"'
_DATES: Final = (
    ("event", "occurred"),
    ("assertion", "said"),
    ("document", "published"),
    ("document", "retrieved"),
)
_RELATED: Final = "SELECT pk, {name}, {column} FROM {table} WHERE instr({column}, '{mark}') > 0"
_VALUES: Final = f"""SELECT v.pk, v.raw, v.read, v.hedge FROM value v JOIN field f ON f.pk = v.field
    WHERE instr(v.read, '{_MARK}') > 0 AND f.type = 'date'"""
_BECAME: Final = (
    "SELECT became FROM correction WHERE kind = ? AND name = ? AND became <> '' ORDER BY pk DESC LIMIT 1"
)
# What a merge brings was corrected where it comes from.
_KEPT: Final = """INSERT INTO correction (kind, name, before, recorded)
    SELECT ?, ?, json_object(?, json(?)), strftime('%Y-%m-%dT%H:%M:%SZ') WHERE NOT EXISTS (SELECT 1 FROM merging)"""


def follow_anchors(connection: sqlite3.Connection) -> None:
    """Work out anew every date that counts from a record whose date is no longer the one it was counted from.

    Raises:
        InvalidRecordError: dates hang on each other in a circle.
    """
    following = _Following(connection)
    for table, column in _DATES:
        sql = _RELATED.format(name=name_column(table), column=column, table=table, mark=_MARK)
        following.rows += [(table, column, *row) for row in connection.execute(sql).fetchall()]
    following.follow()
    for pk, raw, read, hedge in connection.execute(_VALUES).fetchall():
        following.value(pk, raw, read, hedge)


def counting_from(connection: sqlite3.Connection, kind: str, name: str) -> list[tuple[str, str]]:
    """Return kind and key or id of each record that has a date, or an answer, counted from another.

    Args:
        connection: an open case file.
        kind: the kind of the other one.
        name: its key or id.
    """
    found = (whose for whose, anchor in counted_dates(connection) if anchor == (kind, name))
    return list(dict.fromkeys(whose for whose in found if whose != (kind, name)))


def counted_dates(connection: sqlite3.Connection) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """Yield kind and key or id of each record that has a date, or an answer, counted from another, and of that other."""
    following = _Following(connection)
    found = []
    for table, column in _DATES:
        sql = _RELATED.format(name=name_column(table), column=column, table=table, mark=_MARK)
        found += [(table, *row[1:]) for row in connection.execute(sql).fetchall()]
    answers = f"SELECT a.id, v.read FROM value v JOIN assertion a ON a.pk = v.assertion WHERE instr(v.read, '{_MARK}') > 0"
    found += [("assertion", *row) for row in connection.execute(answers).fetchall()]
    for table, key, date in found:
        kind, _, name = json.loads(date)["relative_to"].partition(":")
        yield (table, key), (kind, following.name_now(kind, name))


class _Following:
    """One pass over the dates that count from records."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.rows: list[tuple[str, str, int, str, str]] = []
        self._done: dict[str, DateValue | None] = {}
        self._path: list[str] = []

    def follow(self) -> None:
        for table, column, _, name, _ in self.rows:
            self._date_of(f"{table}:{name}", column)

    def _date_of(self, node: str, column: str) -> DateValue | None:
        """Return the date of a record, followed to where it comes from."""
        key = f"{node}.{column}"
        if key in self._path:
            circle = [item.rpartition(".")[0] for item in (*self._path[self._path.index(key) :], key)]
            raise InvalidRecordError(
                f"dates cannot hang on each other in a circle: {' → '.join(circle)}",
                "date one of them by itself",
            )
        if key not in self._done:
            self._path.append(key)
            self._done[key] = self._settled(node, column)
            self._path.pop()
        return self._done[key]

    def _settled(self, node: str, column: str) -> DateValue | None:
        table, _, name = node.partition(":")
        sql = f"SELECT pk, {column} FROM {table} WHERE {name_column(table)} = ?"
        found = self._connection.execute(sql, (name,)).fetchone()
        if found is None or found[1] is None:
            return None
        value: DateValue = read_date_column(found[1])
        now = self._placed(value)
        if now != value:
            cells = (*date_cells(now), found[0])
            columns = ", ".join(f"{column}{part} = ?" for part in ("", "_edtf", "_earliest", "_latest"))
            if table != "assertion":  # what was said is kept by the triggers of the store
                self._connection.execute(_KEPT, (table, name, column, found[1]))
            self._connection.execute(f"UPDATE {table} SET {columns} WHERE pk = ?", cells)
        return now

    def value(self, pk: int, raw: str, read: str, hedge: str) -> None:
        """Let an answer follow."""
        from claimtrack.model import Value
        from claimtrack.store.writer import value_cells
        from claimtrack.values import from_record

        value: Any = from_record(json.loads(read), "date", raw=raw)
        now = self._placed(value)
        if now != value:
            cells = value_cells(Value(field="", raw=raw, read=now, hedge=hedge))
            self._connection.execute(
                "UPDATE value SET read = ?, edtf = ? WHERE pk = ?", (cells[2], cells[5], pk)
            )

    def _placed(self, value: DateValue) -> DateValue:
        """Return a date as it is now; one whose anchor has not moved stays as it was read."""
        from claimtrack.dates.related import ANCHORS, read_related

        if not value.relative_to:
            return value
        kind, _, name = value.relative_to.partition(":")
        anchor = (
            self._date_of(f"{kind}:{self.name_now(kind, name)}", ANCHORS[kind]) if kind in ANCHORS else None
        )
        edtf = anchor.edtf if anchor and not anchor.yearless else ""
        if (value and not value.reference) or value.reference == edtf:
            return value if value or not edtf else read_related(value.raw, value.relative_to, anchor)
        return read_related(value.raw, value.relative_to, anchor)

    def name_now(self, kind: str, name: str) -> str:
        """Return the key that a record goes by now, where it was merged or renamed."""
        seen = {name}
        while not self._connection.execute(
            f"SELECT 1 FROM {kind} WHERE {name_column(kind)} = ?", (name,)
        ).fetchone():
            row = self._connection.execute(_BECAME, (kind, name)).fetchone()
            if row is None or row[0] in seen:
                return name
            name = row[0]
            seen.add(name)
        return name
