"""Lists for machines: EDTF dates, whole ids, one header for each column, every row."""

import csv
import io
import json

import pytest
from typer.testing import CliRunner

from claimtrack.cli.app import app


@pytest.fixture
def rows(book, monkeypatch):
    """Run a command and read its CSV as a script would."""
    monkeypatch.setenv("CLAIMTRACK_FILE", str(book.path))

    def ask(*arguments):
        result = CliRunner().invoke(app, [*arguments, "--format", "csv"])
        assert result.exit_code == 0, result.stderr
        header, *found = csv.reader(io.StringIO(result.stdout, newline=""))
        assert len(set(header)) == len(header)
        assert "" not in header
        return [dict(zip(header, row, strict=True)) for row in found]

    return ask


def test_a_list_has_dates_in_edtf_beside_what_was_written(rows):
    airliner = next(row for row in rows("list") if row["event"] == "airliner")
    assert (airliner["when"], airliner["when_raw"]) == ("2015-10-31", "October 31")


def test_a_list_names_assertions_by_their_whole_ids(rows):
    assert {len(row["id"]) for row in rows("list", "assertions")} == {32}


@pytest.mark.parametrize(
    "kind", ["events", "claimants", "documents", "assertions", "evidence", "fields", "assessments"]
)
def test_a_list_for_a_machine_is_whole_unless_a_limit_is_given(rows, book, kind):
    every = len(book.list(kind, limit=0).result.entries)
    assert len(rows("list", kind)) == every
    assert len(rows("list", kind, "--limit", "1")) == 1


def test_json_lists_all_and_a_table_a_page(book, monkeypatch):
    monkeypatch.setenv("CLAIMTRACK_FILE", str(book.path))
    monkeypatch.setattr("claimtrack.cli.lists.LISTED", 2)
    listed = json.loads(CliRunner().invoke(app, ["list", "assertions", "--format", "json"]).stdout)
    assert len(listed["entries"]) == len(book.list("assertions", limit=0).result.entries)


def test_gaps_are_all_listed(rows, book, monkeypatch):
    monkeypatch.setattr("claimtrack.analysis.gaps.GAPS_LISTED", 1)
    every = book.gaps(limit=0).result
    assert len(rows("gaps")) == len(every)
    assert not any("more" in row["message"] for row in rows("gaps"))
    assert len(rows("gaps", "--limit", "1")) == len({gap.kind for gap in every})


def test_gaps_name_assertions_by_their_whole_ids(rows):
    references = [row["reference"] for row in rows("gaps") if row["record"] == "assertion"]
    assert references
    assert {len(reference) for reference in references} == {32}


def test_a_comparison_is_in_long_form(rows, case, say, monkeypatch):
    say("three died", by="army", said="2016-03-29", values={"killed": "at least 3"}, label="three")
    say("none", by="nusra", said="29 or 30 March 2016", values={"killed": "0"})
    monkeypatch.setenv("CLAIMTRACK_FILE", str(case.path))
    killed = [row for row in rows("compare", "helicopter") if row["question"] == "killed"]
    three, none = (next(row for row in killed if row["party"] == who) for who in ("army", "nusra"))
    told = ("finding", "certain", "state", "standing", "said", "value", "low", "high", "raw", "negative")
    assert [three[name] for name in told] == [
        "conflict", "yes", "answers", "yes", "2016-03-29", "at least 3", "3", "", "at least 3", "no",
    ]  # fmt: skip
    assert (none["state"], none["low"], none["high"]) == ("zero", "0", "0")
    assert (none["said"], none["said_raw"]) == ("[2016-03-29,2016-03-30]", "29 or 30 March 2016")


def test_silence_has_a_row_of_its_own(rows):
    silent = [row for row in rows("compare", "airliner") if row["state"] == "silent"]
    assert silent
    assert {row["value"] for row in silent} == {""}


def test_a_comparison_names_what_became_of_what_no_longer_stands(rows):
    denied = [row for row in rows("compare", "airliner", "--by", "bloc") if row["standing"] == "conceded"]
    assert denied
    assert "denies" in {row["value"] for row in denied if row["question"] == "position"}


def test_several_comparisons_are_one_table(rows):
    assert {row["event"] for row in rows("compare", "airliner", "palmyra-helicopter")} == {
        "airliner",
        "palmyra-helicopter",
    }


def test_contested_events_in_long_form(rows):
    found = rows("list", "--contested")
    assert {"conflict", "contested"} & {row["finding"] for row in found}
    assert {len(row["assertion"]) for row in found} == {32}


def test_a_matrix_in_long_form(rows, book):
    pairs = rows("matrix", "--by", "bloc")
    assert len(pairs) == len(book.matrix(by="bloc").result.pairs)
    assert all(row["left"] < row["right"] for row in pairs)


def test_a_matrix_lists_every_case_in_json(book, monkeypatch):
    for module in ("matrix", "matrix_scan"):
        monkeypatch.setattr(f"claimtrack.analysis.{module}.CASES_LISTED", 1)
    monkeypatch.setenv("CLAIMTRACK_FILE", str(book.path))
    whole = json.loads(CliRunner().invoke(app, ["matrix", "--format", "json"]).stdout)
    assert whole["cases_listed"] is True
    met = sum(pair["answered"] + pair["left_denied"] + pair["right_denied"] for pair in whole["pairs"])
    assert sum(len(pair["cases"]) for pair in whole["pairs"]) == met > 1


def test_a_timeline_for_machines(rows):
    said = [row["said"] for row in rows("timeline", "palmyra-helicopter")]
    assert "2016-07-08" in said


def test_a_search_names_records_whole(rows):
    found = [row for row in rows("search", "airliner") if row["kind"] == "assertion"]
    assert {len(row["record"]) for row in found} == {32}


# --- from Python --------------------------------------------------------------------------------


def test_plain_dicts_for_data_frames(book):
    events = book.list(limit=0).to_dicts()
    assert next(row for row in events if row["event"] == "airliner")["statements"] > 1
    compared = book.compare("airliner").to_dicts()
    assert {row["low"] for row in compared if row["question"] == "killed"} >= {224}


def test_a_notebook_shows_tables_as_text_that_is_no_markup(case):
    case.add_event("<script>x</script>", key="hostile")
    shown = case.list()._repr_html_()
    assert shown.startswith('<div class="claimtrack">')
    assert "<table>" in shown
    assert "<script>" not in shown


def test_a_notebook_shows_a_record_as_a_table(case):
    event = case.add_event("<b>Fire</b>", key="fire", occurred="8 July 2016", tags=["a", "b"])
    said = case.record(event, claimant="Ministry", text="Three died", values={"killed": "3"})
    assert '<td dir="auto">&lt;b&gt;Fire&lt;/b&gt;</td>' in event._repr_html_()
    assert "8 July 2016 (2016-07-08)" in event._repr_html_()
    assert "a<br>b" in event._repr_html_()
    assert "killed = 3" in said._repr_html_()
