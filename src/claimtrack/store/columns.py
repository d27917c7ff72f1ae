"""Records to and from rows, driven by the shapes of `model.records`."""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct

from claimtrack.errors import ClaimtrackError, DamagedCaseFileError
from claimtrack.model import RECORD_TYPES
from claimtrack.model.codec import kind_of, shapes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from claimtrack.model import Record
    from claimtrack.model.shape import Shape

_R = TypeVar("_R", bound="Record")

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
    read = ", ".join(_read_column(name, shape) for name, shape in inline)
    return RowPlan(table, columns, f"SELECT t.pk, {read} FROM {table} t", inline)


def _columns(name: str, shape: Shape) -> tuple[str, ...]:
    return (
        (name, *(f"{name}_{part}" for part in ("edtf", "earliest", "latest")))
        if shape.kind == "date"
        else (name,)
    )


def _read_column(name: str, shape: Shape) -> str:
    if (
        shape.kind == "date"
    ):  # one that was emptied and has left its form behind is met as what it is: no date
        return f"coalesce(t.{name}, t.{name}_edtf, t.{name}_earliest)"
    if shape.kind != "ref":
        return f"t.{name}"
    # NULL where there is none, and 0, which is no name, where it leads to nothing.
    found = f"SELECT {name_column(shape.of)} FROM {shape.of} WHERE pk = t.{name}"
    return f"coalesce(({found}), nullif(t.{name} IS NULL, 1))"


def to_row(record: Record, find_pk: Callable[[str, str], int]) -> tuple[Any, ...]:
    """Write a record as the values of its row.

    Args:
        record: any record.
        find_pk: gives the row number of a record by kind and key.
    """
    row: list[Any] = []
    for name, shape in row_plan(kind_of(record)).inline:
        value = getattr(record, name)
        if shape.kind in _AS_THEY_ARE:
            row.append(value)
        else:
            row.extend(_cells(shape, value, find_pk))
    return tuple(row)


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


def from_row(cls: type[_R], row: Sequence[Any], elsewhere: dict[str, Any]) -> _R:
    """Read a record from its row.

    Args:
        cls: the class of the record.
        row: what `RowPlan.select` gives, row number first.
        elsewhere: attributes kept in tables of their own.

    Raises:
        DamagedCaseFileError: a cell holds what no claimtrack writes there.
    """
    content = dict(elsewhere)
    for (name, read), cell in zip(_readings(cls.__name__.lower()), row[1:], strict=True):
        try:
            content[name] = read(cell)
        except UNREADABLE:
            raise DamagedCaseFileError(f"{cls.__name__.lower()}: {name} cannot be read") from None
    return cls(**content)


@cache
def _readings(table: str) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    """Return how the cell of each attribute is read, in the order of `RowPlan.select`."""
    return tuple((name, cell_reading(name, shape)) for name, shape in row_plan(table).inline)


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
