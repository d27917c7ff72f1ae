"""Cells that hold several things: a list with separators, quoted triples, or a list within JSON.

split = { column = "sources", by = ";" }                                     each as {item}
split = { column = "articles", by = ";", parts = ["office", "date", "headline"], by_part = "," }
split = { column = "claimReview", as = "review" }                            each as {review.…}
split = { column = "sources", as = "source" }                                the rows of a join, each as {source.…}
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claimtrack.importers.mapping.words import items_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from claimtrack.importers.mapping.cells import Columns, Row
    from claimtrack.importers.mapping.words import Writing


@dataclass(frozen=True, slots=True)
class Splitter:
    """Makes of a row the rows that it is split into.

    Attributes:
        parts: what the split adds to a row, by name.
        each: gives those rows.
    """

    parts: tuple[str, ...]
    each: Callable[[Row], Iterator[Row]]

    def __call__(self, row: Row) -> Iterator[Row]:
        """Return the rows that a row becomes; none where its cell is empty."""
        return self.each(row)

    def without(self, row: Row) -> Row:
        """Return a row with nothing in the place of what the split adds."""
        return row if isinstance(row, dict) else [*row, *[""] * len(self.parts)]


def compile_split(writing: Writing, key: str, table: dict[str, Any]) -> tuple[Splitter, Columns]:
    """Compile a split: what gives the rows that a row becomes, and their columns.

    Raises:
        MappingError: it makes no sense, or the input has no such column.
    """
    source, columns = writing.source, writing.columns
    column = table.get("column") if isinstance(table, dict) else None
    if not isinstance(column, str):
        raise source.error(key, "names no column", 'such as { column = "sources", by = ";" }')
    column = writing.names.get(column, column)
    if column not in columns:
        raise source.error(f"{key}.column", f"the file has no column {column!r}")
    if "by" not in table and (not columns.names or column in columns.joined):
        made = str(table.get("as", column))
        inside = columns.joined.get(column, ()) if column in columns.joined or columns.names else None
        each = _nested(columns.raw(column), made, table=bool(columns.names))
        return Splitter((made,), each), columns.with_parts((made,), inside, of=column)
    parts = table.get("parts", ["item"])
    if not isinstance(parts, list) or not parts or not all(isinstance(part, str) for part in parts):
        raise source.error(f"{key}.parts", "must be a list of names", 'such as ["office", "date"]')
    separator, part_separator = str(table.get("by", ";")), str(table.get("by_part", ","))
    if not separator:
        raise source.error(f"{key}.by", "is the sign between the items", 'such as by = ";"')
    get = columns.text(column)
    table_row = bool(columns.names)

    def split(row: Row) -> Iterator[Row]:
        for item in _items(get(row), separator):
            cells = item.split(part_separator, len(parts) - 1) if len(parts) > 1 else [item]
            cells = [cell.strip() for cell in cells] + [""] * (len(parts) - len(cells))
            yield [*row, *cells] if table_row else {**row, **dict(zip(parts, cells, strict=True))}

    return Splitter(tuple(parts), split), columns.with_parts(tuple(parts))


def _items(text: str, separator: str) -> Iterator[str]:
    """Yield the items of a list; one that stands in quotes may hold a separator of one character."""
    if not text.strip():
        return
    if len(separator) > 1:
        yield from items_of(text, separator)
        return
    for record in csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True):
        for item in record:
            if item.strip():
                yield item.strip()


def _nested(get: Callable[[Row], Any], name: str, *, table: bool) -> Callable[[Row], Iterator[Row]]:
    def split(row: Row) -> Iterator[Row]:
        items = get(row)
        for item in items if isinstance(items, list) else [items] if items else []:
            yield [*row, item] if table else {**row, name: item}

    return split
