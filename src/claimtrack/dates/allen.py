"""How two dates stand to each other: Allen's thirteen relations, and what is certain or possible.

Two kinds of question are told apart. A date as an *interval that something filled* (a siege, a visit)
has exactly one of J. F. Allen's thirteen relations to another (*Maintaining knowledge about temporal
intervals*, 1983). A date as the *bounds of something that happened somewhere within* (a strike "in March")
stands in no single relation; there, `certainly_…` holds for every choice of days within the bounds and
`possibly_…` for at least one.

An approximate or uncertain date reaches one unit of its precision further on both sides in the
certain-or-possible questions: "circa 5 March" may be the 4th or the 6th. Allen's relations take the bounds as given.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from claimtrack.errors import UnreadableDateError

if TYPE_CHECKING:
    from claimtrack.dates.value import DateValue

_START: Final = float("-inf")
_END: Final = float("inf")
_SLACK: Final = {
    "second": 1, "minute": 1, "hour": 1, "day": 1, "week": 7, "weekend": 7, "fortnight": 14, "month": 31,
    "quarter": 92, "season": 92, "half": 184, "year": 366, "decade": 3653, "century": 36525,
}  # fmt: skip


class Relation(StrEnum):
    """Allen's thirteen relations between two intervals of days; the second word of a pair is its inverse."""

    BEFORE = "before"
    AFTER = "after"
    MEETS = "meets"
    MET_BY = "met by"
    OVERLAPS = "overlaps"
    OVERLAPPED_BY = "overlapped by"
    STARTS = "starts"
    STARTED_BY = "started by"
    DURING = "during"
    CONTAINS = "contains"
    FINISHES = "finishes"
    FINISHED_BY = "finished by"
    EQUALS = "equals"

    @property
    def inverse(self) -> Relation:
        """The relation seen from the other interval."""
        return _INVERSES[self]


_PAIRS: Final = (
    (Relation.BEFORE, Relation.AFTER),
    (Relation.MEETS, Relation.MET_BY),
    (Relation.OVERLAPS, Relation.OVERLAPPED_BY),
    (Relation.STARTS, Relation.STARTED_BY),
    (Relation.DURING, Relation.CONTAINS),
    (Relation.FINISHES, Relation.FINISHED_BY),
    (Relation.EQUALS, Relation.EQUALS),
)
_INVERSES: Final = {one: other for pair in _PAIRS for one, other in (pair, pair[::-1])}


def relation(a: DateValue, b: DateValue) -> Relation:
    """Return Allen's relation of `a` to `b`, both taken as closed intervals of whole days.

    An interval meets another when its last day is the eve of the other's first. An open end lies
    beyond every day.

    Raises:
        UnreadableDateError: one of them holds no date.
    """
    (first_a, last_a), (first_b, last_b) = _bounds(a), _bounds(b)
    if last_a < first_b:
        return Relation.MEETS if last_a + 1 == first_b else Relation.BEFORE
    if last_b < first_a:
        return Relation.MET_BY if last_b + 1 == first_a else Relation.AFTER
    if first_a == first_b:
        if last_a == last_b:
            return Relation.EQUALS
        return Relation.STARTS if last_a < last_b else Relation.STARTED_BY
    if last_a == last_b:
        return Relation.FINISHES if first_a > first_b else Relation.FINISHED_BY
    if first_a > first_b:
        return Relation.DURING if last_a < last_b else Relation.OVERLAPPED_BY
    return Relation.CONTAINS if last_a > last_b else Relation.OVERLAPS


def certainly_before(a: DateValue, b: DateValue) -> bool:
    """Whether everything that `a` allows lies before everything that `b` allows."""
    return _readable(a, b) and _reach(a)[1] < _reach(b)[0]


def possibly_before(a: DateValue, b: DateValue) -> bool:
    """Whether some day of `a` lies before some day of `b`."""
    return _readable(a, b) and _reach(a)[0] < _reach(b)[1]


def certainly_after(a: DateValue, b: DateValue) -> bool:
    """Whether everything that `a` allows lies after everything that `b` allows."""
    return certainly_before(b, a)


def possibly_after(a: DateValue, b: DateValue) -> bool:
    """Whether some day of `a` lies after some day of `b`."""
    return possibly_before(b, a)


def certainly_same(a: DateValue, b: DateValue) -> bool:
    """Whether both are one and the same known day."""
    if not _readable(a, b):
        return False
    reach_a, reach_b = _reach(a), _reach(b)
    return reach_a == reach_b and reach_a[0] == reach_a[1]


def possibly_same(a: DateValue, b: DateValue) -> bool:
    """Whether both can be the same day: their bounds have a day in common."""
    if not _readable(a, b):
        return False
    (first_a, last_a), (first_b, last_b) = _reach(a), _reach(b)
    return first_a <= last_b and first_b <= last_a


def certainly_overlaps(a: DateValue, b: DateValue) -> bool:
    """Whether two filled intervals share a day whatever their doubtful ends turn out to be."""
    if not _readable(a, b):
        return False
    (first_a, last_a), (first_b, last_b) = _core(a), _core(b)
    return first_a <= last_a and first_b <= last_b and first_a <= last_b and first_b <= last_a


def possibly_overlaps(a: DateValue, b: DateValue) -> bool:
    """Whether two filled intervals can share a day."""
    return possibly_same(a, b)


def certainly_within(a: DateValue, b: DateValue) -> bool:
    """Whether everything that `a` allows lies within the bounds of `b`."""
    if not _readable(a, b):
        return False
    (first_a, last_a), (first_b, last_b) = _reach(a), _core(b)
    return first_b <= first_a and last_a <= last_b


def possibly_within(a: DateValue, b: DateValue) -> bool:
    """Whether some day of `a` lies within the bounds of `b`."""
    return possibly_same(a, b)


def _readable(a: DateValue, b: DateValue) -> bool:
    """Whether both hold a date; about an unread one nothing is certain and nothing is claimed possible."""
    return bool(a) and bool(b)


def _bounds(value: DateValue) -> tuple[float, float]:
    if not value:
        raise UnreadableDateError(f"{value.raw!r:.80} holds no date", value.reason)
    return (
        value.earliest.ordinal if value.earliest else _START,
        value.latest.ordinal if value.latest else _END,
    )


def _slack(value: DateValue) -> int:
    if not (value.approximate or value.uncertain):
        return 0
    if value.precision in _SLACK:
        return _SLACK[value.precision]
    first, last = _bounds(value)
    return 1 if _START in (first, last) or _END in (first, last) else max(1, int((last - first + 1) // 2))


def _reach(value: DateValue) -> tuple[float, float]:
    """Return the days that the value can mean, its doubts included."""
    first, last = _bounds(value)
    slack = _slack(value)
    return first - slack, last + slack


def _core(value: DateValue) -> tuple[float, float]:
    """Return the days that the value means whatever its doubts."""
    first, last = _bounds(value)
    slack = _slack(value)
    return first + slack, last - slack
