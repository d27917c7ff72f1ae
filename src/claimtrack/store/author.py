"""Who changes a case file, and by which command: what the log says of an entry besides its content."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

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
        noted: what the entry of the transaction that goes on says besides what was changed.
        hung_on: ids of the assertions that became void or were revived in it: what bears on them was edited by nobody.
        last_rows: the last row of each table when that transaction began: none is given out again in it.
        knows_search_form: whether its statements may call the form in which a text is indexed.
    """

    author = Author()
    knows_search_form = False

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.noted: dict[str, Any] = {}
        self.last_rows: dict[str, int] = {}
        self.hung_on: set[str] = set()


def author_of(connection: sqlite3.Connection) -> Author:
    """Return who changes a case file through a connection."""
    return getattr(connection, "author", Author())


def noted(connection: sqlite3.Connection) -> dict[str, Any]:
    """Return what the entry of the transaction that goes on says besides what was changed; to be added to."""
    return connection.noted if isinstance(connection, CaseConnection) else {}


def rows_before(connection: sqlite3.Connection) -> dict[str, int]:
    """Return the last row of each table when the transaction began; to be replaced by who begins one."""
    return connection.last_rows if isinstance(connection, CaseConnection) else {}


def hung_on(connection: sqlite3.Connection) -> set[str]:
    """Return the ids of assertions that became void or were revived in the transaction; to be added to."""
    return connection.hung_on if isinstance(connection, CaseConnection) else set()
