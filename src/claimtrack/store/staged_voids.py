"""Leaving out of what an import has staged what is void in the case file, and what points at that."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from claimtrack.store.columns import name_column

if TYPE_CHECKING:
    from collections.abc import Collection

    from claimtrack.store.staging import Staging

_KEYED = ("claimant", "document", "event")
_KEYS = {
    "claimant": "SELECT n, key FROM claimant UNION ALL SELECT n, key FROM claimant_key",
    "document": """SELECT n, key FROM document UNION ALL SELECT n, key FROM document_key
        UNION ALL SELECT n, key FROM address""",
    "event": "SELECT n, key FROM event UNION ALL SELECT n, key FROM event_key",
}
_POINTS = " OR ".join(f"a.{kind} IN (SELECT n FROM void_{kind})" for kind in _KEYED)
_LEFT_OUT = f"""CREATE TABLE left_out AS SELECT a.n, a.event, a.id FROM assertion a
    WHERE a.id IN (SELECT name FROM void WHERE kind = 'assertion') OR {_POINTS}"""
_OF_LEFT_OUT = "n IN (SELECT event FROM left_out) AND n NOT IN (SELECT event FROM assertion) AND n NOT IN (SELECT event FROM assessment WHERE event IS NOT NULL)"


def leave_out(
    staging: Staging, voids: Collection[tuple[str, str]]
) -> tuple[Counter[str], set[tuple[str, str]]]:
    """Leave out what is void, and what points at it.

    Args:
        staging: all that the import has staged.
        voids: kind and name of what is void and stays out.

    Returns:
        How many records stay out, by kind, and kind and name of those that are void themselves.
    """
    ask = staging.query
    ask("CREATE TABLE void (kind, name, PRIMARY KEY (kind, name)) WITHOUT ROWID")
    ask("INSERT INTO void SELECT value ->> 0, value ->> 1 FROM json_each(?)", (json.dumps(sorted(voids)),))
    for kind in _KEYED:
        ask(
            f"CREATE TABLE void_{kind} AS SELECT k.n, k.key FROM ({_KEYS[kind]}) k JOIN void v ON v.kind = '{kind}' AND v.name = k.key"
        )
    ask(_LEFT_OUT)
    met = {("assertion", id_) for (id_,) in ask("SELECT DISTINCT id FROM left_out")}
    void = met & set(voids)
    counted = Counter({"assertion": len(met)})
    _leave_out_what_hangs(staging)
    for kind in (*_KEYED, "evidence", "assessment"):
        keys = _leave_out_kind(staging, kind)
        void |= {(kind, key) for key in keys}
        counted[kind] += len(keys)
    if met:
        staging.recount()
    return +counted, void


def _leave_out_what_hangs(staging: Staging) -> None:
    """Leave out statements that are void or point at what is, and what hangs on them."""
    for statement in (
        "DELETE FROM assertion WHERE n IN (SELECT n FROM left_out)",
        "DELETE FROM assessment WHERE assertion IN (SELECT n FROM left_out) OR event IN (SELECT n FROM void_event)",
        "DELETE FROM evidence WHERE document IN (SELECT n FROM void_document)",
        "DELETE FROM bearing WHERE assertion IN (SELECT n FROM left_out)",
        f"DELETE FROM event WHERE {_OF_LEFT_OUT}",
        f"DELETE FROM event_key WHERE {_OF_LEFT_OUT}",
    ):
        staging.query(statement)


def _leave_out_kind(staging: Staging, kind: str) -> set[str]:
    """Leave out the void records of a kind; return what they are called."""
    name = name_column(kind)
    tables = [
        kind,
        *([f"{kind}_key"] if kind in _KEYED else []),
        *(["address"] if kind == "document" else []),
    ]
    where = f"{name} IN (SELECT name FROM void WHERE kind = '{kind}')"
    found: set[str] = set()
    if kind in _KEYED:
        found = {key for (key,) in staging.query(f"SELECT key FROM void_{kind}")}
    for table in tables:
        found |= {key for (key,) in staging.query(f"SELECT {name} FROM {table} WHERE {where}")}
        staging.query(f"DELETE FROM {table} WHERE {where}")
    return found
