"""The documents that the claims of a table were read in."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from claimtrack.intake.known import (
    HASH_LENGTH,
    KEY_LENGTH,
    Entry,
    Referents,
    derived_key,
    stage_record,
)
from claimtrack.intake.referents import Claimants, Telling, decoded
from claimtrack.intake.rules import check_storable, plain_lines
from claimtrack.model import Document
from claimtrack.model.identity import canonical_json, make_key
from claimtrack.store.held_records import with_addresses, with_keys

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

    from claimtrack.importers.mapping.bound import DocumentPlan
    from claimtrack.importers.mapping.cells import Row
    from claimtrack.store.staging import Staging

_FIRST_RELEASE = """SELECT key FROM document WHERE substr(title, 1, length(:named)) = :named AND derived_from IS NULL
    ORDER BY pk LIMIT 1"""
_PLAIN = "published IS NULL AND retrieved IS NULL AND language = ''"


class Documents(Referents):
    """The documents of one import.

    Args:
        connection: the case file.
        staging: takes what is to be made.
        telling: checks what is said of them.
        claimants: finds their publishers.

    Attributes:
        titled: whether documents are asked what they are called, of which there is only the address.
    """

    kind = "document"
    remembered = 25_000

    def __init__(
        self, connection: sqlite3.Connection, staging: Staging, telling: Telling, claimants: Claimants
    ) -> None:
        super().__init__(connection, staging)
        self._telling = telling
        self._claimants = claimants
        self._hosts: dict[str, str] = {}
        self._dated: set[int] = set()
        self.titled = False
        self._addresses = staging.rows("address")

    def of(self, plan: DocumentPlan, rows: list[Row], lines: Sequence[int]) -> list[Entry | None]:
        """Return the documents where the rows' claims were read; None where a row names none."""
        if plan.only_url is None or self._telling.mended:
            return [self.one(plan, row, line) for row, line in zip(rows, lines, strict=True)]
        return self.at(list(map(plan.only_url, rows)))

    def every(self, plans: Sequence[DocumentPlan], row: Row, line: int) -> list[Entry]:
        """Return all documents where a claim of a row was read, each once."""
        parts = [(plan, part) for plan in plans for part in (plan.split(row) if plan.split else (row,))]
        found = (self.one(plan, part, line) for plan, part in parts)
        return list({entry.key: entry for entry in found if entry is not None}.values())

    def release(self, dataset: str, published: str) -> Entry:
        """Return the document that a release of a dataset is.

        Args:
            dataset: its name.
            published: when it was published, in EDTF.
        """
        from claimtrack.dates.records import recorded_date

        named = f"{dataset}, release of "
        title, key = f"{named}{published}", make_key(f"{dataset} {published}")
        if title in self._cache:
            return self._cache[title]
        content: dict[str, Any] = {"key": key, "title": title, "published": recorded_date(published)}
        first = self._connection.execute(_FIRST_RELEASE, {"named": named}).fetchone()
        if first is not None and first[0] != key:  # releases of one dataset are one origin
            content |= {"derived_from": first[0], "derivation": "edition"}
        return self._described(title, content, None, 0)

    def one(self, plan: DocumentPlan, row: Row, line: int) -> Entry | None:
        """Return the document of one row; None where it names none."""
        if plan.only_url is not None and not self._telling.mended:
            return self.at([plan.only_url(row)])[0]
        cells: tuple[Any, ...] = (
            *[get(row) for _, get in plan.words],
            *[item.key(row) for item in (plan.published, plan.retrieved) if item],
            plan.publisher.name(row) if plan.publisher else "",
            plan.key(row) if plan.key else "",
        )
        known = self._cache.get(cells)
        if known is not None:
            return known
        pairs = zip(plan.words, cells, strict=False)
        content: dict[str, Any] = {name: plain_lines(text) for (name, _), text in pairs if text.strip()}
        publisher = None
        if plan.publisher is not None and cells[-2].strip():
            publisher = self._claimants.one(plan.publisher, cells[-2], row, line)
        if not content and not publisher:
            self._tell_dated(plan, row, line)
            return None
        if cells[-1].strip():
            content["key"] = cells[-1].strip()
        reading = self._telling.readings.against(publisher, None, content.get("language", ""))
        for name, expression in (("published", plan.published), ("retrieved", plan.retrieved)):
            if expression is not None:
                value = self._telling.date(expression, row, reading, "dates of documents", line)
                content |= {name: value} if value is not None else {}
        return self._described(cells, content, publisher, line)

    def _tell_dated(self, plan: DocumentPlan, row: Row, line: int) -> None:
        """Tell that a date is left out which is of no document, once of each line."""
        dates = [item for item in (plan.published, plan.retrieved) if item is not None]
        read = (self._telling.readings.date(item, row, self._telling.readings.plain) for item in dates)
        value = next(filter(None, read), None)
        if value is not None and value.raw.strip() and line not in self._dated:
            self._dated.add(line)
            self._telling.doubt("dates of documents that nothing names, left out", value.raw, line)

    def _described(self, cells: Any, content: Mapping[str, Any], publisher: Entry | None, line: int) -> Entry:
        """Return the document that cells describe: the one of the file with its key or address, or a new one.

        Args:
            cells: what the document is made of; equal cells mean the same one.
            content: its attributes, dates read.
            publisher: who published it.
            line: where they stand.

        Raises:
            RefusedError: a new one cannot be made, or the file holds another one.
        """
        url, title = str(content.get("url", "")), str(content.get("title", ""))
        key = str(content.get("key", "")) or self._key(url, title, content, publisher)
        record = self._held(key, url) if self._file_has_some else None
        if record is not None:
            said = {**content, **({"publisher": publisher.key} if publisher else {})}
            said.pop("key", None)
            self._telling.agree("document", record.key, said, line)
            entry = self._of_record(record)
            self._staging.add("document_key", (entry.n, entry.key))
        else:
            given = {**content, "key": key, **({"publisher": publisher.key} if publisher else {})}
            made = decoded("document", given)
            assert isinstance(made, Document)  # noqa: S101 - what `document` decodes to
            entry = self._of_record(made)
            earlier = self._mention(made.derived_from).n if made.derived_from else 0
            numbers = {"claimant": publisher.n if publisher else 0, "document": earlier}
            stage_record(self._staging, entry.n, made, numbers)
        self._remember({cells: entry})
        return entry

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

    def _of_record(self, record: Document) -> Entry:
        return self._entry(
            record.key,
            reference=record.published or record.retrieved,
            published=record.published,
            title=record.title or record.url,
            language=record.language,
            plain=not (record.published or record.retrieved or record.language),
        )

    # --- addresses ----------------------------------------------------------------------------

    def at(self, addresses: list[str]) -> list[Entry | None]:
        """Return the documents with these addresses, of which nothing else is known; None where there is no address.

        Raises:
            RefusedError: an address holds what no file can store.
        """
        found = self.known(addresses)
        pairs = zip(addresses, found, strict=True)
        new = [address for address, entry in pairs if entry is None and address.strip()]
        if not new:
            return found
        made = self._take(list(dict.fromkeys(new)))
        pairs = zip(addresses, found, strict=True)
        return [made.get(address) if entry is None else entry for address, entry in pairs]

    def _take(self, addresses: list[str]) -> dict[str, Entry]:
        """Return the documents of addresses that are not remembered, staging those that the file does not have."""
        check_storable("\n".join(addresses))
        keys = self._address_keys(addresses)
        made: dict[str, Entry] = {}
        if self._file_has_some:
            made = self._held_addresses(dict(zip(addresses, keys, strict=True)))
            left = [(url, key) for url, key in zip(addresses, keys, strict=True) if url not in made]
            addresses, keys = [url for url, _ in left], [key for _, key in left]
        numbers = self._numbers(len(keys))
        self._addresses.extend(zip(numbers, keys, addresses, strict=True))
        entries = [Entry(n, self._json(key)) for n, key in zip(numbers, keys, strict=True)]
        if self.titled:
            for entry, address in zip(entries, addresses, strict=True):
                entry.title = address
        made.update(zip(addresses, entries, strict=True))
        self._remember(made)
        return made

    def _held_addresses(self, keys: dict[str, str]) -> dict[str, Entry]:
        """Return the documents that the file has of these: by the key that is made of the address, or else by that."""
        plain = with_keys(self._connection, "document", list(keys.values()), _PLAIN)
        elsewhere = with_addresses(self._connection, [url for url, key in keys.items() if key not in plain])
        found: dict[str, Entry] = {}
        for url, key in keys.items():
            if plain.get(key):
                found[url] = self._mention(key)
            elif key in plain or url in elsewhere:
                found[url] = self._described(url, {"url": url}, None, 0)
        return found

    def _address_keys(self, addresses: list[str]) -> list[str]:
        """Make the keys of addresses: of each its host, and a hash of all of it."""
        hosts = [address.partition("://")[2].partition("/")[0] for address in addresses]
        names = self._hosts
        if len(names) > self.remembered:
            names.clear()
        for host in set(hosts).difference(names):
            short = make_key(host)[: KEY_LENGTH - HASH_LENGTH - 1].strip("-") if host else "document"
            names[host] = f"{short}-"
        size = HASH_LENGTH // 2
        return [
            names[host] + blake2b(address.encode(), digest_size=size).hexdigest()
            for host, address in zip(hosts, addresses, strict=True)
        ]
