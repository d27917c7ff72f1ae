"""Migration 100: claimants, documents and assessments can be kept from reports for the public."""

import sqlite3

import pytest

from claimtrack import Casefile
from claimtrack.store import definitions
from claimtrack.store.definitions import APPLICATION_ID


@pytest.fixture
def older(tmp_path):
    """A case file of schema 50, with one claimant."""
    path = tmp_path / "older.db"
    connection = sqlite3.connect(path)
    for file in definitions.migration_files():
        if definitions.migration_number(file) <= 50:
            connection.executescript(file.read_text("utf-8"))
    connection.executescript(
        f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = 50;"
        "CREATE TABLE _sqlite_migrations (id INTEGER PRIMARY KEY, migration_set TEXT, name TEXT, applied_at TEXT);"
    )
    connection.executemany(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('claimtrack', ?, '2026-01-01')",
        [(file.stem,) for file in definitions.migration_files() if definitions.migration_number(file) <= 50],
    )
    connection.execute(
        "INSERT INTO claimant (key, name, kind, zone, language, calendar, date_order, reliability, note, recorded)"
        " VALUES ('wire', 'Wire', 'outlet', '', '', '', '', '', '', '2026-01-01T00:00:00Z')"
    )
    connection.commit()
    connection.close()
    return path


def test_an_older_file_is_read_as_open_and_can_be_protected(older):
    with Casefile.open(older) as case:
        wire = case.claimant("wire")
        assert wire.disclosure == ""
        assert case.change(wire, disclosure="protected").disclosure == "protected"


def test_the_file_itself_knows_no_other_word(older):
    with Casefile.open(older):
        pass
    connection = sqlite3.connect(older)
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute("UPDATE claimant SET disclosure = 'hidden'")
    connection.close()
