"""Cells as text: how a row is asked for a column, whether it is a list of cells or a JSON object."""

from __future__ import annotations

import html
import json
from dataclasses import dataclass
from math import isnan
from operator import itemgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

Row = Any
"""A list of cells with one place for each column, or a JSON object."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaning:
    """What a mapping says of all cells.

    Attributes:
        unknown: texts by which the data says that it does not know (`-9`, `Unknown`), case folded.
        empty: texts that say nothing at all (`NA`, `-`), case folded.
        html: columns whose HTML entities are decoded; True for all.
        unquote: columns whose literal quotes around the whole cell are taken off; True for all.
    """

    unknown: frozenset[str] = frozenset()
    empty: frozenset[str] = frozenset()
    html: bool | frozenset[str] = False
    unquote: bool | frozenset[str] = False

    def steps(self, column: str) -> list[Callable[[str], str]]:
        """Return what is done to the cells of a column."""
        found: list[Callable[[str], str]] = []
        if self.html is True or (self.html and column in self.html):
            found.append(html.unescape)
        if self.unquote is True or (self.unquote and column in self.unquote):
            found.append(_unquoted)
        if self.empty:
            found.append(lambda text: "" if text.strip().casefold() in self.empty else text)
        return found

    def is_unknown(self, text: str) -> bool:
        """Whether the data says by this text that it does not know."""
        return text.strip().casefold() in self.unknown


class Joined(list[Any]):
    """Rows that belong to a row; a path into them that names none is of the first."""


class Columns:
    """The columns of an input, and how to get at them.

    Args:
        names: the columns of a table, in order; empty for JSON, whose keys are paths (`user.name`, `media.0.url`).
        cleaning: what is done to every cell.
        typed: the cells may be other things than text.
        joined: of cells that hold other rows, or one, the columns of these; none where they are of JSON.
        own: those of them that are rows of the input itself.

    Attributes:
        first: rows by which it is told what columns hold, as far as there are any to look at.
    """

    def __init__(
        self,
        names: tuple[str, ...] = (),
        cleaning: Cleaning | None = None,
        *,
        typed: bool = True,
        joined: Mapping[str, tuple[str, ...]] | None = None,
        own: Iterable[str] = (),
    ) -> None:
        self.names = names
        self.joined = joined or {}
        self.cleaning = cleaning or Cleaning()
        self.typed = typed
        self._index = {name: number for number, name in enumerate(names)}
        self._plain = {_plain(name): number for name, number in reversed(self._index.items())}
        self.first: Sequence[Row] = ()
        self._sample: Sequence[Row] = ()
        self._keys: dict[str, str] = {}
        self._made: set[str] = set(self.joined)
        self._own = set(own)
        self.used: set[str] = set()

    def __contains__(self, name: str) -> bool:
        if (rest := self._inside(name)) is not None:
            return not rest or not self.joined[name.partition(".")[0]] or self._column_of(name) is not None
        return not self.names or self._place(name) is not None

    def _inside(self, name: str) -> str | None:
        """Return the path within the other rows that a name leads to; None where it leads to none."""
        head, _, rest = name.partition(".")
        return rest if head in self.joined else None

    def _column_of(self, name: str) -> str | None:
        """Return the column of the other rows that a name means, as it is written there; None where there is none."""
        head, _, rest = name.partition(".")
        number, point, column = rest.partition(".")
        column = column if point and number.lstrip("-").isdigit() else rest
        known = {_plain(item): item for item in reversed(self.joined[head])}
        return column if column in self.joined[head] else known.get(_plain(column))

    def _place(self, name: str) -> int | None:
        """Return the place of a column: by its name, else by its name in any case and with any spacing."""
        found = self._index.get(name)
        return found if found is not None else self._plain.get(_plain(name))

    def has(self, name: str) -> bool:
        """Whether there is such a column, or any of the first records has such a key."""
        return _plain(name) in {_plain(column) for column in self.keys()}

    def ambiguous(self, name: str) -> list[str]:
        """Return the columns that a name may mean that is not written as any of them is; none where it means one or none."""
        if name in self._index:
            return []
        alike = [column for column in self._index if _plain(column) == _plain(name)]
        return alike if len(alike) > 1 else []

    def told_apart(self) -> list[str]:
        """Return the columns left out whose names are those of used ones but for case, spaces and underscores."""
        used = {_plain(name) for name in self.used}
        return [name for name in self.left() if _plain(name) in used]

    def look(self, sample: Sequence[Row]) -> None:
        """Look at the first records of an input without a header, for what keys they have."""
        self._sample = () if self.names else sample
        self.first = self.first or self._sample
        self._keys = {_plain(key): key for row in reversed(self._sample) for key in row}

    def left(self) -> tuple[str, ...]:
        """Return the columns not used so far; without a header, the keys of the first records."""
        used = self.used | {name for path in self.used for name in self._of_own_rows(path)}
        if self.names:
            return tuple(name for name in self.names if name not in used)
        first = {name for path in used for name in (path, path.partition(".")[0])}
        return tuple(dict.fromkeys(key for row in self._sample for key in row if key not in first))

    def _of_own_rows(self, path: str) -> list[str]:
        """Return the column that a path reads in other rows of the same input."""
        head, *rest = path.split(".")
        return [name for name in rest if not name.lstrip("-").isdigit()][:1] if head in self._own else []

    def strange(self, names: Iterable[str]) -> bool:
        """Whether none of the first records has any of these, as far as there are records to look at."""
        if not self._sample or any(name.partition(".")[0] in self._made for name in names):
            return False
        written = [self._written(name) for name in names]
        return not any(_has(row, name) for row in self._sample for name in written)

    def _written(self, name: str) -> str:
        """Return a key as the first records write it; as with columns, case, spaces and underscores do not matter."""
        if any(_has(row, name) for row in self._sample):
            return name
        first, point, rest = name.partition(".")
        return self._keys.get(_plain(first), first) + point + rest

    def keys(self) -> tuple[str, ...]:
        """Return the columns, or the keys of the first records."""
        return self.names or tuple(dict.fromkeys(key for row in self._sample for key in row))

    def inside(self, name: str) -> tuple[str, ...]:
        """Return the keys of the objects that the first records have under a key."""
        found = (row.get(name) for row in self._sample)
        return tuple(dict.fromkeys(key for item in found if isinstance(item, dict) for key in item))

    def with_parts(
        self, parts: tuple[str, ...], joined: tuple[str, ...] | None = None, *, of: str = ""
    ) -> Columns:
        """Return these columns and, behind them, the parts that a cell is split into.

        Args:
            parts: their names.
            joined: the columns of the only one, where it is another row.
            of: the column that is split.
        """
        names = (*self.names, *parts) if self.names else ()
        others = {**self.joined, **({parts[0]: joined} if joined is not None else {})}
        more = Columns(names, self.cleaning, typed=self.typed, joined=others)
        more.used, more._own = self.used, self._own
        if of in self._own:
            self._own.update(parts)
        more._sample, more._keys, more._made = self._sample, self._keys, {*self._made, *parts}
        return more

    def raw(self, name: str) -> Callable[[Row], Any]:
        """Return what gets a cell as it stands; None where an object has no such key."""
        self.used.add(name)
        if self.names and (rest := self._inside(name)) is not None:
            return self._within(name, rest)
        if self.names:
            place = self._place(name)
            assert place is not None  # noqa: S101 - the caller asks first
            self.used.add(self.names[place])
            return itemgetter(place)
        if name.partition(".")[0] in self._made:
            return _path_getter(name)
        name = self._written(name)
        self.used.add(name)
        return _path_getter(name)

    def _within(self, name: str, rest: str) -> Callable[[Row], Any]:
        """Return what gets a cell of the other rows that a cell holds, or all of them."""
        head = name.partition(".")[0]
        place = self.names.index(head)
        self.used.add(head)
        if not rest:
            return itemgetter(place)
        written = self._column_of(name)
        number, point, _ = rest.partition(".")
        path = (
            f"{number}.{written}" if written and point and number.lstrip("-").isdigit() else written or rest
        )
        get = _path_getter(f"{head}.{path}")
        return lambda row: get({head: row[place]})

    def text(self, name: str) -> Callable[[Row], str]:
        """Return what gets a cell as text, cleaned as the mapping says."""
        get: Callable[[Row], Any] = self.raw(name)
        typed = self.typed or self._inside(name) is not None
        steps: list[Callable[[Any], str]] = [as_text] if typed else []
        steps += self.cleaning.steps(name)
        return _chained(get, steps)


def _plain(name: str) -> str:
    return "".join(name.casefold().replace("_", " ").split())


def _chained(get: Callable[[Row], Any], steps: list[Callable[[Any], str]]) -> Callable[[Row], str]:
    if not steps:
        return get
    if len(steps) == 1:
        only = steps[0]
        return lambda row: only(get(row))

    def run(row: Row) -> str:
        text = get(row)
        for step in steps:
            text = step(text)
        return str(text)

    return run


def as_text(value: Any) -> str:
    """Write a cell of any type as text: what it says, in the way a person would write it.

    NaN is how tables of numbers write a cell with nothing in it. Bytes are UTF-8; others become what no row may hold.
    """
    if isinstance(value, str):
        return value
    if value is None or (isinstance(value, float) and isnan(value)):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    if isinstance(value, list) and not any(isinstance(item, dict) for item in value):
        return ", ".join(as_text(item) for item in value)
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, bytes):
        return value.decode("utf-8", "surrogateescape")
    return str(value)


def _has(row: Row, path: str) -> bool:
    return path in row or _path_getter(path)(row) is not None


def _path_getter(path: str) -> Callable[[Mapping[str, Any]], Any]:
    keys = path.split(".")
    if len(keys) == 1:
        return lambda row: row.get(path)

    def get(row: Any) -> Any:
        if path in row:  # a key that itself has points in it
            return row[path]
        value: Any = row
        for number, key in enumerate(keys):
            if isinstance(value, Joined) and not key.lstrip("-").isdigit():
                value = value[0] if value else None
            if isinstance(value, dict) and number and (rest := ".".join(keys[number:])) in value:
                return value[rest]
            if isinstance(value, dict):
                value = value.get(key)
            elif (
                isinstance(value, list) and key.lstrip("-").isdigit() and -len(value) <= int(key) < len(value)
            ):
                value = value[int(key)]
            else:
                return None
        return value

    return get


def _unquoted(text: str) -> str:
    stripped = text.strip()
    if len(stripped) > 1 and stripped[0] == stripped[-1] == '"':
        return stripped[1:-1]
    return text
