"""Write the generated part of language files: `python tests/languages/generate.py [xx …]`.

CLDR (through Babel) gives the names of months and weekdays, num2words the base forms of number words; both are
sources at development time only. What they lack stands in the upper, hand-written part of each file.
"""

from __future__ import annotations

import sys
import tomllib
from collections import defaultdict
from typing import TYPE_CHECKING

from babel import Locale, localedata

from claimtrack.languages import LANGUAGES, file_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MARK = "# --- Below: generated from CLDR and num2words by tests/languages/generate.py; do not edit by hand. ---\n"
WIDTHS = ("wide", "abbreviated")
SCALES = (1000, 10**6, 10**9)


def names(code: str, regions: Iterable[str]) -> dict[str, dict[int, list[str]]]:
    """Collect the names of months (1-12) and weekdays (0 is Monday), full ones first."""
    months: dict[int, list[str]] = {number: [] for number in range(1, 13)}
    days: dict[int, list[str]] = {number: [] for number in range(7)}
    for tag in (code, *(f"{code}_{region}" for region in regions)):
        localedata._cache.clear()  # Babel resolves aliases in place, and they leak from one locale to the next
        locale = Locale.parse(tag)
        for found, source in ((months, locale.months), (days, locale.days)):
            for width in WIDTHS:
                for context in ("format", "stand-alone"):
                    for number, name in source[context].get(width, {}).items():
                        if name not in found[number]:
                            found[number].append(name)
    return {"months": months, "weekdays": days}


def base_words(code: str) -> dict[str, dict[int, list[str]]]:
    """Ask num2words for the cardinals that others are built from, and for the ordinals 1-31."""
    from num2words import CONVERTER_CLASSES, num2words

    if code not in CONVERTER_CLASSES:
        return {}
    cardinals: dict[int, list[str]] = defaultdict(list)
    for number in (*range(31), *range(40, 100, 10)):
        words = num2words(number, lang=code)
        single = len(words.replace("-", " ").split()) == 1
        if number <= 20 or number % 10 == 0 or single:
            cardinals[number].append(words)
    for number in range(100, 1000, 100):
        words = num2words(number, lang=code)
        several = len(words.split()) > 1  # "two hundred": the last word is the one for a hundred
        cardinals[100 if several else number].append(words.split()[-1])
    for scale in SCALES:
        for factor in (1, 2, 5):
            words = num2words(factor * scale, lang=code).split()
            if len(words) == 2 and words[-1] not in cardinals[scale // 1000]:
                cardinals[scale].append(words[-1])
            elif len(words) == 1:
                cardinals[factor * scale].append(words[0])
    ordinals = {number: [num2words(number, lang=code, to="ordinal")] for number in range(1, 32)}
    return {"numbers.cardinals.generated": _tidy(cardinals), "numbers.ordinals.generated": _tidy(ordinals)}


def generated(code: str) -> str:
    """Return the generated part of one language's file."""
    head = tomllib.loads(_by_hand(code))
    tables = {**names(code, head.get("regions", ())), **base_words(code)}
    return "".join(f"\n[{title}]\n{_rows(table)}" for title, table in tables.items())


def _by_hand(code: str) -> str:
    return file_of(code).read_text(encoding="utf-8").partition(MARK)[0]


def _rows(table: Mapping[int, Iterable[str]]) -> str:
    return "".join(f"{number} = [{_quoted(words)}]\n" for number, words in table.items())


def _quoted(words: Iterable[str]) -> str:
    return ", ".join('"' + word.replace('"', '\\"') + '"' for word in words)


def _tidy(table: Mapping[int, list[str]]) -> dict[int, list[str]]:
    return {
        number: list(dict.fromkeys(word.casefold() for word in words))
        for number, words in sorted(table.items())
        if words
    }


if __name__ == "__main__":
    for code in sys.argv[1:] or LANGUAGES:
        file_of(code).write_text(_by_hand(code).rstrip() + "\n\n" + MARK + generated(code), encoding="utf-8")
