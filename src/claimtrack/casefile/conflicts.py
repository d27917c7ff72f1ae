"""What two analysts' edits leave in conflict: how it stands, and how it is settled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimtrack.model import RECORD_TYPES, Assertion
from claimtrack.model.codec import TAG, key_of, kind_of
from claimtrack.model.edits import Apart, boxed, parts, same, states_of, whole
from claimtrack.store.author import noted
from claimtrack.store.edits import open_conflicts, settle
from claimtrack.store.log import SETTLES
from claimtrack.store.lookup import Lookup
from claimtrack.store.reader import Reader

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from claimtrack.merging.union import Merging
    from claimtrack.model import Record
    from claimtrack.model.edits import Conflict


def standing_conflicts(connection: sqlite3.Connection, record: Record | None = None) -> list[Apart]:
    """Return what is in conflict in a case file, or in one record."""
    of = (kind_of(record), key_of(record)) if record is not None else ("", "")
    found = open_conflicts(connection, *of) if of[1] or record is None else []
    return [apart(connection, item) for item in found]


def apart(connection: sqlite3.Connection, conflict: Conflict, run: Merging | None = None) -> Apart:
    """Return a conflict as it is told: with what each of two files says, where a merge of the two has found that."""
    record = Reader(connection).get(RECORD_TYPES[conflict.kind], conflict.name)
    name = getattr(record, "short_name", "") or conflict.name
    reference = Lookup(connection).reference_to(record) if isinstance(record, Assertion) else ""
    sides = None if run is None else run.sides(conflict)
    told = Apart(conflict, name, sided=False) if sides is None else Apart(conflict, name, *sides)
    return told._replace(reference=reference)


def settle_named(
    connection: sqlite3.Connection, record: Record, names: Iterable[str], now: str
) -> list[Conflict]:
    """Settle the conflicts of a record in attributes and fields, as it stands. Call inside a transaction.

    Args:
        connection: a case file.
        record: the record.
        names: attributes, and fields that an assertion answers.
        now: the time, UTC, ISO 8601.

    Returns:
        What was settled.
    """
    kind, name, wanted = kind_of(record), key_of(record), set(names)
    found = [item for item in open_conflicts(connection, kind, name) if item.what in wanted]
    held = parts(kind, states_of(record))
    for conflict in found:
        settle(connection, conflict, held.get(conflict.part), now)
    if found:
        noted(connection)[SETTLES] = [[kind, name, item.what] for item in found]
    return found


def decide(connection: sqlite3.Connection, apart: Apart, value: Any, now: str) -> None:
    """Settle a conflict as somebody chose. Call inside a transaction.

    Args:
        connection: a case file.
        apart: the conflict.
        value: what the part holds from now on; None for nothing.
        now: the time, UTC, ISO 8601.
    """
    conflict = apart.conflict
    noted(connection).setdefault(SETTLES, []).append([conflict.kind, conflict.name, conflict.what])
    settle_as(connection, conflict, value, now)


def settle_as(connection: sqlite3.Connection, conflict: Conflict, value: Any, now: str) -> None:
    """Settle a conflict, and write what was chosen into the record. Call inside a transaction.

    Args:
        connection: a case file.
        conflict: what is in conflict.
        value: what the part holds from now on; None for nothing.
        now: the time, UTC, ISO 8601.

    Raises:
        LinkRuleError: a link would break its meaning.
    """
    from claimtrack.model.decoding import Reading, decode  # what only shows conflicts needs none of it
    from claimtrack.store.changes import Changer
    from claimtrack.store.links import check_links

    settle(connection, conflict, value, now)
    if same(boxed(conflict.edits[0].after), value):
        return
    reader = Reader(connection)
    held = reader.get(RECORD_TYPES[conflict.kind], conflict.name)
    if held is None:
        return
    content = states_of(held)
    found = parts(conflict.kind, content)
    found.pop(conflict.part, None)
    if value is not None:
        found[conflict.part] = value
    fixed = {name: content[name] for name in (TAG, "id", "recorded") if name in content}
    after, _ = decode(
        {**fixed, **whole(conflict.kind, found, [content])}, Reading(field_type=reader.field_type)
    )
    if after is not None and after != held:
        Changer(connection).update(held, after)
        check_links(connection, held, after)
