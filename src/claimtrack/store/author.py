"""Who changes a case file, and by which command: what the log says of an entry besides its content."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable


def utc_now() -> str:
    """Return the present moment as records are stamped with it: UTC, ISO 8601, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _say_nothing(_message: str) -> None:
    pass


class Author(NamedTuple):
    """Who changes a case file.

    Attributes:
        by: name of the analyst; empty where the file keeps it, or nobody said.
        command: name of the command.
        program: version of claimtrack.
        now: gives the time that entries are stamped with.
        tell: told once that changes are logged as unnamed.
    """

    by: str = ""
    command: str = "python"
    program: str = ""
    now: Callable[[], str] = utc_now
    tell: Callable[[str], object] = _say_nothing


class CaseConnection(sqlite3.Connection):
    """A connection to a case file that knows who changes it.

    Attributes:
        author: who.
    """

    author = Author()


def author_of(connection: sqlite3.Connection) -> Author:
    """Return who changes a case file through a connection."""
    return getattr(connection, "author", Author())
