"""Case files of an earlier schema, as an earlier version of the program left them."""

import sqlite3
from contextlib import closing

from claimtrack.store import definitions
from claimtrack.store.definitions import APPLICATION_ID


def older_file(path, version, content=""):
    """Make a case file with the migrations up to a number, and put rows into it."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "CREATE TABLE _sqlite_migrations (id INTEGER PRIMARY KEY, migration_set TEXT, name TEXT, applied_at TEXT)"
        )
        for file in definitions.migration_files():
            if definitions.migration_number(file) <= version:
                connection.executescript(file.read_text(encoding="utf-8"))
                connection.execute(
                    "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('claimtrack', ?, '')",
                    (file.stem,),
                )
        connection.executescript(
            f"{content}; PRAGMA user_version = {version}; PRAGMA application_id = {APPLICATION_ID}"
        )
        connection.commit()
    return path
