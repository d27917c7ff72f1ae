"""Independent origins behind each answer, with the arithmetic.

Schema `claimtrack/corroboration/2`: event; answers with question, answer, statements, passed_on, documents, origins
(documents, or blocs without one), voices (ids of assertions, in groups that are independent of one another),
shared_documents (origins on which several voices rest), parties, evidence (key, title, role, authenticity) and backing
(assertion, bloc, traced, documents, origin, voice, vouched, withdrawn: the statement by which the origin moved from it, and
then it is in no voice). Since 1, what is counted are voices: one party is one wherever
it was read, and a link that confirms or corroborates makes one of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from claimtrack.analysis.answers import STANCE
from claimtrack.analysis.corroboration import EDITION, independent, page_of
from claimtrack.analysis.grouping import claimant_name, document_name
from claimtrack.views.blocks import Column, Heading, Span, Table, View, cell
from claimtrack.views.compare_cells import evidence_name
from claimtrack.views.compare_data import answer_data, event_data
from claimtrack.views.dates import short_date
from claimtrack.views.labels import question_label
from claimtrack.views.values import answer_text, listed, past_word
from claimtrack.wording import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimtrack.analysis.corroboration import Backing, Support
    from claimtrack.analysis.sources import EvidenceUse
    from claimtrack.model.dossier import Dossier
    from claimtrack.views.blocks import Cell, Tone

SCHEMA: Final = "claimtrack/corroboration/2"

_COLUMNS: Final = ("Question", "Answer", "Origins", "Arithmetic", "Behind it")
_NOTE: Final = (
    "Origins are counted by what the file says derives from, repeats or cites what. A party is one wherever it was read; "
    "parties read in one document are one, unless linked as confirming or corroborating; what an origin no longer says "
    "counts for none. The count is no verdict."
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
    many = len(support.voices)
    tone: Tone = "warning" if support.withdrawn else "single" if many == 1 else "plain"
    return (
        cell(label, tone="strong"),
        cell(answer),
        cell(str(many), tone=tone),
        cell(_arithmetic(support)),
        cell(*_behind(dossier, support)),
    )


def _arithmetic(support: Support) -> str:
    """Write the count: "5 statements, 3 of them passed on, read in 3 documents: 1 origin"."""
    statements, documents = len(support.backing), len(support.documents)
    parts = [counted(statements, "statement")]
    if support.repeats:
        parts.append(f"{support.repeats} of them passed on")
    parts.append(f"by {counted(len(support.parties), 'party', 'parties')}")
    if documents:
        parts.append(f"read in {counted(documents, 'document')}")
    if support.shared_documents:
        parts.append(f"{counted(len(support.shared_documents), 'document')} behind several origins")
    if support.withdrawn:
        parts.append(f"{len(support.withdrawn)} whose origin no longer says so")
    return f"{', '.join(parts)}: {counted(len(support.voices), 'origin')}"


def _behind(dossier: Dossier, support: Support) -> list[Span]:
    """Name each independent voice with the origin or the edition that says it, and what was offered in support with what is known of it."""
    lines: list[Span] = []
    for group in (*support.voices, *independent(support.withdrawn)):
        by_page: dict[str, list[str]] = {}
        for item in group:
            read_in = page_of(item, dossier.documents)
            by_page.setdefault(read_in, []).append(_speaker(dossier, item))
        told = "; ".join(f"{_page_name(dossier, read_in)}: {listed(who)}" for read_in, who in by_page.items())
        lines.append(
            Span(f"{told}{_withdrawal(dossier, group[0])}", "warning" if group[0].withdrawn else "plain")
        )
    return lines + [Span(_offered(use)) for use in support.evidence]


def _withdrawal(dossier: Dossier, item: Backing) -> str:
    """Say since when the one whom a statement passes on no longer says so."""
    by = next((said for said in dossier.assertions if said.id == item.withdrawn), None)
    if by is None:
        return ""
    return f"; no longer said by {claimant_name(item.voice, dossier.claimants)}, {short_date(by.said)}"


def _speaker(dossier: Dossier, item: Backing) -> str:
    name = claimant_name(item.answer.assertion.claimant, dossier.claimants)
    if item.second_hand:
        return f"{name} (passed on)"
    return f"{name} (vouched for)" if item.vouched else name


def _offered(use: EvidenceUse) -> str:
    role = "" if use.role == "supports" else f" ({use.role})"
    return f"{evidence_name(use.evidence)}{role}: {use.evidence.authenticity or 'authenticity not recorded'}"


def _page_name(dossier: Dossier, page: str) -> str:
    if page in dossier.documents:
        document = dossier.documents[page]
        of = f", an edition of “{document_name(document.derived_from, dossier.documents)}”"
        return f"“{document_name(page, dossier.documents)}”{of if document.derivation == EDITION else ''}"
    return f"{claimant_name(page, dossier.claimants)}, no document"


def _data(support: Support) -> dict[str, Any]:
    return {
        "question": support.question,
        "answer": answer_data(support.answer),
        "statements": len(support.backing),
        "passed_on": support.repeats,
        "documents": list(support.documents),
        "origins": list(support.origins),
        "voices": [[item.answer.assertion.id for item in group] for group in support.voices],
        "shared_documents": list(support.shared_documents),
        "evidence": [
            {
                "key": use.evidence.key,
                "title": use.evidence.title,
                "role": use.role,
                "authenticity": use.evidence.authenticity,
            }
            for use in support.evidence
        ],
        "parties": list(support.parties),
        "backing": [
            {
                "assertion": item.answer.assertion.id,
                "bloc": item.bloc,
                "traced": list(item.traced),
                "documents": list(item.documents),
                "origin": item.origin,
                "voice": item.voice,
                "vouched": item.vouched,
                "withdrawn": item.withdrawn,
            }
            for item in support.backing
        ],
    }
