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
