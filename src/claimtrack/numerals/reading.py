"""Read compound number words ("one hundred and five", "einundzwanzig") as one number.

A text is cut into known words, longest first; the words then have to fit together as a number of that
language would. Anything else is not a number: nothing is skipped and nothing is guessed.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from claimtrack.characters import ascii_digits
from claimtrack.numerals.words import Lexicon, exchange, fold_word, lexicon_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LONGEST_PHRASE: Final = 3  # words; "quatre vingt", "اثنا عشر"
_JOIN: Final = -1
_ARTICLE: Final = -2
_HUNDRED: Final = 100
_THOUSAND: Final = 1000


@lru_cache(maxsize=4096)
def read_number(words: str, language: str) -> int | None:
    """Read a cardinal number written in words.

    Args:
        words: the number and nothing else, in any letter case; hyphens and spaces are the same.
        language: a BCP 47 tag; only its primary subtag counts.

    Returns:
        The number, or None when the words are not one number or the language has no file.
    """
    lexicon = lexicon_for(language)
    if lexicon is None:
        return None
    text = exchange(fold_word(words, language).replace("-", " "), lexicon.folds)
    for parts in _cut(text.split(), lexicon):
        number = _add_up(parts, lexicon)
        if number is not None:
            return number
    return None


@lru_cache(maxsize=4096)
def read_ordinal(words: str, language: str) -> int | None:
    """Read an ordinal number, in words ("twenty-first", "сорок второго") or digits ("4th", "4-й").

    Args:
        words: the ordinal and nothing else.
        language: a BCP 47 tag; only its primary subtag counts.

    Returns:
        The rank, or None.
    """
    lexicon = lexicon_for(language)
    if lexicon is None:
        return None
    text = fold_word(ascii_digits(words), language)
    known = lexicon.ordinals.get(text) or lexicon.ordinals.get(exchange(text, lexicon.folds))
    if known is not None:
        return known
    digits = text.rstrip("".join({letter for suffix in lexicon.ordinal_suffixes for letter in suffix}))
    if digits.isdigit() and text[len(digits) :].strip() in lexicon.ordinal_suffixes:
        return int(digits)
    before, _, last = text.replace("-", " ").rpartition(" ")
    unit = lexicon.ordinals.get(last)
    tens = read_number(before, language) if before and unit else None
    # Only what leaves room for the unit: "сорок второй" is a rank, "пять второй" is not.
    return tens + unit if tens and unit and tens % 10 == 0 and unit < 10 else None


def _cut(words: list[str], lexicon: Lexicon) -> Iterator[list[int]]:
    """Return each way to cut the words into numbers and joiners, longest pieces first."""
    if not words:
        yield []
        return
    for length in range(min(_LONGEST_PHRASE, len(words)), 0, -1):
        for head in _meanings(" ".join(words[:length]), lexicon, alone=length == 1):
            for tail in _cut(words[length:], lexicon):
                yield head + tail


def _meanings(piece: str, lexicon: Lexicon, *, alone: bool) -> Iterator[list[int]]:
    number = lexicon.cardinals.get(piece.rstrip(",،"))
    if number is not None and piece[-1] in ",،" and number < _THOUSAND:  # "one thousand, two hundred" only
        return
    if number is not None:
        yield [number]
    if not alone:
        return
    if piece in lexicon.joiners:
        yield [_JOIN]
    if piece in lexicon.articles:
        yield [_ARTICLE]
    if lexicon.prefix_joiner and piece.startswith(lexicon.prefix_joiner):
        rest = lexicon.cardinals.get(piece.removeprefix(lexicon.prefix_joiner))
        if rest is not None:
            yield [_JOIN, rest]
    if lexicon.glued and number is None:
        yield from _unglue(piece, lexicon.cardinals, lexicon.joiners)


def _unglue(piece: str, cardinals: Mapping[str, int], joiners: frozenset[str]) -> Iterator[list[int]]:
    """Cut one written word into number words: "einundzwanzig" into ein, und, zwanzig."""
    if not piece:
        yield []
        return
    for end in range(len(piece), 0, -1):
        head = piece[:end]
        meaning = _JOIN if head in joiners else cardinals.get(head)
        if meaning is not None:
            for tail in _unglue(piece[end:], cardinals, joiners):
                yield [meaning, *tail]


def _add_up(parts: list[int], lexicon: Lexicon) -> int | None:
    """Put the parts together; None when they do not fit as one number."""
    if not parts or parts[0] == _JOIN or parts[-1] in {_JOIN, _ARTICLE}:
        return None
    if 0 in parts:
        return 0 if parts == [0] else None
    total, group, room, joined = 0, 0, 0, False
    for part, following in zip(parts, [*parts[1:], 0], strict=True):
        if part == _JOIN:
            if following == _JOIN:
                return None
            joined = True
            continue
        if part == _ARTICLE:
            if group or total or following < _HUNDRED:
                return None
            continue
        if part in {1000, 10**5, 10**6, 10**7, 10**9}:
            if group and joined:  # "five and thousand" is not five thousand
                return None
            if not group and total and part > total:  # "mil millones"
                total *= part
            else:
                if total and part >= room:
                    return None
                total += (group or 1) * part
            group, room = 0, part
        elif part >= _THOUSAND:  # a dual: "ألفان"
            if total or group:
                return None
            total, room = part, _THOUSAND
        else:
            grown = _grow(group, part, lexicon, joined=joined)
            if grown is None:
                return None
            group = grown
        joined = False
    return total + group if not (total and group >= room) else None


def _grow(group: int, part: int, lexicon: Lexicon, *, joined: bool) -> int | None:
    """Add a part below a thousand to what is there below the next thousand."""
    ten = 10
    if part == _HUNDRED and 0 < group < _HUNDRED and not joined:
        return group * _HUNDRED
    if not group:
        return part
    below = group % _HUNDRED
    if 0 < below < ten:
        if lexicon.teens and part == ten and not joined:
            return group + part
        if lexicon.units_first and joined and ten < part < _HUNDRED and part % ten == 0:
            return group + part
        return None
    if below == 0:  # after a full hundred
        fits = part < _HUNDRED
    elif lexicon.units_first:
        fits = False
    else:
        fits = below % ten == 0 and below > ten and part < (2 * ten if below in lexicon.vigesimal else ten)
    return group + part if fits else None
