"""What happened and who said what when: the head of a chapter, its summary, its timeline, how answers moved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from claimtrack.analysis.answers import STANCE
from claimtrack.analysis.corroboration import list_lost_origins
from claimtrack.analysis.findings import FindingKind, parts_at_odds
from claimtrack.analysis.grouping import By
from claimtrack.analysis.shifts import ShiftKind
from claimtrack.analysis.timeline import build_timeline
from claimtrack.reports.chronology import chronology
from claimtrack.reports.cited import Cited, standing_answers
from claimtrack.values import Count
from claimtrack.views.blocks import Cell, Column, Span, Table, cell
from claimtrack.views.moves import grouped_moves, objected_by

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from claimtrack.analysis.answers import Answer
    from claimtrack.analysis.compare import Row
    from claimtrack.analysis.corroboration import LostOrigin
    from claimtrack.analysis.positions import Position
    from claimtrack.analysis.shifts import Shift
    from claimtrack.views.blocks import Timeline

_MOST_FIGURES: Final = 8
"""Of more different figures the summary gives the span; the table below has them all."""


class Summary(Cited):
    """Tells what is on record of one event."""

    # --- head and summary ---

    def head(self) -> Iterator[Cell]:
        """Yield the working date and place, and the proposition."""
        event, words = self.comparison.event, self.words
        facts = [Span(words.date(event.occurred) if event.occurred else words["date_open"], "given")]
        if event.place:
            facts += [Span(" · "), Span(words.read(event.place), "given")]
        yield Cell((tuple(facts),))
        if event.proposition:
            yield Cell((words.line("proposition_is", text=Span(event.proposition, "given")),))

    def summary(self) -> Iterator[Cell]:
        """Tell in plain words what the findings come to."""
        yield Cell((self._extent(),))
        for stance in ("affirms", "denies", "queries"):
            if who := self._standing(stance):
                yield Cell((self.words.line(f"now_{stance}", who=self.words.listed(who)),))
        for lost in list_lost_origins(self.comparison.dossier, self.comparison.order):
            yield Cell((self._lost(lost),))
        yield from (Cell((line,)) for line in self._moved())
        for row in self.comparison.rows:
            if line := self.finding(row):
                yield Cell((line,))

    def _extent(self) -> tuple[Span, ...]:
        comparison, number = self.comparison, self.words.number
        return self.words.line(
            "extent",
            statements=number(len(comparison.order.sequence)),
            parties=number(len(comparison.parties)),
            documents=number(len(comparison.sources)),
            origins=number(comparison.origins),
        )

    def _standing(self, stance: str) -> list[str]:
        found = []
        for party in self.comparison.parties:
            if any(answer.assertion.stance == stance for answer in party.stance.standing):
                again = [past.answer for past in party.stance.past if past.reason == "repeated"]
                answers = [*party.stance.standing, *again]
                found.append(self._through(party, [a for a in answers if a.assertion.stance == stance]))
        return found

    def _through(self, party: Position, answers: Iterable[Answer]) -> str:
        """Name a party, with the members that spoke for it where it did not itself."""
        speakers = dict.fromkeys(self.party(answer.assertion.claimant) for answer in answers)
        if party.name in speakers or self.comparison.by is not By.CLAIMANT:
            return party.name
        members = self.words["comma"].join(speakers)
        return self.words.written("through", party=party.name, member=members)

    def _lost(self, lost: LostOrigin) -> tuple[Span, ...]:
        """Say what is passed on of somebody who no longer says so."""
        asked = (self.words["position"] if key == STANCE else self.question(key) for key in lost.questions)
        return self.words.line(
            "no_origin",
            who=self.party(lost.statement.claimant),
            origin=self.party(lost.origin.claimant),
            date=self.said(lost.by),
            questions=self.words.listed(asked),
        )

    def _moved(self) -> Iterator[tuple[Span, ...]]:
        """Count the parties that changed an answer, and apart from them those whose answers differ without a link.

        Who says it again, or more firmly, has not changed it.
        """
        kept = {ShiftKind.REPEATED, ShiftKind.HEDGED}
        moved: list[str] = []
        differing: list[str] = []
        for party in self.comparison.parties:
            shifts = [shift for shift in party.shifts if shift.kind not in kept]
            for linked, told in ((True, moved), (False, differing)):
                if after := [shift.after for shift in shifts if shift.linked is linked]:
                    told.append(self._through(party, after))
        if not moved and not differing:
            yield self.words.line("none_moved")
        for name, who in (("parties_moved", moved), ("parties_differ", differing)):
            if who:
                yield self._counted(name, who)

    def _counted(self, name: str, who: Sequence[str]) -> tuple[Span, ...]:
        number, parties = self.words.number, self.comparison.parties
        return self.words.line(
            name, some=number(len(who)), all=number(len(parties)), who=self.words.listed(who)
        )

    def finding(self, row: Row) -> tuple[Span, ...]:
        """Tell what the answers to a question come to; nothing where nobody answers."""
        words, field = self.words, Span(self.question(row.question), "strong")
        finding = row.finding
        match finding.kind:
            case FindingKind.SILENT:
                return ()
            case FindingKind.CONFLICT:
                return self._conflict(row, field)
            case FindingKind.CONTESTED:
                who = words.listed(self.speaker(item.source) for item in finding.objections)
                return words.line("contested", field=field, who=who, range=self._range(row))
            case FindingKind.COMPATIBLE if finding.common is not None:
                return words.line("compatible", field=field, value=words.read(finding.common))
            case FindingKind.COMPATIBLE:
                return words.line("all_compatible", field=field, values=self._values(row))
            case FindingKind.SINGLE:
                column = next(
                    c for c, at in zip(self.comparison.columns, row.cells, strict=True) if at.answers
                )
                alone = self._values(row, named=False)
                return words.line("answered_alone", field=field, who=column.name, values=alone)
            case _:
                return words.line("agreed", field=field, values=self._values(row, named=False))

    def _conflict(self, row: Row, field: Span) -> tuple[Span, ...]:
        """Tell what is in conflict, and apart from it what is only possibly so."""
        words, finding = self.words, row.finding
        name = "in_conflict" if finding.certain else "maybe_in_conflict"
        if parts := parts_at_odds(row.finding):
            kinds = words["comma"].join(map(words.kind_of_part, parts))
            field = Span(f"{field.text} ({kinds})", "strong")
        if isinstance(finding.spread, Count) or not finding.perhaps_at_odds:
            return words.line(name, field=field, range=self._range(row))
        sides = self._values(row, finding.at_odds)
        perhaps = self._values(row, finding.perhaps_at_odds)
        return (
            *words.line(name, field=field, range=sides),
            Span(" "),
            *words.line("maybe_in_conflict", field=field, range=perhaps),
        )

    def _range(self, row: Row) -> tuple[Span, ...]:
        """Return the answers, each with who gives it; of very many counts how many there are, and their span."""
        spread, answers = row.finding.spread, standing_answers(row)
        told = dict.fromkeys(map(self.words.answer, answers))
        if len(told) > _MOST_FIGURES and isinstance(spread, Count) and spread.high is not None:
            number = self.words.number
            low, high = number(spread.low), number(spread.high)
            return self.words.line("figures", number=number(len(told)), low=low, high=high)
        return self._values(row)

    def _values(
        self, row: Row, only: Collection[str] | None = None, *, named: bool = True
    ) -> tuple[Span, ...]:
        """List the answers to a question, or those of some assertions, each with who gives it."""
        given: dict[str, dict[str, None]] = {}
        for answer in standing_answers(row):
            if only is None or answer.assertion.id in only:
                who = given.setdefault(self.words.answer(answer), {})
                if named:
                    who[self.party(answer.assertion.claimant)] = None
        return self.words.series(self.words.by_whom(answer, who) for answer, who in given.items())

    # --- the timeline ---

    def timeline(self) -> Timeline:
        """Return the statements in said-order as a timeline, the working date of the event first."""
        return chronology(build_timeline([self.comparison.dossier]), self.words)

    def statements(self) -> Table:
        """List every statement in said-order, in the words it was recorded in."""
        words = self.words
        columns = tuple(Column(cell(words[name])) for name in ("when", "who", "stance", "said", "source"))
        rows = []
        for statement in self.comparison.order.sequence:
            hedge = "" if statement.hedge == "stated" else f" ({words.term('hedge', statement.hedge)})"
            text = statement.text or statement.quote
            rows.append(
                (
                    cell(self.said(statement)),
                    cell(Span(self.speaker(statement), "strong")),
                    cell(f"{words.term('stance', statement.stance)}{hedge}"),
                    cell(Span(text, language="" if statement.text else statement.language)),
                    cell(self.cite([statement])),
                )
            )
        return Table(columns, tuple(rows), pinned=0)

    # --- how answers moved ---

    def moves(self) -> list[Cell]:
        """Tell of each statement by which a party moved, in said-order."""
        groups = [
            (self.comparison.order.index[shifts[0].after.assertion.id], party, shifts)
            for party in self.comparison.parties
            for shifts in grouped_moves(party)
            if shifts[0].kind is not ShiftKind.REPEATED
        ]
        groups.sort(key=lambda item: item[0])
        return [cell(self._move(party, shifts)) for _, party, shifts in groups]

    def _move(self, party: Position, shifts: tuple[Shift, ...]) -> tuple[Span, ...]:
        words, first = self.words, shifts[0]
        before = words.listed(self._end(party, shift.before, self._was(party, shift)) for shift in shifts)
        became, asked = self._became(first), first.question
        if any(
            shift.before.question == STANCE != asked for shift in shifts
        ):  # the field itself was never denied
            became, asked = f"{self.question(asked)}: {became}", STANCE
        after = Span(self._end(party, first.after, became), "given")
        question = Span(self.question(asked), "given")
        line = words.line(
            "move", party=Span(party.name, "strong"), field=question, before=before, after=(after,)
        )
        return (
            line if all(shift.linked for shift in shifts) else (*line, Span(f" {words['unlinked']}", "dim"))
        )

    def _end(self, party: Position, answer: Answer, text: str) -> str:
        """Write one end of a move: what was said, when, and by whom where that is not the party itself."""
        voice = self.party(answer.assertion.claimant)
        when = self.said(answer.assertion)
        return f"{text} ({when})" if voice == party.name else f"{text} ({voice}, {when})"

    def _was(self, party: Position, shift: Shift) -> str:
        """Write what was left behind; a denial of a field that gives no answer of its own is no more than that."""
        if shift.before.question == STANCE or shift.before.values:
            return self.answer(shift.before)
        return self.words.term("state", objected_by(party, shift))

    def _became(self, shift: Shift) -> str:
        """Write what took the place of an answer, and what kind of move that is."""
        kind = self.words.term("shift", shift.kind.value)
        if shift.question == STANCE and shift.kind is not ShiftKind.HEDGED:
            return kind
        if shift.kind in {ShiftKind.RETRACTED, ShiftKind.DROPPED} or not (
            shift.question == STANCE or shift.after.values
        ):
            return kind
        after = self.answer(shift.after)
        return after if shift.kind is ShiftKind.CHANGED else f"{after}, {kind}"
