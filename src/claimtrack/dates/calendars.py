"""Other calendars: days, months and years of them as spans of Gregorian days.

Hijri is Umm al-Qura where its published tables reach (1343-1500 AH) and the arithmetic calendar beyond;
either way the sighting of the moon may move a day by one, so that Hijri dates are approximate.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from claimtrack.dates.day import Day, day_from_ordinal
from claimtrack.dates.value import GREGORIAN

if TYPE_CHECKING:
    from collections.abc import Callable

HIJRI: Final = "hijri"
PERSIAN: Final = "persian"
HEBREW: Final = "hebrew"
ETHIOPIAN: Final = "ethiopian"
JULIAN: Final = "julian"

# What callers may write → the names above. The CLDR keys are among them.
NAMES: Final = {
    "gregorian": GREGORIAN, "gregory": GREGORIAN, "iso8601": GREGORIAN,
    "hijri": HIJRI, "islamic": HIJRI, "islamic-umalqura": HIJRI, "umalqura": HIJRI, "islamic-civil": HIJRI,
    "persian": PERSIAN, "jalali": PERSIAN, "shamsi": PERSIAN, "solar-hijri": PERSIAN,
    "hebrew": HEBREW, "jewish": HEBREW,
    "ethiopian": ETHIOPIAN, "ethiopic": ETHIOPIAN,
    "julian": JULIAN, "old-style": JULIAN,
}  # fmt: skip

_JULIAN_DAY_OF_ORDINAL_ZERO: Final = 1_721_424.5
_FIRST_TABLE_YEAR, _LAST_TABLE_YEAR = 1343, 1500
_MOST_YEARS: Final = 9000
_MARTYRS: Final = 276  # years by which the Coptic era is behind the Ethiopian; months and days are the same

APPROXIMATE: Final = frozenset({HIJRI})

# Years that beside a month or feast of these calendars are theirs; no report is of the Gregorian year of that number.
OWN_YEARS: Final = {HIJRI: (1300, 1500), PERSIAN: (1200, 1500), HEBREW: (5000, 6000)}


@lru_cache(maxsize=4096)
def to_gregorian(calendar: str, year: int, month: int, day: int) -> Day | None:
    """Convert a day; None when that calendar has no such day."""
    if calendar == GREGORIAN:
        from claimtrack.dates.day import is_day

        return Day(year, month, day) if is_day(year, month, day) else None
    if calendar == PERSIAN and not _BREAKS[0] < year < _BREAKS[-1]:
        return None
    if not -_MOST_YEARS < year < _MOST_YEARS or not 1 <= day <= month_days(calendar, year, month):
        return None
    return _CONVERTERS[calendar](year, month, day)


@lru_cache(maxsize=4096)
def month_days(calendar: str, year: int, month: int) -> int:
    """Count the days of a month; 0 when there is no such month."""
    if not 1 <= month <= months_of(calendar, year) or (calendar != JULIAN and not 0 < year < _MOST_YEARS):
        return 0
    if calendar == HIJRI:
        if _FIRST_TABLE_YEAR <= year <= _LAST_TABLE_YEAR:
            from hijridate import Hijri

            return int(Hijri(year, month, 1).month_length())
        from convertdate import islamic

        return int(islamic.month_length(year, month))
    if calendar == PERSIAN:
        return 31 if month <= 6 else 30 if month < 12 or _persian_new_year(year)[1] else 29
    if calendar == HEBREW:
        from convertdate import hebrew

        return int(hebrew.month_days(year, month))
    if calendar == ETHIOPIAN:
        from convertdate import coptic

        return int(coptic.month_length(year - _MARTYRS, month))
    from convertdate import julian

    return int(julian.month_length(year, month))


def months_of(calendar: str, year: int) -> int:
    """Count the months of a year."""
    if calendar == HEBREW and 0 < year < _MOST_YEARS:
        from convertdate import hebrew

        return int(hebrew.year_months(year))
    return 13 if calendar == ETHIOPIAN else 12


def year_of(calendar: str, day: Day) -> int:
    """Return the year of that calendar that a Gregorian day is in, within one."""
    offsets = {HIJRI: 622, PERSIAN: 621, HEBREW: -3760, ETHIOPIAN: 7, JULIAN: 0, GREGORIAN: 0}
    if calendar == HIJRI:
        return round((day.year - 622 + day.month / 12) * 33 / 32)
    return day.year - offsets[calendar]


def _from_julian_day(number: float) -> Day:
    return day_from_ordinal(round(number - _JULIAN_DAY_OF_ORDINAL_ZERO))


def _hijri(year: int, month: int, day: int) -> Day:
    if _FIRST_TABLE_YEAR <= year <= _LAST_TABLE_YEAR:
        from hijridate import Hijri

        found = Hijri(year, month, day).to_gregorian()
        return Day(found.year, found.month, found.day)
    from convertdate import islamic

    return _from_julian_day(islamic.to_jd(year, month, day))


# Years in which the 33-year rhythm of Persian leap years breaks (K. M. Borkowski, 1996).
_BREAKS: Final = (
    -61, 9, 38, 199, 426, 686, 756, 818, 1111, 1181, 1210, 1635, 2060, 2097, 2192, 2262, 2324, 2394, 2456, 3178,
)  # fmt: skip


@lru_cache(maxsize=1024)
def _persian_new_year(year: int) -> tuple[int, bool]:
    """Return the day of March that a Persian year begins on, and whether it is a leap year.

    Arithmetic instead of astronomy: convertdate finds the equinox, which takes a thousand times longer;
    both agree on every year that its readers are likely to meet (the tests compare them).
    """
    leaps, previous, jump = -14, _BREAKS[0], 0
    for limit in _BREAKS[1:]:
        jump = limit - previous
        if year < limit:
            break
        leaps += jump // 33 * 8 + jump % 33 // 4
        previous = limit
    number = year - previous
    leaps += number // 33 * 8 + (number % 33 + 3) // 4
    if jump % 33 == 4 and jump - number == 4:
        leaps += 1
    gregorian = year + 621
    gregorian_leaps = gregorian // 4 - (gregorian // 100 + 1) * 3 // 4 - 150
    if jump - number < 6:
        number = number - jump + (jump + 4) // 33 * 33
    return 20 + leaps - gregorian_leaps, ((number + 1) % 33 - 1) % 4 == 0 and (number + 1) % 33 != 0


def _persian(year: int, month: int, day: int) -> Day:
    march, _ = _persian_new_year(year)
    before = 31 * (month - 1) if month <= 7 else 186 + 30 * (month - 7)
    return Day(year + 621, 3, 1).plus(march - 1 + before + day - 1)


def _hebrew(year: int, month: int, day: int) -> Day:
    from convertdate import hebrew

    return _from_julian_day(hebrew.to_jd(year, month, day))


def _ethiopian(year: int, month: int, day: int) -> Day:
    from convertdate import coptic

    return _from_julian_day(coptic.to_jd(year - _MARTYRS, month, day))


def _julian(year: int, month: int, day: int) -> Day:
    """Convert by counting days: years are astronomical, so that year 0 exists."""
    shifted = (14 - month) // 12
    years, months = year + 4800 - shifted, month + 12 * shifted - 3
    number = day + (153 * months + 2) // 5 + 365 * years + years // 4 - 32_083
    return _from_julian_day(number - 0.5)


_CONVERTERS: Final[dict[str, Callable[[int, int, int], Day]]] = {
    HIJRI: _hijri,
    PERSIAN: _persian,
    HEBREW: _hebrew,
    ETHIOPIAN: _ethiopian,
    JULIAN: _julian,
}
