"""Outside text made fit to print: one function for terminals, one for documents, and the lines of a cell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from msgspec.structs import replace

from claimtrack.characters import harmless

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from claimtrack.views.blocks import Cell, Span

# Patterns are left to `re` to compile when a text needs them: most texts are printable and need none.
_SURROGATE = "[\ud800-\udfff]"
_LINE_END = "\r\n?"
_WEAK_MARKS = "([\u061c\u200e\u200f])"
_NOTHING_TO_SEE = (
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u2060-\u2064\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)


_ADDRESS = r"""https?://[^\s<>"]+"""
_AFTER_ADDRESS = ".,;:!?'*"  # punctuation of the sentence, not of the address
# Non-starters as Unicode Technical Report 15 counts them for its stream-safe text, in the scripts that stack them.
_STACKED = "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_MOST_STACKED = 30


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
    pages need them. Of more than thirty marks on one letter, which would cover the lines around it, thirty are
    printed and the others counted (UAX #15, stream-safe text).
    """
    if not text.isascii() and len(text) - len(text.encode("ascii", "ignore")) > _MOST_STACKED:
        text = re.sub(f"({_STACKED}{{{_MOST_STACKED}}})({_STACKED}+)", _unstacked, text)
    if text.isprintable():
        return text
    parts = re.split(_WEAK_MARKS, re.sub(_LINE_END, "\n", encodable(text)))
    parts[::2] = [harmless(part, keep_newlines=True) for part in parts[::2]]
    return "".join(parts)


def _unstacked(match: re.Match[str]) -> str:
    return f"{match[1]}<+{len(match[2])} marks>"


def with_addresses(text: str) -> Iterator[tuple[str, bool]]:
    """Return the parts of a text, each with whether it is a web address: what else looks like one leads nowhere."""
    end = 0
    if "://" in text:
        for match in re.finditer(_ADDRESS, text, re.ASCII):
            address = _address(match[0])
            yield text[end : match.start()], False
            yield address, True
            end = match.start() + len(address)
    yield text[end:], False


def _address(text: str) -> str:
    """Leave out what follows an address in a sentence: punctuation, and a bracket that was not opened in it."""
    while text[-1] in _AFTER_ADDRESS or (
        text[-1] in ")]" and text.count(text[-1]) > text.count("(["[text[-1] == "]"])
    ):
        text = text[:-1]
    return text


def one_line(text: str, clean: Callable[[str], str]) -> str:
    """Clean a heading or label and put it on one line."""
    return " ".join(clean(text).split("\n")).strip()


def lines_of(cell: Cell, clean: Callable[[str], str]) -> list[list[Span]]:
    """Return a cell's lines as clean spans; a line feed within a span begins a new line."""
    lines: list[list[Span]] = []
    for spans in cell.lines:
        line: list[Span] = []
        for span in spans:
            text = clean(span.text)
            if "\n" not in text:
                line.append(span if text is span.text else replace(span, text=text))
                continue
            first, *more = text.split("\n")
            line.append(replace(span, text=first))
            for rest in more:
                lines.append(line)
                line = [replace(span, text=rest)]
        lines.append(line)
    return lines


_RIGHT_TO_LEFT = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
_ISOLATED = "[\u2066-\u2068].*?(?:\u2069|$)"


def direction(text: str) -> Literal["ltr", "rtl", ""]:
    """Tell which way a text reads, by its first strong letter (UAX #9, rules P2 and P3); empty where it has none."""
    if text.isascii():
        return "ltr" if re.search("[A-Za-z]", text) else ""
    import unicodedata

    for character in re.sub(_ISOLATED, "", text, flags=re.DOTALL):
        kind = unicodedata.bidirectional(character)
        if kind in {"R", "AL"}:
            return "rtl"
        if kind == "L":
            return "ltr"
    return ""


def reads_both_ways(text: str) -> bool:
    """Whether a text has right-to-left letters, so that its order on the page has to be seen to."""
    return not text.isascii() and re.search(_RIGHT_TO_LEFT, text) is not None
