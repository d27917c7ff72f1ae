"""Counting from a day: "two weeks", "1 month and 21 days", "a few days"."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Final

from claimtrack.dates.spans import Span, day_span, days_span, hull, shift_day, unit_span
from claimtrack.dates.tokens import Few, Kind, Kinds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimtrack.dates.context import Context
    from claimtrack.dates.day import Day
    from claimtrack.dates.tokens import Token

_FEW_LOW, FEW_HIGH = 2, 6  # "a few" is never one, and hardly more than six
SMALL: Final = frozenset(
    {"day", "workday", "hour", "minute", "second"}
)  # of longer units a few may be anything
_UNITS: Final = Kinds.LENGTH
MOST: Final = 5000
_HALF: Final = 0.5
_DAY_SECONDS: Final = 86_400
SECONDS: Final = {"hour": 3600, "minute": 60, "second": 1}


def counts(tokens: Sequence[Token]) -> list[tuple[float, Token]] | None:
    """Pair numbers with units: "1 month and 21 days"; None when they do not pair."""
    found: list[tuple[float, Token]] = []
    number: float | None = None
    joined = False
    for token in tokens:
        if token.kind == Kind.ONE:
            number = 1 if number is None else number
        elif token.kind in Kinds.RANK:
            number = _number_with(number, token.value, joined=joined)
            if number is None:
                return None
        elif token.kind == Kind.HALF_UNIT and found and number in {None, 1}:  # "a day and a half"
            found[-1], number = (found[-1][0] + _HALF, found[-1][1]), None
        elif token.kind in _UNITS and (number is not None or not found):
            found.append((1 if number is None else number, token))
            number = None
        elif token.kind not in (Kind.AND, Kind.COMMA):
            return None
        joined = token.kind == Kind.AND or (joined and token.kind == Kind.ONE)
    if number == _HALF and found:  # "un an et demi"
        found[-1] = (found[-1][0] + _HALF, found[-1][1])
        number = None
    return found if number is None else None


def _number_with(before: float | None, value: float, *, joined: bool) -> float | None:
    """Put a number to the one before it: "two and a half", "iki buçuk", "einem halben", "some ten"."""
    if before is None or isinstance(before, Few):
        return value
    if value < 1:
        return before + value if joined or before != 1 else value
    return value if before == 1 else None


def _counted_from(
    anchor: Day, pairs: Sequence[tuple[float, Token]], sign: int, context: Context
) -> Span | None:
    """Move from a day by counted units; the smallest unit named gives the precision."""
    if any(number > MOST for number, _ in pairs):
        context.fail("the number is too large to count with")
        return None
    clock = next(((number, unit.value) for number, unit in pairs if unit.value in SECONDS), None)
    if clock is not None:
        return _by_the_clock(anchor, sign * clock[0] * SECONDS[clock[1]], context)
    units = [
        unit.value if number == int(number) else _PARTS.get(unit.value, ("day", 1))[0]
        for number, unit in pairs
    ]
    smallest = max(units, key=_rank)
    return _precise(moved(anchor, pairs, sign), smallest, context)


_ORDER: Final = (
    "century", "decade", "year", "half", "season", "quarter", "month", "fortnight", "week", "workweek", "weekend", "workday", "day",
)  # fmt: skip


def moved(day: Day, pairs: Sequence[tuple[float, Token]], sign: int) -> Day:
    """Move a day by counted units, the larger ones first; hours round up to days."""
    for number, unit in sorted(pairs, key=lambda pair: _rank(pair[1].value)):
        name, whole = unit.value, int(number)
        if name in SECONDS:
            day = day.plus(sign * ceil(number * SECONDS[name] / _DAY_SECONDS))
        elif number != whole:
            day = _fraction(day, sign, number, name)
        else:
            day = shift_day(day, sign * whole, name)
    return day


def _rank(unit: str) -> int:
    return _ORDER.index(unit) if unit in _ORDER else len(_ORDER)


_PARTS: Final = {  # what the fractions of a unit are counted in
    "century": ("year", 100),
    "decade": ("year", 10),
    "year": ("month", 12),
    "half": ("month", 6),
    "quarter": ("month", 3),
    "month": ("day", 30),
    "fortnight": ("day", 14),
    "week": ("day", 7),
}


def _fraction(day: Day, sign: int, number: float, name: str) -> Day:
    smaller, size = _PARTS.get(name, ("day", 1))
    return shift_day(day, sign * round(number * size), smaller)


def _by_the_clock(anchor: Day, seconds: float, context: Context) -> Span:
    """Count hours: from the moment when it is known, else from any time of the reference day."""
    if context.moment is not None:
        total = context.moment + round(seconds)
        return day_span(anchor.plus(total // _DAY_SECONDS))
    first = anchor.plus(int(seconds // _DAY_SECONDS))
    last = anchor.plus(int((_DAY_SECONDS - 1 + seconds) // _DAY_SECONDS))
    return days_span(first, last, "day" if first == last else "interval")


def _precise(day: Day, unit: str, context: Context) -> Span:
    """Return a counted day the precision of the unit it was counted in.

    News means the month by "two months ago"; where months or years are counted to the day, that is another reading.
    """
    if unit in {"month", "year"} and context.to_the_day:
        return day_span(day).doubted(approximate=True)
    if unit in {"month", "year"}:
        return context.choose((unit_span(day, unit), day_span(day).doubted(approximate=True)))
    if unit in {"quarter", "half", "season"}:
        return unit_span(day, "month")
    if unit == "decade":
        return context.choose((unit_span(day, "decade"), unit_span(day, "year")))
    if unit == "century":
        return unit_span(day, "decade")
    return day_span(day).doubted(approximate=unit in {"week", "fortnight"})


def counted_from(anchor: Day, tokens: Sequence[Token], sign: int, context: Context) -> Span | None:
    """Move from a day by the numbers and units of these tokens; "a few" gives an interval."""
    pairs = counts(tokens)
    if not pairs:
        return None
    if any(isinstance(number, Few) for number, _ in pairs):
        if any(unit.value not in SMALL for _, unit in pairs):
            context.fail("vague: how many is not said")
            return None
        ends = [
            _counted_from(
                anchor,
                [(few if isinstance(number, Few) else number, unit) for number, unit in pairs],
                sign,
                context,
            )
            for few in (_FEW_LOW, FEW_HIGH)
        ]
        return hull([end for end in ends if end]).doubted(approximate=True) if all(ends) else None
    return _counted_from(anchor, pairs, sign, context)
