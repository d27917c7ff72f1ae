"""The blocks a view is made of: what to show, never how. Every renderer takes these and gives text.

All text in a block is data: a renderer escapes it for its medium and never reads markup in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, Self, TypeAlias

from msgspec import Struct

if TYPE_CHECKING:
    from claimtrack.views.drawing import Drawing

Tone: TypeAlias = Literal[
    "plain",
    "strong",  # names, what the eye should find first
    "dim",  # history, notes, what matters less
    "agree",
    "compatible",
    "possible",  # possibly in conflict
    "conflict",
    "contested",  # denied or disputed by a link
    "single",
    "silent",
    "warning",
    "match",  # a search hit
    "struck",  # what is void
    "given",  # text of the case file within a sentence of the program's own: it looks plain and reads its own way
]


class Span(Struct, frozen=True):
    """A run of text in one tone. Tone is never the only carrier of a meaning: a symbol or word goes with it.

    Attributes:
        text: the text.
        tone: how it looks.
        target: the anchor in the same document that it leads to, or a page of the same folder (`x.html`).
        language: BCP 47 tag of its language, where that is not the language of the document.
    """

    text: str
    tone: Tone = "plain"
    target: str = ""
    language: str = ""


class Cell(Struct, frozen=True):
    """A table cell or paragraph: lines, each a sequence of spans; a renderer may wrap a line further.

    Attributes:
        lines: what people see.
        whole: every line, where `lines` leaves some out.
        anchor: a name that other places of the document lead to.
    """

    lines: tuple[tuple[Span, ...], ...] = ()
    whole: tuple[tuple[Span, ...], ...] = ()
    anchor: str = ""

    @property
    def text(self) -> str:
        """The plain text of every line, joined by line feeds: what machines read."""
        return "\n".join("".join(span.text for span in line) for line in self.whole or self.lines)


def cell(*lines: str | Span | Sequence[Span], tone: Tone = "plain") -> Cell:
    """Make a cell from lines, each a text (in the given tone), a span or several spans."""
    return Cell(tuple(_line(line, tone) for line in lines))


def _line(line: str | Span | Sequence[Span], tone: Tone) -> tuple[Span, ...]:
    if isinstance(line, str):
        return (Span(line, tone),)
    return (line,) if isinstance(line, Span) else tuple(line)


class Column(Struct, frozen=True):
    """A column of a table; numbers are right-justified.

    Attributes:
        heading: what stands above the column for people.
        justify: where its cells stand.
        name: what the column is called in CSV; the heading on one line when empty.
        finding: whether its cells tell what their rows come to: a page shades the rows in conflict.
    """

    heading: Cell
    justify: Literal["left", "right"] = "left"
    name: str = ""
    finding: bool = False

    @classmethod
    def of(cls, name: str, *, number: bool = False) -> Self:
        """Make a column that is headed by its name, as people write it, and holds numbers or not."""
        heading = cell(name.replace("_", " ").capitalize(), tone="dim")
        return cls(heading, "right" if number else "left", name)


class Table(Struct, frozen=True):
    """Rows and columns.

    Attributes:
        pinned: leading columns repeated when the table continues in a further panel because its columns do not
            fit the width.
        sections: indexes of rows before which a rule is drawn.
        notes: footnotes and legend lines, printed under the table.
        turned: the same with rows for columns, for a terminal on which that needs fewer panels.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    title: str = ""
    pinned: int = 1
    sections: tuple[int, ...] = ()
    notes: tuple[Cell, ...] = ()
    turned: Table | None = None


class Heading(Struct, frozen=True):
    """A heading; level 1 is the title of the whole view.

    Attributes:
        anchor: a name that other places of the document lead to.
    """

    text: str
    level: int = 1
    anchor: str = ""


class Text(Struct, frozen=True):
    """A paragraph, or a numbered or bulleted list of them."""

    paragraphs: tuple[Cell, ...]
    marker: Literal["none", "bullet", "number"] = "none"


class KeyValues(Struct, frozen=True):
    """Labelled facts of one record."""

    items: tuple[tuple[str, Cell], ...]
    title: str = ""


class TimelineEntry(Struct, frozen=True):
    """One statement on a timeline.

    Attributes:
        when: the date as printed.
        start, end: day ordinals (proleptic Gregorian) of the bounds, None where open or unknown.
        who: the claimant.
        what: what was said.
        lag: time since the statement it answers, as printed; empty where there is none.
    """

    when: str
    start: float | None
    end: float | None
    who: str
    what: Cell
    lag: str = ""


class Timeline(Struct, frozen=True):
    """Statements in said-order, for bars on a terminal."""

    entries: tuple[TimelineEntry, ...]
    title: str = ""


class Picture(Struct, frozen=True):
    """A drawing in a document; forms that cannot draw leave it out, as what it shows stands beside it in words.

    Attributes:
        drawing: what is drawn.
        caption: what stands under it.
    """

    drawing: Drawing
    caption: str = ""


Block: TypeAlias = Table | Heading | Text | KeyValues | Timeline | Picture


class Sheet(Struct, frozen=True):
    """An answer as one table for machines: dates in EDTF, ids whole, every row, one name for each column.

    Attributes:
        columns: their names.
        rows: for each column a text, a number, or None for nothing.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str | float | None, ...], ...]


def one_below_another(sheets: Iterable[Sheet]) -> Sheet:
    """Join sheets of the same columns."""
    given = list(sheets)
    return Sheet(given[0].columns, tuple(row for sheet in given for row in sheet.rows))


class LaterData(Mapping[str, Any]):
    """Plain data that is worked out when it is first asked for: a table on a terminal needs none.

    Args:
        make: gives the data.
    """

    def __init__(self, make: Callable[[], Mapping[str, Any]]) -> None:
        self._make = make
        self._made: Mapping[str, Any] | None = None

    def _data(self) -> Mapping[str, Any]:
        if self._made is None:
            self._made = self._make()
        return self._made

    def __getitem__(self, key: str) -> Any:
        return self._data()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._data())

    def __len__(self) -> int:
        return len(self._data())


class View(Struct, frozen=True):
    """An answer ready to print.

    Attributes:
        name: what kind of answer it is (`compare`, `list` …); names the JSON schema.
        blocks: the content for people.
        data: the same content as plain JSON data, for `--format json`.
        sheet: makes the same content as one table for `--format csv`; without it the tables among the blocks are that.
    """

    name: str
    blocks: tuple[Block, ...]
    data: Mapping[str, Any] = MappingProxyType({})
    sheet: Callable[[], Sheet] | None = None
