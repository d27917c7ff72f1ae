"""Outside text made fit to print: one function for terminals, one for documents, and the lines of a cell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimtrack.characters import harmless

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimtrack.views.blocks import Cell, Tone

# Patterns are left to `re` to compile when a text needs them: most texts are printable and need none.
_SURROGATE = "[\ud800-\udfff]"
_LINE_END = "\r\n?"
_WEAK_MARKS = "([\u061c\u200e\u200f])"
_NOTHING_TO_SEE = (
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u2060-\u2064\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)


def encodable(text: str) -> str:
    """Replace lone surrogates, which no encoding takes, by U+FFFD."""
    return text if text.isascii() else re.sub(_SURROGATE, "\ufffd", text)


def for_terminal(text: str) -> str:
    """Make a text safe for a terminal, keeping its line feeds.

    Marks that nobody sees and that terminals give different widths (soft hyphens, zero-width spaces, direction
    marks, tag characters) are left out; everything else that could steer a terminal becomes visible.
    """
    if text.isprintable():  # no control, format, surrogate or separator but the space
        return text
    text = re.sub(_LINE_END, "\n", encodable(text))
    return harmless(re.sub(_NOTHING_TO_SEE, "", text), keep_newlines=True)


def for_document(text: str) -> str:
    """Make a text safe for a document (Markdown, HTML, a spreadsheet), keeping its line feeds.

    Left-to-right and right-to-left marks stay: they cannot turn other text around, and Arabic and Hebrew
    pages need them.
    """
    if text.isprintable():
        return text
    parts = re.split(_WEAK_MARKS, re.sub(_LINE_END, "\n", encodable(text)))
    parts[::2] = [harmless(part, keep_newlines=True) for part in parts[::2]]
    return "".join(parts)


def one_line(text: str, clean: Callable[[str], str]) -> str:
    """Clean a heading or label and put it on one line."""
    return " ".join(clean(text).split("\n")).strip()


def lines_of(cell: Cell, clean: Callable[[str], str]) -> list[list[tuple[str, Tone]]]:
    """Give a cell's lines as clean (text, tone) pairs; a line feed within a span begins a new line."""
    lines: list[list[tuple[str, Tone]]] = []
    for spans in cell.lines:
        line: list[tuple[str, Tone]] = []
        for span in spans:
            first, *more = clean(span.text).split("\n")
            line.append((first, span.tone))
            for text in more:
                lines.append(line)
                line = [(text, span.tone)]
        lines.append(line)
    return lines
