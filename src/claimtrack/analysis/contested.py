"""Which events are contested, on what, and how widely: those over which answers differ most come first."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Final, NamedTuple

from claimtrack.analysis.answers import STANCE
from claimtrack.dates import DateValue
from claimtrack.values import Count, Text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from claimtrack.analysis.answers import Answer
    from claimtrack.analysis.compare import Comparison, Row
    from claimtrack.model import Claimant, Event

DAY: Final = 86_400


class Breadth(NamedTuple):
    """How widely the answers to one question lie apart; the greater is the wider.

    Attributes:
        rank: 2 for counts and dates, 1 for other answers, 0 for plain text.
        width: for counts and dates the width of what all answers span, against the least of them; for others how many
            parties are on the smaller side.
    """

    rank: int
    width: float


class Contested(NamedTuple):
    """An event over which somebody contradicts somebody, or denies or disputes what is said.

    Attributes:
        event: the event.
        rows: the rows in conflict or contested, the widest first.
        breadth: of the widest row.
        comparison: what all this was found in.
    """

    event: Event
    rows: tuple[Row, ...]
    breadth: Breadth
    comparison: Comparison


def find_contested(
    comparison: Comparison,
    *,
    fields: Collection[str] = (),
    between: tuple[str, str] | None = None,
    unchanged: Comparison | None = None,
) -> Contested | None:
    """Return what is contested of an event; None where nothing is.

    Args:
        comparison: the event, compared.
        fields: keys of the only fields that count; all, and the position on the event, when empty.
        between: keys of two parties, each with its members: only what is contested between the two counts.
        unchanged: the event at an earlier moment: what stood then as it stands now does not count.
    """
    claimants = comparison.dossier.claimants
    rows = [
        row for row in (comparison.stance, *comparison.rows) if row.finding.pairs or row.finding.objections
    ]
    rows = [row for row in rows if not fields or row.question in fields]
    if between is not None:
        rows = [row for row in rows if any(_meet(ends, between, claimants) for ends in _ends(row))]
    if unchanged is not None:
        before = {row.question: set(_ends(row)) for row in (unchanged.stance, *unchanged.rows)}
        rows = [row for row in rows if set(_ends(row)) != before.get(row.question, set())]
    if not rows:
        return None
    widest = sorted(rows, key=breadth_of, reverse=True)
    return Contested(comparison.event, tuple(widest), breadth_of(widest[0]), comparison)


def breadth_of(row: Row) -> Breadth:
    """Return how widely the answers of a row lie apart."""
    spread = row.finding.spread
    answers = [answer for cell in row.cells for answer in cell.standing]
    if isinstance(spread, Count):
        return Breadth(2, _count_width(answers))
    if isinstance(spread, DateValue):
        return Breadth(2, _date_width(answers))
    plain = any(isinstance(value.read, Text) for answer in answers for value in answer.values)
    return Breadth(0 if plain else 1, _smaller_side(row))


def _count_width(answers: Iterable[Answer]) -> float:
    """Return the span of some counts against the least: 3 to 12 is 3 times the least wide."""
    reads = [value.read for answer in answers for value in answer.values if isinstance(value.read, Count)]
    ends = [end for read in reads for end in (read.low, read.high) if end is not None]
    least = min(ends, default=0)
    return (max(ends, default=0) - least) / max(least, 1)


def _date_width(answers: Iterable[Answer]) -> float:
    """Return the span of some dates against the narrowest of them, which counts as a day at least."""
    spans = [
        (read.earliest_instant, read.latest_instant)
        for answer in answers
        for value in answer.values
        if isinstance(read := value.read, DateValue) and read
    ]
    known = [(start, end) for start, end in spans if start is not None and end is not None]
    if not known:
        return 0
    narrowest = min((end - start for start, end in known), default=inf)
    return (max(end for _, end in known) - min(start for start, _ in known)) / max(narrowest, DAY)


def _smaller_side(row: Row) -> int:
    """Return how many parties hold the answer that fewest hold, or object to one."""
    sides: dict[tuple[object, ...], int] = {}
    for cell in row.cells:
        for answer in cell.standing:
            content = answer.content[:1] if row.question == STANCE else answer.content
            sides[content] = sides.get(content, 0) + 1
    objecting = len({item.source.claimant for item in row.finding.objections})
    return (
        min([*sides.values(), *([objecting] if objecting else [])])
        if len(sides) + bool(objecting) > 1
        else objecting
    )


def _ends(row: Row) -> list[tuple[str, str, str]]:
    """Return whose statements stand against whose: both claimants, and what makes it a conflict."""
    pairs = [(p.left.assertion.claimant, p.right.assertion.claimant, "conflict") for p in row.finding.pairs]
    linked = [(item.source.claimant, item.target.claimant, item.kind) for item in row.finding.objections]
    return pairs + linked


def _meet(ends: tuple[str, str, str], between: tuple[str, str], claimants: Mapping[str, Claimant]) -> bool:
    one, other = (_chain(end, claimants) for end in ends[:2])
    left, right = between
    return (left in one and right in other) or (right in one and left in other)


def _chain(claimant: str, claimants: Mapping[str, Claimant]) -> list[str]:
    chain = [claimant]
    while (known := claimants.get(chain[-1])) and known.part_of and known.part_of not in chain:
        chain.append(known.part_of)
    return chain
