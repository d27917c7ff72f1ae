"""Rows of tokens without what carries no weight, from the fullest to the barest."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_NUMBERS: Final = "nyoN"
_LIGHT: Final = frozenset("a,.")
_LIGHTER: Final = frozenset("a,.1I")
_LABELS: Final = frozenset("YmD")
_DROPPED: Final = _LIGHTER | _LABELS | frozenset("-/")
_JOINED: Final = r"[noyM]([-/])[noyM]\1[noyM]"


def variants(letters: str, tight: Sequence[bool]) -> Sequence[tuple[int, ...]]:
    """Tell which tokens each variant keeps; it depends on their kinds and spaces alone.

    The row as it is comes first; then without articles and commas; without labels; without prepositions.
    """
    found = [tuple(range(len(letters)))]
    if _DROPPED.isdisjoint(letters):
        return found
    seen = {letters}
    loose = _loose(letters, tight)
    for light in (_LIGHT, _LIGHTER) if "1" in letters or "I" in letters else (_LIGHT,):
        row = [
            place
            for at, place in enumerate(loose)
            if letters[place] not in light or (letters[place] == "." and _between_numbers(letters, loose, at))
        ]
        for one in (row, _unlabelled(letters, row)):
            kinds = "".join([letters[place] for place in one])
            if one and kinds not in seen:
                seen.add(kinds)
                found.append(tuple(one))
    return found


def _between_numbers(letters: str, places: list[int], at: int) -> bool:
    if not 0 < at < len(places) - 1:
        return False
    return letters[places[at - 1]] in _NUMBERS and letters[places[at + 1]] in _NUMBERS


def _loose(letters: str, tight: Sequence[bool]) -> list[int]:
    """Drop the dashes and slashes that join a word and a number: sep-23-2020, 2-Oct."""
    places = list(range(len(letters)))
    if "-" not in letters and "/" not in letters:
        return places
    if "M" in letters and re.fullmatch(_JOINED, letters):
        return [at for at in places if letters[at] not in "-/"]
    kept: list[int] = []
    for at in places:
        if letters[at] in "-/" and 0 < at < len(letters) - 1 and any(tight[at : at + 2]):
            before, after = letters[at - 1], letters[at + 1]
            if (before in _NUMBERS) != (after in _NUMBERS):
                continue
            if before in "ERk" or (after == "M" and before in "WR"):
                continue
        kept.append(at)
    return kept


def _unlabelled(letters: str, row: list[int]) -> list[int]:
    """Drop "year" beside a year, "month" beside a month's name, "day" beside a weekday or a day of a month."""
    if _LABELS.isdisjoint(letters):
        return row
    kept: list[int] = []
    for at, place in enumerate(row):
        kind = letters[place]
        before = letters[row[at - 1]] if at else " "
        after = letters[row[at + 1]] if at + 1 < len(row) else " "
        if kind == "Y" and ("y" in (before, after) or (before in "nM" and after == "e")):
            continue
        if kind == "m" and "M" in (before, after) and before != "R":
            continue
        if kind == "D" and ("W" in (before, after) or before == "h" or (before == "M" and after == " ")):
            continue
        if kind == "D" and after in "no" and before != "R":
            continue
        kept.append(place)
    return kept
