"""Which denials of an event a claim met: those linked to it, and those that had not been given up before it was made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from claimtrack.analysis.stances import is_whole

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimtrack.analysis.positions import Position
    from claimtrack.analysis.said_order import SaidOrder
    from claimtrack.model import Assertion, Link

_GIVEN_UP: Final = frozenset({"conceded", "retracted", "superseded"})


class Denials:
    """The denials of the event that one bloc made.

    Args:
        bloc: its position.
        links: those of the event.
        order: the said-order of the event.
    """

    def __init__(self, bloc: Position, links: Iterable[Link], order: SaidOrder) -> None:
        self._order = order
        self._made = {said.id: said for said in bloc.statements if said.stance == "denies"}
        self._given_up = {
            past.answer.assertion.id: past.by
            for past in bloc.stance.past
            if past.reason in _GIVEN_UP and past.answer.assertion.id in self._made
        }
        self._linked = {
            (link.source, link.target)
            for link in links
            if link.kind == "denies" and link.source in self._made and is_whole(link.fields)
        }

    @property
    def all_stand(self) -> bool:
        """Whether no link took one of them back."""
        return not self._given_up

    def linked_to(self, claim: str) -> Assertion | None:
        """Return the first denial that is linked to a claim as a whole."""
        return next((said for key, said in self._made.items() if (key, claim) in self._linked), None)

    def met_by(self, claim: str) -> Assertion | None:
        """Return the first denial that nothing had certainly taken back before a claim was made."""
        for key, said in self._made.items():
            by = self._given_up.get(key)
            if by is None or not self._order.before(by, claim):
                return said
        return None


def undenied(blocs: Iterable[Position], links: Iterable[Link], order: SaidOrder) -> set[str]:
    """Return the ids of the claims before which every other bloc that denied the event had stopped denying it.

    Args:
        blocs: every position on the event, by bloc.
        links: those of the event.
        order: the said-order of the event.

    Returns:
        The ids; none where no denial was given up.
    """
    positions, ties = list(blocs), list(links)
    denials = {bloc.key: Denials(bloc, ties, order) for bloc in positions}
    if all(made.all_stand for made in denials.values()):
        return set()
    claims = (
        (bloc.key, said.id) for bloc in positions for said in bloc.statements if said.stance == "affirms"
    )
    return {
        claim
        for own, claim in claims
        if not any(made.linked_to(claim) or made.met_by(claim) for key, made in denials.items() if key != own)
    }
