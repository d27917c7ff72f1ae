"""The contested events of a whole file, widest first, without a comparison of each.

What the store counts of an event bounds how widely its answers can lie apart. Events are compared in the order of
these bounds, so that the first are known to be the widest long before the last is looked at; an event whose bounds
leave nothing to contest is never compared at all.
"""

from __future__ import annotations

from array import array
from heapq import heappop, heappush
from math import inf
from typing import TYPE_CHECKING, Final, NamedTuple

from claimtrack.analysis.contested import DAY, Breadth, Contested

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from claimtrack.dates import DateValue

_COMPARED_TOGETHER: Final = 10


class Stir(NamedTuple):
    """What the store counts of one event. Of several fields, the greatest; None where there is nothing to count.

    Attributes:
        event: number of its row.
        statements, denials: how many statements there are, and how many deny the event as recorded.
        links, objections: how many links its statements make, and how many of those deny or dispute.
        unsettled: a statement is linked as taking back or repeating another.
        happened: it is answered whether it happened.
        certain: two counts of parties that answered once have no number in common.
        odd: some count is ruled out, in parts, one of several, or no number.
        wide, wide_any: how widely counts lie apart, of which two have no number in common; and of which any are given.
        unnumbered: how many counts were answered that are no numbers.
        firm, firm_any: how many other answers there are that are not all the same, and how many at all.
        plain, plain_any: the same of plain texts.
        dated, dated_any: whether dates are not all the same, and whether there are any.
        dates: those dates, where they are not all the same.
    """

    event: int
    statements: int
    denials: int
    links: int
    objections: int
    unsettled: int
    happened: int
    certain: int
    odd: int
    wide: float | None
    wide_any: float | None
    unnumbered: int | None
    firm: int | None
    firm_any: int | None
    plain: int | None
    plain_any: int | None
    dated: int
    dated_any: int
    dates: tuple[DateValue, ...] = ()


class Bounded(NamedTuple):
    """An event that may be contested.

    Attributes:
        event: number of its row.
        most: its answers lie at most so widely apart.
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
    wide = stir.wide_any if objections or stir.odd else stir.wide
    if stir.dated or (objections and stir.dated_any):  # one date is as wide as itself, or narrower than a day
        wide = max(_width(stir.dates) if stir.dated else 1, wide or 0)
    if wide is not None:
        return _bounded(stir, 2, wide)
    many = [stir.firm_any if objections else stir.firm, stir.unnumbered if objections or stir.odd else None]
    doubted = (stir.denials or stir.links or stir.happened) and not one_field and stir.statements > 1
    if objections or doubted:
        many.append(stir.statements)
    if firm := max((count for count in many if count is not None), default=0):
        return _bounded(stir, 1, firm + stir.links)  # who confirms an answer gives it, too
    plain = stir.plain_any if objections else stir.plain
    return None if plain is None else _bounded(stir, 0, plain + stir.links)


def _bounded(stir: Stir, rank: int, width: float) -> Bounded:
    return Bounded(stir.event, Breadth(rank, width), bool(stir.certain) and not stir.unsettled)


def _width(dates: Sequence[DateValue]) -> float:
    """Return at most how wide some of the dates are: the widest span of them against the narrowest of them."""
    spans = [(date.earliest_instant, date.latest_instant) for date in dates]
    known = [(start, end) for start, end in spans if start is not None and end is not None]
    widest = max((end for _, end in known), default=0) - min((start for start, _ in known), default=0)
    return widest / max(min((end - start for start, end in known), default=inf), DAY)


class WidestFirst:
    """The contested events among some, the widest first and those alike as they were entered; iterated once.

    Args:
        candidates: the events, as they were entered.
        decide: compares some of them, given by the numbers of their rows, in that order; None for what is not contested.
    """

    def __init__(
        self, candidates: Iterable[Bounded], decide: Callable[[Sequence[int]], Iterable[Contested | None]]
    ) -> None:
        self._decide = decide
        self._events, ranks, self._widths = array("q"), array("b"), array("d")
        self._ranks, self._certain = ranks, bytearray()
        for candidate in candidates:
            self._events.append(candidate.event)
            ranks.append(candidate.most.rank)
            self._widths.append(candidate.most.width)
            self._certain.append(candidate.certain)
        bounds = list(zip(ranks, self._widths, strict=True))
        self._order = array("q", sorted(range(len(bounds)), key=bounds.__getitem__, reverse=True))
        self._found: list[tuple[float, float, int, Contested]] = []
        self._done = 0

    def __iter__(self) -> Iterator[Contested]:
        while self._done < len(self._order) or self._found:
            if self._found and self._found[0][:3] <= self._next():
                yield heappop(self._found)[3]
            else:
                self._compare()

    def _next(self) -> tuple[float, float, int]:
        """Return the place in the order before which nothing that was not compared yet can stand."""
        if self._done == len(self._order):
            return (inf, inf, 0)
        place = self._order[self._done]
        return (-self._ranks[place], -self._widths[place], self._events[place])

    def _compare(self) -> None:
        places = self._order[self._done : self._done + _COMPARED_TOGETHER]
        self._done += len(places)
        events = [self._events[place] for place in places]
        for event, contested in zip(events, self._decide(events), strict=True):
            if contested is not None:
                rank, width = contested.breadth
                heappush(self._found, (-rank, -width, event, contested))

    def left(self, few: int) -> tuple[int, int]:
        """Count what iteration has not come to: those contested for certain, and those that may be.

        Args:
            few: compare those that may be where there are no more of them.
        """
        certain = len(self._found)
        doubtful = []
        for place in self._order[self._done :]:
            if self._certain[place]:
                certain += 1
            else:
                doubtful.append(self._events[place])
        if len(doubtful) > few:
            return certain, len(doubtful)
        return certain + sum(one is not None for one in self._decide(doubtful)), 0
