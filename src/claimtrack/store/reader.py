"""Reading records. No schema work: the connection alone."""

from __future__ import annotations

import json
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct

from claimtrack.errors import DamagedCaseFileError
from claimtrack.model import RECORD_TYPES, Bearing, Field, Link, Record, Value
from claimtrack.store.columns import (
    SIDE_TABLES,
    UNREADABLE,
    from_rows,
    name_column,
    row_plan,
    term_reading,
    text_cell,
)

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Sequence

_R = TypeVar("_R", bound="Record")
# How an export orders the kinds that have no key: by what they say, never by row number.
_ORDER = {
    "assertion": "(SELECT key FROM event WHERE pk = t.event), t.said_earliest, t.id",
    "correction": "t.recorded, t.kind, t.name, t.became, t.before",
    "void": "t.kind, t.name, t.recorded, t.because, t.content",
    "edit": "t.kind, t.name, t.attribute, t.item, t.recorded, t.id",
    "assessment": "(SELECT key FROM event WHERE pk = t.event), t.recorded, t.id",
    "inquiry": "(SELECT key FROM event WHERE pk = t.event), t.recorded, t.id",
    "link": "(SELECT id FROM assertion WHERE pk = t.source), (SELECT id FROM assertion WHERE pk = t.target), t.kind, t.fields",
}


@cache
def builtin_fields() -> dict[str, Field]:
    """Return the fields that every case file knows without being told, by key."""
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


_OWNERS = {
    "value": ("assertion", "assertion"),
    "claimant_alias": ("owner", "claimant"),
    "event_tag": ("owner", "event"),
    "evidence_bearing": ("evidence", "evidence"),
}
"""Tables of parts: the column and the table of the record that each is part of."""


class Reader:
    """Reads records of one case file.

    Args:
        connection: an open case file.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def refuse_orphans(self) -> None:
        """Refuse a file with parts of records that are not there: no reading of a record would ever meet them.

        Raises:
            DamagedCaseFileError: there are some.
        """
        for table, (column, owner) in _OWNERS.items():
            lost = (
                f"SELECT 1 FROM {table} t WHERE NOT EXISTS (SELECT 1 FROM {owner} o WHERE o.pk = t.{column})"
            )
            if self.connection.execute(lost).fetchone() is not None:
                raise DamagedCaseFileError(f"{table.replace('_', ' ')}: some belong to no {owner}")

    # --- records ------------------------------------------------------------------------------

    def select(self, cls: type[_R], where: str = "", arguments: Sequence[Any] = ()) -> list[_R]:
        """Return the records of a class that fit a condition.

        Args:
            cls: the class of record.
            where: what follows the SELECT, the table being `t`; constants of this package only.
            arguments: values of its `?` marks.
        """
        rows = self.connection.execute(f"{row_plan(_kind(cls)).select} {where}", arguments).fetchall()
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
        for rows in self._rows(cls, where, arguments, chunk=chunk, as_entered=as_entered):
            yield from self._records(cls, rows)

    def chunks(
        self, cls: type[Record], where: str = "", arguments: Sequence[Any] = ()
    ) -> Iterator[tuple[list[Any], dict[str, dict[int, list[Any]]]]]:
        """Stream rows as `row_plan` selects them, in the order of an export, with the cells of what is kept elsewhere.

        Yields:
            Some rows, and by attribute and row number the rows of its parts (see `PARTS`).
        """
        for rows in self._rows(cls, where, arguments):
            pks = [row[0] for row in rows]
            yield rows, {name: self._parts(name, pks) for name in PARTS if name in cls.shapes}

    def _rows(
        self,
        cls: type[Record],
        where: str,
        arguments: Sequence[Any],
        *,
        chunk: int = 2000,
        as_entered: bool = False,
    ) -> Iterator[list[Any]]:
        order = "t.pk" if as_entered else _ORDER.get(_kind(cls), "t.key")
        cursor = self.connection.execute(f"{row_plan(_kind(cls)).select} {where} ORDER BY {order}", arguments)
        while rows := cursor.fetchmany(chunk):
            yield rows

    def get(self, cls: type[_R], name: str) -> _R | None:
        """Return the record with this exact key or id, or None."""
        found = self.select(cls, f"WHERE t.{name_column(_kind(cls))} = ?", (name,))
        return found[0] if found else None

    def several(self, cls: type[_R], names: Iterable[str]) -> dict[str, _R]:
        """Return the records with these exact keys or ids, by key or id; those that are not there are left out."""
        name = name_column(_kind(cls))
        found = self.select(
            cls, f"WHERE t.{name} IN (SELECT value FROM json_each(?))", (json.dumps(list(names)),)
        )
        return {getattr(record, name): record for record in found}

    def link(self, name: str) -> Link | None:
        """Return the link that the log knows by this hash of what it is, or None."""
        from claimtrack.model.identity import record_id

        last = "WHERE t.pk = (SELECT first FROM entry_row WHERE kind = 'link' AND name = ? ORDER BY entry DESC LIMIT 1)"
        found = self.select(Link, last, (name,))
        links: Iterable[Link] = found if found and record_id(found[0]) == name else self.every(Link)
        return next((link for link in links if record_id(link) == name), None)

    def denials_by(self, assertion: str) -> list[Link]:
        """Return the links by which an assertion denies or disputes others, by its id."""
        where = "JOIN assertion a ON a.pk = t.source WHERE a.id = ? AND t.kind IN ('denies', 'disputes') ORDER BY t.pk"
        return self.select(Link, where, (assertion,))

    def items_of_files(self, hashes: Iterable[str]) -> dict[str, str]:
        """Return the keys of the items of evidence whose files have these SHA-256, by hash; of several, the first."""
        sql = "SELECT sha256, key FROM evidence WHERE sha256 IN (SELECT value FROM json_each(?)) ORDER BY pk DESC"
        wanted = list(hashes)
        return dict(self.connection.execute(sql, (json.dumps(wanted),)).fetchall()) if wanted else {}

    def names_of_claimants(self) -> Iterator[tuple[str, str]]:
        """Stream the keys of all claimants with each name that they go by: key, name and aliases."""
        return self.connection.execute(
            """SELECT key, key FROM claimant UNION ALL SELECT key, name FROM claimant
            UNION ALL SELECT c.key, a.text FROM claimant_alias a JOIN claimant c ON c.pk = a.owner"""
        )

    def spokespersons(self) -> Iterator[tuple[str, str]]:
        """Stream key of claimant and name of all who spoke for claimants."""
        return self.connection.execute(
            """SELECT DISTINCT c.key, a.spokesperson FROM assertion a JOIN claimant c ON c.pk = a.claimant
            WHERE a.spokesperson <> '' ORDER BY 1, 2"""
        )

    def people(self) -> list[str]:
        """Return the names of all who judged, searched or collected evidence."""
        rows = self.connection.execute(
            """SELECT by FROM assessment UNION SELECT by FROM inquiry UNION SELECT captured_by FROM evidence ORDER BY 1"""
        )
        return [name for (name,) in rows if name.strip()]

    def count(self, table: str, where: str = "1", arguments: Sequence[Any] = ()) -> int:
        """Count the rows of a table that fit a condition; both constants of this package only."""
        row = self.connection.execute(f"SELECT count(*) FROM {table} WHERE {where}", arguments).fetchone()
        return int(row[0])

    def holds(self, table: str) -> bool:
        """Whether a table holds anything; its name a constant of this package."""
        return bool(self.connection.execute(f"SELECT EXISTS (SELECT 1 FROM {table})").fetchone()[0])

    def became(self, kind: str, name: str) -> str:
        """Return the key that a merged or renamed record goes by now; empty where there was none of this key."""
        sql = """SELECT became FROM correction WHERE kind = ? AND name = ? AND became <> ''
            ORDER BY recorded DESC, pk DESC LIMIT 1"""
        key, met = "", {name}
        while row := self.connection.execute(sql, (kind, key or name)).fetchone():
            key = row[0]
            if key in met:  # renamed and renamed back
                return ""
            met.add(key)
        return key

    def any_became(self, kind: str) -> bool:
        """Whether any record of a kind goes by another key than it had."""
        sql = "SELECT 1 FROM correction WHERE kind = ? AND became <> '' LIMIT 1"
        return self.connection.execute(sql, (kind,)).fetchone() is not None

    def field(self, key: str) -> Field | None:
        """Return a field of the file, or a built-in one, or None."""
        return self.get(Field, key) or builtin_fields().get(key)

    def field_type(self, key: str) -> str | None:
        """Return the type of a field, or None where there is no such field."""
        known = builtin_fields().get(key) or self.field(key)
        return known.type if known else None

    def fields(self) -> dict[str, Field]:
        """Return every field, built-in ones first, by key."""
        return {**builtin_fields(), **{field.key: field for field in self.select(Field, "ORDER BY t.key")}}

    def fields_used(self, where: str = "1", arguments: Sequence[Any] = ()) -> dict[str, bool]:
        """Return the keys of the fields that assertions (`t`) answer, each with whether any answers "not this"."""
        sql = f"""SELECT f.key, max(v.negative) FROM value v JOIN field f ON f.pk = v.field
            JOIN assertion t ON t.pk = v.assertion WHERE {where} GROUP BY f.key"""
        return {key: bool(negative) for key, negative in self.connection.execute(sql, arguments)}

    def labels(self) -> dict[str, str]:
        """Return the label of every assertion that has one, by id."""
        return dict(self.connection.execute("SELECT id, label FROM assertion WHERE label <> ''").fetchall())

    def parts(self, name: str, pks: Sequence[int]) -> list[tuple[Any, ...]]:
        """Return what records hold under an attribute that is kept in a table of its own.

        Args:
            name: the attribute, one of `PARTS`.
            pks: row numbers of the records.
        """
        found, read = self._parts(name, pks), PARTS[name].read
        return [tuple(map(read, found[pk])) if pk in found else () for pk in pks]

    def _records(self, cls: type[_R], rows: list[Any]) -> list[_R]:
        pks = [row[0] for row in rows]
        return from_rows(cls, rows, {name: self.parts(name, pks) for name in PARTS if name in cls.shapes})

    def _parts(self, name: str, pks: Sequence[int]) -> dict[int, list[Any]]:
        """Return by row number the rows of what is kept in a table of its own."""
        return _grouped(self.connection.execute(PARTS[name].sql, (json.dumps(sorted({*pks})),)))


@lru_cache(1 << 14)  # the same answers come up again and again
def read_answer(row: tuple[Any, ...]) -> Value:
    """Read an answer from its row in `PARTS`.

    Raises:
        DamagedCaseFileError: a cell holds what no claimtrack writes there.
    """
    from claimtrack.values import from_record

    field, field_type, negative, raw, read, hedge = row
    try:
        return Value(field=text_cell(field), negative=_YES_NO[negative], raw=text_cell(raw), hedge=_term("hedge")(hedge),
                     read=from_record(json.loads(read), field_type, raw=raw))  # fmt: skip
    except UNREADABLE:
        raise DamagedCaseFileError("an answer of an assertion cannot be read") from None


def _read_bearing(row: tuple[Any, ...]) -> Bearing:
    try:
        return Bearing(assertion=text_cell(row[0]), role=_term("evidence_role")(row[1]))
    except UNREADABLE:
        raise DamagedCaseFileError("what an item of evidence bears on cannot be read") from None


def _read_text(row: tuple[Any, ...]) -> str:
    try:
        return text_cell(row[0])
    except TypeError:
        raise DamagedCaseFileError("an alias or a tag cannot be read") from None


_YES_NO = {0: False, 1: True}
_term = cache(term_reading)
# What belongs to nothing is met rather than left out.
_VALUES = """SELECT v.assertion, f.key, f.type, v.negative, v.raw, v.read, v.hedge
    FROM json_each(?) j CROSS JOIN value v ON v.assertion = j.value LEFT JOIN field f ON f.pk = v.field
    ORDER BY v.assertion, f.key, v.negative, v.raw"""
_BEARINGS = """SELECT b.evidence, a.id, b.role FROM json_each(?) j CROSS JOIN evidence_bearing b ON b.evidence = j.value
    LEFT JOIN assertion a ON a.pk = b.assertion ORDER BY b.evidence, a.id"""
_TEXTS = "SELECT owner, text FROM json_each(?) j CROSS JOIN {} ON owner = j.value ORDER BY owner, position"


class Part(Struct, frozen=True):
    """How an attribute is kept that has a table of its own.

    Attributes:
        sql: gives the row number of the record, and the cells of each part; its argument is the list of row numbers.
        read: gives a part from its cells.
    """

    sql: str
    read: Callable[[tuple[Any, ...]], Any]


PARTS = {
    "values": Part(_VALUES, read_answer),
    "bears_on": Part(_BEARINGS, _read_bearing),
    **{name: Part(_TEXTS.format(table), _read_text) for name, table in SIDE_TABLES.items()},
}
"""The attributes that are kept in tables of their own."""


def _kind(cls: type[Record]) -> str:
    return cls.__name__.lower()


def _grouped(rows: Iterable[tuple[Any, ...]]) -> dict[int, list[Any]]:
    groups: dict[int, list[Any]] = {}
    for row in rows:
        groups.setdefault(row[0], []).append(row[1:])
    return groups
