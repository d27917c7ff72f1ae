"""What a person searches for: words, phrases, prefixes, and what must not be there.

    palmyra helicopter      both words
    "two pilots"            the phrase
    heli*                   words that start so
    -video                  none of it

Any text is a query: whatever is none of these is a word. Spelling is folded as `characters.fold_name` does.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from claimtrack.characters import fold_name
from claimtrack.errors import InvalidRecordError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_PART = re.compile(r'(?P<no>-?)"(?P<phrase>[^"]*)"?(?P<star>\*?)|(?P<word>[^\s"]+)')
_QUOTES = str.maketrans("“”„«»", '"""""')
# A word of a text: letters and digits, and within it what folding drops or keeps: apostrophes, accents, vowel signs,
# invisible marks.
_WITHIN = (
    "'`\u00ad\u00b4\u02b0-\u036f\u0483-\u0487\u055a\u0591-\u05c7\u05f3\u0610-\u061a\u0640\u064b-\u065f\u0670"
    "\u06d6-\u06ed\u0900-\u0dff\u200b-\u200f\u2018-\u201b\u2032\u2060-\u2064\ufeff\uff07"
)
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_WITHIN}])*")
_MOST_PARTS = 40
_MOST_WORDS = 40


class Sought(NamedTuple):
    """One part of a query.

    Attributes:
        words: folded; they stand one after another.
        prefix: the last word may go on.
    """

    words: tuple[str, ...]
    prefix: bool = False

    def __str__(self) -> str:
        text = " ".join(self.words)
        quoted = f'"{text}"' if len(self.words) > 1 else text
        return quoted + "*" * self.prefix


class Query(NamedTuple):
    """A query, read.

    Attributes:
        wanted: what must all be there.
        unwanted: what must not.
    """

    wanted: tuple[Sought, ...] = ()
    unwanted: tuple[Sought, ...] = ()

    def __str__(self) -> str:
        return " ".join([*map(str, self.wanted), *(f"-{sought}" for sought in self.unwanted)])

    def matches(self, text: str) -> list[tuple[int, int]]:
        """Return where in a text stands what is wanted: starts and ends, in order, none within another."""
        words = [_Word(match.start(), match.end(), _forms(match[0])) for match in _WORD.finditer(text)]
        found: list[tuple[int, int]] = []
        position = 0
        while position < len(words):
            length = max((_length(sought, words, position) for sought in self.wanted), default=0)
            if length:
                found.append((words[position].start, words[position + length - 1].end))
            position += length or 1
        return found


def read_query(text: str) -> Query:
    """Read a query from what a person typed: any text is one.

    Raises:
        InvalidRecordError: it is no text.
    """
    if not isinstance(text, str):
        raise InvalidRecordError(f"what is searched for is a text, not {text!r}")
    wanted: list[Sought] = []
    unwanted: list[Sought] = []
    for number, (sought, no) in enumerate(_parts(text)):
        if number == _MOST_PARTS:
            break
        (unwanted if no else wanted).append(sought)
    return Query(tuple(dict.fromkeys(wanted)), tuple(dict.fromkeys(unwanted)))


def _parts(text: str) -> Iterator[tuple[Sought, bool]]:
    for match in _PART.finditer(text.translate(_QUOTES)):
        if match["word"] is None:
            no, content = bool(match["no"]), match["phrase"]
            star = bool(match["star"]) or content.rstrip().endswith("*")
        else:
            content = match["word"]
            no, star = content.startswith("-"), content.endswith("*")
        words = fold_name(content).split()
        if words:
            yield Sought(tuple(words[:_MOST_WORDS]), star), no


class _Word(NamedTuple):
    start: int
    end: int
    forms: frozenset[str]


def words_of(text: str) -> Iterator[str]:
    """Yield the words of a text as they stand there, apostrophes within them."""
    return (match[0] for match in _WORD.finditer(text))


def _forms(word: str) -> frozenset[str]:
    from claimtrack.names import other_forms  # what only lists needs none of it

    return frozenset((fold_name(word), *other_forms(word)))


def _length(sought: Sought, words: Sequence[_Word], position: int) -> int:
    """Return how many words of a text, from a position, are this part of the query; 0 when they are not."""
    length = len(sought.words)
    if position + length > len(words):
        return 0
    *first, last = words[position : position + length]
    ends = _is(sought.words[-1], last, prefix=sought.prefix)
    return length if ends and all(map(_is, sought.words, first)) else 0


def _is(wanted: str, word: _Word, *, prefix: bool = False) -> bool:
    """Whether a word of a text is the one wanted, under any of its forms."""
    from claimtrack.names import asked_forms

    asked = asked_forms(wanted)
    if prefix:
        return any(form.startswith(asked) for form in word.forms)
    return not word.forms.isdisjoint(asked)
