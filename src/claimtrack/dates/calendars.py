"""Other calendars: days, months and years of them as spans of Gregorian days.

Hijri is Umm al-Qura where its published tables reach (1343-1500 AH) and the arithmetic calendar beyond;
either way the sighting of the moon may move a day by one, so that Hijri dates are approximate.
"""  # noqa: D205

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
JULIAN: Final = "julian"

# What callers may write → the names above. The CLDR keys are among them.
NAMES: Final = {
    "gregorian": GREGORIAN, "gregory": GREGORIAN, "iso8601": GREGORIAN,
    "hijri": HIJRI, "islamic": HIJRI, "islamic-umalqura": HIJRI, "umalqura": HIJRI, "islamic-civil": HIJRI,
    "persian": PERSIAN, "jalali": PERSIAN, "shamsi": PERSIAN, "solar-hijri": PERSIAN,
    "hebrew": HEBREW, "jewish": HEBREW,
    "julian": JULIAN, "old-style": JULIAN,
}  # fmt: skip

_JULIAN_DAY_OF_ORDINAL_ZERO: Final = 1_721_424.5
_FIRST_TABLE_YEAR, _LAST_TABLE_YEAR = 1343, 1500
_MOST_YEARS: Final = 9000

APPROXIMATE: Final = frozenset({HIJRI})


@lru_cache(maxsize=4096)
def to_gregorian(calendar: str, year: int, month: int, day: int) -> Day | None:
    """Convert a day; None when that calendar has no such day."""
    if calendar == GREGORIAN:
        from claimtrack.dates.day import is_day

        return Day(year, month, day) if is_day(year, month, day) else None
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
        from convertdate import persian

        return int(persian.month_length(year, month))
    if calendar == HEBREW:
        from convertdate import hebrew

        return int(hebrew.month_days(year, month))
    from convertdate import julian

    return int(julian.month_length(year, month))


def months_of(calendar: str, year: int) -> int:
    """Count the months of a year."""
    if calendar == HEBREW and 0 < year < _MOST_YEARS:
        from convertdate import hebrew

        return int(hebrew.year_months(year))
    return 12


def year_of(calendar: str, day: Day) -> int:
    """Give the year of that calendar that a Gregorian day is in, within one."""
    offsets = {HIJRI: 622, PERSIAN: 621, HEBREW: -3760, JULIAN: 0, GREGORIAN: 0}
    if calendar == HIJRI:
        return round((day.year - 622 + day.month / 12) * 33 / 32) + 1
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


def _persian(year: int, month: int, day: int) -> Day:
    from convertdate import persian

    return _from_julian_day(persian.to_jd(year, month, day))


def _hebrew(year: int, month: int, day: int) -> Day:
    from convertdate import hebrew

    return _from_julian_day(hebrew.to_jd(year, month, day))


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
    JULIAN: _julian,
}
