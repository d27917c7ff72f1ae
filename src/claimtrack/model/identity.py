"""Identity: canonical JSON, hash ids and keys made from titles."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from claimtrack.dates import DateValue
    from claimtrack.model.records import Record, Value

_KEY_BREAKS = re.compile(r"[^\w]+|_+")
_KEY_LENGTH = 60
_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
DIGEST_BYTES = 16
"""Length of a hash id; written as twice as many hexadecimal digits."""


def canonical_json(content: Any) -> str:
    """Write JSON in the one form that hashes agree on: sorted keys, no spaces, characters as they are.

    After RFC 8785 (JCS) for the strings, integers, lists and objects that occur here.
    """
    return _ENCODER.encode(content)


def hash_id(tag: str, content: Any) -> str:
    """Hash tagged content: BLAKE2b, 32 hexadecimal digits, the same on every machine and Python version.

    Args:
        tag: the kind of record, so that equal contents of two kinds get two ids.
        content: what identifies the record, as JSON data.
    """
    import hashlib  # loads OpenSSL, which reading a case file does not need

    digest = hashlib.blake2b(canonical_json([tag, content]).encode("utf-8"), digest_size=DIGEST_BYTES)
    return digest.hexdigest()


def record_id(record: Record) -> str:
    """Derive the hash id of a record from the attributes that identify it."""
    content: dict[str, Any] = {}
    for name, shape in type(record).shapes.items():
        value = getattr(record, name)
        # A date that could not be read is false, and its words are said all the same.
        if shape.identity and (value or (shape.kind == "date" and value is not None)):
            content[name] = _identifying(shape.kind, value)
    return hash_id(type(record).__name__.lower(), content)


def _identifying(kind: str, value: Any) -> Any:
    """Reduce an attribute to what was said: the words of a date or value, not how they were read."""
    if kind == "date":
        return said_date(value)
    if kind == "values":
        return sorted(said_value(item) for item in value)
    if kind == "refs":
        return sorted(value)
    return value


def said_date(value: DateValue) -> str | list[str]:
    """Return what identifies a date: its words, and the record it counts from where there is one."""
    said = value.raw or value.edtf
    return [said, value.relative_to] if value.relative_to else said


def said_value(value: Value) -> list[str]:
    """Return what identifies a value: its field, whether it is a "not", its words, and the record a date counts from."""
    relation = getattr(value.read, "relative_to", "")
    said = [value.field, "not" if value.negative else "is", value.raw]
    return [*said, relation] if relation else said


def make_key(title: str) -> str:
    """Make a key from a title: lower case, words joined by hyphens, any script kept, at most 60 characters.

    >>> make_key("Helicopter lost east of Palmyra")
    'helicopter-lost-east-of-palmyra'
    """
    key = _KEY_BREAKS.sub("-", title.casefold()).strip("-")
    if len(key) > _KEY_LENGTH:
        key = key[:_KEY_LENGTH].rsplit("-", 1)[0].strip("-") or key[:_KEY_LENGTH]
    return key or "untitled"
