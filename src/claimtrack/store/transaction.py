"""The transaction: the one function through which a case file is written; and reading all of it as it is at one moment."""

from __future__ import annotations

import sqlite3
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Literal

from claimtrack.store.author import noted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_ASK_AGAIN = 0.001  # seconds
_WHOLE_FILE_KIB = 32_000
# SQLite begins to write to a read-only file without a word, and refuses the first change.
_WRITE_NOTHING = "DELETE FROM import_step WHERE 0"


@contextmanager
def transaction(
    connection: sqlite3.Connection,
    *,
    trusted: Callable[[], bool] | None = None,
    logged: Literal["all", "changed", "nothing"] = "all",
) -> Iterator[bool]:
    """Keep all that a block writes, or nothing of it: the one function through which a case file is written.

    What it has changed is put down in the log (see `log`), in the same transaction.

    It begins IMMEDIATE: a transaction that reads first and then writes fails at once under a second writer, whatever
    the busy timeout.

    Args:
        connection: an open case file, outside a transaction.
        trusted: whether references need not be looked up, which has been done; asked when nobody else can write.
        logged: what of it is put down: of an import, what it makes is when it is finished.

    Yields:
        Whether references are trusted.
    """
    from claimtrack.store.log import Logging

    trusting = trusted is not None
    if trusting:
        connection.execute("PRAGMA foreign_keys = OFF")  # which does nothing inside a transaction
    try:
        _begin(connection)
        if trusted is not None and not trusted():
            trusting = False
            connection.execute("ROLLBACK")
            connection.execute("PRAGMA foreign_keys = ON")
            _begin(connection)
        connection.execute(_WRITE_NOTHING)
        logging = Logging(connection) if logged != "nothing" else None
        yield trusting
        if logging is not None:
            logging.finish(made=logged == "all")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # SQLite may have rolled back itself, on a full disk for one
            connection.execute("ROLLBACK")
        noted(connection).clear()
        raise
    finally:
        if trusting:
            connection.execute("PRAGMA foreign_keys = ON")


def _begin(connection: sqlite3.Connection) -> None:
    """Begin to write, when nobody else does.

    SQLite asks ever more seldom, down to ten times a second; a large import leaves only moments between its steps.
    """
    patience = connection.execute("PRAGMA busy_timeout").fetchone()[0]
    until = time.monotonic() + patience / 1000
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        while True:
            try:
                connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                    raise
                time.sleep(_ASK_AGAIN)
            else:
                return
    finally:
        connection.execute(f"PRAGMA busy_timeout = {patience}")


@contextmanager
def one_moment(connection: sqlite3.Connection) -> Iterator[None]:
    """Read everything as it is at one moment, whatever another program writes meanwhile."""
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN")
    try:
        yield
    finally:
        _put_back(connection, "ROLLBACK")


@contextmanager
def whole_file(connection: sqlite3.Connection) -> Iterator[None]:
    """Read all of a file as it is at one moment, with a cache that bounds what sorting takes, too."""
    (before,) = connection.execute("PRAGMA cache_size").fetchone()
    connection.execute(f"PRAGMA cache_size = -{_WHOLE_FILE_KIB}")
    try:
        with one_moment(connection):
            yield
    finally:
        _put_back(connection, f"PRAGMA cache_size = {before}")


def _put_back(connection: sqlite3.Connection, statement: str) -> None:
    """End what reading began; a stream that is given up may find the file closed, and its transaction gone with it."""
    with suppress(sqlite3.ProgrammingError):
        connection.execute(statement)
