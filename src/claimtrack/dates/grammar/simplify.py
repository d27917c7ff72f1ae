"""Rows of tokens without what carries no weight, from the fullest to the barest."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimtrack.dates.tokens import Token

_NUMBERS: Final = "nyoN"
_LIGHT: Final = frozenset("a,.")
_LIGHTER: Final = frozenset("a,.1I")
_UNIT_COUNT: Final = "DwgmqjYdCsOi"


def variants(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Give the row as it is; without articles and commas; without labels; without prepositions."""
    yield tokens
    seen = {_letters(tokens)}
    for light in (_LIGHT, _LIGHTER):
        loose = _loose(tokens)
        row = [
            token
            for at, token in enumerate(loose)
            if token.kind not in light or (token.kind == "." and _between_numbers(loose, at))
        ]
        for one in (row, _unlabelled(row)):
            letters = _letters(one)
            if one and letters not in seen:
                seen.add(letters)
                yield one


def _letters(tokens: Sequence[Token]) -> str:
    return "".join([token.kind for token in tokens])


def _between_numbers(tokens: Sequence[Token], at: int) -> bool:
    return 0 < at < len(tokens) - 1 and tokens[at - 1].kind in _NUMBERS and tokens[at + 1].kind in _NUMBERS


_JOINED: Final = re.compile(r"[noyM]([-/])[noyM]\1[noyM]")


def _loose(tokens: Sequence[Token]) -> list[Token]:
    """Drop the dashes and slashes that join a word and a number: sep-23-2020, 2-Oct."""
    letters = _letters(tokens)
    if "M" in letters and _JOINED.fullmatch(letters):
        return [token for token in tokens if token.kind not in "-/"]
    kept: list[Token] = []
    for at, token in enumerate(tokens):
        if token.kind in "-/" and 0 < at < len(tokens) - 1:
            before, after = tokens[at - 1], tokens[at + 1]
            joined = token.tight or after.tight
            if joined and (before.kind in _NUMBERS) != (after.kind in _NUMBERS) and token.kind in "-/":
                continue
            if joined and (before.kind in "ER" or (after.kind == "M" and before.kind in "WR")):
                continue
        kept.append(token)
    return kept


def _unlabelled(tokens: Sequence[Token]) -> list[Token]:
    """Drop "year" beside a year, "month" beside a month's name, "day" beside a weekday or a day of a month."""
    kept: list[Token] = []
    for at, token in enumerate(tokens):
        before = tokens[at - 1].kind if at else ""
        after = tokens[at + 1].kind if at + 1 < len(tokens) else ""
        if token.kind == "Y" and (
            before == "y" or after == "y" or (before in "nM" and before and after == "e")
        ):
            continue
        if token.kind == "m" and (before == "M" or after == "M") and before != "R":
            continue
        if token.kind == "D" and (
            before == "W" or after == "W" or before == "h" or (before == "M" and not after)
        ):
            continue
        if token.kind == "D" and after and after in "no" and before != "R":
            continue
        kept.append(token)
    return kept
