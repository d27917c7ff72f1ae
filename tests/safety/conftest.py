"""Case files as a stranger might make them."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from claimtrack import Casefile

CASEBOOK = Path(__file__).parents[2] / "fixtures" / "casebook.jsonl"


@pytest.fixture(scope="session")
def untouched(tmp_path_factory):
    """The founding casebook as a case file."""
    path = tmp_path_factory.mktemp("untouched") / "claims.db"
    with Casefile.open(path) as case:
        case.import_file(CASEBOOK)
    return path


@pytest.fixture
def path(untouched, tmp_path):
    """A case file of one's own to spoil, in a folder of its own."""
    folder = tmp_path / "received"
    folder.mkdir()
    return Path(shutil.copy(untouched, folder / "claims.db"))


@pytest.fixture
def spoil(path):
    """Run statements on the file as another program would, without any of its rules."""

    def run(*statements):
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA foreign_keys = OFF")
            connection.execute("PRAGMA writable_schema = ON")
            for statement in statements:
                connection.execute(*(statement if isinstance(statement, tuple) else (statement,)))

    return run


@pytest.fixture
def claimtrack(path):
    """Run a command on the file, as a program of its own."""

    def run(*arguments, check=False, **options):
        environment = {**os.environ, "COLUMNS": "100", "PYTHONIOENCODING": "utf-8", **options.pop("env", {})}
        command = [sys.executable, "-m", "claimtrack", "--file", str(path), *map(str, arguments)]
        done = subprocess.run(
            command, capture_output=True, text=True, encoding="utf-8", timeout=60, env=environment, check=check,
            stdin=subprocess.DEVNULL, **options,
        )  # fmt: skip
        assert "Traceback" not in done.stderr, done.stderr
        return done

    return run
