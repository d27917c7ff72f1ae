"""Opening a case file: what it is, whether it may be read and written, and the settings it is used with."""

from __future__ import annotations

import sqlite3
import stat
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal

from claimtrack.errors import (
    CaseFileExistsError,
    ConflictingRecordError,
    DamagedCaseFileError,
    LinkRuleError,
    NewerCaseFileError,
    NotACaseFileError,
    RecordLockedError,
    StorageError,
)
from claimtrack.store.author import Author, CaseConnection, noted
from claimtrack.store.definitions import APPLICATION_ID, check_definitions
from claimtrack.store.file_at_rest import (
    COPY_IT,
    READ_ONLY,
    check_beside,
    is_there,
    make,
    may_write,
    read_uri,
    unmake,
)
from claimtrack.store.guard import distrust, forbid

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

SCHEMA_VERSION = 270
"""The number of the last file in `sql/`; kept in `user_version`, so that a read needs no schema work."""

_BUSY_MILLISECONDS = 10_000
_ASK_AGAIN = 0.001  # seconds
_WHOLE_FILE_KIB = 32_000
# SQLite begins to write to a read-only file without a word, and refuses the first change.
_WRITE_NOTHING = "DELETE FROM import_step WHERE 0"
_HEADER = b"SQLite format 3\x00"


def open_case(
    path: Path,
    *,
    create: bool = False,
    must_be_new: bool = False,
    tell: Callable[[str], object] = lambda _message: None,
    author: Author | None = None,
) -> CaseConnection:
    """Open a case file, making or migrating it where needed; one that may not be written is opened for reading.

    Args:
        path: the file.
        create: make the file if there is none.
        must_be_new: refuse a file that is there already.
        tell: told what is changed in the file by opening it.
        author: who changes it, for the log.

    Raises:
        NoCaseFileError: there is no such file and `create` is off.
        CaseFileExistsError: the file is there and `must_be_new` is on.
        NotACaseFileError: the file is something else; it is left untouched.
        NewerCaseFileError: a newer claimtrack wrote it.
        AlteredCaseFileError: its tables, views, indexes or triggers are not those that claimtrack made.
        StorageError: the disk or database refuses.
    """
    made = not is_there(path) and make(path, create=create)
    if not made:
        if must_be_new:
            raise CaseFileExistsError(f"{path} is there already", "give another --file")
        check_header(path, may_be_empty=create)
        check_beside(path)
    try:
        with storage_errors(path):
            connection = _connect(path)
            connection.author = author or Author()
            try:
                _prepare(connection, path, tell)
            except BaseException:
                connection.close()
                raise
    except BaseException:
        if made:
            unmake(path)
        raise
    return connection


def open_to_read(path: Path, *, patience: float) -> sqlite3.Connection:
    """Open a case file of the newest schema for reading alone; nothing in it or beside it is changed.

    Args:
        path: the file.
        patience: seconds to wait for another program that is writing.

    Raises:
        ClaimtrackError: as `open_case`; a file of an older schema is not as this claimtrack makes it, either.
        sqlite3.Error: the database refuses.
    """
    check_header(path, may_be_empty=False)
    check_beside(path)
    connection = sqlite3.connect(read_uri(path), uri=True, timeout=patience, isolation_level=None)
    try:
        distrust(connection)
        check_definitions(connection, path)
        forbid(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def check_header(path: Path, *, may_be_empty: bool) -> None:
    """Look at the first bytes before SQLite touches the file: opening may write, and a foreign file is not ours."""
    if path.is_dir():
        raise NotACaseFileError(f"{path} is a folder, not a case file", "name a file")
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise NotACaseFileError(f"{path} is a device or a pipe, not a case file", "name a file")
        with path.open("rb") as stream:
            header = stream.read(72)
    except OSError as error:
        raise StorageError(f"{path} cannot be read: {error.strerror}", "check its permissions") from None
    if not header and may_be_empty:
        return  # what `touch` leaves
    if not header:
        raise NotACaseFileError(
            f"{path} is empty, not a case file", "remove it, and make one with: claimtrack init"
        )
    application = int.from_bytes(header[68:72], "big")
    if not header.startswith(_HEADER) or (application != APPLICATION_ID):
        raise NotACaseFileError(
            f"{path} is not a claimtrack case file", "it was left as it is; name another --file"
        )


def _connect(path: Path) -> CaseConnection:
    patience = _BUSY_MILLISECONDS / 1000
    name = path if may_write(path) else read_uri(path)
    connection = sqlite3.connect(
        name, uri=name is not path, timeout=patience, isolation_level=None, factory=CaseConnection
    )
    distrust(connection)
    return connection


def _prepare(connection: sqlite3.Connection, path: Path, tell: Callable[[str], object]) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > SCHEMA_VERSION:
        raise NewerCaseFileError(
            f"{path} was written by a newer claimtrack (schema {version}; this one knows {SCHEMA_VERSION})",
            "upgrade claimtrack; the file was left as it is",
        )
    if version < SCHEMA_VERSION:
        if version and not may_write(path):
            raise StorageError(
                f"{path} is of an older claimtrack (schema {version}) and read-only: it cannot be brought up to date",
                COPY_IT,
            )
        from claimtrack.store.schema import migrate

        copy = migrate(connection, path)
        _begin_log(connection)
        if copy is not None:
            tell(
                f"{path} was of an older claimtrack (schema {version}) and is brought up to date; {copy} is as it was"
            )
    check_definitions(connection, path)
    forbid(connection)
    # FULL: a single record survives a power cut; WAL alone survives only a crash of the program.
    connection.execute("PRAGMA synchronous = FULL")


def _begin_log(connection: sqlite3.Connection) -> None:
    """Write the first entry of the log of a file that has just been made, or brought up to date."""
    from claimtrack.store.log import begin_log, last_rows

    with transaction(connection, logged="nothing"):
        begin_log(connection, last_rows(connection))


def unfinished(connection: sqlite3.Connection) -> bool:
    """Whether an import into the file is being applied, or was cut short."""
    return connection.execute("SELECT 1 FROM import_run WHERE finished IS NULL").fetchone() is not None


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
        connection.execute("ROLLBACK")


@contextmanager
def whole_file(connection: sqlite3.Connection) -> Iterator[None]:
    """Read all of a file as it is at one moment, with a cache that bounds what sorting takes, too."""
    (before,) = connection.execute("PRAGMA cache_size").fetchone()
    connection.execute(f"PRAGMA cache_size = -{_WHOLE_FILE_KIB}")
    try:
        with one_moment(connection):
            yield
    finally:
        connection.execute(f"PRAGMA cache_size = {before}")


@contextmanager
def storage_errors(path: Path | str) -> Iterator[None]:
    """Turn what SQLite refuses into the error classes of the program.

    Raises:
        LinkRuleError, RecordLockedError, ConflictingRecordError: a rule of the store (see `sql/0002_rules.sql`).
        DamagedCaseFileError: something in the file cannot be read.
        StorageError: locked for too long, read-only, full.
    """
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise _rule_error(str(error)) from None
    except UnicodeDecodeError:  # the words of an error of SQLite, with a damaged name in them
        raise DamagedCaseFileError(f"{path} is damaged", _WAYS_OUT[sqlite3.SQLITE_CORRUPT][1]) from None
    except sqlite3.DatabaseError as error:
        if _code(error) == sqlite3.SQLITE_INTERRUPT:  # raised in the middle of a statement (see `guard`)
            raise KeyboardInterrupt from None
        raise _storage_error(error, path) from None


def _rule_error(message: str) -> Exception:
    rule, _, text = message.partition(": ")
    if rule in ("link", "record"):
        return LinkRuleError(text)
    if rule == "append-only":
        return RecordLockedError(text)
    if message == "UNIQUE constraint failed: assertion.label":
        return ConflictingRecordError("label: it names another assertion already", "choose another label")
    if message == "FOREIGN KEY constraint failed":
        return RecordLockedError("other records point at this one")
    return StorageError(f"the case file refused the record: {message}")


_WAYS_OUT = {
    sqlite3.SQLITE_BUSY: ("is being written by another program", "try again when it has finished"),
    sqlite3.SQLITE_LOCKED: ("is being written by another program", "try again when it has finished"),
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: ("cannot be opened", "check the permissions of the file and its folder"),
    sqlite3.SQLITE_FULL: (
        "cannot grow: the disk is full",
        "make room and run the command again; nothing was changed",
    ),
    sqlite3.SQLITE_IOERR: (
        "cannot be read or written: the disk refused",
        "check the disk; nothing was changed",
    ),
    sqlite3.SQLITE_CORRUPT: ("is damaged", "restore a backup, or have the file sent again"),
    sqlite3.SQLITE_NOTADB: ("is not a claimtrack case file", "it was left as it is; name another --file"),
}


_KINDS = {sqlite3.SQLITE_NOTADB: NotACaseFileError, sqlite3.SQLITE_CORRUPT: DamagedCaseFileError}
_UNDECODED = "Could not decode to UTF-8"  # Python's words, without a code


def _storage_error(error: sqlite3.DatabaseError, path: Path | str) -> Exception:
    code = _code(error)
    what, way_out = _WAYS_OUT.get(code, (f"refused: {error}", ""))
    kind = _KINDS.get(code, StorageError)
    if str(error).startswith(_UNDECODED):
        kind, what, way_out = (
            DamagedCaseFileError,
            "holds a text that is no UTF-8",
            _WAYS_OUT[sqlite3.SQLITE_CORRUPT][1],
        )
    return kind(f"{path} {what}", way_out)


def _code(error: sqlite3.Error) -> int:
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF
