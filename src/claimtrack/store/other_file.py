"""Two case files side by side: the other one opened, what must be in both as often as in either, and its log kept whole."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections import Counter
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from claimtrack.errors import StorageError
from claimtrack.model.folders import said
from claimtrack.store.arrivals import note_arrival
from claimtrack.store.author import CaseConnection, author_of, noted
from claimtrack.store.connection import SCHEMA_VERSION, check_header, open_case, open_to_read, unfinished
from claimtrack.store.file_at_rest import check_beside, read_uri
from claimtrack.store.indexing import catch_up
from claimtrack.store.log import MERGES, head
from claimtrack.store.reader import Reader
from claimtrack.store.related_dates import follow_anchors
from claimtrack.store.storage_errors import storage_errors
from claimtrack.store.transaction import transaction

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimtrack.model import Void

_PATIENCE = 10.0  # seconds to wait for another program that is writing
_BACKLOG = 1000
_KEYED = ("field", "claimant", "document", "event", "evidence")
_ENTRY = "id, parent, at, by, command, program, content"
_ENTRIES = f"SELECT {_ENTRY} FROM entry UNION ALL SELECT {_ENTRY} FROM merged_entry"
_KNOWN = "SELECT 1 FROM entry WHERE id = ?1 UNION ALL SELECT 1 FROM merged_entry WHERE id = ?1"
_CORRECTION = "kind, name, became, before, recorded"
_VOID = "kind, name, because, content"


@contextmanager
def open_other(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a case file to be read alone, also one of an older claimtrack: a copy of it is brought up to date.

    Args:
        path: the file; nothing in it or beside it is changed.

    Raises:
        ClaimtrackError: it is no case file, or cannot be read.
    """
    with storage_errors(path), tempfile.TemporaryDirectory() as folder:
        check_header(path, may_be_empty=False)
        check_beside(path)
        with closing(sqlite3.connect(read_uri(path), uri=True, timeout=_PATIENCE)) as looked_at:
            version = looked_at.execute("PRAGMA user_version").fetchone()[0]
            copy = Path(folder) / "copy.db"
            if version < SCHEMA_VERSION:
                with closing(sqlite3.connect(copy)) as target:
                    looked_at.backup(target)
        opened = open_case(copy) if version < SCHEMA_VERSION else open_to_read(path, patience=_PATIENCE)
        with closing(opened) as connection:
            if unfinished(connection):
                raise StorageError(
                    f"{path} holds part of an import that is running or was cut short",
                    "open it once by itself",
                )
            connection.execute("BEGIN")  # all of it as it is at one moment
            yield connection


@contextmanager
def copied(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Copy a case file for a block, in memory and in a file without a name where it is large; it is gone afterwards."""
    with closing(sqlite3.connect("", isolation_level=None, factory=CaseConnection)) as copy:
        connection.backup(copy)
        copy.execute("PRAGMA foreign_keys = ON")
        yield copy


@contextmanager
def merging(connection: sqlite3.Connection, path: Path, told: dict[str, object]) -> Iterator[None]:
    """Run a block as the one transaction of a merge, in which nothing counts as corrected by this side.

    Args:
        connection: a case file, with nothing else going on.
        path: the file, named in errors.
        told: what the entry of the log says of the other file.

    Raises:
        LinkRuleError, RecordLockedError, StorageError: see `storage_errors`.
    """
    with storage_errors(path), transaction(connection):
        noted(connection)[MERGES] = told
        with uncorrected(connection):
            yield
            follow_anchors(connection)
            note_arrival(connection, author_of(connection).now())
        catch_up(connection, most=_BACKLOG)


@contextmanager
def uncorrected(connection: sqlite3.Connection) -> Iterator[None]:
    """Run a block in which nothing counts as corrected. Call inside a transaction."""
    connection.execute("INSERT INTO merging VALUES (1)")
    yield
    connection.execute("DELETE FROM merging")


@contextmanager
def from_elsewhere(connection: sqlite3.Connection) -> Iterator[None]:
    """Run a block in which nothing counts as corrected by this side. Call inside a transaction."""
    noted(connection)[MERGES] = {"head": "", "entries": 0}
    with uncorrected(connection):
        yield
        follow_anchors(connection)


def head_of(connection: sqlite3.Connection) -> dict[str, object]:
    """Return the last entry of a log, as the entry of a merge names it."""
    number, id_ = head(connection)
    return {"head": id_, "entries": number}


def knows_entry(connection: sqlite3.Connection, id_: str) -> bool:
    """Whether a file has an entry in its log, or keeps it from another's."""
    return connection.execute(_KNOWN, (id_,)).fetchone() is not None


def keep_log(connection: sqlite3.Connection, other: sqlite3.Connection) -> int:
    """Keep the entries of another log, and of those that it keeps; return how many are new. Call inside a transaction."""
    marks = ", ".join("?" * len(_ENTRY.split(",")))
    new = 0
    for row in other.execute(_ENTRIES):
        if not knows_entry(connection, row[0]):
            connection.execute(f"INSERT INTO merged_entry ({_ENTRY}) VALUES ({marks})", row)
            new += 1
    return new


def bring_corrections(connection: sqlite3.Connection, other: sqlite3.Connection) -> int:
    """Add the corrections that another file has and this one has not, or not as often; return how many."""
    count = f"SELECT {_CORRECTION}, count(*) FROM correction GROUP BY {_CORRECTION}"
    held: Counter[tuple[str, ...]] = Counter()
    for *row, times in connection.execute(count):
        held[_without_folders(row, 3)] += times
    new = {tuple(row): times - held[_without_folders(row, 3)] for *row, times in other.execute(count)}
    rows = [row for row, more in new.items() for _ in range(more)]
    connection.executemany(f"INSERT INTO correction ({_CORRECTION}) VALUES (?, ?, ?, ?, ?)", rows)
    return len(rows)


def bring_voids(
    connection: sqlite3.Connection, other: sqlite3.Connection
) -> tuple[dict[tuple[str, str], Void], Counter[str]]:
    """Add what another file has made void and this one has not, and what it has revived.

    Returns:
        What is void, by kind and name; and of how many records, by kind, this file did not know.
    """
    before = standing_voids(connection)
    held = {
        _without_folders(row[:4], 3): row[4:]
        for row in connection.execute(f"SELECT {_VOID}, recorded, revived, pk FROM void")
    }
    for *what, recorded, revived in other.execute(f"SELECT {_VOID}, recorded, revived FROM void"):
        mine = held.get(_without_folders(what, 3))
        if mine is None:
            sql = f"INSERT INTO void ({_VOID}, recorded, revived) VALUES (?, ?, ?, ?, ?, ?)"
            connection.execute(sql, (*what, recorded, revived))
            continue
        first = (min(recorded, mine[0]), min(revived, mine[1], key=_time))
        if first != mine[:2]:
            connection.execute("UPDATE void SET recorded = ?, revived = ? WHERE pk = ?", (*first, mine[2]))
    now = standing_voids(connection)
    return now, Counter(kind for kind, _ in now.keys() - before.keys())


def _without_folders(row: Sequence[str], place: int) -> tuple[str, ...]:
    """Return a row by which a record is the same in both files: its JSON, in one place, holds no path of one disk."""
    if '"file"' not in row[place]:
        return tuple(row)
    return (*row[:place], json.dumps(said(row[place])), *row[place + 1 :])


def standing_voids(connection: sqlite3.Connection) -> dict[tuple[str, str], Void]:
    """Return what is void, the first of several of one record, by kind and name."""
    from claimtrack.model import Void

    found: dict[tuple[str, str], Void] = {}
    order = "WHERE t.revived = '' ORDER BY t.recorded, t.because, t.content"
    for void in Reader(connection).select(Void, order):
        found.setdefault((void.kind, void.name), void)
    return found


def _time(revived: str) -> tuple[bool, str]:
    """Order what was revived before what was not."""
    return (not revived, revived)


def own_again(connection: sqlite3.Connection) -> dict[tuple[str, str], str]:
    """Return when each record that had been merged into another was itself again, by kind and key."""
    sql = "SELECT kind, name, max(recorded) FROM correction WHERE became = name GROUP BY kind, name"
    return {(kind, name): recorded for kind, name, recorded in connection.execute(sql)}


class Rename(NamedTuple):
    """A key that a record left.

    Attributes:
        time: when.
        kind, name, became: the kind of record, the key before and the key after.
        made: when the record was made, by which it is told from another of the key.
    """

    time: str
    kind: str
    name: str
    became: str
    made: str


def renames(connection: sqlite3.Connection) -> set[Rename]:
    """Return what became of each record that goes by another key, where nothing has the former one."""
    found = set()
    sql = "SELECT recorded, kind, name, became, before ->> '$.recorded' FROM correction WHERE became <> ''"
    for row in connection.execute(sql):
        rename = Rename(*row)
        if (
            rename.kind in _KEYED
            and connection.execute(f"SELECT 1 FROM {rename.kind} WHERE key = ?", (rename.name,)).fetchone()
            is None
        ):
            found.add(rename)
    return found


def are_two(connection: sqlite3.Connection, kind: str, key: str, other: str) -> bool:
    """Whether a file has a record of either key."""
    found = connection.execute(f"SELECT count(*) FROM {kind} WHERE key IN (?, ?)", (key, other))
    return int(found.fetchone()[0]) > 1


def is_of_later(connection: sqlite3.Connection, kind: str, key: str, other: str, time: str) -> bool:
    """Whether a file has a record of either key that was made after a time: the key was another record's then."""
    sql = f"SELECT count(*) FROM {kind} WHERE key IN (?, ?) AND recorded > ?"
    return int(connection.execute(sql, (key, other, time)).fetchone()[0]) > 0


def is_of_another(connection: sqlite3.Connection, kind: str, key: str, made: str) -> bool:
    """Whether a key is in a file that of a record made at another time."""
    sql = f"SELECT count(*) FROM {kind} WHERE key = ? AND recorded <> ?"
    return int(connection.execute(sql, (key, made)).fetchone()[0]) > 0


def links_taken_out(connection: sqlite3.Connection) -> dict[tuple[str, ...], set[str]]:
    """Return when each link was taken out of a file: by kind, source, target and fields."""
    found: dict[tuple[str, ...], set[str]] = {}
    for before, recorded in connection.execute("SELECT before, recorded FROM correction WHERE kind = 'link'"):
        told = json.loads(before)
        name = (told["kind"], told["source"], told["target"], *sorted(told.get("fields", ())))
        found.setdefault(name, set()).add(recorded)
    return found
