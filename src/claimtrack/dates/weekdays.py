"""Weekdays: one alone, and one that is named beside a date and may disagree with it."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from claimtrack.dates import choice
from claimtrack.dates.context import Context
from claimtrack.dates.day import Day
from claimtrack.dates.edtf import edtf_day
from claimtrack.dates.parts import Partial
from claimtrack.dates.spans import Span, day_span, replace

_COMING: Final = 3  # days
_MONTH: Final = 31  # days
_LONG: Final = 183  # days; a weekday that fits no nearer year may be a slip
_SUNDAY: Final = 6


def weekday(number: int, context: Context) -> Span | None:
    """Settle a bare weekday: the most recent one, the reference day included, unless told otherwise."""
    anchor = context.anchor()
    if anchor is None:
        return None
    back = (anchor.weekday - number) % 7
    if context.prefer == "future":
        day = anchor.plus(7 - back)
    elif context.prefer == "current_period":
        day = anchor.plus(number - anchor.weekday)
        if anchor.weekday == _SUNDAY != number:  # which many count as the first day of the week
            day = context.choose((day, day.plus(7)))
    else:  # the coming one is told where it is nearer, or as good as
        days = (anchor.plus(-back), anchor.plus(7 - back))
        day = context.choose(days) if back >= _COMING and context.prefer != choice.BEFORE else days[0]
    return day_span(day, ("weekday",), ("year", "month", "day"))


def disagreeing(span: Span) -> Span:
    """Return a day that is not of the weekday named beside it, "Monday 3 March 2016": uncertain, and said so."""
    return replace(span, uncertain=True, remark="the weekday named is not the weekday of this day")


def sighted(span: Span, day: Day, number: int) -> Span:
    """Let the weekday decide between the day and its neighbours: the moon was seen a day off."""
    shift = (number - day.weekday + 3) % 7 - 3
    if abs(shift) != 1:
        return disagreeing(span)
    moved = day.plus(shift)
    remark = "moved by one day to agree with the weekday: Hijri months depend on sighting"
    return replace(span, earliest=moved, latest=moved, edtf=edtf_day(moved), remark=remark)


def with_weekday(
    partial: Partial, anchor: Day, known: tuple[str, ...], inferred: tuple[str, ...], context: Context
) -> Span | None:
    """Settle a day of the month that is said to be of a weekday, which says which year or month is meant.

    Args:
        partial: the day, without its year or without its month.
        anchor: the reference day.
        known: the parts that the text gives.
        inferred: those that it leaves out.
        context: for the readings; without a day in it, its reason says why.
    """
    named = (partial.year, partial.month, partial.day or 0)
    near = _near(*named, partial.weekday, anchor)
    with_month = partial.month is not None
    found = choice.pick(near, anchor, "nearest" if with_month else context.prefer, with_month=True)
    if found is None or (with_month and near[0].distance > _LONG):
        every = choice.ranked(choice.candidates(*named, anchor, far=True), anchor)
        plain = choice.pick(every, anchor, context.prefer, with_month=with_month)
        if plain is not None and context.choose(_likeliest(found, plain, anchor, context.prefer)) is plain:
            return disagreeing(day_span(plain, known, ("year",) if with_month else ("year", "month")))
    if found is None:
        context.reason = choice.NOT_NEAR
        return None
    if not with_month and near[0].day != found:
        found = context.choose((found, near[0].day))
    return day_span(found, known, inferred)


def _likeliest(found: Day | None, plain: Day, anchor: Day, prefer: str) -> tuple[Day, ...]:
    """Return the day that is of the weekday named and the nearest one, which is not, the likeliest first.

    A day of these weeks is likelier to have been given a wrong weekday than to be one of another year.
    """
    if found is None:
        return (plain,)
    is_slip = abs(plain.ordinal - anchor.ordinal) <= _MONTH and prefer != "future"
    return (plain, found) if is_slip else (found, plain)


@lru_cache(maxsize=4096)
def _near(
    year: int | None, month: int | None, day: int, weekday: int | None, anchor: Day
) -> Sequence[choice.Ranked]:
    """List the days of a month that are of a weekday, the nearest first."""
    days = choice.candidates(year, month, day, anchor, far=True)
    return choice.ranked([one for one in days if one.weekday == weekday], anchor)
