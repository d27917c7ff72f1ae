"""Composite dates: qualifiers, open bounds, parts, weekdays beside a date, and the ways into the other phrases."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from claimtrack.dates.choice import BEFORE
from claimtrack.dates.edtf import edtf_interval
from claimtrack.dates.grammar.beside import beside, weekday_near
from claimtrack.dates.grammar.comparing import compared
from claimtrack.dates.grammar.dual import two_calendars
from claimtrack.dates.grammar.lasting import lasting
from claimtrack.dates.grammar.lists import day_list
from claimtrack.dates.grammar.offset import either_count, offset
from claimtrack.dates.grammar.ranges import read_range
from claimtrack.dates.grammar.rule import apply
from claimtrack.dates.lexicon import load
from claimtrack.dates.partial import Partial, settle
from claimtrack.dates.spans import Span, part_of, replace
from claimtrack.dates.tokens import letters

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from claimtrack.dates.context import Context
    from claimtrack.dates.day import Day
    from claimtrack.dates.tokens import Token

    Tokens = Sequence[Token]

DEEPEST: Final = 6
MOST_STEPS: Final = 60  # no date that was ever met takes more than twenty; a heap of words takes thousands
_LAST_DAY: Final = 31
_LENGTH: Final = r"[n1½]?[DwgmqjYdCsO]($|[&faP])"
_DOZEN: Final = 12  # "one Friday" is no first of a month, "lunes veintiuno" is the 21st
_LAST_YEAR: Final = 9999  # four digits
_DOUBTS: Final = "~?%"
_WEIGHTLESS: Final = "a,"  # articles and commas at the ends
_ENDINGS: Final = frozenset({"ish"})


def read(tokens: Tokens, context: Context) -> Span | None:
    """Read a whole expression."""
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
    """Give a reader of a phrase the way to read the dates in it."""

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
        (
            _doubted,
            kinds[:2] in {"P~", "P?", "I~", "I?"}
            or kinds[-2:] in {"~A", "?A", "~L", "?L"}
            or first in _DOUBTS + ",:"
            or last in _DOUBTS + ",.;:",
        ),
        (
            _whole(either_count),
            not have.isdisjoint("ALIPBFf") and re.search("n[|t-]n[DwgmqYdCsOi]", kinds),
        ),
        (_whole(compared), not have.isdisjoint("<>")),
        (_whole(lasting), not have.isdisjoint("JUIZ")),
        (_whole(beside), not (have.isdisjoint("BFf") or have.isdisjoint("WwgmqjYdCsD"))),
        (_whole(offset), first == "X" or not have.isdisjoint("BFLAfP")),
        (_bounded, first in "BFZTV<>GK" or last in "GKBFZTV-"),
        (_with_weekday, "W" in (first, last) or kinds.startswith("RW") or kinds.endswith("WD")),
        (_named_day, "X" in (first, last)),
        (_whole(two_calendars), not have.isdisjoint("/,=")),
        (_days, "M" in have and not have.isdisjoint("&,|") and not have.isdisjoint("no")),
        (_range, not have.isdisjoint("tTf&|-~/,;b")),
        (_part, "E" in (first, last)),
        (_rest, first in "r1sDm"),
    )
    return tuple(reader for reader, fits in possible if fits)


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
    if len(kept) > 2 and kept[-1].kind in "AL" and kept[-2].kind in "~?":  # noqa: PLR2004 - "two weeks or so ago"
        kept[-1], kept[-2] = kept[-2], kept[-1]
    while len(kept) > 2 and kept[-1].kind in "~?" and kept[-2].kind in "DmY" and kept[-3].kind in ",~?":  # noqa: PLR2004
        marks += kept.pop().kind  # "(year uncertain, day approximate)"
        kept.pop()
    while kept and (
        kept[0].kind in _DOUBTS or kept[-1].kind in _DOUBTS or kept[0].kind in ",:" or kept[-1].kind in ",.;:"
    ):
        token = kept.pop(0) if kept[0].kind in _DOUBTS + ",:" else kept.pop()
        if token.text in _ENDINGS and kept and kept[-1].kind == "-":  # "1950-ish"
            kept.pop()
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
    if (
        kind == "F"
        and re.match(_LENGTH, "".join([token.kind for token in rest]))
        and _may_be(context.language, tokens[0], "I")
    ):
        return None  # Arabic "بعد أسبوع" is in a week
    if kind == "F" and rest[-1].kind == "L":  # "after two weeks from now" is then
        return settle(expression(rest, context), context)
    if rest[0].kind == "E" and kind in "BF":  # before the end of March is in March
        late = rest[0].value in {"late", "mid_late"}
        mid = rest[0].value == "mid"
        kind = {"B": "T" if late else "B", "F": "F" if late or mid else "Z"}[kind]
        if not mid:
            rest = rest[1:]
    span = _settled_bound(rest, kind, tokens[0], context)
    if span is None or (span.earliest is None and span.latest is None):
        return None
    found = bounded(span, kind)
    if kind == "T" and found is not None and span.precision in _LONG:  # with the month named, or up to it
        return context.another(found, lambda: _until_before(rest, tokens[0], context))
    return found


_LONG: Final = frozenset({"month", "year", "season", "quarter", "decade"})


# The end of a week begins on Friday or, as some say, on Thursday; its beginning ends on Wednesday or on Tuesday.
_OF_WEEK: Final = {"late": "second_half", "early": "first_days"}


def _until_before(rest: Tokens, word: Token, context: Context) -> Span | None:
    """Read "until 2010" as not into it."""
    span = _settled_bound(rest, "B", word, context)
    return bounded(span, "B") if span else None


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
    return span.bounded(ends[0], ends[1], edtf, "interval")


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
    while rest and rest[0].kind in "-aI" and not (rest[0].kind == "a" and rest[1:] and rest[1].kind == "n"):
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
        return None if part == "mid" or _may_be(context.language, word, "Z") else span
    if span.precision == "week" and part in _OF_WEEK:
        part = context.choose((part, _OF_WEEK[part]))
    return part_of(span, part)


def _days(tokens: Tokens, context: Context) -> Span | None:
    found = day_list(tokens, context, expression)
    if found is not None:
        context.trace.append("days of a month")
    return found


def _range(tokens: Tokens, context: Context) -> Span | None:
    return read_range(tokens, context, expression)


def _named_day(tokens: Tokens, context: Context) -> Span | None:
    """Read "today, 12 February": both have to name the same day."""
    for token, rest in ((tokens[0], tokens[1:]), (tokens[-1], tokens[:-1])):
        date = _stripped(rest, ",-.a", ",-") if token.kind == "X" else ()
        span = read(date, context) if date else None
        anchor = context.anchor() if span else None
        if span and anchor and span.precision == "day" and span.earliest == anchor.plus(token.value):
            return span
    return None


def _may_be(language: str, word: Token, kind: str) -> bool:
    """Tell whether a word has a meaning of this kind too: "beginning 7 January" is since then."""
    return any(other == kind for other, _ in load(language).words.get(word.text, ()))


def _with_weekday(tokens: Tokens, context: Context) -> Partial | Span | None:
    """Read a weekday before or after a date; it has to agree with it."""
    if len(tokens) > 2 and tokens[0].kind == "R" and tokens[1].kind == "W":  # noqa: PLR2004 - "this Friday (15 June)"
        tokens = tokens[1:]
    if tokens[-1].kind == "D":  # Turkish "5 Mart Salı günü"
        tokens = tokens[:-1]
    for token, rest in ((tokens[0], tokens[1:]), (tokens[-1], tokens[:-1])):
        if token.kind != "W":
            continue
        date = _stripped(rest, ",-.a1", ",-")
        if len(date) == 1 and (
            date[0].kind == "o"
            or (date[0].kind == "n" and (date[0].text.isdigit() or date[0].value > _DOZEN))
        ):
            context.trace.append("weekday and day")
            number = date[0].value
            return Partial(day=number, weekday=token.value) if 1 <= number <= _LAST_DAY else None
        node = expression(date, context) if date else None
        if isinstance(node, Partial):
            if node.day is not None and node.weekday is None:
                return replace(node, weekday=token.value)
        elif node is not None and re.search(_POINTED, "".join([one.kind for one in date])):
            return weekday_near(node, token.value, in_week=any(one.kind == "w" for one in date))
    return None


_POINTED: Final = "w|[n1].*[LAPIBFf]|[LAPIBFf].*[n1]"  # a week, or a day counted to


def _stripped(tokens: Tokens, before: str, after: str) -> Tokens:
    """Take tokens of these kinds off the front and off the end."""
    start, end = 0, len(tokens)
    while start < end and tokens[start].kind in before:
        start += 1
    while start < end and tokens[end - 1].kind in after:
        end -= 1
    return tokens[start:end]
