"""Compare counts: intervals of whole numbers, with their parts."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from claimtrack.values.relation import Relation, Tolerance, default_tolerance, overlap

if TYPE_CHECKING:
    from claimtrack.values.count import Count, Part


def compare_counts(one: Count, other: Count, tolerance: Tolerance | None = None) -> Relation:
    """Compare two counts.

    Args:
        one: a count.
        other: another.
        tolerance: how near is near; the program's own when left out.

    Returns:
        EQUAL for the same bounds, best estimate and marks; COMPATIBLE where they overlap; otherwise
        POSSIBLE_CONFLICT where one is approximate or vague and they are near, CONFLICT where not. Parts of one kind are
        compared with each other, and the worst of all holds; where only one names a part, the two are COMPATIBLE.
    """
    tolerance = tolerance or default_tolerance()
    relation = _compare_wholes(one, other, tolerance)
    if not one.parts and not other.parts:
        return relation
    ones, others = _parts_by_kind(one), _parts_by_kind(other)
    if relation is Relation.EQUAL and ones.keys() != others.keys():
        relation = Relation.COMPATIBLE
    shared = [
        compare_counts(ones[kind].count, others[kind].count, tolerance)
        for kind in ones.keys() & others.keys()
    ]
    return Relation.worst([relation, *shared]) or relation


def conflicting_parts(one: Count, other: Count) -> tuple[tuple[Part, Part], ...]:
    """Return the parts of one kind, in pairs, that cannot both be true, in the order in which the first count names them."""
    ones, others = _parts_by_kind(one), _parts_by_kind(other)
    return tuple(
        (ones[kind], others[kind])
        for kind in ones
        if kind in others and compare_counts(ones[kind].count, others[kind].count) is Relation.CONFLICT
    )


def count_reach(count: Count) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the ends by which a count is compared, and the same widened by what it may be off."""
    return _bounds(count), _widened(count, default_tolerance())


def plain_ends(count: Count) -> tuple[int, float] | None:
    """Return the ends of a count that says nothing but them, as nearly all in large tables do; None for any other."""
    marked = count.approximate or count.vague or count.parts or count.near is not None
    return (
        None if marked or count.best is not None else (count.low, inf if count.high is None else count.high)
    )


def compare_plain(one: tuple[int, float], other: tuple[int, float]) -> Relation:
    """Compare two counts by their `plain_ends`, as `compare_counts` does."""
    if one == other:
        return Relation.EQUAL
    return Relation.COMPATIBLE if overlap(one, other) else Relation.CONFLICT


def _compare_wholes(one: Count, other: Count, tolerance: Tolerance) -> Relation:
    if _count_identity(one) == _count_identity(other):
        return Relation.EQUAL
    if overlap(_bounds(one), _bounds(other)):
        return Relation.COMPATIBLE
    near = overlap(_widened(one, tolerance), _widened(other, tolerance))
    return Relation.POSSIBLE_CONFLICT if near else Relation.CONFLICT


def _count_identity(count: Count) -> tuple[object, ...]:
    best = count.low if count.best is None and count.low == count.high else count.best
    return count.low, count.high, best, count.approximate, count.vague, count.near


def _parts_by_kind(count: Count) -> dict[object, Part]:
    """Return the parts of a count by what they are parts of; of two of one kind neither is compared."""
    from claimtrack.values.count_words import kind_of_part

    found: dict[object, list[Part]] = {}
    for part in count.parts:
        found.setdefault(kind_of_part(part.of), []).append(part)
    return {kind: parts[0] for kind, parts in found.items() if len(parts) == 1}


def _bounds(count: Count) -> tuple[float, float]:
    return count.low, inf if count.high is None else count.high


def _widened(count: Count, tolerance: Tolerance) -> tuple[float, float]:
    low, high = _bounds(count)
    if count.vague:
        return low / tolerance.vague_factor, high * tolerance.vague_factor
    if count.approximate:
        share, least = tolerance.approximate_share, tolerance.approximate_least
        below, above = low - max(least, low * share), high + max(least, high * share)
        if count.near is None:
            return below, above
        return (
            (below, high) if high <= count.near else (low, above)
        )  # "nearly 100" is at most 100 all the same
    return low, high
