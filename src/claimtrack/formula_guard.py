"""The formula guard: text that a spreadsheet would run as a formula gets an apostrophe, and loses it on its way back.

See "CSV Injection" of OWASP (https://owasp.org/www-community/attacks/CSV_Injection).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# What spreadsheets take for the start of a formula, full-width forms among them.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
# Blanks, and marks without width, that a spreadsheet passes over before a formula.
_PASSED_OVER = " \t\r\n\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u180e\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u202f\u205f\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\u3000\ufeff\x00\xad\u061c"
_SUSPECT = frozenset(
    "".join(_FORMULA) + _PASSED_OVER + "'"
)  # one of these begins whatever is no plain text to it


def inert(text: str) -> str:
    """Keep a spreadsheet from taking a text for a formula: an apostrophe goes in front; `restored` takes it off.

    A text that has apostrophes before such a character gets one more, so that nothing is lost on the way back.
    """
    return f"'{text}" if text[:1] in _SUSPECT and _is_formula(text) else text


def all_inert(texts: Sequence[str]) -> Sequence[str]:
    """Keep a spreadsheet from taking any of some texts for a formula; see `inert`."""
    return texts if _SUSPECT.isdisjoint([text[:1] for text in texts]) else [*map(inert, texts)]


def restored(text: str) -> str:
    """Take off the apostrophe that `inert` put in front."""
    return text[1:] if text.startswith("'") and _is_formula(text) else text


def _is_formula(text: str) -> bool:
    text = text.lstrip("'")
    return text.startswith(_FORMULA) or text.lstrip(_PASSED_OVER).startswith(_FORMULA)
