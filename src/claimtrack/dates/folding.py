"""Folding: the form that words are compared in."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Any, Final

from claimtrack.characters import cleaned

_LETTERS: Final = str.maketrans(
    {
        "ı": "i", "ʻ": "'", "ʼ": "'", "’": "'", "‘": "'", "`": "'", "´": "'", "′": "'", "\uff07": "'",
        "׳": "'", "״": '"', "“": '"', "”": '"', "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "\u06d5": "ه",
        "ـ": None, "ٱ": "ا", "،": ",", "؛": ";", "đ": "d", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe",
        "°": "o", "\ufe0f": None, "⁄": "/", "∕": "/", "∼": "~", "～": "~", "≈": "~", "。": ".", "：": ":", "＼": "/",
    }
)  # fmt: skip


def fold(text: str) -> str:
    """Return the form that words are compared in: clean, lower case, no accents or vowel marks."""
    if text.isascii():
        return " ".join(text.lower().replace("`", "'").split())
    return fold_cleaned(cleaned(text))


@lru_cache(maxsize=4096)
def fold_cleaned(text: str) -> str:
    """Fold a text that went through `characters.cleaned`."""
    return unicodedata.normalize("NFKD", text.casefold()).translate(_FOLDING)


class _Folding(dict[int, Any]):
    """What each character becomes: nothing where it is a mark on another one, else itself; learnt as they come."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.combining(chr(code)) else code
        return self[code]  # type: ignore[no-any-return]


_FOLDING: Final = _Folding(_LETTERS)


def phrase_key(phrase: str) -> str:
    """Fold a phrase and drop what the lexer drops inside one: dots and hyphens."""
    return " ".join(fold(phrase).replace(".", " ").replace("-", " ").split())
