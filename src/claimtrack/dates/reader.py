"""Reading a date from text: the one door to the engine."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from itertools import islice, product
from typing import TYPE_CHECKING, Any, Final, Literal

from claimtrack.dates.context import Context
from claimtrack.dates.day import Day
from claimtrack.dates.edtf import parse_edtf
from claimtrack.dates.value import GREGORIAN, DateValue
from claimtrack.errors import ClaimtrackError, UnknownTermError, UnreadableDateError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimtrack.dates.lexicon import Lexicon
    from claimtrack.dates.spans import Span
    from claimtrack.dates.tokens import Token

Order = Literal["DMY", "MDY", "YMD"]
Preference = Literal["nearest", "past", "future", "current_period"]
Reference = date | datetime | str | DateValue

ORDERS: Final = ("DMY", "MDY", "YMD")
PREFERENCES: Final = ("nearest", "past", "future", "current_period")
_LONGEST: Final = 300
_MOST_TOKENS: Final = 40
_MOST_ROWS: Final = 12
_MOST_READINGS: Final = 4
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
) -> DateValue:
    """Read the date that a text names.

    The clock is never asked: what counts from "now" counts from the reference, and without one stays unread.

    Args:
        text: a date expression, in any of the ten languages; any text is allowed and none raises.
        reference: the date that relative or incomplete text is placed by: a date, a datetime, an ISO 8601 or
            EDTF string, or a `DateValue`, whose own uncertainty then carries into the result.
        languages: BCP 47 tags to try in this order, region included (`en-GB`, `ar-SY`); None detects
            among the ten by script and words.
        order: of day, month and year in figures; None leaves it to language and region, and to two
            readings where those do not tell.
        prefer: which way incomplete dates point: the nearest one, the last before the reference
            (`past`), the next after it (`future`), or the one in the same year or week (`current_period`).
        calendar: of dates that do not say: gregorian, hijri, persian, hebrew or julian.
        zone: the time zone of the text where it names none; an IANA name or an offset, kept as given.

    Returns:
        A value that is true when a date was read; otherwise its `reason` says why there is none.

    Raises:
        UnknownTermError: there is no such order, preference or calendar.
        UnreadableDateError: the reference is a string or value that holds no date.
    """
    request = _request(reference, tuple(languages) if languages is not None else None, order, prefer, calendar, zone)
    if not isinstance(text, str):
        text = _as_text(text)
    return _read(text, request)


def _as_text(text: object) -> str:
    return text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)


class Request:
    """The arguments of a call, checked and in their working form; shared by all texts of one source."""

    __slots__ = (
        "calendar", "first", "languages", "last", "moment", "order", "prefer", "reference", "reference_doubt", "zone",
    )  # fmt: skip

    def __init__(self, **given: Any) -> None:
        for name in self.__slots__:
            setattr(self, name, given[name])


@lru_cache(maxsize=512)
def _request(
    reference: Reference | None,
    languages: tuple[str, ...] | None,
    order: str | None,
    prefer: str,
    calendar: str | None,
    zone: str | None,
) -> Request:
    if order is not None and order not in ORDERS:
        raise UnknownTermError(f"unknown order {order!r}", f"one of {', '.join(ORDERS)}")
    if prefer not in PREFERENCES:
        raise UnknownTermError(f"unknown preference {prefer!r}", f"one of {', '.join(PREFERENCES)}")
    if calendar is not None:
        from claimtrack.dates.calendars import NAMES

        if calendar.lower() not in NAMES:
            raise UnknownTermError(f"unknown calendar {calendar!r}", "gregorian, hijri, persian, hebrew or julian")
        calendar = NAMES[calendar.lower()]
    first, last, moment, text, doubt = _anchors(reference)
    return Request(
        reference=text,
        first=first,
        last=last,
        moment=moment,
        reference_doubt=doubt,
        languages=languages,
        order=order,
        prefer=prefer,
        calendar="" if calendar in (None, GREGORIAN) else calendar,
        zone=zone or "",
    )


def _anchors(reference: Reference | None) -> tuple[Day | None, Day | None, int | None, str, tuple[bool, bool]]:
    """Give the first and last day of the reference, its time of day, its EDTF and its doubts."""
    if reference is None or reference == "":
        return None, None, None, "", (False, False)
    if isinstance(reference, datetime):
        day = Day(reference.year, reference.month, reference.day)
        moment = reference.hour * 3600 + reference.minute * 60 + reference.second
        return day, day, moment, str(day), (False, False)
    if isinstance(reference, date):
        day = Day(reference.year, reference.month, reference.day)
        return day, day, None, str(day), (False, False)
    value = parse_edtf(reference.strip()) if isinstance(reference, str) else reference
    if not value:
        raise UnreadableDateError("the reference holds no date", value.reason)
    first, last = value.earliest or value.latest, value.latest or value.earliest
    moment = None
    if "T" in value.edtf and "/" not in value.edtf:
        clock = value.edtf.partition("T")[2]
        moment = int(clock[:2]) * 3600 + int(clock[3:5]) * 60 + int(clock[6:8])
    return first, last, moment, value.edtf, (value.approximate, value.uncertain)


def _read(text: str, request: Request) -> DateValue:
    stripped = text.strip()
    if not stripped:
        return DateValue(text, reason="empty")
    if len(stripped) > _LONGEST:
        return DateValue(text, reason="too long for a date")
    if not request.calendar:
        plain = _edtf(text, stripped, request)
        if plain is not None:
            return plain
    from claimtrack.dates.lexicon import fold

    folded = fold(stripped)
    reason = ""
    for language, region in _languages(folded, request):
        value, why = _in_language(text, stripped, folded, language, region, request)
        if value is not None:
            return value
        reason = why if not reason or reason == UNKNOWN else reason
    return DateValue(text, reason=reason or UNKNOWN)


UNKNOWN: Final = "holds words that are no part of a date"


def _edtf(text: str, stripped: str, request: Request) -> DateValue | None:
    """Read ISO 8601 and EDTF as they are; what looks like it but is not goes on to the grammar."""
    head = stripped[0]
    if not (head.isdigit() or head in "[{Y-./X?~%") or not _EDTF_CHARACTERS.issuperset(stripped):
        return None
    try:
        value = parse_edtf(stripped)
    except UnreadableDateError:
        return None
    if len(stripped) == 7 and stripped[4] == "-" and stripped[5:].isdigit() and int(stripped[5:]) > 24:  # noqa: PLR2004
        return None  # "1936-39" is a range of years before it is a group of months
    if stripped.isdigit() and not 1000 <= int(stripped) <= 2999:  # noqa: PLR2004 - an amount as likely as a year
        return None
    if value.precision == "second" and request.zone and value.edtf[-1].isdigit() and value.edtf[-6] not in "+-":
        pass
    return replace(value, raw=text) if text != stripped else value


def _languages(folded: str, request: Request) -> Iterator[tuple[str, str]]:
    from claimtrack.dates.detect import candidates, split_tag

    if request.languages is None:
        yield from ((language, "") for language in candidates(folded))
        return
    for tag in request.languages:
        language, region = split_tag(tag)
        if language:
            yield language, region


def _in_language(
    text: str, stripped: str, folded: str, language: str, region: str, request: Request
) -> tuple[DateValue | None, str]:
    from claimtrack.dates.lexer import tokens as lex
    from claimtrack.dates.lexicon import load

    lexicon = load(language)
    if folded.rstrip(".") in lexicon.settings.get("alone", ()) and stripped[0].islower():
        return None, "a word that is a date only in company"
    rows = lex(folded, lexicon)
    if len(rows) > _MOST_TOKENS:
        return None, "too many words for a date"
    found = _grammar(text, rows, lexicon, region, request)
    return found


def _grammar(
    text: str, rows: list[list[Token]], lexicon: Lexicon, region: str, request: Request
) -> tuple[DateValue | None, str]:
    kinds = {token.kind for row in rows for token in row}
    if all(len(row) == 1 and row[0].kind == "x" for row in rows):
        return None, UNKNOWN
    known_order = request.order is not None or region in lexicon.order or lexicon.settings.get("order_known", True)
    order = request.order or lexicon.order.get(region) or lexicon.order[""]
    reason = ""
    for row in islice(product(*rows), _MOST_ROWS) if len(rows) and max(map(len, rows)) > 1 else (tuple(r[0] for r in rows),):
        unknown = [token.text for token in row if token.kind == "x"]
        if unknown:
            reason = reason or f"{unknown[0][:30]!r} is no part of a date"
            continue
        from claimtrack.dates.attempt import attempt

        value, why = attempt(text, row, lexicon, region, order, known_order, request)
        if value is not None:
            return value, ""
        reason = why if why and (not reason or reason == UNKNOWN) else reason
    del kinds
    return None, reason or UNKNOWN


__all__ = ["ORDERS", "PREFERENCES", "ClaimtrackError", "Context", "Request", "read_date"]
