"""Dates in words that stand on their own or lack only the year: days, months, seasons, decades, centuries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from claimtrack.dates import calendars
from claimtrack.dates.day import is_day, month_length
from claimtrack.dates.edtf import GROUPS
from claimtrack.dates.foreign import months_span
from claimtrack.dates.grammar.decades import (
    centuries,
    century,
    decade,
    decade_before_label,
    decade_of_century,
    decade_of_own_calendar,
    decade_with_article,
    years_of_decade,
)
from claimtrack.dates.grammar.rule import Rule, words_of
from claimtrack.dates.grammar.years import century_for, plausible, year_given
from claimtrack.dates.parts import Partial
from claimtrack.dates.spans import Span, day_span, replace, years_span
from claimtrack.dates.tokens import Kind
from claimtrack.dates.value import GREGORIAN

if TYPE_CHECKING:
    from claimtrack.dates.context import Context
    from claimtrack.dates.day import Day
    from claimtrack.dates.grammar.rule import Groups

_LAST_DAY: Final = 31
_THOUSAND: Final = 1000
_COUNTED: Final = 13  # ranks below are of all kinds of things
_ABBREVIATED: Final = 4  # letters
_QUARTERS, _HALVES = 4, 2
_SPRING, _WINTER = 21, 24  # ISO 8601-2


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
    if named != GREGORIAN and groups.keys() == {"m"} and _short(groups["m"][0].text):
        context.fail("a short name of a month is a date only in company")
        return None
    inferred: tuple[str, ...] = ()
    year, calendar = (
        None,
        context.calendar if named == GREGORIAN and context.calendar == "julian" else named,
    )
    if "y" in groups:
        found = year_given(context, groups)
        if found is None:
            return None
        if named == GREGORIAN and "e" in groups and found[0] not in (GREGORIAN, "julian"):
            context.fail("a month of one calendar, and the era of another")
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


_YEAR_BEGAN_IN_MARCH: Final = 1753  # before it, in England and its colonies


def dual_year(context: Context, groups: Groups) -> Partial | Span | None:
    """Read "15 Jan 1743/44": of a winter that ended the year by the old reckoning and began it by ours."""
    year, next_year = groups["y"][0], groups["z"][0]
    if (
        next_year.value != (year.value + 1) % 100
        or len(next_year.text) > 2
        or year.value >= _YEAR_BEGAN_IN_MARCH
    ):
        return None
    if groups["m"][0].value[0] != GREGORIAN or groups["m"][0].value[1] > 3:
        return None
    return day_month_year(
        context, {**groups, "y": [year._replace(value=year.value + 1, text=str(year.value + 1))]}
    )


def _short(name: str) -> bool:
    """Tell a Latin abbreviation, such as "Raj" for Rajab, which is as likely any other word."""
    return name.isascii() and len(name) <= _ABBREVIATED


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


def month_and_figures(context: Context, groups: Groups) -> Partial | Span | None:
    """Read "Mar-16": a day, or (as spreadsheets show months) a short year."""
    month, figures = groups["m"], groups["d"]
    if not figures[0].tight or len(figures[0].text) != 2 or figures[0].value > _LAST_DAY:
        return None
    return day_month_year(context, {"m": month, context.choose(("d", "y")): figures})


def year_alone(context: Context, groups: Groups) -> Partial | Span | None:
    """Read a year."""
    token = groups["y"][0]
    labelled = "e" in groups or "label" in groups or '"' in token.text  # Hebrew letters
    thousands = not token.text.isdigit() and token.value % _THOUSAND == 0  # "mille" is an amount
    if not labelled and (len(token.text) < 4 or thousands or not plausible(token.value)):
        context.fail("a bare number is no date")
        return None
    if token.kind == Kind.NUMBER and "e" in groups and len(groups["e"][0].text) == 1:
        return None  # French "à 20 h" is an hour
    found = year_given(context, groups)
    if found is None:
        return None
    if token.kind == Kind.NUMBER and "e" not in groups:
        own = context.settings.get("calendar")
        if not own:
            return None
        return Partial(
            century_for(context, token.value, own), calendar=own, inferred=("century",)
        )  # "سال ۵۷"
    if (
        "label" in groups
        and not token.value % 10
        and groups["label"][0].text in words_of(context.language, "decade_labels")
    ):
        return None  # "años 1990" are ten
    return Partial(found[1], calendar=found[0], inferred=found[2])


def short_year(context: Context, groups: Groups) -> Partial | Span | None:
    """Read "'89"."""
    found = year_given(context, groups)
    return Partial(found[1], calendar=found[0], inferred=found[2]) if found else None


def labelled_short_year(context: Context, groups: Groups) -> Partial | Span | None:
    """Read "67 рр." with the label abbreviated; "3 years" is a length of time."""
    if groups["label"][0].text not in _YEAR_LABELS or groups["y"][0].value <= _LAST_DAY:
        return None
    return short_year(context, groups)


_YEAR_LABELS: Final = frozenset({"р", "рр", "г", "гг"})


def day_alone(context: Context, groups: Groups) -> Partial | Span | None:
    """Read "the 15th": a day of the month nearest to the reference."""
    day, text = groups["d"][0].value, groups["d"][0].text
    if not 1 <= day <= _LAST_DAY:
        return None
    if "unit" in groups and text in words_of(context.language, "day_before_yesterday"):
        anchor = context.anchor()
        return day_span(anchor.plus(1 - day)) if anchor else None  # Ukrainian "третього дня"
    if "unit" in groups:
        context.fail("the day of what is not said")
        return None
    if day < _COUNTED and not text.isdigit() and "D" not in groups:
        context.fail("a rank in words is no day of a month")
        return None
    if context.reference is None:
        context.fail("has no month: needs a reference date to count from")
        return None
    return Partial(day=day)


def day_named(context: Context, groups: Groups) -> Partial | Span | None:
    """Read Spanish "día 16"; English "day 16" counts from the beginning of something."""
    return day_alone(context, groups) if context.settings.get("day_word_names_day") else None


def halves_of_long(context: Context, groups: Groups) -> Span | None:
    """Read "the second half of the 1950s", "the first quarter of the 20th century"."""
    whole = (
        decade(context, groups) if "k" in groups else century(context, {**groups, "n": groups.get("c", ())})
    )
    if whole is None or whole.earliest is None or whole.latest is None:
        return None
    parts = 2 if groups["part"][0].kind == Kind.HALF_UNIT else 4
    rank, years = groups["n"][0].value, whole.latest.year - whole.earliest.year + 1
    if not 1 <= rank <= parts or years % parts:
        return None
    first = whole.earliest.year + (rank - 1) * years // parts
    return years_span(first, first + years // parts - 1, f"part of {whole.precision}")


def day_with_article(context: Context, groups: Groups) -> Partial | Span | None:
    """Read French "le 16", Spanish "el 16": there the article makes the number a day of the month."""
    if groups["the"][0].text not in words_of(context.language, "day_articles"):
        return None
    return day_alone(context, groups)


def weekday_alone(context: Context, groups: Groups) -> Partial | None:
    """Read a bare weekday; in the plural it is one of every week."""
    if groups["w"][0].text in words_of(context.language, "recurring"):
        context.fail("a weekday in the plural is no one day")
        return None
    return Partial(weekday=groups["w"][0].value)


def season(context: Context, groups: Groups) -> Partial | Span | None:
    """Read a season, with or without year."""
    return _group(context, groups, groups["s"][0].value)


def season_short_year(context: Context, groups: Groups) -> Partial | Span | None:
    """Read "spring '44": of this century or the last one, whichever is not to come."""
    year = century_for(context, groups["y"][0].value)
    return Partial(year, group=groups["s"][0].value, inferred=("century",))


def part_of_month(context: Context, groups: Groups) -> Partial | None:
    """Read Turkish "Mayıs başı 2024", where the part stands before the year."""
    found = year_given(context, groups)
    calendar, month = groups["m"][0].value
    return Partial(found[1], month, calendar=calendar, part=groups["part"][0].value) if found else None


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
        own = context.settings.get("calendar") if group <= _WINTER else None
        return _season_near(own, group, context) if own else Partial(group=group)
    found = year_given(context, groups)
    if found is None:
        return None
    if found[0] != GREGORIAN:
        return part_of_own_year(found[0], found[1], group)
    return Partial(found[1], group=group, inferred=found[2])


def _season_near(calendar: str, group: int, context: Context) -> Span | None:
    """Return the season of another calendar that the reference is in, or the nearest one."""
    anchor = context.anchor()
    if anchor is None:
        return None
    around = calendars.year_of(calendar, anchor)
    found = [part_of_own_year(calendar, year, group) for year in (around - 1, around, around + 1)]
    return min(filter(None, found), key=lambda span: _distance(span, anchor), default=None)


def _distance(span: Span, day: Day) -> int:
    """Count the days from a day to a span; none where it is in it."""
    first, last = span.earliest or day, span.latest or day
    return max(first.ordinal - day.ordinal, day.ordinal - last.ordinal, 0)


def part_of_own_year(calendar: str, year: int, group: int) -> Span | None:
    """Return a quarter or half of a year of another calendar, or a season of a Persian year, spring first."""
    first, count, precision = GROUPS[group]
    if precision == "season" and calendar == calendars.PERSIAN:
        first = 3 * (group - _SPRING) + 1
    elif precision == "season":
        return None
    found = months_span(calendar, year, first, count, precision)
    return found and replace(found, known=("year", "part of year"))


Y = "y=year e=era?"
_YY = "y=short_year e=era?"

RULES: Final = (
    Rule(
        "day of a year with two numbers",
        "(d=day m=month|m=month d=day comma?|m=month) y=year slash z=number",
        dual_year,
    ),
    Rule("month day, year", f"m=month d=day {Y}", day_month_year),
    Rule("day month year", f"d=day m=month {Y}", day_month_year),
    Rule("year month day", "y=year m=month d=day", day_month_year),
    Rule("year day month", "y=year d=day m=month", day_month_year),
    Rule("month year day", "m=month y=year d=day", day_month_year),
    Rule("day year month", "d=day y=year m=month", day_month_year),
    Rule("day month", "d=day m=month", day_month_year),
    Rule("month year", f"m=month {Y}", day_month_year),
    Rule("part of a month", f"m=month part=part {Y}", part_of_month),
    Rule("year month", "y=year m=month e=era?", day_month_year),
    Rule("month short year", "m=month mark=apostrophe y=number | m=month y=day", month_short_year),
    Rule("month day, or month short year", "m=month dash d=number", month_and_figures),
    Rule("month day", "m=month d=day", day_month_year),
    Rule("month", "m=month", day_month_year),
    Rule("day month short year", "d=day m=month apostrophe? y=number e=era?", day_month_year),
    Rule("month day short year", "m=month d=day apostrophe? y=number e=era?", day_month_year),
    Rule("month day with era", "m=month d=day y=short_year e=era", day_month_year),
    Rule("year with era", "y=short_year e=era", year_alone),
    Rule("year with era", "e=era y=short_year", year_alone),
    Rule(
        "year with its name",
        "label=year_unit y=short_year e=era? | y=year label=year_unit e=era?",
        year_alone,
    ),
    Rule("year", "y=year", year_alone),
    Rule("short year", "apostrophe y=number", short_year),
    Rule("short year with its label", "y=day label=year_unit", labelled_short_year),
    Rule("day", "d=ordinal unit=day_unit?", day_alone),
    Rule("day", "D=day_unit d=day", day_named),
    Rule(
        "day",
        "filler* the=filler d=number | d=number the=filler | filler dash? d=number the=filler",
        day_with_article,
    ),
    Rule("day", "month_unit d=ordinal", day_alone),
    Rule("weekday", "w=weekday", weekday_alone),
    Rule("season", f"s=season ({Y})? | s=season y=number e=era", season),
    Rule("season", "y=year s=season", season),
    Rule("season", "s=season apostrophe y=number", season_short_year),
    Rule("quarter", f"n=quarter ({_YY})?", quarter),
    Rule("quarter", "y=year n=quarter | n=quarter apostrophe y=number", quarter),
    Rule("quarter", f"n=day quarter_unit ({Y})?", quarter),
    Rule("quarter", f"quarter_unit n=day ({Y})?", quarter),
    Rule("half", f"half_unit n=ordinal ({Y})?", half),
    Rule("quarter", "y=year n=day quarter_unit | y=year quarter_unit n=day", quarter),
    Rule("half", f"n=half ({_YY})?", half),
    Rule("half", "y=year n=half", half),
    Rule("half", f"n=day half_unit ({Y})?", half),
    Rule("half", "y=year n=day half_unit", half),
    Rule(
        "decade",
        "apostrophe? k=decade (year_unit|decade_unit)? e=era? | (year_unit|decade_unit) k=decade",
        decade,
    ),
    Rule("decade", "k=short_year label=decade_unit", decade_before_label),
    Rule("decade", "c=decade_unit k=year e=era?", decade),
    Rule("decade", "decade_unit k=number e=era?", decade_of_own_calendar),
    Rule("decade", "filler* the=filler k=short_year", decade_with_article),
    Rule("decade", "label=(year_unit|decade_unit) k=short_year", years_of_decade),
    Rule(
        "part of a decade or century",
        "n=day part=(half_unit|quarter_unit) (k=decade (year_unit|decade_unit)? | (c=day century_unit | century_unit c=day) e=era?)",
        halves_of_long,
    ),
    Rule(
        "part of a decade or century",
        "part=(half_unit|quarter_unit) n=ordinal (k=decade (year_unit|decade_unit)? | (c=day century_unit | century_unit c=day) e=era?)",
        halves_of_long,
    ),
    Rule(
        "decade of a century",
        "k=decade (year_unit|decade_unit)? (n=day century_unit | century_unit n=day)"
        "| n=day century_unit k=number decade_unit",
        decade_of_century,
    ),
    Rule("century", "n=day century_unit e=era?", century),
    Rule("centuries", "from? a=ordinal (dash|to|until|and) b=ordinal century_unit e=era?", centuries),
    Rule("century", "century_unit n=day e=era?", century),
)
