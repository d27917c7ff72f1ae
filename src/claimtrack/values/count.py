"""A count: a closed interval of whole numbers, open upwards where no most is given."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from claimtrack.errors import InvalidRecordError

if TYPE_CHECKING:
    from collections.abc import Iterable


_LARGEST: Final = (
    2**53 - 1
)  # the largest whole number that every reader of JSON holds exactly (RFC 8259, section 6)


@dataclass(frozen=True, slots=True)
class Count:
    """How many, as it was said.

    Attributes:
        low: the least it can be, zero or more.
        high: the most it can be; None when there is no upper end ("at least 3").
        best: the best estimate where a source gives one beside its range.
        approximate: said to be approximate ("about 30"): the bounds are what was said, not widened.
        vague: read by the table of vague words ("dozens"); see `data/vague.toml`.
        raw: the text as written.

    Raises:
        InvalidRecordError: a bound below zero or beyond 2**53, bounds in the wrong order, or a best
            estimate outside them.
    """

    low: int
    high: int | None
    best: int | None = None
    approximate: bool = False
    vague: bool = False
    raw: str = ""

    def __post_init__(self) -> None:
        problem = _problem(self.low, self.best, self.high)
        if problem:
            raise InvalidRecordError(problem)

    @classmethod
    def exactly(cls, number: int, raw: str = "") -> Count:
        """Make the count of one known number."""
        return cls(number, number, raw=raw)

    @classmethod
    def from_triple(cls, low: int, best: int, high: int, *, raw: str = "") -> Count:
        """Take the low, best and high estimates of a conflict dataset as they stand.

        Args:
            low: the low estimate.
            best: the best estimate.
            high: the high estimate.
            raw: the cells as written; `best [low, high]` when left out.

        Raises:
            InvalidRecordError: the three are not in order. They are never put in order: which one is
                wrong is for the analyst to find.
        """
        return cls(low, high, best, raw=raw or f"{best} [{low}, {high}]")

    @property
    def exact(self) -> bool:
        """One number, given as such."""
        return self.low == self.high and not self.approximate and not self.vague

    def __str__(self) -> str:
        if self.best is not None and self.high is not None and self.low != self.high:
            text = f"{self.best} [{self.low}, {self.high}]"
        elif self.high is None:
            text = f"at least {self.low}"
        elif self.low == self.high:
            text = str(self.low)
        else:
            text = f"{self.low}-{self.high}"
        return f"about {text}" if self.approximate or self.vague else text


def intersection(counts: Iterable[Count]) -> Count | None:
    """Give the common ground: what all the counts allow.

    Args:
        counts: any number of counts; raw texts and best estimates are not carried over.

    Returns:
        The interval that lies in all of them, approximate or vague when all that bound it are;
        None when there is none, or no count at all.
    """
    given = list(counts)
    if not given:
        return None
    low = max(count.low for count in given)
    highs = [count.high for count in given if count.high is not None]
    high = min(highs, default=None)
    if high is not None and high < low:
        return None
    ends = [count for count in given if count.low == low or (high is not None and count.high == high)]
    return Count(
        low,
        high,
        approximate=all(count.approximate for count in ends),
        vague=all(count.vague for count in ends),
    )


def spread(counts: Iterable[Count]) -> Count | None:
    """Give the span from the least that any count says to the most that any says.

    Args:
        counts: any number of counts.

    Returns:
        The smallest interval that holds them all, open when one of them is; None for no count at all.
    """
    given = list(counts)
    if not given:
        return None
    highs = [count.high for count in given]
    return Count(
        min(count.low for count in given),
        None if None in highs else max(high for high in highs if high is not None),
        approximate=any(count.approximate for count in given),
        vague=any(count.vague for count in given),
    )


def _problem(low: int, best: int | None, high: int | None) -> str:
    if low < 0:
        return f"a count cannot be negative: {low}"
    if max(low, high or 0) > _LARGEST:
        return "too large for a count"
    if high is not None and high < low:
        return f"the low estimate {low} is above the high one {high}"
    if best is not None and (best < low or (high is not None and best > high)):
        return f"the best estimate {best} is outside {low} to {'any number' if high is None else high}"
    return ""
