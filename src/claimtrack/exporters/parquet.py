"""Parquet, for DuckDB and Spark: the flat table with typed columns beside the texts.

Of a count there are `<field>_low`, `_high` and `_best`, of a date `_earliest` and `_latest`, and `said_earliest` and
`said_latest`; a cell is null where nothing is known or several answers were given.
"""

from __future__ import annotations

import datetime as dt
from typing import IO, TYPE_CHECKING, Any

from claimtrack.errors import MissingLibraryError
from claimtrack.exporters.flat import COLUMNS, answers_of, flat_batches, note_dates, note_losses
from claimtrack.values import Count

if TYPE_CHECKING:
    from claimtrack.exporters.content import Content, UsedField
    from claimtrack.exporters.losses import Losses
    from claimtrack.model import Assertion

_TYPED = {"count": ("low", "high", "best"), "date": ("earliest", "latest")}


def write_binary(content: Content, losses: Losses, stream: IO[bytes]) -> None:
    """Write one row group for each batch of assertions.

    Raises:
        MissingLibraryError: pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        raise MissingLibraryError(
            "Parquet needs the library pyarrow, which is not installed", "pip install 'claimtrack[parquet]'"
        ) from None
    used = content.used_fields()
    schema = pa.schema([(name, _type(pa, kind)) for name, kind in _columns(used)])
    seen: set[tuple[type, str]] = set()
    with parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        for batch in flat_batches(content):
            seen.update(batch.named())
            rows = []
            for assertion in batch.assertions:
                note_dates(assertion, losses)
                rows.append([*batch.fixed(assertion), *_typed_cells(assertion, used, losses)])
            columns = [list(column) for column in zip(*rows, strict=True)]
            arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
    note_losses(content, losses, seen)


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


def _type(pa: Any, kind: str) -> Any:
    return {"text": pa.string(), "date": pa.date32(), "count": pa.int64()}[kind]


def _typed_cells(assertion: Assertion, used: tuple[UsedField, ...], losses: Losses) -> list[Any]:
    cells: list[Any] = [
        _day(getattr(assertion.said, f"{end}_any", None), assertion, losses) for end in ("earliest", "latest")
    ]
    for item in used:
        values = answers_of(assertion, item.field.key, negative=False)
        denied = answers_of(assertion, item.field.key, negative=True)
        cells += [_joined(value.raw for value in values), _joined(value.raw for value in denied)]
        parts = _TYPED.get(item.field.type, ())
        if parts and len(values) > 1:
            losses.add(
                "several answers to one field: typed columns are empty, the texts are kept", assertion.id
            )
        read = values[0].read if len(values) == 1 else None
        cells += [_part(read, part, assertion, losses) for part in parts]
    return cells


def _joined(texts: Any) -> str | None:
    return "\n".join(texts) or None


def _part(read: Any, part: str, assertion: Assertion, losses: Losses) -> Any:
    if not isinstance(read, Count):
        return _day(getattr(read, f"{part}_any", None), assertion, losses)
    value = getattr(read, part, None)
    if value is not None and value >= 2**63:
        losses.add("count beyond 64 bits: the text is kept", assertion.id)
        return None
    return value


def _day(day: Any, assertion: Assertion, losses: Losses) -> dt.date | None:
    if day is None:
        return None
    if not dt.MINYEAR <= day.year <= dt.MAXYEAR:
        losses.add("day outside the years 1 to 9999: the text is kept", assertion.id)
        return None
    return dt.date(day.year, day.month, day.day)
