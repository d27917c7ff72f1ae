"""Migrations: the plain-SQL files under `sql/`, each applied in one transaction with the record of it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from claimtrack.errors import NotACaseFileError, StorageError
from claimtrack.newfiles import make_new_beside
from claimtrack.store import definitions
from claimtrack.store.definitions import APPLICATION_ID

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlite_utils.db import Database


def migrate(connection: sqlite3.Connection, path: Path) -> Path | None:
    """Bring a case file to the newest schema; an older file is copied beside itself first.

    Args:
        connection: an open connection, outside a transaction.
        path: the file, for the name of the copy.

    Returns:
        The copy; None where there was nothing to copy.

    Raises:
        NotACaseFileError: the database holds tables and no mark of a case file.
        AlteredCaseFileError: an older file is not as an older claimtrack made it.
        StorageError: the copy cannot be made.
    """
    from sqlite_utils import Database, Migrations

    version = _version(connection)
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if version < 0 or (version == 0 and tables):
        raise NotACaseFileError(
            f"{path} is not a claimtrack case file", "it was left as it is; name another --file"
        )
    if version == 0:
        # Before the write-ahead log takes what follows: others look for the mark in the file itself.
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    else:
        definitions.check_definitions(connection, path, version)
    connection.execute("PRAGMA journal_mode = WAL")
    copy = copy_before_migration(connection, path, version) if version else None
    migrations = Migrations("claimtrack")
    for file in definitions.migration_files():
        sql = file.read_text(encoding="utf-8")
        migrations(name=file.stem)(_migration(definitions.migration_number(file), sql))
    migrations.apply(Database(connection))
    return copy


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _migration(number: int, sql: str) -> Callable[[Database], None]:
    def apply(db: Database) -> None:
        for statement in _statements(sql):
            db.execute(statement)
        # Both marks live in the file header and roll back with the rest.
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        # Never down: a file may have met a later migration before an earlier one was written.
        db.execute(f"PRAGMA user_version = {max(number, _version(db.conn))}")

    return apply


def _statements(sql: str) -> Iterator[str]:
    """Yield the statements of a script; `Database.executescript` asks at every letter whether one is complete."""
    statement = ""
    for line in sql.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def copy_before_migration(connection: sqlite3.Connection, path: Path, version: int) -> Path:
    """Copy the file beside itself, named after the schema it has, and give the copy's path.

    Raises:
        StorageError: the copy cannot be made.
    """
    try:
        copy = make_new_beside(path, f".schema-{version}.backup")
    except OSError as error:
        raise StorageError(
            f"{path} cannot be copied before it is brought up to date: {error.strerror}", "check its folder"
        ) from None
    with closing(sqlite3.connect(copy)) as target:
        connection.backup(target)
    return copy
