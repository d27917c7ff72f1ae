"""The grammar of counts: one number or vague word, or a rule of the language around such operands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from claimtrack.errors import InvalidRecordError
from claimtrack.numerals import read_number, read_ordinal
from claimtrack.values.count import Count
from claimtrack.values.count_nouns import Reader, harmless, may_follow, names_things
from claimtrack.values.digits import read_digits
from claimtrack.values.words import load_toml

if TYPE_CHECKING:
    from claimtrack.values.count_words import CountLexicon

_BEST_AND_RANGE: Final = r"(.+?)\s*[\[(]\s*([^\[\]()]+?)\s*(?:,|-|;|\.\.)\s*([^\[\]()]+?)\s*[\])]"
_DASH: Final = r"(.+?)\s*-\s*(.+)"
_DIGITS_AND_SCALE: Final = r"(\d[\d.,' ]*?)\s*([^\W\d]+)"
_SHORT_DECIMAL: Final = r"(\d+)[.,](\d{1,2})"
_MOST_FEW: Final = 9  # that "few" and "several" may mean
_SPACED_MINUS: Final = r"-\s*\d"


class RefusedError(Exception):
    """The text is a count of an impossible kind; the message says which."""


def read(text: str, reader: Reader) -> Count | None:
    """Read one count, with or without what is counted; None when it is none that can be read safely.

    Raises:
        RefusedError: it is a count of an impossible kind.
        InvalidRecordError: its bounds are impossible.
    """
    count = _ruled(text, reader)
    if count is not None or reader.inside:
        return count
    # What is counted may stand behind a rule's own words: "3 or more soldiers".
    words = text.split()
    alone = reader.words.none | reader.words.articles
    starts = range(1 if words and words[0] not in alone else len(words), len(words))
    shorter = (" ".join(words[:end]) for end in starts if _stands_aside(words[end:], reader))
    return next((found for found in (_ruled(start, reader) for start in shorter) if found), None)


def _ruled(text: str, reader: Reader) -> Count | None:
    count = _quantity(text, reader) or _triple(text, reader)
    if count is not None:
        return count
    if re.match(_SPACED_MINUS, text):
        raise RefusedError("a count cannot be negative")
    for kind, pattern in reader.words.rules:
        match = pattern.fullmatch(text)
        count = _apply(kind, match.groups(), reader) if match else None
        if count is not None:
            return count
    match = re.fullmatch(_DASH, text)
    return _range(match[1], match[2], reader) if match else None


def _stands_aside(rest: list[str], reader: Reader) -> bool:
    """Whether words after a number say what it counts and leave it as it is."""
    return harmless(rest, reader) or (reader.open and names_things(rest, reader))


def _apply(kind: str, operands: tuple[str, ...], reader: Reader) -> Count | None:
    """Return what a rule makes of its operands; None when they are no counts."""
    reader = reader._replace(inside=True)
    if kind == "none_of":
        return Count(0, 0) if harmless(operands[0].split(), reader) else None
    if kind == "at_least_nth":
        rank = _rank(operands[0], reader)
        return None if rank is None else Count(rank, None)
    if kind in {"between", "either"}:
        return _range(operands[0], operands[1], reader)
    count = read(operands[0], reader)
    return None if count is None else _bounded(kind, count)


def _bounded(kind: str, count: Count) -> Count | None:
    match kind:
        case "exactly":
            return count
        case "about":
            return replace(count, approximate=not count.vague)
        case "nearly" | "just_under" | "just_over":
            return _near(kind, count)
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
        raise RefusedError("a count cannot be negative: nothing is fewer than zero")
    return replace(count, low=0, high=count.high if count.vague else count.high - 1, best=None)


def _near(kind: str, count: Count) -> Count | None:
    """Read "nearly 100", which is at most 100, "just under 100" and "just over 100"."""
    if count.low != count.high or count.vague or count.low == 0:
        return replace(count, approximate=not count.vague)
    number, table = count.low, load_toml("tolerance.toml")["near"]
    gap = max(table["least"], int(number * table["share"]))
    if kind == "just_over":
        return Count(number + 1, number + gap, approximate=True, near=number)
    return Count(max(0, number - gap), number - (kind == "just_under"), approximate=True, near=number)


def _range(first: str, last: str, reader: Reader) -> Count | None:
    """Join two ends; None unless both are single numbers or vague words."""
    high = _quantity(last, reader)
    low = high and _quantity(_with_scale(first, last, high, reader), reader)
    if low is None or high is None:
        return None
    if high.high is not None and low.low > high.high:
        raise RefusedError(f"the first number, {low.low}, is above the second, {high.high}")
    return Count(
        low.low, high.high, approximate=low.approximate or high.approximate, vague=low.vague or high.vague
    )


def _with_scale(first: str, last: str, high: Count, reader: Reader) -> str:
    """Lend the scale of the second number to the first: in "two to three thousand" both are thousands."""
    scales = {**reader.words.scales, **reader.words.units}
    found = next((word for word in last.split() if word in scales), None)
    if found is None or any(word in scales for word in first.split()):
        return first
    low = _quantity(first, reader)
    return f"{first} {found}" if low and low.low < high.low // scales[found] else first


def _triple(text: str, reader: Reader) -> Count | None:
    """Read a best estimate with its range: "3 [2, 5]"."""
    match = re.fullmatch(_BEST_AND_RANGE, text)
    if not match:
        return None
    best = _quantity(match[1], reader)
    low, high = (_bare(part, reader, counted=False) for part in match.groups()[1:])
    if not (best and low and high):
        return None
    try:
        return Count.from_triple(low.low, best.low, high.low)
    except InvalidRecordError as error:
        raise RefusedError(error.message) from None


def _quantity(text: str, reader: Reader) -> Count | None:
    """Read one number or vague word, with or without what is counted after it."""
    if text in reader.words.duals:
        return Count(2, 2)
    words = text.split()
    for end in range(len(words), 0, -1):
        rest = words[end:]
        if rest and not reader.open and not may_follow(rest[0], reader):
            return None
        bare = " ".join(words[:end])
        if not rest or harmless(rest, reader):
            if bare in reader.words.none and not reader.words.hedges.isdisjoint(rest):
                return None  # "no casualties reported" is not a report of no casualties
            count = _bare(bare, reader, counted=bool(rest))
        elif (
            reader.open
            and bare not in reader.words.none | reader.words.articles
            and names_things(rest, reader)
        ):
            count = _bare(bare, reader, counted=False)
        else:
            continue
        if count is not None:
            return count
    return None


def _bare(text: str, reader: Reader, *, counted: bool) -> Count | None:
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


def _in_units(text: str, reader: Reader) -> Count | None:
    """Read "two dozen": people count in dozens when they do not count exactly."""
    words = reader.words
    head, _, unit = text.rpartition(" ")
    size = words.units.get(unit) or (words.scales.get(unit) if head else None)
    if size is None:
        return None
    if head in reader.vague or head.removesuffix(f" {_last(head)}") in reader.vague:
        return _vaguely(head, size, reader)
    if unit not in words.units:
        return None
    factor = (
        1 if not head or head in words.articles else read_digits(head) or read_number(head, words.language)
    )
    return Count(factor * size, factor * size, approximate=True) if factor else None


def _last(text: str) -> str:
    return text.rpartition(" ")[2]


def _vaguely(head: str, size: int, reader: Reader) -> Count | None:
    """Read "a couple hundred" and "a couple of dozen"; of "few" and "several" up to the next round unit."""
    joined = _last(head)
    if head not in reader.vague and joined not in reader.words.fillers:
        return None
    low, high = reader.vague.get(head) or reader.vague[head.removesuffix(f" {joined}")]
    if high is None:
        return Count(low * size, None, vague=True)
    return Count(low * size, (high + 1) * size - 1 if high == _MOST_FEW else high * size, vague=True)


def _rank(text: str, reader: Reader) -> int | None:
    """Read "fourth", with or without what is counted after it."""
    words = text.split()
    for end in range(len(words), 0, -1):
        if words[end:] and not _stands_aside(words[end:], reader):
            continue
        rank = read_ordinal(" ".join(words[:end]), reader.words.language)
        if rank is not None:
            return rank
    return None
