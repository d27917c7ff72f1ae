"""Reading assertions with what they name in one go, column by column, without the records."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from claimtrack.errors import DamagedCaseFileError
from claimtrack.model import RECORD_TYPES
from claimtrack.model.assertion_columns import AssertionColumns
from claimtrack.model.codec import shapes
from claimtrack.store.columns import UNREADABLE, column_reading, read_column, row_plan
from claimtrack.store.reader import Reader

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from claimtrack.model.shape import Shape
    from claimtrack.store.columns import ColumnReading

_TOGETHER: Final = 2000
# By its name in the query, the kind of each record that is read, and what is read of it.
_READ: Final = {
    "t": ("assertion", tuple(name for name, _ in row_plan("assertion").inline)),
    "event": ("event", ("title", "proposition", "occurred", "place")),
    "speaker": ("claimant", ("name", "part_of")),
    "source": ("document", ("title", "url", "publisher", "published", "derived_from", "archive_url")),
    "publisher": ("claimant", ("name",)),
}
_JOINED: Final = {"event": "event", "claimant": "speaker", "document": "source", "publisher": "publisher"}
_OPTIONAL: Final = ("source", "publisher")
_FROM: Final = """FROM assertion t LEFT JOIN event ON event.pk = t.event LEFT JOIN claimant speaker ON speaker.pk = t.claimant
    LEFT JOIN document source ON source.pk = t.document LEFT JOIN claimant publisher ON publisher.pk = source.publisher"""
_ORDER: Final = "ORDER BY event.key, t.said_earliest, t.id"


def assertion_columns(
    connection: sqlite3.Connection, where: str = "1", arguments: Sequence[Any] = ()
) -> Iterator[AssertionColumns]:
    """Stream assertions with what they name, many at a time.

    Args:
        connection: an open case file.
        where: a condition, the assertion being `t`; constants of this package only.
        arguments: values of its `?` marks.

    Raises:
        DamagedCaseFileError: a cell holds what no claimtrack writes there.
    """
    reader, plan = Reader(connection), _plan()
    cells = ", ".join(sql for _, sql, _ in plan)
    found = connection.execute(f"SELECT t.pk, t.event, {cells} {_FROM} WHERE {where} {_ORDER}", arguments)
    while rows := found.fetchmany(_TOGETHER):
        pks, events, *read = zip(*rows, strict=True)
        columns = {
            name: _read(name, reading, column) for (name, _, reading), column in zip(plan, read, strict=True)
        }
        tagged = list(dict.fromkeys(events))
        tags = dict(zip(tagged, reader.parts("tags", tagged), strict=True))
        columns["event.tags"] = [tags[event] for event in events]
        yield AssertionColumns(columns, reader.parts("values", pks))


def _read(name: str, reading: ColumnReading, cells: Sequence[Any]) -> Sequence[Any]:
    try:
        return reading(cells)
    except UNREADABLE:
        raise DamagedCaseFileError(f"assertion: {name} cannot be read") from None


@cache
def _plan() -> tuple[tuple[str, str, ColumnReading], ...]:
    """Return the columns: what each is called, the SQL of its cells, and how they are read."""
    plan = []
    for record, (kind, attributes) in _READ.items():
        for attribute in attributes:
            shape = shapes(RECORD_TYPES[kind])[attribute]
            name = attribute if record == "t" else f"{record}.{attribute}"
            shape = replace(shape, required=False) if record in _OPTIONAL else shape
            plan.append((name, _sql(record, attribute, shape), column_reading(attribute, shape)))
    return tuple(plan)


def _sql(record: str, attribute: str, shape: Shape) -> str:
    if shape.kind == "ref" and attribute in _JOINED:  # 0, which is no name, where it leads to nothing
        return f"coalesce({_JOINED[attribute]}.key, nullif({record}.{attribute} IS NULL, 1))"
    sql = read_column(attribute, shape, record)
    return f"iif({record}.pk IS NULL, '', {sql})" if record in _OPTIONAL and shape.kind == "text" else sql
