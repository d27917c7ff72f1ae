#!/usr/bin/env bash
# sqlite3 of Python 3.11 to 3.13 and apsw 3.54.1.0: a generator that hands on a cursor with `yield from`.
#
# `yield from` passes on not only rows: when the generator is given up before its end (an islice, a `next`, a loop that
# breaks), Python calls `close` of what it delegates to, if there is one, and a cursor has one. The caller's cursor is
# then closed, and its next row an error, where `for row in cursor: yield row`, which linters ask to be rewritten as
# `yield from`, leaves it as it was. Where the connection was closed in between, sqlite3 refuses to close the cursor,
# inside the collector: a traceback on stderr that no caller can catch. `yield from itertools.chain(cursor)` does neither.
#
# Seen, after one row of three was taken and the generator given up:
#     sqlite3 yield from: the rest of the cursor is refused (ProgrammingError); a loop: (2,); chain: (2,)
#     sqlite3 whose connection was closed before: 1 error that nobody can catch; a loop: 0; chain: 0
#     apsw yield from: the rest of the cursor is refused (CursorClosedError); a loop: (2,); chain: (2,)
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet "apsw==3.54.1.0"
"$folder/venv/bin/python" - <<'PYTHON'
import gc
import sqlite3
import sys
from itertools import chain

import apsw

ROWS = "VALUES (1), (2), (3)"


def delegated(cursor):
    yield from cursor


def looped(cursor):
    for row in cursor:
        yield row


def chained(cursor):
    yield from chain(cursor)


WAYS = (delegated, looped, chained)


def next_row(connection, way):
    """Return the row that follows the first, or the name of the error."""
    cursor = connection.execute(ROWS)
    rows = way(cursor)
    assert next(rows) == (1,)
    del rows
    gc.collect()
    try:
        return cursor.fetchone()
    except (sqlite3.ProgrammingError, apsw.CursorClosedError) as error:
        return type(error).__name__


def complaints(way):
    """Count the errors that come of giving up a generator whose connection was closed before."""
    heard = []
    sys.unraisablehook = heard.append
    connection = sqlite3.connect(":memory:")
    rows = way(connection.execute(ROWS))
    next(rows)
    connection.close()
    del rows
    gc.collect()
    sys.unraisablehook = sys.__unraisablehook__
    return len(heard)


standard = [next_row(sqlite3.connect(":memory:"), way) for way in WAYS]
closed = [complaints(way) for way in WAYS]
other = [next_row(apsw.Connection(":memory:"), way) for way in WAYS]
print("sqlite3", standard)
print("sqlite3, closed before", closed)
print("apsw", other)
assert standard == ["ProgrammingError", (2,), (2,)]
assert closed == [1, 0, 0]
assert other == ["CursorClosedError", (2,), (2,)]
PYTHON
