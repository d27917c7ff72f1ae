"""What dates make together: an interval, or a set of them; lists of days of one month."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from claimtrack.dates.edtf import edtf_interval
from claimtrack.dates.partial import resolve
from claimtrack.dates.parts import Partial
from claimtrack.dates.spans import Span, hull, replace
from claimtrack.dates.tokens import Form, Kind, Kinds, letters

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from claimtrack.dates.context import Context
    from claimtrack.dates.tokens import Token


BACKWARDS: Final = "the range ends before it begins"


def is_later(start: Span, end: Span) -> bool:
    """Whether one date begins after another one ends."""
    return bool(start.earliest and end.latest and start.earliest > end.latest)


def combined(spans: list[Span], meaning: str, context: Context) -> Span | None:
    """Make an interval or a set of settled dates."""
    start, end = spans[0], spans[-1]
    if meaning == "range":
        if is_later(start, end):
            context.reason = BACKWARDS
            return None
        return Span(
            start.earliest,
            end.latest,
            _ends(start, end) or edtf_interval(start.earliest, end.latest),
            "interval",
            start.approximate or end.approximate,
            start.uncertain or end.uncertain,
            max(start.known, end.known, key=len),
            max(start.inferred, end.inferred, key=len),
            start.calendar,
            (start, end),
        )
    if any(span.earliest is None or span.latest is None for span in spans):
        context.fail("dates that are open at one end make no list")
        return None
    if any("/" in span.edtf for span in spans) or any(
        span.precision not in {"day", "month", "year", "season", "set", "one of"} for span in spans
    ):
        return hull(spans)
    if (
        len({span.edtf for span in spans}) == 1
    ):  # "today, 12 February"; but "the one or the other" are not one
        return max(spans, key=lambda span: len(span.known)) if meaning == "set" else None
    members = [member for span in spans for member in (span.members or (span,))]
    members.sort(key=lambda span: str(span.earliest) if span.earliest else "")
    joined = ",".join(member.edtf for member in members)
    whole = hull(spans, "set" if meaning == "set" else "one of")
    return replace(whole, edtf=f"{{{joined}}}" if meaning == "set" else f"[{joined}]", members=tuple(members))


def _ends(start: Span, end: Span) -> str:
    """Write the ends in their own precision: `2016-03/2016-05`."""
    left, right = start.edtf, end.edtf
    if "/" in left:
        left = left.partition("/")[0]
    if "/" in right:
        right = right.partition("/")[2]
    if any(mark in left + right for mark in "[{") or not left or not right:
        return ""
    return left if left == right else f"{left}/{right}"


_BEFORE: Final = Form(
    "days=(day (comma day)+ comma? (and|or) | day ((and|comma) day)+ (and|comma) | day (and|or))"
    "last=(day month (comma? year)? (era|year_unit)*)"
)
_BEHIND: Final = Form(
    "month=month days=(day (comma day)+ comma? (and|or) day | day (list day)+) year=(comma? year)? (era|year_unit)*"
)


def day_list(
    tokens: Sequence[Token], context: Context, expression: Callable[[Sequence[Token], Context], object]
) -> Span | None:
    """Read days that share their month and year.

    Args:
        tokens: the row.
        context: for the reference.
        expression: reads the day that the month stands beside.
    """
    row = [
        token
        for at, token in enumerate(tokens)
        if token.kind not in (Kind.FILLER, Kind.DAY_UNIT)
        and not (token.kind == Kind.DASH and at and tokens[at - 1].kind == Kind.AND)
    ]
    kinds = letters(row)
    match = _BEFORE.fullmatch(kinds) or _BEHIND.fullmatch(kinds)
    if match is None:
        return None
    days = [token.value for token in row[slice(*match.span("days"))] if token.kind in Kinds.DAY]
    if "last" in match.groupdict():
        whole = expression(row[slice(*match.span("last"))], context)
    else:
        year = [token for token in row[match.end("days") :] if token.kind in (Kind.YEAR, Kind.ERA)]
        whole = expression([row[0], row[1], *year], context)
    if not isinstance(whole, Partial) or whole.day is None or whole.month is None:
        return None
    if "last" in match.groupdict():
        days.append(whole.day)
    spans = [resolve(replace(whole, day=day), context) for day in days]
    found = [span for span in spans if span is not None]
    meaning = "one of" if Kind.OR in kinds else "set"
    return combined(found, meaning, context) if len(found) == len(days) else None
