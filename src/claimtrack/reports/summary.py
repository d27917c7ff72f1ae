"""What happened and who said what when: the head of a chapter, its summary, its timeline, how answers moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.analysis.answers import STANCE
from claimtrack.analysis.findings import FindingKind
from claimtrack.analysis.shifts import ShiftKind
from claimtrack.analysis.timeline import build_timeline
from claimtrack.reports.chronology import chronology
from claimtrack.reports.cited import Cited, standing_answers
from claimtrack.values import Count
from claimtrack.views.blocks import Cell, Column, Span, Table, cell
from claimtrack.views.moves import grouped_moves, objected_by

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from claimtrack.analysis.answers import Answer
    from claimtrack.analysis.compare import Row
    from claimtrack.analysis.positions import Position
    from claimtrack.analysis.shifts import Shift
    from claimtrack.views.blocks import Timeline


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
        yield Cell((self._moved(),))
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
        parties = self.comparison.parties
        return [p.name for p in parties if any(a.assertion.stance == stance for a in p.stance.standing)]

    def _moved(self) -> tuple[Span, ...]:
        """Count the parties that changed an answer; who says it again, more firmly, or otherwise without a link, has not."""
        parties = self.comparison.parties
        kept = {ShiftKind.REPEATED, ShiftKind.HEDGED, ShiftKind.DIFFERS}
        moved = [party.name for party in parties if any(shift.kind not in kept for shift in party.shifts)]
        if not moved:
            return self.words.line("none_moved")
        number = self.words.number
        who = self.words.listed(moved)
        return self.words.line("parties_moved", some=number(len(moved)), all=number(len(parties)), who=who)

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
                return words.line("answered_alone", field=field, who=column.name, values=self._values(row))
            case _:
                return words.line("agreed", field=field, values=self._values(row))

    def _conflict(self, row: Row, field: Span) -> tuple[Span, ...]:
        """Tell what is in conflict, and apart from it what is only possibly so."""
        words, finding = self.words, row.finding
        name = "in_conflict" if finding.certain else "maybe_in_conflict"
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
        """Return the span of the answers where they are counts, else the answers themselves."""
        spread = row.finding.spread
        if isinstance(spread, Count) and spread.high is not None:
            number = self.words.number
            return self.words.line("from_to", low=number(spread.low), high=number(spread.high))
        return self._values(row)

    def _values(self, row: Row, only: Collection[str] | None = None) -> tuple[Span, ...]:
        """List the answers to a question, or those of some assertions."""
        answers = (a for a in standing_answers(row) if only is None or a.assertion.id in only)
        return self.words.listed(self.words.answer(answer) for answer in answers)

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
