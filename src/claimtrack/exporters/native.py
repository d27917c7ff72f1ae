"""The native format, going out: JSON Lines, one record a line, the same bytes for the same content."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from claimtrack.model import RECORD_TYPES
from claimtrack.model.codec import encode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from claimtrack.exporters.content import Content
    from claimtrack.exporters.losses import Losses
    from claimtrack.model import Record

HEADER: dict[str, Any] = {"record": "claimtrack", "version": 1}


def native_lines(records: Iterable[Record], labels: Mapping[str, str]) -> Iterator[str]:
    """Write records as lines, each ending in a line feed.

    Args:
        records: in the order of `RECORD_TYPES`, and by key or id within a kind, for the same bytes every time.
        labels: the label of each assertion that has one, by id: references are written for people.
    """
    for record in records:
        yield _line(encode(record, lambda assertion: labels.get(assertion, assertion)))


def _line(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, allow_nan=False) + "\n"


def write(content: Content, _losses: Losses) -> Iterator[str]:
    """Return the chosen records as native lines; nothing is lost."""
    yield _line(HEADER)
    for cls in RECORD_TYPES.values():
        yield from content.lines(cls)
