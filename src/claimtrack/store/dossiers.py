"""Gathering everything a case file holds about one event."""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from claimtrack.analysis.parties import parties_named
from claimtrack.model import (
    Assertion,
    Assessment,
    Claimant,
    Correction,
    Document,
    Event,
    Evidence,
    Inquiry,
    Link,
)
from claimtrack.model.dossier import Dossier
from claimtrack.store.naming import Bearers

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from claimtrack.model import Field
    from claimtrack.store.reader import Reader

_CHUNK = 100  # events gathered at once: enough to save queries, few enough to be held in memory
SPEAKERS_KEPT = 20_000
"""So many claimants are held from chunk to chunk; a file may have more."""
_Record = TypeVar("_Record", Link, Evidence)
_Tree = TypeVar("_Tree", Claimant, Document)

_EVENT = "(SELECT pk FROM event WHERE key = ?)"
_ASSERTIONS = f"(SELECT pk FROM assertion WHERE event = {_EVENT})"
_CITED = f"SELECT document FROM assertion WHERE event = {_EVENT}"
_SPEAKERS = f"""SELECT claimant FROM assertion WHERE event = {_EVENT}
    UNION SELECT publisher FROM document WHERE pk IN ({_CITED})"""
_BEARING = f"SELECT evidence FROM evidence_bearing WHERE assertion IN {_ASSERTIONS}"


def gather_dossier(reader: Reader, event: Event) -> Dossier:
    """Gather everything the file holds about an event."""
    key = (event.key,)
    assertions = tuple(reader.select(Assertion, f"WHERE t.event = {_EVENT} ORDER BY t.pk", key))
    links = tuple(
        reader.select(
            Link, f"WHERE t.source IN {_ASSERTIONS} OR t.target IN {_ASSERTIONS} ORDER BY t.pk", key * 2
        )
    )
    elsewhere = _elsewhere(reader, links, {assertion.id for assertion in assertions})
    claimants = _with_ancestors(reader, Claimant, "part_of", _SPEAKERS, key * 2)
    assessments = tuple(reader.select(Assessment, f"WHERE t.event = {_EVENT} ORDER BY t.recorded, t.pk", key))
    answered = parties_named((*assertions, *elsewhere.values()))
    named = _named(elsewhere, assessments) | Bearers(reader.connection).of(answered)
    return Dossier(
        event=event,
        fields=reader.fields(),
        claimants={**claimants, **_others(reader, named, claimants)},
        documents=_with_ancestors(reader, Document, "derived_from", _CITED, key),
        assertions=assertions,
        links=links,
        elsewhere=elsewhere,
        evidence=tuple(reader.select(Evidence, f"WHERE t.pk IN ({_BEARING}) ORDER BY t.key", key)),
        assessments=assessments,
        inquiries=tuple(reader.select(Inquiry, f"WHERE t.event = {_EVENT} ORDER BY t.recorded, t.pk", key)),
        entered=_entered(assertions),
    )


def gather_corrections(reader: Reader, dossier: Dossier) -> tuple[Correction, ...]:
    """Return what was corrected, merged or taken out of the records of a dossier, oldest first."""
    names = [("event", dossier.event.key)]
    names += [("claimant", key) for key in dossier.claimants]
    names += [("document", key) for key in dossier.documents]
    names += [("evidence", item.key) for item in dossier.evidence]
    names += [(kind, said.id) for said in dossier.assertions for kind in ("assertion", "value", "link")]
    wanted = "(SELECT value ->> 0, value ->> 1 FROM json_each(?1))"
    where = f"WHERE (t.kind, t.name) IN {wanted} OR (t.kind, t.became) IN {wanted} ORDER BY t.recorded, t.pk"
    return tuple(reader.select(Correction, where, (json.dumps(names),)))


def _elsewhere(reader: Reader, links: Iterable[Link], here: Collection[str]) -> dict[str, Assertion]:
    """Return the assertions at the far ends of links; most events have none."""
    ends = sorted({end for link in links for end in (link.source, link.target) if end not in here})
    if not ends:
        return {}
    where = "WHERE t.id IN (SELECT value FROM json_each(?)) ORDER BY t.id"
    return {assertion.id: assertion for assertion in reader.select(Assertion, where, (json.dumps(ends),))}


def _named(elsewhere: Mapping[str, Assertion], assessments: Iterable[Assessment]) -> set[str]:
    """Name those who speak elsewhere, and those who judge: an assessor may be a claimant, or a name only."""
    speaking = {assertion.claimant for assertion in elsewhere.values()}
    return speaking | {assessment.by for assessment in assessments if assessment.by}


def _others(reader: Reader, names: Collection[str], known: Collection[str]) -> dict[str, Claimant]:
    """Return those of some keys who are on file and do not speak here, with all that they are part of."""
    keys = sorted(set(names).difference(known))
    if not keys:
        return {}
    named = "SELECT pk FROM claimant WHERE key IN (SELECT value FROM json_each(?))"
    return _with_ancestors(reader, Claimant, "part_of", named, (json.dumps(keys),))


def gather_dossiers(reader: Reader, events: Iterable[Event]) -> Iterator[Dossier]:
    """Gather everything the file holds about each of many events: what `gather_dossier` gives, chunk by chunk.

    Args:
        reader: the case file.
        events: the events; dossiers come in the same order.
    """
    fields, bearers = reader.fields(), Bearers(reader.connection)
    todo = iter(events)
    speakers: dict[str, Claimant] = {}
    while chunk := list(islice(todo, _CHUNK)):
        yield from _Chunk(reader, chunk, speakers, bearers).dossiers(fields)
        if len(speakers) > SPEAKERS_KEPT:
            speakers.clear()


def gather_speakers(reader: Reader, keys: set[str], known: dict[str, Claimant]) -> None:
    """Read claimants, with all that they are part of, as far as they are not known yet."""
    _read_up(reader, Claimant, keys, known, lambda claimant: claimant.part_of)


class _Chunk:
    """What the file holds about some events, read kind by kind and dealt out event by event.

    Args:
        reader: the case file.
        events: the events.
        speakers: claimants that were read before, by key; gets those that are read now. The same few speak everywhere.
        bearers: who bears the names that answers give.
    """

    def __init__(
        self, reader: Reader, events: list[Event], speakers: dict[str, Claimant], bearers: Bearers
    ) -> None:
        self.events, self.bearers = events, bearers
        keys = (json.dumps([event.key for event in events]),)
        self.assertions: dict[str, list[Assertion]] = {}
        self.known: dict[str, Assertion] = {}
        for assertion in reader.select(Assertion, f"WHERE t.event IN ({_EVENTS}) ORDER BY t.pk", keys):
            self.assertions.setdefault(assertion.event, []).append(assertion)
            self.known[assertion.id] = assertion
        cited = {assertion.document for assertion in self.known.values()}
        self.documents: dict[str, Document] = {}
        _read_up(reader, Document, cited, self.documents, lambda document: document.derived_from)
        speaking = {assertion.claimant for assertion in self.known.values()}
        speaking |= {self.documents[key].publisher for key in cited if key}
        gather_speakers(reader, speaking, speakers)
        spoken = f"(SELECT pk FROM assertion WHERE event IN ({_EVENTS}))"
        self.links = self._dealt(
            reader.select(
                Link, f"WHERE t.source IN {spoken} OR t.target IN {spoken} ORDER BY t.pk", keys * 2
            ),
            lambda link: (link.source, link.target),
        )
        far = [link for links in self.links.values() for link in links]
        self.elsewhere = _elsewhere(reader, far, self.known)
        bearing = f"SELECT evidence FROM evidence_bearing WHERE assertion IN {spoken}"
        self.evidence = self._dealt(
            reader.select(Evidence, f"WHERE t.pk IN ({bearing}) ORDER BY t.key", keys),
            lambda item: [borne.assertion for borne in item.bears_on],
        )
        self.assessments: dict[str, list[Assessment]] = {}
        where = f"WHERE t.event IN ({_EVENTS}) ORDER BY t.recorded, t.pk"
        for assessment in reader.select(Assessment, where, keys):
            self.assessments.setdefault(assessment.event, []).append(assessment)
        self.inquiries: dict[str, list[Inquiry]] = {}
        for inquiry in reader.select(Inquiry, where, keys):
            self.inquiries.setdefault(inquiry.event, []).append(inquiry)
        judged = [assessment for given in self.assessments.values() for assessment in given]
        self.claimants = speakers
        answering = (*self.known.values(), *self.elsewhere.values())
        named = _named(self.elsewhere, judged) | bearers.of(parties_named(answering))
        speakers |= _others(reader, named, speakers)

    def dossiers(self, fields: Mapping[str, Field]) -> Iterator[Dossier]:
        for event in self.events:
            assertions = self.assertions.get(event.key, [])
            links = self.links.get(event.key, [])
            elsewhere = self._far_ends(event, links)
            assessments = self.assessments.get(event.key, [])
            cited = {assertion.document for assertion in assertions}
            speaking = {assertion.claimant for assertion in assertions}
            speaking |= _named(elsewhere, assessments) & self.claimants.keys()
            speaking |= self.bearers.of(parties_named((*assertions, *elsewhere.values())))
            speaking |= {self.documents[key].publisher for key in cited if key}
            yield Dossier(
                event=event,
                fields=fields,
                claimants=_risen(speaking, self.claimants, lambda claimant: claimant.part_of),
                documents=_risen(cited, self.documents, lambda document: document.derived_from),
                assertions=tuple(assertions),
                links=tuple(links),
                elsewhere=elsewhere,
                evidence=tuple(self.evidence.get(event.key, ())),
                assessments=tuple(assessments),
                inquiries=tuple(self.inquiries.get(event.key, ())),
                entered=_entered(assertions),
            )

    def _far_ends(self, event: Event, links: list[Link]) -> dict[str, Assertion]:
        """Return what is linked to an event's assertions and is about another one, of this chunk or not."""
        ends = {end for link in links for end in (link.source, link.target)}
        found = {end: self.known.get(end) or self.elsewhere[end] for end in sorted(ends)}
        return {end: assertion for end, assertion in found.items() if assertion.event != event.key}

    def _dealt(
        self, records: Iterable[_Record], touched: Callable[[_Record], Iterable[str]]
    ) -> dict[str, list[_Record]]:
        """Deal out records to the events of the assertions that they touch."""
        dealt: dict[str, list[_Record]] = {}
        for record in records:
            for event in {self.known[key].event for key in touched(record) if key in self.known}:
                dealt.setdefault(event, []).append(record)
        return dealt


def _entered(assertions: Iterable[Assertion]) -> dict[str, int]:
    """Number assertions in the order of entry, in which they are given."""
    return {assertion.id: number for number, assertion in enumerate(assertions)}


def _risen(keys: set[str], known: Mapping[str, _Tree], parent_of: Callable[[_Tree], str]) -> dict[str, _Tree]:
    """Return records with all that they are part of, or derive from, in the order of their keys."""
    risen: set[str] = set()
    todo = list(keys)
    while todo:
        key = todo.pop()
        if key and key not in risen:
            risen.add(key)
            todo.append(parent_of(known[key]))
    return {key: known[key] for key in sorted(risen)}


def count_events(reader: Reader, tag: str = "") -> int:
    """Count events: all, or those with a tag."""
    return reader.count("event_tag", "text = ?", (tag,)) if tag else reader.count("event")


def select_events(
    reader: Reader, *, tag: str = "", claimant: str = "", as_entered: bool = False
) -> Iterator[Event]:
    """Stream events in the order of their keys, or of their entry.

    Args:
        reader: the case file.
        tag: only events with this tag.
        claimant: only events on which this claimant, or one that is part of it, spoke: its key.
        as_entered: in the order in which they were entered.
    """
    conditions: list[str] = []
    if tag:
        conditions.append("t.pk IN (SELECT owner FROM event_tag WHERE text = ?)")
    if claimant:
        conditions.append(f"t.pk IN (SELECT event FROM assertion WHERE claimant IN ({MEMBERS}))")
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    given = [text for text in (tag, claimant) if text]
    yield from reader.stream(Event, where, given, as_entered=as_entered)


def select_rows(reader: Reader, rows: Sequence[int]) -> list[Event]:
    """Return the events of some row numbers, in their order."""
    return reader.select(Event, "JOIN json_each(?) j ON j.value = t.pk ORDER BY j.key", (json.dumps(rows),))


MEMBERS = """WITH RECURSIVE down (pk) AS (
    SELECT pk FROM claimant WHERE key = ? UNION SELECT c.pk FROM claimant c JOIN down ON c.part_of = down.pk
    ) SELECT pk FROM down"""
"""The row numbers of a claimant, by its key, and of all that are part of it."""


_EVENTS = "SELECT pk FROM event WHERE key IN (SELECT value FROM json_each(?))"


def _read_up(
    reader: Reader,
    cls: type[_Tree],
    keys: set[str],
    known: dict[str, _Tree],
    parent_of: Callable[[_Tree], str],
) -> None:
    """Read records with all that they are part of, or derive from, as far as they are not known yet."""
    while todo := keys - known.keys() - {""}:
        found = reader.several(cls, todo)
        known |= found
        keys = set(map(parent_of, found.values()))


def _with_ancestors(
    reader: Reader, cls: type[_Tree], parent: str, roots: str, arguments: Sequence[str]
) -> dict[str, _Tree]:
    table = cls.__name__.lower()
    where = f"""WHERE t.pk IN (WITH RECURSIVE up (pk) AS (
        SELECT pk FROM {table} WHERE pk IN ({roots})
        UNION SELECT c.{parent} FROM {table} c JOIN up ON c.pk = up.pk WHERE c.{parent} IS NOT NULL
        ) SELECT pk FROM up) ORDER BY t.key"""
    return {record.key: record for record in reader.select(cls, where, arguments)}


def from_tables(connection: sqlite3.Connection, assertions: Sequence[str]) -> frozenset[str]:
    """Return those of some ids of assertions that rows of an imported table made."""
    sql = """SELECT a.id FROM assertion a JOIN json_each(?) j ON j.value = a.id
        WHERE EXISTS (SELECT 1 FROM import_row r WHERE r.assertion = a.pk)"""
    return frozenset(row[0] for row in connection.execute(sql, (json.dumps(list(assertions)),)))
