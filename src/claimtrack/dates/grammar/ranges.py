"""Ranges and sets: "29-30 March", "from 28 Feb to 2 March 2016", "Mar. 29 and Mar. 30"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from claimtrack.dates.grammar.lists import BACKWARDS, combined, is_later
from claimtrack.dates.grammar.years import year_of
from claimtrack.dates.partial import resolve, settle
from claimtrack.dates.parts import Partial
from claimtrack.dates.spans import Span, day_span, replace
from claimtrack.dates.tokens import Form, Kind, Kinds, letters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from claimtrack.dates.context import Context
    from claimtrack.dates.tokens import Token

    Tokens = Sequence[Token]
    Expression = Callable[[Tokens, Context], Partial | Span | None]

_MOST_SPLITS: Final = 6
_PAUSES: Final = frozenset({Kind.COMMA, Kind.SEMICOLON})
_LISTED: Final = _PAUSES | {Kind.AND, Kind.OR}
_RANGING: Final = Kinds.END | {Kind.FROM, Kind.DASH, Kind.APPROXIMATE, Kind.SLASH}
_LEADING: Final = frozenset({Kind.FROM, Kind.TO, Kind.AND})  # at the beginning of the second end
_LED_BY: Final = frozenset({Kind.FROM, Kind.IN, Kind.DASH, Kind.AND})  # at the beginning of an end
_LIGHT: Final = frozenset({Kind.COMMA, Kind.FILLER})
_TWO_DIGITS: Final = 100
_WINTER: Final = 24


def read_range(tokens: Tokens, context: Context, expression: Expression) -> Span | None:
    """Split at a connector and read both sides; the one fills the holes of the other.

    Args:
        tokens: the row.
        context: for the reference.
        expression: reads a side.
    """
    opened, rest = _opened(tokens)
    kinds = letters(rest)
    if _MORE_NUMBERS.fullmatch(kinds):
        context.fail("what the numbers beside the day count is not said")
        return None
    if _chained(rest, kinds):
        context.fail("there is no such day in the calendar")
        return None
    if _OF_BARE_NUMBERS.issuperset(kinds):
        context.fail("a list of bare numbers is no date")
        return None
    if opened == Kind.BETWEEN and kinds == _TWO_WEEKDAYS:  # Hebrew "שבין חמישי לשישי"
        return _joined(rest[:1], rest[1:], "range", context, expression)
    if (
        rest and rest[-1].kind == Kind.TO and (match := _TWO_DAYS.fullmatch(letters(rest)))
    ):  # Turkish "1 Ocak'ı 2 Ocak'a bağlayan gece"
        return _joined(
            rest[: match.end("one")], rest[match.end("one") : match.end("two")], "range", context, expression
        )
    for at, width, kind in _splits(rest, opened):
        left, right = rest[:at], rest[at + width :]
        if kind == Kind.DASH and len(left) == 1 and _bare_numbers([*left, *right[: _last_joint(right)]]):
            continue
        if (
            kind in _PAUSES
            and len(right) == 1
            and right[0].kind == Kind.YEAR
            and (len(left) > 1 or left[0].kind != Kind.YEAR)
        ):
            continue  # "August 32, 2014" is no list
        if kind in _LISTED and Kind.MONTH in [one.kind for one in right] and _bare_numbers(left):
            continue  # "3-5 and 7 July": the month is theirs too
        if kind in _PAUSES and Kind.SHIFT in (left[0].kind, right[-1].kind) and 1 in (len(left), len(right)):
            continue  # "yesterday, 12 February" is one day or none
        if right and right[0].kind in _LEADING and len(right) > 1:
            right = right[1:]
        meaning = _meaning(kind, opened)
        found = _joined(left, right, meaning, context, expression)
        if found is not None:
            context.trace.append(meaning)
            return found
        if context.reason == BACKWARDS and not (context.choice or context.choices > 1):
            return None  # no other connector mends that
    return None


_MORE_NUMBERS: Final = Form("day month number dash number")  # "5 March 14-16": hours, a year and what else
_TWO_DAYS: Final = Form("one=(day month year?|weekday) two=(day month year?|weekday) to+")
_OF_BARE_NUMBERS: Final = Kinds.LIST | {Kind.NUMBER, Kind.SEMICOLON, Kind.DASH, Kind.TO}
_TWO_WEEKDAYS: Final = Kind.WEEKDAY + Kind.WEEKDAY


def _bare_numbers(tokens: Tokens) -> bool:
    """Whether a row holds nothing but some days without a month."""
    kinds = [token.kind for token in tokens]
    return (
        set(kinds)
        <= Kinds.LIST | {Kind.NUMBER, Kind.ORDINAL, Kind.SEMICOLON, Kind.DASH, Kind.FILLER, Kind.DAY_UNIT}
        and kinds.count(Kind.NUMBER) + kinds.count(Kind.ORDINAL) > 1
    )


def _last_joint(tokens: Tokens) -> int:
    """Find where the last thing of a list begins."""
    return max((at for at, token in enumerate(tokens) if token.kind in Kinds.LIST), default=0)


def _chained(tokens: Tokens, kinds: str) -> bool:
    """Tell three numbers joined by one mark, which are one date or none: 2024/13/1."""
    if len(tokens) > 7:
        return False
    return bool(_CHAIN.fullmatch(kinds)) and all(token.tight for token in tokens[1:])


_CHAIN: Final = Form("short_year s=joint dash? (short_year|month) =s dash? short_year | number dash number")


def _opened(tokens: Tokens) -> tuple[str, Tokens]:
    """Take off "from" or "between"; a month or year before it belongs to both ends."""
    kinds = [token.kind for token in tokens]
    if kinds[-1] == Kind.BETWEEN:  # "2 Ekim ve 5 Ekim arası"
        return Kind.BETWEEN, tokens[:-1]
    for mark in (Kind.BETWEEN, Kind.FROM):
        if mark in kinds:
            at = kinds.index(mark)
            if at == 0:
                return mark, tokens[1:]
            labelled = (
                not Kinds.END.isdisjoint(kinds[at:])
                and set(kinds[:at])
                <= frozenset(
                    {
                        Kind.RELATIVE,
                        Kind.MONTH_UNIT,
                        Kind.YEAR_UNIT,
                        Kind.MONTH,
                        Kind.YEAR,
                        Kind.FILLER,
                        Kind.WEEK_UNIT,
                        Kind.COMMA,
                    }
                )
                and kinds[at + 1] in (Kind.NUMBER, Kind.ORDINAL, Kind.FILLER)
            )
            if at < len(tokens) - 2 and (
                mark == Kind.BETWEEN or labelled
            ):  # "next week between Wednesday and Friday"
                return mark, [*tokens[at + 1 :], *tokens[:at]]
    if kinds[0] == Kind.SINCE and Kind.TO in kinds:
        return Kind.FROM, tokens[1:]
    if kinds[0] == Kind.SINCE and Kind.UNTIL in kinds:
        return Kind.FROM, tokens[1:]
    return "", tokens


def _splits(tokens: Tokens, opened: str) -> Iterator[tuple[int, int, str]]:
    """Yield the places to split at, the clearest connector first."""
    ranked: list[tuple[int, int, int, str]] = []
    for at, token in enumerate(tokens[:-1]):
        if at == 0:
            continue
        kind = token.kind
        if kind in Kinds.END:
            rank = 0
        elif (
            kind == Kind.FROM
            and opened != Kind.FROM
            and tokens[at + 1].value not in {"following", "previous"}
        ):
            rank = 1
        elif kind == Kind.AND:
            rank = 1 if opened == Kind.BETWEEN else 3
        elif kind == Kind.OR:
            rank = 3
        elif kind == Kind.DASH:
            rank = 1 if not token.tight else 2
        elif kind == Kind.APPROXIMATE:
            rank = 2
        elif kind == Kind.SLASH and not (
            token.tight and tokens[at + 1].tight and Kind.RELATIVE in [one.kind for one in tokens]
        ):
            rank = 4  # but in "23/04 next month" it parts no range
        elif kind in _PAUSES:
            rank = 5
        else:
            continue
        ranked.append((rank, at, 1, kind))
    ranked.sort()
    for _, at, width, kind in ranked[:_MOST_SPLITS]:
        yield at, width, kind


def _meaning(kind: str, opened: str) -> str:
    if opened or kind in _RANGING:
        return "range"
    return "one of" if kind == Kind.OR else "set"


def _joined(
    left: Tokens, right: Tokens, meaning: str, context: Context, expression: Expression
) -> Span | None:
    context.days_left = len(left) == 1 and left[0].kind in Kinds.DAY
    two = _end(right, context, expression)
    context.days_left = False
    if two is None:
        return None
    one = _end(left, context, expression, other=two)
    if one is None and right[-1].kind == Kind.ERA:
        one = expression([*left, right[-1]], context)
    if one is None:
        return None
    if (
        right[-1].kind == Kind.ERA
        and left[-1].kind in Kinds.SHORT_YEAR
        and isinstance(two, Partial)
        and two.day is None
    ):
        one = expression([*left, right[-1]], context) or one  # "50-40 BC"
    if right[-1].kind == Kind.YEAR and isinstance(one, Span) and "year" in one.inferred:
        one = expression([*left, right[-1]], context)  # "3-5 March and 8-10 March 2015"
        if one is None:
            return None
    winter = _winter(one, two, right)
    if winter is not None:
        return resolve(winter, context)
    short = _short_year(one, two, left, right)
    if short is not None:
        two = short
    if isinstance(one, Partial) and isinstance(two, Partial):
        if {_bare(one), _bare(two)} == {"weekday", "month"}:
            return None  # Spanish "de lunes a mar" is no range from Monday to March
        return _of_partials(one, two, meaning, context)
    first, last = settle(one, context), settle(two, context)
    if first is None or last is None:
        return None
    if isinstance(one, Partial) and _bare_days(one) and last.precision != "day":
        context.fail("a rank and a length of time are no list")  # "the first and third weeks"
        return None
    if isinstance(one, Partial) and one.year is None and last.earliest:
        first = _before(one, last, context) or first
    if isinstance(two, Partial) and two.year is None and first.earliest:
        last = _after(two, first, context) or last
    return combined([first, last], meaning, context)


def _end(
    tokens: Tokens, context: Context, expression: Expression, other: Partial | Span | None = None
) -> Partial | Span | None:
    """Read one end; a bare number is a day or a year here, whichever the other end is."""
    tokens = [token for token in tokens if token.kind not in _LIGHT] if len(tokens) > 1 else tokens
    while len(tokens) > 1 and tokens[0].kind in _LED_BY:
        tokens = tokens[1:]
    while len(tokens) > 1 and tokens[-1].kind in (
        Kind.FROM,
        Kind.TO,
        Kind.UNTIL,
        Kind.BY,
        Kind.DASH,
        Kind.AND,
        Kind.DOT,
    ):
        tokens = tokens[:-1]
    if len(tokens) == 2 and tokens[0].kind == Kind.NUMBER and tokens[1].kind == Kind.DOT:
        tokens = tokens[:1]
    if len(tokens) == 2 and tokens[0].kind == Kind.DAY_UNIT and tokens[1].kind in Kinds.DAY:
        tokens = tokens[1:]
    if len(tokens) == 1 and tokens[0].kind in Kinds.DAY:
        return Partial(day=tokens[0].value)
    if (
        len(tokens) > 1
        and tokens[0].kind in Kinds.DAY
        and letters(tokens[1:]) in {Kind.YEAR, Kind.YEAR + Kind.ERA}
    ):
        found = year_of(context, tokens[1].value, 4, tokens[2:])  # "March 29-30, 2016"
        return Partial(found[1], day=tokens[0].value, calendar=found[0]) if found else None
    if len(tokens) == 1 and tokens[0].kind == Kind.YEAR and other is not None:
        return Partial(tokens[0].value)
    if len(tokens) == 1 and tokens[0].value == "now":
        anchor = context.anchor()
        return day_span(anchor) if anchor else None
    if len(tokens) == 1 and tokens[0].kind == Kind.WEEKDAY:
        return Partial(weekday=tokens[0].value)
    return expression(tokens, context)


def _winter(one: Partial | Span, two: Partial | Span, right: Tokens) -> Partial | None:
    """Read "winter of 1943-44": one season that lies in two years."""
    if not isinstance(one, Partial) or one.group is None or one.year is None or len(right) != 1:
        return None
    if (
        right[0].kind not in Kinds.SHORT_YEAR
        or int(one.year + 1) % 10 ** len(right[0].text) != right[0].value
    ):
        return None
    if one.group != _WINTER or not isinstance(two, Partial):
        return None
    return one


def _short_year(one: Partial | Span, two: Partial | Span, left: Tokens, right: Tokens) -> Partial | None:
    """Read the second year of "1914-18", and of "nov 1914-18" when 18 cannot be a day."""
    if not isinstance(two, Partial) or two.day is None or two.month is not None or len(right) != 1:
        return None
    year = one.year if isinstance(one, Partial) else None
    if year is None or (isinstance(one, Partial) and one.day is not None) or left[-1].kind != Kind.YEAR:
        return None
    number = year // _TWO_DIGITS * _TWO_DIGITS + two.day
    if not right[0].text.isdigit() or len(right[0].text) != 2 or number <= year:
        return None
    return (
        Partial(number, one.month if isinstance(one, Partial) else None, calendar=one.calendar)
        if isinstance(one, Partial) and one.month is None
        else None
    )


def _of_partials(one: Partial, two: Partial, meaning: str, context: Context) -> Span | None:
    first, last = one.completed(two), two.completed(one)
    if one.month is None and first.month is not None and (one.day or 0) > (two.day or 99):
        month = first.month - 1 or 12  # "from the 27th to 3 April"
        first = replace(first, month=month, year=first.year - (month == 12) if first.year else None)
    if _bare_days(first) or _bare_days(last):
        if first.year is not None or last.year is not None:
            return None
        anchor = context.reference
        if anchor is None or (
            meaning == "range"
            and not (one.weekday is not None or two.weekday is not None or _ordinal_days(one, two))
        ):
            context.fail("a range of bare numbers is no date")
            return None
    if first.year is None and last.year is None:
        start = resolve(first, context)
        shorter = (
            two if two.month is None and (two.day or 99) < (one.day or 0) else last
        )  # "April 27th to the 3rd"
        end = _after(shorter, start, context) if start else None
        if start is None or end is None:
            return None
        if is_later(start, end) and first.weekday is not None:
            end = resolve(last, context) or end
        return combined([start, end], meaning, context)
    if first.year is None or last.year is None:
        return None
    start, end = resolve(first, context), resolve(last, context)
    if meaning == "range" and start and end and is_later(start, end):
        first, last = _rolled(first, last, one, two)
        start, end = resolve(first, context), resolve(last, context)
    return combined([start, end], meaning, context) if start and end else None


def _bare(partial: Partial) -> str:
    """Name the one thing that a partial date says, if it is a weekday or a month."""
    if partial.day is not None:
        return ""
    return "weekday" if partial.weekday is not None else "month" if partial.month is not None else ""


def _ordinal_days(one: Partial, two: Partial) -> bool:
    return one.day is not None and two.day is not None


def _bare_days(partial: Partial) -> bool:
    return partial.day is not None and partial.month is None


def _rolled(first: Partial, last: Partial, one: Partial, two: Partial) -> tuple[Partial, Partial]:
    """Move the end that borrowed its year, since the range crosses New Year."""
    if first.year is None or last.year is None:
        return first, last
    if one.year is None:
        return replace(first, year=first.year - 1), last
    if two.year is not None:
        return first, last
    if two.month is None and last.month is not None and first.month is not None:
        month = last.month % 12 + 1
        return first, replace(last, month=month, year=last.year + (month == 1))
    return first, replace(last, year=last.year + 1)


def _after(partial: Partial, start: Span, context: Context) -> Span | None:
    """Settle a year-less end as the first one that is not before the start."""
    if start.earliest is None:
        return resolve(partial, context)
    if partial.weekday is not None and partial.day is None:
        ahead = (partial.weekday - start.earliest.weekday) % 7
        return day_span(start.earliest.plus(ahead))
    if partial.month is None and partial.group is None and partial.day is not None:
        month = Partial(start.earliest.year, start.earliest.month, day=partial.day)
        found = resolve(month, context)
        if found is None or is_later(start, found):
            nxt = start.earliest.plus_months(1)
            found = resolve(Partial(nxt.year, nxt.month, day=partial.day), context)
        return found
    year = start.earliest.year
    if partial.calendar != "gregorian":
        from claimtrack.dates.calendars import year_of

        year = year_of(partial.calendar, start.earliest) - 1
    for candidate in (year, year + 1, year + 2):
        found = resolve(replace(partial, year=candidate), context)
        if found and not is_later(start, found):
            return found.told(found.known, ("year",))
    return None


def _before(partial: Partial, end: Span, context: Context) -> Span | None:
    """Settle a year-less start as the last one that is not after the end."""
    if end.earliest is None:
        return None
    if partial.weekday is not None and partial.day is None:
        return day_span(end.earliest.plus(-((end.earliest.weekday - partial.weekday) % 7)))
    if partial.month is None and partial.group is None:
        for first in (end.earliest, end.earliest.plus_months(-1)):
            found = (
                resolve(Partial(first.year, first.month, day=partial.day), context) if partial.day else None
            )
            if found and not is_later(found, end):
                return found.told(found.known, ("year", "month"))
        return None
    year = end.earliest.year
    for candidate in (year, year - 1):
        found = resolve(replace(partial, year=candidate), context)
        if found and not is_later(found, end):
            return found.told(found.known, ("year",))
    return None
