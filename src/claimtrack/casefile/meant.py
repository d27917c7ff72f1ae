"""Whom and what the rows of an import mean: records of the case file, or new ones with keys made from their names.

A key is made from the name alone and never numbered in the order of coming, so that the same rows give the same
records on every machine; where a name is too long for a key, a hash of it stands at the end.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from hashlib import blake2b
from json.encoder import encode_basestring as quoted
from typing import TYPE_CHECKING, Any

from claimtrack.characters import fold_name, squeeze
from claimtrack.model import Assessment, Claimant, Document, Event
from claimtrack.model.codec import TAG, Reading, decode
from claimtrack.model.identity import canonical_json, make_key, record_id
from claimtrack.store.columns import SIDE_TABLES, to_row

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

    from claimtrack.dates import DateValue
    from claimtrack.model import Record
    from claimtrack.store.reader import Reader
    from claimtrack.store.staging import Staging

_KEY = 60  # characters that `make_key` gives at most
_HASH = 16  # hexadecimal digits that tell names apart: two of a million are alike once in ten million cases
_LARGEST = {"claimant": 200_000, "document": 50_000, "event": 250_000}
"""Names remembered at a time; what is forgotten is looked up, or made, again."""
_DOCUMENT = ',"document":'


_NO_KEY = re.compile(r"[\s/]")


class RejectedRowError(Exception):
    """A row that cannot be taken; the message says why."""


class Entry:
    """A record that rows refer to. There may be a million: most have a number and a key, and the rest is the class's.

    Attributes:
        n: its number in the side database.
        json: the key as canonical JSON, for hash ids; of a document with the attribute before it.
        defined: the file or the import has a record for it.
        held: the file had it before.
        habits: what the dates of a claimant are read with: order, calendar, zone; and its language.
        reference: the date that relative dates of a document hang on.
        language: of the document.
        occurred: when the event happened, as the analyst has it.
        published: when the document was published.
        settled: of an event, whether no row need say any more what it is.
        plain: of a document, whether it has neither date nor language to read by.
        reading: what the dates of a claimant are read against, where no document says more.
    """

    defined: bool = True
    held: bool = False
    habits: tuple[str, str, str, str] = ("", "", "", "")
    reference: DateValue | None = None
    language: str = ""
    occurred: DateValue | None = None
    published: DateValue | None = None
    reading: Reading | None = None
    settled: bool = False
    plain: bool = True

    def __init__(self, n: int, json: str, **more: Any) -> None:
        self.n = n
        self.json = json
        if more:
            self.__dict__.update(more)

    @property
    def key(self) -> str:
        """The key."""
        written = self.json.removeprefix(_DOCUMENT)
        return str(json.loads(written)) if "\\" in written else written[1:-1]


def derived_key(title: str, identity: str = "") -> str:
    """Make a key from a title alone.

    Args:
        title: what the key is read from.
        identity: where given, what the hash at the end is of; otherwise there is one only where the title is cut.
    """
    plain = make_key(title[: 3 * _KEY])
    if not identity and len(squeeze(title)) < _KEY - 1:
        return plain
    digest = blake2b((identity or squeeze(title)).encode("utf-8"), digest_size=_HASH // 2).hexdigest()
    return f"{plain[: _KEY - _HASH - 1].strip('-')}-{digest}"


class Naming:
    """Finds and makes the claimants, documents and events of one import.

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
        self._connection = connection
        self._reader = reader
        self._staging = staging
        self._known = known
        self._counts = {"claimant": 0, "document": 0, "event": 0}
        self._claimants = _claimant_names(connection)
        self._titles: dict[str, str] | None = None
        self._has = {kind: _any(connection, kind) for kind in self._counts}
        self._cache: dict[str, dict[Any, Entry]] = {kind: {} for kind in self._counts}
        self._defined: set[str] = set()
        self._hosts: dict[str, str] = {}
        self._undefined: dict[int, str] = {}
        self._addresses = staging.rows("address")

    def _entry(self, kind: str, key: str, **more: Any) -> Entry:
        self._counts[kind] = n = self._counts[kind] + 1
        return Entry(n, f"{_DOCUMENT}{quoted(key)}" if kind == "document" else quoted(key), **more)

    def _mention(self, kind: str, entry: Entry) -> Entry:
        """Stage the key of a record that this import does not make."""
        self._staging.add(f"{kind}_key", (entry.n, entry.key))
        return entry

    def known(self, kind: str, names: Sequence[Any]) -> list[Entry | None]:
        """Give the records that names or cells have lately been found to mean; None for the others."""
        return list(map(self._cache[kind].get, names))

    def _remember(self, kind: str, name: Any, entry: Entry) -> Entry:
        cache = self._cache[kind]
        if len(cache) >= _LARGEST[kind]:
            cache.clear()
        cache[name] = entry
        return entry

    # --- claimants ----------------------------------------------------------------------------

    def claimant(self, name: str, attributes: Mapping[str, str] | None = None) -> Entry:
        """Give the claimant of a name: one of the file by key, name or alias, spelling folded; or a new one.

        Raises:
            RejectedRowError: several claimants of the file have the name, or a new one cannot be made.
        """
        found = self._cache["claimant"].get(name)
        return found if found is not None else self._new_claimant(name, attributes or {})

    def _new_claimant(self, name: str, attributes: Mapping[str, str]) -> Entry:
        plain = squeeze(name)
        if not plain:
            raise RejectedRowError("there is no claimant: nobody says this")
        said = {
            **self._known.get(plain, {}),
            **{key: text for key, text in attributes.items() if text.strip()},
        }
        folded = fold_name(plain) or plain
        keys = self._claimants.get(folded, set())
        if said.get("key"):
            keys = {said["key"]} if self._exists("claimant", said["key"]) else set()
        if len(keys) > 1:
            raise RejectedRowError(
                f"claimant {plain!r} could be any of: {', '.join(sorted(keys))}; use the key"
            )
        if keys:
            return self._remember("claimant", name, self._held_claimant(next(iter(keys))))
        key = said.get("key") or derived_key(plain)
        if isinstance(said.get("aliases"), str):
            said = {**said, "aliases": [said["aliases"]] if said["aliases"] != plain else []}
        if said.get("part_of"):
            said = {**said, "part_of": self.claimant(str(said["part_of"])).key}
        record = decoded("claimant", {**said, "key": key, "name": plain})
        assert isinstance(record, Claimant)  # noqa: S101 - what `claimant` decodes to
        entry = self._entry("claimant", key, habits=_habits(record))
        self._claimants.setdefault(folded, set()).add(key)
        if key in self._defined:
            self._mention("claimant", entry)
        else:
            self._defined.add(key)
            parent = self.claimant(record.part_of).n if record.part_of else 0
            self._stage(entry.n, record, {"claimant": parent})
        return self._remember("claimant", name, entry)

    def _held_claimant(self, key: str) -> Entry:
        record = self._reader.get(Claimant, key)
        if record is None:  # made by this import, under another spelling
            first = next((item for item in self._cache["claimant"].values() if item.key == key), None)
            return first or self._mention("claimant", self._entry("claimant", key))
        return self._mention("claimant", self._entry("claimant", key, held=True, habits=_habits(record)))

    # --- documents ----------------------------------------------------------------------------

    def document(self, cells: Any, content: Mapping[str, Any], publisher: Entry | None) -> Entry:
        """Give the document that cells describe: the one of the file with its address, or a new one.

        Args:
            cells: what the document is made of; equal cells mean the same one.
            content: its attributes, dates read.
            publisher: who published it.

        Raises:
            RejectedRowError: a new one cannot be made.
        """
        url, title = str(content.get("url", "")), str(content.get("title", ""))
        key = str(content.get("key", "")) or self._document_key(url, title, content, publisher)
        held = self._reader.get(Document, key) if self._has["document"] else None
        if held is None and url and self._has["document"]:
            rows = self._connection.execute(
                "SELECT key FROM document WHERE url = ? LIMIT 2", (url,)
            ).fetchall()
            held = self._reader.get(Document, rows[0][0]) if len(rows) == 1 else None
        if held is not None:
            return self._remember(
                "document", cells, self._mention("document", self._document_entry(held, held=True))
            )
        if publisher is None and set(content) == {"url"}:
            record = Document(key=key, url=url)
        else:
            given = {**content, "key": key, **({"publisher": publisher.key} if publisher else {})}
            made = decoded("document", given)
            assert isinstance(made, Document)  # noqa: S101 - what `document` decodes to
            record = made
        entry = self._document_entry(record, held=False)
        self._stage(entry.n, record, {"claimant": publisher.n if publisher else 0})
        return self._remember("document", cells, entry)

    def document_at(self, url: str) -> Entry:
        """Give the document with an address of which nothing else is known.

        Raises:
            RejectedRowError: the address holds what no file can store.
        """
        found = self._cache["document"].get(url)
        if found is not None:
            return found
        if self._has["document"] and (held := self._held_address(url)) is not None:
            return held
        if not url.isascii() or "\x00" in url:
            check_storable(url)
        key = self._address_key(url)
        self._counts["document"] = n = self._counts["document"] + 1
        self._addresses.append((n, key, url))
        return self._remember("document", url, Entry(n, f"{_DOCUMENT}{quoted(key)}"))

    def _held_address(self, url: str) -> Entry | None:
        """Give the document that the file has with an address: by the key that is made of it, or else by the address."""
        key = self._address_key(url)
        sql = "SELECT published IS NULL AND retrieved IS NULL AND language = '' FROM document WHERE key = ?"
        row = self._connection.execute(sql, (key,)).fetchone()
        if row is None:
            rows = self._connection.execute("SELECT 1 FROM document WHERE url = ? LIMIT 1", (url,)).fetchone()
            return self.document(url, {"url": url}, None) if rows else None
        if not row[0]:
            return self.document(url, {"url": url}, None)
        return self._remember(
            "document", url, self._mention("document", self._entry("document", key, held=True))
        )

    def _address_key(self, url: str) -> str:
        """Make the key of an address: its host, and a hash of all of it."""
        host = url.partition("://")[2].partition("/")[0]
        plain = self._hosts.get(host)
        if plain is None:
            plain = self._hosts[host] = make_key(host)[: _KEY - _HASH - 1].strip("-") if host else "document"
        return f"{plain}-{blake2b(url.encode(), digest_size=_HASH // 2).hexdigest()}"

    def _document_key(self, url: str, title: str, content: Mapping[str, Any], publisher: Entry | None) -> str:
        if url:
            return self._address_key(url)
        published = content.get("published")
        said = [title, publisher.key if publisher else "", getattr(published, "raw", "")]
        return derived_key(title or said[1] or "document", canonical_json(said))

    def _document_entry(self, record: Document, *, held: bool) -> Entry:
        return self._entry(
            "document",
            record.key,
            held=held,
            reference=record.published or record.retrieved,
            published=record.published,
            language=record.language,
            plain=not (record.published or record.retrieved or record.language),
        )

    # --- events -------------------------------------------------------------------------------

    def event(self, name: str, *, is_key: bool) -> Entry:
        """Give the event of a key or title, as far as the file has it.

        Raises:
            RejectedRowError: there is no such name, or the key is none.
        """
        known = self._cache["event"].get(name)
        if known is not None:
            return known
        key = name.strip() if is_key else self._event_key(squeeze(name))
        if not key or _NO_KEY.search(key):
            raise RejectedRowError(f"the event key {key!r} must be one word: no spaces and no slash")
        held = self._reader.get(Event, key) if self._has["event"] else None
        if held is not None:
            entry = self._mention("event", self._entry("event", key, held=True, occurred=held.occurred))
        else:
            self._counts["event"] += 1
            entry = Entry(self._counts["event"], quoted(key), defined=False)
            self._undefined[entry.n] = key
        return self._remember("event", name, entry)

    def settle(self) -> None:
        """Stage the keys of events that no row has said what they are: a later one, or the file, may still have them."""
        for n, key in self._undefined.items():
            self._staging.add("event_key", (n, key))
        self._undefined.clear()

    def define_event(self, entry: Entry, content: Mapping[str, Any], tags: tuple[str, ...]) -> None:
        """Say what an event is that the file has not.

        Raises:
            RejectedRowError: it cannot be.
        """
        if set(content) == {"title"} and not tags:
            check_storable(content["title"])
            self._staging.add("titled", (entry.n, entry.key, content["title"]))
            entry.defined = entry.settled = True
            self._undefined.pop(entry.n, None)
            return
        record = decoded("event", {**content, "key": entry.key, "tags": list(tags)})
        assert isinstance(record, Event)  # noqa: S101 - what `event` decodes to
        self._stage(entry.n, record, {})
        self._undefined.pop(entry.n, None)
        entry.defined = entry.settled = True
        entry.occurred = record.occurred

    def _event_key(self, title: str) -> str:
        if not title:
            raise RejectedRowError("there is no event: what is this about?")
        key = derived_key(title)
        if not self._has["event"] or self._exists("event", key):
            return key
        if self._exists("event", title):  # the cell holds a key
            return title
        if self._titles is None:
            rows = self._connection.execute("SELECT key, title FROM event")
            self._titles = {fold_name(name): key for key, name in rows if derived_key(squeeze(name)) != key}
        return self._titles.get(fold_name(title), key)

    # --- inside -------------------------------------------------------------------------------

    def _exists(self, kind: str, key: str) -> bool:
        return self._connection.execute(f"SELECT 1 FROM {kind} WHERE key = ?", (key,)).fetchone() is not None

    def _stage(self, n: int, record: Record, numbers: Mapping[str, int]) -> None:
        kind = type(record).__name__.lower()
        self._staging.add(kind, (n, *to_row(record, lambda of, _name: numbers[of])))
        for attribute, table in SIDE_TABLES.items():
            for position, text in enumerate(getattr(record, attribute, ())):
                self._staging.add(table, (n, position, text))


def check_storable(text: str) -> None:
    """Refuse a text that no case file can store.

    Raises:
        RejectedRowError: it holds a NUL, or half of a surrogate pair.
    """
    if "\x00" in text:
        raise RejectedRowError("holds a NUL character, which no case file can store; take it out")
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            raise RejectedRowError(
                "holds half of a surrogate pair, which is no character; take it out"
            ) from None


def decoded(kind: str, content: Mapping[str, Any]) -> Record:
    """Make a record, with the checks that every record goes through; dates come read."""
    from claimtrack.dates import DateValue
    from claimtrack.values import Place

    ready = {name: item for name, item in content.items() if isinstance(item, DateValue | Place)}
    rest = {name: item for name, item in content.items() if name not in ready and item not in ("", None, [])}
    record, problems = decode({TAG: kind, **rest}, Reading())
    if record is None:
        raise RejectedRowError("; ".join(f"{kind} {item.attribute}: {item.message}" for item in problems))
    if not ready:
        return record
    record = replace(record, **ready)  # type: ignore[arg-type]
    return replace(record, id=record_id(record)) if isinstance(record, Assessment) else record


def _habits(record: Claimant) -> tuple[str, str, str, str]:
    return (record.date_order, record.calendar, record.zone, record.language)


def _claimant_names(connection: sqlite3.Connection) -> dict[str, set[str]]:
    """Give the keys of the claimants that have each name, spelling folded."""
    sql = """SELECT key, key FROM claimant UNION ALL SELECT key, name FROM claimant
        UNION ALL SELECT c.key, a.text FROM claimant_alias a JOIN claimant c ON c.pk = a.owner"""
    found: dict[str, set[str]] = {}
    for key, name in connection.execute(sql):
        found.setdefault(fold_name(name) or name, set()).add(key)
    return found


def _any(connection: sqlite3.Connection, kind: str) -> bool:
    return connection.execute(f"SELECT 1 FROM {kind} LIMIT 1").fetchone() is not None
