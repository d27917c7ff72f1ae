"""Joins: rows of another sheet, another file or the same one, that belong to a row by what both hold in a column.

[join.sources]
file = "sources.csv"              # in the folder of the input or of the mapping; left out: the input itself
sheet = "Sources"                 # of a workbook; also records, member, format, encoding, delimiter, header
on = { id = "strike_id" }         # the row's column = the other's; or one name that both have
split = ";"                       # where the row's cell holds several

`{sources.url}` is of the first row that belongs, `{sources.1.url}` of the second; `split = { column = "sources", as =
"source" }` takes each in turn. A cell may also be a list, as references in JSON are.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from claimtrack.importers.mapping.cells import Columns, Joined, as_text
from claimtrack.importers.mapping.words import items_of
from claimtrack.model.draft import Finding
from claimtrack.wording import counted, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from claimtrack.importers.mapping.errors import Source
    from claimtrack.importers.readers.rows import RowSource

READING = (
    "format",
    "encoding",
    "delimiter",
    "quote",
    "escape",
    "header",
    "sheet",
    "skip_tags",
    "records",
    "member",
)
JOIN = {"file", "on", "split", *READING}
"""What a join may say."""
_MOST = 1_000_000  # rows that are joined: they are held in memory

Key = tuple[str, ...]


@dataclass(slots=True)
class Join:
    """The rows that are joined under one name.

    Attributes:
        name: under which rows have them.
        ours, theirs: columns by which they belong together, one for one.
        split: the sign between several keys in a cell; empty where it holds one.
        columns: of the joined table; empty for JSON.
        rows: by what they hold in these columns.
        own: they are rows of the input itself.
        met: keys by which rows were joined.
        alone: rows that nothing was joined to, although they name something.
    """

    name: str
    ours: tuple[str, ...]
    theirs: tuple[str, ...]
    split: str
    columns: tuple[str, ...]
    rows: dict[Key, list[Mapping[str, Any]]]
    own: bool = False
    met: set[Key] = field(default_factory=set)
    alone: int = 0

    def of(self, keys: Iterable[Key]) -> Joined:
        """Return the rows that belong to a row."""
        found, named = Joined(), False
        for key in keys:
            if not any(key):
                continue
            named = True
            found += self.rows.get(key, ())
            self.met.add(key)
        self.alone += named and not found
        return found

    def remarks(self) -> Iterator[str]:
        """Say what was not joined."""
        unused = 0 if self.own else sum(len(rows) for key, rows in self.rows.items() if key not in self.met)
        if self.alone:
            yield f"join {self.name}: {counted(self.alone, 'row')} for which there is nothing"
        if unused:
            yield f"join {self.name}: {counted(unused, 'row')} of it {'belongs' if unused == 1 else 'belong'} to no row of the input, left out"


def load_join(source: Source, name: str, table: Mapping[str, Any], rows: RowSource) -> Join:
    """Read the rows of a join.

    Args:
        source: the mapping, for errors.
        name: of the join.
        table: what the mapping says of it.
        rows: the other rows, open.

    Raises:
        MappingError: they have no such column, or are too many to be held.
    """
    key = f"join.{name}"
    ours, theirs = _sides(source, key, table.get("on"))
    columns = Columns(rows.columns)
    for column in theirs:
        if column not in columns:
            near = did_you_mean(column, rows.columns)
            raise source.error(f"{key}.on", f"{rows.name} has no column {column!r}", near)
    get = [columns.raw(column) for column in theirs]
    found: dict[Key, list[Mapping[str, Any]]] = {}
    for number, row in enumerate(item for item in rows if not isinstance(item, Finding)):
        if number >= _MOST:
            raise source.error(key, f"{rows.name} has more than {_MOST:,} rows", "join the smaller table")
        cells: Any = list(row.cells.values()) if rows.columns else row.cells
        for one in _keys([item(cells) for item in get], ""):
            if any(one):
                found.setdefault(one, []).append(row.cells)
    own = not {"file", "sheet", "records", "member"} & set(table)
    return Join(name, ours, theirs, str(table.get("split", "")), rows.columns, found, own)


def _sides(source: Source, key: str, given: Any) -> tuple[Key, Key]:
    pairs = {given: given} if isinstance(given, str) else given
    if not isinstance(pairs, dict) or not pairs or not all(isinstance(item, str) for item in pairs.values()):
        hint = 'such as on = { id = "strike_id" }, the column here = the column there'
        raise source.error(f"{key}.on", "must name the columns by which rows belong together", hint)
    return tuple(pairs), tuple(pairs.values())


def _keys(cells: list[Any], split: str) -> Iterator[Key]:
    """Yield the keys that cells make: several where the only one is a list."""
    only = cells[0]
    if len(cells) == 1 and isinstance(only, list):
        yield from ((as_text(item).strip(),) for item in only)
    elif len(cells) == 1 and split:
        yield from ((item,) for item in items_of(as_text(only), split))
    else:
        yield tuple(as_text(cell).strip() for cell in cells)


class Joins:
    """Joins of one input.

    Args:
        source: the mapping, for errors.
        joins: the joins.
        columns: those of the input; empty for JSON.
    """

    def __init__(self, source: Source, joins: list[Join], columns: tuple[str, ...]) -> None:
        self.joins = joins
        self._table = bool(columns)
        self._get: list[list[Callable[[Any], Any]]] = []
        here = Columns(columns)
        for join in joins:
            if join.name in columns:
                raise source.error(f"join.{join.name}", "is the name of a column, too", "call it otherwise")
            for column in join.ours:
                if column not in here:
                    near = did_you_mean(column, columns)
                    raise source.error(f"join.{join.name}.on", f"the file has no column {column!r}", near)
            self._get.append([here.raw(column) for column in join.ours])

    def names(self) -> dict[str, tuple[str, ...]]:
        """Return the columns of each join, by its name; none where it is of JSON."""
        return {join.name: join.columns for join in self.joins}

    def own(self) -> dict[str, set[str]]:
        """Return the columns by which rows of the input are joined to others of it, by the name of the join."""
        return {join.name: {*join.ours, *join.theirs} for join in self.joins if join.own}

    def added(self, rows: Iterable[tuple[int, Any]]) -> Iterator[tuple[int, Any]]:
        """Yield rows with those that belong to them: in cells of their own, or under the names of the joins."""
        for line, cells in rows:
            found = [
                join.of(_keys([item(cells) for item in get], join.split))
                for join, get in zip(self.joins, self._get, strict=True)
            ]
            if self._table:
                yield line, [*cells, *found]
            else:
                yield (
                    line,
                    {**cells, **{join.name: items for join, items in zip(self.joins, found, strict=True)}},
                )

    def remarks(self) -> list[str]:
        """Say what was not joined, when the rows have been read."""
        return [remark for join in self.joins for remark in join.remarks()]
