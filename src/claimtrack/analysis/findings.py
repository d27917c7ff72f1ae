"""How the answers to one question stand to each other, and which of them somebody denies or disputes by a link."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from claimtrack.analysis.answers import STANCE, Answer, Judge, contradicts, worst
from claimtrack.values import Count, Relation, date_intersection, date_spread, intersection, spread
from claimtrack.values.compare_counts import conflicting_parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from claimtrack.analysis.objections import Objection
    from claimtrack.dates import DateValue
    from claimtrack.values import TypedValue
    from claimtrack.values.count import Part


class FindingKind(StrEnum):
    """The findings, in words. All but one are computed; contested is what analysts linked."""

    AGREE = "agree"
    COMPATIBLE = "compatible"
    CONFLICT = "conflict"
    CONTESTED = "contested"
    SINGLE = "single"
    SILENT = "silent"


class Pair(Struct, frozen=True):
    """Two answers that cannot both be true, or may not.

    Attributes:
        left: the answer given first.
        right: the other one.
        certain: they cannot both be true; otherwise they possibly cannot.
    """

    left: Answer
    right: Answer
    certain: bool


class Finding(Struct, frozen=True):
    """What one row comes to. What analysts linked and what the program computes are told apart.

    Attributes:
        kind: the finding; contested where an answer is denied or disputed by a link and none contradicts another.
        certain: false for a conflict between answers that only possibly contradict each other.
        pairs: the pairs in conflict, in said-order.
        common: what all the answers allow; None where that is nothing, or cannot be put as one value.
        spread: from the least that any says to the most; None unless counts or dates.
        objections: the denials and disputes linked against answers of the row, in said-order.
        computed: what the answers come to by themselves, whatever was linked; `kind` where nothing was.
    """

    kind: FindingKind
    certain: bool = True
    pairs: tuple[Pair, ...] = ()
    common: TypedValue | None = None
    spread: TypedValue | None = None
    objections: tuple[Objection, ...] = ()
    computed: FindingKind = FindingKind.SILENT

    @property
    def at_odds(self) -> frozenset[str]:
        """The ids of the assertions whose answers contradict one another: for certain where any do, else possibly."""
        return _ends([pair for pair in self.pairs if pair.certain] or self.pairs)

    @property
    def perhaps_at_odds(self) -> frozenset[str]:
        """The ids of the assertions whose answers only possibly contradict any, where others do for certain."""
        return _ends(self.pairs) - self.at_odds

    def contested_by(self, objections: Sequence[Objection]) -> Finding:
        """Return the finding with what was linked against answers of the row; without any it stays as computed."""
        kept = self.kind is FindingKind.CONFLICT or not objections
        kind = self.kind if kept else FindingKind.CONTESTED
        return replace(self, kind=kind, objections=tuple(objections), computed=self.kind)


def parts_at_odds(finding: Finding) -> tuple[Part, ...]:
    """Return the parts, one of each kind, by which alone counts contradict one another: the wholes could all be true."""
    pairs = [
        (one, other) for pair in finding.pairs if (one := _count(pair.left)) and (other := _count(pair.right))
    ]
    if len(pairs) < len(finding.pairs) or any(intersection(pair) is None for pair in pairs):
        return ()
    from claimtrack.values.count_words import kind_of_part

    found: dict[object, Part] = {}
    for pair in pairs:
        for part, _ in conflicting_parts(*pair):
            found.setdefault(kind_of_part(part.of), part)
    return tuple(found.values())


def _count(answer: Answer) -> Count | None:
    """Return the one count that an answer gives."""
    (read,) = _reads([answer]) or (None,)
    return read if isinstance(read, Count) else None


def _ends(pairs: Iterable[Pair]) -> frozenset[str]:
    return frozenset(end.assertion.id for pair in pairs for end in (pair.left, pair.right))


def find(columns: Sequence[Sequence[Answer]], judge: Judge) -> Finding:
    """Compare the standing answers to one question.

    Every pair of answers is compared, those of one column too: a bloc that contradicts itself is in conflict
    whoever else speaks. So more answers can only make a finding worse, never better.

    Args:
        columns: per column its standing answers.
        judge: compares two of them.
    """
    sided = [[answer for answer in column if answer.takes_side] for column in columns]
    answering = [column for column in sided if column]
    answers = [answer for column in answering for answer in column]
    if not answers:
        return Finding(kind=FindingKind.SILENT)
    standing = _Standing(answers, judge)
    pairs = standing.pairs()
    kind = _kind(len(answering), standing.worst)
    return Finding(
        kind=kind,
        certain=not pairs or any(pair.certain for pair in pairs),
        pairs=pairs,
        common=None if pairs else common_ground(answers, agreed=kind is FindingKind.AGREE),
        spread=spread_of(answers) if len(answers) > 1 else None,
        computed=kind,
    )


# Whether answers that stand so to each other are in conflict for certain; None where they are in none.
_CERTAIN = {
    relation: relation is Relation.CONFLICT if contradicts(relation) else None for relation in Relation
}


class _Standing:
    """How answers stand to one another; those that say the very same are compared once."""

    def __init__(self, answers: Sequence[Answer], judge: Judge) -> None:
        self.answers = answers
        alike: dict[tuple[object, ...], int] = {}
        self.groups = [alike.setdefault(answer.content, len(alike)) for answer in answers]
        members = [answers[self.groups.index(group)] for group in range(len(alike))]
        self.relations = judge.relations(members)

    @property
    def worst(self) -> Relation:
        """Return the worst relation of any two answers."""
        several = (group for group, many in Counter(self.groups).items() if many > 1)
        apart = {relation for number, row in enumerate(self.relations) for relation in row[:number]}
        return worst(apart | {self.relations[group][group] for group in several})

    def pairs(self) -> tuple[Pair, ...]:
        """Return the pairs in conflict."""
        certain = [list(map(_CERTAIN.__getitem__, row)) for row in self.relations]
        found: list[Pair] = []
        for number, (right, group) in enumerate(zip(self.answers, self.groups, strict=True)):
            earlier = zip(self.answers[:number], self.groups, strict=False)
            row = certain[group]
            found += [Pair(left, right, sure) for left, other in earlier if (sure := row[other]) is not None]
        return tuple(found)


def _kind(answering: int, relation: Relation) -> FindingKind:
    if contradicts(relation):
        return FindingKind.CONFLICT
    if answering == 1:
        return FindingKind.SINGLE
    return FindingKind.AGREE if relation is Relation.EQUAL else FindingKind.COMPATIBLE


def common_ground(answers: Iterable[Answer], *, agreed: bool) -> TypedValue | None:
    """Return what all the answers allow, as one value.

    Args:
        answers: answers to one question, none in conflict with another.
        agreed: they are all equal, so that any of them will do.
    """
    reads = _reads(answers)
    if not reads:
        return None
    if (counts := _counts(reads)) is not None:
        return intersection(counts)
    if (dates := _dates(reads)) is not None:
        return date_intersection(dates)
    return reads[0] if agreed else None


def spread_of(answers: Iterable[Answer]) -> TypedValue | None:
    """Return the span from the least that any answer says to the most, for counts and dates."""
    reads = _reads(answers)
    if not reads:
        return None
    if (counts := _counts(reads)) is not None:
        return spread(counts)
    if (dates := _dates(reads)) is not None:
        return date_spread(dates)
    return None


def _reads(answers: Iterable[Answer]) -> list[TypedValue]:
    """Return the values, or nothing where a denial or a set of values cannot be put as one interval."""
    reads: list[TypedValue] = []
    for answer in answers:
        if answer.question == STANCE or len(answer.values) != 1 or answer.values[0].negative:
            return []
        reads.append(answer.values[0].read)
    return reads


def _counts(reads: list[TypedValue]) -> list[Count] | None:
    found = [read for read in reads if isinstance(read, Count)]
    return found if len(found) == len(reads) else None


def _dates(reads: list[TypedValue]) -> list[DateValue] | None:
    from claimtrack.dates import DateValue

    found = [read for read in reads if isinstance(read, DateValue) and read]
    return found if len(found) == len(reads) else None
