"""Tokens: what the words of every language are turned into before the grammar sees them.

The grammar works on the kinds of tokens alone, so that it is the same for every language. Each kind is one letter,
and a row of tokens a string of letters that regular expressions can be matched with; they are written by name:

>>> pattern("m=month d=day y=year?")
'(?P<m>M)(?P<d>[no])(?P<y>y)?'
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, Final, NamedTuple

FEW: Final = "few"  # in a data file, a number that the text leaves open
Meaning = tuple[str, Any]  # a kind of token and its value


class Few(int):
    """A small number that the text leaves open ("a few", "several"); 3 where one is needed."""


class Token(NamedTuple):
    """One token.

    Attributes:
        kind: one of `Kind`.
        value: what the grammar needs of it: a number, a (calendar, month) pair, a unit …
        text: the cleaned text.
        tight: no space stands before it.
    """

    kind: str
    value: Any
    text: str
    tight: bool = False


def letters(tokens: Sequence[Token]) -> str:
    """Return the kinds of tokens, which is all that decides which rules fit."""
    return "".join([token.kind for token in tokens])


class Kind:
    """What a token can be."""

    # Numbers.
    NUMBER: Final = "n"  # of one or two digits
    YEAR: Final = "y"  # a number of three or four digits
    LONG_NUMBER: Final = "N"
    FRACTION: Final = "½"  # half, a few: only counts things
    ORDINAL: Final = "o"  # the 15th
    ONE: Final = "1"  # as an article: a day
    # What a calendar names.
    MONTH: Final = "M"  # its value is a (calendar, number) pair
    WEEKDAY: Final = "W"  # 0 is Monday
    SEASON: Final = "S"
    QUARTER: Final = "Q"  # Q3
    HALF: Final = "H"  # H1
    DECADE: Final = "k"  # the 1990s
    ERA: Final = "e"
    HOLIDAY: Final = "h"
    COMPLETE: Final = "#"  # an ISO moment or week, a military date-time group
    # Times of day.
    CLOCK: Final = "c"
    AT: Final = "@"  # before an hour; known in `times` alone, as the next one
    AT_OR_TO: Final = '"'
    ZONE: Final = "z"
    DAY_PART: Final = "p"  # morning, at night
    # Units.
    DAY_UNIT: Final = "D"
    WORKDAY_UNIT: Final = "i"
    WEEK_UNIT: Final = "w"
    WEEKEND_UNIT: Final = "g"
    MONTH_UNIT: Final = "m"
    QUARTER_UNIT: Final = "q"
    HALF_UNIT: Final = "j"
    YEAR_UNIT: Final = "Y"
    DECADE_UNIT: Final = "d"
    CENTURY_UNIT: Final = "C"
    SEASON_UNIT: Final = "s"
    CLOCK_UNIT: Final = "O"  # hour, minute, second
    # What places a date by the reference.
    SHIFT: Final = "X"  # a day so many days from it: yesterday
    RELATIVE: Final = "R"  # last, this, next, previous
    AGO: Final = "A"  # behind a length of time
    PAST: Final = "P"  # the same, before it: il y a
    LATER: Final = "L"
    IN: Final = "I"  # in, within
    REST: Final = "r"  # the rest of
    LATER_IN: Final = "l"
    EARLIER_IN: Final = "u"
    # What opens or bounds a date.
    BEFORE: Final = "B"
    AFTER: Final = "F"
    SINCE: Final = "Z"
    UNTIL: Final = "T"
    BY: Final = "V"  # no later than
    OR_LATER: Final = "G"
    OR_EARLIER: Final = "K"
    LASTING: Final = "J"  # for so long
    ENDED: Final = "U"
    MORE_THAN: Final = ">"
    LESS_THAN: Final = "<"
    PART: Final = "E"  # early, mid, late
    TURN: Final = "ʃ"  # where one month or year becomes the next
    # What joins dates.
    FROM: Final = "f"
    TO: Final = "t"
    TO_DATE: Final = "¶"  # until now
    BETWEEN: Final = "b"
    AND: Final = "&"
    OR: Final = "|"
    # What is said of a date.
    APPROXIMATE: Final = "~"
    UNCERTAIN: Final = "?"
    BOTH_DOUBTS: Final = "%"
    # Signs.
    DASH: Final = "-"
    SLASH: Final = "/"
    DOT: Final = "."
    COMMA: Final = ","
    SEMICOLON: Final = ";"
    APOSTROPHE: Final = "'"
    STAR: Final = "*"
    PLUS: Final = "+"
    EQUAL: Final = "="  # also a word that stands for two, until the lexer has written them out
    SAME_DAY: Final = "≡"  # between two calendars' names of it: الموافق
    RUN: Final = "…"  # in a row, consecutive
    # The other words.
    FILLER: Final = "a"  # without weight: of, the
    VAGUE: Final = "v"
    UNKNOWN: Final = "x"


class Kinds:
    """Classes of kinds that stand in the same places."""

    DAY: Final = frozenset({Kind.NUMBER, Kind.ORDINAL})  # a day of the month
    SHORT_YEAR: Final = frozenset({Kind.NUMBER, Kind.YEAR})  # a year, with or without its century
    COUNT: Final = frozenset({Kind.NUMBER, Kind.YEAR, Kind.FRACTION})  # how many
    RANK: Final = COUNT | {Kind.ORDINAL}
    FIGURE: Final = frozenset({Kind.NUMBER, Kind.YEAR, Kind.ORDINAL, Kind.LONG_NUMBER})
    UNIT: Final = frozenset(
        {
            Kind.DAY_UNIT, Kind.WORKDAY_UNIT, Kind.WEEK_UNIT, Kind.WEEKEND_UNIT, Kind.MONTH_UNIT, Kind.QUARTER_UNIT,
            Kind.HALF_UNIT, Kind.YEAR_UNIT, Kind.DECADE_UNIT, Kind.CENTURY_UNIT, Kind.SEASON_UNIT,
        }
    )  # fmt: skip
    LENGTH: Final = UNIT | {Kind.CLOCK_UNIT}  # what a length of time is counted in
    DOUBT: Final = frozenset({Kind.APPROXIMATE, Kind.UNCERTAIN, Kind.BOTH_DOUBTS})
    BOUND: Final = frozenset({Kind.BEFORE, Kind.AFTER, Kind.SINCE, Kind.UNTIL, Kind.BY})
    OPEN: Final = frozenset({Kind.OR_LATER, Kind.OR_EARLIER})
    LIMIT: Final = frozenset({Kind.MORE_THAN, Kind.LESS_THAN})
    LIST: Final = frozenset({Kind.AND, Kind.OR, Kind.COMMA})
    END: Final = frozenset({Kind.TO, Kind.UNTIL})  # before the end of a range
    JOINT: Final = frozenset({Kind.DASH, Kind.SLASH, Kind.DOT})  # between the figures of a date
    STOP: Final = frozenset({Kind.COMMA, Kind.DOT, Kind.SEMICOLON})


@cache
def _names() -> dict[str, str]:
    """List what a pattern may name: kinds and classes in small letters, each with its regular expression."""
    found = {name.lower(): re.escape(kind) for name, kind in vars(Kind).items() if name.isupper()}
    for name, kinds in vars(Kinds).items():
        if name.isupper():
            found[name.lower()] = f"[{''.join(map(re.escape, sorted(kinds)))}]"
    return found


_TERM: Final = r"(?:(\w+)=)?(?:([a-z_]+)|(\())|=([a-z]+)|\s+"


def pattern(text: str) -> str:
    """Translate a pattern of kinds into a regular expression over their letters.

    Args:
        text: names of `Kind` and `Kinds` in small letters with the marks `( | ) ? * +`; `d=day` makes a group,
            and `=d` stands for what the group `d` has matched. A group named twice is `d`, then `d2`, `d22` …
    """
    taken: set[str] = set()

    def translated(match: re.Match[str]) -> str:
        group, word, bracket, same = match.groups()
        if same:
            return f"(?P={same})"
        inner = _names()[word] if word else bracket or ""
        if not group:
            return inner
        while group in taken:
            group += "2"
        taken.add(group)
        return f"(?P<{group}>{inner})" if word else f"(?P<{group}>"

    return re.sub(_TERM, translated, text)


_MOST_KEPT: Final = 1024


class Form:
    """A pattern of kinds, translated and compiled when it is first used: most never are in one run.

    Args:
        text: as `pattern` takes it.
    """

    __slots__ = ("_compiled", "_text", "_whole")

    def __init__(self, text: str) -> None:
        self._text = text
        self._compiled: re.Pattern[str] | None = None
        self._whole: dict[str, re.Match[str] | None] = {}

    def _expression(self) -> re.Pattern[str]:
        self._compiled = re.compile(pattern(self._text))
        return self._compiled

    def fullmatch(self, kinds: str) -> re.Match[str] | None:
        """Match a whole row of kinds; kept, since rows of the same kinds come in text after text."""
        if kinds in self._whole:
            return self._whole[kinds]
        if len(self._whole) >= _MOST_KEPT:
            self._whole.clear()
        match = self._whole[kinds] = (self._compiled or self._expression()).fullmatch(kinds)
        return match

    def match(self, kinds: str) -> re.Match[str] | None:
        """Match the beginning of a row of kinds."""
        return (self._compiled or self._expression()).match(kinds)

    def search(self, kinds: str) -> re.Match[str] | None:
        """Find the first place in a row of kinds that fits."""
        return (self._compiled or self._expression()).search(kinds)

    def finditer(self, kinds: str) -> Iterator[re.Match[str]]:
        """List the places in a row of kinds that fit."""
        return (self._compiled or self._expression()).finditer(kinds)


# Names used in the language files → kinds.
UNITS: Final = {
    "day": Kind.DAY_UNIT, "workday": Kind.WORKDAY_UNIT, "week": Kind.WEEK_UNIT, "workweek": Kind.WEEK_UNIT, "fortnight": Kind.WEEK_UNIT,
    "weekend": Kind.WEEKEND_UNIT, "month": Kind.MONTH_UNIT, "quarter": Kind.QUARTER_UNIT, "half": Kind.HALF_UNIT,
    "year": Kind.YEAR_UNIT, "decade": Kind.DECADE_UNIT, "century": Kind.CENTURY_UNIT, "season": Kind.SEASON_UNIT,
    "hour": Kind.CLOCK_UNIT, "minute": Kind.CLOCK_UNIT, "second": Kind.CLOCK_UNIT,
}  # fmt: skip

KINDS: Final = {
    "ago": Kind.AGO, "past": Kind.PAST, "later": Kind.LATER, "in": Kind.IN, "within": Kind.IN, "in_or_within": Kind.IN,
    "later_or_within": Kind.LATER, "lasting": Kind.LASTING, "ended": Kind.ENDED, "more_than": Kind.MORE_THAN,
    "less_than": Kind.LESS_THAN, "before": Kind.BEFORE, "after": Kind.AFTER, "since": Kind.SINCE,
    "starting": Kind.SINCE, "until": Kind.UNTIL, "by": Kind.BY, "or_later": Kind.OR_LATER,
    "or_earlier": Kind.OR_EARLIER, "from": Kind.FROM, "to": Kind.TO, "between": Kind.BETWEEN, "and": Kind.AND,
    "or": Kind.OR, "approximate": Kind.APPROXIMATE, "uncertain": Kind.UNCERTAIN, "rest": Kind.REST,
    "later_in": Kind.LATER_IN, "earlier_in": Kind.EARLIER_IN, "filler": Kind.FILLER, "one": Kind.ONE,
    "now": Kind.VAGUE, "to_date": Kind.TO_DATE, "same_day": Kind.SAME_DAY, "run": Kind.RUN, "turn": Kind.TURN, "vague": Kind.VAGUE,
}  # fmt: skip
