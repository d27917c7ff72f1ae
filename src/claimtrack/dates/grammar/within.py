"""Days, months and weekends within a month or year: "the first Friday of July", "the last three days of May"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from claimtrack.dates.foreign import months_span, year_begun
from claimtrack.dates.grammar.feasts import day_of_feast, holiday
from claimtrack.dates.grammar.rule import Rule, is_plural, may_be_counted, words_of
from claimtrack.dates.grammar.units import STEPS, in_own_calendar, unit_at
from claimtrack.dates.grammar.years import year_given
from claimtrack.dates.partial import resolve
from claimtrack.dates.parts import Partial
from claimtrack.dates.spans import Span, day_span, days_span, part_of, replace, shift_day, unit_span
from claimtrack.dates.tokens import Kind, Token
from claimtrack.dates.value import GREGORIAN

if TYPE_CHECKING:
    from claimtrack.dates.context import Context
    from claimtrack.dates.day import Day
    from claimtrack.dates.grammar.rule import Groups


_YEAR: Final = [Token(Kind.YEAR_UNIT, "year", "")]


def nth_weekday(context: Context, groups: Groups) -> Span | None:
    """Read "the first Friday of July 2016", "last Monday of March"."""
    month = whole_of(context, groups) if is_rank(groups) else None
    if month is None or month.earliest is None or month.latest is None:
        return None
    if is_counted(context, groups):
        return somewhere_in(month)
    number = groups["w"][0].value
    if is_last(groups):
        last = month.latest
        return day_span(last.plus(-((last.weekday - number) % 7) - 7 * before_last(groups)), ("weekday",))
    rank = groups["n"][0].value
    first = month.earliest.plus((number - month.earliest.weekday) % 7 + 7 * (rank - 1))
    if not 1 <= rank <= 5 or first > month.latest:
        context.fail("there is no such weekday in that month")
        return None
    return day_span(first, ("weekday",))


def nth_weekday_behind(context: Context, groups: Groups) -> Span | None:
    """Read Hebrew "יום שני הראשון של מאי", where the rank follows; in figures it is a day of the month."""
    if not context.settings.get("rank_follows") or groups["n"][0].text.isdigit():
        return None
    return nth_weekday(context, groups)


def is_counted(context: Context, groups: Groups) -> bool:
    """Whether units are counted, "three days in March", and not told by their rank, "the third day of March"."""
    if "n" not in groups or "u" not in groups or groups["n"][0].kind != Kind.NUMBER:
        return False
    return groups["n"][0].value > 1 and may_be_counted(context.language, groups["u"][0])


def somewhere_in(whole: Span) -> Span:
    """Return a month or year of which some days are meant."""
    return replace(whole, remark="which of its days is not said")


def first_monday(day: Day) -> Day:
    """Return the Monday of the first week that has its Thursday on the day or after."""
    monday = day.plus(-day.weekday)
    return monday if monday.plus(3) >= day else monday.plus(7)


def nth_weekend(context: Context, groups: Groups) -> Span | None:
    """Read "the last weekend of May": a weekend is of the month that its Saturday is in."""
    saturday = nth_weekday(context, {**groups, "w": [_SATURDAY]})
    if saturday is None or saturday.earliest is None or is_counted(context, groups):
        return saturday
    return unit_span(saturday.earliest, "weekend")


_SATURDAY: Final = Token(Kind.WEEKDAY, 5, "")


def nth_day(context: Context, groups: Groups) -> Span | None:
    """Read "the third day of October", "the last day of 2015"."""
    whole = whole_of(context, groups) if is_rank(groups) else None
    if whole is None or whole.earliest is None or whole.latest is None:
        return None
    if is_counted(context, groups):
        return somewhere_in(whole)
    if is_last(groups) and is_plural(context.language, groups["u"][0], groups["last"][0]):
        return part_of(whole, "late")
    if is_last(groups):
        found = whole.latest.plus(-before_last(groups))
    else:
        found = whole.earliest.plus(groups["n"][0].value - 1)
    if not whole.earliest <= found <= whole.latest:
        return None
    return replace(day_span(found), approximate=whole.approximate)


def tens_of_month(context: Context, groups: Groups) -> Partial | None:
    """Read Russian "в 20-х числах января": the days from the 20th on, a third of the month."""
    part = {10: "mid", 20: "late"}.get(groups["tens"][0].value)
    if part is None or groups["u"][0].text not in words_of(context.language, "days_in_tens"):
        return None
    year = year_given(context, groups) if "y" in groups else None
    calendar, month = groups["m"][0].value
    return Partial(year[1] if year else None, month, calendar=calendar, part=part)


def first_units(context: Context, groups: Groups) -> Span | None:
    """Read "the first three days of May 1944", "the last four months of 2021", "the first two weeks of this year"."""
    bare = groups.keys() <= {"rank", "last", "n", "kind"}
    whole = whole_of(context, {**groups, "unit": _YEAR} if bare else groups)
    count, unit = groups["n"][0].value, groups["kind"][0].value
    if whole is None or whole.earliest is None or whole.latest is None:
        return None
    if count != int(count) or count < 1 or ("rank" in groups and groups["rank"][0].value != 1):
        return None
    if whole.calendar != GREGORIAN and unit in _MONTHS:
        return _own_months(whole, int(count) * _MONTHS[unit], last="last" in groups)
    after = whole.latest.plus(1)
    if "last" not in groups:
        first, last = whole.earliest, shift_day(whole.earliest, int(count), unit).plus(-1)
    elif groups["last"][0].value in {"last", "past", "rolling", "final", "ultimate"}:
        first, last = shift_day(after, -int(count), unit), whole.latest
    else:
        return None
    if first < whole.earliest or last > whole.latest:
        context.fail("there are not so many in it")
        return None
    if bare:  # "the first nine months", of a year that has seen them
        if unit != "month" or "rank" not in groups or context.reference is None:
            return None
        ends = [(first, last), (first.plus_months(-12), last.plus(1).plus_months(-12).plus(-1))]
        first, last = context.choose(ends if last <= context.reference else ends[::-1])
    if unit == "week":  # seven days each from its first day, or weeks of the calendar
        monday = (
            first_monday(whole.earliest) if "rank" in groups else first_monday(after).plus(-7 * int(count))
        )
        calendar_weeks = (monday, monday.plus(7 * int(count) - 1))
        first, last = context.choose(((first, last), calendar_weeks))
    return replace(days_span(first, last), inferred=whole.inferred, approximate=whole.approximate)


_MONTHS: Final = {"month": 1, "quarter": 3, "half": 6}
_MONTHS_OF_YEAR: Final = 12


def _own_months(year: Span, count: int, *, last: bool) -> Span | None:
    """Return the first or the last months of a year of another calendar: "نه ماه نخست سال ۱۴۰۴"."""
    number = year_begun(year.calendar, year.earliest) if year.earliest else None
    if number is None or not 1 <= count <= _MONTHS_OF_YEAR:
        return None
    found = months_span(year.calendar, number, _MONTHS_OF_YEAR + 1 - count if last else 1, count)
    return found and replace(found, inferred=year.inferred)


def fortnight(context: Context, groups: Groups) -> Span | None:
    """Read "la première quinzaine d'avril": half of a month."""
    if groups["kind"][0].value != "fortnight" or groups["n"][0].value not in {1, 2}:
        return None
    whole = whole_of(context, groups)
    if whole is None or whole.earliest is None or whole.latest is None or whole.precision != "month":
        return None
    middle = whole.earliest.plus(14)
    ends = (whole.earliest, middle) if groups["n"][0].value == 1 else (middle.plus(1), whole.latest)
    return replace(days_span(*ends), inferred=whole.inferred)


def nth_month(context: Context, groups: Groups) -> Partial | Span | None:
    """Read "the ninth month of 2014", and "9 months of 2014", which are its first nine."""
    if "last" in groups or is_plural(context.language, groups["months"][0], groups["n"][0]):
        return _first_months(context, groups)
    number = groups["n"][0].value
    if groups["n"][0].kind == Kind.NUMBER and may_be_counted(context.language, groups["months"][0]):
        return first_units(context, {**groups, "kind": groups["months"]})
    found: tuple[str, int, tuple[str, ...]] | None
    if "rel" in groups:
        year = unit_at(context, groups["rel"], groups["unit"])
        found = (GREGORIAN, year.earliest.year, ()) if year and year.earliest else None
    else:
        found = year_given(context, groups)
    if not 1 <= number <= 12 or found is None or not is_rank(groups):
        return None
    return Partial(found[1], number, calendar=found[0])


def _first_months(context: Context, groups: Groups) -> Partial | Span | None:
    """Read "9 months of 2014"; "the first months of 2014" are its early ones, "the last months" its late ones."""
    if "n" in groups and groups["n"][0].kind == Kind.NUMBER:
        return first_units(context, {**groups, "kind": groups["months"]})
    found = year_given(context, groups) if "y" in groups else None
    if found is None or ("n" in groups and groups["n"][0].value != 1) or not is_rank(groups):
        context.fail("vague: how many is not said")
        return None
    return Partial(found[1], calendar=found[0], part="late" if "last" in groups else "early")


def is_last(groups: Groups) -> bool:
    """Whether what is looked for is counted from the end."""
    return "last" in groups


_FROM_THE_END: Final = {
    "ultimate": 0,
    "penultimate": 1,
    "before_last": 1,
    "antepenultimate": 2,
    "fourth_to_last": 3,
}


def before_last(groups: Groups) -> int:
    """Return how many come after the one that is counted from the end: none after the last."""
    return _FROM_THE_END.get(groups["last"][0].value, 0)


def is_rank(groups: Groups) -> bool:
    """Whether the word that stands for the rank is one: "next week of May" is none."""
    lasts = {"last", "past", "rolling", "final", *_FROM_THE_END}
    return not is_last(groups) or groups["last"][0].value in lasts


def whole_of(context: Context, groups: Groups) -> Span | None:
    """Settle the month or year that a phrase counts in."""
    if "rel" in groups:
        span = unit_at(context, groups["rel"], groups["unit"])
        if "m" not in groups or span is None or span.earliest is None:
            step = STEPS.get(groups["rel"][0].value, 0)
            return span and in_own_calendar(context, span, groups["unit"][0].value, step)
        calendar, number = groups["m"][0].value
        return resolve(Partial(span.earliest.year, number), context) if calendar == GREGORIAN else None
    calendar, month = groups["m"][0].value if "m" in groups else ("", None)
    year = None
    if "y" in groups:
        found = year_given(context, groups)
        if found is None:
            return None
        year = found[1]
        calendar = calendar or found[0]
    if month is None and year is None:
        anchor = context.anchor()
        if anchor is None:
            return None
        unit = groups["unit"][0].kind if "unit" in groups else Kind.MONTH_UNIT
        return resolve(Partial(anchor.year, anchor.month if unit == Kind.MONTH_UNIT else None), context)
    return resolve(Partial(year, month, calendar=calendar or GREGORIAN), context)


# The month or year that is counted in: named, by its relation to the reference, or (the last) the reference's own.
_COUNTED = "(day_unit|week_unit|month_unit|quarter_unit)"
_OF = "(month_unit|year_unit)"
_IN = "m=month (y=year e=era?)? | m=month (rel=relative unit=year_unit | unit=year_unit rel=relative) | rel=relative unit=(month_unit|year_unit) | unit=(month_unit|year_unit) rel=relative"
IN_YEAR = f"({_IN} | y=year)"
IN_ANY = f"({_IN} | y=year | unit=(month_unit|year_unit))"

RULES: Final = (
    Rule(
        "half of a month",
        "n=ordinal kind=week_unit (m=month y=year? | rel=relative unit=month_unit)",
        fortnight,
    ),
    Rule(
        "first or last units",
        f"((rank=ordinal|last=relative) n=number kind={_COUNTED} | n=number (rank=ordinal|last=relative) kind={_COUNTED})"
        f"(m=month (y=year e=era?)? | y=year e=era? | rel=relative? unit={_OF} | unit={_OF} rel=relative)?",
        first_units,
    ),
    Rule(
        "first or last units",
        f"(kind={_COUNTED} n=number rank=ordinal | n=number kind={_COUNTED} rank=ordinal)"
        f"(m=month (y=year e=era?)? | y=year e=era? | rel=relative unit={_OF} | unit={_OF} rel=relative)",
        first_units,
    ),
    Rule(
        "first or last units",
        f"(y=year | m=month | rel=relative? unit={_OF}) (rank=ordinal|last=relative) n=number kind={_COUNTED}",
        first_units,
    ),
    Rule("nth weekday of month", f"n=day w=weekday ({_IN})", nth_weekday),
    Rule("last weekday of month", f"last=relative w=weekday ({_IN} | unit=month_unit)", nth_weekday),
    Rule(
        "last weekday of month",
        "w=weekday last=relative (m=month y=year? | unit=month_unit rel=relative?)",
        nth_weekday,
    ),
    Rule("nth weekday of month", "n=ordinal w=weekday unit=month_unit?", nth_weekday),
    Rule("nth weekday of month", "w=weekday n=ordinal m=month y=year?", nth_weekday_behind),
    Rule("last weekday of month", "m=month y=year? last=relative w=weekday", nth_weekday),
    Rule(
        "nth weekday of month",
        "rel=relative unit=month_unit n=day w=weekday | m=month y=year? n=ordinal w=weekday",
        nth_weekday,
    ),
    Rule("nth weekend", f"(n=day|last=relative) u=weekend_unit ({_IN} | unit=month_unit)", nth_weekend),
    Rule("nth day", f"n=day u=day_unit {IN_YEAR} | n=day u=day_unit unit=month_unit", nth_day),
    Rule("nth day", "m=month y=year? n=ordinal day_unit | y=year m=month n=ordinal day_unit", nth_day),
    Rule("tens of a month", "tens=decade u=day_unit m=month y=year?", tens_of_month),
    Rule("last day", f"last=relative u=day_unit {IN_ANY}", nth_day),
    Rule(
        "nth month",
        "(n=day months=month_unit|months=month_unit n=ordinal|last=relative months=month_unit)"
        "(y=year | rel=relative unit=year_unit | unit=year_unit rel=relative) | y=year (n=ordinal|last=relative) months=month_unit",
        nth_month,
    ),
    Rule(
        "day of a feast",
        "(n=ordinal day_unit | day_unit n=ordinal) h=holiday y=year? | y=year? h=holiday n=ordinal day_unit y=year?",
        day_of_feast,
    ),
    Rule("numbered holiday", "n=day h=holiday y=year?", holiday),
    Rule(
        "holiday",
        "h=holiday g=weekend_unit? (y=year e=era?)? g=weekend_unit? | y=year h=holiday | g=weekend_unit h=holiday y=year?",
        holiday,
    ),
    Rule("holiday", "h=holiday rel=relative unit=year_unit | rel=relative h=holiday", holiday),
)
