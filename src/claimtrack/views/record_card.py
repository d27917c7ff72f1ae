"""A record as a card: all it holds, and what points at it.

Schema `claimtrack/show/1`: `records`, each with

    kind          the kind of record
    record        as an export writes it, and beside it the facts of `claimtrack/list/1`; and
                    claimant, document   chain: what it is part of or derives from, nearest first
                    assertion            document_title, document_url, publisher_name, origin (of its document)
    links         of an assertion: kind, fields, note, outward, other (id), other_label, claimant_name, said, text,
                  event
    sections      by name, as in `claimtrack/list/1`: entries, more, more_is_exact
    corrections   at, what, before: what it held before somebody corrected it
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from claimtrack.model import RECORD_TYPES, Assertion, Assessment, Inquiry
from claimtrack.model.codec import encode, key_of, shapes
from claimtrack.model.records import SHORT_ID
from claimtrack.views.blocks import Cell, Column, Heading, KeyValues, Span, Table, View, cell
from claimtrack.views.dates import short_date
from claimtrack.views.listing import clipped, listing_data, listing_table, more_note
from claimtrack.views.log import attribute_text
from claimtrack.views.values import value_text
from claimtrack.vocab import load_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from claimtrack.dates import DateValue
    from claimtrack.model import Link, Value
    from claimtrack.model.listing import Card, Entry, Section
    from claimtrack.model.shape import Shape
    from claimtrack.views.blocks import Block

_ELSEWHERE = ("values", "bearings")  # tables of their own

_LABELS = {
    "id": "Id", "url": "URL", "archive_url": "Archived at", "sha256": "SHA-256", "by": "By",
    "captured": "Collected", "captured_by": "Collected by",
}  # fmt: skip

_NOT_CORRECTED = ("id", "recorded", "values")  # answers are corrected each by itself

_SECTION_TITLES = {
    "statements": "Statements",
    "evidence": "Evidence",
    "assessments": "Assessments",
    "searches": "Searches made",
    "parts": "Parts",
    "documents": "Documents published",
    "derived": "Documents derived from it",
}


def cards_view(cards: Sequence[Card]) -> View:
    """Show records, one after another."""
    blocks = tuple(block for card in cards for block in _blocks(card))
    return View("show", blocks, {"records": [_data(card) for card in cards]})


def _blocks(card: Card) -> Iterator[Block]:
    yield Heading(_title(card))
    yield KeyValues(tuple(_facts(card)))
    record = card.entry.record
    if isinstance(record, Assertion) and record.values:
        yield _values_table(record.values)
    if card.links:
        yield _links_table(card.links)
    for section in card.sections:
        if section.listing.entries:
            note = more_note(section.listing)
            yield listing_table(
                section.listing,
                _section_title(card, section),
                notes=(cell(note, tone="dim"),) if note else (),
                without="event_title" if card.kind == "event" else "",
            )
    if card.corrections:
        yield _corrections_table(card)


def _title(card: Card) -> str:
    record, facts = card.entry.record, card.entry.facts
    match record:
        case Assertion():
            return f"{facts['claimant_name']} {record.stance}: {facts['event_title']}"
        case Assessment():
            return f"Assessment of {facts['event_title']}"
        case Inquiry():
            return f"Search for {clipped(record.sought)}: {facts['event_title']}"
        case _:
            names = (getattr(record, name, "") for name in ("title", "name", "label", "url", "key"))
            return clipped(next(name for name in names if name))


def _section_title(card: Card, section: Section) -> str:
    title = _SECTION_TITLES[section.name]
    if card.kind == "claimant" and section.name == "statements":
        return f"{title}, its parts' included"
    return title


# --- what the record holds ---


def _facts(card: Card) -> Iterator[tuple[str, Cell]]:
    record = card.entry.record
    yield "Kind of record", cell(card.kind if card.kind != "field" else _field_kind(card))
    for name, shape in shapes(type(record)).items():
        value = getattr(record, name)
        if value in ("", (), None) or shape.kind in _ELSEWHERE:
            continue
        yield _label(name), _attribute(card, name, shape, value)
    for name, text in _added(card):
        yield name, cell(text)


def _field_kind(card: Card) -> str:
    return "field of this file" if card.entry.facts.get("own") else "field that every file knows"


def _label(name: str) -> str:
    return _LABELS.get(name, name.replace("_", " ").capitalize())


def _attribute(card: Card, name: str, shape: Shape, value: Any) -> Cell:
    facts = card.entry.facts
    match shape.kind:
        case "date":
            return _date(value)
        case "texts" | "refs":
            return cell(*value)
        case "place":
            return cell(str(value), *_as_written(str(value), value.raw))
        case "term":
            return cell(_term(shape.of, value))
        case "ref":
            beside = facts.get(f"{name}_title") or facts.get(f"{name}_name") or ""
            chain = " → ".join(facts.get("chain", ())) if name in ("part_of", "derived_from") else ""
            return cell(chain or (f"{value} ({clipped(beside)})" if beside else value))
        case "text":
            return Cell(tuple((Span(line),) for line in value.split("\n")))
        case _:
            return cell(str(value))


def _term(vocabulary: str, key: str) -> str:
    label = load_vocabulary(vocabulary)[key].label
    return key if label.casefold() == key.casefold() else f"{key} ({label})"


def _date(date: DateValue) -> Cell:
    """Write a date with all that is known of how it came to be."""
    details = [
        f"EDTF {date.edtf}" if date.edtf else f"could not be read: {date.reason}",
        f"{date.calendar} calendar" if date.calendar not in ("", "gregorian") else "",
        f"inferred: {', '.join(date.inferred)}" if date.inferred else "",
        f"because: {date.basis}" if date.basis else "",
        f"read against {date.reference}" if date.reference else "",
        date.remark,
    ]
    lines: list[Span] = [Span(short_date(date)), *_as_written(short_date(date), date.raw)]
    return cell(*lines, Span("; ".join(part for part in details if part), "dim"))


def _as_written(printed: str, raw: str) -> list[Span]:
    return [Span(f"as written: “{raw}”")] if raw and raw != printed else []


def _added(card: Card) -> Iterator[tuple[str, str]]:
    """Return what the record does not hold itself, in words."""
    facts = card.entry.facts
    if "statements" in facts:
        claimants = f" by {facts['claimants']} claimants" if "claimants" in facts else ""
        yield "Statements", f"{facts['statements']}{claimants}"
    if facts.get("bloc_name") and facts["bloc"] != key_of(card.entry.record):
        yield "Bloc", f"{facts['bloc']} ({facts['bloc_name']})"
    if facts.get("document_url"):
        yield "Document URL", facts["document_url"]
    if facts.get("publisher_name") and card.kind == "assertion":
        yield "Published by", facts["publisher_name"]
    if facts.get("origin") and facts["origin"] != getattr(card.entry.record, "document", ""):
        yield "Origin", facts["origin"]


# --- tables ---


def _values_table(values: Sequence[Value]) -> Table:
    rows = tuple(
        (
            cell(value.field),
            cell(value_text(value)),
            cell(value.raw),
            cell(_unread(value), tone="warning"),
        )
        for value in values
    )
    return Table(_columns("Field", "Answer", "As written", "Remark"), rows, title="Answers")


def _unread(value: Value) -> str:
    reason = getattr(value.read, "reason", "")
    return f"could not be read: {reason}" if reason else ""


def _links_table(links: Sequence[Entry]) -> Table:
    return Table(
        _columns("Link", "With", "Said", "Text", "On"),
        tuple(_link_row(link) for link in links),
        title="Links",
    )


def _link_row(link: Entry) -> tuple[Cell, ...]:
    facts: Any = link.facts
    record = cast("Link", link.record)
    kind = load_vocabulary("link")[record.kind].label
    return (
        cell(f"{kind} →" if facts["outward"] else f"← {kind} by"),
        cell(f"{facts['claimant_name']} [{facts['other_label'] or facts['other'][:SHORT_ID]}]"),
        cell(short_date(facts["said"])),
        cell(clipped(facts["text"])),
        cell(", ".join(record.fields)),
    )


def _corrections_table(card: Card) -> Table:
    kind = card.kind
    follows: Mapping[str, Any] = encode(card.entry.record)
    rows: list[tuple[Cell, ...]] = []
    for at, what, before in card.corrections:  # the last first, each against the state that followed it
        told = _what_differs(kind, before, follows) if what == kind else _whole(before)
        follows = before if what == kind else follows
        rows.append((cell(at), cell(what), cell(clipped(told))))
    return Table(_columns("Corrected", "What", "It held before"), tuple(rows), title="Corrections")


def _whole(before: Mapping[str, Any]) -> str:
    """Return an answer, or a link, that was there, in words."""
    if "field" in before:
        return attribute_text([before])
    return "; ".join(f"{name}: {attribute_text(value)}" for name, value in before.items() if value)


def _what_differs(kind: str, before: Mapping[str, Any], follows: Mapping[str, Any]) -> str:
    """Return what a state says otherwise than the one that followed it, in words."""
    known = shapes(RECORD_TYPES[kind])
    names = [name for name in {**before, **follows} if name in known and name not in _NOT_CORRECTED]
    said = [
        {name: attribute_text(state.get(name) or known[name].default) for name in names}
        for state in (before, follows)
    ]
    changed = (f"{name}: {said[0][name]}" for name in names if said[0][name] != said[1][name])
    return "; ".join(changed) or "the same"


def _columns(*headings: str) -> tuple[Column, ...]:
    return tuple(Column(cell(heading)) for heading in headings)


# --- data ---


def _data(card: Card) -> dict[str, Any]:
    return {
        "kind": card.kind,
        "record": {**encode(card.entry.record), **card.entry.facts},
        "links": [_link_data(link) for link in card.links],
        "sections": {section.name: listing_data(section.listing) for section in card.sections},
        "corrections": [{"at": at, "what": what, "before": before} for at, what, before in card.corrections],
    }


def _link_data(link: Entry) -> dict[str, Any]:
    from claimtrack.dates.records import date_record

    record = encode(link.record)
    facts = dict(link.facts)
    said = facts.pop("said")
    return {
        "kind": record["kind"],
        "fields": record.get("fields", []),
        "note": record.get("note", ""),
        **facts,
        "said": date_record(said) if said is not None else None,
    }
