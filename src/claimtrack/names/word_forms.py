"""The forms under which a word of a text is found: also its parts, without the article, in Latin letters."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from claimtrack.characters import APOSTROPHES, fold_name
from claimtrack.names.transliteration import latin_word

LATIN_MARK: Final = "\u01c2"
"""A letter of no writing that people search in: it sets a word in Latin letters apart from words as they stand."""

_MANY = re.compile(rf"{APOSTROPHES}|[^\x00-\x7f]")  # a word without either has one form
_SHORTEST_PART: Final = 2  # letters: Ankara, da; not the d of d'Alep
# Alphabets that write vowels: Greek, Cyrillic, Armenian, Georgian. Of an Arabic or Hebrew word the Latin form is
# rarely what anybody types.
_SPELLED_OUT = re.compile("[\u0370-\u052f\u0531-\u058f\u10a0-\u10ff]")
# "And", "with", "for" and the like are written on to the article: والرقة, بالرقة, للرقة. Three letters must be left:
# الله has no article to take off.
_ARTICLE = re.compile("[وف]?(?:[بك]?ال|لل)(?=...)")


def other_forms(word: str) -> tuple[str, ...]:
    """Return the forms under which a word is found besides `characters.fold_name` of it.

    Args:
        word: one word of a text, as it stands there.
    """
    return _other_forms(word) if _MANY.search(word) else ()


@lru_cache(maxsize=65_536)
def _other_forms(word: str) -> tuple[str, ...]:
    folded = fold_name(word)
    forms = {part for part in map(fold_name, re.split(APOSTROPHES, word)) if len(part) >= _SHORTEST_PART}
    if article := _ARTICLE.match(folded):
        forms.add(folded[article.end() :])
    if _SPELLED_OUT.search(folded):
        forms.add(LATIN_MARK + latin_word(word))
    return tuple(sorted(forms - {folded}))


def asked_forms(folded: str) -> tuple[str, ...]:
    """Return what a word that somebody asks for may stand as in an index, itself first.

    Args:
        folded: the word, by `characters.fold_name`.
    """
    if folded.isascii():
        return folded, LATIN_MARK + latin_word(folded)
    article = _ARTICLE.match(folded)
    return (folded, folded[article.end() :]) if article else (folded,)
