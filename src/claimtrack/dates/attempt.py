"""One attempt at a row of tokens: times, readings, uncertain references, and the value that comes out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from claimtrack.dates.calendars import HIJRI
from claimtrack.dates.context import Context
from claimtrack.dates.edtf import edtf_day, edtf_interval
from claimtrack.dates.grammar.clocks import no_hour
from claimtrack.dates.grammar.hours import NO_SUCH_TIME
from claimtrack.dates.grammar.rule import words_of
from claimtrack.dates.grammar.structure import MOST_STEPS, UNIT_BY_UNIT, read
from claimtrack.dates.grammar.times import DAY_BEFORE, LEFT_OUT, NEXT_DAY, Times, may_have_time, without_time
from claimtrack.dates.request import is_abbreviation, offset_at
from claimtrack.dates.spans import Span, hull, replace
from claimtrack.dates.tokens import Kind
from claimtrack.dates.value import DateValue
from claimtrack.dates.weeks import in_region, with_first_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimtrack.dates.day import Day
    from claimtrack.dates.grammar.hours import Clock
    from claimtrack.dates.request import Setting
    from claimtrack.dates.tokens import Token

_MOST_READINGS: Final = 4
_LONGEST_BEGINNING: Final = 6  # tokens
_DATED: Final = frozenset({Kind.YEAR, Kind.MONTH, Kind.COMPLETE})
_PARTS_OF_YEARS: Final = frozenset({Kind.QUARTER, Kind.HALF, Kind.QUARTER_UNIT, Kind.HALF_UNIT})
NO_DAY: Final = "holds nothing but a part of the day"
VAGUE: Final = "vague: names no date that can be bounded"
TOO_MANY: Final = "too many words for a date"
FINAL: Final = frozenset({TOO_MANY, UNIT_BY_UNIT})  # no other meaning of a word mends that
_MOMENT: Final = r"(-?\d{4}-\d\d-\d\dT(\d\d):(\d\d):\d\d)([?~%]?)"


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
    language = setting.lexicon.code
    if not _PARTS_OF_YEARS.isdisjoint(kinds) and not words_of(language, "fiscal_years").isdisjoint(
        [token.text for token in row]
    ):
        return None, "when such a year begins is not said"
    timely = may_have_time(row, kinds, language)
    times = without_time(row, language) if timely else Times(row)
    if times.impossible:
        return None, f"{NO_SUCH_TIME}: {times.impossible!r}"
    value, reason = _attempt_without(text, times, kinds, setting)
    if value is None and reason != TOO_MANY and timely and (hour := no_hour(row, language)):
        return None, f"{NO_SUCH_TIME}: {hour!r}"
    return value, reason


def _attempt_without(text: str, times: Times, kinds: str, setting: Setting) -> tuple[DateValue | None, str]:
    """Read the row that is left without its times of day, in all its readings."""
    dated = times.row
    if not dated:
        return None, "a time of day without a date" if times.clocks or Kind.CLOCK in kinds else NO_DAY
    first, context = _read_at(dated, 0, setting)
    if first is None and context.steps > MOST_STEPS:  # a heap of words: no other reading of them is shorter
        return None, TOO_MANY
    if first is not None and first.calendar == HIJRI and first.precision == "day" and times.part == "night":
        times = times._replace(maybe_eve=True, remark=DAY_BEFORE)
    if context.choices == 1 and not times.maybe_eve:
        if first is None:
            return None, context.reason or (VAGUE if Kind.VAGUE in kinds else "")
        return to_value(text, first, context, setting, times), ""
    readings = _all_readings(dated, first, context, setting)
    if not readings:
        return None, context.reason
    values = [to_value(text, *reading, setting, times) for reading in readings]
    if times.maybe_eve:
        eve = times._replace(eve=True)
        values[1:1] = [to_value(text, *readings[0], setting, eve)]
    distinct = list({value.edtf: value for value in values}.values())
    if len(distinct) == 1:
        return values[0], ""
    return to_value(text, *readings[0], setting, times, readings=tuple(distinct)), ""


def stops_at(row: Sequence[Token], setting: Setting) -> Token:
    """Return the token of an unread row behind the longest beginning that is a date; the first one where none is."""
    start = int(row[0].kind in (Kind.FROM, Kind.BETWEEN))
    for end in range(min(len(row) - 1, _LONGEST_BEGINNING), start, -1):
        if _read_at(row[start:end], 0, setting)[0] is not None:
            return row[end]
    return row[0]


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
    times: Times,
    *,
    readings: tuple[DateValue, ...] = (),
) -> DateValue:
    """Make the value that the caller gets of what the grammar found."""
    request, trace = setting.request, context.trace
    if span.precision == "weekend" and setting.region:
        span = in_region(span, setting.region)
    elif span.precision == "week":
        span = with_first_day(span)
    span = _from_eve(span) if times.eve else span
    edtf, precision, known, inferred = span.edtf, span.precision, span.known, span.inferred
    own = times.zone_name and is_abbreviation(times.zone_name, request.zone, span.earliest)
    zone = request.zone if own else times.zone or request.zone
    told_whole = times.remark == NEXT_DAY and precision == "interval"  # "the night of 3 to 4 March"
    remark = span.remark or ("" if told_whole else times.remark)
    if times.clocks and "T" not in edtf:
        span = _from_its_day(span)
        timed = moments(span, times, zone)
        if timed:
            edtf, precision = timed
            known = (*known, "time")
            span = _past_midnight(span, edtf)
        else:
            remark = remark or LEFT_OUT
    elif "T" in edtf and zone:
        edtf = zoned(edtf, span.earliest, zone)
    elif times.part and precision == "day":
        known = (*known, times.part)
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
        zone,
        request.reference if context.used_reference else "",
        trace[0] if len(trace) == 1 else " + ".join(dict.fromkeys(reversed(trace))),
        "",
        tuple([part for part in known if part not in inferred]) if inferred else known,
        inferred,
        "",
        readings,
        remark,
    )


def _from_its_day(span: Span) -> Span:
    """Return an open span with the day itself that bounds it: "after 5 May at 14:00" begins on that day."""
    if len(span.members) != 1 or (day := span.members[0].earliest) is None:
        return span
    first, last = span.earliest and day, span.latest and day
    return replace(span, earliest=first, latest=last, edtf=edtf_interval(first, last))


def _past_midnight(span: Span, edtf: str) -> Span:
    """Return the days of moments: 24:00 is on the next day, and so is the end of 22:00-02:00."""
    begin, _, end = edtf.partition("/")
    ends = [
        day.plus(1) if day and "T" in moment and not moment.startswith(edtf_day(day)) else day
        for day, moment in ((span.earliest, begin), (span.latest, end or begin))
    ]
    return replace(span, earliest=ends[0], latest=ends[1])


def _from_eve(span: Span) -> Span:
    """Return the night to a day: the eve and the day."""
    if span.precision != "day" or span.earliest is None:
        return span
    eve = span.earliest.plus(-1)
    return span.bounded(eve, span.latest, edtf_interval(eve, span.latest), "interval")


def moments(span: Span, times: Times, zone: str) -> tuple[str, str] | None:
    """Write the times of day into the EDTF of their days; returns it with its precision, or None where they do not fit.

    Args:
        span: the days.
        times: the times of day, in the order of the text.
        zone: of times that name none.
    """
    ends = span.members or (span,)
    clocks = times.clocks
    if len(clocks) == 1 and span.precision == "interval" and None in (span.earliest, span.latest):
        return _open_moment(span, clocks[0], zone)
    if any(end.precision != "day" or len(end.edtf) != _DAY for end in ends):
        return None
    if len(ends) == 1 and len(clocks) == 1 and ends[0].earliest:
        return _moment(ends[0].earliest, clocks[0], zone), _named(clocks[0])
    if len(clocks) != 2:
        return None
    if len(ends) == 1 and times.ranged and ends[0].earliest:
        over = clocks[1].minutes <= clocks[0].minutes  # past midnight
        days = [ends[0].earliest, ends[0].earliest.plus(int(over))]
    elif len(ends) == 2 and span.precision == "interval" and not times.ranged:
        days = [end.earliest for end in ends if end.earliest]
    else:
        return None
    return "/".join([_moment(day, clock, zone) for day, clock in zip(days, clocks, strict=True)]), "interval"


_DAY: Final = 10  # letters of an EDTF day


def _named(clock: Clock) -> str:
    """Return the unit that a time is given to."""
    return "hour" if clock.minute is None else "minute" if clock.second is None else "second"


def _moment(day: Day, clock: Clock, zone: str) -> str:
    """Write a moment; 24:00 is the beginning of the next day."""
    day, hour = (day.plus(1), 0) if clock.hour == 24 else (day, clock.hour)
    moment = f"{edtf_day(day)}T{hour:02d}:{clock.minute or 0:02d}:{clock.second or 0:02d}"
    return zoned(moment, day, clock.offset or zone)


def _open_moment(span: Span, clock: Clock, zone: str) -> tuple[str, str] | None:
    """Write "since 14:00 on 5 May"."""
    start, _, end = span.edtf.partition("/")
    day = span.earliest or span.latest
    if day is None or len(start if span.earliest else end) != _DAY:
        return None
    moment = _moment(day, clock, zone)
    return (f"{moment}/{end}" if span.earliest else f"{start}/{moment}"), "interval"


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
