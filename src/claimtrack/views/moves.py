"""Moves of a position in words: "denied 8 Jul → conceded 9 Jul 2016", "killed 17 (5 Nov) → 23 → 31 (24 Nov 2015)"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from claimtrack.analysis.answers import STANCE
from claimtrack.analysis.grouping import By, claimant_name
from claimtrack.analysis.objections import OBJECTING
from claimtrack.analysis.shifts import ShiftKind
from claimtrack.views.blocks import Span
from claimtrack.views.labels import field_label
from claimtrack.views.long_lists import ALL, LINES, ends
from claimtrack.views.said import said_text, said_texts
from claimtrack.views.values import answer_text, given, joined, past_word
from claimtrack.vocab import load_vocabulary
from claimtrack.wording import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from claimtrack.analysis.answers import Answer
    from claimtrack.analysis.compare import Comparison
    from claimtrack.analysis.positions import Position
    from claimtrack.analysis.said_order import SaidOrder
    from claimtrack.analysis.shifts import Shift

UNLINKED: Final = "answers differ over time, not linked"
_GONE: Final = frozenset({ShiftKind.RETRACTED, ShiftKind.DROPPED})


class Moves(Struct, frozen=True):
    """The lines that tell how the parties moved, and where their answers only differ over time."""

    moved: tuple[tuple[Span, ...], ...]
    differing: tuple[tuple[Span, ...], ...]


def tell_moves(
    comparison: Comparison,
    *,
    only: Collection[str] | None = None,
    history: bool = False,
    way_out: str = ALL,
) -> Moves:
    """Tell how the parties moved: a line for each figure and each position, under the party that moved.

    Args:
        comparison: the comparison that the parties are of.
        only: ids of the statements by which they moved; all of them when left out.
        history: tell every step, and not only the first and the last of very many.
        way_out: how to see the others.
    """
    moved: list[tuple[Span, ...]] = []
    differing: list[tuple[Span, ...]] = []
    for party in comparison.parties:
        writer = _Writer(comparison, party, None if history else LINES)
        chains = [one for one in _chains(party, only) if comparison.asks(one[0][0].question)]
        lines: dict[bool, list[tuple[Span, ...]]] = {True: [], False: []}
        for chain in chains:
            lines[_differs(chain)].append(writer.line(chain))
        moved += lines[False] if history else ends(lines[False], LINES, writer.between(way_out))
        differing += lines[True] if history else ends(lines[True], LINES, writer.between(way_out))
    return Moves(tuple(moved), tuple(differing))


def again(shift: Shift, order: SaidOrder) -> str:
    """Say how often a position was repeated."""
    times = {1: "once", 2: "twice"}.get(shift.count, f"{shift.count} times")
    return f"said again {times}, last {said_text(order, shift.after.assertion)}"


def grouped_moves(position: Position) -> list[tuple[Shift, ...]]:
    """Group the moves that one statement made on one question: two denials conceded at once are one story."""
    groups: dict[tuple[str, str, ShiftKind], list[Shift]] = {}
    for shift in position.shifts:
        groups.setdefault((shift.after.assertion.id, shift.question, shift.kind), []).append(shift)
    return [tuple(shifts) for shifts in groups.values()]


def objected_by(party: Position, shift: Shift) -> str:
    """Return how a party objected to a field before it moved: `denies`, or `disputes` where it went no further."""
    return "disputes" if _objections(party, shift) == {"disputes"} else "denies"


def _objections(party: Position, shift: Shift) -> set[str]:
    denial, question = shift.before.assertion.id, shift.question
    return {o.kind for o in party.objections if o.source.id == denial and o.question == question}


def move_ends(shifts: tuple[Shift, ...], order: SaidOrder) -> tuple[str, str]:
    """Write where a move of the stance started and ended: "denied 8 Jul", "conceded 9 Jul 2016"."""
    *dates, then = said_texts(order, [answer.assertion for answer in _answers(shifts)])
    was, becomes = _stance_words(shifts[0])
    return f"{was} {' and '.join(dict.fromkeys(dates))}", f"{becomes} {then}"


def _stance_words(shift: Shift) -> tuple[str, str]:
    """Name both ends of a move of the stance: denied, conceded."""
    before, after = shift.before.assertion, shift.after.assertion
    match shift.kind:
        case ShiftKind.REVERSED | ShiftKind.DIFFERS:
            return past_word(before.stance), past_word(after.stance)
        case ShiftKind.HEDGED:
            return before.hedge, after.hedge
        case _:
            return past_word(before.stance), shift.kind.value


def _differs(chain: list[tuple[Shift, ...]]) -> bool:
    return chain[0][0].kind is ShiftKind.DIFFERS


def _chains(party: Position, only: Collection[str] | None) -> list[list[tuple[Shift, ...]]]:
    """Join the moves of one figure, step by step; a position on the event is told move by move."""
    chains: list[list[tuple[Shift, ...]]] = []
    for shifts in grouped_moves(party):
        first = shifts[0]
        told = only is None or first.after.assertion.id in only
        if not told or first.kind is ShiftKind.REPEATED:
            continue
        chain = next((one for one in chains if _goes_on(one, shifts)), None)
        if chain is None:
            chains.append([shifts])
        else:
            chain.append(shifts)
    return chains


def _goes_on(chain: list[tuple[Shift, ...]], shifts: tuple[Shift, ...]) -> bool:
    """Whether a move starts with the answer in which a chain of moves of the same figure ends."""
    last, step = chain[-1][0], shifts[0]
    one_figure = last.question == step.question != STANCE and len(shifts) == 1
    alike = (last.kind is ShiftKind.DIFFERS) == (step.kind is ShiftKind.DIFFERS)
    if not one_figure or not alike or ShiftKind.CONCEDED in {last.kind, step.kind}:
        return False
    return last.after.assertion.id == step.before.assertion.id


class _Writer:
    """Writes the moves of one party."""

    def __init__(self, comparison: Comparison, party: Position, most: int | None) -> None:
        self.comparison, self.party, self.most = comparison, party, most
        self.claimants = comparison.dossier.claimants
        self.short = {statement.id: statement.short_name for statement in comparison.order.sequence}

    def between(self, way_out: str) -> Callable[[int], tuple[Span, ...]]:
        def line(number: int) -> tuple[Span, ...]:
            told = f"… {counted(number, 'move')} between; {way_out}"
            return Span(f"{self.party.name}: ", "strong"), Span(told, "dim")

        return line

    def line(self, chain: list[tuple[Shift, ...]]) -> tuple[Span, ...]:
        voices = {answer.assertion.claimant for shifts in chain for answer in _answers(shifts)}
        label, named = self._label(voices)
        stance = chain[0][0].question == STANCE
        told = self._position(chain[0], named=named) if stance else self._figure(chain, named=named)
        return (Span(f"{label}: ", "strong"), *told, *self._remark(chain))

    def _label(self, voices: set[str]) -> tuple[str, bool]:
        """Name who moved, its bloc in brackets, and tell whether each step has to name its own voice."""
        names = {claimant_name(voice, self.claimants) for voice in voices}
        if len(names) > 1 or self.party.by not in {By.CLAIMANT, By.BLOC}:
            return self.party.name, names != {self.party.name}
        (name,) = names
        return (name, False) if name == self.party.name else (f"{name} ({self.party.name})", False)

    def _voice(self, answer: Answer, *, named: bool) -> str:
        name = claimant_name(answer.assertion.claimant, self.claimants)
        return name if named and name != self.party.name else ""

    def _position(self, shifts: tuple[Shift, ...], *, named: bool) -> tuple[Span, ...]:
        """Tell a move on the event: "denied 31 Oct (the ministry) → conceded 17 Nov 2015 (the service)"."""
        answers = _answers(shifts)
        dates = said_texts(self.comparison.order, [answer.assertion for answer in answers])
        words = [*(_stance_words(shift)[0] for shift in shifts), _stance_words(shifts[0])[1]]
        *starts, end = [
            (Span(f"{word} {date}"), *self._bracketed("", answer, named=named))
            for word, date, answer in zip(words, dates, answers, strict=True)
        ]
        hedge = (Span("hedge "),) if shifts[0].kind is ShiftKind.HEDGED else ()
        return (*hedge, *joined(starts, ", "), Span(" → "), *end)

    def _bracketed(self, date: str, answer: Answer, *, named: bool) -> tuple[Span, ...]:
        """Write when something was said, and by whom where that has to be named, in brackets."""
        voice = self._voice(answer, named=named)
        if not voice:
            return (Span(f" ({date})"),) if date else ()
        return (Span(f" ({date}, " if date else " ("), *given(voice), Span(")"))

    def _figure(self, chain: list[tuple[Shift, ...]], *, named: bool) -> tuple[Span, ...]:
        """Tell the moves of one figure: "killed 17 (5 Nov) → 23 → 31 (24 Nov 2015)"."""
        dated = [*(shift.before for shift in chain[0]), chain[-1][0].after]
        dates = said_texts(self.comparison.order, [answer.assertion for answer in dated])
        *first, last = [
            self._bracketed(date, answer, named=named) for date, answer in zip(dates, dated, strict=True)
        ]
        starts = [(*self._start(shift), *when) for shift, when in zip(chain[0], first, strict=True)]
        steps = [self._end(shifts[0]) for shifts in chain]
        steps[-1] = (*steps[-1], *last)
        shown = steps if self.most is None else ends(steps, self.most, _left_out)
        label = Span(f"{field_label(self.comparison, chain[0][0].question).lower()} ")
        if any(shift.before.question == STANCE for shift in chain[0]):  # the field itself was never denied
            return joined([joined(starts, ", "), (label, *shown[0]), *shown[1:]], " → ")
        return (label, *joined([joined(starts, ", "), *shown], " → "))

    def _start(self, shift: Shift) -> tuple[Span, ...]:
        if shift.before.question == STANCE:
            return (Span("denied the event"),)
        said = answer_text(shift.before)
        objected = str(load_vocabulary("link")[objected_by(self.party, shift)].extra["past"])
        if not said:
            return (Span(objected),)
        denied = _objections(self.party, shift) or shift.before.assertion.stance == "denies"
        first = f"{objected}, " if denied and shift.kind is ShiftKind.CONCEDED else ""
        return (*((Span(first),) if first else ()), *given(said))

    def _end(self, shift: Shift) -> tuple[Span, ...]:
        if shift.kind in _GONE:
            objection = shift.kind is ShiftKind.RETRACTED and not shift.before.values
            return (Span("withdrawn" if objection else shift.kind.value),)
        said = answer_text(shift.after)
        if shift.kind is not ShiftKind.CONCEDED:
            return given(said)
        return (Span("conceded "), *given(said)) if said else (Span("conceded"),)

    # --- what a move is called, or the command that would make it one ---

    def _remark(self, chain: list[tuple[Shift, ...]]) -> Iterator[Span]:
        last = chain[-1][0]
        if last.kind is ShiftKind.DIFFERS:
            yield Span(f"; {UNLINKED}: ", "warning")
            yield Span(self._command(last), "dim")
            return
        told = {ShiftKind.CONCEDED, ShiftKind.REVERSED, ShiftKind.HEDGED, ShiftKind.CHANGED, *_GONE}
        kinds = dict.fromkeys(shifts[0].kind.value for shifts in chain if shifts[0].kind not in told)
        if kinds:
            yield Span(f", {', '.join(kinds)}", "dim")

    def _command(self, shift: Shift) -> str:
        """Write the command that would link the two: a concession of what was denied, else a correction."""
        before, after = shift.before.assertion, self.short[shift.after.assertion.id]
        scope = f" --on {shift.question}" if shift.question else ""
        if shift.before.values or (shift.question == STANCE and before.stance != "denies"):
            return f"claimtrack link {after} supersedes {before.short_name}{scope}"
        denied = self._denied(before.id, shift.question)
        return f"claimtrack link {after} concedes {denied or before.short_name}{scope}"

    def _denied(self, denial: str, question: str) -> str:
        """Return the short name of what a denial denied on a question; empty where it denies no statement."""
        for use in self.comparison.links:
            reaches = not use.link.fields or question in use.link.fields
            if (
                use.link.source == denial
                and use.link.kind in OBJECTING
                and reaches
                and use.target is not None
            ):
                return use.target.short_name
        return ""


def _left_out(number: int) -> tuple[Span, ...]:
    return (Span(f"… {number:,} between …", "dim"),)


def _answers(shifts: Iterable[Shift]) -> list[Answer]:
    """Return the answers of moves that one statement made: those left behind, and what took their place."""
    moves = list(shifts)
    return [*(shift.before for shift in moves), moves[0].after]
