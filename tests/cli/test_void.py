"""`void` and `undo`: every mistake can be taken back, and nothing is removed."""

import json

import pytest

from claimtrack import Casefile


@pytest.fixture
def judged(heli):
    """With a verdict on the claim, and evidence that bears on it."""
    heli("assess", "claim", "--grade", "weak")
    heli("evidence", "add", "claim", "--title", "A video", "--key", "video")
    return heli


def entries(run):
    return json.loads(run("log", "--format", "json", "--limit", "0").stdout)["entries"]


def number(run):
    return entries(run)[0]["number"]


def test_what_is_void_is_in_no_answer_and_in_the_native_export(judged, lines):
    judged("void", "claim", "--because", "It is about another helicopter")
    for question in (("list", "assertions"), ("compare", "heli"), ("timeline", "heli"), ("gaps",), ("search", "fighters"),
                     ("export", "--format", "csv"), ("report", "heli", "--format", "text")):  # fmt: skip
        assert "Its fighters" not in judged(*question).stdout, question
    (void,) = lines("void")
    assert (void["kind"], void["because"]) == ("assertion", "It is about another helicopter")
    assert void["content"]["record"]["text"] == "Its fighters shot it down"
    assert {item["record"] for item in void["content"]["with"]} == {"link", "assessment"}
    judged("verify")


def test_it_is_shown_struck_through(judged):
    judged("void", "claim", "--because", "It is about another helicopter")
    assert "~~Its fighters shot it down~~" in judged("show", "claim", "--format", "markdown").stdout
    assert "~~" in judged("log", "--format", "markdown").stdout
    assert [entry["command"] for entry in json.loads(judged("log", "claim", "--format", "json").stdout)["entries"]] == [
        "void", "record",
    ]  # fmt: skip
    shown = json.loads(judged("show", "claim", "--format", "json").stdout)
    assert shown["void"][0]["because"] == "It is about another helicopter"


def test_the_past_has_it_still(tmp_path):
    today = ["2026-01-01T10:00:00Z"]
    with Casefile.open(tmp_path / "case.db", create=True, now=lambda: today[0]) as case:
        case.add_event("Helicopter lost", key="heli")
        case.add_claimant("Islamic State", key="is")
        case.record("heli", claimant="is", text="Its fighters shot it down", label="claim")
        today[0] = "2026-02-01T10:00:00Z"
        case.void("claim", "It is about another helicopter")
        parties = {
            day: [column.name for column in case.compare("heli", recorded_by=day).result[0].columns]
            for day in ("", "2026-01-15", "2026-03-01")
        }
    assert parties == {"": [], "2026-01-15": ["Islamic State"], "2026-03-01": []}


def test_recording_the_same_again_revives_it(judged, lines):
    before = lines()
    judged("void", "claim", "--because", "x")
    again = judged("record", "heli", "--by", "Islamic State", "Its fighters shot it down", "--said", "2016-07-08",
                   "--set", "happened=yes", "--label", "claim")  # fmt: skip
    assert "it is revived" in again.stderr
    stripped = [{**record, "recorded": ""} for record in lines() if record["record"] != "void"]
    assert stripped == [{**record, "recorded": ""} for record in before]
    assert lines("void")[0]["revived"]
    judged("verify")


def test_an_old_export_does_not_bring_it_back(judged, lines):
    judged("export", "-o", "old.jsonl")
    judged("void", "claim", "--because", "x")
    before = lines()
    done = judged("import", "old.jsonl")
    assert "is void here and stays out" in done.stderr
    assert lines() == before


def test_it_is_void_in_another_file_that_takes_the_export(judged, lines):
    judged("export", "-o", "old.jsonl")
    judged("--file", "other.db", "import", "old.jsonl")
    judged("void", "claim", "--because", "x")
    judged("export", "-o", "new.jsonl")
    judged("--file", "other.db", "import", "new.jsonl")
    assert judged("--file", "other.db", "export").stdout == judged("export").stdout
    judged("--file", "other.db", "verify")
    judged("undo")
    judged("export", "-o", "newer.jsonl")
    judged("--file", "other.db", "import", "newer.jsonl")
    assert judged("--file", "other.db", "export").stdout == judged("export").stdout


def test_what_others_stand_on_needs_cascade(judged, lines):
    assert "stand on event heli" in judged("void", "heli", "--because", "x", code=17).stderr
    judged("void", "heli", "--because", "x", "--cascade")
    assert {record["kind"] for record in lines("void")} == {"event", "assertion"}
    assert lines("assertion") == []
    judged("undo")
    assert len(lines("assertion")) == 2
    judged("verify")


def test_a_reason_is_needed(judged):
    judged("void", "claim", code=6)
    judged("void", "nothing", "--because", "x", code=3)


CHANGES = [
    ("set", "heli", "title=Otherwise", "tags=a"),
    ("set", "claim", "killed=3", "text=They did"),
    ("set", "heli", "--unset", "occurred"),
    ("set", "islamic-state", "aliases=ISIS", "key=is"),
    ("void", "claim", "--because", "x"),
    ("void", "heli", "--because", "x", "--cascade"),
    ("tag", "heli", "aircraft"),
]


@pytest.mark.parametrize("change", CHANGES, ids=" ".join)
def test_a_change_that_is_undone_was_never_made_but_in_the_log(judged, lines, change):
    before = [record for record in lines() if record["record"] not in ("correction", "edit", "void")]
    judged(*change)
    assert [record for record in lines() if record["record"] not in ("correction", "edit", "void")] != before
    judged("undo")
    assert [record for record in lines() if record["record"] not in ("correction", "edit", "void")] == before
    assert entries(judged)[0]["command"] == "undo"
    judged("verify")


def test_what_was_recorded_is_void_when_it_is_undone(heli, lines):
    heli("record", "heli", "--by", "Observatory", "A mistake", "--create")
    heli("undo")
    assert [record["key"] for record in lines("claimant")] == ["islamic-state", "russia"]
    assert len(lines("assertion")) == 2
    assert {record["kind"] for record in lines("void")} == {"assertion", "claimant"}
    heli("undo")
    assert len(lines("assertion")) == 3


def test_what_was_removed_is_back(heli, lines):
    heli("event", "add", "Another", "--key", "another", "--tag", "x")
    before = lines("event")
    heli("event", "remove", "another")
    heli("undo")
    assert lines("event") == before


def test_what_stands_on_it_is_listed_and_goes_with_cascade(heli, lines):
    heli("set", "claim", "text=They did")
    later = number(heli)
    refused = heli("undo", 3, code=17).stderr
    assert f"{later} (set," in refused
    heli("undo", 3, "--cascade")
    assert lines("assertion") == []
    heli("verify")


def test_an_import_is_taken_back_whole_but_what_others_gave(heli, lines, folder):
    (folder / "rows.csv").write_text(
        "event,claimant,text,killed\nA fire,Ministry,Three died,3\nA flood,Russia,Nobody died,0\n",
        encoding="utf-8",
    )
    before = [record for record in lines() if record["record"] not in ("void", "field")]
    heli("import", "rows.csv", "--preset", "generic")
    heli("undo", "import:rows.csv")
    assert [record for record in lines() if record["record"] not in ("void", "field")] == before
    heli("verify")
    heli("undo")
    assert len(lines("assertion")) == 4
    heli("set", "@last", "note=x")
    assert "3 later entries stand on entry" in heli("undo", "import:rows.csv", code=17).stderr


@pytest.mark.parametrize(("what", "code"), [("99", 3), ("1", 6), ("beef", 3), ("import:nothing", 3)])
def test_what_cannot_be_undone_is_told(heli, what, code):
    heli("undo", what, code=code)


def test_an_entry_by_its_hash(heli, lines):
    heli("set", "heli", "title=Otherwise")
    heli("undo", entries(heli)[0]["id"][:12])
    assert lines("event")[0]["title"] == "Helicopter lost east of Palmyra"


def test_a_recorded_search_goes_with_its_event_and_comes_back(heli):
    run = heli
    run("event", "add", "Blast in Lath", "--key", "blast")
    run("search-log", "add", "names of the dead", "--where", "the register", "--event", "blast")
    run("void", "blast", "--because", "entered twice", "--cascade")
    assert "no searches here" in run("search-log", "list").output
    assert "all is as the log says" in run("verify").output
    run("undo")
    assert "names of the dead" in run("search-log", "list").output
    assert "all is as the log says" in run("verify").output


def test_a_concession_stands_on_the_denial_before_it(heli, lines, tmp_path):
    heli("concede", "denial", "Two died", "--label", "conceded")
    refused = heli("void", "denial", "--because", "Never said", code=17).stderr
    assert "concedes" in refused
    heli("void", "denial", "--because", "Never said", "--cascade")
    assert lines("link") == []
    heli("export", "-o", "case.jsonl")
    heli("--file", "new.db", "import", "case.jsonl")
    heli("undo")
    assert {link["kind"] for link in lines("link")} == {"denies", "concedes"}
    heli("verify")


def test_a_party_comes_back_with_its_denial_and_its_concession(heli, lines):
    heli("concede", "denial", "Two died", "--label", "conceded")
    before = {json.dumps(line) for kind in ("assertion", "link") for line in lines(kind)}
    heli("void", "russia", "--because", "Another party", "--cascade")
    heli("undo")
    assert {json.dumps(line) for kind in ("assertion", "link") for line in lines(kind)} == before
    heli("verify")
