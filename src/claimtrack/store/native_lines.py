"""Records as lines of the native format, straight from their rows: what `codec.encode` gives, without the record.

An export of a million statements would spend most of its time on building dates and answers that it writes as they
stand in the file. Each different one is built once here, which also checks it.
"""

from __future__ import annotations

import json
from functools import lru_cache
from json.encoder import encode_basestring as quoted
from typing import TYPE_CHECKING, Any

from claimtrack.errors import DamagedCaseFileError
from claimtrack.model import RECORD_TYPES
from claimtrack.model.codec import TAG, encode_attribute, encode_value, left_out, shapes
from claimtrack.store.columns import UNREADABLE, cell_reading, row_plan
from claimtrack.store.reader import PARTS, read_answer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from claimtrack.model import Record
    from claimtrack.model.shape import Shape
    from claimtrack.store.reader import Reader

_REMEMBERED = 1 << 16  # different dates and answers
_TEXTS = frozenset({"text", "slug", "ref"})  # which differ from record to record


def lines(
    reader: Reader,
    cls: type[Record],
    labels: Mapping[str, str],
    where: str = "",
    arguments: tuple[Any, ...] = (),
) -> Iterator[str]:
    """Stream the records of a class as lines of the native format, in the order of an export.

    Args:
        reader: of the case file.
        cls: the class of record.
        labels: what assertions are called, by id.
        where: a WHERE clause, the table being `t`; constants of this package only.
        arguments: values of its `?` marks.

    Raises:
        DamagedCaseFileError: a cell holds what no claimtrack writes there.
    """
    kind = cls.__name__.lower()
    begin = f'{{"{TAG}": "{kind}"'
    writings = _in_order(kind, labels)
    for rows, elsewhere in reader.chunks(cls, where, arguments):
        for row in rows:
            parts = [begin]
            for name, place, write in writings:
                try:
                    written = write(elsewhere[name].get(row[0], ()) if place is None else row[place])
                except UNREADABLE:
                    raise DamagedCaseFileError(f"{kind}: {name} cannot be read") from None
                if written is not None:
                    parts.append(f'"{name}": {written}')
            yield ", ".join(parts) + "}\n"


def _in_order(
    kind: str, labels: Mapping[str, str]
) -> list[tuple[str, int | None, Callable[[Any], str | None]]]:
    """Return name, place in the row (None where it is kept elsewhere) and writing of each attribute."""
    cls = RECORD_TYPES[kind]
    places = {name: place for place, (name, _) in enumerate(row_plan(kind).inline, 1)}
    return [
        (name, places.get(name), _writing(cls, name, shape, labels)) for name, shape in shapes(cls).items()
    ]


def _writing(
    cls: type[Record], name: str, shape: Shape, labels: Mapping[str, str]
) -> Callable[[Any], str | None]:
    """Return what gives the JSON of an attribute from its cell or its parts, None where it is left out."""
    nothing = left_out(cls, name)
    if name == "values":
        return lambda answers: f"[{', '.join(map(_answer, answers))}]" if answers else None
    if name in PARTS:
        return lambda parts: _as_written(shape, list(map(PARTS[name].read, parts)), labels) if parts else None
    read = cell_reading(name, shape)
    if shape.kind in ("text", "slug") and not shape.required and name not in ("id", "sha256"):
        return lambda cell: None if cell == nothing else quoted(cell)  # which refuses what is no text
    if (shape.kind, shape.of) == ("ref", "assertion"):
        return lambda cell: quoted(labels.get(cell, cell)) if read(cell) else None
    if shape.kind in _TEXTS:
        return lambda cell: quoted(cell) if read(cell) else None

    @lru_cache(_REMEMBERED, typed=True)
    def written(cell: Any) -> str | None:
        value = read(cell)
        return None if value == nothing else _as_written(shape, value, labels)

    return written


def _as_written(shape: Shape, value: Any, labels: Mapping[str, str]) -> str:
    return _json(encode_attribute(shape, value, lambda assertion: labels.get(assertion, assertion)))


@lru_cache(_REMEMBERED, typed=True)
def _answer(row: tuple[Any, ...]) -> str:
    return _json(encode_value(read_answer(row)))


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, allow_nan=False)
