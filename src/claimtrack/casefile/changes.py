"""Changing what is there: corrections, removals and merges, all or nothing, with what stood before kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar, cast

from msgspec import Struct, field
from msgspec.structs import replace

from claimtrack.casefile.voids import UNHANG, dates_of
from claimtrack.errors import (
    ChangedMeanwhileError,
    ConflictingRecordError,
    InvalidRecordError,
    RecordLockedError,
    UnknownReferenceError,
)
from claimtrack.intake.batch import Batch
from claimtrack.intake.drafts import rejection
from claimtrack.model import (
    Assertion,
    Assessment,
    Claimant,
    Correction,
    Document,
    Event,
    Field,
    Inquiry,
    Link,
    Record,
)
from claimtrack.model.codec import key_of, kind_of, shapes
from claimtrack.model.draft import Finding
from claimtrack.store.changes import Changer, correction_of
from claimtrack.store.links import check_links, check_without, differ_to_links
from claimtrack.store.reader import Reader
from claimtrack.store.related_dates import counting_from
from claimtrack.store.unit_of_work import unit_of_work
from claimtrack.wording import counted, counted_kinds, with_article

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from claimtrack.model.draft import Draft

_R = TypeVar("_R", bound="Record")

_APPEND_ONLY = (Assessment, Inquiry, Link, Correction)


class MergeReport(Struct):
    """What came of a merge.

    Attributes:
        kind: the kind of record.
        former: key of the record that went.
        into: key of the one that stays.
        moved: how many records of each kind point at the other now.
        differing: attributes in which the two differed: what stays, and what went.
        distinct: whether somebody had settled that they are two.
    """

    kind: str
    former: str
    into: str
    moved: dict[str, int] = field(default_factory=dict)
    differing: dict[str, tuple[str, str]] = field(default_factory=dict)
    distinct: bool = False

    def lines(self) -> list[str]:
        """Say it, a line each."""
        moved = counted_kinds(self.moved)
        lines = [f"the {self.kind} {self.former} is {self.into} now; moved: {moved or 'nothing'}"]
        if self.distinct:
            lines.append(
                "note: they had been settled as two, with event distinct; if they are: claimtrack undo"
            )
        for name, (kept, gone) in self.differing.items():
            lines.append(f"note: {name} stays {kept!r}; {self.former} had {gone!r}")
        return lines


class Changes:
    """Changes records of one case file.

    Args:
        connection: an open case file.
        path: the file, named in errors.
        now: gives the time that corrections are stamped with.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path, now: Callable[[], str]) -> None:
        self._connection = connection
        self._path = path
        self._now = now
        self._reader = Reader(connection)
        self._checked_later: list[tuple[Record, Record]] | None = None

    # --- correcting ---------------------------------------------------------------------------

    def change(self, before: _R, draft: Draft, *, strict: bool = False) -> tuple[_R, list[Finding]]:
        """Put a corrected record in the place of one that is there.

        Args:
            before: the record as it was when it was looked at.
            draft: the whole record, corrected.
            strict: change nothing where something should be looked at.

        Returns:
            The record now, and what should be looked at.

        Raises:
            ChangedMeanwhileError: it is no longer what it was.
            RecordLockedError: records of this kind are not changed.
            ClaimtrackError: the content cannot be taken.
        """
        if isinstance(before, _APPEND_ONLY):
            kind = kind_of(before)
            raise RecordLockedError(f"an {kind} is never changed", f"add another {kind}")
        with unit_of_work(self._connection, self._path):
            self._check_unchanged(before)
            batch = Batch(self._reader, [])
            after = batch.checked(draft)
            if isinstance(after, Assertion):
                batch.report.warnings += self._denials(after, draft)
            batch.problems += batch.report.warnings if strict else ()
            if batch.problems or after is None:
                raise rejection(batch.problems)
            after = replace(after, recorded=before.recorded)
            self._check_identity(before, after)
            if after != before:
                self._write(before, after)
        return cast("_R", after), batch.report.warnings  # of one class, by `_check_identity`

    def change_together(
        self, changes: Iterable[tuple[Record, Draft]], *, strict: bool = False
    ) -> list[tuple[Record, list[Finding]]]:
        """Put corrected records in the place of others, all or none; the rules of links hold once all are corrected.

        Args:
            changes: each record as it was when it was looked at, and corrected.
            strict: change nothing where something should be looked at.

        Returns:
            Each record now, and what should be looked at.

        Raises:
            LinkRuleError: together they make a link break its meaning.
            ClaimtrackError: as for `change`.
        """
        self._checked_later = []
        with unit_of_work(self._connection, self._path):
            done = [self.change(before, draft, strict=strict) for before, draft in changes]
            for before, after in self._checked_later:
                check_links(self._connection, before, after)
        return done

    def _denials(self, after: Assertion, draft: Draft) -> list[Finding]:
        """Return what should be looked at of links by which a corrected statement denies others."""
        from claimtrack.analysis.stances import is_whole
        from claimtrack.intake.rules import affirming_denial

        own = "WHERE t.kind = 'denies' AND t.source = (SELECT pk FROM assertion WHERE id = ?)"
        links = self._reader.select(Link, own, (after.id,)) if after.stance == "affirms" else []
        denied = self._reader.several(Assertion, [link.target for link in links if is_whole(link.fields)])
        return [
            Finding(draft.at(name), message, name)
            for target in denied.values()
            for name, message in affirming_denial(after, target)
        ]

    def _check_unchanged(self, before: Record) -> None:
        held = self._reader.get(type(before), key_of(before))
        if held is None:
            raise UnknownReferenceError(f"there is no {kind_of(before)} {key_of(before)!r} any more")
        if held != before:
            raise ChangedMeanwhileError(
                f"somebody else changed the {kind_of(before)} {key_of(before)!r} meanwhile",
                "nothing was overwritten; look at it and edit it again",
            )

    def _check_identity(self, before: Record, after: Record) -> None:
        """Refuse to turn a record into another one."""
        kind = kind_of(before)
        if type(before) is not type(after):
            raise InvalidRecordError(
                f"{with_article(kind)} cannot become {with_article(kind_of(after))}", "add it as a new record"
            )
        if isinstance(before, Assertion) and isinstance(after, Assertion):
            if before.id != after.id:
                raise RecordLockedError(
                    "the id of an assertion is fixed when it is made", "leave it as it is"
                )
            taken = self._reader.select(
                Assertion, "WHERE t.label = ? AND t.label <> '' AND t.id <> ?", (after.label, after.id)
            )
            if taken:
                raise ConflictingRecordError(f"label: {after.label!r} names another assertion already")
        elif key_of(before) != key_of(after) and self._reader.get(type(after), key_of(after)):
            raise ConflictingRecordError(
                f"key: there is {with_article(kind)} {key_of(after)!r} already",
                "choose another key, or merge the two",
            )
        if isinstance(before, Field) and before.type != getattr(after, "type", before.type):
            self._refuse_if_used(before, "its type cannot be changed")

    def _write(self, before: Record, after: Record) -> None:
        changer = Changer(self._connection)
        for key in _fields_of(after):  # a built-in field is in the file from its first use
            if self._reader.get(Field, key) is None and (known := self._reader.field(key)) is not None:
                changer.insert(replace(known, recorded=self._now()))
        if not isinstance(before, Assertion):  # what was said is kept by the triggers of the store
            renamed = key_of(after) if key_of(after) != key_of(before) else ""
            changer.insert(correction_of(before, self._now(), renamed))
        changer.update(before, after)
        if not differ_to_links(before, after):
            return
        if self._checked_later is None:
            check_links(self._connection, before, after)
        else:
            self._checked_later.append((before, after))

    # --- removing -----------------------------------------------------------------------------

    def remove(self, record: Record) -> None:
        """Remove a record at which nothing points.

        Raises:
            RecordLockedError: something does, and is named; or the record is never removed.
            LinkRuleError: it is a link that a concession rests on.
        """
        if isinstance(record, Assertion):
            raise RecordLockedError("what was said is never removed", "take it back with: claimtrack retract")
        if isinstance(record, Assessment | Inquiry | Correction):
            raise RecordLockedError(f"{with_article(kind_of(record))} is never removed", "add another")
        with unit_of_work(self._connection, self._path):
            changer = Changer(self._connection)
            if not isinstance(record, Link):
                self._check_unchanged(record)
                self._refuse_if_used(record, "it cannot be removed")
                changer.insert(correction_of(record, self._now()))
            changer.delete(record)
            if isinstance(record, Link):
                check_without(self._connection, record)

    def _refuse_if_used(self, record: Record, what: str) -> None:
        if hanging := counting_from(self._connection, kind_of(record), key_of(record)):
            raise RecordLockedError(f"{dates_of(hanging)}: {what}", UNHANG)
        pointing = Changer(self._connection).pointing(record)
        if not pointing:
            return
        users = "; ".join(
            f"{counted(item.number, item.kind)} ({', '.join(item.names)}{', …' * (item.number > len(item.names))})"
            for item in pointing
        )
        kind, key = kind_of(record), key_of(record)
        hint = f"claimtrack {kind} merge moves them to another" if isinstance(record, _MERGED) else ""
        raise RecordLockedError(f"the {kind} {key!r} is used by {users}: {what}", hint)

    # --- merging ------------------------------------------------------------------------------

    def merge(self, former: Record, into: Record) -> MergeReport:
        """Make two records one: all that pointed at one points at the other, which takes its names and fills its gaps.

        Raises:
            InvalidRecordError: they are one already, or cannot be merged.
            LinkRuleError: it would make a hierarchy go in a circle.
        """
        kind = kind_of(into)
        if not isinstance(into, _MERGED) or not isinstance(former, _MERGED):
            raise InvalidRecordError(f"records of the kind {kind} are not merged")
        if former.key == into.key:
            raise InvalidRecordError(f"{former.key!r} is one {kind} already", "name two")
        with unit_of_work(self._connection, self._path):
            self._check_unchanged(former)
            self._check_unchanged(into)
            changer = Changer(self._connection)
            report = MergeReport(kind, former.key, into.key)
            changer.insert(correction_of(former, self._now(), into.key))
            changer.insert(correction_of(into, self._now()))
            changer.update(into, _merged(former, into, report))
            report.moved = changer.repoint(kind, former.key, into.key)
            changer.delete(former)
        return report


_MERGED = (Claimant, Document, Event)
_Mergeable: TypeAlias = Claimant | Document | Event
_PARENT = {"claimant": "part_of", "document": "derived_from"}
_NAMES = {"claimant": "name", "event": "title", "document": "title"}


def _merged(former: _Mergeable, into: _Mergeable, report: MergeReport) -> _Mergeable:
    """Return the record that stays, with what it lacked taken from the one that goes."""
    changes: dict[str, Any] = {}
    parent = _PARENT.get(report.kind, "")
    for name, shape in shapes(type(into)).items():
        ours, theirs = getattr(into, name), getattr(former, name)
        if name in ("key", "recorded", "note") or not theirs or ours == theirs:
            continue
        if name == parent:
            theirs = "" if theirs == into.key else theirs
            ours = "" if ours == former.key else ours
            changes[name] = ours or theirs
        elif shape.kind == "refs":
            continue
        elif shape.kind == "texts":
            changes[name] = tuple(dict.fromkeys((*ours, *theirs)))
        elif not ours or (shape.kind == "term" and ours == "other"):
            changes[name] = theirs
        elif name != _NAMES[report.kind]:
            report.differing[name] = (str(ours), str(theirs))
    if parent and getattr(into, parent) == former.key and parent not in changes:
        changes[parent] = ""  # it was a part of the one that goes, which was a part of nothing
    if isinstance(into, Claimant) and isinstance(former, Claimant):
        names = dict.fromkeys((*into.aliases, former.name, *former.aliases))
        changes["aliases"] = tuple(name for name in names if name != into.name)
    if isinstance(into, Event) and isinstance(former, Event):
        report.distinct = into.key in former.distinct_from or former.key in into.distinct_from
        others = {*into.distinct_from, *former.distinct_from} - {into.key, former.key}
        changes["distinct_from"] = tuple(sorted(others))
    notes = [note for note in (getattr(into, "note", ""), getattr(former, "note", "")) if note]
    changes["note"] = "\n".join(dict.fromkeys(notes))
    return replace(into, **changes)


def _fields_of(record: Record) -> set[str]:
    return {value.field for value in record.values} if isinstance(record, Assertion) else set()
