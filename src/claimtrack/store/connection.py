"""Opening a case file: what it is, whether it may be read and written, and the settings it is used with."""

from __future__ import annotations

import sqlite3
import stat
from typing import TYPE_CHECKING

from claimtrack.errors import (
    CaseFileExistsError,
    NewerCaseFileError,
    NotACaseFileError,
    StorageError,
)
from claimtrack.store.author import Author, CaseConnection
from claimtrack.store.definitions import APPLICATION_ID, check_definitions
from claimtrack.store.file_at_rest import (
    COPY_IT,
    check_beside,
    is_there,
    make,
    may_write,
    read_uri,
    unmake,
)
from claimtrack.store.guard import distrust, forbid
from claimtrack.store.storage_errors import storage_errors
from claimtrack.store.transaction import transaction

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SCHEMA_VERSION = 270
"""The number of the last file in `sql/`; kept in `user_version`, so that a read needs no schema work."""

_BUSY_MILLISECONDS = 10_000
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
