"""More and less than so long: "more than two weeks ago", "less than three days after 12 January"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from claimtrack.dates.spans import Span, day_span, days_span
from claimtrack.dates.tokens import Kind, Kinds

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from claimtrack.dates.context import Context
    from claimtrack.dates.day import Day
    from claimtrack.dates.tokens import Token

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
    limit = read(rest)
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
    """Give the day that is counted from: the reference, or what stands behind "before", "after" or "from"."""
    for at, kind in enumerate(kinds[:-1]):
        if kind in (Kind.BEFORE, Kind.AFTER, Kind.FROM) and at:
            return read(rest[at + 1 :])
    anchor = context.anchor()
    return day_span(anchor) if anchor else None
