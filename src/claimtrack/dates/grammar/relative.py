"""Days and lengths of time counted from the reference: yesterday, two months ago, the last three weeks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from claimtrack.dates.grammar.absolute import day_month_year, weekday_alone
from claimtrack.dates.grammar.counting import MOST, SECONDS, counted_from, counts, moved
from claimtrack.dates.grammar.lasting import so_long_from, until_then
from claimtrack.dates.grammar.rule import Rule, is_plural, may_be_counted, one_of_them, words_of
from claimtrack.dates.grammar.units import (
    INFERRED,
    STEPS,
    around,
    between,
    named_day_of_unit,
    named_unit,
    nth_in_a_row,
    recent_days,
    related_unit,
    relative_span,
    rest_of,
    rolling_unit,
    same_day_of,
    this_unit,
    unit_after_next,
    unit_at,
    unit_beside,
)
from claimtrack.dates.grammar.years import plausible
from claimtrack.dates.lexicon import load
from claimtrack.dates.partial import settle
from claimtrack.dates.spans import (
    Span,
    day_span,
    shift_day,
    unit_span,
)
from claimtrack.dates.tokens import Few, Kind, Token

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimtrack.dates.context import Context
    from claimtrack.dates.grammar.rule import Groups

_BEFORE_WHAT: Final = frozenset({"before", "beforehand"})

_ALIGNED: Final = frozenset({"quarter", "half", "decade", "century", "weekend"})


def shifted_day(context: Context, groups: Groups) -> Span | None:
    """Read yesterday, today, the day after tomorrow."""
    anchor = context.anchor()
    return relative_span(day_span(anchor.plus(groups["x"][0].value))) if anchor else None


def day_and_weekday(context: Context, groups: Groups) -> Span | None:
    """Read "yesterday, Monday": both have to name the same day."""
    span = shifted_day(context, groups)
    if span is None or span.earliest is None or span.earliest.weekday != groups["w"][0].value:
        context.fail("the weekday named is not the weekday of that day")
        return None
    return span


def ago_before_or_after(context: Context, groups: Groups) -> Span | None:
    """Read "a week before", "a year after": counted from the reference."""
    mark = "back" if groups["how"][0].kind == Kind.BEFORE else "on"
    return ago(context, {mark: groups["how"], "n": [*groups["n"], *groups["unit"]]})


_PARTS_OF_YEARS: Final = frozenset({"quarter", "half", "season", "weekend"})


# "previous" leaves out the day of the reference.
_UP_TO_NOW: Final = frozenset({"last", "past", "rolling", "final"})


def counted_units(context: Context, groups: Groups) -> Span | None:
    """Read "the last three months": up to the reference, or as whole months (the second reading)."""
    anchor = context.anchor()
    rel, unit = groups["rel"][0].value, groups["unit"][0].value
    number = groups["n"][0].value
    step = max(-1, min(1, STEPS.get(rel, 0)))
    if groups["n"][0].kind == Kind.ORDINAL and not is_plural(
        context.language, groups["unit"][0], groups["rel"][0]
    ):
        return None  # "the 16th of last month"
    if groups["unit"][0].text in words_of(context.language, "definite_units"):
        return None  # Hebrew "5 בחודש שעבר" is a day of it
    if any(
        kind in (Kind.AGO, Kind.LATER)
        for kind, _ in load(context.language).words.get(groups["rel"][0].text, ())
    ):
        return None  # Persian "دو هفته پیش" is two weeks ago
    if anchor is not None and step and unit == "hour" and 1 <= number <= MOST:
        seconds = step * number * SECONDS[unit]
        far = shift_day(anchor, (abs(seconds) + 86_399) // 86_400 * (1 if seconds > 0 else -1), "day")
        return relative_span(between(min(anchor, far), max(anchor, far)))
    if anchor is None or not step or unit in SECONDS or not 1 <= number <= MOST or number != int(number):
        return None
    if groups["n"][0].kind == Kind.YEAR and unit in _PARTS_OF_YEARS:
        return None  # Turkish "2024'ün son çeyreği" is one of a year
    number = int(number)
    if unit == "month" and number > 1 and one_of_them(context.language, groups["unit"][0], groups["rel"][0]):
        return None
    if unit == "month" and context.days_left:
        return None  # "4 au 23 mois prochain": so is the 23
    if isinstance(groups["n"][0].value, Few):
        if step < 0 and unit == "day":
            return recent_days(context)
        context.fail("vague: how many is not said")
        return None
    base = around(context, anchor, unit)
    if step < 0:
        aligned = between(
            shift_day(base.earliest or anchor, -number, unit), (base.earliest or anchor).plus(-1)
        )
        rolling = between(shift_day(anchor, -number, unit), anchor.plus(-1))
        if rel in _UP_TO_NOW:
            to_date = between(shift_day(anchor, -number, unit), anchor)
            rolling, aligned = (rolling, to_date) if unit == "day" else (to_date, aligned)
    else:
        start = (base.latest or anchor).plus(1)
        aligned = between(start, shift_day(start, number, unit).plus(-1))
        rolling = between(anchor.plus(1), shift_day(anchor, number, unit))
    if unit in _ALIGNED:
        return relative_span(aligned)
    if unit == "workday":
        return relative_span(rolling)
    return (
        relative_span(context.choose((rolling, aligned)))
        if rolling.edtf != aligned.edtf
        else relative_span(rolling)
    )


def ago(context: Context, groups: Groups) -> Span | None:
    """Read "two weeks ago", "3 days later", "in five years"."""
    sign = -1 if "back" in groups else 1
    anchor = context.anchor()
    if anchor is None:
        return None
    if "n" not in groups:
        context.fail("how many is not said")
        return None
    back = groups.get("back")
    if (
        back
        and back[0].kind == Kind.AGO
        and back[0].text in _BEFORE_WHAT
        and groups["n"][-1].value in SECONDS
    ):
        context.fail("hours before what is not said")
        return None
    mark = groups["on"][0].value if "on" in groups else ""
    if mark == "within":
        return until_then(context, groups["n"])
    if back and back[0].kind == Kind.PAST and _names_a_year(context, groups["n"]):
        return None
    span = counted_from(anchor, groups["n"], sign, context)
    if span is None:
        return None
    if mark.endswith("or_within"):
        span = context.another(span, lambda: until_then(context, groups["n"]))
    return relative_span(span)


def _names_a_year(context: Context, amount: Sequence[Token]) -> bool:
    """Tell Polish "przed 2020 rokiem", before that year, from a count of so many years."""
    if [token.kind for token in amount] != [Kind.YEAR, Kind.YEAR_UNIT]:
        return False
    return plausible(amount[0].value) and not may_be_counted(context.language, amount[1])


def ago_to_the_unit(context: Context, groups: Groups) -> Span | None:
    """Read "a year ago today", "two years ago this month": so long ago to that very day or month."""
    anchor, pairs = context.anchor(), counts(groups["n"])
    same = groups["x"][0].value if "x" in groups else STEPS.get(groups["rel"][0].value)
    if anchor is None or not pairs or same != 0 or any(number > MOST for number, _ in pairs):
        return None
    then = moved(anchor, pairs, -1)
    return relative_span(unit_span(then, groups["unit"][0].value) if "unit" in groups else day_span(then))


def fiscal_year(context: Context, groups: Groups) -> Span | None:
    """Read "this fiscal year": about the year of the reference; whose it is, and when that begins, is not said."""
    if groups["fiscal"][0].text not in words_of(context.language, "fiscal_years"):
        return None
    span = unit_at(context, groups["rel"], [Token(Kind.YEAR_UNIT, "year", "")])
    return relative_span(span).doubted(approximate=True) if span else None


def one_unit(context: Context, groups: Groups) -> Span | None:
    """Read Arabic "قبل يوم واحد", Hebrew "לפני שבוע אחד": the word for one follows its unit; Russian "лет десять назад"."""
    if context.settings.get("about_behind_unit") and may_be_counted(context.language, groups["unit"][0]):
        found = ago(context, {**groups, "n": [*groups["n"], *groups["unit"]]})
        return found.doubted(approximate=True) if found else None
    if groups["n"][0].value != 1 or groups["n"][0].text.isdigit():
        return None
    return ago(context, {**groups, "n": groups["unit"]})


def bare_unit(context: Context, groups: Groups) -> Span | None:
    """Read "через місяць", "vor Jahren": without a number it is one only where the language says so."""
    if "on" in groups and groups["on"][0].value.endswith("within"):
        return None
    afterwards = groups["on" if "on" in groups else "back"][0].kind in (
        Kind.AGO,
        Kind.LATER,
    )  # "a year earlier", "week later"
    one = context.settings.get("bare_unit_is_one", "behind")
    if one not in ("always", "behind" if afterwards else "always") or is_plural(
        context.language, groups["unit"][0]
    ):
        if groups["unit"][0].value == "day" and is_plural(context.language, groups["unit"][0]):
            return _some_days(context, back="back" in groups)
        context.fail("how many is not said")
        return None
    return ago(context, {**groups, "n": groups["unit"]})


def _some_days(context: Context, *, back: bool) -> Span | None:
    """Read "days later": after the reference, until when is not said."""
    anchor = context.anchor()
    if anchor is None:
        return None
    day = anchor.plus(-1 if back else 1)
    first, last = (None, day) if back else (day, None)
    edtf = f"/{day}" if back else f"{day}/"
    return Span(first, last, edtf, "interval", approximate=True, inferred=INFERRED)


def within_of_day(context: Context, groups: Groups) -> Span | None:
    """Read "within a week of 10 May 2024": from that day on."""
    amount = counts(groups["n"])
    node = day_month_year(context, groups) if groups["in"][0].value.endswith("within") else None
    day = settle(node, context)
    return so_long_from(day, amount) if day and amount else None


def within_the_next(context: Context, groups: Groups) -> Span | None:
    """Read "within the next three years": from the reference on."""
    if not groups["in"][0].value.endswith("within") or STEPS.get(groups["rel"][0].value, 0) < 1:
        return None
    return until_then(context, [*groups["n"], *groups["unit"]])


# Numbers and units, "1 year and 3 months", "a year and a half"; before them an ordinal would be a rank ("in the third quarter").
_COUNT = "n=(((rank|one)? length (and|comma)*)? ((rank|one) length (and|comma)*)* ((number|one|fraction) and? one?)? (rank|one) length (and one? (fraction|half_unit))?)"

_COUNT_AFTER = "n=(((count|one)? length (and|comma)*)? ((count|one) length (and|comma)*)* ((number|one|fraction) and? one?)? (count|one) length (and one? (fraction|half_unit))?)"

RULES: Final = (
    Rule("day counted from the reference", "day_unit? x=shift day_unit?", shifted_day),
    Rule(
        "day counted from the reference",
        "x=shift comma? w=weekday | w=weekday comma? x=shift",
        day_and_weekday,
    ),
    Rule(
        "earlier or later that day",
        "(earlier_in|later_in|ago|later) x=shift | x=shift (earlier_in|later_in|ago|later)",
        shifted_day,
    ),
    Rule("earlier or later that day", "(earlier_in|later_in|ago) w=weekday", weekday_alone),
    Rule(
        "this day of another year",
        "day=relative day_unit rel=relative unit=(month_unit|year_unit)",
        same_day_of,
    ),
    Rule("last, this or next unit", "rel=relative unit=unit | unit=unit rel=relative", related_unit),
    Rule("last, this or next unit", "filler* rel=relative one unit=unit", rolling_unit),
    Rule(
        "within so long of a day",
        "in=in n=((number|one|fraction) length) (filler|past)+ (d=day filler* m=month | m=month d=day comma?) y=year?",
        within_of_day,
    ),
    Rule("within the next n units", "in=in filler? rel=relative n=short_year unit=length", within_the_next),
    Rule("within the next n units", "rel=relative n=short_year unit=length in=later", within_the_next),
    Rule(
        "last or next n units",
        "rel=relative n=rank unit=length | n=count rel=relative unit=length",
        counted_units,
    ),
    Rule(
        "last or next n units",
        "n=rank unit=length rel=relative | unit=length n=rank rel=relative | unit=unit rel=relative n=(day|year)",
        counted_units,
    ),
    Rule(
        "so long ago",
        f"{_COUNT} back=ago | back=past {_COUNT_AFTER} later? | back=past n=(length and fraction)",
        ago,
    ),
    Rule(
        "so long ago to the day",
        f"({_COUNT} ago | past {_COUNT_AFTER}) (x=shift | rel=relative unit=unit)",
        ago_to_the_unit,
    ),
    Rule("fiscal year", "rel=relative fiscal=approximate", fiscal_year),
    Rule(
        "so much later",
        f"{_COUNT} on=later | on=in {_COUNT_AFTER} later? | on=in n=(length and fraction)",
        ago,
    ),
    Rule("unit after next", "unit=unit how=(before|after) rel=relative", unit_after_next),
    Rule(
        "unit before or after",
        "filler? n=one unit=(day_unit|week_unit|month_unit|quarter_unit|year_unit|weekend_unit|decade_unit) how=(before|after)",
        ago_before_or_after,
    ),
    Rule(
        "unit before or after",
        "filler? unit=(day_unit|week_unit|month_unit|quarter_unit|year_unit|weekend_unit|decade_unit) how=(before|after)",
        unit_beside,
    ),
    Rule("a unit ago", "back=past unit=length n=number | unit=length n=number back=ago", one_unit),
    Rule("a unit later", "on=in unit=length n=number | unit=length n=number on=later", one_unit),
    Rule("a unit ago", "unit=length back=ago | back=past unit=length later?", bare_unit),
    Rule("a unit later", "unit=length on=later | on=in unit=length", bare_unit),
    Rule(
        "rest of a unit",
        "how=(rest|later_in|earlier_in) rel=relative unit=unit | how=(rest|later_in|earlier_in) unit=unit",
        rest_of,
    ),
    Rule("rest of a unit", "unit=unit how=rest", rest_of),
    Rule(
        "rest of a unit",
        "rel=relative unit=unit how=(rest|later_in|earlier_in) | how=(rest|later_in|earlier_in) unit=unit rel=relative",
        rest_of,
    ),
    Rule(
        "day of a month",
        "d=day day_unit? rel=relative unit=month_unit | rel=relative unit=month_unit d=day | d=day day_unit? unit=month_unit rel=relative",
        named_day_of_unit,
    ),
    Rule(
        "day of a month",
        "filler* d=day day_unit? of=(filler|from|past)+ (unit=month_unit rel=relative | rel=relative unit=month_unit)",
        named_day_of_unit,
    ),
    Rule(
        "so many in a row",
        "(filler|lasting|relative)* (n=ordinal unit=unit run | n=ordinal run unit=unit | run n=ordinal unit=unit | unit=unit n=ordinal run)",
        nth_in_a_row,
    ),
    Rule(
        "so many in a row",
        "(filler|lasting)* (n=number unit=unit run | n=number run unit=unit)",
        nth_in_a_row,
    ),
    Rule(
        "the unit of the reference", "the=filler+ unit=(day_unit|week_unit|month_unit|year_unit)", named_unit
    ),
    Rule("the unit of the reference", "unit=unit", this_unit),
)
