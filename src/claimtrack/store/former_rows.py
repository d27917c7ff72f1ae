"""What the rows of a dataset said before an import that is taken back: a later release is compared with that again."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

_REPLACED = """SELECT r.dataset, r.key, r.claim, r.part, l.target FROM import_row r
    JOIN import_made i ON i.run = ? AND i.kind = 'assertion' AND r.assertion BETWEEN i.first AND i.last
    JOIN link l ON l.source = r.assertion AND l.kind = 'supersedes' AND l.fields = '[]'"""
_PUT_BACK = """INSERT OR IGNORE INTO import_row (dataset, key, claim, part, assertion, digest)
    SELECT ?1, ?2, ?3, ?4, ?5, '' WHERE EXISTS (SELECT 1 FROM assertion WHERE pk = ?5)"""
_NOT_VANISHED = """UPDATE import_row SET vanished = '' WHERE (dataset, vanished) IN
    (SELECT dataset, started FROM import_run WHERE pk = ?)"""
_OF_NO_HAND = "INSERT INTO import_made (run, kind, first, last) VALUES (?, 'correction', ?, ?)"
"""What is as before is nobody's correction by hand: the import may correct it anew when it comes again."""


class FormerRows:
    """What rows said before an import.

    Args:
        connection: the case file, before the import is taken back.
        run: the number of the import.
    """

    def __init__(self, connection: sqlite3.Connection, run: int) -> None:
        self._connection = connection
        self._run = run
        self._corrected = self._corrections()
        self._rows = connection.execute(_REPLACED, (run,)).fetchall()

    def put_back(self) -> None:
        """Let rows say what they said, and be there where the import came without them. Call when it is taken back."""
        self._connection.executemany(_PUT_BACK, self._rows)
        self._connection.execute(_NOT_VANISHED, (self._run,))
        if (last := self._corrections()) > self._corrected:
            self._connection.execute(_OF_NO_HAND, (self._run, self._corrected + 1, last))

    def _corrections(self) -> int:
        return int(self._connection.execute("SELECT coalesce(max(pk), 0) FROM correction").fetchone()[0])
