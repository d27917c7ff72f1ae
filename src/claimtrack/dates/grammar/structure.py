"""Composite dates: qualifiers, open bounds, parts, ranges, sets, and two calendars side by side."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from claimtrack.dates.choice import BEFORE
from claimtrack.dates.edtf import edtf_interval
from claimtrack.dates.grammar.comparing import compared
from claimtrack.dates.grammar.counting import counted_from
from claimtrack.dates.grammar.lasting import lasting
from claimtrack.dates.grammar.ranges import read_range
from claimtrack.dates.grammar.rule import apply
from claimtrack.dates.lexicon import load
from claimtrack.dates.partial import Partial, resolve
from claimtrack.dates.spans import Span, day_span, part_of, replace
from claimtrack.dates.tokens import Token

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from claimtrack.dates.context import Context
    from claimtrack.dates.day import Day

    Tokens = Sequence[Token]

DEEPEST: Final = 6
_WITHIN: Final = Token("I", "within", "")
_DOUBTS: Final = "~?%"


def read(tokens: Tokens, context: Context) -> Span | None:
    """Read a whole expression."""
    node = expression(tokens, context)
    return settle(node, context)


def settle(node: Partial | Span | None, context: Context) -> Span | None:
    """Resolve what is still partial."""
    return resolve(node, context) if isinstance(node, Partial) else node


def expression(tokens: Tokens, context: Context) -> Partial | Span | None:
    """Read an expression or a part of one; what it leaves out may come from the other end of a range."""
    if not tokens or context.depth > DEEPEST:
        return None
    simple = apply(tokens, context)
    if simple is not None:
        return simple
    tokens = _trimmed(tokens)
    if not tokens:
        return None
    context.depth += 1
    try:
        for reader in _readers("".join([token.kind for token in tokens])):
            found = reader(tokens, context)
            if found is not None:
                return found
    finally:
        context.depth -= 1
    return None


@lru_cache(maxsize=8192)
def _readers(kinds: str) -> tuple[Callable[[Tokens, Context], Partial | Span | None], ...]:
    """List the composite forms that these kinds leave possible, in the order to try them."""
    have, first, last = set(kinds), kinds[0], kinds[-1]
    possible = (
        (
            _doubted,
            kinds[:2] in {"P~", "P?", "I~", "I?"} or first in _DOUBTS + ",:" or last in _DOUBTS + ",.;:",
        ),
        (_compared, not have.isdisjoint("<>")),
        (_lasting, not have.isdisjoint("JUIZ")),
        (_offset, not have.isdisjoint("BFLAfP")),
        (_bounded, first in "BFZTV<>GK" or last in "GKBFZTV-"),
        (_with_weekday, "W" in (first, last) or kinds.startswith("RW")),
        (_two_calendars, not have.isdisjoint("/,=")),
        (read_range, not have.isdisjoint("tTf&|-~/,;b")),
        (_part, "E" in (first, last)),
        (_rest, first in "r1sDm"),
    )
    return tuple(reader for reader, fits in possible if fits)


def _trimmed(tokens: Tokens) -> Tokens:
    """Take articles and commas off the ends."""
    return _stripped(tokens, "a,", "a,")


def _rest(tokens: Tokens, context: Context) -> Partial | Span | None:
    """Read "the rest of 1916", "day in spring 1849": the whole that it lies in."""
    if len(tokens) < 2 or tokens[0].kind not in "r1sDm":  # noqa: PLR2004 - something has to follow
        return None
    rest = tokens[1:]
    if tokens[0].kind == "1" and rest[0].kind in "Dm" and len(rest) > 1:
        rest = rest[1:]
    elif tokens[0].kind != "r" and rest[0].kind not in "aI~":
        return None
    while rest and rest[0].kind in "aI":
        rest = rest[1:]
    span = settle(expression(rest, context), context) if rest else None
    if span is None or (tokens[0].kind != "r" and span.precision == "day"):
        return None
    return span


def _doubted(tokens: Tokens, context: Context) -> Partial | Span | None:
    """Take off "about", "probably", `?`, `~` at either end."""
    kept = list(tokens)
    marks = ""
    if len(kept) > 2 and kept[0].kind in "PI" and kept[1].kind in "~?":  # noqa: PLR2004 - "in about two weeks"
        kept[0], kept[1] = kept[1], kept[0]
    while len(kept) > 2 and kept[-1].kind in "~?" and kept[-2].kind in "DmY" and kept[-3].kind in ",~?":  # noqa: PLR2004
        marks += kept.pop().kind  # "(year uncertain, day approximate)"
        kept.pop()
    while kept and (
        kept[0].kind in _DOUBTS or kept[-1].kind in _DOUBTS or kept[0].kind in ",:" or kept[-1].kind in ",.;:"
    ):
        token = kept.pop(0) if kept[0].kind in _DOUBTS + ",:" else kept.pop()
        marks += token.kind if token.kind in _DOUBTS else ""
    if not kept or len(kept) == len(tokens):
        return None
    node = expression(kept, context)
    if node is None:
        return None
    approximate, uncertain = "~" in marks or "%" in marks, "?" in marks or "%" in marks
    if isinstance(node, Partial):
        return replace(
            node, approximate=node.approximate or approximate, uncertain=node.uncertain or uncertain
        )
    return node.doubted(approximate=approximate, uncertain=uncertain)


def _compared(tokens: Tokens, context: Context) -> Span | None:
    return compared(tokens, context, lambda row: settle(expression(row, context), context))


def _lasting(tokens: Tokens, context: Context) -> Span | None:
    found = lasting(tokens, context, lambda row: settle(expression(row, context), context))
    if found is not None:
        context.trace.append("so long from or until a date")
    return found


def _bounded(tokens: Tokens, context: Context) -> Span | None:
    """Read before, after, since, until, by, or later, or earlier; one end stays open."""
    first, last = tokens[0].kind, tokens[-1].kind
    kind, rest = "", tokens
    if first in "BFZTV" and not (first in "ZT" and any(token.kind in "tT~" for token in tokens[1:])):
        kind, rest = first, tokens[1:]
    elif first in "<>" and len(tokens) > 1:
        if tokens[0].text not in "<>" and [token.kind for token in tokens[1:]] == ["y"]:
            context.fail("more or less than a number may be any amount")
            return None
        equal = tokens[1].kind == "="
        kind, rest = {"<": "V" if equal else "B", ">": "Z" if equal else "F"}[first], tokens[1 + equal :]
    elif first in "GK" or last in "GK":
        kind, rest = (
            ("Z" if (first if first in "GK" else last) == "G" else "V"),
            tokens[1:] if first in "GK" else tokens[:-1],
        )
    elif last in "BFZTV" and context.language == "tr" and not any(token.kind == "f" for token in tokens[:-2]):
        kind, rest = last, tokens[:-1]
        if rest and rest[-1].kind in "ft":
            rest = rest[:-1]
    elif last == "-" and len(tokens) > 1 and tokens[-2].kind != "-":
        kind, rest = "Z", tokens[:-1]
    while rest and rest[0].kind in "fa":
        rest = rest[1:]
    if not kind or not rest:
        return None
    if kind == "F" and rest[-1].kind == "L":  # "after two weeks from now" is then
        return settle(expression(rest, context), context)
    if rest[0].kind == "E" and kind in "BF":  # before the end of March is in March
        late = rest[0].value in {"late", "mid_late"}
        kind = {"B": "T" if late else "B", "F": "F" if late else "Z"}[kind]
        if rest[0].value != "mid":
            rest = rest[1:]
    span = _settled_bound(rest, kind, tokens[0], context)
    if span is None or (span.earliest is None and span.latest is None):
        return None
    return bounded(span, kind)


def _settled_bound(rest: Tokens, kind: str, word: Token, context: Context) -> Span | None:
    """Settle the bound; what something has lasted since lies in the past, and "the end of the month" has one unit left."""
    prefer, outer = context.prefer, context.bare_units
    context.bare_units = outer or (word.kind in "BFT" and sum(token.kind != "a" for token in rest) == 1)
    if kind == "Z" and word.value == "since" and prefer == "nearest":
        context.prefer = BEFORE
    span = settle(expression(rest, context), context)
    context.prefer, context.bare_units = prefer, outer
    return span


def bounded(span: Span, kind: str) -> Span | None:
    """Open one end of a span.

    Before and after leave the span out; since, until and by take it in.
    """
    ends: tuple[Day | None, Day | None]
    if kind == "B":
        ends = (None, span.earliest.plus(-1) if span.earliest else None)
    elif kind == "F":
        ends = (span.latest.plus(1) if span.latest else None, None)
    elif kind == "Z":
        ends = (span.earliest, None)
    else:
        ends = (None, span.latest)
    if ends == (None, None):
        return None
    edtf = _open_form(span, kind) or edtf_interval(*ends)
    return replace(span, earliest=ends[0], latest=ends[1], edtf=edtf, precision="interval")


def _open_form(span: Span, kind: str) -> str:
    """Keep the precision that was named: since March 2016 is `2016-03/..`."""
    if kind == "Z" and "/" not in span.edtf and span.precision in {"month", "year"}:
        return f"{span.edtf}/.."
    if kind in "TV" and "/" not in span.edtf and span.precision in {"month", "year"}:
        return f"../{span.edtf}"
    return ""


def _part(tokens: Tokens, context: Context) -> Partial | Span | None:
    """Read early, mid, late, the end of."""
    if tokens[0].kind == "E":
        word, rest = tokens[0], tokens[1:]
    elif tokens[-1].kind == "E":
        word, rest = tokens[-1], tokens[:-1]
    else:
        return None
    part = word.value
    while rest and rest[0].kind in "-aI":
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
        return None if _starts(context.language, word) else span
    if span.precision == "week" and part == "late":  # from Friday, as some say, or from Thursday
        part = context.choose(("late", "second_half"))
    return part_of(span, part)


def _starts(language: str, word: Token) -> bool:
    """Tell "beginning 7 January", which is since then, from "early on 7 January"."""
    return any(kind == "Z" for kind, _ in load(language).words.get(word.text, ()))


def _with_weekday(tokens: Tokens, context: Context) -> Partial | None:
    """Read a weekday before or after a date; it has to agree with it."""
    if len(tokens) > 2 and tokens[0].kind == "R" and tokens[1].kind == "W":  # noqa: PLR2004 - "this Friday (15 June)"
        tokens = tokens[1:]
    for token, rest in ((tokens[0], tokens[1:]), (tokens[-1], tokens[:-1])):
        if token.kind != "W":
            continue
        date = _stripped(rest, ",-.a1", ",-")
        if len(date) == 1 and date[0].kind == "n":
            date = [date[0]._replace(kind="o")]
        node = expression(date, context) if date else None
        if isinstance(node, Partial) and node.day is not None and node.weekday is None:
            return replace(node, weekday=token.value)
    return None


def _stripped(tokens: Tokens, before: str, after: str) -> Tokens:
    """Take tokens of these kinds off the front and off the end."""
    start, end = 0, len(tokens)
    while start < end and tokens[start].kind in before:
        start += 1
    while start < end and tokens[end - 1].kind in after:
        end -= 1
    return tokens[start:end]


def _offset(tokens: Tokens, context: Context) -> Span | None:
    """Read "three days after 12 January", "the day before Christmas", "two weeks from tomorrow"."""
    kinds = [token.kind for token in tokens]
    if kinds[-1] in "LA" and "f" in kinds[1:-2]:  # Turkish: "bugünden iki gün sonra"
        at = kinds.index("f", 1)
        # "bugünden itibaren iki gün içinde" says "since" as well
        amount = [token for token in tokens[at + 1 : -1] if token.kind != "Z"]
        if {token.kind for token in amount} <= set("n1yDwmY&"):
            found = _counted_off(tokens[:at], amount, 1 if kinds[-1] == "L" else -1, context)
            if found is not None and tokens[-1].value == "later_or_within":
                return context.another(
                    found, _lasting([_WITHIN, *amount, *tokens[at : at + 1], *tokens[:at]], context) or found
                )
            return found
    for at, token in enumerate(tokens[:-1]):
        if token.kind not in "BFLAfP" or at == 0:
            continue
        amount = [one for one in tokens[:at] if one.kind not in "a,"]
        if not amount or amount[-1].kind not in "DwgmqjYdCsOi":
            continue
        sign = -1 if token.kind in "BAP" else 1
        if token.kind == "L" and any(one.kind == "W" for one in tokens[at + 1 :]):
            return None  # "in three days on Friday" is that Friday, not three days after one
        if len(amount) == 1 and (amount[0].kind != "D" or amount[0].text.endswith("days")):
            context.fail("how many is not said")
            return None
        return _counted_off(tokens[at + 1 :], amount, sign, context)
    return None


def _counted_off(base: Tokens, amount: Tokens, sign: int, context: Context) -> Span | None:
    """Move by an amount from a date, from its first and from its last day."""
    span = settle(expression(base, context), context)
    if span is None or span.earliest is None or span.latest is None:
        return None
    return _joined([counted_from(day, amount, sign, context) for day in (span.earliest, span.latest)], span)


def _joined(ends: list[Span | None], span: Span) -> Span | None:
    from claimtrack.dates.spans import hull

    low, high = ends
    if low is None or high is None:
        return None
    found = low if low.edtf == high.edtf else hull([low, high])
    return replace(
        found, approximate=found.approximate or span.approximate, uncertain=found.uncertain or span.uncertain,
        inferred=span.inferred, known=span.known,
    )  # fmt: skip


def _two_calendars(tokens: Tokens, context: Context) -> Span | None:
    """Read "23 Muharram 1437 / 5 November 2015": both have to name the same day."""
    if not any(_foreign(token) for token in tokens):
        return None
    for at, token in enumerate(tokens[1:-1], 1):
        if token.kind not in "/,=":
            continue
        spans = []
        for side in (tokens[:at], tokens[at + 1 :]):
            span = settle(expression(_trimmed(side), context), context)
            if span is None:
                break
            spans.append(span)
        if len(spans) == 2 and spans[0].calendar != spans[1].calendar:  # noqa: PLR2004 - the two sides
            return agreed(spans[0], spans[1])
    return None


def _foreign(token: Token) -> bool:
    """Tell whether a token belongs to a calendar other than the Gregorian."""
    return (token.kind == "M" and token.value[0] != "gregorian") or (
        token.kind == "e" and token.value not in {"bc", "ad"}
    )


def agreed(one: Span, other: Span) -> Span | None:
    """Put two calendars' accounts of one date together: the Gregorian one holds, a difference is told."""
    gregorian, foreign = (one, other) if one.calendar == "gregorian" else (other, one)
    if not (gregorian.earliest and gregorian.latest and foreign.earliest and foreign.latest):
        return None
    if gregorian.earliest <= foreign.latest and foreign.earliest <= gregorian.latest:
        return gregorian
    distance = min(
        abs(gregorian.earliest.ordinal - foreign.latest.ordinal),
        abs(foreign.earliest.ordinal - gregorian.latest.ordinal),
    )
    remark = f"the {foreign.calendar} date is {foreign.edtf}, {distance} day{'s' * (distance != 1)} off"
    if distance == 1 and foreign.approximate:
        return replace(gregorian, remark=f"{remark}, as sighting of the moon allows")
    return replace(gregorian, uncertain=True, remark=remark)


__all__ = ["day_span", "expression", "read", "settle"]
