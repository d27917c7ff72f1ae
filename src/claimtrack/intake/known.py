"""What the case file knows of a record on its way in, and what rows refer to by name.

Keys are changed and records are merged, so a record may stand in the file under another key by now; a link may have been
taken out. Both are told by the corrections of the file.
"""

from __future__ import annotations

import json
from hashlib import blake2b
from json.encoder import encode_basestring as quoted
from typing import TYPE_CHECKING, Any, ClassVar

from claimtrack.characters import squeeze
from claimtrack.intake.rules import Past
from claimtrack.model import RECORD_TYPES, Assertion, Correction, Link, Void
from claimtrack.model.codec import key_of, kind_of
from claimtrack.model.folders import said
from claimtrack.model.identity import make_key
from claimtrack.store.columns import SIDE_TABLES, to_row
from claimtrack.store.reader import Reader, builtin_fields
from claimtrack.store.taken_back import staying_voids

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence

    from claimtrack.dates import DateValue
    from claimtrack.model import Record
    from claimtrack.model.decoding import Reading
    from claimtrack.store.staging import Staging

_FIXED = ("assertion", "assessment", "inquiry")  # an id never changes

KEY_LENGTH = 60
"""Characters that `make_key` gives at most."""
HASH_LENGTH = 16
"""Hexadecimal digits that tell names apart: two of a million are alike once in ten million cases."""
_DOCUMENT = ',"document":'


_BY_HAND = """WHERE t.kind = 'link' AND t.name = ? AND NOT EXISTS (SELECT 1 FROM import_made i
    WHERE i.kind = 'correction' AND t.pk BETWEEN i.first AND i.last)"""
"""Links of a statement that a person took out; what went with an import comes with another."""


class Known:
    """What one case file holds, or held once, looked up once for each name.

    Args:
        reader: the case file.
    """

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._found: dict[tuple[str, str], Record | None] = {}
        self._ids: dict[str, str] = {}
        self._kinds: dict[str, bool] = {}
        self._staying: frozenset[tuple[str, str]] | None = None
        self.past = Past(reader.became, self._former)

    def look_up(self, kind: str, names: Iterable[str]) -> None:
        """Look up many names of a kind together."""
        new = [name for name in dict.fromkeys(names) if (kind, name) not in self._found]
        if not new or not self._any(kind):
            return
        there = self._reader.several(RECORD_TYPES[kind], new)
        renamed = kind not in _FIXED and self._reader.any_became(kind)
        for name in new:
            if name in there or not renamed:
                self._found[kind, name] = there.get(name)

    def _any(self, kind: str) -> bool:
        """Whether the file holds, or held, any record of a kind."""
        if kind not in self._kinds:
            count = self._reader.count
            self._kinds[kind] = count(f"(SELECT 1 FROM {kind} LIMIT 1)") > 0
        return self._kinds[kind]

    def held(self, kind: str, name: str) -> Record | None:
        """Return the record with this key or id, or the one that had this key before; None where there is none.

        Args:
            kind: any kind that has keys or ids.
            name: the key or id, in full.
        """
        if not self._any(kind):
            return None
        if (kind, name) not in self._found:
            self._found[kind, name] = self._look(kind, name)
        return self._found[kind, name]

    def id_of(self, text: str) -> str:
        """Return the id of the assertion with this label or id; empty where there is none."""
        if text not in self._ids:
            where = "WHERE t.label = ?1 OR t.id = ?1"
            rows = self._reader.select(Assertion, where, (text,)) if self._any("assertion") else ()
            self._ids[text] = rows[0].id if rows else ""
        return self._ids[text]

    def _look(self, kind: str, name: str) -> Record | None:
        cls = RECORD_TYPES[kind]
        held = self._reader.get(cls, name)
        if held is not None or kind in _FIXED:
            return held
        key = self._reader.became(kind, name)
        return self._reader.get(cls, key) if key else None

    def named(self, kind: str, name: str) -> Record | None:
        """Return what can be referred to by a key or id: what the file holds, and the fields that every file knows."""
        found = self.held(kind, name)
        return builtin_fields().get(name) if found is None and kind == "field" else found

    def same(self, record: Record, name: str) -> Record | None:
        """Return the record of the file that this one is, perhaps by a key that it goes by no longer.

        Args:
            record: the record on its way in, its references settled.
            name: its key or id; not used where it has none.
        """
        match record:
            case Link():
                return self._same_link(record) if self._any("link") else None
            case Void():
                return self._same_void(record) if self._any("void") else None
        return self.held(kind_of(record), name)

    def _same_void(self, void: Void) -> Void | None:
        where = "WHERE t.kind = ? AND t.name = ? AND t.because = ?"
        found = self._reader.select(Void, where, (void.kind, void.name, void.because))
        content = said(void.content)
        return next((item for item in found if said(item.content) == content), None)

    def void(self, kind: str, name: str) -> Void | None:
        """Return why a record is void; None where it is not."""
        if not self._any("void"):
            return None
        where = "WHERE t.kind = ? AND t.name = ? AND t.revived = ''"
        found = self._reader.select(Void, where, (kind, name))
        return found[0] if found else None

    def stays_void(self, kind: str, name: str) -> bool:
        """Whether a record is void and stays so though a file has it."""
        if self._staying is None:
            self._staying = staying_voids(self._reader.connection)
        return (kind, name) in self._staying

    def _same_link(self, link: Link) -> Link | None:
        where = """WHERE t.kind = ? AND t.source = (SELECT pk FROM assertion WHERE id = ?)
            AND t.target = (SELECT pk FROM assertion WHERE id = ?)"""
        found = self._reader.select(Link, where, (link.kind, link.source, link.target))
        return next((item for item in found if sorted(item.fields) == sorted(link.fields)), None)

    def times(self, correction: Correction) -> int:
        """Return how often the file has a correction, of this very time."""
        if not self._any("correction"):
            return 0
        where = "WHERE t.kind = ? AND t.name = ? AND t.became = ? AND t.recorded = ?"
        content = (correction.kind, correction.name, correction.became, correction.recorded)
        before = said(correction.before)
        return sum(said(item.before) == before for item in self._reader.select(Correction, where, content))

    def _former(self, record: Record) -> list[Mapping[str, Any]]:
        where = "WHERE t.kind = ? AND t.name = ?"
        found = self._reader.select(Correction, where, (kind_of(record), key_of(record)))
        return [json.loads(item.before) for item in found]

    def taken_out(self, link: Link) -> str:
        """Return when a link was last taken out of the file since it was made.

        Args:
            link: the link on its way in, its references settled. One without a time is older than any removal.

        Returns:
            The time, UTC, ISO 8601; empty where it was never taken out, or was made after that.
        """
        removals = self._reader.select(Correction, _BY_HAND, (link.source,))
        last = max((item.recorded for item in removals if self._is_of(item, link)), default="")
        return last if link.recorded <= last else ""

    def _is_of(self, removal: Correction, link: Link) -> bool:
        before = json.loads(removal.before)
        found = {key: self.named("field", key) for key in before.get("fields", ())}
        fields = {key_of(field) if field is not None else key for key, field in found.items()}
        told = (before.get("kind"), before.get("target"), fields)
        return told == (link.kind, link.target, set(link.fields))


# --- what rows refer to -----------------------------------------------------------------------


class Entry:
    """A record that rows refer to. There may be a million: most have a number and a key, and the rest is the class's.

    Attributes:
        n: its number in the side database.
        json: the key as canonical JSON, for hash ids; of a document with the attribute before it.
        defined: the file or the import has a record for it.
        held: of a claimant or event, whether the file had it before.
        habits: what the dates of a claimant are read with: order, calendar, zone; and its language.
        reference: the date that relative dates of a document hang on.
        language: of the document.
        occurred: when the event happened, as the analyst has it.
        published: when the document was published.
        title: of a document, as far as it is known here; its address where there is none.
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
    title: str = ""
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


class Referents:
    """Records of one kind that rows refer to by name: found in the case file, or made; numbered as they are met.

    A name that was met is remembered; when too many are, all are forgotten, and looked up or made again.

    Args:
        connection: the case file.
        staging: takes what is to be made.
    """

    kind: ClassVar[str]
    remembered: ClassVar[int]

    def __init__(self, connection: sqlite3.Connection, staging: Staging) -> None:
        self._connection = connection
        self._staging = staging
        self._reader = Reader(connection)
        self._file_has_some = self._reader.count(f"(SELECT 1 FROM {self.kind} LIMIT 1)") > 0
        self._count = 0
        self._cache: dict[Any, Entry] = {}

    def known(self, names: Sequence[Any]) -> list[Entry | None]:
        """Return the records that names have lately been found to mean; None for the others."""
        return list(map(self._cache.get, names))

    def _remember(self, entries: Mapping[Any, Entry]) -> None:
        if len(self._cache) + len(entries) > self.remembered:
            self._cache.clear()
        self._cache.update(entries)

    def _numbers(self, count: int) -> range:
        """Return the next numbers of the side database."""
        first, self._count = self._count + 1, self._count + count
        return range(first, self._count + 1)

    def _entry(self, key: str, **more: Any) -> Entry:
        return Entry(self._numbers(1)[0], self._json(key), **more)

    def _json(self, key: str) -> str:
        """Write the `json` of an entry."""
        return f"{_DOCUMENT}{quoted(key)}" if self.kind == "document" else quoted(key)

    def _mention(self, key: str, **more: Any) -> Entry:
        """Stage the key of a record that this import does not make, or has made."""
        entry = self._entry(key, **more)
        self._staging.add(f"{self.kind}_key", (entry.n, key))
        return entry


def derived_key(title: str, identity: str = "") -> str:
    """Make a key from a title alone.

    It is never numbered in the order of coming, so that the same rows give the same records on every machine; where a
    title is too long for a key, a hash of it stands at the end.

    Args:
        title: what the key is read from.
        identity: where given, what the hash at the end is of; otherwise there is one only where the title is cut.
    """
    plain = make_key(title[: 3 * KEY_LENGTH])
    if not identity and len(squeeze(title)) < KEY_LENGTH - 1:
        return plain
    return f"{plain[: KEY_LENGTH - HASH_LENGTH - 1].strip('-')}-{hashed(identity or squeeze(title))}"


def hashed(text: str) -> str:
    """Return the hash that stands at the end of a key."""
    return blake2b(text.encode("utf-8"), digest_size=HASH_LENGTH // 2).hexdigest()


def stage_record(staging: Staging, n: int, record: Record, numbers: Mapping[str, int]) -> None:
    """Stage a record with its lists of texts.

    Args:
        staging: takes it.
        n: its number.
        record: the record.
        numbers: the number of what it refers to, by kind.
    """
    staging.add(kind_of(record), (n, *to_row(record, lambda of, _name: numbers[of])))
    for attribute, table in SIDE_TABLES.items():
        for position, text in enumerate(getattr(record, attribute, ())):
            staging.add(table, (n, position, text))
