"""Events, claimants, documents and fields: added, changed, removed, merged."""

import pytest

from claimtrack.errors import RecordLockedError


def test_adding_prints_the_key(run):
    run("init")
    assert (
        run("event", "add", "Convoy hit", "--date", "March 2016", "--tag", "a", "--tag", "b").stdout
        == "convoy-hit\n"
    )
    assert run("event", "add", "Convoy hit").stdout == "convoy-hit-2\n"
    assert (
        run("claimant", "add", "Amaq", "--kind", "media arm", "--alias", "أعماق", "--lang", "ar").stdout
        == "amaq\n"
    )
    assert run("document", "add", "https://example.org/x").stdout == "example-org-x\n"
    assert run("field", "add", "ransom", "--type", "count", "--unit", "dollars").stdout == "ransom\n"


def test_adding_the_same_again_changes_nothing(run):
    run("init")
    run("claimant", "add", "Amaq", "--key", "amaq", "--kind", "media arm")
    assert "unchanged" in run("claimant", "add", "Amaq", "--key", "amaq").stderr
    run("claimant", "add", "Amaq", "--key", "amaq", "--kind", "outlet", code=8)


def test_part_of_makes_its_whole(run, made):
    run("init")
    run("claimant", "add", "Amaq", "--part-of", "Islamic State", code=3)
    ids = made("claimant", "add", "Amaq", "--part-of", "Islamic State", "--create")
    assert ids == {"claimant": "amaq", "made": {"claimant": ["islamic-state"]}}


def test_an_unread_date_is_said_and_strict_refuses_it(run):
    run("init")
    assert "kept as written" in run("event", "add", "x", "--date", "N/A or so").stderr
    run("event", "add", "y", "--date", "N/A or so", "--strict", code=6)


def test_what_something_points_at_is_not_removed_and_what_points_is_said(heli, lines):
    before = lines()
    refused = heli("event", "remove", "heli", code=17).stderr
    assert "2 assertions (claim, denial)" in refused
    assert "merge" in refused
    heli("claimant", "remove", "russia", code=17)
    assert lines() == before


def test_what_nothing_points_at_is_removed_and_kept_among_the_corrections(heli, lines):
    heli("claimant", "add", "Nobody", "--alias", "No One")
    heli("claimant", "remove", "nobody")
    assert "nobody" not in [line["key"] for line in lines("claimant")]
    (kept,) = lines("correction")
    assert (kept["kind"], kept["name"]) == ("claimant", "nobody")
    assert kept["before"]["aliases"] == ["No One"]


def test_what_was_said_and_judged_is_never_removed(heli, opened):
    heli("assess", "heli", "--grade", "weak")
    with opened() as case:
        with pytest.raises(RecordLockedError):
            case.remove("assertion:claim")
        with pytest.raises(RecordLockedError):
            case.remove(next(iter(case.dossier("heli").assessments)))


def test_a_field_with_answers_keeps_its_type(heli, editor):
    heli("field", "add", "ransom", "--type", "count")
    editor("type: count", "type: text")
    heli("field", "edit", "ransom")
    heli("record", "heli", "--by", "Russia", "x", "--set", "ransom=a lot")
    editor("type: text", "type: count")
    assert "1 assertion" in heli("field", "edit", "ransom", code=17).stderr
    heli("field", "remove", "ransom", code=17)


def test_merging_claimants_keeps_every_assertion_and_name(heli, lines):
    heli("claimant", "add", "Russian Federation", "--alias", "Россия", "--kind", "state")
    heli("claimant", "add", "Russian MoD", "--part-of", "Russian Federation")
    heli("record", "heli", "--by", "Russian Federation", "It crashed", "--label", "crash")
    heli("document", "add", "https://example.org/1", "--publisher", "Russian Federation")
    merged = heli("claimant", "merge", "Russian Federation", "Russia")
    assert merged.stdout == "russia\n"
    assert "1 assertion" in merged.stderr
    kept = {line["key"]: line for line in lines("claimant")}
    assert set(kept) == {"islamic-state", "russia", "russian-mod"}
    assert kept["russia"]["aliases"] == ["Russian Federation", "Россия"]
    assert kept["russia"]["kind"] == "state"
    assert kept["russian-mod"]["part_of"] == "russia"
    assert {line["label"]: line["claimant"] for line in lines("assertion")}["crash"] == "russia"
    assert lines("document")[0]["publisher"] == "russia"
    heli("record", "heli", "--by", "russian-federation", "still known by its key")


def test_merging_a_part_into_its_whole_and_the_other_way_round(heli, lines):
    heli("claimant", "add", "Amaq", "--part-of", "Islamic State")
    heli("claimant", "merge", "Islamic State", "Amaq")
    assert [(line["key"], line.get("part_of")) for line in lines("claimant")] == [
        ("amaq", None),
        ("russia", None),
    ]
    heli("claimant", "add", "Furat", "--part-of", "Amaq")
    heli("claimant", "merge", "Furat", "Amaq")
    assert [line["key"] for line in lines("claimant")] == ["amaq", "russia"]


def test_merging_events_keeps_assertions_verdicts_and_the_key(heli, lines):
    heli("event", "add", "Copter down", "--key", "copter", "--place", "Homs", "--tag", "aircraft")
    heli("record", "copter", "--by", "Russia", "It crashed", "--label", "crash")
    heli("assess", "copter", "--grade", "fair", "--by", "me")
    heli("event", "merge", "copter", "heli")
    (event,) = lines("event")
    assert (event["key"], event["place"]["raw"], event["tags"]) == ("heli", "Homs", ["aircraft"])
    assert {line["event"] for line in lines("assertion")} == {"heli"}
    assert [line["event"] for line in lines("assessment")] == ["heli"]
    heli("record", "copter", "--by", "Russia", "It fell", "--label", "fell")
    assert {line["event"] for line in lines("assertion")} == {"heli"}


def test_what_two_records_say_differently_is_said(heli):
    heli("event", "add", "Copter down", "--key", "copter", "--date", "2016-07-09")
    assert (
        "occurred stays '2016-07-08'; copter had '2016-07-09'"
        in heli("event", "merge", "copter", "heli").stderr
    )


def test_a_merge_survives_an_export_and_an_import(heli, folder):
    heli("event", "add", "Copter down", "--key", "copter")
    heli("record", "copter", "--by", "Russia", "It crashed", "--label", "crash")
    before = heli("export").stdout
    heli("event", "merge", "copter", "heli")
    merged = heli("export").stdout
    (folder / "before.jsonl").write_text(before, encoding="utf-8")
    (folder / "merged.jsonl").write_text(merged, encoding="utf-8")
    heli("--file", "copy.db", "import", "merged.jsonl")
    assert heli("--file", "copy.db", "export").stdout == merged
    heli("--file", "copy.db", "record", "copter", "--by", "Russia", "by its former key")
    assert "made" not in heli("import", "before.jsonl").stderr
    assert heli("export").stdout == merged


def test_merging_nonsense_is_refused(heli):
    heli("event", "merge", "heli", "heli", code=6)
    heli("event", "merge", "heli", "nonsuch", code=3)


def test_tags(heli, lines):
    assert heli("tag", "heli", "aircraft", "reviewed").stdout == "aircraft reviewed\n"
    assert heli("tag", "heli", "--", "-reviewed", "syria").stdout == "aircraft syria\n"
    assert lines("event")[0]["tags"] == ["aircraft", "syria"]


def test_listing_and_showing_a_noun(heli):
    assert "Russia" in heli("claimant", "list").stdout
    assert "Russia" in heli("claimant", "show", "russ").stdout


@pytest.mark.parametrize("noun", ["event", "claimant", "document", "evidence", "field"])
def test_every_noun_has_its_commands(run, noun):
    printed = run(noun, "--help").stdout
    assert all(f"  {command}" in printed for command in ("add", "list", "show", "edit", "remove"))


def test_a_second_record_of_the_same_name_is_told(run):
    run("init")
    run("claimant", "add", "Russia", "--alias", "Россия")
    assert "note:" not in run("claimant", "add", "Rus").stderr
    told = run("claimant", "add", "россия", "--key", "rf").stderr
    assert "note: russia has the name 'россия' already" in told
    assert "claimtrack claimant merge rf russia" in told
    run("event", "add", "Convoy hit")
    assert "note: convoy-hit has the name 'Convoy hit' already" in run("event", "add", "Convoy hit").stderr


def test_a_document_of_an_address_that_is_held_is_brought_up_to_date(heli, lines):
    heli("document", "add", "https://example.org/1", "--title", "Downed", "--key", "wire")
    told = heli("document", "add", "https://example.org/1", "--published", "2016-07-09")
    assert told.stdout == "wire\n"
    assert "wire has this address already: updates published" in told.stderr
    [document] = lines("document")
    assert (document["title"], document["published"]) == ("Downed", "2016-07-09")
    assert "nothing new" in heli("document", "add", "https://example.org/1").stderr


def test_another_key_makes_another_document_of_the_address(heli, lines):
    heli("document", "add", "https://example.org/1", "--title", "Morning", "--key", "one")
    heli("document", "add", "https://example.org/1", "--title", "Evening", "--key", "two")
    assert len(lines("document")) == 2


def test_a_taken_key_and_a_document_of_itself_name_the_way_out(heli):
    taken = heli("event", "add", "Another", "--key", "heli", code=8).stderr
    assert (
        "give it a key of its own, or correct the one that is there with: claimtrack set heli NAME=VALUE"
        in taken
    )
    heli("document", "add", "https://example.org/a")
    for url in ("https://example.org/a", "https://example.org/new"):
        done = heli("document", "add", url, "--derived-from", url, "--create", code=6)
        assert "no document comes from itself" in done.stderr
    assert (
        "'notaurl' is no address, and --title is missing" in heli("document", "add", "notaurl", code=6).stderr
    )


def test_an_empty_text_in_a_list_is_left_out_and_told(heli, lines):
    assert (
        "note: tags: an empty text is left out"
        in heli("event", "add", "Two", "--tag", "", "--tag", "air").stderr
    )
    assert "note: aliases: an empty text is left out" in heli("claimant", "add", "Q", "--alias", " ").stderr
    assert [line["tags"] for line in lines("event") if line["title"] == "Two"] == [["air"]]
    assert "an empty tag says nothing" in heli("tag", "heli", "", code=6).stderr
    heli("event", "add", "Three", "--tag", "", "--strict", code=6)


def test_a_release_needs_a_name(heli, folder):
    assert "a release needs a name" in heli("report", "heli", "--release", "", "-o", "r.html", code=2).stderr
    assert not (folder / "r.html").exists()


def test_a_date_counts_from_a_date_that_is_named(run, lines):
    run("init")
    run("event", "add", "Raid", "--key", "raid", "--date", "this past week", "--relative-to", "2016-03-10")
    (event,) = lines("event")
    assert (event["occurred"]["edtf"], event["occurred"]["raw"]) == (
        "2016-03-03/2016-03-10",
        "this past week",
    )
    run("set", "raid", "occurred=yesterday", "--relative-to", "2016-03-02")
    (event,) = lines("event")
    assert event["occurred"]["edtf"] == "2016-03-01"
    assert "'soon'" in run("event", "add", "B", "--date", "x", "--relative-to", "soon", code=16).stderr
