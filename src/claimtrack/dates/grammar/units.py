"""The last, this or next unit of the calendar: last week, the rest of the year, the month before last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from claimtrack.dates.foreign import resolve_foreign, unit_of
from claimtrack.dates.grammar.counting import MOST, SECONDS
from claimtrack.dates.grammar.rule import is_plural, words_of
from claimtrack.dates.lexicon import load
from claimtrack.dates.parts import Partial
from claimtrack.dates.spans import (
    Span,
    day_span,
    days_span,
    shift_day,
    unit_span,
)
from claimtrack.dates.tokens import Kind
from claimtrack.dates.weeks import week_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimtrack.dates.context import Context
    from claimtrack.dates.day import Day
    from claimtrack.dates.grammar.rule import Groups
    from claimtrack.dates.tokens import Token

STEPS: Final = {
    "last": -1, "past": -1, "rolling": -1, "previous": -1, "before_last": -2, "final": -1,
    "this": 0, "same": 0,
    "next": 1, "coming": 1, "following": 1, "after_next": 2,
}  # fmt: skip

INFERRED: Final = ("year", "month", "day")

_ROLLING: Final = frozenset({"day", "week", "month", "year"})


def relative_span(span: Span) -> Span:
    """Say that all of a span comes from the reference."""
    return span.told((), INFERRED)


def unit_at(context: Context, rel: Sequence[Token], unit: Sequence[Token]) -> Span | None:
    """Return the unit that is last, this or next from the reference."""
    anchor = context.anchor()
    if anchor is None or rel[0].value not in STEPS:
        return None
    step = sum(STEPS.get(token.value, 0) for token in rel if token.kind == Kind.RELATIVE)
    name = unit[0].value
    if name in SECONDS or (name == "workday" and not step):
        return None
    if name == "night":  # lies in two days: last night may be the early hours of the reference day
        return day_span(context.choose((anchor.plus(step), anchor)) if step else anchor)
    if name == "small hours":
        return day_span(context.choose((anchor.plus(step + 1), anchor.plus(step))))
    if name in {"day", "workday"}:
        return day_span(shift_day(anchor, step, name))
    base = around(context, anchor, name)
    if name == "weekend" and step == 0:
        return base
    return around(context, shift_day(base.earliest or anchor, step, name), name)


def around(context: Context, day: Day, unit: str) -> Span:
    """Return the unit of the calendar that a day is in; a week begins with the day that it begins with in the region."""
    return week_of(day, context.first_weekday) if unit == "week" else unit_span(day, unit)


def related_unit(context: Context, groups: Groups) -> Span | None:
    """Read last week, the previous year, that month."""
    rel, unit = groups["rel"][0], groups["unit"][0]
    if rel.value == "recent" or is_plural(context.language, unit, rel):
        if unit.value == "day" and (rel.value == "recent" or STEPS.get(rel.value, 0) < 0):
            return recent_days(context)
        context.fail("vague: how many is not said")
        return None
    span = unit_at(context, groups["rel"], groups["unit"])
    if span is None:
        return None
    if rel.value == "rolling":
        return rolling_unit(context, groups)
    return relative_span(in_own_calendar(context, span, unit.value, STEPS[rel.value]))


def rolling_unit(context: Context, groups: Groups) -> Span | None:
    """Read "over the past week": the seven days up to the reference, or the last week of the calendar."""
    unit, anchor = groups["unit"][0].value, context.anchor()
    span = unit_at(context, groups["rel"], groups["unit"])
    if (
        anchor is None
        or span is None
        or STEPS.get(groups["rel"][0].value) != -1
        or unit not in _ROLLING
        or context.bare_units
    ):
        return span and relative_span(span)
    rolling = between(shift_day(anchor, -1, unit), anchor)
    return relative_span(rolling if unit == "day" else context.choose((rolling, span)))


def in_own_calendar(context: Context, span: Span, unit: str, step: int) -> Span:
    """Take "this year" for that of the calendar that a language counts in; the Gregorian one is the other reading."""
    own = load(context.language).settings.get("calendar")
    if not own or context.reference is None or unit not in {"year", "month"}:
        return span
    found = unit_of(own, context.reference, unit, step)
    other = resolve_foreign(Partial(*found, calendar=own), context) if found else None
    return context.choose((other, span)) if other else span


def recent_days(context: Context) -> Span | None:
    """Read "in recent days": until the reference; since when is not said."""
    anchor = context.anchor()
    if anchor is None:
        return None
    return Span(None, anchor, f"/{anchor}", "interval", approximate=True, inferred=INFERRED)


def second_step(how: Token, rel: Token) -> Token | None:
    """Return the word for "after next" or "before last"."""
    step = STEPS.get(rel.value, 0)
    if how.kind == Kind.AFTER and step > 0:
        return rel._replace(value="after_next")
    return rel._replace(value="before_last") if how.kind == Kind.BEFORE and step < 0 else None


def unit_after_next(context: Context, groups: Groups) -> Span | None:
    """Read "the week after next", "the year before last"."""
    word = second_step(groups["how"][0], groups["rel"][0])
    return related_unit(context, {**groups, "rel": [word]}) if word else None


def unit_beside(context: Context, groups: Groups) -> Span | None:
    """Read "the day before", "the year after": the one next to the reference."""
    unit, how = groups["unit"][0], groups["how"][0]
    one = context.settings.get("bare_unit_is_one")
    if one == "never" or (one == "always" and unit.value != "day"):  # "неделей позже" is seven days later
        return None
    if is_plural(context.language, unit) or unit.value in SECONDS:
        return None
    word = how._replace(kind=Kind.RELATIVE, value="following" if how.kind == Kind.AFTER else "previous")
    return related_unit(context, {"rel": [word], "unit": [unit]})


def same_day_of(context: Context, groups: Groups) -> Span | None:
    """Read "this day last year"."""
    anchor = context.anchor()
    step = STEPS.get(groups["rel"][0].value)
    if anchor is None or step is None or groups["day"][0].value not in {"this", "same"}:
        return None
    return relative_span(day_span(shift_day(anchor, step, groups["unit"][0].value)))


def between(first: Day, last: Day) -> Span:
    """Return the days from one to another."""
    return days_span(first, last)


def rest_of(context: Context, groups: Groups) -> Span | None:
    """Read "later this week", "earlier this month", "the rest of the year"."""
    anchor = context.anchor()
    if anchor is None:
        return None
    if "rel" in groups:
        span = unit_at(context, groups["rel"], groups["unit"])
    else:
        span = around(context, anchor, groups["unit"][0].value)
    if span is None or span.earliest is None or span.latest is None:
        return None
    if groups["how"][0].kind == Kind.EARLIER_IN:
        return relative_span(days_span(span.earliest, max(span.earliest, anchor.plus(-1))))
    if not span.earliest <= anchor <= span.latest:
        return None
    start = anchor if groups["how"][0].kind == Kind.REST else min(anchor.plus(1), span.latest)
    return relative_span(days_span(start, span.latest))


def this_unit(context: Context, groups: Groups) -> Span | None:
    """Read "the month" after "the end of": the one of the reference."""
    anchor = context.anchor()
    if anchor is not None and groups["unit"][0].kind == Kind.WEEKEND_UNIT:
        return _nearest_weekend(anchor, context)
    this = groups["unit"][0].text in words_of(context.language, "this_units")
    definite = groups["unit"][0].text in words_of(context.language, "definite_units")
    if anchor is None or not (context.bare_units or this or definite):
        context.fail("which one is not said")
        return None
    unit = groups["unit"][0].value
    found = relative_span(in_own_calendar(context, around(context, anchor, unit), unit, 0))
    return found.doubted(uncertain=not (context.bare_units or this))


def named_unit(context: Context, groups: Groups) -> Span | None:
    """Read "the week" alone: rather that of the reference, though another one may be spoken of."""
    unit = groups["unit"][0]
    articles = words_of(context.language, "articles")
    anchor = context.anchor()
    if (
        anchor is None
        or context.bare_units
        or is_plural(context.language, unit)
        or groups["the"][-1].text not in articles
    ):
        return None
    found = in_own_calendar(context, around(context, anchor, unit.value), unit.value, 0)
    return relative_span(found).doubted(uncertain=True)


def nth_in_a_row(context: Context, groups: Groups) -> Span | None:
    """Read "for the third day in a row": from the first one to the reference."""
    anchor = context.anchor()
    number, unit = groups["n"][0].value, groups["unit"][0].value
    if anchor is None or not 1 < number <= MOST:
        return None
    first = around(context, shift_day(anchor, 1 - number, unit), unit).earliest
    return relative_span(between(first, anchor)) if first else None


def _nearest_weekend(anchor: Day, context: Context) -> Span:
    """Return the weekend before or after the reference, the nearer one first."""
    saturday = anchor.plus(5 - anchor.weekday)
    before = saturday.plus(-7)
    found = [before, saturday]
    if context.prefer == "future" or (context.prefer != "past" and saturday.ordinal - anchor.ordinal < 3):
        found.reverse()
    return relative_span(unit_span(context.choose(found), "weekend"))


def _counts(language: str, groups: Groups) -> bool:
    """Whether a number counts the unit beside it: "two upcoming months", Persian "دو ماه پیش"."""
    unit, rel = groups["unit"][0], groups["rel"][0]
    if unit.text in words_of(language, "definite_units"):
        return False
    return is_plural(language, unit, rel) or bool(load(language).settings.get("singular_after_numbers"))


def named_day_of_unit(context: Context, groups: Groups) -> Partial | None:
    """Read "the 28th of that month", "the 15th day of next month"."""
    month = unit_at(context, groups["rel"], groups["unit"])
    if month is None or month.earliest is None or groups["unit"][0].value != "month":
        return None
    if groups["d"][0].kind == Kind.NUMBER and "of" not in groups and _counts(context.language, groups):
        return None  # "two upcoming months"
    day = groups["d"][0].value
    found = Partial(month.earliest.year, month.earliest.month, day=day, inferred=("year", "month"))
    own = load(context.language).settings.get("calendar")
    if not own or context.reference is None:
        return found
    own_month = unit_of(own, context.reference, "month", STEPS[groups["rel"][0].value])
    if own_month is None:
        return found
    return context.choose((Partial(*own_month, day=day, calendar=own, inferred=("year", "month")), found))
