"""When records arrived in this file: later than they were recorded, where that was in another."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from claimtrack.model import Correction, Record, Void
from claimtrack.store.author import rows_before

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from claimtrack.model import Link
    from claimtrack.model.dossier import Dossier

_R = TypeVar("_R", bound=Record)
_Beside = TypeVar("_Beside", Correction, Void)

_STAMPED = ("assertion", "link", "evidence", "assessment", "inquiry", "correction", "void")
_AT = "(SELECT max(r.at) FROM arrival r WHERE r.kind = '{0}' AND t.pk BETWEEN r.first AND r.last)"
_NAMED = "SELECT t.{name}, {at} FROM {kind} t WHERE t.{name} IN (SELECT value FROM json_each(?))"
_LINKS = f"""SELECT t.kind, s.id, o.id, t.fields, {_AT.format("link")} FROM link t JOIN assertion s ON s.pk = t.source
    JOIN assertion o ON o.pk = t.target WHERE s.id IN (SELECT value FROM json_each(?))"""
_BESIDE = """SELECT t.kind, t.name, t.recorded, {at} FROM {kind} t
    WHERE t.name IN (SELECT value FROM json_each(?))"""


def note_arrival(connection: sqlite3.Connection, now: str) -> None:
    """Write down that what a transaction has made arrived now. Call inside it.

    Args:
        connection: a case file.
        now: the time, UTC, ISO 8601.
    """
    before = rows_before(connection)
    for kind in _STAMPED:
        last = connection.execute(f"SELECT coalesce(max(pk), 0) FROM {kind}").fetchone()[0]
        if last > before.get(kind, last):
            connection.execute("INSERT INTO arrival VALUES (?, ?, ?, ?)", (kind, before[kind] + 1, last, now))


def any_arrived(connection: sqlite3.Connection) -> bool:
    """Whether anything in a file came from another."""
    return connection.execute("SELECT 1 FROM arrival LIMIT 1").fetchone() is not None


def as_arrived(connection: sqlite3.Connection, dossier: Dossier) -> Dossier:
    """Return a dossier whose records say when they arrived in this file, where that was later than they were recorded.

    Args:
        connection: an open case file.
        dossier: an event and all that was said of it.
    """
    if not any_arrived(connection):
        return dossier
    return replace(
        dossier,
        assertions=_by_name(connection, "assertion", "id", dossier.assertions),
        evidence=_by_name(connection, "evidence", "key", dossier.evidence),
        assessments=_by_name(connection, "assessment", "id", dossier.assessments),
        inquiries=_by_name(connection, "inquiry", "id", dossier.inquiries),
        links=_links(connection, dossier.links),
    )


def _by_name(connection: sqlite3.Connection, kind: str, name: str, records: Sequence[_R]) -> tuple[_R, ...]:
    sql = _NAMED.format(name=name, kind=kind, at=_AT.format(kind))
    names = json.dumps([getattr(record, name) for record in records])
    at = dict(connection.execute(sql, (names,)).fetchall())
    return tuple(_arrived(record, at.get(getattr(record, name))) for record in records)


def _links(connection: sqlite3.Connection, links: Sequence[Link]) -> tuple[Link, ...]:
    rows = connection.execute(_LINKS, (json.dumps([link.source for link in links]),))
    at = {(kind, source, target, *json.loads(fields)): when for kind, source, target, fields, when in rows}
    return tuple(
        _arrived(link, at.get((link.kind, link.source, link.target, *sorted(link.fields)))) for link in links
    )


def beside_as_arrived(
    connection: sqlite3.Connection, kind: str, records: Iterable[_Beside]
) -> tuple[_Beside, ...]:
    """Return corrections or voids that say when they arrived in this file.

    Args:
        connection: an open case file.
        kind: `correction` or `void`.
        records: those of one kind.
    """
    found = tuple(records)
    if not found or not any_arrived(connection):
        return found
    rows = connection.execute(
        _BESIDE.format(kind=kind, at=_AT.format(kind)), (json.dumps([item.name for item in found]),)
    )
    at = {tuple(row[:3]): row[3] for row in rows}
    return tuple(_arrived(item, at.get((item.kind, item.name, item.recorded))) for item in found)


def _arrived(record: _R, at: str | None) -> _R:
    return replace(record, recorded=at) if at and record.recorded and at > record.recorded else record
