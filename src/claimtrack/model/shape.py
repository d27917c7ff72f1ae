"""What a record's attribute may hold: one small tag per attribute, read by everything that walks records.

The codec of the interchange, the store's columns and the editable forms are all driven by these tags, so a
new attribute is one line in `records.py`.
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct, StructMeta


class Shape(Struct, frozen=True):
    """The tag of one attribute.

    Attributes:
        kind: `text`, `slug`, `term`, `ref`, `texts`, `terms`, `refs`, `date`, `number`, `place`, `stamp`,
            `json` (an object, as text), `values` or `bearings`.
        of: the vocabulary of a term, or the record that a reference names.
        required: whether the record makes no sense without it.
        identity: whether it is part of what identifies the record.
        default: what stands where it is left out.
    """

    kind: str
    of: str = ""
    required: bool = False
    identity: bool = False
    default: Any = ""


_EMPTY: dict[str, Any] = {
    "texts": (),
    "refs": (),
    "values": (),
    "bearings": (),
    "date": None,
    "number": None,
    "place": None,
}


def shaped(
    kind: str, of: str = "", *, required: bool = False, identity: bool = False, default: str = ""
) -> Any:
    """Declare an attribute of a record; see `Shape`.

    Args:
        kind: what it holds.
        of: vocabulary or record named.
        required: a record without it is refused.
        identity: it goes into the record's hash id.
        default: the value of a text or term left out.
    """
    return Shape(kind, of, required, identity, _EMPTY.get(kind, default))


class Shaped(StructMeta):
    """The kind of class that a record is: its attributes are declared by `shaped`, and their shapes kept.

    Attributes:
        shapes: the shape of each attribute, by its name; those of the class it is made from first.
    """

    shapes: dict[str, Shape]

    def __new__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any], **settings: Any) -> Any:
        """Make a class of records; for the parameters see `type` and `msgspec.Struct`."""
        own = {key: value for key, value in namespace.items() if isinstance(value, Shape)}
        defaults = {key: shape.default for key, shape in own.items()}
        made = super().__new__(cls, name, bases, namespace | defaults, **settings)
        made.shapes = {**getattr(bases[0], "shapes", {}), **own}
        return made
