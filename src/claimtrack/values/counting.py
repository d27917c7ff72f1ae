"""Read a count from words or digits: "at least ten soldiers", "2–5", "dozens", "двое-трое", "٢٢٤".

A text is tried as a plain quantity first, then by the rules of its language ("at least …", "between … and
…"), whose operands are read the same way. Anything left over that is not known to be harmless makes the text
unreadable: a number lifted out of a sentence may be the wrong one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from claimtrack.characters import cleaned
from claimtrack.errors import InvalidRecordError
from claimtrack.languages import LANGUAGES, letters_lacking, primary_subtag
from claimtrack.numerals import read_number, read_ordinal, spelling
from claimtrack.values.answers import Unknown, Unreadable
from claimtrack.values.count import Count
from claimtrack.values.count_grammar import RefusedError, read
from claimtrack.values.count_nouns import Reader, keeps_from_counting
from claimtrack.values.count_parts import read_parts
from claimtrack.values.count_words import count_lexicon, no_answer, vague_table
from claimtrack.values.digits import is_decimal
from claimtrack.values.words import says_nothing, says_unknown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from claimtrack.values.count_words import VagueRange

_DEFAULT_LANGUAGES: Final = ("en", "ru", "ar")
_SHORT: Final = 15  # digits that are no more than a count may hold
_LONGEST: Final = 200  # characters; a longer text is a sentence, not a count
_ABBREVIATION_POINT: Final = r"(?<=[^\W\d])\.(?=\s|$)"
_EDGE: Final = " .,;:!"


def read_count(
    text: str,
    *,
    languages: Sequence[str] | None = None,
    vague: Mapping[str, VagueRange] | None = None,
    field: str = "",
) -> Count | Unknown | Unreadable:
    """Read how many.

    Bounds are never put in order, decimals never rounded, and "3 or 5" becomes the interval 3-5. "More than 3"
    is 4 and up, "fewer than 3" at most 2, "nearly 30" at most 30 and close to it, "at least the fourth" 4 and up.
    Parts that are named are kept: "12 people, including three children"; "3 soldiers and 2 civilians" are five.

    Args:
        text: the count as written, in digits of any script or in words, with or without what is counted.
        languages: BCP 47 tags, the likeliest first; English, Russian and Arabic are tried after them, then the
            others of the script.
        vague: the user's own meaning of vague words: an entry of `data/vague.toml` ("dozens") or a single
            word in any language, with the least and the most (None for no upper end).
        field: key of the field that is answered. Of "3 dead, 5 wounded" the field `killed` is answered by 3.

    Returns:
        The count; Unknown when the text says so; Unreadable with the reason otherwise.
    """
    if text.isascii() and text.isdecimal() and len(text) <= _SHORT:
        return Count(int(text), int(text), raw=text)
    tags = tuple(languages or ())
    if vague:
        return _read_any(text, tags, field, vague)
    return _read_cached(text, tags, field)


@lru_cache(maxsize=16_384)
def _read_cached(text: str, languages: tuple[str, ...], field: str) -> Count | Unknown | Unreadable:
    return _read_any(text, languages, field, None)


def _read_any(
    text: str, languages: tuple[str, ...], field: str, vague: Mapping[str, VagueRange] | None
) -> Count | Unknown | Unreadable:
    if says_unknown(text):
        return Unknown(text)
    nothing = says_nothing(text)
    if nothing or len(text) > _LONGEST:
        return Unreadable(text, nothing or "too long for a count")
    plain = re.sub(_ABBREVIATION_POINT, "", cleaned(text)).strip(_EDGE)
    refusal = ""
    # The languages with the words they know first: "12 mille" is a number in French before it is 12 of something.
    for reader in _readers(plain, languages, field, vague):
        try:
            spelled = spelling(plain, reader.words.language)
            count = read(spelled, reader) or read_parts(spelled, reader)
        except (RefusedError, InvalidRecordError) as error:
            refusal = str(error)
            break
        if count is not None:
            why = no_answer(field, spelled, reader.words.language, nobody=count.high == 0)
            return Unreadable(text, why) if why and not count.parts else replace(count, raw=text)
    return Unreadable(text, refusal or _reason(plain, languages))


def _readers(
    plain: str, languages: tuple[str, ...], field: str, vague: Mapping[str, VagueRange] | None
) -> Iterator[Reader]:
    alike = letters_lacking(plain)
    for open_ in (False, True):
        for language in _candidates(plain, languages):
            if open_ and language not in alike:
                continue  # what its words mean cannot be told by the lists of another script
            written = {spelling(word, language): word for word in re.findall(r"[^\s,;()]+", plain)}
            yield Reader(
                count_lexicon(language),
                vague_table(language, vague),
                frozenset(spelled for spelled, word in written.items() if word[:1].isupper()),
                written,
                open=open_,
                field=field,
            )


def _candidates(plain: str, languages: tuple[str, ...]) -> Iterator[str]:
    """Name the languages to try, each once: those given, the usual ones, and the others of the script."""
    given = map(primary_subtag, languages)
    yield from dict.fromkeys(
        language
        for language in (*given, *_DEFAULT_LANGUAGES, *letters_lacking(plain))
        if language in LANGUAGES
    )


def _reason(plain: str, languages: tuple[str, ...]) -> str:
    """Say what stands in the way, as far as it can be told."""
    words = plain.split()
    lexicons = [count_lexicon(language) for language in _candidates(plain, languages)]
    shares = ((share, known.language) for known in lexicons for share in known.shares)
    if "%" in plain or any(_mentions(plain, share, language) for share, language in shares):
        return "a share, not a count"
    if is_decimal(plain):
        return "a decimal number, not a count"
    for known in lexicons:
        bare = words[1:] if len(words) > 1 and words[0].casefold() == "the" else words
        if read_ordinal(" ".join(bare), known.language) is not None:
            return "an ordinal, not a count"
        tokens = [word.strip(_EDGE) for word in words]
        numbers = [
            word for word in tokens if word.isdecimal() or read_number(word, known.language) is not None
        ]
        if len(numbers) > 1:
            return "more than one number in it"
    for language in _candidates(plain, languages):
        if language in letters_lacking(plain) and any(
            keeps_from_counting(word, language) for word in spelling(plain, language).split()[1:]
        ):
            return "a measure or a part of something; no count of things"
    return "no count that can be read safely"


def _mentions(text: str, words: str, language: str) -> bool:
    return f" {words} " in f" {spelling(text, language)} "
