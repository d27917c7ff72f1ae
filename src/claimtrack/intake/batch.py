"""A batch of drafts: decoded, checked against each other and the case file, and put in an order for writing."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from claimtrack.errors import (
    ClaimtrackError,
    ConflictingRecordError,
    InvalidRecordError,
    UnknownReferenceError,
)
from claimtrack.intake.known import Known
from claimtrack.intake.references import References, fields_used, in_order, names_of
from claimtrack.intake.report import IntakeReport
from claimtrack.intake.rules import (
    DENYING,
    denied_fields,
    disagreements,
    doubts,
    left_out,
    one_item,
    unread,
)
from claimtrack.model import (
    RECORD_TYPES,
    Assertion,
    Assessment,
    Claimant,
    Correction,
    Evidence,
    Field,
    Link,
    Void,
)
from claimtrack.model.codec import TAG, key_of, kind_of
from claimtrack.model.decoding import decode
from claimtrack.model.draft import Draft, Finding, Position
from claimtrack.model.former_content import problems_of
from claimtrack.model.identity import record_id
from claimtrack.store.reader import Reader, builtin_fields
from claimtrack.store.taken_back import way_back

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from claimtrack.intake.references import Placed
    from claimtrack.model import Record


class Batch:
    """The drafts of one intake, decoded, with what they refer to.

    Args:
        reader: the case file.
        problems: what the reading of the input found wrong already.

    Attributes:
        references: what they refer to.
        problems: everything that keeps the drafts from being taken.
        report: what comes of taking them.
        revivals: what is void here and was revived elsewhere.
        corrected: records that were corrected where they come from: as the file has them, and as they are there.
    """

    def __init__(self, reader: Reader, problems: list[Finding]) -> None:
        self.problems = problems
        self.report = IntakeReport()
        self.revivals: list[Void] = []
        self.corrected: list[tuple[Record, Record]] = []
        self._edited: set[tuple[str, str]] = set()
        self._reader = reader
        self._known = Known(reader)
        self.references = References(self._known)
        self._times: Counter[tuple[str, str]] = Counter()  # each source has each correction

    # --- decoding -----------------------------------------------------------------------------

    def read(self, drafts: Iterable[Draft]) -> None:
        """Decode drafts kind by kind, so that what a record refers to is known before it."""
        by_kind: dict[str, list[Draft]] = {kind: [] for kind in RECORD_TYPES}
        named: dict[str, list[str]] = {kind: [] for kind in RECORD_TYPES}
        for draft in drafts:
            kind = draft.content.get(TAG)
            if isinstance(kind, str) and kind in by_kind:
                by_kind[kind].append(draft)
                named[kind] += names_of(kind, draft)
            else:
                known = ", ".join(RECORD_TYPES)
                self._problem(draft.position, TAG, f"{kind!r} is no kind of record; one of: {known}")
        self.references.drafted.update((kind, name) for kind, names in named.items() for name in names)
        self.references.voided = {name for draft in by_kind["void"] for name in _voided(draft.content)}
        self._edited = {
            (str(draft.content.get("kind")), str(draft.content.get("name"))) for draft in by_kind["edit"]
        }
        for kind, kind_drafts in by_kind.items():
            self._known.look_up(kind, named[kind])
            for record, draft in self._aimed(kind, kind_drafts):
                self._keep(record, draft)
        self._tell_same_files()

    def _aimed(self, kind: str, drafts: list[Draft]) -> Iterator[tuple[Record, Draft]]:
        """Yield the records of drafts of one kind; a concession of the party's own denial is one of what that denied.

        A link that has the stamp of a case file is as that file has it.
        """
        made = ((record, draft) for draft in drafts if (record := self.checked(draft)) is not None)
        if kind != "link":
            yield from made
            return
        links = list(made)
        denials: dict[str, list[Link]] = {}
        for link, _ in links:
            if isinstance(link, Link) and link.kind in DENYING:
                denials.setdefault(link.source, []).append(link)
        for link, draft in links:
            denied: list[Link] = []
            if isinstance(link, Link) and link.kind == "concedes" and not draft.content.get("recorded"):
                denied = self._denied_before(link, denials.get(link.target, []))
            targets = dict.fromkeys(denial.target for denial in denied)
            on = (denied and isinstance(link, Link) and link.fields) or denied_fields(denied)
            yield from ((replace(link, target=target, fields=on), draft) for target in targets)
            if not targets:
                yield link, draft

    def _denied_before(self, concession: Link, coming: list[Link]) -> list[Link]:
        """Return the links by which the target of a concession denies others, where it is of the party that concedes."""
        ends = [self.references.find("assertion", end) for end in (concession.source, concession.target)]
        blocs = {self._bloc(end.claimant) for end in ends if isinstance(end, Assertion)}
        return [*coming, *self._reader.denials_by(concession.target)] if len(blocs) == 1 else []

    def _bloc(self, claimant: str) -> str:
        """Return the top of the `part_of` chain of a claimant."""
        passed: set[str] = set()
        found = self.references.find("claimant", claimant)
        while isinstance(found, Claimant) and found.part_of and found.key not in passed:
            passed.add(found.key)
            claimant = found.part_of
            found = self.references.find("claimant", claimant)
        return claimant

    def checked(self, draft: Draft) -> Record | None:
        """Decode a draft and check it and what it refers to; None where a problem was found."""
        reading = self.references.reading(draft)
        record, problems = decode(draft.content, reading)
        if record is not None:
            problems = [*problems_of(record, self.references.field_type)]
        self.problems.extend(
            Finding(draft.at(item.attribute), item.message, item.attribute, item.error) for item in problems
        )
        if record is None or problems:
            return None
        record, lost = self.references.with_ids(record)
        if isinstance(record, Assessment) and not draft.content.get(
            "id"
        ):  # of the assertion, not of its label
            record = replace(record, id=record_id(record))
        if lost and all(self._is_void(kind, name, draft) for *_, kind, name in lost):
            self._leave_out(record, draft, "points at what is void here")
            return None
        for attribute, message, *_ in lost:
            self._problem(draft.at(attribute), attribute, message, UnknownReferenceError)
        if lost:
            return None
        if draft.handle and isinstance(record, Assertion):
            self.references.labels[draft.handle] = record.id
        for attribute, message in (
            *left_out(record, draft.content),
            *unread(record),
            *doubts(record, self.references.find),
        ):
            self.report.warnings.append(Finding(draft.at(attribute), message, attribute))
        return record

    # --- identity -----------------------------------------------------------------------------

    def _keep(self, record: Record, draft: Draft) -> None:
        """Keep a record for writing, unless the input or the file holds it already."""
        kind = kind_of(record)
        if isinstance(record, Correction):
            self._keep_correction(record, draft)
            return
        name = key_of(record) or record_id(record)
        earlier = self.references.new[kind].get(name)
        if earlier is not None:
            where = f"line {earlier[1].line}" if earlier[1].line else "the input"
            self._meet(record, draft, earlier[0], where)
            self.report.repeated[kind] += 1
            return
        held = self._known.same(record, name)
        if isinstance(record, Void) and isinstance(held, Void):
            self.report.held[kind] += 1
            self.revivals += [record] if record.revived and not held.revived else []
            return
        if held is not None:
            if self._is_corrected(kind, record, name):
                self.corrected.append((held, record))
            elif key_of(held) == key_of(record):
                self._meet(record, draft, held, "the case file")
            self.report.held[kind] += 1
            self.report.records.append(held)
            self._name_assertion(held)
            return
        if isinstance(record, Link) and self._stays_out(record, draft):
            return
        if self._is_void(kind, name, draft):
            how = way_back(self._reader.connection, [(kind, self.references.assertion_id(name))])
            self._leave_out(record, draft, f"is void here and stays out; {how}")
            return
        self.references.new[kind][name] = (record, draft.position)
        self._name_assertion(record, draft.position)
        self.report.made[kind] += 1
        self.report.records.append(record)

    def _keep_correction(self, correction: Correction, draft: Draft) -> None:
        """Keep a correction as often as one source has it: what was corrected, and back, was corrected each time."""
        name = f"{record_id(correction)} {correction.recorded}"
        place = (draft.position.source, name)
        nth = self._times[place] = self._times[place] + 1
        if nth <= self._known.times(correction):
            self.report.held["correction"] += 1
        elif f"{name} {nth}" in self.references.new["correction"]:
            self.report.repeated["correction"] += 1
        else:
            self.references.new["correction"][f"{name} {nth}"] = (correction, draft.position)
            self.report.made["correction"] += 1
            self.report.records.append(correction)

    def _is_corrected(self, kind: str, record: Record, name: str) -> bool:
        """Whether a record was corrected where it comes from: it is no statement against what the file has."""
        return (kind, name) in self._edited or (
            isinstance(record, Assertion) and record_id(record) != record.id
        )

    def _name_assertion(self, record: Record, position: Position | None = None) -> None:
        if not isinstance(record, Assertion) or not record.label:
            return
        taken = self.references.assertion_id(record.label)
        if position is not None and taken not in (record.label, record.id):
            self._problem(
                position, "label", f"{record.label!r} names another assertion already; choose another label"
            )
        self.references.labels[record.label] = record.id

    def _stays_out(self, link: Link, draft: Draft) -> bool:
        """Leave out a link of a file that was taken out here since; a person who makes it anew has it."""
        when = self._known.taken_out(link) if draft.position.source else ""
        if when:
            why = f"was taken out of the case file ({when}) and stays out; claimtrack link makes it again"
            self.report.warnings.append(Finding(draft.position, f"{self._called(link)} {why}"))
        return bool(when)

    def _is_void(self, kind: str, name: str, draft: Draft) -> bool:
        """Whether a record of a file is void here; a person who records it anew revives it."""
        name = self.references.assertion_id(name) if kind == "assertion" else name
        return bool(draft.position.source) and self._known.stays_void(kind, name)

    def _leave_out(self, record: Record, draft: Draft, why: str) -> None:
        self.references.drafted.difference_update(
            (kind_of(record), name) for name in names_of(kind_of(record), draft)
        )
        if isinstance(record, Assertion) and record.label:
            self.references.labels[record.label] = record.id
        self.report.void[kind_of(record)] += 1
        self.report.warnings.append(Finding(draft.position, f"{self._called(record)} {why}"))

    def _called(self, record: Record) -> str:
        """Say which record it is, as people know it; a link has no name but its ends."""
        if not isinstance(record, Link):
            return f"{kind_of(record)} {(getattr(record, 'label', '') or key_of(record))!r}"
        ends = (self.references.find("assertion", end) for end in (record.source, record.target))
        source, target = (end.short_name if isinstance(end, Assertion) else "?" for end in ends)
        on = f" on {', '.join(record.fields)}" if record.fields else ""
        return f"link '{source} {record.kind} {target}{on}'"

    def _meet(self, record: Record, draft: Draft, held: Record, where: str) -> None:
        """Compare a record with the one of the same identity; what both say differently is a problem."""
        for name in disagreements(record, draft.content, held, self._known.past):
            message = f"{where} has another {name} for {self._called(record)}; {_way_out(record, draft)}"
            self._problem(draft.at(name), name, message, ConflictingRecordError)

    def _tell_same_files(self) -> None:
        """Tell of new items of evidence that have one file with another: more often one item that bears on several statements."""
        new = [
            (item, position)
            for item, position in self.references.new["evidence"].values()
            if isinstance(item, Evidence) and item.sha256
        ]
        if not new:
            return
        first = {item.sha256: item.key for item, _ in reversed(new)}
        first |= self._reader.items_of_files(first)
        self.report.warnings += [
            Finding(position, one_item(item.key, first[item.sha256]), "sha256")
            for item, position in new
            if first[item.sha256] != item.key
        ]

    # --- for writing --------------------------------------------------------------------------

    def in_order(self) -> list[Placed]:
        """Return the new records in an order in which each comes after what it refers to."""
        ordered, circles = in_order(self.references.new)
        for circle in circles:
            self._problem(circle.position, circle.attribute, circle.message)
        return ordered

    def builtin_fields_used(self) -> list[Placed]:
        """Return the built-in fields that the new records use and the file does not hold yet."""
        used = fields_used(self.references.new)
        wanted = [key for key in builtin_fields() if key in used and key not in self.references.new["field"]]
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


def _way_out(record: Record, draft: Draft) -> str:
    """Say what can be done where an input says something else than what there is."""
    if draft.position.source:
        return "make them agree"
    name = getattr(record, "short_name", "") or key_of(record)
    another = "" if isinstance(record, Assertion) else "give it a key of its own, or "
    return f"{another}correct the one that is there with: claimtrack set {name} NAME=VALUE"


def _voided(content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield under which names what a line says to be void may be referred to."""
    kind, name, record = content.get("kind"), content.get("name"), content.get("content")
    held = record.get("record") if isinstance(record, dict) else None
    label = held.get("label") if isinstance(held, dict) else None
    if not content.get("revived"):
        yield from (
            (kind, other) for other in (name, label) if isinstance(kind, str) and isinstance(other, str)
        )
