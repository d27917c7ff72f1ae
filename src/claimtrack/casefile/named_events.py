"""What the rows of an import are about: events of the case file, or new ones with keys made from their titles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from claimtrack.casefile.entries import (
    Entry,
    RejectedRowError,
    check_storable,
    decoded,
    derived_key,
    key_json,
    stage_record,
)
from claimtrack.characters import fold_name, squeeze
from claimtrack.model import Event
from claimtrack.store.columns import read_date_column
from claimtrack.store.held import holds_any, with_keys

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from claimtrack.store.staging import Staging

_REMEMBERED = 250_000  # names at a time; what is forgotten is looked up, or made, again
_NO_KEY = re.compile(r"[\s/]")


class NamedEvents:
    """Finds and makes the events of one import.

    Args:
        connection: the case file.
        staging: takes what is to be made.
    """

    def __init__(self, connection: sqlite3.Connection, staging: Staging) -> None:
        self._connection = connection
        self._staging = staging
        self._count = 0
        self._file_has_some = holds_any(connection, "event")
        self._cache: dict[str, Entry] = {}
        self._titles: dict[str, str] | None = None
        self._undefined: dict[int, str] = {}

    def named(self, names: list[str], *, is_key: bool) -> list[Entry]:
        """Give the events of keys or titles, as far as the file has them.

        Raises:
            RejectedRowError: there is no such name, the key is none, or no case file can store it.
        """
        found = list(map(self._cache.get, names))
        pairs = zip(names, found, strict=True)
        new = dict.fromkeys(name for name, entry in pairs if entry is None)
        if new:
            made = self._take(list(new), is_key=is_key)
            pairs = zip(names, found, strict=True)
            found = [made[name] if entry is None else entry for name, entry in pairs]
        return found  # type: ignore[return-value]  # the gaps are filled

    def _take(self, names: list[str], *, is_key: bool) -> dict[str, Entry]:
        check_storable("\n".join(names))
        keys = [name.strip() for name in names] if is_key else self._keys(names)
        for key in keys:
            if not key or _NO_KEY.search(key):
                raise RejectedRowError(f"the event key {key!r} must be one word: no spaces and no slash")
        there = with_keys(self._connection, "event", keys, "occurred") if self._file_has_some else {}
        made = {name: self._entry(key, there) for name, key in zip(names, keys, strict=True)}
        if len(self._cache) + len(made) > _REMEMBERED:
            self._cache.clear()
        self._cache.update(made)
        return made

    def _entry(self, key: str, there: Mapping[str, str | None]) -> Entry:
        self._count = n = self._count + 1
        if key not in there:
            self._undefined[n] = key
            return Entry(n, key_json("event", key), defined=False)
        self._staging.add("event_key", (n, key))
        occurred = there[key]
        when = read_date_column(occurred) if occurred is not None else None
        return Entry(n, key_json("event", key), held=True, occurred=when)

    def settle(self) -> None:
        """Stage the keys of events that no row has said what they are: a later one, or the file, may still have them."""
        for n, key in self._undefined.items():
            self._staging.add("event_key", (n, key))
        self._undefined.clear()

    def define(self, entry: Entry, content: Mapping[str, Any], tags: tuple[str, ...]) -> None:
        """Say what an event is that the file has not.

        Raises:
            RejectedRowError: it cannot be.
        """
        if set(content) == {"title"} and not tags:
            check_storable(content["title"])  # where events go by a key, it stands in a column of its own
            self._staging.add("titled", (entry.n, entry.key, content["title"]))
        else:
            record = decoded("event", {**content, "key": entry.key, "tags": list(tags)})
            assert isinstance(record, Event)  # noqa: S101 - what `event` decodes to
            stage_record(self._staging, entry.n, record, {})
            entry.occurred = record.occurred
        entry.defined = entry.settled = True
        self._undefined.pop(entry.n, None)

    # --- keys of titles -----------------------------------------------------------------------

    def _keys(self, titles: list[str]) -> list[str]:
        """Give the keys that titles stand for: those made of them, or those of the events of the file that they name.

        Raises:
            RejectedRowError: a title is empty.
        """
        plain = list(map(squeeze, titles))
        if not all(plain):
            raise RejectedRowError("there is no event: what is this about?")
        keys = list(map(derived_key, plain))
        if not self._file_has_some:
            return keys
        there = with_keys(self._connection, "event", [*keys, *plain], "1")
        return [
            key if key in there else title if title in there else self._titled(title, key)
            for title, key in zip(plain, keys, strict=True)
        ]

    def _titled(self, title: str, key: str) -> str:
        """Give the key of the event of the file with a title where that is another than the one made of it."""
        if self._titles is None:
            rows = self._connection.execute("SELECT key, title FROM event")
            self._titles = {fold_name(name): key for key, name in rows if derived_key(squeeze(name)) != key}
        return self._titles.get(fold_name(title), key)
