"""Whom the rows of an import mean: claimants of the case file, or new ones with keys made from their names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimtrack.casefile.entries import (
    Entry,
    RejectedRowError,
    decoded,
    derived_key,
    key_json,
    stage_record,
)
from claimtrack.characters import fold_name, squeeze
from claimtrack.model import Claimant

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

    from claimtrack.store.reader import Reader
    from claimtrack.store.staging import Staging

_REMEMBERED = 200_000  # names at a time; what is forgotten is looked up, or made, again


class NamedClaimants:
    """Finds and makes the claimants of one import.

    Args:
        connection: the case file.
        reader: reads it.
        staging: takes what is to be made.
        known: what the mapping says of claimants, by name.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        reader: Reader,
        staging: Staging,
        known: Mapping[str, Mapping[str, Any]],
    ) -> None:
        self._reader = reader
        self._staging = staging
        self._known = known
        self._count = 0
        self._keys = _names(connection)
        self._cache: dict[str, Entry] = {}
        self._defined: set[str] = set()

    def known(self, names: Sequence[str]) -> list[Entry | None]:
        """Give the claimants that names have lately been found to mean; None for the others."""
        return list(map(self._cache.get, names))

    def named(self, name: str, attributes: Mapping[str, str] | None = None) -> Entry:
        """Give the claimant of a name: one of the file by key, name or alias, spelling folded; or a new one.

        Raises:
            RejectedRowError: several claimants of the file have the name, or a new one cannot be made.
        """
        found = self._cache.get(name)
        if found is None:
            found = self._find(name, attributes or {})
            if len(self._cache) >= _REMEMBERED:
                self._cache.clear()
            self._cache[name] = found
        return found

    def _find(self, name: str, attributes: Mapping[str, str]) -> Entry:
        plain = squeeze(name)
        if not plain:
            raise RejectedRowError("there is no claimant: nobody says this")
        said = {
            **self._known.get(plain, {}),
            **{key: text for key, text in attributes.items() if text.strip()},
        }
        folded = fold_name(plain) or plain
        keys = self._keys.get(folded, set())
        if said.get("key"):
            keys = {said["key"]} if self._reader.get(Claimant, said["key"]) is not None else set()
        if len(keys) > 1:
            raise RejectedRowError(
                f"claimant {plain!r} could be any of: {', '.join(sorted(keys))}; use the key"
            )
        return self._held(next(iter(keys))) if keys else self._make(plain, folded, said)

    def _held(self, key: str) -> Entry:
        record = self._reader.get(Claimant, key)
        if record is not None:
            return self._mention(key, held=True, habits=_habits(record))
        # Made by this import, under another spelling.
        return next((item for item in self._cache.values() if item.key == key), None) or self._mention(key)

    def _make(self, name: str, folded: str, said: dict[str, Any]) -> Entry:
        key = said.get("key") or derived_key(name)
        if isinstance(said.get("aliases"), str):
            said = {**said, "aliases": [said["aliases"]] if said["aliases"] != name else []}
        if said.get("part_of"):
            said = {**said, "part_of": self.named(str(said["part_of"])).key}
        record = decoded("claimant", {**said, "key": key, "name": name})
        assert isinstance(record, Claimant)  # noqa: S101 - what `claimant` decodes to
        self._keys.setdefault(folded, set()).add(key)
        if key in self._defined:
            return self._mention(key, habits=_habits(record))
        entry = self._entry(key, habits=_habits(record))
        self._defined.add(key)
        parent = self.named(record.part_of).n if record.part_of else 0
        stage_record(self._staging, entry.n, record, {"claimant": parent})
        return entry

    def _entry(self, key: str, **more: Any) -> Entry:
        self._count += 1
        return Entry(self._count, key_json("claimant", key), **more)

    def _mention(self, key: str, **more: Any) -> Entry:
        """Stage the key of a claimant that this import does not make, or has made."""
        entry = self._entry(key, **more)
        self._staging.add("claimant_key", (entry.n, key))
        return entry


def _habits(record: Claimant) -> tuple[str, str, str, str]:
    return (record.date_order, record.calendar, record.zone, record.language)


def _names(connection: sqlite3.Connection) -> dict[str, set[str]]:
    """Give the keys of the claimants that have each name, spelling folded."""
    sql = """SELECT key, key FROM claimant UNION ALL SELECT key, name FROM claimant
        UNION ALL SELECT c.key, a.text FROM claimant_alias a JOIN claimant c ON c.pk = a.owner"""
    found: dict[str, set[str]] = {}
    for key, name in connection.execute(sql):
        found.setdefault(fold_name(name) or name, set()).add(key)
    return found
