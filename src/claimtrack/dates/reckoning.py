"""Reckoning of the Hebrew and of the tabular Islamic calendar, in days numbered as `Day.ordinal` numbers them.

The arithmetic is that of N. Dershowitz and E. M. Reingold, Calendrical Calculations; the tests compare it with convertdate,
which loads the calendars of the world to give one day of one of them.
"""

from functools import lru_cache
from typing import Final

_HEBREW_EPOCH: Final = -1_373_428  # the day before 1 Tishri of the year 1, but for the delays of a new year
_ISLAMIC_EPOCH: Final = 227_014  # 15 July 622 (Julian), the day before 1 Muharram of the year 1
_PARTS_OF_DAY: Final = 25_920
_TISHRI, _HESHVAN, _KISLEV, _ADAR = 7, 8, 9, 12
_SHORT: Final = frozenset(
    {2, 4, 6, 10, 13}
)  # Iyyar, Tammuz, Elul, Teveth, the Adar before Nisan in a leap year
_LONGEST_YEARS, _AFTER_LEAP = 356, 382  # no year has so many days


def hebrew_months(year: int) -> int:
    """Count the months of a Hebrew year: 13 in seven of nineteen years."""
    return 13 if (year * 7 + 1) % 19 < 7 else 12  # noqa: PLR2004


def hebrew_month_days(year: int, month: int) -> int:
    """Count the days of a month of a Hebrew year, Nisan being 1."""
    if month in _SHORT or (month == _ADAR and hebrew_months(year) == _ADAR):
        return 29
    if month in (_HESHVAN, _KISLEV):
        left = (_new_year(year + 1) - _new_year(year)) % 10  # 3, 4 or 5: deficient, regular, complete
        return 30 if left == 5 or (month == _KISLEV and left == 4) else 29  # noqa: PLR2004
    return 30


def hebrew_ordinal(year: int, month: int, day: int) -> int:
    """Give the number of a Hebrew day; its year began with Tishri, the seventh month."""
    before = (
        range(_TISHRI, month)
        if month >= _TISHRI
        else [*range(_TISHRI, hebrew_months(year) + 1), *range(1, month)]
    )
    return _new_year(year) + sum([hebrew_month_days(year, one) for one in before]) + day - 1


@lru_cache(maxsize=1024)
def _new_year(year: int) -> int:
    """Give the number of 1 Tishri, delayed where the years beside would be too long or too short."""
    last, this, following = _first_moon(year - 1), _first_moon(year), _first_moon(year + 1)
    delay = 2 if following - this == _LONGEST_YEARS else this - last == _AFTER_LEAP
    return _HEBREW_EPOCH + this + delay + 1


def _first_moon(year: int) -> int:
    """Count the days from the epoch to the moon of Tishri; no year begins on Sunday, Wednesday or Friday."""
    months = (235 * year - 234) // 19
    day = months * 29 + (12_084 + 13_753 * months) // _PARTS_OF_DAY
    return day + 1 if 3 * (day + 1) % 7 < 3 else day  # noqa: PLR2004


def islamic_month_days(year: int, month: int) -> int:
    """Count the days of a month of the tabular Islamic calendar, with eleven leap years in thirty."""
    return 30 if month % 2 or (month == 12 and (year * 11 + 14) % 30 < 11) else 29  # noqa: PLR2004


def islamic_ordinal(year: int, month: int, day: int) -> int:
    """Give the number of a day of the tabular Islamic calendar."""
    return _ISLAMIC_EPOCH + (year - 1) * 354 + (3 + 11 * year) // 30 + (59 * (month - 1) + 1) // 2 + day
