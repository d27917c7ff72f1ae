"""What a text is read against, and what reading it found out on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimtrack.dates.day import Day

_T = TypeVar("_T")

NEEDS_REFERENCE: Final = "needs a reference date to count from"


@dataclass(slots=True)
class Context:
    """One attempt at one text.

    Attributes:
        reference: the day to count from; None when there is none.
        moment: seconds of the reference since midnight, when it has a time of day.
        prefer: nearest, past, future or current_period.
        order: DMY, MDY or YMD for numeric dates.
        order_known: nobody needs to be told of the other order.
        calendar: the calendar asked for; empty when the text decides.
        language: the primary subtag.
        region: the region subtag.
        choice: which of several readings to take; 0 is the primary one.
        choices: how many readings the text turned out to have.
        used_reference: the result depends on the reference.
        reason: why reading failed, the best explanation so far.
        depth: how deep the grammar is nested.
        days_left: the range began with a bare day, so that a number beside a month is the day it ends with.
        bare_units: a unit alone means that of the reference, as in "the end of the month".
    """

    reference: Day | None
    prefer: str
    order: str
    order_known: bool
    calendar: str
    language: str
    region: str = ""
    moment: int | None = None
    choice: int = 0
    choices: int = 1
    used_reference: bool = False
    reason: str = ""
    depth: int = 0
    bare_units: bool = False
    days_left: bool = False
    trace: list[str] = field(default_factory=list)

    def anchor(self) -> Day | None:
        """Give the reference day and note that it was used; without one the reason is set."""
        if self.reference is None:
            self.reason = NEEDS_REFERENCE
            return None
        self.used_reference = True
        return self.reference

    def choose(self, options: Sequence[_T]) -> _T:
        """Take one of several readings and note how many there are."""
        self.choices = max(self.choices, len(options))
        return options[min(self.choice, len(options) - 1)]

    def another(self, usual: _T, other: _T) -> _T:
        """Take the other thing as one more reading, after all that the usual one has."""
        self.choices += 1
        return other if self.choice >= self.choices - 1 else usual

    def fail(self, reason: str) -> None:
        """Keep the first explanation."""
        self.reason = self.reason or reason
