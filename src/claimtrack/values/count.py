"""A count: a closed interval of whole numbers, open upwards where no most is given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from claimtrack.errors import InvalidRecordError

if TYPE_CHECKING:
    from collections.abc import Iterable


_LARGEST: Final = (
    2**53 - 1
)  # the largest whole number that every reader of JSON holds exactly (RFC 8259, section 6)


class Part(Struct, frozen=True):
    """A part of a count that the same statement names: the three children among the twelve people.

    Attributes:
        of: what is counted, in the words of the text.
        count: how many.
    """

    of: str
    count: Count

    def __str__(self) -> str:
        text = f"{self.count.whole} {self.of}"
        return f"{text} ({', '.join(map(str, self.count.parts))})" if self.count.parts else text


class Count(Struct, frozen=True):
    """How many, as it was said.

    Attributes:
        low: the least it can be, zero or more.
        high: the most it can be; None when there is no upper end ("at least 3").
        best: the best estimate where a source gives one beside its range.
        approximate: said to be approximate ("about 30"): the bounds are what was said, not widened.
        vague: read by the table of vague words ("dozens"); see `data/vague.toml`.
        near: the number it is said to come near to without passing it: 100 for "nearly 100" and "just over 100",
            where the other bound is the program's; see `data/tolerance.toml`. None for every other count.
        parts: the parts named with it.
        raw: the text as written.

    Raises:
        InvalidRecordError: a bound below zero or beyond 2**53, bounds in the wrong order, a best
            estimate outside them, or a part that is more than the whole.
    """

    low: int
    high: int | None
    best: int | None = None
    approximate: bool = False
    vague: bool = False
    raw: str = ""
    near: int | None = None
    parts: tuple[Part, ...] = ()

    def __post_init__(self) -> None:
        problem = _problem(self)
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

    @property
    def whole(self) -> Count:
        """The count without its parts."""
        return replace(self, parts=()) if self.parts else self

    @property
    def summed(self) -> bool:
        """Whether the parts make up the whole: "3 soldiers and 2 civilians"."""
        total = sum_of(part.count for part in self.parts)
        return total is not None and (total.low, total.high) == (self.low, self.high)

    @property
    def nearness(self) -> Literal["", "nearly", "just over", "just under"]:
        """On which side of `near` it lies; empty where it is said to come near to none."""
        if self.near is None:
            return ""
        if self.high == self.near:
            return "nearly"
        return "just over" if self.low > self.near else "just under"

    def __str__(self) -> str:
        text = _whole_text(self)
        if not self.parts:
            return text
        parts = ", ".join(map(str, self.parts))
        return f"{text} ({parts})" if self.summed else f"{text}, including {parts}"


def sum_of(counts: Iterable[Count]) -> Count | None:
    """Add up counts of different things; None for no count at all."""
    given = list(counts)
    if not given:
        return None
    highs = [count.high for count in given]
    return Count(
        sum(count.low for count in given),
        None if None in highs else sum(high for high in highs if high is not None),
        approximate=any(count.approximate for count in given),
        vague=any(count.vague for count in given),
    )


def intersection(counts: Iterable[Count]) -> Count | None:
    """Return the common ground: what all the counts allow.

    Args:
        counts: any number of counts; raw texts, parts and best estimates are not carried over.

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
    """Return the span from the least that any count says to the most that any says.

    Args:
        counts: any number of counts.

    Returns:
        The smallest interval that holds them all, open when one of them is, approximate or vague when all that bound
        it are; None for no count at all.
    """
    given = list(counts)
    if not given:
        return None
    low, highs = min(count.low for count in given), [count.high for count in given]
    high = None if None in highs else max(high for high in highs if high is not None)
    ends = [count for count in given if count.low == low or (high is not None and count.high == high)]
    return Count(
        low,
        high,
        approximate=all(count.approximate for count in ends),
        vague=all(count.vague for count in ends),
    )


def _whole_text(count: Count) -> str:
    if count.near is not None:
        return f"{count.nearness} {count.near}"
    if count.best is not None and count.high is not None and count.low != count.high:
        text = f"{count.best} [{count.low}, {count.high}]"
    elif count.high is None:
        return f"at least about {count.low}" if count.approximate or count.vague else f"at least {count.low}"
    elif count.low == count.high:
        text = str(count.low)
    else:
        text = f"{count.low}-{count.high}"
    return f"about {text}" if count.approximate or count.vague else text


def _problem(count: Count) -> str:
    low, best, high = count.low, count.best, count.high
    if low < 0:
        return f"a count cannot be negative: {low}"
    if max(low, high or 0) > _LARGEST:
        return "too large for a count"
    if high is not None and high < low:
        return f"the low estimate {low} is above the high one {high}"
    if best is not None and (best < low or (high is not None and best > high)):
        return f"the best estimate {best} is outside {low} to {'any number' if high is None else high}"
    for part in count.parts:
        if high is not None and part.count.low > high:
            return f"the part {part} is more than the whole, {_whole_text(count)}"
    return ""
