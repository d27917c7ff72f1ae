"""What settled dates make together: an interval, or a set of them in EDTF."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from claimtrack.dates.edtf import edtf_interval
from claimtrack.dates.spans import Span, hull, replace

if TYPE_CHECKING:
    from claimtrack.dates.context import Context


BACKWARDS: Final = "the range ends before it begins"


def is_later(start: Span, end: Span) -> bool:
    """Tell whether one date begins after another one ends."""
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
