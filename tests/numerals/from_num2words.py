"""Write the generated part of the number-word files: `python tests/numerals/from_num2words.py`.

num2words is a source at development time only. What it gives is the base form; inflected forms stand in
the upper, hand-written part of each file.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

DATA = Path(__file__).parents[2] / "src" / "claimtrack" / "numerals" / "data"
MARK = "# --- Below: generated from num2words by tests/numerals/from_num2words.py; do not edit by hand. ---\n"
LANGUAGES = ("ar", "de", "en", "es", "fa", "fr", "he", "ru", "tr", "uk")
SCALES = (1000, 10**6, 10**9)


def base_words(language: str) -> tuple[dict[int, list[str]], dict[int, list[str]]]:
    """Ask num2words for the cardinals that others are built from, and for the ordinals 1-31."""
    from num2words import num2words

    cardinals: dict[int, list[str]] = defaultdict(list)
    for number in (*range(31), *range(40, 100, 10)):
        words = num2words(number, lang=language)
        single = len(words.replace("-", " ").split()) == 1
        if number <= 20 or number % 10 == 0 or single:
            cardinals[number].append(words)
    for number in range(100, 1000, 100):
        words = num2words(number, lang=language)
        several = len(words.split()) > 1  # "two hundred": the last word is the one for a hundred
        cardinals[100 if several else number].append(words.split()[-1])
    for scale in SCALES:
        for factor in (1, 2, 5):
            words = num2words(factor * scale, lang=language).split()
            if len(words) == 2 and words[-1] not in cardinals[scale // 1000]:
                cardinals[scale].append(words[-1])
            elif len(words) == 1:
                cardinals[factor * scale].append(words[0])
    ordinals = {number: [num2words(number, lang=language, to="ordinal")] for number in range(1, 32)}
    return _tidy(cardinals), _tidy(ordinals)


def as_toml(language: str) -> str:
    """Give the generated part of one language's file."""
    lines = []
    for title, table in zip(("cardinals", "ordinals"), base_words(language), strict=True):
        lines.append(f"\n[{title}.generated]\n")
        lines += [f"{number} = [{_quoted(words)}]\n" for number, words in table.items()]
    return "".join(lines)


def _quoted(words: list[str]) -> str:
    return ", ".join(f'"{word}"' for word in words)


def _tidy(table: dict[int, list[str]]) -> dict[int, list[str]]:
    return {
        number: list(dict.fromkeys(word.casefold() for word in words))
        for number, words in sorted(table.items())
        if words
    }


if __name__ == "__main__":
    for code in LANGUAGES:
        file = DATA / f"{code}.toml"
        by_hand = file.read_text(encoding="utf-8").partition(MARK)[0]
        file.write_text(by_hand + MARK + as_toml(code), encoding="utf-8")
