"""Texts without spaces between words, as Chinese is written: put them in."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final

from claimtrack.dates.spoken import cardinal, digits_in_words, folded_numbers

if TYPE_CHECKING:
    from claimtrack.dates.lexicon import Lexicon

_YEAR: Final = 4  # digits
_RUN: Final = r"[^\W\d_a-z]+"
_DAY: Final = r"\d+[^\W\d_a-z]"


def spaced(text: str, lexicon: Lexicon) -> str:
    """Cut a text at the words that a language knows, the longest first from its end, and put spaces there.

    What stands before a mark of year, month or day becomes figures, or the name of the month.

    Args:
        text: a folded text.
        lexicon: a language with the setting `figure_marks`.
    """
    for unit, marks in lexicon.settings["figure_marks"].items():
        pattern = rf"(\d+|[{_numerals(lexicon)}]+)({'|'.join(marks)})"
        text = re.sub(pattern, partial(_marked, unit=unit, lexicon=lexicon), text)
    return " ".join(part if re.fullmatch(_DAY, part) else _apart(part, lexicon) for part in text.split())


def _apart(part: str, lexicon: Lexicon) -> str:
    """Put spaces between the words of a part, and between words and figures."""
    return " ".join(re.sub(_RUN, lambda match: f" {' '.join(_cut(match[0], lexicon))} ", part).split())


def _numerals(lexicon: Lexicon) -> str:
    """Return the single letters that numbers are written with."""
    return "".join(sorted({letter for word in folded_numbers(lexicon.code)[0] for letter in word}))


def _marked(match: re.Match[str], *, unit: str, lexicon: Lexicon) -> str:
    """Write a figure with its mark as the lexer knows it; as it stands where it is none."""
    number = int(match[1]) if match[1].isdigit() else cardinal(match[1], lexicon.code)
    if unit == "year":
        digits = match[1] if match[1].isdigit() else digits_in_words(match[1], lexicon.code)
        return f" {digits} " if len(digits) == _YEAR else match[0]
    if unit == "month":
        name = next((word for word, month in lexicon.months.items() if month == number), "")
        return f" {name} " if name else match[0]
    return f" {number}{match[2]} " if number else match[0]


def _cut(run: str, lexicon: Lexicon) -> list[str]:
    """Cut a run of letters into words; two words may share letters: 上周二 is 上周 and 周二."""
    found: list[str] = []
    while run:
        size = next((size for size in range(len(run), 1, -1) if _is_word(run[-size:], lexicon)), 1)
        found.insert(0, run[-size:])
        run = run[:-size]
        for shared in range(1, size):
            if run and run + found[0][:shared] in lexicon.words:
                return [run + found[0][:shared], *found]
    return found


def _is_word(word: str, lexicon: Lexicon) -> bool:
    return (
        word in lexicon.words
        or word in folded_numbers(lexicon.code)[0]
        or word in folded_numbers(lexicon.code)[1]
    )
