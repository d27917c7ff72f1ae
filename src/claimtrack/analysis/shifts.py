"""How one answer moved to another: conceded, revised up, narrowed and so on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from claimtrack.analysis.answers import STANCE, Answer
from claimtrack.values import Count


class ShiftKind(StrEnum):
    """What happened to a position."""

    CONCEDED = "conceded"
    """It denied and then affirmed."""
    REVERSED = "reversed"
    """It affirmed and then denied."""
    RETRACTED = "retracted"
    """It took back what it had said."""
    REVISED_UP = "revised up"
    REVISED_DOWN = "revised down"
    NARROWED = "narrowed"
    """The new answer lies within the old one."""
    WIDENED = "widened"
    """The old answer lies within the new one."""
    CHANGED = "changed"
    """One answer gave way to another that is neither more nor less."""
    HEDGED = "hedged otherwise"
    """The same was said more firmly or less so."""
    DROPPED = "dropped"
    """The statement that replaced it no longer answers the question."""
    REPEATED = "repeated"
    """The same was said again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """One move of a position.

    Attributes:
        kind: what happened.
        question: key of the field, or `STANCE`.
        before: the answer left behind; for repeats the first one.
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


def name_shift(before: Answer, after: Answer | None) -> ShiftKind | None:
    """Name the move from one answer to the next; None where nothing moved."""
    if after is None:
        return ShiftKind.DROPPED
    return _stance_shift(before, after) if before.question == STANCE else _value_shift(before, after)


def _stance_shift(before: Answer, after: Answer) -> ShiftKind | None:
    match before.assertion.stance, after.assertion.stance:
        case "denies", "affirms":
            return ShiftKind.CONCEDED
        case "affirms", "denies":
            return ShiftKind.REVERSED
        case one, other if one != other:
            return None  # queries and comments take no side: nothing was given up
        case _:
            return ShiftKind.HEDGED if before.assertion.hedge != after.assertion.hedge else None


def _value_shift(before: Answer, after: Answer) -> ShiftKind | None:
    if before.values == after.values:
        return None
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
    """Give the interval of an answer with one positive count or date."""
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
    from claimtrack.analysis.order import bounds
    from claimtrack.dates import DateValue

    return bounds(read) if isinstance(read, DateValue) and read else None


def amount(shift: Shift) -> tuple[float, float] | None:
    """Give by how much a count moved, as an interval of differences; None where it was no count."""
    if shift.kind not in {ShiftKind.REVISED_UP, ShiftKind.REVISED_DOWN}:
        return None
    before, after = _span(shift.before), _span(shift.after)
    if before is None or after is None:
        return None
    return after[0] - before[1], after[1] - before[0]
