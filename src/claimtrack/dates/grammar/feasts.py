"""Feasts and anniversaries: of a year, or the one that lies near the reference."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from claimtrack.dates.grammar.units import unit_at
from claimtrack.dates.grammar.years import year_given
from claimtrack.dates.spans import Span, days_span, replace, unit_span

if TYPE_CHECKING:
    from claimtrack.dates.context import Context
    from claimtrack.dates.grammar.rule import Groups


def holiday(context: Context, groups: Groups) -> Span | None:
    """Read a feast or anniversary with a known date."""
    from claimtrack.dates.holidays import from_sunset, in_year, nearest, on, other_in_year

    key = groups["h"][0].value
    if "n" in groups:
        if not key.startswith("advent"):
            return None
        key = f"advent_{min(4, max(1, groups['n'][0].value))}"
    if "y" in groups:
        found = year_given(context, groups)
        span = in_year(key, found[1], found[0]) if found else None
    elif "rel" in groups and "unit" in groups:
        year = unit_at(context, groups["rel"], groups["unit"])
        span = on(key, year.earliest.year) if year and year.earliest else None
    else:
        anchor = context.anchor()
        if anchor is None:
            return None
        shift = {
            "last": "past",
            "previous": "past",
            "past": "past",
            "rolling": "past",
            "next": "future",
            "coming": "future",
            "following": "future",
        }
        prefer = shift.get(groups["rel"][0].value, "current_period") if "rel" in groups else context.prefer
        found_spans = [nearest(key, anchor, one) for one in dict.fromkeys((prefer, "nearest"))]
        span = context.choose(found_spans if found_spans[-1] != found_spans[0] else found_spans[:1])
    if span is None:
        context.fail("that feast cannot be placed in that year")
        return None
    other = other_in_year(key, span.earliest.year) if span.earliest else None
    if other is not None:  # Christmas 2023 in Ukraine
        moved = replace(other, inferred=span.inferred)
        span = context.another(span, lambda: moved)
    evening = from_sunset(key, span)
    if evening is not None:
        span = context.another(span, lambda: evening)
    return span if "g" not in groups else _weekend_of(span)


_LONGEST: Final = 10  # days, of any feast


def day_of_feast(context: Context, groups: Groups) -> Span | None:
    """Read "the second day of Eid al-Adha 2024"."""
    number = groups["n"][0].value
    span = holiday(context, {name: tokens for name, tokens in groups.items() if name != "n"})
    if span is None or span.earliest is None or not 1 <= number <= _LONGEST:
        return None
    day = span.earliest.plus(number - 1)
    return span.bounded(day, day, str(day), "day")


def _weekend_of(span: Span) -> Span:
    first = span.earliest
    if first is None:
        return span
    if first.weekday == 0:  # a Monday feast makes a long weekend
        return days_span(first.plus(-2), first, "weekend")
    return unit_span(first, "weekend")
