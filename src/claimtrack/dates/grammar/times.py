"""Times of day beside a date: taken out of the row with the words that belong to them."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

from claimtrack.dates.grammar.clocks import clocked, no_clock, points
from claimtrack.dates.grammar.hours import (
    EARLY,
    HOURS_BEFORE_DAY,
    LAST_HOUR,
    NOON,
    Clock,
    Tokens,
    by_part,
    checked,
    unsure,
)
from claimtrack.dates.grammar.rule import is_plural, words_of
from claimtrack.dates.plain import LAST_NEAR_YEAR
from claimtrack.dates.tokens import Form, Kind, Kinds, Token, letters

_TIMED: Final = frozenset({Kind.CLOCK, Kind.ZONE, Kind.DAY_PART, Kind.CLOCK_UNIT})

NEXT_DAY: Final = "the night may reach into the next day"
DAY_BEFORE: Final = "an Islamic day begins at sunset: its night may be the one before"

_HALF_OPEN: Final = "whether the hour is before or after noon is not said"

LEFT_OUT: Final = "the time of day is left out"

ABOUT: Final = "the time of day is approximate"


class Times(NamedTuple):
    """What a row says of the time of day.

    Attributes:
        row: the tokens without it.
        clocks: the times named, in their order.
        ranged: they are the ends of a range within one day.
        zone: the zone named, as an offset; empty when none is.
        zone_name: what it is called in the text.
        eve: the night before the day is meant too: "the night to 2 January".
        maybe_eve: it may be meant: Arabic "ليلة الجمعة" is Thursday night to some, Friday night to others.
        impossible: what is written as a time of day and can be none.
        remark: what the reader should know.
        part: the one part of the day that is named and no time in it, as `[words.day_part]` has it; empty for none.
    """

    row: Tokens
    clocks: tuple[Clock, ...] = ()
    ranged: bool = False
    zone: str = ""
    zone_name: str = ""
    eve: bool = False
    remark: str = ""
    impossible: str = ""
    part: str = ""
    maybe_eve: bool = False


def may_have_time(row: Tokens, kinds: str, language: str) -> bool:
    """Whether a row is worth looking for times of day in; most are not."""
    if not _TIMED.isdisjoint(kinds) or _DOTTED in kinds or _GROUP_AND_ZONE in kinds:
        return True
    years = [token for token in row if token.kind == Kind.YEAR] if Kind.YEAR in kinds else ()
    if years and (years[0].text[0] == "0" or len(years) > 1 or years[0].value > LAST_NEAR_YEAR):
        return True
    if Kind.FROM in kinds and _DAY_AND_HOURS.fullmatch(kinds):
        return True
    if not _marks(language).isdisjoint([token.text for token in row]):
        return True
    return bool(years and HOURS_BEFORE_DAY.match(kinds))


@cache
def _marks(language: str) -> frozenset[str]:
    """Return what makes a number beside it an hour."""
    return words_of(language, "hour_marks") | words_of(language, "minutes_past") | {_ON_THE_HOUR}


_ON_THE_HOUR: Final = "00"

# "5 марта с 14 до 16"
_DAY_AND_HOURS: Final = Form(
    "(weekday comma?)? (day month|month day) year? year_unit? comma? from day (end|before) day"
)

# Hours with a dot; a date-time group with a zone in words.
_DOTTED: Final = Kind.NUMBER + Kind.DOT + Kind.NUMBER

_GROUP_AND_ZONE: Final = Kind.COMPLETE + Kind.APPROXIMATE


def without_time(row: Tokens, language: str) -> Times:
    """Take times of day, zones and parts of the day out of a row.

    Args:
        row: the tokens.
        language: the primary subtag.
    """
    about = sum(token.kind == Kind.APPROXIMATE for token in row)
    row, zone, zone_name = _zoned(points(_counted(row, language)))
    row = clocked(row, language)
    if zone == "+00:00" and (twice := _TOLD_TWICE.search(letters(row))):
        row, zone, zone_name = _in_local_time(row, twice), "", ""
    if impossible := no_clock(row, language):
        return Times(row, impossible=impossible)
    kinds = letters(row)
    counted = any(token.value == "night" for token in row) and _COUNTED_NIGHTS.fullmatch(kinds)
    if _PART_OFNEXT_DAY.match(kinds):
        row = [_as_day(_as_unit(token)) for token in row]
        kinds = letters(row)
    this_night = False
    if counted or _part_of_near_day(row, kinds):
        this_night = {"this", "night"} <= {token.value for token in row}
        row = [_as_unit(token) for token in row]
        kinds = letters(row)
    elif clock := _clock_of_near_day(row):
        return clock
    if counted:
        return Times([_as_day(token) for token in row], remark=NEXT_DAY)
    dropped, ranged, beside = _dropped(row, kinds)
    clocks = [token.value for token in row if isinstance(token.value, Clock)]
    parts = [token.value for token in row if token.kind == Kind.DAY_PART]
    clocks = _ranged_alike(clocks) if ranged else clocks
    clocks = [by_part(clock, parts[0]) for clock in clocks] if len(set(parts)) == 1 else clocks
    kept = [token for at, token in enumerate(row) if at not in dropped and not _of_time(token)]
    if len(kept) == len(row):
        return Times(kept, remark=NEXT_DAY if this_night else "")
    kept = _trimmed(kept)
    if beside:
        return Times(kept, remark=LEFT_OUT if clocks else "", zone=zone, zone_name=zone_name)
    remark = NEXT_DAY if "night" in parts and not clocks and kept else ""
    if clocks and about > sum(token.kind == Kind.APPROXIMATE for token in kept):
        remark = ABOUT
    if any(unsure(clock, language) for clock in clocks):
        return Times(kept, remark=_HALF_OPEN, zone=zone, zone_name=zone_name)
    if set(parts) == {"night"} and len(clocks) == 1 and clocks[0].hour < EARLY:
        kept = [one for token in kept for one in _small_hours(token)]
    part = parts[0] if len(set(parts)) == 1 and not clocks else ""
    of_eve = any(token.text in words_of(language, "nights_of_eve") for token in row)
    maybe_eve = part == "night" and of_eve and Kind.WEEKDAY in kinds and Kind.MONTH not in kinds
    return Times(
        kept, tuple(clocks), ranged, zone, zone_name, "eve" in parts, remark, part=part, maybe_eve=maybe_eve
    )


# "about 9:30 p.m. local time (1830 GMT)"
_TOLD_TWICE: Final = Form(
    "local=clock filler* date=((day month|month day) year?)? comma (filler|approximate)* universal=clock zone"
    " (filler* (day month|month day) year?)? comma?"
)

_QUARTER: Final = 15  # minutes, which all zones differ from UTC by some of
_DAY, _FARTHEST_WEST = 24 * 60, -12 * 60


def _in_local_time(row: list[Token], match: re.Match[str]) -> list[Token]:
    """Put a local time and the same one in UTC together: the difference is the offset of the zone."""
    local, universal = (row[match.start(name)].value for name in ("local", "universal"))
    if not (isinstance(local, Clock) and isinstance(universal, Clock)):
        return row
    minutes = local.minutes - universal.minutes
    minutes = (minutes - _FARTHEST_WEST) % _DAY + _FARTHEST_WEST
    if minutes % _QUARTER == 0 and not local.offset:
        hours, rest = divmod(abs(minutes), 60)
        local = local._replace(offset=f"{'-' if minutes < 0 else '+'}{hours:02d}:{rest:02d}")
    clock = Token(Kind.CLOCK, local, row[match.start("local")].text)
    return [*row[: match.start()], clock, *row[slice(*match.span("date"))], *row[match.end() :]]


def _of_time(token: Token) -> bool:
    return token.kind in (Kind.CLOCK, Kind.ZONE, Kind.DAY_PART)


def _trimmed(row: list[Token]) -> list[Token]:
    """Take off what joined the time to the date."""
    start, end = 0, len(row)
    while end and row[end - 1].kind in (Kind.FILLER, Kind.COMMA, Kind.DASH):
        end -= 1
    while start < end and row[start].kind in (Kind.COMMA, Kind.DASH):
        start += 1
    return row[start:end]


# "last night", "the next morning", "the night before": the day that it belongs to.
_NEAR: Final = frozenset({Kind.RELATIVE, Kind.BEFORE, Kind.AFTER, Kind.AGO})
_PART_OF_NEAR_DAY: Final = Form(
    "(bound filler*)? (part|earlier_in|later_in)? filler* relative filler* day_part | filler* day_part filler* relative | filler* day_part (before|after|ago)"
)


def _clock_of_near_day(row: Tokens) -> Times | None:
    """Read "last night at 11": the hour is of that night, and before dawn rather of the day that it leads to."""
    clocks = [token.value for token in row if isinstance(token.value, Clock)]
    rest = [token for token in row if not isinstance(token.value, Clock)]
    rest = _trimmed([token for token in rest if token.kind != Kind.APPROXIMATE]) if len(clocks) == 1 else []
    part = next((token.value for token in rest if token.kind == Kind.DAY_PART), "")
    if not part or not _part_of_near_day(rest, letters(rest)):
        return None
    clock = by_part(clocks[0], part)
    unit = "day" if part != "night" or clock.hour >= NOON else "small hours"
    days = [Token(Kind.DAY_UNIT, unit, one.text) if one.kind == Kind.DAY_PART else one for one in rest]
    return Times(days, (clock,))


def _small_hours(token: Token) -> Sequence[Token]:
    """Take the night of yesterday for last night: its small hours are rather those of today ("anoche a las 2")."""
    if token.kind != Kind.SHIFT or token.value != -1:
        return (token,)
    return Token(Kind.RELATIVE, "last", token.text), Token(Kind.DAY_UNIT, "small hours", token.text)


def _part_of_near_day(row: Tokens, kinds: str) -> bool:
    """Whether a row is a part of a day beside the reference; without an article "am ago" is nothing."""
    if _NEAR.isdisjoint(kinds) or not _PART_OF_NEAR_DAY.fullmatch(kinds):
        return False
    return Kind.RELATIVE in kinds or len(row) > 2 or " " in row[0].text


# "the morning after 7 October"
_PART_OFNEXT_DAY: Final = Form(
    "filler* day_part (before|after) filler* (number|ordinal|month|weekday|holiday)"
)

# "two nights ago": a day each.
_COUNTED_NIGHTS: Final = Form(
    "(number|one|fraction) day_part (ago|later) | (past|in) (number|one|fraction) day_part"
)


def _counted(row: Tokens, language: str) -> Tokens:
    """Make days of the nights that a number stands before, "three nights from 4 March": it is no hour of theirs."""
    if not any(token.kind == Kind.DAY_PART and is_plural(language, token) for token in row):
        return row
    return [
        _as_day(_as_unit(token))
        if at and row[at - 1].kind in Kinds.COUNT and is_plural(language, token)
        else token
        for at, token in enumerate(row)
    ]


def _as_day(token: Token) -> Token:
    return Token(token.kind, "day", token.text) if token.kind == Kind.DAY_UNIT else token


def _as_unit(token: Token) -> Token:
    if token.kind != Kind.DAY_PART:
        return token
    return Token(Kind.DAY_UNIT, "night" if token.value == "night" else "day", token.text)


_OFFSET: Final = Form("zone (plus|dash) (number|clock) (dot? number)?")

_ABBREVIATIONS: Final = {"est": "-05:00"}  # where it is no estimate


def _zoned(row: list[Token]) -> tuple[list[Token], str, str]:
    """Put "UTC+3" together, and find the zone of the row."""
    kinds = letters(row)
    if Kind.ZONE not in kinds and Kind.APPROXIMATE not in kinds:
        return row, "", ""
    for match in reversed(list(_OFFSET.finditer(kinds))):
        start, end = match.span()
        offset = _offset(row[start + 1 : end])
        if offset and row[start].value == "+00:00" and row[start + 1].tight:
            row = [*row[:start], Token(Kind.ZONE, offset, row[start].text), *row[end:]]
    row = [
        Token(Kind.ZONE, _ABBREVIATIONS[token.text], token.text)
        if token.kind == Kind.APPROXIMATE and at and token.text in _ABBREVIATIONS and _timely(row[at - 1])
        else token
        for at, token in enumerate(row)
    ]
    named = next((token for token in row if token.kind == Kind.ZONE), None)
    return (row, named.value, named.text) if named else (row, "", "")


def _timely(token: Token) -> bool:
    return token.kind == Kind.CLOCK or ":" in token.text


def _offset(tokens: Tokens) -> str:
    """Write the offset of `+3`, `+03:00`, `-5`, `+5.30`."""
    hours, _, minutes = tokens[1].text.strip().partition(":")
    if len(tokens) > 2:
        minutes = tokens[-1].text
    if not hours.isdigit() or int(hours) > 14 or (minutes and not minutes.isdigit()):
        return ""
    sign = "-" if tokens[0].kind == Kind.DASH else "+"
    return f"{sign}{int(hours):02d}:{int(minutes or 0):02d}"


# "14:00-16:00", "between 14:00 and 16:00", "from 2 to 4 p.m.", "2-4 p.m.".
_SPAN: Final = Form(
    "(from|between|since|in)? filler? clock zone? filler? (end|from|and|dash|between) filler? clock"
    " (?! filler* (relative filler* day_unit|day_unit relative)) between?"
    "| (from|between|since) filler? day filler? (end|before|from|and|dash) clock | from filler? (number|clock) clock | ^ number (to|dash) clock"
    "| (?<= month|year|year_unit|comma) from day (end|before) day $ | clock (dash|to) number clock_unit? (?! joint | filler* month)"
    "| comma number (end|dash) clock | between filler? clock filler clock"
    "| (from|between|since) filler? day_part filler? (end|and|dash) filler? day_part"
)

_BESIDE: Final = Form(
    "(before|after|by|approximate) filler? (clock|day_part) | day_part from (before|after|ago|later)$ | day_part (before|after|ago|later)$ | clock from? (before|after|ago|later)$"
)


# "from midnight to six", "from noon until midnight": midnight begins a day, or ends it.
_POINT_HOURS: Final = {"noon": NOON, "midnight": 0}


def _dropped(row: list[Token], kinds: str) -> tuple[set[int], bool, bool]:
    """Find what belongs to a range of hours, or bounds a time: "shortly after 14:00 on 5 May" is on that day."""
    dropped: set[int] = set()
    ranged = beside = False
    timely = Kind.CLOCK in kinds or Kind.DAY_PART in kinds or _DAY_AND_HOURS.fullmatch(kinds)
    if not timely:
        return dropped, ranged, beside
    for match in _SPAN.finditer(kinds):
        clocks = {
            at: checked(row[at].value, None, None) for at in range(*match.span()) if row[at].kind in Kinds.DAY
        }
        if None in clocks.values():
            continue
        for at, clock in clocks.items():
            row[at] = Token(Kind.CLOCK, clock, row[at].text)
        ends = [at for at in range(*match.span()) if row[at].kind == Kind.CLOCK]
        for at in ends:
            if row[at].value in _POINT_HOURS:
                hour = _POINT_HOURS[row[at].value] or (0 if at == ends[0] else LAST_HOUR)
                row[at] = Token(Kind.CLOCK, Clock(hour, halved=True), row[at].text)
        dropped.update(range(*match.span()))
        ranged = True
    for match in _BESIDE.finditer(kinds):
        if not dropped & set(range(*match.span())):
            dropped.update(range(*match.span()))
            beside = beside or row[match.start()].kind != Kind.APPROXIMATE
    return dropped, ranged, beside


def _ranged_alike(clocks: list[Clock]) -> list[Clock]:
    """Return the first of two hours the half of the day that the second one names: "2-4 p.m."."""
    if len(clocks) != 2 or clocks[0].halved or not clocks[1].halved:
        return clocks
    first, second = clocks
    if second.hour < NOON:  # "from 2 to 3 a.m.", and "from 11 to 3 a.m." over midnight
        late = first.hour % NOON > second.hour
        return [first._replace(hour=first.hour % NOON + (NOON if late else 0), halved=True), second]
    later = first.hour % NOON + NOON
    return [first._replace(hour=later if later < second.hour else first.hour, halved=True), second]
