"""The contested events of a whole file, widest first, without a comparison of each.

What the store counts of an event bounds how widely its answers can lie apart. Events are compared in the order of
these bounds, so that the first are known to be the widest long before the last is looked at; an event whose bounds
leave nothing to contest is never compared at all.
"""

from __future__ import annotations

from array import array
from heapq import heappop, heappush
from itertools import islice
from math import inf
from typing import TYPE_CHECKING, Final, NamedTuple

from claimtrack.analysis.contested import DAY, Breadth, Contested

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from claimtrack.dates import DateValue

_COMPARED_TOGETHER: Final = 10
MEASURED: Final = 2
"""The rank of what is told apart by how wide it is: counts and dates."""


class Stir(NamedTuple):
    """What the store counts of one event. Of several fields, the greatest; None where there is nothing to count.

    Attributes:
        event: number of its row.
        statements, denials: how many statements there are, and how many deny the event as recorded.
        links, objections: how many links its statements make, and how many of those deny or dispute.
        unsettled: a statement is linked as taking back or repeating another.
        happened: it is answered whether it happened.
        certain: two counts of parties that answered once have no number in common.
        apart: counts or dates may contradict each other by what they are.
        measured: several counts or dates are given.
        unnumbered: how many counts were answered that are no numbers.
        firm, firm_any: how many other answers there are that are not all the same, and how many at all.
        plain, plain_any: the same of plain texts.
    """

    event: int
    statements: int
    denials: int
    links: int
    objections: int
    unsettled: int
    happened: int
    certain: int
    apart: int
    measured: int
    unnumbered: int | None
    firm: int | None
    firm_any: int | None
    plain: int | None
    plain_any: int | None


class Bounded(NamedTuple):
    """An event that may be contested.

    Attributes:
        event: number of its row.
        most: its answers lie at most so widely apart; infinitely where counts or dates may, which are measured apart.
        certain: it is contested for certain.
    """

    event: int
    most: Breadth
    certain: bool


def bounded(stir: Stir, *, one_field: bool = False) -> Bounded | None:
    """Return how widely the answers of an event can lie apart; None where nothing can be contested.

    Args:
        stir: what the store counts of it.
        one_field: only what is answered to a field counts, and not the position on the event.
    """
    objections = stir.objections
    if stir.apart or (objections and stir.measured):
        return _bounded(stir, MEASURED, inf)
    many = [stir.firm_any if objections else stir.firm, stir.unnumbered]
    doubted = (stir.denials or stir.links or stir.happened) and not one_field and stir.statements > 1
    if objections or doubted:
        many.append(stir.statements)
    if firm := max((count for count in many if count is not None), default=0):
        return _bounded(stir, 1, firm + stir.links)  # who confirms an answer gives it, too
    plain = stir.plain_any if objections else stir.plain
    return None if plain is None else _bounded(stir, 0, plain + stir.links)


def _bounded(stir: Stir, rank: int, width: float) -> Bounded:
    return Bounded(stir.event, Breadth(rank, width), bool(stir.certain) and not stir.unsettled)


def date_width(dates: Sequence[DateValue]) -> float:
    """Return at most how wide some of the dates are: the widest span of them against the narrowest of them."""
    spans = [(date.earliest_instant, date.latest_instant) for date in dates]
    known = [(start, end) for start, end in spans if start is not None and end is not None]
    widest = max((end for _, end in known), default=0) - min((start for start, _ in known), default=0)
    return widest / max(min((end - start for start, end in known), default=inf), DAY)


def by_bound(
    measured: Iterable[tuple[int, float]], others: Iterable[Bounded]
) -> Iterator[tuple[int, Breadth]]:
    """Yield the numbers of events and how wide they are at most, the widest first and those alike as they came.

    Args:
        measured: events of which counts or dates may lie apart and how widely, in that order; an event may come again.
        others: the events that may be contested, as entered; they are looked at when the former are through.
    """
    met: set[int] = set()
    for event, width in measured:
        if event not in met:
            met.add(event)
            yield event, Breadth(MEASURED, width)
    events, ranks, widths = array("q"), array("b"), array("d")
    for candidate in others:
        if candidate.event not in met:
            events.append(candidate.event)
            ranks.append(candidate.most.rank)
            widths.append(candidate.most.width)
    bounds = list(zip(ranks, widths, strict=True))
    for place in sorted(range(len(bounds)), key=bounds.__getitem__, reverse=True):
        yield events[place], Breadth(*bounds[place])


def widest_first(
    candidates: Iterable[tuple[int, Breadth]],
    decide: Callable[[Sequence[int]], Iterable[Contested | None]],
) -> Iterator[Contested]:
    """Yield the contested among some events, the widest first and those alike as they were entered.

    Args:
        candidates: numbers of events and how wide they are at most, in that same order; no further read than needed.
        decide: compares some of them, given by the numbers of their rows, in that order; None for what is not contested.
    """
    found: list[tuple[float, float, int, Contested]] = []
    todo = iter(candidates)
    while together := list(islice(todo, _COMPARED_TOGETHER)):
        event, most = together[0]
        while found and found[0][:3] <= (-most.rank, -most.width, event):
            yield heappop(found)[3]
        events = [event for event, _ in together]
        for event, contested in zip(events, decide(events), strict=True):
            if contested is not None:
                rank, width = contested.breadth
                heappush(found, (-rank, -width, event, contested))
    while found:
        yield heappop(found)[3]
