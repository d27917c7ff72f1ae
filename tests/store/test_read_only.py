"""A case file where nothing may be written: it answers, refuses what would change it, and gets no files beside it."""

import os
import shutil
import sqlite3
import subprocess
import sys

import pytest

from claimtrack import Casefile
from claimtrack.errors import StorageError
from claimtrack.store.connection import SCHEMA_VERSION

IS_SUPERUSER = hasattr(os, "geteuid") and os.geteuid() == 0
# Permissions do not bind the superuser, unless it gives up the power to pass them over.
BOUND = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if IS_SUPERUSER else []

pytestmark = pytest.mark.skipif(
    os.name == "nt" or (IS_SUPERUSER and shutil.which("setpriv") is None), reason="permissions do not bind"
)


@pytest.fixture
def path(tmp_path):
    folder = tmp_path / "given %20?#"  # nothing in a path may be taken for a part of a URI
    folder.mkdir()
    with Casefile.open(folder / "case.db") as case:
        event = case.add_event("Explosion", key="explosion")
        case.record(event, claimant=case.add_claimant("Ministry"), text="Three died", values={"killed": "3"})
    yield folder / "case.db"
    folder.chmod(0o755)


def claimtrack(path, *arguments):
    command = [*BOUND, sys.executable, "-m", "claimtrack", "--file", str(path), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def lock(path, *, folder=0o555, file=0o444):
    for item in path.parent.iterdir():
        item.chmod(file)
    path.parent.chmod(folder)


def with_log(path, *, shared):
    """Leave a change in the write-ahead log, as a program that was killed does."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("UPDATE event SET title = 'Blast'")
    names = [path.name, f"{path.name}-wal", *([f"{path.name}-shm"] if shared else [])]
    kept = {name: (path.parent / name).read_bytes() for name in names}
    connection.close()
    for name, content in kept.items():
        (path.parent / name).write_bytes(content)


MODES = [{}, {"file": 0o644}, {"folder": 0o755}]


@pytest.mark.parametrize("modes", MODES, ids=["both", "folder", "file"])
@pytest.mark.parametrize(
    "question",
    ["list", "compare explosion", "show explosion", "search died", "export", "timeline explosion", "gaps"],
)
def test_questions_are_answered(path, modes, question):
    lock(path, **modes)
    answer = claimtrack(path, *question.split())
    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("modes", MODES, ids=["both", "folder", "file"])
@pytest.mark.parametrize(
    "change",
    [
        "tag explosion x",
        "event add Another",
        "deny died --by Army --create No",
        "edit explosion",
        "edit --new",
    ],
)
def test_changes_are_refused_with_the_way_out(path, modes, change):
    before = path.read_bytes()
    lock(path, **modes)
    answer = claimtrack(path, *change.split())
    assert (answer.returncode, answer.stdout) == (14, "")
    assert "is read-only" in answer.stderr
    assert "copy it into a folder of your own" in answer.stderr
    assert path.read_bytes() == before


def test_a_log_with_its_shared_memory_is_read(path):
    with_log(path, shared=True)
    lock(path)
    assert "Blast" in claimtrack(path, "list").stdout


def test_a_log_is_read_where_the_folder_lets_it(path):
    with_log(path, shared=False)
    lock(path, folder=0o755)
    assert "Blast" in claimtrack(path, "list").stdout


def test_a_log_that_cannot_be_read_is_never_passed_over(path):
    with_log(path, shared=False)
    lock(path)
    answer = claimtrack(path, "list")
    assert answer.returncode == 14
    assert answer.stdout == ""
    assert "case.db-wal" in answer.stderr


def test_an_older_file_says_that_it_wants_a_copy(path):
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION - 1}")
    connection.close()
    lock(path)
    answer = claimtrack(path, "list")
    assert answer.returncode == 14
    assert f"schema {SCHEMA_VERSION - 1}" in answer.stderr
    assert list(path.parent.iterdir()) == [path]


def test_part_of_an_import_is_not_shown_for_the_whole(path):
    connection = sqlite3.connect(path)
    connection.execute(
        "INSERT INTO import_run (dataset, source, digest, started) VALUES ('d', 's', 'x', '2026')"
    )
    connection.commit()
    connection.close()
    lock(path)
    answer = claimtrack(path, "list")
    assert answer.returncode == 14
    assert "part of an import" in answer.stderr


@pytest.mark.parametrize("more", [(), ("--dry-run",)])
def test_a_table_is_refused_before_work_goes_into_it(path, more):
    table = path.parent / "table.csv"
    table.write_text("event,claimant,text\nBlast,Russia,It was us\n", encoding="utf-8")
    lock(path)
    answer = claimtrack(path, "import", str(table), "--preset", "generic", *more)
    assert answer.returncode == StorageError.exit_code
    assert "is read-only, or its folder is" in answer.stderr


def test_a_new_case_file_where_none_can_be_made(path):
    table = path.parent / "table.csv"
    table.write_text("event,claimant,text\nBlast,Russia,It was us\n", encoding="utf-8")
    lock(path)
    answer = claimtrack(path.with_name("new.db"), "import", str(table))
    assert answer.returncode == StorageError.exit_code
    assert answer.stderr.count("\n") == 1
