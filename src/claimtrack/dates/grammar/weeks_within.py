"""Weeks within a month or year ("the third week of January"), the week of a day, and weeks by their number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from claimtrack.dates.grammar.absolute import Y
from claimtrack.dates.grammar.numeric import iso_week
from claimtrack.dates.grammar.rule import Rule
from claimtrack.dates.grammar.units import unit_at
from claimtrack.dates.grammar.within import (
    IN_ANY,
    IN_YEAR,
    before_last,
    first_monday,
    is_counted,
    is_last,
    is_rank,
    somewhere_in,
    whole_of,
)
from claimtrack.dates.grammar.years import year_given
from claimtrack.dates.partial import resolve
from claimtrack.dates.parts import Partial
from claimtrack.dates.spans import Span, days_span, replace, unit_span, week_span
from claimtrack.dates.tokens import Kind
from claimtrack.dates.value import GREGORIAN

if TYPE_CHECKING:
    from claimtrack.dates.context import Context
    from claimtrack.dates.day import Day
    from claimtrack.dates.grammar.rule import Groups

_WEEKS_OF_MONTH: Final = 5


def nth_week(context: Context, groups: Groups) -> Span | None:
    """Read "the third week of January", "the last week of 2016"; the first week is the one with the first Thursday."""
    whole = whole_of(context, groups) if is_rank(groups) else None
    if whole is None or whole.earliest is None or whole.latest is None:
        return None
    if is_counted(context, groups):
        return somewhere_in(whole)
    if is_last(groups):
        monday = whole.latest.plus(-whole.latest.weekday)
        outside = monday.plus(3) > whole.latest  # its Thursday is not in the month any more
        weeks = [week_span(monday.plus(-7 * (outside + before_last(groups))))]
        if whole.precision == "month" and weeks[0].latest != whole.latest:  # or its last seven days
            weeks.append(days_span(*_seven(whole.latest.plus(-6 - 7 * before_last(groups))), "week"))
        return context.choose(weeks if whole.calendar == GREGORIAN else weeks[::-1])
    monday = first_monday(whole.earliest)
    rank = groups["n"][0].value
    if not 1 <= rank <= 53:
        return None
    if groups.keys() == {"n"} and rank <= _WEEKS_OF_MONTH:
        context.fail("the week of what is not said")
        return None
    if whole.calendar != GREGORIAN and rank < _WEEKS_OF_MONTH and "m" in groups:
        return _week_of_own(whole, monday, rank, context)
    if rank > _WEEKS_OF_MONTH and whole.precision == "month":
        if not groups.keys() <= {"n"}:
            context.fail("there is no such week in that month")
            return None
        return numbered_week(context, groups)
    weeks = [week_span(monday.plus(7 * (rank - 1)))]
    if "m" in groups and monday < whole.earliest:  # or the first week that lies in the month as a whole
        weeks.append(week_span(monday.plus(7 * rank)))
    if (
        whole.precision == "month" and rank < _WEEKS_OF_MONTH and monday != whole.earliest
    ):  # or its first seven days
        weeks.append(days_span(*_seven(whole.earliest.plus(7 * (rank - 1))), "week"))
    return context.choose(weeks)


def _seven(first: Day) -> tuple[Day, Day]:
    """Return the first and the last of seven days."""
    return first, first.plus(6)


def _week_of_own(month: Span, monday: Day, rank: int, context: Context) -> Span:
    """Return the nth seven days of a month of another calendar ("the first week of Ramadan"), or that week of ours."""
    first = (month.earliest or monday).plus(7 * (rank - 1))
    days = replace(days_span(first, first.plus(6)), approximate=month.approximate, inferred=month.inferred)
    week = week_span(monday.plus(7 * (rank - 1)))
    return context.choose((days, week) if week.earliest != first else (days,))


def nth_week_behind(context: Context, groups: Groups) -> Span | None:
    """Read Arabic "الأسبوع الثالث من يونيو"; "Woche vom 3. Juni" is the week of that day."""
    return None if "n" in groups and groups["n"][0].text.isdigit() else nth_week(context, groups)


def week_of_month(context: Context, groups: Groups) -> Span | None:
    """Read "week 3 of January"; the week of 3 January, which Spanish may mean by it, is the other reading."""
    found = nth_week(context, groups) if groups["n"][0].value <= _WEEKS_OF_MONTH else None
    if found is None:
        return None
    return context.another(found, lambda: week_of_day(context, {**groups, "d": groups["n"]}))


def week_of_day(context: Context, groups: Groups) -> Span | None:
    """Read "the week of 16 September", "the month of 16 September"."""
    named, month = groups["m"][0].value
    year = year_given(context, groups) if "y" in groups else None
    span = resolve(
        Partial(year[1] if year else None, month, day=groups["d"][0].value, calendar=named), context
    )
    if span is None or span.earliest is None:
        return None
    first = span.earliest
    whole = unit_span(first, groups["unit"][0].value)
    if (
        groups["unit"][0].kind == Kind.WEEK_UNIT and first == whole.latest
    ):  # of a Sunday: rather the week that it begins
        return context.another(whole, lambda: _week_begun(context, groups))
    return whole


def _week_begun(context: Context, groups: Groups) -> Span | None:
    """Return the seven days from a day on."""
    named, month = groups["m"][0].value
    year = year_given(context, groups) if "y" in groups else None
    day = resolve(
        Partial(year[1] if year else None, month, day=groups["d"][0].value, calendar=named), context
    )
    return days_span(day.earliest, day.earliest.plus(6), "week") if day and day.earliest else None


def week_of_the_day(context: Context, groups: Groups) -> Span | None:
    """Read "la semana del 18", "the week of the 18th": the week with that day of the month."""
    if not context.settings.get("week_of_a_day"):
        return None
    span = resolve(Partial(day=groups["d"][0].value), context)
    return week_span(span.earliest) if span and span.earliest else None


def numbered_week(context: Context, groups: Groups) -> Span | None:
    """Read "week 31", of the reference year unless a year is named."""
    number = groups["n"][0].value
    if "y" in groups:
        found = year_given(context, groups)
        return iso_week(found[1], number, 0, context) if found and found[0] == GREGORIAN else None
    if "rel" in groups:
        year = unit_at(context, groups["rel"], groups["unit"])
        return iso_week(year.earliest.year, number, 0, context) if year and year.earliest else None
    anchor = context.anchor()
    return iso_week(anchor.year, number, 0, context) if anchor else None


RULES: Final = (
    Rule(
        "nth week",
        "rel=relative unit=(month_unit|year_unit) n=day week_unit | m=month y=year? n=ordinal week_unit | y=year n=ordinal week_unit",
        nth_week,
    ),
    Rule(
        "last week",
        "m=month y=year? last=relative week_unit | y=year last=relative week_unit | y=year m=month last=relative week_unit",
        nth_week,
    ),
    Rule("nth week", f"week_unit n=ordinal {IN_ANY}", nth_week_behind),
    Rule("last week", f"week_unit last=relative {IN_ANY}", nth_week),
    Rule(
        "nth week",
        f"n=day u=week_unit {IN_YEAR} | n=ordinal week_unit unit=(year_unit|month_unit)?",
        nth_week,
    ),
    Rule("last week", f"last=relative week_unit {IN_ANY}", nth_week),
    Rule("nth week", "filler* unit=week_unit n=number filler+ m=month filler* y=year?", week_of_month),
    Rule("week of a day", f"unit=(week_unit|month_unit) (d=day m=month | m=month d=day) ({Y})?", week_of_day),
    Rule("week of a day", "d=day m=month y=year? unit=week_unit", week_of_day),
    Rule("week of a day", "filler* week_unit (filler|from)+ d=day", week_of_the_day),
    Rule(
        "numbered week",
        "week_unit n=day (slash|dash|comma)? y=year | week_unit n=day | week_unit n=day (rel=relative unit=year_unit | unit=year_unit rel=relative)",
        numbered_week,
    ),
)
