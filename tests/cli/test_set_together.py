"""Corrections of several records at once, and what a record held before each of its corrections."""

import pytest


@pytest.fixture
def conceded(run):
    run("init")
    run("event", "add", "Blast", "--key", "b")
    run("record", "b", "--by", "KRC", "--create", "x", "--label", "w1")
    run("deny", "w1", "--by", "MoD", "--create", "no", "--label", "m1")
    run("concede", "m1", "yes", "--label", "c1")
    run("claimant", "add", "MoH")


def test_a_denial_and_its_concession_are_moved_to_another_party_together(conceded, run):
    run("set", "m1", "claimant=MoH", code=7)
    told = run("set", "m1", "c1", "claimant=MoH", "note=as the letterhead says")
    assert told.stdout.count("claimant: mod → moh") == 2
    assert "1 denials" not in told.stderr
    assert run("list", "assertions", "--by", "moh", "--format", "csv").stdout.count(
        "as the letterhead says"
    ) in (0, 2)
    run("undo")
    assert "MoD" in run("show", "m1").stdout
    assert "MoD" in run("show", "c1").stdout


def test_where_together_they_break_a_rule_nothing_is_set(conceded, run):
    run("set", "c1", "w1", "claimant=MoH", code=7)
    assert "KRC" in run("show", "w1").stdout


def test_what_sets_nothing_is_told(conceded, run):
    assert "sets nothing" in run("set", "m1", "note", code=6).stderr
    assert "answers to 'nobody'" in run("set", "m1", "nobody", "note=x", code=3).stderr


def test_a_correction_shows_what_it_changed_and_nothing_else(conceded, run):
    run("set", "w1", "note=n")
    run("claimant", "add", "UN")
    run("set", "w1", "claimant=UN")
    lines = [line for line in run("show", "w1").stdout.splitlines() if "│ assertion │" in line]
    assert [line.rpartition("│")[2].strip() for line in lines] == ["claimant: krc", "note: —"]


def test_merging_two_that_were_settled_as_two_is_told(run):
    run("init")
    for key, title in (("m1", "Market shelling"), ("m2", "Shelling of market")):
        run("event", "add", title, "--key", key)
    run("event", "distinct", "m1", "m2")
    assert "had been settled as two" in run("event", "merge", "m2", "m1").stderr


def test_a_head_is_no_stamp_and_an_empty_file_no_draft(run, tmp_path):
    run("init")
    (tmp_path / "head.txt").write_text("ab" * 32 + "\n")
    assert "a hash itself, not a time-stamp" in run("anchor", "add", tmp_path / "head.txt", code=15).stderr
    (tmp_path / "none.jsonl").write_text("")
    assert "there is nothing in" in run("review", tmp_path / "none.jsonl", code=15).stderr


def test_who_collected_evidence_is_said_so(conceded, run):
    run(
        "evidence",
        "add",
        "w1",
        "--title",
        "photo",
        "--url",
        "https://x.example/1",
        "--by",
        "Samir H.",
        "--captured",
        "3 May 2025",
    )
    assert (
        "collected 3 May 2025<br>collected by Samir H." in run("report", "b", "--format", "markdown").stdout
    )
    assert "Collected by" in run("show", "evidence:photo").stdout
