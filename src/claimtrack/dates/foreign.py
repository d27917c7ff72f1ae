"""Dates of other calendars: settled in a year of their own, in a Gregorian one, or near the reference."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from claimtrack.dates import calendars, choice
from claimtrack.dates.day import Day
from claimtrack.dates.edtf import edtf_day
from claimtrack.dates.spans import Span, days_span, replace
from claimtrack.dates.value import GREGORIAN
from claimtrack.dates.weekdays import disagreeing, sighted

if TYPE_CHECKING:
    from claimtrack.dates.context import Context
    from claimtrack.dates.parts import Partial

_DAY: Final = ("year", "month", "day")
_SIGHTED: Final = 30  # days that a month has which is counted from one new moon seen to the next


def resolve_foreign(partial: Partial, context: Context) -> Span | None:
    """Settle a date of another calendar; without a year, near the reference."""
    if partial.year is not None:
        return _in_year(partial, partial.year, context)
    anchor = context.anchor()
    if anchor is None:
        context.reason = "has no year: " + context.reason
        return None
    around = calendars.year_of(partial.calendar, anchor)
    found = [_in_year(partial, year, context) for year in range(around - 2, around + 3)]
    spans = [span for span in found if span is not None]
    context.reason = ""
    day = _pick([span.earliest for span in spans if span.earliest], anchor, context.prefer)
    if day is None:
        context.reason = "there is no such day in the calendar"
        return None
    chosen = next(span for span in spans if span.earliest == day)
    return chosen.told(tuple([part for part in chosen.known if part != "year"]), ("year",))


def _in_year(partial: Partial, year: int, context: Context) -> Span | None:
    """Settle a date of a year of its calendar, or of the Gregorian one where the number is of that."""
    calendar, month = partial.calendar, partial.month
    if calendar in _NATIVE_LAST and month is not None and not 0 < year <= _NATIVE_LAST[calendar][1]:
        return _in_gregorian_year(partial, year, context)
    if calendar == calendars.HEBREW and year < _NATIVE_LAST[calendar][0]:
        return _in_gregorian_year(partial, year, context)
    if calendar == calendars.HEBREW and month == 12 and calendars.months_of(calendar, year) == 13:
        month = 13  # plain Adar of a leap year is the second one
    if calendar == calendars.HEBREW and month in (112, 113):  # Adar I and II by name
        month = 12 if month == 112 or calendars.months_of(calendar, year) == 12 else 13
    if month is None:
        return _foreign_year(calendar, year, context)
    length = calendars.month_days(calendar, year, month)
    if calendar == calendars.HIJRI and (partial.day, length) == (_SIGHTED, _SIGHTED - 1):
        return _day_sighted(year, month, partial)
    if not length or (partial.day is not None and not 1 <= partial.day <= length):
        context.reason = f"there is no such day in the {calendar} calendar"
        return None
    if partial.day is not None:
        day = calendars.to_gregorian(calendar, year, month, partial.day)
        if day is None:
            return None
        span = Span(day, day, edtf_day(day), "day", known=_DAY, inferred=partial.inferred, calendar=calendar)
        if (
            partial.weekday is not None
            and day.weekday != partial.weekday
            and calendar not in calendars.APPROXIMATE
        ):
            return disagreeing(span)
        if partial.weekday is not None and day.weekday != partial.weekday:
            return sighted(span, day, partial.weekday)
        return span
    first = calendars.to_gregorian(calendar, year, month, 1)
    if first is None:
        return None
    span = days_span(first, first.plus(length - 1), "month")
    return replace(span, calendar=calendar, known=("year", "month"))


def _day_sighted(year: int, month: int, partial: Partial) -> Span | None:
    """Settle the thirtieth of a Hijri month that has 29 days in the calendar of Umm al-Qura: the moon was seen a day later."""
    last = calendars.to_gregorian(calendars.HIJRI, year, month, _SIGHTED - 1)
    if last is None:
        return None
    day = last.plus(1)
    remark = "the month has 29 days by Umm al-Qura: taken for the day after, where the moon was seen later"
    span = Span(
        day, day, edtf_day(day), "day", known=_DAY, inferred=partial.inferred, calendar=calendars.HIJRI
    )
    fits = partial.weekday in (None, day.weekday)
    return replace(span, remark=remark) if fits else disagreeing(span)


# The years that are said of each calendar; "Ramadan 2016" counts in another one.
_NATIVE_LAST: Final = {
    calendars.HIJRI: (1, 1600),
    calendars.PERSIAN: (1, 1700),
    calendars.HEBREW: (3000, 7000),
}


def _in_gregorian_year(partial: Partial, wanted: int, context: Context) -> Span | None:
    """Settle "Ramadan 2016": the one that begins in that Gregorian year."""
    around = calendars.year_of(partial.calendar, Day(wanted, 7, 1))
    for year in range(around - 2, around + 3):
        if not _NATIVE_LAST[partial.calendar][0] <= year <= _NATIVE_LAST[partial.calendar][1]:
            continue
        span = _in_year(partial, year, context)
        if span is not None and span.earliest is not None and span.earliest.year == wanted:
            return span
    context.fail(f"there is no such year in the {partial.calendar} calendar")
    return None


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


def months_span(calendar: str, year: int, first: int, count: int, precision: str = "interval") -> Span | None:
    """Return some months of a year of a calendar that counts its months from the new year, as all but the Hebrew do.

    Args:
        calendar: which one.
        year: its year.
        first: the first of the months, 1 to 13.
        count: how many.
        precision: what they make, such as `season`.
    """
    last = first + count - 1
    start = calendars.to_gregorian(calendar, year, first, 1)
    end = calendars.to_gregorian(calendar, year, last, calendars.month_days(calendar, year, last))
    if calendar == calendars.HEBREW or start is None or end is None:
        return None
    return replace(days_span(start, end, precision), calendar=calendar, known=("year",))


_FOUR_MONTHS: Final = {
    "early": (1, 4),
    "mid": (5, 4),
    "late": (9, 4),
    "early_mid": (1, 8),
    "mid_late": (5, 8),
}


def four_months_of(partial: Partial, span: Span) -> Span | None:
    """Return the early, middle or late four months of a year of another calendar; None for anything else.

    Args:
        partial: what is said.
        span: the year, settled.
    """
    if span.precision != "year" or partial.year is None or partial.part not in _FOUR_MONTHS:
        return None
    if span.calendar == GREGORIAN:
        return None
    found = months_span(span.calendar, partial.year, *_FOUR_MONTHS[partial.part], "part of year")
    return found and replace(found, inferred=span.inferred)


def year_begun(calendar: str, day: Day) -> int | None:
    """Return the year of a calendar that begins on a day; None where none does."""
    around = calendars.year_of(calendar, day)
    years = (around - 1, around, around + 1)
    return next((year for year in years if calendars.to_gregorian(calendar, year, 1, 1) == day), None)


def unit_of(calendar: str, day: Day, unit: str, step: int) -> tuple[int, int | None] | None:
    """Return the year, and for a month its number, that lies `step` units from the one a day is in; None for other units.

    Args:
        calendar: its months number 12.
        day: the day counted from.
        unit: `year` or `month`.
        step: how many units on, or back where it is negative.
    """
    if unit not in {"year", "month"}:
        return None
    around = calendars.year_of(calendar, day)
    months = [(year, month) for year in range(around - 1, around + 2) for month in range(1, 13)]
    begun = [one for one in months if (calendars.to_gregorian(calendar, *one, 1) or day.plus(1)) <= day]
    if not begun:
        return None
    year, month = begun[-1]
    if unit == "year":
        return year + step, None
    years, month = divmod(month - 1 + step, 12)
    return year + years, month + 1


def _pick(days: list[Day], anchor: Day, prefer: str) -> Day | None:
    if prefer in {"past", choice.BEFORE}:
        return max((day for day in days if day <= anchor), default=None)
    if prefer == "future":
        return min((day for day in days if day >= anchor), default=None)
    return min(days, key=lambda day: (abs(day.ordinal - anchor.ordinal), day.ordinal), default=None)
