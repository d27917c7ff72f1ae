"""Reading what is void."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from claimtrack.model import Assertion, Claimant, Document, Link, Void
from claimtrack.model.decoding import Reading, decode
from claimtrack.store.arrivals import beside_as_arrived
from claimtrack.store.reader import Reader

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable

    from claimtrack.model import Record
    from claimtrack.model.dossier import Dossier

_Tree = TypeVar("_Tree", Claimant, Document)


def standing_voids(connection: sqlite3.Connection, kind: str = "", event: str = "") -> list[Void]:
    """Return what is void, the last first.

    Args:
        connection: an open case file.
        kind: only of this kind.
        event: only what was said about the event of this key.
    """
    conditions, arguments = ["t.revived = ''"], []
    if kind:
        conditions.append("t.kind = ?")
        arguments.append(kind)
    if event:
        conditions.append("json_extract(t.content, '$.record.event') = ?")
        arguments.append(event)
    where = f"WHERE {' AND '.join(conditions)} ORDER BY t.pk DESC"
    return Reader(connection).select(Void, where, arguments)


def with_later_voids(connection: sqlite3.Connection, dossier: Dossier, day: str) -> Dossier:
    """Return a dossier with what has become void only after a day.

    Args:
        connection: an open case file.
        dossier: an event and all that was said of it.
        day: ISO day; all of it counts.
    """
    voids = [
        void
        for void in beside_as_arrived(
            connection, "void", standing_voids(connection, "assertion", dossier.event.key)
        )
        if void.recorded[:10] > day
    ]
    if not voids:
        return dossier
    reader = Reader(connection)
    said, links = _read(reader, voids)
    ends = {item.id for item in (*dossier.assertions, *said)} | set(dossier.elsewhere)
    kept = tuple(link for link in links if {link.source, link.target} <= ends)
    claimants = _with_parents(reader, Claimant, dossier.claimants, said, lambda item: item.claimant)
    documents = _with_parents(reader, Document, dossier.documents, said, lambda item: item.document)
    return replace(
        dossier,
        assertions=(*dossier.assertions, *said),
        links=(*dossier.links, *dict.fromkeys(kept)),
        claimants=claimants,
        documents=documents,
        entered={item.id: number for number, item in enumerate((*dossier.assertions, *said))},
    )


def _read(reader: Reader, voids: Iterable[Void]) -> tuple[list[Assertion], list[Link]]:
    reading = Reading(field_type=reader.field_type)
    said: list[Assertion] = []
    links: list[Link] = []
    for void in voids:
        content = json.loads(void.content)
        for item in (content["record"], *content.get("with", ())):
            record: Record | None = decode(item, reading)[0]
            if isinstance(record, Assertion):
                said.append(record)
            elif isinstance(record, Link):
                links.append(record)
    return said, links


def _with_parents(
    reader: Reader,
    cls: type[_Tree],
    known: object,
    said: Iterable[Assertion],
    named: Callable[[Assertion], str],
) -> dict[str, _Tree]:
    """Return records by key, with those that assertions name and all that they are part of."""
    found: dict[str, _Tree] = dict(known)  # type: ignore[call-overload]  # of the class, as in the dossier
    todo = [named(item) for item in said]
    while todo:
        key = todo.pop()
        if key and key not in found and (record := reader.get(cls, key)) is not None:
            found[key] = record
            todo.append(getattr(record, "part_of", "") or getattr(record, "derived_from", ""))
    return found
