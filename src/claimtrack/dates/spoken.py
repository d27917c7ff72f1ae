"""Numbers written in words or letters: "twenty-first", "nineteen eighty-six", תשע"ד, XXI."""

from __future__ import annotations

from functools import cache, lru_cache, partial
from itertools import pairwise
from pathlib import Path
from typing import Final

from claimtrack import languages
from claimtrack.datafiles import prepared
from claimtrack.dates.tokens import Kind, Token

_DECADE_ALONE: Final = 100
_THREE: Final = 3
_TEN: Final = 10
_HERE: Final = Path(__file__)
_CODE: Final = [
    _HERE, _HERE.with_name("folding.py"), _HERE.parents[1] / "numerals" / "words.py",
    _HERE.parents[1] / "characters.py", *languages.CODE,
]  # fmt: skip
_THOUSANDS: Final = (0, 4, 5, 6)  # of years that anybody writes in letters
_MARKS: Final = str.maketrans({"'": None, '"': None})


def lettered_number(text: str, code: str) -> int:
    """Read a number in letters: ז' is 7, תשע"ד and ה'תשע"ד are the year 5774; 0 for anything else.

    The letters go down in value; one before a greater one counts thousands.

    Args:
        text: a folded word.
        code: a language with `numbers.letters`.
    """
    values = [_letters(code).get(letter, 0) for letter in text.translate(_MARKS)]
    if len(values) == len(text) or not values or 0 in values:
        return 0
    thousands = values.pop(0) if len(values) > 1 and values[0] < values[1] else 0
    if thousands not in _THOUSANDS or any(one < other for one, other in pairwise(values)):
        return 0
    number = sum(values)
    return number if number < _DECADE_ALONE and not thousands else number + 1000 * (thousands or 5)


@cache
def _letters(code: str) -> dict[str, int]:
    found: dict[str, int] = languages.section(code, "numbers").get("letters", {})
    return found


_ROMAN: Final = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "і": 1, "х": 10}  # Cyrillic look-alikes too


def roman_number(text: str) -> int:
    """Read a Roman numeral; 0 for anything else."""
    total = previous = 0
    for letter in reversed(text):
        value = _ROMAN.get(letter, 0)
        if not value:
            return 0
        total += -value if value < previous else value
        previous = max(previous, value)
    return total


def ordinal(word: str, code: str) -> int | None:
    """Return the rank that a single word names in a language."""
    return folded_numbers(code)[1].get(word)


def cardinal(word: str, code: str) -> int | None:
    """Return the number from one to a hundred that a single word names in a language."""
    number = folded_numbers(code)[0].get(word)
    return number if number and number <= _DECADE_ALONE else None


def digits_in_words(text: str, code: str) -> str:
    """Return the figures of a number that is written figure by figure (二〇一六); empty for anything else."""
    digits = [folded_numbers(code)[0].get(letter, _DECADE_ALONE) for letter in text]
    return "".join(map(str, digits)) if all(digit < 10 for digit in digits) else ""


@cache
def folded_numbers(code: str) -> tuple[dict[str, int], dict[str, int], frozenset[str]]:
    """Number words of a language in the lexer's folding: cardinals, ordinals, and every word in either."""
    return prepared(f"{code}-folded", partial(_folded, code), [languages.file_of(code)], _CODE)


def _folded(code: str, _: bytes) -> tuple[dict[str, int], dict[str, int], frozenset[str]]:
    from claimtrack.dates.folding import phrase_key
    from claimtrack.numerals import number_words, ordinal_words

    cardinals = {phrase_key(word): number for word, number in number_words(code).items()}
    ordinals = {phrase_key(word): number for word, number in ordinal_words(code).items()}
    single = frozenset(part for key in (*cardinals, *ordinals) for part in key.split())
    return cardinals, ordinals, single


@lru_cache(maxsize=4096)
def spoken_number(text: str, code: str) -> Token | None:
    """Read number words as a number, an ordinal, or a year said in two halves ("nineteen eighty-six")."""
    from claimtrack.numerals import read_number, read_ordinal

    cardinals, ordinals, _ = folded_numbers(code)
    texts = text.split(" ")
    number = ordinals.get(text)
    if number is not None and text not in cardinals:
        return Token(Kind.ORDINAL, number, text)
    number = cardinals.get(text)
    if number is None:
        number = read_number(text, code)
    if number is None:
        rank = read_ordinal(text, code) if len(texts) <= _THREE else None
        if rank is not None:
            return Token(Kind.ORDINAL, rank, text)
        number = _two_halves(texts, code) or _pieced(texts, cardinals, ordinals, code)
        if number is None:
            return None
    return Token(_kind(number), number, text)


def _kind(number: int) -> str:
    """Return the kind of a number by its digits."""
    if number < _DECADE_ALONE:
        return Kind.NUMBER
    return Kind.YEAR if number < 10_000 else Kind.LONG_NUMBER


def _pieced(texts: list[str], cardinals: dict[str, int], ordinals: dict[str, int], code: str) -> int | None:
    """Read a number whose end is known as one word or as a rank: "on dört", "две тысячи шестнадцатого"."""
    from claimtrack.numerals import read_number

    if len(texts) < 2:
        return None
    glued = cardinals.get(texts[-2] + texts[-1])
    if glued is not None:
        before = texts[:-2]
    else:
        before, glued = texts[:-1], ordinals.get(texts[-1])
        tens = cardinals.get(texts[-2]) or ordinals.get(texts[-2], 0)
        if glued and len(texts) > 2 and glued < _TEN <= tens < _DECADE_ALONE and not tens % _TEN:
            before, glued = texts[:-2], tens + glued  # "две тысячи двадцать второго"
    high = read_number(" ".join(before), code) if before else 0
    if glued is None or high is None or glued >= _DECADE_ALONE or high % _DECADE_ALONE:
        return None
    return high + glued


def _two_halves(texts: list[str], code: str) -> int | None:
    from claimtrack.numerals import read_number

    for cut in range(1, len(texts)):
        high = read_number(" ".join(texts[:cut]), code)
        low = read_number(" ".join(texts[cut:]), code)
        if high and low and 10 <= high <= 20 and 10 <= low < _DECADE_ALONE:
            return high * 100 + low
    return None
