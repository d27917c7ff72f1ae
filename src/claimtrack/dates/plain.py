"""Plain dates: "29 March 2016", "Mar. 29, 2016", "March 2016". Most of what is ever read, so read at once.

The grammar reads them too, and the tests hold both to the same result.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from claimtrack.dates.day import Day, month_length
from claimtrack.dates.value import DateValue

if TYPE_CHECKING:
    from collections.abc import Mapping

_DAY: Final = ("year", "month", "day")
_MONTH: Final = ("year", "month")
_YEAR_DIGITS: Final = 4
LAST_NEAR_YEAR: Final = 2100  # a later one behind a day is rather an hour
_SHORTEST, _LONGEST = 2, 3  # words


def read_plain(text: str, months: Mapping[str, int]) -> DateValue | None:
    """Read a day, a named month and a year of four digits, or month and year; None for everything else.

    Args:
        text: a date without spaces around it.
        months: the words that name a month and nothing else, in lower case.
    """
    parts = text.split(" ")
    count = len(parts)
    if not _SHORTEST <= count <= _LONGEST:
        return None
    digits = parts[-1]
    if len(digits) != _YEAR_DIGITS or not digits.isdigit() or digits[0] == "0":
        return None
    month = months.get(parts[0].rstrip(".,").lower())
    if count == _SHORTEST:
        return _month(text, digits, month) if month else None
    if month is None:
        month, number, rule = months.get(parts[1].rstrip(".,").lower()), parts[0], "day month year"
    else:
        number, rule = parts[1].rstrip(","), "month day, year"
    if month is None or len(number) > 2 or not number.isdigit():
        return None
    year, day = int(digits), int(number)
    if year > LAST_NEAR_YEAR and parts[1][-1] == ",":  # "5 March, 2200" is rather an hour
        return None
    if not 1 <= day <= month_length(year, month):
        return None
    found = Day(year, month, day)
    return DateValue(text, f"{digits}-{month:02d}-{day:02d}", found, found, "day", rule=rule, known=_DAY)


def _month(text: str, digits: str, month: int) -> DateValue:
    year = int(digits)
    low, high = Day(year, month, 1), Day(year, month, month_length(year, month))
    return DateValue(text, f"{digits}-{month:02d}", low, high, "month", rule="month year", known=_MONTH)
