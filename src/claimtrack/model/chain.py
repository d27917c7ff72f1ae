"""Entries of the log, and the hashes that chain them.

A hash is a tagged SHA-256 as in BIP 340 (https://github.com/bitcoin/bips/blob/master/bip-0340.mediawiki), so that equal
bytes of two kinds get two hashes, over the canonical JSON of RFC 8785.
"""

from __future__ import annotations

from json.encoder import encode_basestring as quoted
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Mapping

_ENTRY, _ROWS = "claimtrack/entry", "claimtrack/rows"
_LARGEST_PLAIN = 1e21  # from here on, and below the smallest, ECMAScript writes a number with an exponent
_SMALLEST_PLAIN = 1e-6


def canonical(content: Any) -> str:
    """Return JSON data in the canonical form of RFC 8785.

    Whole numbers are written as they are, however large: the RFC would round them to a double.
    """
    match content:
        case None:
            return "null"
        case bool():
            return "true" if content else "false"
        case str():
            return quoted(content)
        case int():
            return str(content)
        case float():
            return _number(content)
        case dict():
            names = sorted(content, key=lambda name: name.encode("utf-16-be", "surrogatepass"))
            return "{" + ",".join(f"{quoted(name)}:{canonical(content[name])}" for name in names) + "}"
    return "[" + ",".join(map(canonical, content)) + "]"


def _number(value: float) -> str:
    """Write a number as ECMAScript's `Number::toString` does."""
    size = abs(value)
    if not size < float("inf"):
        raise ValueError(value)
    if value == int(value) and size < _LARGEST_PLAIN:
        return str(int(value))
    written = repr(value)
    if "e" not in written:
        return written
    if _SMALLEST_PLAIN <= size < _LARGEST_PLAIN:
        digits = written.partition("e")[0].replace(".", "").replace("-", "")
        exponent = int(written.partition("e")[2])
        return f"{'-' if value < 0 else ''}0.{'0' * (-exponent - 1)}{digits}"
    mantissa, _, exponent_text = written.partition("e")
    return f"{mantissa}e{int(exponent_text):+d}"


def tagged_hash(tag: str, message: str) -> str:
    """Return the tagged SHA-256 of a text, 64 hexadecimal digits."""
    from hashlib import sha256  # loads OpenSSL, which reading a case file does not need

    prefix = sha256(tag.encode()).digest()
    return sha256(prefix + prefix + message.encode("utf-8", "surrogatepass")).hexdigest()


def rows_hash(kind: str, texts: str) -> str:
    """Return the hash of the rows of a table, each a line as the views `entry_text_…` have them."""
    return tagged_hash(_ROWS, f"{kind}\n{texts}")


class Entry(Struct, frozen=True, kw_only=True):
    """One entry of the log.

    Attributes:
        number: its place in the chain, from 1.
        id: its hash.
        parent: the hash of the entry before; empty for the first.
        at: when it was written, UTC, ISO 8601.
        by: the analyst; empty for unnamed.
        command: name of the command.
        program: version of claimtrack.
        content: what was changed: `changes`, one for each record, and `rows`, digests of many made at once.
    """

    number: int
    id: str
    parent: str
    at: str
    by: str
    command: str
    program: str
    content: Mapping[str, Any]

    def derived_id(self) -> str:
        """Return the hash that the entry must have."""
        return entry_id(self.parent, self.at, self.by, self.command, self.program, canonical(self.content))


def entry_id(parent: str, at: str, by: str, command: str, program: str, content: str) -> str:
    """Return the hash of an entry.

    Args:
        parent: the hash of the entry before.
        at: when.
        by: by whom.
        command: by which command.
        program: version of the program.
        content: what was changed, as canonical JSON.
    """
    rest = f'"parent":{quoted(parent)},"program":{quoted(program)}'
    head = f'"at":{quoted(at)},"by":{quoted(by)},"command":{quoted(command)}'
    return tagged_hash(_ENTRY, f'{{{head},"content":{content},{rest}}}')


class Breach(NamedTuple):
    """Something that is not what it should be.

    Attributes:
        place: where: an entry of the log, a record, a table, a file.
        what: what is wrong with it.
    """

    place: str
    what: str
