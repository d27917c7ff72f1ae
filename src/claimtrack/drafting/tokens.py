"""Text cut into paragraphs, sentences and tokens, each with its offsets in the text as it was given."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from claimtrack.drafting.lexicon import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimtrack.drafting.lexicon import Lexicon

END = frozenset({".", "!", "?", "…", "؟", "...", "?!", "!!", "!?", "۔"})
OPENING = frozenset("“\"«„‘‹(['‚")
CLOSING = frozenset("”\"»“’›)]'")


@dataclass(slots=True)
class Token:
    """A word, a number or a mark.

    Attributes:
        start: first character in the text.
        end: the character after the last.
        text: as written.
        low: the form in which words are looked up.
        classes: what the lexicon knows the word as ("determiner", "auxiliary" …).
        quoted: whether it stands between quotation marks.
    """

    start: int
    end: int
    text: str
    low: str
    classes: frozenset[str] = frozenset()
    quoted: bool = False

    @property
    def word(self) -> bool:
        """Whether it is a word or a number, not a mark."""
        return self.text[0].isalnum() or self.text[-1].isalnum()

    @property
    def name(self) -> bool:
        """Whether it is written with a capital letter."""
        return self.text[0].isupper()


@dataclass(slots=True)
class Sentence:
    """Tokens `first` to `last` (exclusive) of a text."""

    first: int
    last: int


@dataclass(slots=True)
class Paragraph:
    """A line of text that is not blank, as sentences."""

    first: int
    last: int
    sentences: list[Sentence] = field(default_factory=list)


# Abbreviations with dots inside, numbers with separators, words with apostrophes and hyphens, doubled quotes, marks.
_WRITTEN = (
    r"(?:[^\W\d_]\.){2,}"
    r"|\d+(?:[.,:/]\d+)*(?:st|nd|rd|th|s|%)?\b"
    r"|[^\W_](?:[\w\u0300-\u036f\u064b-\u0655\u0670]|[\-‐‑.](?=[^\W\d_]\w)|['’ʼ](?=[^\W\d_]))*"
    r"|'(?=''(?!'))|''|``|\.\.\.+|[?!]{2,}|--|\S"
)


@cache
def _token_pattern() -> re.Pattern[str]:
    return re.compile(_WRITTEN)


def tokenize(text: str, lexicon: Lexicon) -> list[Token]:
    """Return the tokens of a text in order; together with white space they are the whole text."""
    found: list[Token] = []
    for match in _token_pattern().finditer(text):
        if match[0] == "." and found and _abbreviated(found[-1], match.start(), lexicon):
            found[-1].text += "."
            found[-1].end += 1
        else:
            inside = bool(found) and _goes_on(text, found[-1], match.start())
            found.extend(_parts(match.start(), match[0], lexicon, inside=inside))
    return found


def _goes_on(text: str, before: Token, start: int) -> bool:
    """Whether a sentence goes on after a token, so that a capital at `start` is that of a name."""
    parted = before.text == "," or (before.word and before.text[-1] != ".")
    return parted and "\n" not in text[before.end : start]


def _abbreviated(token: Token, dot: int, lexicon: Lexicon) -> bool:
    """Whether the dot belongs to the word before it: "Sen.", the "B." of a name."""
    if token.end != dot:
        return False
    if token.text.isdigit() and len(token.text) <= 2 and lexicon.language == "de":
        return True
    if lexicon.language == "en" and token.low in lexicon.abbreviations:
        return token.name or token.low in lexicon.small_abbreviations
    return token.low in lexicon.abbreviations or (
        len(token.text) == 1 and token.text.isupper() and token.text != "I"
    )


def _parts(start: int, text: str, lexicon: Lexicon, *, inside: bool) -> Iterator[Token]:
    """Yield a token, with clitics ('s, n't, l') apart from their word."""
    for cut in lexicon.clitics(text):
        yield _token(start, text[:cut], lexicon, inside=inside)
        start, text = start + cut, text[cut:]
    yield _token(start, text, lexicon, inside=inside)


def _token(start: int, text: str, lexicon: Lexicon, *, inside: bool) -> Token:
    low = fold(text)
    named = inside and text[0].isupper()
    return Token(start, start + len(text), text, low, lexicon.classes(low, named=named))


def paragraphs(text: str, tokens: list[Token]) -> list[Paragraph]:
    """Return the paragraphs: what stands on one line, or on lines that continue a sentence."""
    found: list[Paragraph] = []
    first = 0
    for at in range(1, len(tokens) + 1):
        if at == len(tokens) or _breaks(text, tokens[at - 1], tokens[at]):
            found.append(Paragraph(first, at, list(_sentences(text, tokens, first, at))))
            first = at
    return found if tokens else []


def _breaks(text: str, left: Token, right: Token) -> bool:
    return "\n" in text[left.end : right.start] or "\u2029" in text[left.end : right.start]


def _sentences(text: str, tokens: list[Token], first: int, last: int) -> Iterator[Sentence]:
    begin = first
    at = first
    while at < last:
        token = tokens[at]
        if _pictures(token.text) or (token.text in END and _ends(text, tokens, at, last)):
            at = _past_closing(text, tokens, at + 1, last)
            yield Sentence(begin, at)
            begin = at
        else:
            at += 1
    if begin < last:
        yield Sentence(begin, last)


def _pictures(mark: str) -> bool:
    """Whether a mark is a picture such as 😂, which ends a sentence as a full stop does."""
    return mark[0] > "\u2190" and unicodedata.category(mark[0]) == "So"


def _past_closing(text: str, tokens: list[Token], at: int, last: int) -> int:
    """Return where the marks that close a quotation or bracket with the sentence end."""
    while at < last and tokens[at].text[0] in CLOSING and _closes(text, tokens[at]):
        at += 1
    return at


def _closes(text: str, token: Token) -> bool:
    """Whether a mark stands right after what it closes, or as French puts it: « … . » with spaces on both sides."""
    if text[token.start - 1 : token.start].strip():
        return True
    return token.text == "»" and not text[token.end : token.end + 1].strip()


def _ends(text: str, tokens: list[Token], at: int, last: int) -> bool:
    """Whether the mark at `at` ends a sentence: not after an abbreviation, nor before a small letter."""
    after = _past_closing(text, tokens, at + 1, last)
    if after >= last:
        return True
    if not text[tokens[after - 1].end : tokens[after].start]:
        return False
    return not tokens[after].text[0].islower()  # "Stop!" he said
