"""A record on its way in: its plain content and where it stands in the input."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from claimtrack.errors import ClaimtrackError, InvalidRecordError

if TYPE_CHECKING:
    from collections.abc import Mapping


FLAT_ID = "claimtrack_id"
"""The first column of the flat table that an export writes; by it the table is known when it comes back."""


class Position(Struct, frozen=True):
    """Where something stands in an input.

    Attributes:
        source: name of the file, `-` for standard input, empty for a call of the Python API.
        line: line in it, from 1; 0 where there are no lines.
        column: column in the line, from 1; 0 where it is the whole line.
    """

    source: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        parts = (self.source, *(str(number) for number in (self.line, self.column) if number))
        return ":".join(part for part in parts if part)


class Draft(Struct, frozen=True):
    """A record as the input has it.

    Attributes:
        content: the JSON object, its kind under `record`.
        position: where it stands.
        reference: the date that its relative and year-less dates hang on, where the input gives one; None
            leaves it to its document.
        for_answers: whether its answers hang on that date though it says itself when it was said.
        handle: a name by which other drafts of the same input refer to an assertion without a label.
        places: where single attributes stand, in an input that tells.
    """

    content: Mapping[str, Any]
    position: Position = Position()
    reference: Any = None
    for_answers: bool = False
    handle: str = ""
    places: Mapping[str, Position] = field(default_factory=dict)

    def at(self, attribute: str) -> Position:
        """Return the place of an attribute: its own where the input tells, else that of the record."""
        return self.places.get(attribute, self.position)


class Finding(Struct, frozen=True):
    """Something wrong, or worth saying, about a place in the input.

    Attributes:
        error: the class of what is wrong.
    """

    position: Position
    message: str
    attribute: str = ""
    error: type[ClaimtrackError] = InvalidRecordError

    def __str__(self) -> str:
        parts = (str(self.position), self.attribute, self.message)
        return ": ".join(part for part in parts if part)
