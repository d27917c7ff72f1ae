"""The comparison as plain JSON data: the form that scripts read.

Schema `claimtrack/compare/2`. An addition keeps the number; a change or removal raises it. Since 1: a finding may be
`contested`; `denies` and `disputes` are said of fields that a link names, and no longer of every field; moves have other
kinds (`differs over time` for what nobody linked, `said more exactly` and `said less exactly`), and an answer that another
member of the bloc gave up stays among the answers of the member's column.

    schema       "claimtrack/compare/2"
    comparisons  one for each event, as follows

    event        key, title, proposition, occurred, place
    by           claimant | bloc | document | origin | kind
    remarks      what a selection left out, in words
    columns      key, name, claimants, statements (ids in said-order), standing (ids), split (questions), shifts
    moves        who moved, bloc by bloc where claimants are compared: party, and a shift
    rows         question ("" is the proposition), label, cells (one for each column), finding
      cell       state, answers, past, split, given_up (answers that the bloc has moved on from), objections
      answer     assertion, claimant, stance, hedge, said, values (field, raw, negative, hedge, read), confirms (ids of the
                 assertions whose answer this is, where a link confirms or corroborates them and it gives none of its own)
      finding    kind, certain, pairs (left, right: assertion ids; certain), common, spread, computed (what the answers
                 come to by themselves), objections
      objection  kind (denies | disputes), source, target (assertion ids), question: as the analyst linked them
    bounds       question, allowed (what every answer allows that is not only passed on; null where no number fits all),
                 envelope, voices: counts on which several independent voices do not say the same
    links        kind, source, target (assertion ids), fields: what the analyst linked
    evidence     key, kind, title, authenticity, assertion, role
    assessments  as records
    searches     as records: what was looked for, and what came of it
    sources      number, key, title, publisher, published, url, archive_url, derivation, origin, statements
    origins      number of origins behind the sources
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimtrack.analysis.answers import STANCE
from claimtrack.analysis.bounds import count_bounds
from claimtrack.model.codec import encode
from claimtrack.values import to_record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimtrack.analysis.answers import Answer
    from claimtrack.analysis.compare import Cell, Comparison, Row
    from claimtrack.analysis.findings import Finding
    from claimtrack.analysis.history import Past
    from claimtrack.analysis.objections import Objection
    from claimtrack.analysis.positions import Position
    from claimtrack.analysis.shifts import Shift
    from claimtrack.analysis.sources import Source
    from claimtrack.dates import DateValue
    from claimtrack.model import Event, Value
    from claimtrack.values import TypedValue

SCHEMA = "claimtrack/compare/2"


def comparison_data(comparison: Comparison, *, remarks: Sequence[str] = ()) -> dict[str, Any]:
    """Write a comparison as JSON data; see the module for the schema."""
    return {
        "event": event_data(comparison.event),
        "by": comparison.by.value,
        "remarks": list(remarks),
        "columns": [_column(column) for column in comparison.columns],
        "moves": [
            {"party": party.key, "name": party.name, **shift_data(shift)}
            for party in comparison.parties
            for shift in party.shifts
            if comparison.asks(shift.question)
        ],
        "rows": [_row(row) for row in (comparison.stance, *comparison.rows)],
        "bounds": [
            {
                "question": found.question,
                "allowed": _read(found.allowed),
                "envelope": _read(found.envelope),
                "voices": found.voices,
            }
            for found in count_bounds(comparison)
        ],
        "links": [
            {
                "kind": use.link.kind,
                "source": use.link.source,
                "target": use.link.target,
                "fields": list(use.link.fields),
            }
            for use in comparison.asked_links
        ],
        "evidence": [
            {
                "key": use.evidence.key,
                "kind": use.evidence.kind,
                "title": use.evidence.title,
                "authenticity": use.evidence.authenticity,
                "assertion": use.assertion.id,
                "role": use.role,
            }
            for use in comparison.evidence
        ],
        "assessments": [encode(assessment) for assessment in comparison.assessments],
        "searches": [encode(inquiry) for inquiry in comparison.dossier.inquiries],
        "sources": [_source(source) for source in comparison.sources],
        "origins": comparison.origins,
    }


def event_data(event: Event) -> dict[str, Any]:
    """Write what names an event."""
    return {
        "key": event.key,
        "title": event.title,
        "proposition": event.proposition,
        "occurred": date_data(event.occurred),
        "place": to_record(event.place) if event.place else None,
    }


def date_data(date: DateValue | None) -> Any:
    """Write a date as a record does; of one with several readings `edtf` names them all, as a set of which one holds."""
    from claimtrack.dates.records import date_record

    if date is None:
        return None
    record = date_record(date)
    return {**record, "edtf": date.edtf_any} if isinstance(record, dict) and date.readings else record


def value_data(value: Value) -> dict[str, Any]:
    """Write one value, raw text and normalised form."""
    return {
        "field": value.field,
        "raw": value.raw,
        "negative": value.negative,
        "hedge": value.hedge,
        "read": to_record(value.read),
    }


def answer_data(answer: Answer) -> dict[str, Any]:
    """Write one answer with who gave it and when."""
    assertion = answer.assertion
    return {
        "assertion": assertion.id,
        "claimant": assertion.claimant,
        "stance": assertion.stance,
        "hedge": assertion.hedge,
        "said": date_data(assertion.said),
        "values": [value_data(value) for value in answer.values],
        "confirms": [target.id for target in answer.confirms],
    }


def shift_data(shift: Shift) -> dict[str, Any]:
    """Write one move of a position."""
    return {
        "kind": shift.kind.value,
        "question": shift.question,
        "before": answer_data(shift.before),
        "after": answer_data(shift.after),
        "linked": shift.linked,
        "count": shift.count,
        "by": shift.by,
    }


def _column(column: Position) -> dict[str, Any]:
    standing = column.standing
    return {
        "key": column.key,
        "name": column.name,
        "claimants": list(column.claimants),
        "statements": [statement.id for statement in column.statements],
        "standing": [statement.id for statement in column.statements if statement.id in standing],
        "split": list(column.split),
        "shifts": [shift_data(shift) for shift in column.shifts],
    }


def _row(row: Row) -> dict[str, Any]:
    label = "Position" if row.question == STANCE else row.field.label if row.field else row.question
    return {
        "question": row.question,
        "label": label or row.question,
        "cells": [_cell(cell) for cell in row.cells],
        "finding": finding_data(row.finding),
    }


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "state": cell.state.value,
        "answers": [answer_data(answer) for answer in cell.answers],
        "past": [_past(past) for past in cell.past],
        "split": cell.split,
        "given_up": [_past(past) for past in cell.given_up],
        "objections": [_objection(item) for item in cell.objections],
    }


def _objection(item: Objection) -> dict[str, Any]:
    return {
        "kind": item.kind,
        "question": item.question,
        "source": item.source.id,
        "target": item.target.id,
        "given_up": None
        if item.given_up is None
        else {"reason": item.given_up.reason, "by": item.given_up.by},
    }


def _past(past: Past) -> dict[str, Any]:
    return {**answer_data(past.answer), "reason": past.reason, "by": past.by, "linked": past.linked}


def finding_data(finding: Finding) -> dict[str, Any]:
    """Write a finding with the pairs behind it."""
    return {
        "kind": finding.kind.value,
        "certain": finding.certain,
        "pairs": [
            {"left": p.left.assertion.id, "right": p.right.assertion.id, "certain": p.certain}
            for p in finding.pairs
        ],
        "common": _read(finding.common),
        "spread": _read(finding.spread),
        "computed": finding.computed.value,
        "objections": [_objection(item) for item in finding.objections],
    }


def _read(read: TypedValue | None) -> Any:
    return None if read is None else to_record(read)


def _source(source: Source) -> dict[str, Any]:
    document = source.document
    return {
        "number": source.number,
        "key": source.key,
        "title": document.title if document else "",
        "publisher": document.publisher if document else "",
        "published": date_data(document.published) if document else None,
        "url": document.url if document else "",
        "archive_url": document.archive_url if document else "",
        "derivation": document.derivation if document else "",
        "origin": source.origin,
        "statements": list(source.statements),
    }
