"""The key under which spellings of one name meet: Qods and Quds, Al Nusrah and al-Nusra, Дагестан and Dagestan.

Two names with one key *may* be one name. The key serves lookups and suggestions; `characters.fold_name` is
the form for names that are the same.
"""

from __future__ import annotations

import re
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
    """Give the key that the usual spellings of one name share.

    Other scripts are first written in Latin letters by anyascii, a table of Unicode characters (ISC licence),
    imported only when such a name comes up. Arabic leaves short vowels out, so an Arabic name meets other
    Arabic spellings of it but rarely its Latin one: aliases are for that.

    Args:
        text: a name in any script.

    Returns:
        Words of a-z and digits; the folded name itself where nothing would be left of it.
    """
    rules = _rules()
    text = rules.assimilated.sub("", cleaned(text).casefold())
    folded = fold_name(text)
    words = [_plain_word(word) for word in _latin(folded).split() if word not in rules.articles]
    kept = [word for word in words if word not in _left_out()]
    return " ".join(kept or words) or folded


def _latin(folded: str) -> str:
    if folded.isascii():
        return folded
    from anyascii import anyascii

    words = [word.removeprefix("ال") if re.match(_ARABIC, word) else word for word in folded.split()]
    return fold_name(anyascii(" ".join(words)))


@lru_cache(maxsize=65_536)  # titles share most of their words
def _plain_word(word: str) -> str:
    rules = _rules()
    for spelled, plain in rules.letters:
        word = word.replace(spelled, plain)
    word = re.sub(_DOUBLED, r"\1", word)
    if len(word) >= _SHORTEST_SILENT_H and word[-1] == "h" and word[-2] in rules.silent_h_after:
        return word[:-1]
    return word


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
