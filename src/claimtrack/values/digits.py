"""Whole numbers in digits, with the thousands separators of any locale."""

from __future__ import annotations

import re
from typing import Final

# The same separator throughout: comma, point, space, apostrophes, the Arabic thousands mark and comma, middle dot.
_GROUPED: Final = r"[1-9]\d{0,2}([,. '’٬،·])\d{3}(?:\1\d{3})*"
_INDIAN: Final = r"[1-9]\d?(?:,\d{2})+,\d{3}"
_SPREADSHEET: Final = r"(\d+)\.0"  # what a table program makes of a whole number in a column with gaps
_DECIMAL: Final = r"\d+[.,٫]\d+"
_NOT_A_DIGIT: Final = r"\D"


def read_digits(text: str) -> int | None:
    """Read a whole number, grouped or not.

    `1.234` is a thousand and more: a count has no decimals, and the grouping is well formed. `1,5` is not read.

    Args:
        text: ASCII digits and separators only, as `characters.cleaned` gives them.
    """
    if text.isdecimal():
        return int(text)
    whole = re.fullmatch(_SPREADSHEET, text)
    if whole:
        return int(whole[1])
    if re.fullmatch(_GROUPED, text) or re.fullmatch(_INDIAN, text):
        return int(re.sub(_NOT_A_DIGIT, "", text))
    return None


def is_decimal(text: str) -> bool:
    """Whether the text is a number with decimals."""
    return re.fullmatch(_DECIMAL, text) is not None
