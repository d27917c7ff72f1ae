"""The other file of a merge or a comparison: a case file, or an export or pack, taken into a case file for the while."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from claimtrack.casefile.open_case import OpenCase
from claimtrack.casefile.packs import MARK, opened_pack
from claimtrack.errors import ImportRejectedError, InputFileError
from claimtrack.importers.native import read_native
from claimtrack.store.other_file import open_other

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from claimtrack.casefile.packs import Pack

SQLITE = b"SQLite format 3\x00"
"""How a database of SQLite begins."""

_LOOKED_AT = 4096  # bytes, among which an export begins with a brace


@contextmanager
def other_case(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the other file for reading; it is left as it is.

    Args:
        path: a case file, a pack, or an export in the native format.

    Raises:
        InputFileError: it cannot be read.
        ImportRejectedError: it is of no such kind, or an export with problems, with every one found.
        ClaimtrackError: it is a case file that is refused.
    """
    if begins(path, SQLITE):
        with open_other(path) as connection:
            yield connection
    elif begins(path, MARK):
        with opened_pack(path) as pack:
            refuse_public(pack, path)
            with pack.case() as stream, _taken(stream, f"{path}:case.jsonl") as connection:
                yield connection
    else:
        with path.open("rb") as stream:
            if not stream.read(_LOOKED_AT).lstrip().startswith(b"{"):
                raise ImportRejectedError(
                    f"{path} is neither a case file, nor a pack, nor an export in the native format",
                    "tables and notes are brought in with: claimtrack import",
                )
            stream.seek(0)
            with _taken(stream, str(path)) as connection:
                yield connection


@contextmanager
def _taken(stream: IO[bytes], name: str) -> Iterator[sqlite3.Connection]:
    """Take an export into a case file of its own for a block."""
    with tempfile.TemporaryDirectory() as folder:
        held = Path(folder) / "other.db"
        with OpenCase.open(held) as case:
            case.take_from(*read_native(stream, name))
        with open_other(held) as connection:
            yield connection


def refuse_public(pack: Pack, path: Path) -> None:
    """Refuse a pack that is for reading.

    Raises:
        InputFileError: it is.
    """
    if pack.public:
        raise InputFileError(
            f"{path} is a pack for the public: its ids are dealt out anew, and mean nothing in another file",
            "it is for reading; ask for one made without --public",
        )


def begins(path: Path, mark: bytes) -> bool:
    """Whether a file begins with some bytes.

    Raises:
        InputFileError: it cannot be read.
    """
    try:
        with path.open("rb") as stream:
            return stream.read(len(mark)) == mark
    except IsADirectoryError:
        raise InputFileError(f"{path} is a folder", "name a file in it") from None
    except OSError as error:
        raise InputFileError(f"{path} cannot be read: {error.strerror}", "check the path") from None
