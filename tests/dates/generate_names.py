"""Write month and weekday names from CLDR (through Babel) into the package.

Run as `python tests/dates/generate_names.py`; `test_names.py` checks that the files match.
"""

from __future__ import annotations

import json
from pathlib import Path

from babel import Locale, localedata

TARGET = Path(__file__).parents[2] / "src" / "claimtrack" / "dates" / "data" / "names"

# Each language with the territories whose names differ: Levantine and Maghrebi Arabic, Dari, Austrian German.
LOCALES = {
    "ar": ("ar", "ar_SY", "ar_IQ", "ar_LB", "ar_DZ", "ar_TN", "ar_MA", "ar_MR", "ar_SA"),
    "de": ("de", "de_AT", "de_IT"),
    "en": ("en", "en_GB", "en_AU", "en_CA"),
    "es": ("es", "es_MX", "es_PE"),
    "fa": ("fa", "fa_AF"),
    "fr": ("fr", "fr_CA"),
    "he": ("he",),
    "ru": ("ru",),
    "tr": ("tr",),
    "uk": ("uk",),
}
WIDTHS = ("wide", "abbreviated")


def names(language: str) -> dict[str, dict[str, list[str]]]:
    """Collect the names of months (1-12) and weekdays (0 is Monday), full ones first."""
    months: dict[str, list[str]] = {str(number): [] for number in range(1, 13)}
    days: dict[str, list[str]] = {str(number): [] for number in range(7)}
    for code in LOCALES[language]:
        localedata._cache.clear()  # Babel resolves aliases in place, and they leak from one locale to the next
        locale = Locale.parse(code)
        for found, source in ((months, locale.months), (days, locale.days)):
            for width in WIDTHS:
                for context in ("format", "stand-alone"):
                    for number, name in source[context].get(width, {}).items():
                        if name not in found[str(number)]:
                            found[str(number)].append(name)
    return {"months": months, "weekdays": days}


def text(language: str) -> str:
    """Give the content of one file."""
    return json.dumps(names(language), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    for language in LOCALES:
        (TARGET / f"{language}.json").write_text(text(language), encoding="utf-8")
