"""What SQLite refuses, as the errors of the program: what is wrong with the file or the record, and the way out."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from claimtrack.errors import (
    ConflictingRecordError,
    DamagedCaseFileError,
    LinkRuleError,
    NotACaseFileError,
    RecordLockedError,
    StorageError,
)
from claimtrack.store.file_at_rest import READ_ONLY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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
