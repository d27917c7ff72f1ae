"""What a statement comes to: how its party moved by it, or where the party stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.analysis.answers import STANCE, answers_of
from claimtrack.analysis.grouping import claimant_name
from claimtrack.views.labels import field_label
from claimtrack.views.moves import tell_moves
from claimtrack.views.said import said_text
from claimtrack.views.values import answer_text, past_word

if TYPE_CHECKING:
    from claimtrack.analysis.compare import Comparison
    from claimtrack.model import Assertion


def outcome(comparison: Comparison, statement: Assertion) -> list[str]:
    """Return how a party moved by a statement, a line for each move: "Russia: denied 8 Jul → conceded 9 Jul 2016".

    Where it did not move, what it now says: "Amaq News Agency: affirmed, killed 3 (8 Jul 2016)".

    Args:
        comparison: the comparison of the event, with the statement in it.
        statement: what was said last.
    """
    told = tell_moves(comparison, only={statement.id})
    lines = ["".join(span.text for span in line) for line in (*told.moved, *told.differing)]
    order = comparison.order
    return lines or [_said(comparison, order.sequence[order.index[statement.id]])]


def _said(comparison: Comparison, statement: Assertion) -> str:
    name = claimant_name(statement.claimant, comparison.dossier.claimants)
    position = "no position on the event" if statement.stance == "comments" else past_word(statement.stance)
    answers = [
        f"{field_label(comparison, question).lower()} {answer_text(answer)}"
        for question, answer in answers_of(statement).items()
        if question != STANCE and answer.values
    ]
    when = said_text(comparison.order, statement)
    return f"{name}: {', '.join([position, *answers])} ({when})"
