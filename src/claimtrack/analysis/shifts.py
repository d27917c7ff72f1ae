"""How one answer moved to another: conceded, revised up, narrowed and so on."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from claimtrack.analysis.answers import SIDES, STANCE, Answer
from claimtrack.values import Count, Relation

if TYPE_CHECKING:
    from claimtrack.analysis.history import Past


class ShiftKind(StrEnum):
    """What happened to a position."""

    CONCEDED = "conceded"
    """It denied, or answered, and the analyst linked a later statement as conceding that."""
    REVERSED = "reversed"
    """It replaced its own position by the contrary."""
    RETRACTED = "retracted"
    """It took back what it had said."""
    REVISED_UP = "revised up"
    REVISED_DOWN = "revised down"
    NARROWED = "said more exactly"
    """The new answer lies within the old one."""
    WIDENED = "said less exactly"
    """The old answer lies within the new one."""
    CHANGED = "changed"
    """One answer gave way to another that is neither more nor less."""
    DIFFERS = "differs over time"
    """It said otherwise later, or what fits its denial badly, and the analyst linked nothing: no more than that."""
    HEDGED = "hedged otherwise"
    """The same was said more firmly or less so."""
    DROPPED = "dropped"
    """The statement that replaced it no longer answers the question."""
    REPEATED = "repeated"
    """The same was said again."""


class Shift(Struct, frozen=True, kw_only=True):
    """One move of a position.

    Attributes:
        kind: what happened.
        question: key of the field, or `STANCE`.
        before: the answer left behind; for repeats the first one; the denial of the event where that is all that an
            answer to a field fits badly with, or concedes.
        after: the answer that took its place; for retractions and dropped answers the statement that did it,
            with no values.
        linked: the analyst linked the two; otherwise the program derived the move from their order.
        count: how many times, for repeats.
        by: name of the one who moved where another member of the bloc did it; empty for the same claimant.
    """

    kind: ShiftKind
    question: str
    before: Answer
    after: Answer
    linked: bool
    count: int = 1
    by: str = ""


def name_shift(past: Past, after: Answer | None, relation: Relation) -> ShiftKind | None:
    """Name the move from an answer that stands no longer to the next; None where nothing moved.

    Args:
        past: the answer left behind, and why.
        after: the answer that took its place; None where the statement that did it gives none.
        relation: how the two stand to each other.
    """
    if past.reason == "retracted":
        return ShiftKind.RETRACTED
    if past.answer.question == STANCE:
        return _stance_shift(past, after)
    if after is None:
        return ShiftKind.DROPPED
    if relation is Relation.EQUAL:
        return None
    if past.reason == "conceded" and past.answer.assertion.stance != "denies":
        return ShiftKind.CONCEDED  # of a denial of the event, that is what the position does
    kind = _value_shift(past.answer, after)
    if past.linked or kind in {None, ShiftKind.NARROWED, ShiftKind.WIDENED}:
        return _revision(kind, relation)
    return ShiftKind.DIFFERS


def _revision(kind: ShiftKind | None, relation: Relation) -> ShiftKind | None:
    """Tell a revision from a change: only answers that cannot both be true revise one another."""
    revised = kind in {ShiftKind.REVISED_UP, ShiftKind.REVISED_DOWN}
    return ShiftKind.CHANGED if revised and relation is not Relation.CONFLICT else kind


def _stance_shift(past: Past, after: Answer | None) -> ShiftKind | None:
    before = past.answer.assertion
    if after is None or "comments" in {before.stance, after.assertion.stance}:
        return None
    if past.reason == "conceded":
        return ShiftKind.CONCEDED
    if {before.stance, after.assertion.stance} == SIDES:
        return ShiftKind.REVERSED
    same = before.stance == after.assertion.stance
    # A question gave nothing up; the same said more firmly, or less so, is a move of the hedge alone.
    return ShiftKind.HEDGED if same and before.hedge != after.assertion.hedge else None


def _value_shift(before: Answer, after: Answer) -> ShiftKind | None:
    if before.values == after.values:
        return None
    if before.unknown != after.unknown:
        return ShiftKind.NARROWED if before.unknown else ShiftKind.CHANGED
    span, later = _span(before), _span(after)
    if span is None or later is None:
        return ShiftKind.CHANGED
    return _interval_shift(span, later, counted=isinstance(before.values[0].read, Count))


def _interval_shift(
    span: tuple[float, float], later: tuple[float, float], *, counted: bool
) -> ShiftKind | None:
    (low, high), (new_low, new_high) = span, later
    if span == later:
        return None
    # "2" to "at least 2" is a widening, "2" to "3" an upward revision; a number that grows at both ends
    # or at one end without shrinking at the other could be either, and is read as what its ends do.
    if low <= new_low and new_high <= high:
        return ShiftKind.NARROWED
    if new_low <= low and high <= new_high:
        return ShiftKind.WIDENED
    if not counted:
        return ShiftKind.CHANGED
    return ShiftKind.REVISED_UP if new_low > low or new_high > high else ShiftKind.REVISED_DOWN


def _span(answer: Answer) -> tuple[float, float] | None:
    """Return the interval of an answer with one positive count or date."""
    from math import inf

    if len(answer.values) != 1 or answer.values[0].negative:
        return None
    read = answer.values[0].read
    if isinstance(read, Count):
        low = -inf if read.low is None else read.low
        high = inf if read.high is None else read.high
        return low, high
    return _date_span(read)


def _date_span(read: object) -> tuple[float, float] | None:
    from claimtrack.analysis.said_order import bounds
    from claimtrack.dates import DateValue

    return bounds(read) if isinstance(read, DateValue) and read else None


def amount(shift: Shift) -> tuple[float, float] | None:
    """Return by how much a count moved, as an interval of differences; None where it was no count."""
    if shift.kind not in {ShiftKind.REVISED_UP, ShiftKind.REVISED_DOWN}:
        return None
    before, after = _span(shift.before), _span(shift.after)
    if before is None or after is None:
        return None
    return after[0] - before[1], after[1] - before[0]
