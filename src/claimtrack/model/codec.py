"""Records to plain JSON data: one walk over the shapes, for every record and every file form; back in `decoding`.

Encoding leaves out what is empty, so that the same content always gives the same bytes.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from claimtrack.model.records import (
    RECORD_TYPES,
    Record,
    Value,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimtrack.model.shape import Shape

TAG = "record"
"""The attribute of a JSON object that names its kind of record."""

_KIND_OF = {cls: name for name, cls in RECORD_TYPES.items()}


def _shapes(cls: type[Record]) -> dict[str, Shape]:
    found = dict(cls.shapes)
    found["recorded"] = found.pop("recorded")  # what every record has comes last
    return found


_SHAPES = {cls: _shapes(cls) for cls in RECORD_TYPES.values()}
# What a JSON form leaves out; a stance is always written, for what stands for none might change.
_LEFT_OUT: dict[type[Record], dict[str, Any]] = {
    cls: {name: object() if name == "stance" else shape.default for name, shape in cls.shapes.items()}
    for cls in RECORD_TYPES.values()
}


def shapes(cls: type[Record]) -> dict[str, Shape]:
    """Return the shape of each attribute of a record class, in the order of its JSON form."""
    return _SHAPES[cls]


def kind_of(record: Record) -> str:
    """Name the kind of a record, as `record` in its JSON form does."""
    return _KIND_OF[type(record)]


def key_of(record: Record) -> str:
    """Return what names the record among its kind: its key, or its id; empty for links."""
    return getattr(record, "key", "") or getattr(record, "id", "")


def encode(record: Record, name_assertion: Callable[[str], str] = str) -> dict[str, Any]:
    """Write a record as a JSON object, empty attributes left out.

    Args:
        record: any record.
        name_assertion: gives what an assertion id is written as (its label, where it has one).
    """
    cls = type(record)
    defaults = _LEFT_OUT[cls]
    content: dict[str, Any] = {TAG: _KIND_OF[cls]}
    for name, shape in shapes(cls).items():
        value = getattr(record, name)
        if value != defaults[name]:
            content[name] = encode_attribute(shape, value, name_assertion)
    return content


def left_out(cls: type[Record], name: str) -> Any:
    """Return the value of an attribute that its JSON form leaves out; one that equals nothing for a stance."""
    return _LEFT_OUT[cls][name]


def encode_attribute(shape: Shape, value: Any, name_assertion: Callable[[str], str]) -> Any:
    """Write the value of an attribute as JSON data; for the parameters see `encode`."""
    match shape.kind:
        case "date":
            from claimtrack.dates.records import date_record

            return date_record(value)
        case "place":
            from claimtrack.values import to_record

            return to_record(value)
        case "texts" | "refs":
            return list(value)
        case "values":
            return [encode_value(item) for item in value]
        case "bearings":
            return [{"assertion": name_assertion(item.assertion), "role": item.role} for item in value]
        case "ref" if shape.of == "assertion":
            return name_assertion(value)
        case "json":
            return json.loads(value)
        case _:
            return value


def encode_value(value: Value) -> dict[str, Any]:
    """Write an answer as JSON data."""
    from claimtrack.values import Party, Text, read_value, to_record

    content: dict[str, Any] = {"field": value.field, "raw": value.raw}
    if value.negative:
        content["negative"] = True
    if value.hedge:
        content["hedge"] = value.hedge
    read = to_record(value.read, raw=value.raw)
    # A text is its own normal form: it is written only where reading it again would give something else.
    if read or not isinstance(value.read, Text | Party) or read_value(value.raw, "text") != Text(value.raw):
        content["read"] = read
    return content
