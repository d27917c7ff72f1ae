"""Whether a record that comes in says what the one of the same identity says that is there already."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from claimtrack.model import Assertion, Correction
from claimtrack.model.codec import encode, key_of, kind_of, shapes
from claimtrack.model.identity import record_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimtrack.model import Record
    from claimtrack.store.reader import Reader


def disagreements(record: Record, content: Mapping[str, Any], held: Record, reader: Reader) -> Iterator[str]:
    """Name the attributes in which an incoming record contradicts the one that is held.

    To leave an attribute out is no contradiction, nor is a shorter list, nor what stood in the file before it was
    corrected there, nor a text that is read otherwise by now.

    Args:
        record: the record on its way in.
        content: its draft.
        held: the record of the same identity, of the file or earlier in the input.
        reader: the case file.
    """
    if isinstance(held, Assertion) and record_id(held) != held.id:
        return  # the held one was corrected after it was made; what it was then is this
    former: list[Mapping[str, Any]] | None = None
    for name, shape in shapes(type(record)).items():
        new, old = getattr(record, name), getattr(held, name)
        if name in ("recorded", "id") or not content.get(name) or new == old:
            continue
        if shape.kind == "refs":
            new = {reader.became(shape.of, key) or key for key in new}
        if shape.kind in ("texts", "refs") and set(new) <= set(old):
            continue
        if _same_words(shape.kind, content.get(name), new, old):
            continue
        former = _former(record, reader) if former is None else former
        if not any(before.get(name) == encode(record).get(name) for before in former):
            yield name


def _same_words(shape: str, given: Any, new: Any, old: Any) -> bool:
    """Tell whether both come from one text, which the input leaves to the program to read."""
    if shape == "date":
        return isinstance(given, str) and old is not None and new.raw == old.raw
    if shape == "values" and old:
        read = isinstance(given, dict) or not any("read" in item for item in given or ())
        return read and {_said(item) for item in new} == {_said(item) for item in old}
    return False


def _said(value: Any) -> tuple[str, bool, str]:
    return value.field, value.negative, value.raw


def _former(record: Record, reader: Reader) -> list[Mapping[str, Any]]:
    """Give what the record was before each of its corrections."""
    where = "WHERE t.kind = ? AND t.name = ?"
    found = reader.select(Correction, where, (kind_of(record), key_of(record)))
    return [json.loads(item.before) for item in found]
