"""A listing as a table, and as JSON data.

Schema `claimtrack/list/1`:

    kind      the kind of record
    entries   each the record as an export writes it, its `id` or key included, and beside it:
                event        statements, claimants (how many)
                claimant     statements, bloc (key), bloc_name
                document     statements, publisher_name
                assertion    event_title, claimant_name
                evidence     statements, events (keys, comma-separated)
                field        own: whether this file added it
                assessment   event_title
                inquiry      event_title
    more      how many records are not listed; at least so many where `more_is_exact` is false
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, cast

from claimtrack.model.codec import encode
from claimtrack.model.listing import PLURALS
from claimtrack.model.records import SHORT_ID
from claimtrack.views.blocks import Cell, Column, Table, View, cell
from claimtrack.views.dates import short_date
from claimtrack.views.sheets import listing_sheet
from claimtrack.wording import shortened

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimtrack.model import Assertion, Assessment, Claimant, Document, Event, Evidence, Field, Inquiry
    from claimtrack.model.listing import Entry, Listing

    _Row = Callable[[Entry], tuple[str, ...]]

_CLIPPED = 300  # characters of a text in a table; JSON has the whole
_TITLE = 80  # of a title beside it


def listing_view(listing: Listing) -> View:
    """Show a listing."""
    note = more_note(listing) if listing.entries else _none(listing.kind)
    notes = (cell(note, tone="dim" if listing.entries else "plain"),) if note else ()
    return View(
        "list", (listing_table(listing, notes=notes),), listing_data(listing), partial(listing_sheet, listing)
    )


def _none(kind: str) -> str:
    plural = next(plural for plural, of in PLURALS.items() if of == kind)
    return f"no {plural} here"


def listing_table(
    listing: Listing, title: str = "", *, notes: tuple[Cell, ...] = (), without: str = ""
) -> Table:
    """Lay a listing out as a table, without the column of this name."""
    columns, row = _LAYOUTS[listing.kind]
    kept = [index for index, (_, name) in enumerate(columns) if name != without]
    return Table(
        tuple(
            Column(cell(heading.lstrip("#")), "right" if heading.startswith("#") else "left", name)
            for heading, name in (columns[index] for index in kept)
        ),
        tuple(tuple(cell(texts[index]) for index in kept) for texts in map(row, listing.entries)),
        title=title,
        notes=notes,
    )


def more_note(listing: Listing) -> str:
    """Say how many records are not listed; empty when all are."""
    if not listing.more:
        return ""
    count = (
        f"more than {listing.counted_to - len(listing.entries):,}"
        if listing.counted_to
        else f"{listing.more:,}"
    )
    return f"{count} more; --limit 0 lists all"


def clipped(text: str, length: int = _CLIPPED) -> str:
    """Cut a text that is too long for a table, and show that it was cut."""
    return shortened(text, length)


def listing_data(listing: Listing) -> dict[str, Any]:
    """Write a listing as JSON data; see the module for the schema."""
    return {
        "kind": listing.kind,
        "entries": [{**encode(entry.record), **entry.facts} for entry in listing.entries],
        "more": listing.more,
        "more_is_exact": not listing.counted_to,
    }


def _event(entry: Entry) -> tuple[str, ...]:
    event = cast("Event", entry.record)
    facts = entry.facts
    return (
        event.key,
        clipped(event.title),
        short_date(event.occurred) if event.occurred is not None else "",
        str(event.place or ""),
        str(facts["statements"]),
        str(facts["claimants"]),
        ", ".join(event.tags),
    )


def _claimant(entry: Entry) -> tuple[str, ...]:
    claimant = cast("Claimant", entry.record)
    bloc = entry.facts["bloc"]
    return (
        claimant.key,
        clipped(claimant.name),
        claimant.kind,
        entry.facts["bloc_name"] if bloc != claimant.key else "",
        str(entry.facts["statements"]),
        clipped(", ".join(claimant.aliases)),
    )


def _document(entry: Entry) -> tuple[str, ...]:
    document = cast("Document", entry.record)
    return (
        document.key,
        clipped(document.title or document.url),
        entry.facts["publisher_name"] or "",
        short_date(document.published) if document.published is not None else "",
        document.derived_from,
        str(entry.facts["statements"]),
    )


def _assertion(entry: Entry) -> tuple[str, ...]:
    assertion = cast("Assertion", entry.record)
    return (
        assertion.short_name,
        short_date(assertion.said) if assertion.said is not None else "",
        entry.facts["claimant_name"],
        assertion.stance,
        clipped(entry.facts["event_title"], _TITLE),
        clipped(assertion.text or assertion.quote),
    )


def _evidence(entry: Entry) -> tuple[str, ...]:
    evidence = cast("Evidence", entry.record)
    return (
        evidence.key,
        clipped(evidence.title),
        evidence.kind,
        entry.facts["events"] or "",
        str(entry.facts["statements"]),
        "hashed" if evidence.sha256 else "",
    )


def _field(entry: Entry) -> tuple[str, ...]:
    field = cast("Field", entry.record)
    return (
        field.key,
        field.label,
        field.type,
        field.unit,
        clipped(field.definition),
        "own" if entry.facts["own"] else "",
    )


def _assessment(entry: Entry) -> tuple[str, ...]:
    assessment = cast("Assessment", entry.record)
    verdict = (
        assessment.grade,
        assessment.likelihood,
        f"credibility {assessment.credibility}" if assessment.credibility else "",
        f"{assessment.confidence} confidence" if assessment.confidence else "",
    )
    return (
        assessment.id[:SHORT_ID],
        short_date(assessment.at),
        assessment.event,
        assessment.field or assessment.assertion[:SHORT_ID],
        ", ".join(word for word in verdict if word),
        assessment.by,
        clipped(assessment.rationale),
    )


def _inquiry(entry: Entry) -> tuple[str, ...]:
    inquiry = cast("Inquiry", entry.record)
    return (
        inquiry.id[:SHORT_ID],
        short_date(inquiry.at),
        inquiry.event,
        clipped(inquiry.sought),
        clipped(inquiry.looked_in),
        clipped(inquiry.found) or "nothing",
        inquiry.by,
    )


# Each column: the heading for people (# before one above numbers), and the name in CSV.
_LAYOUTS: dict[str, tuple[tuple[tuple[str, str], ...], _Row]] = {
    "event": (
        (
            ("Event", "event"),
            ("Title", "title"),
            ("When", "when"),
            ("Where", "where"),
            ("#Said", "statements"),
            ("#By", "claimants"),
            ("Tags", "tags"),
        ),
        _event,
    ),
    "claimant": (
        (
            ("Claimant", "claimant"),
            ("Name", "name"),
            ("Kind", "kind"),
            ("Bloc", "bloc"),
            ("#Said", "statements"),
            ("Aliases", "aliases"),
        ),
        _claimant,
    ),
    "document": (
        (
            ("Document", "document"),
            ("Title", "title"),
            ("Publisher", "publisher"),
            ("Published", "published"),
            ("Derived from", "derived_from"),
            ("#Cited", "statements"),
        ),
        _document,
    ),
    "assertion": (
        (
            ("Id", "id"),
            ("Said", "said"),
            ("Claimant", "claimant"),
            ("Stance", "stance"),
            ("Event", "event_title"),
            ("Text", "text"),
        ),
        _assertion,
    ),
    "evidence": (
        (
            ("Evidence", "evidence"),
            ("Title", "title"),
            ("Kind", "kind"),
            ("Events", "events"),
            ("#With", "statements"),
            ("Hash", "hash"),
        ),
        _evidence,
    ),
    "field": (
        (
            ("Field", "field"),
            ("Label", "label"),
            ("Type", "type"),
            ("Unit", "unit"),
            ("Question", "definition"),
            ("Whose", "whose"),
        ),
        _field,
    ),
    "assessment": (
        (
            ("Id", "id"),
            ("At", "at"),
            ("Event", "event"),
            ("On", "on"),
            ("Verdict", "verdict"),
            ("By", "by"),
            ("Because", "rationale"),
        ),
        _assessment,
    ),
    "inquiry": (
        (
            ("Id", "id"),
            ("At", "at"),
            ("Event", "event"),
            ("Looked for", "sought"),
            ("Where", "looked_in"),
            ("Found", "found"),
            ("By", "by"),
        ),
        _inquiry,
    ),
}
