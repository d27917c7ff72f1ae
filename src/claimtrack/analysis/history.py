"""What the analyst's links have made history: superseded, retracted and conceded answers, and repetitions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from claimtrack.analysis.answers import STANCE
from claimtrack.analysis.grouping import bloc_of
from claimtrack.analysis.objections import OBJECTING
from claimtrack.analysis.said_order import was_known
from claimtrack.analysis.stances import HAPPENED, is_whole

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from claimtrack.analysis.answers import Answer
    from claimtrack.analysis.said_order import SaidOrder
    from claimtrack.model import Assertion, Link
    from claimtrack.model.dossier import Dossier

_REASONS: Final = {"supersedes": "superseded", "retracts": "retracted", "concedes": "conceded"}


class Past(Struct, frozen=True):
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


class History:
    """The links of one event that turn answers into history."""

    def __init__(self, dossier: Dossier, order: SaidOrder) -> None:
        self._claimants, self._order = dossier.claimants, order
        self._on_target: dict[str, list[Link]] = {}
        self._concessions: dict[str, list[Link]] = {}
        self._repeats: dict[str, list[str]] = {}
        self._objecting = {
            (link.source, question)
            for link in dossier.links
            if link.kind in OBJECTING
            for question in link.fields or (STANCE,)
        }
        self._denied = {(link.source, link.target) for link in dossier.links if link.kind in OBJECTING}
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

    def fold(self, answer: Answer, within: Collection[str] | None, objects_to: str = "") -> Past | None:
        """Return what made an answer, or an objection, history; None where nothing did.

        Args:
            answer: the answer.
            within: ids of the assertions from which links count; None for all of them.
            objects_to: id of the assertion objected to, where this is an objection.
        """
        links = [link for link in self._on_target.get(answer.assertion.id, ()) if self._reaches(link, answer)]
        if objects_to or self._is_denial(answer):
            links += self._conceding(answer, objects_to)
        elif answer.question != STANCE:
            links += self._conceding_own(answer)
        links = [link for link in links if within is None or link.source in within]
        if not links:
            return None
        first = min(links, key=lambda link: self._order.index[link.source])
        return Past(answer, _REASONS[first.kind], first.source, linked=True)

    def _is_denial(self, answer: Answer) -> bool:
        """Whether an answer belongs to a denial: of the event, of the whole of a claim, or of this question."""
        denial = answer.assertion
        objections = {(denial.id, answer.question), (denial.id, STANCE)}
        return denial.stance == "denies" or not objections.isdisjoint(self._objecting)

    def _reaches(self, link: Link, answer: Answer) -> bool:
        """Whether a link takes back an answer: a correction replaces what it answers, or the fields it names."""
        if _is_of_fields(link, answer.question):
            return answer.question in link.fields
        return link.kind == "retracts" or self._answers(link.source, answer)

    def _answers(self, source: str, answer: Answer) -> bool:
        """Whether a statement answers the question of an answer itself; a remark replaces remarks alone."""
        later = self._statement(source)
        if answer.question == STANCE:
            return later.stance != "comments" or answer.assertion.stance == "comments"
        return any(value.field == answer.question for value in later.values)

    def _conceding(self, answer: Answer, objects_to: str) -> Iterator[Link]:
        """Yield the concessions that reach an answer of a denial.

        What is conceded may be another's claim: what falls is every denial of it that the bloc made before, as far as
        the analyst knew of it.
        """
        denial = answer.assertion
        for link in self._concessions.get(bloc_of(denial.claimant, self._claimants), ()):
            linked = (denial.id, link.target) in self._denied
            if not self._order.before(denial.id, link.source) or not (linked or was_known(denial, link)):
                continue
            if _is_of_fields(link, answer.question):
                reached = answer.question in link.fields
            elif answer.question == STANCE and not objects_to:
                reached = denial.stance == "denies"
            else:
                reached = link.target in {objects_to, denial.id} or self._answers(link.source, answer)
            if reached:
                yield link

    def _conceding_own(self, answer: Answer) -> Iterator[Link]:
        """Yield the concessions that name the statement of an answer: "none died" falls as a denial would."""
        said = answer.assertion
        for link in self._concessions.get(bloc_of(said.claimant, self._claimants), ()):
            if link.target == said.id and (
                answer.question in link.fields if link.fields else self._answers(link.source, answer)
            ):
                yield link

    def scoped_concessions(self, own: Collection[str]) -> Iterator[tuple[Link, str]]:
        """Yield the concessions of fields that some assertions make, each with a field, in said-order.

        That it happened is no field of the event: who concedes that concedes the event.
        """
        for links in self._concessions.values():
            for link in links:
                yield from ((link, key) for key in link.fields if link.source in own and key != HAPPENED)

    def _statement(self, key: str) -> Assertion:
        return self._order.sequence[self._order.index[key]]

    def _bloc(self, assertion: str) -> str:
        return bloc_of(self._statement(assertion).claimant, self._claimants)

    def repeats(self, source: str, target: str) -> bool:
        """Whether one assertion was linked as repeating another."""
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


def _is_of_fields(link: Link, question: str) -> bool:
    """Whether a link says of a question only what its fields say: a link on whether it happened speaks of the event."""
    return bool(link.fields) and not (question == STANCE and is_whole(link.fields))


def _concedes_unseen(link: Link, dossier: Dossier) -> bool:
    """Whether a link concedes a claim on this event that a selection left out: the denials fall all the same."""
    target = dossier.elsewhere.get(link.target)
    return link.kind == "concedes" and target is not None and target.event == dossier.event.key
