"""Records of an export that were corrected where they come from: both states become one, as in a merge of two files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.model import Assertion
from claimtrack.model.codec import key_of, kind_of
from claimtrack.model.decoding import Reading, decode
from claimtrack.model.edits import Apart, Side, conflicts, parts, states_of, united
from claimtrack.model.folders import with_own_path
from claimtrack.store.changes import Changer
from claimtrack.store.edits import add_edit, edits_of
from claimtrack.store.links import check_links
from claimtrack.store.lookup import Lookup
from claimtrack.store.other_file import from_elsewhere
from claimtrack.store.reader import Reader
from claimtrack.store.writer import Writer

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from claimtrack.model import Record


def correct(connection: sqlite3.Connection, corrected: Iterable[tuple[Record, Record]]) -> list[Apart]:
    """Write what each record comes to. Call inside a transaction, the edits of the input written.

    Args:
        connection: a case file.
        corrected: records as the file has them, and as they are where they come from.

    Returns:
        What was corrected otherwise here than there; both edits stand.

    Raises:
        LinkRuleError: a link would break its meaning.
    """
    told = [(held, record) for held, record in corrected if states_of(held) != states_of(record)]
    if not told:
        return []
    with from_elsewhere(connection):
        return [apart for held, record in told for apart in _correct(connection, held, record)]


def _correct(connection: sqlite3.Connection, held: Record, record: Record) -> Iterator[Apart]:
    kind, name = kind_of(held), key_of(held)
    ours = states_of(held)
    theirs = with_own_path(states_of(record), ours)
    edits = edits_of(connection, kind, name)
    union = united(kind, name, [Side(ours), Side(theirs)], edits)
    for edit in union.roots:
        add_edit(Writer(connection), connection, edit)
    reading = Reading(field_type=Reader(connection).field_type)
    after, _ = decode({**union.content, **({"key": name} if "key" in ours else {})}, reading)
    if after is not None and after != held:
        Changer(connection).update(held, after)
        check_links(connection, held, after)
    mine, other = parts(kind, ours), parts(kind, theirs)
    for conflict in conflicts(kind, name, [*edits, *union.roots]):
        called = getattr(held, "short_name", "") or name
        reference = Lookup(connection).reference_to(held) if isinstance(held, Assertion) else ""
        yield Apart(conflict, called, mine.get(conflict.part), other.get(conflict.part), reference=reference)
