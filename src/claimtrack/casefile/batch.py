"""The drafts of one intake: decoded, checked against each other and the file, and put in an order for writing."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field, replace
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, Any

from claimtrack.casefile.agreement import disagreements
from claimtrack.casefile.doubts import doubts, unread
from claimtrack.errors import (
    ClaimtrackError,
    ConflictingRecordError,
    InvalidRecordError,
    UnknownReferenceError,
)
from claimtrack.model import (
    RECORD_TYPES,
    Assertion,
    Assessment,
    Claimant,
    Correction,
    Document,
    Event,
    Field,
    Link,
)
from claimtrack.model.codec import TAG, Reading, decode, key_of, kind_of, shapes
from claimtrack.model.draft import Draft, Finding, Position
from claimtrack.model.identity import record_id
from claimtrack.store.reader import Reader, builtin_fields
from claimtrack.wording import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimtrack.model import Record

_OWN_LANGUAGE = "en"  # of the terms, the fields and so of the notes that are written around them
_PARENT = {"claimant": "part_of", "document": "derived_from"}
# A concession rests on a denial that may come in with it, so denials go first.
_LINK_ORDER = {"denies": 0, "disputes": 1}


@dataclass(slots=True)
class IntakeReport:
    """What came of an intake.

    Attributes:
        made: records made, by kind.
        held: records that the file held already, by kind.
        repeated: records that stood more than once in the input and are held once, by kind.
        warnings: what was taken and should be looked at: dates and values that could not be read.
        records: the records of the input, in order, whether made now or held before.
    """

    made: Counter[str] = field(default_factory=Counter)
    held: Counter[str] = field(default_factory=Counter)
    repeated: Counter[str] = field(default_factory=Counter)
    warnings: list[Finding] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)


class Batch:
    """The drafts of one intake, decoded, with what they refer to.

    Args:
        reader: the case file.
        problems: what the reading of the input found wrong already.

    Attributes:
        problems: everything that keeps the drafts from being taken.
        report: what comes of taking them.
    """

    def __init__(self, reader: Reader, problems: list[Finding]) -> None:
        self.problems = problems
        self.report = IntakeReport()
        self._reader = reader
        self._new: dict[tuple[str, str], tuple[Record, Position]] = {}
        self._links: dict[str, tuple[Link, Position]] = {}
        self._labels: dict[str, str] = {}
        self._drafted: dict[tuple[str, str], Draft] = {}
        self._known: dict[tuple[str, str], Record | None] = {}

    # --- decoding -----------------------------------------------------------------------------

    def read(self, drafts: Iterable[Draft]) -> None:
        """Decode drafts kind by kind, so that what a record refers to is known before it."""
        by_kind: dict[str, list[Draft]] = {kind: [] for kind in RECORD_TYPES}
        for draft in drafts:
            kind = draft.content.get(TAG)
            if isinstance(kind, str) and kind in by_kind:
                by_kind[kind].append(draft)
                if isinstance(key := draft.content.get("key"), str):
                    self._drafted[kind, key] = draft
            else:
                known = ", ".join(RECORD_TYPES)
                self._problem(draft.position, TAG, f"{kind!r} is no kind of record; one of: {known}")
        for kind_drafts in by_kind.values():
            for draft in kind_drafts:
                self._read_one(draft)

    def _read_one(self, draft: Draft) -> None:
        record = self.checked(draft)
        if record is not None:
            self._keep(record, draft)

    def checked(self, draft: Draft) -> Record | None:
        """Decode a draft and check it and what it refers to; None where a problem was found."""
        record, problems = decode(draft.content, self._reading(draft))
        self.problems.extend(
            Finding(draft.at(item.attribute), item.message, item.attribute, item.error) for item in problems
        )
        if record is None:
            return None
        record, lost = self._with_ids(record)
        for attribute, message in lost:
            self._problem(draft.at(attribute), attribute, message, UnknownReferenceError)
        if lost:
            return None
        if draft.handle and isinstance(record, Assertion):
            self._labels[draft.handle] = record.id
        self._warn(record, draft)
        return record

    def _reading(self, draft: Draft) -> Reading:
        """Give what a draft's dates are read against: its claimant's habits, its document's date."""
        content = draft.content
        speaker = self._find("claimant", content.get("claimant") or content.get("publisher"))
        document = self._find("document", content.get("document"))
        event = self._find("event", content.get("event"))
        languages = [
            content.get("language"),
            *(getattr(item, "language", "") for item in (document, speaker)),
        ]
        reference = draft.reference
        if reference is None and isinstance(document, Document):
            reference = document.published or document.retrieved
        habits = {}
        if isinstance(speaker, Claimant):
            habits = {
                "order": speaker.date_order or None,
                "calendar": speaker.calendar or None,
                "zone": speaker.zone or None,
            }
        return Reading(
            reference=reference
            or (event.occurred if isinstance(event, Event) and "claimant" not in content else None),
            languages=_with_own(tag for tag in languages if isinstance(tag, str) and tag),
            **habits,
            field_type=self._field_type,
        )

    def _field_type(self, key: str) -> str | None:
        found = self._find("field", key)
        return found.type if isinstance(found, Field) else None

    # --- references ---------------------------------------------------------------------------

    def _with_ids(self, record: Record) -> tuple[Record, list[tuple[str, str]]]:
        """Check every reference of a record, and turn labels into ids and former keys into those of now."""
        changes: dict[str, Any] = {}
        lost: list[tuple[str, str]] = []
        for name, shape in shapes(type(record)).items():
            value = getattr(record, name)
            if not value or shape.kind not in ("ref", "refs", "bearings"):
                continue
            if shape.kind == "ref" and shape.of == "assertion":
                changes[name] = self._assertion_id(value)
            elif shape.kind == "ref" and (found := self._find(shape.of, value)) is not None:
                changes[name] = key_of(found)
            if shape.kind == "bearings":
                bearings = (replace(item, assertion=self._assertion_id(item.assertion)) for item in value)
                changes[name] = tuple(sorted(bearings, key=lambda item: item.assertion))
            lost.extend(
                (name, f"there is no {shape.of} {wanted!r}{self._near(shape.of, wanted)}")
                for wanted in _referred(shape.kind, value)
                if not self._exists(shape.of, wanted)
            )
        return replace(record, **changes) if changes else record, lost

    def _assertion_id(self, text: str) -> str:
        if text in self._labels:
            return self._labels[text]
        if ("assertion", text) in self._new:
            return text
        rows = self._reader.select(Assertion, "WHERE t.label = ?1 OR t.id = ?1", (text,))
        return rows[0].id if rows else text

    def _exists(self, kind: str, wanted: str) -> bool:
        wanted = self._assertion_id(wanted) if kind == "assertion" else wanted
        # A parent may stand further down in the input: hierarchies are sorted before they are written. What stands
        # there and could not be read is told of by itself, not once more for everything that refers to it.
        return self._find(kind, wanted) is not None or (kind, wanted) in self._drafted

    def _find(self, kind: str, key: Any) -> Record | None:
        """Give a record of the input or of the file by its exact key or id."""
        if not isinstance(key, str) or not key:
            return None
        if (kind, key) in self._new:
            return self._new[kind, key][0]
        if (kind, key) not in self._known:
            self._known[kind, key] = self._in_file(kind, key)
        return self._known[kind, key]

    def _in_file(self, kind: str, key: str) -> Record | None:
        if kind == "field":
            return self._reader.field(key)
        cls = RECORD_TYPES[kind]
        held = self._reader.get(cls, key)
        if held is not None or kind == "assertion":  # an id never changes
            return held
        return self._reader.get(cls, self._reader.became(kind, key))

    def _near(self, kind: str, wanted: str) -> str:
        names = [name for of, name in (*self._new, *self._drafted) if of == kind]
        names += self._labels if kind == "assertion" else ()
        near = nearest(wanted, names)
        return f"; did you mean {near!r}?" if near else f"; add a {kind} line for it"

    # --- identity -----------------------------------------------------------------------------

    def _keep(self, record: Record, draft: Draft) -> None:
        """Keep a record for writing, unless the input or the file holds it already."""
        kind = kind_of(record)
        name = key_of(record) or record_id(record)
        earlier = self._new.get((kind, name))
        if earlier is not None:
            where = f"line {earlier[1].line}" if earlier[1].line else "the input"
            self._meet(record, draft, earlier[0], where)
            self.report.repeated[kind] += 1
            return
        held = self._held(record, name)
        if held is not None:
            if key_of(held) == key_of(record):
                self._meet(record, draft, held, "the case file")
            self.report.held[kind] += 1
            self.report.records.append(held)
            self._name_assertion(held)
            return
        self._new[kind, name] = (record, draft.position)
        self._name_assertion(record, draft.position)
        self.report.made[kind] += 1
        self.report.records.append(record)

    def _name_assertion(self, record: Record, position: Position | None = None) -> None:
        if not isinstance(record, Assertion) or not record.label:
            return
        taken = self._assertion_id(record.label)
        if position is not None and taken not in (record.label, record.id):
            self._problem(
                position, "label", f"{record.label!r} names another assertion already; choose another label"
            )
        self._labels[record.label] = record.id

    def _held(self, record: Record, name: str) -> Record | None:
        """Give the record of the file that this one is, perhaps by a key that it goes by no longer."""
        match record:
            case Link():
                return self._held_link(record)
            case Correction():
                return self._held_correction(record)
        held = self._reader.get(type(record), name)
        if held is not None or not getattr(record, "key", ""):  # an id never changes
            return held
        return self._reader.get(type(record), self._reader.became(kind_of(record), name))

    def _held_correction(self, correction: Correction) -> Record | None:
        where = "WHERE t.kind = ? AND t.name = ? AND t.became = ? AND t.recorded = ?"
        content = (correction.kind, correction.name, correction.became, correction.recorded)
        before = json.loads(correction.before)
        found = self._reader.select(Correction, where, content)
        return next((item for item in found if json.loads(item.before) == before), None)

    def _held_link(self, link: Link) -> Record | None:
        where = """WHERE t.kind = ? AND t.source = (SELECT pk FROM assertion WHERE id = ?)
            AND t.target = (SELECT pk FROM assertion WHERE id = ?)"""
        found = self._reader.select(Link, where, (link.kind, link.source, link.target))
        return next((item for item in found if sorted(item.fields) == sorted(link.fields)), None)

    def _meet(self, record: Record, draft: Draft, held: Record, where: str) -> None:
        """Compare a record with the one of the same identity; what both say differently is a problem."""
        for name in disagreements(record, draft.content, held, self._reader):
            known = getattr(record, "label", "") or key_of(record)
            message = f"{where} has another {name} for {kind_of(record)} {known!r}; make them agree"
            self._problem(draft.at(name), name, message, ConflictingRecordError)

    # --- for writing --------------------------------------------------------------------------

    def in_order(self) -> list[tuple[Record, Position]]:
        """Give the new records in an order in which each comes after what it refers to."""
        ordered: list[tuple[Record, Position]] = []
        for kind in RECORD_TYPES:
            of_kind = {name: item for (of, name), item in self._new.items() if of == kind}
            if kind in _PARENT:
                ordered.extend(self._parents_first(kind, of_kind))
            elif kind == "link":
                links = sorted(
                    of_kind.values(), key=lambda item: _LINK_ORDER.get(getattr(item[0], "kind", ""), 2)
                )
                ordered.extend(links)
            else:
                ordered.extend(of_kind.values())
        return ordered

    def _parents_first(
        self, kind: str, records: dict[str, tuple[Record, Position]]
    ) -> list[tuple[Record, Position]]:
        parents = {name: getattr(record, _PARENT[kind]) for name, (record, _) in records.items()}
        graph = {name: [parent] if parent in records else [] for name, parent in parents.items()}
        try:
            order = list(TopologicalSorter(graph).static_order())
        except CycleError as error:
            circle = " → ".join(error.args[1])
            self._problem(records[error.args[1][0]][1], _PARENT[kind], f"goes in a circle: {circle}")
            return []
        return [records[name] for name in order]

    def builtin_fields_used(self) -> list[tuple[Record, Position]]:
        """Give the built-in fields that the new records use and the file does not hold yet."""
        used: set[str] = set()
        for record, _ in self._new.values():
            used.update(_fields_used(record))
        wanted = [key for key in builtin_fields() if key in used and ("field", key) not in self._new]
        return [(builtin_fields()[key], Position()) for key in wanted if self._reader.get(Field, key) is None]

    # --- findings -----------------------------------------------------------------------------

    def _problem(
        self,
        position: Position,
        attribute: str,
        message: str,
        error: type[ClaimtrackError] = InvalidRecordError,
    ) -> None:
        self.problems.append(Finding(position, message, attribute, error))

    def _warn(self, record: Record, draft: Draft) -> None:
        for attribute, message in (*unread(record), *doubts(record, self._find)):
            self.report.warnings.append(Finding(draft.at(attribute), message, attribute))


def _with_own(languages: Iterable[str]) -> tuple[str, ...]:
    """Add the language of the analyst to those of the source: "8 July" is written of what a Russian said, too."""
    found = tuple(dict.fromkeys(languages))
    return (*found, _OWN_LANGUAGE) if found and _OWN_LANGUAGE not in found else found


def _referred(kind: str, value: Any) -> tuple[str, ...]:
    if kind == "bearings":
        return tuple(item.assertion for item in value)
    return value if kind == "refs" else (value,)


def _fields_used(record: Record) -> set[str]:
    match record:
        case Assertion():
            return {value.field for value in record.values}
        case Link():
            return set(record.fields)
        case Assessment(field=key) if key:
            return {key}
        case _:
            return set()
