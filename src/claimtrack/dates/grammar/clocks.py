"""Times of day as they are written and said: 14:30, at four in the afternoon, 1845hrs, put into 24 hours."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from claimtrack.dates.grammar.hours import (
    LAST_HOUR,
    Clock,
    Tokens,
    by_part,
    checked,
    has_day,
    military,
    written,
)
from claimtrack.dates.grammar.rule import words_of
from claimtrack.dates.lexicon import load
from claimtrack.dates.tokens import Form, Kind, Kinds, Token, letters

_MINUTES: Final = 2  # digits
_MONTHS: Final = 12
_LAST_DAY: Final = 31


_POINTS: Final = frozenset({"noon", "midnight"})


_BESIDE_HOUR: Final = Kinds.DAY | {Kind.CLOCK, Kind.CLOCK_UNIT}


def points(row: Tokens) -> list[Token]:
    """Make the noon and midnight that stand alone times of day: "just after midnight on 5 May" is on that day."""
    return [
        Token(Kind.CLOCK, token.value, token.text, token.tight)
        if token.value in _POINTS
        and not (at and row[at - 1].kind in _BESIDE_HOUR)
        and not (at + 1 < len(row) and row[at + 1].kind in _BESIDE_HOUR)
        else token
        for at, token in enumerate(row)
    ]


# What a time of day looks like, the fullest form first, each with a kind that it cannot do without. One that is `sure`
# needs no date beside it to be told from a day.
_FORMS: Final = (
    (
        Kind.CLOCK,
        Form(
            "((?<! clock|clock_unit|number|zone) at_or_to)? (at|filler)* clock_unit? sure=clock clock_unit? filler? part=day_part?"
        ),
    ),
    (
        Kind.DOT,
        Form("sure=(at|at_or_to|clock_unit)+ hour=number dot minute=day clock_unit? filler? part=day_part?"),
    ),
    (
        Kind.DASH,
        Form(
            "(?<! joint) (at|at_or_to)* hour=number dash minute=number (?! joint) clock_unit? filler? part=day_part?"
        ),
    ),
    (
        Kind.CLOCK_UNIT,
        Form(
            "(at|at_or_to)* hour=number clock_unit minute=number (?! filler* month) clock_unit? filler? part=day_part?"
        ),
    ),
    (
        Kind.CLOCK_UNIT,
        Form("sure=clock_unit hour=number and minute=number clock_unit filler? part=day_part?"),
    ),
    (
        Kind.DAY_PART,
        Form("(at|at_or_to|clock_unit)* hour=number clock_unit? filler? part=day_part"),
    ),
    (
        Kind.DAY_PART,
        Form(
            "(?<= from|since|until|to|before) (?<! ordinal to) (?<! ordinal day_part to) hour=ordinal sure=(filler? part=day_part)"
        ),
    ),
    (
        Kind.CLOCK_UNIT,
        Form("(?<= from|since|until|to|before) hour=ordinal sure=clock_unit filler? part=day_part?"),
    ),
    (
        Kind.CLOCK_UNIT,
        Form("(?<= from|since|until|to|before) hour=number clock_unit (?= filler* day filler* month)"),
    ),
    (
        Kind.AT,
        Form("sure=at hour=ordinal clock_unit? filler? (part=day_part | $)"),
    ),
    (
        Kind.DAY_PART,
        Form(
            "(?<! relative) part=day_part (at|filler)* clock_unit? hour=number sure=clock_unit (minute=number clock_unit?)?"
        ),
    ),
    (
        Kind.CLOCK_UNIT,
        Form("(?<! number) sure=clock_unit at? hour=day (?! filler* month) filler? part=day_part?"),
    ),
    (
        Kind.DAY_PART,
        Form("(?<! relative) part=day_part (at|filler)* clock_unit? hour=number dot minute=day clock_unit?"),
    ),
    (Kind.DAY_PART, Form("(?<! relative) part=day_part filler? hour=number $")),
    (
        Kind.CLOCK_UNIT,
        Form("sure=at+ hour=number clock_unit (?! relative)"),
    ),
    (
        Kind.CLOCK_UNIT,
        Form("(?<! clock|clock_unit|number|zone) at_or_to at* hour=number clock_unit"),
    ),
    (
        Kind.AT,
        Form("at_or_to* at+ hour=number (?! joint | length | filler* month)"),
    ),
    (
        Kind.AT,
        Form("at_or_to* at+ hour=number (?= (dash|to) number clock_unit? (?! filler* month))"),
    ),
    (
        Kind.DOT,
        Form(
            "(?<= comma|month|year|year_unit) hour=number dot minute=number clock_unit? (filler? part=day_part)? (?= $|comma|zone)"
        ),
    ),
    (
        Kind.DOT,
        Form("(?<! joint) hour=number dot minute=number (?= comma? filler* number joint number joint year)"),
    ),
    (
        Kind.DOT,
        Form(
            "(?<! joint) (at|approximate)* hour=number dot minute=number (?! joint) clock_unit? filler? part=day_part?"
        ),
    ),
    (
        Kind.CLOCK_UNIT,
        Form("comma hour=number clock_unit (?= $|comma)"),
    ),
    (Kind.CLOCK_UNIT, Form("(?<= to|at_or_to|until|and|dash) hour=number clock_unit (?= $|comma|zone)")),
    (
        Kind.DOT,
        Form(
            "(?<= clock dash|clock to|clock and|clock until|clock at_or_to) hour=number dot minute=day (?= $|comma|zone|between|until|to)"
        ),
    ),
    (
        Kind.CLOCK_UNIT,
        Form("hour=number clock_unit (?= (to|at_or_to|until|and|dash) clock)"),
    ),
)

_AT: Final = {
    Kind.FILLER: Kind.AT, Kind.APPROXIMATE: Kind.AT, Kind.IN: Kind.AT, Kind.TO: Kind.AT_OR_TO,
}  # fmt: skip


@lru_cache(maxsize=4096)
def _places(form: Form, kinds: str) -> Sequence[re.Match[str]]:
    """List where a form fits, the last place first."""
    return list(form.finditer(kinds))[::-1]


def clocked(row: list[Token], language: str) -> list[Token]:
    """Make one token of each time of day: "à 15 heures", "a las 3 de la tarde", "14:30", "saat 14.30", "1845hrs"."""
    marks = words_of(language, "hour_marks")
    kinds = _with_marks(row, marks)
    if Kind.YEAR in kinds:
        row = [
            military(row, at, language) if token.kind == Kind.YEAR else token for at, token in enumerate(row)
        ]
        kinds = _with_marks(row, marks)
    for needed, form in _FORMS:
        places = _places(form, kinds) if needed in kinds else ()
        for match in places:
            clock = _clock_of(row, match)
            start, end = match.span()
            if clock and clock.hour == LAST_HOUR and end < len(row) and row[end].kind in Kinds.END:
                continue  # nothing begins at 24: "24 hours to 6 am"
            if clock and Kind.DOT in match[0] and _is_day(row, match, clock, language):
                continue
            if clock and _is_hour([*row[:start], *row[end:]], match, clock):
                text = " ".join([one.text for one in row[start:end]])
                row = [*row[:start], Token(Kind.CLOCK, clock, text), *row[end:]]
        if places:
            kinds = _with_marks(row, marks)
    row = _with_halves(_with_minutes(row, language), language)
    if Kind.CLOCK_UNIT not in kinds:
        return row
    return [
        token
        for at, token in enumerate(row)
        if not (_named_again(token) and at and row[at - 1].kind == Kind.CLOCK)
    ]


_MINUTES_NAMED: Final = {"half": 30, "quarter": 15}
_MINUTES_COUNTED: Final = frozenset({5, 10, 20, 25})
_HALF_HOUR: Final = 30  # minutes
_HALF: Final = 0.5


def _with_minutes(row: list[Token], language: str) -> list[Token]:
    """Put minutes that are told in words and their hour together: half past eight, ten to six in the morning."""
    past, to = words_of(language, "minutes_past"), words_of(language, "minutes_to")
    for at in range(len(row) - 2):
        minutes, joint, hour = row[at : at + 3]
        if joint.text not in past | to:
            continue
        named = _MINUTES_NAMED.get(minutes.value)
        count = named or (minutes.value in _MINUTES_COUNTED and not minutes.text.isdigit() and minutes.value)
        told = hour.value if isinstance(hour.value, Clock) else None
        if told is None and hour.kind == Kind.NUMBER and (named or joint.text in past):
            told = checked(hour.value, None, None)
        if not count or told is None or told.minute:
            continue
        back = joint.text in to
        clock = told._replace(hour=told.hour - back, minute=60 - count if back else count)
        start = at - (at > 0 and row[at - 1].kind == Kind.ONE)
        return [*row[:start], Token(Kind.CLOCK, clock, joint.text), *row[at + 3 :]]
    return row


_AND_A_HALF: Final = Form("hour=clock and? half=fraction")


def _with_halves(row: list[Token], language: str) -> list[Token]:
    """Put half hours together: "à trois heures et demie" is after the hour named, "halb vier" before it."""
    if (match := _AND_A_HALF.search(letters(row))) and row[match.start("half")].value == _HALF:
        clock = written(row[match.start()])
        if clock and not clock.minute:
            after = Token(Kind.CLOCK, clock._replace(minute=_HALF_HOUR), row[match.start()].text)
            return [*row[: match.start()], after, *row[match.end() :]]
    marks = words_of(language, "half_to")
    for at, (half, hour) in enumerate(pairwise(row) if marks else ()):
        told = hour.value if isinstance(hour.value, Clock) else None
        if half.text in marks and hour.kind in Kinds.DAY:
            told = checked(hour.value, None, None)
        if half.text in marks and told and not told.minute and told.hour:
            before = Token(Kind.CLOCK, told._replace(hour=told.hour - 1, minute=_HALF_HOUR), half.text)
            return [*row[:at], before, *row[at + 2 :]]
    return row


def _with_marks(row: Tokens, marks: frozenset[str]) -> str:
    """Return the kinds of a row, with those of words that stand before an hour."""
    return "".join([_AT.get(token.kind, token.kind) if token.text in marks else token.kind for token in row])


def _named_again(token: Token) -> bool:
    return token.kind == Kind.CLOCK_UNIT


def _is_day(row: Tokens, match: re.Match[str], clock: Clock, language: str) -> bool:
    """Whether what a word is written onto is rather a day: Hebrew "ב-7.10" is 7 October, beside another day an hour."""
    written_on = row[match.start()].text in load(language).settings.get("prefixes", ())
    may_be = 0 < (clock.minute or 0) <= _MONTHS and clock.hour > 0
    return written_on and may_be and not has_day([*row[: match.start()], *row[match.end() :]])


def _is_hour(rest: Tokens, match: re.Match[str], clock: Clock) -> bool:
    """Whether figures are an hour: by what stands beside them, or since the rest of the row has its day already."""
    groups = match.groupdict()
    if groups.get("sure"):
        return True
    if groups.get("minute") and Kind.DASH in match[0]:  # Russian "в 4-00", and no range of days
        on_time = clock.minute == _HALF_HOUR and match[0][0] in (Kind.AT, Kind.AT_OR_TO)
        return (on_time or not 0 < (clock.minute or 0) <= _LAST_DAY) and has_day(rest)
    dotted = groups.get("minute") and Kind.DOT in match[0] and (clock.minute or 0) <= _MONTHS
    if dotted and not _FULL_DAY.search(letters(rest)):
        return False  # "Sonntag, 22.10" is a day, "Dienstag, 5.30 morgens" is none
    return has_day(rest)


_FULL_DAY: Final = Form("month | number joint number joint year | clock")


def _clock_of(row: Tokens, match: re.Match[str]) -> Clock | None:
    """Make the time of what a form matched; None when the figures are none."""
    groups = {name: row[match.start(name)] for name, text in match.groupdict().items() if text}
    if "hour" not in groups:
        clock = written(groups["sure"])
    else:
        hour, minute = groups["hour"], groups.get("minute")
        if minute and len(minute.text) != _MINUTES:
            return None
        clock = checked(hour.value, minute.value if minute else None, None, leading=hour.text[0] == "0")
    if clock is None:
        return None
    return by_part(clock, groups["part"].value) if "part" in groups else clock


def no_clock(row: Tokens, language: str) -> str:
    """Return what is written as a time of day and can be none, 25:00 or 3:75 pm; empty where there is nothing of it.

    Args:
        row: the tokens, those of times of day put together.
        language: the primary subtag.
    """
    for token in row:
        if token.kind == Kind.CLOCK and not isinstance(token.value, Clock) and token.text[:1].isdigit():
            return token.text.strip()
    match = _AT_THE_HOUR.search(_with_marks(row, words_of(language, "hour_marks")))
    hour = row[match.start("hour")] if match else None
    return hour.text if hour and hour.value > LAST_HOUR else ""


# Spanish "a las 25": what only hours have before them.
_AT_THE_HOUR: Final = Form("at_or_to at+ hour=number (?! joint | length | filler* month)")


def no_hour(row: Tokens, language: str) -> str:
    """Return what an unread row has in the place of an hour and is none: 25 hours, 25 h; empty where there is nothing of it.

    Args:
        row: the tokens.
        language: the primary subtag.
    """
    kinds = _with_marks(row, words_of(language, "hour_marks"))
    for needed, form in _FORMS:
        for match in _places(form, kinds) if needed in kinds else ():
            start, end = match.start("hour") if "hour" in match.groupdict() else -1, match.end()
            if (
                start >= 0
                and row[start].value > LAST_HOUR
                and _is_hour([*row[: match.start()], *row[end:]], match, Clock(0))
            ):
                return "".join(f"{'' if one.tight else ' '}{one.text}" for one in row[start:end]).strip()
    return ""
