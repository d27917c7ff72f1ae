"""Who on file bears the names that answers give parties, whether they speak on the event or not."""

from __future__ import annotations

import json
from itertools import chain
from typing import TYPE_CHECKING

from claimtrack.analysis.parties import keys_of_name
from claimtrack.characters import fold_name

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

_LISTED = "(SELECT value FROM json_each(?))"
_INDEXED = f"""SELECT n.folded, c.key FROM record_name n JOIN claimant c ON c.pk = n.pk
    WHERE n.kind = 'claimant' AND n.folded IN {_LISTED}"""
_KEYS = f"SELECT key FROM claimant WHERE key IN {_LISTED}"
# The index of names may lag behind, and a question writes nothing.
_NOT_INDEXED = """SELECT s.name, c.key FROM name_source s JOIN claimant c ON c.pk = s.pk
        WHERE s.kind = 'claimant' AND s.pk > (SELECT pk FROM search_mark WHERE kind = 'claimant')
    UNION ALL SELECT s.name, c.key FROM search_stale t JOIN name_source s ON s.kind = t.kind AND s.pk = t.pk
        JOIN claimant c ON c.pk = s.pk WHERE t.kind = 'claimant'"""


class Bearers:
    """Who bears which name, each looked up once.

    Args:
        connection: an open case file.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._known: dict[str, frozenset[str]] = {}
        self._unindexed: dict[str, set[str]] | None = None

    def of(self, names: Iterable[str]) -> frozenset[str]:
        """Return the keys of the claimants that bear any of some names, as key, name or alias, and maybe of a few more."""
        wanted = set(names)
        if new := wanted - self._known.keys():
            self._look_up(new)
        return frozenset(chain.from_iterable(self._known[name] for name in wanted))

    def _look_up(self, names: set[str]) -> None:
        folded = {name: fold_name(name) for name in names}
        bearing = {words: set(self._not_indexed().get(words, ())) for words in folded.values()}
        for words, key in self._connection.execute(_INDEXED, (json.dumps(list(bearing)),)):
            bearing[words].add(key)
        may_be = {name: keys_of_name(name) for name in names}
        listed = (json.dumps(list(chain.from_iterable(may_be.values()))),)
        keys = {key for (key,) in self._connection.execute(_KEYS, listed)}
        for name, words in folded.items():
            self._known[name] = frozenset((*bearing[words], *keys.intersection(may_be[name])))

    def _not_indexed(self) -> dict[str, set[str]]:
        if self._unindexed is None:
            self._unindexed = {}
            for name, key in self._connection.execute(_NOT_INDEXED):
                self._unindexed.setdefault(fold_name(name), set()).add(key)
        return self._unindexed
