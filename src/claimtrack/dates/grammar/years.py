"""Years and the calendars that they are counted in; one date told in two calendars, cross-checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from claimtrack.dates import calendars
from claimtrack.dates.calendars import JULIAN, to_gregorian
from claimtrack.dates.day import Day, is_day
from claimtrack.dates.spans import Span, day_span, replace
from claimtrack.dates.tokens import Form, Kind, Kinds, letters
from claimtrack.dates.value import GREGORIAN

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from claimtrack.dates.context import Context
    from claimtrack.dates.grammar.rule import Groups
    from claimtrack.dates.tokens import Token

    Read = Callable[[Sequence[Token]], Span | None]

_PIVOT: Final = 69  # POSIX: 69-99 are 19xx when nothing tells the century
_PIVOT_DAY: Final = Day(2020, 1, 1)  # the same for other calendars
_SHORT: Final = 2  # digits
_SURE_AHEAD: Final = 15
_AHEAD: Final = 20  # years after the reference that a two-digit year may lie
_HUNDRED: Final = 100
_ERAS: Final = {
    "ah": calendars.HIJRI,
    "ap": calendars.PERSIAN,
    "am": calendars.HEBREW,
    "ec": calendars.ETHIOPIAN,
    "os": calendars.JULIAN,
}
_BUDDHIST: Final = 543
_FIRST_BARE, _LAST_BARE = 1000, 2999  # a bare number outside is as likely an amount
_ANNO_DOMINI: Final = "ad"
_UNLIKELY: Final = 3  # digits


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
    if digits <= _SHORT:
        return context.calendar or GREGORIAN, century_for(context, number), True
    return calendar_for(context, number), number, False


def century_for(context: Context, number: int, calendar: str = GREGORIAN) -> int:
    """Return a two-digit year its century: no more than fifteen years after the reference, or twenty as another reading."""
    if context.reference is None and calendar == GREGORIAN:
        return number + (1900 if number >= _PIVOT else 2000)
    context.used_reference = context.reference is not None
    present = calendars.year_of(calendar, context.reference or _PIVOT_DAY)
    year = present // _HUNDRED * _HUNDRED + number
    if year <= present + _AHEAD - _HUNDRED:
        year += _HUNDRED
    elif year > present + _AHEAD:
        year -= _HUNDRED
    return context.choose((year - _HUNDRED, year)) if year > present + _SURE_AHEAD else year


def calendar_for(context: Context, year: int) -> str:
    """Tell the calendar from the language: 1394 in a Persian text is a Persian year."""
    if context.calendar:
        return context.calendar
    for calendar, (first, last) in context.settings.get("years", {}).items():
        if first <= year <= last:
            return str(calendar)
    return GREGORIAN


def plausible(year: int) -> bool:
    """Whether a number that stands alone may be meant as a year."""
    return _FIRST_BARE <= year <= _LAST_BARE


_JOINTS: Final = (Kind.SAME_DAY, Kind.EQUAL, Kind.COMMA, Kind.SLASH)  # the clearest first


def two_calendars(tokens: Sequence[Token], context: Context, read: Read) -> Span | None:
    """Read a date given in two calendars: both have to name the same day."""
    del context
    if not any(_foreign(token) for token in tokens):
        return None
    joints = [at for at in range(1, len(tokens) - 1) if tokens[at].kind in _JOINTS]
    for at in sorted(joints, key=lambda place: _JOINTS.index(tokens[place].kind)):
        spans = []
        for side in (tokens[:at], tokens[at + 1 :]):
            span = read(side)
            if span is None:
                break
            spans.append(span)
        if len(spans) == 2 and spans[0].calendar != spans[1].calendar:
            return agreed(spans[0], spans[1])
    return None


# "25 октября (7 ноября) 1917"
_TWO_STYLES: Final = Form(
    "old=(day month|month day) comma? (y=year year_unit? e=era?)? (comma|slash) new=(day month|month day) comma? (y=year year_unit?)? e=era? comma? (y=year year_unit?)?"
)
# "12 (25) ноября 1917", "12/25 November 1917"
_IN_ONE_MONTH: Final = Form("old=day mark=(comma|slash) new=day comma? (m=month y=year) year_unit? era?")


def may_be_two_styles(kinds: str) -> bool:
    """Whether a row of these kinds may be a day of the Julian and of the Gregorian calendar."""
    kinds = kinds.replace(Kind.FILLER, "")
    return bool(_IN_ONE_MONTH.fullmatch(kinds) or _TWO_STYLES.fullmatch(kinds))


def two_styles(tokens: Sequence[Token], context: Context) -> Span | None:
    """Read a day of the Julian calendar with the same day of the Gregorian one beside it, whichever comes first."""
    row = [token for token in tokens if token.kind != Kind.FILLER]
    if match := _IN_ONE_MONTH.fullmatch(letters(row)):
        if row[match.start("mark")].text == ",":
            return None
        at, month = match.start, row[match.start("m")]
        row = [row[at("old")], month, row[at("mark")], row[at("new")], *row[at("m") :]]
    match = _TWO_STYLES.fullmatch(letters(row))
    if match is None:
        return None
    years = [row[match.start(name)].value for name in ("y", "y2", "y22") if match[name]]
    days = [_day_and_month(row[slice(*match.span(name))]) for name in ("old", "new")]
    if not years or None in days:
        return None
    for old, new in (days, days[::-1]):
        if old and new and to_gregorian(JULIAN, years[0], *old) == Day(years[-1], *new):
            context.trace.append("Julian and Gregorian day")
            return day_span(Day(years[-1], *new))
    return None


def _day_and_month(tokens: Sequence[Token]) -> tuple[int, int] | None:
    """Return month and day of the month; None for a month of a third calendar."""
    month = next(token.value for token in tokens if token.kind == Kind.MONTH)
    day = int(next(token.value for token in tokens if token.kind in Kinds.DAY))
    return (month[1], day) if month[0] == GREGORIAN and is_day(2000, month[1], day) else None


def _foreign(token: Token) -> bool:
    """Whether a token belongs to a calendar other than the Gregorian."""
    return (token.kind == Kind.MONTH and token.value[0] != "gregorian") or (
        token.kind == Kind.ERA and token.value not in {"bc", "ad"}
    )


def agreed(one: Span, other: Span) -> Span | None:
    """Put two calendars' accounts of one date together: the Gregorian one holds, a difference is told."""
    gregorian, foreign = (one, other) if one.calendar == "gregorian" else (other, one)
    if not (gregorian.earliest and gregorian.latest and foreign.earliest and foreign.latest):
        return None
    if gregorian.earliest <= foreign.latest and foreign.earliest <= gregorian.latest:
        return gregorian
    distance = min(
        abs(gregorian.earliest.ordinal - foreign.latest.ordinal),
        abs(foreign.earliest.ordinal - gregorian.latest.ordinal),
    )
    remark = f"the {foreign.calendar} date is {foreign.edtf}, {distance} day{'s' * (distance != 1)} off"
    if distance == 1 and foreign.approximate:
        return replace(gregorian, remark=f"{remark}, as sighting of the moon allows")
    return replace(gregorian, uncertain=True, remark=remark)


def year_given(context: Context, groups: Groups) -> tuple[str, int, tuple[str, ...]] | None:
    """Return calendar, year and inferred parts; a year that is not given is no failure here."""
    token = groups["y"][0]
    digits = len(token.text) if token.text.isdigit() else (2 if token.kind == Kind.NUMBER else 4)
    named = groups["m"][0].value[0] if "m" in groups else GREGORIAN
    if digits <= _SHORT and named in calendars.OWN_YEARS and not groups.get("e"):  # "مهر ۵۹"
        return named, century_for(context, token.value, named), ("century",)
    found = year_of(context, token.value, digits, groups.get("e", ()))
    if found is None:
        context.fail("there is no year zero")
        return None
    if digits == _UNLIKELY and "d" in groups and not groups.get("e"):  # "Jan 22, 202"
        context.fail("a year of three digits is as likely one cut short")
        return None
    calendar, year, short = found
    if digits == _UNLIKELY and calendar == GREGORIAN and not groups.get("e"):
        year = context.choose((year, 1 - year))  # histories of antiquity leave "BC" out
    return calendar, year, ("century",) if short else ()
