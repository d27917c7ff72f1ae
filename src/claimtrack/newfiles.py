"""Files that the program makes: for their owner alone, never in the place of another, never through a link.

What a case file holds may put people in danger, whatever the permissions that a machine gives to new files.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700

_SQLITE = b"SQLite format 3\x00"
_MARK = slice(68, 72)  # of the header: https://www.sqlite.org/fileformat2.html
_CASE_FILE = b"CLTR"


def is_case_file(path: Path) -> bool:
    """Whether a case file stands there: no answer is written over one.

    Raises:
        OSError: what stands there cannot be read.
    """
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        header = stream.read(_MARK.stop)
    return header.startswith(_SQLITE) and header[_MARK] == _CASE_FILE


def make_new(path: Path) -> None:
    """Make an empty file that only its owner may read.

    Raises:
        FileExistsError: something is there already, if only a link that leads nowhere.
        OSError: the folder refuses.
    """
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE))


def make_new_beside(path: Path, ending: str) -> Path:
    """Make an empty file beside another, numbered where its name is taken, and return its path.

    Raises:
        OSError: the folder refuses.
    """
    number = 1
    while True:
        new = path.with_name(f"{path.name}{ending}{f'-{number}' if number > 1 else ''}")
        try:
            make_new(new)
        except FileExistsError:
            number += 1
        else:
            return new


def settle(path: Path) -> None:
    """See to it that the name a file has just got is still there after a power cut, where the system can."""
    if os.name == "nt":  # Windows has no folders that can be opened
        return
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
