"""How many columns a text takes on a terminal.

The table is rich's (`rich.cells`), but for spacing combining marks (general category Mc: the vowel signs of Devanagari,
Tamil, Bengali, Burmese, Khmer): rich gives them none, terminals give each a column of its own. Measured in tmux 3.3a by
the place of the cursor: of sixteen names in twelve scripts rich is right with 7, wcwidth 0.9.4, which counts what is
drawn as one, with 10, this with 15. The other is a Sinhala conjunct, in which a joiner takes the column of the letter
behind it away.
"""

import re
import unicodedata

# Latin, Greek, Cyrillic, Hebrew, Arabic, punctuation, arrows, signs and frames, each one column wide by itself and beside
# any other of them: rich takes longer to load than a table to draw.
_PLAIN = re.compile(
    "[ -~\xa0-\u02ff\u0370-\u0482\u048a-\u052f\u05d0-\u05ea\u0621-\u064a\u0660-\u0669\u2010-\u2027\u2190-\u2319\u2500-\u25fc]*"
)
# The scripts that have spacing marks, and the Hangul tone marks; a text without any of them is rich's to measure.
_MARKING = (
    "[\u0903-\u0dff\u0f3e-\u0f7f\u102b-\u109d\u1715-\u1734\u17b6-\u17c8\u1923-\u1938\u1a19-\u1a72\u1b04-\u1bf3"
    "\u1c24-\u1c35\u1ce1-\u1cf7\u302e\u302f\ua823-\uabec\U00011000-\U00011fff\U00016f51-\U00016ff1\U0001d165-\U0001d172]"
)


def cells(text: str) -> int:
    """Return the columns that a text takes on one line of a terminal.

    >>> cells("Aleppo"), cells("मुंबई"), cells("मनीला")
    (6, 3, 5)
    """
    if _PLAIN.fullmatch(text):
        return len(text)
    from rich.cells import cell_len

    if not re.search(_MARKING, text):
        return cell_len(text)
    return cell_len(text) + sum(map(is_spacing_mark, text))


def is_spacing_mark(character: str) -> bool:
    """Whether a character belongs to the one before it and yet takes a column."""
    return unicodedata.category(character) == "Mc"
