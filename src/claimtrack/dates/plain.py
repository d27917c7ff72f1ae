"""Plain dates: "29 March 2016", "Mar. 29, 2016", "March 2016", "Mar. 29". Most of what is ever read, so read at once.

The grammar reads them too, and the tests hold both to the same result.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from claimtrack.dates.day import Day, month_length
from claimtrack.dates.value import DateValue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimtrack.dates.request import Request

_DAY: Final = ("year", "month", "day")
_MONTH: Final = ("year", "month")
_YEAR_DIGITS: Final = 4
LAST_NEAR_YEAR: Final = 2100  # a later one behind a day is rather an hour
_SHORTEST, _LONGEST = 2, 3  # words
SURE: Final = 60  # days from the reference within which the nearest year is trusted alone


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


def read_plain_day(text: str, months: Mapping[str, int], request: Request) -> DateValue | None:
    """Read a day and a named month near the reference, where no other year is as likely; None for everything else.

    Args:
        text: a date without spaces around it.
        months: the words that name a month and nothing else, in lower case.
        request: what it is read against.
    """
    anchor = request.first
    if (
        anchor is None
        or anchor != request.last
        or request.prefer != "nearest"
        or anchor.month == anchor.day == 1
    ):
        return None
    one, _, two = text.partition(" ")
    named = months.get(one.rstrip(".").lower())
    month, number = (named, two) if named else (months.get(two.rstrip(".").lower()), one)
    if month is None or len(number) > 2 or not number.isdigit() or request.approximate or request.uncertain:
        return None
    day = int(number)
    for year in (anchor.year, anchor.year - 1, anchor.year + 1):
        if 1 <= day <= month_length(year, month) and (day, month) != (29, 2):
            found = Day(year, month, day)
            if abs(found.ordinal - anchor.ordinal) <= SURE:
                rule = "month day" if named else "day month"
                return DateValue(
                    text, str(found), found, found, "day", reference=request.reference, rule=rule,
                    known=_DAY[1:], inferred=_DAY[:1],
                )  # fmt: skip
    return None


def _month(text: str, digits: str, month: int) -> DateValue:
    year = int(digits)
    low, high = Day(year, month, 1), Day(year, month, month_length(year, month))
    return DateValue(text, f"{digits}-{month:02d}", low, high, "month", rule="month year", known=_MONTH)
