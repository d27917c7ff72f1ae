"""What a text is read against, and what reading it found out on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from claimtrack.dates.day import Day
    from claimtrack.dates.request import Setting

_T = TypeVar("_T")

NEEDS_REFERENCE: Final = "needs a reference date to count from"


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
        settings: how the language writes dates, by name (`docs/languages.md`).
        region: the region subtag.
        first_weekday: the day that weeks begin with, 0 being Monday.
        choice: which of several readings to take; 0 is the primary one.
        choices: how many readings the text turned out to have.
        used_reference: the result depends on the reference.
        reason: why reading failed, the best explanation so far.
        depth: how deep the grammar is nested.
        steps: how many expressions and parts of them were looked at.
        days_left: the range began with a bare day, so that a number beside a month is the day it ends with.
        to_the_day: what is counted in months and years is counted to the day, as limits are: "more than a year ago".
        bare_units: a unit alone means that of the reference, as in "the end of the month".
        trace: the names of the rules that made it, the last one first.
    """

    __slots__ = (
        "bare_units", "calendar", "choice", "choices", "days_left", "depth", "first_weekday", "language", "moment",
        "order", "order_known", "prefer", "reason", "reference", "region", "settings", "steps", "to_the_day", "trace",
        "used_reference",
    )  # fmt: skip

    def __init__(self, setting: Setting, reference: Day | None, choice: int) -> None:
        request = setting.request
        self.reference = reference
        self.moment = request.moment
        self.prefer = request.prefer
        self.order = setting.order
        self.order_known = setting.order_known
        self.calendar = request.calendar
        self.language = setting.lexicon.code
        self.settings = setting.lexicon.settings
        self.region = setting.region
        self.first_weekday = setting.first_weekday
        self.choice = choice
        self.choices = 1
        self.used_reference = False
        self.reason = ""
        self.depth = 0
        self.steps = 0
        self.days_left = False
        self.bare_units = False
        self.to_the_day = False
        self.trace: list[str] = []

    def anchor(self) -> Day | None:
        """Return the reference day and note that it was used; without one the reason is set."""
        if self.reference is None:
            self.reason = NEEDS_REFERENCE
            return None
        self.used_reference = True
        return self.reference

    def choose(self, options: Sequence[_T]) -> _T:
        """Take one of several readings and note how many there are."""
        self.choices = max(self.choices, len(options))
        return options[min(self.choice, len(options) - 1)]

    def another(self, usual: _T, other: Callable[[], _T | None]) -> _T:
        """Take one more reading, after all that the usual one has.

        Args:
            usual: the reading of this attempt.
            other: makes the one more, of the first reading of each of its parts.
        """
        self.choices += 1
        if self.choice < self.choices - 1:
            return usual
        choice, choices = self.choice, self.choices
        self.choice = 0
        found = other()
        self.choice, self.choices = choice, choices
        return usual if found is None else found

    def fail(self, reason: str) -> None:
        """Keep the first explanation."""
        self.reason = self.reason or reason
