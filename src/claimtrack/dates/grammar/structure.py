"""Composite dates: qualifiers, open bounds, parts, weekdays beside a date, and the ways into the other phrases."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from claimtrack.dates.grammar.bounds import CLOSING, OPENING, read_bounded, read_to_date
from claimtrack.dates.grammar.lasting import compared, lasting, may_last, next_to
from claimtrack.dates.grammar.lists import day_list
from claimtrack.dates.grammar.numeric import order_told
from claimtrack.dates.grammar.offset import EITHER, beside, either_count, offset, weekday_near
from claimtrack.dates.grammar.ranges import read_range
from claimtrack.dates.grammar.rule import may_be, words_of
from claimtrack.dates.grammar.table import apply
from claimtrack.dates.grammar.years import may_be_two_styles, two_calendars, two_styles
from claimtrack.dates.partial import settle
from claimtrack.dates.parts import Partial
from claimtrack.dates.spans import Span, days_span, part_of, replace, unit_span
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
_LAST_DAY: Final = 31
_DOZEN: Final = 12  # "one Friday" is no first of a month, "lunes veintiuno" is the 21st
_LAST_YEAR: Final = 9999  # four digits
_WEIGHTLESS: Final = Kind.FILLER + Kind.COMMA  # articles and commas at the ends
# "in about two weeks", "two weeks or so ago": the doubt stands inside.
_ABOUT_SO_LONG: Final = Form("(past|in) (approximate|uncertain) | .* (approximate|uncertain) (ago|later)$")
_BEFORE_DATE: Final = Kinds.STOP - {Kind.SEMICOLON} | {Kind.DASH, Kind.FILLER}
_BEHIND_DATE: Final = frozenset({Kind.COMMA, Kind.DASH})
_ENDINGS: Final = frozenset({"ish"})
_SIDES: Final = frozenset({Kind.BEFORE, Kind.AFTER})


def read(tokens: Tokens, context: Context) -> Span | None:
    """Read a whole expression."""
    if len(tokens) >= _TWO_DATES and not context.depth and not context.order_known:
        context.order = order_told(tokens) or context.order
    span = settle(expression(tokens, context), context)
    if span is None or _in_range(span.earliest or span.latest, span.latest or span.earliest):
        return span
    context.fail("the year is out of range")
    return None


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


@lru_cache(maxsize=8192)
def _readers(kinds: str) -> tuple[Callable[[Tokens, Context], Partial | Span | None], ...]:
    """List the composite forms that these kinds leave possible, in the order to try them."""
    have, first, last = set(kinds), kinds[0], kinds[-1]
    possible = (
        (_apposed, Kind.COMMA in have and _NAMED_BEFORE.match(kinds)),
        (_weekdays_named, kinds.count(Kind.WEEKDAY) == _TWO and _WEEKDAYS_BEFORE.match(kinds)),
        (_to_date, Kind.TO_DATE in have),
        (_weekend_of_days, Kind.WEEKEND_UNIT in have and not have.isdisjoint(Kinds.DAY)),
        (_week_of_days, Kind.WEEK_UNIT in have and _WEEK_OF_DAYS.fullmatch(kinds)),
        (
            _doubted,
            _ABOUT_SO_LONG.match(kinds)
            or first in Kinds.DOUBT
            or first == Kind.COMMA
            or last in Kinds.DOUBT
            or last in Kinds.STOP,
        ),
        (
            _whole(either_count),
            not have.isdisjoint(
                frozenset({Kind.AGO, Kind.LATER, Kind.IN, Kind.PAST, Kind.BEFORE, Kind.AFTER, Kind.FROM})
            )
            and EITHER.search(kinds),
        ),
        (_whole(compared), not have.isdisjoint(Kinds.LIMIT)),
        (_whole(lasting), may_last(kinds)),
        (
            _whole(beside),
            not (
                have.isdisjoint(frozenset({Kind.BEFORE, Kind.AFTER, Kind.FROM}))
                or have.isdisjoint(
                    frozenset(
                        {
                            Kind.WEEKDAY,
                            Kind.WEEK_UNIT,
                            Kind.WEEKEND_UNIT,
                            Kind.MONTH_UNIT,
                            Kind.QUARTER_UNIT,
                            Kind.HALF_UNIT,
                            Kind.YEAR_UNIT,
                            Kind.DECADE_UNIT,
                            Kind.CENTURY_UNIT,
                            Kind.SEASON_UNIT,
                            Kind.DAY_UNIT,
                        }
                    )
                )
            ),
        ),
        (
            _whole(offset),
            first == Kind.SHIFT
            or not have.isdisjoint(
                frozenset({Kind.BEFORE, Kind.AFTER, Kind.LATER, Kind.AGO, Kind.FROM, Kind.PAST})
            ),
        ),
        (_bounded, first in OPENING or last in CLOSING),
        (
            _with_weekday,
            Kind.WEEKDAY in (first, last)
            or kinds.startswith(Kind.RELATIVE + Kind.WEEKDAY)
            or kinds.endswith(Kind.WEEKDAY + Kind.DAY_UNIT),
        ),
        (_named_day, Kind.SHIFT in (first, last)),
        (_whole(two_calendars), not have.isdisjoint((Kind.SLASH, Kind.COMMA, Kind.EQUAL, Kind.SAME_DAY))),
        (two_styles, may_be_two_styles(kinds)),
        (_without_same_day, Kind.SAME_DAY in have),
        (_days, Kind.MONTH in have and not have.isdisjoint(Kinds.LIST) and not have.isdisjoint(Kinds.DAY)),
        (
            _range,
            not have.isdisjoint(
                Kinds.LIST
                | {
                    Kind.TO,
                    Kind.UNTIL,
                    Kind.FROM,
                    Kind.DASH,
                    Kind.APPROXIMATE,
                    Kind.SLASH,
                    Kind.SEMICOLON,
                    Kind.BETWEEN,
                }
            ),
        ),
        (_part, Kind.PART in (first, last)),
        (_rest, first in (Kind.REST, Kind.ONE, Kind.SEASON_UNIT, Kind.DAY_UNIT, Kind.MONTH_UNIT)),
    )
    return tuple(reader for reader, fits in possible if fits)


# "the day before, 5 May", "накануне, 5 мая": the day, said twice.
_NAMED_BEFORE: Final = Form(
    "filler* (day_unit (before|after|ago|later) | relative day_unit | day_unit relative | named=shift) comma filler* rest=(.)"
)


def _apposed(tokens: Tokens, context: Context) -> Span | None:
    """Read a day that is told from another one, and then by its date, which says all."""
    match = _NAMED_BEFORE.match(letters(tokens))
    if match is None:
        return None
    if match["named"] and tokens[match.start("named")].text not in words_of(context.language, "eves"):
        return None
    span = settle(expression(tokens[match.start("rest") :], context), context)
    return span if span is not None and span.precision == "day" else None


_TWO: Final = 2
_WEEKDAYS_BEFORE: Final = Form("weekday (dash|to) weekday comma? day (dash|to) day")


def _weekdays_named(tokens: Tokens, context: Context) -> Span | None:
    """Read "Mon-Wed, 4-6 March": the days, which have to be of the weekdays that are named."""
    first, last = tokens[0].value, tokens[2].value
    start = 4 if tokens[3].kind == Kind.COMMA else 3
    found = settle(expression(tokens[start:], context), context)
    if found is None or found.earliest is None or found.latest is None:
        return None
    if (found.earliest.weekday, found.latest.weekday) != (first, last):
        context.fail("the weekdays named are not those of the days")
        return None
    return found


def _without_same_day(tokens: Tokens, context: Context) -> Partial | Span | None:
    """Read "الخميس الموافق 15 أكتوبر": the weekday and the date are of one day."""
    return expression([token for token in tokens if token.kind != Kind.SAME_DAY], context)


_WEEKEND_OF_DAYS: Final = Form(
    "(filler|in)* weekend_unit (filler|from|since|in|comma)* days=((day|month|between).*) | days=(day.*) weekend_unit"
)


def _weekend_of_days(tokens: Tokens, context: Context) -> Span | None:
    """Read a weekend told by its days, or by one of them."""
    match = _WEEKEND_OF_DAYS.fullmatch(letters(tokens))
    if match is None:
        return None
    name = "days" if match["days"] else "days2"
    found = settle(expression(tokens[slice(*match.span(name))], context), context)
    if found is None or found.earliest is None or found.latest is None:
        return None
    if found.precision == "day":
        return replace(unit_span(found.earliest, "weekend"), inferred=found.inferred)
    if found.latest.ordinal - found.earliest.ordinal >= _LONGEST_WEEKEND:
        return None
    return replace(days_span(found.earliest, found.latest, "weekend"), inferred=found.inferred)


# "the week of 3-9 June", "Woche vom 3. bis 9. Juni", "3-9 Haziran haftası"
_WEEK_OF_DAYS: Final = Form(
    "(filler|in)* week_unit (filler|from|since|in|comma)* (day|month|between).* (dash|to|until|and|slash).*"
    "| (day|month).* (dash|to|until|and).* month.* week_unit"
)
_LONGEST_WEEKEND: Final = 4  # days, with a holiday
_LONGEST_WEEK: Final = 9  # days, from Saturday to Sunday of the next week


def _week_of_days(tokens: Tokens, context: Context) -> Partial | Span | None:
    """Read a week told by its days; they say all that "week" says."""
    at = letters(tokens).index(Kind.WEEK_UNIT)
    found = settle(expression(tokens[:-1] if at == len(tokens) - 1 else tokens[at + 1 :], context), context)
    if found is None or found.earliest is None or found.latest is None or found.precision != "interval":
        return None
    return found if found.latest.ordinal - found.earliest.ordinal < _LONGEST_WEEK else None


def _rest(tokens: Tokens, context: Context) -> Partial | Span | None:
    """Read "the rest of 1916", "day in spring 1849": the whole that it lies in."""
    if len(tokens) < 2 or tokens[0].kind not in (
        Kind.REST,
        Kind.ONE,
        Kind.SEASON_UNIT,
        Kind.DAY_UNIT,
        Kind.MONTH_UNIT,
    ):
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


def _bounded(tokens: Tokens, context: Context) -> Span | None:
    return read_bounded(tokens, context, expression)


def _to_date(tokens: Tokens, context: Context) -> Span | None:
    return read_to_date(tokens, context, expression)


def _range(tokens: Tokens, context: Context) -> Span | None:
    return read_range(tokens, context, expression)


def _named_day(tokens: Tokens, context: Context) -> Span | None:
    """Read "today, 12 February": both have to name the same day."""
    for token, rest in ((tokens[0], tokens[1:]), (tokens[-1], tokens[:-1])):
        date = _stripped(rest, _BEFORE_DATE, _BEHIND_DATE) if token.kind == Kind.SHIFT else ()
        span = read(date, context) if date else None
        anchor = context.anchor() if span else None
        if span and anchor and span.precision == "day" and span.earliest == anchor.plus(token.value):
            return span
    return None


def _with_weekday(tokens: Tokens, context: Context) -> Partial | Span | None:
    """Read a weekday before or after a date; it has to agree with it."""
    if len(tokens) > 2 and tokens[0].kind == Kind.RELATIVE and tokens[1].kind == Kind.WEEKDAY:
        tokens = tokens[1:]
    if tokens[-1].kind == Kind.DAY_UNIT:  # Turkish "5 Mart Salı günü"
        tokens = tokens[:-1]
    for token, rest in ((tokens[0], tokens[1:]), (tokens[-1], tokens[:-1])):
        if token.kind != Kind.WEEKDAY:
            continue
        date = _stripped(rest, _BEFORE_DATE | {Kind.ONE}, _BEHIND_DATE)
        if len(date) == 1 and (
            date[0].kind == Kind.ORDINAL
            or (date[0].kind == Kind.NUMBER and (date[0].text.isdigit() or date[0].value > _DOZEN))
        ):
            context.trace.append("weekday and day")
            number = date[0].value
            return Partial(day=number, weekday=token.value) if 1 <= number <= _LAST_DAY else None
        node = expression(date, context) if date else None
        if isinstance(node, Partial):
            if node.day is not None and node.weekday is None:
                return replace(node, weekday=token.value)
        elif node is not None and _POINTED.search(letters(date)):
            return weekday_near(node, token.value, in_week=any(one.kind == Kind.WEEK_UNIT for one in date))
    return None


_POINTED: Final = Form(
    "week_unit | (number|one).* (later|ago|past|in|before|after|from) | (later|ago|past|in|before|after|from).* (number|one)"
)  # a week, or a day counted to


def _stripped(tokens: Tokens, before: frozenset[str], after: frozenset[str]) -> Tokens:
    """Take tokens of these kinds off the front and off the end."""
    start, end = 0, len(tokens)
    while start < end and tokens[start].kind in before:
        start += 1
    while start < end and tokens[end - 1].kind in after:
        end -= 1
    return tokens[start:end]
