"""What the case file holds, or held once, of a record on its way in.

Keys are changed and records are merged, so a record may stand there under another key by now; a link may have been
taken out. Both are told by the corrections of the file.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from claimtrack.model import RECORD_TYPES, Correction, Link
from claimtrack.model.codec import key_of, kind_of
from claimtrack.store.reader import builtin_fields

if TYPE_CHECKING:
    from claimtrack.model import Record
    from claimtrack.store.reader import Reader

_FIXED = ("assertion", "assessment")  # an id never changes


def held_by_name(reader: Reader, kind: str, name: str) -> Record | None:
    """Give the record with this key or id, or the one that had this key before; None where there is none.

    Args:
        reader: the case file.
        kind: any kind that has keys or ids.
        name: the key or id, in full.
    """
    cls = RECORD_TYPES[kind]
    held = reader.get(cls, name)
    if held is not None or kind in _FIXED:
        return held
    key = reader.became(kind, name)
    return reader.get(cls, key) if key else None


def known_by_name(reader: Reader, kind: str, name: str) -> Record | None:
    """Give what can be referred to by a key or id: what the file holds, and the fields that every file knows."""
    held = held_by_name(reader, kind, name)
    return builtin_fields().get(name) if held is None and kind == "field" else held


def held_record(reader: Reader, record: Record, name: str) -> Record | None:
    """Give the record of the file that this one is, perhaps by a key that it goes by no longer.

    Args:
        reader: the case file.
        record: the record on its way in, its references settled.
        name: its key or id; not used where it has none.
    """
    match record:
        case Link():
            return _held_link(reader, record)
        case Correction():
            return _held_correction(reader, record)
    return held_by_name(reader, kind_of(record), name)


def _held_link(reader: Reader, link: Link) -> Link | None:
    where = """WHERE t.kind = ? AND t.source = (SELECT pk FROM assertion WHERE id = ?)
        AND t.target = (SELECT pk FROM assertion WHERE id = ?)"""
    found = reader.select(Link, where, (link.kind, link.source, link.target))
    return next((item for item in found if sorted(item.fields) == sorted(link.fields)), None)


def _held_correction(reader: Reader, correction: Correction) -> Correction | None:
    where = "WHERE t.kind = ? AND t.name = ? AND t.became = ? AND t.recorded = ?"
    content = (correction.kind, correction.name, correction.became, correction.recorded)
    before = json.loads(correction.before)
    found = reader.select(Correction, where, content)
    return next((item for item in found if json.loads(item.before) == before), None)


def taken_out(reader: Reader, link: Link) -> str:
    """Tell when a link was last taken out of the file since it was made.

    Args:
        reader: the case file, which does not hold the link.
        link: the link on its way in, its references settled. One without a time is older than any removal.

    Returns:
        The time, UTC, ISO 8601; empty where it was never taken out, or was made after that.
    """
    removals = reader.select(Correction, "WHERE t.kind = 'link' AND t.name = ?", (link.source,))
    last = max((item.recorded for item in removals if _is_of(reader, item, link)), default="")
    return last if link.recorded <= last else ""


def _is_of(reader: Reader, removal: Correction, link: Link) -> bool:
    before = json.loads(removal.before)
    found = {key: known_by_name(reader, "field", key) for key in before.get("fields", ())}
    fields = {key_of(field) if field is not None else key for key, field in found.items()}
    return (before.get("kind"), before.get("target"), fields) == (link.kind, link.target, set(link.fields))
