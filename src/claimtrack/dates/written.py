"""Numbers in a text: digits with what is written onto them (15th, 1990s, 3'ünden), and numbers in words."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from claimtrack.dates.pieces import NUM, WORD
from claimtrack.dates.spoken import folded_numbers, spoken_number
from claimtrack.dates.tokens import Kind, Token

if TYPE_CHECKING:
    from claimtrack.dates.lexicon import Lexicon
    from claimtrack.dates.pieces import Piece

_DECADE_ALONE: Final = 100
_TWO: Final = 2
_FOUR: Final = 4


def _part_of_year(token: Token, letter: str, lexicon: Lexicon) -> list[list[Token]]:
    """Read the number of a quarter or half before its letter: 2Q, 1H."""
    meanings = lexicon.words.get(f"{letter}{token.text}", ()) if len(letter) == 1 else ()
    return [[Token(kind, value, token.text + letter, token.tight)] for kind, value in meanings[:1]]


def figures(items: list[Piece], at: int, lexicon: Lexicon, found: list[list[Token]]) -> int:
    """Read digits with what is written onto them: 15th, 1990s, 2010-го, 3'ünden."""
    item = items[at]
    number = number_token(item.text, item.tight)
    following = items[at + 1] if at + 1 < len(items) else None
    if following is None or not following.tight:
        found.append(number)
        return 1
    token = number[0]
    kind = token.kind
    used = 1
    suffix = None
    if following.kind == WORD:
        suffix, used = following.text, 2
    elif following.text in ("-", "'") and at + 2 < len(items):
        after = items[at + 2]
        if after.kind == WORD and after.tight and not _is_initial(following.text, after.text):
            suffix, used = after.text, 3
    elif following.text == "." and at + 2 < len(items):
        after = items[at + 2]  # Spanish "1.º"
        if after.tight and after.text in {"o", "a", "er"} & lexicon.settings["ordinal_suffixes"]:
            suffix, used = after.text, 3
    if suffix is not None:
        done = _suffixed(token, suffix, lexicon) or _part_of_year(token, suffix, lexicon)
        if (
            not done
            and used == 3
            and kind == Kind.YEAR
            and "'" + suffix == lexicon.settings.get("possessive")
        ):
            done = [number]
        if done:
            found.extend(done)
            return used
    if kind == Kind.NUMBER and lexicon.settings.get("ordinal_dot") and _ordinal_dot(items, at):
        found.append([token._replace(kind=Kind.ORDINAL)])
        return 2
    found.append(number)
    return 1


def _is_initial(sign: str, text: str) -> bool:
    """Whether one Latin letter behind a hyphen names a thing, as "7-O" and "11-M" do, and makes no rank."""
    return sign == "-" and len(text) == 1 and text.isascii()


@lru_cache(maxsize=4096)
def number_token(digits: str, tight: bool) -> list[Token]:
    """Read digits as they stand."""
    number = int(digits) if len(digits) < 19 else 0
    kind = Kind.NUMBER if len(digits) <= _TWO else Kind.YEAR if len(digits) <= _FOUR else Kind.LONG_NUMBER
    return [Token(kind, number, digits, tight)]


def _ordinal_dot(items: list[Piece], at: int) -> bool:
    """Whether the dot after a number makes it an ordinal: 15. März, and not 15.3."""
    if (
        at + 1 >= len(items)
        or items[at + 1].text != "."
        or not items[at + 1].tight
        or _dotted_before(items, at)
    ):
        return False
    after = items[at + 2] if at + 2 < len(items) else None
    return after is None or not (after.kind == NUM and after.tight)


def _dotted_before(items: list[Piece], at: int) -> bool:
    """Whether the number is the second one of a date in figures: the 10 of 22.10."""
    return at > 1 and items[at - 1].text == "." and items[at - 2].kind == NUM and items[at].tight


def _suffixed(token: Token, suffix: str, lexicon: Lexicon) -> list[list[Token]]:
    settings = lexicon.settings
    number, digits = token.value, token.text
    if (
        suffix.strip("'") in settings.get("decade_suffixes", ())
        and _TWO <= len(digits) <= _FOUR
        and number % 10 == 0
    ):
        return [[Token(Kind.DECADE, number, digits, token.tight)]]
    if suffix in settings.get("century_suffixes", ()) and number <= _DECADE_ALONE:
        return [
            [Token(Kind.ORDINAL, number, digits, token.tight)],
            [Token(Kind.CENTURY_UNIT, "century", suffix)],
        ]
    if suffix in settings.get("ordinal_suffixes", ()):
        return [
            [Token(Kind.ORDINAL if token.kind == Kind.NUMBER else token.kind, number, digits, token.tight)]
        ]
    for pattern, kind in settings.get("number_suffixes", ()):
        if re.fullmatch(pattern, suffix):
            ordinal = [
                Token(
                    Kind.ORDINAL if token.kind == Kind.NUMBER and not kind else token.kind,
                    number,
                    digits,
                    token.tight,
                )
            ]
            return [ordinal, [Token(kind, suffix, suffix)]] if kind else [ordinal]
    return []


def number_words(
    items: list[Piece], at: int, lexicon: Lexicon, found: list[list[Token]], *, at_least: int
) -> int:
    """Read the longest run of number words; returns how many items it took, 0 for none."""
    code = lexicon.code
    single = folded_numbers(code)[2]
    joiners = lexicon.settings.get("number_joiners", ())
    glued = lexicon.settings.get("glued_numbers")
    first = items[at].text
    if first not in single and not (glued and spoken_number(first, code)):
        return 0
    texts: list[str] = []
    ends: list[int] = []
    position = at
    while position < len(items) and len(texts) < 8:
        item = items[position]
        if item.kind == "sep" and item.text == "-" and item.tight and texts:
            position += 1
            continue
        if item.kind != WORD or not (
            item.text in single
            or item.text in joiners
            or (glued and spoken_number(item.text, code))
            or any(item.text.startswith(joiner) and item.text[len(joiner) :] in single for joiner in joiners)
        ):
            break
        texts.append(item.text)
        position += 1
        ends.append(position - at)
    for count in range(len(texts), 0, -1):
        if ends[count - 1] <= at_least and count > 1:
            break
        token = spoken_number(" ".join(texts[:count]), code)
        if token and ends[count - 1] >= at_least:
            if at_least:
                found.pop()
            found.append([token])
            return ends[count - 1]
    return 0
