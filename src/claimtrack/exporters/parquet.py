"""Parquet, for DuckDB and Spark: the flat table with typed columns beside the texts.

Of a count there are `<field>_low`, `_high` and `_best`, of a date `_earliest` and `_latest`, and `said_earliest` and
`said_latest`; a cell is null where nothing is known or several answers were given.
"""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import IO, TYPE_CHECKING, Any

from claimtrack.errors import MissingLibraryError
from claimtrack.exporters.content import batches as batched
from claimtrack.exporters.flat import COLUMNS, each_once, flat_batches, note_losses
from claimtrack.values import Count

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from claimtrack.exporters.content import Content, UsedField
    from claimtrack.exporters.flat import FlatBatch
    from claimtrack.exporters.losses import Losses
    from claimtrack.model import Field

_BATCHES = 5  # of the flat table, in a row group
_TYPED = {"count": ("low", "high", "best"), "date": ("earliest", "latest")}


def write_binary(content: Content, losses: Losses, stream: IO[bytes]) -> None:
    """Write row groups of some thousand assertions.

    Raises:
        MissingLibraryError: pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        raise MissingLibraryError(
            "Parquet needs the library pyarrow, which is not installed", "parquet"
        ) from None
    table = _Typed(pa, content.used_fields(), losses)
    with parquet.ParquetWriter(stream, table.schema, compression="zstd") as writer:
        for tables in batched(map(table.of, flat_batches(content, losses)), _BATCHES):
            writer.write_table(pa.concat_tables(tables))
    note_losses(content, losses)


class _Typed:
    """Makes Arrow tables of rows of the flat table.

    Args:
        pa: the library.
        used: the fields that are answered.
        losses: is told what the columns cannot hold.

    Attributes:
        schema: the columns.
    """

    def __init__(self, pa: Any, used: tuple[UsedField, ...], losses: Losses) -> None:
        self._pa, self._used, self._losses = pa, used, losses
        types = {"text": pa.string(), "date": pa.date32(), "count": pa.int64()}
        self.schema = pa.schema([(name, types[kind]) for name, kind in _columns(used)])

    def of(self, batch: FlatBatch) -> Any:
        """Return the table of some rows."""
        columns: list[Sequence[Any]] = [
            *batch.fixed(),
            *(self._days(batch, end) for end in ("earliest", "latest")),
            *(column for item in self._used for column in self._answers(batch, item.field)),
        ]
        arrays = [
            self._pa.array(cells, field.type) for cells, field in zip(columns, self.schema, strict=True)
        ]
        return self._pa.Table.from_arrays(arrays, schema=self.schema)

    def _days(self, batch: FlatBatch, end: str) -> list[Any]:
        return self._held(
            each_once(lambda said: _day(getattr(said, f"{end}_any", None)), batch.said()), batch.ids
        )

    def _answers(self, batch: FlatBatch, field: Field) -> Iterator[list[Any]]:
        """Return the columns of a field: its texts, what is denied, and the parts of one that has some."""
        rows = len(batch.ids)
        given = batch.answers(field.key, negative=False)
        for answers in (given, batch.answers(field.key, negative=True)):
            yield _spread(
                ["\n".join([value.raw for value in values]) or None for values in answers.values()],
                answers,
                rows,
            )
        if parts := _TYPED.get(field.type, ()):
            several = [batch.ids[row] for row, values in given.items() if len(values) > 1]
            for id_ in several:
                self._losses.add(
                    "several answers to one field: typed columns are empty, the texts are kept", id_
                )
            single = {row: values[0].read for row, values in given.items() if len(values) == 1}
            for part in parts:
                cells = each_once(partial(_part, part), [*single.values()])
                yield _spread(self._held(cells, [batch.ids[row] for row in single]), single, rows)

    def _held(self, cells: list[Any], ids: Sequence[str]) -> list[Any]:
        """Return cells, null where there are words instead on what is lost, which are passed on."""
        if str not in {*map(type, cells)}:
            return cells
        for cell, id_ in zip(cells, ids, strict=True):
            if isinstance(cell, str):
                self._losses.add(cell, id_)
        return [None if isinstance(cell, str) else cell for cell in cells]


def _spread(cells: list[Any], rows: Collection[int], length: int) -> list[Any]:
    """Return a column with cells in some of its rows, in ascending order, and null in the others."""
    if len(cells) == length:
        return cells
    column = [None] * length
    for row, cell in zip(rows, cells, strict=True):
        column[row] = cell
    return column


def _part(part: str, read: Any) -> dt.date | int | str | None:
    """Return the part of an answer, or the words for it where no cell can hold it."""
    if not isinstance(read, Count):
        return _day(getattr(read, f"{part}_any", None))
    value: int | None = getattr(read, part, None)
    return value if value is None or value < 2**63 else "count beyond 64 bits: the text is kept"


def _day(day: Any) -> dt.date | str | None:
    """Return a day, or the words for it where no cell can hold it."""
    if day is None:
        return None
    if not dt.MINYEAR <= day.year <= dt.MAXYEAR:
        return "day outside the years 1 to 9999: the text is kept"
    return dt.date(day.year, day.month, day.day)


def _columns(used: tuple[UsedField, ...]) -> list[tuple[str, str]]:
    """Name the columns, each with what it holds."""
    columns = [(name, "text") for name in COLUMNS]
    columns += [("said_earliest", "date"), ("said_latest", "date")]
    for item in used:
        key = item.field.key if item.field.key not in COLUMNS else f"{item.field.key} (field)"
        columns += [(key, "text"), (f"{key}_not", "text")]
        kind = "count" if item.field.type == "count" else "date"
        columns += [(f"{key}_{part}", kind) for part in _TYPED.get(item.field.type, ())]
    return columns
