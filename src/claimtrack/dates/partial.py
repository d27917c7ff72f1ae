"""Partial dates: what a phrase says, before the reference fills in what it leaves out."""

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Final, NamedTuple

from claimtrack.dates import calendars, choice
from claimtrack.dates.context import Context
from claimtrack.dates.day import Day, month_length
from claimtrack.dates.edtf import GROUPS
from claimtrack.dates.spans import (
    Span,
    day_span,
    days_span,
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
_FAR: Final = 366  # days; a weekday that fits no nearer year is rather a slip
_FEBRUARY: Final = 2
_SUNDAY: Final = 6


class Partial(NamedTuple):
    """A calendar date with holes.

    Attributes:
        year: in its calendar; None when the text does not say.
        month: 1 to 13.
        group: a season, quarter or half by its ISO 8601-2 number, instead of a month.
        day: the day of the month.
        weekday: 0 is Monday.
        calendar: which calendar.
        part: early, mid, late …
        approximate: said to be so.
        uncertain: said to be so.
        inferred: parts that were not said.
    """

    year: int | None = None
    month: int | None = None
    group: int | None = None
    day: int | None = None
    weekday: int | None = None
    calendar: str = GREGORIAN
    part: str = ""
    approximate: bool = False
    uncertain: bool = False
    inferred: tuple[str, ...] = ()

    def completed(self, other: "Partial") -> "Partial":
        """Fill the holes from the other end of a range: "29-30 March 2016"."""
        mine = self
        if (
            mine.calendar == GREGORIAN
            and other.calendar != GREGORIAN
            and mine.month is None
            and mine.group is None
        ):
            mine = replace(mine, calendar=other.calendar)
        if mine.calendar != other.calendar:
            return mine
        if mine.day is not None and mine.month is None and mine.group is None:
            mine = replace(mine, month=other.month)
        if mine.year is None and (mine.month is not None or mine.group is not None):
            mine = replace(mine, year=other.year, inferred=other.inferred)
        return mine


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
        return _foreign(partial, context)
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
    near = choice.ranked(_candidates(Partial(year, month, day=day), anchor), anchor)
    found = choice.pick(near, anchor, prefer, with_month=month is not None)
    return choice.readings(found, near, anchor, prefer, with_month=month is not None) if found else ()


def _with_weekday(
    partial: Partial, anchor: Day, known: tuple[str, ...], inferred: tuple[str, ...], context: Context
) -> Span | None:
    """Settle a day of the month that is said to be of a weekday, which says which year or month is meant."""
    near = choice.ranked(
        [day for day in _candidates(partial, anchor) if day.weekday == partial.weekday], anchor
    )
    with_month = partial.month is not None
    found = choice.pick(near, anchor, "nearest" if with_month else context.prefer, with_month=True)
    if found is None or (with_month and near[0].distance > _FAR):
        every = choice.ranked(_candidates(partial, anchor), anchor)
        plain = choice.pick(every, anchor, context.prefer, with_month=with_month)
        if plain is not None and context.choose((found or plain, plain)) is plain:
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


@cache
def _known(year: bool, month: bool, weekday: bool) -> tuple[str, ...]:
    """Name the parts that a day is given by."""
    parts = (("year", year), ("month", month), ("day", True), ("weekday", weekday))
    return tuple(name for name, given in parts if given)


def _candidates(partial: Partial, anchor: Day) -> Iterator[Day]:
    number = partial.day or 0
    if partial.month is not None:
        leap = (partial.month, number) == (_FEBRUARY, 29)
        reach = _REACH if leap or partial.weekday is not None else 1
        for year in range(anchor.year - reach, anchor.year + reach + 1):
            if 1 <= number <= month_length(year, partial.month):
                yield Day(year, partial.month, number)
        return
    if partial.year is not None:
        for month in range(1, 13):
            if 1 <= number <= month_length(partial.year, month):
                yield Day(partial.year, month, number)
        return
    reach = _MONTH_REACH * 3 if partial.weekday is not None else 2
    for shift in range(-reach, reach + 1):
        first = Day(anchor.year, anchor.month, 1).plus_months(shift)
        if 1 <= number <= month_length(first.year, first.month):
            yield Day(first.year, first.month, number)


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


def _foreign(partial: Partial, context: Context) -> Span | None:
    """Settle a date of another calendar."""
    calendar = partial.calendar
    inferred: tuple[str, ...] = partial.inferred
    if partial.year is None:
        anchor = context.anchor()
        if anchor is None:
            context.reason = "has no year: " + context.reason
            return None
        around = calendars.year_of(calendar, anchor)
        spans = [
            span
            for year in range(around - 2, around + 3)
            if (span := _foreign(replace(partial, year=year), context)) is not None
        ]
        days = [span.earliest for span in spans if span.earliest]
        context.reason = ""
        found = _pick_foreign(days, anchor, context.prefer)
        if found is None:
            context.reason = "there is no such day in the calendar"
            return None
        chosen = next(span for span in spans if span.earliest == found)
        return replace(
            chosen, inferred=("year",), known=tuple(part for part in chosen.known if part != "year")
        )
    year = partial.year
    month = partial.month
    if calendar in _NATIVE_LAST and month is not None and not 0 < year <= _NATIVE_LAST[calendar][1]:
        return _in_gregorian_year(partial, context)
    if calendar == calendars.HEBREW and year < _NATIVE_LAST[calendar][0]:
        return _in_gregorian_year(partial, context)
    if calendar == calendars.HEBREW and month == 12 and calendars.months_of(calendar, year) == 13:  # noqa: PLR2004
        month = 13  # plain Adar of a leap year is the second one
    if calendar == calendars.HEBREW and month in (112, 113):  # Adar I and II by name
        month = 12 if month == 112 or calendars.months_of(calendar, year) == 12 else 13  # noqa: PLR2004
    if month is None:
        return _foreign_year(calendar, year, context)
    length = calendars.month_days(calendar, year, month)
    if not length or (partial.day is not None and not 1 <= partial.day <= length):
        context.reason = f"there is no such day in the {calendar} calendar"
        return None
    if partial.day is not None:
        day = calendars.to_gregorian(calendar, year, month, partial.day)
        if day is None:
            return None
        span = replace(day_span(day, ("year", "month", "day"), inferred), calendar=calendar)
        if (
            partial.weekday is not None
            and day.weekday != partial.weekday
            and calendar not in calendars.APPROXIMATE
        ):
            return replace(span, uncertain=True, remark="the weekday named is not the weekday of this day")
        if partial.weekday is not None and day.weekday != partial.weekday:
            return _sighted(span, day, partial.weekday)
        return span
    first = calendars.to_gregorian(calendar, year, month, 1)
    if first is None:
        return None
    span = days_span(first, first.plus(length - 1), "month")
    return replace(span, calendar=calendar, known=("year", "month"))


# The years that are said of each calendar; "Ramadan 2016" counts in another one.
_NATIVE_LAST: Final = {
    calendars.HIJRI: (1, 1600),
    calendars.PERSIAN: (1, 1700),
    calendars.HEBREW: (3000, 7000),
}


def _in_gregorian_year(partial: Partial, context: Context) -> Span | None:
    """Settle "Ramadan 2016": the one that begins in that Gregorian year."""
    wanted = partial.year or 0
    around = calendars.year_of(partial.calendar, Day(wanted, 7, 1))
    for year in range(around - 2, around + 3):
        if not _NATIVE_LAST[partial.calendar][0] <= year <= _NATIVE_LAST[partial.calendar][1]:
            continue
        span = _foreign(replace(partial, year=year), context)
        if span is not None and span.earliest is not None and span.earliest.year == wanted:
            return span
    context.fail(f"there is no such year in the {partial.calendar} calendar")
    return None


def _sighted(span: Span, day: Day, number: int) -> Span:
    """Let the weekday decide between the day and its neighbours: the moon was seen a day off."""
    shift = (number - day.weekday + 3) % 7 - 3
    if abs(shift) == 1:
        moved = day.plus(shift)
        remark = "moved by one day to agree with the weekday: Hijri months depend on sighting"
        return replace(span, earliest=moved, latest=moved, edtf=str(moved), remark=remark)
    return replace(span, uncertain=True, remark="the weekday named is not the weekday of this day")


def _foreign_year(calendar: str, year: int, context: Context) -> Span | None:
    last_month = calendars.months_of(calendar, year)
    start, end = (1, last_month)
    if calendar == calendars.HEBREW:  # the year begins with Tishri, the seventh month
        start, end = 7, 6
    first = calendars.to_gregorian(calendar, year, start, 1)
    last = calendars.to_gregorian(calendar, year, end, calendars.month_days(calendar, year, end))
    if first is None or last is None:
        context.reason = f"there is no such year in the {calendar} calendar"
        return None
    return replace(days_span(first, last, "year"), calendar=calendar, known=("year",))


def _pick_foreign(days: list[Day], anchor: Day, prefer: str) -> Day | None:
    if prefer in {"past", choice.BEFORE}:
        return max((day for day in days if day <= anchor), default=None)
    if prefer == "future":
        return min((day for day in days if day >= anchor), default=None)
    return min(days, key=lambda day: (abs(day.ordinal - anchor.ordinal), day.ordinal), default=None)
