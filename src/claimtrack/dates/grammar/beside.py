"""Weekdays and units found from a date: the Monday after Easter, the third Friday before 5 May, the week after that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from claimtrack.dates.spans import Span, day_span, days_span, replace, shift_day, unit_span
from claimtrack.dates.tokens import Kind, Kinds

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from claimtrack.dates.context import Context
    from claimtrack.dates.day import Day
    from claimtrack.dates.tokens import Token

    Tokens = Sequence[Token]
    Read = Callable[[Tokens], Span | None]

_MOST: Final = 60
_CALENDAR: Final = frozenset(
    {Kind.WEEK_UNIT, Kind.WEEKEND_UNIT, Kind.MONTH_UNIT, Kind.YEAR_UNIT, Kind.DAY_UNIT}
)  # units that a calendar has an own one of, beside the length of time


def beside(tokens: Tokens, context: Context, read: Read) -> Span | None:
    """Read a weekday or a unit of the calendar next to a date.

    Args:
        tokens: the row.
        context: for the readings.
        read: reads the date.
    """
    parted = _parted(tokens)
    if parted is None:
        return None
    row, base, sign = parted
    head = [token for token in row if token.kind not in (Kind.FILLER, Kind.ONE)]
    rank = head[0].value if len(head) > 1 and head[0].kind in Kinds.DAY else 1
    if (
        not head
        or len(head) - (rank != 1 or head[0].kind in (Kind.NUMBER, Kind.ORDINAL, Kind.RELATIVE)) != 1
        or not 1 <= rank <= _MOST
    ):
        return None
    unit = head[-1]
    if unit.kind not in _CALENDAR | {"W"} or (
        unit.kind not in (Kind.WEEKDAY, Kind.DAY_UNIT) and len(head) > 1 and head[0].kind != Kind.RELATIVE
    ):
        return None
    counted = unit.kind == Kind.DAY_UNIT or any(token.kind == Kind.ONE for token in row)
    if counted and unit.kind != Kind.WEEKDAY and row[0] is tokens[0]:  # "a week after" is as long after
        return None
    span = read(base)
    if span is None or span.earliest is None or span.latest is None:
        return None
    day = span.latest if sign > 0 else span.earliest
    if unit.kind == Kind.WEEKDAY:
        found = _weekday(day, unit.value, sign * rank)
    elif unit.kind == Kind.DAY_UNIT:
        near, far = day.plus(sign), day.plus(sign * rank)
        found = days_span(min(near, far), max(near, far), "day" if rank == 1 else "interval")
    else:
        found = _unit(day, unit, sign, context)
    return replace(
        found,
        approximate=span.approximate,
        uncertain=span.uncertain,
        inferred=span.inferred,
        known=("weekday",) if unit.kind == Kind.WEEKDAY else (),
    )


def _parted(tokens: Tokens) -> tuple[Tokens, Tokens, int] | None:
    """Part a row into what is looked for, the date, and the direction (1 is later)."""
    for at, token in enumerate(tokens[1:-1], 1):
        if token.kind in (Kind.BEFORE, Kind.AFTER):
            return tokens[:at], tokens[at + 1 :], 1 if token.kind == Kind.AFTER else -1
        following = tokens[at + 1]
        if token.kind == Kind.FROM and following.value in {
            "following",
            "previous",
        }:  # Turkish, after the date
            return tokens[at + 2 :], tokens[:at], 1 if following.value == "following" else -1
    return None


def _weekday(day: Day, number: int, rank: int) -> Span:
    if rank > 0:
        return day_span(day.plus(((number - day.weekday) % 7 or 7) + 7 * (rank - 1)))
    return day_span(day.plus(-((day.weekday - number) % 7 or 7) + 7 * (rank + 1)))


def _unit(day: Day, unit: Token, sign: int, context: Context) -> Span:
    """Give the next or the previous unit of the calendar; or as many days, which begin or end beside the day."""
    whole = unit_span(day, unit.value)
    start = whole.earliest or day
    if unit.kind == Kind.WEEKEND_UNIT:
        return (
            unit_span(day.plus(sign * (7 if start <= day else 0)), "weekend")
            if sign > 0
            else _weekend_before(day)
        )
    calendar = unit_span(shift_day(start, sign, unit.value), unit.value)
    if (whole.latest if sign > 0 else whole.earliest) == day:
        return calendar
    far = shift_day(day, sign, unit.value)
    counted = days_span(day.plus(1), far) if sign > 0 else days_span(far, day.plus(-1))
    return context.choose((calendar, counted))


def _weekend_before(day: Day) -> Span:
    """Give the last weekend that ends before the day."""
    return unit_span(day.plus(-1 - (day.weekday or 0)), "weekend")


def weekday_near(span: Span, number: int, *, in_week: bool) -> Span | None:
    """Settle "Wednesday in two weeks", counted in weeks: the Wednesday of that week.

    A day that was counted to has to be of the weekday named, or there is none.
    """
    day = span.earliest
    if day is None or span.precision not in {"day", "week"}:
        return None
    if in_week:
        found = day_span(day.plus(number - day.weekday))
        return replace(found, inferred=span.inferred, known=("weekday",))
    return span if day.weekday == number and span.precision == "day" else None
