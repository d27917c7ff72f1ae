"""STIX 2.1: a bundle in which every source keeps its own word.

A claimant is an identity, an event an incident. What affirms or comments is a report by its claimant on that incident; what
denies or queries is an opinion by its claimant, on the reports that it answers or else on the incident. Links are
relationships. What STIX has no property for (dates as exact as they are, answers and their fields, stance, hedge) stands in properties of an
extension, which the bundle defines. https://docs.oasis-open.org/cti/stix/v2.1/stix-v2.1.html
"""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from claimtrack.exporters.content import batches, note_left_out, spoken
from claimtrack.model import (
    Assertion,
    Assessment,
    Claimant,
    Correction,
    Document,
    Event,
    Evidence,
    Field,
    Link,
)
from claimtrack.model.codec import key_of, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from claimtrack.dates import DateValue
    from claimtrack.exporters.content import Content
    from claimtrack.exporters.losses import Losses
    from claimtrack.model import Value

_NAMESPACE = uuid.UUID("6f0c2f5e-3a63-5d0e-9f0b-3c1f1f5f7c11")
_EXTENSION = f"extension-definition--{uuid.uuid5(_NAMESPACE, 'extension')}"
_OWN = f"identity--{uuid.uuid5(_NAMESPACE, 'claimtrack')}"
_FIRST = "2026-01-01T00:00:00Z"  # when the extension was made
_CLASSES = {
    "person": "individual",
    "witness": "individual",
    "official": "individual",
    "collective": "group",
    "armed group": "group",
    "other": "unspecified",
}
_FIELD = ("type", "label", "definition", "unit")
_OPINIONS = {"denies": "disagree", "queries": "neutral"}
_PROPERTIES = ("claimtrack_aliases", "claimtrack_fields", "claimtrack_hedge", "claimtrack_kind", "claimtrack_occurred", "claimtrack_part_of", "claimtrack_place", "claimtrack_said", "claimtrack_stance", "claimtrack_values")  # fmt: skip


def write(content: Content, losses: Losses) -> Iterator[str]:
    """Return a bundle, an object at a time."""
    bundle = uuid.uuid5(_NAMESPACE, "bundle")
    yield f'{{"type": "bundle", "id": "bundle--{bundle}", "objects": ['
    separator = "\n"
    for made in _objects(content, losses):
        yield separator + json.dumps(made, ensure_ascii=False)
        separator = ",\n"
    yield "\n]}\n"
    note_left_out(content, losses, Evidence, Assessment, Correction)


def _objects(content: Content, losses: Losses) -> Iterator[dict[str, Any]]:
    yield _object(
        "identity",
        _OWN,
        _FIRST,
        name="claimtrack",
        identity_class="system",
        claimtrack_fields=_defined(content, losses),
    )
    yield _object(
        "extension-definition",
        _EXTENSION,
        _FIRST,
        created_by_ref=_OWN,
        name="claimtrack",
        description="What a source said of an incident, as exact as it said it",
        schema="https://docs.oasis-open.org/cti/stix/v2.1/stix-v2.1.html",
        version="1.0.0",
        extension_types=["toplevel-property-extension"],
        extension_properties=list(_PROPERTIES),
    )
    names = {claimant.key: claimant.name for claimant in content.each(Claimant)}
    for claimant in content.each(Claimant):
        losses.add_rest(claimant, ("key", "name", "kind", "note", "aliases", "part_of"))
        yield _identity(claimant, names.get(claimant.part_of, ""))
        if claimant.part_of:
            yield _part(claimant)
    for event in content.each(Event):
        losses.add_rest(event, ("key", "title", "proposition", "tags", "occurred", "place"))
        _note_date(event, event.occurred, "occurred", losses)
        yield _incident(event)
    for batch in batches(content.each(Assertion)):
        yield from _said(content, batch, losses)
    for link in content.each(Link):
        losses.add_rest(link, ("kind", "source", "target", "note"))
        yield _relationship(content, link)


def _defined(content: Content, losses: Losses) -> dict[str, dict[str, str]]:
    """Write the fields that are no built-in ones, as a mapping defines them."""
    found = {}
    for field in content.each(Field):
        losses.add_rest(field, ("key", *_FIELD))
        found[field.key] = {name: text for name in _FIELD if (text := getattr(field, name))}
    return found


# --- who and what -----------------------------------------------------------------------------


def _identity(claimant: Claimant, part_of: str) -> dict[str, Any]:
    return _object(
        "identity",
        _id("identity", claimant.key),
        claimant.recorded,
        name=claimant.name,
        description=claimant.note,
        identity_class=_CLASSES.get(claimant.kind, "organization"),
        claimtrack_kind=claimant.kind if claimant.kind != "other" else "",
        claimtrack_aliases=list(claimant.aliases),
        claimtrack_part_of=part_of,
    )


def _part(claimant: Claimant) -> dict[str, Any]:
    """Say of what a claimant is a part."""
    return _object(
        "relationship",
        _id("relationship", f"part-of\n{claimant.key}\n{claimant.part_of}"),
        claimant.recorded,
        relationship_type="part-of",
        source_ref=_id("identity", claimant.key),
        target_ref=_id("identity", claimant.part_of),
    )


def _incident(event: Event) -> dict[str, Any]:
    return _object(
        "incident",
        _id("incident", event.key),
        event.recorded,
        name=event.title,
        description=event.proposition,
        labels=list(event.tags),
        claimtrack_occurred=_dated(event.occurred),
        claimtrack_place=_raw(event.place),
    )


# --- what is said -----------------------------------------------------------------------------


def _said(content: Content, batch: list[Assertion], losses: Losses) -> Iterator[dict[str, Any]]:
    documents = content.named(Document, {item.document for item in batch if item.document})
    claimants = content.named(
        Claimant, {document.publisher for document in documents.values() if document.publisher}
    )
    answered = _answered(content, batch)
    for assertion in batch:
        wording, _ = spoken(assertion)
        held = ("event", "claimant", "stance", "hedge", "said", "document", "values", "language", wording)
        losses.add_rest(assertion, held)
        _note_date(assertion, assertion.said, "said", losses)
        document = documents.get(assertion.document)
        yield _report(assertion, document, claimants, answered.get(assertion.id, []), losses)
    for document in documents.values():
        losses.add_rest(document, ("key", "title", "url", "sha256", "publisher"))


def _answered(content: Content, batch: list[Assertion]) -> dict[str, list[str]]:
    """Return the reports and opinions that each assertion answers by a link."""
    links = content.links_from([item.id for item in batch])
    targets = content.named(Assertion, {link.target for link in links})
    found: dict[str, list[str]] = {}
    for link in links:
        found.setdefault(link.source, []).append(_statement_id(targets[link.target]))
    return {source: list(dict.fromkeys(ids)) for source, ids in found.items()}


def _report(
    assertion: Assertion,
    document: Document | None,
    claimants: Mapping[str, Claimant],
    answered: list[str],
    losses: Losses,
) -> dict[str, Any]:
    """Write what one claimant says: a report, or an opinion where it denies or queries."""
    _, words = spoken(assertion)
    incident = _id("incident", assertion.event)
    common = {
        "created_by_ref": _id("identity", assertion.claimant),
        "lang": assertion.language,
        "external_references": [_reference(document, claimants)] if document is not None else [],
        "claimtrack_said": _dated(assertion.said),
        "claimtrack_hedge": assertion.hedge if assertion.hedge != "stated" else "",
        "claimtrack_stance": assertion.stance,
        "claimtrack_values": _values(assertion.values, assertion.id, losses),
    }
    if assertion.stance in _OPINIONS:
        return _object(
            "opinion",
            _statement_id(assertion),
            assertion.recorded,
            opinion=_OPINIONS[assertion.stance],
            explanation=words,
            object_refs=answered or [incident],
            **common,
        )
    return _object(
        "report",
        _statement_id(assertion),
        assertion.recorded,
        name=words.partition("\n")[0] or "No words",
        description=words,
        published=_moment(assertion, losses),
        object_refs=[incident],
        **common,
    )


def _moment(assertion: Assertion, losses: Losses) -> str:
    """Write when a report was published: STIX knows only moments, so the beginning of what is known."""
    day = assertion.said.earliest_any if assertion.said else None
    name = assertion.label or assertion.id
    if day is None:
        losses.add("report without a date: it is given that of its record", name)
        return assertion.recorded
    if assertion.said and (assertion.said.latest_any != day or "T" in assertion.said.edtf_any):
        losses.add(
            "report whose date is no single day: it is published on the first, the date is in claimtrack_said",
            f"{name}: {assertion.said.edtf_any}",
        )
    return f"{day}T00:00:00Z"


def _note_date(record: Event | Assertion, date: DateValue | None, name: str, losses: Losses) -> None:
    """Count what EDTF does not say of a date: its words, the parts that are inferred, and what they are inferred from."""
    losses.add_written(record, name)
    if date is None:
        return
    place = f"{key_of(record)}: {date.raw}"
    if date.inferred:
        losses.add(f"{kind_of(record)}: which parts of {name} are inferred", place)
    if date.basis:
        losses.add("basis of an inferred date", place)


def _values(values: Iterable[Value], name: str, losses: Losses) -> dict[str, Any]:
    """Write answers by field, dates in EDTF and all else as it was given; several as a list."""
    found: dict[str, list[str]] = {}
    for value in values:
        if value.negative:
            losses.add("answer that is denied", f"{name}: {value.field} not {value.raw}")
            continue
        if value.hedge:
            losses.add(f"hedge of an answer ({value.hedge})", f"{name}: {value.field}")
        found.setdefault(value.field, []).append(getattr(value.read, "edtf_any", "") or value.raw)
    return {field: raws[0] if len(raws) == 1 else raws for field, raws in found.items()}


def _reference(document: Document, claimants: Mapping[str, Claimant]) -> dict[str, Any]:
    publisher = claimants[document.publisher].name if document.publisher in claimants else ""
    name = publisher or document.title or urlsplit(document.url).netloc or document.key
    given = {"source_name": name, "description": document.title, "url": document.url}
    if document.sha256 and document.url:
        given["hashes"] = {"SHA-256": document.sha256}  # type: ignore[assignment]
    return {key: item for key, item in given.items() if item}


def _relationship(content: Content, link: Link) -> dict[str, Any]:
    ends = content.named(Assertion, {link.source, link.target})
    name = "\n".join((link.kind, link.source, link.target, *link.fields))
    return _object(
        "relationship",
        _id("relationship", name),
        link.recorded,
        relationship_type=link.kind.replace("_", "-"),
        source_ref=_statement_id(ends[link.source]),
        target_ref=_statement_id(ends[link.target]),
        description=link.note,
    )


# --- objects ----------------------------------------------------------------------------------


def _object(kind: str, id_: str, recorded: str, **properties: Any) -> dict[str, Any]:
    """Write an object; properties that say nothing are left out, as STIX wants it."""
    own = {name: item for name, item in properties.items() if item not in ("", [], {}, None)}
    made = {"type": kind, "spec_version": "2.1", "id": id_, "created": recorded, "modified": recorded, **own}
    if any(name in own for name in _PROPERTIES):
        made["extensions"] = {_EXTENSION: {"extension_type": "toplevel-property-extension"}}
    return made


def _statement_id(assertion: Assertion) -> str:
    return _id("opinion" if assertion.stance in _OPINIONS else "report", assertion.id)


def _id(kind: str, name: str) -> str:
    return f"{kind}--{uuid.uuid5(_NAMESPACE, f'{kind} {name}')}"


def _dated(date: Any) -> str:
    """Write a date as exact as it is known, in EDTF; in its words where it could not be read."""
    return str(getattr(date, "edtf_any", "") or _raw(date))


def _raw(value: Any) -> str:
    return str(getattr(value, "raw", "") or value or "")
