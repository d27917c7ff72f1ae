"""What every reader gives: rows, each with its place in the input, and remarks on the way."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, Self, TypeVar

from msgspec import Struct, field

from claimtrack.importers.json_text import depth_exceeds
from claimtrack.model.draft import Finding, Position

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from types import TracebackType

    from claimtrack.importers.readers.source import ByteSource

_Content = TypeVar("_Content")
_EXAMPLES = 10  # remarks of one kind that are kept word for word; a million short rows need one line


class ToldLine(int):
    """The number of a line where that alone is no place: it prints with the record of the line, or the file, it means."""

    _told: str

    def __new__(cls, line: int, told: str) -> Self:
        """Make a number that prints as a text."""
        number = super().__new__(cls, line)
        number._told = told
        return number

    def __str__(self) -> str:
        return self._told


def placed(records: Iterable[tuple[int, _Content]]) -> Iterator[tuple[int, _Content]]:
    """Tell apart the records that begin on one line; each is given when the next has been seen."""
    waiting: tuple[int, _Content] | None = None
    record = 1
    for line, content in records:
        if waiting is not None:
            more = line == waiting[0]
            yield _of_line(waiting[0], record, alone=record == 1 and not more), waiting[1]
            record = record + 1 if more else 1
        waiting = (line, content)
    if waiting is not None:
        yield _of_line(waiting[0], record, alone=record == 1), waiting[1]


def _of_line(line: int, record: int, *, alone: bool) -> int:
    return line if alone else ToldLine(line, f"{line}, record {record}")


class Row(Struct, frozen=True):
    """One record of the input, as it stands there.

    Attributes:
        position: where it stands.
        cells: column or key → what is written there. Text stays text; typed sources give int, float, bool,
            None, and JSON objects stay nested. Dates of a spreadsheet are ISO text.
        sheet: the sheet of a spreadsheet it stands on.
    """

    position: Position
    cells: Mapping[str, Any]
    sheet: str = ""


class UnreadRow(Finding, frozen=True):
    """A row of a table that cannot be taken.

    Attributes:
        cells: what could be made out of it, for mending; there may be more or fewer than there are columns.
    """

    cells: tuple[Any, ...] = ()


class Notes(Struct):
    """What is worth saying about an input and costs no row: the first few of each kind, and how many there were."""

    _kept: dict[str, list[Finding]] = field(default_factory=dict)
    _counts: dict[str, int] = field(default_factory=dict)

    def add(self, position: Position, message: str, kind: str = "") -> None:
        """Note something.

        Args:
            position: where.
            message: what.
            kind: remarks of one kind are listed up to a few; left out, the message is its own kind.
        """
        kind = kind or message
        self._counts[kind] = count = self._counts.get(kind, 0) + 1
        if count <= _EXAMPLES:
            self._kept.setdefault(kind, []).append(Finding(position, message))

    def counted(self, kind: str) -> bool:
        """Count one more of a kind, if there are enough examples of it already; else it is to be added."""
        enough = self._counts.get(kind, 0) >= _EXAMPLES
        if enough:
            self._counts[kind] += 1
        return enough

    def __iter__(self) -> Iterator[Finding]:
        for kind, kept in self._kept.items():
            yield from kept
            if (more := self._counts[kind] - len(kept)) > 0:
                yield Finding(Position(kept[0].position.source), f"{more} more like this: {kind}")

    def __len__(self) -> int:
        return sum(1 for _ in self)


class RowSource(ABC):
    """The rows of one input, in order, once. A context manager: leaving it closes the input.

    Iterating gives a `Row` for each record that could be read, and a `Finding` in the place of each that could
    not. What costs no row (the encoding that was taken, a short row, a skipped line) is in `notes`.

    Attributes:
        format: what the input was read as.
        columns: the names of the columns where the input is a table, otherwise empty.
        encoding: the text encoding taken; empty where there is none. It can change while plain ASCII is all that
            was seen, so ask after reading.
        notes: remarks so far.
    """

    format: str = ""
    columns: tuple[str, ...] = ()

    def __init__(self, source: ByteSource) -> None:
        self._source = source
        self.name: str = source.name
        self.notes: Notes = source.notes

    @abstractmethod
    def __iter__(self) -> Iterator[Row | Finding]: ...

    @property
    def encoding(self) -> str:
        """The text encoding taken; empty where there is none."""
        return ""

    @property
    def size(self) -> int | None:
        """Bytes of the input as it is on disk; None where that cannot be known (a pipe)."""
        return self._source.size

    @property
    def bytes_read(self) -> int:
        """Bytes of the input read so far, in the measure of `size`."""
        return self._source.bytes_read

    def position(self, line: int = 0, column: int = 0) -> Position:
        """Return a place in this input."""
        return Position(self.name, line, column)

    def object_row(self, line: int, value: Any, depth: int) -> Row | Finding:
        """Make a row of an object, or say why it is none.

        Args:
            line: where it stands.
            value: what was read there.
            depth: how deep its lists and objects may be nested.
        """
        if not isinstance(value, dict):
            return Finding(self.position(line), f"an object is needed, not {str(value)[:80]!r}")
        if depth_exceeds(value, depth):
            return Finding(self.position(line), f"lists and objects are nested more than {depth} deep")
        return Row(self.position(line), value)

    def close(self) -> None:
        """Close the input."""
        self._source.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
