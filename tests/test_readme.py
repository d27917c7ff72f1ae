"""The README tells the truth: its Python runs, its commands exist."""

import doctest
import re
from pathlib import Path

import pytest

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
