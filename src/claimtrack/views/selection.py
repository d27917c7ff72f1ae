"""What a selection leaves out, in words; two moments of an event side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.analysis.answers import STANCE
from claimtrack.analysis.grouping import claimant_name
from claimtrack.analysis.selection import Clock
from claimtrack.views.blocks import Cell, Column, Heading, Span, Table, Text, View, cell
from claimtrack.views.compare_cells import SILENT_MARK, finding_tone, finding_words
from claimtrack.views.compare_data import answer_data, event_data, finding_data, shift_data
from claimtrack.views.dates import short_date
from claimtrack.views.labels import label_of
from claimtrack.views.long_lists import ends_of_section
from claimtrack.views.moves import tell_moves
from claimtrack.views.said import said_text
from claimtrack.views.values import answer_text, past_word
from claimtrack.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from claimtrack.analysis.compare import Comparison, Row
    from claimtrack.analysis.selection import Contrast, RowChange, Selection
    from claimtrack.model import Assertion
    from claimtrack.views.blocks import Block
    from claimtrack.views.moves import Moves

SCHEMA = "claimtrack/contrast/2"
_ALL = "--format json has all"


def selection_remarks(selection: Selection) -> tuple[str, ...]:
    """Say what a selection shows and what it leaves out, as lines under a title."""
    moment = short_date(selection.moment)
    if selection.clock is Clock.SAID:
        lines = [f"As of {moment}: what had been said by then."]
        undated = "nothing tells that it was said by then"
    else:
        lines = [f"Recorded by {moment}: what this file held then."]
        undated = "not marked with when it was recorded"
    if selection.possibly:
        lines.append(f"Shown, though possibly said later: {_named(selection, selection.possibly)}.")
    if selection.later:
        lines.append(f"Left out, later: {counted(len(selection.later), 'statement')}.")
    if selection.undated:
        lines.append(f"Left out, {undated}: {_named(selection, selection.undated)}.")
    if selection.verdicts_left_out:
        verdicts = counted(selection.verdicts_left_out, "verdict")
        lines.append(f"Left out, later or undated: {verdicts} of the analyst.")
    if selection.corrected:
        lines.append(
            f"Corrected, merged or taken out since, and shown as it is now: {_corrected(selection)}."
            " What stood before: claimtrack show REF."
        )
    return tuple(lines)


def _corrected(selection: Selection) -> str:
    """Name what was corrected: statements by their short names, whatever of them it was."""
    statements = {said.id: said.short_name for said in selection.dossier.assertions}
    named = (
        f"links of {statements.get(item.name, item.name)}"
        if item.kind == "link"
        else f"what {statements[item.name]} says"
        if item.name in statements
        else f"{item.kind} {item.became or item.name}"
        for item in selection.corrected
    )
    return ", ".join(dict.fromkeys(named))


def _named(selection: Selection, statements: Iterable[Assertion]) -> str:
    claimants = selection.dossier.claimants
    named = (f"{claimant_name(s.claimant, claimants)} ({short_date(s.said)})" for s in statements)
    return ", ".join(dict.fromkeys(named))


def contrast_view(contrast: Contrast) -> View:
    """Show one event at two moments: what each question came to, what was said in between, who moved."""
    event = contrast.after.dossier.event
    blocks: list[Block] = [
        Heading(event.title),
        Text(tuple(cell(Span(line, "warning")) for line in _remarks(contrast))),
        _table(contrast),
    ]
    told = _new_moves(contrast)
    said = [_said(contrast.at_last, statement) for statement in contrast.said]
    for title, lines in (("Moved in between", told.moved), ("Differ over time", told.differing)):
        if lines:
            blocks += [Heading(title, level=2), Text(tuple(cell(line) for line in lines), marker="bullet")]
    if said:
        paragraphs = ends_of_section(said, "statement", way_out=_ALL)
        blocks += [Heading("Said in between", level=2), Text(paragraphs, marker="bullet")]
    return View("contrast", tuple(blocks), _data(contrast))


def _remarks(contrast: Contrast) -> Iterator[str]:
    yield from selection_remarks(contrast.before)
    yield from selection_remarks(contrast.after)


def _table(contrast: Contrast) -> Table:
    moments = [short_date(selection.moment) for selection in (contrast.before, contrast.after)]
    before, after = (cell(moment, tone="strong") for moment in moments)
    columns = (Column(cell("")), Column(before), Column(after, finding=True))
    return Table(columns, tuple(_row(contrast, change) for change in contrast.rows))


def _row(contrast: Contrast, change: RowChange) -> tuple[Cell, ...]:
    known = change.after or change.before
    label = label_of(known) if known else change.question
    mark = Span("changed", "warning") if change.changed else Span("", "dim")
    return (
        cell(Span(label, "strong"), mark) if change.changed else cell(Span(label, "strong")),
        _moment(contrast.at_first, change.before),
        _moment(contrast.at_last, change.after),
    )


def _moment(comparison: Comparison, row: Row | None) -> Cell:
    """Show a finding with who says what behind it."""
    if row is None:
        return cell(Span(SILENT_MARK, "silent"))
    lines: list[Span] = [Span(finding_words(row.finding), finding_tone(row.finding))]
    said: dict[str, list[str]] = {}
    for column, asked in zip(comparison.columns, row.cells, strict=True):
        for answer in asked.answers:
            words = past_word(answer.assertion.stance) if row.question == STANCE else answer_text(answer)
            said.setdefault(words, []).append(column.name)
    lines += [Span(f"{words}: {', '.join(dict.fromkeys(who))}") for words, who in said.items()]
    return cell(*lines)


def _new_moves(contrast: Contrast) -> Moves:
    """Return the lines of the moves that were made in between."""
    new = {shift.after.assertion.id for _, shift in contrast.moved}
    return tell_moves(contrast.at_last, only=new, way_out=_ALL)


def _said(comparison: Comparison, statement: Assertion) -> Cell:
    name = claimant_name(statement.claimant, comparison.dossier.claimants)
    when = said_text(comparison.order, statement)
    words = statement.text or statement.quote
    return cell((Span(f"{when}, "), Span(name, "strong"), Span(f" {past_word(statement.stance)}: {words}")))


def _data(contrast: Contrast) -> dict[str, Any]:
    from claimtrack.dates.records import date_record

    return {
        "schema": SCHEMA,
        "event": event_data(contrast.after.dossier.event),
        "moments": [date_record(selection.moment) for selection in (contrast.before, contrast.after)],
        "clock": contrast.after.clock.value,
        "remarks": list(_remarks(contrast)),
        "rows": [
            {
                "question": change.question,
                "changed": change.changed,
                "before": _row_data(contrast.at_first, change.before),
                "after": _row_data(contrast.at_last, change.after),
            }
            for change in contrast.rows
        ],
        "said": [statement.id for statement in contrast.said],
        "moved": [{"party": party.key, **shift_data(shift)} for party, shift in contrast.moved],
    }


def _row_data(comparison: Comparison, row: Row | None) -> dict[str, Any] | None:
    if row is None:
        return None
    answers = [
        {"column": column.key, **answer_data(answer)}
        for column, asked in zip(comparison.columns, row.cells, strict=True)
        for answer in asked.answers
    ]
    return {"finding": finding_data(row.finding), "answers": answers}
