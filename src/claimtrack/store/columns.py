"""Records to and from rows, driven by the shapes of `model.records`."""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache, partial
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from msgspec import Struct

from claimtrack.errors import ClaimtrackError, DamagedCaseFileError
from claimtrack.model import RECORD_TYPES
from claimtrack.model.codec import shapes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from claimtrack.model import Record
    from claimtrack.model.shape import Shape

_R = TypeVar("_R", bound="Record")

ColumnReading: TypeAlias = "Callable[[Sequence[Any]], Sequence[Any]]"
"""What gives the values of an attribute from the cells of its column."""

SIDE_TABLES = {"aliases": "claimant_alias", "tags": "event_tag"}
"""Attributes that are lists of texts, and the table each is kept in."""

_ELSEWHERE = ("texts", "values", "bearings")  # kept in tables of their own
_AS_THEY_ARE = frozenset({"text", "slug", "term", "stamp", "number", "json"})
STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
"""The time at which a record was entered: UTC, to the second."""

UNREADABLE = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    ClaimtrackError,
)
"""What reading a cell may raise that holds something else than it should."""

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_LENGTHS = {"id": 32, "sha256": 64}  # characters of a hash, where there is one
_NAME_COLUMN = {"assertion": "id", "assessment": "id", "inquiry": "id", "edit": "id"}


def name_column(kind: str) -> str:
    """Name the column that names a record of this kind for people: its key or its id."""
    return _NAME_COLUMN.get(kind, "key")


def as_json(content: Any) -> str:
    """Write JSON for a column: compact, characters as they are."""
    return _ENCODER.encode(content)


class RowPlan(Struct, frozen=True):
    """How one kind of record stands in its table.

    Attributes:
        table: name of the table.
        columns: names of the columns written, in order.
        select: SELECT of the columns read, `t` being the table; references come out as keys.
        inline: attributes with a column of their own, in the order of `select`.
    """

    table: str
    columns: tuple[str, ...]
    select: str
    inline: tuple[tuple[str, Shape], ...]

    @property
    def insert(self) -> str:
        """The INSERT statement of the table."""
        marks = ", ".join("?" * len(self.columns))
        return f"INSERT INTO {self.table} ({', '.join(self.columns)}) VALUES ({marks})"


@cache
def row_plan(table: str) -> RowPlan:
    """Plan the columns of a kind of record; its table has the name of the kind."""
    inline = tuple(
        (name, shape) for name, shape in shapes(RECORD_TYPES[table]).items() if shape.kind not in _ELSEWHERE
    )
    columns = tuple(column for name, shape in inline for column in _columns(name, shape))
    read = ", ".join(read_column(name, shape) for name, shape in inline)
    return RowPlan(table, columns, f"SELECT t.pk, {read} FROM {table} t", inline)


def _columns(name: str, shape: Shape) -> tuple[str, ...]:
    return (
        (name, *(f"{name}_{part}" for part in ("edtf", "earliest", "latest")))
        if shape.kind == "date"
        else (name,)
    )


def read_column(name: str, shape: Shape, table: str = "t") -> str:
    """Write the SQL that gives the cell of an attribute.

    Args:
        name: the attribute.
        shape: its shape; a reference comes out as a key.
        table: what the table is called in the query.
    """
    column = f"{table}.{name}"
    if (
        shape.kind == "date"
    ):  # one that was emptied and has left its form behind is met as what it is: no date
        return f"coalesce({column}, {column}_edtf, {column}_earliest)"
    if shape.kind != "ref":
        return column
    # NULL where there is none, and 0, which is no name, where it leads to nothing.
    found = f"SELECT {name_column(shape.of)} FROM {shape.of} WHERE pk = {column}"
    return f"coalesce(({found}), nullif({column} IS NULL, 1))"


def says_something(name: str, shape: Shape) -> str:
    """Write the condition that a record, `t` in the query, says something under an attribute, or perhaps does."""
    match shape.kind:
        case "texts":
            return f"EXISTS (SELECT 1 FROM {SIDE_TABLES[name]} WHERE owner = t.pk)"
        case "values" | "bearings":
            return "1"
        case "date":
            return f"{read_column(name, shape)} IS NOT NULL"
        case "ref" | "place" | "number":
            return f"t.{name} IS NOT NULL"
        case "refs":
            return f"t.{name} IS NOT '[]'"
        case _:
            return f"(t.{name} IS NOT '' AND t.{name} IS NOT '{shape.default}')"


def to_row(record: Record, find_pk: Callable[[str, str], int]) -> tuple[Any, ...]:
    """Write a record as the values of its row.

    Args:
        record: any record.
        find_pk: gives the row number of a record by kind and key.
    """
    every, others = _getters(type(record))
    row = list(every(record))
    for place, shape in others:  # the last first, as some become several
        row[place : place + 1] = _cells(shape, row[place], find_pk)
    return tuple(row)


@cache
def _getters(cls: type[Record]) -> tuple[Callable[[Any], tuple[Any, ...]], list[tuple[int, Shape]]]:
    """Return what gives the attributes of a record that stand in its row, and which of them do not stand as they are."""
    inline = row_plan(cls.__name__.lower()).inline
    others = [(place, shape) for place, (_, shape) in enumerate(inline) if shape.kind not in _AS_THEY_ARE]
    return attrgetter(*(name for name, _ in inline)), others[::-1]


def _cells(shape: Shape, value: Any, find_pk: Callable[[str, str], int]) -> Sequence[Any]:
    match shape.kind:
        case "date":
            return date_cells(value)
        case "ref":
            return (find_pk(shape.of, value) if value else None,)
        case "refs":
            return (as_json(sorted(value)),)
        case "place":
            from claimtrack.values import to_record

            return (as_json(to_record(value)) if value else None,)
        case _:
            return (value,)


def date_cells(value: Any) -> Sequence[Any]:
    """Write a date as its four columns: JSON, EDTF, earliest and latest day, over all its readings."""
    if value is None:
        return (None, None, None, None)
    from claimtrack.dates.records import date_record

    ends = (value.earliest_any, value.latest_any)
    earliest, latest = (str(bound) if bound is not None else None for bound in ends)
    return (as_json(date_record(value)), value.edtf_any or None, earliest, latest)


def from_rows(
    cls: type[_R], rows: Sequence[Sequence[Any]], elsewhere: Mapping[str, Sequence[Any]]
) -> list[_R]:
    """Read records from their rows, column by column: what a column holds is checked at once, and read once.

    Args:
        cls: the class of the records.
        rows: what `RowPlan.select` gives, row number first.
        elsewhere: attributes kept in tables of their own, each with what it holds for each of the rows.

    Raises:
        DamagedCaseFileError: a cell holds what no claimtrack writes there.
    """
    if not rows:
        return []
    kind = cls.__name__.lower()
    names, columns = list(elsewhere), list(elsewhere.values())
    for (name, read), cells in zip(_readings(kind), islice(zip(*rows, strict=True), 1, None), strict=True):
        try:
            columns.append(read(cells))
        except UNREADABLE:
            raise DamagedCaseFileError(f"{kind}: {name} cannot be read") from None
        names.append(name)
    return [cls(**dict(zip(names, content, strict=True))) for content in zip(*columns, strict=True)]


@cache
def _readings(table: str) -> tuple[tuple[str, ColumnReading], ...]:
    """Return how the cells of each attribute are read, in the order of `RowPlan.select`."""
    return tuple((name, column_reading(name, shape)) for name, shape in row_plan(table).inline)


def column_reading(name: str, shape: Shape) -> ColumnReading:
    """Return what gives the values of an attribute from its cells, and raises one of `UNREADABLE` where one holds none."""
    if shape.kind in ("text", "slug") or (shape.kind == "ref" and shape.required):
        return partial(_texts, needed=shape.required, length=_LENGTHS.get(name))
    read = cell_reading(name, shape)
    if shape.kind == "number":  # of which 1 and 1.0 would be the same
        return lambda cells: [*map(read, cells)]
    return partial(_each_read_once, read)


def _texts(cells: Sequence[Any], *, needed: bool, length: int | None) -> Sequence[str]:
    if {*map(type, cells)} != {str}:
        raise TypeError(cells)
    if needed and not all(cells):
        raise ValueError(cells)
    if length is not None and not {*map(len, cells)} <= {0, length}:
        raise ValueError(cells)
    return cells


def _each_read_once(read: Callable[[Any], Any], cells: Sequence[Any]) -> Sequence[Any]:
    known = {cell: read(cell) for cell in {*cells}}
    return [*map(known.__getitem__, cells)]


def cell_reading(name: str, shape: Shape) -> Callable[[Any], Any]:
    """Return what gives the value of an attribute from its cell, and raises one of `UNREADABLE` where it holds none."""
    match shape.kind:
        case "term":
            # A stance left out would be what nobody said.
            return term_reading(shape.of, may_be_empty=not shape.required and name != "stance")
        case "ref":
            return _needed if shape.required else _reference
        case "text" if name in _LENGTHS:
            return partial(_of_length, _LENGTHS[name])
        case "text" | "slug" if shape.required:
            return _needed
    return _READINGS[shape.kind]


def text_cell(cell: Any) -> str:
    """Return a cell that holds a text.

    Raises:
        TypeError: it holds something else.
    """
    if type(cell) is not str:
        raise TypeError(cell)
    return cell


def term_reading(vocabulary: str, *, may_be_empty: bool = True) -> Callable[[Any], str]:
    """Return a function that returns a cell which holds a term, and raises ValueError where it holds anything else."""
    from claimtrack.vocab import load_vocabulary

    terms = {*load_vocabulary(vocabulary).terms, *([""] if may_be_empty else [])}

    def read(cell: Any) -> str:
        if cell not in terms:
            raise ValueError(cell)
        return str(cell)

    return read


def _needed(cell: Any) -> str:
    if not cell:
        raise ValueError(cell)
    return text_cell(cell)


def _of_length(length: int, cell: Any) -> str:
    if cell and len(cell) != length:
        raise ValueError(cell)
    return text_cell(cell)


def _reference(cell: Any) -> str:
    return "" if cell is None else text_cell(cell)


def _stamp(cell: Any) -> str:
    if cell and not STAMP.fullmatch(cell):
        raise ValueError(cell)
    return text_cell(cell)


def _number(cell: Any) -> int | None:
    if cell is not None and (type(cell) is not int or cell < 0):
        raise TypeError(cell)
    return cell


def _object(cell: Any) -> str:
    if type(json.loads(cell)) is not dict:
        raise TypeError(cell)
    return text_cell(cell)


def _references(cell: Any) -> tuple[str, ...]:
    names = json.loads(cell)
    if type(names) is not list:
        raise TypeError(cell)
    return tuple(map(text_cell, names))


def _place(cell: Any) -> Any:
    from claimtrack.values import from_record

    return None if cell is None else from_record(json.loads(cell), "place")


def _date(cell: Any) -> Any:
    return None if cell is None else read_date_column(cell)


_READINGS: dict[str, Callable[[Any], Any]] = {
    "text": text_cell,
    "slug": text_cell,
    "stamp": _stamp,
    "number": _number,
    "json": _object,
    "refs": _references,
    "place": _place,
    "date": _date,
}


@lru_cache(1 << 16)
def read_date_column(content: str) -> Any:
    """Read a date from its JSON column; the same dates come up again and again."""
    from claimtrack.dates.records import recorded_date

    return recorded_date(json.loads(content))
