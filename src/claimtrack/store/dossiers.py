"""Gathering everything a case file holds about one event."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from claimtrack.model import Assertion, Assessment, Claimant, Document, Event, Evidence, Link
from claimtrack.model.dossier import Dossier

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimtrack.store.reader import Reader

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
    return Dossier(
        event=event,
        fields=reader.fields(),
        claimants=_with_ancestors(reader, Claimant, "part_of", _SPEAKERS, key * 2),
        documents=_with_ancestors(reader, Document, "derived_from", _CITED, key),
        assertions=tuple(reader.select(Assertion, f"WHERE t.event = {_EVENT} ORDER BY t.id", key)),
        links=tuple(
            reader.select(
                Link, f"WHERE t.source IN {_ASSERTIONS} OR t.target IN {_ASSERTIONS} ORDER BY t.pk", key * 2
            )
        ),
        evidence=tuple(reader.select(Evidence, f"WHERE t.pk IN ({_BEARING}) ORDER BY t.key", key)),
        assessments=tuple(
            reader.select(Assessment, f"WHERE t.event = {_EVENT} ORDER BY t.recorded, t.pk", key)
        ),
    )


def select_events(reader: Reader, *, tag: str = "", claimant: str = "") -> Iterator[Event]:
    """Stream events in the order of their keys.

    Args:
        reader: the case file.
        tag: only events with this tag.
        claimant: only events on which this claimant, or one that is part of it, spoke: its key.
    """
    conditions: list[str] = []
    if tag:
        conditions.append("t.pk IN (SELECT owner FROM event_tag WHERE text = ?)")
    if claimant:
        conditions.append(f"t.pk IN (SELECT event FROM assertion WHERE claimant IN ({_MEMBERS}))")
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    yield from reader.stream(Event, where, [given for given in (tag, claimant) if given])


_MEMBERS = """WITH RECURSIVE down (pk) AS (
    SELECT pk FROM claimant WHERE key = ? UNION SELECT c.pk FROM claimant c JOIN down ON c.part_of = down.pk
    ) SELECT pk FROM down"""


def _with_ancestors(
    reader: Reader, cls: type[_Tree], parent: str, roots: str, arguments: Sequence[str]
) -> dict[str, _Tree]:
    table = cls.__name__.lower()
    where = f"""WHERE t.pk IN (WITH RECURSIVE up (pk) AS (
        SELECT pk FROM {table} WHERE pk IN ({roots})
        UNION SELECT c.{parent} FROM {table} c JOIN up ON c.pk = up.pk WHERE c.{parent} IS NOT NULL
        ) SELECT pk FROM up) ORDER BY t.key"""
    return {record.key: record for record in reader.select(cls, where, arguments)}
