"""Which languages a text may be in: by their letters, then by their words."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from claimtrack.dates.lexicon import vocabulary
from claimtrack.languages import DEFAULT, LANGUAGES, letters_lacking, primary_subtag

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD: Final = r"[^\W\d_]{2,}"
# A word of some length, a year, a letter such as ü, a day and month with their dots.
_OF_A_DATE: Final = r"[^\W\d_]{4}|(?<!\d)\d{4}(?!\d)|(?![a-zA-Z])[^\W\d_]|(?<![\d.])\d{1,2}\.\d{1,2}\.(?!\d)"


@cache
def split_tag(tag: str) -> tuple[str, str]:
    """Split a BCP 47 tag into a language that has a data file (else empty) and a region (else empty)."""
    language = primary_subtag(tag)
    parts = re.split("[-_]", tag)[1:]
    region = next((part.upper() for part in parts if len(part) == 2), "")
    return (language if language in LANGUAGES else ""), region


def candidates(text: str, folded: str) -> Iterator[str]:
    """List the languages to try, the likeliest first; the default one for figures alone.

    Those with the most letters of the text come first, of these the ones that know the most of its words. A
    language that knows none is left out, unless it writes other words onto its own.

    Args:
        text: as given, accents kept.
        folded: as `folding.fold` gives it.
    """
    words = re.findall(_WORD, folded)
    first = DEFAULT if folded.isascii() and words and vocabulary(DEFAULT)[0].issuperset(words) else ""
    if first:
        yield first
    lacking = letters_lacking(text)
    if not lacking and not first:
        yield DEFAULT
    if not re.search(_OF_A_DATE, text):  # "SA-11" is no German Saturday, "5 mai 2015" may be French
        lacking = {} if first else dict(sorted(lacking.items(), key=lambda found: found[1])[:1])
    if len(lacking) == 1:
        yield from lacking
        return
    least = min(lacking.values(), default=0)
    known = {}
    for code in lacking.keys() - {first}:
        own, writes_onto = vocabulary(code)
        known[code] = sum(word in own for word in words)
        if not known[code] and (lacking[code] > least or not (code == DEFAULT or writes_onto)):
            del known[code]
    known = known or {code: 0 for code in lacking if lacking[code] == least and code != first}
    yield from sorted(known, key=lambda code: (lacking[code], -known[code], LANGUAGES.index(code)))
