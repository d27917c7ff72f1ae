"""What every printed form needs of a report: tables no wider than a sheet, words that can break, both directions.

Printed forms are PDF and DOCX: unlike a screen, a sheet has one width, and what runs over its edge is lost.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import quote

from msgspec.structs import replace

from claimtrack.render.text import (
    direction,
    for_document,
    lines_of,
    one_line,
    reads_both_ways,
    with_addresses,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimtrack.views.blocks import Cell, Span, Table, Tone

ROOM: Final = 96
"""Letters that a table of a sheet has room for, at the size tables are set in."""

_LONGEST_WORD: Final = 13  # letters of a word that a column is made wide enough for
_WIDEST: Final = 40
_UNBROKEN: Final = 24  # letters that may stand without a place to break
_PIECE: Final = 8
# A number or date that a line from right to left would turn round (UAX #9, rules W4 to W6): 2024-03-10, +963 11 223.
_FIGURE: Final = re.compile(r"\+?[0-9](?:[0-9./:,+ -]*[0-9])?")
_ISOLATE, _END = "\u2066", "\u2069"


class Piece(NamedTuple):
    """A run of text as it is set.

    Attributes:
        text: the text.
        tone: how it looks.
        link: a web address, or an anchor behind `#`; empty for none.
        language: BCP 47 tag of its language, where that is known and another.
        way: the way it reads, where that is not the way of its line.
    """

    text: str
    tone: Tone = "plain"
    link: str = ""
    language: str = ""
    way: str = ""


def pieces(cell: Cell, way: str) -> list[tuple[str, list[Piece]]]:
    """Return the lines of a cell, each with the way it reads and its pieces.

    Args:
        cell: the cell.
        way: the way that the document reads.
    """
    return [_line(line, way) for line in lines_of(cell, for_document)]


def _line(line: Sequence[Span], way: str) -> tuple[str, list[Piece]]:
    own = (direction(line[0].text) or way) if len(line) == 1 else way
    return own, [piece for span in line if span.text for piece in _pieces(span, own)]


def _pieces(span: Span, way: str) -> Iterator[Piece]:
    for text, is_address in with_addresses(span.text):
        if text:
            link = text if is_address else f"#{span.target}" if span.target else ""
            reads = "ltr" if is_address else direction(text)
            turned = reads if reads and reads != way else ""
            shown = figures_apart(text) if "rtl" in {way, turned} and not is_address else text
            yield Piece(shown, span.tone, link, span.language, turned)


def figures_apart(text: str) -> str:
    """Isolate figures in a text with right-to-left letters, so that they keep their order there."""
    if not reads_both_ways(text):
        return text
    return _FIGURE.sub(lambda match: f"{_ISOLATE}{match[0]}{_END}" if len(match[0]) > 1 else match[0], text)


def breakable(text: str) -> Iterator[str]:
    """Yield a text in parts between which a line may break, where it has words too long for a column."""
    end = 0
    for match in re.finditer(rf"[^\s/.?&=_-]{{{_UNBROKEN},}}", text):
        word = match[0]
        cuts = [at for at in range(_PIECE, len(word), _PIECE) if not _is_mark(word[at])]
        for start, stop in zip([0, *cuts], [*cuts, len(word)], strict=True):
            yield text[end : match.start()] + word[start:stop] if not start else word[start:stop]
        end = match.end()
    yield text[end:]


def _is_mark(character: str) -> bool:
    from unicodedata import category

    return category(character)[0] == "M"


def ascii_address(address: str) -> str:
    """Return a web address in ASCII, as printed forms have to hold it (RFC 3986)."""
    return quote(address, safe="/:?#[]@!$&'()*+,;=%-._~")


def label(text: str) -> str:
    """Return a heading or label on one line."""
    return one_line(text, for_document)


# --- tables ---------------------------------------------------------------------------------------


def widths(table: Table) -> list[float]:
    """Return how wide each column is, in letters, together no more than there is room for.

    No column is so narrow that its words are broken, but for very long ones; what room is left goes to those that
    have more to say.
    """
    columns = _columns(table)
    least = [_least(column) for column in columns]
    more = [max(min(_most(column), _WIDEST) - low, 0) for column, low in zip(columns, least, strict=True)]
    left = max(ROOM - sum(least), 0)
    return [round(low + left * much / (sum(more) or 1), 2) for low, much in zip(least, more, strict=True)]


def _columns(table: Table) -> list[tuple[Cell, ...]]:
    return list(zip(*[[column.heading for column in table.columns], *table.rows], strict=True))


def panels(table: Table) -> Iterator[Table]:
    """Continue a table that is wider than a sheet in further tables, each with the pinned columns."""
    least = [_least(column) for column in _columns(table)]
    pinned = list(range(table.pinned))
    used = sum(least[place] for place in pinned)
    panel: list[int] = []
    for place in range(table.pinned, len(least)):
        if panel and used + sum(least[at] for at in panel) + least[place] > ROOM:
            yield _panel(table, [*pinned, *panel])
            panel = []
        panel.append(place)
    yield _panel(table, [*pinned, *panel])


def _panel(table: Table, places: list[int]) -> Table:
    if len(places) == len(table.columns):
        return table
    last = places[-1] == len(table.columns) - 1
    return replace(
        table,
        columns=tuple(table.columns[place] for place in places),
        rows=tuple(tuple(row[place] for place in places) for row in table.rows),
        title=table.title if places[table.pinned] == table.pinned else "",
        notes=table.notes if last else (),
    )


def _least(column: Sequence[Cell]) -> int:
    """Return the width that no word of a column is broken at, but for very long ones."""
    words = (len(word) for cell in column for word in cell.text.split())
    return min(max(words, default=1), _LONGEST_WORD) + 2


def _most(column: Sequence[Cell]) -> int:
    return max((len(line) for cell in column for line in cell.text.split("\n")), default=1) + 2


def is_short(row: Sequence[Cell]) -> bool:
    """Whether a row is so short that a page should not cut it."""
    return all(len(cell.text) < 600 for cell in row)
