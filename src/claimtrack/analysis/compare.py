"""The comparison: parties in columns, questions in rows, a finding for each row."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from claimtrack.analysis.answers import STANCE, Answer, Judge
from claimtrack.analysis.findings import Finding, FindingKind, find
from claimtrack.analysis.grouping import By
from claimtrack.analysis.positions import Position, derive_positions
from claimtrack.analysis.said_order import SaidOrder
from claimtrack.analysis.sources import EvidenceUse, LinkUse, Source, evidence_uses, link_uses, list_sources
from claimtrack.analysis.stances import take_stances
from claimtrack.analysis.withdrawals import PASSING_ON
from claimtrack.values import Count

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from claimtrack.analysis.history import Past
    from claimtrack.analysis.objections import Objection
    from claimtrack.analysis.positions import Track
    from claimtrack.model import Assertion, Assessment, Event, Field, Link
    from claimtrack.model.dossier import Dossier


class CellState(StrEnum):
    """What a party does with a question. Silent, denies, unknown and zero are four different things."""

    ANSWERS = "answers"
    ZERO = "zero"
    """It says that there were none."""
    UNKNOWN = "unknown"
    """It says that it does not know."""
    DENIES = "denies"
    """It gives no answer and denies what another answers to this question, as linked."""
    DISPUTES = "disputes"
    """It gives no answer and contests another's answer to this question."""
    CONFIRMS = "confirms"
    """It gives no answer of its own and confirms or corroborates another's, as linked."""
    WITHDRAWN = "withdrawn"
    """It answered once, and nothing of that stands."""
    SILENT = "silent"
    """It says nothing of it."""


class Cell(Struct, frozen=True):
    """One party on one question.

    Attributes:
        state: what the party does with the question.
        answers: what it holds, in said-order.
        past: what it holds no longer, in said-order.
        split: its standing answers contradict one another.
        given_up: of its answers those that another member of its bloc superseded, retracted or conceded.
        objections: what it denies or disputes of others' answers, in said-order; what was taken back left out.
    """

    state: CellState
    answers: tuple[Answer, ...] = ()
    past: tuple[Past, ...] = ()
    split: bool = False
    given_up: tuple[Past, ...] = ()
    objections: tuple[Objection, ...] = ()

    @property
    def standing(self) -> tuple[Answer, ...]:
        """The answers that take a side and that the bloc has not given up: those that are compared."""
        left = {past.answer.assertion.id for past in self.given_up}
        return tuple(a for a in self.answers if a.takes_side and a.assertion.id not in left)


class Row(Struct, frozen=True):
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


class Comparison(Struct, frozen=True, dict=True):
    """Everything a comparison of one event shows.

    Attributes:
        event: the event.
        by: what the columns are.
        columns: the parties, in the order in which they first spoke.
        stance: the row of the proposition itself.
        rows: a row for each field that anyone answers or that was asked for, in the order of the file.
        links: what the analyst linked: who answers whom, and how. No part of any finding.
        evidence: what was offered, and with which assertion.
        assessments: the analyst's verdicts, oldest first.
        sources: the documents cited, numbered in the order in which they are first needed.
        order: the statements in said-order.
        dossier: what all this was derived from.
        fields: keys of the fields asked for; none where that is all of them.
    """

    event: Event
    by: By
    columns: tuple[Position, ...]
    stance: Row
    rows: tuple[Row, ...]
    links: tuple[LinkUse, ...]
    evidence: tuple[EvidenceUse, ...]
    assessments: tuple[Assessment, ...]
    sources: tuple[Source, ...]
    order: SaidOrder
    dossier: Dossier
    fields: tuple[str, ...] = ()

    @cached_property
    def parties(self) -> tuple[Position, ...]:
        """Those who claim, deny and move: the blocs where claimants are compared, else the columns.

        A concession is the bloc's, whoever voices it.
        """
        if self.by is not By.CLAIMANT:
            return self.columns
        return derive_positions(self.dossier, By.BLOC, self.order, Judge(self.dossier.claimants))

    def asks(self, question: str) -> bool:
        """Whether a question is among those asked for."""
        return not self.fields or question in self.fields

    @property
    def asked_links(self) -> tuple[LinkUse, ...]:
        """The links that speak of a field asked for: they name it, or speak of the whole of what answers it.

        Where an answer is only passed on, so is every link by which it comes down to its origin.
        """
        if not self.fields:
            return self.links
        handed_on = self._handed_on()
        return tuple(use for use in self.links if use.link in handed_on or self._speaks_of_it(use))

    def _speaks_of_it(self, use: LinkUse) -> bool:
        return any(map(self.asks, use.link.fields)) if use.link.fields else self._answers(use.target)

    def _answers(self, statement: Assertion | None) -> bool:
        return statement is not None and any(self.asks(value.field) for value in statement.values)

    def _handed_on(self) -> set[Link]:
        """Return the links through which statements that answer a field asked for pass on others."""
        uses: dict[str, list[LinkUse]] = {}
        for use in self.links:
            if use.link.kind in PASSING_ON:
                uses.setdefault(use.link.source, []).append(use)
        todo = [statement.id for statement in self.order.sequence if self._answers(statement)]
        found: set[Link] = set()
        while todo:
            for use in uses.pop(todo.pop(), ()):
                found.add(use.link)
                todo.append(use.link.target)
        return found

    @property
    def origins(self) -> int:
        """Count the origins that the cited documents come down to."""
        return len({source.origin for source in self.sources})

    @property
    def conflicts(self) -> tuple[Row, ...]:
        """The rows in conflict by what the program computes, the proposition first."""
        return tuple(row for row in (self.stance, *self.rows) if row.finding.pairs)

    @property
    def contested(self) -> tuple[Row, ...]:
        """The rows with an answer that somebody denies or disputes by a link, the proposition first."""
        return tuple(row for row in (self.stance, *self.rows) if row.finding.objections)

    def statements(self) -> Iterable[Assertion]:
        """Return every statement compared, in said-order."""
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
        only_conflicts: leave out the rows on which nobody contradicts anybody, and no link denies or disputes.
    """
    dossier, by = take_stances(dossier), By.of(by)
    order, judge = SaidOrder(dossier), Judge(dossier.claimants)
    columns = derive_positions(dossier, by, order, judge)
    rows = _Rows(dossier, columns, judge)
    field_rows = tuple(rows.row(question) for question in _questions(dossier, columns, fields))
    if only_conflicts:
        field_rows = tuple(row for row in field_rows if row.finding.pairs or row.finding.objections)
    return Comparison(
        event=dossier.event,
        by=by,
        columns=columns,
        stance=rows.row(STANCE),
        rows=field_rows,
        links=link_uses(dossier, order),
        evidence=evidence_uses(dossier, order),
        assessments=dossier.assessments,
        sources=list_sources(dossier, order),
        order=order,
        dossier=dossier,
        fields=tuple(fields),
    )


def _questions(dossier: Dossier, columns: Iterable[Position], wanted: Collection[str]) -> list[str]:
    """List the fields to compare in the order of the file; fields that the file does not hold come last."""
    asked = set(wanted) or {
        key
        for column in columns
        for key in (*column.answers, *(item.question for item in column.objections))
        if key != STANCE
    }
    return [key for key in dossier.fields if key in asked] + sorted(asked.difference(dossier.fields))


class _Rows:
    """The making of the rows of one comparison."""

    def __init__(self, dossier: Dossier, columns: tuple[Position, ...], judge: Judge) -> None:
        self.dossier, self.columns, self.judge = dossier, columns, judge
        self.taken_back = set(_taken_back(columns))

    def row(self, question: str) -> Row:
        cells = tuple(self._cell(column, question) for column in self.columns)
        finding = find([column.track(question).standing for column in self.columns], self.judge)
        objections = [
            item
            for cell in cells
            for item in cell.objections
            if item.stands and (item.target.id, question) not in self.taken_back
        ]
        if question == STANCE and finding.kind is FindingKind.CONFLICT:
            objections = [item for item in objections if item.kind != "denies"]  # the conflict itself
        return Row(question, self.dossier.fields.get(question), cells, finding.contested_by(objections))

    def _cell(self, column: Position, question: str) -> Cell:
        track = column.track(question)
        objections = tuple(o for o in column.objections if o.question == question and o.past is None)
        return Cell(
            state=_state(track, objections if question != STANCE else ()),
            answers=track.current,
            past=track.past,
            split=question in column.split,
            given_up=track.given_up,
            objections=objections,
        )


def _state(track: Track, objections: Iterable[Objection]) -> CellState:
    if track.current:
        return _answered(track.current)
    kinds = {objection.kind for objection in objections}
    if kinds:
        return CellState.DENIES if "denies" in kinds else CellState.DISPUTES
    return CellState.WITHDRAWN if track.past else CellState.SILENT


def _taken_back(columns: Iterable[Position]) -> Iterable[tuple[str, str]]:
    """Yield the answers, as assertion and question, that nobody holds any longer: who objects to one contests nothing."""
    for column in columns:
        for question, track in ((STANCE, column.stance), *column.answers.items()):
            for past in (*track.past, *track.given_up):
                if past.reason != "repeated":
                    yield past.answer.assertion.id, question


def _answered(current: tuple[Answer, ...]) -> CellState:
    if all(answer.unknown for answer in current):
        return CellState.UNKNOWN
    if all(answer.confirms for answer in current):
        return CellState.CONFIRMS
    reads = [value.read for answer in current for value in answer.values if not value.negative]
    zero = bool(reads) and all(isinstance(read, Count) and read.low == read.high == 0 for read in reads)
    return CellState.ZERO if zero else CellState.ANSWERS
