"""Taking back an import that was not finished: a step at a time, the last first.

What an import has made stands in `import_step` until it is finished (see `apply`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.store.index_pause import make_again
from claimtrack.store.staging import is_alive, remove
from claimtrack.store.storage_errors import storage_errors
from claimtrack.store.transaction import transaction

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

UNUSED = {
    "assertion": """NOT EXISTS (SELECT 1 FROM link WHERE source = t.pk OR target = t.pk)
        AND NOT EXISTS (SELECT 1 FROM evidence_bearing WHERE assertion = t.pk)
        AND NOT EXISTS (SELECT 1 FROM assessment WHERE assertion = t.pk)""",
    "event": "NOT EXISTS (SELECT 1 FROM assertion WHERE event = t.pk) AND NOT EXISTS (SELECT 1 FROM assessment WHERE event = t.pk) AND NOT EXISTS (SELECT 1 FROM inquiry WHERE event = t.pk)",
    "claimant": """NOT EXISTS (SELECT 1 FROM assertion WHERE claimant = t.pk) AND NOT EXISTS
        (SELECT 1 FROM document WHERE publisher = t.pk) AND NOT EXISTS (SELECT 1 FROM claimant c WHERE c.part_of = t.pk)""",
    "document": """NOT EXISTS (SELECT 1 FROM assertion WHERE document = t.pk) AND NOT EXISTS
        (SELECT 1 FROM evidence WHERE document = t.pk) AND NOT EXISTS (SELECT 1 FROM document d WHERE d.derived_from = t.pk)""",
    "field": "NOT EXISTS (SELECT 1 FROM value WHERE field = t.pk) AND NOT EXISTS (SELECT 1 FROM assessment WHERE field = t.pk) AND NOT EXISTS (SELECT 1 FROM inquiry WHERE field = t.pk)",
}
"""What of an unfinished import may go: what somebody has built upon in the meantime stays."""
_TABLES = ("field", "claimant", "document", "event", "assertion", "link", "evidence", "assessment")
"""Kinds of record that an import makes. Another word in a file's list of steps is nobody's, and stands for nothing."""

_PARTS = {
    "assertion": {"import_row": "assertion", "import_digest": "assertion", "value": "assertion"},
    "evidence": {"evidence_bearing": "evidence"},
}
"""Tables whose rows go with a record, and the column that names it."""
_BEHIND = ("assertion", "link", "evidence", "assessment")
"""Kinds that go first, and whose removal needs no index that may have been put aside."""


def undo(connection: sqlite3.Connection, run: int) -> None:
    """Take back an import that was not finished, a step at a time, the last first.

    Where this is itself cut short the next one goes on with it.
    """
    while _undo_last_step(connection, run):
        pass


def _undo_last_step(connection: sqlite3.Connection, run: int) -> bool:
    """Take back the last step that is left; false where none was."""
    with transaction(connection, logged="nothing"):
        step = connection.execute(
            "SELECT pk, kind, first, last FROM import_step WHERE run = ? ORDER BY pk DESC LIMIT 1", (run,)
        ).fetchone()
        if step is not None and step[1] in _BEHIND:
            _undo_step(connection, run, *step)
            return True
    # Whether something still points at what is left is told by the indexes.
    make_again(connection, lambda: transaction(connection, logged="nothing"))
    with transaction(connection, logged="nothing"):
        if step is None:
            connection.execute("DELETE FROM import_run WHERE pk = ? AND finished IS NULL", (run,))
            return False
        _undo_step(connection, run, *step)
    return True


def _undo_step(connection: sqlite3.Connection, run: int, pk: int, kind: str, first: int, last: int) -> None:
    if kind in _TABLES:
        _remove_rows(connection, kind, {"run": run, "first": first, "last": last})
    connection.execute("DELETE FROM import_step WHERE pk = ?", (pk,))


def _remove_rows(connection: sqlite3.Connection, kind: str, step: dict[str, int]) -> None:
    """Remove what a step has made; never what was recorded at another time, whatever the list of steps says."""
    goes = f"t.recorded = (SELECT started FROM import_run WHERE pk = :run) AND {UNUSED.get(kind, '1')}"
    for table, owner in _PARTS.get(kind, {}).items():
        connection.execute(
            f"""DELETE FROM {table} WHERE {owner} BETWEEN :first AND :last
            AND (SELECT {goes} FROM {kind} t WHERE t.pk = {table}.{owner})""",
            step,
        )
    connection.execute(f"DELETE FROM {kind} AS t WHERE t.pk BETWEEN :first AND :last AND {goes}", step)


def take_back_unfinished(connection: sqlite3.Connection, path: Path) -> list[str]:
    """Take back what imports that were cut short have left; an import that is running is left alone.

    Args:
        connection: an open case file.
        path: the file.

    Returns:
        The names of the files whose imports were taken back.
    """
    runs = connection.execute("SELECT pk, source FROM import_run WHERE finished IS NULL").fetchall()
    if not runs or is_alive(path):
        return []
    with storage_errors(path):
        for run, _source in runs:
            undo(connection, run)
    remove(path)
    return [source for _run, source in runs]
