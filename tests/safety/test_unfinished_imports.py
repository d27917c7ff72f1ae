"""Nothing that the bookkeeping of imports holds is ever run, and taking an import back takes nothing else."""

import sqlite3
from contextlib import closing

import pytest

from claimtrack import Casefile
from claimtrack.store.definitions import own_definitions, own_indexes

UNFINISHED = "INSERT INTO import_run (dataset, source, digest, started) VALUES ('d', 'rows.csv', 'x', '2026-01-01T00:00:00Z')"
RUN = "(SELECT max(pk) FROM import_run)"


def content(path):
    with Casefile.open(path) as case:
        return list(case.export())


STORED = [
    "CREATE TRIGGER helper AFTER INSERT ON assertion BEGIN UPDATE event SET title = 'marked'; END",
    "DELETE FROM event_tag",
    "ATTACH '{}' AS other",
    "CREATE INDEX assertion_said ON assertion (length(text))",
]


@pytest.mark.parametrize("sql", STORED)
@pytest.mark.parametrize("name", ["assertion_said", "nobody_knows"])
def test_stored_texts_are_never_run(path, spoil, claimtrack, tmp_path, sql, name):
    marker = tmp_path / "marker.db"
    before = content(path)
    spoil(UNFINISHED, ("INSERT INTO import_index VALUES (?, ?)", (name, sql.format(marker))))
    if name == "assertion_said":
        spoil("DROP INDEX assertion_said")
    answer = claimtrack("list")
    assert answer.returncode == 0
    assert "an import of rows.csv was cut short" in answer.stderr
    assert not marker.exists()
    assert content(path) == before
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM import_index").fetchone() == (0,)
        definition = connection.execute(
            "SELECT sql FROM sqlite_master WHERE name = 'assertion_said'"
        ).fetchone()
    assert definition == (own_definitions()["index", "assertion_said"][1],)


@pytest.mark.parametrize(
    "kind", ["sqlite_master", "import_row; DELETE FROM event", "claimant_alias", "", "assertion AS t; --"]
)
def test_a_kind_that_there_is_not_stands_for_nothing(path, spoil, claimtrack, kind):
    before = content(path)
    spoil(
        UNFINISHED, (f"INSERT INTO import_step (run, kind, first, last) VALUES ({RUN}, ?, 0, 9999)", (kind,))
    )
    assert claimtrack("list").returncode == 0
    assert content(path) == before


@pytest.mark.parametrize("kind", ["assertion", "event", "claimant", "document", "evidence", "assessment", "link", "field"])  # fmt: skip
def test_what_was_recorded_at_another_time_is_not_taken_back(path, spoil, claimtrack, kind):
    before = content(path)
    spoil(
        UNFINISHED,
        (f"INSERT INTO import_step (run, kind, first, last) VALUES ({RUN}, ?, 0, ?)", (kind, 2**62)),
    )
    assert claimtrack("list").returncode == 0
    assert content(path) == before


def test_every_index_that_may_be_put_aside_is_made_again(path, spoil):
    names = sorted(own_indexes())
    spoil(UNFINISHED, *(f"DROP INDEX {name}" for name in names))
    spoil(*(("INSERT INTO import_index VALUES (?, '')", (name,)) for name in names))
    Casefile.open(path).close()
    with closing(sqlite3.connect(path)) as connection:
        found = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'index'")}
    assert found >= set(names)


@pytest.mark.parametrize("beside", ["link", "pipe", "text", "folder"])
def test_the_side_database_may_be_anything(path, spoil, claimtrack, tmp_path, beside):
    """A running import is told by the lock of its side database; nothing else of that name is opened."""
    import os

    side = path.with_name(f"{path.name}.importing")
    other = tmp_path / "other.db"
    other.write_text("precious")
    match beside:
        case "link":
            side.symlink_to(other)
        case "pipe":
            os.mkfifo(side)
        case "text":
            side.write_text("no database")
        case "folder":
            side.mkdir()
    spoil(UNFINISHED)
    answer = claimtrack("list")
    assert answer.returncode == (14 if beside == "folder" else 0)
    assert other.read_text() == "precious"
