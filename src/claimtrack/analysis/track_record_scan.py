"""What became of the word of every bloc of a whole file, from one scan over its answers: what `track_record` counts."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from claimtrack.analysis.answers import STANCE
from claimtrack.analysis.shifts import ShiftKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from claimtrack.analysis.dataset_rows import AnswerRow, LaidOut, MoveRow

COUNTED: Final = (
    "claims",
    "denied",
    "denials",
    "conceded_by_self",
    "reversed",
    "retracted",
    "revised_up",
    "revised_down",
)
"""What is counted, by its name in `TrackRecord`; of what another denied, the statements, however many denied them."""

_MOVES: Final = {
    ShiftKind.CONCEDED.value: "conceded_by_self",
    ShiftKind.REVERSED.value: "reversed",
    ShiftKind.RETRACTED.value: "retracted",
    ShiftKind.REVISED_UP.value: "revised_up",
    ShiftKind.REVISED_DOWN.value: "revised_down",
}
_OF_THE_WHOLE: Final = frozenset({"conceded_by_self", "reversed"})
_OF_A_NUMBER: Final = frozenset({"revised_up", "revised_down"})


def count_records(events: Iterable[LaidOut]) -> dict[str, Counter[str]]:
    """Return the counts of each bloc that spoke, by its key.

    Args:
        events: the events on which anybody spoke, laid out.
    """
    counts: dict[str, Counter[str]] = {}
    for event in events:
        for row in event.answers:
            counts.setdefault(row.bloc, Counter())
        for bloc, what in (*_said(event), *_moved(event.moves)):
            counts[bloc][what] += 1
    return counts


def _said(event: LaidOut) -> Iterator[tuple[str, str]]:
    """Yield the bloc and what is counted of it, for each statement that it did not only make again."""
    positions = {row.assertion: row for row in event.answers if row.field == STANCE}
    conceding = {move.after for move in event.moves if move.kind == ShiftKind.CONCEDED.value}
    told_before = set(_told_before(event, positions))
    for row in positions.values():
        if row.again_in_bloc or row.assertion in told_before:
            continue
        if row.sameness == "denies":
            yield row.bloc, "denials"
        if row.sameness == "affirms" and row.assertion not in conceding:
            yield row.bloc, "claims"
            if row.denied:
                yield row.bloc, "denied"


def _told_before(event: LaidOut, positions: Mapping[str, AnswerRow]) -> Iterator[str]:
    """Yield the statements that repeat another, or take the place of one of their bloc with the same stand."""
    for link in event.links:
        source, target = positions[link.source], positions.get(link.target)
        if link.kind == "repeats" or (
            link.kind == "supersedes"
            and target is not None
            and (source.bloc, source.sameness) == (target.bloc, target.sameness)
        ):
            yield link.source


def _moved(moves: Iterable[MoveRow]) -> Iterator[tuple[str, str]]:
    """Yield the bloc and the kind of each move; one statement that took back several answers counts once."""
    met: set[tuple[str, str, str]] = set()
    for move in moves:
        what = _MOVES.get(move.kind, "")
        if not what or (what in _OF_THE_WHOLE and move.field != STANCE):
            continue
        one = (what, move.before, move.field if what in _OF_A_NUMBER else "")
        if one not in met:
            met.add(one)
            yield move.bloc, what
