"""Every statement in said-order, with the time that passed since what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimtrack.analysis.answers import STANCE
from claimtrack.analysis.grouping import By
from claimtrack.analysis.positions import derive_positions
from claimtrack.analysis.said_order import ANSWERS, FOLLOWS, SaidOrder
from claimtrack.analysis.shifts import ShiftKind
from claimtrack.analysis.stances import take_stances

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from claimtrack.analysis.positions import Position
    from claimtrack.analysis.said_order import SaidWhen
    from claimtrack.model import Assertion, Event
    from claimtrack.model.dossier import Dossier


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time between two uncertain moments, in seconds.

    Attributes:
        shortest: the least that can have passed; negative where the order itself is not certain.
        longest: the most; infinite where an end is open.
    """

    shortest: float
    longest: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a statement does to an earlier one.

    Attributes:
        kind: the kind of the link.
        target: the statement answered: for a concession the first denial given up.
        lag: time between the two; None where nothing is known of it.
        linked: the analyst linked the two, as all that is told here.
        fields: keys of the fields that it is limited to; none where it speaks of the whole.
    """

    kind: str
    target: Assertion
    lag: Span | None
    linked: bool = True
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One statement on the timeline.

    Attributes:
        event: what it is about.
        assertion: the statement.
        when: when it was said, as an interval.
        since: time since the event; None where one of the two is undated.
        replies: what it answers, the earliest first.
    """

    event: Event
    assertion: Assertion
    when: SaidWhen
    since: Span | None
    replies: tuple[Reply, ...] = ()


@dataclass(frozen=True, slots=True)
class History:
    """The statements on one or more events, in said-order."""

    dossiers: tuple[Dossier, ...]
    entries: tuple[Entry, ...]


def build_timeline(dossiers: Sequence[Dossier]) -> History:
    """Put every statement on the events given into said-order.

    Several events are merged on one line of time; within each the order is that of the event alone.
    """
    placed: list[tuple[tuple[int, float, float], int, int, Entry]] = []
    for number, dossier in enumerate(dossiers):
        place = (0, float("-inf"), float("-inf"))
        for position, entry in enumerate(_entries(dossier)):
            # What answers comes after what it answers, also where its own date alone would place it before.
            place = max(place, entry.when.place)
            placed.append((place, number, position, entry))
    placed.sort(key=lambda item: item[:3])
    return History(tuple(dossiers), tuple(entry for *_, entry in placed))


def time_between(earlier: SaidWhen, later: SaidWhen) -> Span | None:
    """Return the time from one moment to another; None where one of them is unknown."""
    if not earlier.known or not later.known:
        return None
    return Span(later.earliest - earlier.latest, later.latest - earlier.earliest)


def _entries(dossier: Dossier) -> Iterable[Entry]:
    dossier = take_stances(dossier)
    order = SaidOrder(dossier)
    replies = _replies(dossier, order)
    occurred = _occurred(dossier.event)
    for assertion in order.sequence:
        when = order.when[assertion.id]
        yield Entry(
            event=dossier.event,
            assertion=assertion,
            when=when,
            since=time_between(occurred, when) if occurred and when.known == "said" else None,
            replies=tuple(sorted(replies.get(assertion.id, ()), key=lambda r: order.index[r.target.id])),
        )


def _occurred(event: Event) -> SaidWhen | None:
    from claimtrack.analysis.said_order import SaidWhen, bounds

    return SaidWhen(*bounds(event.occurred), "said", event.occurred) if event.occurred else None


def _replies(dossier: Dossier, order: SaidOrder) -> dict[str, list[Reply]]:
    """Gather what each statement answers: by link, and as a concession of its bloc's own denials."""
    known = {assertion.id: assertion for assertion in order.sequence}
    replies: dict[str, list[Reply]] = {}
    for link in dossier.links:
        conceded = link.kind == "concedes"  # told below, from the first denial given up
        if (
            link.kind in ANSWERS | {"corroborates"}
            and not conceded
            and {link.source, link.target} <= known.keys()
        ):
            reply = Reply(
                kind=link.kind,
                target=known[link.target],
                lag=_lag(order, link.kind, link.source, link.target),
                fields=link.fields,
            )
            replies.setdefault(link.source, []).append(reply)
    for source, target, fields in _conceded(derive_positions(dossier, By.BLOC, order)):
        lag = _lag(order, "concedes", source, target)
        reply = Reply(kind="concedes", target=known[target], lag=lag, fields=fields)
        replies.setdefault(source, []).append(reply)
    return replies


def _conceded(parties: Iterable[Position]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield each concession, the first denial that it gives up, and the fields that it is limited to."""
    for party in parties:
        found: dict[str, tuple[str, list[str]]] = {}
        for shift in party.shifts:  # the position on the event comes first
            if shift.kind is ShiftKind.CONCEDED:
                denial = shift.before.assertion.id
                found.setdefault(shift.after.assertion.id, (denial, []))[1].append(shift.question)
        for source, (denial, questions) in found.items():
            yield source, denial, () if STANCE in questions else tuple(dict.fromkeys(questions))


def _lag(order: SaidOrder, kind: str, source: str, target: str) -> Span | None:
    span = time_between(order.when[target], order.when[source])
    if span is not None and (kind in FOLLOWS or order.before(target, source)):
        return Span(max(0.0, span.shortest), max(0.0, span.longest))
    return span
