"""Which languages a text may be in: by script, then by letters that only one of them has."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from claimtrack.dates.lexicon import LANGUAGES

_PERSIAN: Final = frozenset("پچژگ")
_UKRAINIAN: Final = frozenset("ієґ'")
_RUSSIAN: Final = frozenset("ыэъё")


@cache
def split_tag(tag: str) -> tuple[str, str]:
    """Split a BCP 47 tag into a language that has a data file (else empty) and a region (else empty)."""
    parts = re.split("[-_]", tag)
    language = parts[0].lower()
    region = next((part.upper() for part in parts[1:] if len(part) == 2), "")  # noqa: PLR2004 - ISO 3166
    return (language if language in LANGUAGES else ""), region


def candidates(folded: str) -> tuple[str, ...]:
    """List the languages to try, the likeliest first; English for figures alone.

    Args:
        folded: the text as `lexicon.fold` gives it.
    """
    if folded.isascii():
        return ("en", "fr", "de", "es", "tr") if any(c.isalpha() for c in folded) else ("en",)
    for character in folded:
        if "\u0400" <= character <= "\u04ff":
            return (
                ("uk", "ru")
                if _UKRAINIAN & set(folded)
                else ("ru",)
                if _RUSSIAN & set(folded)
                else ("ru", "uk")
            )
        if "\u0590" <= character <= "\u05ff":
            return ("he",)
        if "\u0600" <= character <= "\u06ff":
            return ("fa", "ar") if _PERSIAN & set(folded) else ("ar", "fa")
    return ("en", "fr", "de", "es", "tr")
