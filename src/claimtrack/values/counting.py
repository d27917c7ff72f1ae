"""Read a count from words or digits: "at least ten soldiers", "2–5", "dozens", "двое-трое", "٢٢٤".

A text is tried as a plain quantity first, then by the rules of its language ("at least …", "between … and
…"), whose operands are read the same way. Anything left over that is not known to be harmless makes the text
unreadable: a number lifted out of a sentence may be the wrong one.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from claimtrack.characters import cleaned
from claimtrack.errors import InvalidRecordError
from claimtrack.numerals import read_number, read_ordinal, spelling
from claimtrack.values.answers import Unknown, Unreadable
from claimtrack.values.count import Count
from claimtrack.values.count_words import CountLexicon, count_languages, count_lexicon, vague_table
from claimtrack.values.digits import is_decimal, read_digits
from claimtrack.values.words import says_nothing, says_unknown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from claimtrack.values.count_words import VagueRange

_DEFAULT_LANGUAGES: Final = ("en", "ru", "ar")
_SHORT: Final = 15  # digits that are no more than a count may hold
_LONGEST: Final = 200  # characters; a longer text is a sentence, not a count
_BEST_AND_RANGE: Final = r"(.+?)\s*[\[(]\s*([^\[\]()]+?)\s*(?:,|-|;|\.\.)\s*([^\[\]()]+?)\s*[\])]"
_DASH: Final = r"(.+?)\s*-\s*(.+)"
_ABBREVIATION_POINT: Final = r"(?<=[^\W\d])\.(?=\s|$)"
_DIGITS_AND_SCALE: Final = r"(\d[\d.,' ]*?)\s*([^\W\d]+)"
_SHORT_DECIMAL: Final = r"(\d+)[.,](\d{1,2})"
_SPACED_MINUS: Final = r"-\s*\d"
_EDGE: Final = " .,;:!"


class _RefusedError(Exception):
    """The text is a count of an impossible kind; the message says which."""


class _Reader(NamedTuple):
    """One text's reader: the language, its vague words, and the capitalised words of the text."""

    words: CountLexicon
    vague: Mapping[str, VagueRange]
    proper: frozenset[str]
    inside: bool = False
    """The text is the operand of a rule, where Russian has the genitive: "около тысячи" is about one thousand."""


def read_count(
    text: str,
    *,
    languages: Sequence[str] | None = None,
    vague: Mapping[str, VagueRange] | None = None,
) -> Count | Unknown | Unreadable:
    """Read how many.

    Bounds are never put in order, decimals never rounded, and "3 or 5" becomes the interval 3-5. "More than 3"
    is 4 and up, "fewer than 3" at most 2, "nearly 30" an approximate 30, "at least the fourth" 4 and up.

    Args:
        text: the count as written, in digits of any script or in words, with or without what is counted.
        languages: BCP 47 tags, the likeliest first; English, Russian and Arabic are tried after them.
        vague: the user's own meaning of vague words: an entry of `data/vague.toml` ("dozens") or a single
            word in any language, with the least and the most (None for no upper end).

    Returns:
        The count; Unknown when the text says so; Unreadable with the reason otherwise.
    """
    if text.isascii() and text.isdecimal() and len(text) <= _SHORT:
        return Count(int(text), int(text), raw=text)
    tags = tuple(languages or ())
    if vague:
        return _read_any(text, tags, vague)
    return _read_cached(text, tags)


@lru_cache(maxsize=16_384)
def _read_cached(text: str, languages: tuple[str, ...]) -> Count | Unknown | Unreadable:
    return _read_any(text, languages, None)


def _read_any(
    text: str, languages: tuple[str, ...], vague: Mapping[str, VagueRange] | None
) -> Count | Unknown | Unreadable:
    if says_unknown(text):
        return Unknown(text)
    nothing = says_nothing(text)
    if nothing or len(text) > _LONGEST:
        return Unreadable(text, nothing or "too long for a count")
    plain = re.sub(_ABBREVIATION_POINT, "", cleaned(text)).strip(_EDGE)
    refusal = ""
    for language in _candidates(languages):
        proper = frozenset(spelling(word, language) for word in plain.split() if word[:1].isupper())
        reader = _Reader(count_lexicon(language), vague_table(language, vague), proper)
        try:
            count = _read(spelling(plain, language), reader)
        except (_RefusedError, InvalidRecordError) as error:
            refusal = refusal or str(error)
            continue
        if count is not None:
            return replace(count, raw=text)
    return Unreadable(text, refusal or _reason(plain, languages))


def _candidates(languages: tuple[str, ...]) -> Iterator[str]:
    """Name the languages to try, each once."""
    given = (language.replace("_", "-").partition("-")[0].lower() for language in languages)
    known = count_languages()
    yield from dict.fromkeys(language for language in (*given, *_DEFAULT_LANGUAGES) if language in known)


def _read(text: str, reader: _Reader) -> Count | None:
    count = _quantity(text, reader) or _triple(text, reader)
    if count is not None:
        return count
    if re.match(_SPACED_MINUS, text):
        raise _RefusedError("a count cannot be negative")
    for kind, pattern in reader.words.rules:
        match = pattern.fullmatch(text)
        count = _apply(kind, match.groups(), reader) if match else None
        if count is not None:
            return count
    match = re.fullmatch(_DASH, text)
    if match:
        return _range(match[1], match[2], reader)
    shorter = _without_nouns(text, reader)
    return _read(shorter, reader) if shorter else None


def _without_nouns(text: str, reader: _Reader) -> str:
    """Take off what is counted where a rule's own words stand before it: "3 or more soldiers"."""
    words = text.split()
    for end in range(1, len(words)):
        if words[0] not in reader.words.none and _harmless(words[end:], reader):
            return " ".join(words[:end])
    return ""


def _apply(kind: str, operands: tuple[str, ...], reader: _Reader) -> Count | None:
    """Give what a rule makes of its operands; None when they are no counts."""
    reader = reader._replace(inside=True)
    if kind == "none_of":
        return Count(0, 0) if _harmless(operands[0].split(), reader) else None
    if kind == "at_least_nth":
        rank = _rank(operands[0], reader)
        return None if rank is None else Count(rank, None)
    if kind in {"between", "either"}:
        return _range(operands[0], operands[1], reader)
    count = _read(operands[0], reader)
    return None if count is None else _bounded(kind, count)


def _bounded(kind: str, count: Count) -> Count | None:
    match kind:
        case "exactly":
            return count
        case "about":
            return replace(count, approximate=not count.vague)
        case "at_least":
            return replace(count, high=None, best=None)
        case "more_than":
            # "More than dozens" gives no number to be above.
            return replace(
                count, low=count.low if count.vague else (count.high or count.low) + 1, high=None, best=None
            )
    if count.high is None:
        return None
    if kind == "at_most":
        return replace(count, low=0, best=None)
    if count.high == 0:
        raise _RefusedError("a count cannot be negative: nothing is fewer than zero")
    return replace(count, low=0, high=count.high if count.vague else count.high - 1, best=None)


def _range(first: str, last: str, reader: _Reader) -> Count | None:
    """Join two ends; None unless both are single numbers or vague words."""
    high = _quantity(last, reader)
    low = high and _quantity(_with_scale(first, last, high, reader), reader)
    if low is None or high is None:
        return None
    if high.high is not None and low.low > high.high:
        raise _RefusedError(f"the first number, {low.low}, is above the second, {high.high}")
    return Count(
        low.low, high.high, approximate=low.approximate or high.approximate, vague=low.vague or high.vague
    )


def _with_scale(first: str, last: str, high: Count, reader: _Reader) -> str:
    """Lend the scale of the second number to the first: in "two to three thousand" both are thousands."""
    scales = {**reader.words.scales, **reader.words.units}
    found = next((word for word in last.split() if word in scales), None)
    if found is None or any(word in scales for word in first.split()):
        return first
    low = _quantity(first, reader)
    return f"{first} {found}" if low and low.low < high.low // scales[found] else first


def _triple(text: str, reader: _Reader) -> Count | None:
    """Read a best estimate with its range: "3 [2, 5]"."""
    match = re.fullmatch(_BEST_AND_RANGE, text)
    if not match:
        return None
    best, low, high = (_quantity(part, reader) for part in match.groups())
    if not (best and low and high):
        return None
    try:
        return Count.from_triple(low.low, best.low, high.low)
    except InvalidRecordError as error:
        raise _RefusedError(error.message) from None


def _quantity(text: str, reader: _Reader) -> Count | None:
    """Read one number or vague word, with or without what is counted after it."""
    words = text.split()
    for end in range(len(words), 0, -1):
        rest = words[end:]
        if rest and not _may_follow(rest[0], reader):
            return None
        if rest and not _harmless(rest, reader):
            continue
        bare = " ".join(words[:end])
        if bare in reader.words.none and not reader.words.hedges.isdisjoint(rest):
            return None  # "no casualties reported" is not a report of no casualties
        count = _bare(bare, reader, counted=bool(rest))
        if count is not None:
            return count
    return None


def _harmless(rest: list[str], reader: _Reader) -> bool:
    """Tell whether words beside a number leave it as it is: nouns it may count, and what goes with nouns."""
    known = reader.words
    if not any(word in known.nouns for word in rest):
        return False
    return all(
        _may_follow(word, reader)
        and (word not in reader.proper or word in known.nouns or place < len(rest) - 1)
        for place, word in enumerate(rest)
    )


def _may_follow(word: str, reader: _Reader) -> bool:
    known = reader.words
    return word in known.nouns or word in known.fillers or word in known.hedges or word in reader.proper


def _bare(text: str, reader: _Reader, *, counted: bool) -> Count | None:
    """Read a number or vague word that stands alone.

    Args:
        text: the words.
        reader: the language.
        counted: nouns follow, so that an article may mean one.
    """
    words = reader.words
    number = read_digits(text)
    if number is not None:
        return Count(number, number)
    if reader.inside and text in words.inside:
        return Count(words.inside[text], words.inside[text])
    if text in reader.vague:
        low, high = reader.vague[text]
        return Count(low, high, vague=True)
    if text in words.fixed:
        number, approximate = words.fixed[text]
        return Count(number, number, approximate=approximate)
    if text in words.none:
        return Count(0, 0)
    if counted and text in words.articles:
        return Count(1, 1)
    number = _scaled(text, words) or read_number(text, words.language)
    return Count(number, number) if number is not None else _in_units(text, reader)


def _scaled(text: str, words: CountLexicon) -> int | None:
    """Read digits with a scale after them: "5 thousand", "1.5 million", "20k"."""
    match = re.fullmatch(_DIGITS_AND_SCALE, text)
    scale = words.scales.get(match[2]) if match else None
    if not match or not scale:
        return None
    decimal = re.fullmatch(_SHORT_DECIMAL, match[1])
    if decimal:
        tenths = 10 ** len(decimal[2])
        return int(decimal[1] + decimal[2]) * scale // tenths if scale % tenths == 0 else None
    number = read_digits(match[1])
    return None if number is None else number * scale


def _in_units(text: str, reader: _Reader) -> Count | None:
    """Read "two dozen": people count in dozens when they do not count exactly."""
    words = reader.words
    head, _, unit = text.rpartition(" ")
    size = words.units.get(unit)
    if size is None:
        return None
    factor = (
        1 if not head or head in words.articles else read_digits(head) or read_number(head, words.language)
    )
    return Count(factor * size, factor * size, approximate=True) if factor else None


def _rank(text: str, reader: _Reader) -> int | None:
    """Read "fourth", with or without what is counted after it."""
    words = text.split()
    for end in range(len(words), 0, -1):
        if words[end:] and not _harmless(words[end:], reader):
            continue
        rank = read_ordinal(" ".join(words[:end]), reader.words.language)
        if rank is not None:
            return rank
    return None


def _reason(plain: str, languages: tuple[str, ...]) -> str:
    """Say what stands in the way, as far as it can be told."""
    words = plain.split()
    lexicons = [count_lexicon(language) for language in _candidates(languages)]
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
    return "no count that can be read safely"


def _mentions(text: str, words: str, language: str) -> bool:
    return f" {words} " in f" {spelling(text, language)} "
