"""timemap-style JSON: events for a map with a time line, the sources that each rests on, and the tags to filter by.

The shape is that of https://github.com/forensic-architecture/timemap (`src/reducers/validate`): all cells are texts,
dates MM/DD/YYYY and times HH:mm as its settings DATE_FMT and TIME_FMT have them unless changed, coordinates are there
even where they are empty, and tags are `associations`, which events name by their ids.

An event has its day only where the file knows a day: March 2016 is no day. What each claimant says of it stands in
the description, denials as much as affirmations.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from claimtrack.exporters.content import batches, note_left_out, spoken
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
    from collections.abc import Iterable, Iterator, Mapping

    from claimtrack.dates import DateValue
    from claimtrack.exporters.content import Content
    from claimtrack.exporters.losses import Losses

_SAID = ("event", "claimant", "stance", "hedge", "said", "document")  # of an assertion, besides its words
_MINUTE = len("14:30")
_LAST_YEAR = 9999  # MM/DD/YYYY holds four digits and no sign: years before the common era have no place in it


def write(content: Content, losses: Losses) -> Iterator[str]:
    """Return an object with `events`, `sources` and `associations`: in timemap each is served by an address of its own."""
    yield '{"events": ['
    separator = "\n"
    tags: dict[str, None] = {}
    for batch in batches(content.each(Event)):
        for event in _events(content, batch, losses):
            tags.update(dict.fromkeys(event["associations"]))
            yield separator + json.dumps(event, ensure_ascii=False)
            separator = ",\n"
    yield '\n], "sources": {'
    separator = "\n"
    for document in content.each(Document):
        yield f"{separator}{json.dumps(document.key, ensure_ascii=False)}: {_source(document)}"
        separator = ",\n"
        losses.add_rest(document, ("key", "title", "url", "archive_url", "published", "note"))
        losses.add_written(document, "published")
    yield '\n}, "associations": ['
    separator = "\n"
    for tag in tags:
        yield separator + json.dumps(_association(tag), ensure_ascii=False)
        separator = ",\n"
    yield "\n]}\n"
    for claimant in content.each(Claimant):
        losses.add_rest(claimant, ("key", "name"))
    note_left_out(content, losses, Field, Link, Evidence, Assessment, Inquiry, Correction)


def _events(content: Content, batch: list[Event], losses: Losses) -> Iterator[dict[str, Any]]:
    said: dict[str, list[Assertion]] = {event.key: [] for event in batch}
    for assertion in content.assertions_on(said):
        said[assertion.event].append(assertion)
    claimants = content.named(Claimant, {item.claimant for items in said.values() for item in items})
    for event in batch:
        made = _event(event, said[event.key], claimants)
        if event.occurred is not None and not made["date"]:
            losses.add(
                f"event whose date is {_unshown(event.occurred)}: not shown",
                f"{event.key}: {event.occurred.raw}",
            )
        elif not made["date"]:
            losses.add("event without a date: not shown", event.key)
        elif not made["latitude"]:
            losses.add("event without coordinates: not on the map", event.key)
        losses.add_rest(event, ("key", "title", "proposition", "occurred", "place", "tags"))
        for assertion in said[event.key]:
            losses.add_rest(assertion, (*_SAID, spoken(assertion)[0]))
        yield made


def _unshown(date: DateValue) -> str:
    day = date.earliest_any if date else None
    single = day is not None and day == date.latest_any
    return "before the common era, or beyond the year 9999" if single else "no single day"


def _event(
    event: Event, assertions: Iterable[Assertion], claimants: Mapping[str, Claimant]
) -> dict[str, Any]:
    place = event.place if isinstance(event.place, Place) else None  # or it is known to be unknown
    made: dict[str, Any] = {
        "id": event.key,
        "description": "\n".join(
            dict.fromkeys(
                [
                    event.title,
                    *filter(None, [event.proposition]),
                    *(_line(item, claimants) for item in assertions),
                ]
            )
        ),
        "sources": list(dict.fromkeys(item.document for item in assertions if item.document)),
        "associations": list(event.tags),
        "date": "",
        "location": place.name if place is not None else "",
        "latitude": "",
        "longitude": "",
    }
    date = event.occurred
    day = date.earliest_any if date else None
    if date and day is not None and day == date.latest_any and 1 <= day.year <= _LAST_YEAR:
        made["date"] = f"{day.month:02d}/{day.day:02d}/{day.year:04d}"
        if "T" in date.edtf:
            made["time"] = date.edtf.partition("T")[2][:_MINUTE]
    if place is not None and place.lat is not None:
        made |= {"latitude": str(place.lat), "longitude": str(place.lon)}
    return made


def _association(tag: str) -> dict[str, Any]:
    return {"id": tag, "title": tag, "desc": "", "mode": "FILTER", "filter_paths": [tag]}


def _line(assertion: Assertion, claimants: Mapping[str, Claimant]) -> str:
    hedge = assertion.hedge if assertion.hedge != "stated" else ""
    how = ", ".join(filter(None, [hedge, date_text(assertion.said)]))
    said = f"{claimants[assertion.claimant].name} {assertion.stance}{f' ({how})' if how else ''}"
    _, words = spoken(assertion)
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
