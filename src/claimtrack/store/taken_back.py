"""What an undo of the log took back: imports that are as if they had not been, and what is void on account of that.

What an import made that was taken back comes again with the next file that has it; and so do parties, documents and events that
went with anything that was taken back, when something speaks of them. What a person made void stays out, whichever
file has it, until the entry that made it void is undone, or a person records it anew.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from claimtrack.store.history import History
from claimtrack.store.log import IMPORT, MERGES

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection

_STAYING = """SELECT v.kind, v.name FROM void v WHERE v.revived = '' AND NOT EXISTS (SELECT 1 FROM entry_row r
    WHERE r.kind = 'void' AND v.pk BETWEEN r.first AND r.last AND (r.entry IN (SELECT value FROM json_each(?1))
        OR (v.kind IN ('claimant', 'document', 'event', 'field') AND r.entry IN (SELECT value FROM json_each(?2)))))"""
_ANY_VOID = "SELECT 1 FROM void WHERE revived = '' LIMIT 1"
_MADE_BY = """SELECT DISTINCT r.entry FROM void v JOIN entry_row r ON r.kind = 'void' AND v.pk BETWEEN r.first AND r.last
    WHERE v.revived = '' AND (v.kind, v.name) IN (SELECT value ->> 0, value ->> 1 FROM json_each(?)) ORDER BY r.entry"""
_VOID_OF_RUN = """SELECT 1 FROM void v JOIN entry_row r ON r.kind = v.kind AND r.name = v.name AND r.first = r.last
    JOIN import_made i ON i.run = ? AND i.kind = v.kind AND r.first BETWEEN i.first AND i.last
    WHERE v.revived = '' LIMIT 1"""
_SHOWN = 3  # entries named


def imports_taken_back(connection: sqlite3.Connection) -> dict[int, str]:
    """Return the numbers of the imports that stand taken back, each with the time of that, UTC, ISO 8601."""
    history = History(connection)
    found = {}
    for number, last in history.taken_back().items():
        entry, by = history.entry(number), history.entry(last)
        if entry is not None and by is not None and IMPORT in entry.content:
            found[entry.content[IMPORT]] = by.at
    return found


def staying_voids(connection: sqlite3.Connection) -> frozenset[tuple[str, str]]:
    """Return kind and name of what is void and stays out when a file has it again."""
    if connection.execute(_ANY_VOID).fetchone() is None:
        return frozenset()
    history = History(connection)
    entries = history.taken_back()
    imports = [
        last for number, last in entries.items() if (e := history.entry(number)) and IMPORT in e.content
    ]
    given = json.dumps(imports), json.dumps([*entries.values()])
    return frozenset(connection.execute(_STAYING, given).fetchall())


def has_void(connection: sqlite3.Connection, run: int) -> bool:
    """Whether something that an import made is void."""
    return connection.execute(_VOID_OF_RUN, (run,)).fetchone() is not None


def way_back(connection: sqlite3.Connection, names: Collection[tuple[str, str]]) -> str:
    """Say how what is void comes back.

    Args:
        connection: an open case file.
        names: kind and name of each.
    """
    history = History(connection)
    found = connection.execute(_MADE_BY, (json.dumps(sorted(names)),)).fetchall()
    entries = [entry for (number,) in found if (entry := history.entry(number)) is not None]
    own = [entry.number for entry in entries if entry.content.keys().isdisjoint((MERGES, IMPORT))]
    if not own or len(own) < len(entries):
        return "record it anew to revive it"
    more = ", …" if len(own) > _SHOWN else ""
    told = ", ".join(f"claimtrack undo {number}" for number in own[:_SHOWN])
    return f"{told}{more} {'brings' if len(own) == 1 else 'bring'} it back"
