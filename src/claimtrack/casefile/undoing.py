"""Taking changes back: what an entry of the log did is done the other way round, as a new entry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from claimtrack.casefile.voiding import make_void
from claimtrack.errors import (
    AmbiguousReferenceError,
    InvalidRecordError,
    RecordLockedError,
    UnknownReferenceError,
)
from claimtrack.model import RECORD_TYPES, Assertion, Assessment, Evidence, Field, Link, Void
from claimtrack.model.codec import TAG, encode, key_of, kind_of
from claimtrack.model.edits import parts, states_of
from claimtrack.model.records import SHORT_ID
from claimtrack.store.edits import edits_among, open_conflicts, settle
from claimtrack.store.history import History
from claimtrack.store.imports import alone_made, find_import
from claimtrack.store.log import MERGES, name_of
from claimtrack.store.reader import Reader, builtin_fields
from claimtrack.store.voiding import put_back
from claimtrack.wording import counted

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from claimtrack.casefile.api import Casefile
    from claimtrack.model import Record
    from claimtrack.model.chain import Entry

_IMPORT = "import:"
_ID_LENGTH = 32
_SHOWN = 8  # entries named that stand on one
_LATER = "SELECT DISTINCT entry FROM entry_row WHERE entry > ? AND kind = ? AND name = ?"
_MADE_BY = "SELECT min(entry) FROM entry_row WHERE kind = ? AND name = ?"
_ENDS = "(SELECT pk FROM assertion WHERE id = ?1)"
_ON_ASSERTION: tuple[tuple[type[Record], str], ...] = (
    (Link, f"WHERE t.source = {_ENDS} OR t.target = {_ENDS}"),
    (Assessment, f"WHERE t.assertion = {_ENDS}"),
    (Evidence, f"WHERE t.pk IN (SELECT evidence FROM evidence_bearing WHERE assertion = {_ENDS})"),
)


class Undone(NamedTuple):
    """What was taken back.

    Attributes:
        entries: numbers of the entries, the last first.
        lines: what was done, a line each.
    """

    entries: tuple[int, ...]
    lines: tuple[str, ...]


def find_entry(connection: sqlite3.Connection, what: str | int) -> Entry:
    """Return the entry that is meant: by its number, the beginning of its hash, `import:NAME`, or the last one.

    Raises:
        UnknownReferenceError: there is no such entry.
        AmbiguousReferenceError: several have a hash that begins so.
    """
    history, what = History(connection), str(what)
    if not what:
        found = history.last()
    elif what.startswith(_IMPORT):
        found = _entry_of_import(connection, history, find_import(connection, what.removeprefix(_IMPORT)))
    elif what.isdecimal() and len(what) < 10:
        found = history.entry(int(what))
    else:
        several = history.by_id(what)
        if len(several) > 1:
            raise AmbiguousReferenceError(
                f"several entries have a hash that begins with {what!r}", "say more of it"
            )
        found = several[0] if several else None
    if found is None:
        raise UnknownReferenceError(f"there is no entry {what!r} in the log", "see them with: claimtrack log")
    return found


def _entry_of_import(connection: sqlite3.Connection, history: History, number: int) -> Entry | None:
    for entry in history.every():
        if entry.content.get("import") == number:
            return entry
    sql = """SELECT min(r.entry) FROM import_made i JOIN entry_row r ON r.kind = i.kind AND r.first <= i.first
        AND r.last >= i.first WHERE i.run = ?"""
    row = connection.execute(sql, (number,)).fetchone()
    return history.entry(row[0]) if row and row[0] else None


def undo(
    case: Casefile,
    connection: sqlite3.Connection,
    what: str | int = "",
    *,
    cascade: bool = False,
    progress: Callable[[str, int, int | None], object] = lambda _what, _done, _total: None,
) -> Undone:
    """Take an entry of the log back, and with `cascade` all that stands on it.

    Args:
        case: the case file.
        connection: the same, open.
        what: the entry; see `find_entry`.
        cascade: take back, too, later changes of the same records and what points at them.
        progress: told how far an import is.

    Raises:
        InvalidRecordError: nothing of it can be taken back.
        RecordLockedError: later entries stand on it, and are named.
        UnknownReferenceError, AmbiguousReferenceError: the entry.
    """
    entry = find_entry(connection, what)
    if entry.content.get("begins"):
        raise InvalidRecordError(f"entry {entry.number} is where the log begins", "name a later one")
    undoing = _Undoing(case, connection, progress)
    on_top = undoing.on_top(entry)
    if on_top and not cascade:
        told = "; ".join(_told(item) for item in on_top[:_SHOWN])
        more = "; …" if len(on_top) > _SHOWN else ""
        raise RecordLockedError(
            f"{counted(len(on_top), 'later entry', 'later entries')} {'stands' if len(on_top) == 1 else 'stand'} on entry {entry.number}: {told}{more}",
            "take them back first, or with it: --cascade",
        )
    entries = [*on_top, entry]
    with case.all_or_nothing():
        lines = [line for item in entries for line in undoing.take_back(item)]
        if not lines:
            raise InvalidRecordError(f"nothing of entry {entry.number} is left to take back")
    return Undone(tuple(item.number for item in entries), tuple(lines))


def _told(entry: Entry) -> str:
    return f"{entry.number} ({entry.command or 'python'}, {entry.at[:16].replace('T', ' ')})"


class _Undoing:
    """Takes entries back."""

    def __init__(
        self,
        case: Casefile,
        connection: sqlite3.Connection,
        progress: Callable[[str, int, int | None], object],
    ) -> None:
        self._case = case
        self._connection = connection
        self._reader = Reader(connection)
        self._history = History(connection)
        self._progress = progress

    # --- what stands on it --------------------------------------------------------------------

    def on_top(self, entry: Entry) -> list[Entry]:
        """Return the later entries that stand on one, the last first."""
        found: set[int] = set()
        todo = [entry]
        while todo:
            for number in self._directly_on(todo.pop()):
                if number not in found and (item := self._history.entry(number)) is not None:
                    found.add(number)
                    todo.append(item)
        entries = (self._history.entry(number) for number in sorted(found, reverse=True))
        return [item for item in entries if item is not None]

    def _directly_on(self, entry: Entry) -> set[int]:
        found: set[int] = set()
        for kind, name, made in self._names(entry):
            later = self._connection.execute(_LATER, (entry.number, kind, name)).fetchall()
            found.update(number for (number,) in later)
            if made and (record := self._get(kind, name)) is not None:
                for other in self._pointing(record):
                    row = self._connection.execute(_MADE_BY, (kind_of(other), name_of(other))).fetchone()
                    found.update(number for number in row if number and number > entry.number)
        return found

    def _names(self, entry: Entry) -> Iterator[tuple[str, str, bool]]:
        """Yield kind and name of each record of an entry, and whether it was made."""
        for change in entry.content.get("changes", ()):
            if change["kind"] in ("void", "field", "edit"):
                continue
            yield change["kind"], change["name"], "before" not in change
            if (renamed := change.get("after", {}).get("key", change["name"])) != change["name"]:
                yield change["kind"], renamed, False
        for record in self._made_at_once(entry):
            yield kind_of(record), name_of(record), True

    def _made_at_once(self, entry: Entry) -> Iterator[Record]:
        """Yield what an entry made among many, what points at others first; of an import what it alone made."""
        if "import" in entry.content:
            rows = alone_made(self._connection, entry.content["import"])
            rows.pop("field", None)
        else:
            order = (
                "link",
                "inquiry",
                "assessment",
                "evidence",
                "assertion",
                "event",
                "document",
                "claimant",
            )
            rows = {kind: [] for kind in order}
            for item in entry.content.get("rows", ()):
                if item["kind"] in rows:
                    rows[item["kind"]] += range(item["last"], item["first"] - 1, -1)
        total = sum(map(len, rows.values()))
        for done, (kind, pk) in enumerate((kind, pk) for kind, pks in rows.items() for pk in pks):
            if done % 100 == 0:
                self._progress("records", done, total)
            yield from self._reader.select(RECORD_TYPES[kind], "WHERE t.pk = ?", (pk,))

    def _get(self, kind: str, name: str) -> Record | None:
        if kind == "link":
            return None
        return self._reader.get(RECORD_TYPES[kind], name)

    def _pointing(self, record: Record) -> Iterator[Record]:
        from claimtrack.casefile.voiding import pointing

        if isinstance(record, Assertion):
            for cls, where in _ON_ASSERTION:
                yield from self._reader.select(cls, where, (record.id,))
        yield from pointing(self._connection, record)

    # --- taking back --------------------------------------------------------------------------

    def take_back(self, entry: Entry) -> list[str]:
        """Do the other way round what an entry did, and return what was done."""
        lines: list[str] = []
        removed: list[dict[str, Any]] = []
        changes = entry.content.get("changes", ())
        set_aside = _set_aside(changes)
        for change in reversed(changes):
            kind, name = change["kind"], change["name"]
            if "before" not in change:
                lines += self._unmake(entry, kind, name, change["after"])
            elif kind in ("void", "edit") or (kind, name) in set_aside:
                continue
            elif "after" not in change:
                removed.append({**change["before"], TAG: kind})
            else:
                lines += self._change_back(entry, change)
        if removed:
            self._case.take(removed)
            lines += [
                f"{item[TAG]} {_short(item.get('key') or item.get('id', ''))} is back" for item in removed
            ]
        because = f"undone: entry {entry.number}"
        for record in list(self._made_at_once(entry)):
            make_void(self._connection, record, because, self._now())
            lines.append(f"{_called(record)} is void")
        lines += self._put_back_many(entry)
        lines += self._settle(entry)
        return lines

    def _put_back_many(self, entry: Entry) -> Iterator[str]:
        """Revive what an entry made void among many records."""
        for rows in entry.content.get("rows", ()):
            if rows["kind"] == "void":
                where = "WHERE t.pk BETWEEN ? AND ? AND t.revived = '' ORDER BY t.pk DESC"
                for void in self._reader.select(Void, where, (rows["first"], rows["last"])):
                    put_back(self._connection, [void], self._now())
                    yield f"{void.kind} {_short(void.name)} is no longer void"

    def _settle(self, entry: Entry) -> Iterator[str]:
        """Settle, as the records stand, what a merge had brought into conflict."""
        ranges = [
            (rows["first"], rows["last"]) for rows in entry.content.get("rows", ()) if rows["kind"] == "edit"
        ]
        if MERGES not in entry.content:
            return
        for conflict in open_conflicts(self._connection):
            if any(edits_among(self._connection, conflict, *rows) for rows in ranges):
                record = self._get(conflict.kind, conflict.name)
                if record is not None:
                    value = parts(conflict.kind, states_of(record)).get(conflict.part)
                    settle(self._connection, conflict, value, self._now())
                    yield f"{_called(record)}: {conflict.what} is settled as it stands"

    def _now(self) -> str:
        return self._case._now()  # noqa: SLF001 - one with the case file

    def _unmake(self, entry: Entry, kind: str, name: str, made: Mapping[str, Any]) -> Iterable[str]:
        if kind == "void":
            where = "WHERE t.kind = ? AND t.name = ? AND t.revived = '' ORDER BY t.pk DESC LIMIT 1"
            for void in self._reader.select(Void, where, (made["kind"], made["name"])):
                put_back(self._connection, [void], self._now())
                yield f"{void.kind} {_short(void.name)} is no longer void"
            return
        if kind == "link":
            yield from self._unlink(made)
            return
        record = self._get(kind, name)
        if record is None or (isinstance(record, Field) and self._is_needed(record)):
            return
        make_void(self._connection, record, f"undone: entry {entry.number}", self._now())
        yield f"{_called(record)} is void"

    def _is_needed(self, field: Field) -> bool:
        """Whether a field that came in with its first use stays: every file knows it, or something answers it."""
        return field.key in builtin_fields() or any(self._pointing(field))

    def _unlink(self, made: Mapping[str, Any]) -> Iterable[str]:
        where = f"WHERE t.kind = ?2 AND t.source = {_ENDS} AND t.target = (SELECT pk FROM assertion WHERE id = ?3)"
        given = (made["source"], made["kind"], made["target"])
        for link in self._reader.select(Link, where, given):
            if sorted(link.fields) == sorted(made.get("fields", [])):
                self._case.remove(link)
                yield f"the link {link.source[:8]} {link.kind} {link.target[:8]} is taken out"

    def _change_back(self, entry: Entry, change: Mapping[str, Any]) -> Iterable[str]:
        before, after = change["before"], change["after"]
        record = self._get(change["kind"], after.get("key", change["name"]))
        if record is None:
            raise UnknownReferenceError(
                f"the {change['kind']} {change['name']} that entry {entry.number} changed is not there any more"
            )
        content = encode(record)
        for name in {*before, *after}:
            content.pop(name, None)
        content |= before
        if isinstance(record, Assessment) and record.assertion:
            return  # it follows its statement
        if content != encode(record):
            self._case.put(record, content)
            yield f"{_called(record)}: {', '.join(sorted({*before, *after}))} as before"


def _set_aside(changes: Iterable[Mapping[str, Any]]) -> set[tuple[str, str]]:
    """Return what left its table because it, or what it hung on, was made void; it comes back with that."""
    from claimtrack.model.decoding import Reading, decode

    found: set[tuple[str, str]] = set()
    for change in changes:
        if change["kind"] == "void" and "before" not in change:
            content = change["after"]["content"]
            found.add((change["after"]["kind"], change["after"]["name"]))
            for item in content.get("with", ()):
                record, _ = decode(item, Reading())
                found |= {(kind_of(record), name_of(record))} if record is not None else set()
            found |= {("evidence", key) for key, _ in content.get("bearings", ())}
    return found


def _called(record: Record) -> str:
    return f"{kind_of(record)} {getattr(record, 'short_name', '') or _short(key_of(record))}"


def _short(name: str) -> str:
    """Return the beginning of an id; a key as it is."""
    return name[:SHORT_ID] if len(name) == _ID_LENGTH else name
