"""Putting the staged fields, claimants, documents and events into the case file, and knowing which rows they became."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from claimtrack.model import RECORD_TYPES, Document, Event
from claimtrack.model.codec import shapes
from claimtrack.store.columns import SIDE_TABLES, row_plan, to_row

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimtrack.model import Record
    from claimtrack.store.steps import Steps


_PARENT = {"claimant": "part_of", "document": "derived_from"}


class Keyed:
    """Applies the staged records that have keys; what the file holds already stays as it is.

    Args:
        steps: the steps of the import.
        advance: called with the number of rows done since the last call.
    """

    def __init__(self, steps: Steps, advance: Callable[[int], object]) -> None:
        self._steps = steps
        self._connection = steps.connection
        self._advance = advance

    def apply(self, kind: str, *, referred: bool = True) -> None:
        """Make the records of a kind.

        Args:
            kind: the kind.
            referred: whether anything will refer to them.
        """
        names, read = self._names(kind), self._read(kind, "f")
        # A parent goes in before what is part of it, so those with parents go one generation at a time.
        parent = _PARENT.get(kind, "")
        ready = f" AND f.{parent} IS NULL" if parent else ""
        self._in_order(kind, kind, f"INSERT INTO main.{kind} ({names}) SELECT {read}", ready)
        if kind == "document":
            self._in_order(kind, "address", _ADDRESSES, "")
        if parent:
            self._children(kind, parent, names, read)
        if referred:
            self._number(kind)
        if kind in ("claimant", "event"):
            self._texts(kind)

    def _in_order(self, kind: str, table: str, insert: str, ready: str) -> None:
        """Make the records of a staged table, numbering them where they go in one after another."""
        steps, total = self._steps, self._fresh(kind, table)
        sql = f"""{insert} FROM s.fresh_{table} f
            WHERE f.rowid > :after AND f.rowid <= :until{ready} {{}} ORDER BY f.rowid"""
        unless_there = f"AND NOT EXISTS (SELECT 1 FROM main.{kind} m WHERE m.key = f.key)"
        first, unbroken = 0, total > 0
        for after in range(0, total, steps.size):
            with steps.trusted_step() as trusted:
                next_row = steps.next_row(kind)
                first = first or next_row
                portion = {"after": after, "until": after + steps.size}
                made = steps.insert(kind, sql.format("" if trusted else unless_there), portion)
                unbroken &= next_row == first + after and made == min(steps.size, total - after)
            self._advance(min(steps.size, total - after))
        if unbroken:
            self._count_up(kind, table, first)

    def _fresh(self, kind: str, table: str) -> int:
        """List the staged records that the file does not have, each once; give how many there are."""
        # Documents come in any order, and the index of their keys is written in this.
        order = "t.key" if kind == "document" else "min(t.n)"
        given = ("key", "url") if table == "address" else row_plan(kind).columns
        columns = ", ".join(f't."{column}"' for column in given)
        with self._steps.aside():
            self._connection.execute(
                f"""CREATE TABLE s.fresh_{table} AS SELECT min(t.n) AS n, {columns} FROM s.{table} t
                WHERE NOT EXISTS (SELECT 1 FROM main.{kind} m WHERE m.key = t.key) GROUP BY t.key ORDER BY {order}"""
            )
        return int(self._connection.execute(f"SELECT count(*) FROM s.fresh_{table}").fetchone()[0])

    def _children(self, kind: str, parent: str, names: str, read: str) -> None:
        some = f"SELECT 1 FROM s.fresh_{kind} WHERE {parent} IS NOT NULL LIMIT 1"
        if not self._connection.execute(some).fetchone():
            return
        sql = f"""INSERT INTO main.{kind} ({names}) SELECT {read} FROM s.fresh_{kind} f
            WHERE f.{parent} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM main.{kind} m WHERE m.key = f.key)
            AND EXISTS (SELECT 1 FROM s.pk_{kind} k WHERE k.n = f.{parent}) ORDER BY f.n"""
        while True:
            self._number(kind)
            with self._steps.step():
                if not self._steps.insert(kind, sql):
                    return

    def apply_fields(self) -> None:
        """Make the fields that the import answers and the file does not hold yet."""
        with self._steps.step():
            self._steps.insert(
                "field",
                f"""INSERT INTO main.field ({self._names("field")}) SELECT {self._read("field", "t")} FROM s.field t
                WHERE NOT EXISTS (SELECT 1 FROM main.field m WHERE m.key = t.key) ORDER BY t.n""",
            )
        self._number("field")

    # --- numbers ------------------------------------------------------------------------------

    def _count_up(self, kind: str, table: str, first: int) -> None:
        """Number records that went in one after another: their rows need not be looked up."""
        sql = f"INSERT INTO s.pk_{kind} SELECT n, ? + rowid FROM s.fresh_{table} ORDER BY n"
        with self._steps.aside():
            self._connection.execute(sql, (first - 1,))

    def _number(self, kind: str) -> None:
        """Look up which row of the case file each staged key has become that is not numbered yet."""
        for table in (kind, "address") if kind == "document" else (kind,):
            with self._steps.aside():
                self._connection.execute(
                    f"""INSERT OR IGNORE INTO s.pk_{kind} SELECT k.n, m.pk FROM s.{table} k
                    JOIN main.{kind} m ON m.key = k.key WHERE NOT EXISTS (SELECT 1 FROM s.pk_{kind} p WHERE p.n = k.n)"""
                )
        with self._steps.aside():
            self._connection.execute(
                f"""INSERT OR IGNORE INTO s.pk_{kind} SELECT k.n, m.pk FROM s.{kind}_key k
                JOIN main.{kind} m ON m.key = k.key"""
            )

    def row_of(self, kind: str, number: str) -> str:
        """Write the SQL that gives the row of the case file that a staged number, given as SQL, has become."""
        return f"(SELECT k.pk FROM s.pk_{kind} k WHERE k.n = {number})"

    def name_the_rest(self) -> list[str]:
        """Make the events that rows speak of and that nothing describes, each under its key; give their keys."""
        named: list[str] = []
        while rows := self._connection.execute(_UNDESCRIBED, (self._steps.size,)).fetchall():
            keys = [row[0] for row in rows]
            with self._steps.step():
                self._steps.insert("event", _BY_KEY, {"keys": json.dumps(keys)})
            self._number("event")
            named += keys
        return named

    # --- columns ------------------------------------------------------------------------------

    def _texts(self, kind: str) -> None:
        """Add the aliases or tags of the records that this import made."""
        table = SIDE_TABLES["aliases" if kind == "claimant" else "tags"]
        if not self._connection.execute(f"SELECT 1 FROM s.{table} LIMIT 1").fetchone():
            return
        made = "EXISTS (SELECT 1 FROM json_each(:made) i WHERE k.pk BETWEEN i.value ->> 0 AND i.value ->> 1)"
        with self._steps.step():
            self._connection.execute(
                f"""INSERT OR IGNORE INTO main.{table} (owner, position, text)
                SELECT k.pk, t.position, t.text FROM s.{table} t JOIN s.pk_{kind} k ON k.n = t.owner WHERE {made}""",
                {"made": json.dumps(self._steps.ranges.get(kind, []))},
            )

    def _names(self, kind: str) -> str:
        return ", ".join(quoted(row_plan(kind).columns))

    def _read(self, kind: str, table: str) -> str:
        return ", ".join(self.column(kind, column, table) for column in row_plan(kind).columns)

    def column(self, kind: str, column: str, table: str) -> str:
        """Write what a column of the case file is filled with from a staged row."""
        if column == "recorded":
            return f"coalesce(nullif({table}.recorded, ''), :now)"
        shape = shapes(RECORD_TYPES[kind]).get(column)
        if shape is None or shape.kind != "ref":
            return f'{table}."{column}"'
        if shape.of == "assertion":
            return f"(SELECT a.pk FROM s.assertion o JOIN main.assertion a ON a.id = o.id WHERE o.n = {table}.{column})"
        return self.row_of(shape.of, f"{table}.{column}")


def _insert_blank(blank: Record, given: dict[str, str], source: str) -> str:
    """Write the statement that makes records of which these columns are given, as SQL, and the others are empty."""
    kind = type(blank).__name__.lower()
    columns = row_plan(kind).columns
    cells = [
        {**given, "recorded": ":now"}.get(column) or ("NULL" if cell is None else f"'{cell}'")
        for column, cell in zip(columns, to_row(blank, lambda _kind, _name: 0), strict=True)
    ]
    return f"INSERT INTO main.{kind} ({', '.join(columns)}) SELECT {', '.join(cells)}{source}"


_ADDRESSES = _insert_blank(Document(key="k"), {"key": "f.key", "url": "f.url"}, "")
_BY_KEY = _insert_blank(
    Event(key="k", title="t"), {"key": "k.value", "title": "k.value"}, " FROM json_each(:keys) k"
)
_UNDESCRIBED = """SELECT DISTINCT k.key FROM s.event_key k WHERE NOT EXISTS (SELECT 1 FROM s.pk_event p WHERE p.n = k.n)
    ORDER BY k.key LIMIT ?"""


def quoted(columns: tuple[str, ...]) -> list[str]:
    """Put the names of columns in quotes."""
    return [f'"{column}"' for column in columns]
