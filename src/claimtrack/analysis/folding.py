"""What the analyst's links have made history: superseded, retracted and conceded answers, and repetitions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from claimtrack.analysis.grouping import bloc_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from claimtrack.analysis.answers import Answer
    from claimtrack.analysis.order import SaidOrder
    from claimtrack.model import Link
    from claimtrack.model.dossier import Dossier

_REASONS: Final = {"supersedes": "superseded", "retracts": "retracted", "concedes": "conceded"}


class Past(NamedTuple):
    """An answer that no longer stands.

    Attributes:
        answer: what was said.
        reason: `superseded`, `retracted`, `conceded`, `repeated` (an earlier one says the same and stands for
            it) or `replaced` (the same speaker said otherwise later, without a link).
        by: id of the assertion that made it history.
        linked: whether the analyst said so; otherwise the order of the statements did.
    """

    answer: Answer
    reason: str
    by: str
    linked: bool


class Folding:
    """The links of one event that turn answers into history."""

    def __init__(self, dossier: Dossier, order: SaidOrder) -> None:
        self._claimants, self._order = dossier.claimants, order
        self._on_target: dict[str, list[Link]] = {}
        self._concessions: dict[str, list[Link]] = {}
        self._repeats: dict[str, list[str]] = {}
        known = order.index
        links = [
            link
            for link in dossier.links
            if link.source in known and (link.target in known or _concedes_unseen(link, dossier))
        ]
        links.sort(key=lambda link: (known[link.source], link.kind, known.get(link.target, -1), link.fields))
        for link in links:
            if link.kind == "concedes":
                self._concessions.setdefault(self._bloc(link.source), []).append(link)
            elif link.kind in _REASONS:
                self._on_target.setdefault(link.target, []).append(link)
            elif link.kind == "repeats":
                self._repeats.setdefault(link.source, []).append(link.target)

    def fold(self, answer: Answer, within: Collection[str] | None) -> Past | None:
        """Tell what made an answer history; None where nothing did.

        Args:
            answer: the answer.
            within: ids of the assertions from which links count; None for all of them.
        """
        links = [*self._on_target.get(answer.assertion.id, ()), *self._conceding(answer)]
        links.sort(key=lambda link: self._order.index[link.source])
        for link in links:
            in_question = not link.fields or answer.question in link.fields
            if in_question and (within is None or link.source in within):
                return Past(answer, _REASONS[link.kind], link.source, linked=True)
        return None

    def _conceding(self, answer: Answer) -> list[Link]:
        """Give the concessions that reach an answer.

        What is conceded may be another's claim: what falls is every denial that the bloc made before.
        """
        denial = answer.assertion
        if denial.stance != "denies" or not self._concessions:
            return []
        links = self._concessions.get(bloc_of(denial.claimant, self._claimants), [])
        return [link for link in links if self._order.before(denial.id, link.source)]

    def _bloc(self, assertion: str) -> str:
        return bloc_of(self._order.sequence[self._order.index[assertion]].claimant, self._claimants)

    def repeats(self, source: str, target: str) -> bool:
        """Tell whether one assertion was linked as repeating another."""
        return target in self._repeats.get(source, ())

    def first_tellings(self, own: Collection[str]) -> Mapping[str, str]:
        """Map each repetition among some assertions to the first telling it goes back to."""
        first: dict[str, str] = {}
        for assertion in own:
            passed = {assertion}
            told = assertion
            while (earlier := self._told_before(told, own)) and earlier not in passed:
                passed.add(earlier)
                told = earlier
            if told != assertion:
                first[assertion] = told
        return first

    def _told_before(self, source: str, own: Collection[str]) -> str:
        return next((target for target in self._repeats.get(source, ()) if target in own), "")


def _concedes_unseen(link: Link, dossier: Dossier) -> bool:
    """Tell whether a link concedes a claim on this event that a selection left out: the denials fall all the same."""
    target = dossier.elsewhere.get(link.target)
    return link.kind == "concedes" and target is not None and target.event == dossier.event.key
