"""Number words, of the language files, and one reader for compound numbers."""

from __future__ import annotations

from claimtrack.numerals.reading import read_number, read_ordinal
from claimtrack.numerals.words import fold_word, number_words, ordinal_words, spelling

__all__ = [
    "fold_word",
    "number_words",
    "ordinal_words",
    "read_number",
    "read_ordinal",
    "spelling",
]
