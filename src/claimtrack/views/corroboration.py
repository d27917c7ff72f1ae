"""Independent origins behind each answer, with the arithmetic.

Schema `claimtrack/corroboration/1`: event; answers with question, answer, statements, passed_on, documents,
origins, parties and backing (assertion, bloc, traced, documents, origin).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from claimtrack.analysis.answers import STANCE
from claimtrack.analysis.grouping import claimant_name, document_name
from claimtrack.views.blocks import Column, Heading, Span, Table, View, cell
from claimtrack.views.compare_data import answer_data, event_data
from claimtrack.views.labels import question_label
from claimtrack.views.values import answer_text, listed, past_word
from claimtrack.wording import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimtrack.analysis.corroboration import Support
    from claimtrack.model.dossier import Dossier
    from claimtrack.views.blocks import Cell

SCHEMA: Final = "claimtrack/corroboration/1"

_COLUMNS: Final = ("Question", "Answer", "Origins", "Arithmetic", "Behind it")
_NOTE: Final = (
    "Origins are counted by what the file says derives from, repeats or cites what; the count is no verdict."
)


def corroboration_view(dossier: Dossier, supports: Sequence[Support]) -> View:
    """Show how many independent origins stand behind each answer."""
    columns = tuple(
        Column(cell(name, tone="dim"), "right" if name == "Origins" else "left") for name in _COLUMNS
    )
    rows = tuple(_row(dossier, support) for support in supports)
    table = Table(columns, rows, pinned=2, notes=(cell(Span(_NOTE, "dim")),))
    data = {
        "schema": SCHEMA,
        "event": event_data(dossier.event),
        "answers": [_data(support) for support in supports],
    }
    return View("corroboration", (Heading(dossier.event.title), table), data)


def _row(dossier: Dossier, support: Support) -> tuple[Cell, ...]:
    field = dossier.fields.get(support.question)
    label = (
        "Position"
        if support.question == STANCE
        else question_label(support.question, field.label if field else "")
    )
    stance = support.answer.assertion.stance
    answer = past_word(stance) if support.question == STANCE else answer_text(support.answer)
    many = len(support.origins)
    return (
        cell(label, tone="strong"),
        cell(answer),
        cell(str(many), tone="single" if many == 1 else "plain"),
        cell(_arithmetic(support)),
        cell(*_behind(dossier, support)),
    )


def _arithmetic(support: Support) -> str:
    """Write the count: "5 statements, 3 of them passed on, read in 3 documents: 1 origin"."""
    statements, documents, origins = len(support.backing), len(support.documents), len(support.origins)
    parts = [counted(statements, "statement")]
    if support.repeats:
        parts.append(f"{support.repeats} of them passed on")
    parts.append(f"by {counted(len(support.parties), 'party', 'parties')}")
    if documents:
        parts.append(f"read in {counted(documents, 'document')}")
    return f"{', '.join(parts)}: {counted(origins, 'origin')}"


def _behind(dossier: Dossier, support: Support) -> list[str]:
    """Name each origin with those who lead back to it."""
    by_origin: dict[str, list[str]] = {}
    for item in support.backing:
        name = claimant_name(item.answer.assertion.claimant, dossier.claimants)
        by_origin.setdefault(item.origin, []).append(f"{name} (passed on)" if item.second_hand else name)
    return [f"{_origin_name(dossier, origin)}: {listed(who)}" for origin, who in by_origin.items()]


def _origin_name(dossier: Dossier, origin: str) -> str:
    if origin in dossier.documents:
        return f"“{document_name(origin, dossier.documents)}”"
    return f"{claimant_name(origin, dossier.claimants)}, no document"


def _data(support: Support) -> dict[str, Any]:
    return {
        "question": support.question,
        "answer": answer_data(support.answer),
        "statements": len(support.backing),
        "passed_on": support.repeats,
        "documents": list(support.documents),
        "origins": list(support.origins),
        "parties": list(support.parties),
        "backing": [
            {
                "assertion": item.answer.assertion.id,
                "bloc": item.bloc,
                "traced": list(item.traced),
                "documents": list(item.documents),
                "origin": item.origin,
            }
            for item in support.backing
        ],
    }
