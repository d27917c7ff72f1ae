"""How often two parties answered the same question, and how their answers stood to each other.

Counted event by event; the matrices of several events are added, in any order. `matrix_scan` counts the same
over a whole file without a dossier for each event.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from claimtrack.analysis.answers import STANCE, Answer, Judge, worst
from claimtrack.analysis.grouping import By, column_key
from claimtrack.analysis.positions import Position, derive_positions
from claimtrack.analysis.said_order import SaidOrder
from claimtrack.analysis.stances import take_stances
from claimtrack.values import Relation

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from claimtrack.model.dossier import Dossier

DENIES: Final = "denies"

CASES_LISTED: Final = 20_000
"""Up to so many cases a matrix holds the list behind its counts; of more it holds the counts alone.

All or nothing, so that a list is never taken for the whole where it is a part, and so that what a matrix holds
does not depend on the order in which events were counted.
"""


EVENTS_NAMED: Final = 5
"""Of a matrix too large to list its cases, so many events are named behind each count; the first by key."""


@dataclass(frozen=True, slots=True)
class Case:
    """One question on which two parties met.

    Attributes:
        event: key of the event.
        question: key of the field, or the proposition itself.
        relation: how their answers stand to each other, or `denies` where one was linked as denying the other.
        left, right: ids of the assertions.
    """

    event: str
    question: str
    relation: str
    left: str
    right: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What two parties came to.

    Attributes:
        equal, compatible, possible, conflict: questions both answered, by how their answers stand.
        left_denied, right_denied: how often the one was linked as denying the other.
        cases: the list behind the counts; empty in a matrix of more than `CASES_LISTED` of them.
        events: keys of events behind each count, by its name; where the cases are listed all of them, else a few.
    """

    equal: int = 0
    compatible: int = 0
    possible: int = 0
    conflict: int = 0
    left_denied: int = 0
    right_denied: int = 0
    cases: tuple[Case, ...] = ()
    events: Mapping[str, tuple[str, ...]] = field(default_factory=dict, compare=False)

    @property
    def answered(self) -> int:
        """Count the questions that both answered: the denominator of the four counts."""
        return self.equal + self.compatible + self.possible + self.conflict

    @property
    def met(self) -> int:
        """Count the cases: questions that both answered, and denials."""
        return self.answered + self.left_denied + self.right_denied

    @classmethod
    def total(cls, tallies: Iterable[Tally]) -> Tally:
        """Add up tallies of the same two parties."""
        given = list(tallies)
        return cls(
            equal=sum(tally.equal for tally in given),
            compatible=sum(tally.compatible for tally in given),
            possible=sum(tally.possible for tally in given),
            conflict=sum(tally.conflict for tally in given),
            left_denied=sum(tally.left_denied for tally in given),
            right_denied=sum(tally.right_denied for tally in given),
            cases=tuple(case for tally in given for case in tally.cases),
            events=_merged(tally.events for tally in given),
        )


@dataclass(frozen=True, slots=True)
class Matrix:
    """Tallies of pairs of parties over some events.

    Attributes:
        by: what a party is.
        events: how many events were counted.
        names: what each party is called, by key.
        pairs: the tallies; the keys of a pair are in order, so that each pair occurs once.
        every_case: whether the list behind the counts is there however long it is.
    """

    by: By = By.CLAIMANT
    events: int = 0
    names: Mapping[str, str] = field(default_factory=dict)
    pairs: Mapping[tuple[str, str], Tally] = field(default_factory=dict)
    every_case: bool = False

    @classmethod
    def total(
        cls, matrices: Iterable[Matrix], by: By | str = By.CLAIMANT, *, every_case: bool = False
    ) -> Matrix:
        """Add up the matrices of several events, counted by the same kind of party.

        Args:
            matrices: the matrices.
            by: what a party is, where there are no matrices to tell.
            every_case: keep the list behind the counts however long it is.
        """
        total = _Sum(By.of(by), every_case=every_case)
        for matrix in matrices:
            total.add(matrix)
        return total.matrix()

    @classmethod
    def of(
        cls,
        by: By,
        events: int,
        names: Mapping[str, str],
        pairs: Mapping[tuple[str, str], Tally],
        *,
        every_case: bool = False,
    ) -> Matrix:
        """Make a matrix in order, with the list behind its counts if that is short enough, or if every case is asked for."""
        listed = every_case or sum(tally.met for tally in pairs.values()) <= CASES_LISTED
        kept = {pair: _listing(pairs[pair], listed=listed) for pair in sorted(pairs)}
        return cls(by, events, {key: names[key] for key in sorted(names)}, kept, every_case)

    @property
    def listed(self) -> bool:
        """Whether the list behind the counts is there, rather than too long to be held."""
        return self.every_case or sum(tally.met for tally in self.pairs.values()) <= CASES_LISTED

    def between(self, one: str, other: str) -> Tally:
        """Return the tally of two parties, named in either order; the first of the two is the left."""
        if one <= other:
            return self.pairs.get((one, other), Tally())
        tally = self.pairs.get((other, one), Tally())
        return Tally(
            equal=tally.equal,
            compatible=tally.compatible,
            possible=tally.possible,
            conflict=tally.conflict,
            left_denied=tally.right_denied,
            right_denied=tally.left_denied,
            cases=tally.cases,
            events=_turned(tally.events),
        )


def _turned(events: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    turned = {"left_denied": "right_denied", "right_denied": "left_denied"}
    return {turned.get(name, name): keys for name, keys in events.items()}


def _merged(given: Iterable[Mapping[str, tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
    merged: dict[str, dict[str, None]] = {}
    for events in given:
        for name, keys in events.items():
            merged.setdefault(name, {}).update(dict.fromkeys(keys))
    return {name: tuple(keys) for name, keys in merged.items()}


def _listing(tally: Tally, *, listed: bool) -> Tally:
    """Return a tally with its cases and the events behind each count in order, or without cases and with a few events."""
    most = None if listed else EVENTS_NAMED
    tally = replace(
        tally, events={name: tuple(sorted(keys)[:most]) for name, keys in sorted(tally.events.items())}
    )
    if not tally.cases:
        return tally
    order = sorted(
        tally.cases, key=lambda case: (case.event, case.question, case.relation, case.left, case.right)
    )
    return replace(tally, cases=tuple(order) if listed else ())


class _Sum:
    """Adds matrices as they come; of each it keeps the counts and, while they are few, the cases."""

    def __init__(self, by: By, *, every_case: bool) -> None:
        self.by, self.events, self.met, self.every_case = by, 0, 0, every_case
        self.names: dict[str, str] = {}
        self.counts: dict[tuple[str, str], list[int]] = {}
        self.cases: dict[tuple[str, str], list[Case]] = {}
        self.behind: dict[tuple[str, str], dict[str, dict[str, None]]] = {}

    def add(self, matrix: Matrix) -> None:
        self.by, self.events = matrix.by, self.events + matrix.events
        self.names.update(matrix.names)
        for pair, tally in matrix.pairs.items():
            counts = self.counts.setdefault(pair, [0] * len(_COUNTS))
            for number, name in enumerate(_COUNTS):
                counts[number] += getattr(tally, name)
            self.met += tally.met
            behind = self.behind.setdefault(pair, {})
            for name, keys in tally.events.items():
                behind.setdefault(name, {}).update(dict.fromkeys(keys))
            if self.every_case or self.met <= CASES_LISTED:
                self.cases.setdefault(pair, []).extend(tally.cases)
            else:
                self.cases.clear()

    def matrix(self) -> Matrix:
        pairs = {
            pair: Tally(
                **dict(zip(_COUNTS, counts, strict=True)),
                cases=tuple(self.cases.get(pair, ())),
                events={name: tuple(keys) for name, keys in self.behind.get(pair, {}).items()},
            )
            for pair, counts in self.counts.items()
        }
        return Matrix.of(self.by, self.events, self.names, pairs, every_case=self.every_case)


def count_pairs(dossier: Dossier, by: By | str = By.CLAIMANT) -> Matrix:
    """Count how the parties to one event stand to each other.

    Args:
        dossier: the event and all that was said of it.
        by: what a party is.
    """
    dossier, by = take_stances(dossier), By.of(by)
    order = SaidOrder(dossier)
    columns = derive_positions(dossier, by, order)
    judge, linked = Judge(dossier.claimants), _linked(dossier, order)
    pairs: dict[tuple[str, str], list[Tally]] = {}
    for number, one in enumerate(columns):
        for other in columns[:number]:
            left, right = sorted((one, other), key=lambda column: column.key)
            tally = _met(dossier.event.key, left, right, judge, linked)
            if tally.cases:
                pairs.setdefault((left.key, right.key), []).append(tally)
    for pair, tally in _denials(dossier, by, order):
        pairs.setdefault(pair, []).append(tally)
    names = {column.key: column.name for column in columns}
    return Matrix.of(by, 1, names, {pair: Tally.total(given) for pair, given in pairs.items()})


COUNTED: Final = {
    Relation.EQUAL: "equal",
    Relation.COMPATIBLE: "compatible",
    Relation.POSSIBLE_CONFLICT: "possible",
    Relation.CONFLICT: "conflict",
}
"""Where a tally counts a relation."""

_COUNTS: Final = (*COUNTED.values(), "left_denied", "right_denied")


def _linked(dossier: Dossier, order: SaidOrder) -> frozenset[str]:
    """Return the ids at either end of the links that statements of the event make."""
    made = [link for link in dossier.links if link.source in order.index]
    return frozenset(end for link in made for end in (link.source, link.target))


def _is_quiet(answers: Iterable[Answer], linked: Collection[str]) -> bool:
    """Whether a party's position on the event is only recorded: it neither denies, nor is linked to any other."""
    return all(a.assertion.stance == "affirms" and a.assertion.id not in linked for a in answers)


def _met(event: str, left: Position, right: Position, judge: Judge, linked: Collection[str]) -> Tally:
    """Compare the standing answers of two parties, question by question.

    That two parties speak of an event is no agreement on it: positions count where at least one denies or is linked.
    """
    counted: list[Tally] = []
    for question in (STANCE, *left.answers):
        ours, theirs = _sided(left, question), _sided(right, question)
        if not ours or not theirs:
            continue
        if question == STANCE and _is_quiet(ours, linked) and _is_quiet(theirs, linked):
            continue
        relation = worst(judge.relation(one, other) for one in ours for other in theirs)
        case = Case(event, question, relation.value, ours[0].assertion.id, theirs[0].assertion.id)
        counted.append(Tally(**{COUNTED[relation]: 1}, cases=(case,), events={COUNTED[relation]: (event,)}))
    return Tally.total(counted)


def _sided(position: Position, question: str) -> list[Answer]:
    return [answer for answer in position.track(question).standing if answer.takes_side]


def _denials(dossier: Dossier, by: By, order: SaidOrder) -> Iterable[tuple[tuple[str, str], Tally]]:
    """Count the links by which one party denies another."""
    party = {assertion.id: column_key(assertion, dossier, by) for assertion in order.sequence}
    for link in dossier.links:
        if link.kind != DENIES or not {link.source, link.target} <= party.keys():
            continue
        denier, denied = party[link.source], party[link.target]
        if denier == denied:
            continue
        question = link.fields[0] if len(link.fields) == 1 else STANCE
        if denier < denied:
            case = Case(dossier.event.key, question, DENIES, link.source, link.target)
            yield (denier, denied), Tally(left_denied=1, cases=(case,), events={"left_denied": (case.event,)})
        else:
            case = Case(dossier.event.key, question, DENIES, link.target, link.source)
            yield (
                (denied, denier),
                Tally(right_denied=1, cases=(case,), events={"right_denied": (case.event,)}),
            )
