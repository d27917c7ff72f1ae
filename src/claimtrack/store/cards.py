"""Cards: one record with all that stands around it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from claimtrack.model import Link
from claimtrack.model.codec import key_of, kind_of
from claimtrack.model.listing import Card, Entry, Section
from claimtrack.store.columns import name_column
from claimtrack.store.listing import Lister
from claimtrack.store.reader import Reader

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from claimtrack.model import Record

_SHOWN = 20  # records of a section; `list` has the rest
_MOST_LINKS = 200

_DOWN = "(WITH RECURSIVE down (pk) AS (SELECT ? UNION SELECT c.pk FROM {0} c JOIN down ON c.{1} = down.pk) SELECT pk FROM down)"

# By kind: the name of a section, the kind of record in it, and the condition with the row number as its argument.
_SECTIONS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "event": (
        ("statements", "assertion", "t.event = ?"),
        (
            "evidence",
            "evidence",
            """t.pk IN (SELECT b.evidence FROM evidence_bearing b JOIN assertion a ON a.pk = b.assertion
                WHERE a.event = ?)""",
        ),
        ("assessments", "assessment", "t.event = ?"),
        ("searches", "inquiry", "t.event = ?"),
    ),
    "claimant": (
        ("parts", "claimant", "t.part_of = ?"),
        ("statements", "assertion", f"t.claimant IN {_DOWN.format('claimant', 'part_of')}"),
        ("documents", "document", "t.publisher = ?"),
    ),
    "document": (
        ("derived", "document", "t.derived_from = ?"),
        ("statements", "assertion", "t.document = ?"),
        ("evidence", "evidence", "t.document = ?"),
    ),
    "assertion": (
        ("evidence", "evidence", "t.pk IN (SELECT b.evidence FROM evidence_bearing b WHERE b.assertion = ?)"),
        ("assessments", "assessment", "t.assertion = ?"),
    ),
    "evidence": (
        (
            "statements",
            "assertion",
            "t.pk IN (SELECT b.assertion FROM evidence_bearing b WHERE b.evidence = ?)",
        ),
    ),
    "field": (
        (
            "statements",
            "assertion",
            "EXISTS (SELECT 1 FROM value v WHERE v.assertion = t.pk AND v.field = ?)",
        ),
        ("assessments", "assessment", "t.field = ?"),
    ),
}

_CHAIN = """WITH RECURSIVE up (pk, step) AS (
    SELECT {parent}, 1 FROM {table} WHERE pk = ?
    UNION SELECT c.{parent}, step + 1 FROM {table} c JOIN up ON c.pk = up.pk WHERE up.pk IS NOT NULL AND step < 1000)
    SELECT c.key FROM up JOIN {table} c ON c.pk = up.pk ORDER BY step"""
_TREES = {"claimant": "part_of", "document": "derived_from"}

_LINKS = """SELECT l.pk, l.source = :pk AS outward, a.id, a.label, c.name, a.said, a.text, a.quote, e.key
    FROM link l JOIN assertion a ON a.pk = CASE WHEN l.source = :pk THEN l.target ELSE l.source END
    JOIN claimant c ON c.pk = a.claimant JOIN event e ON e.pk = a.event
    WHERE l.source = :pk OR l.target = :pk ORDER BY outward DESC, l.pk LIMIT :limit"""

# A correction of a value or a link is filed under the assertion it belongs to.
_CORRECTIONS = """SELECT recorded, kind, before FROM correction
    WHERE kind IN (?1, iif(?1 = 'assertion', 'value', ''), iif(?1 = 'assertion', 'link', '')) AND name = ?2
    ORDER BY pk DESC LIMIT ?3"""


def gather_card(connection: sqlite3.Connection, record: Record) -> Card:
    """Gather what stands around a record: what points at it, and what it points at."""
    kind, name = kind_of(record), key_of(record)
    row = connection.execute(f"SELECT pk FROM {kind} WHERE {name_column(kind)} = ?", (name,)).fetchone()
    if row is None:  # a built-in field that this file has not used yet
        return Card(kind=kind, entry=Entry(record))
    pk = int(row[0])
    lister = Lister(connection)
    [entry] = lister.describe(kind, [pk])
    facts = {**entry.facts, **_around(connection, kind, pk)}
    return Card(
        kind=kind,
        entry=Entry(entry.record, facts),
        links=tuple(_links(connection, pk)) if kind == "assertion" else (),
        sections=tuple(
            Section(name=name, listing=lister.page(of, condition, (pk,), _SHOWN))
            for name, of, condition in _SECTIONS.get(kind, ())
        ),
        corrections=tuple(
            (at, what, json.loads(before))
            for at, what, before in connection.execute(_CORRECTIONS, (kind, name, _SHOWN)).fetchall()
        ),
    )


def _around(connection: sqlite3.Connection, kind: str, pk: int) -> dict[str, Any]:
    """Return what a record points at beyond one step: the chain above it, the origin of its document."""
    if kind in _TREES:
        return {"chain": _chain(connection, kind, pk)}
    if kind != "assertion":
        return {}
    sql = """SELECT d.pk, d.key, d.title, d.url, p.name FROM assertion a JOIN document d ON d.pk = a.document
        LEFT JOIN claimant p ON p.pk = d.publisher WHERE a.pk = ?"""
    row = connection.execute(sql, (pk,)).fetchone()
    if row is None:
        return {}
    chain = _chain(connection, "document", row[0])
    return {
        "document_title": row[2],
        "document_url": row[3],
        "publisher_name": row[4] or "",
        "origin": chain[-1] if chain else row[1],
    }


def _chain(connection: sqlite3.Connection, table: str, pk: int) -> list[str]:
    sql = _CHAIN.format(table=table, parent=_TREES[table])
    return [row[0] for row in connection.execute(sql, (pk,)).fetchall()]


def _links(connection: sqlite3.Connection, pk: int) -> Iterator[Entry]:
    """Yield the links of an assertion, its own first, each with what stands at the other end."""
    from claimtrack.store.columns import read_date_column

    rows = connection.execute(_LINKS, {"pk": pk, "limit": _MOST_LINKS}).fetchall()
    marks = ", ".join("?" * len(rows))
    links = Reader(connection).select(
        Link, f"WHERE t.pk IN ({marks}) ORDER BY t.source <> ?, t.pk", [*(row[0] for row in rows), pk]
    )
    for link, (_, outward, other, label, claimant, said, text, quote, event) in zip(links, rows, strict=True):
        yield Entry(
            link,
            {
                "outward": bool(outward),
                "other": other,
                "other_label": label,
                "claimant_name": claimant,
                "said": read_date_column(said) if said is not None else None,
                "text": text or quote,
                "event": event,
            },
        )
