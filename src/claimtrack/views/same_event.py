"""Two events as one: what agrees and what does not.

Schema `claimtrack/as-one/1`: events (two), dates, days_apart, places, km_apart, parties, questions (key,
left, right, finding), only (keys of the fields that only one answers, left and right).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from claimtrack.analysis.findings import FindingKind
from claimtrack.views.blocks import Column, Heading, KeyValues, Span, Table, Text, View, cell
from claimtrack.views.compare_cells import SILENT_MARK, finding_tone, finding_words
from claimtrack.views.compare_data import answer_data, event_data, finding_data
from claimtrack.views.dates import short_date
from claimtrack.views.labels import question_label
from claimtrack.views.values import answer_text, listed, read_text
from claimtrack.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimtrack.analysis.answers import Answer
    from claimtrack.analysis.same_event import AsOne
    from claimtrack.model import Event
    from claimtrack.values import Relation
    from claimtrack.views.blocks import Cell

SCHEMA: Final = "claimtrack/as-one/1"


def as_one_view(pair: AsOne) -> View:
    """Show two events side by side as if they were one, and how to settle it."""
    events = (pair.left, pair.right)
    columns = (
        Column(cell("")),
        Column(cell("Finding", tone="dim"), finding=True),
        *(Column(cell(e.title, tone="strong")) for e in events),
    )
    rows: list[tuple[Cell, ...]] = [
        _working(
            "Working date",
            pair.dates,
            [short_date(e.occurred) if e.occurred is not None else SILENT_MARK for e in events],
        ),
        _working("Working place", pair.places, [_place(e) for e in events]),
    ]
    rows += [
        (
            cell(question_label(q.key, q.field.label if q.field else ""), tone="strong"),
            cell(Span(finding_words(q.finding), finding_tone(q.finding))),
            _answers(q.left),
            _answers(q.right),
        )
        for q in pair.questions
    ]
    agree = pair.count(FindingKind.AGREE) + pair.count(FindingKind.COMPATIBLE)
    facts = KeyValues(
        (
            (
                "Fields both answer",
                cell(
                    f"{len(pair.questions)}: {agree} can be the same, {pair.count(FindingKind.CONFLICT)} not"
                ),
            ),
            ("Parties on both", cell(listed(pair.parties) or "none")),
            ("Apart", cell(_apart(pair))),
        )
    )
    settle = Text(
        (
            cell(f"One event: claimtrack event merge {pair.right.key} {pair.left.key}"),
            cell(f"Two events: claimtrack event distinct {pair.left.key} {pair.right.key}"),
        ),
        marker="bullet",
    )
    blocks = (
        Heading(f"{pair.left.title} · {pair.right.title}"),
        Text((cell("Compared as if they were one event."),)),
        facts,
        Table(columns, tuple(rows), sections=(2,) if pair.questions else ()),
        Heading("To settle it", level=2),
        settle,
    )
    return View("as-one", blocks, as_one_data(pair))


def _working(label: str, relation: Relation | None, texts: list[str]) -> tuple[Cell, ...]:
    word = {
        "equal": "= agree",
        "compatible": "≈ compatible",
        "possible_conflict": "≠? possible",
        "conflict": "≠ conflict",
    }
    finding = "" if relation is None else word[relation.value]
    return (cell(label, tone="strong"), cell(finding), *(cell(text) for text in texts))


def _place(event: Event) -> str:
    return read_text(event.place) if event.place else SILENT_MARK


def _answers(answers: Iterable[Answer]) -> Cell:
    return cell(*dict.fromkeys(answer_text(answer) for answer in answers))


def _apart(pair: AsOne) -> str:
    days = "days unknown" if pair.days_apart is None else f"at least {counted(pair.days_apart, 'day')}"
    return days if pair.km_apart is None else f"{days}, {pair.km_apart:.0f} km"


def as_one_data(pair: AsOne) -> dict[str, Any]:
    """Write the comparison of two events as one."""
    return {
        "schema": SCHEMA,
        "events": [event_data(pair.left), event_data(pair.right)],
        "dates": pair.dates.value if pair.dates else None,
        "days_apart": pair.days_apart,
        "places": pair.places.value if pair.places else None,
        "km_apart": pair.km_apart,
        "parties": list(pair.parties),
        "questions": [
            {
                "key": q.key,
                "left": [answer_data(answer) for answer in q.left],
                "right": [answer_data(answer) for answer in q.right],
                "finding": finding_data(q.finding),
            }
            for q in pair.questions
        ],
        "only": {"left": list(pair.only_left), "right": list(pair.only_right)},
    }
