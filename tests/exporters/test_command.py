"""`claimtrack export`."""

import json

import pytest
from typer.testing import CliRunner

from claimtrack.cli.app import app


@pytest.fixture
def run(casebook_path, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CLAIMTRACK_FILE", str(casebook_path))
    return lambda *arguments: CliRunner().invoke(app, ["export", *arguments])


def test_native_to_stdout(run):
    result = run()
    assert result.exit_code == 0
    assert json.loads(result.stdout.splitlines()[0]) == {"record": "claimtrack", "version": 1}
    assert result.stderr == ""


def test_losses_go_to_stderr(run, tmp_path):
    result = run("--format", "csv", "--event", "airliner", "-o", "out.csv")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "the format csv cannot hold all of it" in result.stderr
    assert (tmp_path / "out.csv").read_text(encoding="utf-8").startswith("claimtrack_id,label,event,")


@pytest.mark.parametrize(
    ("name", "begins", "note"),
    [
        ("out.csv", b"claimtrack_id,", False),
        ("out.xlsx", b"PK", False),
        ("out.jsonl", b'{"record"', False),
        ("out.json", b'{"record"', True),
        ("out", b'{"record"', False),
    ],
)
def test_the_name_of_the_file_says_the_form(run, tmp_path, name, begins, note):
    result = run("-o", name)
    assert (tmp_path / name).read_bytes().startswith(begins)
    assert (f"{name} will hold native" in result.stderr) is note


def test_the_form_that_is_given_counts(run, tmp_path):
    assert "will hold" not in run("--format", "csv", "-o", "out.txt").stderr
    assert (tmp_path / "out.txt").read_bytes().startswith(b"claimtrack_id,")


def test_what_is_not_there(run):
    assert run("--event", "no such event").exit_code == 3
    assert run("--format", "word").exit_code == 2
    assert run("-o", "absent/out.jsonl").exit_code == 15
