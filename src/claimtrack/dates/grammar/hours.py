"""Times of day: what they are, how they are written, the half of the day, and four digits told from years."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from claimtrack.dates.grammar.rule import words_of
from claimtrack.dates.plain import LAST_NEAR_YEAR
from claimtrack.dates.tokens import Form, Kind, Token, letters

Tokens = Sequence[Token]

LAST_HOUR, _LAST_MINUTE, NOON = 24, 59, 12
EARLY: Final = 6  # "five at night" is in the morning, "six at night" is not
_PAST_NOON: Final = 4  # "three at noon", as Arabic and Russian say, is in the afternoon
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


def checked(
    hour: int, minute: int | None, second: int | None, offset: str = "", *, leading: bool = False
) -> Clock | None:
    """Return a time of day, None where there is no such one."""
    if (
        not 0 <= hour <= LAST_HOUR
        or not 0 <= (minute or 0) <= _LAST_MINUTE
        or not 0 <= (second or 0) <= _LAST_MINUTE + 1  # a leap second
        or (hour == LAST_HOUR and (minute or second))
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


def written(token: Token) -> Clock | None:
    """Return the time of a token; None where it is none."""
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
        hour = hour % NOON + (0 if hour < EARLY or hour == NOON else NOON)
    return clock._replace(hour=hour, halved=True)


def unsure(clock: Clock, language: str) -> bool:
    """Whether an hour may be twelve hours later: "at 4", where the language counts to twelve, and "halb vier" everywhere."""
    return not clock.halved and (clock.minute is not None or bool(words_of(language, "twelve_hours")))


# What makes a day: with one of these in the rest of the row, a figure more may be an hour.
_DAY: Final = Form(
    "shift | weekday | complete | holiday | day filler* month | month filler* day | long_number"
    "| number joint number | year dash number | relative (day_unit|day_part) | (day_unit|day_part) relative"
)


def has_day(row: Tokens) -> bool:
    """Whether a row names a day: a figure more may be an hour then."""
    return _DAY.search(letters(row)) is not None


def military(row: Tokens, at: int, language: str) -> Token:
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
    return (late and dated and token is _odd_year(row)) or (marked and has_day([*row[:at], *row[at + 1 :]]))


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
