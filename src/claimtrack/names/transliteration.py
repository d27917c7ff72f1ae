"""The key under which spellings of one name meet: Qods and Quds, Al Nusrah and al-Nusra, Дагестан and Dagestan.

Two names with one key *may* be one name. The key serves lookups and suggestions; `characters.fold_name` is
the form for names that are the same.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from claimtrack.characters import cleaned, fold_name
from claimtrack.datafiles import data_file

_DOUBLED: Final = r"([^\W\d])\1+"
_ARABIC: Final = "[\u0600-\u06ff]"
_SHORTEST_SILENT_H: Final = 4  # letters: Nusrah, Raqqah; not "Bah"


class _Rules(NamedTuple):
    articles: frozenset[str]
    assimilated: re.Pattern[str]
    left_out: frozenset[str]
    letters: tuple[tuple[str, str], ...]
    silent_h_after: str


@lru_cache(maxsize=65_536)
def transliteration_key(text: str) -> str:
    """Return the key that the usual spellings of one name share.

    Other scripts are first written in Latin letters: by the country's own table where there is one (`data/latin.toml`),
    else by anyascii, a table of Unicode characters (ISC licence), imported only when such a name comes up. Arabic leaves short vowels out, so an Arabic name meets other
    Arabic spellings of it but rarely its Latin one: aliases are for that.

    Args:
        text: a name in any script.

    Returns:
        Words of a-z and digits; the folded name itself where nothing would be left of it.
    """
    rules, left_out = _rules(), _left_out()
    plain = cleaned(text).casefold()
    spelled = rules.assimilated.sub("", plain) if "-" in plain else plain
    words = [_plain_word(word) for word in _latin(spelled).split() if word not in rules.articles]
    kept = [word for word in words if word not in left_out]
    return " ".join(kept or words) or fold_name(text)


def latin_word(word: str) -> str:
    """Return the key of one word; an article alone keeps its own."""
    return "".join(map(_plain_word, _latin(cleaned(word).casefold()).split()))


def _latin(text: str) -> str:
    if text.isascii():
        return fold_name(text)
    from anyascii import anyascii

    national = " ".join(map(_national, unicodedata.normalize("NFC", text).split()))
    words = [
        word.removeprefix("ال") if re.match(_ARABIC, word) else word for word in fold_name(national).split()
    ]
    return fold_name(anyascii(" ".join(words)))


def _national(word: str) -> str:
    """Return a word with the letters replaced that its country writes otherwise than anyascii."""
    if word.isascii():
        return word
    table = next((table for table in _tables() if not table.told_by.isdisjoint(word)), None)
    return table.pattern.sub(lambda match: table.letters[match[0]], word) if table else word


@lru_cache(maxsize=65_536)  # titles share most of their words
def _plain_word(word: str) -> str:
    if word.isdecimal():
        return word
    rules = _rules()
    for spelled, plain in rules.letters:
        word = word.replace(spelled, plain)
    word = re.sub(_DOUBLED, r"\1", word)
    if len(word) >= _SHORTEST_SILENT_H and word[-1] == "h" and word[-2] in rules.silent_h_after:
        return word[:-1]
    return word


class _Table(NamedTuple):
    told_by: frozenset[str]
    letters: dict[str, str]
    pattern: re.Pattern[str]


@cache
def _tables() -> tuple[_Table, ...]:
    raw = data_file(Path(__file__).parent / "data" / "latin.toml")
    return tuple(_table(table["told_by"], table["letters"]) for table in raw.values())


def _table(told_by: str, letters: dict[str, str]) -> _Table:
    longest_first = sorted(letters, key=len, reverse=True)
    return _Table(frozenset(told_by), letters, re.compile("|".join(longest_first)))


@cache
def _left_out() -> frozenset[str]:
    return frozenset(_plain_word(word) for word in _rules().left_out)


@cache
def _rules() -> _Rules:
    raw = data_file(Path(__file__).parent / "data" / "variants.toml")
    # The article's last consonant repeats at the start of the word: "an-N", "ash-Sh".
    articles = "|".join(f"{article}-(?={article[1:]})" for article in raw["assimilated"])
    return _Rules(
        articles=frozenset(raw["articles"]),
        assimilated=re.compile(rf"\b(?:{articles})"),
        left_out=frozenset(raw["left_out"]),
        letters=tuple((spelled, plain) for spelled, plain in raw["letters"]),
        silent_h_after=raw["silent_h_after"],
    )
