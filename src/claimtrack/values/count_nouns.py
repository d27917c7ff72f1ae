"""What may stand after a number: the things that it counts, and what keeps it from being a count of them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from claimtrack.languages import section, written_alike
from claimtrack.numerals import number_words, read_number, spelling

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from claimtrack.values.count_words import CountLexicon, VagueRange

_MOST_WORDS: Final = 7
# Letters, with the apostrophes and hyphens inside a word, or the name of a model: T-72, Mi-8.
_THING: Final = r"[^\W\d_][^\W\d_'’\".\-]*(?:['’\".-][^\W\d_]+)*\.?|[^\W\d_]+-\d+[^\W\d_]*"
# Kinds of words of the date engine: month, weekday, and every unit of time.
_TIMES: Final = frozenset("MWDwgmqjYdCsOi")


class Reader(NamedTuple):
    """One text's reader.

    Attributes:
        words: the words of its language.
        vague: the vague words of that language.
        proper: the capitalised words of the text.
        written: each word of the text as it was written, by its spelling.
        inside: the text is the operand of a rule, where Russian has the genitive: "около тысячи" is about one thousand.
        open: what follows a number need not be among the nouns that the language lists.
        field: key of the field that is answered; empty when it is not told.
    """

    words: CountLexicon
    vague: Mapping[str, VagueRange]
    proper: frozenset[str]
    written: Mapping[str, str] = {}
    inside: bool = False
    open: bool = False
    field: str = ""


def harmless(rest: Sequence[str], reader: Reader) -> bool:
    """Whether words beside a number leave it as it is: nouns it may count, and what goes with nouns."""
    known = reader.words
    if not any(word in known.nouns for word in rest) or rest[-1] in known.joiners:
        return False
    if not known.subset_words.isdisjoint(rest):
        return False
    return all(
        may_follow(word, reader)
        and (word not in reader.proper or word in known.nouns or place < len(rest) - 1)
        for place, word in enumerate(rest)
    )


def may_follow(word: str, reader: Reader) -> bool:
    """Whether a word is known to leave a number before it as it is."""
    known = reader.words
    return word in known.nouns or word in known.fillers or word in known.hedges or word in reader.proper


def names_things(rest: Sequence[str], reader: Reader) -> bool:
    """Whether words after a number may name what it counts, whatever that is: "three foreign advisers".

    They must hold no other number, no measure of time, length, weight or money, nothing that turns round what is
    said, and no "and", behind which a second count may stand ("three soldiers and others").
    """
    known = reader.words
    if not rest or len(rest) > _MOST_WORDS or all(word in known.fillers for word in rest):
        return False
    if not known.subset_words.isdisjoint(rest):  # what stands behind is a part, read or not
        return False
    return all(
        word in known.nouns or (place > 0 and word in known.fillers) or _names_a_thing(word, place, reader)
        for place, word in enumerate(rest)
    ) and not any(word in known.joiners for word in rest)


def _names_a_thing(word: str, place: int, reader: Reader) -> bool:
    known = reader.words
    joined = place > 0 and known.prefix_joiner and word.startswith(known.prefix_joiner)
    return (
        not joined
        and re.fullmatch(_THING, word) is not None
        and word not in reader.vague
        and word not in known.scales
        and not keeps_from_counting(word, known.language)
        and read_number(word, known.language) is None
    )


def keeps_from_counting(word: str, language: str) -> bool:
    """Whether a word is a measure, a time, or turns round what is said, so that a number counts nothing with it."""
    from claimtrack.dates.folding import fold

    bare = word.rstrip(".")
    words, times = _not_counted(language)
    return bare in words or fold(bare) in times


@cache
def _not_counted(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """List the measures and the words of time that keep a number from being a count.

    Those of the languages that share letters hold together, but for what a language counts or joins with itself.
    """
    alike = written_alike(language)
    own, spoken = _measures(language, language), _spoken(language)
    others = frozenset().union(*(_measures(one, language) | _counting_words(one) for one in alike))
    times = frozenset().union(*(_times(one) for one in alike))
    return own | (others - spoken), _times(language) | (times - spoken)


def _counting_words(language: str) -> frozenset[str]:
    """List the single words by which a language counts or goes on counting: a second count begins with them."""
    from claimtrack.values.count_words import count_lexicon, vague_words

    known = count_lexicon(language)
    words = {*number_words(language), *known.units, *known.scales, *vague_words(language), *known.joiners}
    return frozenset(word for word in words if " " not in word)


@cache
def _measures(language: str, speller: str) -> frozenset[str]:
    table = section(language, "counts").get("not_counted", {})
    return frozenset(spelling(word, speller) for words in table.values() for word in words)


def _spoken(language: str) -> frozenset[str]:
    """List what a language itself counts or joins with, though it means a measure in a neighbour's."""
    from claimtrack.values.count_words import count_lexicon

    known = count_lexicon(language)
    return known.nouns | known.fillers | known.joiners | frozenset(known.scales)


@cache
def _times(language: str) -> frozenset[str]:
    from claimtrack.dates.lexicon import load

    return frozenset(
        word
        for word, meanings in load(language).words.items()
        if " " not in word and any(kind in _TIMES for kind, _ in meanings)
    )
