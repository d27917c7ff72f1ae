"""Contested events as a list: which, on what, how widely.

Schema `claimtrack/contested/1`: order; events with key, title, occurred, breadth (rank, width) and rows (question, label,
finding as in `claimtrack/compare/2`, answers as printed with who gives them); more: how many are not listed, more_is_exact: false where there
may be still more; perhaps: how many others were not looked at closely enough to tell.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from claimtrack.analysis.answers import STANCE, answers_of
from claimtrack.values import Count
from claimtrack.views.answer_sheets import contested_sheet
from claimtrack.views.blocks import Column, LaterData, Span, Table, Text, View, cell
from claimtrack.views.compare_cells import finding_tone, finding_words
from claimtrack.views.compare_data import date_data, finding_data
from claimtrack.views.dates import short_date
from claimtrack.views.labels import label_of
from claimtrack.views.values import answer_text, past_word, read_text
from claimtrack.wording import counted, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimtrack.analysis.answers import Answer
    from claimtrack.analysis.compare import Row
    from claimtrack.analysis.contested import Contested
    from claimtrack.views.blocks import Cell

SCHEMA: Final = "claimtrack/contested/1"
_COLUMNS: Final = (("Event", "key"), ("Title", "title"), ("When", "occurred"), ("Contested", "contested"))
_TITLE: Final = 80
_ROWS: Final = 4  # of one event in a table; the data have all
_SIDES: Final = 4


def contested_view(
    found: Sequence[Contested],
    *,
    order: str = "widest",
    more: int = 0,
    perhaps: int = 0,
    exact: bool = True,
) -> View:
    """Show contested events.

    Args:
        found: the events, in the order in which they are to be shown.
        order: what that order is.
        more: how many are left out.
        perhaps: how many others, among those left out, were not compared.
        exact: whether all that are left out were counted; else there may be still more.
    """
    notes = [] if found else ["no contested events here"]
    if more or perhaps:
        least = "" if exact else "at least "
        rest = f", and perhaps {counted(perhaps, 'other')}" if perhaps else ""
        notes.append(f"… and {least}{counted(more, 'event')} more{rest}: --limit 0 lists all")
    columns = tuple(Column(cell(head, tone="dim"), name=name) for head, name in _COLUMNS)
    table = Table(
        columns, tuple(_row(one) for one in found), notes=tuple(cell(note, tone="dim") for note in notes)
    )
    data = LaterData(
        lambda: {
            "schema": SCHEMA,
            "order": order,
            "events": [contested_data(one) for one in found],
            "more": more,
            "more_is_exact": exact,
            "perhaps": perhaps,
        }
    )
    return View("contested", (table,), data, partial(contested_sheet, found))


def contested_lines(one: Contested) -> View:
    """Show one contested event by itself, as a list that is printed while it is looked for needs it."""
    when = short_date(one.event.occurred) if one.event.occurred else "date open"
    head = (Span(one.event.key, "strong"), Span(f"  {shortened(one.event.title, _TITLE)}, {when}"))
    return View("contested", (Text((cell(head, *(_told(row) for row in one.rows)),)),))


def _row(one: Contested) -> tuple[Cell, ...]:
    lines = [_told(row) for row in one.rows[:_ROWS]]
    left = len(one.rows) - len(lines)
    more = [(Span(f"and {left} more", "dim"),)] if left else []
    when = short_date(one.event.occurred) if one.event.occurred else "date open"
    return (
        cell(one.event.key, tone="strong"),
        cell(shortened(one.event.title, _TITLE)),
        cell(when),
        cell(*lines, *more),
    )


def _told(row: Row) -> tuple[Span, ...]:
    """Write what is contested: "≠ conflict Killed: 3–12"."""
    mark = Span(f"{finding_words(row.finding)} ", finding_tone(row.finding))
    return mark, Span(f"{label_of(row)}: ", "strong"), Span(_between(row))


def _between(row: Row) -> str:
    spread, objected = row.finding.spread, list(_objected(row))
    if objected and not row.finding.pairs:
        return _listed(objected)
    if isinstance(spread, Count):
        return _span(spread, row)
    given = list(zip(_siding(row), _answers(row), strict=True))
    at_odds, possibly = row.finding.at_odds, row.finding.perhaps_at_odds
    sides = [text for answer, text in given if not at_odds or answer.assertion.id in at_odds]
    perhaps = [text for answer, text in given if answer.assertion.id in possibly]
    told = _sides(sides)
    return f"{told}; possibly against {_sides(perhaps)}" if perhaps else told


def _span(spread: Count, row: Row) -> str:
    """Write what counts span; where the upper end is open, with the most that anybody gives: "12 to 100 or more"."""
    reads = [
        value.read for answer in _siding(row) for value in answer.values if isinstance(value.read, Count)
    ]
    most = max((read.low if read.high is None else read.high for read in reads), default=spread.low)
    open_above = spread.high is None and most > spread.low
    about = "about " if spread.approximate or spread.vague else ""
    return f"{about}{spread.low} to {most} or more" if open_above else read_text(spread)


def _objected(row: Row) -> Iterator[str]:
    """Yield the answers that somebody denies or disputes by a link."""
    for item in row.finding.objections:
        answer = answers_of(item.target).get(row.question)
        if answer is not None and answer.values:
            yield answer_text(answer)


def _sides(texts: Sequence[str]) -> str:
    return _listed(texts, " against ")


def _listed(texts: Sequence[str], between: str = ", ") -> str:
    said = list(dict.fromkeys(texts))
    more = f" … and {len(said) - _SIDES} more" if len(said) > _SIDES else ""
    return between.join(shortened(text, _TITLE) for text in said[:_SIDES]) + more


def _siding(row: Row) -> list[Answer]:
    return [answer for at in row.cells for answer in at.standing]


def _answers(row: Row) -> list[str]:
    return [past_word(a.assertion.stance) if row.question == STANCE else answer_text(a) for a in _siding(row)]


def contested_data(one: Contested) -> dict[str, Any]:
    """Return a contested event as plain data."""
    return {
        "key": one.event.key,
        "title": one.event.title,
        "occurred": date_data(one.event.occurred),
        "breadth": {"rank": one.breadth.rank, "width": one.breadth.width},
        "rows": [
            {
                "question": row.question,
                "label": label_of(row),
                "finding": finding_data(row.finding),
                "answers": [
                    {"text": text, "claimant": answer.assertion.claimant}
                    for text, answer in zip(_answers(row), _siding(row), strict=True)
                ],
            }
            for row in one.rows
        ],
    }
