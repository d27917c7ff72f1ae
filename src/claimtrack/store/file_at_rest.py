"""A case file as a file: whether it is there and may be written, and what stands beside it for SQLite."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from typing import TYPE_CHECKING

from claimtrack.errors import NoCaseFileError, StorageError
from claimtrack.newfiles import make_new

if TYPE_CHECKING:
    from pathlib import Path

COPY_IT = "copy it into a folder of your own and name the copy with --file"
READ_ONLY = ("is read-only, or its folder is", f"check the permissions, or {COPY_IT}")
"""What is said of a file that may not be written, and the way out."""

_JOURNAL_MARK = bytes.fromhex("d9d505f920a163d7")


def is_there(path: Path) -> bool:
    """Whether something has this name, if only a link.

    Raises:
        StorageError: a folder on the way may not be entered.
    """
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except (OSError, ValueError) as error:  # a name with a null character is a ValueError
        raise StorageError(
            f"{path} cannot be reached: {getattr(error, 'strerror', error)}", "check its folder"
        ) from None
    return True


def make(path: Path, *, create: bool) -> bool:
    """Make an empty file for a case file; false where somebody else has made it in the meantime."""
    if not create:
        raise NoCaseFileError(f"there is no case file {path}", "make one with: claimtrack init")
    if not path.parent.is_dir():
        raise StorageError(f"the folder {path.parent} does not exist", "make it first")
    try:
        make_new(path)
    except FileExistsError:
        return False
    except OSError as error:
        raise StorageError(f"{path} cannot be made: {error.strerror}", "check its folder") from None
    return True


def unmake(path: Path) -> None:
    """Remove a case file that could not be made, unless another program has made something of it."""
    for item in (path, *_beside(path)[:2]):
        with suppress(OSError):
            item.unlink()


def _beside(path: Path) -> tuple[Path, Path, Path]:
    """Return the paths of the log, the shared memory and the journal that SQLite keeps beside a case file."""
    path = path.resolve()
    log, shared, journal = (path.with_name(path.name + ending) for ending in ("-wal", "-shm", "-journal"))
    return log, shared, journal


def check_beside(path: Path) -> None:
    """Refuse a case file beside which something stands by which SQLite would read or write elsewhere.

    Raises:
        StorageError: a log or journal is a link, a device or a pipe, or a journal that names another file.
    """
    for item in _beside(path):
        try:
            found = item.lstat()
        except OSError:
            continue
        if not stat.S_ISREG(found.st_mode) or found.st_nlink > 1:
            raise StorageError(f"{item} is a link, a device or a pipe", f"to use {path}, {COPY_IT}")
        if item.name.endswith("-journal") and _names_another_file(item):
            raise StorageError(
                f"{item} names another file, which SQLite would remove", f"to use {path}, {COPY_IT} alone"
            )


def _names_another_file(journal: Path) -> bool:
    """Whether a journal ends with the name of the journal of several databases, which is removed after use.

    The format: https://www.sqlite.org/fileformat2.html#the_rollback_journal, and `readSuperJournal` in SQLite's pager.
    """
    with journal.open("rb") as stream:
        stream.seek(max(0, stream.seek(0, os.SEEK_END) - len(_JOURNAL_MARK)))
        return stream.read() == _JOURNAL_MARK


def may_write(path: Path) -> bool:
    """Return whether a case file may be written: for that its folder, too, must take the files SQLite puts beside it."""
    path = path.resolve()
    return os.access(path.parent, os.W_OK) and (os.access(path, os.W_OK) or not path.exists())


def refuse_if_read_only(path: Path) -> None:
    """Refuse a case file that may not be written, before work goes into what could not be kept.

    Raises:
        StorageError: it, or its folder, is read-only.
    """
    if not may_write(path):
        what, way_out = READ_ONLY
        raise StorageError(f"{path} {what}", way_out)


def read_uri(path: Path) -> str:
    """Return the URI by which SQLite opens a case file for reading alone, also where it may put nothing beside it.

    Readers of a write-ahead log share memory with its writers through a file beside it. Where none may be made and
    nothing waits in a log, nobody is writing, and the file is read as one that does not change.

    Raises:
        StorageError: something waits in a log that cannot be read where the file is.
    """
    path = path.resolve()
    log, shared, journal = _beside(path)
    if _holds_something(log) and not shared.exists() and not os.access(path.parent, os.W_OK):
        raise StorageError(
            f"{path} cannot be read where it is: its last changes wait in {log.name}, and the folder is read-only",
            f"copy it with {log.name} into a folder of your own",
        )
    at_rest = not may_write(path) and not (log.exists() and shared.exists())
    way = "immutable=1" if at_rest and not any(map(_holds_something, (log, journal))) else "mode=ro"
    return f"{path.as_uri()}?{way}"


def _holds_something(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0
