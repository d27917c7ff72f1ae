"""Times of day beside a date: taken out of the row together with the words that belong to them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from claimtrack.dates.grammar.plural import words_of
from claimtrack.dates.tokens import Kind, Token, letters, pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

# From one clock time to another: "14:00-16:00", "between 14:00 and 16:00", "from 2 to 4 p.m.", "2-4 p.m.".
_SPAN: Final = pattern(
    "(from|between|since|in)? filler? clock zone? filler? (end|from|and|dash) filler? clock"
    "| (from|between) filler? number filler? (end|from|and|dash) clock | ^ number (to|dash) clock"
)
_BESIDE: Final = pattern(
    "(before|after) filler? clock"
)  # "shortly after 14:00 on 5 May" is on that day, not after it
_PART: Final = re.compile(
    pattern("(part|earlier_in|later_in)? filler* relative filler* day_part | day_part filler* relative")
)  # "last night", "the next morning": the day that it belongs to
_HOURS: Final = 24
_ZONES: Final = {"est": "-05:00"}
_NOON: Final = 12
_POINTS: Final = frozenset({"noon", "midnight"})
_AFTER_NOON: Final = frozenset({"afternoon", "evening"})
_HALF_OF_DAY: Final = ("am", "pm", "a.m.", "p.m.", "a.m", "p.m")


def _spoken(row: Sequence[Token], language: str) -> Sequence[Token]:
    """Make clock times of hours in words: "à 15 heures", "a las 3", "saat 15"; "15 hours" is a length of time."""
    marks, articles = words_of(language, "hour_marks"), words_of(language, "clock_articles")
    found: list[Token] = []
    for at, token in enumerate(row):
        named = token.value == "hour" and bool(found) and found[-1].kind == Kind.CLOCK
        if named:
            continue
        last = found[-1] if found else None
        if token.value in _POINTS:  # "just after midnight on 5 May" is on that day, as after a time of day
            token = token._replace(kind=Kind.CLOCK)  # noqa: PLW2901
        if (
            token.kind == Kind.APPROXIMATE
            and token.text in _ZONES
            and last
            and (last.kind == Kind.CLOCK or ":" in last.text)
        ):
            token = token._replace(kind=Kind.ZONE, value=_ZONES[token.text])  # noqa: PLW2901 - else "estimated"
        if _military(row, at, language):
            found.append(token._replace(kind=Kind.CLOCK, text=f"{token.text[:2]}:{token.text[2:]}"))
            continue
        if last and token.kind == Kind.NUMBER and token.text.isdigit() and token.value <= _HOURS:
            before_hour = row[at + 1 : at + 2] and row[at + 1].value == "hour" and last.text in marks
            if last.kind == Kind.CLOCK_UNIT or before_hour or last.text in articles:
                while found and (found[-1].kind == Kind.CLOCK_UNIT or found[-1].text in marks | articles):
                    found.pop()
                token = token._replace(kind=Kind.CLOCK)  # noqa: PLW2901 - the same number, known for a time of day
        elif last and last.kind == Kind.CLOCK_UNIT and token.kind == Kind.CLOCK:
            found.pop()
        found.append(token)
    return found


def _military(row: Sequence[Token], at: int, language: str) -> bool:
    """Tell "0400 hours", "1400 GMT", and "0400" alone (no year is written with a nought in front) from a year."""
    token = row[at]
    if token.kind != Kind.YEAR or len(token.text) != 4 or not token.text.isdigit():  # noqa: PLR2004 - hhmm
        return False
    if token.value >= 2400 or token.value % 100 >= 60:  # noqa: PLR2004
        return False
    after = row[at + 1] if at + 1 < len(row) else None
    named = after is not None and (
        after.kind == Kind.ZONE or after.text in words_of(language, "military_hours")
    )
    dated = any(one.kind == Kind.MONTH for one in row[:at]) and sum(one.kind == Kind.YEAR for one in row) == 1
    return token.text[0] == "0" or (named and not dated)


def without_time(row: Sequence[Token], language: str) -> tuple[list[Token], str, str]:
    """Take times of day, zones and parts of the day out of the row.

    Args:
        row: the tokens.
        language: the primary subtag.

    Returns:
        What is left, the one time of day named (empty when there are two or none), and the zone.
    """
    row = _spoken(row, language)
    kinds = letters(row)
    clocks = [token for token in row if token.kind == Kind.CLOCK]
    zones = [token for token in row if token.kind == Kind.ZONE]
    dropped: set[int] = set()
    if _PART.fullmatch(kinds):
        row = [
            Token(Kind.DAY_UNIT, "night" if token.value == "night" else "day", token.text)
            if token.kind == Kind.DAY_PART
            else token
            for token in row
        ]
    if clocks:
        for match in re.finditer(_SPAN, kinds):
            last = row[match.end() - 1].text.strip()
            if match[0][0] != Kind.NUMBER or last.endswith(_HALF_OF_DAY) or last.isdigit():  # "2-4 p.m."
                dropped.update(range(*match.span()))
                clocks = []
        for match in re.finditer(_BESIDE, kinds):
            dropped.update(range(*match.span()))
            clocks = []
    kept = [
        token
        for at, token in enumerate(row)
        if token.kind not in (Kind.CLOCK, Kind.ZONE, Kind.DAY_PART)
        and at not in dropped
        and not (
            token.kind == Kind.APPROXIMATE
            and row[at + 1 : at + 2]
            and row[at + 1].kind in (Kind.CLOCK, Kind.DAY_PART)
        )
    ]
    while kept and kept[-1].kind in (Kind.FILLER, Kind.COMMA, Kind.DASH):
        kept.pop()
    while kept and kept[0].kind in (Kind.COMMA, Kind.DASH):
        kept.pop(0)
    clock = clocks[0].text if len(clocks) == 1 else ""
    if clock.isdigit() and int(clock) < _NOON and any(token.value in _AFTER_NOON for token in row):
        clock += "pm"
    return kept, clock, zones[0].value if zones else ""
