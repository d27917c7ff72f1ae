"""One date in two calendars: "23 Muharram 1437 / 5 November 2015", cross-checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.dates.spans import Span, replace
from claimtrack.dates.tokens import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from claimtrack.dates.context import Context
    from claimtrack.dates.tokens import Token

    Read = Callable[[Sequence[Token]], Span | None]


def two_calendars(tokens: Sequence[Token], context: Context, read: Read) -> Span | None:
    """Read a date given in two calendars: both have to name the same day."""
    del context
    if not any(_foreign(token) for token in tokens):
        return None
    for at, token in enumerate(tokens[1:-1], 1):
        if token.kind not in (Kind.SLASH, Kind.COMMA, Kind.EQUAL):
            continue
        spans = []
        for side in (tokens[:at], tokens[at + 1 :]):
            span = read(side)
            if span is None:
                break
            spans.append(span)
        if len(spans) == 2 and spans[0].calendar != spans[1].calendar:  # noqa: PLR2004 - the two sides
            return agreed(spans[0], spans[1])
    return None


def _foreign(token: Token) -> bool:
    """Tell whether a token belongs to a calendar other than the Gregorian."""
    return (token.kind == Kind.MONTH and token.value[0] != "gregorian") or (
        token.kind == Kind.ERA and token.value not in {"bc", "ad"}
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
