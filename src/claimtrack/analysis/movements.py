"""How the blocs moved over all events, question by question: how often, and by how much numbers were revised."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimtrack.analysis.dataset_rows import LaidOut, MoveRow


class Movement(NamedTuple):
    """The moves of one kind that one bloc made on one question.

    Attributes:
        bloc: its key.
        field: key of the field; empty for the position.
        kind: what happened, one of `ShiftKind`.
        moves: how often.
        events: on how many events.
        linked: how many of them the analyst linked.
        least_change, most_change: between what ends numbers changed, an open end being infinite; None where none did.
    """

    bloc: str
    field: str
    kind: str
    moves: int
    events: int
    linked: int
    least_change: float | None
    most_change: float | None


def count_movements(events: Iterable[LaidOut]) -> list[Movement]:
    """Return the movements, the most frequent first.

    Args:
        events: the events on which anybody spoke, laid out.
    """
    moved: dict[tuple[str, str, str], _Moves] = {}
    for event in events:
        for move in event.moves:
            moved.setdefault((move.bloc, move.field, move.kind), _Moves()).add(move)
    found = [moves.of(*key) for key, moves in moved.items()]
    return sorted(found, key=lambda one: (-one.moves, one.bloc, one.field, one.kind))


class _Moves:
    """The running counts; events come one after another."""

    def __init__(self) -> None:
        self._moves = self._events = self._linked = 0
        self._event = ""
        self._least: float | None = None
        self._most: float | None = None

    def add(self, move: MoveRow) -> None:
        self._moves += 1
        self._events += move.event != self._event
        self._event = move.event
        self._linked += move.linked
        if move.change_low is not None:
            self._least = move.change_low if self._least is None else min(self._least, move.change_low)
        if move.change_high is not None:
            self._most = move.change_high if self._most is None else max(self._most, move.change_high)

    def of(self, bloc: str, field: str, kind: str) -> Movement:
        return Movement(bloc, field, kind, self._moves, self._events, self._linked, self._least, self._most)
