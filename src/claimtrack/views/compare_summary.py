"""The comparison at a glance: who claims, who denies, who moved and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.analysis.answers import STANCE
from claimtrack.analysis.grouping import claimant_name
from claimtrack.analysis.shifts import ShiftKind
from claimtrack.views.blocks import Cell, KeyValues, Span, cell
from claimtrack.views.compare_cells import again, grouped_moves, move_ends
from claimtrack.views.compare_notes import field_label
from claimtrack.views.dates import short_date, short_moves
from claimtrack.views.values import answer_text
from claimtrack.vocab import load_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimtrack.analysis.compare import Comparison
    from claimtrack.analysis.positions import Position
    from claimtrack.analysis.shifts import Shift


def summary(comparison: Comparison) -> KeyValues:
    """Tell who stands where on the proposition, and who moved; by blocs where claimants are compared."""
    items = [(label, line) for stance, label in _LABELS.items() if (line := _standing(comparison, stance))]
    moves = [line for party in comparison.parties for line in _moves(comparison, party)]
    if moves:
        items.append(("Moved", Cell(tuple(moves))))
    return KeyValues(tuple(items))


_LABELS = {"affirms": "Affirm", "denies": "Deny", "queries": "Query"}


def _standing(comparison: Comparison, stance: str) -> Cell | None:
    """Name those who take a stance now, each with when and how firmly."""
    parts: list[Span] = []
    for party in comparison.parties:
        answer = next((a for a in party.stance.current if a.assertion.stance == stance), None)
        if answer is None:
            continue
        hedge = answer.assertion.hedge
        details = [] if hedge == "stated" else [load_vocabulary("hedge")[hedge].label]
        details.append(short_date(answer.assertion.said))
        details += [again(s) for s in party.shifts if s.kind is ShiftKind.REPEATED and s.before == answer]
        if STANCE in party.split:
            details.append("split")
        parts += [Span("; ")] if parts else []
        parts += [Span(party.name, "strong"), Span(f" ({', '.join(details)})")]
    return cell(parts) if parts else None


def _moves(comparison: Comparison, party: Position) -> Iterator[tuple[Span, ...]]:
    """Give one line for each statement by which a party moved, on however many questions."""
    by_statement: dict[str, list[tuple[Shift, ...]]] = {}
    for shifts in grouped_moves(party):
        if shifts[0].kind is not ShiftKind.REPEATED:
            by_statement.setdefault(shifts[0].after.assertion.id, []).append(shifts)
    for groups in by_statement.values():
        told = "; ".join(_move(comparison, shifts) for shifts in groups)
        voices = _voices(comparison, party, groups)
        linked = all(shift.linked for shifts in groups for shift in shifts)
        basis = "" if linked else " (by the order of the statements, not linked)"
        yield (Span(f"{party.name}: ", "strong"), Span(told), Span(f"{voices}{basis}", "dim"))


def _move(comparison: Comparison, shifts: tuple[Shift, ...]) -> str:
    first = shifts[0]
    if first.question == STANCE:
        return " → ".join(move_ends(shifts))
    after = answer_text(first.after)
    becomes = {ShiftKind.RETRACTED: "retracted", ShiftKind.DROPPED: "dropped"}.get(first.kind, after)
    *befores, then = short_moves([s.before.assertion.said for s in shifts] + [first.after.assertion.said])
    told = [f"{answer_text(shift.before)} {date}" for shift, date in zip(shifts, befores, strict=True)]
    kind = f" ({first.kind})" if first.kind not in _PLAIN_KINDS else ""
    label = field_label(comparison, first.question).lower()
    return f"{label} {', '.join(dict.fromkeys(told))} → {becomes} {then}{kind}"


_PLAIN_KINDS = {ShiftKind.CHANGED, ShiftKind.RETRACTED, ShiftKind.DROPPED}


def _voices(comparison: Comparison, party: Position, groups: list[tuple[Shift, ...]]) -> str:
    """Name who spoke, where that is not the party itself."""
    shifts = [shift for group in groups for shift in group]
    speakers = [shift.before.assertion.claimant for shift in shifts]
    speakers.append(shifts[0].after.assertion.claimant)
    names = list(dict.fromkeys(claimant_name(key, comparison.dossier.claimants) for key in speakers))
    return "" if names == [party.name] else f" ({', then '.join(names)})"
