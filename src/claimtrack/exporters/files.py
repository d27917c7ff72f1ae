"""Files written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import IO, TYPE_CHECKING

from claimtrack.errors import CaseFileExistsError, InputFileError
from claimtrack.newfiles import PRIVATE_FILE, is_case_file, settle

if TYPE_CHECKING:
    from collections.abc import Callable


def write_whole(path: Path, write: Callable[[IO[bytes]], None]) -> None:
    """Write a file under another name first, then put it in its place; on failure nothing has changed.

    Args:
        path: the file; one that is there is replaced, a device or pipe is written to as it is.
        write: writes the content to the stream it is given.

    Raises:
        CaseFileExistsError: a case file stands there.
        InputFileError: the path cannot be written.
    """
    try:
        refuse_case_file(path)
        if path.exists() and not path.is_file():
            with path.open("wb") as stream:
                write(stream)
            return
        with tempfile.NamedTemporaryFile(
            "wb", dir=path.parent, prefix=f".{path.name}.", delete=False
        ) as stream:
            draft = Path(stream.name)
            try:
                write(stream)
                stream.flush()
                os.fsync(stream.fileno())
                draft.chmod(_mode(path))
            except BaseException:
                draft.unlink()
                raise
        draft.replace(path)
        settle(path)
    except BrokenPipeError:  # whoever read the pipe has enough
        raise
    except OSError as error:
        raise InputFileError(f"{path} cannot be written: {error.strerror}", "check the path") from None


def refuse_case_file(path: Path) -> None:
    """Refuse to write over a case file.

    Raises:
        CaseFileExistsError: one stands there.
    """
    if is_case_file(path):
        raise CaseFileExistsError(f"{path} is a case file, and is not written over", "name another file")


def _mode(path: Path) -> int:
    """Return the permissions of the file that is replaced; a new one is for its owner alone."""
    return path.stat().st_mode & 0o777 if path.exists() else PRIVATE_FILE
