"""Dates found from another date: three days after 12 January, the Monday after Easter, two weeks from tomorrow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from claimtrack.dates.grammar.counting import MOST, counted_from, counts, moved
from claimtrack.dates.grammar.lasting import lasting
from claimtrack.dates.grammar.rule import is_one, is_plural, words_of
from claimtrack.dates.lexicon import load
from claimtrack.dates.spans import Span, day_span, days_span, hull, replace, shift_day, unit_span
from claimtrack.dates.tokens import Form, Kind, Kinds, Token, letters

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from claimtrack.dates.context import Context
    from claimtrack.dates.day import Day

    Tokens = Sequence[Token]
    Read = Callable[[Tokens], Span | None]

_JOINTS: Final = frozenset({Kind.BEFORE, Kind.AFTER, Kind.LATER, Kind.AGO, Kind.FROM})
_TWO: Final = 2
EITHER: Final = Form("number (or|to|dash) number length")
# Turkish, where the date stands first: "Noel'e 3 gün kala", "yılın bitmesine 3 gün kala"
_LEFT_TO: Final = Form("base=(.*(to|part)) amount=((number|one|fraction) length) before")
# Urdu "3 جنوری کے پانچ دن بعد"
_BEHIND: Final = Form(
    "base=(.*(month|year|shift)) filler+ amount=((number|one|fraction) length) (later|ago|before|after)"
)
_ON_WEEKDAY: Final = Form("(comma|filler|in)+ weekday")
_WITHIN: Final = Token(Kind.IN, "within", "")


def offset(tokens: Tokens, context: Context, read: Read) -> Span | None:
    """Read a length of time before or after a date.

    Args:
        tokens: the row.
        context: for the readings.
        read: reads the date that is counted from.
    """
    kinds = [token.kind for token in tokens]
    if kinds[-1] in (Kind.LATER, Kind.AGO) and Kind.FROM in kinds[1:-2]:  # Turkish: "bugünden iki gün sonra"
        at = kinds.index(Kind.FROM, 1)
        # "bugünden itibaren iki gün içinde" says "since" as well
        amount = [token for token in tokens[at + 1 : -1] if token.kind != Kind.SINCE]
        if {token.kind for token in amount} <= Kinds.COUNT | {
            Kind.ONE,
            Kind.DAY_UNIT,
            Kind.WEEK_UNIT,
            Kind.MONTH_UNIT,
            Kind.YEAR_UNIT,
            Kind.AND,
        }:
            found = _counted_off(
                _edge(tokens[:at], read), amount, 1 if kinds[-1] == Kind.LATER else -1, context
            )
            if found is not None and tokens[-1].value == "later_or_within":
                row = [_WITHIN, *amount, tokens[at], *tokens[:at]]
                return context.another(found, lambda: lasting(row, context, read))
            return found
    if context.settings.get("postpositions") and (match := _BEHIND.fullmatch(letters(tokens))):
        base, back = read(tokens[: match.end("base")]), kinds[-1] in (Kind.AGO, Kind.BEFORE)
        return _counted_off(base, tokens[slice(*match.span("amount"))], -1 if back else 1, context)
    if match := _LEFT_TO.fullmatch(letters(tokens)):
        outer, context.bare_units = context.bare_units, True
        base = _edge(tokens[: match.end("base") - (tokens[match.end("base") - 1].kind == Kind.TO)], read)
        context.bare_units = outer
        return _counted_off(base, tokens[slice(*match.span("amount"))], -1, context)
    if kinds[:2] in ([Kind.SHIFT, Kind.IN], [Kind.SHIFT, Kind.PAST]):  # German "heute in einer Woche"
        amount = [token for token in tokens[2:] if token.kind not in (Kind.FILLER, Kind.COMMA)]
        base, sign = read(tokens[:1]), 1 if kinds[1] == Kind.IN else -1
        found = _counted_off(base, amount, sign, context)
        return found if found is None or found.precision == "day" else _to_the_day(base, amount, sign)
    if kinds[0] == Kind.SHIFT and tokens[0].text in words_of(context.language, "eves") and len(tokens) > 1:
        base = read(tokens[1:])
        feast = tokens[1].kind == Kind.HOLIDAY
        return _moved(base, tokens[0].value) if base and (feast or base.precision == "day") else None
    told = {Kind.PAST: -1, Kind.IN: 1}.get(kinds[0])  # Arabic: "قبل يومين من 9 مايو"
    if any(token.value == "within" for token in tokens):
        return None
    joints = _JOINTS | {Kind.PAST} if told else _JOINTS
    for at, token in enumerate(tokens[:-1]):
        if token.kind not in joints or at == 0:
            continue
        amount = [one for one in tokens[:at] if one.kind not in (Kind.FILLER, Kind.COMMA, Kind.IN, Kind.PAST)]
        if not amount or amount[-1].kind not in Kinds.LENGTH:
            continue
        if (
            len(amount) == _TWO
            and amount[0].value in {"next", "following"}
            and amount[1].kind == Kind.DAY_UNIT
        ):
            amount = amount[1:]  # "the next day after"
        if token.kind == Kind.FROM and (Kind.SINCE, "since") in load(context.language).words.get(
            token.text, ()
        ):
            context.fail("until when is not said")  # Russian "две недели с 7 октября" is so long since then
            return None
        sign = -1 if token.kind in (Kind.BEFORE, Kind.AGO) else 1
        if told and token.kind not in (Kind.BEFORE, Kind.AFTER):
            sign = told
        if token.kind == Kind.AGO and _ON_WEEKDAY.fullmatch(letters(tokens[at + 1 :])):
            return None  # "two weeks ago on Wednesday" is of that week; without "on" it is so long before one
        if token.kind == Kind.LATER and any(one.kind == Kind.WEEKDAY for one in tokens[at + 1 :]):
            return None  # "in three days on Friday" is that Friday, not three days after one
        bare_unit = amount[0] if len(amount) == 1 and not is_one(context, amount[0]) else None
        if bare_unit and (
            is_plural(context.language, bare_unit)
            or (tokens[0].kind != Kind.IN and bare_unit.kind != Kind.DAY_UNIT)
        ):
            context.fail("how many is not said")
            return None
        base = _edge(tokens[at + 1 :], read)
        if (told or token.kind == Kind.FROM) and base is not None and base.precision != "day":
            return None  # "two weeks from 2011"
        if (
            base is not None and Kind.HOLIDAY in kinds
        ):  # a longer feast: before its first day, after its last one
            base = replace(base, earliest=base.latest) if sign > 0 else replace(base, latest=base.earliest)
        return _counted_off(base, amount, sign, context)
    return None


def _edge(tokens: Tokens, read: Read) -> Span | None:
    """Read what is counted from: of "the end of March" its last day, of "the start of Ramadan" its first."""
    row = [token for token in tokens if token.kind != Kind.FILLER]
    edge = next((token for token in (*row[:1], *row[-1:]) if token.value in ("early", "late")), None)
    whole = read([token for token in tokens if token is not edge]) if edge else None
    day = whole and edge and (whole.latest if edge.value == "late" else whole.earliest)
    return replace(day_span(day), inferred=whole.inferred) if whole and day else read(tokens)


def either_count(tokens: Tokens, context: Context, read: Read) -> Span | None:
    """Read "two or three weeks ago", "in 5-6 days": anything from the one to the other.

    Args:
        tokens: the row.
        context: unused; all readers of phrases take one.
        read: reads the row with one of the numbers.
    """
    del context
    match = EITHER.search(letters(tokens))
    if match is None:
        return None
    at = match.start()
    spans = [read([*tokens[:at], tokens[place], *tokens[at + 3 :]]) for place in (at, at + 2)]
    found = [span for span in spans if span is not None]
    return hull(found).doubted(approximate=True) if len(found) == len(spans) else None


def _moved(base: Span, days: int) -> Span | None:
    """Return the eve of a day or a longer feast, or the morrow."""
    day = base.latest if days > 0 else base.earliest
    return replace(day_span(day.plus(days)), inferred=base.inferred, known=base.known) if day else None


def _to_the_day(base: Span | None, amount: Tokens, sign: int) -> Span | None:
    """Move a day by an amount whatever its units: "heute vor einem Jahr" is that very day."""
    pairs = counts(amount)
    if base is None or base.earliest is None or not pairs or any(number > MOST for number, _ in pairs):
        return None
    return replace(day_span(moved(base.earliest, pairs, sign)), inferred=base.inferred, known=base.known)


def _counted_off(span: Span | None, amount: Tokens, sign: int, context: Context) -> Span | None:
    """Move by an amount from a date, from its first and from its last day."""
    if span is None or span.earliest is None or span.latest is None:
        return None
    return _joined([counted_from(day, amount, sign, context) for day in (span.earliest, span.latest)], span)


def _joined(ends: list[Span | None], span: Span) -> Span | None:
    low, high = ends
    if low is None or high is None:
        return None
    found = low if low.edtf == high.edtf else hull([low, high])
    return replace(
        found, approximate=found.approximate or span.approximate, uncertain=found.uncertain or span.uncertain,
        inferred=span.inferred, known=span.known,
    )  # fmt: skip


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
    if [token.kind for token in row[:2]] == [Kind.IN, Kind.FILLER]:
        row = row[1:]  # "in the week before", and no "in a week"
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
    if len(head) == 1 and is_plural(context.language, unit):
        context.fail("how many is not said")  # "the days after 8 December"
        return None
    one = len(head) == 1 and is_one(context, unit)
    counted = one or unit.kind == Kind.DAY_UNIT or any(token.kind == Kind.ONE for token in row)
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
    """Return the next or the previous unit of the calendar; or as many days, which begin or end beside the day."""
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
    """Return the last weekend that ends before the day."""
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
