#!/usr/bin/env bash
# SQLite 3.40.1 (sqlite3 of Python 3.11) and 3.54.1 (apsw 3.54.1.0): making an SQL function again, the very same one.
#
# A connection keeps the statements it has prepared, and runs them again at next to no cost. To make a function that is
# there already, with the same name, arity and callable, expires every statement of the connection, those that do not
# name it, too: each is parsed and planned again when it is run next. Nothing is said of it, and every answer stays
# right; code that registers its functions "to be sure" before each step is several times as slow as it need be.
# SQLite asks the authorizer while it prepares, so that the calls of it count the work.
#
# Seen, for 20 statements run four times, the function made again before the third and the fourth:
#     sqlite3 3.40.1 [80, 0, 80, 80]
#     apsw 3.54.1.0, SQLite 3.54.1 [80, 0, 80, 80]
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet "apsw==3.54.1.0"
"$folder/venv/bin/python" - <<'PYTHON'
import sqlite3

import apsw

TABLES = 20


def asked(connection, allow, make):
    """Return how often SQLite asks the authorizer in each of four runs of the same statements."""
    counts = [0]

    def authorizer(*_action):
        counts[-1] += 1
        return allow

    for number in range(TABLES):
        connection.execute(f"CREATE TABLE t{number} (a, b)")
    make(connection)
    connection.set_authorizer(authorizer)
    for made_again in (False, False, True, True):
        if made_again:
            make(connection)
        counts.append(0)
        for number in range(TABLES):
            list(connection.execute(f"SELECT a, b FROM t{number} WHERE a = ?", (1,)))
    return counts[1:]


standard = asked(
    sqlite3.connect(":memory:", isolation_level=None),
    sqlite3.SQLITE_OK,
    lambda connection: connection.create_function("fold", 1, str.casefold, deterministic=True),
)
other = asked(
    apsw.Connection(":memory:"),
    apsw.SQLITE_OK,
    lambda connection: connection.create_scalar_function("fold", str.casefold, 1, deterministic=True),
)
print("sqlite3", sqlite3.sqlite_version, standard)
print(f"apsw {apsw.apsw_version()}, SQLite {apsw.sqlite_lib_version()}", other)
for first, second, third, fourth in (standard, other):
    assert first > 0 == second
    assert first == third == fourth
PYTHON
