"""Days that are told twice: by a word or a weekday and by their date, a week or weekend and its days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from claimtrack.dates.grammar.offset import weekday_near
from claimtrack.dates.grammar.rule import words_of
from claimtrack.dates.partial import settle
from claimtrack.dates.parts import Partial
from claimtrack.dates.spans import Span, days_span, replace, unit_span
from claimtrack.dates.tokens import Form, Kind, Kinds, letters
from claimtrack.dates.value import GREGORIAN

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from claimtrack.dates.context import Context
    from claimtrack.dates.tokens import Token

    Tokens = Sequence[Token]
    Expression = Callable[[Tokens, Context], Partial | Span | None]

_LAST_DAY: Final = 31
_DOZEN: Final = 12  # "one Friday" is no first of a month, "lunes veintiuno" is the 21st
_BEFORE_DATE: Final = Kinds.STOP - {Kind.SEMICOLON} | {Kind.DASH, Kind.FILLER}
_BEHIND_DATE: Final = frozenset({Kind.COMMA, Kind.DASH})

# "the day before, 5 May", "six days later, on 11 May", "last week, on 5 May": the day, said twice.
NAMED_BEFORE: Final = Form(
    "filler* (day_unit (before|after|ago|later) | relative day_unit | day_unit relative | named=shift"
    " | whole=(relative (month_unit|year_unit) | (month_unit|year_unit) relative) | relative unit | unit relative"
    " | counted=((number|one|fraction)+ length (before|after|ago|later) | (past|in|after) (number|one|fraction)+ length))"
    " comma filler* rest=(.)"
)


# "January 3, five days earlier"
NAMED_BEHIND: Final = Form("date=(.* month .*) comma (number|one|fraction)+ length (before|after|ago|later)")


def _in_whole(day: Partial, whole: Span) -> Partial:
    """Return a day of the month or year that is named before it: "last month, on the 15th", "last year, on 5 May"."""
    first = whole.earliest
    if first is None or {day.calendar, whole.calendar} != {GREGORIAN}:
        return day
    if whole.precision == "month" and day.month is None and day.year is None:
        return replace(day, year=first.year, month=first.month, inferred=("year", "month"))
    return replace(day, year=first.year, inferred=("year",)) if day.year is None else day


def dated_first(tokens: Tokens, context: Context, expression: Expression) -> Span | None:
    """Read a date, and then how far it is from another one, which says no more."""
    match = NAMED_BEHIND.fullmatch(letters(tokens))
    span = settle(expression(tokens[: match.end("date")], context), context) if match else None
    return span if span is not None and span.precision == "day" else None


def apposed(tokens: Tokens, context: Context, expression: Expression) -> Span | None:
    """Read a day that is told from another one, and then by its date, which says all."""
    match = NAMED_BEFORE.match(letters(tokens))
    if match is None:
        return None
    if match["named"] and tokens[match.start("named")].text not in words_of(context.language, "eves"):
        return None
    rest = tokens[match.start("rest") :]
    if match["counted"] and len(rest) == 1 and rest[0].kind == Kind.WEEKDAY:  # "two weeks ago, on Friday"
        length = tokens[slice(*match.span("counted"))]
        then = settle(expression(length, context), context)
        in_week = any(token.kind == Kind.WEEK_UNIT for token in length)
        return weekday_near(then, rest[0].value, in_week=in_week) if then is not None else None
    node = expression(rest, context)
    if match["whole"] and isinstance(node, Partial):
        whole = settle(expression(tokens[slice(*match.span("whole"))], context), context)
        node = _in_whole(node, whole) if whole is not None else None
    span = settle(node, context)
    if span is None or (span.precision != "day" and not match["counted"]):
        return None
    return span if span.earliest and span.latest else None


WEEKDAYS_BEFORE: Final = Form("weekday (dash|to|slash|and) weekday comma? day (dash|to|slash|and) day")


def weekdays_named(tokens: Tokens, context: Context, expression: Expression) -> Span | None:
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


LENGTH_BEFORE: Final = Form(
    "(filler|lasting|in)* number unit (lasting|run)* comma?"
    " days=((from|between|since) .* (end|and|dash|before) .* | (?<= comma) filler day .* (end|dash) .* | (?<= run comma) .+)"
)


def with_length(tokens: Tokens, context: Context, expression: Expression) -> Span | None:
    """Read "12 days from 27 November to 8 December": the days say all that their number says."""
    match = LENGTH_BEFORE.fullmatch(letters(tokens))
    found = settle(expression(tokens[match.start("days") :], context), context) if match else None
    return found if found is not None and found.precision in {"interval", "set"} else None


def without_same_day(tokens: Tokens, context: Context, expression: Expression) -> Partial | Span | None:
    """Read "الخميس الموافق 15 أكتوبر": the weekday and the date are of one day."""
    return expression([token for token in tokens if token.kind != Kind.SAME_DAY], context)


_LONGEST_WEEKEND: Final = 4  # days, with a holiday


_WEEKEND_OF_DAYS: Final = Form(
    "(filler|in)* weekend_unit (filler|from|since|in|comma)* days=((day|month|between).*) | days=(day.*) weekend_unit"
)


def weekend_of_days(tokens: Tokens, context: Context, expression: Expression) -> Span | None:
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


_LONGEST_WEEK: Final = 9  # days, from Saturday to Sunday of the next week


# "the week of 3-9 June", "Woche vom 3. bis 9. Juni", "3-9 Haziran haftası"
WEEK_OF_DAYS: Final = Form(
    "(filler|in)* week_unit (filler|from|since|in|comma)* (day|month|between).* (dash|to|until|and|slash).*"
    "| (day|month).* (dash|to|until|and).* month.* week_unit"
)


def week_of_days(tokens: Tokens, context: Context, expression: Expression) -> Partial | Span | None:
    """Read a week told by its days; they say all that "week" says."""
    at = letters(tokens).index(Kind.WEEK_UNIT)
    found = settle(expression(tokens[:-1] if at == len(tokens) - 1 else tokens[at + 1 :], context), context)
    if found is None or found.earliest is None or found.latest is None or found.precision != "interval":
        return None
    return found if found.latest.ordinal - found.earliest.ordinal < _LONGEST_WEEK else None


def named_day(tokens: Tokens, context: Context, expression: Expression) -> Span | None:
    """Read "today, 12 February": both have to name the same day."""
    for token, rest in ((tokens[0], tokens[1:]), (tokens[-1], tokens[:-1])):
        date = _stripped(rest, _BEFORE_DATE, _BEHIND_DATE) if token.kind == Kind.SHIFT else ()
        span = settle(expression(date, context), context) if date else None
        anchor = context.anchor() if span else None
        if span and anchor and span.precision == "day" and span.earliest == anchor.plus(token.value):
            return span
    return None


def with_weekday(tokens: Tokens, context: Context, expression: Expression) -> Partial | Span | None:
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
