"""Taking changes back: what an entry of the log did is done the other way round, as a new entry."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimtrack.casefile.former_records import Restoring
from claimtrack.casefile.voids import pointing
from claimtrack.errors import (
    AmbiguousReferenceError,
    InvalidRecordError,
    RecordLockedError,
    UnknownReferenceError,
)
from claimtrack.merging.voids import KINDS, referred
from claimtrack.model import RECORD_TYPES, Assertion, Assessment, Evidence, Link
from claimtrack.model.codec import key_of, kind_of
from claimtrack.store.author import noted
from claimtrack.store.former_rows import FormerRows
from claimtrack.store.history import History
from claimtrack.store.imports import alone_made, find_import
from claimtrack.store.log import IMPORT, UNDOES, name_of
from claimtrack.store.reader import Reader, builtin_fields
from claimtrack.store.related_dates import counted_dates
from claimtrack.wording import counted

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator

    from claimtrack.casefile.case import Casefile
    from claimtrack.model import Record
    from claimtrack.model.chain import Entry

_IMPORT = "import:"
_OUT = {
    "release": "is a report that was released, as it was handed over",
    "anchor": "keeps a time-stamp of the log",
    "merged_entry": "keeps the log of another file",
    "correction": "keeps what was corrected in another file",
}
"""Tables whose rows are never taken back, and what an entry is that has made one."""
_SHOWN = 8  # entries named that stand on one
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
    if entries := history.of_import(number):
        return entries[-1]
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
    """Take an entry of the log back, and with `cascade` all that stands on it; of an import all of its entries.

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
    standing = _Standing(connection, progress)
    own = standing.together(entry)
    on_top = standing.on_top(own)
    if on_top and not cascade:
        told = "; ".join(_told(item) for item in on_top[:_SHOWN])
        more = "; …" if len(on_top) > _SHOWN else ""
        raise RecordLockedError(
            f"{counted(len(on_top), 'later entry', 'later entries')} {'stands' if len(on_top) == 1 else 'stand'} on entry {entry.number}: {told}{more}",
            "take them back first, or with it: --cascade",
        )
    entries = sorted([*on_top, *own], key=lambda item: item.number, reverse=True)
    numbers = tuple(item.number for item in entries)
    runs = {item.content[IMPORT] for item in entries if IMPORT in item.content}
    former = [FormerRows(connection, run) for run in sorted(runs)]
    with case.all_or_nothing():
        restoring = Restoring(connection, case._now(), cascade=cascade)  # noqa: SLF001 - one with the case file
        lines = [
            line for item in entries for line in restoring.take_back(item, list(standing.made_at_once(item)))
        ]
        if not lines:
            raise _nothing_left(connection, entry)
        for rows in former:
            rows.put_back()
        noted(connection)[UNDOES] = numbers
    return Undone(numbers, tuple(lines))


def _nothing_left(connection: sqlite3.Connection, entry: Entry) -> InvalidRecordError:
    """Return the refusal of an entry of which nothing can be taken back, with the entry before it of which something can."""
    kinds = {rows["kind"] for rows in entry.content.get("rows", ())}
    told = f"nothing of entry {entry.number} is left to take back"
    if kinds and kinds <= _OUT.keys() and not can_be_undone(entry):
        told = f"entry {entry.number} {' and '.join(_OUT[kind] for kind in sorted(kinds))}: that is not taken back"
    earlier = [
        item.number
        for item in History(connection).every()
        if item.number < entry.number and can_be_undone(item)
    ]
    hint = f"take the change before it back with: claimtrack undo {earlier[-1]}" if earlier else ""
    return InvalidRecordError(told, hint)


def can_be_undone(entry: Entry) -> bool:
    """Whether an entry changed records, which can be as before, or what is in conflict."""
    told = (item["kind"] for of in ("changes", "rows") for item in entry.content.get(of, ()))
    return not entry.content.get("begins") and any(kind in (*KINDS, "edit") for kind in told)


def _told(entry: Entry) -> str:
    return f"{entry.number} ({entry.command or 'python'}, {entry.at[:16].replace('T', ' ')})"


class _Standing:
    """Finds what stands on entries."""

    def __init__(
        self, connection: sqlite3.Connection, progress: Callable[[str, int, int | None], object]
    ) -> None:
        self._connection = connection
        self._reader = Reader(connection)
        self._history = History(connection)
        self._progress = progress
        self._counted: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for whose, anchor in counted_dates(connection):
            self._counted.setdefault(anchor, []).append(whose)

    def together(self, entry: Entry) -> list[Entry]:
        """Return the entries that are taken back with one: those of the same import."""
        run = entry.content.get(IMPORT)
        return [entry] if run is None else self._history.of_import(run)

    def on_top(self, entries: list[Entry]) -> list[Entry]:
        """Return the later entries that stand on some, the last first."""
        met = {entry.number: entry for entry in entries}
        todo = list(entries)
        while todo:
            for number in self._directly_on(todo.pop()):
                if number not in met and (item := self._history.entry(number)) is not None:
                    new = [one for one in self.together(item) if one.number not in met]
                    met.update({one.number: one for one in new})
                    todo += new
        own = {entry.number for entry in entries}
        return [met[number] for number in sorted(met, reverse=True) if number not in own]

    def _directly_on(self, entry: Entry) -> set[int]:
        found = {number for rows in entry.content.get("rows", ()) if rows["kind"] == "edit"
                 for number in self._history.edited_again(rows["first"], rows["last"], entry.number)}  # fmt: skip
        for kind, name, made in (*self._names(entry), *self._lost(entry)):
            found.update(self._history.naming(kind, name, entry.number))
            if made and (record := self._get(kind, name)) is not None:
                found.update(self._on_record(record, entry.number))
        return found

    def _on_record(self, record: Record, after: int) -> Iterator[int]:
        """Yield the entries after one that made what points at a record, or changed what is counted from it."""
        for other in self._pointing(record):
            number = self._history.maker(kind_of(other), name_of(other))
            if number > after:
                yield number
        for kind, name in self._counted.get((kind_of(record), key_of(record)), ()):
            yield from self._history.naming(kind, name, after)

    def _names(self, entry: Entry) -> Iterator[tuple[str, str, bool]]:
        """Yield kind and name of each record of an entry, and whether it was made.

        A field that came in with its first use stays where it is used, and is no reason to take that back.
        """
        changes = [change for change in entry.content.get("changes", ()) if change["kind"] in KINDS]
        if any(change["kind"] != "field" for change in changes):
            changes = [change for change in changes if change["kind"] != "field"]
        for change in changes:
            yield change["kind"], change["name"], "before" not in change
            if (renamed := change.get("after", {}).get("key", change["name"])) != change["name"]:
                yield change["kind"], renamed, False
        for record in self.made_at_once(entry):
            yield kind_of(record), name_of(record), True

    def _lost(self, entry: Entry) -> Iterator[tuple[str, str, bool]]:
        """Yield kind and name of what records of an entry referred to before it, and what is not there any more."""
        for change in entry.content.get("changes", ()):
            if change["kind"] in KINDS and "before" in change:
                for kind, name in referred(change["kind"], change["before"]):
                    if self._get(kind, name) is None and not self._reader.became(kind, name):
                        yield kind, name, False

    def made_at_once(self, entry: Entry) -> Iterator[Record]:
        """Yield what an entry made among many, what points at others first; of an import what it alone made."""
        if IMPORT in entry.content and "changes" not in entry.content:
            rows = alone_made(self._connection, entry.content[IMPORT])
            rows.pop("field", None)
        else:
            rows = {kind: [] for kind in reversed(KINDS) if kind != "field"}
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
            return None  # nothing points at it
        known = builtin_fields().get(name) if kind == "field" else None
        return known or self._reader.get(RECORD_TYPES[kind], name)

    def _pointing(self, record: Record) -> Iterator[Record]:
        if isinstance(record, Assertion):
            for cls, where in _ON_ASSERTION:
                yield from self._reader.select(cls, where, (record.id,))
        yield from pointing(self._connection, record)
