"""What may be opened, made, migrated and refused."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from claimtrack import Casefile
from claimtrack.cli.app import app
from claimtrack.errors import (
    CaseFileExistsError,
    NewerCaseFileError,
    NoCaseFileError,
    NotACaseFileError,
    StorageError,
)
from claimtrack.store import connection as connections
from claimtrack.store import definitions


@pytest.fixture
def path(tmp_path):
    with Casefile.open(tmp_path / "case.db") as case:
        case.add_event("Explosion")
    return tmp_path / "case.db"


def test_no_file(tmp_path):
    with pytest.raises(NoCaseFileError, match="claimtrack init"):
        Casefile.open(tmp_path / "none.db", create=False)
    assert not (tmp_path / "none.db").exists()


def test_init_does_not_replace(path):
    with pytest.raises(CaseFileExistsError):
        Casefile.open(path, must_be_new=True)


@pytest.mark.parametrize(
    "content", [b"hello, this is a text", b"SQLite format 3\x00" + bytes(100), b"%PDF-1.7\n" * 20]
)
def test_other_files_are_left_untouched(tmp_path, content):
    other = tmp_path / "other.db"
    other.write_bytes(content)
    with pytest.raises(NotACaseFileError):
        Casefile.open(other)
    assert other.read_bytes() == content


def test_another_programs_database_is_left_untouched(tmp_path):
    other = tmp_path / "other.db"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE bookmarks (url TEXT)")
    connection.commit()
    connection.close()
    before = other.read_bytes()
    with pytest.raises(NotACaseFileError):
        Casefile.open(other)
    assert other.read_bytes() == before


def test_a_folder_is_no_case_file(tmp_path):
    with pytest.raises(NotACaseFileError, match="folder"):
        Casefile.open(tmp_path)


def test_a_newer_file_is_refused(path):
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {connections.SCHEMA_VERSION + 1}")
    connection.commit()
    connection.close()
    with pytest.raises(NewerCaseFileError, match="upgrade"):
        Casefile.open(path)


def test_a_damaged_file_is_an_error_of_its_own(path):
    content = bytearray(path.read_bytes())
    content[200:4096] = os.urandom(4096 - 200)
    path.write_bytes(content)
    with pytest.raises(StorageError), Casefile.open(path) as case:
        case.event("explosion")


@pytest.fixture
def later(monkeypatch, tmp_path):
    """Add a migration to those of the program, in a copy of their folder."""

    def add(name, sql):
        folder = tmp_path / "sql"
        shutil.copytree(definitions._FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))
        last = connections.SCHEMA_VERSION + 1
        (folder / f"{last:04}_{name}.sql").write_text(sql)
        monkeypatch.setattr(definitions, "_FOLDER", folder)
        monkeypatch.setattr(connections, "SCHEMA_VERSION", last)

    return add


def test_migration_copies_the_file_first_and_says_so(path, later, tmp_path):
    before = connections.SCHEMA_VERSION
    later("later", "CREATE TABLE later (x INTEGER) STRICT;")
    told = []
    with Casefile.open(path, tell=told.append) as case:
        assert case._connection.execute("SELECT count(*) FROM later").fetchone() == (0,)
    copy = tmp_path / f"case.db.schema-{before}.backup"
    kept = sqlite3.connect(copy)
    assert kept.execute("PRAGMA user_version").fetchone() == (before,)
    assert kept.execute("SELECT key FROM event").fetchall() == [("explosion",)]
    kept.close()
    assert len(told) == 1
    assert f"schema {before}" in told[0]
    assert str(copy) in told[0]


def test_the_copy_never_goes_through_a_link_or_over_a_file(path, later, tmp_path):
    name = f"case.db.schema-{connections.SCHEMA_VERSION}.backup"
    later("later", "CREATE TABLE later (x INTEGER) STRICT;")
    (tmp_path / "other").write_text("precious")
    (tmp_path / name).symlink_to(tmp_path / "other")
    (tmp_path / f"{name}-2").write_text("an earlier copy")
    Casefile.open(path).close()
    assert (tmp_path / "other").read_text() == "precious"
    assert (tmp_path / f"{name}-2").read_text() == "an earlier copy"
    assert (tmp_path / f"{name}-3").read_bytes().startswith(b"SQLite format 3")


def test_a_failing_migration_leaves_the_file_as_it_was(path, later, monkeypatch):
    later("broken", "CREATE TABLE half (x INTEGER) STRICT; CREATE TABLE half (x INTEGER) STRICT;")
    with pytest.raises(StorageError):
        Casefile.open(path)
    monkeypatch.undo()
    with Casefile.open(path) as case:
        assert case.event("explosion").title == "Explosion"
        assert case._connection.execute(
            "SELECT count(*) FROM sqlite_master WHERE name = 'half'"
        ).fetchone() == (0,)


def test_schema_version_is_the_last_migration():
    last = definitions.migration_files()[-1]
    assert definitions.migration_number(last) == connections.SCHEMA_VERSION


def test_a_full_disk_leaves_the_file_as_it_was(path):
    with Casefile.open(path) as case:
        pages = case._connection.execute("PRAGMA page_count").fetchone()[0]
        case._connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(StorageError, match="full"):
            case.add_event("Another", note="x" * 1_000_000)
        assert [event.title for event in case.records(type(case.event("explosion")))] == ["Explosion"]


def test_a_unit_of_work_is_all_or_nothing(path):
    with Casefile.open(path) as case:
        with pytest.raises(ZeroDivisionError):
            _add_then_fail(case)
        assert [event.title for event in case.records(type(case.event("explosion")))] == ["Explosion"]


def _add_then_fail(case):
    from claimtrack.store.unit_of_work import unit_of_work

    with unit_of_work(case._connection, case._path):
        case.add_event("Another")
        raise ZeroDivisionError


def test_two_writers_at_once_lose_nothing(path):
    program = (
        "import sys; from claimtrack import Casefile\n"
        "with Casefile.open(sys.argv[1]) as case:\n"
        "    for number in range(20): case.record('explosion', claimant=sys.argv[2], text=str(number))"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", program, path, name])
        for name in ("Amaq", "Ministry", "Outlet")
    ]
    assert [process.wait() for process in running] == [0, 0, 0]
    with Casefile.open(path) as case:
        assert len(case.dossier("explosion").assertions) == 60


def test_wheel_data_is_found():
    assert (Path(definitions.__file__).parent / "sql" / "0001_case_file.sql").exists()


@pytest.mark.parametrize(
    "command",
    [
        ("export", "-o"),
        ("report", "heli", "-o"),
        ("pack", "-o"),
        ("timeline", "heli", "--format", "svg", "-o"),
        ("show", "heli", "--format", "svg", "-o"),
    ],
)
@pytest.mark.parametrize("named", ["claims.db", "other.db"])
def test_no_answer_is_written_over_a_case_file(tmp_path, monkeypatch, command, named):
    monkeypatch.chdir(tmp_path)
    for name in ("claims.db", "other.db"):
        with Casefile.open(tmp_path / name) as case:
            case.add_event("Helicopter lost", key="heli")
            case.record("heli", claimant="Ministry", text="None lost", said="8 July 2016")
    before = (tmp_path / named).read_bytes()
    refused = CliRunner().invoke(app, [*command, named])
    assert refused.exit_code == 13
    assert "is a case file, and is not written over" in refused.stderr
    assert (tmp_path / named).read_bytes() == before
