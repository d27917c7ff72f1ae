"""Text that comes out of PDF: lines joined to paragraphs, and right-to-left lines in no readable order left out.

A PDF holds letters at places, not words in order. Extractors give columns in the order in which the producer wrote
them, which most keep, and turn Arabic words, or their order in a line, round: such a line says what nobody wrote.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_ARABIC_WORD: Final = re.compile("[\u0621-\u064a\u0671-\u06d3]+")
_BEGINS_NO_WORD: Final = ("ة", "ى")  # letters that stand at the end of words only
_STRETCH: Final = re.compile("[\u0600-\u06ff][\u0600-\u06ff\\s.:0-9-]*")
_STOP_IN_FRONT: Final = re.compile(r"(?:^|\s)[.،؟:](?=[\u0621-\u064a])")
_ALONE: Final = "وأ"  # letters that may be a word
_SHORT: Final = 0.6  # of the longest line of a page: a line so short that has no full stop is a title


class Printed(NamedTuple):
    """The text of pages.

    Attributes:
        text: paragraphs, a line each.
        left_out: how many lines had Arabic in no readable order, which is taken out of them.
    """

    text: str
    left_out: int


def paragraphs_of(pages: list[str]) -> Printed:
    """Return the text of pages as paragraphs: what ends with a full stop ends one, a hyphen at the end joins a word."""
    kept, left_out = [], 0
    for page in pages:
        lines = _mended(page).split("\n")
        if any(map(is_turned, lines)):  # then the others of the page cannot be trusted
            left_out += sum(_ARABIC_WORD.search(line) is not None for line in lines)
            lines = [_STRETCH.sub("", line) for line in lines]
        kept.append(_joined([line for line in lines if line.strip(" .,:;…-0123456789")] or [""]))
    return Printed("\n".join(kept), left_out)


def is_turned(line: str) -> bool:
    """Whether the Arabic of a line came out with its words or letters in no order."""
    words = _ARABIC_WORD.findall(line)
    broken = [
        word for word in words if word.startswith(_BEGINS_NO_WORD) or (len(word) == 1 and word not in _ALONE)
    ]
    return bool(broken) or _STOP_IN_FRONT.search(line) is not None


def _mended(page: str) -> str:
    text = page.replace("\r\n", "\n").replace("\ufffe", "-\n").replace("\x02", "-\n")
    return re.sub(r"(?<=\w)-\n(?=[^\W\d_A-Z])", "", text)


def _joined(lines: list[str]) -> str:
    longest = max(map(len, lines), default=0)
    made: list[str] = []
    open_ = False  # whether the line before goes on
    for line in lines:
        title = not line.strip() or (open_ and len(made[-1]) < longest * _SHORT and line[:1].isupper())
        if open_ and not title:
            made[-1] = f"{made[-1]} {line.strip()}"
        else:
            made.append(line)
        open_ = bool(line.strip()) and line.rstrip()[-1:] not in ".!?:؟"
    return "\n".join(made)
