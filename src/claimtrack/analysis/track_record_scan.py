"""What became of the word of every bloc of a whole file, from one scan over its answers: what `track_record` counts."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from claimtrack.analysis.answers import STANCE
from claimtrack.analysis.shifts import ShiftKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
    positions = [row for row in event.answers if row.field == STANCE]
    passed_on = {link.source for link in event.links if link.kind == "repeats"}
    conceding = {move.after for move in event.moves if (move.kind, move.field) == ("conceded", STANCE)}
    denying = _denying(event, positions)
    for row in positions:
        if row.again_in_bloc or row.assertion in passed_on:
            continue
        if row.sameness == "denies":
            yield row.bloc, "denials"
        if row.sameness == "affirms" and row.assertion not in conceding:
            yield row.bloc, "claims"
            if (denying.get("", set()) | denying.get(row.assertion, set())) - {row.bloc}:
                yield row.bloc, "denied"


def _denying(event: LaidOut, positions: Iterable[AnswerRow]) -> dict[str, set[str]]:
    """Return the blocs that deny, by the statement that a link denies; under no name those that deny the event."""
    denying: dict[str, set[str]] = {}
    for row in positions:
        if row.sameness == "denies":
            denying.setdefault("", set()).add(row.bloc)
    for link in event.links:
        if link.kind == "denies":
            denying.setdefault(link.target, set()).add(link.source_bloc)
    return denying


def _moved(moves: Iterable[MoveRow]) -> Iterator[tuple[str, str]]:
    """Yield the bloc and the kind of each move; one statement that took back several answers counts once."""
    met: set[tuple[str, str, str]] = set()
    for move in moves:
        what = _MOVES.get(move.kind, "")
        if (
            not what
            or (what in _OF_THE_WHOLE and move.field != STANCE)
            or (what == "reversed" and move.stance != "affirms")
        ):
            continue
        one = (what, move.before, move.field if what in _OF_A_NUMBER else "")
        if one not in met:
            met.add(one)
            yield move.bloc, what
