"""Migrations: the plain-SQL files under `sql/`, each applied in one transaction with the record of it."""

from __future__ import annotations

import sqlite3
from importlib.resources import files
from typing import TYPE_CHECKING

from claimtrack.errors import NotACaseFileError
from claimtrack.store.connection import APPLICATION_ID

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlite_utils.db import Database


def migrate(connection: sqlite3.Connection, path: Path, *, new: bool) -> None:
    """Bring a case file to the newest schema; an older file is copied beside itself first.

    Args:
        connection: an open connection, outside a transaction.
        path: the file, for the name of the copy.
        new: the file has just been made, so there is nothing to copy.

    Raises:
        NotACaseFileError: the database holds tables and no mark of a case file.
    """
    from sqlite_utils import Database, Migrations

    version = _version(connection)
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if version == 0 and tables:
        raise NotACaseFileError(
            f"{path} is not a claimtrack case file", "it was left as it is; name another --file"
        )
    if version == 0:
        # Before the write-ahead log takes what follows: others look for the mark in the file itself.
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute("PRAGMA journal_mode = WAL")
    if not new and version:
        copy_before_migration(connection, path, version)
    migrations = Migrations("claimtrack")
    for number, name, sql in _migration_files():
        migrations(name=name)(_migration(number, sql))
    migrations.apply(Database(connection))


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _migration_files() -> list[tuple[int, str, str]]:
    folder = files("claimtrack.store") / "sql"
    found = sorted((item for item in folder.iterdir() if item.name[:4].isdigit()), key=lambda item: item.name)
    return [
        (int(item.name[:4]), item.name.removesuffix(".sql"), item.read_text(encoding="utf-8"))
        for item in found
    ]


def _migration(number: int, sql: str) -> Callable[[Database], None]:
    def apply(db: Database) -> None:
        db.executescript(sql)
        # Both marks live in the file header and roll back with the rest.
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        # Never down: a file may have met a later migration before an earlier one was written.
        db.execute(f"PRAGMA user_version = {max(number, _version(db.conn))}")

    return apply


def copy_before_migration(connection: sqlite3.Connection, path: Path, version: int) -> Path:
    """Copy the file beside itself, named after the schema it has, and give the copy's path."""
    copy = path.with_name(f"{path.name}.schema-{version}.backup")
    with sqlite3.connect(copy) as target:
        connection.backup(target)
    target.close()
    return copy
