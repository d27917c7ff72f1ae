"""`merge`: two analysts' files become one, and what they edited differently is told."""

import json
import shlex

import pytest
import typer

from claimtrack.cli import merge as cli_merge


@pytest.fixture
def apart(heli, folder):
    """The case file here, and a copy in which somebody else worked."""
    heli("set", "claim", "killed=3")
    heli("backup", "bob.db")
    heli("set", "claim", "killed=4")
    heli("--file", "bob.db", "set", "claim", "killed=5", "note=seen")
    return heli


def test_a_conflict_is_listed_and_the_exit_code_says_so(apart):
    told = apart("merge", "bob.db", code=26)
    assert "assertion claim │ killed │ 4" in told.stdout
    assert "claimtrack set claim killed=4" in told.stdout
    assert "1 conflict is open" in told.stderr
    assert "assertion claim │ killed" in apart("merge", code=26).stdout
    data = json.loads(apart("merge", "bob.db", "--format", "json", code=26).stdout)
    assert [(item["called"], item["what"]) for item in data["conflicts"]] == [("claim", "killed")]


def test_set_settles_also_what_stands_already(apart, lines):
    (conflict,) = json.loads(apart("merge", "bob.db", "--format", "json", code=26).stdout)["conflicts"]
    stands = conflict["stands"][0]["raw"]
    assert "settled: killed" in apart("set", "claim", f"killed={stands}").stderr
    apart("merge", "bob.db")
    settling = [edit for edit in lines("edit") if len(edit.get("replaces", ())) == 2]
    assert [edit["item"] for edit in settling] == ["killed"]
    assert "settled assertion claim: killed" in apart("log").stdout


def test_set_settles_with_another_value_too(apart):
    apart("merge", "bob.db", code=26)
    assert "settled: killed" in apart("set", "claim", "killed=6").stderr
    apart("merge", "bob.db")


@pytest.mark.parametrize(("side", "figure"), [("--ours", "4"), ("--theirs", "5")])
def test_a_side_is_chosen_for_all(apart, lines, side, figure):
    assert "settled 1 conflict" in apart("merge", "bob.db", side).stderr
    claim = next(item for item in lines("assertion") if item.get("label") == "claim")
    assert [value["raw"] for value in claim["values"] if value["field"] == "killed"] == [figure]
    apart("verify")


def test_one_undo_takes_it_back(apart, lines):
    before = [item for item in lines() if item["record"] not in ("edit", "correction")]
    apart("merge", "bob.db", code=26)
    apart("undo")
    assert [item for item in lines() if item["record"] not in ("edit", "correction")] == before
    apart("verify")


def test_asking_needs_a_terminal_and_two_choices_are_none(apart):
    assert "--ask needs a terminal" in apart("merge", "bob.db", "--ask", code=2).stderr
    apart("merge", "bob.db", "--ours", "--theirs", code=2)
    assert "whose side?" in apart("merge", "--ours", code=2).stderr
    apart("merge")


def test_an_import_of_an_export_corrected_otherwise_leaves_the_conflict_open(apart):
    apart("--file", "bob.db", "export", "-o", "bob.jsonl")
    told = apart("import", "bob.jsonl", code=26)
    assert "claimtrack set claim killed=4" in told.stdout
    apart("verify")


def test_diff_says_what_each_has_and_writes_nothing(apart, lines):
    apart("record", "heli", "--by", "Ann", "Heard it", "--create")
    apart("--file", "bob.db", "event", "add", "Depot hit", "--key", "depot")
    before = lines()
    shown = apart("diff", "bob.db").stdout
    assert "+ only there" in shown
    assert "event depot" in shown
    data = json.loads(apart("diff", "bob.db", "--format", "json").stdout)
    assert [item["kind"] for item in data["ours"]] == ["claimant", "assertion"]
    assert [(item["what"], item["by"], item["theirs"]) for item in data["edited"]] == [
        ("note", "theirs", "seen")
    ]
    assert [(item["called"], item["what"]) for item in data["conflicts"]] == [("claim", "killed")]
    assert lines() == before
    apart("backup", "same.db")
    assert "both hold the same" in apart("diff", "same.db").stdout


def test_diff_names_what_a_list_has_more_and_what_will_be_void(apart):
    apart("set", "claimant:russia", "aliases+=Rossiya")
    apart("record", "heli", "--by", "russia", "Seen later", "--label", "later")
    apart("--file", "bob.db", "void", "russia", "--because", "Another party", "--cascade")
    apart("--file", "bob.db", "claimant", "add", "Norland", "--key", "norland")
    apart("set", "claimant:islamic-state", "aliases+=Amaq Agency")
    shown = apart("diff", "bob.db", "--format", "json").stdout
    data = json.loads(shown)
    assert {item["called"]: item["void"] for item in data["ours"]}["later"]
    assert not {item["called"]: item["void"] for item in data["theirs"]}["norland"]
    printed = apart("diff", "bob.db").stdout
    assert "Amaq Agency" in printed
    assert "True" not in printed
    assert "void once they are merged" in printed


def test_diff_of_an_export_says_the_same(apart):
    apart("--file", "bob.db", "export", "-o", "bob.jsonl")
    assert (
        apart("diff", "bob.jsonl", "--format", "json").stdout
        == apart("diff", "bob.db", "--format", "json").stdout
    )


def test_no_answer_takes_a_side_in_silence(apart):
    apart("merge", "bob.db", code=26)
    told = "edited differently by analysts, and not settled: killed of assertion claim"
    (comparison,) = json.loads(apart("compare", "heli", "--format", "json").stdout)["comparisons"]
    assert [remark.partition(",")[0] for remark in comparison["remarks"]] == [told.partition(",")[0]]
    assert "In conflict" in apart("show", "claim").stdout
    (gap,) = json.loads(apart("gaps", "--kind", "edited apart", "--format", "json").stdout)["gaps"]
    assert (gap["event"], gap["mend"]) == ("heli", "claimtrack show assertion:claim")
    report = apart("report", "heli", "--format", "text").stdout
    assert "Two analysts have corrected this differently" in report
    apart("set", "claim", "killed=4")
    assert "not settled" not in apart("compare", "heli").stdout
    assert "In conflict" not in apart("show", "claim").stdout
    assert json.loads(apart("gaps", "--kind", "edited apart", "--format", "json").stdout)["gaps"] == []


def figure(lines):
    claim = next(item for item in lines("assertion") if item.get("label") == "claim")
    return [value["raw"] for value in claim["values"] if value["field"] == "killed"]


def test_a_side_that_is_chosen_later_is_what_the_other_file_says(apart, lines):
    """Once both have merged, both say what stands: an earlier figure of this file is nobody's "theirs"."""
    apart("merge", "bob.db", code=26)
    stands = figure(lines)
    apart("--file", "bob.db", "merge", "claims.db", code=26)
    assert "Against it" in apart("merge", "bob.db", code=26).stdout  # though the two do not differ
    assert "settled 1 conflict" in apart("merge", "bob.db", "--theirs").stderr
    assert figure(lines) == stands


def test_what_is_open_has_no_sides(apart, lines):
    apart("merge", "bob.db", code=26)
    (data,) = json.loads(apart("merge", "--format", "json", code=26).stdout)["conflicts"]
    assert {"ours", "theirs"} & data.keys() == set()
    says = [item[0]["raw"] for item in (data["stands"], *data["against"])]
    assert (says[:1], sorted(says)) == (figure(lines), ["4", "5"])
    for told in (apart("show", "claim").stdout, apart("merge", code=26).stdout):
        assert "Ours" not in told
        assert "Against it" in told


def test_a_third_figure_is_told_too(heli, folder):
    heli("set", "claim", "killed=3")
    for name in ("bob.db", "eve.db"):
        heli("backup", name)
    heli("set", "claim", "killed=4")
    heli("--file", "bob.db", "set", "claim", "killed=5")
    heli("--file", "eve.db", "set", "claim", "killed=6")
    heli("merge", "bob.db", code=26)
    heli("merge", "eve.db", code=26)
    (data,) = json.loads(heli("merge", "--format", "json", code=26).stdout)["conflicts"]
    assert {item[0]["raw"] for item in (data["stands"], *data["against"])} == {"4", "5", "6"}
    assert " or " in heli("compare", "heli").stdout.partition("not settled")[2].splitlines()[0]


def test_no_side_is_taken_of_what_the_other_file_does_not_hold(apart, folder):
    apart("merge", "bob.db", code=26)
    apart("--file", "new.db", "init")
    apart("--file", "new.db", "event", "add", "Another", "--key", "another")
    assert "settled" not in apart("merge", "new.db", "--theirs", code=26).stderr
    assert "killed" not in apart("diff", "new.db").stdout


@pytest.mark.parametrize("content", [b"event,killed\nStrike,3\n", b"events:\n- Strike\n", b"not a zip", b""])
@pytest.mark.parametrize("command", ["merge", "diff"])
def test_a_file_of_another_kind_is_told_in_a_sentence(heli, folder, command, content):
    (folder / "other.zip").write_bytes(content)
    told = heli(command, "other.zip", code=9).stderr
    assert told.count("\n") == 1
    assert "neither a case file, nor a pack, nor an export" in told


def pasted(told):
    """Return the arguments of the command that a hint gives."""
    return shlex.split(told.partition("claimtrack ")[2].partition("\n")[0].partition(" gives ")[0].rstrip())


def test_a_hint_means_the_statement_though_its_party_goes_by_the_same(heli, lines):
    told = heli("record", "heli", "--by", "Novaya", "Five died", "--label", "novaya", "--create").stderr
    arguments = [item.replace("DATE", "9 July 2016") for item in pasted(told.partition("undated: ")[2])]
    heli(*arguments)
    assert next(item for item in lines("assertion") if item.get("label") == "novaya")["said"]
    gaps = json.loads(heli("gaps", "--format", "json").stdout)["gaps"]
    mends = {gap["mend"] for gap in gaps if gap["reference"] == "novaya"}
    assert "claimtrack edit assertion:novaya" in mends
    heli("backup", "bob.db")
    heli("set", "assertion:novaya", "note=here")
    heli("--file", "bob.db", "set", "assertion:novaya", "note=there")
    table = heli("merge", "bob.db", code=26).stdout
    assert "claimtrack set assertion:novaya note=here" in table
    heli("set", "assertion:novaya", "note=here")
    heli("merge")


@pytest.fixture
def answering(monkeypatch):
    """Answer questions at the terminal one after another; then somebody stops."""

    def answer(*answers):
        left = iter(answers)

        def prompt(*_arguments, **_settings):
            given = next(left, None)
            if given is None:
                raise typer.Abort
            return given

        monkeypatch.setattr(typer, "prompt", prompt)
        monkeypatch.setattr(cli_merge, "is_terminal", lambda: True)

    return answer


def test_what_is_no_answer_is_asked_again(apart, answering, lines):
    answering("x", "7", "theirs")
    told = apart("merge", "bob.db", "--ask").stderr
    assert "'x' is no answer: ours, theirs, or nothing" in told
    assert "'7' is no answer" in told
    assert figure(lines) == ["5"]


def test_nothing_leaves_it_open(apart, answering):
    answering("")
    apart("merge", "bob.db", "--ask", code=26)


def test_who_stops_keeps_what_was_answered(apart, answering, lines):
    apart("set", "heli", "title=Of Ann")
    apart("--file", "bob.db", "set", "heli", "title=Of Bob")
    answering("ours")
    told = apart("merge", "bob.db", "--ask", code=26).stderr
    assert "stopped: 1 answer kept, the rest stays open" in told
    assert "1 conflict is open" in told
