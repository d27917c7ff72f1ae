"""Releases: what is written down when a report is handed over, and what is told of it later."""

import sqlite3

import pytest


def test_a_release_is_known_again_until_it_is_touched(run, tmp_path):
    run("report", "bridge", "-o", "bridge.html", "--release", "first")
    assert "is the release 'first' of " in run("report", "--check", "bridge.html").stdout
    assert "the case says the same now" in run("report", "--check", "bridge.html").stdout
    (tmp_path / "bridge.html").write_text("something else")
    assert "is not what was released" in run("report", "--check", "bridge.html", code=18).output
    (tmp_path / "other.html").write_text("something else")
    assert "no released report" in run("report", "--check", "other.html", code=3).output


def test_what_has_changed_since_is_told(run, case):
    run("report", "bridge", "-o", "bridge.html", "--release", "first")
    run(
        "record",
        "bridge",
        "--by",
        "wire",
        "--stance",
        "comments",
        "Forty died",
        "--set",
        "killed=40",
        "--said",
        "9 May 2017",
    )
    told = run("report", "--check", "bridge.html").stdout
    assert "; 2 (Ministry of Defence) → in conflict – 12 (" in told
    assert "; 40 (Wire); 2 (Ministry of Defence)" in told
    assert "statements added: 1" in told
    second = run("report", "bridge", "-o", "bridge2.html", "--release", "second")
    assert "takes the place of first" in second.stderr
    assert "; 2 (Ministry of Defence) → in conflict – 12 (" in " ".join(second.stderr.split())
    assert "'second' has taken its place" in run("report", "--check", "bridge.html").stdout
    listed = run("report", "--list").stdout
    assert listed.index("first") < listed.index("second")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("set", "bridge", "title=Otherwise"), "event:bridge: changed"),
        (("set", "claimant:wire", "name=Otherwise"), "claimant:wire: changed"),
        (("assess", "bridge.killed", "--grade", "fair", "--because", "so"), ": new"),
    ],
)
def test_a_record_that_reads_otherwise_is_told(run, change, told):
    run("report", "bridge", "-o", "bridge.html", "--release", "first")
    run(*change)
    said = run("report", "--check", "bridge.html").stdout
    assert "the case says otherwise now" in said
    assert told in said


def test_a_name_is_given_once_and_a_release_needs_a_file(run, tmp_path):
    run("report", "bridge", "-o", "bridge.html", "--release", "first")
    run("report", "bridge", "-o", "again.html", "--release", "first", code=8)
    assert not (tmp_path / "again.html").exists()
    run("report", "bridge", "--release", "second", code=2)
    run("report", "bridge", "-o", "nowhere/x.html", "--release", "third", code=15)
    assert "third" not in run("report", "--list").stdout


def test_releasing_changes_nothing_of_the_case(run, tmp_path):
    run("export", "-o", "before.jsonl")
    before = run("report", "bridge").stdout
    run("report", "bridge", "-o", "bridge.html", "--release", "first")
    run("export", "-o", "after.jsonl")
    assert (tmp_path / "before.jsonl").read_bytes() == (tmp_path / "after.jsonl").read_bytes()
    assert run("report", "bridge").stdout == before


def test_the_file_itself_keeps_a_release_as_it_is(run, tmp_path):
    run("report", "bridge", "-o", "bridge.html", "--release", "first")
    connection = sqlite3.connect(tmp_path / "case.db")
    for change in ("UPDATE release SET name = 'x'", "DELETE FROM release"):
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute(change)
    connection.close()


def test_releases_come_along_with_the_file_and_an_export_says_that_they_stay(run, tmp_path):
    run("report", "bridge", "-o", "bridge.html", "--release", "first")
    here = str(next(tmp_path.glob("*.db")))
    assert "1 released report stays in the case file" in run("export", "-o", "all.jsonl").stderr
    run("--file", "new.db", "import", "all.jsonl")
    run("--file", "new.db", "report", "bridge", "-o", "other.html", "--release", "first")
    assert "kept 1 released report" in run("--file", "new.db", "merge", here).stderr
    assert "is the release 'first (" in run("--file", "new.db", "report", "--check", "bridge.html").stdout
    assert "nothing new" in run("--file", "new.db", "merge", here).stderr
    run("recover", "saved.db")
    assert (
        "is the release 'first' of " in run("--file", "saved.db", "report", "--check", "bridge.html").stdout
    )
