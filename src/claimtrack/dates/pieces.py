"""Pieces: a text cut at its words, numbers and signs, with clock times and ISO forms left whole."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

_PIECES: Final = r"(?P<num>\d+)|(?P<word>[^\W\d_]+(?:(?<=\w)['\"][^\W\d_]+)*['\"]?)|(?P<sep>[^\s])"
_FORMS: Final = (
    r"(?P<iso>(?<![\d-])\d{4}-\d\d-\d\d[t ]\d\d:?\d\d(?::?\d\d(?:[.,]\d+)?)?(?: ?(?:z\b|[+-]\d\d(?::?\d\d)?))?"
    r"|(?<!\w)\d{8}t\d{4}(?:\d\d)?(?:z\b|[+-]\d\d(?::?\d\d)?)?(?!\d)|(?<![\w-])\d{4}-?w\d\d(?:-?[1-7])?(?![\w-])|(?<![\w-])\d{4}-\d{3}(?![\w-])"
    r"|(?<!\w)\d{6}[a-z](?: ?[a-z]{3} ?(?:\d{4}|\d\d))?(?!\w))"
    r"|(?P<clock>(?<![\d:])\d{1,2}(?::\d\d(?::\d\d(?:[.,]\d+)?)?(?: ?[ap]\.? ?m\b\.?)?|(?:\.[0-5]\d)? ?[ap]\.? ?m\b\.?"
    r"| ?h ?\d\d\b|[.:]\d\d (?=uhr\b)| (?=uhr\b|o'clock))(?![\d:])"
    r"(?: ?\+(?:0\d|1[0-4]):?[0-5]\d(?![\d:])| -(?:0\d|1[0-4]):?[0-5]\d(?![\d:])|z\b)?)|" + _PIECES
)
# What a text needs for any of the forms; most texts have none of it, and are cut up by the shorter expression.
_SIGNS: Final = r"\d(?::\d|\d{5}| ?[ap]\.? ?m\b|w\d|t\d| ?h ?\d|[.]?\d* (?:uhr|o'clock))|-w\d|-\d\d\d(?!\d)"


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile on first use; EDTF, ISO days and plain dates never get here, and few texts need the forms."""
    return re.compile(pattern)


ISO, CLOCK, NUM, WORD = "iso", "clock", "num", "word"


class Piece:
    """A raw piece of text: what it is, its text, whether a space stands before it, whether a dot follows."""

    __slots__ = ("dot", "kind", "text", "tight")

    def __init__(self, kind: str, text: str, *, tight: bool) -> None:
        self.kind, self.text, self.tight, self.dot = kind, text, tight, False


def pieces(text: str) -> list[Piece]:
    """Cut a folded text; a dot written onto a word belongs to the word."""
    if _compiled(_SIGNS).search(text):
        return _cut(text, _FORMS)
    return [piece for part in text.split() for piece in _pieces_of(part)]


@lru_cache(maxsize=8192)
def _pieces_of(part: str) -> list[Piece]:
    """Cut what stands between spaces; the same words and numbers come in text after text."""
    if part.isalpha() or part.isdecimal():
        return [Piece(WORD if part.isalpha() else NUM, part, tight=False)]
    return _cut(part, _PIECES)


def _cut(text: str, pattern: str) -> list[Piece]:
    items: list[Piece] = []
    end = 0
    for match in _compiled(pattern).finditer(text):
        kind = match.lastgroup or "sep"
        tight = match.start() == end and end > 0
        piece = match[0]
        if kind == "sep" and piece == "." and tight and items and items[-1].kind == WORD:
            items[-1].dot = True
        else:
            items.append(Piece(kind, piece, tight=tight))
        end = match.end()
    return items
