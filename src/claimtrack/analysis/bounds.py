"""What all statements together allow for a count: the interval that no independent voice contradicts, and the envelope.

Beside the parties, never instead of them: a figure that all allow is not a figure that anybody gave.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from claimtrack.values import Count, OneOf, intersection, spread

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claimtrack.analysis.answers import Answer
    from claimtrack.analysis.compare import Comparison, Row
    from claimtrack.analysis.findings import Pair


class Bounds(Struct, frozen=True):
    """The bounds of a count over all parties.

    Attributes:
        question: key of the field.
        allowed: what every answer allows that is not only passed on; None where no number fits them all.
        envelope: from the least that any of these voices says to the most.
        voices: how many independent voices gave a count of their own.
    """

    question: str
    allowed: Count | None
    envelope: Count
    voices: int


def count_bounds(comparison: Comparison) -> tuple[Bounds, ...]:
    """Return the bounds of each count on which several independent voices do not say the very same.

    Statements of one voice, and those that come down to one document that nothing vouches for, are one voice; where
    these contradict one another, no number fits all. What only passes on another statement says nothing of its own; parts
    named with a number have no say.
    """
    return tuple(found for row in comparison.rows if (found := _bounds(row, comparison)) is not None)


def _bounds(row: Row, comparison: Comparison) -> Bounds | None:
    answers = [answer for column in comparison.columns for answer in column.track(row.question).standing]
    counted = [answer for answer in answers if _count(answer) is not None]
    if len(counted) < 2 or len({answer.values for answer in counted}) < 2:
        return None
    from claimtrack.analysis.corroboration import Trace, independent

    trace = Trace(comparison.dossier, comparison.order)
    backing = [trace.backing(answer) for answer in counted]
    own = [item for item in backing if not item.second_hand] or [
        item for item in backing if not item.withdrawn
    ]
    voices, answers = independent(own), [item.answer for item in own]
    envelope = spread(_counts(answers))
    if len(voices) < 2 or len({answer.values for answer in answers}) < 2 or envelope is None:
        return None
    passed_on = {item.answer.assertion.id for item in backing if item.second_hand}
    at_odds = any(
        _at_odds(pair) and passed_on.isdisjoint({pair.left.assertion.id, pair.right.assertion.id})
        for pair in row.finding.pairs
    )
    allowed = None if at_odds else intersection(_counts(answers))
    for answer in answers:
        allowed = _of_options(answer, allowed)
    return Bounds(row.question, allowed, envelope, len(voices))


def _at_odds(pair: Pair) -> bool:
    """Whether no number fits two answers: parts of one number may be at odds where the wholes are not."""
    one, other = _count(pair.left), _count(pair.right)
    return pair.certain and (one is None or other is None or intersection([one, other]) is None)


def _of_options(answer: Answer, allowed: Count | None) -> Count | None:
    """Narrow what is allowed to what one of several leaves of it: "3 or 5" leaves nothing of 4."""
    read = answer.values[0].read
    if allowed is None or not isinstance(read, OneOf):
        return allowed
    counts = [option for option in read.options if isinstance(option, Count)]
    return spread(filter(None, (intersection([option, allowed]) for option in counts)))


def _counts(answers: Iterable[Answer]) -> Iterator[Count]:
    return (count for answer in answers if (count := _count(answer)) is not None)


def _count(answer: Answer) -> Count | None:
    """Return the one count that an answer gives, of one of several the whole span; None for a "not" and for anything else."""
    if len(answer.values) != 1 or answer.values[0].negative:
        return None
    read = answer.values[0].read
    if isinstance(read, OneOf) and all(isinstance(option, Count) for option in read.options):
        return spread(option for option in read.options if isinstance(option, Count))
    return read if isinstance(read, Count) else None
