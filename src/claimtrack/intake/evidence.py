"""What an item of evidence says of itself: the hash of its file, and its kind by its name."""

from __future__ import annotations

import hashlib
import os
import stat
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from claimtrack.errors import InputFileError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedReader

_SUFFIXES = {
    "photo": (".jpg", ".jpeg", ".png", ".gif", ".webp", ".heic", ".tif", ".tiff"),
    "video": (".mp4", ".mov", ".mkv", ".webm", ".avi", ".m4v"),
    "audio": (".mp3", ".wav", ".ogg", ".m4a", ".flac"),
    "document": (".pdf", ".doc", ".docx", ".odt", ".txt", ".html", ".htm"),
}


class Fingerprint(NamedTuple):
    """What a file is known by: its SHA-256 in hexadecimal digits, and its length in bytes."""

    sha256: str
    size: int


def fingerprint(path: Path) -> Fingerprint:
    """Hash a file.

    Raises:
        InputFileError: it cannot be read, or is no file but a folder, a device or a pipe.
    """
    try:
        with open_regular(path) as stream:
            return Fingerprint(hashlib.file_digest(stream, "sha256").hexdigest(), stream.tell())
    except OSError as error:
        raise InputFileError(f"{path} cannot be read: {error.strerror}", "check the path") from None


@contextmanager
def open_regular(path: Path) -> Iterator[BufferedReader]:
    """Open a file for reading; a device or pipe is refused before anything could wait for it.

    Raises:
        InputFileError: it is no file.
        OSError: it cannot be read.
    """
    if path.is_dir():
        raise InputFileError(f"{path} is a folder", "name a file in it")
    with os.fdopen(
        os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)), "rb"
    ) as stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise InputFileError(f"{path} is a device or a pipe", "name a file")
        yield stream


def kind_by_name(name: str) -> str:
    """Return the kind of an item by the end of its name; `other` where it tells nothing."""
    suffix = Path(name.split("?", maxsplit=1)[0]).suffix.lower()
    return next((kind for kind, suffixes in _SUFFIXES.items() if suffix in suffixes), "other")
