"""What a record's attribute may hold: one small tag per attribute, read by everything that walks records.

The codec of the interchange, the store's columns and the editable forms are all driven by these tags, so a
new attribute is one line in `records.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Shape:
    """The tag of one attribute.

    Attributes:
        kind: `text`, `slug`, `term`, `ref`, `texts`, `terms`, `refs`, `date`, `number`, `place`, `stamp`,
            `json` (an object, as text), `values` or `bearings`.
        of: the vocabulary of a term, or the record that a reference names.
        required: whether the record makes no sense without it.
        identity: whether it is part of what identifies the record.
    """

    kind: str
    of: str = ""
    required: bool = False
    identity: bool = False


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
    metadata = {"shape": Shape(kind, of, required, identity)}
    return field(default=_EMPTY.get(kind, default), metadata=metadata)
