"""How a position moved: what was conceded, revised or retracted by link, and what only differs over time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from claimtrack.analysis.answers import STANCE, Answer, Judge, contradicts
from claimtrack.analysis.grouping import By, claimant_name
from claimtrack.analysis.shifts import Shift, ShiftKind, name_shift
from claimtrack.dates import DateValue
from claimtrack.values import Count, Place, Relation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from claimtrack.analysis.history import History, Past
    from claimtrack.analysis.objections import Objection
    from claimtrack.analysis.positions import Track
    from claimtrack.analysis.said_order import SaidOrder
    from claimtrack.model import Assertion
    from claimtrack.model.dossier import Dossier


class Ground(Protocol):
    """What the positions of one event are derived from."""

    dossier: Dossier
    order: SaidOrder
    by: By
    judge: Judge
    history: History
    answers: Mapping[str, Mapping[str, Answer]]


class Moves:
    """The moves of one position.

    Args:
        ground: what the positions of the event are derived from.
        statements: those of the position, in said-order.
        tracks: what became of its answers, by question.
        objections: what it denies or disputes, and what became of that.
    """

    def __init__(
        self,
        ground: Ground,
        statements: Sequence[Assertion],
        tracks: Mapping[str, Track],
        objections: Sequence[Objection],
    ) -> None:
        self.dossier, self.order, self.by = ground.dossier, ground.order, ground.by
        self.judge, self.history, self.answers = ground.judge, ground.history, ground.answers
        self.statements, self.tracks, self.objections = statements, tracks, objections
        self.own = {statement.id for statement in statements}

    def shifts(self) -> tuple[Shift, ...]:
        """Return every move, in the order in which they were made."""
        conceded = [*self._fields_conceded(), *self._objections_withdrawn()]
        told = {_ends(shift) for shift in conceded}
        moves = [shift for question in self.tracks for shift in self._moves(question)]
        others = [*moves, *self._contrary(), *self._unlike_denials()]
        found = [*conceded, *(shift for shift in others if _ends(shift) not in told), *self._repeats()]
        return tuple(sorted(found, key=self._place))

    def _place(self, shift: Shift) -> tuple[int, bool]:
        """Place a move by the statement that made it; the position on the event comes first."""
        return self.order.index[shift.after.assertion.id], shift.question != STANCE

    # --- what was linked, and answers that took the place of others ---

    def _moves(self, question: str) -> Iterator[Shift]:
        for past in self.tracks[question].past:
            if past.reason == "repeated" or self._only_of_fields(past):
                continue
            after = self.answers[past.by].get(question)
            kind = name_shift(past, after, self._relation(past.answer, after))
            if kind is not None:
                yield self._shift(
                    kind, past.answer, after or Answer(self._statement(past.by), question), past.linked
                )

    def _only_of_fields(self, past: Past) -> bool:
        """Whether what was taken back took no position, and only answered or objected to fields: those moved."""
        said, question = past.answer.assertion, past.answer.question
        if question != STANCE or past.reason != "retracted" or said.stance != "comments":
            return False
        return bool(said.values) or any(item.source.id == said.id for item in self.objections)

    def _relation(self, before: Answer, after: Answer | None) -> Relation:
        if after is None or before.question == STANCE:
            return Relation.EQUAL
        if before.unknown or after.unknown:
            return Relation.EQUAL if before.unknown and after.unknown else Relation.COMPATIBLE
        return self.judge.relation(before, after)

    def _fields_conceded(self) -> Iterator[Shift]:
        """Yield the concessions of fields: of a denial of the field, or of the whole event as far as the field goes."""
        scoped = {(link.source, key) for link, key in self.history.scoped_concessions(self.own)}
        told: dict[tuple[str, str, str], Shift] = {}
        for objection in self.objections:
            past, question = objection.past, objection.question
            if past is None or past.reason != "conceded" or question == STANCE:
                continue
            # A concession of the whole takes a dispute along, and concedes only what had been denied.
            if objection.kind == "denies" or (past.by, question) in scoped:
                shift = self._conceded(objection.source, past.by, question)
                told[_ends(shift)] = shift
        yield from told.values()
        reached = {(shift.after.assertion.id, shift.question) for shift in told.values()}
        for conceding, question in sorted(scoped - reached):
            denial = self._denial_before(conceding)
            if denial is not None:
                yield self._conceded(denial, conceding, question)

    def _objections_withdrawn(self) -> Iterator[Shift]:
        """Yield the denials and disputes of single fields that were taken back."""
        for objection in self.objections:
            past, question = objection.past, objection.question
            if past is not None and past.reason == "retracted" and question != STANCE:
                after = Answer(self._statement(past.by), question)
                before = self._denied_by(objection.source, question)
                yield self._shift(ShiftKind.RETRACTED, before, after, linked=True)

    def _conceded(self, denial: Assertion, by: str, question: str) -> Shift:
        before = self._denied_by(denial, question)
        after = self.answers[by].get(question) or Answer(self._statement(by), question)
        return self._shift(ShiftKind.CONCEDED, before, after, linked=True)

    def _denied_by(self, denial: Assertion, question: str) -> Answer:
        """Return what a denial says of a question: its answer, its denial of the field alone, else of the event."""
        scoped = any(item.source.id == denial.id and item.question == question for item in self.objections)
        return self.answers[denial.id].get(question) or Answer(denial, question if scoped else STANCE)

    def _denial_before(self, conceding: str) -> Assertion | None:
        """Return the first denial of the event that the position made before a concession."""
        return next(
            (s for s in self.statements if s.stance == "denies" and self.order.before(s.id, conceding)), None
        )

    # --- what differs and was not linked ---

    def _contrary(self) -> Iterator[Shift]:
        """Yield the contrary positions on the event that one claimant took one after another."""
        current = [answer for answer in self.tracks[STANCE].standing if answer.takes_side]
        for number, after in enumerate(current):
            for before in current[:number]:
                if before.assertion.stance != after.assertion.stance and self._later_word(before, after):
                    yield self._shift(ShiftKind.DIFFERS, before, after, linked=False)

    def _unlike_denials(self) -> Iterator[Shift]:
        """Yield the later answers that fit badly with what the same claimant denied before."""
        for objection in self.objections:
            if objection.stands and objection.kind == "denies" and objection.question != STANCE:
                denied = self._answer(objection.target, objection.question)
                before = self._denied_by(objection.source, objection.question)
                yield from self._agreeing(before, denied)
        denials = [a.assertion for a in self.tracks[STANCE].standing if a.assertion.stance == "denies"]
        for denial in denials:
            for question in self.tracks:
                if question != STANCE and question not in self.answers[denial.id]:
                    yield from self._unlike_denial(denial, question)

    def _agreeing(self, denial: Answer, denied: Answer | None) -> Iterator[Shift]:
        """Yield the later answers that say what a denial of one field had denied."""
        track = self.tracks.get(denial.question)
        if denied is None or track is None:
            return
        for after in track.standing:
            if self._later_word(denial, after) and not self._at_odds(denied, after):
                yield self._shift(ShiftKind.DIFFERS, denial, after, linked=False)

    def _unlike_denial(self, denial: Assertion, question: str) -> Iterator[Shift]:
        """Yield the later answers that tell of what the same claimant had denied as a whole."""
        before = Answer(denial, STANCE)  # it answers nothing to the question itself
        targets = [item.target for item in self.objections if item.source.id == denial.id]
        denied = [answer for target in targets if (answer := self._answer(target, question)) is not None]
        for after in self.tracks[question].standing:
            if (
                self._later_word(before, after)
                and after.assertion.stance != "denies"
                and self._tells(after, denied)
            ):
                yield self._shift(ShiftKind.DIFFERS, before, after, linked=False)

    def _tells(self, after: Answer, denied: Sequence[Answer]) -> bool:
        """Whether an answer tells of harm done, or what a denied claim says; a date or place may be that of a lie."""
        reads = [value.read for value in after.values if not value.negative]
        if any(isinstance(read, Count) for read in reads):
            return all(isinstance(read, Count) and bool(read.low) for read in reads)
        placed = any(isinstance(read, Place | DateValue) for read in reads)
        return not placed and any(not self._at_odds(answer, after) for answer in denied)

    def _at_odds(self, one: Answer, other: Answer) -> bool:
        return not one.takes_side or not other.takes_side or contradicts(self.judge.relation(one, other))

    def _answer(self, statement: Assertion, question: str) -> Answer | None:
        return self.answers.get(statement.id, {}).get(question)

    def _later_word(self, before: Answer, after: Answer) -> bool:
        one, other = before.assertion, after.assertion
        return one.claimant == other.claimant and self.order.before(one.id, other.id)

    # --- what was said again ---

    def _repeats(self) -> Iterator[Shift]:
        """Count how often a position was said again: linked as repeats, or the same in every answer."""
        again: dict[str, list[Assertion]] = {}
        linked = self.history.first_tellings(self.own)
        for statement in self.statements:
            first = linked.get(statement.id) or self._first_telling(statement)
            if first:
                again.setdefault(first, []).append(statement)
        for first, repeats in again.items():
            yield Shift(
                kind=ShiftKind.REPEATED,
                question=STANCE,
                before=Answer(self._statement(first), STANCE),
                after=Answer(repeats[-1], STANCE),
                linked=all(repeat.id in linked for repeat in repeats),
                count=len(repeats),
            )

    def _first_telling(self, statement: Assertion) -> str:
        """Return the id of the earlier statement that this one says again in every answer, without a link."""
        track = self.tracks[STANCE]
        past = next((p for p in track.past if p.answer.assertion.id == statement.id), None)
        if past is None or past.reason != "repeated" or not Answer(statement, STANCE).takes_side:
            return ""
        said = {
            (question, p.by)
            for question in self.answers[statement.id]
            for p in self.tracks[question].past
            if p.answer.assertion.id == statement.id and p.reason == "repeated"
        }
        return past.by if said == {(question, past.by) for question in self.answers[statement.id]} else ""

    # --- making a move ---

    def _shift(self, kind: ShiftKind, before: Answer, after: Answer, linked: bool) -> Shift:
        one, other = before.assertion.claimant, after.assertion.claimant
        by = "" if one == other else claimant_name(other, self.dossier.claimants)
        return Shift(kind=kind, question=after.question, before=before, after=after, linked=linked, by=by)

    def _statement(self, key: str) -> Assertion:
        return self.order.sequence[self.order.index[key]]


def _ends(shift: Shift) -> tuple[str, str, str]:
    return shift.question, shift.before.assertion.id, shift.after.assertion.id
