"""What an exporter writes: the chosen records, as streams, and a way to look up what they refer to.

The exporters know no store. Whoever calls them brings something with these methods.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Protocol, TypeVar

from claimtrack.model import Link
from claimtrack.model.codec import key_of, kind_of
from claimtrack.model.records import SHORT_ID

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from claimtrack.exporters.losses import Losses
    from claimtrack.model import Assertion, Evidence, Field, Record
    from claimtrack.model.assertion_columns import AssertionColumns

_R = TypeVar("_R", bound="Record")
_T = TypeVar("_T")

BATCH = 500
BLOCK = 1 << 16  # characters


@dataclass(frozen=True, slots=True)
class UsedField:
    """A field that the chosen assertions answer, and whether any answers it with "not this"."""

    field: Field
    negated: bool


class Content(Protocol):
    """The records to write. Streams may be asked for several times; each gives the same order every time."""

    def each(self, cls: type[_R]) -> Iterator[_R]:
        """Stream the chosen records of a class."""

    def lines(self, cls: type[Record]) -> Iterator[str]:
        """Stream the chosen records of a class as `native.native_lines` writes them, and faster."""

    def assertion_columns(self) -> Iterator[AssertionColumns]:
        """Stream the chosen assertions with what they name, attribute by attribute, many at a time."""

    def saying(self, cls: type[_R], names: Iterable[str]) -> Iterator[_R]:
        """Stream the chosen records of a class that say something under one of some attributes."""

    def unnamed(self, cls: type[Record]) -> Iterator[str]:
        """Stream the keys of the chosen events, claimants or documents that no chosen assertion names.

        A claimant is named by what it says and by the documents that it published, too.
        """

    def named(self, cls: type[_R], names: Iterable[str]) -> Mapping[str, _R]:
        """Return records by their keys or ids."""

    def links_from(self, assertions: Iterable[str]) -> list[Link]:
        """Return the chosen links that start at assertions."""

    def evidence_on(self, assertions: Iterable[str]) -> list[Evidence]:
        """Return the evidence that bears on assertions."""

    def assertions_on(self, events: Iterable[str]) -> list[Assertion]:
        """Return the chosen assertions about events."""

    def used_fields(self) -> tuple[UsedField, ...]:
        """Return the fields that the chosen assertions answer, in the order of the file."""

    def labels(self) -> Mapping[str, str]:
        """Return the label of every assertion that has one, by id."""


def batches(records: Iterable[_T], size: int = BATCH) -> Iterator[list[_T]]:
    """Cut a stream into lists."""
    stream = iter(records)
    while batch := list(islice(stream, size)):
        yield batch


def blocks(pieces: Iterable[str]) -> Iterator[str]:
    """Put pieces of a text together to blocks that are worth writing, whether these are lines or thousands of rows."""
    held: list[str] = []
    length = 0
    for piece in pieces:
        held.append(piece)
        length += len(piece)
        if length >= BLOCK:
            yield "".join(held)
            held.clear()
            length = 0
    yield "".join(held)


def spoken(assertion: Assertion) -> tuple[str, str]:
    """Return the words of an assertion, where there is room for one wording only: the attribute, and what it holds."""
    for name in ("text", "translation", "quote"):
        if words := getattr(assertion, name):
            return name, words
    return "", ""


def note_left_out(content: Content, losses: Losses, *classes: type[Record]) -> None:
    """Tell of every record of classes that a format has no place for."""
    for cls in classes:
        for record in content.each(cls):
            losses.add(kind_of(record), _example(record, content))


def _example(record: Record, content: Content) -> str:
    if not isinstance(record, Link):
        return key_of(record) or str(getattr(record, "name", ""))
    names = (content.labels().get(end, end[:SHORT_ID]) for end in (record.source, record.target))
    return f" {record.kind} ".join(names)
