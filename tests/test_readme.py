"""The README tells the truth: its Python runs, its commands exist."""

import doctest
import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from claimtrack.cli.app import app
from claimtrack.cli.commands import LazyCommands

README = Path(__file__).parents[1] / "README.md"


def test_the_python_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = doctest.testfile(str(README), module_relative=False, encoding="utf-8")
    assert result.attempted > 5
    assert result.failed == 0


def commands() -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    return [
        line.split()[1] for block in blocks for line in block.splitlines() if line.startswith("claimtrack ")
    ]


@pytest.mark.parametrize("command", sorted(set(commands())))
def test_every_command_named_exists(command):
    assert command in LazyCommands()


def of_the_casebook() -> list[str]:
    """Give the questions that the README asks of the casebook."""
    text = README.read_text(encoding="utf-8")
    asked = text.partition("\n## Compare\n")[2].partition("\n## Dates\n")[0]
    blocks = re.findall(r"```sh\n(.*?)```", asked, re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines() if line.startswith("claimtrack ")]
    return [line for line in lines if not line.startswith("claimtrack import ")]


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    path = tmp_path_factory.mktemp("book") / "casebook.db"
    done = CliRunner().invoke(
        app, ["--file", str(path), "import", str(README.parent / "fixtures/casebook.jsonl")]
    )
    assert done.exit_code == 0
    return path


@pytest.mark.parametrize("line", of_the_casebook())
def test_every_question_to_the_casebook_has_an_answer(book, line):
    answer = CliRunner().invoke(app, ["--file", str(book), *shlex.split(line, comments=True)[1:]])
    assert answer.exit_code == (100 if "--exit-code" in line else 0)
    assert len(answer.stdout.splitlines()) > 3
    assert not answer.stderr
