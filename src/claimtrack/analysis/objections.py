"""Which answers were denied or disputed by a link, on which question, by whom: what analysts linked, never computed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from claimtrack.analysis.answers import STANCE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimtrack.analysis.history import Past
    from claimtrack.analysis.said_order import SaidOrder
    from claimtrack.model import Assertion
    from claimtrack.model.dossier import Dossier

OBJECTING: Final = frozenset({"denies", "disputes"})
"""The kinds of link that object to an answer."""


class Objection(Struct, frozen=True):
    """One statement that objects to what another answers to one question.

    Attributes:
        kind: `denies` or `disputes`.
        question: key of the field, or `STANCE` for the whole of what the other says.
        source: the statement that objects.
        target: the statement objected to.
        past: what took the objection back in the position it belongs to; None while it stands.
        given_up: what another member of the bloc did to it: its own words stand, and its bloc has moved on.
    """

    kind: str
    question: str
    source: Assertion
    target: Assertion
    past: Past | None = None
    given_up: Past | None = None

    @property
    def stands(self) -> bool:
        """Whether neither the party nor its bloc has taken the objection back."""
        return self.past is None and self.given_up is None


def list_objections(dossier: Dossier, order: SaidOrder) -> Mapping[str, tuple[Objection, ...]]:
    """Return the objections of each statement, by its id; those to statements on other events are left out.

    Args:
        dossier: the event and all that was said of it.
        order: its said-order.
    """
    known = {item.id: item for item in (*dossier.elsewhere.values(), *order.sequence)}
    found: dict[str, list[Objection]] = {}
    for link in sorted(dossier.links, key=lambda link: (link.kind, link.target, link.fields)):
        source, target = known.get(link.source), known.get(link.target)
        if link.kind not in OBJECTING or source is None or target is None or link.source not in order.index:
            continue
        if target.event == dossier.event.key:
            questions = link.fields or (STANCE,)
            found.setdefault(source.id, []).extend(
                Objection(link.kind, question, source, target) for question in questions
            )
    return {key: _strongest(objections) for key, objections in found.items()}


def _strongest(objections: list[Objection]) -> tuple[Objection, ...]:
    """Keep one objection to each answer: a denial says more than a dispute."""
    kept: dict[tuple[str, str], Objection] = {}
    for objection in objections:  # denials come first
        kept.setdefault((objection.target.id, objection.question), objection)
    return tuple(kept.values())
