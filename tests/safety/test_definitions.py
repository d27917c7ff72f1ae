"""A case file is used only where its tables, views, indexes and triggers are the program's own."""

import sqlite3
from contextlib import closing

import pytest

from claimtrack import Casefile
from claimtrack.errors import AlteredCaseFileError
from claimtrack.store import definitions
from claimtrack.store.connection import SCHEMA_VERSION
from claimtrack.store.definitions import check_definitions, own_indexes

# Each alteration with what the refusal names.
ALTERED = {
    "a trigger that renames records": (
        ["CREATE TRIGGER helper AFTER INSERT ON assertion BEGIN UPDATE event SET title = 'marked'; END"],
        "trigger helper was added",
    ),
    "a trigger on a table of one's own": (
        ["CREATE TABLE mine (x)", "CREATE TRIGGER mine_too AFTER INSERT ON mine BEGIN SELECT 1; END"],
        "trigger mine_too was added",
    ),
    "a trigger with a name of SQLite's": (
        [
            "CREATE TRIGGER helper AFTER INSERT ON assertion BEGIN SELECT 1; END",
            """UPDATE sqlite_master SET name = 'sqlite_stat1', sql = replace(sql, 'helper', 'sqlite_stat1')
            WHERE name = 'helper'""",
        ],
        "trigger sqlite_stat1 was added",
    ),
    "a rule that was dropped": (["DROP TRIGGER assertion_kept"], "trigger assertion_kept is missing"),
    "a rule that was weakened": (
        [
            "DROP TRIGGER assertion_kept",
            """CREATE TRIGGER assertion_kept BEFORE DELETE ON assertion WHEN 0
            BEGIN SELECT RAISE(ABORT, 'append-only: what was said is never removed; retract it instead'); END""",
        ],
        "trigger assertion_kept was changed",
    ),
    "a view in the place of a table": (
        [
            "DROP TABLE search_stale",
            """CREATE VIEW search_stale AS WITH RECURSIVE n (kind, pk, words) AS
            (SELECT 'event', 1, '' UNION ALL SELECT kind, pk + 1, '' FROM n) SELECT * FROM n WHERE pk < 0""",
        ],
        "view search_stale was added",
    ),
    "a view of its own that was changed": (
        ["DROP VIEW events_flat", "CREATE VIEW events_flat AS SELECT 1 AS key"],
        "view events_flat was changed",
    ),
    "a table with another check": (
        ["UPDATE sqlite_master SET sql = replace(sql, '''affirms'', ', '') WHERE name = 'assertion'"],
        "table assertion was changed",
    ),
    "a table with another default": (
        ["UPDATE sqlite_master SET sql = replace(sql, 'DEFAULT ''[]''', 'DEFAULT ''[ ]''') WHERE name = 'event'"],
        "table event was changed",
    ),
    "an index on a table of the program's": (
        ["CREATE INDEX slow ON assertion (length(text))"],
        "index slow was added",
    ),
    "an index that is gone": (["DROP INDEX assertion_said"], "index assertion_said is missing"),
    "an index that is gone, and listed where no import is": (
        ["DROP INDEX assertion_label", "INSERT INTO import_index VALUES ('assertion_label', '')"],
        "index assertion_label is missing",
    ),
    "a table that is gone": (["DROP TABLE import_index"], "table import_index is missing"),
    "a view by the name of a function": (["CREATE VIEW json_each AS SELECT 1 AS value"], "view json_each was added"),
}  # fmt: skip


@pytest.mark.parametrize(("statements", "named"), ALTERED.values(), ids=ALTERED.keys())
def test_what_was_altered_is_refused_by_name(path, spoil, claimtrack, statements, named):
    spoil(*statements)
    before = path.read_bytes()
    for command in ("list", "show amaq", "tag airliner x", "export"):
        answer = claimtrack(*command.split())
        assert (answer.returncode, answer.stdout) == (AlteredCaseFileError.exit_code, "")
        assert named in answer.stderr
        assert "have the file sent again" in answer.stderr
    assert path.read_bytes() == before


def test_an_index_that_is_made_again_meanwhile_is_not_missing(path, spoil):
    """An import in another terminal makes the indexes again that it had put aside, between two looks at the file."""
    name = "assertion_claimant"
    put_aside = [f"DROP INDEX {name}", ("INSERT INTO import_index VALUES (?, '')", (name,))]
    spoil(*put_aside)
    made_again = []

    def make_again(statement):
        if "import_index" in statement and not made_again:
            made_again.append(statement)
            spoil(own_indexes()[name], ("DELETE FROM import_index WHERE name = ?", (name,)))

    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.set_trace_callback(make_again)
        check_definitions(connection, path)
        assert made_again
        check_definitions(connection, path)


def test_many_alterations_are_counted(path, spoil):
    spoil(*(f"CREATE TRIGGER t{n} AFTER INSERT ON link BEGIN SELECT 1; END" for n in range(9)))
    with pytest.raises(AlteredCaseFileError, match="and 4 more"):
        Casefile.open(path)


def test_what_users_add_beside_is_left_alone(path, spoil):
    spoil(
        "CREATE TABLE mine (id INTEGER PRIMARY KEY AUTOINCREMENT, event REFERENCES event (pk), note)",
        "CREATE INDEX mine_note ON mine (note)",
        "CREATE VIEW of_mine AS SELECT * FROM mine JOIN events_flat",
        "CREATE VIRTUAL TABLE mine_words USING fts5 (note)",
        "INSERT INTO mine (note) VALUES ('kept')",
        "ANALYZE",
    )
    with Casefile.open(path) as case:
        case.add_event("Another")
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT note FROM mine").fetchall() == [("kept",)]
        assert connection.execute("SELECT count(*) FROM of_mine").fetchone() == (42,)


def test_definitions_may_differ_in_comments_and_blanks(path, spoil):
    spoil(
        "UPDATE sqlite_master SET sql = replace(sql, ',', ', /* a\ncomment */ -- more\n') WHERE name = 'event_tag'"
    )
    Casefile.open(path).close()


def test_every_definition_of_a_new_file_is_known(untouched):
    with closing(sqlite3.connect(untouched)) as connection:
        found = {(kind, name) for kind, name in connection.execute("SELECT type, name FROM sqlite_master WHERE sql IS NOT NULL")}  # fmt: skip
    own = definitions.own_definitions().keys()
    assert found - own == {
        ("table", "_sqlite_migrations"),
        ("index", "idx__sqlite_migrations_migration_set_name"),
    }
    assert own <= found


@pytest.mark.parametrize("version", [1, 2, 3, 10, 20, 30, 40, 50])
def test_older_files_are_compared_with_their_own_schema(tmp_path, version):
    """An older file is brought up to date; one that was altered is refused and left as it is."""
    from claimtrack.store.definitions import APPLICATION_ID

    for name, added in (("old.db", ""), ("altered.db", "CREATE TRIGGER helper AFTER INSERT ON event BEGIN SELECT 1; END;")):  # fmt: skip
        with closing(sqlite3.connect(tmp_path / name)) as connection:
            connection.execute("CREATE TABLE _sqlite_migrations (id INTEGER PRIMARY KEY, migration_set TEXT, name TEXT, applied_at TEXT)")  # fmt: skip
            for file in definitions.migration_files():
                if definitions.migration_number(file) <= version:
                    connection.executescript(file.read_text(encoding="utf-8"))
                    connection.execute("INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('claimtrack', ?, '')", (file.stem,))  # fmt: skip
            connection.executescript(f"{added}PRAGMA user_version = {version}; PRAGMA application_id = {APPLICATION_ID}")  # fmt: skip
            connection.commit()
    told = []
    Casefile.open(tmp_path / "old.db", tell=told.append).close()
    assert len(told) == (version != SCHEMA_VERSION)
    before = (tmp_path / "altered.db").read_bytes()
    with pytest.raises(AlteredCaseFileError, match="trigger helper was added"):
        Casefile.open(tmp_path / "altered.db")
    assert (tmp_path / "altered.db").read_bytes() == before
    assert not list(tmp_path.glob("altered.db.*"))
