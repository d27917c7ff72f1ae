"""Whether a case file is what its log says: every hash, id, reference, derived column and index worked out anew."""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect
from contextlib import contextmanager
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec.structs import replace

from claimtrack.errors import DamagedCaseFileError
from claimtrack.model import RECORD_TYPES
from claimtrack.model.chain import Breach, Entry, canonical, entry_id, rows_hash
from claimtrack.model.codec import TAG, encode, shapes
from claimtrack.model.identity import record_id
from claimtrack.store.columns import UNREADABLE, row_plan, to_row
from claimtrack.store.log import KINDS, TOGETHER, name_of
from claimtrack.store.reader import Reader
from claimtrack.store.writer import value_cells
from claimtrack.wording import with_article

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from claimtrack.model import Record

_LAST_ROW = 1 << 63
_CHUNK = 500  # records read at once
_RAW = "SELECT pk, id, parent, at, by, command, program, content FROM entry ORDER BY pk"
_MERGED = _RAW.replace("FROM entry", "FROM merged_entry")
_INDEX = "SELECT entry, kind, first, last, name FROM entry_row ORDER BY entry, kind, first, last"
_DERIVED = ("_edtf", "_earliest", "_latest")
_HASHED = ("assertion", "assessment", "inquiry")
_SHOWN = 5  # attributes named


@contextmanager
def named_damage(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """Name the tables and indexes that cannot be read, where a block meets pages of the file that are damaged.

    Raises:
        DamagedCaseFileError: with the names.
    """
    try:
        yield
    except sqlite3.DatabaseError:
        parts = list(_unreadable(connection))
        if not parts:
            raise
        raise DamagedCaseFileError(
            f"{path} is damaged; pages of it cannot be read: {', '.join(parts)}",
            "restore a backup, or save what can be read: claimtrack recover NEW-FILE",
        ) from None


def _unreadable(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield the tables that cannot be read whole, and the indexes, of which nothing is lost but their order."""
    tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0 ORDER BY name"
    indexes = "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = ? ORDER BY name"
    for (table,) in connection.execute(tables).fetchall():
        whole = _can_be_read(connection, f'SELECT * FROM "{table}" NOT INDEXED')
        bad = [
            index
            for (index,) in connection.execute(indexes, (table,)).fetchall()
            if not _can_be_read(connection, f'SELECT count(*) FROM "{table}" INDEXED BY "{index}"')
        ]
        if not whole:
            yield f"table {table}"
        yield from (f"index {index}" for index in bad)
        if whole and not bad and not _can_be_read(connection, f'PRAGMA integrity_check("{table}")'):
            yield f"an index of {table}"


def _can_be_read(connection: sqlite3.Connection, sql: str) -> bool:
    try:
        for _ in connection.execute(sql):
            pass
    except sqlite3.OperationalError:  # an index of some rows, which serves no such question
        return True
    except sqlite3.DatabaseError:
        return False
    return True


class _Taken(NamedTuple):
    """Rows of a table that an entry took in as digests."""

    entry: int
    kind: str
    first: int
    last: int
    digests: list[str]


class Verification:
    """Works out anew what a case file should be.

    Args:
        connection: an open case file, within a transaction that keeps others from changing it.
        progress: told now and then what is looked at.

    Attributes:
        entries: how many entries of the log were read.
        head: hash of the last one.
        records: how many records were compared with the log.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        progress: Callable[[str, int, int | None], object] = lambda _what, _done, _total: None,
    ) -> None:
        self._connection = connection
        self._progress = progress
        self._reader = Reader(connection)
        self._told: dict[tuple[str, str], dict[str, Any]] = {}
        self._removed: dict[tuple[str, str], int] = {}  # by which entry
        self._partly: dict[tuple[str, str], dict[str, Any]] = {}
        self._changed: set[tuple[str, str]] = set()
        self._kept: dict[tuple[str, int], list[tuple[int, str]]] = {}
        self._taken: dict[int, list[_Taken]] = {}
        self._ranges: dict[str, list[tuple[int, int, int]]] = {}
        self._named: dict[int, list[tuple[str, str]]] = {}
        self._heads: list[tuple[str, Mapping[str, Any]]] = []
        self.head = ""
        self.entries = 0
        self.records = 0

    def breaches(self) -> Iterator[Breach]:
        """Yield what is wrong, the log first; nothing where all is as it should be."""
        yield from self._chain()
        yield from self._index()
        yield from self._merged()
        for kind in KINDS:
            yield from self._records_of(kind)
        yield from self._gone()
        yield from self._rows()
        yield from self._references()
        from claimtrack.store.verifying_search import search_breaches

        yield from search_breaches(self._connection, self._progress)

    # --- the log ------------------------------------------------------------------------------

    def _chain(self) -> Iterator[Breach]:
        last, number = "", 0
        for pk, id_, parent, at, by, command, program, text in self._connection.execute(_RAW):
            number += 1
            place = f"entry {pk} of the log"
            if pk != number:
                yield Breach(place, f"stands where entry {number} should")
                number = pk
            if parent != last:
                yield Breach(place, "does not follow the entry before it")
            content = _content(text)
            if content is None or canonical(content) != text:
                yield Breach(place, "its content is no canonical JSON")
            elif entry_id(parent, at, by, command, program, text) != id_:
                yield Breach(place, "its content does not have its hash")
            else:
                yield from self._follow(Entry(number=pk, id=id_, parent=parent, at=at, by=by, command=command, program=program, content=content))  # fmt: skip
            last = self.head = id_
            self.entries += 1
        if not number:
            yield Breach("the log", "is empty")

    def _follow(self, entry: Entry) -> Iterator[Breach]:
        """Let what is known of the records follow an entry."""
        if "merges" in entry.content:
            self._heads.append((f"entry {entry.number} of the log", entry.content))
        changes = entry.content.get("changes", ())
        self._named[entry.number] = [(change["kind"], change["name"]) for change in changes]
        for rows in entry.content.get("rows", ()):
            taken = _Taken(entry.number, *(rows[name] for name in _Taken._fields[1:]))
            self._taken.setdefault(entry.number, []).append(taken)
        for change in changes:
            key, renamed = change["name"], change.get("after", {}).get("key", change["name"])
            if "before" in change and renamed != key:
                self._rename(change["kind"], key, renamed)
        for change in changes:
            for kind, pk, text in change.get("rows", ()):
                self._kept.setdefault((kind, pk), []).append((entry.number, text))
            yield from self._change(entry.number, change)

    def _rename(self, kind: str, key: str, renamed: str) -> None:
        """Let what refers to a record by its key refer to it by the new one; lists of keys are changed in the log itself."""
        for (of, _), content in chain(self._told.items(), self._partly.items()):
            for name, shape in shapes(RECORD_TYPES[of]).items():
                if (shape.kind, shape.of) == ("ref", kind) and content.get(name) == key:
                    content[name] = renamed
                elif shape.kind == "values" and kind == "field" and name in content:
                    content[name] = [
                        {**item, "field": renamed} if item["field"] == key else item
                        for item in content[name] or ()
                    ]

    def _change(self, number: int, change: Mapping[str, Any]) -> Iterator[Breach]:
        key = (change["kind"], change["name"])
        before, after = change.get("before"), change.get("after")
        if before is None:
            self._told[key] = dict(after or {})
            self._removed.pop(key, None)
            return
        self._changed.add(key)
        held = self._told.get(key)
        if held is not None and any(held.get(name) != content for name, content in before.items()):
            yield Breach(
                f"entry {number} of the log", f"{' '.join(key)} was something else before, by the log itself"
            )
        if after is None:
            self._remove(key, number)
            return
        known = held if held is not None else self._partly.setdefault(key, {})
        known.update({name: after.get(name) for name in {*before, *after}})
        renamed = (key[0], after.get("key", key[1]))
        if renamed != key:
            where = self._told if held is not None else self._partly
            where[renamed] = known
            self._changed.add(renamed)
            self._remove(key, number)

    def _remove(self, key: tuple[str, str], number: int) -> None:
        """Forget a record that an entry removed; an import may make one of that name again, which its rows tell."""
        self._told.pop(key, None)
        self._partly.pop(key, None)
        self._removed[key] = number

    def _index(self) -> Iterator[Breach]:
        """Compare the list of what entries are about with the entries."""
        listed: dict[int, list[tuple[Any, ...]]] = {}
        for entry, *rest in self._connection.execute(_INDEX):
            listed.setdefault(entry, []).append(tuple(rest))
        for entry in self._named:
            rows = [(item.kind, item.first, item.last, "") for item in self._taken.get(entry, ())]
            found = listed.pop(entry, [])
            named = [(item[0], item[3]) for item in found if item[3]]
            whole = [item for item in found if not item[3]]
            if sorted(whole) != sorted(rows) or sorted(named) != sorted(self._named[entry]):
                yield Breach(f"entry {entry} of the log", "the list of what it is about is another")

    def _merged(self) -> Iterator[Breach]:
        """Work out anew the logs of the files that were merged into this one: each entry after the one it names."""
        known = {
            row[0]
            for row in self._connection.execute("SELECT id FROM entry UNION SELECT id FROM merged_entry")
        }
        for pk, id_, parent, at, by, command, program, text in self._connection.execute(_MERGED):
            place = f"entry {id_[:8]} of a merged log, row {pk}"
            content = _content(text)
            if content is None or canonical(content) != text:
                yield Breach(place, "its content is no canonical JSON")
            elif entry_id(parent, at, by, command, program, text) != id_:
                yield Breach(place, "its content does not have its hash")
            elif parent and parent not in known:
                yield Breach(place, "follows an entry that is not here")
            self._heads += [(place, content)] if content is not None else []
        for place, content in self._heads:
            head = content.get("merges", {}).get("head", "")
            if head and head not in known:
                yield Breach(place, "joins a log that is not here")

    # --- records ------------------------------------------------------------------------------

    def _records_of(self, kind: str) -> Iterator[Breach]:
        total = self._reader.count(kind)
        for done, (pk, record) in enumerate(self._each(kind)):
            if done % _CHUNK == 0:
                self._progress(f"{kind}s", done, total)
            if record is None:
                yield Breach(f"{kind} in row {pk}", "cannot be read")
                continue
            self.records += 1
            yield from self._record(kind, pk, record)

    def _each(self, kind: str) -> Iterator[tuple[int, Record | None]]:
        """Yield every record of a kind with its row; None for one that cannot be read."""
        pks = [row[0] for row in self._connection.execute(f"SELECT pk FROM {kind} ORDER BY pk").fetchall()]
        for start in range(0, len(pks), _CHUNK):
            chunk = pks[start : start + _CHUNK]
            try:
                yield from zip(chunk, self._select(kind, chunk[0], chunk[-1]), strict=True)
            except (*UNREADABLE, sqlite3.Error):
                for pk in chunk:
                    try:
                        yield pk, self._select(kind, pk, pk)[0]
                    except (*UNREADABLE, sqlite3.Error):
                        yield pk, None

    def _select(self, kind: str, first: int, last: int) -> list[Record]:
        return self._reader.select(
            RECORD_TYPES[kind], "WHERE t.pk BETWEEN ? AND ? ORDER BY t.pk", (first, last)
        )

    def _record(self, kind: str, pk: int, record: Record) -> Iterator[Breach]:
        key = (kind, name_of(record))
        place = f"{kind} {key[1]}"
        now = {name: content for name, content in encode(record).items() if name != TAG}
        taken_in = self._taken_in(kind, pk)
        expected = self._told.pop(key, None)
        if expected is not None:
            yield from _differing(place, {name: c for name, c in expected.items() if c is not None}, now)
        elif self._removed.get(key, 0) > taken_in:
            yield Breach(place, "was removed, by the log")
        elif taken_in:
            known = self._partly.get(key, {})
            yield from _differing(
                place,
                {n: c for n, c in known.items() if c is not None},
                {n: now[n] for n in known if n in now},
            )
        else:
            yield Breach(place, "is not in the log: it was written past it")
        if kind in _HASHED and key not in self._changed and self._has_other_id(record):
            yield Breach(place, "does not say what its id is the hash of")
        yield from self._derived(kind, pk, place, record)

    def _taken_in(self, kind: str, pk: int) -> int:
        """Return the entry that took in a row among many; 0 where none did."""
        if kind not in self._ranges:
            taken = chain.from_iterable(self._taken.values())
            self._ranges[kind] = sorted(
                (item.first, item.last, item.entry) for item in taken if item.kind == kind
            )
        ranges = self._ranges[kind]
        place = bisect(ranges, (pk, _LAST_ROW, 0)) - 1
        return ranges[place][2] if place >= 0 and ranges[place][0] <= pk <= ranges[place][1] else 0

    def _has_other_id(self, record: Any) -> bool:
        """Whether a record that nobody has corrected, here or where it came from, has not the id that it must have."""
        if record.id in (record_id(record), self._id_by_label(record)):
            return False
        named = [record.event, getattr(record, "claimant", ""), getattr(record, "document", "")]
        renamed = "became <> '' AND became IN (SELECT value FROM json_each(?))"
        where = "name IN (?, ?) AND kind IN ('assertion', 'value', 'assessment', 'inquiry')"
        names = (record.id, getattr(record, "assertion", ""))  # a verdict moves with its statement
        return not (
            self._reader.count("correction", renamed, (json.dumps(named),))
            or self._reader.count("correction", where, names)
            or self._reader.count("edit", "name IN (?, ?)", names)
        )

    def _id_by_label(self, record: Any) -> str:
        """Return the id that an import gave a verdict once: of the label of its statement instead of the id."""
        sql = "SELECT label FROM assertion WHERE id = ? AND label <> ''"
        found = self._connection.execute(sql, (getattr(record, "assertion", ""),)).fetchone()
        return record_id(replace(record, assertion=found[0])) if found else ""

    def _derived(self, kind: str, pk: int, place: str, record: Record) -> Iterator[Breach]:
        """Work out anew the columns that only repeat what others say, for SQL to go by."""
        columns = row_plan(kind).columns
        names = [name for name in columns if name.endswith(_DERIVED)]
        if names:
            row = self._connection.execute(
                f"SELECT {', '.join(names)} FROM {kind} WHERE pk = ?", (pk,)
            ).fetchone()
            anew = dict(zip(columns, to_row(record, lambda _kind, _name: 0), strict=True))
            if tuple(row) != tuple(anew[name] for name in names):
                yield Breach(place, "the days of its date are not those of the date")
        if kind == "assertion":
            sql = """SELECT f.key, v.negative, v.raw, v.low, v.high, v.edtf FROM value v JOIN field f ON f.pk = v.field
                WHERE v.assertion = ?"""
            stored = sorted(self._connection.execute(sql, (pk,)).fetchall(), key=repr)
            cells = ((value.field, value_cells(value)) for value in getattr(record, "values", ()))
            anew_values = sorted(((key, *cell[:2], *cell[3:6]) for key, cell in cells), key=repr)
            if stored != anew_values:
                yield Breach(place, "the bounds of an answer are not those of the answer")

    def _gone(self) -> Iterator[Breach]:
        for kind, name in self._told:
            yield Breach(f"{kind} {name}", "is gone, and the log does not say that it was removed")

    # --- rows ---------------------------------------------------------------------------------

    def _rows(self) -> Iterator[Breach]:
        """Take the digests of rows anew, each row as it was when its entry was written."""
        for taken in chain.from_iterable(self._taken.values()):
            for number, digest in enumerate(taken.digests):
                first = taken.first + number * TOGETHER
                last = min(first + TOGETHER - 1, taken.last)
                if number % 100 == 0:
                    self._progress(f"rows of {taken.kind}", number, len(taken.digests))
                if rows_hash(taken.kind, "\n".join(self._texts(taken, first, last))) != digest:
                    yield Breach(
                        f"{taken.kind}, rows {first} to {last}",
                        f"one of them is not what entry {taken.entry} of the log took in",
                    )

    def _texts(self, taken: _Taken, first: int, last: int) -> Iterable[str]:
        sql = f"SELECT pk, text FROM entry_text_{taken.kind} WHERE pk BETWEEN ? AND ?"
        try:
            texts = dict(self._connection.execute(sql, (first, last)).fetchall())
        except sqlite3.Error:
            return ()
        for pk in range(first, last + 1) if self._kept else ():
            was = next(
                (text for entry, text in self._kept.get((taken.kind, pk), ()) if entry > taken.entry), None
            )
            if was is not None:
                texts[pk] = was
        return (texts[pk] for pk in sorted(texts))

    # --- the database -------------------------------------------------------------------------

    def _references(self) -> Iterator[Breach]:
        for table, pk, parent, _ in self._connection.execute("PRAGMA foreign_key_check"):
            yield Breach(f"{table} in row {pk}", f"refers to {with_article(parent)} that is not there")
        for (message,) in self._connection.execute("PRAGMA integrity_check"):
            if message != "ok":
                yield Breach("the database", message)
        sql = """WITH RECURSIVE down (pk, top) AS (SELECT pk, pk FROM claimant WHERE part_of IS NULL
            UNION SELECT c.pk, down.top FROM claimant c JOIN down ON c.part_of = down.pk)
            SELECT c.key FROM claimant c LEFT JOIN down USING (pk) WHERE c.bloc IS NOT down.top"""
        for (key,) in self._connection.execute(sql):
            yield Breach(f"claimant {key}", "its bloc is not the top of what it is part of")
        if self._connection.execute("SELECT 1 FROM merging").fetchone():
            yield Breach("the log", "a merge is marked as going on, and none is")
        if self._connection.execute("SELECT 1 FROM entry_before LIMIT 1").fetchone():
            yield Breach("the log", "another program has changed records; the next change puts that down")


def _content(text: str) -> Any:
    try:
        content = json.loads(text)
    except ValueError:
        return None
    return content if isinstance(content, dict) else None


def _differing(place: str, expected: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Breach]:
    names = [name for name in sorted({*expected, *now}) if expected.get(name) != now.get(name)]
    if names:
        more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
        yield Breach(place, f"is not what the log says: {', '.join(names[:_SHOWN])}{more}")


def anchored(connection: sqlite3.Connection, digest: str) -> int:
    """Return the number of the entry that has a hash; 0 where none has."""
    row = connection.execute("SELECT pk FROM entry WHERE id = ?", (digest.lower(),)).fetchone()
    return int(row[0]) if row else 0
