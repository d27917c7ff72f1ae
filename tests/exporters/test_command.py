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


def test_what_is_not_there(run):
    assert run("--event", "no such event").exit_code == 3
    assert run("--format", "word").exit_code == 2
    assert run("-o", "absent/out.jsonl").exit_code == 15
