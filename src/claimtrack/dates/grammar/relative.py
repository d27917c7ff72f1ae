"""Dates counted from the reference: yesterday, last week, two months ago, Tuesday next week."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from claimtrack.dates.grammar.absolute import weekday_alone
from claimtrack.dates.grammar.counting import MOST, SECONDS, counted_from
from claimtrack.dates.grammar.rule import Rule
from claimtrack.dates.lexicon import load
from claimtrack.dates.partial import Partial, resolve
from claimtrack.dates.spans import (
    Span,
    day_span,
    days_span,
    replace,
    shift_day,
    unit_span,
)
from claimtrack.dates.tokens import Few

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimtrack.dates.context import Context
    from claimtrack.dates.day import Day
    from claimtrack.dates.grammar.rule import Groups
    from claimtrack.dates.tokens import Token

STEPS: Final = {
    "last": -1, "past": -1, "previous": -1, "before_last": -2, "final": -1,
    "this": 0, "same": 0,
    "next": 1, "coming": 1, "following": 1, "after_next": 2,
}  # fmt: skip
_INFERRED: Final = ("year", "month", "day")
_ALIGNED: Final = frozenset({"quarter", "half", "decade", "century", "weekend"})


def _relative(span: Span) -> Span:
    return replace(span, inferred=_INFERRED, known=())


def shifted_day(context: Context, groups: Groups) -> Span | None:
    """Read yesterday, today, the day after tomorrow."""
    anchor = context.anchor()
    return _relative(day_span(anchor.plus(groups["x"][0].value))) if anchor else None


def unit_at(context: Context, rel: Sequence[Token], unit: Sequence[Token]) -> Span | None:
    """Give the unit that is last, this or next from the reference."""
    anchor = context.anchor()
    if anchor is None or rel[0].value not in STEPS:
        return None
    step = sum(STEPS.get(token.value, 0) for token in rel if token.kind == "R")
    name = unit[0].value
    if name in SECONDS or (name == "workday" and not step):
        return None
    if name == "night":  # lies in two days: last night may be the early hours of the reference day
        return day_span(context.choose((anchor.plus(step), anchor)) if step else anchor)
    if name in {"day", "workday"}:
        return day_span(shift_day(anchor, step, name))
    base = unit_span(anchor, name)
    if name == "weekend" and step == 0:
        return base
    return unit_span(shift_day(base.earliest or anchor, step, name), name)


def related_unit(context: Context, groups: Groups) -> Span | None:
    """Read last week, the previous year, that month."""
    if groups["rel"][0].value == "recent":
        return _recent(context)
    if _plural(context, groups["unit"][0]):
        if STEPS.get(groups["rel"][0].value, 0) < 0:
            return _recent(context)
        context.fail("how many is not said")
        return None
    span = unit_at(context, groups["rel"], groups["unit"])
    return _relative(span) if span else None


def _plural(context: Context, unit: Token) -> bool:
    return unit.text in load(context.language).settings.get("plurals", ())


def _recent(context: Context) -> Span | None:
    """Read "in recent days": until the reference; since when is not said."""
    anchor = context.anchor()
    if anchor is None:
        return None
    return Span(None, anchor, f"/{anchor}", "interval", approximate=True, inferred=_INFERRED)


def counted_units(context: Context, groups: Groups) -> Span | None:
    """Read "the last three months": up to the reference, or as whole months (the second reading)."""
    anchor = context.anchor()
    rel, unit = groups["rel"][0].value, groups["unit"][0].value
    number = groups["n"][0].value
    step = max(-1, min(1, STEPS.get(rel, 0)))
    if anchor is not None and step and unit == "hour" and 1 <= number <= MOST:
        seconds = step * number * SECONDS[unit]
        far = shift_day(anchor, (abs(seconds) + 86_399) // 86_400 * (1 if seconds > 0 else -1), "day")
        return _relative(_between(min(anchor, far), max(anchor, far)))
    if anchor is None or not step or unit in SECONDS or not 1 <= number <= MOST or number != int(number):
        return None
    number = int(number)
    if (
        unit == "month"
        and number > 1
        and load(context.language).settings.get("plurals")
        and not _plural(context, groups["unit"][0])
    ):
        return None  # "4 de este mes" is a day
    if unit == "month" and context.days_left:
        return None  # "4 au 23 mois prochain": so is the 23
    if isinstance(groups["n"][0].value, Few):
        return _recent(context) if step < 0 else None
    base = unit_span(anchor, unit)
    if step < 0:
        aligned = _between(
            shift_day(base.earliest or anchor, -number, unit), (base.earliest or anchor).plus(-1)
        )
        rolling = _between(shift_day(anchor, -number, unit), anchor.plus(-1))
    else:
        start = (base.latest or anchor).plus(1)
        aligned = _between(start, shift_day(start, number, unit).plus(-1))
        rolling = _between(anchor.plus(1), shift_day(anchor, number, unit))
    if unit in _ALIGNED:
        return _relative(aligned)
    if unit == "workday":
        return _relative(rolling)
    return (
        _relative(context.choose((rolling, aligned))) if rolling.edtf != aligned.edtf else _relative(rolling)
    )


def _between(first: Day, last: Day) -> Span:
    return days_span(first, last)


def ago(context: Context, groups: Groups) -> Span | None:
    """Read "two weeks ago", "3 days later", "in five years"."""
    sign = -1 if "back" in groups else 1
    anchor = context.anchor()
    if anchor is None:
        return None
    if "n" not in groups:
        context.fail("how many is not said")
        return None
    span = counted_from(anchor, groups["n"], sign, context)
    return _relative(span) if span else None


def bare_unit(context: Context, groups: Groups) -> Span | None:
    """Read "через місяць", "vor Jahren": without a number it is one only where the language says so."""
    if not load(context.language).settings.get("bare_unit_is_one"):
        if groups["unit"][0].value == "day" and _plural(context, groups["unit"][0]):
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
    return Span(first, last, edtf, "interval", approximate=True, inferred=_INFERRED)


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
        if found[0] < anchor:
            found.append(monday.plus(number + 7))
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
    if rel in {"past", "coming"}:
        found = found[:1]
    found = list(dict.fromkeys(found))
    return replace(day_span(context.choose(found)), known=("weekday",), inferred=_INFERRED)


def weekday_of_week(context: Context, groups: Groups) -> Span | None:
    """Read "Tuesday next week", "last week Sunday"."""
    week = unit_at(context, groups["rel"], groups["unit"])
    if week is None or week.earliest is None:
        return None
    return replace(day_span(week.earliest.plus(groups["w"][0].value)), known=("weekday",), inferred=_INFERRED)


def weekday_on_week(context: Context, groups: Groups) -> Span | None:
    """Read "вторник на следующей неделе": there the word for "to" is the one for "in"."""
    return weekday_of_week(context, groups) if context.language in {"ru", "uk"} else None


def weekday_in_eight_days(context: Context, groups: Groups) -> Span | None:
    """Read French "mardi en huit", "mardi en quinze": a week or two after the coming one."""
    anchor = context.anchor()
    weeks = {8: 1, 15: 2}.get(groups["n"][0].value)
    if context.language != "fr" or groups["in"][0].text != "en" or weeks is None or anchor is None:
        return None
    ahead = (groups["w"][0].value - anchor.weekday) % 7
    return _relative(day_span(anchor.plus(ahead + 7 * weeks if ahead or weeks > 1 else 7)))


def counted_weekday(context: Context, groups: Groups) -> Span | None:
    """Read "three Fridays from now"."""
    anchor = context.anchor()
    number = groups["n"][0].value
    if anchor is None or not 1 <= number <= 60:  # noqa: PLR2004
        return None
    if "back" in groups:
        back = (anchor.weekday - groups["w"][0].value) % 7 or 7
        return _relative(day_span(anchor.plus(-back - 7 * (number - 1))))
    ahead = (groups["w"][0].value - anchor.weekday) % 7 or 7
    return _relative(day_span(anchor.plus(ahead + 7 * (number - 1))))


def month_of_year(context: Context, groups: Groups) -> Partial | None:
    """Read "August of that year", "July 25 of last year"."""
    year = unit_at(context, groups["rel"], groups["unit"])
    if year is None or year.earliest is None:
        return None
    calendar, month = groups["m"][0].value
    day = groups["d"][0].value if "d" in groups else None
    number = year.earliest.year
    if calendar != "gregorian":
        return None
    return Partial(number, month, day=day, calendar=calendar, inferred=("year",))


def group_of_year(context: Context, groups: Groups) -> Partial | None:
    """Read "the third quarter of last year", "the summer of that year"."""
    year = unit_at(context, groups["rel"], groups["unit"])
    if year is None or year.earliest is None:
        return None
    if "s" in groups:
        group = groups["s"][0].value
    else:
        base = 32 if groups["kind"][0].value == "quarter" or groups["kind"][0].kind == "Q" else 39
        group = base + groups["n"][0].value
        if not 1 <= groups["n"][0].value <= (4 if base == 32 else 2):  # noqa: PLR2004
            return None
    return Partial(year.earliest.year, group=group, inferred=("year",))


def first_group(groups: Groups) -> int:
    """Give the season's number in ISO 8601-2."""
    return int(groups["s"][0].value)


def last_group(context: Context, groups: Groups) -> Partial | None:
    """Read "the last quarter of 2015"."""
    del context
    if STEPS.get(groups["rel"][0].value) != -1:
        return None
    return Partial(groups["y"][0].value, group=36 if groups["kind"][0].kind == "q" else 41)


def half_month(context: Context, groups: Groups) -> Span | None:
    """Read "the second half of March": from the 16th on."""
    calendar, month = groups["m"][0].value
    year = groups["y"][0].value if "y" in groups else None
    whole = resolve(Partial(year, month, calendar=calendar), context)
    if whole is None or whole.earliest is None or whole.latest is None or groups["n"][0].value not in {1, 2}:
        return None
    middle = whole.earliest.plus(14)
    first = groups["n"][0].value == 1
    half = days_span(whole.earliest, middle) if first else days_span(middle.plus(1), whole.latest)
    return replace(half, known=whole.known, inferred=whole.inferred, approximate=whole.approximate)


def related_month(context: Context, groups: Groups) -> Partial | None:
    """Read "last March", "next summer", "this September"."""
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
        from claimtrack.dates.edtf import GROUPS

        group = groups["s"][0].value
        first, length, partial = GROUPS[group][0], GROUPS[group][1], Partial(group=group)
    year = anchor.year
    if step == 0 and "s" in groups:
        from claimtrack.dates.spans import season_of

        if season_of(anchor)[1] == first_group(groups):
            year = season_of(anchor)[0]
    at, start = year * 12 + anchor.month, year * 12 + first
    if step < 0 and start + length - 1 >= at:
        year -= 1
        if start - 12 + length - 1 >= at:
            year -= 1
    elif step > 0 and start <= at:
        year += 1
    day = groups["d"][0].value if "d" in groups else None
    if step < 0 and groups["rel"][0].value in {"last", "previous"} and year == anchor.year:
        year = context.choose((year, year - 1))  # "last September" in November: this one or the one before
    return replace(partial, year=year, day=day, inferred=("year",))


def rest_of(context: Context, groups: Groups) -> Span | None:
    """Read "later this week", "earlier this month", "the rest of the year"."""
    anchor = context.anchor()
    if anchor is None:
        return None
    if "rel" in groups:
        span = unit_at(context, groups["rel"], groups["unit"])
    else:
        span = unit_span(anchor, groups["unit"][0].value)
    if span is None or span.earliest is None or span.latest is None:
        return None
    if groups["how"][0].kind == "u":
        return _relative(days_span(span.earliest, max(span.earliest, anchor.plus(-1))))
    if not span.earliest <= anchor <= span.latest:
        return None
    start = anchor if groups["how"][0].kind == "r" else min(anchor.plus(1), span.latest)
    return _relative(days_span(start, span.latest))


def this_unit(context: Context, groups: Groups) -> Span | None:
    """Read "the month" after "the end of": the one of the reference."""
    anchor = context.anchor()
    if anchor is not None and groups["unit"][0].kind == "g":
        return _nearest_weekend(anchor, context)
    if anchor is None or not context.bare_units:
        context.fail("which one is not said")
        return None
    return _relative(unit_span(anchor, groups["unit"][0].value))


def _nearest_weekend(anchor: Day, context: Context) -> Span:
    """Give the weekend before or after the reference, the nearer one first."""
    saturday = anchor.plus(5 - anchor.weekday)
    before = saturday.plus(-7)
    found = [before, saturday]
    if context.prefer == "future" or (context.prefer != "past" and saturday.ordinal - anchor.ordinal < 3):  # noqa: PLR2004
        found.reverse()
    return _relative(unit_span(context.choose(found), "weekend"))


def named_day_of_unit(context: Context, groups: Groups) -> Partial | None:
    """Read "the 28th of that month", "the 15th day of next month"."""
    month = unit_at(context, groups["rel"], groups["unit"])
    if month is None or month.earliest is None or groups["unit"][0].value != "month":
        return None
    if groups["d"][0].kind == "n" and _plural(context, groups["unit"][0]):  # "two upcoming months"
        return None
    return Partial(
        month.earliest.year, month.earliest.month, day=groups["d"][0].value, inferred=("year", "month")
    )


def part_of_season(context: Context, groups: Groups) -> Span | None:
    """Read "later in the summer"."""
    return resolve(Partial(group=groups["s"][0].value), context)


_U = "[DwgmqjYdCsi]"
_UO = "[DwgmqjYdCsiO]"
_COUNT = rf"(?P<n>([n1yo]?{_UO}[&,]*)?([n1yo]{_UO}[&,]*)*[n1yo]{_UO})"

RULES: Final = (
    Rule("last part of a year", r"(?P<rel>R)(?P<kind>[qj])(?P<y>y)", last_group),
    Rule("half of a month", r"(?P<n>[on])j(?P<m>M)(?P<y>y)?", half_month),
    Rule("weekday in eight days", r"(?P<w>W)(?P<in>a)(?P<n>[no])", weekday_in_eight_days),
    Rule("day counted from the reference", r"(?P<x>X)D?", shifted_day),
    Rule("earlier or later that day", r"[ulAL](?P<x>X)|(?P<x2>X)[ulAL]", shifted_day),
    Rule("earlier or later that day", r"[ulA](?P<w>W)", weekday_alone),
    Rule("last, this or next unit", rf"(?P<rel>R)(?P<unit>{_U})|(?P<unit2>{_U})(?P<rel2>R)", related_unit),
    Rule(
        "last or next n units",
        rf"(?P<rel>R)(?P<n>[nyo])(?P<unit>{_UO})|(?P<n2>[ny])(?P<rel2>R)(?P<unit2>{_UO})",
        counted_units,
    ),
    Rule(
        "last or next n units",
        rf"(?P<n>[nyo])(?P<unit>{_U})(?P<rel>R)|(?P<unit2>{_U})(?P<n2>[nyo])(?P<rel2>R)|(?P<unit22>{_U})(?P<rel22>R)(?P<n22>[nyo])",
        counted_units,
    ),
    Rule("so long ago", rf"{_COUNT}(?P<back>A)|(?P<back2>P){_COUNT.replace('<n>', '<n2>')}", ago),
    Rule("so much later", rf"{_COUNT}(?P<on>L)|(?P<on2>I){_COUNT.replace('<n>', '<n2>')}L?", ago),
    Rule("a unit ago", rf"(?P<unit>{_UO})(?P<back>A)|(?P<back2>P)(?P<unit2>{_UO})", bare_unit),
    Rule("a unit later", rf"(?P<unit>{_UO})(?P<on>L)|(?P<on2>I)(?P<unit2>{_UO})", bare_unit),
    Rule("last, this or next weekday", r"(?P<rel>R)(?P<w>W)|(?P<w2>W)(?P<rel2>R)", related_weekday),
    Rule(
        "weekday of a week",
        r"(?P<w>W)(?P<rel>R)(?P<unit>w)|(?P<rel2>R)(?P<unit2>w)(?P<w2>W)",
        weekday_of_week,
    ),
    Rule(
        "weekday of a week",
        r"(?P<w>W)(?P<unit>w)(?P<rel>R)|(?P<unit2>w)(?P<rel2>R)(?P<w2>W)",
        weekday_of_week,
    ),
    Rule("weekday of a week", r"(?P<w>W)t(?P<rel>R)(?P<unit>w)", weekday_on_week),
    Rule(
        "n weekdays on", r"(?P<n>[no1])(?P<w>W)(?P<on>L)|(?P<n2>[no1])(?P<w2>W)(?P<back>A)", counted_weekday
    ),
    Rule(
        "month of a year",
        r"(?P<m>M)(?P<d>[no])?(?P<rel>R)(?P<unit>Y)|(?P<d2>[no])(?P<m2>M)(?P<rel2>R)(?P<unit2>Y)",
        month_of_year,
    ),
    Rule(
        "month of a year",
        r"(?P<rel>R)(?P<unit>Y)(?P<m>M)|(?P<m2>M)(?P<d2>[no])?(?P<unit2>Y)(?P<rel2>R)|(?P<unit22>Y)(?P<rel22>R)(?P<m22>M)",
        month_of_year,
    ),
    Rule("month of a year", r"(?P<d>[no])(?P<m>M)(?P<unit>Y)(?P<rel>R)", month_of_year),
    Rule(
        "part of a year",
        r"(?P<s>S)(?P<rel>R)(?P<unit>Y)|(?P<n>[on])(?P<kind>[qj])(?P<rel2>R)(?P<unit2>Y)",
        group_of_year,
    ),
    Rule(
        "part of a year",
        r"(?P<n>(?P<kind>[QH]))(?P<rel>R)(?P<unit>Y)|(?P<s>S)(?P<unit2>Y)(?P<rel2>R)",
        group_of_year,
    ),
    Rule("part of a year", r"(?P<n>[on])(?P<kind>[qj])(?P<unit>Y)(?P<rel>R)", group_of_year),
    Rule(
        "part of a year",
        r"(?P<rel>R)(?P<unit>Y)(?P<n>[on])(?P<kind>[qj])|(?P<kind2>[qj])(?P<n2>o)(?P<rel2>R)(?P<unit2>Y)",
        group_of_year,
    ),
    Rule(
        "last, this or next month by name",
        r"(?P<rel>R)(?P<m>M)(?P<d>[no])?|(?P<m2>M)(?P<rel2>R)|(?P<rel22>R)(?P<d2>[no])(?P<m22>M)",
        related_month,
    ),
    Rule("last, this or next season", r"(?P<rel>R)(?P<s>S)|(?P<s2>S)(?P<rel2>R)", related_month),
    Rule(
        "rest of a unit", rf"(?P<how>[rlu])(?P<rel>R)(?P<unit>{_U})|(?P<how2>[rlu])(?P<unit2>{_U})", rest_of
    ),
    Rule(
        "rest of a unit",
        rf"(?P<rel>R)(?P<unit>{_U})(?P<how>[rlu])|(?P<how2>[rlu])(?P<unit2>{_U})(?P<rel2>R)",
        rest_of,
    ),
    Rule("later in a season", r"[lu](?P<s>S)", part_of_season),
    Rule(
        "day of a month",
        r"(?P<d>[no])D?(?P<rel>R)(?P<unit>m)|(?P<rel2>R)(?P<unit2>m)(?P<d2>[no])|(?P<d22>[no])D?(?P<unit22>m)(?P<rel22>R)",
        named_day_of_unit,
    ),
    Rule("the unit of the reference", rf"(?P<unit>{_U})", this_unit),
)
