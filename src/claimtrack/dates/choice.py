"""Which year or month is meant where a date leaves it out: by preference and by distance, and what else it may be.

Measured on news and war histories: the nearest day is meant in 98 of 100 while it lies within two months of the
reference, and in two of three beyond that; there the next nearest is told as a second reading.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from claimtrack.dates.day import Day, month_length
from claimtrack.dates.plain import SURE

NOT_NEAR: Final = "there is no such day in the calendar near the reference date"
BEFORE: Final = "before"  # never ahead: what something has lasted since
_SURE_MONTHS: Final = 2
_EVEN: Final = 10  # days; two months' days of one number are told both when they are so nearly as far away
_SOON: Final = 14  # days ahead that are announced rather than remembered, even where the past is preferred
_SOON_IN_MONTH: Final = 7
_OVER_NEW_YEAR: Final = 62  # days ahead into the next year that still belong to the current winter
_OVER_NEW_YEAR_MONTHS: Final = 2
_REACH: Final = 12  # years; a weekday and a 29 February recur within it, but for 1900
_MONTH_REACH: Final = 8
_MONTHS: Final = 12
_FEBRUARY: Final = 2


class Ranked(NamedTuple):
    """A candidate and how far it is from the reference; the nearest sorts first, and the past one of two."""

    distance: int
    ordinal: int
    day: Day


def candidates(
    year: int | None, month: int | None, day: int, anchor: Day, *, far: bool = False
) -> Iterator[Day]:
    """List the days that fill the holes of a day of the month; far ones too, where a weekday will choose."""
    months: Iterable[tuple[int, int]]
    if month is not None:
        reach = _REACH if far or (month, day) == (_FEBRUARY, 29) else 1
        months = [(one, month) for one in range(anchor.year - reach, anchor.year + reach + 1)]
    elif year is not None:
        months = [(year, one) for one in range(1, _MONTHS + 1)]
    else:
        reach = _MONTH_REACH * 3 if far else 2
        at = anchor.year * _MONTHS + anchor.month - 1
        months = [divmod(one, _MONTHS) for one in range(at - reach, at + reach + 1)]
        months = [(one, before + 1) for one, before in months]
    for one, number in months:
        if 1 <= day <= month_length(one, number):
            yield Day(one, number, day)


def ranked(days: Iterable[Day], anchor: Day) -> list[Ranked]:
    """Sort candidates by their distance from the reference."""
    at = anchor.ordinal
    return sorted([Ranked(abs(day.ordinal - at), day.ordinal, day) for day in days])


def pick(found: Sequence[Ranked], anchor: Day, prefer: str, *, with_month: bool) -> Day | None:
    """Choose by preference; in the nearest, the past wins a tie.

    `past` takes what is announced for the coming days, and `current_period` what lies just over New Year: the
    other year would be most of a year away.
    """
    if not found:
        return None
    near = found[0].day
    if prefer == "nearest":
        return near
    ahead = found[0].ordinal - anchor.ordinal
    days = [one.day for one in found]
    if prefer in {"past", BEFORE}:
        if prefer == "past" and 0 < ahead <= (_SOON if with_month else _SOON_IN_MONTH):
            return near
        return max((day for day in days if day <= anchor), default=None)
    if prefer == "future":
        return min((day for day in days if day >= anchor), default=None)
    if with_month and near.year > anchor.year and ahead <= _OVER_NEW_YEAR:
        return near
    same = [day for day in days if day.year == anchor.year]
    same_month = [day for day in same if day.month == anchor.month]
    return ((same_month if not with_month else []) or same or days)[0]


def readings(
    chosen: Day, found: Sequence[Ranked], anchor: Day, prefer: str, *, with_month: bool
) -> list[Day]:
    """List the chosen day, the nearest one, and the others that are hardly less likely."""
    near = found[0]
    told = [chosen, near.day]
    if prefer == BEFORE:
        return [chosen]
    if prefer == "past":
        told.append(max(one.day for one in found if one.day <= anchor))
    elif prefer == "current_period" and with_month and chosen.year != anchor.year:
        told += [one.day for one in found if one.day.year == anchor.year]
    if len(found) > 1:
        far = found[1]
        unsure = near.distance > SURE if with_month else far.distance - near.distance <= _EVEN
        if unsure:
            told.append(far.day)
    if with_month and prefer in {"current_period", "nearest"} and stands_for_year(anchor):
        told += [one.day for one in found if one.day.year == anchor.year + 1]
    return list(dict.fromkeys(told))


def stands_for_year(anchor: Day) -> bool:
    """Whether a reference may be a year written as its first day; histories are told year by year.

    What then follows happens in the course of the year, and may run into the next.
    """
    return anchor.month == anchor.day == 1


@lru_cache(maxsize=4096)
def years_of_month(first: int, length: int, anchor: Day, prefer: str) -> Sequence[int]:
    """Choose the years that a month may be of, or a season of `length` months; the usual one comes first."""
    starts = [year * 12 + first for year in (anchor.year - 1, anchor.year, anchor.year + 1)]
    return [(start - first) // 12 for start in _pick_month(starts, length, anchor, prefer)]


def _pick_month(starts: Sequence[int], length: int, anchor: Day, prefer: str) -> list[int]:
    """Choose among months counted from year zero, `length` of them from each start."""
    at = anchor.year * 12 + anchor.month
    middle = (length - 1) / 2
    by_distance = sorted(starts, key=lambda start: (abs(start + middle - at), start))
    near, far = by_distance[:2]
    past = max((start for start in starts if start <= at), default=starts[0])
    told = [near]
    if prefer == BEFORE:
        return [past]
    if prefer == "past":
        soon = near == at + 1 and anchor.plus(_SOON).month != anchor.month
        told = [near, past] if soon else [past, near]
    elif prefer == "future":
        told = [min((start for start in starts if start + length - 1 >= at), default=starts[-1]), near]
    elif prefer == "current_period":
        over = (near - 1) // 12 > anchor.year and near - at <= _OVER_NEW_YEAR_MONTHS
        told = [near, starts[1]] if over else [starts[1], near]
    if abs(near + middle - at) > _SURE_MONTHS:
        told.append(far)
    if prefer in {"current_period", "nearest"} and stands_for_year(anchor):
        told.append(starts[2])
    return list(dict.fromkeys(told))
