"""Partial dates: what a phrase says, before the reference fills in what it leaves out."""

from typing import NamedTuple

from claimtrack.dates.value import GREGORIAN


class Partial(NamedTuple):
    """A calendar date with holes.

    Attributes:
        year: in its calendar; None when the text does not say.
        month: 1 to 13.
        group: a season, quarter or half by its ISO 8601-2 number, instead of a month.
        day: the day of the month.
        weekday: 0 is Monday.
        calendar: which calendar.
        part: early, mid, late …
        approximate: said to be so.
        uncertain: said to be so.
        inferred: parts that were not said.
    """

    year: int | None = None
    month: int | None = None
    group: int | None = None
    day: int | None = None
    weekday: int | None = None
    calendar: str = GREGORIAN
    part: str = ""
    approximate: bool = False
    uncertain: bool = False
    inferred: tuple[str, ...] = ()

    def completed(self, other: "Partial") -> "Partial":
        """Fill the holes from the other end of a range: "29-30 March 2016"."""
        year, month, calendar, inferred = self.year, self.month, self.calendar, self.inferred
        if month is None and self.group is None:
            if calendar == GREGORIAN:
                calendar = other.calendar
            if self.day is not None and calendar == other.calendar:
                month = other.month
        if year is None and calendar == other.calendar and (month is not None or self.group is not None):
            year, inferred = other.year, other.inferred
        return Partial(
            year,
            month,
            self.group,
            self.day,
            self.weekday,
            calendar,
            self.part,
            self.approximate,
            self.uncertain,
            inferred,
        )
