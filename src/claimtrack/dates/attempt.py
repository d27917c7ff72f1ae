"""One attempt at a row of tokens: times, readings, uncertain references, and the value that comes out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from claimtrack.dates.context import Context
from claimtrack.dates.grammar.structure import read
from claimtrack.dates.grammar.times import without_time
from claimtrack.dates.request import offset_at
from claimtrack.dates.spans import Span, hull
from claimtrack.dates.tokens import Kind
from claimtrack.dates.value import DateValue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimtrack.dates.day import Day
    from claimtrack.dates.request import Setting
    from claimtrack.dates.tokens import Token

_MOST_READINGS: Final = 4
_DATED: Final = frozenset({Kind.YEAR, Kind.MONTH, Kind.COMPLETE})
_TIMED: Final = frozenset({Kind.CLOCK, Kind.ZONE, Kind.DAY_PART, Kind.CLOCK_UNIT})
VAGUE: Final = "vague: names no date that can be bounded"
_MOMENT: Final = r"(-?\d{4}-\d\d-\d\dT(\d\d):(\d\d):\d\d)([?~%]?)"
_CLOCK: Final = (
    r"(\d{1,2})(?:[:.h](\d\d))?(?::(\d\d)(?:[.,]\d+)?)? ?(?:([ap])\.?m\.?)?(?: ?([+-]\d\d):?(\d\d)|(z))?"
)


def attempt(text: str, row: Sequence[Token], kinds: str, setting: Setting) -> tuple[DateValue | None, str]:
    """Read a row of tokens in all its readings.

    Args:
        text: as given.
        row: its tokens.
        kinds: their letters.
        setting: what it is read by.

    Returns:
        The value and an empty reason, or None and the reason.
    """
    if Kind.VAGUE in kinds and _DATED.isdisjoint(kinds) and not any(token.value == "now" for token in row):
        return None, VAGUE
    timed = (
        "clock_articles" in setting.lexicon.settings
        or not _TIMED.isdisjoint(kinds)
        or Kind.COMPLETE + Kind.APPROXIMATE in kinds
        or " 0" in f" {text}"
    )
    dated, clock, zone = without_time(row, setting.lexicon.code) if timed else (row, "", "")
    if not dated:
        return (
            None,
            "a time of day without a date" if Kind.CLOCK in kinds else "holds nothing but a part of the day",
        )
    first, context = _read_at(dated, 0, setting)
    if context.choices == 1:
        if first is None:
            return None, context.reason or (VAGUE if Kind.VAGUE in kinds else "")
        return to_value(text, first, context, setting, clock=clock, zone=zone), ""
    readings = _all_readings(dated, first, context, setting)
    if not readings:
        return None, context.reason
    values = [to_value(text, *reading, setting, clock=clock, zone=zone) for reading in readings]
    distinct = list({value.edtf: value for value in values}.values())
    if len(distinct) == 1:
        return values[0], ""
    return to_value(text, *readings[0], setting, clock=clock, zone=zone, readings=tuple(distinct)), ""


def _all_readings(
    dated: Sequence[Token], first: Span | None, context: Context, setting: Setting
) -> list[tuple[Span, Context]]:
    """Read a row that turned out to have more than one reading in the others too."""
    found = [(first, context)] if first is not None else []
    choices, choice = context.choices, 1
    while choice < min(choices, _MOST_READINGS):
        span, other = _read_at(dated, choice, setting)
        choices = max(choices, other.choices)
        if span is not None:
            found.append((span, other))
        choice += 1
    return found


def _read_at(row: Sequence[Token], choice: int, setting: Setting) -> tuple[Span | None, Context]:
    """Read against the first and the last day of the reference, and put both together."""
    request = setting.request
    context = Context(setting, request.first, choice)
    span = read(row, context)
    if span is None or not context.used_reference:
        return span, context
    if request.first != request.last:
        context = Context(setting, request.last, choice)
        last = read(row, context)
        if last is None:
            return None, context
        span = span if span.edtf == last.edtf else hull([span, last])
    return span.doubted(approximate=request.approximate, uncertain=request.uncertain), context


def to_value(
    text: str,
    span: Span,
    context: Context,
    setting: Setting,
    *,
    clock: str = "",
    zone: str = "",
    readings: tuple[DateValue, ...] = (),
) -> DateValue:
    """Make the value that the caller gets of what the grammar found."""
    request, trace = setting.request, context.trace
    edtf, precision, known, inferred = span.edtf, span.precision, span.known, span.inferred
    if clock and precision == "day" and "T" not in edtf and span.earliest:
        timed = _timed(edtf, span.earliest, clock, zone or request.zone)
        if timed:
            edtf, precision = timed
            known = (*known, "time")
    elif "T" in edtf and (zone or request.zone):
        edtf = zoned(edtf, span.earliest, zone or request.zone)
    if span.approximate or span.uncertain:
        edtf = _qualified(edtf, approximate=span.approximate, uncertain=span.uncertain)
    return DateValue(
        text,
        edtf,
        span.earliest,
        span.latest,
        precision,
        span.approximate,
        span.uncertain,
        span.calendar,
        zone or request.zone,
        request.reference if context.used_reference else "",
        trace[0] if len(trace) == 1 else " + ".join(dict.fromkeys(reversed(trace))),
        "",
        tuple([part for part in known if part not in inferred]) if inferred else known,
        inferred,
        "",
        readings,
        span.remark,
    )


def _timed(edtf: str, day: Day, clock: str, zone: str) -> tuple[str, str] | None:
    match = re.fullmatch(_CLOCK, clock)
    if not match or len(edtf) < 10 or edtf[0] == "Y":  # noqa: PLR2004 - a full date
        return None
    hour, minute, second = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    if match[4]:
        if not 1 <= hour <= 12:  # noqa: PLR2004
            return None
        hour = hour % 12 + (12 if match[4] == "p" else 0)
    if hour > 23:  # noqa: PLR2004
        return None
    precision = "second" if match[3] else "minute" if match[2] else "hour"
    moment = f"{edtf}T{hour:02d}:{minute:02d}:{second:02d}"
    return zoned(moment, day, f"{match[5]}:{match[6]}" if match[5] else "Z" if match[7] else zone), precision


def zoned(edtf: str, day: Day | None, zone: str) -> str:
    """Add to the EDTF of a moment that has no offset the one that a zone has then."""
    match = re.fullmatch(_MOMENT, edtf)
    if not match or day is None:
        return edtf
    offset = offset_at(zone, day, int(match[2]), int(match[3]))
    return f"{match[1]}{'Z' if offset == '+00:00' else offset}{match[4]}"


def _qualified(edtf: str, *, approximate: bool, uncertain: bool) -> str:
    """Write the qualifier; on both ends of an interval, and inside a set on each member."""
    mark = "%" if approximate and uncertain else "~" if approximate else "?"
    if edtf[0] in "[{":
        members = edtf[1:-1].split(",")
        return edtf[0] + ",".join(one if one[-1] in "?~%" else one + mark for one in members) + edtf[-1]
    ends = edtf.split("/")
    return "/".join(one + mark if one and one != ".." and one[-1] not in "?~%" else one for one in ends)
