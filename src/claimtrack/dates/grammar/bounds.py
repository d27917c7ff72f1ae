"""Dates with one end open: before, since, until, no later than, or later; and from a date to now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from claimtrack.dates.choice import BEFORE
from claimtrack.dates.edtf import edtf_interval
from claimtrack.dates.grammar.counting import counted_from
from claimtrack.dates.grammar.lists import BACKWARDS
from claimtrack.dates.grammar.rule import is_one, may_be
from claimtrack.dates.lexicon import load
from claimtrack.dates.partial import settle
from claimtrack.dates.spans import Span, days_span, replace
from claimtrack.dates.tokens import Form, Kind, Kinds, Token, letters

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from claimtrack.dates.context import Context
    from claimtrack.dates.day import Day
    from claimtrack.dates.parts import Partial

    Tokens = Sequence[Token]
    Expression = Callable[[Tokens, Context], Partial | Span | None]

OPENING: Final = (
    Kinds.BOUND | Kinds.LIMIT | Kinds.OPEN | {Kind.FROM}
)  # first in a date that is open at one end
CLOSING: Final = Kinds.BOUND | Kinds.OPEN | {Kind.DASH}  # last in one
_LIMITS: Final = {  # what a sign of comparison bounds, without and with "equal"
    (Kind.LESS_THAN, False): Kind.BEFORE,
    (Kind.LESS_THAN, True): Kind.BY,
    (Kind.MORE_THAN, False): Kind.AFTER,
    (Kind.MORE_THAN, True): Kind.SINCE,
}
_LENGTH: Final = Form("(number|one|fraction)? length ($ | and|from|filler|past)")
TWO_BOUNDS: Final = Form(
    "low=(after|since|or_later|from) filler* one=(.+) comma? (and|comma)? (filler* high=(before|until|by|or_earlier) filler* two=(.+))"
)


def read_bounded(tokens: Tokens, context: Context, expression: Expression) -> Span | None:
    """Read before, after, since, until, by, or later, or earlier; one end stays open."""
    first, last = tokens[0].kind, tokens[-1].kind
    kind, rest = "", tokens
    if first == Kind.MORE_THAN and len(tokens) > 1 and Kind.SINCE in (tokens[1].kind, last):
        return read_bounded(tokens[1:], context, expression)  # "at least since March"
    prefixes = load(context.language).settings.get("prefixes", ())
    if first == Kind.FROM and tokens[0].text in prefixes and Kinds.END.isdisjoint(letters(tokens)):
        kind, rest = Kind.SINCE, tokens[1:]  # Hebrew "מנובמבר"
    elif first in Kinds.BOUND and not (
        first in (Kind.SINCE, Kind.UNTIL)
        and (
            any(token.kind in (Kind.TO, Kind.UNTIL, Kind.APPROXIMATE) for token in tokens[1:])
            or letters(tokens).count(Kind.PART) > 1  # Italian "da metà febbraio a fine marzo"
        )
    ):
        kind, rest = first, tokens[1:]
    elif first in Kinds.LIMIT and len(tokens) > 1:
        if tokens[0].text not in "<>" and [token.kind for token in tokens[1:]] == [Kind.YEAR]:
            context.fail("more or less than a number may be any amount")
            return None
        equal = tokens[1].kind == Kind.EQUAL
        kind, rest = _LIMITS[first, equal], tokens[1 + equal :]
    elif first in Kinds.OPEN or last in Kinds.OPEN:
        kind, rest = (
            (Kind.SINCE if (first if first in Kinds.OPEN else last) == Kind.OR_LATER else Kind.BY),
            tokens[1:] if first in Kinds.OPEN else tokens[:-1],
        )
    elif (
        last in Kinds.BOUND
        and context.settings.get("postpositions")
        and not any(token.kind == Kind.FROM for token in tokens[:-2])
    ):
        kind, rest = last, tokens[:-1]
        if rest and rest[-1].kind in (Kind.FROM, Kind.TO):
            rest = rest[:-1]
    elif last == Kind.DASH and len(tokens) > 1 and tokens[-2].kind != Kind.DASH:
        kind, rest = Kind.SINCE, tokens[:-1]
    least = Kind.MORE_THAN if kind == Kind.SINCE else Kind.FILLER  # "since at least March"
    while rest and rest[0].kind in (Kind.FROM, Kind.FILLER, least):
        rest = rest[1:]
    if len(rest) > 1 and rest[0].kind == Kind.DASH and rest[0].tight:  # "pre-2014"
        rest = rest[1:]
    if not kind or not rest or rest[0].kind in Kinds.LIST | Kinds.OPEN:  # "before and after 6 August"
        return None
    if kind == Kind.BEFORE and may_be(context.language, tokens[0], Kind.TO) and _is_weekday(rest):
        kind = Kind.UNTIL  # Russian "до пятницы" takes Friday in
    if kind == Kind.AFTER and _LENGTH.match(letters(rest)) and may_be(context.language, tokens[0], Kind.IN):
        return None  # Arabic "بعد أسبوع" is in a week
    if kind == Kind.AFTER and rest[-1].kind == Kind.LATER:  # "after two weeks from now" is then
        return settle(expression(rest, context), context)
    edge = rest[0].kind == Kind.PART and kind in (Kind.BEFORE, Kind.AFTER)
    if edge:  # before the end of March is in March
        late = rest[0].value in {"late", "mid_late"}
        mid = rest[0].value == "mid"
        kind = {
            Kind.BEFORE: Kind.UNTIL if late else Kind.BEFORE, Kind.AFTER: Kind.AFTER if late or mid else Kind.SINCE,
        }[kind]  # fmt: skip
        if not mid:
            rest = rest[1:]
    word = tokens[-1 if context.settings.get("postpositions") else 0]
    span = _lasting_since(rest, context) if (kind, word.value) == (Kind.SINCE, "since") else None
    span = span or _settled_bound(rest, kind, tokens[0], context, expression)
    if span is None or (span.earliest is None and span.latest is None) or span.precision == "set":
        return None
    found = bounded(span, kind)
    if (
        kind == Kind.UNTIL and found is not None and span.precision in _LONG and not edge
    ):  # with the month named, or up to it
        return context.another(found, lambda: _until_before(rest, tokens[0], context, expression))
    return found


def read_two_bounds(tokens: Tokens, context: Context, expression: Expression) -> Span | None:
    """Read "after 5 and no later than 9 May": what lies between, with the ends that the words take in."""
    match = TWO_BOUNDS.fullmatch(letters(tokens))
    if match is None:
        return None
    low, high = (tokens[match.start(name)] for name in ("low", "high"))
    one, two = (tokens[slice(*match.span(name))] for name in ("one", "two"))
    if one[-1].kind == Kind.AND:
        one = one[:-1]
    to = Token(Kind.TO, "to", high.text)
    span = settle(expression([*one, to, *two], context), context)
    if span is None or len(span.members) != len((one, two)):
        return None
    start, end = span.members
    first = start.latest and start.latest.plus(1) if low.kind == Kind.AFTER else start.earliest
    last = end.earliest and end.earliest.plus(-1) if _leaves_out(high, context) else end.latest
    if first is None or last is None or first > last:
        context.fail(BACKWARDS)
        return None
    if (first, last) == (span.earliest, span.latest):
        return span
    return span.bounded(first, last, edtf_interval(first, last), "interval")


def _leaves_out(word: Token, context: Context) -> bool:
    """Whether a word leaves out the end that it bounds: "before" and "and before" do, Russian "до" in a range does not."""
    meanings = {
        kind
        for text in (word.text, word.text.partition(" ")[2])
        for kind, _ in load(context.language).words.get(text, ())
    }
    return Kind.BEFORE in meanings and meanings.isdisjoint(Kinds.END)


_SO_LONG: Final = Form("(number|one|year) length")


def _lasting_since(rest: Tokens, context: Context) -> Span | None:
    """Read "seit drei Wochen", "depuis deux jours": since so long ago."""
    so_long = _SO_LONG.fullmatch(letters(rest)) or (len(rest) == 1 and is_one(context, rest[0]))
    anchor = context.anchor() if so_long else None
    if anchor is None:
        return None
    context.trace.append("since so long ago")
    return counted_from(anchor, rest, -1, context)


_LONG: Final = frozenset({"month", "year", "season", "quarter", "decade"})


def _until_before(rest: Tokens, word: Token, context: Context, expression: Expression) -> Span | None:
    """Read "until 2010" as not into it."""
    span = _settled_bound(rest, Kind.BEFORE, word, context, expression)
    return bounded(span, Kind.BEFORE) if span else None


def _settled_bound(
    rest: Tokens, kind: str, word: Token, context: Context, expression: Expression
) -> Span | None:
    """Settle the bound; what something has lasted since lies in the past, and "the end of the month" has one unit left."""
    prefer, outer = context.prefer, context.bare_units
    context.bare_units = outer or (
        word.kind in (Kind.BEFORE, Kind.AFTER, Kind.UNTIL)
        and sum(token.kind != Kind.FILLER for token in rest) == 1
    )
    if prefer == "nearest":
        if kind == Kind.SINCE and word.value == "since":
            context.prefer = BEFORE
        elif kind in _DEADLINES and _is_weekday(rest):
            context.prefer = "future"
    span = settle(expression(rest, context), context)
    context.prefer, context.bare_units = prefer, outer
    return span


_DEADLINES: Final = frozenset({Kind.BEFORE, Kind.UNTIL, Kind.BY})


def _is_weekday(rest: Tokens) -> bool:
    return _WEEKDAY.fullmatch(letters(rest)) is not None


_WEEKDAY: Final = Form("(filler|day_unit)* weekday")


def bounded(span: Span, kind: str) -> Span | None:
    """Open one end of a span.

    Before and after leave the span out; since, until and by take it in.
    """
    ends: tuple[Day | None, Day | None]
    if kind == Kind.BEFORE:
        ends = (None, span.earliest.plus(-1) if span.earliest else None)
    elif kind == Kind.AFTER:
        ends = (span.latest.plus(1) if span.latest else None, None)
    elif kind == Kind.SINCE:
        ends = (span.earliest, None)
    else:
        ends = (None, span.latest)
    if ends == (None, None):
        return None
    edtf = _open_form(span, kind) or edtf_interval(*ends)
    day = span.precision == "day"  # which an hour beside it belongs to
    return replace(span.bounded(ends[0], ends[1], edtf, "interval"), members=(span,) if day else ())


def _open_form(span: Span, kind: str) -> str:
    """Keep the precision that was named: since March 2016 is `2016-03/..`."""
    if kind == Kind.SINCE and "/" not in span.edtf and span.precision in {"month", "year"}:
        return f"{span.edtf}/.."
    if kind in (Kind.UNTIL, Kind.BY) and "/" not in span.edtf and span.precision in {"month", "year"}:
        return f"../{span.edtf}"
    return ""


def read_to_date(tokens: Tokens, context: Context, expression: Expression) -> Span | None:
    """Read "from 24 February 2022 to date", "so far this year", "until now": up to the reference."""
    anchor = context.anchor()
    rest = [token for token in tokens if token.kind != Kind.TO_DATE]
    while rest and rest[0].kind in (Kind.FROM, Kind.SINCE, Kind.FILLER, Kind.COMMA):
        rest = rest[1:]
    while rest and rest[-1].kind in (Kind.AND, Kind.COMMA, Kind.DASH, Kind.FROM, Kind.SINCE):
        rest = rest[:-1]
    if anchor is None:
        return None
    if not rest:  # Ukrainian "донині" alone is too vague a word
        return None if may_be(context.language, tokens[0], Kind.VAGUE) else days_span(None, anchor)
    prefer, context.prefer = context.prefer, BEFORE if context.prefer == "nearest" else context.prefer
    outer, context.bare_units = context.bare_units, True
    span = settle(expression(rest, context), context)
    context.prefer, context.bare_units = prefer, outer
    if span is None or span.earliest is None or span.earliest > anchor:
        return None
    return replace(days_span(span.earliest, anchor), inferred=span.inferred, approximate=span.approximate)
