"""Dates in words that stand on their own or lack only the year: days, months, seasons, decades, centuries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from claimtrack.dates.day import is_day, month_length
from claimtrack.dates.grammar.rule import Rule
from claimtrack.dates.grammar.years import plausible, year_of
from claimtrack.dates.partial import Partial, resolve
from claimtrack.dates.spans import Span, day_span, days_span, week_span, years_span
from claimtrack.dates.value import GREGORIAN

if TYPE_CHECKING:
    from claimtrack.dates.context import Context
    from claimtrack.dates.grammar.rule import Groups

_LAST_DAY: Final = 31
_QUARTERS, _HALVES = 4, 2
_UNLIKELY: Final = 3  # digits


def _year(context: Context, groups: Groups) -> tuple[str, int, tuple[str, ...]] | None:
    """Give calendar, year and inferred parts; a year that is not given is no failure here."""
    token = groups["y"][0]
    digits = len(token.text) if token.text.isdigit() else (2 if token.kind == "n" else 4)
    found = year_of(context, token.value, digits, groups.get("e", ()))
    if found is None:
        context.fail("there is no year zero")
        return None
    if digits == _UNLIKELY and "d" in groups and not groups.get("e"):  # "Jan 22, 202"
        context.fail("a year of three digits is as likely one cut short")
        return None
    calendar, year, short = found
    return calendar, year, ("century",) if short else ()


def _calendar(month_calendar: str, year_calendar: str) -> str | None:
    """Settle the calendar: the month's name decides, an era must not contradict it."""
    if month_calendar == year_calendar:
        return month_calendar
    if month_calendar == GREGORIAN:
        return year_calendar if year_calendar == "julian" else GREGORIAN
    return month_calendar


def day_month_year(context: Context, groups: Groups) -> Partial | Span | None:
    """Read a day, a named month and perhaps a year."""
    named, month = groups["m"][0].value
    day = groups["d"][0].value if "d" in groups else None
    inferred: tuple[str, ...] = ()
    year, calendar = (
        None,
        context.calendar if named == GREGORIAN and context.calendar == "julian" else named,
    )
    if "y" in groups:
        found = _year(context, groups)
        if found is None:
            return None
        settled = _calendar(named, found[0])
        if settled is None:
            return None
        calendar, year, inferred = settled, found[1], found[2]
        if named == GREGORIAN and context.calendar == "julian":
            calendar = "julian"
    if day is not None and calendar == GREGORIAN and not _possible(context, year, month, day):
        return None
    return Partial(year, month, day=day, calendar=calendar, inferred=inferred)


def _possible(context: Context, year: int | None, month: int, day: int) -> bool:
    if is_day(year, month, day) if year is not None else 1 <= day <= month_length(2000, month):
        return True
    context.fail("there is no such day in the calendar")
    return False


def month_short_year(context: Context, groups: Groups) -> Partial | Span | None:
    """Read "Aug 96": a number that cannot be a day is a year, and so is one with an apostrophe."""
    if groups["y"][0].value <= _LAST_DAY and "mark" not in groups:
        return None
    return day_month_year(context, groups)


def year_alone(context: Context, groups: Groups) -> Partial | Span | None:
    """Read a year."""
    token = groups["y"][0]
    labelled = "e" in groups or "label" in groups
    if not labelled and (len(token.text) < 4 or not plausible(token.value)):  # noqa: PLR2004
        context.fail("a bare number is no date")
        return None
    found = _year(context, groups)
    if found is None:
        return None
    if token.kind == "n" and "e" not in groups:
        return None
    return Partial(found[1], calendar=found[0], inferred=found[2])


def short_year(context: Context, groups: Groups) -> Partial | Span | None:
    """Read "'89"."""
    found = _year(context, groups)
    return Partial(found[1], calendar=found[0], inferred=found[2]) if found else None


def labelled_short_year(context: Context, groups: Groups) -> Partial | Span | None:
    """Read "67 рр." with the label abbreviated; "3 years" is a length of time."""
    if groups["label"][0].text not in _YEAR_LABELS or groups["y"][0].value <= _LAST_DAY:
        return None
    return short_year(context, groups)


_YEAR_LABELS: Final = frozenset({"р", "рр", "г", "гг"})


def day_alone(context: Context, groups: Groups) -> Partial | Span | None:
    """Read "the 15th": a day of the month nearest to the reference."""
    day = groups["d"][0].value
    if not 1 <= day <= _LAST_DAY:
        return None
    if context.reference is None:
        context.fail("has no month: needs a reference date to count from")
        return None
    return Partial(day=day)


def weekday_alone(context: Context, groups: Groups) -> Partial:
    """Read a bare weekday."""
    del context
    return Partial(weekday=groups["w"][0].value)


def season(context: Context, groups: Groups) -> Partial | Span | None:
    """Read a season, with or without year."""
    return _group(context, groups, groups["s"][0].value)


def quarter(context: Context, groups: Groups) -> Partial | Span | None:
    """Read a quarter of a year."""
    number = groups["n"][0].value
    return _group(context, groups, 32 + number) if 1 <= number <= _QUARTERS else None


def half(context: Context, groups: Groups) -> Partial | Span | None:
    """Read a half of a year; without a year it may be the half of anything."""
    number = groups["n"][0].value
    if "y" not in groups:
        context.fail("half of what is not said")
        return None
    return _group(context, groups, 39 + number) if 1 <= number <= _HALVES else None


def _group(context: Context, groups: Groups, group: int) -> Partial | Span | None:
    if "y" not in groups:
        return Partial(group=group)
    found = _year(context, groups)
    if found is None or found[0] != GREGORIAN:
        return None
    return Partial(found[1], group=group, inferred=found[2])


def decade(context: Context, groups: Groups) -> Span | None:
    """Read "the 1990s", "the '60s", "the 470s BC"; 1800s and 2000s with two zeros are by custom a century and a decade."""
    token = groups["k"][0]
    number = token.value
    era = groups["e"][0].value if "e" in groups else ""
    if era == "bc":
        return years_span(1 - number - 9, 1 - number, "decade")
    if number < 100 and len(token.text) != 4:  # noqa: PLR2004 - two digits: the century is left out
        base = context.reference.year if context.reference else 2000
        if context.reference:
            context.used_reference = True
        first = base // 100 * 100 + number
        return years_span(
            first - 100 if first > base else first, (first - 100 if first > base else first) + 9, "decade"
        )
    if number % 100 == 0 and number != 2000 and "c" not in groups:  # noqa: PLR2004
        return years_span(number, number + 99, "century")
    return years_span(number, number + 9, "decade")


def century(context: Context, groups: Groups) -> Span | None:
    """Read a century: the 19th is 1801 to 1900, the 5th BC is 500 to 401 BC."""
    number = groups["n"][0].value
    era = groups["e"][0].value if "e" in groups else ""
    if not 1 <= number <= 40:  # noqa: PLR2004 - no century beyond is spoken of
        context.fail("there is no such century")
        return None
    if era == "bc":
        return years_span(1 - 100 * number, 100 - 100 * number, "century")
    return years_span(100 * number - 99, 100 * number, "century")


def nth_weekday(context: Context, groups: Groups) -> Span | None:
    """Read "the first Friday of July 2016", "last Monday of March"."""
    month = _month_of(context, groups)
    if month is None or month.earliest is None or month.latest is None:
        return None
    number = groups["w"][0].value
    if _is_last(groups):
        last = month.latest
        return day_span(last.plus(-((last.weekday - number) % 7)), ("weekday",))
    rank = groups["n"][0].value
    first = month.earliest.plus((number - month.earliest.weekday) % 7 + 7 * (rank - 1))
    if not 1 <= rank <= 5 or first > month.latest:  # noqa: PLR2004 - a month has five of a weekday at most
        context.fail("there is no such weekday in that month")
        return None
    return day_span(first, ("weekday",))


def nth_week(context: Context, groups: Groups) -> Span | None:
    """Read "the third week of January", "the last week of 2016"; the first week is the one with the first Thursday."""
    whole = _month_of(context, groups)
    if whole is None or whole.earliest is None or whole.latest is None:
        return None
    if _is_last(groups):
        week = week_span(whole.latest)
        monday = week.earliest
        return week_span(monday.plus(-7)) if monday and monday.plus(3) > whole.latest else week
    monday = whole.earliest.plus(-whole.earliest.weekday)
    if monday.plus(3) < whole.earliest:
        monday = monday.plus(7)
    rank = groups["n"][0].value
    if not 1 <= rank <= 53:  # noqa: PLR2004
        return None
    found = [monday]
    if "m" in groups and monday < whole.earliest:  # or the first week that lies in the month as a whole
        found.append(monday.plus(7))
    return week_span(context.choose(found).plus(7 * (rank - 1)))


def nth_day(context: Context, groups: Groups) -> Span | None:
    """Read "the third day of October", "the last day of 2015"."""
    whole = _month_of(context, groups)
    if whole is None or whole.earliest is None or whole.latest is None:
        return None
    if _is_last(groups):
        return day_span(whole.latest)
    found = whole.earliest.plus(groups["n"][0].value - 1)
    return day_span(found) if groups["n"][0].value >= 1 and found <= whole.latest else None


def nth_month(context: Context, groups: Groups) -> Partial | None:
    """Read "the ninth month of 2014"."""
    number = groups["n"][0].value
    found = _year(context, groups) if "y" in groups else None
    if not 1 <= number <= 12 or found is None:  # noqa: PLR2004
        return None
    return Partial(found[1], number, calendar=found[0])


def _is_last(groups: Groups) -> bool:
    return "last" in groups


def _month_of(context: Context, groups: Groups) -> Span | None:
    """Settle the month or year that a phrase counts in."""
    if "rel" in groups:
        from claimtrack.dates.grammar.relative import unit_at

        return unit_at(context, groups["rel"], groups["unit"])
    month = groups["m"][0].value[1] if "m" in groups else None
    year = None
    if "y" in groups:
        found = _year(context, groups)
        if found is None:
            return None
        year = found[1]
    if month is None and year is None:
        anchor = context.anchor()
        if anchor is None:
            return None
        unit = groups["unit"][0].kind if "unit" in groups else "m"
        return resolve(Partial(anchor.year, anchor.month if unit == "m" else None), context)
    return resolve(
        Partial(year, month, calendar=groups["m"][0].value[0] if "m" in groups else GREGORIAN), context
    )


def week_of_day(context: Context, groups: Groups) -> Span | None:
    """Read "the week of 16 September", "the month of 16 September"."""
    named, month = groups["m"][0].value
    year = _year(context, groups) if "y" in groups else None
    span = resolve(
        Partial(year[1] if year else None, month, day=groups["d"][0].value, calendar=named), context
    )
    if span is None or span.earliest is None:
        return None
    from claimtrack.dates.spans import unit_span

    return unit_span(span.earliest, groups["unit"][0].value)


def numbered_week(context: Context, groups: Groups) -> Span | None:
    """Read "week 31", of the reference year unless a year is named."""
    from claimtrack.dates.grammar.numeric import iso_week

    number = groups["n"][0].value
    if "y" in groups:
        found = _year(context, groups)
        return iso_week(found[1], number, 0, context) if found else None
    if "rel" in groups:
        from claimtrack.dates.grammar.relative import unit_at

        year = unit_at(context, groups["rel"], groups["unit"])
        return iso_week(year.earliest.year, number, 0, context) if year and year.earliest else None
    anchor = context.anchor()
    return iso_week(anchor.year, number, 0, context) if anchor else None


def holiday(context: Context, groups: Groups) -> Span | None:
    """Read a feast or anniversary with a known date."""
    from claimtrack.dates.holidays import nearest, on

    key = groups["h"][0].value
    if "n" in groups:
        if not key.startswith("advent"):
            return None
        key = f"advent_{min(4, max(1, groups['n'][0].value))}"
    if "y" in groups:
        found = _year(context, groups)
        span = on(key, found[1]) if found else None
    elif "rel" in groups and "unit" in groups:
        from claimtrack.dates.grammar.relative import unit_at

        year = unit_at(context, groups["rel"], groups["unit"])
        span = on(key, year.earliest.year) if year and year.earliest else None
    else:
        anchor = context.anchor()
        if anchor is None:
            return None
        shift = {
            "last": "past",
            "previous": "past",
            "past": "past",
            "next": "future",
            "coming": "future",
            "following": "future",
        }
        prefer = shift.get(groups["rel"][0].value, "current_period") if "rel" in groups else context.prefer
        found_spans = [nearest(key, anchor, one) for one in dict.fromkeys((prefer, "nearest"))]
        span = context.choose(found_spans if found_spans[-1] != found_spans[0] else found_spans[:1])
    if span is None:
        context.fail("that feast cannot be placed in that year")
        return None
    return span if "g" not in groups else _weekend_of(span)


def _weekend_of(span: Span) -> Span:
    from claimtrack.dates.spans import unit_span

    first = span.earliest
    if first is None:
        return span
    if first.weekday == 0:  # a Monday feast makes a long weekend
        return days_span(first.plus(-2), first, "weekend")
    return unit_span(first, "weekend")


_Y = "(?P<y>y)(?P<e>e)?"
_YY = "(?P<y>[ny])(?P<e>e)?"

RULES: Final = (
    Rule("month day, year", rf"(?P<m>M)(?P<d>[no]){_Y}", day_month_year),
    Rule("day month year", rf"(?P<d>[no])(?P<m>M){_Y}", day_month_year),
    Rule("year month day", r"(?P<y>y)(?P<m>M)(?P<d>[no])", day_month_year),
    Rule("year day month", r"(?P<y>y)(?P<d>[no])(?P<m>M)", day_month_year),
    Rule("month year day", r"(?P<m>M)(?P<y>y)(?P<d>[no])", day_month_year),
    Rule("day month", r"(?P<d>[no])(?P<m>M)", day_month_year),
    Rule("month year", rf"(?P<m>M){_Y}", day_month_year),
    Rule("year month", r"(?P<y>y)(?P<m>M)(?P<e>e)?", day_month_year),
    Rule("month short year", r"(?P<m>M)(?P<mark>')(?P<y>n)|(?P<m2>M)(?P<y2>[no])", month_short_year),
    Rule("month day", r"(?P<m>M)(?P<d>[no])", day_month_year),
    Rule("month", r"(?P<m>M)", day_month_year),
    Rule("day month short year", r"(?P<d>[no])(?P<m>M)'?(?P<y>n)(?P<e>e)?", day_month_year),
    Rule("month day short year", r"(?P<m>M)(?P<d>[no])'?(?P<y>n)(?P<e>e)?", day_month_year),
    Rule("month day with era", r"(?P<m>M)(?P<d>[no])(?P<y>[ny])(?P<e>e)", day_month_year),
    Rule("year with era", r"(?P<y>[ny])(?P<e>e)", year_alone),
    Rule("year with era", r"(?P<e>e)(?P<y>[ny])", year_alone),
    Rule(
        "year with its name", r"(?P<label>Y)(?P<y>[ny])(?P<e>e)?|(?P<y2>y)(?P<label2>Y)(?P<e2>e)?", year_alone
    ),
    Rule("year", r"(?P<y>y)", year_alone),
    Rule("short year", r"'(?P<y>n)", short_year),
    Rule("short year with its label", r"(?P<y>[no])(?P<label>Y)", labelled_short_year),
    Rule("day", r"(?P<d>o)D?|D(?P<d2>[no])", day_alone),
    Rule("weekday", r"(?P<w>W)", weekday_alone),
    Rule("season", rf"(?P<s>S)({_Y})?|(?P<s2>S)(?P<y2>n)(?P<e2>e)", season),
    Rule("season", r"(?P<y>y)(?P<s>S)", season),
    Rule("quarter", rf"(?P<n>Q)({_YY})?", quarter),
    Rule("quarter", r"(?P<y>y)(?P<n>Q)", quarter),
    Rule("quarter", rf"(?P<n>[on])q({_Y})?", quarter),
    Rule("quarter", rf"q(?P<n>[on])({_Y})?", quarter),
    Rule("quarter", r"(?P<y>y)(?P<n>[on])q|(?P<y2>y)q(?P<n2>[on])", quarter),
    Rule("half", rf"(?P<n>H)({_YY})?", half),
    Rule("half", r"(?P<y>y)(?P<n>H)", half),
    Rule("half", rf"(?P<n>[on])j({_Y})?", half),
    Rule("half", r"(?P<y>y)(?P<n>[on])j", half),
    Rule("decade", r"'?(?P<k>k)[Yd]?(?P<e>e)?|[Yd](?P<k2>k)", decade),
    Rule("decade", r"(?P<c>d)(?P<k>y)", decade),
    Rule("century", r"(?P<n>[on])C(?P<e>e)?", century),
    Rule("century", r"C(?P<n>[on])(?P<e>e)?", century),
    Rule("nth weekday of month", r"(?P<n>[on])(?P<w>W)(?P<m>M)((?P<y>y))?", nth_weekday),
    Rule("last weekday of month", r"(?P<last>R)(?P<w>W)(?P<m>M)((?P<y>y))?", nth_weekday),
    Rule("nth weekday of month", r"(?P<n>[on])(?P<w>W)(?P<rel>R)(?P<unit>m)", nth_weekday),
    Rule("last weekday of month", r"(?P<last>R)(?P<w>W)(?P<rel>R)(?P<unit>m)", nth_weekday),
    Rule("nth weekday of month", r"(?P<n>o)(?P<w>W)(?P<unit>m)?", nth_weekday),
    Rule(
        "nth weekday of month",
        r"(?P<rel>R)(?P<unit>m)(?P<n>[on])(?P<w>W)|(?P<m>M)(?P<y>y)?(?P<n2>o)(?P<w2>W)",
        nth_weekday,
    ),
    Rule(
        "nth week",
        r"(?P<rel>R)(?P<unit>[mY])(?P<n>[on])w|(?P<m>M)(?P<y>y)?(?P<n2>o)w|(?P<y2>y)(?P<n22>o)w",
        nth_week,
    ),
    Rule(
        "last week",
        r"(?P<m>M)(?P<y>y)?(?P<last>R)w|(?P<y2>y)(?P<last2>R)w|(?P<y22>y)(?P<m2>M)(?P<last22>R)w",
        nth_week,
    ),
    Rule(
        "nth week",
        r"w(?P<n>o)(?P<m>M)(?P<y>y)?|w(?P<n2>o)(?P<y2>y)|w(?P<n22>o)(?P<rel>R)(?P<unit>[mY])",
        nth_week,
    ),
    Rule("last week", r"w(?P<last>R)(?P<m>M)(?P<y>y)?|w(?P<last2>R)(?P<y2>y)", nth_week),
    Rule(
        "nth week",
        r"(?P<n>[on])w(?P<m>M)(?P<y>y)?|(?P<n2>[on])w(?P<y2>y)|(?P<n22>o)w(?P<unit>[Ym])?",
        nth_week,
    ),
    Rule("last week", r"(?P<last>R)w(?P<m>M)(?P<y>y)?|(?P<last2>R)w(?P<y2>y)", nth_week),
    Rule("nth week", r"(?P<n>[on])w(?P<rel>R)(?P<unit>[mY])", nth_week),
    Rule("last week", r"(?P<last>R)w(?P<rel>R)(?P<unit>[mY])", nth_week),
    Rule("nth day", r"(?P<n>[on])D(?P<m>M)(?P<y>y)?|(?P<n2>[on])D(?P<y2>y)", nth_day),
    Rule("last day", r"(?P<last>R)D(?P<m>M)(?P<y>y)?|(?P<last2>R)D(?P<y2>y)", nth_day),
    Rule("nth day", r"(?P<n>[on])D(?P<rel>R)(?P<unit>[mY])|(?P<n2>[on])D(?P<unit2>m)", nth_day),
    Rule("last day", r"(?P<last>R)D(?P<rel>R)(?P<unit>[mY])", nth_day),
    Rule("nth month", r"(?P<n>[on])m(?P<y>y)", nth_month),
    Rule("week of a day", rf"(?P<unit>[wm])((?P<d>[no])(?P<m>M)|(?P<m2>M)(?P<d2>[no]))({_Y})?", week_of_day),
    Rule("week of a day", r"(?P<d>[no])(?P<m>M)(?P<y>y)?(?P<unit>w)", week_of_day),
    Rule("numbered week", r"w(?P<n>[no])(?P<y>y)?|w(?P<n2>[no])(?P<rel>R)(?P<unit>Y)", numbered_week),
    Rule("numbered holiday", r"(?P<n>[no])(?P<h>h)(?P<y>y)?", holiday),
    Rule("holiday", r"(?P<h>h)(?P<g>g)?(?P<y>y)?(?P<g2>g)?|(?P<y2>y)(?P<h2>h)", holiday),
    Rule("holiday", r"(?P<h>h)(?P<rel>R)(?P<unit>Y)|(?P<rel2>R)(?P<h2>h)", holiday),
)
