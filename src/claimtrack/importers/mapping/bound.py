"""What a mapping is once it is bound to the columns of an input: functions of a row, for each thing a row makes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from claimtrack.importers.mapping.answers import AnswerExpression
    from claimtrack.importers.mapping.cells import Row
    from claimtrack.importers.mapping.conditions import Condition
    from claimtrack.importers.mapping.dates import DateExpression
    from claimtrack.importers.mapping.splitting import Splitter
    from claimtrack.importers.mapping.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimantPlan:
    """Who speaks.

    Attributes:
        name: gives the name.
        attributes: give what else is known of a claimant that is new.
    """

    name: Words
    attributes: tuple[tuple[str, Words], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPlan:
    """Where it was read; equal cells make one document.

    Attributes:
        only_url: gives the address where that is all the mapping says of documents: the common and the quick case.
        split: gives what a row becomes, each a document, where a cell of it holds several.
    """

    key: Words | None
    words: tuple[tuple[str, Words], ...]
    publisher: ClaimantPlan | None
    published: DateExpression | None
    retrieved: DateExpression | None
    only_url: Words | None = None
    split: Splitter | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPlan:
    """What the claims of a row are about.

    Attributes:
        when: which rows say what the event is; others only name it by its key.
        row: gives the key of a row that a row answers, and whose event is its own.
        tags: each gives tags, or none.
    """

    key: Words | None
    title: Words | None
    proposition: Words | None
    note: Words | None
    occurred: DateExpression | None
    place: Callable[[Row], Hashable] | None
    tags: tuple[Callable[[Row], tuple[str, ...]], ...]
    when: Condition | None
    row: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkPlan:
    """A link to another claim: of the same row, or of the row with a key.

    Attributes:
        split: gives what a row becomes, each with a link, where a cell of it holds several.
    """

    kind: Words
    claim: str
    row: Words | None
    split: Splitter | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimPlan:
    """One claim that a row makes.

    Attributes:
        document: where it was read; None where that is not said, or `documents` says it.
        documents: where it was read, where that may be in several.
        turn: the claim of the mapping, and which set of short names it is of: several claimants of one say the same.
    """

    name: str
    when: Condition | None
    split: Splitter | None
    claimant: ClaimantPlan
    stance: Words
    words: tuple[tuple[str, Words], ...]
    said: DateExpression | None
    document: DocumentPlan | None
    answers: tuple[AnswerExpression, ...]
    links: tuple[LinkPlan, ...]
    documents: tuple[DocumentPlan, ...] = ()
    turn: tuple[str, int] = ("", 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidencePlan:
    """An item that a row offers with one of its claims."""

    name: str
    on: str
    when: Condition | None
    split: Splitter | None
    key: Words | None
    role: Words
    words: tuple[tuple[str, Words], ...]
    captured: DateExpression | None
    document: DocumentPlan | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentPlan:
    """A verdict that a row gives on its event or one of its claims."""

    name: str
    on: str
    when: Condition | None
    split: Splitter | None
    words: tuple[tuple[str, Words], ...]
    at: DateExpression | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A mapping bound to an input.

    Attributes:
        key: gives what identifies a row from release to release; None where nothing does.
        fields: the fields that the mapping defines: attributes by key.
        not_taken: columns that the mapping leaves out.
        remarks: what was taken for what, where the mapping leaves a choice.
    """

    where: Condition | None
    key: Words | None
    event: EventPlan
    claims: tuple[ClaimPlan, ...]
    evidence: tuple[EvidencePlan, ...]
    assessments: tuple[AssessmentPlan, ...]
    fields: dict[str, dict[str, str]]
    not_taken: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
