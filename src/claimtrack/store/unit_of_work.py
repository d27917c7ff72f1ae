"""The unit of work: the door through which records are changed one by one, over the one function that writes."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from claimtrack.store.indexing import catch_up
from claimtrack.store.related_dates import follow_anchors
from claimtrack.store.storage_errors import storage_errors
from claimtrack.store.transaction import transaction

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path


# Records of a kind that a unit of work indexes at most: after a large import a single record does a little of what
# waits, and the next search the rest.
_BACKLOG = 1000


@contextmanager
def unit_of_work(connection: sqlite3.Connection, path: Path) -> Iterator[sqlite3.Connection]:
    """Run a block as one transaction: all of it is kept, or none.

    A unit inside another joins it. What it wrote is indexed before it is
    committed, unless a great deal is waiting.

    Args:
        connection: an open case file.
        path: the file, named in errors.

    Raises:
        LinkRuleError, RecordLockedError, StorageError: see `storage_errors`.
    """
    with storage_errors(path):
        if connection.in_transaction:
            yield connection
            return
        with transaction(connection):
            yield connection
            follow_anchors(connection)
            catch_up(connection, most=_BACKLOG)
