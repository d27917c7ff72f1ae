"""A selection of a case file: some assertions, and everything that they refer to."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from claimtrack.dates.related import ANCHORS
from claimtrack.model import (
    Assertion,
    Assessment,
    Claimant,
    Correction,
    Document,
    Edit,
    Event,
    Evidence,
    Field,
    Inquiry,
    Link,
    Void,
)
from claimtrack.model.listing import Filters
from claimtrack.store.assertion_columns import assertion_columns
from claimtrack.store.columns import name_column, says_something, text_cell
from claimtrack.store.filters import conditions
from claimtrack.store.native_lines import lines
from claimtrack.store.reader import Reader

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from claimtrack.model import Record
    from claimtrack.model.assertion_columns import AssertionColumns

_R = TypeVar("_R", bound="Record")

Where: TypeAlias = tuple[str, tuple[Any, ...]]
"""A condition on the rows `t` of a table, and its arguments."""

# An assertion refers to those it links to, and to those that its evidence bears on as well.
_REFERRED = """WITH RECURSIVE chosen (pk) AS (
    SELECT value FROM json_each(?)
    UNION SELECT l.target FROM link l JOIN chosen c ON l.source = c.pk
    UNION SELECT o.assertion FROM chosen c JOIN evidence_bearing m ON m.assertion = c.pk
        JOIN evidence_bearing o ON o.evidence = m.evidence
    ) SELECT pk FROM chosen"""

_A = "(SELECT value FROM json_each(?1))"
_E = f"(SELECT event FROM assertion WHERE pk IN {_A} UNION SELECT value FROM json_each(?2))"
_ANCHORS = (
    "(SELECT value FROM json_each(?3))"  # events that dates count from: they come with nothing of their own
)
_E_OR_ANCHORS = f"(SELECT pk FROM event WHERE pk IN {_E} OR pk IN {_ANCHORS})"
_EVIDENCE = f"SELECT evidence FROM evidence_bearing WHERE assertion IN {_A}"
_DOCUMENTS = f"""WITH RECURSIVE up (pk) AS (
    SELECT document FROM assertion WHERE pk IN {_A} UNION SELECT document FROM evidence WHERE pk IN ({_EVIDENCE})
    UNION SELECT value FROM json_each(?4)
    UNION SELECT d.derived_from FROM document d JOIN up ON d.pk = up.pk
    ) SELECT pk FROM up WHERE pk IS NOT NULL"""
_CLAIMANTS = f"""WITH RECURSIVE up (pk) AS (
    SELECT claimant FROM assertion WHERE pk IN {_A} UNION SELECT publisher FROM document WHERE pk IN ({_DOCUMENTS})
    UNION SELECT c.part_of FROM claimant c JOIN up ON c.pk = up.pk
    ) SELECT pk FROM up WHERE pk IS NOT NULL"""
_LINKS = f"t.source IN {_A} AND t.target IN {_A}"
_ASSESSMENTS = f"t.event IN {_E} AND (t.assertion IS NULL OR t.assertion IN {_A})"
_INQUIRIES = f"t.event IN {_E}"
_FIELDS = f"""t.pk IN (SELECT field FROM value WHERE assertion IN {_A}
    UNION SELECT field FROM assessment t WHERE {_ASSESSMENTS} UNION SELECT field FROM inquiry t WHERE {_INQUIRIES})
    OR t.key IN (SELECT f.value FROM link t, json_each(t.fields) f WHERE {_LINKS})"""

_NAMES = f"""SELECT 'event', key FROM event WHERE pk IN {_E_OR_ANCHORS}
    UNION SELECT 'claimant', key FROM claimant WHERE pk IN ({_CLAIMANTS})
    UNION SELECT 'document', key FROM document WHERE pk IN ({_DOCUMENTS})
    UNION SELECT 'evidence', key FROM evidence WHERE pk IN ({_EVIDENCE})
    UNION SELECT k.value, a.id FROM assertion a, json_each('["assertion", "value", "link"]') k WHERE a.pk IN {_A}"""
_CORRECTIONS = f"(t.kind, t.name) IN ({_NAMES}) OR (t.kind, t.became) IN ({_NAMES})"

# What was void by mistake is of an event where it named that event.
_VOIDS = f"""json_extract(t.content, '$.record.event') IN (SELECT key FROM event WHERE pk IN {_E})
    OR (t.kind, t.name) IN ({_NAMES})"""

_EDITS = f"""(t.kind, t.name) IN ({_NAMES})
    OR (t.kind, t.name) IN (SELECT t.kind, t.name FROM correction t WHERE {_CORRECTIONS})"""

_CHOSEN: dict[type[Record], str] = {
    Field: _FIELDS,
    Claimant: f"t.pk IN ({_CLAIMANTS})",
    Document: f"t.pk IN ({_DOCUMENTS})",
    Event: f"t.pk IN {_E_OR_ANCHORS}",
    Assertion: f"t.pk IN {_A}",
    Link: _LINKS,
    Evidence: f"t.pk IN ({_EVIDENCE})",
    Assessment: _ASSESSMENTS,
    Inquiry: _INQUIRIES,
    Correction: _CORRECTIONS,
    Void: _VOIDS,
    Edit: _EDITS,
}


class Selection:
    """The chosen records of a case file.

    Args:
        connection: an open case file.
        choices: what to take: whatever meets one of them, with everything that it refers to; none for the
            whole file.

    Attributes:
        reader: reads any record of the file.

    Raises:
        DamagedCaseFileError: the whole file is asked for, and holds parts of records that are not there.
    """

    def __init__(self, connection: sqlite3.Connection, choices: Sequence[Filters]) -> None:
        self._connection, self.reader = connection, Reader(connection)
        self._wheres = _select_records(connection, choices)
        if not choices:
            self.reader.refuse_orphans()

    def where(self, cls: type[Record]) -> Where:
        """Return the condition that a row of a class has to meet."""
        return self._wheres.get(cls, ("1", ()))

    def each(self, cls: type[_R]) -> Iterator[_R]:
        """Stream the chosen records of a class, in the order of an export."""
        where, arguments = self.where(cls)
        yield from self.reader.stream(cls, f"WHERE {where}", arguments)

    def lines(self, cls: type[Record], labels: Mapping[str, str]) -> Iterator[str]:
        """Stream the chosen records of a class as lines of the native format, in the order of an export."""
        where, arguments = self.where(cls)
        yield from lines(self.reader, cls, labels, f"WHERE {where}", arguments)

    def assertion_columns(self) -> Iterator[AssertionColumns]:
        """Stream the chosen assertions with what they name, attribute by attribute, in the order of an export."""
        return assertion_columns(self._connection, *self.where(Assertion))

    def saying(self, cls: type[_R], names: Iterable[str]) -> Iterator[_R]:
        """Stream the chosen records of a class that say something under one of some attributes."""
        where, arguments = self.where(cls)
        said = " OR ".join(says_something(name, cls.shapes[name]) for name in names)
        yield from self.reader.stream(cls, f"WHERE ({where}) AND ({said})", arguments)

    def unnamed(self, cls: type[Record]) -> Iterator[str]:
        """Stream the keys of the chosen events, claimants or documents that no chosen assertion names."""
        (where, arguments), (spoken, chosen) = self.where(cls), self.where(Assertion)
        kind = cls.__name__.lower()
        named = f"EXISTS (SELECT 1 FROM assertion t WHERE t.{kind} = o.pk AND ({spoken}))"
        if cls is Claimant:
            published = (
                "SELECT 1 FROM document d JOIN assertion t ON t.document = d.pk WHERE d.publisher = o.pk"
            )
            named += f" OR EXISTS ({published} AND ({spoken}))"
        sql = f"""SELECT o.key FROM {kind} o WHERE o.pk IN (SELECT t.pk FROM {kind} t WHERE {where}) AND NOT ({named})
            ORDER BY o.key"""
        for (key,) in self._connection.execute(sql, max(arguments, chosen, key=len)):
            yield text_cell(key)

    def fields_used(self) -> dict[str, bool]:
        """Return the keys of the fields that chosen assertions answer, each with whether any answers "not this"."""
        return self.reader.fields_used(*self.where(Assertion))


def _select_records(connection: sqlite3.Connection, choices: Sequence[Filters]) -> dict[type[Record], Where]:
    """Work out the condition for each class of record; empty for the whole file."""
    if not choices:
        return {}
    assertions = _with_referred(connection, _matching(connection, "assertion", choices))
    # An event is chosen for itself too, unless the choice is about what was said.
    whole = [item for item in choices if item == Filters(event=item.event, tag=item.tag)]
    events = _matching(connection, "event", whole) if whole else []
    anchors = _Anchors(connection, assertions, events)
    anchors.follow()
    chosen = (anchors.assertions, events, anchors.events, anchors.documents)
    arguments = tuple(json.dumps(sorted(some)) for some in chosen)
    # SQLite wants as many arguments as the highest number that a condition has.
    return {
        cls: (text, arguments[: max(number for number in range(1, 5) if f"?{number}" in text)])
        for cls, text in _CHOSEN.items()
    }


# The dates of what is chosen, each with the record that it counts from.
_RELATIONS = f"""SELECT json_extract(occurred, '$.relative_to') FROM event
        WHERE instr(occurred, '"relative_to"') > 0 AND pk IN {_E_OR_ANCHORS}
    UNION SELECT json_extract(said, '$.relative_to') FROM assertion WHERE instr(said, '"relative_to"') > 0 AND pk IN {_A}
    UNION SELECT json_extract(read, '$.relative_to') FROM value WHERE instr(read, '"relative_to"') > 0 AND assertion IN {_A}
    UNION SELECT json_extract(published, '$.relative_to') FROM document
        WHERE instr(published, '"relative_to"') > 0 AND pk IN ({_DOCUMENTS})
    UNION SELECT json_extract(retrieved, '$.relative_to') FROM document
        WHERE instr(retrieved, '"relative_to"') > 0 AND pk IN ({_DOCUMENTS})"""


class _Anchors:
    """The records that the dates of a selection count from, and those that their own dates count from.

    Args:
        connection: an open case file.
        assertions: numbers of the chosen assertions.
        events: numbers of the chosen events.

    Attributes:
        assertions: numbers of the chosen assertions, and of those that dates count from.
        events: numbers of events that dates count from.
        documents: numbers of documents that dates count from.
    """

    def __init__(
        self, connection: sqlite3.Connection, assertions: Sequence[int], events: Sequence[int]
    ) -> None:
        self._connection = connection
        self._chosen = events
        self.assertions, self.events, self.documents = set(assertions), set[int](), set[int]()

    def follow(self) -> None:
        """Add what the dates count from until there is nothing new."""
        reader = Reader(self._connection)
        while any(self._add(reader, relation) for relation in self._relations()):
            pass

    def _relations(self) -> list[str]:
        lists = (self.assertions, self._chosen, self.events, self.documents)
        arguments = [json.dumps(sorted(some)) for some in lists]
        return [relation for (relation,) in self._connection.execute(_RELATIONS, arguments) if relation]

    def _add(self, reader: Reader, relation: str) -> bool:
        """Add a record; tell whether it was not there before."""
        kind, _, name = relation.partition(":")
        if kind not in ANCHORS:
            return False
        sql = f"SELECT pk FROM {kind} WHERE {name_column(kind)} = ?"
        row = self._connection.execute(sql, (name,)).fetchone()
        if row is None and kind != "assertion":  # merged or renamed since
            row = self._connection.execute(sql, (reader.became(kind, name),)).fetchone()
        held: set[int] = getattr(self, f"{kind}s")
        if row is None or row[0] in held:
            return False
        held.update(_with_referred(self._connection, [row[0]]) if kind == "assertion" else [row[0]])
        return True


def _matching(connection: sqlite3.Connection, kind: str, choices: Sequence[Filters]) -> list[int]:
    found: set[int] = set()
    for choice in choices:
        condition, arguments = conditions(connection, kind, choice)
        found.update(
            pk for (pk,) in connection.execute(f"SELECT t.pk FROM {kind} t WHERE {condition}", arguments)
        )
    return sorted(found)


def _with_referred(connection: sqlite3.Connection, assertions: list[int]) -> list[int]:
    rows = connection.execute(_REFERRED, (json.dumps(assertions),)).fetchall()
    return [pk for (pk,) in rows]
