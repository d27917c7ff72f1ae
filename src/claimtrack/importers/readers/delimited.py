"""CSV and its kin: cells between commas, semicolons, tabs or bars.

The text is cut into lines by `io.StringIO` and parsed by `csv.reader`, both in C; per row this module adds one
comparison and a line number.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from claimtrack.errors import InputFileError
from claimtrack.formula_guard import restored
from claimtrack.importers.readers.encoding import Text, what_is_wrong
from claimtrack.importers.readers.source import HEAD
from claimtrack.importers.readers.table import TableSource
from claimtrack.model.draft import FLAT_ID

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from claimtrack.importers.readers.options import ReadOptions
    from claimtrack.importers.readers.source import ByteSource
    from claimtrack.model.draft import Finding

_DELIMITERS = (",", ";", "\t", "|")
_NAMES = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_SAMPLE_ROWS = 100
_END = "\x00end"  # fed after the last line: it comes back as a row of its own, unless a quote is still open
_CUT = "\x00cut"  # fed in the place of an overlong line


@dataclass(frozen=True, slots=True)
class Dialect:
    """How cells are told apart."""

    delimiter: str = ","
    quote: str = '"'
    escape: str = ""
    space_after: bool = False

    def reader(self, lines: Iterable[str]) -> Any:
        """Make a `csv.reader` of this dialect."""
        return csv.reader(
            lines,
            delimiter=self.delimiter,
            quotechar=self.quote or None,
            quoting=csv.QUOTE_MINIMAL if self.quote else csv.QUOTE_NONE,
            escapechar=self.escape or None,
            doublequote=not self.escape,
            skipinitialspace=self.space_after,
        )


_LONE = re.compile(r"\r(?!\n)")


class DelimitedSource(TableSource):
    """The rows of a CSV or TSV file."""

    format = "csv"

    def __init__(self, source: ByteSource, options: ReadOptions) -> None:
        super().__init__(source, options)
        self._text = Text(source, options.encoding)
        sample = self._text.sample()
        self._lines = _Lines(self._text, options.limits.line, old_mac="\r" in sample and "\n" not in sample)
        self.dialect = _dialect(sample, options, whole=len(source.head) < HEAD)
        # One setting for the whole interpreter; the standard one, 128 KiB, is less than an article's text.
        csv.field_size_limit(options.limits.line)
        self._begin()
        if self.dialect.delimiter != ",":
            name = _NAMES.get(self.dialect.delimiter, repr(self.dialect.delimiter))
            self.notes.add(self.position(), f"the cells are separated by {name}")
        if self.dialect.quote == "'":
            self.notes.add(self.position(), "the cells are quoted with apostrophes")

    @property
    def encoding(self) -> str:
        """The text encoding taken; "ascii" as long as nothing else was met."""
        return self._text.encoding

    def tuples(self, report: Callable[[Finding], object]) -> Iterator[tuple[int, list[Any]]]:
        """Return each row as its line and its cells; what an export of ours made safe for spreadsheets is undone."""
        rows = super().tuples(report)
        if self.columns[:1] != (FLAT_ID,):
            return rows
        return ((line, [restored(cell) for cell in cells]) for line, cells in rows)

    def _records(self) -> Iterator[tuple[int, list[Any]]]:
        reader = self.dialect.reader(self._lines.each(self.dialect))
        lines, text = self._lines, self._text
        line = 1
        while True:
            try:
                for cells in reader:
                    if lines.unended:
                        self._unended = line
                    if not (text.suspect or lines.flagged):
                        yield line, cells
                    elif cells == [_END]:
                        return
                    elif wrong := self._wrong(cells):
                        self._bad(line, wrong, (cell.replace(_END, "").replace(_CUT, "…") for cell in cells))
                    else:
                        yield line, cells
                    line = reader.line_num + 1
            except csv.Error as error:
                self._bad(line, self._explained(error, line, reader.line_num))
                line = reader.line_num + 1
            else:
                return

    def _wrong(self, cells: list[str]) -> str:
        if cells and cells[-1].endswith(_END):
            return "a quote that opens in this row is never closed; everything from here to the end is in it"
        if any(_CUT in cell for cell in cells):
            self._lines.flagged = False
            return f"the line is longer than {self._options.limits.line:,} characters; left out"
        return next((wrong for cell in cells if (wrong := what_is_wrong(cell, self.encoding))), "")

    def _explained(self, error: csv.Error, first: int, last: int) -> str:
        self._lines.flagged = False
        if "limit" in str(error):
            where = f", lines {first} to {last}" if last > first else ""
            return (
                f"a cell is longer than {self._options.limits.line:,} characters{where}; "
                "left out (a quote that is never closed?)"
            )
        return f"the row cannot be taken apart: {error}"


class _Lines:
    """The text as lines, each with its line feed, and a mark after the last.

    In the place of an overlong line stands a mark, within quotes or not as the line left them: the rows after it
    are read as if it had been given.

    Attributes:
        flagged: the row at hand needs a look: the mark of an overlong line or that of the end has been given.
        unended: the last line has been given, and the file does not end it.
    """

    def __init__(self, text: Text, limit: int, *, old_mac: bool) -> None:
        self._text = text
        self._limit = limit
        self._old_mac = old_mac
        self.flagged = self.unended = self._inside = False

    def each(self, dialect: Dialect) -> Iterator[str]:
        return chain.from_iterable(self._blocks(dialect))

    def _blocks(self, dialect: Dialect) -> Iterator[Iterable[str]]:
        rest = ""
        skipping = False
        quotes = 0  # in the line that is skipped
        for piece in self._text:
            text = rest + (piece.replace("\r", "\n") if self._old_mac else piece)
            if skipping:
                line, feed, text = text.partition("\n")
                quotes += line.count(dialect.quote) if dialect.quote else 0
                skipping = not feed
                if skipping:
                    continue
                yield self._cut(dialect, quotes)
            end = text.rfind("\n") + 1
            if end:
                lines = io.StringIO(self._ended(text[:end], dialect.quote), newline="\n")
                yield lines if end <= self._limit else self._cutting(lines, dialect)
            rest = text[end:]
            if len(rest) > self._limit:
                quotes = rest.count(dialect.quote) if dialect.quote else 0
                rest, skipping = "", True
        if skipping:
            yield self._cut(dialect, quotes)
        elif rest:
            ended = [*io.StringIO(self._ended(rest, dialect.quote), newline="\n")]
            yield ended[:-1]
            self.unended = True
            yield (ended[-1] + "\n",)
            self.unended = False
        self.flagged = True
        yield (_END,)

    def _ended(self, text: str, quote: str) -> str:
        """Let carriage returns that stand alone end lines, but within quotes: several programs wrote the file."""
        inside, self._inside = self._inside, self._inside ^ bool(quote and text.count(quote) % 2)
        if text.count("\r") == text.count("\r\n"):
            return text
        parts = text.split(quote) if quote else [text]
        ended = (part if number % 2 != inside else _LONE.sub("\n", part) for number, part in enumerate(parts))
        return quote.join(ended)

    def _cutting(self, lines: Iterable[str], dialect: Dialect) -> Iterator[str]:
        for line in lines:
            if len(line) <= self._limit:
                yield line
            else:
                yield from self._cut(dialect, line.count(dialect.quote) if dialect.quote else 0)

    def _cut(self, dialect: Dialect, quotes: int) -> Iterator[str]:
        self.flagged = True
        turned = (
            dialect.delimiter + dialect.quote if quotes % 2 else ""
        )  # opens a quote, or closes an open one
        yield f"{turned}{_CUT}\n"


# --- finding out ------------------------------------------------------------------------------


def _dialect(sample: str, options: ReadOptions, *, whole: bool) -> Dialect:
    """Find the dialect of a sample, except for what the caller says."""
    for name in ("delimiter", "quote", "escape"):
        given = getattr(options, name)
        if given is not None and len(given) > 1:
            raise InputFileError(f"the {name} must be one character, not {given!r}")
    if not whole:
        sample = sample[: sample.rfind("\n") + 1] or sample
    quote = _quote(sample) if options.quote is None else options.quote
    delimiter = options.delimiter or _delimiter(sample, quote)
    if options.quote is None and delimiter == "\t" and _stray_quotes(sample):
        quote = ""
    space_after = bool(quote) and sample.count(f"{delimiter} {quote}") > sample.count(f"{delimiter}{quote}")
    return Dialect(delimiter, quote, options.escape or "", space_after)


def _quote(sample: str) -> str:
    """Take apostrophes for quotes only where they stand around every cell of the first line."""
    first = sample.split("\n", 1)[0].strip()
    cells = re.split(r"[,;\t|]", first)
    wrapped = len(cells) > 1 and all(
        len(cell.strip()) > 1 and cell.strip()[0] == cell.strip()[-1] == "'" for cell in cells
    )
    return "'" if wrapped else '"'


def _stray_quotes(sample: str) -> bool:
    """Whether quotes begin cells that they do not end, as in tab-separated text that never quotes."""
    opening = len(re.findall(r'(?:^|\t)"', sample, re.MULTILINE))
    closing = len(re.findall(r'"(?=\t|\r?$)', sample, re.MULTILINE))
    return opening != closing


def _delimiter(sample: str, quote: str) -> str:
    """Choose the delimiter that gives the most rows of one width, and of those the widest."""
    best, best_score = ",", (0.0, 1)
    for delimiter in _DELIMITERS:
        widths = _widths(sample, Dialect(delimiter, quote))
        if not widths:
            continue
        width, times = max(widths.items(), key=lambda item: (item[0] > 1, item[1]))
        score = (times / widths.total(), width)
        if width > 1 and score > best_score:
            best, best_score = delimiter, score
    return best


def _widths(sample: str, dialect: Dialect) -> Counter[int]:
    widths: Counter[int] = Counter()
    try:
        for cells in dialect.reader(io.StringIO(sample, newline="")):
            if cells:
                widths[len(cells)] += 1
            if widths.total() >= _SAMPLE_ROWS:
                break
    except csv.Error:
        pass  # what was parsed until here counts
    return widths
