"""Edits in the case file: one for each part of a record that a transaction has changed, and which of them are in conflict."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from claimtrack.errors import DamagedCaseFileError
from claimtrack.model import RECORD_TYPES, Edit
from claimtrack.model.codec import key_of, kind_of, shapes
from claimtrack.model.edits import (
    FIXED,
    LISTS,
    Conflict,
    Part,
    boxed,
    by_part,
    conflicts,
    edited,
    new_edit,
    parts,
    same,
    standing,
    states_of,
)
from claimtrack.store.author import hung_on
from claimtrack.store.reader import Reader
from claimtrack.store.writer import Writer
from claimtrack.wording import with_article

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping

    from claimtrack.model import Record

_EDITED = frozenset(("field", "claimant", "document", "event", "assertion", "evidence"))
# A record goes by another key where an edit of its key says so.
_OF_RECORD = """WHERE t.pk IN (WITH RECURSIVE called (name) AS (
    SELECT ?2 UNION SELECT k.name FROM edit k JOIN called ON k.after ->> '$.is' = called.name
    WHERE k.kind = ?1 AND k.attribute = 'key')
    SELECT pk FROM edit WHERE kind = ?1 AND name IN (SELECT name FROM called))"""
_SEVERAL = """SELECT kind, name FROM edit GROUP BY kind, name, attribute, item HAVING count(*) > 1
    UNION SELECT kind, name FROM edit WHERE attribute = 'key' ORDER BY kind, name"""


def edits_of(connection: sqlite3.Connection, kind: str, name: str) -> list[Edit]:
    """Return all edits of a record, under whatever key it was edited."""
    return Reader(connection).select(Edit, _OF_RECORD, (kind, name))


def every_edit(connection: sqlite3.Connection) -> Iterator[Edit]:
    """Stream all edits of a file.

    Raises:
        DamagedCaseFileError: one is of what no record has.
    """
    for edit in Reader(connection).every(Edit):
        if edit.kind not in _EDITED or edit.attribute not in shapes(RECORD_TYPES[edit.kind]):
            raise DamagedCaseFileError(f"edit {edit.id}: {with_article(edit.kind)} has no {edit.attribute}")
        yield edit


def write_edits(connection: sqlite3.Connection, changes: Iterable[Mapping[str, Any]], now: str) -> None:
    """Write down the edits that changes come to. Call inside a transaction.

    Args:
        connection: a case file.
        changes: what was changed, as the log has it.
        now: the time, UTC, ISO 8601.
    """
    for change in changes:
        kind, name = change["kind"], change["name"]
        if kind not in _EDITED or "before" not in change or "after" not in change:
            continue
        writer = Writer(connection)
        before: dict[tuple[str, str], list[Edit]] | None = None
        for part, was, now_held in edited(kind, change["before"], change["after"]):
            if part[0] == "bears_on" and part[1] in hung_on(connection):
                continue  # it goes and comes with the assertion
            before = by_part(edits_of(connection, kind, name)) if before is None else before
            replaced = standing(before.get(part, ()))
            add_edit(writer, connection, new_edit(kind, name, part, was, now_held, replaced, now))


def add_edit(writer: Writer, connection: sqlite3.Connection, edit: Edit) -> None:
    """Write down an edit, unless it is there."""
    if connection.execute("SELECT 1 FROM edit WHERE id = ?", (edit.id,)).fetchone() is None:
        writer.insert(edit)


def open_conflicts(connection: sqlite3.Connection, kind: str = "", name: str = "") -> list[Conflict]:
    """Return what is in conflict in records that are there.

    Args:
        connection: a case file.
        kind: only of this record.
        name: its key or id.
    """
    if name:
        return list(conflicts(kind, name, edits_of(connection, kind, name)))
    found: dict[tuple[str, str], list[Conflict]] = {}
    for of, edited_as in connection.execute(_SEVERAL).fetchall():
        now = _called_now(connection, of, edited_as) if of in _EDITED else ""
        if now and (of, now) not in found:
            found[of, now] = open_conflicts(connection, of, now)
    return [conflict for several in found.values() for conflict in several]


def _called_now(connection: sqlite3.Connection, kind: str, name: str) -> str:
    """Return the key or id that a record goes by; empty where it is gone."""
    reader = Reader(connection)
    if reader.get(RECORD_TYPES[kind], name) is not None:
        return name
    now = "" if kind in ("assertion", *FIXED) else reader.became(kind, name)
    return now if now and reader.get(RECORD_TYPES[kind], now) is not None else ""


def settle(connection: sqlite3.Connection, conflict: Conflict, value: Any, now: str) -> Edit:
    """Write down the edit that settles a conflict: it names all that stood. Call inside a transaction.

    Args:
        connection: a case file.
        conflict: what is in conflict.
        value: what the part holds from now on; None for nothing.
        now: the time, UTC, ISO 8601.
    """
    was = boxed(conflict.edits[0].after)
    edit = new_edit(conflict.kind, conflict.name, conflict.part, was, value, conflict.edits, now)
    add_edit(Writer(connection), connection, edit)
    return edit


def edited_by(connection: sqlite3.Connection, first: int, last: int) -> list[tuple[str, str]]:
    """Return kind and key or id of the records of which edits stand in some rows, as they were called then."""
    sql = "SELECT DISTINCT kind, name FROM edit WHERE pk BETWEEN ? AND ? ORDER BY kind, name"
    return connection.execute(sql, (first, last)).fetchall()


class Reset(NamedTuple):
    """A part of a record of which what stood before some edits stands again.

    Attributes:
        part: the part.
        conflict: whether it was in conflict until now.
        reopened: whether it is in conflict from now on.
    """

    part: Part
    conflict: bool
    reopened: bool


def stand_as_before(
    connection: sqlite3.Connection, record: Record, name: str, since: int, was: Mapping[Part, Any], now: str
) -> list[Reset]:
    """Write down edits by which what stood before some edits of a record stands again. Call inside a transaction.

    Args:
        connection: a case file.
        record: the record, as it was before those edits.
        name: the key or id under which it was edited.
        since: the row of the first of the edits.
        was: the parts of the record until now that are others now.
        now: the time, UTC, ISO 8601.
    """
    kind = kind_of(record)
    sql = "SELECT id FROM edit WHERE kind = ? AND pk >= ?"
    later = {id_ for (id_,) in connection.execute(sql, (kind, since))}
    held, of_part = parts(kind, states_of(record)), by_part(edits_of(connection, kind, key_of(record)))
    writer, found = Writer(connection), []
    for part in sorted({*of_part, *was, *held}):
        if part[0] == "bears_on" and part[1] in hung_on(connection):
            continue  # it goes and comes with the assertion
        left = standing(of_part.get(part, ()))
        before = standing(edit for edit in of_part.get(part, ()) if edit.id not in later)
        wanted = _before(before, held.get(part))
        told = _distinct(boxed(edit.after) for edit in left)
        if (left or part in was) and not _alike(told, wanted):
            replaced = [edit for edit in left if edit.id in later] or left
            stays = _distinct(boxed(edit.after) for edit in left if edit not in replaced)
            shown = told[0] if told else was.get(part)
            for value in _missing(wanted, stays) or wanted[:1]:
                made = now if same(value, wanted[0]) else _made(before, value, now)
                add_edit(writer, connection, new_edit(kind, name, part, shown, value, replaced, made))
            lists = shapes(RECORD_TYPES[kind])[part[0]].kind in LISTS or part[0] == "key"
            found.append(Reset(part, len(told) > 1 and not lists, len(wanted) > 1 and not lists))
    return found


def _before(edits: Iterable[Edit], held: Any) -> list[Any]:
    """Return what stands again: what stood before, the part as it is held first; where that is not among it, that alone."""
    told = _distinct(boxed(edit.after) for edit in edits)
    others = [value for value in told if not same(value, held)]
    return [held, *others] if len(others) < len(told) else [held]


def _made(edits: Iterable[Edit], value: Any, now: str) -> str:
    """Return when a value was given first that stands again beside the one that is held, which is to be the last."""
    return min((edit.recorded for edit in edits if same(boxed(edit.after), value)), default=now)


def _distinct(values: Iterable[Any]) -> list[Any]:
    found: list[Any] = []
    for value in values:
        found += _missing([value], found)
    return found


def _missing(values: Iterable[Any], among: Iterable[Any]) -> list[Any]:
    there = list(among)
    return [value for value in values if not any(same(value, other) for other in there)]


def _alike(some: list[Any], others: list[Any]) -> bool:
    return not _missing(some, others) and not _missing(others, some)
