"""Records as an entry of the log found them: what it made is void, what it changed as before, what it took out back.

Each record comes back as the log has it, not as anybody would enter it anew: under its own key, though that leads to another
by now, and with the state that this file held, though another stands in what is void.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, cast

from msgspec.structs import replace

from claimtrack.casefile.voids import called, make_void, pointing
from claimtrack.errors import ConflictingRecordError, UnknownReferenceError
from claimtrack.merging.voids import KINDS, parents_first
from claimtrack.model import RECORD_TYPES, Assertion, Assessment, Field, Link
from claimtrack.model.codec import TAG, key_of, kind_of, shapes
from claimtrack.model.decoding import Reading, decode
from claimtrack.model.edits import FIXED, edited, states_of
from claimtrack.store.changes import Changer, correction_of
from claimtrack.store.edits import edited_by, stand_as_before
from claimtrack.store.links import check_links, check_without, differ_to_links
from claimtrack.store.log import name_of
from claimtrack.store.other_file import uncorrected
from claimtrack.store.reader import Reader, builtin_fields
from claimtrack.store.voiding import bring_back

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from claimtrack.model import Record
    from claimtrack.model.chain import Entry
    from claimtrack.model.edits import Part

    Change = Mapping[str, Any]

_BEFORE_LINKS = KINDS[: KINDS.index("link")]  # what links stand on
_NO_EDIT = 1 << 62  # a row that no edit has


class _Held(NamedTuple):
    """What a record was called until now, and those of its parts that are others now."""

    name: str
    was: dict[Part, Any]


class Restoring:
    """Puts records back as entries found them. Call inside a unit of work, the last entry first.

    Args:
        connection: an open case file.
        now: the time, UTC, ISO 8601.
        cascade: make void, too, what stands on what is void.
    """

    def __init__(self, connection: sqlite3.Connection, now: str, *, cascade: bool) -> None:
        self._connection, self._now, self._cascade = connection, now, cascade
        self._reader = Reader(connection)
        self._changer = Changer(connection)
        self._reading = Reading(field_type=self._reader.field_type)
        self._changed: list[tuple[Record, Record]] = []
        self._unlinked: list[Link] = []
        self._touched: dict[tuple[str, str], _Held] = {}

    def take_back(self, entry: Entry, made_at_once: Iterable[Record]) -> list[str]:
        """Put back what an entry changed.

        Args:
            entry: the entry.
            made_at_once: what it made among many.

        Returns:
            What was done, a line each.

        Raises:
            UnknownReferenceError, ConflictingRecordError, RecordLockedError, LinkRuleError: a record cannot be as it was.
        """
        self._changed, self._unlinked, self._touched = [], [], {}
        changes = [change for change in entry.content.get("changes", ()) if change["kind"] in KINDS]
        made = [change for change in changes if "before" not in change]
        removed = [change for change in changes if "after" not in change]
        changed = [change for change in changes if "before" in change and "after" in change]
        because = f"undone: entry {entry.number}"
        lines = [
            *self._unlink(made),
            *self._bring_back(removed, _BEFORE_LINKS),
            *self._change_back(changed, entry),
            *self._bring_back(removed, KINDS[len(_BEFORE_LINKS) :]),
            *self._rename_back(changed, entry),
            *self._unmake(made, because),
        ]
        for record in made_at_once:
            lines += self._make_void(record, because)
        for before, after in self._changed:
            check_links(self._connection, before, after)
        for link in self._unlinked:
            check_without(self._connection, link)
        return [*lines, *self._edit_back(entry)]

    # --- what was taken out -------------------------------------------------------------------

    def _bring_back(self, removed: Sequence[Change], kinds: Sequence[str]) -> Iterator[str]:
        """Put records back, each after what it refers to."""
        for kind in kinds:
            contents = [{TAG: kind, **change["before"]} for change in removed if change["kind"] == kind]
            records = [record for content in contents if (record := self._read(content)) is not None]
            ordered = sorted(records, key=_denials_first) if kind == "link" else records
            for record in parents_first(kind, ordered):
                if self._get(kind, name_of(record)) is None:
                    yield self._insert(record)

    def _insert(self, record: Record) -> str:
        kind, name = kind_of(record), name_of(record)
        label = getattr(record, "label", "")
        for other in self._reader.select(Assertion, "WHERE t.label = ? AND t.label <> ''", (label,)):
            raise ConflictingRecordError(
                f"label: {label!r} names another assertion by now",
                f"give that one another first: claimtrack set {key_of(other)} label=OTHER",
            )
        was_merged = kind not in FIXED and self._reader.became(kind, name)
        bring_back(self._connection, record, self._now)
        if was_merged:  # its key leads to itself again
            self._changer.insert(correction_of(record, self._now, became=name))
        self._touched.setdefault((kind, name), _Held(name, {}))
        return f"{called(record)} is back"

    # --- what was changed ---------------------------------------------------------------------

    def _change_back(self, changed: Iterable[Change], entry: Entry) -> Iterator[str]:
        for change in changed:
            names = {*change["before"], *change["after"]} - {"key"}
            held = self._held(change, entry)
            if not names or (isinstance(held, Assessment) and held.assertion and names == {"event"}):
                continue  # it follows its statement
            content = {name: value for name, value in states_of(held).items() if name not in names}
            content |= {name: value for name, value in change["before"].items() if name in names}
            record = self._read(content)
            if record is not None and record != held:
                self._update(held, record)
                yield f"{called(record)}: {', '.join(sorted(names))} as before"

    def _rename_back(self, changed: Iterable[Change], entry: Entry) -> Iterator[str]:
        """Let records go by their former keys; last, as the log calls what is referred to by the keys of its time."""
        for change in changed:
            key = change["before"].get("key", "")
            if key and key != change["after"].get("key"):
                held = self._held(change, entry)
                self._update(held, replace(held, key=key))
                yield f"{kind_of(held)} {key}: key as before"

    def _held(self, change: Change, entry: Entry) -> Record:
        kind, name = change["kind"], change["after"].get("key", change["name"])
        held = self._get(kind, name)
        if held is None:
            raise UnknownReferenceError(
                f"the {kind} {name} that entry {entry.number} changed is not there any more",
                f"see what became of it with: claimtrack log {kind}:{name}",
            )
        return held

    def _update(self, held: Record, record: Record) -> None:
        kind = kind_of(held)
        if kind in FIXED:
            stays = {"event": getattr(held, "event", "")} if hasattr(held, "event") else {}
            with uncorrected(self._connection):  # its time and notes are joined, not corrected
                self._changer.update_fixed(held, replace(record, **stays))
            self._changer.update_fixed(replace(record, **stays), record)
            return
        if not isinstance(held, Assertion):  # what was said is kept by the triggers of the store
            renamed = key_of(record) if key_of(record) != key_of(held) else ""
            self._changer.insert(correction_of(held, self._now, renamed))
        self._changer.update(held, record)
        if differ_to_links(held, record):
            self._changed.append((held, record))
        former = self._touched.pop((kind, key_of(held)), _Held(key_of(held), {}))
        was = {part: value for part, value, _ in edited(kind, states_of(held), states_of(record))}
        self._touched[kind, key_of(record)] = _Held(former.name, {**was, **former.was})

    # --- what was made ------------------------------------------------------------------------

    def _unlink(self, made: Sequence[Change]) -> Iterator[str]:
        for change in reversed(made):
            link = self._get("link", change["name"]) if change["kind"] == "link" else None
            if link is not None:
                self._changer.delete(link)
                self._unlinked.append(cast("Link", link))
                yield f"{called(link)} is taken out"

    def _unmake(self, made: Sequence[Change], because: str) -> Iterator[str]:
        """Make void what was made, what stands on others first."""
        for kind in reversed(KINDS):
            names = [change["name"] for change in made if change["kind"] == kind and kind != "link"]
            records = [record for name in names if (record := self._get(kind, name)) is not None]
            for record in reversed(list(parents_first(kind, records))):
                if not (isinstance(record, Field) and self._is_needed(record)):
                    yield from self._make_void(record, because)

    def _make_void(self, record: Record, because: str) -> Iterator[str]:
        make_void(self._connection, record, because, self._now, cascade=self._cascade)
        yield f"{called(record)} is void"

    def _is_needed(self, field: Field) -> bool:
        """Whether a field that came in with its first use stays: every file knows it, or something answers it."""
        return field.key in builtin_fields() or any(pointing(self._connection, field))

    # --- edits --------------------------------------------------------------------------------

    def _edit_back(self, entry: Entry) -> Iterator[str]:
        """Let the edits that stood before the entry stand again, and those conflicts be open that were."""
        rows = [item for item in entry.content.get("rows", ()) if item["kind"] == "edit"]
        names = dict(self._touched)
        for kind, name in (found for item in rows for found in self._edited(item["first"], item["last"])):
            names.setdefault((kind, name), _Held(name, {}))
        since = min((item["first"] for item in rows), default=_NO_EDIT)
        for (kind, name), held in sorted(names.items()):
            record = self._get(kind, name) if kind not in FIXED else None
            if record is not None:
                yield from self._stand(record, held, since)

    def _edited(self, first: int, last: int) -> Iterator[tuple[str, str]]:
        for kind, name in edited_by(self._connection, first, last):
            yield kind, self._called_now(kind, name)

    def _stand(self, record: Record, held: _Held, since: int) -> Iterator[str]:
        for part, conflict, reopened in stand_as_before(
            self._connection, record, held.name, since, held.was, self._now
        ):
            what = part[1] if part[0] == "values" else part[0]
            if reopened:
                yield f"{called(record)}: {what} is in conflict again"
            elif conflict:
                yield f"{called(record)}: {what} is settled as it stands"

    # --- reading ------------------------------------------------------------------------------

    def _get(self, kind: str, name: str) -> Record | None:
        if kind != "link":
            return self._reader.get(RECORD_TYPES[kind], name)
        return self._reader.link(name)

    def _read(self, content: Change) -> Record | None:
        """Read a record of the log, what it refers to as that is called now."""
        found = dict(content)
        for name, shape in shapes(RECORD_TYPES[content[TAG]]).items():
            value = found.get(name)
            if value and shape.kind == "ref" and shape.of != "assertion":
                found[name] = self._called_now(shape.of, value)
            elif value and shape.kind == "values":
                found[name] = [{**item, "field": self._called_now("field", item["field"])} for item in value]
        return decode(found, self._reading)[0]

    def _called_now(self, kind: str, name: str) -> str:
        """Return the key that a record goes by; a key that is a record's own leads to that."""
        if self._reader.get(RECORD_TYPES[kind], name) is not None:
            return name
        return self._reader.became(kind, name) or name


def _denials_first(record: Record) -> bool:
    """Order links: a concession rests on a denial that may come back with it."""
    return not (isinstance(record, Link) and record.kind in ("denies", "disputes"))
