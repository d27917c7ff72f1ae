"""Tables: which row names the columns, which rows are none, and rows that are too short or too long."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, Any

from claimtrack.characters import drop_invisible, squeeze
from claimtrack.errors import InputFileError
from claimtrack.importers.readers.rows import Row, RowSource, UnreadRow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from claimtrack.importers.readers.options import ReadOptions
    from claimtrack.importers.readers.source import ByteSource
    from claimtrack.model.draft import Finding

_SAMPLE = 40  # rows looked at to find the header
_TAG = re.compile(r"#[A-Za-z][\w-]*(?:\s*\+\s*[A-Za-z][\w-]*)*")  # HXL: #affected+f+children
_NUMBER_OR_DATE = re.compile(r"-?\d[\d.,:/ T-]*")


BEYOND = "beyond_"
"""With what the columns of a file of rejects begin that hold what stood to the right of the table."""


class TableSource(RowSource):
    """A source with named columns.

    Besides the rows there are bare tuples, which cost a fraction of them. A cell that is missing at the end of a
    row reads as an empty one, and `notes` says so; a row with more cells than columns is a finding.
    """

    sheet = ""

    def __init__(self, source: ByteSource, options: ReadOptions) -> None:
        super().__init__(source)
        self._options = options
        self._early: list[Finding] = []
        self._report: Callable[[Finding], object] = self._early.append
        self._rows: Iterator[tuple[int, list[Any]]] = iter(())
        self._header: list[Any] | None = None
        self._unended = 0  # the line of the last row, where the file does not end it

    @abstractmethod
    def _records(self) -> Iterator[tuple[int, list[Any]]]:
        """Return the rows as they stand, header and all, each with its line; tell `_bad` of those that are none."""

    def _is_empty(self, cells: list[Any]) -> bool:
        return not any(cells)

    def _bad(self, line: int, message: str, cells: Iterable[Any] = ()) -> None:
        self._report(UnreadRow(self.position(line), message, cells=tuple(cells)))

    # --- rows ---------------------------------------------------------------------------------

    def tuples(self, report: Callable[[Finding], object]) -> Iterator[tuple[int, list[Any]]]:
        """Yield each row as its line and its cells, as many as there are columns: the fast way.

        Args:
            report: called with a finding for each row that is left out because it cannot be read.
        """
        for finding in self._early:
            report(finding)
        self._early.clear()
        self._report = report
        width, header, is_empty = len(self.columns), self._header, self._is_empty
        for line, cells in self._rows:
            if len(cells) != width:
                fitted = self._fitted(line, cells, width)
                if fitted is None:
                    continue
                yield line, fitted
            elif (not cells[0] and is_empty(cells)) or cells == header:
                self._leave_out(line, cells)
            else:
                yield line, cells

    def __iter__(self) -> Iterator[Row | Finding]:
        found: list[Finding] = []
        columns, sheet = self.columns, self.sheet
        for line, cells in self.tuples(found.append):
            if found:
                yield from found
                found.clear()
            yield Row(self.position(line), dict(zip(columns, cells, strict=True)), sheet)
        yield from found

    def _fitted(self, line: int, cells: list[Any], width: int) -> list[Any] | None:
        """Make a row as long as the header; None where it is no row."""
        if self._is_empty(cells):
            self._leave_out(line, cells)
            return None
        if len(cells) < width and line == self._unended:
            self._bad(
                line,
                f"the last row has {len(cells)} cells where the table has {width} columns, and no line end: the file is cut short",
                cells,
            )
            return None
        if len(cells) < width:
            self.notes.add(
                self.position(line),
                f"the row has {len(cells)} cells where the table has {width} columns; the missing ones are taken as empty",
                "rows with too few cells",
            )
            return cells + [""] * (width - len(cells))
        if self._is_empty(cells[width:]):
            return cells[:width]
        self._bad(
            line,
            f"the row has {len(cells)} cells where the table has {width} columns; an unquoted delimiter in the text?",
            cells,
        )
        return None

    def _leave_out(self, line: int, cells: list[Any]) -> None:
        if not cells:  # a blank line between records says nothing
            return
        again = cells == self._header
        kind = "repeated headers" if again else "empty rows"
        if not self.notes.counted(kind):  # a sheet may end in a million empty rows
            what = "the header stands here again" if again else "the row is empty"
            self.notes.add(self.position(line), f"{what}; left out", kind)

    # --- header -------------------------------------------------------------------------------

    def _begin(self) -> None:
        """Look at the first rows and settle the columns."""
        rows = self._records()
        wanted = self._options.header
        last = wanted if isinstance(wanted, int) else 0
        sample: list[tuple[int, list[Any]]] = []
        for line, cells in rows:
            if cells:
                sample.append((line, cells))
            if len(sample) >= _SAMPLE and line >= last:
                break
        self._rows = chain(self._settle(sample), rows)

    def _settle(self, sample: list[tuple[int, list[Any]]]) -> list[tuple[int, list[Any]]]:
        """Name the columns; give the rows of the sample that are data."""
        filled = [sum(not self._is_empty([cell]) for cell in cells) for _, cells in sample]
        if not any(filled):
            raise InputFileError(f"{self.name} is empty", "check where it came from, or name another sheet")
        if self._options.header == "none":
            self.columns = unique_names([""] * max(len(cells) for _, cells in sample))
            return sample
        index = self._header_index(sample, filled)
        line, header = sample[index]
        while len(header) > 1 and self._is_empty(header[-1:]) and not self._used(sample, len(header) - 1):
            header = header[:-1]
        while len(header) > 1 and str(header[-1]).startswith(BEYOND):
            header = header[:-1]  # a row of rejects that still stands beyond its table is refused as before
        self._header = header
        self._say_skipped(sample[:index])
        self.columns = self._named(line, header)
        rows = sample[index + 1 :]
        while rows and self._options.skip_tags and _are_tags(rows[0][1]):
            self.notes.add(self.position(rows[0][0]), "a row of tags below the header; left out")
            rows = rows[1:]
        return rows

    def _used(self, sample: list[tuple[int, list[Any]]], column: int) -> bool:
        return any(not self._is_empty(cells[column : column + 1]) for _, cells in sample)

    def _header_index(self, sample: list[tuple[int, list[Any]]], filled: list[int]) -> int:
        """Find the header: the line asked for, or the first row that fills most of the table's width."""
        wanted = self._options.header
        if wanted is None:
            # One row with stray delimiters is no measure: a table has two rows of a width.
            times = Counter(filled)
            widest = max((count for count in filled if times[count] > 1), default=max(filled))
            return next(index for index, count in enumerate(filled) if count * 2 > widest)
        for index, (line, _) in enumerate(sample):
            if line == wanted:
                return index
        raise InputFileError(f"{self.name} has no row on line {wanted} that could be the header")

    def _say_skipped(self, rows: list[tuple[int, list[Any]]]) -> None:
        for line, cells in rows:
            text = " ".join(str(cell) for cell in cells if not self._is_empty([cell]))
            if text:
                self.notes.add(
                    self.position(line),
                    f"stands before the header; left out: {text[:80]!r}",
                    "lines before the header",
                )

    def _named(self, line: int, header: list[Any]) -> tuple[str, ...]:
        names = [squeeze(drop_invisible(str(cell))) if cell is not None else "" for cell in header]
        unique = unique_names(names)
        for name, made in zip(names, unique, strict=True):
            if name and name != made:
                self.notes.add(
                    self.position(line),
                    f"the column name {name!r} stands more than once; this one is {made!r}",
                )
        data = [name for name in names if _NUMBER_OR_DATE.fullmatch(name) or "://" in name]
        if len(data) * 3 > len(names):
            self.notes.add(
                self.position(line),
                f"the header looks like data ({data[0]!r}); if the table has none, say so: header none",
            )
        return unique


def unique_names(names: Sequence[str]) -> tuple[str, ...]:
    """Name every column: `column3` where it has none, `name (2)` where another has it."""
    taken = set(names)
    given: set[str] = set()
    again: dict[
        str, int
    ] = {}  # up to which number each name is taken: a header may hold one name ten thousand times
    unique: list[str] = []
    for number, name in enumerate(names, start=1):
        made = stem = name or f"column{number}"
        while made in given or (made != name and made in taken):
            again[stem] = again.get(stem, 1) + 1
            made = f"{stem} ({again[stem]})"
        given.add(made)
        unique.append(made)
    return tuple(unique)


def _are_tags(cells: list[Any]) -> bool:
    """Know a row of HXL tags: nothing but tags, and more than one lonely hashtag."""
    filled = [cell.strip() for cell in cells if isinstance(cell, str) and cell.strip()]
    others = any(cell is not None and not isinstance(cell, str) for cell in cells)
    if others or not filled or not all(_TAG.fullmatch(cell) for cell in filled):
        return False
    return len(filled) > 1 or len(cells) == 1 or "+" in filled[0]
