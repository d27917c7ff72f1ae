"""What can be read of a damaged case file: a copy of it without what cannot.

A cell that cannot be read costs its attribute, which is left empty; an attribute that a record makes no sense without
costs the record; and a page of the file that cannot be read costs the records on it. All the rest is there, and what is
left out is named.
"""

from __future__ import annotations

import json
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from claimtrack.errors import DamagedCaseFileError
from claimtrack.model import RECORD_TYPES, Value
from claimtrack.model.codec import shapes
from claimtrack.store.columns import STAMP, UNREADABLE, as_json, date_cells, name_column, read_date_column
from claimtrack.store.connection import open_case
from claimtrack.store.definitions import define
from claimtrack.store.first_page import with_first_page_anew
from claimtrack.store.guard import distrust
from claimtrack.store.indexing import catch_up
from claimtrack.store.storage_errors import storage_errors
from claimtrack.store.writer import value_cells

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimtrack.model.shape import Shape

_PARTS = ("claimant_alias", "event_tag", "value", "evidence_bearing", "entry_row")
_TABLES = ("field", "claimant", "claimant_alias", "document", "event", "event_tag", "assertion", "value", "link",
    "evidence", "evidence_bearing", "assessment", "inquiry", "correction", "void", "edit", "entry", "entry_row",
    "merged_entry", "release")  # fmt: skip
_UNREAD = as_json({"unreadable": "the case file is damaged here"})
_TREES = {"claimant": "part_of", "document": "derived_from"}
_IN_A_CIRCLE = """WITH RECURSIVE up (first, pk) AS (
    SELECT pk, {parent} FROM {table} WHERE {parent} IS NOT NULL
    UNION SELECT up.first, t.{parent} FROM up JOIN {table} t ON t.pk = up.pk WHERE t.{parent} IS NOT NULL)
    SELECT first FROM up WHERE first = pk"""
_BLOCS = """WITH RECURSIVE down (pk, top) AS (
    SELECT pk, pk FROM claimant WHERE part_of IS NULL
    UNION SELECT c.pk, down.top FROM claimant c JOIN down ON c.part_of = down.pk)
    UPDATE claimant SET bloc = (SELECT top FROM down WHERE down.pk = claimant.pk)"""


class _Undecoded(str):
    """A text that is no UTF-8, as far as it can be read."""

    __slots__ = ()


class _Column(NamedTuple):
    name: str
    type: str
    required: bool
    key: int


class _UnusableError(Exception):
    """A record cannot do without an attribute that is damaged."""


def salvage(path: Path) -> tuple[sqlite3.Connection, list[str]]:
    """Copy what can be read of a case file into a temporary one, which then takes no changes.

    Args:
        path: the file.

    Returns:
        The copy, and what was left out: a line for each, naming record and attribute.

    Raises:
        ClaimtrackError: the file is refused, or nothing of it can be read.
    """
    with storage_errors(path):
        try:
            with closing(open_case(path)) as source:
                return _copied(source)
        except (DamagedCaseFileError, sqlite3.DatabaseError):
            with tempfile.TemporaryDirectory() as folder:
                copy = with_first_page_anew(path, _TABLES, Path(folder))
                with closing(copy) as source:
                    salvaged, damage = _copied(source)
                return salvaged, ["the definitions of the tables cannot be read", *damage]


def _copied(source: sqlite3.Connection) -> tuple[sqlite3.Connection, list[str]]:
    # In memory, and in a file without a name where it grows large.
    copy = sqlite3.connect("", isolation_level=None)
    try:
        define(copy)
        for (trigger,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            copy.execute(f"DROP TRIGGER {trigger}")
        salvaging = _Salvaging(source, copy)
        copy.execute("BEGIN")
        for table in _TABLES:
            salvaging.copy_table(table)
        salvaging.settle_references()
        catch_up(copy)
        copy.execute("COMMIT")
        copy.execute("PRAGMA query_only = ON")
        distrust(copy)
    except BaseException:
        copy.close()
        raise
    return copy, salvaging.damage


class _Salvaging:
    """Copies table by table."""

    def __init__(self, source: sqlite3.Connection, copy: sqlite3.Connection) -> None:
        self._source = source
        self._copy = copy
        self._field_types: dict[int, str] = {}
        self.damage: list[str] = []

    def copy_table(self, table: str) -> None:
        """Copy the rows of a table, each without what is damaged in it."""
        columns = [_Column(row[1], row[2], bool(row[3]), row[5]) for row in self._copy.execute(f"PRAGMA table_info({table})")]  # fmt: skip
        marks = ", ".join("?" * len(columns))
        insert = f"INSERT INTO {table} VALUES ({marks})"
        for row in self._rows(table, columns):
            cells = dict(zip((column.name for column in columns), row, strict=True))
            name = self._name(table, cells)
            lost: list[str] = []
            try:
                self._mend(table, columns, cells, lost)
                self._copy.execute(insert, tuple(cells.values()))
            except (_UnusableError, sqlite3.Error, OverflowError, UnicodeError):
                self.damage.append(f"{name} cannot be read")
                continue
            self.damage += [f"{name}: {attribute} cannot be read" for attribute in dict.fromkeys(lost)]
            if table == "field":
                self._field_types[cells["pk"]] = cells["type"]

    def _rows(self, table: str, columns: list[_Column]) -> Iterator[tuple[Any, ...]]:
        """Yield the rows before a page that cannot be read, and then those behind it."""
        keys = sorted((column for column in columns if column.key), key=lambda column: column.key)
        names = [column.name for column in keys]
        last: tuple[Any, ...] | None = None
        read = f"SELECT {', '.join(column.name for column in columns)} FROM main.{table} ORDER BY "
        places = [next(n for n, column in enumerate(columns) if column is key) for key in keys]
        behind: list[tuple[Any, ...]] = []
        kept = self._source.text_factory
        self._source.text_factory = _decode
        try:
            try:
                for row in self._source.execute(read + ", ".join(names)):
                    last = tuple(row[place] for place in places)
                    yield row
            except sqlite3.DatabaseError:
                self.damage.append(
                    f"{table}: a page of the file cannot be read, and some records may be missing"
                )
                try:
                    for row in self._source.execute(read + ", ".join(f"{name} DESC" for name in names)):
                        if last is not None and tuple(row[place] for place in places) <= last:
                            break
                        behind.append(row)
                except (sqlite3.DatabaseError, TypeError):
                    pass  # what was read until there is all that can be read
            yield from reversed(behind)
        finally:
            self._source.text_factory = kept

    def _name(self, table: str, cells: dict[str, Any]) -> str:
        """Name a row for people: by the key or id of its record, else by its number."""
        name = cells.get("key") or cells.get("id")
        if isinstance(name, str) and name:
            return f"{table} {name[:40]}"
        owner = next(
            (cells[column] for column in ("owner", "assertion", "evidence") if column in cells), None
        )
        return f"{table} of row {owner}" if table in _PARTS else f"{table} in row {cells.get('pk')}"

    def _mend(self, table: str, columns: list[_Column], cells: dict[str, Any], lost: list[str]) -> None:
        """Leave out of a row what cannot be read.

        Raises:
            _UnusableError: it makes no sense without that.
        """
        for column in columns:
            cells[column.name] = _typed(column, cells[column.name], lost)
        cls = RECORD_TYPES.get(table)
        if cls is not None:
            for name, shape in shapes(cls).items():
                _mend_attribute(name, shape, shape.default, cells, lost)
        elif table == "value":
            self._mend_value(cells, lost)

    def _mend_value(self, cells: dict[str, Any], lost: list[str]) -> None:
        from claimtrack.values import from_record

        field_type = self._field_types.get(cells["field"], "")
        columns = ("low", "high", "edtf")
        try:
            read = from_record(json.loads(cells["read"]), field_type, raw=cells["raw"])
            expected = value_cells(Value(field="", raw=cells["raw"], read=read))[3:6]
        except UNREADABLE:
            cells["read"], expected = _UNREAD, (None, None, None)
            lost.append("how it was read")
        if expected != tuple(cells[column] for column in columns):
            lost.append("how it was read")
            cells.update(zip(columns, expected, strict=True))

    def settle_references(self) -> None:
        """Leave out references to what is not there or goes in a circle, and what makes no sense without them."""
        found = True
        while found:
            found = False
            for table in _TABLES:
                for column, parent, required in self._references(table):
                    found |= self._settle(table, column, parent, required=required)
        for table, parent in _TREES.items():
            circle = [row[0] for row in self._copy.execute(_IN_A_CIRCLE.format(table=table, parent=parent))]
            for pk in circle:
                self._copy.execute(f"UPDATE {table} SET {parent} = NULL WHERE pk = ?", (pk,))
                self.damage.append(f"{self._named(table, pk)}: {parent} cannot be read")
        self._settle_blocs()

    def _settle_blocs(self) -> None:
        """Work out anew the top of what each claimant is part of; told where that stood otherwise for no other damage."""
        blocs = "SELECT pk, bloc FROM claimant"
        stated = dict(self._copy.execute(blocs).fetchall())
        whole = not any(line.startswith("claimant") for line in self.damage)
        self._copy.execute(_BLOCS)
        for pk, bloc in self._copy.execute(blocs).fetchall():
            if whole and bloc != stated[pk]:
                self.damage.append(f"{self._named('claimant', pk)}: bloc cannot be read")

    def _references(self, table: str) -> list[tuple[str, str, bool]]:
        required = {row[1] for row in self._copy.execute(f"PRAGMA table_info({table})") if row[3]}
        keys = self._copy.execute(f"PRAGMA foreign_key_list({table})").fetchall()
        return [(row[3], row[2], row[3] in required) for row in keys]

    def _settle(self, table: str, column: str, parent: str, *, required: bool) -> bool:
        lost = f"FROM {table} WHERE {column} IS NOT NULL AND {column} NOT IN (SELECT pk FROM {parent})"
        if table in _PARTS:
            gone = self._copy.execute(f"DELETE {lost}").rowcount > 0
            if gone and not any(
                line.startswith(f"{parent} ") for line in self.damage
            ):  # else it went with its record
                self.damage.append(
                    f"{table.replace('_', ' ')}: some belong to no {parent}, and cannot be read"
                )
            return gone
        pks = [row[0] for row in self._copy.execute(f"SELECT pk {lost}").fetchall()]
        for pk in pks:
            name = self._named(table, pk)
            self.damage.append(f"{name} cannot be read" if required else f"{name}: {column} cannot be read")
            change = f"DELETE FROM {table}" if required else f"UPDATE {table} SET {column} = NULL"
            self._copy.execute(f"{change} WHERE pk = ?", (pk,))
        return bool(pks)

    def _named(self, table: str, pk: int) -> str:
        column = name_column(table)
        if column not in {row[1] for row in self._copy.execute(f"PRAGMA table_info({table})")}:
            return f"{table} in row {pk}"
        name = self._copy.execute(f"SELECT {column} FROM {table} WHERE pk = ?", (pk,)).fetchone()[0]
        return f"{table} {name}"


def _decode(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return _Undecoded(raw.decode(errors="replace"))


_NUL = "\0"  # at which SQLite's own functions take a text to end, so that no record of that name is found


def _typed(column: _Column, cell: Any, lost: list[str]) -> Any:
    """Return a cell as its column has it; what is something else is noted."""
    match column.type, cell:
        case "TEXT", _Undecoded():
            lost.append(column.name)
            return str(cell)
        case "TEXT", str() if _NUL not in cell:
            return cell
        case ("TEXT", None) | ("INTEGER", None) if not column.required:
            return None
        case "INTEGER", int():
            return cell
    lost.append(column.name)
    if column.type == "INTEGER" and (column.required or column.key):
        raise _UnusableError
    if column.type == "TEXT" and cell is not None:
        text = cell.decode(errors="replace") if isinstance(cell, bytes) else str(cell)
        return text.replace(_NUL, "\ufffd")
    return "" if column.type == "TEXT" and column.required else None


def _mend_attribute(name: str, shape: Shape, default: Any, cells: dict[str, Any], lost: list[str]) -> None:
    content = cells.get(name)
    match shape.kind:
        case "date":
            columns = (name, *(f"{name}_{part}" for part in ("edtf", "earliest", "latest")))
            expected = _read_date(content, name, lost)
            if expected != tuple(cells[column] for column in columns):
                lost.append(name)
            cells.update(zip(columns, expected, strict=True))
        case "place" | "refs" | "json" if content is not None:
            _mend_json(name, shape, content, cells, lost)
        case "term":
            from claimtrack.vocab import load_vocabulary

            if content and content not in load_vocabulary(shape.of):
                if shape.required or name == "stance":  # whose default would be what nobody said
                    raise _UnusableError
                lost.append(name)
                cells[name] = default
        case "stamp" if content and not STAMP.fullmatch(content):
            lost.append(name)
            cells[name] = ""
        case _ if shape.required and content in ("", None):
            raise _UnusableError


def _read_date(content: Any, name: str, lost: list[str]) -> tuple[Any, ...]:
    if content is None:
        return tuple(date_cells(None))
    try:
        cells = tuple(date_cells(read_date_column(content)))
    except UNREADABLE:
        lost.append(name)
        return tuple(date_cells(None))
    return (content, *cells[1:])


def _mend_json(name: str, shape: Shape, content: str, cells: dict[str, Any], lost: list[str]) -> None:
    try:
        fits = _fits(shape.kind, json.loads(content))
    except UNREADABLE:
        fits = False
    if fits:
        return
    if shape.kind == "json":
        raise _UnusableError
    lost.append(name)
    cells[name] = None if shape.kind == "place" else "[]"


def _fits(kind: str, content: Any) -> bool:
    """Whether JSON is what a `place`, a list of references or an object is written as; a place that is none raises."""
    if kind == "place":
        from claimtrack.values import from_record

        from_record(content, "place")
        return True
    return isinstance(content, dict if kind == "json" else list) and all(
        isinstance(key, str) for key in content
    )
