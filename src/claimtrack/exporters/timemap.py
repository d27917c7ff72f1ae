"""timemap-style JSON: events for a map with a time line, and the sources that each rests on.

An event has its day only where the file knows a day: March 2016 is no day. What each claimant says of it stands in
the description, denials as much as affirmations.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from claimtrack.exporters.content import batches, note_left_out
from claimtrack.exporters.flat import date_text
from claimtrack.model import Assertion, Assessment, Claimant, Correction, Document, Event, Evidence, Link

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from claimtrack.exporters.content import Content
    from claimtrack.exporters.losses import Losses

_DAY = len("2016-03-29")


def write(content: Content, losses: Losses) -> Iterator[str]:
    """Give an object with `events` and `sources`."""
    yield '{"events": ['
    separator = "\n"
    for batch in batches(content.each(Event)):
        for event in _events(content, batch, losses):
            yield separator + json.dumps(event, ensure_ascii=False)
            separator = ",\n"
    yield '\n], "sources": {'
    separator = "\n"
    for document in content.each(Document):
        yield f"{separator}{json.dumps(document.key, ensure_ascii=False)}: {_source(document)}"
        separator = ",\n"
        losses.add_rest(document, ("key", "title", "url", "archive_url", "published", "note"))
    yield "\n}}\n"
    note_left_out(content, losses, Link, Evidence, Assessment, Correction)


def _events(content: Content, batch: list[Event], losses: Losses) -> Iterator[dict[str, Any]]:
    said: dict[str, list[Assertion]] = {event.key: [] for event in batch}
    for assertion in content.assertions_on(said):
        said[assertion.event].append(assertion)
    claimants = content.named(Claimant, {item.claimant for items in said.values() for item in items})
    for event in batch:
        made = _event(event, said[event.key], claimants)
        if "date" not in made and "latitude" not in made:
            losses.add("event with neither a day nor coordinates: it stands nowhere on the map", event.key)
        elif event.occurred is not None and "date" not in made:
            losses.add("date of an event that is no single day", f"{event.key}: {event.occurred.raw}")
        for assertion in said[event.key]:
            if assertion.values:
                losses.add("values of an assertion", assertion.label or assertion.id)
        yield made


def _event(
    event: Event, assertions: Iterable[Assertion], claimants: Mapping[str, Claimant]
) -> dict[str, Any]:
    place = event.place
    made: dict[str, Any] = {
        "id": event.key,
        "description": "\n".join(
            [event.proposition or event.title, *(_line(item, claimants) for item in assertions)]
        ),
        "sources": list(dict.fromkeys(item.document for item in assertions if item.document)),
        "associations": list(event.tags),
    }
    date = event.occurred
    if date and date.earliest is not None and date.earliest == date.latest:
        made["date"] = date.edtf[:_DAY]
        if "T" in date.edtf:
            made["time"] = date.edtf.partition("T")[2].rstrip("?~%")
    if place is not None and place.name:
        made["location"] = place.name
    if place is not None and place.lat is not None:
        made |= {"latitude": place.lat, "longitude": place.lon}
    return made


def _line(assertion: Assertion, claimants: Mapping[str, Claimant]) -> str:
    when = date_text(assertion.said)
    words = assertion.text or assertion.translation or assertion.quote
    said = f"{claimants[assertion.claimant].name} {assertion.stance}{f' ({when})' if when else ''}"
    return f"{said}: {words}" if words else said


def _source(document: Document) -> str:
    paths = [address for address in (document.url, document.archive_url) if address]
    return json.dumps(
        {
            "id": document.key,
            "title": document.title,
            "paths": paths,
            "date": date_text(document.published),
            "description": document.note,
        },
        ensure_ascii=False,
    )
