"""Writing the log: what a transaction has changed becomes one entry, before it is committed (see `sql/0160_log.sql`).

A few records stand in it with what they say; of many made at once, digests of their rows.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from claimtrack.model import RECORD_TYPES, Assertion, Bearing, Value
from claimtrack.model.chain import canonical, entry_id, rows_hash
from claimtrack.store.author import author_of, hung_on, noted, rows_before
from claimtrack.store.columns import from_rows, name_column, row_plan

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping

    from claimtrack.model import Record
    from claimtrack.model.shape import Shape

Range = tuple[str, int, int]
"""Rows of a table: its name, the first and the last."""

KINDS = (
    "field",
    "claimant",
    "document",
    "event",
    "assertion",
    "link",
    "evidence",
    "assessment",
    "inquiry",
    "void",
)
"""Kinds of record that stand in the log one by one."""

_AS_ROWS = ("correction", "release", "anchor", "edit", "merged_entry")
"""Tables of which the log holds digests alone: what they say stands in the changes beside, or in a file."""

_ALL = (*KINDS, "value", *_AS_ROWS)
MERGES = "merges"
"""What stands in the entry of a merge: the last entry of the other log, under `head`, and how many `entries` it has."""
SETTLES = "settles"
"""What stands in the entry that settles conflicts: of each the kind and name of the record, and what was settled."""
UNDOES = "undoes"
"""What stands in the entry of an undo: the numbers of the entries that it took back, the last first."""
IMPORT = "import"
"""What stands in each entry of an import: its number in the table `import_run`."""
_WITH_EDITS = frozenset((MERGES, SETTLES, UNDOES))  # who does any of it writes the edits down
_FEW = 1000  # records of a transaction that stand in the log one by one
TOGETHER = 100
"""Rows of a table that one digest is of."""

_LAST = f"SELECT {', '.join(f'(SELECT coalesce(max(pk), 0) FROM main.{kind})' for kind in _ALL)}"
_CHANGED = "SELECT kind, pk, text FROM entry_before ORDER BY kind, pk"
_HEAD = "SELECT pk, id FROM entry ORDER BY pk DESC LIMIT 1"
_TEXTS = "SELECT group_concat(text, char(10)) FROM (SELECT text FROM entry_text_{} WHERE pk BETWEEN ? AND ? ORDER BY pk)"
_IN_ROWS = "SELECT 1 FROM entry_row WHERE kind = ? AND name = '' AND first <= ? AND last >= ? LIMIT 1"
_ANY_UNNAMED = "SELECT 1 FROM entry WHERE by = '' AND parent <> '' LIMIT 1"
_UNNAMED = "changes are logged as unnamed: say who you are with --analyst NAME or $CLAIMTRACK_ANALYST (said only once)"


def last_rows(connection: sqlite3.Connection) -> dict[str, int]:
    """Return the number of the last row of each table that is logged."""
    return dict(zip(_ALL, connection.execute(_LAST).fetchone(), strict=True))


def digests(connection: sqlite3.Connection, kind: str, first: int, last: int) -> list[str]:
    """Return the hashes of rows of a table, `TOGETHER` at a time."""
    sql = _TEXTS.format(kind)
    parts = ((low, min(low + TOGETHER - 1, last)) for low in range(first, last + 1, TOGETHER))
    return [rows_hash(kind, connection.execute(sql, part).fetchone()[0] or "") for part in parts]


def digested(connection: sqlite3.Connection, kind: str, first: int, last: int) -> dict[str, Any]:
    """Return what the log holds of rows that were made at once."""
    return {
        "kind": kind,
        "first": first,
        "last": last,
        "digests": digests(connection, kind, first, last),
    }


def touch(connection: sqlite3.Connection, kind: str, pk: int) -> None:
    """Put down what a record holds before something is added to its lists or answers."""
    connection.execute(
        f"INSERT OR IGNORE INTO entry_before SELECT ?, pk, text FROM entry_text_{kind} WHERE pk = ?",
        (kind, pk),
    )


class Logging:
    """Follows one transaction, and puts down at its end what it has changed.

    Args:
        connection: a case file, its transaction just begun.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._before = last_rows(connection)
        rows_before(connection).update(self._before)
        hung_on(connection).clear()

    def finish(self, *, made: bool = True) -> None:
        """Write the entry; none where nothing was changed.

        Args:
            made: false where the records made are put down by somebody else, as those of an import are.
        """
        old = self._connection.execute(_CHANGED).fetchall()
        reading = _States(self._connection, self._before)
        changed = list(reading.changed(old))
        beside = noted(self._connection)
        if changed and _WITH_EDITS.isdisjoint(beside):
            from claimtrack.store.edits import write_edits

            write_edits(
                self._connection, (change for _, change in changed), author_of(self._connection).now()
            )
        rows = [item for item in self._made() if made or item[0] in _AS_ROWS]
        if rows or changed:
            begin_log(self._connection, self._before)
            append(self._connection, *self._content(reading, rows, changed, beside))
        if old:
            self._connection.execute("DELETE FROM entry_before")
        beside.clear()

    def _made(self) -> list[Range]:
        after = last_rows(self._connection)
        return [
            (kind, self._before[kind] + 1, last) for kind, last in after.items() if last > self._before[kind]
        ]

    def _content(
        self,
        reading: _States,
        made: list[Range],
        changed: list[tuple[Range, dict[str, Any]]],
        beside: Mapping[str, Any],
    ) -> tuple[dict[str, Any], list[tuple[str, int, int, str]]]:
        counted = sum(last - first + 1 for kind, first, last in made if kind in KINDS)
        whole = [item for item in made if counted > _FEW or item[0] in _AS_ROWS]
        few = [item for item in made if counted <= _FEW and item[0] in KINDS]
        changes = [*changed, *reading.made(few)]
        rows = [digested(self._connection, *item) for item in whole]
        content: dict[str, Any] = dict(beside)
        if changes:
            content["changes"] = [change for _, change in changes]
        if rows:
            content["rows"] = rows
        index = [(*place, change["name"]) for place, change in changes]
        return content, [*index, *((*item, "") for item in whole)]


class _States:
    """What records hold, and held before a transaction, in the native form."""

    def __init__(self, connection: sqlite3.Connection, before: Mapping[str, int]) -> None:
        from claimtrack.store.reader import Reader

        self._connection = connection
        self._reader = Reader(connection)
        self._before = before
        self._texts: dict[tuple[str, int], str] = {}

    def made(self, ranges: list[Range]) -> Iterator[tuple[Range, dict[str, Any]]]:
        """Yield what was made, with its row."""
        for kind, first, last in ranges:
            where = "WHERE t.pk BETWEEN ? AND ? ORDER BY t.pk"
            pks = self._connection.execute(f"SELECT t.pk FROM {kind} t {where}", (first, last)).fetchall()
            records = self._reader.select(RECORD_TYPES[kind], where, (first, last))
            for (pk,), record in zip(pks, records, strict=True):
                yield (kind, pk, pk), {"kind": kind, "name": name_of(record), "after": _attributes(record)}

    def changed(self, old: list[tuple[str, int, str]]) -> Iterator[tuple[Range, dict[str, Any]]]:
        """Yield what was changed or removed, with its row."""
        texts = self._texts = {(kind, pk): text for kind, pk, text in old if pk <= self._before[kind]}
        answers: dict[int, list[tuple[int, str]]] = {}
        for (kind, pk), text in texts.items():
            if kind == "value":
                answers.setdefault(json.loads(text)["assertion"], []).append((pk, text))
        for (kind, pk), text in texts.items():
            if kind == "value":
                continue
            was = self._record(kind, json.loads(text), dict(answers.get(pk, ())))
            now = self._reader.select(RECORD_TYPES[kind], "WHERE t.pk = ?", (pk,))
            change = difference(was, now[0] if now else None)
            if change is not None:
                kept = [[kind, pk, text], *(["value", *item] for item in answers.get(pk, ()))]
                kept = [
                    item
                    for item in kept
                    if self._connection.execute(_IN_ROWS, (item[0], pk_of(item), pk_of(item))).fetchone()
                ]
                yield (kind, pk, pk), {**change, "rows": kept} if kept else change

    def _record(self, kind: str, state: dict[str, Any], answers: Mapping[int, str]) -> Record:
        cls: type[Record] = RECORD_TYPES[kind]
        row = [state["pk"], *(self._cell(shape, state[name]) for name, shape in row_plan(kind).inline)]
        elsewhere: dict[str, Any] = {
            name: tuple(state[name]) for name in ("aliases", "tags") if name in state
        }
        if kind == "assertion":
            elsewhere["values"] = tuple(self._values(state["pk"], answers))
        if kind == "evidence":
            bearings = ((self._name("assertion", pk), role) for pk, role in state["bears_on"])
            elsewhere["bears_on"] = tuple(Bearing(assertion=id_, role=role) for id_, role in sorted(bearings))
        return from_rows(cls, [row], {name: [parts] for name, parts in elsewhere.items()})[0]

    def _cell(self, shape: Shape, cell: Any) -> Any:
        return self._name(shape.of, cell) if shape.kind == "ref" and cell is not None else cell

    def _name(self, kind: str, pk: int) -> str:
        sql = f"SELECT {name_column(kind)} FROM {kind} WHERE pk = ?"
        row = self._connection.execute(sql, (pk,)).fetchone()
        if row is None:  # it is gone with the same transaction
            return str(json.loads(self._texts.get((kind, pk), "{}")).get(name_column(kind), ""))
        return str(row[0])

    def _field(self, pk: int) -> tuple[str, str]:
        """Return key and type of a field, also of one that is gone with the same transaction."""
        row = self._connection.execute("SELECT key, type FROM field WHERE pk = ?", (pk,)).fetchone()
        if row is None:
            state = json.loads(self._texts[("field", pk)])
            return state["key"], state["type"]
        return row[0], row[1]

    def _values(self, assertion: int, old: Mapping[int, str]) -> Iterator[Value]:
        """Yield the answers that an assertion had: those that are gone or changed as they were, and the others."""
        from claimtrack.values import from_record

        sql = "SELECT pk, text FROM entry_text_value WHERE pk IN (SELECT pk FROM value WHERE assertion = ? AND pk <= ?)"
        rows = self._connection.execute(sql, (assertion, self._before["value"])).fetchall()
        now = {pk: text for pk, text in rows if ("value", pk) not in self._texts}  # a row may be used again
        for text in {**now, **old}.values():
            state = json.loads(text)
            key, of = self._field(state["field"])
            read = from_record(json.loads(state["read"]), of, raw=state["raw"])
            yield Value(
                field=key, raw=state["raw"], negative=bool(state["negative"]), hedge=state["hedge"], read=read
            )


def pk_of(kept: list[Any]) -> int:
    """Return the row number of a text that the log keeps of a row."""
    return int(kept[1])


def name_of(record: Record) -> str:
    """Return what names a record in the log: its key or id; of a link, the hash of what it is."""
    from claimtrack.model.codec import key_of
    from claimtrack.model.identity import record_id

    return key_of(record) or record_id(record)


def _attributes(record: Record) -> dict[str, Any]:
    """Return what a record says, in the native form."""
    from claimtrack.model.codec import TAG, encode

    return {name: content for name, content in encode(_ordered(record)).items() if name != TAG}


def _ordered(record: Record) -> Record:
    """Return a record with its answers in the order in which they are read from the file."""
    from msgspec.structs import replace

    if not isinstance(record, Assertion):
        return record
    ordered = tuple(sorted(record.values, key=lambda value: (value.field, value.negative, value.raw)))
    return replace(record, values=ordered)


def difference(was: Record, now: Record | None) -> dict[str, Any] | None:
    """Return a change as the log has it: what differs, before and after; None where nothing does."""
    from claimtrack.model.codec import kind_of

    change: dict[str, Any] = {"kind": kind_of(was), "name": name_of(was)}
    before = _attributes(was)
    if now is None:
        return {**change, "before": before}
    after = _attributes(now)
    differing = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    if not differing:
        return None
    for side, held in (("before", before), ("after", after)):
        change[side] = {name: held[name] for name in differing if name in held}
    return change


# --- the chain --------------------------------------------------------------------------------


def head(connection: sqlite3.Connection) -> tuple[int, str]:
    """Return number and hash of the last entry; 0 and an empty hash where there is none."""
    return connection.execute(_HEAD).fetchone() or (0, "")


def begin_log(connection: sqlite3.Connection, before: Mapping[str, int]) -> None:
    """Write the first entry where there is none: what a file held when its log began. Call inside a transaction."""
    if head(connection)[0]:
        return
    ranges = [(kind, 1, last) for kind, last in before.items() if last]
    content: dict[str, Any] = {"begins": True}
    if ranges:
        content["rows"] = [digested(connection, *item) for item in ranges]
    append(connection, content, [(*item, "") for item in ranges])


def append(
    connection: sqlite3.Connection, content: dict[str, Any], rows: list[tuple[str, int, int, str]]
) -> None:
    """Append an entry. Call inside a transaction.

    Args:
        connection: a case file.
        content: what was changed.
        rows: which rows of which tables it is about, and the name of the record where it names it.
    """
    author = author_of(connection)
    by = author.by or setting(connection, "analyst")
    number, parent = head(connection)
    text = canonical(content)
    given = (author.now(), by, author.command, author.program)
    if not by and not content.get("begins") and not connection.execute(_ANY_UNNAMED).fetchone():
        author.tell(_UNNAMED)
    connection.execute(
        "INSERT INTO entry (pk, id, parent, at, by, command, program, content) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (number + 1, entry_id(parent, *given, text), parent, *given, text),
    )
    connection.executemany(
        "INSERT INTO entry_row (kind, first, last, entry, name) VALUES (?, ?, ?, ?, ?)",
        [(kind, first, last, number + 1, name) for kind, first, last, name in rows],
    )


def setting(connection: sqlite3.Connection, name: str) -> str:
    """Return what a case file keeps under a name; empty where nothing."""
    row = connection.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
    return str(row[0]) if row else ""


def set_setting(connection: sqlite3.Connection, name: str, value: str) -> None:
    """Keep something in a case file that is no part of the case. Call inside a transaction."""
    connection.execute(
        "INSERT INTO setting (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2",
        (name, value),
    )
