"""Lengths of time with one end named, or told as a limit: within two weeks, ten days from 18 December, more than a week ago."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from claimtrack.dates.grammar.counting import FEW_HIGH, MOST, SMALL, counts, moved
from claimtrack.dates.grammar.rule import is_plural, words_of
from claimtrack.dates.spans import Span, day_span, days_span, replace
from claimtrack.dates.tokens import Few, Form, Kind, Kinds, Token, letters

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from claimtrack.dates.context import Context
    from claimtrack.dates.day import Day
    from claimtrack.dates.tokens import Token

    Read = Callable[[Sequence[Token]], Span | None]
    Amount = list[tuple[float, Token]]


_PLAIN: Final = frozenset({Kind.LASTING, Kind.ENDED, Kind.IN, Kind.SINCE})


def may_last(kinds: str) -> bool:
    """Whether a row of these kinds may hold a length of time with one end named."""
    return not _PLAIN.isdisjoint(kinds) or any(
        form.fullmatch(kinds) for form in (_FOLLOWING, _NEXT_TO, _RUNNING, _TO_ITS_END)
    )


def lasting(tokens: Sequence[Token], context: Context, read: Read) -> Span | None:
    """Read a length of time that begins or ends with a date.

    Args:
        tokens: the row.
        context: for the reference.
        read: reads a row of tokens without the length.
    """
    marks = letters(tokens)
    if Kind.ENDED in marks:
        at = marks.index(Kind.ENDED)
        return _ended(tokens[:at], tokens[at + 1 :], context, read)
    for at, token in enumerate(tokens):
        if token.value == "within":
            return _within([*tokens[:at], *tokens[at + 1 :]], context, read)
    if (Kind.BEFORE in marks or Kind.AFTER in marks) and (beside := next_to(tokens, context, read)):
        return beside
    match = _FOLLOWING.fullmatch(marks)
    if match and not any(token.value == "starting" for token in tokens):
        return _within(tokens[match.start("within") :], context, read)
    if match := _RUNNING.fullmatch(marks):
        length = [token for token in tokens[slice(*match.span("length"))] if token.kind != Kind.RUN]
        amount, base = _amount(length, context), read(tokens[match.start("date") :])
        return _ending_before(so_long_from(base, amount)) if base and amount else None
    if match := _TO_ITS_END.fullmatch(marks):
        return _ended(tokens[slice(*match.span("length"))], tokens[match.start("end") :], context, read)
    if Kind.LASTING in marks or any(token.value == "starting" for token in tokens):
        return _begun(tokens, context, read)
    return None


# "dans les 48 heures suivant le 10 mai", "in the two weeks following 10 May"
_FOLLOWING: Final = Form(
    "(in|filler)* within=(((number|year|fraction) length relative (filler|to)+ | (number|year|fraction)? length since filler*) (day|month|shift|weekday).*)"
)


# Without the article, "two weeks before 7 October" is a day.
_NEXT_TO: Final = Form(
    "(in|filler)* the=filler (relative|ordinal)? length=((number|year|fraction) length) side=(before|after) date=(.+)"
)


# "in the three months to 31 January"
# "three consecutive days from 11 October"
_RUNNING: Final = Form(
    "(filler|lasting|in)* length=(number run length | number length run) (from|since) filler* date=(.+)"
)


_TO_ITS_END: Final = Form(
    "(in|filler)* length=((number|one)? length) to filler* end=(day month.*|month day.*|weekday)"
)


def next_to(tokens: Sequence[Token], context: Context, read: Read) -> Span | None:
    """Read "the two weeks before 7 October": the days of a length with an article that ends or begins with a date.

    Args:
        tokens: the row, with its article.
        context: for the language.
        read: reads the date.
    """
    match = _NEXT_TO.fullmatch(letters(tokens))
    if match is None:
        return None
    amount = _amount(tokens[slice(*match.span("length"))], context)
    article = tokens[match.start("the")].text in words_of(context.language, "articles")
    base = read(tokens[match.start("date") :]) if amount and article else None
    if base is None or amount is None or base.earliest is None or base.latest is None:
        return None
    if tokens[match.start("side")].kind == Kind.AFTER:
        found = days_span(base.latest.plus(1), moved(base.latest, amount, 1))
    else:
        found = days_span(moved(base.earliest, amount, -1), base.earliest.plus(-1))
    return replace(found, inferred=base.inferred)


def until_then(context: Context, tokens: Sequence[Token]) -> Span | None:
    """Read "within two weeks": from the reference to two weeks after it."""
    anchor = context.anchor()
    amount = _amount(tokens, context)
    if anchor is None or amount is None:
        return None
    context.trace.append("from now until then")
    return replace(so_long_from(day_span(anchor), amount), inferred=("year", "month", "day"))


def so_long_from(base: Span, amount: Amount) -> Span:
    """Return the days from the first day of a span to so long after its last one."""
    if base.earliest is None or base.latest is None:
        return base
    few = any(isinstance(number, Few) for number, _ in amount)
    pairs = [(FEW_HIGH if isinstance(number, Few) else number, unit) for number, unit in amount]
    found = days_span(base.earliest, moved(base.latest, pairs, 1))
    return replace(found, inferred=base.inferred).doubted(
        approximate=few or base.approximate, uncertain=base.uncertain
    )


def _amount(tokens: Sequence[Token], context: Context) -> Amount | None:
    """Pair the numbers and units of a length; a few of a longer unit may be any number."""
    pairs = counts([token for token in tokens if token.kind not in (Kind.FILLER, Kind.LASTING, Kind.SINCE)])
    if not pairs or not all(0 < number <= MOST for number, _ in pairs):
        return None
    if (
        len(pairs) == 1
        and is_plural(context.language, pairs[0][1])
        and not any(one.kind in (Kind.NUMBER, Kind.YEAR, Kind.ONE, Kind.FRACTION) for one in tokens)
    ):
        context.fail("vague: how many is not said")
        return None
    if any(isinstance(number, Few) and unit.value not in SMALL for number, unit in pairs):
        context.fail("vague: how many is not said")
        return None
    return pairs


def _ended(length: Sequence[Token], end: Sequence[Token], context: Context, read: Read) -> Span | None:
    """Read "the nine months ended 30 June"."""
    amount = _amount(length, context)
    span = read(end) if amount else None
    if span is None or span.latest is None or amount is None:
        return None
    hours = all(unit.kind == Kind.CLOCK_UNIT for _, unit in amount)  # begin at some time of the first day
    first = moved(span.latest.plus(0 if hours else 1), amount, -1)
    return replace(days_span(first, span.latest), inferred=span.inferred)


def _parted(tokens: Sequence[Token]) -> tuple[Sequence[Token], Sequence[Token]] | None:
    """Part a row into a length and the date that it is counted from, whichever comes first."""
    for at, token in enumerate(tokens):
        if token.kind not in (Kind.FROM, Kind.AFTER, Kind.SINCE) or not at:
            continue
        before, after = tokens[:at], tokens[at + 1 :]
        while after and after[0].kind in (Kind.FROM, Kind.SINCE, Kind.FILLER):
            after = after[1:]
        if counts([one for one in before if one.kind not in (Kind.FILLER, Kind.LASTING)]):
            return (before, after) if after else None
        if counts([one for one in after if one.kind not in (Kind.FILLER, Kind.LASTING)]):
            return after, before
    return None


_OF: Final = Form(
    "filler* amount=((number|year|one|fraction) length) relative? (filler|past|to)+ filler* date=(.+)"
)


def _parted_by_words(tokens: Sequence[Token]) -> tuple[Sequence[Token], Sequence[Token]] | None:
    """Part "48 hours of 10 May", "48 heures suivant le 10 mai"."""
    match = _OF.fullmatch(letters(tokens))
    if match is None or not any(
        token.kind in (Kind.MONTH, Kind.SHIFT, Kind.COMPLETE) for token in tokens[match.start("date") :]
    ):
        return None
    return tokens[slice(*match.span("amount"))], tokens[match.start("date") :]


def _within(tokens: Sequence[Token], context: Context, read: Read) -> Span | None:
    """Read "within two weeks from today", and "within this year", which is in it."""
    parted = _parted(tokens) or _parted_by_words(tokens)
    if parted is None:
        amount = (
            None
            if any(
                token.kind
                not in (
                    Kind.NUMBER,
                    Kind.YEAR,
                    Kind.ORDINAL,
                    Kind.ONE,
                    Kind.FRACTION,
                    Kind.FILLER,
                    Kind.DAY_UNIT,
                    Kind.WEEK_UNIT,
                    Kind.WEEKEND_UNIT,
                    Kind.MONTH_UNIT,
                    Kind.QUARTER_UNIT,
                    Kind.HALF_UNIT,
                    Kind.YEAR_UNIT,
                    Kind.DECADE_UNIT,
                    Kind.CENTURY_UNIT,
                    Kind.SEASON_UNIT,
                    Kind.WORKDAY_UNIT,
                    Kind.CLOCK_UNIT,
                    Kind.AND,
                    Kind.COMMA,
                )
                for token in tokens
            )
            else tokens
        )
        return until_then(context, amount) if amount else read(tokens)
    amount_pairs = _amount(parted[0], context)
    base = read(parted[1]) if amount_pairs else None
    return so_long_from(base, amount_pairs) if base and amount_pairs else None


def _begun(tokens: Sequence[Token], context: Context, read: Read) -> Span | None:
    """Read "for ten days from 18 December"; the first day may count or not, and counts in "starting 18 December"."""
    kinds = [token.kind for token in tokens]
    if Kind.LASTING in kinds[1:-1] and kinds[0] in (Kind.FROM, Kind.SINCE):  # "from 18 December for ten days"
        at = kinds.index(Kind.LASTING)
        parted: tuple[Sequence[Token], Sequence[Token]] | None = (tokens[at + 1 :], tokens[1:at])
    else:
        parted = _parted(tokens)
    if parted is None:
        return None
    amount, date = _amount(parted[0], context), parted[1]
    base = read(date) if amount else None
    if base is None or amount is None or base.earliest is None or base.precision != "day":
        return None
    whole = so_long_from(base, amount)
    if not any(token.kind in (Kind.NUMBER, Kind.YEAR, Kind.ONE, Kind.FRACTION) for token in parted[0]):
        return _ending_before(whole)  # "the week beginning 4 February" has seven days
    from_day = Kind.FROM in kinds or Kind.AFTER in kinds

    def other() -> Span | None:
        first = read(date)
        found = so_long_from(first, amount) if first else None
        return _ending_before(found) if found and from_day else found

    return context.another(whole if from_day else _ending_before(whole), other)


def _ending_before(span: Span) -> Span:
    """Return a span that ends a day sooner."""
    sooner = days_span(span.earliest, span.latest.plus(-1) if span.latest else None)
    return span.bounded(span.earliest, sooner.latest, sooner.edtf, span.precision)


_BACK: Final = frozenset({Kind.AGO, Kind.PAST, Kind.BEFORE})
_ON: Final = frozenset({Kind.LATER, Kind.IN, Kind.AFTER, Kind.FROM})


def compared(
    tokens: Sequence[Token], context: Context, read: Callable[[Sequence[Token]], Span | None]
) -> Span | None:
    """Read a length of time that is a limit.

    More than two weeks ago ends two weeks ago, whenever it began; less than two weeks ago is what lies since.

    Args:
        tokens: with the word of comparison first, or behind the "ago" that some languages begin with.
        context: for the reference.
        read: reads a row of tokens without it.
    """
    at = next(
        (place for place in (0, 1) if tokens[place : place + 1] and tokens[place].kind in Kinds.LIMIT), None
    )
    if (
        at is None
        or tokens[at].text in "<>"
        or (at and tokens[0].kind not in (Kind.PAST, Kind.IN, Kind.FILLER))
    ):
        return None
    rest = [*tokens[:at], *tokens[at + 1 :]]
    kinds = [token.kind for token in rest]
    back, on = not _BACK.isdisjoint(kinds), not _ON.isdisjoint(kinds)
    if back == on or not any(kind in Kinds.LENGTH for kind in kinds):
        return None
    outer, context.to_the_day = context.to_the_day, True
    limit = read(rest)
    context.to_the_day = outer
    if limit is None or limit.earliest is None or limit.latest is None:
        return None
    ends: tuple[Day | None, Day | None]
    if tokens[at].kind == Kind.MORE_THAN:
        ends = (None, limit.latest) if back else (limit.earliest, None)
    else:
        base = _base(rest, kinds, context, read)
        if base is None or base.earliest is None or base.latest is None:
            return None
        ends = (limit.earliest, base.latest) if back else (base.earliest, limit.latest)
    return days_span(*ends).doubted(approximate=limit.approximate)._replace(inferred=limit.inferred)


def _base(
    rest: Sequence[Token],
    kinds: Sequence[str],
    context: Context,
    read: Callable[[Sequence[Token]], Span | None],
) -> Span | None:
    """Return the day that is counted from: the reference, or what stands behind "before", "after" or "from"."""
    for at, kind in enumerate(kinds[:-1]):
        if kind in (Kind.BEFORE, Kind.AFTER, Kind.FROM) and at:
            return read(rest[at + 1 :])
    anchor = context.anchor()
    return day_span(anchor) if anchor else None
