"""Ctrl-C at any moment ends the program without a traceback."""

import sqlite3

import pytest

from claimtrack import __main__ as program
from claimtrack.store.storage_errors import storage_errors


def _interrupted(*_):
    raise KeyboardInterrupt


def test_while_the_program_starts(monkeypatch):
    monkeypatch.setattr("sys.argv", ["claimtrack", "list"])
    monkeypatch.setattr(program, "_collect_garbage_seldom", _interrupted)
    with pytest.raises(SystemExit) as ended:
        program.main()
    assert ended.value.code == 130


def test_in_the_middle_of_a_statement():
    """SQLite ends the statement and says "interrupted": what was raised meanwhile is raised again."""
    connection = sqlite3.connect(":memory:")
    connection.set_progress_handler(_interrupted, 1000)
    counting = "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
    with pytest.raises(KeyboardInterrupt), storage_errors("claims.db"):
        connection.execute(counting)
    connection.close()
