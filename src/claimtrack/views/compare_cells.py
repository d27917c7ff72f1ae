"""The cells of a comparison table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from claimtrack.analysis.answers import STANCE
from claimtrack.analysis.compare import CellState
from claimtrack.analysis.confirmations import VOUCHING
from claimtrack.analysis.findings import FindingKind
from claimtrack.analysis.grouping import By, bloc_of, claimant_name
from claimtrack.analysis.shifts import ShiftKind
from claimtrack.views.blocks import Cell, Span, cell
from claimtrack.views.long_lists import LINES, ends, ends_of_cell
from claimtrack.views.moves import again, grouped_moves, move_ends
from claimtrack.views.said import said_text
from claimtrack.views.values import answer_text, past_word
from claimtrack.vocab import load_vocabulary
from claimtrack.wording import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimtrack.analysis.answers import Answer
    from claimtrack.analysis.compare import Cell as Asked
    from claimtrack.analysis.compare import Comparison, Row
    from claimtrack.analysis.findings import Finding
    from claimtrack.analysis.history import Past
    from claimtrack.analysis.positions import Position
    from claimtrack.analysis.said_order import SaidOrder
    from claimtrack.analysis.shifts import Shift
    from claimtrack.model import Assertion, Evidence
    from claimtrack.views.blocks import Tone

SILENT_MARK: Final = "–"
_MOST_DATES: Final = 3
_MOST_NAMES: Final = 2

SYMBOLS: Final[dict[FindingKind, str]] = {
    FindingKind.AGREE: "=",
    FindingKind.COMPATIBLE: "≈",
    FindingKind.CONFLICT: "≠",
    FindingKind.CONTESTED: "!",
    FindingKind.SINGLE: "1",
    FindingKind.SILENT: "·",
}
_STANCE_TONES: Final[dict[str, Tone]] = {"affirms": "strong", "denies": "conflict"}


def finding_tone(finding: Finding) -> Tone:
    """Return the tone of a finding; it never stands without the symbol and the word."""
    if not finding.certain:
        return "possible"
    return finding.kind.value


def finding_words(finding: Finding) -> str:
    """Return symbol and word of a finding."""
    if not finding.certain:
        return "≠? possible"
    return f"{SYMBOLS[finding.kind]} {finding.kind}"


def finding_cell(row: Row, columns: Sequence[Position]) -> Cell:
    """Show what a row comes to, and by whom an answer was linked as denied or disputed."""
    lines = [Span(finding_words(row.finding), finding_tone(row.finding))]
    states = {asked.state for asked in row.cells}
    for kind, past in (("denies", "denied"), ("disputes", "disputed")):
        names = dict.fromkeys(
            column.name
            for column, asked in zip(columns, row.cells, strict=True)
            if any(item.kind == kind and item in row.finding.objections for item in asked.objections)
        )
        if names:
            lines.append(Span(f"{past} by {_some(list(names))}", "warning"))
    if row.finding.kind is FindingKind.SILENT and CellState.UNKNOWN in states:
        lines = [Span("· unknown", "silent")]
    return cell(*lines)


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    return ", ".join(names[:_MOST_NAMES]) + more


def evidence_name(item: Evidence) -> str:
    """Name an item of evidence, with its kind where the title does not begin with it."""
    plain = item.kind == "other" or item.title.casefold().startswith(item.kind)
    return item.title if plain else f"{item.kind}: {item.title}"


def _move(shifts: tuple[Shift, ...], order: SaidOrder) -> tuple[Span, ...]:
    if shifts[0].kind is ShiftKind.REPEATED:
        return (Span(again(shifts[0], order), "dim"),)
    start, end = move_ends(shifts, order)
    by = f" by {shifts[0].by}" if shifts[0].by else ""
    return (Span(f"{start} → ", "dim"), Span(f"{end}{by}", "warning"))


def _speakers(answer: str, names: Sequence[str]) -> str:
    """Name who says so; a party whose answer is its own name is not named twice."""
    return ", ".join("itself" if name == answer else name for name in dict.fromkeys(names))


class Cells:
    """Makes the cells of one comparison."""

    def __init__(self, comparison: Comparison, *, history: bool) -> None:
        self.comparison, self.order, self.history = comparison, comparison.order, history
        self.claimants = comparison.dossier.claimants
        self.numbers = {source.key: source.number for source in comparison.sources}
        self.concessions = {
            shift.after.assertion.id: party.name
            for party in comparison.parties
            for shift in party.shifts
            if shift.kind is ShiftKind.CONCEDED and shift.by
        }
        self.vouching = {
            (use.link.source, use.link.target): use.link.kind
            for use in comparison.links
            if use.link.kind in VOUCHING
        }
        self.confirmed: dict[str, list[tuple[str, Assertion]]] = {}
        for use in comparison.links:
            if use.link.kind in VOUCHING and not use.link.fields and use.target is not None:
                self.confirmed.setdefault(use.link.source, []).append((use.link.kind, use.target))
        self.repeated = {
            use.link.source: use.target
            for use in comparison.links
            if use.link.kind == "repeats" and use.target is not None
        }

    # --- the heading of a column ---

    def heading(self, column: Position) -> Cell:
        """Name the party, with the bloc it belongs to or the members that speak for it."""
        lines = [Span(column.name, "strong")]
        claimant = self.claimants.get(column.key)
        if column.by is By.CLAIMANT and claimant is not None and claimant.part_of:
            lines.append(Span(claimant_name(claimant.part_of, self.claimants), "dim"))
        elif column.by is not By.CLAIMANT and column.claimants != (column.key,):
            names = [claimant_name(key, self.claimants) for key in column.claimants if key != column.key]
            lines.append(Span(_some(names), "dim"))
        return cell(*lines)

    # --- stance ---

    def stance(self, column: Position, asked: Asked) -> Cell:
        """Show where a party stands on the proposition, how firmly, and how it came to stand there."""
        moves = [shifts for shifts in grouped_moves(column) if shifts[0].question == STANCE]
        lines = self._split(column, asked)
        lines += self._distinct(column, asked.answers, self._stance_words)
        lines += [_move(shifts, self.order) for shifts in moves if shifts[0].kind is not ShiftKind.DIFFERS]
        lines += self._for_others(column, asked)
        lines += self._objecting(asked) + self._given_up(asked)
        if self.history:
            lines += [self._past_stance(past) for past in asked.past]
        return self._cell(lines) if lines else cell(Span(SILENT_MARK, "silent"))

    def _cell(self, lines: Sequence[Span | Sequence[Span]]) -> Cell:
        return ends_of_cell(lines, history=self.history)

    def _stance_words(self, answer: Answer) -> tuple[Span, ...]:
        term = load_vocabulary("stance")[answer.assertion.stance]
        words = Span(f"{term.extra['symbol']} {term.label}", _STANCE_TONES.get(term.key, "plain"))
        hedge = self._hedge(answer)
        return (words, hedge) if hedge else (words,)

    def _split(self, column: Position, asked: Asked) -> list[tuple[Span, ...]]:
        """Say that a party contradicts itself: over time, or nobody knows in which order."""
        if not asked.split:
            return []
        differs = any(s.kind is ShiftKind.DIFFERS and s.question == STANCE for s in column.shifts)
        over_time = differs and asked.answers[0].question == STANCE
        return [(Span("differs over time, not linked:" if over_time else "split:", "warning"),)]

    def _objecting(self, asked: Asked) -> list[tuple[Span, ...]]:
        """Name those whose claims as a whole the party disputes; whom it denies shows in its denial."""
        names = [self._claimant(o.target) for o in asked.objections if o.kind == "disputes" and o.stands]
        return [(Span(f"disputes {_some(list(dict.fromkeys(names)))}", "warning"),)] if names else []

    def _given_up(self, asked: Asked) -> list[tuple[Span, ...]]:
        """Say which words of the party another member of its bloc has moved on from: they are still its own."""
        given_up = [*asked.given_up, *(o.given_up for o in asked.objections if o.given_up is not None)]
        return list(dict.fromkeys((Span(self._moved_on(past), "warning"),) for past in given_up))

    def _moved_on(self, past: Past) -> str:
        later = self.comparison.order.sequence[self.comparison.order.index[past.by]]
        bloc = claimant_name(bloc_of(later.claimant, self.claimants), self.claimants)
        who = claimant_name(later.claimant, self.claimants)
        by = f"by {who}" if who == bloc else f"for {bloc} by {who}"
        return f"{past.reason} {by}, {said_text(self.order, later)}"

    def _claimant(self, assertion: Assertion) -> str:
        return claimant_name(assertion.claimant, self.claimants)

    def _for_others(self, column: Position, asked: Asked) -> list[tuple[Span, ...]]:
        """Mark a party that speaks the concession of its bloc, says again what another said, or confirms it as a whole."""
        lines: list[tuple[Span, ...]] = []
        for answer in asked.answers:
            statement = answer.assertion.id
            if statement in self.concessions and column.by is By.CLAIMANT:
                lines.append((Span(f"concedes for {self.concessions[statement]}", "warning"),))
            if (first := self.repeated.get(statement)) and first.claimant not in column.claimants:
                lines.append((Span(f"repeats {claimant_name(first.claimant, self.claimants)}", "dim"),))
            for kind, target in self.confirmed.get(statement, ()):
                if target.claimant not in column.claimants:
                    lines.append((Span(f"{kind} {self._claimant(target)}", "dim"),))
        return list(dict.fromkeys(lines))

    @staticmethod
    def _hedge(answer: Answer) -> Span | None:
        hedge = answer.assertion.hedge
        return None if hedge == "stated" else Span(f" ({load_vocabulary('hedge')[hedge].label})", "dim")

    def _past_stance(self, past: Past) -> tuple[Span, ...]:
        assertion = past.answer.assertion
        return (
            Span(f"{past_word(assertion.stance)} {said_text(self.order, assertion)}, {past.reason}", "dim"),
        )

    # --- when ---

    def said(self, column: Position) -> Cell:
        """Show when the column spoke; what no longer stands is dimmed."""
        standing = column.standing
        dates: dict[str, Tone] = {}
        for statement in column.statements:
            text = said_text(self.order, statement)
            tone: Tone = "plain" if statement.id in standing else "dim"
            dates[text] = "plain" if dates.get(text) == "plain" else tone
        texts = list(dates)
        if len(texts) > _MOST_DATES and not self.history:
            lines = [Span(f"{texts[0]} –", dates[texts[0]]), Span(texts[-1], dates[texts[-1]])]
            return cell(*lines, Span(counted(len(column.statements), "statement"), "dim"))
        return cell(*(Span(text, tone) for text, tone in dates.items()))

    # --- fields ---

    def field(self, column: Position, asked: Asked) -> Cell:
        """Show what a party answers to a question, or which kind of no answer it gives."""
        lines = self._split(column, asked)
        lines += self._distinct(column, asked.answers, self._answer_words)
        lines += self._given_up(asked) + self._past_answers(column, asked)
        match asked.state:
            case CellState.DENIES | CellState.DISPUTES:
                lines.insert(0, (Span(asked.state.value, "warning"),))
            case CellState.SILENT:
                return cell(Span(SILENT_MARK, "silent"))
            case _:
                pass
        return self._cell(lines)

    def _answer_words(self, answer: Answer) -> tuple[Span, ...]:
        tone: Tone = "dim" if answer.unknown else "plain"
        words, hedge = Span(answer_text(answer), tone), self._hedge(answer)
        return (words, *([hedge] if hedge else []), *self._confirming(answer))

    def _confirming(self, answer: Answer) -> tuple[Span, ...]:
        """Name those whose answer the party confirms or corroborates, where it gives none of its own."""
        named: dict[str, list[str]] = {}
        for target in answer.confirms:
            verb = self.vouching[answer.assertion.id, target.id]
            named.setdefault(verb, []).append(self._claimant(target))
        told = "; ".join(f"{verb} {_some(list(dict.fromkeys(names)))}" for verb, names in named.items())
        return (Span(f" ({told})", "dim"),) if told else ()

    def _past_answers(self, column: Position, asked: Asked) -> list[tuple[Span, ...]]:
        """Show what an answer was before; everything said before where history is wanted."""
        moved = {(shift.question, shift.before.assertion.id) for shift in column.shifts}
        lines: list[tuple[Span, ...]] = []
        for past in asked.past:
            answer = past.answer
            key = (answer.question, answer.assertion.id)
            if self.history:
                text = f"{answer_text(answer)}, {said_text(self.order, answer.assertion)}, {past.reason}"
                lines.append((Span(text, "dim"),))
            elif asked.state is CellState.WITHDRAWN:
                lines.append((Span(f"was {answer_text(answer)}, {past.reason}", "dim"),))
            elif key in moved and past.reason != "repeated":
                lines.append((Span(f"was {answer_text(answer)}", "dim"),))
        return list(dict.fromkeys(lines))

    def _distinct(
        self, column: Position, answers: tuple[Answer, ...], words: _Words
    ) -> list[tuple[Span, ...]]:
        """Write each distinct answer once; where several speak in a column, with who says so."""
        said: dict[tuple[Span, ...], list[str]] = {}
        for answer in answers:
            who = claimant_name(answer.assertion.claimant, self.claimants)
            said.setdefault(words(answer), []).append(who)
        if len(column.claimants) == 1 or len(said) == 1:
            return list(said)
        return [(*line, Span(f" ({_speakers(line[0].text, who)})", "dim")) for line, who in said.items()]

    # --- the apparatus ---

    def evidence(self, column: Position) -> Cell:
        """Name the items that bear on what the party says, and how where they do not support it."""
        own = {statement.id for statement in column.statements}
        roles: dict[str, Span] = {}
        for use in self.comparison.evidence:
            if use.assertion.id in own:
                item = use.evidence
                role = "" if use.role == "supports" else f" ({use.role})"
                roles[item.key] = Span(f"{evidence_name(item)}{role}")
        return self._cell([*roles.values()]) if roles else cell(Span(SILENT_MARK, "silent"))

    def sources(self, column: Position) -> Cell:
        """Return the footnote numbers of the documents cited for what the party says."""
        cited = sorted({self.numbers[s.document] for s in column.statements if s.document in self.numbers})
        if not cited:
            return cell(Span("no source", "warning"))
        unsourced = any(not statement.document for statement in column.statements)
        marks = [f"[{number}]" for number in cited]
        more = (Span(" and unsourced", "warning"),) if unsourced else ()
        whole = cell((Span(" ".join(marks)), *more))
        if self.history or len(marks) <= LINES:
            return whole
        shown = cell((Span(" ".join(ends(marks, LINES, lambda number: f"… {number:,} between …"))), *more))
        return Cell(shown.lines, whole=whole.lines)


if TYPE_CHECKING:
    from collections.abc import Callable

    _Words = Callable[[Answer], tuple[Span, ...]]
