"""Partial dates settled against the reference, which fills in what the text leaves out."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Final

from claimtrack.dates import calendars, choice
from claimtrack.dates.context import Context
from claimtrack.dates.day import Day, month_length
from claimtrack.dates.edtf import GROUPS
from claimtrack.dates.foreign import resolve_foreign
from claimtrack.dates.parts import Partial
from claimtrack.dates.spans import (
    Span,
    day_span,
    group_span,
    month_span,
    part_of,
    replace,
    year_span,
)
from claimtrack.dates.value import GREGORIAN

_REACH: Final = 12  # years; a weekday and a 29 February recur within it, but for 1900
_MONTH_REACH: Final = 8
_LAST_YEAR: Final = 9999
_MONTHS: Final = 12
_COMING: Final = 3  # days
_MONTH: Final = 31  # days
_LONG: Final = 183  # days; a weekday that fits no nearer year may be a slip
_FEBRUARY: Final = 2
_SUNDAY: Final = 6


def settle(node: Partial | Span | None, context: Context) -> Span | None:
    """Resolve what is still partial."""
    return resolve(node, context) if isinstance(node, Partial) else node


def resolve(partial: Partial, context: Context) -> Span | None:
    """Settle a partial date against the reference; None, with the reason noted, when that cannot be done."""
    bare = _resolve(partial, context)
    if bare is None:
        return None
    if partial.part:
        bare = part_of(bare, partial.part)
        if bare is None:
            return None
    if partial.inferred:
        inferred = tuple(dict.fromkeys((*bare.inferred, *partial.inferred)))
        bare = bare.told(tuple([part for part in bare.known if part not in inferred]), inferred)
    approximate = partial.approximate or partial.calendar in calendars.APPROXIMATE
    return bare.doubted(approximate=approximate, uncertain=partial.uncertain)


def _resolve(partial: Partial, context: Context) -> Span | None:
    if partial.year is not None and abs(partial.year) > _LAST_YEAR:
        context.fail("the year is out of range")
        return None
    if partial.calendar != GREGORIAN:
        return resolve_foreign(partial, context)
    if partial.day is not None:
        return _with_day(partial, context)
    if partial.month is not None or partial.group is not None:
        return _with_month(partial, context)
    if partial.weekday is not None:
        return weekday(partial.weekday, context)
    if partial.year is not None:
        return year_span(partial.year, ("year",))
    return None


def _with_day(partial: Partial, context: Context) -> Span | None:
    """Settle a day of the month, with or without month and year; a weekday has to agree."""
    known = _known(partial.year is not None, partial.month is not None, partial.weekday is not None)
    if partial.year is not None and partial.month is not None:
        if not 1 <= partial.month <= _MONTHS or not 1 <= (partial.day or 0) <= month_length(
            partial.year, partial.month
        ):
            context.reason = "there is no such day in the calendar"
            return None
        day = Day(partial.year, partial.month, partial.day or 0)
        span = day_span(day, known)
        if partial.weekday is not None and day.weekday != partial.weekday:
            return replace(span, uncertain=True, remark="the weekday named is not the weekday of this day")
        return span
    anchor = context.anchor()
    if anchor is None:
        context.reason = "has no year: " + context.reason if partial.month else context.reason
        return None
    inferred = _INFERRED[partial.year is None, partial.month is None]
    if partial.weekday is not None:
        return _with_weekday(partial, anchor, known, inferred, context)
    days = _meant(partial.year, partial.month, partial.day or 0, anchor, context.prefer)
    if not days:
        context.reason = _NOT_NEAR
        return None
    return day_span(context.choose(days), known, inferred)


_NOT_NEAR: Final = "there is no such day in the calendar near the reference date"
_INFERRED: Final = {
    (False, True): ("month",),
    (True, False): ("year",),
    (True, True): ("year", "month"),
}


@lru_cache(maxsize=4096)
def _meant(year: int | None, month: int | None, day: int, anchor: Day, prefer: str) -> Sequence[Day]:
    """List the days that a day of the month may be, the likeliest first."""
    near = choice.ranked(_candidates(year, month, day, anchor), anchor)
    found = choice.pick(near, anchor, prefer, with_month=month is not None)
    return choice.readings(found, near, anchor, prefer, with_month=month is not None) if found else ()


def _with_weekday(
    partial: Partial, anchor: Day, known: tuple[str, ...], inferred: tuple[str, ...], context: Context
) -> Span | None:
    """Settle a day of the month that is said to be of a weekday, which says which year or month is meant."""
    near = _near(partial.year, partial.month, partial.day or 0, partial.weekday, anchor)
    with_month = partial.month is not None
    found = choice.pick(near, anchor, "nearest" if with_month else context.prefer, with_month=True)
    if found is None or (with_month and near[0].distance > _LONG):
        every = choice.ranked(
            _candidates(partial.year, partial.month, partial.day or 0, anchor, far=True), anchor
        )
        plain = choice.pick(every, anchor, context.prefer, with_month=with_month)
        if plain is not None and context.choose(_likeliest(found, plain, anchor, context.prefer)) is plain:
            return replace(
                day_span(plain, known, ("year",) if with_month else ("year", "month")),
                uncertain=True,
                remark="the weekday named is not the weekday of this day",
            )
    if found is None:
        context.reason = _NOT_NEAR
        return None
    if not with_month and near[0].day != found:
        found = context.choose((found, near[0].day))
    return day_span(found, known, inferred)


def _likeliest(found: Day | None, plain: Day, anchor: Day, prefer: str) -> tuple[Day, ...]:
    """Return the day that is of the weekday named and the nearest one, which is not, the likeliest first.

    A day of these weeks is likelier to have been given a wrong weekday than to be one of a year to come.
    """
    if found is None:
        return (plain,)
    is_slip = found > anchor and abs(plain.ordinal - anchor.ordinal) <= _MONTH and prefer != "future"
    return (plain, found) if is_slip else (found, plain)


@cache
def _known(year: bool, month: bool, weekday: bool) -> tuple[str, ...]:
    """Name the parts that a day is given by."""
    parts = (("year", year), ("month", month), ("day", True), ("weekday", weekday))
    return tuple(name for name, given in parts if given)


@lru_cache(maxsize=4096)
def _near(
    year: int | None, month: int | None, day: int, weekday: int | None, anchor: Day
) -> Sequence[choice.Ranked]:
    """List the days of a month that are of a weekday, the nearest first."""
    days = _candidates(year, month, day, anchor, far=True)
    return choice.ranked([one for one in days if one.weekday == weekday], anchor)


def _candidates(
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


def weekday(number: int, context: Context) -> Span | None:
    """Settle a bare weekday: the most recent one, the reference day included, unless told otherwise."""
    anchor = context.anchor()
    if anchor is None:
        return None
    back = (anchor.weekday - number) % 7
    if context.prefer == "future":
        day = anchor.plus(7 - back)
    elif context.prefer == "current_period":
        day = anchor.plus(number - anchor.weekday)
        if anchor.weekday == _SUNDAY != number:  # which many count as the first day of the week
            day = context.choose((day, day.plus(7)))
    else:  # the coming one is told where it is nearer, or as good as
        days = (anchor.plus(-back), anchor.plus(7 - back))
        day = context.choose(days) if back >= _COMING and context.prefer != choice.BEFORE else days[0]
    return day_span(day, ("weekday",), ("year", "month", "day"))


def _with_month(partial: Partial, context: Context) -> Span | None:
    named = "month" if partial.month is not None else "part of year"
    if partial.year is not None:
        return _month_or_group(partial, partial.year, ("year", named))
    anchor = context.anchor()
    if anchor is None:
        context.reason = "has no year: " + context.reason
        return None
    first = partial.month or GROUPS[partial.group or 0][0]
    length = 1 if partial.month else GROUPS[partial.group or 0][1]
    year = context.choose(choice.years_of_month(first, length, anchor, context.prefer))
    return _month_or_group(partial, year, (named,), ("year",))


def _month_or_group(
    partial: Partial, year: int, known: tuple[str, ...], inferred: tuple[str, ...] = ()
) -> Span:
    if partial.month is not None:
        return month_span(year, partial.month, known, inferred)
    return group_span(year, partial.group or 0, known, inferred)
