"""Moves of a position in words: "denied 8 Jul", "conceded 9 Jul 2016", "said again twice"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.analysis.shifts import ShiftKind
from claimtrack.views.dates import short_date, short_moves
from claimtrack.vocab import load_vocabulary

if TYPE_CHECKING:
    from claimtrack.analysis.positions import Position
    from claimtrack.analysis.shifts import Shift


def past_word(stance: str) -> str:
    """Give the past tense of a stance: claimed, denied, queried, commented."""
    return str(load_vocabulary("stance")[stance].extra["past"])


def grouped_moves(position: Position) -> list[tuple[Shift, ...]]:
    """Group the moves that one statement made on one question: two denials conceded at once are one story."""
    groups: dict[tuple[str, str, ShiftKind], list[Shift]] = {}
    for shift in position.shifts:
        groups.setdefault((shift.after.assertion.id, shift.question, shift.kind), []).append(shift)
    return [tuple(shifts) for shifts in groups.values()]


def again(shift: Shift) -> str:
    """Say how often a position was repeated."""
    times = {1: "once", 2: "twice"}.get(shift.count, f"{shift.count} times")
    return f"said again {times}, last {short_date(shift.after.assertion.said)}"


def move_ends(shifts: tuple[Shift, ...]) -> tuple[str, str]:
    """Write where a move of the stance started and ended: "denied 8 Jul", "conceded 9 Jul 2016"."""
    *dates, then = short_moves(
        [shift.before.assertion.said for shift in shifts] + [shifts[0].after.assertion.said]
    )
    was, becomes = move_words(shifts[0])
    return f"{was} {' and '.join(dict.fromkeys(dates))}", f"{becomes} {then}"


def move_words(shift: Shift) -> tuple[str, str]:
    """Name both ends of a move of the stance: denied, conceded."""
    before, after = shift.before.assertion, shift.after.assertion
    match shift.kind:
        case ShiftKind.REVERSED:
            return past_word(before.stance), "denied"
        case ShiftKind.HEDGED:
            return before.hedge, after.hedge
        case _:
            return past_word(before.stance), shift.kind.value
