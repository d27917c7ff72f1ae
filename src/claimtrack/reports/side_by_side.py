"""The table of a chapter: the parties side by side, a finding for each question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.analysis.answers import STANCE
from claimtrack.analysis.compare import CellState
from claimtrack.analysis.confirmations import VOUCHING
from claimtrack.analysis.shifts import ShiftKind
from claimtrack.reports.cited import Cited
from claimtrack.views.blocks import Cell, Column, Span, Table, cell
from claimtrack.views.compare_cells import SILENT_MARK, SYMBOLS, finding_tone
from claimtrack.views.moves import grouped_moves

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimtrack.analysis.answers import Answer
    from claimtrack.analysis.compare import Cell as Asked
    from claimtrack.analysis.compare import Row
    from claimtrack.analysis.positions import Position

_MOST_ACROSS = 4
"""So many parties stand in columns; of more, each has a row."""

_LINKS = {"conceded": "concedes", "superseded": "supersedes", "retracted": "retracts"}
_SIGNS = {"affirms": "+", "denies": "−", "queries": "?", "comments": "~"}


class SideBySide(Cited):
    """Makes the table of one comparison."""

    def table(self) -> Table:
        """Put the parties in columns, or in rows where there are many."""
        words, columns = self.words, self.comparison.columns
        grid = [self._line(row) for row in (self.comparison.stance, *self.comparison.rows)]
        labels = [cell(words["position"], tone="strong")]
        labels += [cell(self.question(row.question), tone="strong") for row in self.comparison.rows]
        findings = [self._finding(row) for row in (self.comparison.stance, *self.comparison.rows)]
        grid.insert(1, [self._said(column) for column in columns])
        labels.insert(1, cell(words["when_said"], tone="strong"))
        findings.insert(1, cell(""))
        if self.comparison.evidence:
            grid.append([self._offered(column) for column in columns])
            labels.append(cell(words["offered"], tone="strong"))
            findings.append(cell(""))
        grid.append([cell(self.cite(column.statements)) for column in columns])
        labels.append(cell(words["sources"], tone="strong"))
        findings.append(cell(""))
        headings = [self._heading(column) for column in columns]
        corner = Column(cell(words["party"], tone="dim"))
        finding = cell(words["finding"], tone="dim")
        if len(columns) > _MOST_ACROSS:
            rows = [(heading, *(line[place] for line in grid)) for place, heading in enumerate(headings)]
            return Table(
                (corner, *map(Column, labels)),
                (*rows, (finding, *findings)),
                title=words["side_by_side_caption"],
                sections=(len(rows),),
            )
        rows = [(label, found, *line) for label, found, line in zip(labels, findings, grid, strict=True)]
        return Table(
            (
                Column(cell(words["question"], tone="dim")),
                Column(finding, finding=True),
                *map(Column, headings),
            ),
            tuple(rows),
            title=words["side_by_side_caption"],
        )

    def _line(self, row: Row) -> list[Cell]:
        write = self._stance if row.question == STANCE else self._field
        return [
            write(column, asked) for column, asked in zip(self.comparison.columns, row.cells, strict=True)
        ]

    def _finding(self, row: Row) -> Cell:
        """Show what a row comes to, by sign and word, and who denies or disputes an answer to it."""
        finding = row.finding
        sign, kind = (SYMBOLS[finding.kind], finding.kind.value) if finding.certain else ("≠?", "possible")
        lines = [Span(f"{sign} {self.words.term('finding', kind)}", finding_tone(finding))]
        lines += [
            Span(f"{self.words.term('link', item.kind)}: {self.party(item.source.claimant)}", "warning")
            for item in finding.objections
        ]
        return cell(*dict.fromkeys(lines))

    def _heading(self, column: Position) -> Cell:
        claimant = self.claimants.get(column.key)
        lines = [Span(column.name, "strong")]
        if claimant is not None and claimant.part_of:
            lines.append(Span(self.party(claimant.part_of), "dim"))
        return cell(*lines)

    def _stance(self, column: Position, asked: Asked) -> Cell:
        """Show where a party stands on the proposition, how firmly, and how it came to stand there."""
        words = self.words
        lines: list[Sequence[Span]] = [[self._split(column)]] if asked.split else []
        for answer in asked.answers:
            stance = answer.assertion.stance
            tone = {"affirms": "strong", "denies": "conflict"}.get(stance, "plain")
            lines.append([Span(f"{_SIGNS[stance]} {self.answer(answer)}", tone)])  # type: ignore[arg-type]
        for shifts in grouped_moves(column):
            first = shifts[0]
            if first.question == STANCE and first.kind is not ShiftKind.REPEATED:
                before = f"{self.answer(first.before)} {self.said(first.before.assertion)}"
                after = f"{words.term('shift', first.kind.value)} {self.said(first.after.assertion)}"
                by = f", {first.by}" if first.by else ""
                lines.append([Span(f"{before} {words.arrow} {after}{by}", "warning")])
        lines += [[line] for line in self._given_up(asked)]
        return cell(*dict.fromkeys(map(tuple, lines))) if lines else self._silent()

    def _split(self, column: Position) -> Span:
        """Say that positions of one party differ: over time, or nobody knows in which order."""
        differs = any(s.kind is ShiftKind.DIFFERS and s.question == STANCE for s in column.shifts)
        return Span(self.words["split_over_time" if differs else "split"], "warning")

    def _given_up(self, asked: Asked) -> list[Span]:
        """Say which words of the party another member of its bloc has moved on from: they are still its own."""
        given_up = [
            *asked.given_up,
            *(item.given_up for item in asked.objections if item.given_up is not None),
        ]
        lines = []
        for past in given_up:
            later = self.comparison.order.sequence[self.comparison.order.index[past.by]]
            kind = self.words.term("link", _LINKS.get(past.reason, past.reason))
            lines.append(Span(f"{kind}: {self.party(later.claimant)}, {self.said(later)}", "warning"))
        return lines

    def _field(self, column: Position, asked: Asked) -> Cell:
        """Show what a party answers to a question, or which kind of no answer it gives."""
        words = self.words
        if asked.state is CellState.SILENT:
            return self._silent()
        lines: list[Span] = [Span(words["split"], "warning")] if asked.split else []
        if asked.state in {CellState.DENIES, CellState.DISPUTES, CellState.WITHDRAWN}:
            lines.append(Span(words.term("state", asked.state.value), "warning"))
        lines += [
            Span(f"{self.answer(answer)}{self._confirming(answer)}", "dim" if answer.unknown else "plain")
            for answer in asked.answers
        ]
        lines += self._given_up(asked)
        moved = {(shift.question, shift.before.assertion.id) for shift in column.shifts}
        for past in asked.past:
            gone = asked.state is CellState.WITHDRAWN
            if past.reason != "repeated" and (
                gone or (past.answer.question, past.answer.assertion.id) in moved
            ):
                lines.append(Span(words.written("was", answer=words.answer(past.answer)), "dim"))
        return cell(*dict.fromkeys(lines)) if lines else self._silent()

    def _confirming(self, answer: Answer) -> str:
        """Name those whose answer the party confirms or corroborates, where it gives none of its own."""
        vouching = (use.link for use in self.comparison.links if use.link.kind in VOUCHING)
        links = {(link.source, link.target): link.kind for link in vouching}
        told = dict.fromkeys(
            f"{self.words.term('link', links[answer.assertion.id, target.id])}: {self.party(target.claimant)}"
            for target in answer.confirms
        )
        return f" ({self.words['comma'].join(told)})" if told else ""

    def _said(self, column: Position) -> Cell:
        standing = column.standing
        dates: dict[str, bool] = {}
        for statement in column.statements:
            text = self.said(statement)
            dates[text] = dates.get(text, False) or statement.id in standing
        return cell(*(Span(text, "plain" if stands else "dim") for text, stands in dates.items()))

    def _offered(self, column: Position) -> Cell:
        own = {statement.id for statement in column.statements}
        names = [self.words.item(use.evidence) for use in self.comparison.evidence if use.assertion.id in own]
        return cell(*dict.fromkeys(names)) if names else self._silent()

    def _silent(self) -> Cell:
        return cell(SILENT_MARK, tone="silent")
