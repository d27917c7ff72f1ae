"""Reading a date from text: the one door to the engine."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final, Literal

from claimtrack.dates.edtf import parse_edtf
from claimtrack.dates.folding import fold
from claimtrack.dates.lexicon import plain_months
from claimtrack.dates.plain import read_plain, read_plain_day
from claimtrack.dates.request import Reference, Request, make_request
from claimtrack.dates.value import DateValue
from claimtrack.dates.yearless import NO_YEAR, read_yearless
from claimtrack.errors import UnknownTermError, UnreadableDateError
from claimtrack.languages import LANGUAGES, primary_subtag

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Order = Literal["DMY", "MDY", "YMD"]
Preference = Literal["nearest", "past", "future", "current_period"]

BACKWARDS: Final = "the range ends before it begins"
_LONGEST: Final = 300  # characters; a date is far shorter, and the time has to stay bounded
_EDTF_CHARACTERS: Final = frozenset("0123456789-XYEST/.:~?%,{}[]+Z ")


def read_date(
    text: str,
    *,
    reference: Reference | None = None,
    languages: Sequence[str] | None = None,
    order: Order | None = None,
    prefer: Preference = "nearest",
    calendar: str | None = None,
    zone: str | None = None,
    open_year: bool = False,
) -> DateValue:
    """Read the date that a text names.

    The clock is never asked: what counts from "now" counts from the reference, and without one stays unread.

    Args:
        text: a date expression, in any language that has a file (`claimtrack.languages`); any text is allowed and none raises.
        reference: the date that relative or incomplete text is placed by: a date, a datetime, an ISO 8601 or
            EDTF string, or a `DateValue`, whose own uncertainty, and whose several readings, then carry into the result.
        languages: BCP 47 tags to try in this order, region included (`en-GB`, `ar-SY`); None detects
            among them by letters and words.
        order: of day, month and year in figures; None leaves it to language and region, and to two
            readings where those do not tell.
        prefer: which way incomplete dates point: the nearest one, the last before the reference
            (`past`), the next after it (`future`), or the one in the same year or week (`current_period`).
            Both `past` and `current_period` let a date just ahead stand (within a fortnight; over New Year,
            within two months), since the other one would be most of a year away.
            A preference orders the readings; where another one is nearer, it stays among them.
        calendar: of dates that do not say: gregorian, hijri, persian, hebrew, ethiopian or julian.
        zone: the time zone of times that name none; an IANA name or an offset such as `+03:00`.
        open_year: read a day or month without a year, where no reference tells which, with the year left open:
            `XXXX-03-03`. Left out, it stays unread.

    Returns:
        A value that is true when a date was read; otherwise its `reason` says why there is none.

    Raises:
        UnknownTermError: there is no such order, preference, calendar or zone.
        UnreadableDateError: the reference holds no date, or what is to be read is no text.
    """
    if not isinstance(text, str):
        raise UnreadableDateError(f"a date is read from a text, not from {text!r}", "give it as a string")
    if isinstance(languages, str):
        languages = (languages,)
    request = make_request(
        reference, tuple(languages) if languages is not None else None, order, prefer, calendar, zone
    )
    stripped = text.strip()
    if not stripped:
        return DateValue(text, reason="empty")
    if len(stripped) > _LONGEST:
        return DateValue(text, reason="too long for a date")
    if stripped[-1] == "]" and (match := re.fullmatch(_TAGGED, stripped)):
        return _tagged(text, match, request)
    if stripped[0] == stripped[-1] and stripped[0] in "*_" and len(stripped) > 2:
        stripped = stripped.strip("*_ ") or stripped
    plain = None if request.calendar else _plain(text, stripped, request)
    if plain is not None and not plain.reference:
        return _in_zone(plain, request.zone) if request.zone and plain.earliest else plain
    value = plain or _grammar()(text, fold(stripped), request)
    if value.reference and isinstance(reference, DateValue) and reference.readings:
        return _against_each(
            read_date(
                text,
                reference=reading,
                languages=languages,
                order=order,
                prefer=prefer,
                calendar=calendar,
                zone=zone,
            )
            for reading in reference.readings
        )
    if (
        not value
        and request.languages
        and not any(primary_subtag(tag) in LANGUAGES for tag in request.languages)
    ):
        return DateValue(text, reason=f"dates are not read in {', '.join(request.languages)}")
    if value or not open_year or request.reference or not value.reason.startswith(NO_YEAR):
        return value
    folded = fold(stripped)
    yearless = read_yearless(
        lambda year: _grammar()(
            text, folded, make_request(year, request.languages, order, prefer, calendar, zone)
        )
    )
    return yearless or value


def _against_each(values: Iterable[DateValue]) -> DateValue:
    """Return what a text says beside a date that has several readings: it has as many, where they differ."""
    readings: dict[str, DateValue] = {}
    for value in values:
        for one in value.readings or (value,):
            readings.setdefault(one.edtf, one)
    first = next(iter(readings.values()))
    return replace(first, readings=tuple(readings.values())) if len(readings) > 1 else first


@cache
def _grammar() -> Callable[[str, str, Request], DateValue]:
    """Load the grammar with the first text that needs it."""
    from claimtrack.dates.words import read_words

    return read_words


def _plain(text: str, stripped: str, request: Request) -> DateValue | None:
    """Read ISO 8601, EDTF and the plainest dates in words without the grammar."""
    figured = (stripped[-1].isdigit() and stripped[0].isalnum()) or stripped[0].isdigit()
    if figured and " " in stripped and text is stripped and stripped.isascii():
        code = request.languages[0].partition("-")[0] if request.languages else "en"
        if code in LANGUAGES:
            months = plain_months(code)
            plain = read_plain(text, months) or read_plain_day(text, months, request)
            if plain is not None:
                return plain
    return _edtf(text, stripped)


def _edtf(text: str, stripped: str) -> DateValue | None:
    """Read ISO 8601 and EDTF as they are; what looks like it but is not goes on to the grammar."""
    head = stripped[0]
    if head == "@":
        return _unix_seconds(text, stripped)
    if len(stripped) == _YEAR and stripped[-1] in "uUxX*" and head.isdigit():
        return _open_digits(text, stripped)
    if not (head.isdigit() or head in "[{Y-./X?~%") or not _EDTF_CHARACTERS.issuperset(stripped):
        return None
    short = _short_interval(stripped)
    try:
        value = parse_edtf(short or stripped)
    except UnreadableDateError as error:
        return DateValue(text, reason=BACKWARDS) if error.message.endswith("before it begins") else None
    if short:
        return replace(value, raw=text)
    if (
        value.precision in _GROUPS
        and stripped[:-3].isdigit()
        and stripped[-2:].isdigit()
        and stripped[-5:-3] < stripped[-2:]
    ):
        return _years_or_group(text, stripped, value)
    if stripped.isdigit() and not 1000 <= int(stripped) <= 2999:
        return None
    return replace(value, raw=text) if text != stripped else value


# RFC 9557: an ISO moment with its time zone and calendar behind it.
_TAGGED: Final = r"(\d{4}-\d\d-\d\d(?:[Tt][\d:.,]+)?)([Zz]|[+-]\d\d:?\d\d)?((?:\[!?[\w/=+:-]+\])+)"


def _tagged(text: str, match: re.Match[str], request: Request) -> DateValue:
    """Read `2024-03-14T14:00:00+02:00[Europe/Kyiv][u-ca=hebrew]`; an offset says more than the name of the zone."""
    zones = [tag.lstrip("!") for tag in match[3][1:-1].split("][") if "=" not in tag]
    zone = "" if match[2] else zones[0] if zones else ""
    try:
        value = read_date(match[1] + (match[2] or ""), zone=zone or request.zone or None)
    except UnknownTermError as error:
        return DateValue(text, reason=error.message)
    return replace(value, raw=text) if value else DateValue(text, reason=value.reason)


def _short_interval(text: str) -> str:
    """Write an interval out whose end leaves out what it shares with its beginning (ISO 8601-1): `2016-04-05/08`."""
    match = re.fullmatch(r"(\d{4}-(?:\d\d-)?)(\d\d)/(?:(\d\d)-)?(\d\d)", text, re.ASCII)
    if not match or (match[3] and len(match[1]) < 8):
        return ""
    shared = f"{match[1][:5]}{match[3]}-" if match[3] else match[1]
    return f"{match[1]}{match[2]}/{shared}{match[4]}"


def _in_zone(value: DateValue, zone: str) -> DateValue:
    """Return a moment that names no zone the one that was asked for."""
    if "T" not in value.edtf or value.readings:
        return value
    from claimtrack.dates.attempt import zoned

    edtf = zoned(value.edtf, value.earliest, zone)
    return value if edtf == value.edtf else replace(value, edtf=edtf, zone=zone)


def _open_digits(text: str, stripped: str) -> DateValue | None:
    """Read a year with digits left open, as catalogues write it: 198*, 19uu."""
    known = stripped.rstrip("uUxX*")
    if not known.isdecimal():
        return None
    digits = "".join(str(int(digit)) for digit in known)  # of any script
    return replace(parse_edtf(digits + "X" * (_YEAR - len(known))), raw=text, rule="open digits")


_YEAR: Final = 4  # digits


def _years_or_group(text: str, stripped: str, group: DateValue) -> DateValue:
    """Read "1918-21": a season in EDTF, or four years; from 25 on, where EDTF has only rare groups, rather years."""
    year, end = stripped[:-3], stripped[-2:]
    years = replace(parse_edtf(f"{year}/{year[:-2]}{end}"), raw=text, rule="years")
    group = replace(group, raw=text)
    quarter = end >= _FIRST_QUARTER and year >= _FIRST_YEAR  # in this century hardly years to come
    readings = (group, years) if end <= _LAST_SEASON or quarter else (years, group)
    return replace(readings[0], readings=readings)


_GROUPS: Final = frozenset({"season", "quarter", "quadrimester", "half"})
_LAST_SEASON: Final = "24"
_FIRST_QUARTER: Final = "33"
_FIRST_YEAR: Final = "2000"


def _unix_seconds(text: str, stripped: str) -> DateValue | None:
    """Read `@1459252800`: the sign asks for Unix seconds, as it does elsewhere."""
    digits = stripped[1:].removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 11):
        return None
    from claimtrack.dates.day import day_from_ordinal

    days, seconds = divmod(int(stripped[1:]), 86_400)
    day = day_from_ordinal(719_163 + days)
    edtf = f"{day}T{seconds // 3600:02d}:{seconds % 3600 // 60:02d}:{seconds % 60:02d}Z"
    return replace(parse_edtf(edtf), raw=text, rule="Unix seconds", zone="Z")
