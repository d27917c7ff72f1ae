"""How a case file is held that may come from anybody: what SQLite may do for it, and what it may not.

See "Defense Against The Dark Arts" in SQLite's documentation (https://www.sqlite.org/security.html).
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

# What no statement on a case file does but a migration: it reaches other files, or makes what runs by itself.
_FORBIDDEN = frozenset({
    sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_CREATE_TRIGGER, sqlite3.SQLITE_DROP_TRIGGER, sqlite3.SQLITE_CREATE_VIEW,
    sqlite3.SQLITE_DROP_VIEW, sqlite3.SQLITE_CREATE_VTABLE, sqlite3.SQLITE_DROP_VTABLE,
})  # fmt: skip
# What suggests words that are near (`search`): a view of the index, outside the file and gone with the connection.
_WORD_LIST = (sqlite3.SQLITE_CREATE_VTABLE, "fts5vocab", "temp")
# Before, SQLite took its JSON functions, which the views and triggers of a case file use, for harmful ones.
_HARMLESS_JSON = (3, 41)
_LIMITS = {
    sqlite3.SQLITE_LIMIT_ATTACHED: 1,  # the side database of an import
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 20,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 10_000,
}
_OPERATIONS = (
    1_000_000  # of SQLite's machine, some milliseconds: so often Python gets a word in, and Ctrl-C is heard
)


def distrust(connection: sqlite3.Connection) -> None:
    """Take from the definitions in a file what they might do beyond holding records; first thing on a connection.

    Args:
        connection: a connection on which no statement has been run.
    """
    distrust_schema(connection)
    connection.execute("PRAGMA cell_size_check = ON")
    _set_defensive(connection, on=True)
    for limit, value in _LIMITS.items():
        connection.setlimit(limit, value)
    connection.set_progress_handler(_go_on, _OPERATIONS)


def distrust_schema(connection: sqlite3.Connection) -> None:
    """Keep functions with effects out of views, triggers and constraints."""
    if sqlite3.sqlite_version_info >= _HARMLESS_JSON:
        connection.execute("PRAGMA trusted_schema = OFF")


def forbid(connection: sqlite3.Connection) -> None:
    """Forbid from here on what only a migration does, and to attach other files."""
    connection.set_authorizer(_authorize)


def attach(connection: sqlite3.Connection, path: Path, name: str) -> None:
    """Attach a side database of the program's own to a case file.

    Args:
        connection: the case file, outside a transaction.
        path: the side database.
        name: what it is called in statements.
    """
    connection.set_authorizer(None)
    _set_defensive(
        connection, on=False
    )  # it is written without a journal, which a defensive connection refuses
    try:
        connection.execute(f"ATTACH ? AS {name}", (str(path),))
    finally:
        forbid(connection)


def detach(connection: sqlite3.Connection, name: str) -> None:
    """Let go of a side database, if it is still attached."""
    if any(row[1] == name for row in connection.execute("PRAGMA database_list")):
        connection.execute(f"DETACH {name}")
    _set_defensive(connection, on=True)


def _authorize(
    action: int, _name: str | None, detail: str | None, database: str | None, _trigger: str | None
) -> int:
    if (action, detail, database) == _WORD_LIST:
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_DENY if action in _FORBIDDEN else sqlite3.SQLITE_OK


def _go_on() -> int:
    """Let a statement go on; an interrupt is raised by Python as soon as it runs a line."""
    return 0


def _set_defensive(connection: sqlite3.Connection, *, on: bool) -> None:
    """Forbid statements by which a database can be damaged, or allow them; Python can say so from 3.12."""
    configure = getattr(connection, "setconfig", None)
    if configure is not None:
        configure(getattr(sqlite3, "SQLITE_DBCONFIG_DEFENSIVE"), on)  # noqa: B009 - not there in Python 3.11
