"""What is void on either side of a merge, and what the other side has put upon it: void with it, and kept whole."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from claimtrack.intake.known import Known
from claimtrack.merging.edits import naming
from claimtrack.model import RECORD_TYPES, Assertion, Correction, Edit, Field, Link, Void
from claimtrack.model.codec import TAG, kind_of, shapes
from claimtrack.model.decoding import Reading, decode
from claimtrack.model.edits import boxed, new_edit, states_of
from claimtrack.store.changes import Changer
from claimtrack.store.columns import as_json
from claimtrack.store.links import conceding
from claimtrack.store.log import name_of, touch
from claimtrack.store.reader import Reader
from claimtrack.store.voiding import take_out
from claimtrack.store.writer import Writer

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from claimtrack.merging.edits import EditsOfBoth
    from claimtrack.merging.names import Name
    from claimtrack.model import Record

PARENTS = {"claimant": "part_of", "document": "derived_from"}
"""Kinds whose records may be part of another of the kind, and the attribute that says so."""
KINDS = tuple(kind for kind, cls in RECORD_TYPES.items() if cls not in (Correction, Void, Edit))
"""Kinds of record, each after those that it refers to."""


class VoidInEither:
    """What is void in either of two files.

    Args:
        ours: the case file.
        path: its path, named in errors.
        edits: the edits of both.
        voids: what is void in either.

    Attributes:
        standing: what is void, by kind and key or id.
        made: records that are void because what they stand on is, by kind.
    """

    def __init__(
        self,
        ours: sqlite3.Connection,
        path: Path,
        edits: EditsOfBoth,
        voids: Mapping[Name, Void],
    ) -> None:
        self._ours, self._path, self._edits = ours, path, edits
        self._mine = Reader(ours)
        self._known = Known(self._mine)
        self.standing = {(kind, edits.names.edited(kind, name)): void for (kind, name), void in voids.items()}
        self.made: Counter[str] = Counter()

    def falls(self, kind: str, name: str, content: Mapping[str, Any]) -> bool:
        """Whether a record cannot be in the case, for what it refers to is void; it is kept whole among what is void.

        Args:
            kind: its kind.
            name: its key or id.
            content: what both files say of it.
        """
        found = [self.standing[name] for name in referred(kind, content) if name in self.standing]
        causes = sorted(found, key=lambda void: (void.recorded, void.because, void.kind, void.name))
        if causes and not any(self._goes_with(kind, name, void) for void in causes):
            self._make_void(kind, name, content, causes[0])
        return bool(causes)

    def _make_void(self, kind: str, name: str, content: Mapping[str, Any], cause: Void) -> None:
        content = {**content, "key": name} if "key" in content else content
        record, _ = decode(content, Reading(field_type=self._mine.field_type))
        ordered = states_of(record) if record is not None else dict(content)  # as any export writes it
        void = Void(
            kind=kind,
            name=name,
            because=cause.because,
            content=as_json({"record": ordered}),
            recorded=cause.recorded,
        )
        Writer(self._ours).insert(void)
        self.standing[kind, name] = void
        self.made[kind] += 1

    def let_concessions_fall(self) -> None:
        """Make void the links here whose concession has lost its denial to a void."""
        events = {
            event
            for (kind, _), void in self.standing.items()
            if kind == "assertion"
            for event in [self._event_of(void)]
        }
        for event in sorted(events):
            for link in conceding(self._ours, event):
                content = self._edits.names.state(link)
                if self.concession_falls(link_name(content), content):
                    take_out(self._ours, link)

    def concession_falls(self, name: str, content: Mapping[str, Any]) -> bool:
        """Whether a concession is of an event in which what was denied is void: its link is then void as that is."""
        said = self._mine.get(Assertion, content["source"])
        voids = [void for (kind, _), void in self.standing.items()
                 if kind == "assertion" and said is not None and self._event_of(void) == said.event]  # fmt: skip
        if voids:
            self._make_void(
                "link", name, content, max(voids, key=lambda void: (void.recorded, void.because, void.name))
            )
        return bool(voids)

    def _event_of(self, void: Void) -> str:
        event: str = json.loads(void.content)["record"]["event"]
        return self._edits.names.now("event", event)

    def without_bearings(self, kind: str, name: str, content: dict[str, Any]) -> None:
        """Leave out that evidence bears on what is void; where the void does not keep that, an edit does."""
        if kind != "evidence":
            return
        for item in list(content.get("bears_on", ())):
            void = self.standing.get(("assertion", item["assertion"]))
            if void is not None:
                content["bears_on"] = [other for other in content["bears_on"] if other != item]
                self._note_bearing(name, item["assertion"], item["role"], void)

    def _note_bearing(self, evidence: str, assertion: str, role: str, void: Void) -> None:
        if [evidence, role] in json.loads(void.content).get("bearings", ()):
            return
        part = ("bears_on", assertion)
        left = self._edits.standing("evidence", evidence, part)
        if left and all(boxed(edit.after) is None for edit in left):
            return
        self._edits.put_down(
            "evidence", evidence, [new_edit("evidence", evidence, part, role, None, left, void.recorded)]
        )

    def take_out(self) -> None:
        """Take out what is void now, and what stands on it. Call once what both files say of each record is written."""
        gone: list[tuple[Record, Void]] = []
        for kind in KINDS:
            todo = self._here(kind) + self._standing_on(kind, gone)
            while todo:
                gone += [(record, self._void_of(kind, record)) for record in parents_first(kind, todo)]
                todo = self._standing_on(kind, gone) if kind in PARENTS else []
        for record, void in reversed(gone):
            self._let_go(record, void)

    def _void_of(self, kind: str, record: Record) -> Void:
        return self.standing[kind, self._edits.names.now(kind, name_of(record))]

    def _here(self, kind: str) -> list[Record]:
        """Return the records of a kind that are void now, or were merged into one that is, and are here still."""
        names = [name for of, name in self.standing if of == kind]
        former = self._edits.names.former()
        names += [name for of, name, now in former if of == kind and (kind, now) in self.standing]
        if kind != "link":
            return list(self._mine.several(RECORD_TYPES[kind], names).values())
        voids = (read_link(json.loads(self.standing[kind, name].content)["record"]) for name in names)
        held = (self._known.same(link, "") for link in voids if link is not None)
        return [link for link in held if link is not None]

    def _standing_on(self, kind: str, gone: list[tuple[Record, Void]]) -> list[Record]:
        """Return the records of a kind that refer to what goes, each made void unless it is."""
        known = {(kind_of(record), name_of(record)) for record, _ in gone}
        found = {
            name_of(other): other
            for record, _ in gone
            for other in _pointing(self._mine, self._ours, record, kind)
            if (kind, name_of(other)) not in known
        }
        return [
            other
            for name, other in found.items()
            if (kind, name) in self.standing or self._falls_here(kind, name, other)
        ]

    def _falls_here(self, kind: str, name: str, record: Record) -> bool:
        """Whether a record here falls with what it stands on, and by itself: what hangs on it alone goes with that."""
        self.falls(kind, name, self._edits.names.state(record))
        return (kind, name) in self.standing

    def _goes_with(self, kind: str, name: str, void: Void) -> bool:
        """Whether what is void holds a record that hung on it."""
        return any(
            item[TAG] == kind and (item.get("id") or link_name(item)) == name
            for item in json.loads(void.content).get("with", ())
        )

    def _let_go(self, record: Record, void: Void) -> None:
        kind, name = kind_of(record), name_of(record)
        if isinstance(record, Link):
            if self._known.same(record, "") is not None:
                take_out(self._ours, record)
            return
        if self._mine.get(type(record), name) is None:
            return
        if isinstance(record, Assertion):
            sql = """SELECT e.key, b.role, e.pk FROM evidence_bearing b JOIN evidence e ON e.pk = b.evidence
                WHERE b.assertion = (SELECT pk FROM assertion WHERE id = ?)"""
            for evidence, role, pk in self._ours.execute(sql, (name,)).fetchall():
                touch(self._ours, "evidence", pk)
                self._note_bearing(evidence, name, role, void)
        with naming(self._path, kind, name):
            take_out(self._ours, record)


def read_link(content: Mapping[str, Any]) -> Record | None:
    """Return a link from its native form."""
    return decode(content, Reading())[0]


def link_name(content: Mapping[str, Any]) -> str:
    """Return the hash of what a link is."""
    record = read_link(content)
    return name_of(record) if record is not None else ""


def parents_first(kind: str, records: Sequence[Record]) -> Iterator[Record]:
    """Yield records of a kind, each after the one of them that it is part of."""
    left = {name_of(record): record for record in records}
    while left:
        parents = {name: getattr(record, PARENTS.get(kind, ""), None) for name, record in left.items()}
        first = [name for name, parent in parents.items() if parent not in left]
        yield from (left.pop(name) for name in first or list(left))


def referred(kind: str, content: Mapping[str, Any]) -> Iterator[Name]:
    """Yield kind and name of all that a record cannot be without."""
    for name, shape in shapes(RECORD_TYPES[kind]).items():
        value = content.get(name)
        if not value:
            continue
        if shape.kind == "ref":
            yield shape.of, value
        elif shape.kind == "values":
            yield from (("field", item["field"]) for item in value)
        elif (shape.kind, shape.of) == ("refs", "field"):
            yield from (("field", key) for key in value)


def _pointing(reader: Reader, connection: sqlite3.Connection, record: Record, kind: str) -> Iterator[Record]:
    """Yield the records of a kind that refer to one."""
    of = kind_of(record)
    if isinstance(record, Link):
        return
    if isinstance(record, Field) and kind == "assertion":
        where = (
            "WHERE t.pk IN (SELECT v.assertion FROM value v JOIN field f ON f.pk = v.field WHERE f.key = ?)"
        )
        yield from reader.select(Assertion, where, (record.key,))
    name = "id" if isinstance(record, Assertion) else "key"
    if not hasattr(record, name):
        return
    for cls, column in Changer(connection).references(of):
        if cls is RECORD_TYPES[kind]:
            yield from reader.select(
                cls, f"WHERE t.{column} = (SELECT pk FROM {of} WHERE {name} = ?)", (getattr(record, name),)
            )
