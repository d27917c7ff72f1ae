"""Times of day beside a date: taken out of the row with the words that belong to them, and put into 24 hours."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from claimtrack.dates.grammar.rule import words_of
from claimtrack.dates.tokens import Kind, Kinds, Token, letters, pattern

Tokens = Sequence[Token]

_TIMED: Final = frozenset({Kind.CLOCK, Kind.ZONE, Kind.DAY_PART, Kind.CLOCK_UNIT})
_LAST_HOUR, _LAST_MINUTE, _NOON = 24, 59, 12
_EARLY: Final = 6  # "five at night" is in the morning, "six at night" is not
_PAST_NOON: Final = 4  # "three at noon", as Arabic and Russian say, is in the afternoon
_MINUTES: Final = 2  # digits
_LAST_NEAR_YEAR: Final = 2100  # a later one beside another year is rather an hour
_NEXT_DAY: Final = "the night may reach into the next day"
_HALF_OPEN: Final = "whether the hour is before or after noon is not said"
LEFT_OUT: Final = "the time of day is left out"


class Clock(NamedTuple):
    """A time of day.

    Attributes:
        hour: 0 to 24; of the half of the day that was said.
        minute: None where the hour alone was said.
        second: None where it was not said.
        offset: from UTC where it stands with the time, as `+03:00` or `Z`.
        halved: the half of the day was said or is plain from the hour.
    """

    hour: int
    minute: int | None = None
    second: int | None = None
    offset: str = ""
    halved: bool = False


class Times(NamedTuple):
    """What a row says of the time of day.

    Attributes:
        row: the tokens without it.
        clocks: the times named, in their order.
        ranged: they are the ends of a range within one day.
        zone: the zone named, as an offset; empty when none is.
        zone_name: what it is called in the text.
        eve: the night before the day is meant too: "the night to 2 January".
        remark: what the reader should know.
    """

    row: Tokens
    clocks: tuple[Clock, ...] = ()
    ranged: bool = False
    zone: str = ""
    zone_name: str = ""
    eve: bool = False
    remark: str = ""


def may_have_time(row: Tokens, kinds: str, language: str) -> bool:
    """Whether a row is worth looking for times of day in; most are not."""
    if not _TIMED.isdisjoint(kinds) or _DOTTED in kinds or _GROUP_AND_ZONE in kinds:
        return True
    if Kind.YEAR in kinds and (row[kinds.index(Kind.YEAR)].text[0] == "0" or kinds.count(Kind.YEAR) > 1):
        return True
    return not words_of(language, "hour_marks").isdisjoint([token.text for token in row])


# Hours with a dot; a date-time group with a zone in words.
_DOTTED: Final = Kind.NUMBER + Kind.DOT + Kind.NUMBER
_GROUP_AND_ZONE: Final = Kind.COMPLETE + Kind.APPROXIMATE


def without_time(row: Tokens, language: str) -> Times:
    """Take times of day, zones and parts of the day out of a row.

    Args:
        row: the tokens.
        language: the primary subtag.
    """
    row, zone, zone_name = _zoned(_points(row))
    row = _clocked(row, language)
    kinds = letters(row)
    counted = any(token.value == "night" for token in row) and re.fullmatch(_COUNTED_NIGHTS, kinds)
    if counted or (Kind.RELATIVE in kinds and re.fullmatch(_PART_OF_NEAR_DAY, kinds)):
        row = [_as_unit(token) for token in row]
        kinds = letters(row)
    if counted:
        return Times([_as_day(token) for token in row], remark=_NEXT_DAY)
    dropped, ranged, beside = _dropped(row, kinds)
    clocks = [token.value for token in row if isinstance(token.value, Clock)]
    parts = [token.value for token in row if token.kind == Kind.DAY_PART]
    clocks = _ranged_alike(clocks) if ranged else clocks
    clocks = [_by_part(clock, parts[0]) for clock in clocks] if len(set(parts)) == 1 else clocks
    kept = [token for at, token in enumerate(row) if at not in dropped and not _of_time(token)]
    if len(kept) == len(row):
        return Times(kept)
    kept = _trimmed(kept)
    if beside:
        return Times(kept, remark=LEFT_OUT if clocks else "", zone=zone, zone_name=zone_name)
    remark = _NEXT_DAY if "night" in parts and not clocks and kept else ""
    if any(_unsure(clock, language) for clock in clocks):
        return Times(kept, remark=_HALF_OPEN, zone=zone, zone_name=zone_name)
    return Times(kept, tuple(clocks), ranged, zone, zone_name, "eve" in parts, remark)


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


# "last night", "the next morning": the day that it belongs to.
_PART_OF_NEAR_DAY: Final = pattern(
    "(bound filler*)? (part|earlier_in|later_in)? filler* relative filler* day_part | day_part filler* relative"
)


# "two nights ago": a day each.
_COUNTED_NIGHTS: Final = pattern(
    "(number|one|fraction) day_part (ago|later) | (past|in) (number|one|fraction) day_part"
)


def _as_day(token: Token) -> Token:
    return Token(token.kind, "day", token.text) if token.kind == Kind.DAY_UNIT else token


def _as_unit(token: Token) -> Token:
    if token.kind != Kind.DAY_PART:
        return token
    return Token(Kind.DAY_UNIT, "night" if token.value == "night" else "day", token.text)


# Zones.

_OFFSET: Final = pattern("zone (plus|dash) (number|clock) (dot? number)?")
_ABBREVIATIONS: Final = {"est": "-05:00"}  # where it is no estimate


def _zoned(row: list[Token]) -> tuple[list[Token], str, str]:
    """Put "UTC+3" together, and find the zone of the row."""
    kinds = letters(row)
    if Kind.ZONE not in kinds and Kind.APPROXIMATE not in kinds:
        return row, "", ""
    for match in reversed(list(re.finditer(_OFFSET, kinds))):
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


# Clock times.

_POINTS: Final = frozenset({"noon", "midnight"})


def _points(row: Tokens) -> list[Token]:
    """Make the noon and midnight that stand alone times of day: "just after midnight on 5 May" is on that day."""
    return [
        Token(Kind.CLOCK, token.value, token.text, token.tight)
        if token.value in _POINTS
        and not (at and row[at - 1].kind in Kinds.DAY | {Kind.CLOCK, Kind.CLOCK_UNIT})
        else token
        for at, token in enumerate(row)
    ]


# What a time of day looks like, the fullest form first, each with a kind that it cannot do without. One that is `sure`
# needs no date beside it to be told from a day.
_FORMS: Final = (
    (
        Kind.CLOCK,
        "((?<! clock|clock_unit|number|zone) at_or_to)? (at|filler)* clock_unit? sure=clock clock_unit? filler? part=day_part?",
    ),
    (
        Kind.DOT,
        "sure=(at|at_or_to|clock_unit)+ hour=number dot minute=day clock_unit? filler? part=day_part?",
    ),
    (
        Kind.CLOCK_UNIT,
        "(at|at_or_to)* hour=number clock_unit minute=number (?! filler* month) clock_unit? filler? part=day_part?",
    ),
    (
        Kind.DAY_PART,
        "(at|at_or_to|clock_unit)* hour=number clock_unit? filler? part=day_part",
    ),
    (
        Kind.DAY_PART,
        "(?<= from|since|until|to|before) hour=ordinal filler? part=day_part (?= filler* day filler* month)",
    ),
    (
        Kind.AT,
        "sure=at hour=ordinal clock_unit? filler? (part=day_part | $)",
    ),
    (
        Kind.CLOCK_UNIT,
        "(?<! number) sure=clock_unit at? hour=day (?! filler* month) filler? part=day_part?",
    ),
    (
        Kind.DAY_PART,
        "part=day_part filler? hour=number $",
    ),
    (
        Kind.CLOCK_UNIT,
        "sure=at+ hour=number clock_unit (?! relative)",
    ),
    (
        Kind.CLOCK_UNIT,
        "(?<! clock|clock_unit|number|zone) at_or_to at* hour=number clock_unit",
    ),
    (
        Kind.AT,
        "at_or_to* at+ hour=number (?! joint | length | filler* month)",
    ),
    (
        Kind.DOT,
        "(?<= comma|month|year|year_unit) hour=number dot minute=number clock_unit? (filler? part=day_part)? (?= $|comma|zone)",
    ),
    (
        Kind.CLOCK_UNIT,
        "comma hour=number clock_unit (?= $|comma)",
    ),
    (Kind.CLOCK_UNIT, "(?<= to|at_or_to|until|and|dash) hour=number clock_unit (?= $|comma|zone)"),
    (
        Kind.DOT,
        "(?<= clock dash|clock to|clock and|clock until|clock at_or_to) hour=number dot minute=day (?= $|comma|zone|between|until|to)",
    ),
    (
        Kind.CLOCK_UNIT,
        "hour=number clock_unit (?= (to|at_or_to|until|and|dash) clock)",
    ),
)
_AT: Final = {
    Kind.FILLER: Kind.AT, Kind.APPROXIMATE: Kind.AT, Kind.IN: Kind.AT, Kind.TO: Kind.AT_OR_TO,
}  # fmt: skip


@lru_cache(maxsize=4096)
def _places(form: str, kinds: str) -> Sequence[re.Match[str]]:
    """List where a form fits, the last place first."""
    return list(re.finditer(pattern(form), kinds))[::-1]


def _clocked(row: list[Token], language: str) -> list[Token]:
    """Make one token of each time of day: "à 15 heures", "a las 3 de la tarde", "14:30", "saat 14.30", "1845hrs"."""
    marks = words_of(language, "hour_marks")
    kinds = _with_marks(row, marks)
    if Kind.YEAR in kinds:
        row = [
            _military(row, at, language) if token.kind == Kind.YEAR else token for at, token in enumerate(row)
        ]
        kinds = _with_marks(row, marks)
    for needed, form in _FORMS:
        places = _places(form, kinds) if needed in kinds else ()
        for match in places:
            clock = _clock_of(row, match)
            start, end = match.span()
            if clock and _is_hour([*row[:start], *row[end:]], match):
                text = " ".join([one.text for one in row[start:end]])
                row = [*row[:start], Token(Kind.CLOCK, clock, text), *row[end:]]
        if places:
            kinds = _with_marks(row, marks)
    if Kind.CLOCK_UNIT not in kinds:
        return row
    return [
        token
        for at, token in enumerate(row)
        if not (_named_again(token) and at and row[at - 1].kind == Kind.CLOCK)
    ]


def _with_marks(row: Tokens, marks: frozenset[str]) -> str:
    """Return the kinds of a row, with those of words that stand before an hour."""
    return "".join([_AT.get(token.kind, token.kind) if token.text in marks else token.kind for token in row])


def _named_again(token: Token) -> bool:
    return token.kind == Kind.CLOCK_UNIT


def _is_hour(rest: Tokens, match: re.Match[str]) -> bool:
    """Whether figures are an hour: by what stands beside them, or since the rest of the row has its day already."""
    groups = match.groupdict()
    if groups.get("sure"):
        return True
    if groups.get("minute") and Kind.DOT in match[0] and not re.search(_FULL_DAY, letters(rest)):
        return False  # "Sonntag, 22.10" is a day
    return _has_day(rest)


# What makes a day: with one of these in the rest of the row, a figure more may be an hour.
_DAY: Final = pattern(
    "shift | weekday | complete | holiday | day filler* month | month filler* day | long_number"
    "| number joint number | year dash number | relative day_unit | day_unit relative"
)


_FULL_DAY: Final = pattern("month | number joint number joint year | clock")


def _has_day(row: Tokens) -> bool:
    return re.search(_DAY, letters(row)) is not None


def _clock_of(row: Tokens, match: re.Match[str]) -> Clock | None:
    """Make the time of what a form matched; None when the figures are none."""
    groups = {name: row[match.start(name)] for name, text in match.groupdict().items() if text}
    if "hour" not in groups:
        clock = _written(groups["sure"])
    else:
        hour, minute = groups["hour"], groups.get("minute")
        if minute and len(minute.text) != _MINUTES:
            return None
        clock = _checked(hour.value, minute.value if minute else None, None, leading=hour.text[0] == "0")
    if clock is None:
        return None
    return _by_part(clock, groups["part"].value) if "part" in groups else clock


def _checked(
    hour: int, minute: int | None, second: int | None, offset: str = "", *, leading: bool = False
) -> Clock | None:
    if (
        not 0 <= hour <= _LAST_HOUR
        or not 0 <= (minute or 0) <= _LAST_MINUTE
        or (hour == _LAST_HOUR and minute)
    ):
        return None
    return Clock(
        hour, minute, second, offset, halved=leading or hour > _NOON or hour == 0 or minute is not None
    )


_WRITTEN: Final = r"(\d{1,2})(?: ?[:.h] ?(\d\d))?(?::(\d\d)(?:[.,]\d+)?)? ?(?:([ap])\. ?m\.?|([ap])m\.?)?(?: ?([+-]\d\d):?(\d\d)|(z))?"


@lru_cache(maxsize=4096)
def _read_clock(text: str) -> Clock | None:
    """Read a time as it is written: 14:30, 2.30pm, 7h15, 14:30:15+03:00."""
    match = re.fullmatch(_WRITTEN, text)
    if not match:
        return None
    offset = f"{match[6]}:{match[7]}" if match[6] else "Z" if match[8] else ""
    hour, minute, second = int(match[1]), match[2], match[3]
    clock = _checked(
        hour,
        int(minute) if minute else None,
        int(second) if second else None,
        offset,
        leading=match[1][0] == "0",
    )
    half = match[4] or match[5]
    if clock is None or not half:
        return clock
    return _by_part(clock, f"{half}m") if 1 <= hour <= _NOON else None


def _written(token: Token) -> Clock | None:
    return token.value if isinstance(token.value, Clock) else _read_clock(token.text.strip())


def _by_part(clock: Clock, part: str) -> Clock:
    """Put an hour into the half of the day that a word names: nine in the evening is 21."""
    hour = clock.hour
    if hour > _NOON or hour == 0:
        return clock
    if part in {"am", "dawn", "morning"}:
        hour %= _NOON
    elif part in {"pm", "afternoon", "evening"}:
        hour = hour % _NOON + _NOON
    elif part == "noon":
        hour += _NOON if hour < _PAST_NOON else 0
    elif part in {"night", "eve", "midnight"}:
        hour = hour % _NOON + (0 if hour < _EARLY or hour == _NOON else _NOON)
    return clock._replace(hour=hour, halved=True)


def _unsure(clock: Clock, language: str) -> bool:
    """Whether an hour may be twelve hours later: "at 4", where the language counts to twelve."""
    return not clock.halved and bool(words_of(language, "twelve_hours"))


def _military(row: Tokens, at: int, language: str) -> Token:
    """Know "0400 hours", "1845hrs", "1400 GMT", "2200 on 5 May 2016" from years; no year has a nought in front."""
    token = row[at]
    if len(token.text) != 4 or not token.text.isdigit():
        return token
    clock = _checked(token.value // 100, token.value % 100, 0)
    if clock is None or not _military_beside(row, at, language):
        return token
    return Token(Kind.CLOCK, clock._replace(second=None), token.text, token.tight)


def _military_beside(row: Tokens, at: int, language: str) -> bool:
    token, after = row[at], row[at + 1] if at + 1 < len(row) else None
    units = words_of(language, "military_hours")
    if token.text[0] == "0" or (after and after.tight and after.text in units):
        return True
    named = after is not None and (after.kind == Kind.ZONE or after.text in units)
    years = [one for one in row if one.kind == Kind.YEAR]
    dated = any(one.kind == Kind.MONTH for one in row)
    if named and not (dated and len(years) == 1 and any(one.kind == Kind.MONTH for one in row[:at])):
        return True
    marked = (
        at > 0
        and row[at - 1].text in words_of(language, "hour_marks")
        and row[at - 1].text not in words_of(language, "year_marks")
    )
    return (len(years) > 1 and dated and token is _odd_year(row)) or (
        marked and _has_day([*row[:at], *row[at + 1 :]])
    )


def _odd_year(row: Tokens) -> Token | None:
    """Find which of two numbers of four figures is not the year of the date: the one that does not stand with the month."""
    match = re.search(pattern("day month comma? filler* year | month day comma? filler* year"), letters(row))
    own = row[match.end() - 1] if match else None
    others = [token for token in row if token.kind == Kind.YEAR and token is not own]
    return others[0] if own is not None and len(others) == 1 and others[0].value > _LAST_NEAR_YEAR else None


# Ranges of hours, and what bounds them.

# "14:00-16:00", "between 14:00 and 16:00", "from 2 to 4 p.m.", "2-4 p.m.".
_SPAN: Final = pattern(
    "(from|between|since|in)? filler? clock zone? filler? (end|from|and|dash|between) filler? clock between?"
    "| (from|between) filler? number filler? (end|from|and|dash) clock | ^ number (to|dash) clock"
    "| comma number (end|dash) clock | between filler? clock filler clock"
)
_BESIDE: Final = pattern(
    "(before|after|by|approximate) filler? (clock|day_part) | day_part from (before|after|ago|later)$ | day_part (before|after|ago|later)$"
)


def _dropped(row: list[Token], kinds: str) -> tuple[set[int], bool, bool]:
    """Find what belongs to a range of hours, or bounds a time: "shortly after 14:00 on 5 May" is on that day."""
    dropped: set[int] = set()
    ranged = beside = False
    if Kind.CLOCK not in kinds and Kind.DAY_PART not in kinds:
        return dropped, ranged, beside
    for match in re.finditer(_SPAN, kinds):
        first = next(at for at in range(*match.span()) if row[at].kind in (Kind.NUMBER, Kind.CLOCK))
        if row[first].kind == Kind.NUMBER:
            clock = _checked(row[first].value, None, None)
            if clock is None:
                continue
            row[first] = Token(Kind.CLOCK, clock, row[first].text)
        dropped.update(range(*match.span()))
        ranged = True
    for match in re.finditer(_BESIDE, kinds):
        if not dropped & set(range(*match.span())):
            dropped.update(range(*match.span()))
            beside = beside or row[match.start()].kind != Kind.APPROXIMATE
    return dropped, ranged, beside


def _ranged_alike(clocks: list[Clock]) -> list[Clock]:
    """Give the first of two hours the half of the day that the second one names: "2-4 p.m."."""
    if len(clocks) != 2 or clocks[0].halved or not clocks[1].halved or clocks[1].hour <= _NOON:
        return clocks
    first, second = clocks
    later = first.hour % _NOON + _NOON
    return [first._replace(hour=later if later < second.hour else first.hour, halved=True), second]
