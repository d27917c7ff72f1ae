"""The arguments of a call, checked once and shared by all texts of one source."""

import re
from datetime import date, datetime
from functools import lru_cache
from typing import Final, NamedTuple

from claimtrack.dates.day import Day
from claimtrack.dates.edtf import edtf_day, parse_edtf
from claimtrack.dates.lexicon import Lexicon
from claimtrack.dates.value import GREGORIAN, DateValue
from claimtrack.errors import UnknownTermError, UnreadableDateError

Reference = date | datetime | str | DateValue

ORDERS: Final = ("DMY", "MDY", "YMD")
PREFERENCES: Final = ("nearest", "past", "future", "current_period")
_OFFSET: Final = r"[+-](?:0\d|1[0-4]):[0-5]\d|Z"


class Request(NamedTuple):
    """The checked arguments.

    Attributes:
        first: the first day that the reference allows; None without a reference.
        last: the last day that the reference allows.
        moment: seconds of the reference since midnight, when it has a time of day.
        reference: the reference in EDTF.
        approximate: the reference is approximate.
        uncertain: the reference is uncertain.
        languages: BCP 47 tags; None detects.
        order: DMY, MDY, YMD, or None when not told.
        prefer: which way incomplete dates point.
        calendar: the calendar of dates that do not say; empty for Gregorian.
        zone: the zone of times that do not say; empty when not told.
    """

    first: Day | None
    last: Day | None
    moment: int | None
    reference: str
    approximate: bool
    uncertain: bool
    languages: tuple[str, ...] | None
    order: str | None
    prefer: str
    calendar: str
    zone: str


class Setting(NamedTuple):
    """A request in one language.

    Attributes:
        request: the arguments.
        lexicon: the language's words.
        region: the region subtag; empty when not told.
        order: the order to read figures in.
        order_known: the other order need not be told of.
        first_weekday: the day that weeks begin with, 0 being Monday.
    """

    request: Request
    lexicon: Lexicon
    region: str
    order: str
    order_known: bool
    first_weekday: int = 0


@lru_cache(maxsize=8192)
def make_request(
    reference: Reference | None,
    languages: tuple[str, ...] | None,
    order: str | None,
    prefer: str,
    calendar: str | None,
    zone: str | None,
) -> Request:
    """Check the arguments of `read_date`.

    Raises:
        UnknownTermError: there is no such order, preference, calendar or zone.
        UnreadableDateError: the reference holds no date.
    """
    if order is not None and order not in ORDERS:
        raise UnknownTermError(f"unknown order {order!r}", f"one of {', '.join(ORDERS)}")
    if prefer not in PREFERENCES:
        raise UnknownTermError(f"unknown preference {prefer!r}", f"one of {', '.join(PREFERENCES)}")
    return Request(
        *_anchors(reference),
        languages=languages,
        order=order,
        prefer=prefer,
        calendar=_calendar(calendar),
        zone=_zone(zone),
    )


def _calendar(name: str | None) -> str:
    if name is None:
        return ""
    from claimtrack.dates.calendars import NAMES

    if name.lower() not in NAMES:
        raise UnknownTermError(
            f"unknown calendar {name!r}", "gregorian, hijri, persian, hebrew, ethiopian or julian"
        )
    found = NAMES[name.lower()]
    return "" if found == GREGORIAN else found


def _zone(name: str | None) -> str:
    if not name or re.fullmatch(_OFFSET, name):
        return name or ""
    from zoneinfo import ZoneInfo

    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        raise UnknownTermError(
            f"unknown time zone {name!r}", "an IANA name or an offset such as +03:00"
        ) from None
    return name


def offset_at(zone: str, day: Day, hour: int, minute: int) -> str:
    """Return the offset from UTC (`+03:00`, `Z`) that a zone has at a local time; empty when it cannot be told."""
    if not zone or re.fullmatch(_OFFSET, zone):
        return zone
    from zoneinfo import ZoneInfo

    if not 1 <= day.year <= 9999:
        return ""
    try:
        offset = datetime(*day, hour, minute, tzinfo=ZoneInfo(zone)).utcoffset()
    except KeyError:  # named by the text, on a system without the tz database
        return ""
    if offset is None:
        return ""
    minutes = int(offset.total_seconds()) // 60
    sign, minutes = ("-", -minutes) if minutes < 0 else ("+", minutes)
    return f"{sign}{minutes // 60:02d}:{minutes % 60:02d}" if minutes else "Z"


def is_abbreviation(name: str, zone: str, day: Day | None) -> bool:
    """Whether a zone calls itself by this abbreviation on a day: IST is Israel's in Asia/Jerusalem, India's elsewhere."""
    if not zone or day is None or re.fullmatch(_OFFSET, zone) or not 1 <= day.year <= 9999:
        return False
    from zoneinfo import ZoneInfo

    return datetime(*day, 12, tzinfo=ZoneInfo(zone)).tzname() == name.upper()


def _anchors(reference: Reference | None) -> tuple[Day | None, Day | None, int | None, str, bool, bool]:
    """Return the first and last day of the reference, its time of day, its EDTF and its doubts."""
    if reference is None or reference == "":
        return None, None, None, "", False, False
    if isinstance(reference, date):
        day, moment = Day(reference.year, reference.month, reference.day), None
        if isinstance(reference, datetime):
            moment = reference.hour * 3600 + reference.minute * 60 + reference.second
        return day, day, moment, edtf_day(day), False, False
    value = parse_edtf(reference.strip()) if isinstance(reference, str) else reference
    if not isinstance(value, DateValue):
        raise UnreadableDateError(
            f"{reference!r} is no reference to count from", 'give a date or an EDTF string: "2016-07-09"'
        )
    if not value:
        raise UnreadableDateError("the reference holds no date", value.reason)
    if value.yearless:  # nothing can be counted from it
        return None, None, None, "", False, False
    moment = None
    if "T" in value.edtf and "/" not in value.edtf:
        clock = value.edtf.partition("T")[2]
        moment = int(clock[:2]) * 3600 + int(clock[3:5]) * 60 + int(clock[6:8])
    first, last = value.earliest or value.latest, value.latest or value.earliest
    return first, last, moment, value.edtf, value.approximate, value.uncertain
