"""Running the command line as a shell would, in a folder of its own, with a case file and an editor to hand."""

import json
import shlex
import sqlite3
import sys
from contextlib import closing

import pytest
from typer.testing import CliRunner

from claimtrack import Casefile
from claimtrack.cli.app import app


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("CLAIMTRACK_FILE", "CLAIMTRACK_ANALYST", "VISUAL", "EDITOR", "FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


@pytest.fixture
def run(folder):
    """Run a command; the exit code must be the one expected."""

    def run_command(*arguments, code=0, input=None):  # noqa: A002 - as in CliRunner
        result = CliRunner().invoke(app, [str(argument) for argument in arguments], input=input)
        assert result.exit_code == code, (arguments, result.exit_code, result.stdout, result.stderr)
        return result

    return run_command


@pytest.fixture
def made(run):
    """Run a command with --json and give what it made."""
    return lambda *arguments: json.loads(run(*arguments, "--json").stdout)


@pytest.fixture
def heli(run):
    """A case file with one claim and its denial."""
    run("init")
    run("event", "add", "Helicopter lost east of Palmyra", "--key", "heli", "--date", "2016-07-08")
    run("record", "heli", "--by", "Islamic State", "Its fighters shot it down", "--said", "2016-07-08",
        "--set", "happened=yes", "--label", "claim", "--create")  # fmt: skip
    run("deny", "claim", "--by", "Russia", "No helicopter was lost", "--said", "2016-07-08",
        "--set", "happened=no", "--label", "denial", "--create")  # fmt: skip
    return run


@pytest.fixture
def opened(folder):
    """Open the case file of the folder."""
    return lambda: Casefile.open(folder / "claims.db", create=False)


@pytest.fixture
def editor(folder, monkeypatch):
    """Set $EDITOR to a program that replaces one text by another in the draft."""

    def set_editor(old="", new="", *, program=None):
        script = folder / "editor.py"
        body = program or f"open(path, 'w', encoding='utf-8').write(text.replace({old!r}, {new!r}))"
        script.write_text(
            f"import sys\npath = sys.argv[1]\ntext = open(path, encoding='utf-8').read()\n{body}\n",
            encoding="utf-8",
        )
        monkeypatch.setenv("EDITOR", shlex.join([sys.executable, str(script)]))

    return set_editor


@pytest.fixture
def lines(run):
    """Return the exported records, by kind."""

    def exported(kind=""):
        records = [json.loads(line) for line in run("export").stdout.splitlines()]
        return [record for record in records if not kind or record["record"] == kind]

    return exported


@pytest.fixture
def past_the_log(folder):
    """Change the case file as somebody would who knows SQLite: its rules put aside, and made again."""

    def change(statement):
        with closing(sqlite3.connect(folder / "claims.db", isolation_level=None)) as other:
            triggers = other.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
            for name, _ in triggers:
                other.execute(f"DROP TRIGGER {name}")
            other.execute(statement)
            for _, sql in triggers:
                other.execute(sql)

    return change
