"""How many independent voices stand behind each answer.

Repeats, citations and derived documents count once, one party counts once wherever it was read, and parties that were read
in one document count together, unless the analyst linked one as confirming (from own knowledge) or corroborating
(independently). What is only passed on of somebody who no longer says so counts for nobody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, Protocol, TypeVar

from msgspec import Struct

from claimtrack.analysis.answers import STANCE, Answer, Judge
from claimtrack.analysis.confirmations import VOUCHING
from claimtrack.analysis.grouping import By, bloc_of, origin_of
from claimtrack.analysis.positions import derive_positions
from claimtrack.analysis.said_order import SaidOrder
from claimtrack.analysis.sources import EvidenceUse, evidence_uses
from claimtrack.analysis.stances import take_stances
from claimtrack.analysis.withdrawals import PASSING_ON, find_withdrawals, may_be_passed_on
from claimtrack.values import Relation

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from claimtrack.model import Assertion, Document
    from claimtrack.model.dossier import Dossier

EDITION: Final = "edition"
"""How a later state of a page comes from an earlier one (vocabulary `derivation`)."""


class Backing(Struct, frozen=True, kw_only=True):
    """One statement behind an answer, traced to its origin.

    Attributes:
        answer: what the statement says.
        bloc: key of the bloc that speaks.
        traced: ids of the statements it was traced through, by `repeats` and `cites`, itself first.
        documents: keys of the documents it was traced through, by `derived_from`.
        origin: key of the document it comes down to; where none is cited, the bloc that says so of itself.
        voice: key of the bloc that said it first of those it was traced through: whose knowledge it is.
        vouched: the analyst linked it as confirming or corroborating, which makes it independent of its document.
        withdrawn: id of the statement by which the one whom it passes on moved from this answer; empty where that stands.
    """

    answer: Answer
    bloc: str
    traced: tuple[str, ...]
    documents: tuple[str, ...]
    origin: str
    voice: str = ""
    vouched: bool = False
    withdrawn: str = ""

    @property
    def second_hand(self) -> bool:
        """Whether it only passes on another statement."""
        return len(self.traced) > 1


class Support(Struct, frozen=True, kw_only=True):
    """All that stands behind one answer to one question.

    Attributes:
        question: key of the field, or the proposition itself.
        answer: the answer, as first given.
        backing: the statements that give it, in said-order.
        evidence: what was offered with these statements, and how it bears on them.
    """

    question: str
    answer: Answer
    backing: tuple[Backing, ...]
    evidence: tuple[EvidenceUse, ...] = ()

    @property
    def voices(self) -> tuple[tuple[Backing, ...], ...]:
        """The statements in groups that are independent of one another, in the order in which each first spoke.

        Those of one voice are one group, and so are those of one document or origin that nothing vouches for. What has lost
        its origin is in none.
        """
        return independent(self._upheld)

    @property
    def _upheld(self) -> tuple[Backing, ...]:
        return tuple(item for item in self.backing if not item.withdrawn)

    @property
    def withdrawn(self) -> tuple[Backing, ...]:
        """The statements that pass on what the one they have it from no longer says."""
        return tuple(item for item in self.backing if item.withdrawn)

    @property
    def shared_documents(self) -> tuple[str, ...]:
        """The origins on which several of the voices rest."""
        resting = [{item.origin for item in group if item.documents} for group in self.voices]
        return tuple(o for o in self.origins if sum(o in group for group in resting) > 1)

    @property
    def origins(self) -> tuple[str, ...]:
        """Return the independent origins, in the order in which they first occur."""
        return tuple(dict.fromkeys(item.origin for item in self._upheld))

    @property
    def parties(self) -> tuple[str, ...]:
        """Return the blocs that say so, in the order in which they first do."""
        return tuple(dict.fromkeys(item.bloc for item in self.backing))

    @property
    def documents(self) -> tuple[str, ...]:
        """Return the documents in which it was read."""
        return tuple(dict.fromkeys(item.answer.assertion.document for item in self.backing if item.documents))

    @property
    def repeats(self) -> int:
        """Count the statements that only pass on another."""
        return sum(item.second_hand for item in self.backing)


class Traced(Protocol):
    """What is known of where a statement comes from; see `Backing`."""

    @property
    def origin(self) -> str:
        """The document or bloc that it comes down to."""

    @property
    def voice(self) -> str:
        """The bloc that said it first."""

    @property
    def vouched(self) -> bool:
        """Whether a link makes it independent of its document."""


_Traced = TypeVar("_Traced", bound=Traced)


class LostOrigin(NamedTuple):
    """A statement that passes on what the one whom it has it from no longer says.

    Attributes:
        statement: what passes it on.
        origin: what it passes on.
        by: the statement by which the speaker of the origin moved from that.
        questions: on which questions; `STANCE` for the event itself.
    """

    statement: Assertion
    origin: Assertion
    by: Assertion
    questions: tuple[str, ...]


def independent(statements: Iterable[_Traced]) -> tuple[tuple[_Traced, ...], ...]:
    """Return statements in groups that are independent of one another, in the order in which each first comes."""
    groups: list[list[_Traced]] = []
    for item in statements:
        joined = [group for group in groups if any(_dependent(item, other) for other in group)]
        merged = [other for group in joined for other in group] + [item]
        place = groups.index(joined[0]) if joined else len(groups)
        groups = [group for group in groups if group not in joined]
        groups.insert(place, merged)
    return tuple(tuple(group) for group in groups)


def _dependent(one: Traced, other: Traced) -> bool:
    """Whether two statements are no two sources: one voice, or one origin that neither is vouched for."""
    if one.voice == other.voice:
        return True
    return one.origin == other.origin and not (one.vouched or other.vouched)


def page_of(item: Backing, documents: Mapping[str, Document]) -> str:
    """Return the document that a statement is to be put down to: its origin, or the edition of a page that says it.

    Editions of one page are one origin and may say different things.
    """
    edition = (key for key in item.documents if key in documents and documents[key].derivation == EDITION)
    return next(edition, item.origin)


def corroborate(dossier: Dossier, fields: Collection[str] = ()) -> tuple[Support, ...]:
    """Trace every standing answer to its origins.

    Args:
        dossier: the event and all that was said of it.
        fields: keys of the fields wanted; by default the proposition and all fields answered.

    Returns:
        The answers, question by question; those of one question in the order in which they were first given.
    """
    dossier = take_stances(dossier)
    return _supports(dossier, SaidOrder(dossier), fields)


def _supports(dossier: Dossier, order: SaidOrder, fields: Collection[str] = ()) -> tuple[Support, ...]:
    offered = evidence_uses(dossier, order)
    standing = list(_standing(dossier, order))
    asked = {answer.question for answer in standing}
    questions = [key for key in (STANCE, *dossier.fields) if key in asked]
    questions += sorted(asked.difference(questions))
    trace = Trace(dossier, order)
    judge = Judge(dossier.claimants)
    return tuple(
        Support(
            question=question,
            answer=group[0],
            backing=tuple(trace.backing(answer) for answer in group),
            evidence=_bearing(offered, group),
        )
        for question in questions
        if not fields or question in fields
        for group in _alike([answer for answer in standing if answer.question == question], judge)
    )


def list_lost_origins(dossier: Dossier, order: SaidOrder) -> tuple[LostOrigin, ...]:
    """List the statements that pass on what the one whom they have it from no longer says, in said-order.

    Args:
        dossier: the event and all that was said of it, with its stances taken.
        order: its said-order.
    """
    if not may_be_passed_on(dossier.links):
        return ()
    found: dict[tuple[str, str, str], list[str]] = {}
    for support in _supports(dossier, order):
        for item in support.withdrawn:
            ends = (item.traced[0], item.traced[-1], item.withdrawn)
            found.setdefault(ends, []).append(support.question)
    said = {key: order.sequence[place] for key, place in order.index.items()}
    return tuple(
        LostOrigin(said[statement], said[origin], said[by], tuple(questions))
        for (statement, origin, by), questions in sorted(
            found.items(), key=lambda item: order.index[item[0][0]]
        )
    )


def _bearing(offered: Iterable[EvidenceUse], group: Iterable[Answer]) -> tuple[EvidenceUse, ...]:
    """Return what was offered with some answers, each item once."""
    given = {answer.assertion.id for answer in group}
    uses = {(use.evidence.key, use.role): use for use in offered if use.assertion.id in given}
    return tuple(uses.values())


def _standing(dossier: Dossier, order: SaidOrder) -> Iterable[Answer]:
    """Return every answer that stands, and those that were said again."""
    answers: list[Answer] = []
    for position in derive_positions(dossier, By.CLAIMANT, order):
        for track in (position.stance, *position.answers.values()):
            answers += [answer for answer in track.standing if answer.takes_side]
            answers += [
                past.answer for past in track.past if past.reason == "repeated" and past.answer.takes_side
            ]
    return sorted(answers, key=lambda answer: order.index[answer.assertion.id])


def _alike(answers: Iterable[Answer], judge: Judge) -> list[list[Answer]]:
    """Group answers that say the same; a hedge makes no other answer."""
    groups: list[list[Answer]] = []
    for answer in answers:
        for group in groups:
            if _same(group[0], answer, judge):
                group.append(answer)
                break
        else:
            groups.append([answer])
    return groups


def _same(one: Answer, other: Answer, judge: Judge) -> bool:
    if one.question == STANCE:
        return one.assertion.stance == other.assertion.stance
    return judge.relation(one, other) is Relation.EQUAL


class Trace:
    """Follows statements to where they come from."""

    def __init__(self, dossier: Dossier, order: SaidOrder) -> None:
        self.dossier = dossier
        self.withdrawals = find_withdrawals(dossier, order)
        self.vouching = [link for link in dossier.links if link.kind in VOUCHING]
        self.known = {assertion.id: assertion for assertion in order.sequence}
        self.passed_on: Mapping[str, str] = {
            link.source: link.target
            for link in sorted(dossier.links, key=lambda link: (link.kind, link.target), reverse=True)
            if link.kind in PASSING_ON and {link.source, link.target} <= self.known.keys()
        }

    def backing(self, answer: Answer) -> Backing:
        """Trace an answer to its origin."""
        traced = [answer.assertion.id]
        while (target := self.passed_on.get(traced[-1])) is not None and target not in traced:
            traced.append(target)
        first = self.known[traced[-1]]
        bloc = bloc_of(answer.assertion.claimant, self.dossier.claimants)
        return Backing(
            answer=answer,
            bloc=bloc,
            traced=tuple(traced),
            documents=tuple(self._chain(first.document)),
            origin=origin_of(first.document, self.dossier.documents)
            if first.document
            else bloc_of(first.claimant, self.dossier.claimants),
            voice=bloc_of(first.claimant, self.dossier.claimants),
            vouched=self._vouched(first.id, answer.question),
            withdrawn=self.withdrawals.by(first.id, answer.question) if len(traced) > 1 else "",
        )

    def _vouched(self, statement: str, question: str) -> bool:
        """Whether a statement was linked as confirming or corroborating another on a question."""
        return any(
            link.source == statement and (not link.fields or question in link.fields)
            for link in self.vouching
        )

    def _chain(self, document: str) -> Iterable[str]:
        passed: set[str] = set()
        while document and document not in passed:
            passed.add(document)
            yield document
            record = self.dossier.documents.get(document)
            document = record.derived_from if record else ""
