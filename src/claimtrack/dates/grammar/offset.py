"""Dates found from another date: three days after 12 January, the day before Christmas, two weeks from tomorrow."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from claimtrack.dates.grammar.counting import counted_from
from claimtrack.dates.grammar.lasting import lasting
from claimtrack.dates.grammar.plural import words_of
from claimtrack.dates.spans import Span, day_span, hull, replace
from claimtrack.dates.tokens import Kind, Kinds, Token, letters, pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from claimtrack.dates.context import Context

    Tokens = Sequence[Token]
    Read = Callable[[Tokens], Span | None]

_JOINTS: Final = frozenset({Kind.BEFORE, Kind.AFTER, Kind.LATER, Kind.AGO, Kind.FROM})
_TWO: Final = 2
EITHER: Final = pattern("number (or|to|dash) number length")
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
            found = _counted_off(read(tokens[:at]), amount, 1 if kinds[-1] == Kind.LATER else -1, context)
            if found is not None and tokens[-1].value == "later_or_within":
                row = [_WITHIN, *amount, tokens[at], *tokens[:at]]
                return context.another(found, lambda: lasting(row, context, read))
            return found
    if kinds[:2] in ([Kind.SHIFT, Kind.IN], [Kind.SHIFT, Kind.PAST]):  # German "heute in einer Woche"
        amount = [token for token in tokens[2:] if token.kind not in (Kind.FILLER, Kind.COMMA)]
        return _counted_off(read(tokens[:1]), amount, 1 if kinds[1] == Kind.IN else -1, context)
    if kinds[0] == Kind.SHIFT and tokens[0].text in words_of(context.language, "eves") and len(tokens) > 1:
        base = read(tokens[1:])
        return _moved(base, tokens[0].value) if base and base.precision == "day" else None
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
        sign = told or (-1 if token.kind in (Kind.BEFORE, Kind.AGO) else 1)
        if token.kind == Kind.LATER and any(one.kind == Kind.WEEKDAY for one in tokens[at + 1 :]):
            return None  # "in three days on Friday" is that Friday, not three days after one
        if len(amount) == 1 and (amount[0].kind != Kind.DAY_UNIT or amount[0].text.endswith("days")):
            context.fail("how many is not said")
            return None
        base = read(tokens[at + 1 :])
        if (told or token.kind == Kind.FROM) and base is not None and base.precision != "day":
            return None  # "two weeks from 2011"
        return _counted_off(base, amount, sign, context)
    return None


def either_count(tokens: Tokens, context: Context, read: Read) -> Span | None:
    """Read "two or three weeks ago", "in 5-6 days": anything from the one to the other.

    Args:
        tokens: the row.
        context: unused; all readers of phrases take one.
        read: reads the row with one of the numbers.
    """
    del context
    match = re.search(EITHER, letters(tokens))
    if match is None:
        return None
    at = match.start()
    spans = [read([*tokens[:at], tokens[place], *tokens[at + 3 :]]) for place in (at, at + 2)]
    found = [span for span in spans if span is not None]
    return hull(found).doubted(approximate=True) if len(found) == len(spans) else None


def _moved(base: Span, days: int) -> Span | None:
    """Give the eve of a day, or the morrow."""
    if base.earliest is None:
        return None
    return replace(day_span(base.earliest.plus(days)), inferred=base.inferred, known=base.known)


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
