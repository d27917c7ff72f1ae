"""Composite dates: qualifiers, parts, and the ways into the other phrases."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from claimtrack.dates.grammar.bounds import (
    CLOSING,
    OPENING,
    TWO_BOUNDS,
    read_bounded,
    read_to_date,
    read_two_bounds,
)
from claimtrack.dates.grammar.lasting import compared, lasting, may_last, next_to
from claimtrack.dates.grammar.lists import day_list
from claimtrack.dates.grammar.numeric import order_told
from claimtrack.dates.grammar.offset import EITHER, beside, either_count, offset
from claimtrack.dates.grammar.ranges import read_range
from claimtrack.dates.grammar.rule import may_be
from claimtrack.dates.grammar.table import apply
from claimtrack.dates.grammar.told_twice import (
    LENGTH_BEFORE,
    NAMED_BEFORE,
    NAMED_BEHIND,
    WEEK_OF_DAYS,
    WEEKDAYS_BEFORE,
    apposed,
    dated_first,
    named_day,
    week_of_days,
    weekdays_named,
    weekend_of_days,
    with_length,
    with_weekday,
    without_same_day,
)
from claimtrack.dates.grammar.years import may_be_two_styles, two_calendars, two_styles
from claimtrack.dates.partial import settle
from claimtrack.dates.parts import Partial
from claimtrack.dates.spans import Span, part_of, replace
from claimtrack.dates.tokens import Form, Kind, Kinds, letters

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from claimtrack.dates.context import Context
    from claimtrack.dates.day import Day
    from claimtrack.dates.tokens import Token

    Tokens = Sequence[Token]

DEEPEST: Final = 6
MOST_STEPS: Final = 60  # no date that was ever met takes more than twenty; a heap of words takes thousands
_TWO_DATES: Final = 7  # tokens of two days and months in figures
_LAST_YEAR: Final = 9999  # four digits
_WEIGHTLESS: Final = Kind.FILLER + Kind.COMMA  # articles and commas at the ends
# "in about two weeks", "two weeks or so ago": the doubt stands inside.
_ABOUT_SO_LONG: Final = Form("(past|in) (approximate|uncertain) | .* (approximate|uncertain) (ago|later)$")
_ENDINGS: Final = frozenset({"ish"})
_DOUBTED_FIRST: Final = Kinds.DOUBT | {Kind.COMMA}
_DOUBTED_LAST: Final = Kinds.DOUBT | Kinds.STOP
_TWO: Final = 2
_TWO_DAYS: Final = Kind.WEEKDAY + Kind.WEEKDAY
_SIDES: Final = frozenset({Kind.BEFORE, Kind.AFTER})


def read(tokens: Tokens, context: Context) -> Span | None:
    """Read a whole expression."""
    if _unit_by_unit(tokens):
        context.reason = UNIT_BY_UNIT
        return None
    if len(tokens) >= _TWO_DATES and not context.depth and not context.order_known:
        context.order = order_told(tokens) or context.order
    span = settle(expression(tokens, context), context)
    if span is None or _in_range(span.earliest or span.latest, span.latest or span.earliest):
        return span
    context.fail("the year is out of range")
    return None


# "day by day", "year after year"
UNIT_BY_UNIT: Final = "from unit to unit names no date"
_UNIT_BY_UNIT: Final = Form("(filler|from|in)* one=unit (before|after|to|until|in|from|filler)+ two=unit")


def _unit_by_unit(tokens: Tokens) -> bool:
    """Whether a row goes from one unit to the next of the same name."""
    match = _UNIT_BY_UNIT.fullmatch(letters(tokens)) if len(tokens) > _TWO else None
    return match is not None and tokens[match.start("one")].value == tokens[match.start("two")].value


def _in_range(first: Day | None, last: Day | None) -> bool:
    return first is None or last is None or (first.year >= -_LAST_YEAR and last.year <= _LAST_YEAR)


def expression(tokens: Tokens, context: Context) -> Partial | Span | None:
    """Read an expression or a part of one; what it leaves out may come from the other end of a range."""
    context.steps += 1
    if not tokens or context.depth > DEEPEST or context.steps > MOST_STEPS:
        return None
    kinds = letters(tokens)
    simple = apply(tokens, kinds, context)
    if simple is not None:
        return simple
    bare = kinds.strip(_WEIGHTLESS)
    if not bare:
        return None
    if bare != kinds:
        if kinds[0] == Kind.FILLER and not _SIDES.isdisjoint(kinds):
            context.depth += 1
            beside = next_to(tokens, context, lambda row: read(row, context))
            context.depth -= 1
            if beside is not None:
                return beside
        start = len(kinds) - len(kinds.lstrip(_WEIGHTLESS))
        tokens = tokens[start : start + len(bare)]
    context.depth += 1
    try:
        for reader in _readers(bare):
            found = reader(tokens, context)
            if found is not None:
                return found
    finally:
        context.depth -= 1
    return None


@cache
def _whole(
    reader: Callable[[Tokens, Context, Callable[[Tokens], Span | None]], Span | None],
) -> Callable[[Tokens, Context], Span | None]:
    """Return a reader of a phrase the way to read the dates in it."""

    def read_in(tokens: Tokens, context: Context) -> Span | None:
        found = reader(tokens, context, lambda row: read(row, context))
        if found is not None and reader in _NAMES:
            context.trace.append(_NAMES[reader])
        return found

    return read_in


_NAMES: Final = {lasting: "so long from or until a date", beside: "beside a date"}


@cache
def _of_parts(
    reader: Callable[
        [Tokens, Context, Callable[[Tokens, Context], Partial | Span | None]], Partial | Span | None
    ],
) -> Callable[[Tokens, Context], Partial | Span | None]:
    """Return a reader of a phrase the way to read its parts, which may leave to others what they do not say."""
    return lambda tokens, context: reader(tokens, context, expression)


_COUNTED_FROM: Final = frozenset({Kind.BEFORE, Kind.AFTER, Kind.LATER, Kind.AGO, Kind.FROM, Kind.PAST})
_BESIDE: Final = frozenset({Kind.BEFORE, Kind.AFTER, Kind.FROM})
_NEIGHBOURS: Final = (Kinds.UNIT - {Kind.WORKDAY_UNIT}) | {Kind.WEEKDAY}
_TWO_NAMES: Final = frozenset({Kind.SLASH, Kind.COMMA, Kind.EQUAL, Kind.SAME_DAY})
_RANGING: Final = Kinds.LIST | {
    Kind.TO, Kind.UNTIL, Kind.FROM, Kind.DASH, Kind.APPROXIMATE, Kind.SLASH, Kind.SEMICOLON, Kind.BETWEEN,
}  # fmt: skip
_IN_WHOLE: Final = frozenset({Kind.REST, Kind.ONE, Kind.SEASON_UNIT, Kind.DAY_UNIT, Kind.MONTH_UNIT})


@lru_cache(maxsize=8192)
def _readers(kinds: str) -> tuple[Callable[[Tokens, Context], Partial | Span | None], ...]:
    """List the composite forms that these kinds leave possible, in the order to try them."""
    have, first, last = set(kinds), kinds[0], kinds[-1]
    beside_weekday = (Kind.RELATIVE + Kind.WEEKDAY, Kind.WEEKDAY + Kind.DAY_UNIT)
    possible = (
        (_of_parts(dated_first), Kind.COMMA in have and NAMED_BEHIND.fullmatch(kinds)),
        (_of_parts(apposed), Kind.COMMA in have and NAMED_BEFORE.match(kinds)),
        (_of_parts(weekdays_named), kinds.count(Kind.WEEKDAY) == _TWO and WEEKDAYS_BEFORE.match(kinds)),
        (_of_parts(with_length), have & Kinds.UNIT and LENGTH_BEFORE.fullmatch(kinds)),
        (_of_parts(read_to_date), Kind.TO_DATE in have),
        (_of_parts(weekend_of_days), Kind.WEEKEND_UNIT in have and have & Kinds.DAY),
        (_of_parts(week_of_days), Kind.WEEK_UNIT in have and WEEK_OF_DAYS.fullmatch(kinds)),
        (_doubted, _ABOUT_SO_LONG.match(kinds) or first in _DOUBTED_FIRST or last in _DOUBTED_LAST),
        (_whole(either_count), have & (_COUNTED_FROM | {Kind.IN}) and EITHER.search(kinds)),
        (_whole(compared), have & Kinds.LIMIT),
        (_whole(lasting), may_last(kinds)),
        (_whole(beside), have & _BESIDE and have & _NEIGHBOURS),
        (_whole(offset), first == Kind.SHIFT or have & _COUNTED_FROM),
        (_of_parts(read_two_bounds), first in OPENING and TWO_BOUNDS.fullmatch(kinds)),
        (_of_parts(read_bounded), first in OPENING or last in CLOSING),
        (
            _of_parts(with_weekday),
            Kind.WEEKDAY in (first, last)
            or kinds.startswith(beside_weekday[0])
            or kinds.endswith(beside_weekday[1]),
        ),
        (_of_parts(named_day), Kind.SHIFT in (first, last)),
        (_whole(two_calendars), have & _TWO_NAMES),
        (two_styles, may_be_two_styles(kinds)),
        (_of_parts(without_same_day), Kind.SAME_DAY in have),
        (_days, Kind.MONTH in have and have & Kinds.LIST and have & Kinds.DAY),
        (_of_parts(read_range), have & _RANGING or kinds.count(Kind.PART) == _TWO or kinds == _TWO_DAYS),
        (_part, Kind.PART in (first, last)),
        (_rest, first in _IN_WHOLE),
    )
    return tuple(reader for reader, fits in possible if fits)


def _rest(tokens: Tokens, context: Context) -> Partial | Span | None:
    """Read "the rest of 1916", "day in spring 1849": the whole that it lies in."""
    if len(tokens) < _TWO or tokens[0].kind not in _IN_WHOLE:
        return None
    rest = tokens[1:]
    if tokens[0].kind == Kind.ONE and rest[0].kind in (Kind.DAY_UNIT, Kind.MONTH_UNIT) and len(rest) > 1:
        rest = rest[1:]
    elif tokens[0].kind != Kind.REST and rest[0].kind not in (Kind.FILLER, Kind.IN, Kind.APPROXIMATE):
        return None
    while rest and rest[0].kind in (Kind.FILLER, Kind.IN):
        rest = rest[1:]
    span = settle(expression(rest, context), context) if rest else None
    if span is None or (tokens[0].kind != Kind.REST and span.precision == "day"):
        return None
    return span


def _doubted(tokens: Tokens, context: Context) -> Partial | Span | None:
    """Take off "about", "probably", `?`, `~` at either end."""
    kept = list(tokens)
    marks = ""
    if (
        len(kept) > 2
        and kept[0].kind in (Kind.PAST, Kind.IN)
        and kept[1].kind in (Kind.APPROXIMATE, Kind.UNCERTAIN)
    ):
        kept[0], kept[1] = kept[1], kept[0]
    if (
        len(kept) > 2
        and kept[-1].kind in (Kind.AGO, Kind.LATER)
        and kept[-2].kind in (Kind.APPROXIMATE, Kind.UNCERTAIN)
    ):
        kept[-1], kept[-2] = kept[-2], kept[-1]
    while (
        len(kept) > 2
        and kept[-1].kind in (Kind.APPROXIMATE, Kind.UNCERTAIN)
        and kept[-2].kind in (Kind.DAY_UNIT, Kind.MONTH_UNIT, Kind.YEAR_UNIT)
        and kept[-3].kind in (Kind.COMMA, Kind.APPROXIMATE, Kind.UNCERTAIN)
    ):
        marks += kept.pop().kind  # "(year uncertain, day approximate)"
        kept.pop()
    while kept and (
        kept[0].kind in Kinds.DOUBT
        or kept[-1].kind in Kinds.DOUBT
        or kept[0].kind == Kind.COMMA
        or kept[-1].kind in Kinds.STOP
    ):
        token = kept.pop(0) if kept[0].kind in Kinds.DOUBT or kept[0].kind == Kind.COMMA else kept.pop()
        if token.text in _ENDINGS and kept and kept[-1].kind == Kind.DASH:  # "1950-ish"
            kept.pop()
        marks += token.kind if token.kind in Kinds.DOUBT else ""
    if not kept or len(kept) == len(tokens):
        return None
    node = expression(kept, context)
    if node is None:
        return None
    approximate, uncertain = (
        Kind.APPROXIMATE in marks or Kind.BOTH_DOUBTS in marks,
        Kind.UNCERTAIN in marks or Kind.BOTH_DOUBTS in marks,
    )
    if isinstance(node, Partial):
        return replace(
            node, approximate=node.approximate or approximate, uncertain=node.uncertain or uncertain
        )
    return node.doubted(approximate=approximate, uncertain=uncertain)


# The end of a week begins on Friday or, as some say, on Thursday; its beginning ends on Wednesday or on Tuesday.
_OF_WEEK: Final = {"late": "second_half", "early": "first_days"}


def _part(tokens: Tokens, context: Context) -> Partial | Span | None:
    """Read early, mid, late, the end of."""
    if tokens[0].kind == Kind.PART:
        word, rest = tokens[0], tokens[1:]
    elif tokens[-1].kind == Kind.PART:
        word, rest = tokens[-1], tokens[:-1]
    else:
        return None
    part = word.value
    while (
        rest
        and rest[0].kind in (Kind.DASH, Kind.FILLER, Kind.IN)
        and not (rest[0].kind == Kind.FILLER and rest[1:] and rest[1].kind == Kind.NUMBER)
    ):
        rest = rest[1:]
    outer, context.bare_units = context.bare_units, True
    node = expression(rest, context)
    context.bare_units = outer
    if node is None:
        return None
    if isinstance(node, Partial) and not node.part and node.day is None:
        return replace(node, part=part)
    span = settle(node, context)
    if span is None:
        return None
    if span.precision in {"day", "minute", "second"}:
        return None if part == "mid" or may_be(context.language, word, Kind.SINCE) else span
    if span.precision == "week" and part in _OF_WEEK:
        part = context.choose((part, _OF_WEEK[part]))
    return part_of(span, part)


def _days(tokens: Tokens, context: Context) -> Span | None:
    found = day_list(tokens, context, expression)
    if found is not None:
        context.trace.append("days of a month")
    return found
