"""Dates in figures: 29.03.2016, 3/4/16, 2016-03, and the forms of ISO 8601 and of message headers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from claimtrack.dates.day import Day, is_day, month_length
from claimtrack.dates.grammar.hours import NO_SUCH_TIME
from claimtrack.dates.grammar.rule import Rule, words_of
from claimtrack.dates.grammar.years import calendar_for, century_for, year_of
from claimtrack.dates.parts import Partial
from claimtrack.dates.spans import Span, day_span, days_span
from claimtrack.dates.tokens import Form, Kind, letters
from claimtrack.dates.value import GREGORIAN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimtrack.dates.context import Context
    from claimtrack.dates.grammar.rule import Groups
    from claimtrack.dates.tokens import Token

_MONTHS: Final = 12
_NO_SUCH_DAY: Final = "there is no such day in the calendar"
_UNSURE_FIRST, _UNSURE_LAST = 1300, 1450  # Persian, Hijri or Christian, as far as the number goes
_WIDTH: Final = 3
_LAST_OFFSET: Final = "14"


def _orders(context: Context) -> tuple[str, ...]:
    """Return the orders of day and month to try, the usual one first."""
    return ("MD", "DM") if context.order == "MDY" else ("DM", "MD")


_FIGURES: Final = Form("(?<! slash|dot) a=number (slash|dot) b=number")


def order_told(tokens: Sequence[Token]) -> str:
    """Return the order of day and month that one of several dates in figures settles; empty where none does, or both."""
    kinds = letters(tokens)
    if kinds.count(Kind.NUMBER) < 4:
        return ""
    dates = list(_FIGURES.finditer(kinds))
    found = {
        "DMY" if tokens[one.start("a")].value > _MONTHS else "MDY"
        for one in dates
        if (tokens[one.start("a")].value > _MONTHS) != (tokens[one.start("b")].value > _MONTHS)
    }
    return found.pop() if len(found) == 1 and len(dates) > 1 else ""


def three(context: Context, groups: Groups) -> Partial | None:
    """Read three numbers."""
    a, b, c = groups["a"][0], groups["b"][0], groups["c"][0]
    era = groups.get("e", ())
    if len(a.text) >= _WIDTH:
        return _year_first(context, a, b.value, c.value, era)
    if len(c.text) < _WIDTH and context.order == "YMD" and not era:
        found = _checked(
            context, (context.calendar or GREGORIAN), century_for(context, a.value), b.value, c.value
        )
        if found:
            return found
    if len(c.text) == 1:
        context.fail("three small numbers are no date")
        return None
    year = year_of(context, c.value, len(c.text), era)
    if year is None:
        return None
    dotted = "s" in groups and groups["s"][0].kind == Kind.DOT
    return _day_and_month(context, a.value, b.value, year, dotted=dotted)


def _year_first(context: Context, a: Token, month: int, day: int, era: Sequence[Token]) -> Partial | None:
    year = year_of(context, a.value, len(a.text), era)
    if year is None:
        return None
    calendar, number, _ = year
    if calendar == GREGORIAN and _UNSURE_FIRST <= number <= _UNSURE_LAST and not (era or context.calendar):
        calendar = context.choose(("persian", "hijri", GREGORIAN))
    return _checked(context, calendar, number, month, day)


def _checked(context: Context, calendar: str, year: int, month: int, day: int) -> Partial | None:
    if calendar == GREGORIAN and not is_day(year, month, day):
        context.fail(_NO_SUCH_DAY)
        return None
    return Partial(year, month, day=day, calendar=calendar)


def _day_and_month(
    context: Context, a: int, b: int, year: tuple[str, int, bool], *, dotted: bool
) -> Partial | None:
    """Try both orders; where both make a day, the other one is a second reading unless the order is known."""
    calendar, number, short = year
    inferred = ("century",) if short else ()
    found = []
    for order in ("DM", "MD") if dotted and not context.order_known else _orders(context):
        month, day = (a, b) if order == "MD" else (b, a)
        possible = is_day(number, month, day) if calendar == GREGORIAN else month <= _MONTHS + 1 and day <= 31
        if possible:
            found.append(Partial(number, month, day=day, calendar=calendar, inferred=inferred))
    if not found:
        context.fail(_NO_SUCH_DAY)
        return None
    if context.order_known or len(set(found)) == 1:
        return found[0]
    return context.choose(found)


def two(context: Context, groups: Groups) -> Partial | None:
    """Read a day and a month in figures."""
    a, b = groups["a"][0].value, groups["b"][0].value
    calendar = context.calendar or GREGORIAN
    found = []
    for order in _orders(context):
        month, day = (a, b) if order == "MD" else (b, a)
        if 1 <= month <= _MONTHS and 1 <= day <= month_length(2000, month):
            found.append(Partial(month=month, day=day, calendar=calendar))
    if not found:
        context.fail(_NO_SUCH_DAY)
        return None
    if context.order_known or len(set(found)) == 1:
        return found[0]
    return context.choose(found)


def two_slashed(context: Context, groups: Groups) -> Partial | None:
    """Read `29/3`; "24/7" is at all times."""
    if (groups["a"][0].text, groups["b"][0].text) == ("24", "7"):
        context.fail("around the clock is no date")
        return None
    if (
        context.settings.get("calendar") and not context.calendar
    ):  # Persian writes 2.5 so, and days of its own months
        context.fail("which calendar's month is meant is not said")
        return None
    return two(context, groups)


def related_two(context: Context, groups: Groups) -> Partial | None:
    """Read "this 5/12", "next 5/12": of the reference's year, or the one to come."""
    anchor = context.anchor()
    found = two(context, groups)
    if anchor is None or found is None or found.month is None or found.day is None:
        return None
    this = (found.month, found.day) > (anchor.month, anchor.day) or groups["rel"][0].value in {"this", "same"}
    if groups["rel"][0].value not in {"this", "same", "next", "coming", "following"}:
        return None
    return found._replace(year=anchor.year if this else anchor.year + 1, inferred=("year",))


def two_with_article(context: Context, groups: Groups) -> Partial | None:
    """Read French "le 17 02", "le 24 12 14"."""
    if groups["the"][0].text not in words_of(context.language, "day_articles"):
        return None
    return three(context, groups) if "c" in groups else two(context, groups)


def two_joined(context: Context, groups: Groups) -> Partial | None:
    """Read Spanish "17 del 11", the seventeenth of the eleventh month."""
    if groups["of"][0].text not in words_of(context.language, "day_month_joiners"):
        return None
    return two(context, groups)


def two_dotted(context: Context, groups: Groups) -> Partial | None:
    """Read `29.3.`; in English only with two digits each, since 10.5 is an amount."""
    a, b = groups["a"][0], groups["b"][0]
    if (
        context.settings.get("dotted_pair_is_amount")
        and (len(a.text), len(b.text)) != (2, 2)
        and "end" not in groups
    ):
        context.fail("a number with a decimal point is no date")
        return None
    if context.order != "DMY" and not context.order_known and a.value <= 31 and 1 <= b.value <= _MONTHS:
        first = Partial(month=b.value, day=a.value, calendar=context.calendar or GREGORIAN)
        second = Partial(month=a.value, day=b.value, calendar=context.calendar or GREGORIAN)
        ok = [
            p
            for p in (first, second)
            if (p.month or 99) <= _MONTHS and 1 <= (p.day or 0) <= month_length(2000, p.month or 1)
        ]
        if ok:
            return context.choose(ok) if len(set(ok)) > 1 else ok[0]
    return two(context, groups)


def two_ordinals(context: Context, groups: Groups) -> Partial | None:
    """Read German "15. 3."; where no dot makes the ordinal, "the 1st, 2nd" are two days."""
    return two(context, groups) if context.settings.get("ordinal_dot") else None


def three_ordinals(context: Context, groups: Groups) -> Partial | None:
    """Read German "15. 3. 16"."""
    return three(context, groups) if context.settings.get("ordinal_dot") else None


def two_dashed(context: Context, groups: Groups) -> Partial | None:
    """Read `22-4`; two small numbers with a dash may as well be a range or a score."""
    a, b = groups["a"][0].value, groups["b"][0].value
    if max(a, b) <= _MONTHS:
        context.fail("two small numbers with a dash are no date")
        return None
    return two(context, groups)


def year_and_month(context: Context, groups: Groups) -> Partial | None:
    """Read `2016-03`, `3/2016`."""
    year, month = groups["y"][0], groups["m"][0].value
    if not 1 <= month <= _MONTHS or len(year.text) < 4:
        return None
    return Partial(year.value, month, calendar=calendar_for(context, year.value))


def blank_day(context: Context, groups: Groups) -> Partial | None:
    """Read `**/03/1988` and `**/1988`: the digits left open leave the rest."""
    year = groups["y"][0].value
    if "m" in groups:
        return year_and_month(context, groups)
    return Partial(year)


def eight_digits(context: Context, groups: Groups) -> Partial | None:
    """Read `20160329`."""
    text = groups["n"][0].text
    if len(text) != 8 or not text.isdigit():
        return None
    year, month, day = int(text[:4]), int(text[4:6]), int(text[6:])
    if not 1800 <= year <= 2100 or not is_day(year, month, day):
        context.fail("a long number is no date")
        return None
    return Partial(year, month, day=day)


# Compiled, and kept by `re`, when first used.
_WEEK: Final = r"(\d{4})-?w(\d\d)(?:-?([1-7]))?"
_ORDINAL: Final = r"(\d{4})-(\d{3})"
_GROUP: Final = r"(\d\d)(\d\d)(\d\d)([a-z])(?: ?([a-z]{3}) ?(\d{4}|\d\d))?"
_MOMENT: Final = (
    r"(\d{4})-(\d\d)-(\d\d)[t ](\d\d):?(\d\d)(?::?(\d\d))?(?:[.,]\d+)?(?: ?(z|[+-]\d\d(?::?\d\d)?))?"
)
_ENGLISH_MONTHS: Final = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def complete(context: Context, groups: Groups) -> Partial | Span | None:
    """Read a form that is complete in itself: ISO moment, week or ordinal date, military date-time group."""
    text = groups["iso"][0].text
    if text[:8].isdigit():  # ISO 8601 basic: 20240314T140000Z
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    if match := re.fullmatch(_MOMENT, text):
        return _moment(context, match)
    if match := re.fullmatch(_WEEK, text):
        return iso_week(int(match[1]), int(match[2]), int(match[3] or 0), context)
    if match := re.fullmatch(_ORDINAL, text):
        year, number = int(match[1]), int(match[2])
        day = Day(year, 1, 1).plus(number - 1)
        if number < 1 or day.year != year:
            context.fail(_NO_SUCH_DAY)
            return None
        return day_span(day)
    if match := re.fullmatch(_GROUP, text):
        return _date_time_group(context, match)
    return None


def iso_week(year: int, week: int, weekday: int, context: Context) -> Span | None:
    """Return an ISO 8601 week, or one day of it."""
    fourth = Day(year, 1, 4)
    monday = fourth.plus(-fourth.weekday + 7 * (week - 1))
    if not 1 <= week <= 53 or monday.plus(3).year != year:
        context.fail("there is no such week in that year")
        return None
    if weekday:
        return day_span(monday.plus(weekday - 1))
    return days_span(monday, monday.plus(6), "week")


def _moment(context: Context, match: re.Match[str]) -> Span | None:
    year, month, day = int(match[1]), int(match[2]), int(match[3])
    day_over = match[4] == "24" and not int(match[5]) and not int(match[6] or 0)  # the end of the day
    if not is_day(year, month, day):
        context.fail(_NO_SUCH_DAY)
        return None
    if not (day_over or _is_time(match)):
        clock = ":".join(part for part in match.group(4, 5, 6) if part)
        context.fail(f"{NO_SUCH_TIME}: {clock!r}")
        return None
    zone = match[7] or ""
    if zone[1:3] > _LAST_OFFSET:  # "2016-03-30 14:00-16:00" ends at four, it is no time zone
        return _hours(Day(year, month, day), match) if zone[0] == "-" and zone[1:3] < "24" else None
    if zone and zone != "z":
        zone = f"{zone[:3]}:{zone[-2:] if len(zone) > _WIDTH else '00'}"
    found = Day(year, month, day).plus(int(day_over))
    edtf = f"{found}T{'00' if day_over else match[4]}:{match[5]}:{match[6] or '00'}{zone.upper()}"
    known = ("year", "month", "day", "time")
    return Span(found, found, edtf, "second" if match[6] else "minute", known=known)


def _is_time(match: re.Match[str]) -> bool:
    return int(match[4]) < 24 and int(match[5]) < 60 and int(match[6] or 0) <= 60


def _hours(day: Day, match: re.Match[str]) -> Span:
    """Read `2016-03-30 14:00-16:00`: two times of one day."""
    zone = match[7]
    edtf = f"{day}T{match[4]}:{match[5]}:{match[6] or '00'}/{day}T{zone[1:3]}:{zone[-2:] if len(zone) > _WIDTH else '00'}:00"
    return Span(day, day, edtf, "interval", known=("year", "month", "day", "time"))


def _date_time_group(context: Context, match: re.Match[str]) -> Span | None:
    """Read a date-time group such as 311430Z OCT 15: day, hour, minute, zone letter, month, year."""
    day, hour, minute = int(match[1]), int(match[2]), int(match[3])
    if hour > 23 or minute > 59:
        context.fail(f"{NO_SUCH_TIME}: {match[2] + match[3]!r}")
        return None
    if match[5] is None or match[5] not in _ENGLISH_MONTHS:
        context.fail("a date-time group without month and year is no date")
        return None
    year = int(match[6])
    if len(match[6]) == 2:
        year = century_for(context, year)
    month = _ENGLISH_MONTHS.index(match[5]) + 1
    if not is_day(year, month, day):
        context.fail(_NO_SUCH_DAY)
        return None
    found = Day(year, month, day)
    zone = military_zone(match[4])
    edtf = f"{found}T{hour:02d}:{minute:02d}:00{zone}"
    return Span(found, found, edtf, "minute", known=("year", "month", "day", "time"))


def military_zone(letter: str) -> str:
    """Return the offset of a NATO zone letter; J, the local time, has none."""
    if letter == "z":
        return "Z"
    east, west = "abcdefghiklm", "nopqrstuvwxy"
    if letter in east:
        return f"+{east.index(letter) + 1:02d}:00"
    return f"-{west.index(letter) + 1:02d}:00" if letter in west else ""


RULES: Final = (
    Rule("complete form", "iso=complete", complete),
    Rule("year-month-day in figures", "a=year s=joint b=number =s c=day e=era? dot?", three),
    Rule("day, month, year in figures", "a=number s=joint b=number =s c=short_year e=era? dot?", three),
    Rule("day, month, year in figures", "a=number joint b=number comma c=short_year e=era?", three),
    Rule("day, month, year in figures", "a=day dot? b=day dot? comma? c=year e=era? dot?", three),
    Rule("day, month, year in figures", "a=ordinal b=ordinal c=number", three_ordinals),
    Rule("day and month in figures", "a=number slash b=number dot?", two_slashed),
    Rule("day and month in figures", "rel=relative a=number slash b=number", related_two),
    Rule("day and month in figures", "filler* the=filler a=number b=number c=number?", two_with_article),
    Rule("day and month in figures", "filler? a=number of=filler b=number", two_joined),
    Rule("day and month in figures", "a=number dot b=number end=dot?", two_dotted),
    Rule("day and month in figures", "a=number dot b=ordinal", two),
    Rule("day and month in figures", "a=ordinal b=ordinal", two_ordinals),
    Rule("day and month in figures", "a=number dash b=number", two_dashed),
    Rule("year and month in figures", "y=year joint m=number", year_and_month),
    Rule("year and month in figures", "m=number joint y=year", year_and_month),
    Rule("open digits", "(star star slash){1,2} y=year", blank_day),
    Rule(
        "open digits",
        "star star slash m=number slash y=year | m=number slash star star slash y=year",
        blank_day,
    ),
    Rule("eight figures", "n=long_number", eight_digits),
)
