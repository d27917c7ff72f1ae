"""What an item of evidence says of itself: the hash of its file, and its kind by its name."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NamedTuple

from claimtrack.errors import InputFileError

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
        InputFileError: it cannot be read.
    """
    try:
        with path.open("rb") as stream:
            return Fingerprint(hashlib.file_digest(stream, "sha256").hexdigest(), stream.tell())
    except IsADirectoryError:
        raise InputFileError(f"{path} is a folder", "name a file in it") from None
    except OSError as error:
        raise InputFileError(f"{path} cannot be read: {error.strerror}", "check the path") from None


def kind_by_name(name: str) -> str:
    """Return the kind of an item by the end of its name; `other` where it tells nothing."""
    suffix = Path(name.split("?", maxsplit=1)[0]).suffix.lower()
    return next((kind for kind, suffixes in _SUFFIXES.items() if suffix in suffixes), "other")
