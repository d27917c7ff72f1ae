"""The last resort: dateparser, behind checks. Nothing else in the package imports it.

dateparser fills what it does not understand from the day it is given. An answer is taken only for a text with
a year written out, in the language that was given, when it comes out the same against two different
days, when its period says what was there, and when every number of the text is in it.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from claimtrack.dates.day import Day
from claimtrack.dates.spans import Span, day_span, month_span, year_span
from claimtrack.dates.tokens import Kind
from claimtrack.dates.value import DateValue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimtrack.dates.request import Setting
    from claimtrack.dates.tokens import Token

RULE: Final = "dateparser"
_LONGEST: Final = 40
_FIRST_YEAR, _LAST_YEAR = 1000, 2999
_MOST_WORDS: Final = 6
# Where a month that the grammar does not know may stand: "12 xyz 2015", "xyz 12, 2015", "2015 xyz 12".
_ORDERS: Final = (
    [Kind.NUMBER, Kind.UNKNOWN, Kind.YEAR],
    [Kind.UNKNOWN, Kind.NUMBER, Kind.YEAR],
    [Kind.YEAR, Kind.UNKNOWN, Kind.NUMBER],
)
_SHORTEST_UNKNOWN: Final = 3
_NUMBER = re.compile(r"\d+")
_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")
# Two days with nothing in common: what depends on them was not in the text.
_BASES: Final = (datetime(1999, 5, 17), datetime(2013, 10, 28))  # noqa: DTZ001 - days, not moments


def read(text: str, rows: Sequence[Sequence[Token]], setting: Setting) -> DateValue | None:
    """Read a text that the grammar could not read, where dateparser may."""
    if not _worth_asking(rows, text):
        return None
    span = ask(text.strip(), setting.lexicon.code, setting.order)
    if span is None:
        return None
    return DateValue(text, span.edtf, span.earliest, span.latest, span.precision, rule=RULE, known=("year",))


def _worth_asking(rows: Sequence[Sequence[Token]], text: str) -> bool:
    """Whether dateparser may know what the grammar does not: a day, a year, and one unknown word for the month.

    Most texts without a date fail here, so that dateparser is not even imported for them.
    """
    if len(text) > _LONGEST or len(rows) > _MOST_WORDS or not _YEAR.search(text):
        return False
    first = [row[0] for row in rows]
    order = [
        Kind.NUMBER if token.kind == Kind.ORDINAL else token.kind
        for token in first
        if token.kind in (Kind.NUMBER, Kind.ORDINAL, Kind.UNKNOWN, Kind.YEAR, Kind.VAGUE)
    ]
    unknown = next((token.text for token in first if token.kind == Kind.UNKNOWN), "")
    return order in _ORDERS and len(unknown) >= _SHORTEST_UNKNOWN and unknown.isalpha()


def ask(text: str, language: str, order: str) -> Span | None:
    """Read a text with dateparser; None when the answer does not pass the checks.

    Args:
        text: the text.
        language: the primary subtag; dateparser is held to it.
        order: DMY, MDY or YMD.
    """
    found = [_asked(text, language, order, base) for base in _BASES]
    if found[0] is None or found[0] != found[1]:
        return None
    date, period = found[0]
    day = Day(date.year, date.month, date.day)
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR or not _accounted(text, day, period):
        return None
    if period == "year":
        return year_span(day.year)
    return month_span(day.year, day.month) if period == "month" else day_span(day)


def _asked(text: str, language: str, order: str, base: datetime) -> tuple[Any, str] | None:
    import dateparser

    settings: dict[str, Any] = {"DATE_ORDER": order, "RELATIVE_BASE": base, "RETURN_AS_TIMEZONE_AWARE": False}
    try:
        data = dateparser.DateDataParser(languages=[language], settings=settings).get_date_data(text)
    except Exception:  # noqa: BLE001 - whatever goes wrong in there, there is no date
        return None
    return (data.date_obj.date(), data.period) if data.date_obj else None


def _accounted(text: str, day: Day, period: str) -> bool:
    """Whether each number of the text is a part of the answer, and a part that its period names."""
    parts = [day.year, day.month, day.day][: {"year": 1, "month": 2, "day": 3}.get(period, 0)]
    return all(int(number) in parts for number in _NUMBER.findall(text))
