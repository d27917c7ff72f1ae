"""Years: eras, two-digit years, and which calendar a year is counted in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from claimtrack.dates import calendars
from claimtrack.dates.value import GREGORIAN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimtrack.dates.context import Context
    from claimtrack.dates.tokens import Token

_PIVOT: Final = 69  # POSIX: 69-99 are 19xx when nothing tells the century
_AHEAD: Final = 20  # years after the reference that a two-digit year may lie
_HUNDRED: Final = 100
_ERAS: Final = {
    "ah": calendars.HIJRI,
    "ap": calendars.PERSIAN,
    "am": calendars.HEBREW,
    "os": calendars.JULIAN,
}
_BUDDHIST: Final = 543
_FIRST_BARE, _LAST_BARE = 1000, 2999  # a bare number outside is as likely an amount
_ANNO_DOMINI: Final = "ad"


def year_of(
    context: Context, number: int, digits: int, era: Sequence[Token] = ()
) -> tuple[str, int, bool] | None:
    """Work out a year.

    Args:
        context: for the reference and the language.
        number: as written.
        digits: how many digits it has.
        era: the era token, if any.

    Returns:
        The calendar, the year in it (astronomical for Gregorian and Julian), and whether its century was
        inferred; None when there is no such year.
    """
    label = era[0].value if era else ""
    if label == "bc":
        return (context.calendar or GREGORIAN, 1 - number, False) if number > 0 else None
    if label in _ERAS:
        return (_ERAS[label], number, False) if number > 0 else None
    if label == "be":
        return GREGORIAN, number - _BUDDHIST, False
    if label == _ANNO_DOMINI:
        return (GREGORIAN, number, False) if number > 0 else None
    if digits <= 2:  # noqa: PLR2004 - the century is left out
        return context.calendar or GREGORIAN, century_for(context, number), True
    return calendar_for(context, number), number, False


def century_for(context: Context, number: int) -> int:
    """Give a two-digit year its century: no more than twenty years after the reference."""
    if context.reference is None:
        return number + (1900 if number >= _PIVOT else 2000)
    context.used_reference = True
    base = context.reference.year // _HUNDRED * _HUNDRED
    year = base + number
    if year > context.reference.year + _AHEAD:
        return year - _HUNDRED
    return year + _HUNDRED if year <= context.reference.year + _AHEAD - _HUNDRED else year


def calendar_for(context: Context, year: int) -> str:
    """Tell the calendar from the language: 1394 in a Persian text is a Persian year."""
    if context.calendar:
        return context.calendar
    for calendar, (first, last) in context.settings.get("years", {}).items():
        if first <= year <= last:
            return str(calendar)
    return GREGORIAN


def plausible(year: int) -> bool:
    """Tell whether a number that stands alone may be meant as a year."""
    return _FIRST_BARE <= year <= _LAST_BARE
