"""Taking a record out of the case that was entered by mistake, and putting it back. Call inside a unit of work.

The record leaves its table, with what hangs on it, and stands whole in `void`; the rules of the store let nothing else go.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from claimtrack.model import RECORD_TYPES, Assertion, Assessment, Evidence, Link, Void
from claimtrack.model.codec import encode, key_of, kind_of
from claimtrack.store.author import hung_on
from claimtrack.store.columns import as_json, name_column
from claimtrack.store.links import conceding
from claimtrack.store.log import name_of, touch
from claimtrack.store.reader import Reader
from claimtrack.store.writer import Writer

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from claimtrack.model import Record

_STANDING = "SELECT pk, kind, name FROM void WHERE revived = '' AND (kind, name) IN (SELECT value ->> 0, value ->> 1 FROM json_each(?))"
_ENDS = "(SELECT pk FROM assertion WHERE id = ?1)"


def set_aside(connection: sqlite3.Connection, record: Record, because: str, now: str) -> Void:
    """Make a record void.

    Args:
        connection: an open case file.
        record: the record; nothing points at it but what goes with it.
        because: why.
        now: the time, UTC, ISO 8601.

    Raises:
        sqlite3.IntegrityError: something points at it.
    """
    kind, name = kind_of(record), name_of(record)
    content = {"record": encode(record), **_beside(connection, record)}
    sql = "SELECT count(*) FROM void WHERE kind = ? AND name = ?"
    if before := connection.execute(sql, (kind, name)).fetchone()[0]:
        content["again"] = before
    void = Void(kind=kind, name=name, because=because, content=as_json(content), recorded=now)
    Writer(connection).insert(void)
    take_out(connection, record)
    return void


def _beside(connection: sqlite3.Connection, record: Record) -> dict[str, Any]:
    """Return what goes with a record: the links of an assertion, the verdicts on it, and what evidence bears on it."""
    if not isinstance(record, Assertion):
        return {}
    reader = Reader(connection)
    links = reader.select(Link, f"WHERE t.source = {_ENDS} OR t.target = {_ENDS} ORDER BY t.pk", (record.id,))
    verdicts = reader.select(Assessment, f"WHERE t.assertion = {_ENDS} ORDER BY t.pk", (record.id,))
    sql = f"""SELECT e.key, b.role FROM evidence_bearing b JOIN evidence e ON e.pk = b.evidence
        WHERE b.assertion = {_ENDS} ORDER BY e.key"""
    bearings = [list(row) for row in connection.execute(sql, (record.id,))]
    found = {"with": [encode(item) for item in (*links, *verdicts)], "bearings": bearings}
    return {name: items for name, items in found.items() if items}


def take_out(connection: sqlite3.Connection, record: Record) -> None:
    """Take a record out of its table, for which it must stand among the void ones."""
    kind = kind_of(record)
    if isinstance(record, Link):
        from claimtrack.store.changes import Changer

        Changer(connection).delete(record)
        return
    pk = Writer(connection).find_pk(kind, key_of(record))
    if kind == "assertion":
        hung_on(connection).add(key_of(record))
        for (evidence,) in connection.execute(
            "SELECT evidence FROM evidence_bearing WHERE assertion = ?", (pk,)
        ).fetchall():
            touch(connection, "evidence", evidence)
        for statement in _WITH_AN_ASSERTION:
            connection.execute(statement, (pk,))
    connection.execute(f"DELETE FROM {kind} WHERE pk = ?", (pk,))


_WITH_AN_ASSERTION = (
    "DELETE FROM link WHERE ?1 IN (source, target)",
    "DELETE FROM assessment WHERE assertion = ?1",
    "DELETE FROM evidence_bearing WHERE assertion = ?1",
    "DELETE FROM import_row WHERE assertion = ?1",
    "DELETE FROM import_digest WHERE assertion = ?1",
    "DELETE FROM value WHERE assertion = ?1",
)


def apply_voids(connection: sqlite3.Connection, voids: Iterable[Void]) -> None:
    """Take out what voids that came in with other records are of, where it is here."""
    reader = Reader(connection)
    for void in voids:
        if void.revived or void.kind == "link":
            continue
        held = reader.get(RECORD_TYPES[void.kind], void.name)
        if held is not None:
            take_out(connection, held)
            if isinstance(held, Assertion):
                let_concessions_fall(connection, held.event, void)


def let_concessions_fall(connection: sqlite3.Connection, event: str, cause: Void) -> list[Void]:
    """Make void the links of an event whose concession has no denial any more, as the denial is.

    Args:
        connection: an open case file.
        event: the key of the event.
        cause: why the denial is void, and since when.
    """
    made = []
    for link in conceding(connection, event):
        void = Void(
            kind="link",
            name=name_of(link),
            because=cause.because,
            content=as_json({"record": encode(link)}),
            recorded=cause.recorded,
        )
        Writer(connection).insert(void)
        take_out(connection, link)
        made.append(void)
    return made


def revive_recorded(connection: sqlite3.Connection, records: Iterable[Record], now: str) -> list[Void]:
    """Revive what was void and has just been recorded again, with what had gone with it.

    Args:
        connection: an open case file.
        records: what was recorded.
        now: the time, UTC, ISO 8601.

    Returns:
        What was void.
    """
    if connection.execute("SELECT 1 FROM void WHERE revived = '' LIMIT 1").fetchone() is None:
        return []
    names = as_json([[kind_of(record), name_of(record)] for record in records])
    found = connection.execute(_STANDING, (names,)).fetchall()
    for pk, _, _ in found:
        connection.execute("UPDATE void SET revived = ? WHERE pk = ?", (now, pk))
    reader = Reader(connection)
    voids = [reader.select(Void, "WHERE t.pk = ?", (pk,))[0] for pk, _, _ in found]
    for void in voids:
        _put_back_beside(connection, reader, json.loads(void.content))
    return voids


def revive_present(connection: sqlite3.Connection, now: str) -> None:
    """Note that records are void no longer that are in their tables again, with the same import as before.

    Args:
        connection: an open case file.
        now: the time, UTC, ISO 8601.
    """
    for kind in _AGAIN:
        sql = f"""UPDATE void SET revived = ? WHERE kind = '{kind}' AND revived = ''
            AND EXISTS (SELECT 1 FROM {kind} t WHERE t.{name_column(kind)} = void.name)"""
        connection.execute(sql, (now,))


_AGAIN = ("field", "claimant", "document", "event", "assertion", "evidence", "assessment")
"""Kinds that the rows of a table make, by names of their own."""


def put_back(connection: sqlite3.Connection, voids: Iterable[Void]) -> None:
    """Revive what is void and was revived elsewhere, as it was.

    Args:
        connection: an open case file.
        voids: what is void, with the time of its revival.
    """
    from claimtrack.model.decoding import Reading, decode

    reader = Reader(connection)
    reading = Reading(field_type=reader.field_type)
    for void in voids:
        content = json.loads(void.content)
        record, _ = decode(content["record"], reading)
        if record is not None:
            _as_before(connection, void.kind, void.name, Writer(connection).insert(record))
            _revive(connection, void, void.revived)
            _put_back_beside(connection, reader, content)


def bring_back(connection: sqlite3.Connection, record: Record, now: str) -> None:
    """Put a record that left its table back, as it was; where it was void it is no longer.

    Args:
        connection: an open case file.
        record: the record; what it refers to is there.
        now: the time, UTC, ISO 8601.
    """
    kind, name = kind_of(record), name_of(record)
    _as_before(connection, kind, name, Writer(connection).insert(record))
    sql = "UPDATE void SET revived = ? WHERE kind = ? AND name = ? AND revived = ''"
    connection.execute(sql, (now, kind, name))
    if isinstance(record, Assertion):
        hung_on(connection).add(name)


def _as_before(connection: sqlite3.Connection, kind: str, name: str, row: int) -> None:
    """Let a record that came back be of the import again that made it."""
    sql = (
        "SELECT first FROM entry_row WHERE kind = ? AND name = ? AND first = last ORDER BY entry DESC LIMIT 1"
    )
    former = connection.execute(sql, (kind, name)).fetchone()
    if former is not None:
        sql = """INSERT INTO import_made (run, kind, first, last) SELECT DISTINCT run, kind, ?1, ?1 FROM import_made
            WHERE kind = ?2 AND ?3 BETWEEN first AND last"""
        connection.execute(sql, (row, kind, former[0]))


def _revive(connection: sqlite3.Connection, void: Void, now: str) -> None:
    sql = "UPDATE void SET revived = ? WHERE kind = ? AND name = ? AND recorded = ? AND revived = ''"
    connection.execute(sql, (now, void.kind, void.name, void.recorded))


def _put_back_beside(connection: sqlite3.Connection, reader: Reader, content: dict[str, Any]) -> None:
    """Put back the links, verdicts and bearings that went with an assertion, where what they point at is here."""
    from claimtrack.model.decoding import Reading, decode

    writer = Writer(connection)
    reading = Reading(field_type=reader.field_type)
    for item in content.get("with", ()):
        record, _ = decode(item, reading)
        if isinstance(record, Link):
            ends = reader.several(Assertion, (record.source, record.target))
            if len(ends) == len({record.source, record.target}):
                writer.insert(record)
        elif record is not None and reader.get(type(record), key_of(record)) is None:
            writer.insert(record)
    said = content["record"].get("id", "")
    hung_on(connection).add(said)
    for key, role in content.get("bearings", ()):
        if reader.get(Evidence, key) is not None:
            evidence = writer.find_pk("evidence", key)
            touch(connection, "evidence", evidence)
            row = (evidence, writer.find_pk("assertion", said), role)
            connection.execute("INSERT OR IGNORE INTO evidence_bearing VALUES (?, ?, ?)", row)
