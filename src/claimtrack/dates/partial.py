"""Partial dates settled against the reference, which fills in what the text leaves out."""

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Final

from claimtrack.dates import calendars, choice
from claimtrack.dates.context import Context
from claimtrack.dates.day import Day, month_length
from claimtrack.dates.edtf import GROUPS
from claimtrack.dates.foreign import four_months_of, resolve_foreign
from claimtrack.dates.parts import Partial
from claimtrack.dates.spans import (
    Span,
    day_span,
    group_span,
    month_span,
    part_of,
    year_span,
)
from claimtrack.dates.value import GREGORIAN
from claimtrack.dates.weekdays import disagreeing, weekday, with_weekday

_LAST_YEAR: Final = 9999
_MONTHS: Final = 12


def settle(node: Partial | Span | None, context: Context) -> Span | None:
    """Resolve what is still partial."""
    return resolve(node, context) if isinstance(node, Partial) else node


def resolve(partial: Partial, context: Context) -> Span | None:
    """Settle a partial date against the reference; None, with the reason noted, when that cannot be done."""
    bare = _resolve(partial, context)
    if bare is None:
        return None
    if partial.part:
        bare = four_months_of(partial, bare) or part_of(bare, partial.part)
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
            return disagreeing(span)
        return span
    anchor = context.anchor()
    if anchor is None:
        context.reason = "has no year: " + context.reason if partial.month else context.reason
        return None
    inferred = _INFERRED[partial.year is None, partial.month is None]
    if partial.weekday is not None:
        return with_weekday(partial, anchor, known, inferred, context)
    days = _meant(partial.year, partial.month, partial.day or 0, anchor, context.prefer)
    if not days:
        context.reason = choice.NOT_NEAR
        return None
    return day_span(context.choose(days), known, inferred)


_INFERRED: Final = {
    (False, True): ("month",),
    (True, False): ("year",),
    (True, True): ("year", "month"),
}


@lru_cache(maxsize=4096)
def _meant(year: int | None, month: int | None, day: int, anchor: Day, prefer: str) -> Sequence[Day]:
    """List the days that a day of the month may be, the likeliest first."""
    near = choice.ranked(choice.candidates(year, month, day, anchor), anchor)
    found = choice.pick(near, anchor, prefer, with_month=month is not None)
    return choice.readings(found, near, anchor, prefer, with_month=month is not None) if found else ()


@cache
def _known(year: bool, month: bool, weekday: bool) -> tuple[str, ...]:
    """Name the parts that a day is given by."""
    parts = (("year", year), ("month", month), ("day", True), ("weekday", weekday))
    return tuple(name for name, given in parts if given)


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
