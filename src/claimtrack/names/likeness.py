"""Names that may mean one party: words that tell nothing apart, abbreviations, and slips of the pen.

Nothing is decided here: a likeness is a proposal, with what it rests on. Figures tell parties apart whatever else is
alike (the 4th and the 5th Division), and so do short words (Iran and Iraq).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from claimtrack.characters import fold_name
from claimtrack.datafiles import data_file
from claimtrack.names.transliteration import transliteration_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_POSSESSIVE = re.compile(r"(?<=\w)['’]s\b")
_LETTERS = 2, 7  # that an abbreviation has
_ALONE = 3  # letters of an abbreviation that is the whole name
_ALIKE = 88  # of 100, by which two words are one, misspelt: Austria and Australia are 87.5
_SHORTEST = 5  # letters of a word that may be misspelt
_WORDS = 12  # of a name; longer ones are sentences
_COMPARED = 2_000_000  # pairs of names that are looked at for slips of the pen
_KEPT = 50_000  # names whose words are remembered


class Likeness(NamedTuple):
    """Two names that may mean one party.

    Attributes:
        name: the one.
        other: the other.
        why: what the likeness rests on.
    """

    name: str
    other: str
    why: str


class Names:
    """Names to be compared with others.

    Args:
        names: as they are written; each is somebody's.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = list(dict.fromkeys(name for name in names if name.strip()))
        self._told: dict[tuple[str, ...], list[str]] = {}
        self._short: dict[tuple[str, frozenset[str]], list[str]] = {}
        self._spoken: dict[str, list[str]] = {}
        self._spelt: dict[tuple[int, tuple[str, ...]], list[tuple[str, str]]] = {}
        for name in self._names:
            words = telling_words(name)
            self._told.setdefault(_weighty(words), []).append(name)
            self._spelt.setdefault(_never_misspelt(words), []).append((fold_name(name), name))
            self._spoken.setdefault(transliteration_key(name), []).append(name)
            for letters, rest in _abbreviated(words):
                self._short.setdefault((letters, rest), []).append(name)

    def like(self, names: Iterable[str]) -> Iterator[Likeness]:
        """Yield what some names are like, each pair once: by the words that tell, by abbreviation, by spelling."""
        wanted = [name for name in dict.fromkeys(names) if len(telling_words(name)) <= _WORDS]
        met: set[frozenset[str]] = set()
        left = _COMPARED
        for name in wanted:
            left -= len(self._spelt.get(_never_misspelt(telling_words(name)), ()))
            spelt = self._by_spelling(name) if left > 0 else ()
            for other, why in (*self._by_words(name), *self._by_letters(name), *spelt):
                pair = frozenset((name, other))
                if len(pair) > 1 and pair not in met and fold_name(name) != fold_name(other):
                    met.add(pair)
                    yield Likeness(name, other, why)

    def _by_words(self, name: str) -> Iterator[tuple[str, str]]:
        words = _weighty(telling_words(name))
        for other in self._told.get(words, ()) if words else ():
            yield other, "the words that tell one from another are the same"
        for other in self._spoken.get(transliteration_key(name), ()):
            yield other, "it is one name, otherwise transliterated"

    def _by_letters(self, name: str) -> Iterator[tuple[str, str]]:
        """Find what the name abbreviates, and what abbreviates it."""
        words = telling_words(name)
        for short in _capitals(name):
            rest = frozenset(_weighty(words)) - {short}
            for other in self._short.get((short, rest), ()):
                yield other, f"{short.upper()} may be short for words of the other"
        for letters, rest in _abbreviated(words):
            for other in self._told.get(tuple(sorted((letters, *rest))), ()):
                if letters in _capitals(other):
                    yield other, f"{letters.upper()} may be short for words of this one"

    def _by_spelling(self, name: str) -> Iterator[tuple[str, str]]:
        from rapidfuzz import fuzz, process

        words = telling_words(name)
        near = self._spelt.get(_never_misspelt(words), [])
        found = process.extract(
            fold_name(name),
            [folded for folded, _ in near],
            scorer=fuzz.token_sort_ratio,
            score_cutoff=_ALIKE,
            limit=None,
        )
        for _, _, place in found:
            if _misspelt(words, telling_words(near[place][1])):
                yield near[place][1], "the spelling differs by a letter or two"


@cache
def _table() -> dict[str, Any]:
    return data_file(Path(__file__).with_name("data") / "likeness.toml")


@cache
def _same() -> dict[str, str]:
    return {word: group[0] for group in _table()["same"] for word in group}


@cache
def _passed_over() -> re.Pattern[str]:
    phrases = sorted(_table()["passed_over"], key=len, reverse=True)
    return re.compile(rf"(?<!\S)(?:{'|'.join(map(re.escape, phrases))})(?!\S)")


@lru_cache(_KEPT)
def telling_words(name: str) -> tuple[str, ...]:
    """Return the words of a name that tell it from others, folded."""
    folded = fold_name(_POSSESSIVE.sub("", name))
    words = (_passed_over().sub(" ", folded).strip() or folded).split()
    return tuple(_same().get(word, word) for word in words)


def little_words() -> frozenset[str]:
    """Return the words that an abbreviation may leave out, folded."""
    return frozenset(_table()["little"])


def written_before() -> tuple[str, ...]:
    """Return what Arabic and Hebrew write before a name as one word with it, folded, the longest first."""
    return tuple(_table()["written_before"])


def _never_misspelt(words: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
    """Return how many words there are, and those that are never another one misspelt: short ones and figures."""
    fixed = (word for word in words if len(word) < _SHORTEST or any(map(str.isdigit, word)))
    return len(words), tuple(sorted(fixed))


def _weighty(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return words without the little ones, in one order: the Army of Norland is the Norland Army."""
    little = _table()["little"]
    return tuple(sorted(word for word in words if word not in little))


def _capitals(name: str) -> list[str]:
    """Return the words of a name that look like abbreviations: with two capitals or more."""
    words = ("".join(letter for letter in word if letter.isalnum()) for word in name.split())
    least, most = _LETTERS
    found = [word for word in words if least <= len(word) <= most and sum(map(str.isupper, word)) > 1]
    return [fold_name(word) for word in found]


def _abbreviated(words: tuple[str, ...]) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the letters by which runs of the words may be abbreviated, each with the words that are left."""
    little = set(_table()["little"])
    least, most = _LETTERS
    if len(words) > _WORDS:
        return
    for start in range(len(words)):
        for end in range(start + 2, len(words) + 1):
            run = words[start:end]
            if run[0] in little or run[-1] in little:
                continue
            rest = frozenset(word for word in words[:start] + words[end:] if word not in little)
            for taken in (run, tuple(word for word in run if word not in little)):
                letters = "".join(word[0] for word in taken)
                if least <= len(letters) <= most and (rest or len(letters) >= _ALONE):
                    yield letters, rest


def _misspelt(words: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether the words are the others, one or the other of them misspelt."""
    from rapidfuzz import fuzz

    if len(words) != len(others):
        return False
    left = sorted(set(words) - set(others))
    right = sorted(set(others) - set(words))
    if len(left) != len(right) or not left:
        return False
    return all(fuzz.ratio(one, other) >= _ALIKE for one, other in zip(left, right, strict=True))
