"""A calendar day of the proleptic Gregorian calendar, for any year.

`datetime.date` stops at the years 1 and 9999; histories do not. Years are astronomical, as in
ISO 8601: 1 BC is year 0, 264 BC is year -263.
"""

from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

_BEFORE_MONTH: Final = (0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
_LENGTHS: Final = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FEBRUARY: Final = 2
_MONTHS: Final = 12
_DAYS_IN_400_YEARS: Final = 146_097
_LAST_FOUR_DIGIT_YEAR: Final = 9999
_LAST_ORDINAL: Final = date.max.toordinal()


class Day(NamedTuple):
    """One day. Ordered, hashable, and printed as ISO 8601 (`2016-03-29`, `-0263-01-01`, `+12345-01-01`).

    Attributes:
        year: the astronomical year (1 BC is 0).
        month: 1 to 12.
        day: 1 to 31.
    """

    year: int
    month: int
    day: int

    def __str__(self) -> str:
        year = self.year
        if 0 <= year <= _LAST_FOUR_DIGIT_YEAR:
            return f"{year:04d}-{self.month:02d}-{self.day:02d}"
        return f"{year:+05d}-{self.month:02d}-{self.day:02d}"

    @property
    @lru_cache(maxsize=8192)  # noqa: B019 - of days, which are values
    def ordinal(self) -> int:
        """The number of the day, 0001-01-01 being 1 as in `datetime.date.toordinal`; negative before."""
        year, month, day = self
        try:
            return date(year, month, day).toordinal()  # in C
        except ValueError:
            before = year - 1  # one of the years that `datetime` has not
        number = before * 365 + before // 4 - before // 100 + before // 400 + _BEFORE_MONTH[month] + day
        return number + 1 if month > _FEBRUARY and is_leap(year) else number

    @property
    def weekday(self) -> int:
        """The day of the week: Monday is 0, Sunday is 6."""
        return (self.ordinal - 1) % 7

    def plus(self, days: int) -> "Day":
        """Return the day so many days later (earlier when negative)."""
        return day_from_ordinal(self.ordinal + days)

    def plus_months(self, months: int) -> "Day":
        """Return the same day so many months later; the last of the month where there is no such day."""
        years, month = divmod(self.month - 1 + months, _MONTHS)
        year = self.year + years
        return Day(year, month + 1, min(self.day, month_length(year, month + 1)))


def is_leap(year: int) -> bool:
    """Whether the year has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_length(year: int, month: int) -> int:
    """Count the days of a month."""
    return 29 if month == _FEBRUARY and is_leap(year) else _LENGTHS[month]


def is_day(year: int, month: int, day: int) -> bool:
    """Whether there is such a day."""
    return 1 <= month <= _MONTHS and 1 <= day <= month_length(year, month)


@lru_cache(maxsize=8192)
def day_from_ordinal(ordinal: int) -> Day:
    """Return the day of that number; the inverse of `Day.ordinal`."""
    if 1 <= ordinal <= _LAST_ORDINAL:
        found = date.fromordinal(ordinal)  # in C
        return Day(found.year, found.month, found.day)
    cycles, rest = divmod(ordinal - 1, _DAYS_IN_400_YEARS)
    centuries = min(rest // 36_524, 3)
    rest -= centuries * 36_524
    fours = rest // 1461
    rest -= fours * 1461
    ones = min(rest // 365, 3)
    rest -= ones * 365
    year = cycles * 400 + centuries * 100 + fours * 4 + ones + 1
    leap = is_leap(year)
    month = (rest + 50) >> 5
    start = _BEFORE_MONTH[month] + (leap and month > _FEBRUARY)
    if start > rest:
        month -= 1
        start = _BEFORE_MONTH[month] + (leap and month > _FEBRUARY)
    return Day(year, month, rest - start + 1)
