"""Comparing another file with a case file: a merge is made in a copy, and what it did is told; nothing is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.casefile.conflicts import apart
from claimtrack.casefile.other_file import other_case
from claimtrack.exporters.content import batches
from claimtrack.merging.union import Merging
from claimtrack.merging.voids import KINDS
from claimtrack.model import RECORD_TYPES
from claimtrack.model.edits import Apart, Conflict, parts, same, states_of
from claimtrack.store.edits import open_conflicts
from claimtrack.store.log import name_of
from claimtrack.store.other_file import copied, head_of, merging, standing_voids
from claimtrack.store.reader import Reader
from claimtrack.views.differences import Differences, Edited, Only

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

    from claimtrack.merging.union import Telling
    from claimtrack.model import Record

_CHUNK = 500  # records looked up at once


def differences(connection: sqlite3.Connection, path: Path, other: Path, progress: Telling) -> Differences:
    """Return what two files have that the other has not.

    Args:
        connection: the case file.
        path: its path.
        other: a case file, an export or a pack.
        progress: told now and then how far it is.

    Raises:
        InputFileError: the other file cannot be read.
        ClaimtrackError: it is refused, or together the two break a rule.
    """
    with other_case(other) as theirs, copied(connection) as copy:
        ours = list(_only(connection, theirs))
        only_theirs = list(_only(theirs, connection))
        with merging(copy, path, head_of(theirs)):
            run = Merging(copy, theirs, path, progress)
            run.run()
            conflicts = open_conflicts(copy)
            known = {(item.kind, item.name, item.part) for item in conflicts}
            # Of a record that one file alone holds there is nothing to set side by side.
            conflicting = [told for item in conflicts if (told := apart(copy, item, run)).sided]
            ours, only_theirs = _voided(copy, ours), _voided(copy, only_theirs)
            edited = [item for key in run.values if key not in known for item in _edited(copy, run, key)]
        return Differences(ours, only_theirs, edited, conflicting)


def _only(one: sqlite3.Connection, other: sqlite3.Connection) -> Iterator[Only]:
    """Yield the records that only one of two files has; a link is told with its ends."""
    here, there = Reader(one), Reader(other)
    for kind in KINDS:
        cls = RECORD_TYPES[kind]
        if kind in ("link", "field"):
            continue
        for chunk in batches(here.every(cls), _CHUNK):
            found = there.several(cls, [name_of(record) for record in chunk])
            for record in chunk:
                if name_of(record) not in found:
                    yield Only(kind, name_of(record), _called(record))


def _voided(merged: sqlite3.Connection, records: list[Only]) -> list[Only]:
    """Mark the records that are in neither file any more once the two are merged."""
    standing = standing_voids(merged)
    return [item._replace(void=(item.kind, item.name) in standing) for item in records]


def _called(record: Record) -> str:
    return str(getattr(record, "short_name", "") or name_of(record))


def _edited(
    copy: sqlite3.Connection, run: Merging, key: tuple[str, str, tuple[str, str]]
) -> Iterator[Edited]:
    """Yield a part that differs, with the side whose state it comes to."""
    kind, name, part = key
    record = None if kind == "link" else Reader(copy).get(RECORD_TYPES[kind], name)
    if record is None:
        return
    ours, theirs = run.values[key]
    now = parts(kind, states_of(record)).get(part)
    by = "theirs" if same(now, theirs) else "ours"
    yield Edited(Apart(Conflict(kind, name, part, ()), _called(record), ours, theirs), by)
