"""What corrections, edits and voids keep of a record: whether it is in the native form, before anything relies on that."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from claimtrack.errors import ClaimtrackError
from claimtrack.model.codec import TAG, shapes
from claimtrack.model.decoding import Problem, Reading, RejectedAttributeError, decode, decode_attribute
from claimtrack.model.edits import LISTS
from claimtrack.model.records import RECORD_TYPES, Correction, Edit, Void
from claimtrack.model.shape import Shape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from claimtrack.model.records import Record

_KINDS = [kind for kind, cls in RECORD_TYPES.items() if cls not in (Correction, Edit, Void)]
_ANSWER = "value"  # a correction may be of one answer of an assertion
_OF_ANSWER = {"field": Shape("text", required=True), "raw": Shape("text", required=True)}
_WHOLE_TEXTS = ("text", "slug", "term", "ref", "stamp")


def problems_of(record: Record, field_type: Callable[[str], str | None]) -> Iterator[Problem]:
    """Yield what is wrong with what a correction, an edit or a void keeps; of any other record nothing.

    Args:
        record: the record.
        field_type: gives the type of a field by its key; what answers one that is known no longer is taken for a text.
    """
    if not isinstance(record, Correction | Edit | Void):
        return
    reading = Reading(field_type=lambda key: field_type(key) or "text")
    known = [*_KINDS, _ANSWER] if isinstance(record, Correction) else _KINDS
    if record.kind not in known:
        yield Problem("kind", f"{record.kind!r} is no kind of record; one of: {', '.join(known)}")
    elif isinstance(record, Edit):
        yield from _of_edit(record, reading)
    elif isinstance(record, Correction):
        found = _OF_ANSWER if record.kind == _ANSWER else shapes(RECORD_TYPES[record.kind])
        is_whole = record.kind in (_ANSWER, "link")
        yield from _of_attributes("before", json.loads(record.before), found, reading, whole=is_whole)
    else:
        yield from _of_void(record, reading)


def _of_edit(edit: Edit, reading: Reading) -> Iterator[Problem]:
    shape = shapes(RECORD_TYPES[edit.kind]).get(edit.attribute)
    if shape is None:
        yield Problem("attribute", f"{edit.kind} has no {edit.attribute!r}")
        return
    for side in ("before", "after"):
        held = json.loads(getattr(edit, side)).get("is")
        if held is None:
            continue
        if shape.kind in LISTS:
            fault = "" if held is True else "must be true where the list holds it"
        elif shape.kind == "bearings":
            fault = "" if isinstance(held, str) else "must be a role"
        else:
            fault = _fault(shape, edit.attribute, held, reading)
        if fault:
            yield Problem(f"{side}.is", fault)


def _of_void(void: Void, reading: Reading) -> Iterator[Problem]:
    content = json.loads(void.content)
    record = content.get("record")
    if not isinstance(record, dict) or record.get(TAG) != void.kind:
        yield Problem("content.record", f"must be the {void.kind} that is void")
        return
    others = content.get("with", [])
    if not isinstance(others, list) or not all(isinstance(item, dict) for item in others):
        yield Problem("content.with", "must be a list of records")
        return
    if not isinstance(content.get("again", 0), int):
        yield Problem("content.again", "must be a number")
    bearings = content.get("bearings", [])
    if not isinstance(bearings, list) or not all(_is_bearing(item) for item in bearings):
        yield Problem("content.bearings", "must be a list of keys of evidence, each with its role")
    for place, kept in (("content.record", record), *(("content.with", item) for item in others)):
        for problem in decode(kept, reading)[1]:
            yield Problem(f"{place}.{problem.attribute}", problem.message)


def _is_bearing(item: Any) -> bool:
    return isinstance(item, list) and len(item) == 2 and all(isinstance(text, str) for text in item)


def _of_attributes(
    place: str, content: Mapping[str, Any], known: Mapping[str, Shape], reading: Reading, *, whole: bool
) -> Iterator[Problem]:
    """Yield what is wrong with attributes of a record; one that there is no longer is let be.

    Args:
        place: where they stand.
        content: the attributes.
        known: the shapes of those that there are.
        reading: against what they are read.
        whole: whether what is required must be there.
    """
    for name, shape in known.items():
        value = content.get(name)
        if value is None or value == "":
            if whole and shape.required:
                yield Problem(f"{place}.{name}", "is missing")
        elif fault := _fault(shape, name, value, reading):
            yield Problem(f"{place}.{name}", fault)


def _fault(shape: Shape, name: str, value: Any, reading: Reading) -> str:
    """Return what is wrong with an attribute; a word that its vocabulary has no longer is not."""
    if shape.kind in _WHOLE_TEXTS:
        return "" if isinstance(value, str) else "must be a text"
    try:
        decode_attribute(shape, name, value, reading)
    except (RejectedAttributeError, ClaimtrackError) as error:
        return str(error)
    return ""
