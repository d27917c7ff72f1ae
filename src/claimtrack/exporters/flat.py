"""The flat table: one assertion a row, with names for references and a column for each field answered.

An answer has its raw text in the column of its field; what it was read as stands in `<field>_read`: counts as
"3", "2 to 5" or "at least 3" (which the reader of counts reads back, and no spreadsheet takes for a date), dates as
EDTF. "Not this" stands in `<field>_not`. Several answers stand on lines of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimtrack.exporters.content import batches, note_left_out
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
from claimtrack.model.codec import key_of, kind_of
from claimtrack.model.draft import FLAT_ID
from claimtrack.values import Count, OneOf, Party, Text, Unknown, Unreadable, YesNo

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from claimtrack.dates import DateValue
    from claimtrack.exporters.content import Content, UsedField
    from claimtrack.exporters.losses import Losses
    from claimtrack.model import Record, Value
    from claimtrack.values import TypedValue

COLUMNS = (
    FLAT_ID,
    "label",
    "event",
    "event_key",
    "event_proposition",
    "event_date",
    "event_place",
    "event_tags",
    "claimant",
    "claimant_key",
    "claimant_part_of",
    "stance",
    "hedge",
    "said",
    "said_read",
    "text",
    "quote",
    "language",
    "translation",
    "spokesperson",
    "source",
    "source_key",
    "source_title",
    "source_publisher",
    "source_published",
    "source_derived_from",
    "source_archive",
    "locator",
    "note",
    "recorded",
    "links",
    "evidence",
)

_READ_TYPES = ("count", "date", "yes_no")  # a text, a party and a place are read as what they say

_HELD: dict[type[Record], tuple[str, ...]] = {
    Claimant: ("key", "name", "part_of"),
    Document: ("key", "title", "url", "publisher", "published", "derived_from", "archive_url"),
    Event: ("key", "title", "proposition", "occurred", "place", "tags"),
    Evidence: ("key", "title", "url", "bears_on"),
}


def field_columns(used: Iterable[UsedField]) -> list[tuple[str, str, str]]:
    """Name the columns of fields: (column, field key, part), the part being raw, not or read."""
    columns = []
    for item in used:
        key = item.field.key
        name = key if key not in COLUMNS else f"{key} (field)"
        columns.append((name, key, "raw"))
        if item.negated:
            columns.append((f"{name}_not", key, "not"))
        if item.field.type in _READ_TYPES:
            columns.append((f"{name}_read", key, "read"))
    return columns


def flat_rows(content: Content, losses: Losses, *, alone: bool = True) -> Iterator[list[str]]:
    """Return the header, then a row of texts for each assertion.

    Args:
        content: the records.
        losses: is told what the table cannot hold.
        alone: there is nothing beside this table to hold the rest.
    """
    columns = field_columns(content.used_fields())
    yield [*COLUMNS, *(name for name, _, _ in columns)]
    seen: set[tuple[type, str]] = set()
    for batch in flat_batches(content):
        seen.update(batch.named())
        for assertion in batch.assertions:
            note_dates(assertion, losses)
            yield [
                *batch.fixed(assertion),
                *(_answers(assertion, key, part, losses) for _, key, part in columns),
            ]
    if alone:
        note_losses(content, losses, seen)


class FlatBatch:
    """Some assertions with all that their rows name."""

    def __init__(self, content: Content, assertions: list[Assertion]) -> None:
        ids = [item.id for item in assertions]
        self.assertions = assertions
        self.events = content.named(Event, {item.event for item in assertions})
        self.documents = content.named(Document, {item.document for item in assertions if item.document})
        speakers = {item.claimant for item in assertions} | {
            item.publisher for item in self.documents.values()
        }
        self.claimants = content.named(Claimant, speakers - {""})
        self.links: dict[str, list[Link]] = {}
        for link in content.links_from(ids):
            self.links.setdefault(link.source, []).append(link)
        self.evidence: dict[str, list[str]] = {}
        for item in content.evidence_on(ids):
            for bearing in item.bears_on:
                place = f" ({item.url})" if item.url else ""
                self.evidence.setdefault(bearing.assertion, []).append(f"{bearing.role}: {item.title}{place}")
        self._labels = content.labels()

    def named(self) -> Iterator[tuple[type, str]]:
        """Return the class and key of every record that the rows name."""
        for cls, records in ((Event, self.events), (Claimant, self.claimants), (Document, self.documents)):
            yield from ((cls, key) for key in records)

    def fixed(self, assertion: Assertion) -> list[str]:
        """Return the cells that every row has."""
        event = self.events[assertion.event]
        claimant = self.claimants[assertion.claimant]
        document = self.documents.get(assertion.document) or Document(key="")
        publisher = self.claimants.get(document.publisher)
        return [
            assertion.id,
            assertion.label,
            event.title,
            event.key,
            event.proposition,
            date_text(event.occurred),
            str(event.place or ""),
            ", ".join(event.tags),
            claimant.name,
            claimant.key,
            claimant.part_of,
            assertion.stance,
            assertion.hedge,
            assertion.said.raw if assertion.said is not None else "",
            assertion.said.edtf_any if assertion.said is not None else "",
            assertion.text,
            assertion.quote,
            assertion.language,
            assertion.translation,
            assertion.spokesperson,
            document.url,
            document.key,
            document.title,
            publisher.name if publisher else "",
            date_text(document.published),
            document.derived_from,
            document.archive_url,
            assertion.locator,
            assertion.note,
            assertion.recorded,
            "\n".join(self._link_text(link) for link in self.links.get(assertion.id, ())),
            "\n".join(self.evidence.get(assertion.id, ())),
        ]

    def _link_text(self, link: Link) -> str:
        scope = f" [{', '.join(link.fields)}]" if link.fields else ""
        return f"{link.kind} {self._labels.get(link.target, link.target)}{scope}"


def flat_batches(content: Content) -> Iterator[FlatBatch]:
    """Cut the assertions into batches with what their rows name."""
    for assertions in batches(content.each(Assertion)):
        yield FlatBatch(content, assertions)


def date_text(date: DateValue | None) -> str:
    """Write a date as it was read, in all its readings, or as it was written where it could not be."""
    return date.edtf_any or date.raw if date is not None else ""


def read_text(read: TypedValue) -> str:
    """Write what an answer was read as; empty where that is its text or nothing."""
    match read:
        case Count():
            return count_text(read)
        case YesNo():
            return "yes" if read.yes else "no"
        case OneOf():
            options = [read_text(option) for option in read.options]
            return " | ".join(options) if all(options) else ""
        case Unknown():
            return "unknown"
        case Unreadable() | Text() | Party():
            return ""
        case _:
            return getattr(read, "edtf_any", "") or str(read)


def count_text(count: Count) -> str:
    """Write a count in a form that `claimtrack.values.read_count` reads back: 3, 2 to 5, at least 3, about 3 [2, 5]."""
    if count.high is None or count.low == count.high or count.best is not None or count.near is not None:
        return str(count)
    if count.parts:
        return str(count).replace(str(count.whole), count_text(count.whole), 1)
    about = "about " if count.approximate or count.vague else ""
    return f"{about}{count.low} to {count.high}"


def answers_of(assertion: Assertion, key: str, *, negative: bool) -> list[Value]:
    """Return the answers of an assertion to a field."""
    return [value for value in assertion.values if value.field == key and value.negative == negative]


def _answers(assertion: Assertion, key: str, part: str, losses: Losses) -> str:
    values = answers_of(assertion, key, negative=part == "not")
    for value in values if part != "read" else ():
        if value.hedge:
            losses.add(f"hedge of an answer ({value.hedge})", f"{assertion.id}: {key}")
    if part == "read":
        return "\n".join(text for value in values if (text := read_text(value.read)))
    if len(values) > 1 and any("\n" in value.raw for value in values):
        losses.add(
            "several answers to one field, with line breaks in them: where one ends cannot be told",
            assertion.id,
        )
    return "\n".join(value.raw for value in values)


def note_dates(assertion: Assertion, losses: Losses) -> None:
    """Tell of what the columns of a date leave out."""
    said: Any = assertion.said
    if said and said.basis:
        losses.add("assertion: basis of an inferred date", assertion.id)


def note_losses(content: Content, losses: Losses, seen: Container[tuple[type, str]]) -> None:
    """Tell of everything that the flat table has no cell for.

    Args:
        content: the records.
        losses: is told.
        seen: class and key of the records that rows name.
    """
    for cls, held in _HELD.items():
        for record in content.each(cls):
            if cls is not Evidence and (cls, key_of(record)) not in seen:
                losses.add(f"{kind_of(record)} that no assertion names", key_of(record))
            losses.add_rest(record, held)
            for name in ("occurred", "published"):
                if name in held:
                    losses.add_written(record, name)
    for field in content.each(Field):
        losses.add_rest(field, ("key", "type"))
    for link in content.each(Link):
        losses.add_rest(link, ("kind", "source", "target", "fields"))
    note_left_out(content, losses, Assessment, Inquiry, Correction)
