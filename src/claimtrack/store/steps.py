"""The short transactions of one import, each written down in `import_step` so that it can be taken back.

Another terminal's records go in between them. When the last step is done the lines of `import_step` go, and with
them the way back: the import is part of the file. Until then it is undone by the steps, last first: when it fails,
when it is interrupted, and after a crash by the next program that opens the file.
"""

from __future__ import annotations

import sqlite3
import time
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from claimtrack.store.author import noted
from claimtrack.store.guard import attach, detach
from claimtrack.store.imports import note_held
from claimtrack.store.log import IMPORT, head
from claimtrack.store.log_import import log_import, take_digests, waiting_steps
from claimtrack.store.related_dates import follow_anchors
from claimtrack.store.staging import remove, staging_path
from claimtrack.store.storage_errors import storage_errors
from claimtrack.store.transaction import transaction
from claimtrack.store.unfinished_imports import undo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

STEP = 10_000
"""Rows of a table that one transaction makes at most."""

# Seconds between transactions, in which another terminal gets its turn, and how much of what the last one took that is
# at least: many may be waiting for an index of a million rows.
_PAUSE, _SHARE = 0.003, 0.03
# Pages of write-ahead log before it is copied back; the usual 1,000 copy a page a hundred times.
_CHECKPOINT = 16_000
# KiB. SQLite sorts in runs as long as the cache is large: short ones stay in the processor's own cache, and are sorted
# beside each other. An index of a million rows takes half as long as with one long run, and for as long nobody else
# can write. Rows go in at the end of their tables, and need no large cache either.
_CACHE = 1_000
_SORTERS = 3  # threads
_SETTINGS = ("synchronous", "cache_size", "wal_autocheckpoint", "threads")
_SIDE_CACHE = 20_000  # KiB; which row of the case file each staged number has become is looked up all over


# Steps that follow each other are one range: their rows, less how many went before, begin at one number.
_MADE = """INSERT INTO import_made SELECT run, kind, min(first), max(last) FROM (SELECT *,
    last - sum(last - first + 1) OVER (PARTITION BY kind ORDER BY first) AS island FROM import_step WHERE run = ?)
    GROUP BY run, kind, island ORDER BY kind, min(first)"""


class Steps:
    """The steps of one import.

    Args:
        connection: the case file, with nothing else going on.
        path: the case file.
        now: the time that new records are stamped with.

    Attributes:
        now: the time that new records are stamped with.
        connection: the case file; inside `run`, with the side database attached as `s`.
        made: records made, by kind.
        size: rows of a table that one step makes at most.
        ranges: the rows made, by kind: first and last of each step.
        last: what is done in the transaction that ends the import.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path, now: str) -> None:
        self.connection = connection
        self.made: Counter[str] = Counter()
        self.ranges: dict[str, list[tuple[int, int]]] = {}
        self.last: list[Callable[[], object]] = []
        self.size = STEP
        self._path = path
        self.now = now
        self._run = 0
        self._version = -1
        self._whole = False

    @contextmanager
    def run(
        self, dataset: str, source: str, digest: str, mapping: str = "", published: str = ""
    ) -> Iterator[None]:
        """Hold an import open; undo it where the block fails.

        Args:
            dataset: under which name its releases are compared.
            source: name of the file.
            digest: of its bytes and of the mapping.
            mapping: digest of the mapping alone.
            published: when the release was published, in EDTF; empty where that is not told.
        """
        with storage_errors(self._path), _bulk_settings(self.connection), self._beside():
            self._begin(dataset, source, digest, mapping, published)
            try:
                yield
                self._end()
            except BaseException:
                self._take_back()
                raise

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Make one transaction of all steps: what has stamps of its own could not be taken back step by step."""
        with storage_errors(self._path), self._beside(), transaction(self.connection):
            self._whole = True
            yield
            follow_anchors(self.connection)

    @contextmanager
    def _beside(self) -> Iterator[None]:
        """Have the side database attached as `s`, and remove it in the end."""
        attach(self.connection, staging_path(self._path), "s")
        try:
            self.connection.executescript(
                f"""PRAGMA s.locking_mode = EXCLUSIVE; PRAGMA s.journal_mode = OFF; PRAGMA s.synchronous = OFF;
                PRAGMA s.cache_size = -{_SIDE_CACHE};"""
            )
            yield
        finally:
            self._let_go()
            remove(self._path)

    def _take_back(self) -> None:
        """Undo what has been done."""
        connection = self.connection
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        try:
            undo(connection, self._run)
        except sqlite3.DatabaseError:
            # The side database is written without a journal: where the disk was full, nothing goes with it any more.
            self._let_go()
            undo(connection, self._run)

    def _let_go(self) -> None:
        """Leave the side database; from then on others may take back what is left of this import."""
        if self.connection.in_transaction:
            self.connection.execute("ROLLBACK")
        detach(self.connection, "s")

    def _begin(self, dataset: str, source: str, digest: str, mapping: str, published: str) -> None:
        with self.step():
            # Holding the lock of the side database is what says that this import lives.
            self.connection.execute("CREATE TABLE IF NOT EXISTS s.lock (held)")
            cursor = self.connection.execute(
                "INSERT INTO import_run (dataset, source, digest, mapping, published, started) VALUES (?, ?, ?, ?, ?, ?)",
                (dataset, source, digest, mapping, published, self.now),
            )
            self._run = cursor.lastrowid or 0
        self._version = self._data_version()

    def _end(self) -> None:
        head = self._take_digests()
        with self.step():
            for action in self.last:
                action()
            follow_anchors(self.connection)
            self.connection.execute(_MADE, (self._run,))
            log_import(self.connection, self._run, head)
            self.connection.execute("DELETE FROM import_step WHERE run = ?", (self._run,))
            self.connection.execute("UPDATE import_run SET finished = ? WHERE pk = ?", (self.now, self._run))

    def _take_digests(self) -> int:
        """Take the digests of what was made, in short transactions; return the last entry of the log before that."""
        last = head(self.connection)[0]
        for step in waiting_steps(self.connection, self._run):
            with self.step():
                take_digests(self.connection, step)
        return last

    @contextmanager
    def step(self) -> Iterator[None]:
        """Run a block as one short transaction, and leave a moment after it."""
        if self._whole:
            with _savepoint(self.connection):
                yield
            return
        began = time.monotonic()
        with transaction(self.connection, logged="changed"):
            self._is_of_run()
            yield
        self._pause(began)

    @contextmanager
    def trusted_step(self) -> Iterator[bool]:
        """Run a step without looking up again what its rows refer to, or whether they are there.

        That has been done for all of them, and holds for as long as no other program has changed the file, which SQLite
        tells; from then on foreign keys are checked as they always are. Yields whether it still holds.
        """
        if self._whole:
            yield False
            return
        began = time.monotonic()
        with transaction(
            self.connection, trusted=lambda: self._data_version() == self._version, logged="changed"
        ) as trusted:
            self._is_of_run()
            yield trusted
        self._pause(began)

    def _is_of_run(self) -> None:
        """Let what the transaction changes be put down as of this import: all of its entries are taken back together."""
        if self._run:
            noted(self.connection)[IMPORT] = self._run

    def _pause(self, began: float) -> None:
        time.sleep(max(_PAUSE, _SHARE * (time.monotonic() - began)))

    def _data_version(self) -> int:
        return int(self.connection.execute("PRAGMA main.data_version").fetchone()[0])

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Run a block that changes the side database alone."""
        if self._whole:
            yield
            return
        self.connection.execute("BEGIN")
        yield
        self.connection.execute("COMMIT")

    def insert(self, kind: str, sql: str, arguments: dict[str, Any] | None = None) -> int:
        """Insert rows that get the next numbers of their table, and write down which; give how many.

        Args:
            kind: the table.
            sql: inserts them; `:now` is the time they are stamped with, `:base` the last number given out.
            arguments: its others.
        """
        first = self.next_row(kind)
        self.connection.execute(sql, {**(arguments or {}), "now": self.now, "base": first - 1})
        last = self.next_row(kind) - 1
        if last >= first:
            self.ranges.setdefault(kind, []).append((first, last))
        if last >= first and not self._whole:
            self.connection.execute(
                "INSERT INTO import_step (run, kind, first, last) VALUES (?, ?, ?, ?)",
                (self._run, kind, first, last),
            )
        self.made[kind] += last - first + 1
        return last - first + 1

    def note(self, kind: str, first: int, last: int) -> None:
        """Write down what the import made besides rows of its own."""
        sql = "INSERT INTO import_made (run, kind, first, last) VALUES (?, ?, ?, ?)"
        self.connection.execute(sql, (self._run, kind, first, last))

    def note_held(self, held: list[tuple[int, int]]) -> None:
        """Write down which assertions the import gave that the file held already."""
        note_held(self.connection, self._run, held)

    def next_row(self, table: str) -> int:
        """Return the number that the next row of a table of the case file gets."""
        found = self.connection.execute(f"SELECT coalesce(max(pk), 0) + 1 FROM main.{table}").fetchone()
        return int(found[0])


@contextmanager
def _savepoint(connection: sqlite3.Connection) -> Iterator[None]:
    """Take back what a block has done of a larger transaction, where it fails."""
    connection.execute("SAVEPOINT step")
    try:
        yield
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK TO step")
            connection.execute("RELEASE step")
        raise
    connection.execute("RELEASE step")


@contextmanager
def _bulk_settings(connection: sqlite3.Connection) -> Iterator[None]:
    """Use the settings of a bulk load: a power cut may lose the last steps, and with them the whole import."""
    kept = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in _SETTINGS]
    connection.executescript(
        f"""PRAGMA synchronous = NORMAL; PRAGMA cache_size = -{_CACHE}; PRAGMA threads = {_SORTERS};
        PRAGMA wal_autocheckpoint = {_CHECKPOINT};"""
    )
    try:
        yield
    finally:
        for name, value in zip(_SETTINGS, kept, strict=True):
            connection.execute(f"PRAGMA {name} = {value}")
