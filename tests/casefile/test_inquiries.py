"""Searches that were made: absence that can be audited."""

import json
import sqlite3
from contextlib import closing

import pytest
from typer.testing import CliRunner

from claimtrack import Casefile
from claimtrack.casefile.printed_reports import ReportOptions
from claimtrack.cli.app import app
from claimtrack.errors import InvalidRecordError, RecordLockedError, UnknownReferenceError
from claimtrack.model import Inquiry
from claimtrack.store.connection import SCHEMA_VERSION
from older import older_file


@pytest.fixture
def case(tmp_path):
    with Casefile.open(tmp_path / "case.db") as case:
        case.add_event("Helicopter lost", key="heli")
        yield case


@pytest.fixture
def looked(case):
    return case.log_search(
        "list of casualties", "heli", field="killed", looked_in="agency archive", by="desk", at="2016-07-12"
    )


def test_what_was_looked_for_stands_in_the_comparison(case, looked):
    text = case.compare("heli").to_text()
    assert "Killed: list of casualties in agency archive: nothing found (desk, 12 Jul 2016)" in text
    [one] = case.compare("heli").view.data["comparisons"][0]["searches"]
    assert (one["sought"], one["looked_in"]) == ("list of casualties", "agency archive")


def test_a_search_in_vain_is_a_gap_until_another_finds_it(case, looked):
    [gap] = case.gaps(kinds=["looked for and not found"]).result
    assert (
        gap.message == "desk looked for “list of casualties” in agency archive (2016-07-12) and found nothing"
    )
    assert gap.mend == f"claimtrack show {looked.id[:8]}"
    case.log_search("List of casualties", "heli", found="page 3 of the daily", by="desk", at="2016-08-01")
    assert not case.gaps(kinds=["looked for and not found"]).result


@pytest.mark.parametrize("language", ["ar", "de", "en", "es", "fr", "ru", "uk"])
def test_it_is_in_reports_and_public_ones_name_nobody(case, looked, language, tmp_path):
    for public in (False, True):
        printed = case.report("heli", options=ReportOptions(language=language, public=public))
        printed.write(tmp_path / "report.txt", "text")
        text = (tmp_path / "report.txt").read_text(encoding="utf-8")
        assert "list of casualties" in text
        assert ("desk" in text) is not public


def test_as_of_and_recorded_by(case, looked):
    assert "nothing found" not in case.compare("heli", as_of="2016-07-11").to_text()
    assert "nothing found" in case.compare("heli", as_of="2016-07-12").to_text()
    assert "nothing found" not in case.compare("heli", recorded_by="2016-07-12").to_text()


def test_it_goes_out_and_comes_in_again_without_loss(case, looked, tmp_path):
    exported = "".join(case.export())
    with Casefile.open(tmp_path / "copy.db") as copy:
        (tmp_path / "case.jsonl").write_text(exported, encoding="utf-8")
        copy.import_file(tmp_path / "case.jsonl")
        assert "".join(copy.export()) == exported
        copy.import_file(tmp_path / "case.jsonl")
        assert [one.id for one in copy.records(Inquiry)] == [looked.id]
    assert '"record": "inquiry"' in "".join(case.export(events=["heli"]))


def test_it_is_never_changed_and_never_removed(case, looked):
    with pytest.raises(RecordLockedError):
        case.change(looked, found="something")
    with pytest.raises(RecordLockedError):
        case.remove(looked)
    connection = sqlite3.connect(case.path)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute("UPDATE inquiry SET found = 'x'")
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute("DELETE FROM inquiry")
    connection.close()


def test_it_goes_with_its_event_where_two_are_merged(case, looked):
    case.add_event("The helicopter", key="again")
    case.merge("event", "heli", "again")
    assert [one.event for one in case.records(Inquiry)] == ["again"]


@pytest.mark.parametrize("form", ["csv", "xlsx", "timemap", "ftm", "claimreview"])
def test_no_export_drops_it_in_silence(case, looked, form, tmp_path):
    losses = case.export(form).write(tmp_path / "out")
    assert form == "xlsx" or any(loss.what == "inquiry" for loss in losses)


def test_what_says_nothing_is_refused(case):
    with pytest.raises(InvalidRecordError):
        case.log_search("", "heli")
    with pytest.raises(UnknownReferenceError):
        case.log_search("x", "nothing-such")


def test_from_the_terminal(case, tmp_path, monkeypatch):
    monkeypatch.setenv("CLAIMTRACK_FILE", str(case.path))

    def run(*arguments):
        return CliRunner().invoke(app, arguments)

    made = run(
        "search-log",
        "add",
        "video",
        "--where",
        "Telegram",
        "--event",
        "heli",
        "--by",
        "desk",
        "--at",
        "2016-07-12",
    )
    assert made.exit_code == 0
    assert "video" in run("show", made.stdout.strip()).stdout
    assert "Telegram" in run("search-log", "list", "--event", "heli").stdout
    listed = json.loads(run("list", "searches", "--format", "json").stdout)
    assert listed["entries"][0]["sought"] == "video"
    assert run("search-log", "add", " ", "--event", "heli").exit_code != 0


def test_an_older_file_is_brought_up_to_date(tmp_path):
    path = tmp_path / "old.db"
    older_file(path, 150)
    with Casefile.open(path) as case:
        case.add_event("Bomb", key="bomb")
        case.log_search("photo", "bomb")
    with closing(sqlite3.connect(path)) as connection:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    assert version == SCHEMA_VERSION
