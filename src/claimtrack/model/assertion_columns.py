"""Assertions with what they name, attribute by attribute: what a flat table is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from claimtrack.model.records import Value


class AssertionColumns(Struct, frozen=True):
    """Some assertions, in the order of an export.

    Attributes:
        columns: by attribute, what each of them holds; by `event.title`, `speaker.name`, `source.url`,
            `publisher.name` and the like, what the records hold that it names, empty where it names none.
        values: the answers of each.
    """

    columns: Mapping[str, Sequence[Any]]
    values: Sequence[tuple[Value, ...]]
