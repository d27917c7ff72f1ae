"""Whether two events may be one: which answers agree, and how near they lie in time, place and parties."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, Final, NamedTuple

from claimtrack.analysis.answers import Answer, Judge
from claimtrack.analysis.findings import Finding, FindingKind, find
from claimtrack.analysis.grouping import bloc_of
from claimtrack.analysis.positions import derive_positions
from claimtrack.analysis.said_order import SaidOrder
from claimtrack.analysis.stances import take_stances
from claimtrack.values import Place, Relation, compare_dates, compare_places, distance_km

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from claimtrack.dates import DateValue
    from claimtrack.model import Claimant, Event, Field
    from claimtrack.model.dossier import Dossier

COMPARED_MOST: Final = 1_000_000
"""How many pairs of events near in time are held against each other; a dense file has billions."""

_NEAR_DAYS: Final = 3
_NEAR_KM: Final = 50
_NARROW_DAYS: Final = 31
REPORTERS: Final = frozenset({"outlet", "dataset"})
"""Kinds of claimants that report on everything, and are no party to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedQuestion:
    """One question that both events answer.

    Attributes:
        key: key of the field.
        field: the field.
        left, right: the standing answers on each event.
        finding: how those of one event stand to those of the other; what each side disagrees on within itself
            is no part of it.
    """

    key: str
    field: Field | None
    left: tuple[Answer, ...]
    right: tuple[Answer, ...]
    finding: Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class AsOne:
    """Two events compared as if they were one.

    Attributes:
        left, right: the events.
        dates: how the working dates stand to each other; None where one is missing.
        days_apart: least number of days between the working dates; None where one is missing or open.
        places: how the working places stand to each other; None where one is missing or not known.
        km_apart: distance between the working places, where both have a point.
        parties: names of the blocs that speak, or are named, on both.
        questions: the fields that both answer.
        only_left, only_right: keys of the fields that only one of them answers.
    """

    left: Event
    right: Event
    dates: Relation | None
    days_apart: int | None
    places: Relation | None
    km_apart: float | None
    parties: tuple[str, ...]
    questions: tuple[SharedQuestion, ...]
    only_left: tuple[str, ...]
    only_right: tuple[str, ...]

    def count(self, kind: FindingKind) -> int:
        """Count the shared questions with a finding."""
        return sum(question.finding.kind is kind for question in self.questions)


def compare_as_one(left: Dossier, right: Dossier) -> AsOne:
    """Compare two events as if they were one, to settle whether they are."""
    claimants = {**left.claimants, **right.claimants}
    fields = {**left.fields, **right.fields}
    judge = Judge(claimants)
    mine, theirs = _answers(left), _answers(right)
    shared = [key for key in fields if key in mine and key in theirs]
    one, other = left.event, right.event
    here, there = _where(one), _where(other)
    return AsOne(
        left=one,
        right=other,
        dates=compare_dates(one.occurred, other.occurred) if one.occurred and other.occurred else None,
        days_apart=days_between(one.occurred, other.occurred),
        places=compare_places(here, there) if here and there else None,
        km_apart=distance_km(here, there) if here and there else None,
        parties=_shared_parties(left, right),
        questions=tuple(
            SharedQuestion(
                key=key,
                field=fields[key],
                left=mine[key],
                right=theirs[key],
                finding=_across(mine[key], theirs[key], judge),
            )
            for key in shared
        ),
        only_left=tuple(key for key in fields if key in mine and key not in theirs),
        only_right=tuple(key for key in fields if key in theirs and key not in mine),
    )


class Sketch(NamedTuple):
    """As much of an event as tells whether it may be another.

    Attributes:
        key, title: of the event.
        span: first and last day on which it can have happened.
        place: where.
        blocs: who speaks on it as a party; outlets and datasets report on everything.
        distinct_from: keys of events that the analyst found it not to be.
    """

    key: str
    title: str
    span: tuple[float, float]
    place: Place
    blocs: frozenset[str]
    distinct_from: tuple[str, ...] = ()


class Near(NamedTuple):
    """The pairs of events that may be one, and how many events were not held against those after them."""

    pairs: tuple[tuple[Sketch, Sketch], ...]
    left: int = 0


def propose_same(dossiers: Sequence[Dossier]) -> tuple[AsOne, ...]:
    """Propose the pairs of events that may be one.

    They are dated to a month or better and lie at most three days apart, in one place or within 50 km, and
    a party other than those who only report speaks on both; and the analyst has not found them distinct.
    """
    by_key = {dossier.event.key: dossier for dossier in dossiers}
    near = find_near([sketch for dossier in dossiers if (sketch := sketch_of(dossier)) is not None])
    return tuple(compare_as_one(by_key[one.key], by_key[other.key]) for one, other in near.pairs)


def sketch_of(dossier: Dossier) -> Sketch | None:
    """Sketch an event; None where it lacks the date, the place or the parties by which it could be another."""
    return sketch(dossier.event, {said.claimant for said in dossier.assertions}, dossier.claimants)


def sketch(event: Event, speaking: AbstractSet[str], claimants: Mapping[str, Claimant]) -> Sketch | None:
    """Sketch an event by who speaks on it; see `sketch_of`.

    Args:
        event: the event.
        speaking: their keys.
        claimants: their records with all that they are part of, by key.
    """
    span, place = _narrow_span(event.occurred), _where(event)
    if span is None or place is None:
        return None
    blocs = {bloc_of(key, claimants) for key in speaking if not _reports(key, claimants)}
    if not blocs:
        return None
    return Sketch(event.key, event.title, span, place, frozenset(blocs), event.distinct_from)


def find_near(sketches: Sequence[Sketch], most: int = COMPARED_MOST) -> Near:
    """Find the pairs of events that may be one, as `propose_same` says.

    Args:
        sketches: the events.
        most: hold at most so many pairs against each other, in the order of their dates.
    """
    dated = sorted((sketch.span, number) for number, sketch in enumerate(sketches))
    pairs: list[tuple[int, int]] = []
    compared = 0
    for position, ((_, end), number) in enumerate(dated):
        if compared >= most:
            return Near(_in_order(sketches, pairs), len(dated) - position)
        for (start, _), other in map(dated.__getitem__, range(position + 1, len(dated))):
            if start - end > _NEAR_DAYS:
                break
            compared += 1
            if _may_be_one(sketches[number], sketches[other]):
                pairs.append((min(number, other), max(number, other)))
    return Near(_in_order(sketches, pairs))


def _in_order(
    sketches: Sequence[Sketch], pairs: Iterable[tuple[int, int]]
) -> tuple[tuple[Sketch, Sketch], ...]:
    return tuple((sketches[one], sketches[other]) for one, other in sorted(pairs))


def _narrow_span(date: DateValue | None) -> tuple[float, float] | None:
    """Return the days of a date that is narrow enough for nearness to mean something."""
    if not date:
        return None
    first, last = _days(date)
    return (first, last) if last - first < _NARROW_DAYS else None


def _may_be_one(left: Sketch, right: Sketch) -> bool:
    if left.blocs.isdisjoint(right.blocs):
        return False
    if right.key in left.distinct_from or left.key in right.distinct_from:
        return False
    one, other = left.place, right.place
    km = distance_km(one, other)
    if km is not None:
        return km <= _NEAR_KM
    # "Syria" holds "Raqqa, Syria" and tells nothing; two spellings of one name do.
    same_kind = ("," in one.name) == ("," in other.name)
    return same_kind and compare_places(one, other).agrees


def _where(event: Event) -> Place | None:
    """Return the place of an event; None where there is none, or none that could be read."""
    return event.place if isinstance(event.place, Place) else None


def _reports(claimant: str, claimants: Mapping[str, Claimant]) -> bool:
    return claimant in claimants and claimants[claimant].kind in REPORTERS


def days_between(one: DateValue | None, other: DateValue | None) -> int | None:
    """Return the least number of days that can lie between two dates; None where one is unknown."""
    if not one or not other:
        return None
    first, second = _days(one), _days(other)
    gap = max(first[0] - second[1], second[0] - first[1], 0)
    return None if gap == inf else int(gap)


def _days(date: DateValue) -> tuple[float, float]:
    return (
        -inf if date.earliest_any is None else date.earliest_any.ordinal,
        inf if date.latest_any is None else date.latest_any.ordinal,
    )


def _answers(dossier: Dossier) -> dict[str, tuple[Answer, ...]]:
    """Return the standing answers of all parties, by field, in said-order."""
    dossier = take_stances(dossier)
    order = SaidOrder(dossier)
    answers: dict[str, list[Answer]] = {}
    for position in derive_positions(dossier, order=order):
        for key, track in position.answers.items():
            answers.setdefault(key, []).extend(answer for answer in track.standing if answer.takes_side)
    return {
        key: tuple(sorted(given, key=lambda answer: order.index[answer.assertion.id]))
        for key, given in answers.items()
        if given
    }


def _across(left: Iterable[Answer], right: Iterable[Answer], judge: Judge) -> Finding:
    """Find how two events answer one question: two sides agree as far as their nearest answers do.

    Parties to one event often contradict each other, so the pair of answers that fits best tells whether it
    is the same event; the pairs that do not fit are named only where none does.
    """
    return min(
        (find([[one], [other]], judge) for one in left for other in right),
        key=lambda finding: (_SEVERITY[finding.kind], finding.certain),
    )


_SEVERITY: Final = {kind: number for number, kind in enumerate(FindingKind)}


def _shared_parties(left: Dossier, right: Dossier) -> tuple[str, ...]:
    blocs = [{bloc_of(a.claimant, d.claimants) for a in d.assertions} for d in (left, right)]
    claimants = {**left.claimants, **right.claimants}
    return tuple(sorted(claimants[key].name if key in claimants else key for key in blocs[0] & blocs[1]))
