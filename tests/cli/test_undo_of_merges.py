"""`undo` of what made records one: each is back as this file had it, whatever leads elsewhere by now."""

import json
import time

import pytest

PAST = ("correction", "edit", "void")


@pytest.fixture
def now(lines):
    """Return what the file says now, without what it keeps of the past."""
    return lambda: [json.dumps(line) for line in lines() if line["record"] not in PAST]


@pytest.fixture
def pairs(heli):
    """With a second event, claimant and document, to which things were put."""
    heli("event", "add", "Helicopter shot down", "--key", "shot", "--tag", "air", "--date", "9 July 2016")
    heli("claimant", "add", "Rossiya", "--key", "rossiya", "--alias", "RF", "--kind", "ministry")
    heli("claimant", "add", "Its ministry", "--key", "mod", "--part-of", "rossiya")
    for key in ("wire", "copy"):
        heli("document", "add", "--title", f"The {key}", "--key", key)
    heli("set", "document:copy", "derived_from=wire", "publisher=rossiya")
    heli("record", "shot", "--by", "rossiya", "Nobody died", "--doc", "wire", "--label", "nobody")
    heli("assess", "shot", "--grade", "weak")
    heli("search-log", "add", "names", "--where", "the register", "--event", "shot")
    return heli


@pytest.mark.parametrize(
    ("kind", "former", "into"),
    [
        ("event", "shot", "heli"),
        ("event", "heli", "shot"),
        ("claimant", "rossiya", "russia"),
        ("claimant", "russia", "rossiya"),
        ("document", "wire", "copy"),
        ("document", "copy", "wire"),
    ],
)
def test_records_that_were_merged_are_two_again(pairs, now, lines, kind, former, into):
    before = now()
    pairs(kind, "merge", former, into)
    merged = now()
    assert former not in [record["key"] for record in lines(kind)]
    for expected in (before, merged, before):
        pairs("undo")
        assert now() == expected
    pairs("show", f"{kind}:{former}")
    pairs("verify")


def test_another_file_that_had_them_merged_has_them_apart_as_well(pairs, now):
    pairs("event", "merge", "shot", "heli")
    pairs("backup", "bob.db")
    pairs("undo")
    before = now()
    pairs("merge", "bob.db")
    assert now() == before
    pairs("--file", "bob.db", "merge", "claims.db")
    assert pairs("--file", "bob.db", "export").stdout == pairs("export").stdout


def test_an_edit_of_this_side_stands_again_though_the_other_made_the_record_void(heli, lines):
    heli("backup", "bob.db")
    heli("set", "heli", "title=Of Ann")
    time.sleep(1.1)  # the other edit is the later one
    heli("--file", "bob.db", "set", "heli", "title=Of Bob")
    heli("--file", "bob.db", "void", "heli", "--because", "twice", "--cascade")
    heli("merge", "bob.db")
    assert "title is settled as it stands" in heli("undo").stdout
    assert lines("event")[0]["title"] == "Of Ann"
    heli("merge")


@pytest.mark.parametrize("side", [(), ("--ours",), ("--theirs",)])
def test_a_link_to_what_the_other_side_made_void_is_back(heli, now, side):
    heli("backup", "bob.db")
    heli("repeat", "claim", "--by", "TASS", "--create", "Three, it is said")
    before = now()
    heli("--file", "bob.db", "void", "claim", "--because", "twice")
    heli("merge", "bob.db", *side)
    heli("undo")
    assert now() == before
    heli("verify")


def test_a_bloc_that_the_other_side_brought_goes_again(heli, lines):
    heli("backup", "bob.db")
    heli("--file", "bob.db", "claimant", "add", "Another", "--key", "another")
    heli("--file", "bob.db", "set", "claimant:russia", "part_of=another")
    before = lines("claimant")
    heli("merge", "bob.db")
    assert len(lines("claimant")) == len(before) + 1
    heli("undo")
    assert lines("claimant") == before


def test_what_was_void_in_the_other_file_alone_does_not_come_in_by_an_undo(heli, lines):
    heli("backup", "bob.db")
    heli("--file", "bob.db", "event", "add", "Theirs", "--key", "theirs")
    heli("--file", "bob.db", "void", "theirs", "--because", "twice")
    assert "claimtrack undo" not in heli("merge", "bob.db").stderr  # nothing here is another for it
    heli("undo", code=6)
    heli("--file", "bob.db", "event", "add", "Too", "--key", "too")
    assert "claimtrack undo" in heli("merge", "bob.db").stderr
    heli("undo")
    assert [event["key"] for event in lines("event")] == ["heli"]


def test_a_conflict_that_was_settled_is_open_again(heli):
    heli("backup", "bob.db")
    heli("set", "claim", "text=Of Ann")
    heli("--file", "bob.db", "set", "claim", "text=Of Bob")
    heli("merge", "bob.db", code=26)
    number = json.loads(heli("log", "--format", "json").stdout)["entries"][0]["number"]
    heli("set", "claim", "text=Of Ann")
    assert f"entry {number}" in heli("undo", number, code=17).stderr
    assert "text is in conflict again" in heli("undo").stdout
    heli("merge", code=26)
    heli("undo")
    heli("merge")


def test_a_date_that_counts_from_it_stands_on_a_record(heli, lines):
    heli("event", "add", "Bomb", "--key", "bomb", "--date", "3 May 2016")
    number = json.loads(heli("log", "--format", "json").stdout)["entries"][0]["number"]
    heli("event", "add", "Next", "--key", "next", "--date", "the same day", "--relative-to", "event:bomb")
    assert "1 later entry stands" in heli("undo", number, code=17).stderr
    heli("undo", number, "--cascade")
    assert [event["key"] for event in lines("event")] == ["heli"]


def test_a_label_that_another_has_by_now_is_told(heli, lines):
    heli("void", "claim", "--because", "twice")
    number = json.loads(heli("log", "--format", "json").stdout)["entries"][0]["number"]
    heli("record", "heli", "--by", "Russia", "Of another kind", "--label", "claim")
    refused = heli("undo", number, code=8).stderr
    command = refused.partition("claimtrack set ")[2].partition(" label=")[0]
    heli("set", command, "label=other")
    heli("undo", number)
    assert {item["label"] for item in lines("assertion")} == {"claim", "denial", "other"}


def test_a_released_report_is_not_taken_back_and_the_way_out_is_told(heli, lines):
    heli("set", "heli", "title=Another")
    heli("report", "heli", "--release", "First", "-o", "report.html")
    refused = heli("undo", code=6).stderr
    assert "is a report that was released" in refused
    heli("undo", refused.partition("claimtrack undo ")[2].strip(" )\n"))
    assert lines("event")[0]["title"] == "Helicopter lost east of Palmyra"


def test_the_log_says_what_an_undo_took_back(heli):
    heli("set", "heli", "title=Another")
    heli("undo")
    entries = json.loads(heli("log", "--format", "json").stdout)["entries"]
    assert entries[0]["undoes"] == [entries[1]["number"]]
    assert f"takes back entry {entries[1]['number']}" in heli("log").stdout
