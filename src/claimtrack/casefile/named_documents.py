"""Where the rows of an import were read: documents of the case file, or new ones with keys made of their addresses."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from claimtrack.casefile.entries import (
    HASH_LENGTH,
    KEY_LENGTH,
    Entry,
    check_storable,
    decoded,
    derived_key,
    key_json,
    stage_record,
)
from claimtrack.model import Document
from claimtrack.model.identity import canonical_json, make_key
from claimtrack.store.held import holds_any, with_addresses, with_keys

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from claimtrack.store.reader import Reader
    from claimtrack.store.staging import Staging

_REMEMBERED = 50_000  # documents at a time; what is forgotten is looked up, or made, again
_PLAIN = "published IS NULL AND retrieved IS NULL AND language = ''"


class NamedDocuments:
    """Finds and makes the documents of one import.

    Args:
        connection: the case file.
        reader: reads it.
        staging: takes what is to be made.
    """

    def __init__(self, connection: sqlite3.Connection, reader: Reader, staging: Staging) -> None:
        self._connection = connection
        self._reader = reader
        self._staging = staging
        self._count = 0
        self._file_has_some = holds_any(connection, "document")
        self._cache: dict[Any, Entry] = {}
        self._hosts: dict[str, str] = {}
        self._addresses = staging.rows("address")

    def at(self, addresses: list[str]) -> list[Entry | None]:
        """Give the documents with these addresses, of which nothing else is known; None where there is no address.

        Raises:
            RejectedRowError: an address holds what no file can store.
        """
        found = list(map(self._cache.get, addresses))
        pairs = zip(addresses, found, strict=True)
        new = [address for address, entry in pairs if entry is None and address.strip()]
        if not new:
            return found
        made = self._take(list(dict.fromkeys(new)))
        pairs = zip(addresses, found, strict=True)
        return [made.get(address) if entry is None else entry for address, entry in pairs]

    def known(self, cells: tuple[Any, ...]) -> Entry | None:
        """Give the document that cells have lately been found to describe."""
        return self._cache.get(cells)

    def described(self, cells: Any, content: Mapping[str, Any], publisher: Entry | None) -> Entry:
        """Give the document that cells describe: the one of the file with its address, or a new one.

        Args:
            cells: what the document is made of; equal cells mean the same one.
            content: its attributes, dates read.
            publisher: who published it.

        Raises:
            RejectedRowError: a new one cannot be made.
        """
        url, title = str(content.get("url", "")), str(content.get("title", ""))
        key = str(content.get("key", "")) or self._key(url, title, content, publisher)
        record = self._held(key, url) if self._file_has_some else None
        entry = self._entry(record) if record is not None else None
        if entry is not None:
            self._staging.add("document_key", (entry.n, entry.key))
        else:
            given = {**content, "key": key, **({"publisher": publisher.key} if publisher else {})}
            made = decoded("document", given)
            assert isinstance(made, Document)  # noqa: S101 - what `document` decodes to
            entry = self._entry(made)
            stage_record(self._staging, entry.n, made, {"claimant": publisher.n if publisher else 0})
        self._remember({cells: entry})
        return entry

    def _remember(self, entries: Mapping[Any, Entry]) -> None:
        if len(self._cache) + len(entries) > _REMEMBERED:
            self._cache.clear()
        self._cache.update(entries)

    # --- addresses ----------------------------------------------------------------------------

    def _take(self, addresses: list[str]) -> dict[str, Entry]:
        """Give the documents of addresses that are not remembered, staging those that the file does not have."""
        whole = "\n".join(addresses)
        if not whole.isascii() or "\x00" in whole:
            check_storable(whole)
        keys = self._address_keys(addresses)
        made: dict[str, Entry] = {}
        if self._file_has_some:
            made = self._held_addresses(dict(zip(addresses, keys, strict=True)))
            left = [(url, key) for url, key in zip(addresses, keys, strict=True) if url not in made]
            addresses, keys = [url for url, _ in left], [key for _, key in left]
        numbers = range(self._count + 1, self._count + 1 + len(keys))
        self._count += len(keys)
        self._addresses.extend(zip(numbers, keys, addresses, strict=True))
        entries = [Entry(n, key_json("document", key)) for n, key in zip(numbers, keys, strict=True)]
        made.update(zip(addresses, entries, strict=True))
        self._remember(made)
        return made

    def _held_addresses(self, keys: dict[str, str]) -> dict[str, Entry]:
        """Give the documents that the file has of these: by the key that is made of the address, or else by that."""
        plain = with_keys(self._connection, "document", list(keys.values()), _PLAIN)
        elsewhere = with_addresses(self._connection, [url for url, key in keys.items() if key not in plain])
        found: dict[str, Entry] = {}
        for url, key in keys.items():
            if plain.get(key):
                self._count += 1
                found[url] = Entry(self._count, key_json("document", key))
                self._staging.add("document_key", (self._count, key))
            elif key in plain or url in elsewhere:
                found[url] = self.described(url, {"url": url}, None)
        return found

    def _address_keys(self, addresses: list[str]) -> list[str]:
        """Make the keys of addresses: of each its host, and a hash of all of it."""
        hosts = [address.partition("://")[2].partition("/")[0] for address in addresses]
        names = self._hosts
        if len(names) > _REMEMBERED:
            names.clear()
        for host in set(hosts).difference(names):
            short = make_key(host)[: KEY_LENGTH - HASH_LENGTH - 1].strip("-") if host else "document"
            names[host] = f"{short}-"
        size = HASH_LENGTH // 2
        return [
            names[host] + blake2b(address.encode(), digest_size=size).hexdigest()
            for host, address in zip(hosts, addresses, strict=True)
        ]

    # --- documents of which more is known -----------------------------------------------------

    def _held(self, key: str, url: str) -> Document | None:
        record = self._reader.get(Document, key)
        if record is not None or not url:
            return record
        others = with_addresses(self._connection, [url]).get(url, [])
        return self._reader.get(Document, others[0]) if len(others) == 1 else None

    def _key(self, url: str, title: str, content: Mapping[str, Any], publisher: Entry | None) -> str:
        if url:
            return self._address_keys([url])[0]
        published = content.get("published")
        said = [title, publisher.key if publisher else "", getattr(published, "raw", "")]
        return derived_key(title or said[1] or "document", canonical_json(said))

    def _entry(self, record: Document) -> Entry:
        self._count += 1
        return Entry(
            self._count,
            key_json("document", record.key),
            reference=record.published or record.retrieved,
            published=record.published,
            language=record.language,
            plain=not (record.published or record.retrieved or record.language),
        )
