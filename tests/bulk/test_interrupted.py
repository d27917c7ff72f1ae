"""An import killed at any moment leaves the file as it was; other terminals read and write meanwhile."""

import random
import shutil
import signal
import subprocess
import sys
import time

import pytest

from claimtrack import Casefile
from claimtrack.store import index_pause
from claimtrack.store.staging import is_alive, staging_path

SLOW = """
import sys, time
from claimtrack import Casefile
from claimtrack.store import index_pause, steps
steps.STEP = 300  # many steps, so that a kill falls between and within them
index_pause._MANY = 1000
print("ready", flush=True)
Casefile.open(sys.argv[1]).import_file(sys.argv[2], preset="generic")
print("done", flush=True)
"""
ROWS = 6000


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    path = tmp_path_factory.mktemp("large") / "rows.csv"
    with path.open("w", encoding="utf-8") as stream:
        stream.write("event,claimant,stance,text,said,killed_min,killed_max,source\n")
        for n in range(ROWS):
            day = f"2016-{n % 12 + 1:02}-{n % 28 + 1:02}"
            stream.write(
                f"Event {n % 700},Office {n % 50},affirms,Text {n},{day},{n % 9},{n % 9 + 2},https://a.example/{n}\n"
            )
    return path


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    """A case file that holds something already, of which some comes in again."""
    path = tmp_path_factory.mktemp("held") / "claims.db"
    with Casefile.open(path, now=lambda: "2026-01-01T00:00:00Z") as case:
        case.import_rows([
            {"event": "Event 1", "claimant": "Office 1", "text": "Before", "source": "https://a.example/1", "killed": "2"},
            {"event": "Another", "claimant": "Somebody", "text": "Else", "source": "https://b.example/1"},
        ])  # fmt: skip
    return path


def start(path, rows):
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW, str(path), str(rows)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "ready\n"
    return process


def content(path):
    with Casefile.open(path, create=False) as case:
        return list(case.export())


def schema(path):
    with Casefile.open(path, create=False) as case:
        return case._connection.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'search%' ORDER BY 1, 2"
        ).fetchall()


def whole_time(path, rows):
    began = time.monotonic()
    process = start(path, rows)
    process.communicate()
    return time.monotonic() - began


def test_a_kill_at_any_moment_leaves_the_file_as_it_was(tmp_path, held, large):
    path = tmp_path / "claims.db"
    shutil.copy(held, path)
    before, tables = content(path), schema(path)
    full = tmp_path / "full.db"
    shutil.copy(held, full)
    longest = whole_time(full, large)
    whole = len(content(full))
    chance = random.Random(6)
    cut = 0
    for _ in range(40):
        if cut == 6:
            break
        process = start(path, large)
        time.sleep(chance.uniform(0.2, 0.9) * longest)
        process.send_signal(signal.SIGKILL)
        finished = "done" in process.communicate()[0]
        after = content(path)
        if (
            finished or len(after) == whole
        ):  # the kill may fall between the last step and the word that it is done
            shutil.copy(held, path)
            continue
        cut += 1
        assert after == before
        assert schema(path) == tables
        with Casefile.open(path) as case:
            assert case._connection.execute("SELECT count(*) FROM import_step").fetchone() == (0,)
            assert case._connection.execute("SELECT count(*) FROM correction").fetchone() == (0,)
            assert case._connection.execute("PRAGMA foreign_key_check").fetchall() == []
            assert case._connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert cut == 6
    with Casefile.open(path) as case:
        report = case.import_file(large, preset="generic")
        assert report.made["assertion"] == ROWS


def test_an_interrupt_takes_back_what_was_applied(case, large, lines, monkeypatch):
    from claimtrack.store import steps

    monkeypatch.setattr(steps, "STEP", 500)
    monkeypatch.setattr(index_pause, "_MANY", 1000)
    case.import_rows([{"event": "Event 1", "claimant": "Office 1", "text": "Before"}])
    before = lines(case)
    steps = 0

    def progress(what, done, total):
        nonlocal steps
        steps += what == "writing"
        if steps > 12:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        case.import_file(large, preset="generic", progress=progress)
    assert lines(case) == before
    assert not staging_path(case._path).exists()


def test_what_somebody_built_on_a_cut_import_stays(case, large, monkeypatch, tmp_path):
    from claimtrack.store import steps

    monkeypatch.setattr(steps, "STEP", 500)

    def progress(what, done, total):
        if what == "writing" and done > 9000:
            with Casefile.open(case._path) as other:
                other.record("Event 1", claimant="A reader", text="I saw it")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        case.import_file(large, preset="generic", progress=progress)
    assert [line.text for line in case.dossier("event-1").assertions] == ["I saw it"]


def test_another_terminal_records_and_reads_while_an_import_runs(tmp_path, held, large):
    path = tmp_path / "claims.db"
    shutil.copy(held, path)
    process = start(path, large)
    waits = []
    try:
        while process.poll() is None:
            began = time.monotonic()
            with Casefile.open(path) as case:
                case.record("another", claimant="Somebody", text=f"Said {len(waits)}")
                assert case.dossier("another").assertions
            waits.append(time.monotonic() - began)
            time.sleep(0.05)
    finally:
        process.communicate()
    assert process.returncode == 0
    assert sorted(waits)[len(waits) // 2] < 1
    with Casefile.open(path) as case:
        assert case._connection.execute("SELECT count(*) FROM assertion").fetchone() == (
            ROWS + 2 + len(waits),
        )


def test_a_second_import_waits_for_the_first_to_be_over(tmp_path, held, large):
    from claimtrack.errors import StorageError

    path = tmp_path / "claims.db"
    shutil.copy(held, path)
    process = start(path, large)
    try:
        while process.poll() is None and not is_alive(path):
            time.sleep(0.01)
        if process.poll() is None:
            with Casefile.open(path) as case, pytest.raises(StorageError, match="another import"):
                case.import_rows([{"event": "x", "claimant": "y"}])
    finally:
        process.communicate()
