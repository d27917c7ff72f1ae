"""Copies of a case file: made while it is in use, put in its place, and saved from one that is damaged."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from claimtrack.errors import CaseFileExistsError, DamagedCaseFileError, InputFileError, StorageError
from claimtrack.newfiles import make_new, make_new_beside, settle
from claimtrack.store.connection import open_to_read
from claimtrack.store.file_at_rest import check_beside
from claimtrack.store.storage_errors import storage_errors

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_PAGES = 1000  # copied at once: other programs write in between
_PATIENCE = 10.0  # seconds to wait for another program that is writing


def backup(
    connection: sqlite3.Connection,
    target: Path,
    progress: Callable[[str, int, int | None], object] = lambda _what, _done, _total: None,
) -> str:
    """Copy a case file while it is in use (https://www.sqlite.org/backup.html), and check the copy.

    Args:
        connection: the case file.
        target: a file that is not there yet.
        progress: told how many pages are copied.

    Returns:
        The head of the log in the copy.

    Raises:
        CaseFileExistsError: the target is there.
        StorageError: it cannot be written, or is not as it should be.
    """
    try:
        make_new(target)
    except FileExistsError:
        raise CaseFileExistsError(f"{target} is there already", "name another file") from None
    except OSError as error:
        raise StorageError(f"{target} cannot be made: {error.strerror}", "check its folder") from None
    try:
        with storage_errors(target), closing(sqlite3.connect(target)) as copy:
            connection.backup(
                copy,
                pages=_PAGES,
                progress=lambda _status, left, total: progress("pages", total - left, total),
            )
        settle(target)
        return check_copy(target)
    except BaseException:
        with suppress(OSError):
            target.unlink()
        raise


def check_copy(path: Path) -> str:
    """Return the head of the log of a case file that is whole.

    Raises:
        DamagedCaseFileError: it is not.
        ClaimtrackError: it is no case file, or not one of this claimtrack.
    """
    with storage_errors(path), closing(open_to_read(path, patience=_PATIENCE)) as connection:
        found = [row[0] for row in connection.execute("PRAGMA integrity_check(1)")]
        if found != ["ok"]:
            raise DamagedCaseFileError(f"{path} is damaged: {found[0]}", "use another backup")
        row = connection.execute("SELECT id FROM entry ORDER BY pk DESC LIMIT 1").fetchone()
    return str(row[0]) if row else ""


def restore(source: Path, path: Path) -> tuple[Path | None, str]:
    """Put a backup in the place of a case file, which is kept beside it.

    Args:
        source: the backup; it is left as it is.
        path: the case file; it need not be there.

    Returns:
        Where what stood there is kept, None where nothing did; and the head of the log.

    Raises:
        ClaimtrackError: the backup is not whole, or the case file cannot be replaced.
    """
    if path.exists() and source.resolve() == path.resolve():
        raise InputFileError(f"{source} is the case file itself", "name a backup")
    if not source.exists():
        raise InputFileError(f"{source} is not there", "name a backup; see which there are with: ls")
    head = check_copy(source)
    kept = _put_aside(path) if path.exists() else None
    draft = make_new_beside(path, ".restored")
    try:
        with (
            storage_errors(path),
            closing(sqlite3.connect(source)) as old,
            closing(sqlite3.connect(draft)) as new,
        ):
            old.backup(new)
        draft.replace(path)
        settle(path)
    except OSError as error:
        raise StorageError(f"{path} cannot be written: {error.strerror}", "check its folder") from None
    finally:
        with suppress(OSError):
            draft.unlink()
    return kept, head


def _put_aside(path: Path) -> Path:
    """Copy what stands in the place of a backup beside itself, whole with what waits in its log, and take it away."""
    check_beside(path)
    try:
        kept = make_new_beside(path, ".before-restore")
        try:
            with closing(sqlite3.connect(path)) as old, closing(sqlite3.connect(kept)) as copy:
                old.backup(copy)
        except sqlite3.DatabaseError:  # it is damaged: byte by byte, with its log
            kept.write_bytes(path.read_bytes())
        for item in (path, *(path.with_name(path.name + ending) for ending in ("-wal", "-shm"))):
            item.unlink(missing_ok=True)
    except OSError as error:
        raise StorageError(f"{path} cannot be put aside: {error.strerror}", "check its folder") from None
    return kept
