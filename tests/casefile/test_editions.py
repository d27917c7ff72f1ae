"""The update of an article is another state of the same page, and a redirect another address of it."""

import sqlite3
from contextlib import closing

import pytest
from typer.testing import CliRunner

from claimtrack import Casefile
from claimtrack.cli.app import app
from claimtrack.errors import UnknownTermError
from older import older_file


@pytest.fixture
def case(tmp_path):
    with Casefile.open(tmp_path / "case.db") as case:
        case.add_event("Bomb", key="bomb")
        case.add_document("Morning", key="morning", url="https://example.org/1", published="2016-03-29")
        yield case


@pytest.mark.parametrize(
    ("how", "told"), [("edition", "another edition of"), ("redirect", "another address of")]
)
def test_it_shares_the_origin_and_says_what_it_is(case, how, told):
    case.add_document("Evening", key="evening", published="2016-03-30", **{f"{how}_of": "morning"})
    case.record("bomb", claimant="Amaq", text="three", document="morning", values={"killed": "3"})
    case.record("bomb", claimant="Ministry", text="three", document="evening", values={"killed": "3"})
    comparison = case.compare("bomb")
    assert "Sources: 2 documents, 1 origin" in comparison.to_text()
    assert f"{told} [1]" in comparison.to_text()
    assert [one["derivation"] for one in comparison.view.data["comparisons"][0]["sources"]] == ["", how]


def test_it_goes_out_and_comes_in_again_without_loss(case, tmp_path):
    case.add_document("Evening", key="evening", edition_of="morning")
    exported = "".join(case.export())
    assert '"derivation": "edition"' in exported
    (tmp_path / "case.jsonl").write_text(exported, encoding="utf-8")
    with Casefile.open(tmp_path / "copy.db") as copy:
        copy.import_file(tmp_path / "case.jsonl")
        assert "".join(copy.export()) == exported


def test_from_the_terminal(case, monkeypatch):
    monkeypatch.setenv("CLAIMTRACK_FILE", str(case.path))

    def add(*arguments):
        return CliRunner().invoke(app, ["document", "add", *arguments])

    assert add("https://example.org/2", "--key", "later", "--edition-of", "morning").exit_code == 0
    assert (case.document("later").derived_from, case.document("later").derivation) == ("morning", "edition")
    assert add("https://example.org/3", "--edition-of", "morning", "--derived-from", "later").exit_code == 2


def test_another_word_is_refused(case):
    with pytest.raises(UnknownTermError):
        case.add_document("X", derived_from="morning", derivation="copy")


def test_an_older_file_is_brought_up_to_date(tmp_path):
    path = tmp_path / "old.db"
    older_file(path, 180, "INSERT INTO document (key, title, url, archive_url, sha256, language, note, recorded) "
        "VALUES ('wire', 'Wire', '', '', '', '', '', '2020-01-01T00:00:00Z')")  # fmt: skip
    with Casefile.open(path) as case:
        assert case.document("wire").derivation == ""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT derivation FROM document").fetchone() == ("",)
