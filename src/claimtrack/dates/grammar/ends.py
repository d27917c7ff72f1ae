"""The two ends of a range or a list: what one of them leaves out comes from the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from claimtrack.dates.grammar.lists import combined, is_later
from claimtrack.dates.partial import resolve
from claimtrack.dates.parts import Partial
from claimtrack.dates.spans import Span, day_span, replace
from claimtrack.dates.tokens import Kind, Kinds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimtrack.dates.context import Context
    from claimtrack.dates.tokens import Token

    Tokens = Sequence[Token]

_TWO_DIGITS: Final = 100
_FULL_YEAR: Final = 4  # digits
_WINTER: Final = 24


def of_partials(one: Partial, two: Partial, meaning: str, context: Context) -> Span | None:
    """Put two ends together of which neither is settled yet; each has what it leaves out from the other."""
    first, last = one.completed(two), two.completed(one)
    if one.month is None and first.month is not None and (one.day or 0) > (two.day or 99):
        month = first.month - 1 or 12  # "from the 27th to 3 April"
        first = replace(first, month=month, year=first.year - (month == 12) if first.year else None)
    if bare_days(first) or bare_days(last):
        if first.year is not None or last.year is not None:
            return None
        anchor = context.reference
        if anchor is None or (
            meaning == "range"
            and not (one.weekday is not None or two.weekday is not None or _ordinal_days(one, two))
        ):
            context.fail("a range of bare numbers is no date")
            return None
    if first.year is None and last.year is None:
        start = resolve(first, context)
        shorter = (
            two if two.month is None and (two.day or 99) < (one.day or 0) else last
        )  # "April 27th to the 3rd"
        listed = meaning != "range" and two.month is not None  # each is near the reference, in any order
        end = resolve(last, context) if listed else end_after(shorter, start, context) if start else None
        if start is None or end is None:
            return None
        if is_later(start, end) and first.weekday is not None:
            end = resolve(last, context) or end
        return combined([start, end], meaning, context)
    if first.year is None or last.year is None:
        return None
    start, end = resolve(first, context), resolve(last, context)
    if meaning == "range" and start and end and is_later(start, end):
        first, last = _rolled(first, last, one, two)
        start, end = resolve(first, context), resolve(last, context)
    return combined([start, end], meaning, context) if start and end else None


def bare(partial: Partial) -> str:
    """Name the one thing that a partial date says, if it is a weekday or a month."""
    if partial.day is not None:
        return ""
    return "weekday" if partial.weekday is not None else "month" if partial.month is not None else ""


def _ordinal_days(one: Partial, two: Partial) -> bool:
    return one.day is not None and two.day is not None


def bare_days(partial: Partial) -> bool:
    """Whether a day of the month is all that an end says."""
    return partial.day is not None and partial.month is None


def _rolled(first: Partial, last: Partial, one: Partial, two: Partial) -> tuple[Partial, Partial]:
    """Move the end that borrowed its year, since the range crosses New Year."""
    if first.year is None or last.year is None:
        return first, last
    if one.year is None:
        return replace(first, year=first.year - 1), last
    if two.year is not None:
        return first, last
    if two.month is None and last.month is not None and first.month is not None:
        month = last.month % 12 + 1
        return first, replace(last, month=month, year=last.year + (month == 1))
    return first, replace(last, year=last.year + 1)


def end_after(partial: Partial, start: Span, context: Context) -> Span | None:
    """Settle a year-less end as the first one that is not before the start."""
    if start.earliest is None:
        return resolve(partial, context)
    if partial.weekday is not None and partial.day is None:
        ahead = (partial.weekday - start.earliest.weekday) % 7
        return day_span(start.earliest.plus(ahead))
    if partial.month is None and partial.group is None and partial.day is not None:
        month = Partial(start.earliest.year, start.earliest.month, day=partial.day)
        found = resolve(month, context)
        if found is None or is_later(start, found):
            nxt = start.earliest.plus_months(1)
            found = resolve(Partial(nxt.year, nxt.month, day=partial.day), context)
        return found
    year = start.earliest.year
    if partial.calendar != "gregorian":
        from claimtrack.dates.calendars import year_of

        year = year_of(partial.calendar, start.earliest) - 1
    for candidate in (year, year + 1, year + 2):
        found = resolve(replace(partial, year=candidate), context)
        if found and not is_later(start, found):
            return found.told(found.known, ("year",))
    return None


def begin_before(partial: Partial, end: Span, context: Context) -> Span | None:
    """Settle a year-less start as the last one that is not after the end."""
    if end.earliest is None:
        return None
    if partial.weekday is not None and partial.day is None:
        return day_span(end.earliest.plus(-((end.earliest.weekday - partial.weekday) % 7)))
    if partial.month is None and partial.group is None:
        for first in (end.earliest, end.earliest.plus_months(-1)):
            found = (
                resolve(Partial(first.year, first.month, day=partial.day), context) if partial.day else None
            )
            if found and not is_later(found, end):
                return found.told(found.known, ("year", "month"))
        return None
    year = end.earliest.year
    for candidate in (year, year - 1):
        found = resolve(replace(partial, year=candidate), context)
        if found and not is_later(found, end):
            return found.told(found.known, ("year",))
    return None


def winter(one: Partial | Span, two: Partial | Span, right: Tokens) -> Partial | None:
    """Read "winter of 1943-44": one season that lies in two years."""
    if not isinstance(one, Partial) or one.group is None or one.year is None or len(right) != 1:
        return None
    if (
        right[0].kind not in Kinds.SHORT_YEAR
        or int(one.year + 1) % 10 ** len(right[0].text) != right[0].value
    ):
        return None
    if one.group != _WINTER or not isinstance(two, Partial):
        return None
    return one


def short_year(one: Partial | Span, two: Partial | Span, left: Tokens, right: Tokens) -> Partial | None:
    """Read the second year of "1914-18", and of "nov 1914-18" when 18 cannot be a day."""
    if not isinstance(two, Partial) or two.day is None or two.month is not None or len(right) != 1:
        return None
    year = one.year if isinstance(one, Partial) else None
    if year is None or (isinstance(one, Partial) and one.day is not None) or left[-1].kind != Kind.YEAR:
        return None
    if len(left[-1].text) < _FULL_YEAR:  # "100/60"
        return None
    number = year // _TWO_DIGITS * _TWO_DIGITS + two.day
    if not right[0].text.isdigit() or len(right[0].text) != 2 or number <= year:
        return None
    return (
        Partial(number, one.month if isinstance(one, Partial) else None, calendar=one.calendar)
        if isinstance(one, Partial) and one.month is None
        else None
    )
