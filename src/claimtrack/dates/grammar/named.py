"""Weekdays, months, seasons and parts of a year placed by the reference: last Tuesday, August of that year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from claimtrack.dates.edtf import GROUPS
from claimtrack.dates.foreign import unit_of
from claimtrack.dates.grammar.absolute import part_of_own_year
from claimtrack.dates.grammar.rule import Rule, words_of
from claimtrack.dates.grammar.units import INFERRED, STEPS, relative_span, second_step, unit_at
from claimtrack.dates.partial import resolve
from claimtrack.dates.parts import Partial
from claimtrack.dates.spans import (
    Span,
    day_span,
    days_span,
    replace,
    season_of,
    shift_day,
    unit_span,
    years_span,
)
from claimtrack.dates.tokens import Kind
from claimtrack.dates.value import GREGORIAN

if TYPE_CHECKING:
    from claimtrack.dates.context import Context
    from claimtrack.dates.day import Day
    from claimtrack.dates.grammar.rule import Groups


def related_weekday(context: Context, groups: Groups) -> Span | None:
    """Read "last Tuesday": the one before; with the one of last week as a second reading when they differ."""
    anchor = context.anchor()
    number, rel = groups["w"][0].value, groups["rel"][0].value
    if anchor is None or rel not in STEPS:
        return None
    monday = anchor.plus(-anchor.weekday)
    step = STEPS[rel]
    if step == 0:
        found = [monday.plus(number)]
        if found[0] < anchor or (found[0] == anchor and context.prefer == "future"):
            found.append(monday.plus(number + 7))  # on a Tuesday one says "today"
        if context.prefer == "future":
            found.reverse()
    elif step > 1:
        found = [anchor.plus(((number - anchor.weekday) % 7 or 7) + 7)]
    elif step < -1:
        found = [anchor.plus(-((anchor.weekday - number) % 7 or 7) - 7)]
    elif step < 0:
        back = (anchor.weekday - number) % 7 or 7
        found = [anchor.plus(-back), monday.plus(number - 7)]
    else:
        ahead = (number - anchor.weekday) % 7 or 7
        found = [anchor.plus(ahead), monday.plus(number + 7)]
        if rel == "next":
            found.reverse()
    if rel in {"past", "rolling", "coming"}:
        found = found[:1]
    found = list(dict.fromkeys(found))
    return day_span(context.choose(found), ("weekday",), INFERRED)


def weekday_of_week(context: Context, groups: Groups) -> Span | None:
    """Read "Tuesday next week", "last week Sunday"."""
    found = [_day_of_week(context, groups)]
    if context.first_weekday and not context.region:  # those abroad rather count in weeks of ISO 8601
        first, context.first_weekday = context.first_weekday, 0
        found.insert(0, _day_of_week(context, groups))
        context.first_weekday = first
    days = [day for day in dict.fromkeys(found) if day]
    return day_span(context.choose(days), ("weekday",), INFERRED) if days else None


def _day_of_week(context: Context, groups: Groups) -> Day | None:
    week = unit_at(context, groups["rel"], groups["unit"])
    if week is None or week.earliest is None:
        return None
    return week.earliest.plus((groups["w"][0].value - week.earliest.weekday) % 7)


def weekday_after_next(context: Context, groups: Groups) -> Span | None:
    """Read "the Wednesday after next", "the Wednesday before last"."""
    word = second_step(groups["how"][0], groups["rel"][0])
    return related_weekday(context, {**groups, "rel": [word]}) if word else None


def weekday_beside(context: Context, groups: Groups) -> Span | None:
    """Read "the Monday before", "the Monday after": counted from the reference."""
    word = groups["how"][0]._replace(value="following" if groups["how"][0].kind == Kind.AFTER else "previous")
    return related_weekday(context, {**groups, "rel": [word]})


def weekday_and_week(context: Context, groups: Groups) -> Span | None:
    """Read British "Tuesday week", "Friday fortnight": a week or two after the coming one."""
    anchor = context.anchor()
    if anchor is None or not context.settings.get("week_after_weekday"):
        return None
    ahead = (groups["w"][0].value - anchor.weekday) % 7 or 7
    return relative_span(day_span(shift_day(anchor.plus(ahead), 1, groups["unit"][0].value)))


def weekday_on_week(context: Context, groups: Groups) -> Span | None:
    """Read "вторник на следующей неделе": there the word for "to" is the one for "in"."""
    return weekday_of_week(context, groups) if context.settings.get("to_is_in") else None


def weekday_in_eight_days(context: Context, groups: Groups) -> Span | None:
    """Read French "mardi en huit", "mardi en quinze": a week or two after the coming one."""
    anchor = context.anchor()
    weeks = {8: 1, 15: 2}.get(groups["n"][0].value)
    if (
        groups["in"][0].text not in words_of(context.language, "eight_days")
        or weeks is None
        or anchor is None
    ):
        return None
    ahead = (groups["w"][0].value - anchor.weekday) % 7
    return relative_span(day_span(anchor.plus(ahead + 7 * weeks if ahead or weeks > 1 else 7)))


def counted_weekday(context: Context, groups: Groups) -> Span | None:
    """Read "three Fridays from now"."""
    anchor = context.anchor()
    number = groups["n"][0].value
    if anchor is None or not 1 <= number <= 60:
        return None
    if "back" in groups:
        back = (anchor.weekday - groups["w"][0].value) % 7 or 7
        return relative_span(day_span(anchor.plus(-back - 7 * (number - 1))))
    ahead = (groups["w"][0].value - anchor.weekday) % 7 or 7
    return relative_span(day_span(anchor.plus(ahead + 7 * (number - 1))))


def month_of_year(context: Context, groups: Groups) -> Partial | None:
    """Read "August of that year", "July 25 of last year"."""
    year = unit_at(context, groups["rel"], groups["unit"])
    if year is None or year.earliest is None:
        return None
    calendar, month = groups["m"][0].value
    day = groups["d"][0].value if "d" in groups else None
    number = year.earliest.year
    if calendar != GREGORIAN and calendar == context.settings.get("calendar") and context.reference:
        own = unit_of(calendar, context.reference, "year", STEPS[groups["rel"][0].value])
        number = own[0] if own else number
    return Partial(number, month, day=day, calendar=calendar, inferred=("year",))


def group_of_year(context: Context, groups: Groups) -> Partial | Span | None:
    """Read "the third quarter of last year", "the summer of that year", "the first half of the year"."""
    anchor = context.anchor()
    own = unit_span(anchor, "year") if anchor else None
    year = unit_at(context, groups["rel"], groups["unit"]) if "rel" in groups else own
    if year is None or year.earliest is None:
        return None
    if "s" in groups:
        group = groups["s"][0].value
    else:
        base = 32 if groups["kind"][0].value == "quarter" or groups["kind"][0].kind == Kind.QUARTER else 39
        group = base + groups["n"][0].value
        if not 1 <= groups["n"][0].value <= (4 if base == 32 else 2):
            return None
    gregorian = Partial(year.earliest.year, group=group, inferred=("year",))
    calendar = context.settings.get("calendar")
    if not calendar or anchor is None:
        return gregorian
    step = STEPS[groups["rel"][0].value] if "rel" in groups else 0
    counted = unit_of(calendar, anchor, "year", step)
    found = part_of_own_year(calendar, counted[0], group) if counted else None
    if found is None:
        return gregorian
    readings: tuple[Span | Partial, ...] = (found.told(("part of year",), ("year",)), gregorian)
    return context.choose(readings)


def first_group(groups: Groups) -> int:
    """Return the season's number in ISO 8601-2."""
    return int(groups["s"][0].value)


def last_group(context: Context, groups: Groups) -> Partial | None:
    """Read "the last quarter of 2015"."""
    del context
    if STEPS.get(groups["rel"][0].value) != -1:
        return None
    return Partial(groups["y"][0].value, group=36 if groups["kind"][0].kind == Kind.QUARTER_UNIT else 41)


def half_month(context: Context, groups: Groups) -> Span | None:
    """Read "the second half of March": from the 16th on."""
    if "unit" in groups:
        anchor = context.anchor()
        own = unit_span(anchor, "month") if anchor else None
        whole = unit_at(context, groups["rel"], groups["unit"]) if "rel" in groups else own
    else:
        calendar, month = groups["m"][0].value
        year = groups["y"][0].value if "y" in groups else None
        near = related_month(context, groups) if "rel" in groups else None
        whole = resolve(near or Partial(year, month, calendar=calendar), context)
    if whole is None or whole.earliest is None or whole.latest is None or groups["n"][0].value not in {1, 2}:
        return None
    middle = whole.earliest.plus(14)
    first = groups["n"][0].value == 1
    half = days_span(whole.earliest, middle) if first else days_span(middle.plus(1), whole.latest)
    return replace(half, known=whole.known, inferred=whole.inferred, approximate=whole.approximate)


def decade_of_last_century(context: Context, groups: Groups) -> Span | None:
    """Read "the nineties of last century"."""
    anchor = context.anchor()
    step = STEPS.get(groups["rel"][0].value)
    if anchor is None or step is None:
        return None
    tens = groups["k"][0].value
    if tens % 10 or not 0 < tens < 100:
        return None
    first = ((anchor.year - 1) // 100 + step) * 100 + tens
    return relative_span(years_span(first, first + 9, "decade"))


def day_of_this_month(context: Context, groups: Groups) -> Partial | None:
    """Read "the 15th of the month"."""
    anchor = context.anchor()
    if anchor is None:
        return None
    return Partial(anchor.year, anchor.month, day=groups["d"][0].value, inferred=("year", "month"))


def rest_of_month(context: Context, groups: Groups) -> Span | None:
    """Read "later in June", "earlier in May": as much of it as the reference leaves, or the month."""
    calendar, month = groups["m"][0].value
    anchor = context.anchor()
    year = groups["y"][0].value if "y" in groups else None
    span = resolve(Partial(year, month, calendar=calendar), context) if anchor else None
    if anchor is None or span is None or span.earliest is None or span.latest is None:
        return span
    if not span.earliest <= anchor <= span.latest:
        return span
    if groups["how"][0].kind == Kind.EARLIER_IN:
        return relative_span(days_span(span.earliest, max(span.earliest, anchor.plus(-1))))
    return relative_span(days_span(min(anchor.plus(1), span.latest), span.latest))


def related_month(context: Context, groups: Groups) -> Partial | None:
    """Read "last March", "next summer", "this September", "29 mars dernier"."""
    anchor = context.anchor()
    step = STEPS.get(groups["rel"][0].value)
    if anchor is None or step is None:
        return None
    if "m" in groups:
        calendar, month = groups["m"][0].value
        if calendar != "gregorian":
            return None
        first, length, partial = month, 1, Partial(month=month)
    else:
        group = groups["s"][0].value
        first, length, partial = GROUPS[group][0], GROUPS[group][1], Partial(group=group)
    year = anchor.year
    if step == 0 and "s" in groups and season_of(anchor)[1] == first_group(groups):
        year = season_of(anchor)[0]
    day = groups["d"][0].value if "d" in groups else None
    if day is not None:
        met = (anchor.month, anchor.day)
        year += (step > 0 and (first, day) <= met) - (step < 0 and (first, day) >= met)
        return replace(partial, year=year, day=day, inferred=("year",))
    at, start = year * 12 + anchor.month, year * 12 + first
    if step < 0 and start + length - 1 >= at:
        year -= 1
        if start - 12 + length - 1 >= at:
            year -= 1
    elif step > 0 and start <= at:
        year += 1
    if step < 0 and groups["rel"][0].value in {"last", "previous"} and year == anchor.year:
        year = context.choose((year, year - 1))  # "last September" in November: this one or the one before
    return replace(partial, year=year, inferred=("year",))


def part_of_season(context: Context, groups: Groups) -> Span | None:
    """Read "later in the summer"."""
    return resolve(Partial(group=groups["s"][0].value), context)


RULES: Final = (
    Rule("weekday in eight days", "w=weekday in=filler n=day", weekday_in_eight_days),
    Rule("last, this or next weekday", "rel=relative w=weekday | w=weekday rel=relative", related_weekday),
    Rule(
        "weekday of a week",
        "w=weekday rel=relative unit=week_unit | rel=relative unit=week_unit w=weekday",
        weekday_of_week,
    ),
    Rule(
        "weekday of a week",
        "w=weekday unit=week_unit rel=relative | unit=week_unit rel=relative w=weekday",
        weekday_of_week,
    ),
    Rule("weekday after next", "w=weekday how=(before|after) rel=relative", weekday_after_next),
    Rule("weekday before or after", "w=weekday how=(before|after)", weekday_beside),
    Rule("a week after a weekday", "w=weekday unit=week_unit", weekday_and_week),
    Rule("weekday of a week", "w=weekday to rel=relative unit=week_unit", weekday_on_week),
    Rule("n weekdays on", "n=(day|one) w=weekday on=later | n=(day|one) w=weekday back=ago", counted_weekday),
    Rule(
        "last part of a year",
        "rel=relative kind=(quarter_unit|half_unit) y=year | (y=year rel=relative kind=(quarter_unit|half_unit))"
        "| kind=(quarter_unit|half_unit) rel=relative y=year",
        last_group,
    ),
    Rule(
        "half of a month",
        "(n=day half_unit | half_unit n=ordinal) (m=month y=year? | rel=relative m=month | m=month rel=relative | rel=relative? unit=month_unit | unit=month_unit rel=relative)"
        " | y=year? m=month month_unit n=day half_unit",
        half_month,
    ),
    Rule(
        "month of a year",
        "m=month d=day? rel=relative unit=year_unit | d=day m=month rel=relative unit=year_unit",
        month_of_year,
    ),
    Rule(
        "month of a year",
        "rel=relative unit=year_unit m=month d=day? | m=month d=day? unit=year_unit rel=relative | unit=year_unit rel=relative m=month",
        month_of_year,
    ),
    Rule("month of a year", "d=day m=month unit=year_unit rel=relative", month_of_year),
    Rule(
        "part of a year",
        "s=season rel=relative unit=year_unit | n=day kind=(quarter_unit|half_unit) rel=relative unit=year_unit",
        group_of_year,
    ),
    Rule(
        "part of a year",
        "n=(kind=(quarter|half)) rel=relative unit=year_unit | rel=relative unit=year_unit n=(kind=(quarter|half)) | s=season unit=year_unit rel=relative | (rel=relative unit=year_unit | unit=year_unit rel=relative) s=season",
        group_of_year,
    ),
    Rule(
        "part of a year",
        "(n=day kind=(quarter_unit|half_unit) | kind=(quarter_unit|half_unit) n=ordinal) unit=year_unit rel=relative?",
        group_of_year,
    ),
    Rule(
        "part of a year",
        "rel=relative? unit=year_unit n=day kind=(quarter_unit|half_unit) | kind=(quarter_unit|half_unit) n=ordinal rel=relative unit=year_unit",
        group_of_year,
    ),
    Rule(
        "last, this or next month by name",
        "rel=relative m=month d=day? | m=month rel=relative | rel=relative d=day m=month"
        "| d=day m=month rel=relative | rel=relative month_unit m=month | month_unit rel=relative m=month",
        related_month,
    ),
    Rule("last, this or next season", "rel=relative s=season | s=season rel=relative", related_month),
    Rule(
        "decade of a century",
        "k=decade (year_unit|decade_unit)? (century_unit rel=relative | rel=relative century_unit)"
        "| rel=relative century_unit k=(decade|number) decade_unit",
        decade_of_last_century,
    ),
    Rule("rest of a month", "how=(rest|later_in|earlier_in) m=month y=year?", rest_of_month),
    Rule("day of a month", "filler* d=ordinal filler+ month_unit", day_of_this_month),
    Rule("later in a season", "(later_in|earlier_in) s=season", part_of_season),
)
