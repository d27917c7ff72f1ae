"""Tokens: what the words of every language are turned into before the grammar sees them.

The grammar works on one letter per token, so that it is the same for every language:

    n  number of one or two digits       y  number of three or four digits     N  longer number
    ½  half, a few: only counts things
    o  ordinal number (the 15th)         M  month (calendar, number)           W  weekday (0 is Monday)
    X  day counted from the reference    R  last, this, next, previous …       S  season
    A  ago      L  later, hence          I  in (future)  P  ago (before)       E  early, mid, late
    B  before   F  after  Z  since       T  until  V  no later than            G  or later  K  or earlier
    f  from     t  to     b  between     &  and    |  or                       ~ ?  about, probably
    -  dash     /  slash  .  dot         ,  comma  ;  semicolon
    e  era      k  decade (1990s)        c  clock  z  zone   p  part of day    #  complete ISO, week or DTG form
    a  word without weight (of, the)     1  one as article (a day)             v  vague word
    h  holiday  Q  quarter (Q3)  H half  r  rest of    l  later in, u earlier in
    J  for so long   U  ended
    D  day      w  week   g  weekend     m  month  q  quarter  j  half  Y year  d  decade  C  century
    s  season (the unit)  O  hour …      i  working day                        x  unknown
"""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple


class Few(int):
    """A small number that the text leaves open ("a few", "several"); 3 where one is needed."""


class Token(NamedTuple):
    """One token.

    Attributes:
        kind: the letter of the table above.
        value: what the grammar needs of it: a number, a (calendar, month) pair, a unit …
        text: the cleaned text.
        tight: no space stands before it.
    """

    kind: str
    value: Any
    text: str
    tight: bool = False


def letters(tokens: Sequence[Token]) -> str:
    """Give the kinds of tokens, which is all that decides which rules fit."""
    return "".join([token.kind for token in tokens])


# Names used in the language files → letters.
UNITS: Final = {
    "day": "D", "week": "w", "weekend": "g", "month": "m", "quarter": "q", "half": "j", "year": "Y",
    "decade": "d", "century": "C", "season": "s", "hour": "O", "minute": "O", "second": "O",
    "fortnight": "w", "workday": "i",
}  # fmt: skip

KINDS: Final = {
    "ago": "A", "later": "L", "in": "I", "within": "I", "in_or_within": "I", "later_or_within": "L", "lasting": "J", "ended": "U", "now": "v", "past": "P", "more_than": ">", "less_than": "<",
    "before": "B", "after": "F", "since": "Z", "starting": "Z", "until": "T", "by": "V", "or_later": "G", "or_earlier": "K",
    "from": "f", "to": "t", "between": "b", "and": "&", "or": "|",
    "approximate": "~", "uncertain": "?", "rest": "r", "later_in": "l", "earlier_in": "u",
    "filler": "a", "one": "1", "vague": "v",
}  # fmt: skip
