"""Shell completion: keys, labels, ids and terms, by what the help says an option takes."""

import sqlite3

import pytest
from typer.testing import CliRunner

from claimtrack.cli.app import app


@pytest.fixture
def complete(monkeypatch, tmp_path, case):
    """Ask for completion as bash does: the line, the last word being typed."""
    monkeypatch.setenv("CLAIMTRACK_FILE", str(tmp_path / "case.db"))

    def ask(line):
        words = line.split(" ")
        environment = {
            "_CLAIMTRACK_COMPLETE": "complete_bash",
            "COMP_WORDS": line,
            "COMP_CWORD": str(len(words) - 1),
        }
        return CliRunner(env=environment).invoke(app, prog_name="claimtrack").stdout.split()

    return ask


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("claimtrack compare hel", ["helicopter"]),
        ("claimtrack list --event da", ["dagestan"]),
        ("claimtrack list --by q", ["qods"]),
        ("claimtrack record helicopter --by cau", ["caucasus"]),
        ("claimtrack record helicopter --stance den", ["denies"]),
        ("claimtrack search x --field weap", ["weapon"]),
        ("claimtrack record helicopter --set weap", ["weapon="]),
        ("claimtrack deny my-l", ["my-label"]),
        ("claimtrack show ar", ["army"]),
        ("claimtrack show @", ["@last"]),
        ("claimtrack list --tag a", ["air"]),
        ("claimtrack claimant show he", []),
        ("claimtrack claimant merge nu", ["nusra"]),
        ("claimtrack claimant add X --kind armed-g", ["armed-group"]),
        ("claimtrack compare HEL", []),
        ("claimtrack compare helicopter --field weap", ["weapon"]),
        ("claimtrack compare helicopter --claimant q", ["qods"]),
        ("claimtrack list cl", ["claimants"]),
    ],
)
def test_what_a_word_may_become(complete, say, line, found):
    say("something", label="my-label")
    assert complete(line) == found


def test_own_fields_beside_those_every_file_knows(complete, case):
    case.add_field("kidnapped", type="count")
    assert complete("claimtrack list --field ki") == ["killed", "kidnapped"]


def test_an_id_once_some_of_it_is_typed(complete, say):
    made = say("something")
    [found] = complete(f"claimtrack show {made.id[:5]}")
    assert made.id.startswith(found)


def test_a_file_named_on_the_line(complete, tmp_path, case, monkeypatch):
    monkeypatch.setenv("CLAIMTRACK_FILE", str(tmp_path / "none.db"))
    assert complete("claimtrack compare hel") == []
    assert complete(f"claimtrack --file {tmp_path / 'case.db'} compare hel") == ["helicopter"]


def test_never_an_error_in_the_middle_of_a_line(complete, tmp_path, monkeypatch):
    (tmp_path / "broken.db").write_bytes(b"not a database")
    monkeypatch.setenv("CLAIMTRACK_FILE", str(tmp_path / "broken.db"))
    assert complete("claimtrack compare hel") == []


def test_a_page_by_index_is_all_that_is_read(complete, case):
    case.take({"record": "event", "key": f"many-{number:04}", "title": "x"} for number in range(300))
    assert len(complete("claimtrack compare many")) == 40
    connection = sqlite3.connect(case._path)
    plan = connection.execute(
        "EXPLAIN QUERY PLAN SELECT key, title FROM event WHERE key >= 'm' AND key < 'n' ORDER BY key LIMIT 40"
    ).fetchall()
    connection.close()
    assert all("SEARCH" in row[3] for row in plan)


def test_keys_that_would_steer_the_terminal(complete, case):
    case.add_event("x", key="evil\x1b[31m")
    assert "\x1b" not in "".join(complete("claimtrack compare evil"))
