"""Whom and what the rows of a table mean: claimants, events and documents of the case file, or new ones.

What rows say of a record that the file holds already must agree with it, as it must in every other door. Of a dataset
that was imported before, its own later release may say it otherwise: that is told, see `releases`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from claimtrack.characters import fold_name, squeeze
from claimtrack.intake.known import (
    HASH_LENGTH,
    KEY_LENGTH,
    Entry,
    Known,
    Referents,
    derived_key,
    stage_record,
)
from claimtrack.intake.mending import Otherwise
from claimtrack.intake.rules import RefusedError, check_storable, date_doubts, disagreements, plain_lines
from claimtrack.model import Assessment, Claimant, Document, Event
from claimtrack.model.codec import TAG, Reading, decode, kind_of
from claimtrack.model.draft import Position
from claimtrack.model.identity import canonical_json, make_key, record_id
from claimtrack.store.columns import date_cells, read_date_column
from claimtrack.store.held import with_addresses, with_keys

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

    from claimtrack.dates import DateValue
    from claimtrack.importers.mapping.bound import ClaimantPlan, DocumentPlan, EventPlan
    from claimtrack.importers.mapping.cells import Row
    from claimtrack.importers.mapping.dates import DateExpression
    from claimtrack.intake.mending import Mending
    from claimtrack.intake.readings import Readings
    from claimtrack.intake.report import ImportReport
    from claimtrack.model import Record
    from claimtrack.store.staging import Staging

_NO_KEY = re.compile(r"[\s/]")
_PLAIN = "published IS NULL AND retrieved IS NULL AND language = ''"
_OTHERWISE = "that the rows describe otherwise than the case file, which keeps what it has"


def decoded(kind: str, content: Mapping[str, Any]) -> Record:
    """Make a record, with the checks that every record goes through; dates and places come read.

    Raises:
        RefusedError: it cannot be.
    """
    from claimtrack.dates import DateValue
    from claimtrack.values import Place

    ready = {name: item for name, item in content.items() if isinstance(item, DateValue | Place)}
    rest = {name: item for name, item in content.items() if name not in ready and item not in ("", None, [])}
    record, problems = decode({TAG: kind, **rest}, Reading())
    if record is None:
        raise RefusedError("; ".join(f"{kind} {item.attribute}: {item.message}" for item in problems))
    if not ready:
        return record
    record = replace(record, **ready)  # type: ignore[arg-type]
    return replace(record, id=record_id(record)) if isinstance(record, Assessment) else record


class Telling:
    """What rows say of records, against what is said of these already.

    Args:
        known: what the case file holds.
        report: takes what should be looked at.
        source: name of the input.
        readings: reads dates.
        mending: takes what is described otherwise, where the dataset was imported before; else None.
    """

    def __init__(
        self,
        known: Known,
        report: ImportReport,
        source: str,
        readings: Readings,
        mending: Mending | None,
    ) -> None:
        self.readings = readings
        self.release = mending is not None
        self.mended = mending is not None and mending.mended
        self._mending = mending
        self._known = known
        self._report = report
        self._source = source

    def agree(self, kind: str, key: str, content: Mapping[str, Any], line: int) -> None:
        """Check what a row says of a record that the case file holds.

        Raises:
            RefusedError: it says something else, and is no later release of its dataset.
        """
        held = self._known.held(kind, key)
        if held is None:
            return
        record = decoded(kind, {**_required(held), **content, "key": key})
        others = list(disagreements(record, content, held, self._known.past))
        if self.mended:  # the same words, read otherwise
            others = [name for name in content if getattr(record, name) != getattr(held, name)]
        if not others:
            return
        if self._mending is not None:
            self._mending.tell(kind, key, Otherwise(record, tuple(others), line))
        elif kind == "claimant":
            self.doubt(f"{kind}s {_OTHERWISE}", f"{key}: {', '.join(others)}", line)
        else:
            what = " and ".join(f"another {name}" for name in others)
            raise RefusedError(f"the case file has {what} for {kind} {key!r}; make them agree")

    def date(
        self, expression: DateExpression, row: Row, reading: Reading, what: str, line: int
    ) -> DateValue | None:
        """Read a date, and say so where it cannot be read, or in two ways."""
        value = self.readings.date(expression, row, reading)
        for kind, example in date_doubts(value, what):
            self.doubt(kind, example, line)
        return value

    def place(self, text: Any, line: int) -> Any:
        """Read the place of an event, and say so where it cannot be read."""
        from claimtrack.values import Place, read_value

        place = read_value(text, "place") if text else None
        if text and not isinstance(place, Place):
            self.doubt("places of events that could not be read", f"{text!r}", line)
            return None
        return place

    def doubt(self, kind: str, example: str, line: int) -> None:
        """Count something that should be looked at."""
        self._report.doubt(kind, example, Position(self._source, line))


def _required(held: Record) -> dict[str, Any]:
    """Return what a record cannot be without, so that what is said of it can be checked by itself."""
    title = {"event": "title", "claimant": "name"}.get(kind_of(held), "")
    return {title: getattr(held, title)} if title else {}


# --- who speaks -------------------------------------------------------------------------------


class Claimants(Referents):
    """The claimants of one import.

    Args:
        connection: the case file.
        staging: takes what is to be made.
        telling: checks what is said of them.
        described: what the mapping says of claimants, by name.
    """

    kind = "claimant"
    remembered = 200_000

    def __init__(
        self,
        connection: sqlite3.Connection,
        staging: Staging,
        telling: Telling,
        described: Mapping[str, Mapping[str, Any]],
    ) -> None:
        super().__init__(connection, staging)
        self._telling = telling
        self._described = described
        self._keys: dict[str, set[str]] = {}
        for key, name in self._reader.names_of_claimants():
            self._keys.setdefault(fold_name(name) or name, set()).add(key)
        self._defined: set[str] = set()

    def of(self, plan: ClaimantPlan, names: list[str], rows: list[Row], lines: Sequence[int]) -> list[Entry]:
        """Return the claimants of rows, by the names that they have there."""
        found = self.known(names)
        for place, entry in enumerate(found):
            if entry is None:
                found[place] = self.one(plan, names[place], rows[place], lines[place])
        return found  # type: ignore[return-value]  # the gaps are filled

    def one(self, plan: ClaimantPlan, name: str, row: Row, line: int) -> Entry:
        """Return the claimant of one row."""
        return self.named(name, {key: words(row) for key, words in plan.attributes}, line)

    def named(self, name: str, attributes: Mapping[str, str], line: int) -> Entry:
        """Return the claimant of a name: one of the file by key, name or alias, spelling folded; or a new one.

        Raises:
            RefusedError: several claimants of the file have the name, or a new one cannot be made.
        """
        found = self._cache.get(name)
        if found is None:
            found = self._find(name, attributes, line)
            self._remember({name: found})
        return found

    def _find(self, name: str, attributes: Mapping[str, str], line: int) -> Entry:
        plain = squeeze(name)
        if not plain:
            raise RefusedError("there is no claimant: nobody says this")
        given = {key: text for key, text in attributes.items() if text.strip()}
        said = {**self._described.get(plain, {}), **given}
        folded = fold_name(plain) or plain
        keys = self._keys.get(folded, set())
        if said.get("key"):
            keys = {said["key"]} if self._reader.get(Claimant, said["key"]) is not None else set()
        if len(keys) > 1:
            raise RefusedError(f"claimant {plain!r} could be any of: {', '.join(sorted(keys))}; use the key")
        return self._held(next(iter(keys)), said, line) if keys else self._make(plain, folded, said, line)

    def _held(self, key: str, said: Mapping[str, Any], line: int) -> Entry:
        record = self._reader.get(Claimant, key)
        if record is not None:
            plain = {name: item for name, item in said.items() if name not in ("key", "part_of", "aliases")}
            self._telling.agree("claimant", key, plain, line)
            return self._mention(key, held=True, habits=_habits(record))
        # Made by this import, under another spelling.
        return next((item for item in self._cache.values() if item.key == key), None) or self._mention(key)

    def _make(self, name: str, folded: str, said: dict[str, Any], line: int) -> Entry:
        key = said.get("key") or derived_key(name)
        if isinstance(said.get("aliases"), str):
            others = dict.fromkeys(said["aliases"].split("\n"))
            said = {**said, "aliases": [other for other in others if other not in ("", name)]}
        if said.get("part_of"):
            said = {**said, "part_of": self.named(str(said["part_of"]), {}, line).key}
        record = decoded("claimant", {**said, "key": key, "name": name})
        assert isinstance(record, Claimant)  # noqa: S101 - what `claimant` decodes to
        self._keys.setdefault(folded, set()).add(key)
        if key in self._defined:
            return self._mention(key, habits=_habits(record))
        entry = self._entry(key, habits=_habits(record))
        self._defined.add(key)
        parent = self.named(record.part_of, {}, line).n if record.part_of else 0
        stage_record(self._staging, entry.n, record, {"claimant": parent})
        return entry


def _habits(record: Claimant) -> tuple[str, str, str, str]:
    return (record.date_order, record.calendar, record.zone, record.language)


# --- what it is about -------------------------------------------------------------------------


class Events(Referents):
    """The events of one import.

    Args:
        connection: the case file.
        staging: takes what is to be made.
        telling: checks what is said of them.
        plan: what rows say of them.
    """

    kind = "event"
    remembered = 250_000

    def __init__(
        self, connection: sqlite3.Connection, staging: Staging, telling: Telling, plan: EventPlan
    ) -> None:
        super().__init__(connection, staging)
        self._telling = telling
        self._plan = plan
        self._titles: dict[str, str] | None = None
        self._undescribed: dict[int, str] = {}
        self._described: dict[int, tuple[int, int]] = {}  # by number: the hash of the cells, and their line
        self._otherwise: set[int] = set()  # lines of rows told of since `settle`: some come twice
        also = (plan.proposition, plan.note, plan.occurred, plan.place)
        self._title_only = plan.key is None and not plan.tags and not any(also)

    def of(self, rows: Sequence[Row], lines: Sequence[int]) -> list[Entry]:
        """Return the events that rows are about, saying what they are where the file has not got them.

        Raises:
            RefusedError: a row names none, or says of one what cannot be.
        """
        plan = self._plan
        words = plan.key if plan.key is not None else plan.title
        assert words is not None  # noqa: S101 - the compiler asks for one of the two
        entries = self.named(list(map(words, rows)))
        if self._title_only:
            for entry, row, line in zip(entries, rows, lines, strict=True):
                if not entry.settled and not entry.held and (plan.when is None or plan.when(row)):
                    self._define(entry, row, line)
            return entries
        for entry, row, line in zip(entries, rows, lines, strict=True):
            if plan.when is None or plan.when(row):
                self._describe(entry, row, line)
        return entries

    def date_of(self, row: Row) -> DateValue | None:
        """Return when the event of a row happened, as the row has it."""
        occurred = self._plan.occurred
        return (
            self._telling.readings.date(occurred, row, self._telling.readings.plain)
            if occurred is not None
            else None
        )

    def named(self, names: list[str]) -> list[Entry]:
        """Return the events of keys or titles, as far as the file has them.

        Raises:
            RefusedError: there is no such name, the key is none, or no case file can store it.
        """
        found = self.known(names)
        new = dict.fromkeys(name for name, entry in zip(names, found, strict=True) if entry is None)
        if new:
            made = self._take(list(new))
            pairs = zip(names, found, strict=True)
            found = [made[name] if entry is None else entry for name, entry in pairs]
        return found  # type: ignore[return-value]  # the gaps are filled

    def _take(self, names: list[str]) -> dict[str, Entry]:
        check_storable("\n".join(names))
        keys = [name.strip() for name in names] if self._plan.key is not None else self._keys(names)
        for key in keys:
            if not key or _NO_KEY.search(key):
                raise RefusedError(f"the event key {key!r} must be one word: no spaces and no slash")
        there = with_keys(self._connection, "event", keys, "occurred") if self._file_has_some else {}
        made = {name: self._met(key, there) for name, key in zip(names, keys, strict=True)}
        self._remember(made)
        return made

    def _met(self, key: str, there: Mapping[str, str | None]) -> Entry:
        if key not in there:
            entry = self._entry(key, defined=False)
            self._undescribed[entry.n] = key
            return entry
        occurred = there[key]
        when = read_date_column(occurred) if occurred is not None else None
        return self._mention(key, held=True, occurred=when)

    def settle(self) -> None:
        """Stage the keys of events that no row has said what they are: a later one, or the file, may still have them."""
        for n, key in self._undescribed.items():
            self._staging.add("event_key", (n, key))
        self._undescribed.clear()
        self._otherwise.clear()

    # --- what rows say of them ----------------------------------------------------------------

    def _describe(self, entry: Entry, row: Row, line: int) -> None:
        """Take what a row says of its event: the first says what it is, the others are held against that."""
        cells = self._cells(row)
        known = self._described.get(entry.n)
        if known is None:
            if entry.held:
                self._agree(entry, row, line)
                entry.settled = True
            elif not self._define(entry, row, line):
                return
            if len(self._described) >= self.remembered:
                self._described.clear()
            self._described[entry.n] = hash(cells), line
        elif known[0] != hash(cells) and any(cells):
            if entry.held:
                self._agree(entry, row, line)
            elif line not in self._otherwise:
                self._otherwise.add(line)
                what = (
                    f"{entry.key}: {', '.join(str(cell) for cell in cells if cell)} (line {known[1]} stands)"
                )
                self._telling.doubt("rows that describe an event otherwise than an earlier one", what, line)

    def _cells(self, row: Row) -> tuple[Any, ...]:
        plan = self._plan
        words = (plan.title, plan.proposition, plan.note, *plan.tags)
        return (
            *(get(row) for get in words if get is not None),
            plan.occurred.key(row) if plan.occurred else "",
            plan.place(row) if plan.place else "",
        )

    def _agree(self, entry: Entry, row: Row, line: int) -> None:
        """Hold what a row says against what the file has; of a dataset that was here before, `releases` does."""
        plan = self._plan
        if self._telling.release and plan.key is not None and plan.title is not None:
            if entry.n not in self._described:
                cells = (entry.n, plan.title(row).strip(), date_cells(self.date_of(row))[0], line)
                self._staging.add("told", cells)
            if not self._telling.mended:
                return
        content, tags = self._content(row, line)
        if plan.key is None:
            content.pop("title", None)  # by which the event was found
        self._telling.agree("event", entry.key, {**content, **({"tags": list(tags)} if tags else {})}, line)

    def _define(self, entry: Entry, row: Row, line: int) -> bool:
        """Say what an event is that the file has not; false where the row gives it no title.

        Raises:
            RefusedError: it cannot be.
        """
        content, tags = self._content(row, line)
        if not self._plan.title:
            content["title"] = entry.key
        if not content.get("title"):
            return False
        if set(content) == {"title"} and not tags:
            check_storable(content["title"])  # where events go by a key, it stands in a column of its own
            self._staging.add("titled", (entry.n, entry.key, content["title"]))
        else:
            record = decoded("event", {**content, "key": entry.key, "tags": list(tags)})
            assert isinstance(record, Event)  # noqa: S101 - what `event` decodes to
            stage_record(self._staging, entry.n, record, {})
            entry.occurred = record.occurred
        entry.defined = entry.settled = True
        self._undescribed.pop(entry.n, None)
        return True

    def _content(self, row: Row, line: int) -> tuple[dict[str, Any], tuple[str, ...]]:
        """Return what a row says of its event, what it leaves empty left out; and its tags."""
        plan = self._plan
        content: dict[str, Any] = {}
        for name, words in (("title", plan.title), ("proposition", plan.proposition), ("note", plan.note)):
            if words is not None and (text := plain_lines(words(row))).strip():
                content[name] = text.strip() if name == "title" else text
        if plan.occurred is not None:
            content["occurred"] = self._telling.date(
                plan.occurred, row, self._telling.readings.plain, "dates of events", line
            )
        if plan.place is not None:
            content["place"] = self._telling.place(plan.place(row), line)
        tags = tuple(dict.fromkeys(tag for words in plan.tags for tag in words(row)))
        return {name: item for name, item in content.items() if item is not None}, tags

    # --- keys of titles -----------------------------------------------------------------------

    def _keys(self, titles: list[str]) -> list[str]:
        """Return the keys that titles stand for: those made of them, or those of the events of the file that they name.

        Raises:
            RefusedError: a title is empty.
        """
        plain = list(map(squeeze, titles))
        if not all(plain):
            raise RefusedError("there is no event: what is this about?")
        keys = list(map(derived_key, plain))
        if not self._file_has_some:
            return keys
        there = with_keys(self._connection, "event", [*keys, *plain], "1")
        return [
            key if key in there else title if title in there else self._titled(title, key)
            for title, key in zip(plain, keys, strict=True)
        ]

    def _titled(self, title: str, key: str) -> str:
        """Return the key of the event of the file with a title where that is another than the one made of it."""
        if self._titles is None:
            rows = self._connection.execute("SELECT key, title FROM event")
            self._titles = {fold_name(name): key for key, name in rows if derived_key(squeeze(name)) != key}
        return self._titles.get(fold_name(title), key)


# --- where it was read ------------------------------------------------------------------------


class Documents(Referents):
    """The documents of one import.

    Args:
        connection: the case file.
        staging: takes what is to be made.
        telling: checks what is said of them.
        claimants: finds their publishers.
    """

    kind = "document"
    remembered = 50_000

    def __init__(
        self, connection: sqlite3.Connection, staging: Staging, telling: Telling, claimants: Claimants
    ) -> None:
        super().__init__(connection, staging)
        self._telling = telling
        self._claimants = claimants
        self._hosts: dict[str, str] = {}
        self._addresses = staging.rows("address")

    def of(self, plan: DocumentPlan, rows: list[Row], lines: Sequence[int]) -> list[Entry | None]:
        """Return the documents where the rows' claims were read; None where a row names none."""
        if plan.only_url is None:
            return [self.one(plan, row, line) for row, line in zip(rows, lines, strict=True)]
        return self.at(list(map(plan.only_url, rows)))

    def one(self, plan: DocumentPlan, row: Row, line: int) -> Entry | None:
        """Return the document of one row; None where it names none."""
        if plan.only_url is not None:
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
            return None
        if cells[-1].strip():
            content["key"] = cells[-1].strip()
        reading = self._telling.readings.against(publisher, None, content.get("language", ""))
        for name, expression in (("published", plan.published), ("retrieved", plan.retrieved)):
            if expression is not None:
                value = self._telling.date(expression, row, reading, "dates of documents", line)
                content |= {name: value} if value is not None else {}
        return self._described(cells, content, publisher, line)

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
            numbers = {"claimant": publisher.n if publisher else 0}
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
