"""What stands beside a case file, or in its place, leads SQLite nowhere else."""

import os
import sqlite3
import stat
import subprocess
import sys

import pytest

from claimtrack import Casefile
from claimtrack.errors import NotACaseFileError, StorageError
from claimtrack.store.file_at_rest import _JOURNAL_MARK

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links and pipes as POSIX has them")
ENDINGS = ["-wal", "-shm", "-journal"]


@pytest.fixture
def precious(tmp_path):
    found = tmp_path / "precious"
    found.write_bytes(b"precious" * 1000)
    yield found
    assert found.read_bytes() == b"precious" * 1000


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("make", [os.symlink, os.link], ids=["symlink", "hard link"])
def test_links_beside_a_case_file_are_refused(path, precious, ending, make, claimtrack):
    make(precious, f"{path}{ending}")
    answer = claimtrack("tag", "airliner", "x")
    assert (answer.returncode, answer.stdout) == (14, "")
    assert f"claims.db{ending}" in answer.stderr
    assert "copy it into a folder of your own" in answer.stderr


@pytest.mark.parametrize("ending", ENDINGS)
def test_pipes_beside_a_case_file_are_refused(path, ending, claimtrack):
    os.mkfifo(f"{path}{ending}")
    assert claimtrack("list").returncode == 14


def test_a_journal_that_names_another_file_is_not_played_back(path, precious, claimtrack):
    """SQLite removes the journal of several databases that the journal of one names, once it is played back."""
    name = str(precious).encode()
    total = sum(byte if byte < 128 else byte - 256 for byte in name) & 0xFFFFFFFF
    journal = path.with_name(f"{path.name}-journal")
    page = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(4) + bytes(4)
    page += (
        (path.stat().st_size // 4096).to_bytes(4, "big")
        + (512).to_bytes(4, "big")
        + (4096).to_bytes(4, "big")
    )
    record = (0x40000000 // 4096 + 1).to_bytes(4, "big") + name + len(name).to_bytes(4, "big")
    journal.write_bytes(page.ljust(512, b"\0") + record + total.to_bytes(4, "big") + _JOURNAL_MARK)
    answer = claimtrack("list")
    assert answer.returncode == 14
    assert "names another file" in answer.stderr


@pytest.mark.parametrize(
    "make", [os.mkfifo, lambda path: path.symlink_to("/dev/zero")], ids=["pipe", "device"]
)
def test_a_pipe_or_device_is_no_case_file(tmp_path, make):
    make(tmp_path / "claims.db")
    with pytest.raises(NotACaseFileError, match="device or a pipe"):
        Casefile.open(tmp_path / "claims.db")


def test_a_link_that_leads_nowhere_is_no_new_case_file(tmp_path):
    (tmp_path / "claims.db").symlink_to(tmp_path / "elsewhere.db")
    with pytest.raises(StorageError):
        Casefile.open(tmp_path / "claims.db")
    assert not (tmp_path / "elsewhere.db").exists()


def test_an_empty_file_is_left_alone(tmp_path):
    path = tmp_path / "claims.db"
    path.touch()
    with pytest.raises(NotACaseFileError, match="is empty"):
        Casefile.open(path, create=False)
    assert path.stat().st_size == 0
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_cannot_be_made_is_not_left(tmp_path):
    limited = "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (8192,) * 2); from claimtrack.__main__ import main; main()"
    command = [sys.executable, "-c", limited, "--file", str(tmp_path / "claims.db"), "init"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (14, "")
    assert list(tmp_path.iterdir()) == []


def test_a_new_case_file_and_what_stands_beside_it_are_private(tmp_path):
    mask = os.umask(0)
    try:
        with Casefile.open(tmp_path / "claims.db") as case:
            case.add_event("Explosion")
            modes = {item.name: stat.S_IMODE(item.stat().st_mode) for item in tmp_path.iterdir()}
    finally:
        os.umask(mask)
    assert modes == {"claims.db": 0o600, "claims.db-wal": 0o600, "claims.db-shm": 0o600}


def test_a_file_that_is_there_keeps_its_permissions(path):
    path.chmod(0o664)
    Casefile.open(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o664


def test_statements_that_reach_elsewhere_are_forbidden(path, tmp_path):
    with Casefile.open(path) as case:
        for statement in (
            f"ATTACH '{tmp_path / 'other.db'}' AS other",
            "CREATE TRIGGER helper AFTER INSERT ON event BEGIN SELECT 1; END",
            "DROP TRIGGER assertion_kept",
            "CREATE VIEW helper AS SELECT 1",
        ):
            with pytest.raises(sqlite3.DatabaseError, match=r"not authorized|prohibited"):
                case._connection.execute(statement)
    assert not (tmp_path / "other.db").exists()
