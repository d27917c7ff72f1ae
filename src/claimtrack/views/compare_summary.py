"""The comparison at a glance: who claims, who denies, who moved and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.analysis.answers import STANCE
from claimtrack.analysis.grouping import claimant_name
from claimtrack.analysis.shifts import ShiftKind
from claimtrack.views.blocks import Cell, KeyValues, Span, cell
from claimtrack.views.compare_notes import field_label
from claimtrack.views.dates import short_date, short_moves
from claimtrack.views.ends import ALL, LINES, ends
from claimtrack.views.moves import again, grouped_moves, move_words
from claimtrack.views.values import answer_text
from claimtrack.vocab import load_vocabulary
from claimtrack.wording import counted

if TYPE_CHECKING:
    from collections.abc import Collection

    from claimtrack.analysis.answers import Answer
    from claimtrack.analysis.compare import Comparison
    from claimtrack.analysis.positions import Position
    from claimtrack.analysis.shifts import Shift


def summary(comparison: Comparison, *, history: bool = False) -> KeyValues:
    """Tell who stands where on the proposition, and who moved; by blocs where claimants are compared.

    Args:
        comparison: what to tell of.
        history: tell of every move, and not only of the first and the last where a party made very many.
    """
    items = [(label, line) for stance, label in _LABELS.items() if (line := _standing(comparison, stance))]
    most = None if history else LINES
    moved = [line for party in comparison.parties for line in moves(comparison, party, most=most)]
    if moved:
        items.append(("Moved", Cell(tuple(moved))))
    return KeyValues(tuple(items))


_MOST_VOICES = 2
_LABELS = {"affirms": "Affirm", "denies": "Deny", "queries": "Query"}


def _standing(comparison: Comparison, stance: str) -> Cell | None:
    """Name those who take a stance now, each with when and how firmly."""
    parts: list[Span] = []
    for party in comparison.parties:
        answers = [a for a in party.stance.current if a.assertion.stance == stance]
        if not answers:
            continue
        answer, *others = answers
        hedge = answer.assertion.hedge
        details = _member(comparison, party, answer)
        details += [] if hedge == "stated" else [load_vocabulary("hedge")[hedge].label]
        details.append(short_date(answer.assertion.said))
        repeats = [again(s) for s in party.shifts if s.kind is ShiftKind.REPEATED and s.before == answer]
        details += repeats
        if not repeats:
            past = [old for old in party.stance.past if old.reason == "repeated"]
            others += [old.answer for old in past if old.by == answer.assertion.id]
        details += _also(comparison, party, answer, others)
        if STANCE in party.split:
            details.append("split")
        parts += [Span("; ")] if parts else []
        parts += [Span(party.name, "strong"), Span(f" ({', '.join(details)})")]
    return cell(parts) if parts else None


def _member(comparison: Comparison, party: Position, answer: Answer) -> list[str]:
    """Name who spoke, where that was a member and not the bloc itself."""
    name = claimant_name(answer.assertion.claimant, comparison.dossier.claimants)
    return [] if name == party.name else [name]


def _also(comparison: Comparison, party: Position, answer: Answer, others: list[Answer]) -> list[str]:
    """Name the other members that said the same, each with when it first did."""
    told = dict.fromkeys(_member(comparison, party, answer), "")
    for other in others:
        for name in _member(comparison, party, other):
            told.setdefault(name, f"also {name} {short_date(other.assertion.said)}")
    voices = [voice for voice in told.values() if voice]
    more = [f"and {len(voices) - _MOST_VOICES} more"] if len(voices) > _MOST_VOICES else []
    return voices[:_MOST_VOICES] + more


def moves(
    comparison: Comparison,
    party: Position,
    *,
    only: Collection[str] | None = None,
    most: int | None = None,
    way_out: str = ALL,
) -> list[tuple[Span, ...]]:
    """Give one line for each statement by which a party moved, on however many questions, in said-order.

    Args:
        comparison: the comparison that the party is of.
        party: who moved.
        only: ids of the statements to tell of; all of them when left out.
        most: how many lines at most; of more, the first and the last. None for all.
        way_out: how to see the others.
    """
    by_statement: dict[str, list[tuple[Shift, ...]]] = {}
    for shifts in grouped_moves(party):
        told_of = only is None or shifts[0].after.assertion.id in only
        if told_of and shifts[0].kind is not ShiftKind.REPEATED:
            by_statement.setdefault(shifts[0].after.assertion.id, []).append(shifts)
    name = Span(f"{party.name}: ", "strong")

    def between(number: int) -> tuple[Span, ...]:
        return name, Span(f"… {counted(number, 'move')} between; {way_out}", "dim")

    in_order = sorted(by_statement.items(), key=lambda item: comparison.order.index[item[0]])
    lines: list[tuple[Span, ...]] = [(name, *_move(comparison, party, *groups)) for _, groups in in_order]
    return lines if most is None else ends(lines, most, between)


def _move(
    comparison: Comparison, party: Position, first: tuple[Shift, ...], *others: tuple[Shift, ...]
) -> tuple[Span, Span]:
    """Tell what a party changed by one statement."""
    told = [_dated(comparison, party, first), *(_undated(comparison, shifts) for shifts in others)]
    linked = all(shift.linked for shifts in (first, *others) for shift in shifts)
    basis = "" if linked else " (by the order of the statements, not linked)"
    return Span("; ".join(told)), Span(basis, "dim")


def _dated(comparison: Comparison, party: Position, shifts: tuple[Shift, ...]) -> str:
    """Tell a move with who spoke when: "denied 31 Oct (the ministry) → conceded 17 Nov 2015 (the service)"."""
    assertions = [*(shift.before.assertion for shift in shifts), shifts[0].after.assertion]
    dates = short_moves([assertion.said for assertion in assertions])
    names = [claimant_name(assertion.claimant, comparison.dossier.claimants) for assertion in assertions]
    voices = ["" if name == party.name else f" ({name})" for name in names]
    *starts, end = [f"{date}{voice}" for date, voice in zip(dates, voices, strict=True)]
    befores, after = _said(comparison, shifts)
    told = ", ".join(f"{before} {start}" for before, start in zip(befores, starts, strict=True))
    return f"{told} → {after} {end}"


def _undated(comparison: Comparison, shifts: tuple[Shift, ...]) -> str:
    """Tell a move on one more question, made by the same statement."""
    befores, after = _said(comparison, shifts)
    return f"{', '.join(dict.fromkeys(befores))} → {after}"


def _said(comparison: Comparison, shifts: tuple[Shift, ...]) -> tuple[list[str], str]:
    """Give what was said before, statement by statement, and what took its place."""
    first = shifts[0]
    if first.question == STANCE:
        words = [move_words(shift) for shift in shifts]
        return [was for was, _ in words], words[0][1]
    label = field_label(comparison, first.question).lower()
    befores = [answer_text(shift.before) for shift in shifts]
    befores[0] = f"{label} {befores[0]}"
    if first.kind in {ShiftKind.RETRACTED, ShiftKind.DROPPED}:
        return befores, first.kind.value
    named = "" if first.kind is ShiftKind.CHANGED else f" ({first.kind})"
    return befores, f"{answer_text(first.after)}{named}"
