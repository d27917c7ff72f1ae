"""Lists as one table for machines: dates in EDTF beside the text as written, ids whole, one column for one thing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from claimtrack.model.codec import key_of
from claimtrack.views.blocks import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from claimtrack.analysis.gaps import Gap
    from claimtrack.dates import DateValue
    from claimtrack.model.listing import Entry, Listing, SearchResult


def dated(date: DateValue | None) -> tuple[str, str]:
    """Return a date in EDTF, a set of its readings where it has several, and as it was written; empty for none."""
    return ("", "") if date is None else (date.edtf_any if date else "", date.raw)


# --- lists of records ---


def _event(entry: Entry) -> tuple[Any, ...]:
    event: Any = entry.record
    facts = entry.facts
    return (
        event.key,
        event.title,
        event.proposition,
        *dated(event.occurred),
        event.place,
        facts["statements"],
        facts["claimants"],
        event.tags,
    )


def _claimant(entry: Entry) -> tuple[Any, ...]:
    claimant: Any = entry.record
    facts = entry.facts
    bloc = facts["bloc"] if facts["bloc"] != claimant.key else ""
    return (
        claimant.key,
        claimant.name,
        claimant.kind,
        claimant.part_of,
        bloc,
        facts["statements"],
        claimant.aliases,
    )


def _document(entry: Entry) -> tuple[Any, ...]:
    document: Any = entry.record
    return (
        document.key,
        document.title,
        document.url,
        document.publisher,
        *dated(document.published),
        document.derived_from,
        document.derivation,
        entry.facts["statements"],
    )


def _assertion(entry: Entry) -> tuple[Any, ...]:
    said: Any = entry.record
    facts = entry.facts
    return (
        said.id,
        said.label,
        *dated(said.said),
        said.claimant,
        facts["claimant_name"],
        said.stance,
        said.hedge,
        said.event,
        facts["event_title"],
        said.document,
        said.text,
        said.quote,
        said.language,
    )


def _evidence(entry: Entry) -> tuple[Any, ...]:
    item: Any = entry.record
    return (
        item.key,
        item.title,
        item.kind,
        *dated(item.captured),
        item.url,
        item.file,
        item.sha256,
        entry.facts["events"],
        entry.facts["statements"],
    )


def _field(entry: Entry) -> tuple[Any, ...]:
    field: Any = entry.record
    whose = "own" if entry.facts["own"] else "built in"
    return field.key, field.label, field.type, field.unit, field.definition, whose


def _assessment(entry: Entry) -> tuple[Any, ...]:
    verdict: Any = entry.record
    return (
        verdict.id,
        *dated(verdict.at),
        verdict.event,
        verdict.field,
        verdict.assertion,
        verdict.grade,
        verdict.credibility,
        verdict.likelihood,
        verdict.confidence,
        verdict.method,
        verdict.by,
        verdict.rationale,
    )


def _inquiry(entry: Entry) -> tuple[Any, ...]:
    inquiry: Any = entry.record
    return (
        inquiry.id,
        *dated(inquiry.at),
        inquiry.event,
        inquiry.field,
        inquiry.sought,
        inquiry.looked_in,
        inquiry.found,
        inquiry.by,
        inquiry.note,
    )


_LISTS: Final[dict[str, tuple[str, Callable[[Entry], tuple[Any, ...]]]]] = {
    "event": ("event title proposition when when_raw where statements claimants tags", _event),
    "claimant": ("claimant name kind part_of bloc statements aliases", _claimant),
    "document": (
        "document title url publisher published published_raw derived_from derivation statements",
        _document,
    ),
    "assertion": (
        "id label said said_raw claimant claimant_name stance hedge event event_title document text quote language",
        _assertion,
    ),
    "evidence": ("evidence title kind captured captured_raw url file sha256 events statements", _evidence),
    "field": ("field label type unit definition whose", _field),
    "assessment": (
        "id at at_raw event field assertion grade credibility likelihood confidence method by rationale",
        _assessment,
    ),
    "inquiry": ("id at at_raw event field sought looked_in found by note", _inquiry),
}


def listing_sheet(listing: Listing) -> Sheet:
    """Return a list of records: a row for each."""
    columns, row = _LISTS[listing.kind]
    return Sheet(tuple(columns.split()), tuple(tuple(map(_plain, row(entry))) for entry in listing.entries))


def _plain(value: Any) -> str | int:
    """Return a value of a record as a text or a number; several as one text with semicolons between them."""
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    return value if isinstance(value, int) else str(value or "")


def search_sheet(result: SearchResult, matched: Sequence[str]) -> Sheet:
    """Return what a search found: a row for each hit.

    Args:
        result: what it found.
        matched: the text of each hit in which the words are.
    """
    dates = {"event": "occurred", "document": "published", "assertion": "said", "evidence": "captured"}
    rows = tuple(
        (
            hit.kind,
            key_of(hit.entry.record),
            *dated(getattr(hit.entry.record, dates.get(hit.kind, ""), None)),
            text,
        )
        for hit, text in zip(result.hits, matched, strict=True)
    )
    return Sheet(("kind", "record", "when", "when_raw", "match"), rows)


def gaps_sheet(gaps: Iterable[Gap]) -> Sheet:
    """Return gaps: a row for each."""
    return Sheet(("kind", "record", "reference", "event", "message", "mend"), tuple(map(gap_row, gaps)))


def gap_row(gap: Gap) -> tuple[str, ...]:
    """Return the row of a gap in `gaps_sheet`."""
    return gap.kind.value, gap.record, gap.id or gap.reference, gap.event, gap.message, gap.mend
