"""Competing hypotheses against the evidence.

Schema `claimtrack/hypotheses/1`: event, question, ratings_by ("analyst"), evidence (key, title, diagnostic),
ranked (answer, statements, against, consistent, ratings by evidence key).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from claimtrack.analysis.answers import STANCE
from claimtrack.analysis.hypotheses import Rating
from claimtrack.views.blocks import Column, Heading, Span, Table, Text, View, cell
from claimtrack.views.compare_cells import evidence_name
from claimtrack.views.compare_data import answer_data, event_data
from claimtrack.views.labels import question_label
from claimtrack.views.values import answer_text, past_word

if TYPE_CHECKING:
    from claimtrack.analysis.hypotheses import Hypotheses, Hypothesis
    from claimtrack.model.dossier import Dossier
    from claimtrack.views.blocks import Cell, Tone

SCHEMA: Final = "claimtrack/hypotheses/1"

_MARKS: Final[dict[Rating, tuple[str, Tone]]] = {
    Rating.CONSISTENT: ("+ consistent", "agree"),
    Rating.INCONSISTENT: ("− inconsistent", "conflict"),
    Rating.MIXED: ("± mixed", "possible"),
    Rating.NEUTRAL: ("~ neutral", "dim"),
    Rating.UNRATED: ("·", "silent"),
}
_REMARK: Final = "The ratings are the analyst's, as given with each item of evidence; the order goes by how little speaks against."


def hypotheses_view(dossier: Dossier, weighed: Hypotheses) -> View:
    """Show which evidence speaks against which answer, the least contradicted first."""
    field = dossier.fields.get(weighed.question)
    label = (
        "the proposition"
        if weighed.question == STANCE
        else question_label(weighed.question, field.label if field else "")
    )
    head = (Heading(f"{dossier.event.title}: {label.lower()}"), Text((cell(Span(_REMARK, "warning")),)))
    data = _data(dossier, weighed)
    if not weighed.ranked:
        return View("hypotheses", (*head, Text((cell("No standing answer to this question."),))), data)
    names = [_name(hypothesis) for hypothesis in weighed.ranked]
    columns = (Column(cell("")), *(Column(cell(name, tone="strong")) for name in names))
    rows = [_against(weighed), *(_item(weighed, number) for number in range(len(weighed.evidence)))]
    notes = [cell(Span("· not rated towards it", "dim"))] if _unrated(weighed) else []
    if any(not weighed.diagnostic(number) for number in range(len(weighed.evidence))):
        notes.append(cell(Span("(tells nothing apart): stands the same way to every hypothesis", "dim")))
    if not weighed.evidence:
        notes.append(cell(Span("no evidence is recorded for this event", "dim")))
    table = Table(columns, tuple(rows), sections=(1,) if weighed.evidence else (), notes=tuple(notes))
    return View("hypotheses", (*head, table), data)


def _name(hypothesis: Hypothesis) -> str:
    answer = hypothesis.answer
    return past_word(answer.assertion.stance) if answer.question == STANCE else answer_text(answer)


def _against(weighed: Hypotheses) -> tuple[Cell, ...]:
    counts = (cell(f"{h.against} against", Span(f"{h.consistent} consistent", "dim")) for h in weighed.ranked)
    return (cell("Weight", tone="strong"), *counts)


def _item(weighed: Hypotheses, number: int) -> tuple[Cell, ...]:
    item = weighed.evidence[number]
    label = [Span(evidence_name(item))]
    if not weighed.diagnostic(number):
        label.append(Span("(tells nothing apart)", "dim"))
    marks = (_MARKS[hypothesis.ratings[number]] for hypothesis in weighed.ranked)
    return (cell(*label), *(cell(Span(text, tone)) for text, tone in marks))


def _unrated(weighed: Hypotheses) -> bool:
    return any(Rating.UNRATED in hypothesis.ratings for hypothesis in weighed.ranked)


def _data(dossier: Dossier, weighed: Hypotheses) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "event": event_data(dossier.event),
        "question": weighed.question,
        "ratings_by": "analyst",
        "evidence": [
            {"key": item.key, "title": item.title, "diagnostic": weighed.diagnostic(number)}
            for number, item in enumerate(weighed.evidence)
        ],
        "ranked": [
            {
                "answer": answer_data(hypothesis.answer),
                "statements": list(hypothesis.statements),
                "against": hypothesis.against,
                "consistent": hypothesis.consistent,
                "ratings": {
                    item.key: rating.value
                    for item, rating in zip(weighed.evidence, hypothesis.ratings, strict=True)
                },
            }
            for hypothesis in weighed.ranked
        ],
    }
