"""Names that nobody is to read, and where they stand in texts: however they are spelt, and no ordinary word for one."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

from claimtrack.characters import fold_name, words_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from claimtrack.characters import Word

_SHORTEST = 2  # letters of a name that is looked for
_SHORTEST_PART = 3  # letters of a part of a name that is
_SHORTEST_JOINED = 6  # letters of several words that are found written as one
_SENTENCE_ENDS = '.!?…:;\n"“«(؟。'

Words = tuple[str, ...]


class Found(NamedTuple):
    """A name in a text.

    Attributes:
        start: where it begins.
        end: where it has ended.
        record: whose it is.
    """

    start: int
    end: int
    record: Any


class WithheldNames:
    """Names that are looked for in texts.

    Attributes:
        doubtful: words that may be one of the names and were left, being ordinary words as well; with how often.
    """

    def __init__(self) -> None:
        self._whole: dict[Words, Any] = {}
        self._joined: dict[str, Any] = {}
        self._capital: dict[str, tuple[Any, bool]] = {}
        self._watched: set[str] = set()
        self._longest = 0
        self.doubtful: Counter[str] = Counter()

    def __bool__(self) -> bool:
        return bool(self._whole or self._capital or self._watched)

    def add(self, name: str, record: Any) -> None:
        """Look for a name, in small letters or capitals and also where it is written as one word."""
        words = tuple(word.folded for word in words_in(name))
        if sum(map(len, words)) < _SHORTEST:
            return
        self._whole.setdefault(words, record)
        self._longest = max(self._longest, len(words))
        as_one = "".join(words)
        if len(words) > 1 and (len(as_one) >= _SHORTEST_JOINED or _is_code(as_one)):
            self._joined.setdefault(as_one, record)

    def add_telling(self, name: str, record: Any, *, sure: bool = False) -> None:
        """Look for a name that may be an ordinary word, and then only as it is written here: with a capital letter.

        Args:
            name: the name.
            record: whose it is.
            sure: whether the capital letter that begins a sentence is one.
        """
        words = words_in(name)
        if len(words) > 1 or _is_code("".join(word.folded for word in words)):
            self.add(name, record)
        elif words and words[0].raw[:1].isupper():
            self._capital.setdefault(words[0].folded, (record, sure))
        elif words and not words[0].raw[:1].islower():
            self._watched.add(words[0].folded)  # a script without capitals

    def add_parts(self, name: str, record: Any, others: Callable[[str], bool]) -> None:
        """Look for the words of a name by which alone it is understood.

        Args:
            name: the name, of several words.
            record: whose it is.
            others: whether a word is in the name of somebody else, too: it is left, and told.
        """
        parts = name.split()
        if len(parts) < _SHORTEST or any(
            part[:1].islower() and fold_name(part) not in _plain() for part in parts
        ):
            return  # a description, not a name
        for part in parts:
            words = words_in(part)
            joined = "".join(word.folded for word in words)
            if len(joined) < _SHORTEST_PART or joined.isdecimal() or joined in _plain():
                continue
            if others(joined):
                self._watched.add(joined)
            elif _is_code(joined):
                self.add(part, record)
            else:
                self.add_telling(part, record, sure=True)

    def replaced(self, text: str, write: Callable[[Any], str]) -> str:
        """Return a text with something in the place of each name.

        Args:
            text: the text.
            write: gives what stands there, of whose name it is.
        """
        plain = unquote(text) if "%" in text else text
        if plain != text and next(self._in(plain), None) is not None:
            text = plain
        pieces, place = [], 0
        for found in self._in(text, self.doubtful):
            pieces += [text[place : found.start], write(found.record)]
            place = found.end
        return "".join([*pieces, text[place:]]) if pieces else text

    def _in(self, text: str, doubtful: Counter[str] | None = None) -> Iterator[Found]:
        words = words_in(text)
        number = 0
        while number < len(words):
            found, length = self._at(text, words, number)
            if found is not None:
                yield found
            elif doubtful is not None and (
                words[number].folded in self._capital or words[number].folded in self._watched
            ):
                doubtful[words[number].raw] += 1
            number += length

    def _at(self, text: str, words: list[Word], number: int) -> tuple[Found | None, int]:
        """Return the name that begins with a word, and how many words it has."""
        first = words[number]
        rest = [word.folded for word in words[number + 1 : number + self._longest]]
        for prefix in _prefixes(first):
            said = [first.folded[prefix:], *rest]
            start = _behind(first, prefix)
            for length in range(len(said), 0, -1):
                record = self._whole.get(tuple(said[:length]))
                if record is not None:
                    return Found(start, words[number + length - 1].end, record), length
            if said[0] in self._joined:
                return Found(start, first.end, self._joined[said[0]]), 1
        record, sure = self._capital.get(first.folded, (None, False))
        if (
            record is not None
            and first.raw[:1].isupper()
            and (sure or not _begins_sentence(text, first.start))
        ):
            return Found(first.start, first.end, record), 1
        return None, 1


def _prefixes(word: Word) -> Iterator[int]:
    """Yield how many letters of a word may be of another before it: none, or those of what is written before names."""
    from claimtrack.names.likeness import written_before

    yield 0
    for prefix in written_before() if not word.raw.isascii() else ():
        if word.folded.startswith(prefix) and len(word.folded) > len(prefix):
            yield len(prefix)


def _behind(word: Word, letters: int) -> int:
    """Return where in its text a word stands without its first letters, their vowel signs left out with them."""
    place = 0
    while letters or (place < len(word.raw) and unicodedata.category(word.raw[place]).startswith("M")):
        letters -= not unicodedata.category(word.raw[place]).startswith("M")
        place += 1
    return word.start + place


def _begins_sentence(text: str, place: int) -> bool:
    before = text[:place].rstrip()
    return not before or before[-1] in _SENTENCE_ENDS


def _is_code(word: str) -> bool:
    """Whether a word has letters and figures, as the names given to witnesses do."""
    return any(map(str.isdigit, word)) and not word.isdecimal()


@cache
def _plain() -> frozenset[str]:
    """Return the words of names that tell nobody: what claimants are, and the little words."""
    from claimtrack.names.likeness import little_words
    from claimtrack.vocab import load_vocabulary

    kinds: Iterable[str] = (
        word for term in load_vocabulary("claimant_kind") for word in fold_name(term.label).split()
    )
    return frozenset((*kinds, *little_words()))
