"""Ranges and sets: "29-30 March", "from 28 Feb to 2 March 2016", "Mar. 29 and Mar. 30"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from claimtrack.dates.grammar.ends import (
    bare,
    bare_days,
    begin_before,
    end_after,
    of_partials,
    short_year,
    winter,
)
from claimtrack.dates.grammar.lists import BACKWARDS, combined
from claimtrack.dates.grammar.rule import words_of
from claimtrack.dates.grammar.years import year_of
from claimtrack.dates.partial import resolve, settle
from claimtrack.dates.parts import Partial
from claimtrack.dates.spans import Span, day_span, replace
from claimtrack.dates.tokens import Form, Kind, Kinds, Token, letters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from claimtrack.dates.context import Context

    Tokens = Sequence[Token]
    Expression = Callable[[Tokens, Context], Partial | Span | None]

_MOST_SPLITS: Final = 6
_PAUSES: Final = frozenset({Kind.COMMA, Kind.SEMICOLON})
_LISTED: Final = _PAUSES | {Kind.AND, Kind.OR}
_RANGING: Final = Kinds.END | {Kind.FROM, Kind.DASH, Kind.APPROXIMATE, Kind.SLASH}
_LEADING: Final = frozenset({Kind.FROM, Kind.TO, Kind.AND})  # at the beginning of the second end
_LED_BY: Final = frozenset({Kind.FROM, Kind.IN, Kind.DASH, Kind.AND})  # at the beginning of an end
_LIGHT: Final = frozenset({Kind.COMMA, Kind.FILLER})


def read_range(tokens: Tokens, context: Context, expression: Expression) -> Span | None:
    """Split at a connector and read both sides; the one fills the holes of the other.

    Args:
        tokens: the row.
        context: for the reference.
        expression: reads a side.
    """
    opened, rest = _opened(tokens)
    kinds = letters(rest)
    if match := _PAIR_OF_YEARS.fullmatch(kinds):
        rest = rest[slice(*match.span("pair"))]
        kinds = letters(rest)
    if _MORE_NUMBERS.fullmatch(kinds):
        context.fail("what the numbers beside the day count is not said")
        return None
    if _chained(rest, kinds):
        context.fail("there is no such day in the calendar")
        return None
    if _backwards(rest, kinds):
        context.fail(BACKWARDS)
        return None
    if _OF_BARE_NUMBERS.issuperset(kinds) or kinds == _A_PAIR:
        context.fail("a list of bare numbers is no date")
        return None
    if kinds == _TWO_WEEKDAYS and (opened == Kind.BETWEEN or _in_a_row(rest)):  # Hebrew "שבין חמישי לשישי"
        return _joined(rest[:1], rest[1:], "range", context, expression)
    if match := _PARTS_OF_ONE.fullmatch(kinds):  # "Mitte/Ende Februar"
        return _joined([rest[0], *rest[match.start("of") :]], rest[2:], "range", context, expression)
    if match := _TURN.fullmatch(kinds):
        late, early = (Token(Kind.PART, part, part) for part in ("late", "early"))
        left, right = rest[1 : match.end("one")], rest[match.start("two") :]
        return _joined([late, *left], [early, *right], "range", context, expression)
    if match := _TWO_PARTS.fullmatch(kinds):  # "Ende September Anfang Oktober"
        cut = max(match.end("one"), match.end("one2"))
        return _joined(rest[:cut], rest[cut:], "range", context, expression)
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
        if kind in _PAUSES and left[-1].kind in _COUNTED_TO and _A_WEEKDAY.fullmatch(letters(right)):
            continue  # and so is "three days ago, on Friday"
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


_COUNTED_TO: Final = frozenset({Kind.AGO, Kind.LATER, Kind.BEFORE, Kind.AFTER})
_A_WEEKDAY: Final = Form("filler* weekday")
_MORE_NUMBERS: Final = Form(
    "day month (number dash number | year dash year)"
)  # "5 March 14-16": hours, a year and what else
_TWO_DAYS: Final = Form("one=(day month year?|weekday) two=(day month year?|weekday) to+")
_OF_BARE_NUMBERS: Final = Kinds.LIST | {Kind.NUMBER, Kind.SEMICOLON, Kind.DASH, Kind.TO, Kind.UNTIL}
_A_PAIR: Final = Kind.NUMBER + Kind.SLASH + Kind.NUMBER  # is a day and its month, or no date
_TWO_WEEKDAYS: Final = Kind.WEEKDAY + Kind.WEEKDAY
_PARTS_OF_ONE: Final = Form("part (slash|dash|to|until|and) part of=(filler* month year?)")
_PAIR_OF_YEARS: Final = Form(
    "(year_unit|decade_unit)* pair=(year (slash|dash) number) (year_unit|decade_unit)*"
)  # "в 2023/24 году"
# "на рубеже марта и апреля", "at the turn of 2021 and 2022"
_TURN: Final = Form(
    "turn filler* one=(month|year) (and|dash|slash|to) filler* two=((month|year) year? year_unit?)"
)
_TWO_PARTS: Final = Form(
    "one=(filler* part (dash|filler)* month year?) part (dash|filler)* month year? | one=(month part) month part"
)


def _in_a_row(tokens: Tokens) -> bool:
    """Whether two weekdays follow each other, as those of a night do: "ليلة الخميس الجمعة"."""
    return bool((tokens[1].value - tokens[0].value) % 7 == 1)


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


def _backwards(tokens: Tokens, kinds: str) -> bool:
    """Whether two days of one month are joined of which the second is the earlier one: "30-29 March", "March 30 to 29, 2024".

    Words may lead over the end of a month: "from the 27th to 3 April", "April 27th to the 3rd".
    """
    match = _DAYS_OF_MONTH.search(kinds)
    if match is None:
        return False
    one, two = (tokens[match.start(name)].value for name, day in match.groupdict().items() if day)
    return bool(one > two)


_DAYS_OF_MONTH: Final = Form(
    "(^|comma) one=day dot? dash two=day dot? filler* month"
    "| month (comma? year comma?)? filler* one=day dot? dash two=day dot? (?! filler* month | joint) (comma | year | $)"
    "| month one=day end two=day comma? year"
)


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
    if kinds[0] == Kind.SINCE and (Kind.TO in kinds or Kind.UNTIL in kinds or kinds.count(Kind.PART) > 1):
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
        elif kind == Kind.APPROXIMATE and token.text == "~":  # 5~8 March, and no "about"
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
    step = _days_on(right, context) if meaning == "range" else None
    if step is not None and (found := _with_days_on(left, step, context, expression)):
        return found
    if meaning == "range" and _UNIT_OF_OTHER.fullmatch(letters(right)):
        found = _to_end_of_unit(left, right, context, expression)
        if found is not None:
            return found
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
    season = winter(one, two, right)
    if season is not None:
        return resolve(season, context)
    short = short_year(one, two, left, right)
    if short is not None:
        two = short
    if isinstance(one, Partial) and isinstance(two, Partial):
        if {bare(one), bare(two)} == {"weekday", "month"}:
            return None  # Spanish "de lunes a mar" is no range from Monday to March
        return of_partials(one, two, meaning, context)
    first, last = settle(one, context), settle(two, context)
    if first is None or last is None:
        return None
    if isinstance(one, Partial) and bare_days(one) and last.precision != "day":
        context.fail("a rank and a length of time are no list")  # "the first and third weeks"
        return None
    if isinstance(one, Partial) and one.year is None and last.earliest:
        first = begin_before(one, last, context) or first
    if isinstance(two, Partial) and two.year is None and first.earliest:
        last = end_after(two, first, context) or last
    return combined([first, last], meaning, context)


_NAMED_BY_OTHER: Final = Form(
    "filler* (word=relative filler* day_unit? | day_unit filler* word=relative | word=shift)"
)
_STEPS: Final = {"same": 0, "next": 1, "following": 1}


def _days_on(tokens: Tokens, context: Context) -> int | None:
    """Return how many days after the beginning a range ends that ends on "the following day"; None for other ends."""
    match = _NAMED_BY_OTHER.fullmatch(letters(tokens))
    if match is None:
        return None
    word = next(tokens[match.start(name)] for name, kind in match.groupdict().items() if kind)
    if word.kind != Kind.SHIFT:
        return _STEPS.get(word.value)
    eve = word.text in words_of(context.language, "eves")  # French "le lendemain"
    return int(word.value) if eve and word.value > 0 else None


def _with_days_on(left: Tokens, step: int, context: Context, expression: Expression) -> Span | None:
    """Return a range that ends so many days after the day that it begins with."""
    first = settle(_end(left, context, expression), context)
    if first is None or first.precision != "day" or first.latest is None:
        return None
    last = replace(day_span(first.latest.plus(step)), inferred=first.inferred)
    return combined([first, last], "range", context)


_WITHIN: Final = {
    "day": frozenset({"week", "month", "quarter", "half", "year", "decade", "century"}),
    "month": frozenset({"quarter", "half", "year", "decade", "century"}),
    "year": frozenset({"decade", "century"}),
}  # which units may be told by one that begins in them
# "the end of the year", "конца того же года", "yıl sonu"
_UNIT_OF_OTHER: Final = Form("filler* (part filler* relative? unit | relative? unit part)")


def _to_end_of_unit(left: Tokens, right: Tokens, context: Context, expression: Expression) -> Span | None:
    """Return a range that ends in the year, month or week that it begins in: "from 22 June 1941 to the end of the year".

    None where it begins with more than a part of one: "from 2020 to the end of the month" ends in that of the reference.
    """
    first = settle(_end(left, context, expression), context)
    unit = next(token.value for token in right if token.kind in Kinds.UNIT)
    if first is None or first.earliest is None or unit not in _WITHIN.get(first.precision, ()):
        return None
    reference, context.reference = context.reference, first.earliest
    used = context.used_reference
    last = settle(_end(right, context, expression), context)
    context.reference, context.used_reference = reference, used
    return combined([first, last], "range", context) if last is not None else None


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
