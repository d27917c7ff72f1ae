"""Decades and centuries, in figures and in words, and what lies in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from claimtrack.dates import calendars
from claimtrack.dates.grammar.rule import words_of
from claimtrack.dates.grammar.years import calendar_for
from claimtrack.dates.spans import Span, days_span, replace, years_span
from claimtrack.dates.tokens import Kind
from claimtrack.dates.value import GREGORIAN

if TYPE_CHECKING:
    from claimtrack.dates.context import Context
    from claimtrack.dates.grammar.rule import Groups

_FIRST_DECADE: Final = 20
_LAST_CENTURY: Final = 40  # no century beyond is spoken of


def decade_with_article(context: Context, groups: Groups) -> Span | None:
    """Read Spanish "los 90", "los 1970"."""
    number = groups["k"][0].value
    if (
        groups["the"][0].text not in words_of(context.language, "decade_articles")
        or number % 10
        or number < _FIRST_DECADE
    ):
        return None
    return decade(context, groups)


def decade(context: Context, groups: Groups) -> Span | None:
    """Read "the 1990s", "the '60s", "the 470s BC"; 1800s and 2000s with two zeros are by custom a century and a decade."""
    token = groups["k"][0]
    number = token.value
    era = groups["e"][0].value if "e" in groups else ""
    if era == "bc":
        return years_span(1 - number - 9, 1 - number, "decade")
    calendar = calendar_for(context, number)
    if calendar != GREGORIAN and not era:
        return _foreign_decade(calendar, number)
    if number < 100 and len(token.text) != 4:
        base = context.reference.year if context.reference else 2000
        if context.reference:
            context.used_reference = True
        first = base // 100 * 100 + number
        return years_span(
            first - 100 if first > base else first, (first - 100 if first > base else first) + 9, "decade"
        )
    if number % 100 == 0 and number != 2000 and "c" not in groups:
        return years_span(number, number + 99, "century")
    return years_span(number, number + 9, "decade")


def decade_before_label(context: Context, groups: Groups) -> Span | None:
    """Read Chinese "90年代", "九十年代": a word for decades behind the number."""
    number = groups["k"][0].value
    if groups["label"][0].text not in context.settings.get("decade_suffixes", ()) or number % 10:
        return None
    return decade(context, groups)


def decade_of_own_calendar(context: Context, groups: Groups) -> Span | None:
    """Read Persian "دهه شصت", "دهه ۶۰": the last such decade of the language's own calendar, or of the era that is named."""
    calendar, number = context.settings.get("calendar"), groups["k"][0].value
    if not calendar or not 0 < number < 100 or number % 10:
        return None
    if "e" in groups:
        return decade(context, groups) if groups["e"][0].value == "ad" else None
    anchor = context.anchor()
    year = calendars.year_of(calendar, anchor) if anchor else None
    if year is None:
        return None
    first = year // 100 * 100 + number
    return _foreign_decade(calendar, first - 100 if first > year else first)


def _foreign_decade(calendar: str, first: int) -> Span | None:
    """Return ten years of another calendar, as Persian writes "دهه ۱۳۶۰"."""
    start = calendars.to_gregorian(calendar, first, 1, 1)
    end = calendars.to_gregorian(calendar, first + 10, 1, 1)
    if start is None or end is None:
        return None
    return replace(days_span(start, end.plus(-1), "decade"), calendar=calendar)


def decade_of_century(context: Context, groups: Groups) -> Span | None:
    """Read "the 20s of the 20th century", "the nineties of last century"."""
    del context
    tens, rank = groups["k"][0].value, groups["n"][0].value
    if tens % 10 or not 0 < tens < 100 or not 1 <= rank <= _LAST_CENTURY:
        return None
    first = 100 * (rank - 1) + tens
    return years_span(first, first + 9, "decade")


def years_of_decade(context: Context, groups: Groups) -> Span | None:
    """Read "los años 30", "les années 60": years in the plural with a round number are a decade."""
    label, number = groups["label"][0], groups["k"][0]
    if (
        "decade_labels" not in context.settings
        or number.value % 10
        or not number.value
        or number.kind == Kind.ORDINAL
    ):
        return None
    return decade(context, groups) if label.kind == Kind.DECADE_UNIT or label.text[-1] == "s" else None


def century(context: Context, groups: Groups) -> Span | None:
    """Read a century: the 19th is 1801 to 1900, or 1800 to 1899 as many say; the 5th BC is 500 to 401 BC."""
    number = groups["n"][0].value
    era = groups["e"][0].value if "e" in groups else ""
    if not 1 <= number <= _LAST_CENTURY:
        context.fail("there is no such century")
        return None
    if era == "bc":
        return years_span(1 - 100 * number, 100 - 100 * number, "century")
    # Centuries begin with the year 1, but the 1800s and EDTF's 18XX count from the round year.
    return context.choose(
        (
            years_span(100 * number - 99, 100 * number, "century"),
            years_span(100 * number - 100, 100 * number - 1, "century"),
        )
    )


def centuries(context: Context, groups: Groups) -> Span | None:
    """Read "11th-13th centuries": from the first year of the one to the last of the other."""
    first, last = (century(context, {**groups, "n": groups[name]}) for name in ("a", "b"))
    if first is None or last is None or not first.earliest or not last.latest or first.earliest > last.latest:
        return None
    return years_span(first.earliest.year, last.latest.year, "interval")
