"""FollowTheMoney statements as CSV: what each claimant says of an event, claimant by claimant as a dataset of its own.

A statement only affirms. Denials, queries and comments have no place among statements, nor have answers to fields
that the schema `Event` has no property for; both are told as losses. The file is for programs, so that texts stand in it as
they are: a spreadsheet would take some of them for formulas. What the analyst put into the file (titles,
working dates) belongs to the dataset `claimtrack`.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claimtrack.exporters.content import note_left_out, spoken
from claimtrack.exporters.flat import date_text
from claimtrack.model import (
    Assertion,
    Assessment,
    Claimant,
    Correction,
    Document,
    Event,
    Evidence,
    Field,
    Inquiry,
    Link,
)
from claimtrack.values import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimtrack.exporters.content import Content
    from claimtrack.exporters.losses import Losses

COLUMNS = (
    "canonical_id",
    "entity_id",
    "prop",
    "prop_type",
    "schema",
    "value",
    "dataset",
    "lang",
    "original_value",
    "external",
    "first_seen",
    "last_seen",
    "origin",
    "id",
)
OWN = "claimtrack"

_PLAIN_ID = re.compile(r"[0-9a-zA-Z](?:[0-9a-zA-Z.-]*[0-9a-zA-Z])?")
_NOT_A_DATASET = re.compile(r"[^a-z0-9]+")
_FTM_DATE = re.compile(r"\d{4}(?:-(?:0\d|1[0-2])(?:-\d\d(?:T\d\d(?::\d\d){1,2})?)?)?")
# Parts of a year that are whole months, in EDTF: quarters, thirds and halves. Of a season nobody knows the months.
_MONTHS = {
    "33": ("01", "03"), "34": ("04", "06"), "35": ("07", "09"), "36": ("10", "12"),
    "37": ("01", "04"), "38": ("05", "08"), "39": ("09", "12"), "40": ("01", "06"), "41": ("07", "12"),
}  # fmt: skip
# ISO 639-1 tags to the three letters of FollowTheMoney, for the languages that the program reads dates in.
_LANGUAGES = {
    "ar": "ara",
    "de": "deu",
    "en": "eng",
    "es": "spa",
    "fa": "fas",
    "fr": "fra",
    "he": "heb",
    "ru": "rus",
    "tr": "tur",
    "uk": "ukr",
}
_SCHEMAS = {
    "official": "Person",
    "witness": "Person",
    "person": "Person",
    "collective": "LegalEntity",
    "dataset": "LegalEntity",
    "other": "LegalEntity",
    "ministry": "PublicBody",
    "state": "PublicBody",
}

_CRLF = "\r\n"


@dataclass(frozen=True, slots=True)
class _Subject:
    """What statements are about, and who makes them.

    Attributes:
        entity: id of the entity.
        schema: its schema.
        dataset: who says so.
        seen: when it was said.
        origin: where.
    """

    entity: str
    schema: str
    dataset: str = OWN
    seen: str = ""
    origin: str = ""

    def row(self, prop: str, kind: str, value: str, original: str = "", language: str = "") -> list[str]:
        """Return the cells of one statement."""
        lang = _LANGUAGES.get(language.partition("-")[0], "")
        return [
            self.entity,
            self.entity,
            prop,
            kind,
            self.schema,
            value,
            self.dataset,
            lang,
            original if original != value else "",
            "f",
            self.seen,
            self.seen,
            self.origin,
            _statement_id(self.dataset, self.entity, prop, value, lang),
        ]


def _statement_id(dataset: str, entity: str, prop: str, value: str, language: str) -> str:
    """Return the id of a statement as followthemoney 4.11 makes it (`Statement.make_key`), of the value as written."""
    key = f"{dataset}.{entity}.{prop}.{value}" + (f"@{language}" if language else "")
    return hashlib.sha1(key.encode(), usedforsecurity=False).hexdigest()


def write(content: Content, losses: Losses) -> Iterator[str]:
    """Return the statements, a line at a time."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(
        buffer, lineterminator=_CRLF
    )  # by which it knows that a bare return wants quotes, too
    for cells in _rows(content, losses):
        writer.writerow(cells)
        yield buffer.getvalue().removesuffix(_CRLF) + "\n"
        buffer.seek(0)
        buffer.truncate()
    note_left_out(content, losses, Field, Link, Evidence, Assessment, Inquiry, Correction)


def _rows(content: Content, losses: Losses) -> Iterator[list[str]]:
    yield list(COLUMNS)
    for claimant in content.each(Claimant):
        yield from _claimant(claimant, losses)
    for document in content.each(Document):
        yield from _document(document, losses)
    for event in content.each(Event):
        yield from _event(event, losses)
    for assertion in content.each(Assertion):
        yield from _assertion(assertion, losses)


# --- records ----------------------------------------------------------------------------------


def _claimant(claimant: Claimant, losses: Losses) -> Iterator[list[str]]:
    losses.add_rest(claimant, ("key", "name", "aliases", "note", "kind"))
    about = _Subject(_entity("claimant", claimant.key), _SCHEMAS.get(claimant.kind, "Organization"))
    yield about.row("id", "id", about.entity)
    yield about.row("name", "name", claimant.name)
    for alias in claimant.aliases:
        yield about.row("alias", "name", alias)
    if claimant.note:
        yield about.row("notes", "text", claimant.note)


def _document(document: Document, losses: Losses) -> Iterator[list[str]]:
    held = ("key", "title", "url", "published", "retrieved", "note", *_language_held(document.language))
    losses.add_rest(document, held)
    about = _Subject(_entity("document", document.key), "Document")
    yield about.row("id", "id", about.entity)
    for prop, kind, value in (
        ("title", "string", document.title),
        ("sourceUrl", "url", document.url),
        ("language", "language", _LANGUAGES.get(document.language.partition("-")[0], "")),
        ("notes", "text", document.note),
    ):
        if value:
            yield about.row(prop, kind, value)
    yield from _dated(about, {"date": "publishedAt"}, document.published, losses)
    yield from _dated(about, {"date": "retrievedAt"}, document.retrieved, losses)


def _event(event: Event, losses: Losses) -> Iterator[list[str]]:
    losses.add_rest(event, ("key", "title", "proposition", "occurred", "place", "tags", "note"))
    about = _Subject(_entity("event", event.key), "Event")
    yield about.row("id", "id", about.entity)
    yield about.row("name", "name", event.title)
    if event.proposition:
        yield about.row("summary", "text", event.proposition)
    yield from _dated(about, _EVENT_DATES, event.occurred, losses)
    yield from _placed(about, event.place, losses)
    for tag in event.tags:
        yield about.row("keywords", "string", tag)
    if event.note:
        yield about.row("notes", "text", event.note)


def _assertion(assertion: Assertion, losses: Losses) -> Iterator[list[str]]:
    name = assertion.label or assertion.id
    if assertion.stance != "affirms":
        losses.add(f"assertion that {assertion.stance}: statements only affirm", name)
        return
    if assertion.hedge != "stated":
        losses.add(f"hedge of an assertion ({assertion.hedge})", name)
    held = ("event", "claimant", "stance", "hedge", "quote", "said", "document", "values")
    wording, words = spoken(assertion)
    losses.add_rest(assertion, (*held, wording, *_language_held(assertion.language)))
    plain = bool(assertion.said and _FTM_DATE.fullmatch(assertion.said.edtf_any))
    seen = date_text(assertion.said) if plain else ""
    if assertion.said is not None and not plain:
        losses.add("said-date that is no plain year, month or day", f"{name}: {assertion.said.raw}")
    about = _Subject(
        _entity("event", assertion.event),
        "Event",
        _dataset(assertion.claimant),
        seen,
        _entity("document", assertion.document) if assertion.document else "",
    )
    if words:
        yield about.row("description", "text", words, assertion.quote, assertion.language)
    for value in assertion.values:
        if value.hedge:
            losses.add(f"hedge of an answer ({value.hedge})", f"{name}: {value.field}")
        if value.negative:
            losses.add(
                "answer that is denied: statements only affirm", f"{name}: {value.field} not {value.raw}"
            )
        elif value.field == "occurred":
            yield from _dated(about, _EVENT_DATES, value.read, losses)
        elif value.field == "place":
            yield from _placed(about, value.read, losses)
        else:
            losses.add(f"answers to {value.field}: an Event has no such property", f"{name}: {value.raw}")


# --- cells ------------------------------------------------------------------------------------

_EVENT_DATES = {"date": "date", "start": "startDate", "end": "endDate"}


def _dated(about: _Subject, props: dict[str, str], date: Any, losses: Losses) -> Iterator[list[str]]:
    """State a date, or the ends of an interval; what FollowTheMoney cannot write is lost."""
    if date is None:
        return
    readings = getattr(date, "readings", ()) or getattr(date, "options", ()) or (date,)
    if len(readings) > 1:
        losses.add("that only one of several dates holds: each is stated", f"{about.entity}: {date.raw}")
    for reading in readings:
        edtf = getattr(reading, "edtf", "")
        start, slash, end = _in_months(edtf).partition("/")
        parts = {"start": start, "end": end} if slash else {"date": edtf}
        if not edtf or not set(parts) <= set(props) or not all(map(_FTM_DATE.fullmatch, parts.values())):
            losses.add("date that is no plain year, month or day", f"{about.entity}: {date.raw}")
            continue
        for name, text in parts.items():
            yield about.row(props[name], "date", text, date.raw)


def _in_months(edtf: str) -> str:
    """Write a quarter, a third or a half of a year as its first and last month; any other date as it is."""
    year, _, part = edtf.partition("-")
    months = _MONTHS.get(part) if len(year) == len("2016") else None
    return f"{year}-{months[0]}/{year}-{months[1]}" if months else edtf


def _placed(about: _Subject, place: Any, losses: Losses) -> Iterator[list[str]]:
    if not isinstance(place, Place):
        if place is not None:
            losses.add("place that could not be read", f"{about.entity}: {place.raw}")
        return
    if place.lat is not None:
        losses.add("coordinates", about.entity)
    if place.name:
        yield about.row("location", "address", place.name, place.raw)


def _language_held(language: str) -> tuple[str, ...]:
    return ("language",) if language.partition("-")[0] in _LANGUAGES else ()


def _entity(kind: str, key: str) -> str:
    """Return an entity id of the letters that FollowTheMoney allows."""
    plain = key if _PLAIN_ID.fullmatch(key) else hashlib.sha1(key.encode(), usedforsecurity=False).hexdigest()
    return f"{kind}-{plain}"


def _dataset(key: str) -> str:
    """Return a dataset name: lower-case letters, digits and underscores; no two keys give the same."""
    plain = _NOT_A_DATASET.sub("_", key.lower()).strip("_")
    if plain.replace("_", "-") == key:
        return plain
    return f"{plain or 'claimant'}_{hashlib.sha1(key.encode(), usedforsecurity=False).hexdigest()[:8]}"
