"""What the rows of an import refer to by name: entries of claimants, documents and events, numbered as they are met.

A key is made from the name alone and never numbered in the order of coming, so that the same rows give the same
records on every machine; where a name is too long for a key, a hash of it stands at the end.
"""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import blake2b
from json.encoder import encode_basestring as quoted
from typing import TYPE_CHECKING, Any

from claimtrack.characters import squeeze
from claimtrack.model import Assessment
from claimtrack.model.codec import TAG, Reading, decode
from claimtrack.model.identity import make_key, record_id
from claimtrack.store.columns import SIDE_TABLES, to_row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimtrack.dates import DateValue
    from claimtrack.model import Record
    from claimtrack.store.staging import Staging

KEY_LENGTH = 60
"""Characters that `make_key` gives at most."""
HASH_LENGTH = 16
"""Hexadecimal digits that tell names apart: two of a million are alike once in ten million cases."""
_DOCUMENT = ',"document":'


class RejectedRowError(Exception):
    """A row that cannot be taken; the message says why."""


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


def key_json(kind: str, key: str) -> str:
    """Write the `json` of an entry."""
    return f"{_DOCUMENT}{quoted(key)}" if kind == "document" else quoted(key)


def derived_key(title: str, identity: str = "") -> str:
    """Make a key from a title alone.

    Args:
        title: what the key is read from.
        identity: where given, what the hash at the end is of; otherwise there is one only where the title is cut.
    """
    plain = make_key(title[: 3 * KEY_LENGTH])
    if not identity and len(squeeze(title)) < KEY_LENGTH - 1:
        return plain
    return f"{plain[: KEY_LENGTH - HASH_LENGTH - 1].strip('-')}-{hashed(identity or squeeze(title))}"


def hashed(text: str) -> str:
    """Give the hash that stands at the end of a key."""
    return blake2b(text.encode("utf-8"), digest_size=HASH_LENGTH // 2).hexdigest()


def stage_record(staging: Staging, n: int, record: Record, numbers: Mapping[str, int]) -> None:
    """Stage a record with its lists of texts.

    Args:
        staging: takes it.
        n: its number.
        record: the record.
        numbers: the number of what it refers to, by kind.
    """
    kind = type(record).__name__.lower()
    staging.add(kind, (n, *to_row(record, lambda of, _name: numbers[of])))
    for attribute, table in SIDE_TABLES.items():
        for position, text in enumerate(getattr(record, attribute, ())):
            staging.add(table, (n, position, text))


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
