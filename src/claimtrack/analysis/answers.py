"""What one assertion answers to one question, and how two such answers stand to each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from claimtrack.analysis.parties import Parties
from claimtrack.characters import fold_name
from claimtrack.values import Count, Relation, Unknown, compare_values
from claimtrack.values.compare_counts import compare_plain, plain_ends

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from claimtrack.model import Assertion, Claimant, Value

STANCE = ""
"""The question whether the proposition is so; every other question is the key of a field."""

SIDES = frozenset({"affirms", "denies"})
FIRM = frozenset({"", "stated", "reported"})
"""The hedges that make no other answer."""


class Answer(Struct, frozen=True):
    """The answer of one assertion to one question.

    Attributes:
        assertion: who says it, when and how.
        question: key of the field, or `STANCE`.
        values: the answers given; several in one assertion are taken together. Empty for the stance.
        confirms: the statements whose answer this is, where the assertion was linked as confirming or corroborating it
            and gives none of its own.
    """

    assertion: Assertion
    question: str
    values: tuple[Value, ...] = ()
    confirms: tuple[Assertion, ...] = ()

    @property
    def content(self) -> tuple[object, ...]:
        """Return what is said, without who says it: answers alike in this stand alike to any third."""
        if self.question == STANCE:
            return (self.assertion.stance, self.assertion.hedge)
        return self.values

    @property
    def ends(self) -> tuple[int, float] | None:
        """The ends of one count of which nothing else is said; None for any other answer."""
        value = self.values[0] if len(self.values) == 1 else None
        if value is None or value.negative or value.hedge or not isinstance(value.read, Count):
            return None
        return plain_ends(value.read)

    @property
    def unknown(self) -> bool:
        """Whether the party says that it does not know, which is neither silence nor zero."""
        return bool(self.values) and all(isinstance(value.read, Unknown) for value in self.values)

    @property
    def takes_side(self) -> bool:
        """Whether there is something to compare: a value that is known, or a yes or no on the proposition."""
        if self.question == STANCE:
            return self.assertion.stance in SIDES
        return not self.unknown


def answers_of(assertion: Assertion) -> dict[str, Answer]:
    """Return every answer of an assertion, by question."""
    by_field: dict[str, list[Value]] = {}
    for value in assertion.values:
        by_field.setdefault(value.field, []).append(value)
    answers = {key: Answer(assertion, key, tuple(values)) for key, values in by_field.items()}
    return {STANCE: Answer(assertion, STANCE), **answers}


# Looked up for every pair of answers, so kept beside the relations rather than asked of them.
_SEVERITY = {relation: relation.severity for relation in Relation}


def worst(relations: Iterable[Relation]) -> Relation:
    """Return the worst of several relations; equal where there are none."""
    return max(relations, key=_SEVERITY.__getitem__, default=Relation.EQUAL)


def best(relations: Iterable[Relation]) -> Relation:
    """Return the best of several relations."""
    return min(relations, key=_SEVERITY.__getitem__)


def contradicts(relation: Relation) -> bool:
    """Whether a relation is a conflict, possible or certain."""
    return _SEVERITY[relation] > _SEVERITY[Relation.COMPATIBLE]


class Judge:
    """Tells how two answers stand to each other, knowing who is part of whom.

    Args:
        claimants: who is known, by key.
    """

    def __init__(self, claimants: Mapping[str, Claimant]) -> None:
        self.parties = Parties(claimants)

    def relation(self, left: Answer, right: Answer) -> Relation:
        """Compare two answers to the same question. Symmetric."""
        if left.question == STANCE:
            return _stances(left.assertion, right.assertion)
        return self._sets(left.values, right.values)

    def relations(self, answers: Sequence[Answer]) -> list[list[Relation]]:
        """Compare every two of some answers to the same question, each with itself, too.

        Returns:
            Of each answer, in their order, how it stands to each.
        """
        table: list[list[Relation]] = []
        ends = [answer.ends for answer in answers]
        for number, (one, plain) in enumerate(zip(answers, ends, strict=True)):
            earlier = [row[number] for row in table]
            later = zip(answers[number:], ends[number:], strict=True)
            table.append(earlier)
            earlier += [
                compare_plain(plain, other) if plain and other else self.relation(one, answer)
                for answer, other in later
            ]
        return table

    def _sets(self, left: tuple[Value, ...], right: tuple[Value, ...]) -> Relation:
        """Compare two sets of values, each said together.

        "The United States or Russia" and "Russia" have an answer in common and can both be true; a denial
        contradicts a set only when it leaves nothing of it.
        """
        if len(left) == len(right) == 1 and _plain(left[0]) and _plain(right[0]):
            return self._pair(left[0], right[0])  # what the rest comes to for most answers, told at once
        said, denied = _parted(left)
        other_said, other_denied = _parted(right)
        parts = [
            self._positive(said, other_said),
            self._denied(said, other_denied),
            self._denied(other_said, denied),
            self._negative(denied, other_denied),
        ]
        return worst(part for part in parts if part is not None)

    def _positive(self, left: list[Value], right: list[Value]) -> Relation | None:
        if not left or not right:
            return Relation.COMPATIBLE if left or right else None
        table = [[self._pair(one, other) for other in right] for one in left]
        matched = [best(row) for row in table] + [best(column) for column in zip(*table, strict=True)]
        nearest = best(matched)
        if contradicts(nearest) or worst(matched) is Relation.EQUAL:
            return nearest
        return Relation.COMPATIBLE

    def _denied(self, said: list[Value], denied: list[Value]) -> Relation | None:
        if not said or not denied:
            return None
        return worst(best(self._pair(value, denial) for value in said) for denial in denied)

    def _negative(self, left: list[Value], right: list[Value]) -> Relation | None:
        if not left and not right:
            return None
        same = all(any(self._pair(a, b) is Relation.EQUAL for b in right) for a in left) and all(
            any(self._pair(a, b) is Relation.EQUAL for a in left) for b in right
        )
        return Relation.EQUAL if same else Relation.COMPATIBLE

    def _pair(self, left: Value, right: Value) -> Relation:
        relation = compare_values(
            left.read,
            right.read,
            one_negative=left.negative,
            other_negative=right.negative,
            parties=self.parties,
        )
        if relation is not None:
            return _hedged(relation, left.hedge, right.hedge)
        # What cannot be read may mean anything; only the very same words mean the same.
        same = left.negative == right.negative and fold_name(left.raw) == fold_name(right.raw)
        return Relation.EQUAL if same else Relation.POSSIBLE_CONFLICT


def _hedged(relation: Relation, left: str, right: str) -> Relation:
    """Weigh the hedges on two answers as those on two positions: what one calls unclear contradicts nobody for certain."""
    if left == right or {left, right} <= FIRM:
        return relation
    if relation is Relation.CONFLICT and "unclear" in {left, right}:
        return Relation.POSSIBLE_CONFLICT
    return Relation.COMPATIBLE if relation is Relation.EQUAL else relation


def _plain(value: Value) -> bool:
    return not value.negative and not isinstance(value.read, Unknown)


def _parted(values: tuple[Value, ...]) -> tuple[list[Value], list[Value]]:
    known = [value for value in values if not isinstance(value.read, Unknown)]
    return [v for v in known if not v.negative], [v for v in known if v.negative]


def _stances(left: Assertion, right: Assertion) -> Relation:
    """Compare two positions on the proposition; one who calls it unclear contradicts nobody for certain."""
    if left.stance != right.stance:
        unclear = "unclear" in {left.hedge, right.hedge}
        return Relation.POSSIBLE_CONFLICT if unclear else Relation.CONFLICT
    same = left.hedge == right.hedge or {left.hedge, right.hedge} <= FIRM
    return Relation.EQUAL if same else Relation.COMPATIBLE
