"""The comparison: parties in columns, questions in rows, a finding for each row."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from claimtrack.analysis.answers import STANCE, Answer, Judge
from claimtrack.analysis.findings import Finding, FindingKind, find
from claimtrack.analysis.grouping import By
from claimtrack.analysis.order import SaidOrder
from claimtrack.analysis.positions import Position, derive_positions
from claimtrack.analysis.sources import EvidenceUse, LinkUse, Source, evidence_uses, link_uses, list_sources
from claimtrack.values import Count

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from claimtrack.analysis.folding import Past
    from claimtrack.model import Assertion, Assessment, Event, Field
    from claimtrack.model.dossier import Dossier


class CellState(StrEnum):
    """What a party does with a question. Silent, denies, unknown and zero are four different things."""

    ANSWERS = "answers"
    ZERO = "zero"
    """It says that there were none."""
    UNKNOWN = "unknown"
    """It says that it does not know."""
    DENIES = "denies"
    """It gives no answer and denies: everything, or what another answers to this question."""
    DISPUTES = "disputes"
    """It gives no answer and contests another's answer to this question."""
    WITHDRAWN = "withdrawn"
    """It answered once, and nothing of that stands."""
    SILENT = "silent"
    """It says nothing of it."""


class Cell(NamedTuple):
    """One party on one question.

    Attributes:
        state: what the party does with the question.
        answers: its standing answers, in said-order.
        past: those that stand no longer, in said-order.
        split: its standing answers contradict one another.
    """

    state: CellState
    answers: tuple[Answer, ...] = ()
    past: tuple[Past, ...] = ()
    split: bool = False


class Row(NamedTuple):
    """One question put to all parties.

    Attributes:
        question: key of the field, or `STANCE` for the proposition itself.
        field: the field; None for the proposition, or where the file does not hold the field.
        cells: one for each column.
        finding: what the answers come to.
    """

    question: str
    field: Field | None
    cells: tuple[Cell, ...]
    finding: Finding


class Comparison(NamedTuple):
    """Everything a comparison of one event shows.

    Attributes:
        event: the event.
        by: what the columns are.
        columns: the parties, in the order in which they first spoke.
        parties: those who claim, deny and move: the blocs where claimants are compared (a concession is the
            bloc's, whoever voices it), else the columns.
        stance: the row of the proposition itself.
        rows: a row for each field that anyone answers or that was asked for, in the order of the file.
        links: what the analyst linked: who answers whom, and how. No part of any finding.
        evidence: what was offered, and with which assertion.
        assessments: the analyst's verdicts, oldest first.
        sources: the documents cited, numbered in the order in which they are first needed.
        order: the statements in said-order.
        dossier: what all this was derived from.
    """

    event: Event
    by: By
    columns: tuple[Position, ...]
    parties: tuple[Position, ...]
    stance: Row
    rows: tuple[Row, ...]
    links: tuple[LinkUse, ...]
    evidence: tuple[EvidenceUse, ...]
    assessments: tuple[Assessment, ...]
    sources: tuple[Source, ...]
    order: SaidOrder
    dossier: Dossier

    @property
    def origins(self) -> int:
        """Count the origins that the cited documents come down to."""
        return len({source.origin for source in self.sources})

    @property
    def conflicts(self) -> tuple[Row, ...]:
        """Give the rows in conflict, the proposition first."""
        return tuple(row for row in (self.stance, *self.rows) if row.finding.kind is FindingKind.CONFLICT)

    def statements(self) -> Iterable[Assertion]:
        """Give every statement compared, in said-order."""
        shown = {statement.id for column in self.columns for statement in column.statements}
        return (statement for statement in self.order.sequence if statement.id in shown)


def compare_dossier(
    dossier: Dossier,
    by: By | str = By.CLAIMANT,
    *,
    fields: Collection[str] = (),
    only_conflicts: bool = False,
) -> Comparison:
    """Compare what the parties to an event say.

    Args:
        dossier: the event and all that was said of it.
        by: what the columns are.
        fields: keys of the fields to compare, answered or not; by default those that anyone answers.
        only_conflicts: leave out the rows on which nobody contradicts anybody.
    """
    order, by = SaidOrder(dossier), By.of(by)
    columns = derive_positions(dossier, by, order)
    rows = _Rows(dossier, columns)
    field_rows = tuple(rows.row(question) for question in _questions(dossier, columns, fields))
    if only_conflicts:
        field_rows = tuple(row for row in field_rows if row.finding.kind is FindingKind.CONFLICT)
    return Comparison(
        event=dossier.event,
        by=by,
        columns=columns,
        parties=derive_positions(dossier, By.BLOC, order) if by is By.CLAIMANT else columns,
        stance=rows.row(STANCE),
        rows=field_rows,
        links=link_uses(dossier, order),
        evidence=evidence_uses(dossier, order),
        assessments=dossier.assessments,
        sources=list_sources(dossier, order),
        order=order,
        dossier=dossier,
    )


def _questions(dossier: Dossier, columns: Iterable[Position], wanted: Collection[str]) -> list[str]:
    """List the fields to compare in the order of the file; fields that the file does not hold come last."""
    asked = set(wanted) or {key for column in columns for key in column.answers}
    return [key for key in dossier.fields if key in asked] + sorted(asked.difference(dossier.fields))


class _Rows:
    """The making of the rows of one comparison."""

    def __init__(self, dossier: Dossier, columns: tuple[Position, ...]) -> None:
        self.dossier, self.columns = dossier, columns
        self.judge = Judge(dossier.claimants)
        self.against = _objections(dossier)
        self.aimed = {statement for statement, _ in self.against}

    def row(self, question: str) -> Row:
        cells = tuple(self._cell(column, question) for column in self.columns)
        return Row(
            question=question,
            field=self.dossier.fields.get(question),
            cells=cells,
            finding=find([cell.answers for cell in cells], self.judge),
        )

    def _cell(self, column: Position, question: str) -> Cell:
        track = column.track(question)
        return Cell(
            state=self._state(column, question),
            answers=track.current,
            past=track.past,
            split=question in column.split,
        )

    def _state(self, column: Position, question: str) -> CellState:
        track = column.track(question)
        if track.current:
            return _answered(track.current)
        if question != STANCE:
            if objection := self._objection(column, question):
                return objection
            if track.past:
                return CellState.WITHDRAWN
            if self._denies_outright(column):
                return CellState.DENIES
        return CellState.WITHDRAWN if track.past else CellState.SILENT

    def _objection(self, column: Position, question: str) -> CellState | None:
        """Tell whether a standing statement of the column was linked against an answer to the question."""
        kinds = {self.against.get((statement, question)) for statement in column.standing}
        if "denies" in kinds:
            return CellState.DENIES
        return CellState.DISPUTES if "disputes" in kinds else None

    def _denies_outright(self, column: Position) -> bool:
        """Tell whether a column denies and leaves open what, so that its denial reaches every question.

        A denial linked to what it denies reaches the questions answered there, and no others: who denies that
        a crash was an attack says nothing of its date.
        """
        current = column.stance.current
        return bool(current) and all(
            answer.assertion.stance == "denies" and answer.assertion.id not in self.aimed
            for answer in current
        )


def _answered(current: tuple[Answer, ...]) -> CellState:
    if all(answer.unknown for answer in current):
        return CellState.UNKNOWN
    reads = [value.read for answer in current for value in answer.values if not value.negative]
    zero = bool(reads) and all(isinstance(read, Count) and read.low == read.high == 0 for read in reads)
    return CellState.ZERO if zero else CellState.ANSWERS


def _objections(dossier: Dossier) -> dict[tuple[str, str], str]:
    """Map assertion and question to `denies` or `disputes`, from what the analyst linked.

    A link limited to fields reaches those; another reaches every question that its target answers.
    """
    unseen = (a for a in dossier.elsewhere.values() if a.event == dossier.event.key)
    answered = {a.id: {value.field for value in a.values} for a in (*dossier.assertions, *unseen)}
    objections: dict[tuple[str, str], str] = {}
    for link in dossier.links:
        if link.kind in {"denies", "disputes"}:
            for key in link.fields or answered.get(link.target, ()):
                # A denial says more than a dispute; it is the one to show where both were linked.
                if objections.get((link.source, key)) != "denies":
                    objections[link.source, key] = link.kind
    return objections
