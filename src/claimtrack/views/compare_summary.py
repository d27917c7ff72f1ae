"""The comparison at a glance: who claims, who denies, who moved and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.analysis.answers import STANCE
from claimtrack.analysis.grouping import claimant_name
from claimtrack.analysis.shifts import ShiftKind
from claimtrack.analysis.withdrawals import may_be_passed_on
from claimtrack.views.blocks import Cell, KeyValues, Span, cell
from claimtrack.views.moves import UNLINKED, again, tell_moves
from claimtrack.views.said import said_text
from claimtrack.vocab import load_vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from claimtrack.analysis.answers import Answer
    from claimtrack.analysis.compare import Comparison
    from claimtrack.analysis.corroboration import LostOrigin
    from claimtrack.analysis.positions import Position


def summary(comparison: Comparison, *, history: bool = False) -> KeyValues:
    """Tell who stands where on the proposition, and who moved; by blocs where claimants are compared.

    Args:
        comparison: what to tell of.
        history: tell of every move, and not only of the first and the last where a party made very many.
    """
    lost = _lost_origins(comparison)
    items = [
        (label, line) for stance, label in _LABELS.items() if (line := _standing(comparison, stance, lost))
    ]
    told = tell_moves(comparison, history=history)
    items += [
        (label, Cell(lines)) for label, lines in (("Moved", told.moved), ("Differ", told.differing)) if lines
    ]
    return KeyValues(tuple(items))


def _lost_origins(comparison: Comparison) -> Mapping[str, LostOrigin]:
    """Return the statements that pass on what is no longer said where they have it from, by id."""
    if not may_be_passed_on(comparison.dossier.links):
        return {}
    from claimtrack.analysis.corroboration import list_lost_origins

    return {one.statement.id: one for one in list_lost_origins(comparison.dossier, comparison.order)}


_MOST_VOICES = 2
_LABELS = {"affirms": "Affirm", "denies": "Deny", "queries": "Query"}


def _standing(comparison: Comparison, stance: str, lost: Mapping[str, LostOrigin]) -> Cell | None:
    """Name those who take a stance now, each with when and how firmly."""
    parts: list[Span] = []
    for party in comparison.parties:
        answers = [a for a in party.stance.standing if a.assertion.stance == stance]
        if not answers:
            continue
        answer, *others = answers
        hedge = answer.assertion.hedge
        details = _member(comparison, party, answer)
        details += [] if hedge == "stated" else [load_vocabulary("hedge")[hedge].label]
        details.append(said_text(comparison.order, answer.assertion))
        repeats = [
            again(s, comparison.order)
            for s in party.shifts
            if s.kind is ShiftKind.REPEATED and s.before == answer
        ]
        details += repeats
        if not repeats:
            past = [old for old in party.stance.past if old.reason == "repeated"]
            others += [old.answer for old in past if old.by == answer.assertion.id]
        details += _also(comparison, party, answer, others)
        details += _without_origin(comparison, answers, lost)
        if STANCE in party.split:
            details.append(UNLINKED if _differs(party) else "split")
        parts += [Span("; ")] if parts else []
        parts += [Span(party.name, "strong"), Span(f" ({', '.join(details)})")]
    return cell(parts) if parts else None


def _without_origin(
    comparison: Comparison, answers: Sequence[Answer], lost: Mapping[str, LostOrigin]
) -> list[str]:
    """Say whom the answers pass on that no longer say so, where there is no other answer."""
    passed_on = [
        one for answer in answers if (one := lost.get(answer.assertion.id)) and STANCE in one.questions
    ]
    if len(passed_on) < len(answers):
        return []
    told = dict.fromkeys(
        (claimant_name(one.origin.claimant, comparison.dossier.claimants), one.by) for one in passed_on
    )
    return [
        f"passed on from {name}, who no longer says so, {said_text(comparison.order, by)}"
        for name, by in told
    ]


def _differs(party: Position) -> bool:
    return any(shift.kind is ShiftKind.DIFFERS and shift.question == STANCE for shift in party.shifts)


def _member(comparison: Comparison, party: Position, answer: Answer) -> list[str]:
    """Name who spoke, where that was a member and not the bloc itself."""
    name = claimant_name(answer.assertion.claimant, comparison.dossier.claimants)
    return [] if name == party.name else [name]


def _also(comparison: Comparison, party: Position, answer: Answer, others: list[Answer]) -> list[str]:
    """Name the other members that said the same, each with when it first did."""
    told = dict.fromkeys(_member(comparison, party, answer), "")
    for other in others:
        for name in _member(comparison, party, other):
            told.setdefault(name, f"also {name} {said_text(comparison.order, other.assertion)}")
    voices = [voice for voice in told.values() if voice]
    more = [f"and {len(voices) - _MOST_VOICES} more"] if len(voices) > _MOST_VOICES else []
    return voices[:_MOST_VOICES] + more
