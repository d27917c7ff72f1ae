"""An import in the log: one entry when it is finished, with digests of what it made.

Digests are taken step by step, in short transactions, when the rows are in; until then they stand in `import_step`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from claimtrack.store.log import IMPORT, append, begin_log, digests, last_rows

if TYPE_CHECKING:
    import sqlite3

_WAITING = "SELECT pk, kind, first, last FROM import_step WHERE run = ? AND digests = '' ORDER BY pk"
_TAKEN = "SELECT pk, kind, first, last, digests FROM import_step WHERE run = ? ORDER BY kind, first"
_SINCE = "SELECT 1 FROM entry_row WHERE entry > ? AND kind = ? AND first <= ? AND last >= ? LIMIT 1"
_ANSWERS = "SELECT min(pk), max(pk) FROM value WHERE assertion BETWEEN ? AND ?"


class Step(NamedTuple):
    """Rows that an import made in one transaction.

    Attributes:
        pk: number of the step.
        kind: the table.
        first: the first row.
        last: the last row.
    """

    pk: int
    kind: str
    first: int
    last: int


def waiting_steps(connection: sqlite3.Connection, run: int) -> list[Step]:
    """Return the steps of an import of which no digests are taken yet."""
    return [Step(*row) for row in connection.execute(_WAITING, (run,)).fetchall()]


def take_digests(connection: sqlite3.Connection, step: Step) -> None:
    """Take the digests of what a step made. Call inside a transaction."""
    taken = json.dumps(_digested(connection, step))
    connection.execute("UPDATE import_step SET digests = ? WHERE pk = ?", (taken, step.pk))


def _digested(connection: sqlite3.Connection, step: Step) -> list[dict[str, Any]]:
    ranges = [(step.kind, step.first, step.last)]
    if step.kind == "assertion":
        first, last = connection.execute(_ANSWERS, (step.first, step.last)).fetchone()
        ranges += [("value", first, last)] if first is not None else []
    return [
        {"kind": kind, "first": first, "last": last, "digests": digests(connection, kind, first, last)}
        for kind, first, last in ranges
    ]


def log_import(connection: sqlite3.Connection, run: int, since: int) -> None:
    """Write the entry of an import that is finished. Call inside its last transaction, before its steps go.

    Args:
        connection: the case file.
        run: number of the import.
        since: the last entry when the digests were taken; what others have changed from there on is taken again.
    """
    content: dict[str, Any] = {IMPORT: run, "rows": []}
    for *step, taken in connection.execute(_TAKEN, (run,)).fetchall():
        made = Step(*step)
        changed = connection.execute(_SINCE, (since, *made[1:])).fetchone()
        content["rows"] += _digested(connection, made) if changed or not taken else json.loads(taken)
    rows = [(item["kind"], item["first"], item["last"], "") for item in content["rows"]]
    if not rows:
        del content["rows"]
    begin_log(connection, last_rows(connection))
    append(connection, content, rows)
