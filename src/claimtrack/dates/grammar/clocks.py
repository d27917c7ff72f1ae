"""Times of day as they are written and said: 14:30, at four in the afternoon, 1845hrs, put into 24 hours."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from claimtrack.dates.grammar.rule import words_of
from claimtrack.dates.plain import LAST_NEAR_YEAR
from claimtrack.dates.tokens import Form, Kind, Kinds, Token, letters

Tokens = Sequence[Token]

_LAST_HOUR, _LAST_MINUTE, NOON = 24, 59, 12

_EARLY: Final = 6  # "five at night" is in the morning, "six at night" is not

_PAST_NOON: Final = 4  # "three at noon", as Arabic and Russian say, is in the afternoon

_MINUTES: Final = 2  # digits
_MONTHS: Final = 12


NO_SUCH_TIME: Final = "there is no such time of day"


class Clock(NamedTuple):
    """A time of day.

    Attributes:
        hour: 0 to 24; of the half of the day that was said.
        minute: None where the hour alone was said.
        second: None where it was not said.
        offset: from UTC where it stands with the time, as `+03:00` or `Z`.
        halved: the half of the day was said or is plain from the hour.
    """

    hour: int
    minute: int | None = None
    second: int | None = None
    offset: str = ""
    halved: bool = False

    @property
    def minutes(self) -> int:
        """The minutes since midnight."""
        return self.hour * 60 + (self.minute or 0)


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
        Kind.CLOCK_UNIT,
        Form(
            "(at|at_or_to)* hour=number clock_unit minute=number (?! filler* month) clock_unit? filler? part=day_part?"
        ),
    ),
    (
        Kind.DAY_PART,
        Form("(at|at_or_to|clock_unit)* hour=number clock_unit? filler? part=day_part"),
    ),
    (
        Kind.DAY_PART,
        Form("(?<= from|since|until|to|before) (?<! ordinal to) hour=ordinal sure=(filler? part=day_part)"),
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
        Kind.CLOCK_UNIT,
        Form("sure=clock_unit hour=number and minute=number clock_unit filler? part=day_part?"),
    ),
    (
        Kind.DAY_PART,
        Form(
            "part=day_part (at|filler)* clock_unit? hour=number sure=clock_unit (minute=number clock_unit?)?"
        ),
    ),
    (
        Kind.CLOCK_UNIT,
        Form("(?<! number) sure=clock_unit at? hour=day (?! filler* month) filler? part=day_part?"),
    ),
    (Kind.DAY_PART, Form("part=day_part (at|filler)* clock_unit? hour=number dot minute=day clock_unit?")),
    (Kind.DAY_PART, Form("part=day_part filler? hour=number $")),
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
            _military(row, at, language) if token.kind == Kind.YEAR else token for at, token in enumerate(row)
        ]
        kinds = _with_marks(row, marks)
    for needed, form in _FORMS:
        places = _places(form, kinds) if needed in kinds else ()
        for match in places:
            clock = _clock_of(row, match)
            start, end = match.span()
            if clock and clock.hour == _LAST_HOUR and end < len(row) and row[end].kind in Kinds.END:
                continue  # nothing begins at 24: "24 hours to 6 am"
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


_HALF_HOUR: Final = 30  # minutes
_AND_A_HALF: Final = Form("hour=clock and? half=fraction")


def _with_halves(row: list[Token], language: str) -> list[Token]:
    """Put half hours together: "à trois heures et demie" is after the hour named, "halb vier" before it."""
    if (match := _AND_A_HALF.search(letters(row))) and row[match.start("half")].value == _HALF:
        clock = _written(row[match.start()])
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


_HALF: Final = 0.5


def _with_marks(row: Tokens, marks: frozenset[str]) -> str:
    """Return the kinds of a row, with those of words that stand before an hour."""
    return "".join([_AT.get(token.kind, token.kind) if token.text in marks else token.kind for token in row])


def _named_again(token: Token) -> bool:
    return token.kind == Kind.CLOCK_UNIT


def _is_hour(rest: Tokens, match: re.Match[str], clock: Clock) -> bool:
    """Whether figures are an hour: by what stands beside them, or since the rest of the row has its day already."""
    groups = match.groupdict()
    if groups.get("sure"):
        return True
    dotted = groups.get("minute") and Kind.DOT in match[0] and (clock.minute or 0) <= _MONTHS
    if dotted and not _FULL_DAY.search(letters(rest)):
        return False  # "Sonntag, 22.10" is a day, "Dienstag, 5.30 morgens" is none
    return _has_day(rest)


# What makes a day: with one of these in the rest of the row, a figure more may be an hour.
_DAY: Final = Form(
    "shift | weekday | complete | holiday | day filler* month | month filler* day | long_number"
    "| number joint number | year dash number | relative day_unit | day_unit relative"
)

_FULL_DAY: Final = Form("month | number joint number joint year | clock")


def _has_day(row: Tokens) -> bool:
    return _DAY.search(letters(row)) is not None


def _clock_of(row: Tokens, match: re.Match[str]) -> Clock | None:
    """Make the time of what a form matched; None when the figures are none."""
    groups = {name: row[match.start(name)] for name, text in match.groupdict().items() if text}
    if "hour" not in groups:
        clock = _written(groups["sure"])
    else:
        hour, minute = groups["hour"], groups.get("minute")
        if minute and len(minute.text) != _MINUTES:
            return None
        clock = checked(hour.value, minute.value if minute else None, None, leading=hour.text[0] == "0")
    if clock is None:
        return None
    return by_part(clock, groups["part"].value) if "part" in groups else clock


def checked(
    hour: int, minute: int | None, second: int | None, offset: str = "", *, leading: bool = False
) -> Clock | None:
    """Return a time of day, None where there is no such one."""
    if (
        not 0 <= hour <= _LAST_HOUR
        or not 0 <= (minute or 0) <= _LAST_MINUTE
        or not 0 <= (second or 0) <= _LAST_MINUTE + 1  # a leap second
        or (hour == _LAST_HOUR and (minute or second))
    ):
        return None
    return Clock(
        hour, minute, second, offset, halved=leading or hour > NOON or hour == 0 or minute is not None
    )


_WRITTEN: Final = r"(\d{1,2})(?: ?[:.h] ?(\d\d))?(?::(\d\d)(?:[.,]\d+)?)? ?(?:([ap])\. ?m\.?|([ap])m\.?)?(?: ?([+-]\d\d):?(\d\d)|(z))?"


@lru_cache(maxsize=4096)
def _read_clock(text: str) -> Clock | None:
    """Read a time as it is written: 14:30, 2.30pm, 7h15, 14:30:15+03:00."""
    match = re.fullmatch(_WRITTEN, text)
    if not match:
        return None
    offset = f"{match[6]}:{match[7]}" if match[6] else "Z" if match[8] else ""
    hour, minute, second = int(match[1]), match[2], match[3]
    clock = checked(
        hour,
        int(minute) if minute else None,
        int(second) if second else None,
        offset,
        leading=match[1][0] == "0",
    )
    half = match[4] or match[5]
    if clock is None or not half:
        return clock
    if half == "p" and hour > NOON and minute:  # "15:30 pm" says it twice
        return clock
    return by_part(clock, f"{half}m") if 1 <= hour <= NOON else None


def _written(token: Token) -> Clock | None:
    return token.value if isinstance(token.value, Clock) else _read_clock(token.text.strip())


def by_part(clock: Clock, part: str) -> Clock:
    """Put an hour into the half of the day that a word names: nine in the evening is 21."""
    hour = clock.hour
    if hour > NOON or hour == 0:
        return clock
    if part in {"am", "dawn", "morning"}:
        hour %= NOON
    elif part in {"pm", "afternoon", "evening"}:
        hour = hour % NOON + NOON
    elif part == "noon":
        hour += NOON if hour < _PAST_NOON else 0
    elif part in {"night", "eve", "midnight"}:
        hour = hour % NOON + (0 if hour < _EARLY or hour == NOON else NOON)
    return clock._replace(hour=hour, halved=True)


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
    return hour.text if hour and hour.value > _LAST_HOUR else ""


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
                and row[start].value > _LAST_HOUR
                and _is_hour([*row[: match.start()], *row[end:]], match, Clock(0))
            ):
                return "".join(f"{'' if one.tight else ' '}{one.text}" for one in row[start:end]).strip()
    return ""


def unsure(clock: Clock, language: str) -> bool:
    """Whether an hour may be twelve hours later: "at 4", where the language counts to twelve."""
    return not clock.halved and bool(words_of(language, "twelve_hours"))


def _military(row: Tokens, at: int, language: str) -> Token:
    """Know "0400 hours", "1845hrs", "1400 GMT", "2200 on 5 May 2016" from years; no year has a nought in front."""
    token = row[at]
    if len(token.text) != 4 or not token.text.isdigit():
        return token
    clock = checked(token.value // 100, token.value % 100, 0)
    if clock is None or not _military_beside(row, at, language):
        return token
    return Token(Kind.CLOCK, clock._replace(second=None), token.text, token.tight)


def _military_beside(row: Tokens, at: int, language: str) -> bool:
    token, after = row[at], row[at + 1] if at + 1 < len(row) else None
    units = words_of(language, "military_hours")
    if token.text[0] == "0" or (after and after.tight and after.text in units):
        return True
    named = after is not None and (after.kind == Kind.ZONE or after.text in units)
    years = [one for one in row if one.kind == Kind.YEAR]
    dated = any(one.kind == Kind.MONTH for one in row)
    if HOURS_BEFORE_DAY.match(letters(row[at:])) and (not at or row[at - 1].kind in _OPENING):
        return True
    other = any(one.kind == Kind.CLOCK for one in row[:at])  # "9:30 p.m. local time (1830 GMT)"
    of_date = dated and len(years) == 1 and any(one.kind == Kind.MONTH for one in row[:at])
    if named and (other or not of_date):
        return True
    marked = (
        at > 0
        and row[at - 1].text in words_of(language, "hour_marks")
        and row[at - 1].text not in words_of(language, "year_marks")
    )
    late = token.value > LAST_NEAR_YEAR
    return (late and dated and token is _odd_year(row)) or (marked and _has_day([*row[:at], *row[at + 1 :]]))


HOURS_BEFORE_DAY: Final = Form(
    "year ((and|to|dash|until) year)? filler+ (day filler* month|month day|weekday)"
)
_OPENING: Final = frozenset(
    {Kind.FROM, Kind.SINCE, Kind.BETWEEN, Kind.AND, Kind.TO, Kind.DASH, Kind.UNTIL}
)  # "from 1800 on 9 February"


def _odd_year(row: Tokens) -> Token | None:
    """Find the number of four figures that is no year of the date: of two the one that does not stand with the month."""
    kinds = letters(row)
    match = _DAY_OF_YEAR.search(kinds)
    own = row[match.end() - 1] if match else None
    years = [token for token in row if token.kind == Kind.YEAR]
    behind_comma = len(years) == 1 and _YEAR_BEHIND_COMMA.search(kinds)
    others = years if behind_comma else [token for token in years if token is not own]
    return others[0] if own is not None and len(others) == 1 else None


_DAY_OF_YEAR: Final = Form("day month comma? filler* year | month day comma? filler* year")
_YEAR_BEHIND_COMMA: Final = Form("day month comma year")
