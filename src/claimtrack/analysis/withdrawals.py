"""What a speaker no longer says, by a link of its own bloc: what others pass on of it has lost its origin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from claimtrack.analysis.answers import STANCE
from claimtrack.analysis.grouping import By
from claimtrack.analysis.positions import derive_positions
from claimtrack.analysis.shifts import ShiftKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from claimtrack.analysis.said_order import SaidOrder
    from claimtrack.model import Link
    from claimtrack.model.dossier import Dossier

    Move = tuple[str, bool, str, str, str]
    """Its kind, whether it was linked, the question, and the statements before and after it."""

MOVING: Final = frozenset({"concedes", "retracts", "supersedes"})
"""The kinds of link by which a speaker moves from what it said."""

PASSING_ON: Final = frozenset({"cites", "repeats"})
"""The kinds of link by which a statement says where it has it from."""

_GONE: Final = frozenset(
    {
        ShiftKind.CONCEDED.value,
        ShiftKind.RETRACTED.value,
        ShiftKind.REVERSED.value,
        ShiftKind.REVISED_UP.value,
        ShiftKind.REVISED_DOWN.value,
    }
)


class Withdrawals:
    """The answers that their speakers no longer give, with the statements by which they moved.

    Args:
        moves: the moves of the blocs on one event.
        retracted: ids of the statements that a link retracts whole.
    """

    def __init__(self, moves: Iterable[Move] = (), retracted: Collection[str] = ()) -> None:
        self._by: dict[tuple[str, str], str] = {}
        self._whole: dict[str, str] = {}
        for kind, linked, question, before, after in moves:
            if linked and kind in _GONE:
                self._by[before, question] = after
                if before in retracted and kind == ShiftKind.RETRACTED.value and question == STANCE:
                    self._whole[before] = after

    def by(self, statement: str, question: str) -> str:
        """Return the id of the statement by which the speaker moved from its answer; empty where it holds to it.

        Args:
            statement: id of the statement.
            question: key of the field, or `STANCE`. What is retracted whole answers nothing any more.
        """
        return self._by.get((statement, question)) or self._whole.get(statement, "")


def may_be_passed_on(links: Iterable[Link]) -> bool:
    """Whether anybody passes something on where anybody moved from what they said."""
    kinds = {link.kind for link in links}
    return not (kinds.isdisjoint(PASSING_ON) or kinds.isdisjoint(MOVING))


def find_withdrawals(dossier: Dossier, order: SaidOrder) -> Withdrawals:
    """Return what the speakers on an event no longer say.

    Args:
        dossier: the event and all that was said of it, with its stances taken.
        order: its said-order.
    """
    if not any(link.kind in MOVING for link in dossier.links):
        return Withdrawals()
    moves = (
        (shift.kind.value, shift.linked, shift.question, shift.before.assertion.id, shift.after.assertion.id)
        for position in derive_positions(dossier, By.BLOC, order)
        for shift in position.shifts
    )
    return Withdrawals(
        moves, {link.target for link in dossier.links if link.kind == "retracts" and not link.fields}
    )
