"""One attempt at a row of tokens: times, readings, uncertain references, and the value that comes out."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from claimtrack.dates.context import Context
from claimtrack.dates.grammar.structure import read
from claimtrack.dates.spans import Span, hull
from claimtrack.dates.value import DateValue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimtrack.dates.day import Day
    from claimtrack.dates.lexicon import Lexicon
    from claimtrack.dates.reader import Request
    from claimtrack.dates.tokens import Token

_MOST_READINGS: Final = 4
VAGUE: Final = "vague: names no date that can be bounded"
_CLOCK = re.compile(r"(\d{1,2})(?:[:.h](\d\d))?(?::(\d\d)(?:[.,]\d+)?)? ?(?:([ap])\.?m\.?)?(?: ?([+-]\d\d):?(\d\d))?")


def attempt(
    text: str, row: Sequence[Token], lexicon: Lexicon, region: str, order: str, order_known: bool, request: Request
) -> tuple[DateValue | None, str]:
    """Read a row of tokens in all its readings.

    Returns:
        The value and an empty reason, or None and the reason.
    """
    if any(token.kind == "v" for token in row) and not any(token.kind in "yM#" for token in row):
        return None, VAGUE
    dated, clock, zone = _without_time(row)
    if not dated:
        return None, "a time of day without a date" if clock else "empty"
    found: list[tuple[Span, Context]] = []
    choices, choice, reason = 1, 0, ""
    while choice < min(choices, _MOST_READINGS):
        span, context = _read_at(dated, choice, lexicon, region, order, order_known, request)
        choices = max(choices, context.choices)
        if span is not None:
            found.append((span, context))
        elif choice == 0:
            reason = context.reason
            if choices == 1:
                return None, reason
        choice += 1
    if not found:
        return None, reason
    values = [_value(text, span, context, clock, zone, request) for span, context in found]
    first = values[0]
    distinct = list({value.edtf: value for value in values}.values())
    return (replace(first, readings=tuple(distinct)) if len(distinct) > 1 else first), ""


def _read_at(
    row: Sequence[Token], choice: int, lexicon: Lexicon, region: str, order: str, order_known: bool, request: Request
) -> tuple[Span | None, Context]:
    """Read against the first and the last day of the reference, and put both together."""
    results = []
    days: tuple[Day | None, ...] = (request.first,)
    if request.first != request.last:
        days = (request.first, request.last)
    for day in days:
        context = Context(
            day, request.prefer, order, order_known, request.calendar, lexicon.code, region, request.moment, choice
        )
        span = read(row, context)
        results.append((span, context))
        if span is None or not context.used_reference:
            break
    span, context = results[-1]
    if len(results) == 2 and results[0][0] is not None and span is not None:  # noqa: PLR2004 - both ends of the reference
        start = results[0][0]
        span = start if start.edtf == span.edtf else hull([start, span])
    if span is not None and context.used_reference:
        approximate, uncertain = request.reference_doubt
        span = span.doubted(approximate=approximate, uncertain=uncertain)
    return span, context


def _without_time(row: Sequence[Token]) -> tuple[list[Token], str, str]:
    """Take times of day, zones and parts of the day out of the row."""
    clocks = [token for token in row if token.kind == "c"]
    zones = [token for token in row if token.kind == "z"]
    if not clocks and not zones and not any(token.kind == "p" for token in row):
        return list(row), "", ""
    kept = [token for token in row if token.kind not in "czp"]
    while kept and kept[-1].kind in "a,-":
        kept.pop()
    while kept and kept[0].kind in ",-":
        kept.pop(0)
    return kept, clocks[0].text if len(clocks) == 1 else "", zones[0].value if zones else ""


def _value(text: str, span: Span, context: Context, clock: str, zone: str, request: Request) -> DateValue:
    edtf = span.edtf
    precision = span.precision
    known = span.known
    if clock and span.precision == "day" and "T" not in edtf:
        timed = _timed(edtf, clock, zone)
        if timed:
            edtf, precision = timed
            known = (*known, "time")
    return DateValue(
        text,
        _qualified(edtf, approximate=span.approximate, uncertain=span.uncertain),
        span.earliest,
        span.latest,
        precision,
        span.approximate,
        span.uncertain,
        span.calendar,
        zone or request.zone,
        request.reference if context.used_reference else "",
        context.trace[0] if len(context.trace) == 1 else " + ".join(dict.fromkeys(reversed(context.trace))),
        "",
        known,
        span.inferred,
        remark=span.remark,
    )


def _timed(edtf: str, clock: str, zone: str) -> tuple[str, str] | None:
    match = _CLOCK.fullmatch(clock)
    if not match or len(edtf) < 10 or edtf[0] == "Y":  # noqa: PLR2004 - a full date
        return None
    hour, minute, second = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    if match[4]:
        if not 1 <= hour <= 12:  # noqa: PLR2004
            return None
        hour = hour % 12 + (12 if match[4] == "p" else 0)
    if hour > 23:  # noqa: PLR2004
        return None
    if match[5]:
        zone = f"{match[5]}:{match[6]}"
    zone = "Z" if zone == "+00:00" else zone
    precision = "second" if match[3] else "minute" if match[2] else "hour"
    return f"{edtf}T{hour:02d}:{minute:02d}:{second:02d}{zone}", precision


def _qualified(edtf: str, *, approximate: bool, uncertain: bool) -> str:
    """Write the qualifier; on both ends of an interval, and inside a set on each member."""
    mark = "%" if approximate and uncertain else "~" if approximate else "?" if uncertain else ""
    if not mark:
        return edtf
    if edtf[0] in "[{":
        members = edtf[1:-1].split(",")
        return edtf[0] + ",".join(one if one[-1] in "?~%" else one + mark for one in members) + edtf[-1]
    ends = edtf.split("/")
    return "/".join(one + mark if one and one != ".." and one[-1] not in "?~%" else one for one in ends)
