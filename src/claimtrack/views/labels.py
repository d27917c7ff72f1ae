"""The printed names of questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.analysis.answers import STANCE

if TYPE_CHECKING:
    from claimtrack.analysis.compare import Comparison, Row


def label_of(row: Row) -> str:
    """Return the printed name of a question."""
    if row.question == STANCE:
        return "Position"
    return question_label(row.question, row.field.label if row.field else "")


def field_label(comparison: Comparison, key: str) -> str:
    """Return the label of a field by its key."""
    field = comparison.dossier.fields.get(key)
    return question_label(key, field.label if field else "")


def question_label(key: str, label: str) -> str:
    """Return the label of a field; its key where it has none."""
    return label or key.replace("_", " ").capitalize()
