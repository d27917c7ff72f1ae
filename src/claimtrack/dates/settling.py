"""What the words beside a word make of it: prepositions, halves of the day, names of two meanings, Roman numerals."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from claimtrack.dates.spoken import lettered_number, roman_number
from claimtrack.dates.tokens import KINDS, UNITS, Form, Kind, Kinds, Token
from claimtrack.dates.value import GREGORIAN

if TYPE_CHECKING:
    from claimtrack.dates.lexicon import Lexicon

_LAST_DAY: Final = 30  # of a month of another calendar that is counted in letters
_MONTHS, _QUARTERS = 12, 4
_DAY_PARTS: Final = frozenset({"dawn", "morning", "noon", "afternoon", "evening", "night"})
_PARTS: Final = frozenset({"early", "mid", "late"})
_LENGTHS: Final = Kinds.LENGTH  # what is counted "from" a day
_DATED: Final = Kinds.FIGURE | {
    Kind.MONTH,
    Kind.WEEKDAY,
    Kind.SHIFT,
    Kind.RELATIVE,
    Kind.CLOCK,
    Kind.DECADE,
    Kind.COMPLETE,
    Kind.HOLIDAY,
    Kind.WEEK_UNIT,
}


def settled(found: list[list[Token]], lexicon: Lexicon) -> None:
    """Settle the meanings that the company of tokens decides.

    Args:
        found: for each token its meanings; changed in place.
        lexicon: the language.
    """
    if lexicon.settings.get("letters_are_numbers"):
        _bare_letters(found, lexicon)
    kinds = "".join([row[0].kind for row in found])
    if kinds and kinds[-1] == Kind.FILLER:
        _settle_closing(found, lexicon)
    unsure = {token.kind for row in found if len(row) > 1 for token in row}
    if unsure:
        _settle_meanings(found, unsure, lexicon)
    if Kind.IN in kinds and Kind.RELATIVE not in kinds:
        _vague_lengths(found, lexicon)
    if Kind.EQUAL in kinds:
        _expanded(found)
    if Kind.CENTURY_UNIT in kinds:
        _numbered_centuries(found)
    if Kind.UNKNOWN in kinds or Kind.QUARTER_UNIT in kinds or Kind.HALF_UNIT in kinds:
        _roman(found)
    if kinds.count(Kind.MONTH) > 1:
        _twice_named(found)


def _settle_meanings(found: list[list[Token]], unsure: set[str], lexicon: Lexicon) -> None:
    """Settle words of several meanings, by the kinds that any of them may have."""
    if not _BESIDE_ENDS.isdisjoint(unsure):
        _settle_prepositions(found)
    if {Kind.MORE_THAN, Kind.FILLER} <= unsure:
        _settle_over(found)
    if {Kind.BY, Kind.FILLER} <= unsure:
        _settle_by(found)
    if Kind.DAY_PART in unsure:
        _settle_halves(found)
        _settle_eves(found, lexicon)
    if not _NAMES.isdisjoint(unsure):
        _settle_names(found)
    if Kind.WEEKDAY in unsure:
        _settle_counts(found, lexicon)


_BESIDE_ENDS: Final = frozenset({Kind.SINCE, Kind.FROM, Kind.TO})


def _bare_letters(found: list[list[Token]], lexicon: Lexicon) -> None:
    """Read letters without a mark before a month of another calendar as its day: "כז אלול"."""
    for at, (row, after) in enumerate(pairwise(found)):
        month = any(token.kind == Kind.MONTH and token.value[0] != GREGORIAN for token in after)
        day = lettered_number(f"{row[0].text}'", lexicon.code) if month and row[0].kind != Kind.NUMBER else 0
        if 0 < day <= _LAST_DAY:
            found[at] = [Token(Kind.NUMBER, day, row[0].text, row[0].tight)]


def _vague_lengths(found: list[list[Token]], lexicon: Lexicon) -> None:
    """Take units in the plural that nobody counted for vague: "within days of 24 February"."""
    for at in range(len(found) - 2):
        unit = found[at + 1][0]
        counted = unit.kind not in Kinds.LENGTH or unit.text not in lexicon.settings["plurals"]
        if found[at][0].value == "within" and not counted and found[at + 2][0].kind == Kind.FILLER:
            found[at + 1] = [unit._replace(kind=Kind.VAGUE)]


def _twice_named(found: list[list[Token]]) -> None:
    """Take the second name of a month out: Arabic reports write it in both sets, "آذار/مارس"."""
    kept: list[list[Token]] = []
    for row in found:
        kept.append(row)
        if len(kept) > 2 and kept[-2][0].text in {"/", "("}:
            before, after = kept[-3][0], row[0]
            if before.kind == after.kind == Kind.MONTH and before.value == after.value:
                del kept[-2:]
    found[:] = kept


def _expanded(found: list[list[Token]]) -> None:
    """Write out words that stand for several: "heuer" is this year, "يومين" two days, "dizaine" about ten."""
    for at in range(len(found) - 1, -1, -1):
        token = found[at][0]
        if token.kind == Kind.EQUAL and token.text != "=":
            found[at : at + 1] = [[_written_out(word, token.text)] for word in token.value.split()]


def _written_out(word: str, text: str) -> Token:
    """Make the token of one word of an expansion: a number, a unit, a part, a key of `words.words` or `words.relative`.

    A number with a sign counts days from the reference: "tonight" is `+0 night`.
    """
    if word[0] in "+-":
        return Token(Kind.SHIFT, int(word), text)
    if word in _DAY_PARTS:
        return Token(Kind.DAY_PART, word, text)
    if word.isdigit():
        return Token(Kind.NUMBER, int(word), text)
    if word[0].isdigit():  # 1st
        return Token(Kind.ORDINAL, int(word[:-2]), text)
    kind = UNITS.get(word) or KINDS.get(word) or (Kind.PART if word in _PARTS else Kind.RELATIVE)
    return Token(kind, word, text)


def _settle_prepositions(found: list[list[Token]]) -> None:
    """Decide between "from" and "of", "to" and "at" by what stands around: "de 4 a 22 de enero"."""
    unsettled = [
        at
        for at, row in enumerate(found)
        if len(row) > 1 and any(token.kind in _BESIDE_ENDS for token in row)
    ]
    kinds = [{token.kind for token in row} for row in found] if unsettled else []
    for at in unsettled:
        row, have, later = found[at], kinds[at], kinds[at + 1 :]
        if {Kind.SINCE, Kind.FROM} <= have:
            ranged = (
                bool(at and kinds[at - 1] & _LENGTHS)
                or any(
                    one & Kinds.END or (Kind.DASH in one and Kind.PART not in before)  # "from mid-March"
                    for before, one in pairwise(kinds[at:])
                )
            )
            found[at] = [token for token in row if token.kind != (Kind.SINCE if ranged else Kind.FROM)]
            continue
        if Kind.FILLER not in have or not have & {Kind.FROM, Kind.TO}:
            continue
        if (
            Kind.FROM in have
            and (not any(one - {Kind.FILLER, Kind.COMMA} for one in kinds[:at]))
            and any(one & (Kinds.END | {Kind.DASH}) for one in later)
        ):
            choice = Kind.FROM
        elif (
            Kind.TO in have
            and at
            and any(one & _DATED for one in kinds[:at])
            and any(one & _DATED for one in later)
        ):
            choice = Kind.TO
        else:
            choice = Kind.FILLER
        found[at] = [
            token
            for token in row
            if token.kind not in {Kind.FROM, Kind.TO, Kind.FILLER} or token.kind == choice
        ]


def _settle_over(found: list[list[Token]]) -> None:
    """Take "over" for "more than" before a length that has passed: "over a month ago", not "over the weekend"."""
    passed = any(token.kind == Kind.AGO for row in found for token in row)
    for at, row in enumerate(found):
        have = {token.kind for token in row}
        if {Kind.MORE_THAN, Kind.FILLER} <= have:
            after = {token.kind for token in found[at + 1]} if at + 1 < len(found) else set()
            counted = passed and not after.isdisjoint({Kind.NUMBER, Kind.ONE, *_LENGTHS})
            kind = Kind.MORE_THAN if counted else Kind.FILLER
            found[at] = [token for token in row if token.kind == kind]


_WHOLE: Final = frozenset({Kind.MONTH, Kind.WEEKDAY, Kind.YEAR, Kind.COMPLETE})


def _settle_by(found: list[list[Token]]) -> None:
    """Take Russian "к" for "by" before a date, "к 9 мая", and for nothing before what a day is divided in, "к вечеру"."""
    for at, row in enumerate(found):
        if {Kind.BY, Kind.FILLER} <= {token.kind for token in row}:
            first, second = (
                {token.kind for token in found[place]} if place < len(found) else set()
                for place in (at + 1, at + 2)
            )
            parted = Kind.PART in first and not second.isdisjoint(_WHOLE | Kinds.UNIT)  # "к середине июня"
            dated = parted or not first.isdisjoint(_WHOLE) or (Kind.NUMBER in first and Kind.MONTH in second)
            found[at] = [token for token in row if token.kind == (Kind.BY if dated else Kind.FILLER)]


def _settle_closing(found: list[list[Token]], lexicon: Lexicon) -> None:
    """Take the word that a date closes with for what it makes of the first one: "vom 7. Oktober an", "до 9 мая включительно"."""
    first, last = found[0], found[-1][0]
    kinds = {token.kind for token in first}
    if last.text in lexicon.settings.get("onward", ()) and Kind.FROM in kinds:
        found[0] = [token for token in first if token.kind == Kind.FROM]
        found[-1] = [last._replace(kind=Kind.OR_LATER)]
    elif last.text in lexicon.settings.get("inclusive", ()) and Kind.TO in kinds and Kind.FILLER not in kinds:
        found[0] = [first[0]._replace(kind=Kind.UNTIL, value="until")]


def _settle_halves(found: list[list[Token]]) -> None:
    """Take what stands beside an hour for the half of the day: Arabic "م" is "p.m." there, and "A.D." beside a year."""
    for at, row in enumerate(found):
        if at and len(row) > 1 and Kind.DAY_PART in [token.kind for token in row]:
            hour = found[at - 1][0].kind == Kind.CLOCK or (
                at > 1 and found[at - 2][0].kind == Kind.CLOCK_UNIT
            )
            if hour:
                found[at] = [token for token in row if token.kind == Kind.DAY_PART]


def _settle_eves(found: list[list[Token]], lexicon: Lexicon) -> None:
    """Take Hebrew "ערב" for the day before in front of a feast, "ערב פסח", and else for the evening."""
    eves = lexicon.settings.get("eves", ())
    for at, row in enumerate(found):
        if row[0].text in eves and {Kind.SHIFT, Kind.DAY_PART} <= {token.kind for token in row}:
            feast = any(one[0].kind == Kind.HOLIDAY for one in found[at + 1 : at + 2])
            found[at] = [token for token in row if token.kind == (Kind.SHIFT if feast else Kind.DAY_PART)]


_NAMES: Final = frozenset({Kind.MONTH, Kind.WEEKDAY, Kind.CENTURY_UNIT})


def _settle_names(found: list[list[Token]]) -> None:
    """Take Spanish "mar" for Tuesday where a month is named besides, and "c" for a century behind a rank, else for about."""
    if not any(len(row) > 1 and row[0].kind in _NAMES for row in found):
        return
    kinds = [{token.kind for token in row} for row in found]
    for at, have in enumerate(kinds):
        if have >= {Kind.MONTH, Kind.WEEKDAY} and not at and any(one == {Kind.MONTH} for one in kinds):
            found[at] = [token for token in found[at] if token.kind == Kind.WEEKDAY]
        elif have >= {Kind.CENTURY_UNIT, Kind.APPROXIMATE}:
            ranked = at > 0 and Kind.ORDINAL in kinds[at - 1]
            found[at] = [token for token in found[at] if (token.kind == Kind.CENTURY_UNIT) == ranked]


def _settle_counts(found: list[list[Token]], lexicon: Lexicon) -> None:
    """Take Hebrew "שני" for two before units in the plural, and else for Monday: "שני הימים האחרונים"."""
    for at, (row, after) in enumerate(pairwise(found)):
        if row[0].kind == Kind.WEEKDAY and after[0].text in lexicon.settings["plurals"]:
            found[at] = [token for token in row if token.kind == Kind.NUMBER] or row


_ROMAN_MONTH: Final = Form("day joint? month=unknown joint? year")


_PARTS_OF_YEAR: Final = frozenset({Kind.QUARTER_UNIT, Kind.HALF_UNIT})


def _roman(found: list[list[Token]]) -> None:
    """Read Roman numerals that stand for a month or beside the word for a quarter or half: 12.III.2023, III квартал."""
    for match in _ROMAN_MONTH.finditer("".join([row[0].kind for row in found])):
        at = match.start("month")
        token = found[at][0]
        number = roman_number(token.text)
        if 0 < number <= _MONTHS:
            found[at] = [Token(Kind.MONTH, ("gregorian", number), token.text, token.tight)]
    for row, beside in (*pairwise(found), *((two, one) for one, two in pairwise(found))):
        token = row[0]
        if beside[0].kind in _PARTS_OF_YEAR and token.kind in (Kind.UNKNOWN, Kind.AND):
            number = roman_number(re.sub("(?:e|er|eme)$", "", token.text))
            if 0 < number <= _QUARTERS:
                row[:] = [Token(Kind.ORDINAL, number, token.text, token.tight)]


def _numbered_centuries(found: list[list[Token]]) -> None:
    """Read Roman numerals beside the word century."""
    for at, row in enumerate(found):
        beside = found[max(at - 1, 0) : at] + found[at + 1 : at + 2]
        if len(row[0].text) <= 6 and any(
            one[0].kind == Kind.CENTURY_UNIT or one[-1].kind == Kind.CENTURY_UNIT for one in beside
        ):
            number = roman_number(row[0].text)
            if not number and row[0].kind == Kind.UNKNOWN:
                number = roman_number(row[0].text.removesuffix("e"))  # French XIXe
            if number and row[0].kind not in (Kind.NUMBER, Kind.ORDINAL, Kind.YEAR, Kind.CENTURY_UNIT):
                found[at] = [Token(Kind.ORDINAL, number, row[0].text, row[0].tight)]
