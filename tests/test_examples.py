"""Every docstring with an example is run, by the module and as `python -m doctest FILE`."""

import doctest
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import claimtrack

ROOT = Path(claimtrack.__file__).parent
FILES = sorted(path for path in ROOT.rglob("*.py") if ">>> " in path.read_text(encoding="utf-8"))


def _module(path):
    parts = path.relative_to(ROOT.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@pytest.mark.parametrize("path", FILES, ids=_module)
def test_the_examples_of_a_module_run(path, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = doctest.testmod(import_module(_module(path)))
    assert result.attempted
    assert not result.failed


def test_a_file_runs_from_the_command_line(tmp_path):
    path = ROOT / "views" / "dates.py"
    done = subprocess.run(
        [sys.executable, "-m", "doctest", path], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.stdout + done.stderr == ""
