"""Spans: dates that are settled, with bounds and EDTF, and the ways to make them."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple, TypeVar

from claimtrack.dates.day import Day, month_length
from claimtrack.dates.edtf import GROUPS, edtf_day, edtf_interval, edtf_year
from claimtrack.dates.value import GREGORIAN

_MONTHS: Final = 12


class Span(NamedTuple):
    """A settled date.

    Attributes:
        earliest: the first day; None when open.
        latest: the last day; None when open.
        edtf: the EDTF form without qualifiers.
        precision: the unit named.
        approximate: as said, or because the phrase counts loosely ("two weeks ago").
        uncertain: as said.
        known: the parts given by the text.
        inferred: the parts taken from the reference.
        calendar: the calendar the text was in.
        members: what a set or a range is made of, for the EDTF of its parts.
        remark: a warning for the reader.
    """

    earliest: Day | None
    latest: Day | None
    edtf: str
    precision: str
    approximate: bool = False
    uncertain: bool = False
    known: tuple[str, ...] = ()
    inferred: tuple[str, ...] = ()
    calendar: str = GREGORIAN
    members: tuple["Span", ...] = ()
    remark: str = ""

    def told(self, known: tuple[str, ...], inferred: tuple[str, ...]) -> "Span":
        """Say which parts the text gave and which came from the reference."""
        return Span(
            self.earliest, self.latest, self.edtf, self.precision, self.approximate, self.uncertain, known, inferred,
            self.calendar, self.members, self.remark,
        )  # fmt: skip

    def bounded(self, earliest: Day | None, latest: Day | None, edtf: str, precision: str) -> "Span":
        """Return other bounds, and keep what is said of them."""
        return Span(
            earliest, latest, edtf, precision, self.approximate, self.uncertain, self.known, self.inferred,
            self.calendar, self.members, self.remark,
        )  # fmt: skip

    def doubted(self, *, approximate: bool = False, uncertain: bool = False) -> "Span":
        """Add qualifiers."""
        if not (approximate or uncertain):
            return self
        return Span(
            self.earliest, self.latest, self.edtf, self.precision, self.approximate or approximate,
            self.uncertain or uncertain, self.known, self.inferred, self.calendar, self.members, self.remark,
        )  # fmt: skip


_Record = TypeVar("_Record", bound=NamedTuple)


def replace(record: _Record, /, **changes: Any) -> _Record:
    """Return a span or partial date with some fields changed."""
    return record._replace(**changes)


def day_span(
    day: Day, known: tuple[str, ...] = ("year", "month", "day"), inferred: tuple[str, ...] = ()
) -> Span:
    """Return one day."""
    return Span(day, day, edtf_day(day), "day", known=known, inferred=inferred)


def days_span(first: Day | None, last: Day | None, precision: str = "interval") -> Span:
    """Return the days from first to last; None is an open end."""
    return Span(first, last, edtf_interval(first, last), precision)


def month_span(year: int, month: int, known: tuple[str, ...] = (), inferred: tuple[str, ...] = ()) -> Span:
    """Return a Gregorian month."""
    first, last = Day(year, month, 1), Day(year, month, month_length(year, month))
    edtf = f"{edtf_year(year)}-{month:02d}"
    return Span(first, last, edtf, "month", known=known, inferred=inferred)


def year_span(year: int, known: tuple[str, ...] = ()) -> Span:
    """Return a Gregorian year, astronomically numbered."""
    return Span(Day(year, 1, 1), Day(year, _MONTHS, 31), edtf_year(year), "year", known=known)


def group_span(year: int, group: int, known: tuple[str, ...] = (), inferred: tuple[str, ...] = ()) -> Span:
    """Return a season, quarter or half of a year by its ISO 8601-2 number."""
    first, count, precision = GROUPS[group]
    start = Day(year, first, 1)
    end = start.plus_months(count).plus(-1)
    return Span(start, end, f"{edtf_year(year)}-{group}", precision, known=known, inferred=inferred)


def years_span(first: int, last: int, precision: str) -> Span:
    """Return whole years: a decade (`199X`) or century (`19XX`) where EDTF has a form for it."""
    edtf = f"{edtf_year(first)}/{edtf_year(last)}"
    if 0 <= first < 10_000:
        if last - first == 9 and first % 10 == 0:
            edtf = edtf_year(first)[:3] + "X"
        elif last - first == 99 and first % 100 == 0:
            edtf = edtf_year(first)[:2] + "XX"
    return Span(Day(first, 1, 1), Day(last, _MONTHS, 31), edtf, precision)


def week_span(day: Day) -> Span:
    """Return the week, Monday to Sunday (ISO 8601), that the day is in."""
    monday = day.plus(-day.weekday)
    return days_span(monday, monday.plus(6), "week")


@lru_cache(maxsize=4096)
def unit_span(day: Day, unit: str) -> Span:
    """Return the unit of the calendar that the day is in."""
    year, month = day.year, day.month
    if unit == "week":
        return week_span(day)
    if unit == "workweek":
        monday = day.plus(-day.weekday)
        return days_span(monday, monday.plus(4), "workweek")
    if unit == "weekend":
        saturday = day.plus(5 - day.weekday)
        return days_span(saturday, saturday.plus(1), "weekend")
    if unit == "fortnight":
        monday = day.plus(-day.weekday)
        return days_span(monday, monday.plus(13), "fortnight")
    if unit == "month":
        return month_span(year, month)
    if unit == "quarter":
        return group_span(year, 33 + (month - 1) // 3)
    if unit == "half":
        return group_span(year, 40 + (month - 1) // 6)
    if unit == "year":
        return year_span(year)
    if unit == "decade":
        return years_span(year // 10 * 10, year // 10 * 10 + 9, "decade")
    if unit == "century":
        first = (year - 1) // 100 * 100 + 1
        return years_span(first, first + 99, "century")
    if unit == "season":
        return group_span(*season_of(day))
    return day_span(day)


def season_of(day: Day) -> tuple[int, int]:
    """Return the year and the group of the meteorological season; January belongs to last year's winter."""
    number = (day.month // 3 - 1) % 4
    return (day.year - 1 if day.month < 3 else day.year), 21 + number


def shift_day(day: Day, count: int, unit: str) -> Day:
    """Move a day by so many units."""
    if unit in {"week", "workweek", "weekend"}:
        return day.plus(7 * count)
    if unit == "fortnight":
        return day.plus(14 * count)
    months = {
        "month": 1,
        "quarter": 3,
        "season": 3,
        "half": 6,
        "year": 12,
        "decade": 120,
        "century": 1200,
    }.get(unit)
    if months:
        return day.plus_months(months * count)
    if unit == "workday":
        return _shift_workdays(day, count)
    return day.plus(count)


def _shift_workdays(day: Day, count: int) -> Day:
    step = 1 if count > 0 else -1
    saturday = 5
    while count:
        day = day.plus(step)
        if day.weekday < saturday:
            count -= step
    return day


def part_of(span: Span, part: str) -> Span | None:
    """Take the early, middle or late third of a span; a month has its thirds of ten days."""
    first, last = span.earliest, span.latest
    if first is None or last is None:
        return None
    if first == last:
        return span
    if span.precision == "week" and part in _WEEK:
        start, end = first.plus(_WEEK[part][0]), first.plus(_WEEK[part][1])
        return span.bounded(start, end, edtf_interval(start, end), "part of week")
    month = span.precision == "month"  # of any calendar
    cuts = (first, first.plus(10), first.plus(20), last.plus(1)) if month else _cuts(first, last)
    if span.precision == "decade" and span.calendar != GREGORIAN:
        cuts = tuple([_anniversary(span.calendar, first, years) for years in _OF_DECADE])
    low, high = {
        "early": (0, 1), "mid": (1, 2), "late": (2, 3), "early_mid": (0, 2), "mid_late": (1, 3),
    }[part]  # fmt: skip
    start, end = cuts[low], max(cuts[low], cuts[high].plus(-1))
    precision = f"part of {span.precision}" if span.precision != "day" else "day"
    return span.bounded(start, end, edtf_interval(start, end), precision)


_OF_DECADE: Final = (0, 4, 7, 10)  # years; as of ours


def _anniversary(calendar: str, day: Day, years: int) -> Day:
    """Return the day that begins the year of a calendar so many years after the one that a day begins."""
    from claimtrack.dates import calendars

    after = day.plus_months(12 * years)
    year = calendars.year_of(calendar, after.plus(15))
    return calendars.to_gregorian(calendar, year, 1, 1) or after


_WEEK: Final = {
    "early": (0, 2),
    "mid": (2, 3),
    "late": (4, 6),
    "second_half": (3, 6),
    "first_days": (0, 1),
}  # days; Wednesday is its middle


def _cuts(first: Day, last: Day) -> Sequence[Day]:
    """Find where the thirds of a span begin, and the day after its end."""
    end = last.plus(1)
    years = end.year - first.year
    if (first.month, first.day, end.month, end.day) == (1, 1, 1, 1) and years > 1:
        if years % 100 == 0:  # a century: 1901-1933, 1934-1966, 1967-2000
            third = years // 3
            start = first.year
            return first, Day(start + third, 1, 1), Day(start + 2 * third, 1, 1), end
        if years == 10:
            return first, Day(first.year + 4, 1, 1), Day(first.year + 7, 1, 1), end
    months = (end.year - first.year) * 12 + end.month - first.month
    if first.day == end.day == 1 and months % 3 == 0:
        return first, first.plus_months(months // 3), first.plus_months(2 * months // 3), end
    length = end.ordinal - first.ordinal
    return first, first.plus((length + 2) // 3), first.plus(length - (length + 2) // 3), end


def hull(spans: Sequence[Span], precision: str = "interval") -> Span:
    """Return the shortest span that covers all."""
    lows = [span.earliest for span in spans]
    highs = [span.latest for span in spans]
    first = None if None in lows else min(low for low in lows if low)
    last = None if None in highs else max(high for high in highs if high)
    joined = days_span(first, last, precision)
    return replace(
        joined,
        approximate=any(span.approximate for span in spans),
        uncertain=any(span.uncertain for span in spans),
        known=max((span.known for span in spans), key=len),
        inferred=max((span.inferred for span in spans), key=len),
        calendar=spans[0].calendar,
    )
