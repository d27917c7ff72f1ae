"""Correcting from the shell: `set` keeps the record, its id and the rules of links."""

import json

import pytest


@pytest.fixture
def conceded(heli):
    heli("concede", "denial", "Two pilots were killed", "--set", "killed=2", "--label", "concession")
    return heli


def assertion(lines, label):
    return next(record for record in lines("assertion") if record.get("label") == label)


def test_attributes_are_set_and_emptied(heli, lines):
    done = heli("set", "heli", "occurred=9 July 2016", "place=Palmyra", "tags=a", "tags=b", "note=x")
    assert "occurred: 2016-07-08 → 9 July 2016" in done.stdout
    heli("set", "heli", "tags+=c", "tags-=a", "--unset", "note")
    (event,) = lines("event")
    assert event["occurred"]["edtf"] == "2016-07-09"
    assert event["place"]["raw"] == "Palmyra"
    assert event["tags"] == ["b", "c"]
    assert "note" not in event


def test_an_assertion_keeps_its_id(heli, lines):
    before = assertion(lines, "claim")
    heli("set", "claim", "text=They shot it down", "killed=at least 3", "weapon!=TOW", "hedge=alleged")
    after = assertion(lines, "claim")
    assert after["id"] == before["id"]
    assert (after["text"], after["hedge"]) == ("They shot it down", "alleged")
    assert {(item["field"], item["raw"], item.get("negative", False)) for item in after["values"]} == {
        ("happened", "yes", False), ("killed", "at least 3", False), ("weapon", "TOW", True),
    }  # fmt: skip
    heli("set", "claim", "killed=4", "--unset", "weapon")
    assert [item["raw"] for item in assertion(lines, "claim")["values"]] == ["yes", "4"]


def test_references_are_found(heli, lines):
    heli("set", "russia", "part_of=Islamic State")
    assert [claimant.get("part_of") for claimant in lines("claimant")] == [None, "islamic-state"]


@pytest.mark.parametrize(("settings", "code", "message"), [
    (["titel=x"], 6, "did you mean 'title'?"),
    (["title"], 6, "write NAME=VALUE"),
    (["title="], 6, "--unset title"),
    (["title+=x"], 6, "is no list"),
    (["recorded=2016-01-01T00:00:00Z"], 6, "is not set by hand"),
    ([], 6, "nothing is to be set"),
])  # fmt: skip
def test_what_cannot_be_set_is_refused(heli, lines, settings, code, message):
    before = lines()
    assert message in heli("set", "heli", *settings, code=code).stderr
    assert lines() == before


def test_the_rules_of_links_are_passed_again(conceded, lines):
    before = lines()
    refused = conceded("set", "concession", "claimant=Islamic State", code=7).stderr
    assert "'concession concedes claim' would break its meaning" in refused
    refused = conceded("set", "concession", "said=2016-07-01", code=7).stderr
    assert "only what had been said before" in refused
    assert lines() == before
    conceded("set", "concession", "said=9 July 2016")


def test_a_file_that_set_and_edit_have_changed_is_taken_by_another(conceded, editor, folder):
    conceded("set", "denial", "claimant=Islamic State", code=7)
    editor("claimant: russia", "claimant: islamic-state")
    conceded("edit", "denial", code=7)
    conceded("export", "-o", "out.jsonl")
    conceded("--file", "other.db", "import", "out.jsonl")


def test_the_form_of_an_assertion_without_answers_is_taken_back(heli, editor, lines):
    heli("record", "heli", "--by", "Russia", "No comment", "--label", "silent")
    editor("No comment", "No comments")
    heli("edit", "silent")
    assert assertion(lines, "silent")["text"] == "No comments"


def test_a_verdict_is_on_the_field_before_it_is_on_words(heli, lines):
    heli("record", "heli", "--by", "Russia", "The heli killed nobody", "--label", "words")
    assert "on killed of Helicopter" in heli("assess", "heli.killed", "--grade", "fair").stderr
    assert lines("assessment")[-1]["field"] == "killed"


def test_a_key_with_a_dot_wins_over_a_field(heli, lines):
    heli("event", "add", "Another", "--key", "heli.killed")
    heli("assess", "heli.killed", "--grade", "fair")
    assert lines("assessment")[-1]["event"] == "heli.killed"


def test_who_is_found_by_less_than_a_name_is_told(heli):
    assert "found by 'Islamic'" in heli("record", "heli", "--by", "Islamic", "More").stderr
    assert "found by" not in heli("record", "heli", "--by", "islamic state", "More still").stderr
    assert "there is no claimant 'Is'" in heli("record", "heli", "--by", "Is", "x", code=3).stderr


def test_a_slip_that_was_mended_by_recording_again_is_offered_as_set(heli):
    same = ("record", "heli", "--by", "Islamic State", "Its fighters shot it down", "--said", "2016-07-09")
    assert (
        "claim says the same with another date and was recorded a moment ago"
        in heli(*same, "--set", "happened=yes").stderr
    )
    assert "a moment ago" not in heli("record", "heli", "--by", "Islamic State", "Something else").stderr


def test_a_recorded_search_is_not_set(heli):
    made = heli(
        "search-log", "add", "list of casualties", "--where", "SANA", "--event", "heli"
    ).stdout.strip()
    assert "list of casualties" in heli("log", "--limit", "1", "--format", "csv").stdout
    assert "search-log add" in heli("log", "--limit", "1", "--format", "csv").stdout
    assert "is never changed" in heli("set", f"inquiry:{made}", "sought=x", code=17).stderr


def test_an_address_that_is_no_document_yet_is_offered_to_be_added(heli):
    refused = heli("set", "claim", "document=https://example.org/x?a=1&b=2", code=3).stderr
    assert "claimtrack document add 'https://example.org/x?a=1&b=2'" in " ".join(refused.split())


@pytest.fixture
def counted(heli):
    """Two events, the second dated from the first."""
    heli("event", "add", "First shelling", "--key", "first", "--date", "2024-01-10")
    heli("event", "add", "Second shelling", "--key", "second", "--date", "two days later", "--relative-to", "event:first")  # fmt: skip
    return heli


def day_of(run, key):
    exported = map(json.loads, run("export").stdout.splitlines())
    return next(line["occurred"] for line in exported if line["record"] == "event" and line["key"] == key)


def test_a_date_keeps_what_it_counts_from(counted):
    counted("set", "second", "occurred=three days later")
    assert day_of(counted, "second")["edtf"] == "2024-01-13"
    counted("set", "second", "occurred=2024-02-01")
    counted("set", "second", "title=A week later", "occurred=a week later", "--relative-to", "event:first")
    assert day_of(counted, "second")["edtf"] == "2024-01-17~"
    assert "event:KEY" in counted("set", "second", "occurred=soon", "--relative-to", "x", code=16).stderr


@pytest.mark.parametrize("command", [("event", "remove", "first"), ("void", "first", "--because", "Twice")])
def test_what_a_date_counts_from_is_kept(counted, command):
    assert "1 date is counted from it (event second)" in counted(*command, code=17).stderr


def test_a_date_that_counts_from_what_is_void_is_unread_and_comes_back(counted):
    told = counted("void", "first", "--because", "Twice", "--cascade").stderr
    assert "note: event first: 1 date is counted from it (event second), and unread while it is void" in told
    assert day_of(counted, "second").get("edtf", "") == ""
    counted("set", "second", "title=The other shelling")
    counted("export", "-o", "case.jsonl")
    counted("--file", "new.db", "import", "case.jsonl")
    counted("verify")
    entries = json.loads(counted("log", "--format", "json").stdout)["entries"]
    voided = next(entry["number"] for entry in entries if entry["command"] == "void")
    counted("undo", str(voided), "--cascade")
    assert day_of(counted, "second")["edtf"] == "2024-01-12"
