"""The Extended Date/Time Format, ISO 8601-2:2019 Annex A: levels 0 and 1 in full, of level 2 the sets,
the qualifiers of single parts, unspecified digits, significant digits, exponential years and sub-year groupings.

Bounds that the standard leaves open are fixed here: seasons are meteorological (spring is March to May
in the north; winter begins in December of the year named), 29-32 are the same for the south.
"""  # noqa: D205

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from claimtrack.dates.day import Day, is_day, month_length
from claimtrack.dates.value import DateValue
from claimtrack.errors import UnreadableDateError

if TYPE_CHECKING:
    from collections.abc import Sequence

_ISO_LENGTH: Final = 10
_YEAR_LENGTH: Final = 4
_LONGEST_YEAR: Final = 12  # digits; a longer one is a typing error, not geology
_LONGEST: Final = 4000
_FIRST_GROUP, _LAST_GROUP = 21, 41

# Sub-year groupings (ISO 8601-2, 4.8): first month, number of months, precision.
GROUPS: Final = {
    21: (3, 3, "season"), 22: (6, 3, "season"), 23: (9, 3, "season"), 24: (12, 3, "season"),
    25: (3, 3, "season"), 26: (6, 3, "season"), 27: (9, 3, "season"), 28: (12, 3, "season"),
    29: (9, 3, "season"), 30: (12, 3, "season"), 31: (3, 3, "season"), 32: (6, 3, "season"),
    33: (1, 3, "quarter"), 34: (4, 3, "quarter"), 35: (7, 3, "quarter"), 36: (10, 3, "quarter"),
    37: (1, 4, "quadrimester"), 38: (5, 4, "quadrimester"), 39: (9, 4, "quadrimester"),
    40: (1, 6, "half"), 41: (7, 6, "half"),
}  # fmt: skip

_MONTHS: Final = 12
_PARTS: Final = ("year", "month", "day")


@lru_cache(maxsize=65_536)
def parse_edtf(edtf: str) -> DateValue:
    """Read a date in the Extended Date/Time Format (ISO 8601-2:2019).

    Args:
        edtf: the date, e.g. `2016-03-29`, `2016-03~`, `2016-21`, `../1985`, `{1960,1961-12}`.

    Raises:
        UnreadableDateError: the text is not EDTF, or names a day that does not exist.
    """
    if not isinstance(edtf, str):
        raise UnreadableDateError(f"EDTF is read from a text, not from {edtf!r}", "give it as a string")
    if len(edtf) == _ISO_LENGTH and edtf[4] == "-" and edtf[7] == "-" and edtf.isascii():
        year, month, day = edtf[:4], edtf[5:7], edtf[8:]
        if year.isdigit() and month.isdigit() and day.isdigit():
            return _plain_day(edtf, int(year), int(month), int(day))
    if len(edtf) > _LONGEST:
        raise UnreadableDateError(f"not EDTF: {edtf[:40]!r}… is too long")
    if not edtf.isascii() or not edtf:
        raise _refusal(edtf, "only ASCII characters are allowed" if edtf else "empty")
    if edtf[0] in "[{":
        return _set(edtf)
    if "/" in edtf:
        return _interval(edtf)
    return _single(edtf)


def _refusal(edtf: str, why: str) -> UnreadableDateError:
    return UnreadableDateError(f"not EDTF: {edtf[:80]!r}: {why}")


def _plain_day(edtf: str, year: int, month: int, day: int) -> DateValue:
    if not is_day(year, month, day):
        raise _refusal(edtf, "there is no such day")
    found = Day(year, month, day)
    return DateValue(edtf, edtf, found, found, "day", rule="edtf", known=_PARTS)


def _interval(edtf: str) -> DateValue:
    start, _, end = edtf.partition("/")
    if "/" in end:
        raise _refusal(edtf, "an interval has two ends")
    low = None if start in {"", ".."} else _single(start)
    high = None if end in {"", ".."} else _single(end)
    if low is None and high is None:
        raise _refusal(edtf, "an interval needs one end that is known")
    if low and high and low.earliest and high.latest and low.earliest > high.latest:
        raise _refusal(edtf, "the interval ends before it begins")
    ends = [one for one in (low, high) if one]
    return DateValue(
        edtf,
        edtf,
        low.earliest if low else None,
        high.latest if high else None,
        "interval",
        any(one.approximate for one in ends),
        any(one.uncertain for one in ends),
        rule="edtf",
        known=max((one.known for one in ends), key=len),
    )


def _set(edtf: str) -> DateValue:
    if edtf[-1] != ("]" if edtf[0] == "[" else "}"):
        raise _refusal(edtf, "the set is not closed")
    lows: list[Day | None] = []
    highs: list[Day | None] = []
    found: list[DateValue] = []
    for part in edtf[1:-1].split(","):
        low, dots, high = part.strip().partition("..")
        values = [_single(one) if one else None for one in ((low, high) if dots else (low, low))]
        if not any(values) or (not dots and values[0] is None):
            raise _refusal(edtf, "a member of the set is empty")
        first, last = values
        if first and last and first.earliest and last.latest and first.earliest > last.latest:
            raise _refusal(edtf, "a range of the set ends before it begins")
        lows.append(first.earliest if first else None)
        highs.append(last.latest if last else None)
        found += [one for one in values if one]
    return DateValue(
        edtf,
        edtf,
        None if None in lows else min(day for day in lows if day),
        None if None in highs else max(day for day in highs if day),
        "set" if edtf[0] == "{" else "one of",
        any(one.approximate for one in found),
        any(one.uncertain for one in found),
        rule="edtf",
        known=max((one.known for one in found), key=len),
    )


_TIME: Final = r"T(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:Z|[+-](?:0\d|1[0-4])(?::[0-5]\d)?)?"
_LONG_YEAR: Final = r"Y(-?)(\d{1,12})(?:E(\d{1,2}))?(?:S(\d{1,3}))?"
_FORM: Final = (
    r"([?~%]?)(-?[\dX]{4}(?:S\d{1,3})?)([?~%]?)"
    r"(?:-([?~%]?)([\dX]{2})([?~%]?)(?:-([?~%]?)([\dX]{2})(" + _TIME + r")?([?~%]?))?)?"
)


@lru_cache(maxsize=2)
def _form(pattern: str) -> re.Pattern[str]:
    """Compile on first use: a plain day never needs it."""
    return re.compile(pattern, re.ASCII)


def _single(edtf: str) -> DateValue:
    if edtf[:1] == "Y":
        return _long_year(edtf)
    match = _form(_FORM).fullmatch(edtf)
    if not match:
        raise _refusal(edtf, "no form of ISO 8601-2 looks like this")
    marks = "".join(match[group] or "" for group in (1, 3, 4, 6, 7, 10))
    approximate, uncertain = "~" in marks or "%" in marks, "?" in marks or "%" in marks
    year, _, digits = match[2].partition("S")
    month, day, clock = match[5], match[8], match[9]
    if digits:
        if month:
            raise _refusal(edtf, "significant digits belong to a year alone")
        return _significant(edtf, int(year), int(digits), approximate=approximate, uncertain=uncertain)
    if month and month.isdigit() and int(month) >= _FIRST_GROUP:
        if day:
            raise _refusal(edtf, "a season has no day")
        low, high, precision = _group(edtf, year, int(month))
        return DateValue(
            edtf, edtf, low, high, precision, approximate, uncertain, rule="edtf", known=("year", precision)
        )
    low, high = _bounds(edtf, year, month, day)
    if clock and "X" in edtf:
        raise _refusal(edtf, "a time needs a full date")
    precision = "second" if clock else _precision(year, month, day)
    known = tuple(
        part for part, text in zip(_PARTS, (year, month, day), strict=True) if text and not text.endswith("X")
    )
    return DateValue(
        edtf,
        edtf,
        low,
        high,
        precision,
        approximate,
        uncertain,
        rule="edtf",
        known=(*known, "time") if clock else known,
    )


def _precision(year: str, month: str | None, day: str | None) -> str:
    if day and "X" not in day:
        return "day"
    if month and "X" not in month:
        return "month" if day is None or day == "XX" else "day"
    blank = len(year) - len(year.rstrip("X"))
    return ("year", "decade", "century", "millennium", "any year")[blank]


def _bounds(edtf: str, year: str, month: str | None, day: str | None) -> tuple[Day, Day]:
    """Find the first and last day that the digits allow."""
    years = _choices(year)
    low = next((one for y in years for one in _first(y, month, day)), None)
    high = next((one for y in reversed(years) for one in _last(y, month, day)), None)
    if low is None or high is None:
        raise _refusal(edtf, "there is no such day")
    return low, high


def _choices(year: str) -> list[int]:
    """List the years that unspecified digits stand for: all of them when few, else enough at each end."""
    sign, digits = (-1, year[1:]) if year[0] == "-" else (1, year)
    if "X" not in digits:
        if sign < 0 and digits == "0000":
            raise _refusal(year, "there is no year minus zero")
        return [sign * int(digits)]
    numbers = [0]
    for digit in digits:
        options = range(10) if digit == "X" else (int(digit),)
        numbers = [number * 10 + option for number in numbers for option in options]
    return sorted(sign * number for number in numbers)


def _first(year: int, month: str | None, day: str | None) -> list[Day]:
    for number in _numbers(month, _MONTHS):
        for one in _numbers(day, month_length(year, number)):
            return [Day(year, number, one)]
    return []


def _last(year: int, month: str | None, day: str | None) -> list[Day]:
    for number in reversed(_numbers(month, _MONTHS)):
        for one in reversed(_numbers(day, month_length(year, number))):
            return [Day(year, number, one)]
    return []


def _numbers(digits: str | None, last: int) -> Sequence[int]:
    """List the numbers from 1 to the last one that two digits, some of them open, may stand for."""
    if digits is None:
        return range(1, last + 1)
    if "X" not in digits:
        number = int(digits)
        return [number] if 1 <= number <= last else []
    return [
        number
        for number in range(1, last + 1)
        if all(have in ("X", want) for have, want in zip(digits, f"{number:02d}", strict=True))
    ]


def _group(edtf: str, year: str, group: int) -> tuple[Day, Day, str]:
    if group > _LAST_GROUP:
        raise _refusal(edtf, "there is no such month or season")
    first, count, precision = GROUPS[group]
    years = _choices(year)
    start = Day(years[0], first, 1)
    end = Day(years[-1], first, 1).plus_months(count).plus(-1)
    return start, end, precision


def _long_year(edtf: str) -> DateValue:
    match = _form(_LONG_YEAR).fullmatch(edtf)
    if not match:
        raise _refusal(edtf, "a year with Y has digits only")
    number = int(match[2]) * 10 ** int(match[3] or 0)
    plain = not match[3] and not match[4]
    if len(str(number)) > _LONGEST_YEAR or (plain and len(match[2]) <= _YEAR_LENGTH):
        raise _refusal(edtf, "Y is for years of five to twelve digits")
    year = -number if match[1] else number
    if match[4]:
        return _significant(edtf, year, int(match[4]), approximate=False, uncertain=False)
    return DateValue(edtf, edtf, Day(year, 1, 1), Day(year, 12, 31), "year", rule="edtf", known=("year",))


def _significant(edtf: str, year: int, digits: int, *, approximate: bool, uncertain: bool) -> DateValue:
    """`1950S2`: some year between 1900 and 1999, estimated to be 1950."""
    width = len(str(abs(year)))
    if not 0 < digits <= width:
        raise _refusal(edtf, "more significant digits than digits")
    step = 10 ** (width - digits)
    low = abs(year) // step * step
    years = sorted((low, low + step - 1) if year >= 0 else (-low, -low - step + 1))
    return DateValue(
        edtf,
        edtf,
        Day(years[0], 1, 1),
        Day(years[1], 12, 31),
        "year",
        approximate,
        uncertain,
        rule="edtf",
        known=("year",),
    )


def edtf_year(year: int) -> str:
    """Write a year: four digits, or with `Y` beyond them."""
    if abs(year) > 9999:
        return f"Y{year}"
    return f"{year:04d}" if year >= 0 else f"-{-year:04d}"


@lru_cache(maxsize=8192)
def edtf_day(day: Day) -> str:
    """Write a day. EDTF has no form for a day beyond the year 9999; the year alone is written there."""
    year = edtf_year(day.year)
    return year if year[0] == "Y" else f"{year}-{day.month:02d}-{day.day:02d}"


def edtf_interval(earliest: Day | None, latest: Day | None) -> str:
    """Write an interval of days in the shortest exact form: a day, a month, a year or two ends."""
    if earliest and latest:
        short = _whole(earliest, latest)
        if short:
            return short
    start = edtf_day(earliest) if earliest else ".."
    return f"{start}/{edtf_day(latest) if latest else '..'}"


def _whole(first: Day, last: Day) -> str:
    if first == last:
        return edtf_day(first)
    if first.year != last.year or first.day != 1 or last.day != month_length(last.year, last.month):
        return ""
    if first.month == last.month:
        return f"{edtf_year(first.year)}-{first.month:02d}" if abs(first.year) < 10_000 else ""
    return edtf_year(first.year) if (first.month, last.month) == (1, 12) else ""
