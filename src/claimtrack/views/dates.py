"""Dates as people read them in a table: short, unambiguous, and honest about what was not said.

2016-07-08                 8 Jul 2016
2016-07-08, year inferred  8 Jul [2016]
2016-07                    Jul 2016
2016-03-29/2016-03-30      29–30 Mar 2016
2016~                      c. 2016
XXXX-03-03                 3 Mar
not read                   “some time after”
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claimtrack.dates import DateValue

UNDATED: Final = "undated"
_MARKS: Final = {
    "inferred": "[ ] inferred, not stated",
    "approximate": "c. approximately",
    "uncertain": "? after a date: uncertain",
}

_FIRST_SEASON: Final = (
    21  # of twelve: four of no hemisphere, of the northern, of the southern; quarters follow
)
_SEASONS: Final = 12


class DateWords(Struct, frozen=True):
    """The words of a language that dates are written with; those of English by default.

    Attributes:
        months: the twelve months, as they stand after a day.
        alone: the twelve months, as they stand without a day; empty where that makes no difference.
        seasons: spring, summer, autumn, winter, four quarters, three thirds of a year, two halves of it.
        day: a day of the month, its number in the place of `{}`.
        first: the first day of a month, where it is written otherwise.
        of_month, of_year: what stands before a month that follows a day, and before a year that follows a month.
        either, both: what joins dates of which one is meant, or all.
        since, until: what stands before a date with an open end.
        about: what stands before an approximate date.
        era: a year before the common era, its number in the place of `{}`.
        tens: a decade or a century, its first year in the place of `{}`.
        undated: what stands for no date.
        digits: the ten digits, where they are not 0 to 9.
    """

    months: tuple[str, ...] = (
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    )  # fmt: skip
    alone: tuple[str, ...] = ()
    seasons: tuple[str, ...] = (
        "spring", "summer", "autumn", "winter", "Q1", "Q2", "Q3", "Q4",
        "first third of", "second third of", "third third of", "first half of", "second half of",
    )  # fmt: skip
    day: str = "{}"
    first: str = ""
    of_month: str = ""
    of_year: str = ""
    either: str = " or "
    both: str = " and "
    since: str = "since "
    until: str = "until "
    about: str = "c. "
    era: str = "{} BC"
    tens: str = "{}s"
    undated: str = UNDATED
    digits: str = ""

    def in_digits(self, text: str) -> str:
        """Write the digits of a text as the language does."""
        return text.translate(str.maketrans("0123456789", self.digits)) if self.digits else text

    def named(self, number: int, *, after_day: bool) -> str:
        """Return the name of a month, or of what EDTF counts like months: seasons, quarters, thirds, halves."""
        if 1 <= number <= len(self.months):
            name = self.months[number - 1]
            return f"{self.of_month}{name}" if after_day else (self.alone or self.months)[number - 1]
        place = number - _FIRST_SEASON
        if 0 <= place < _SEASONS:
            place %= 4
        elif place >= _SEASONS:
            place -= 8
        return self.seasons[place] if 0 <= place < len(self.seasons) else f"{number:02}" if number else ""

    def numbered(self, day: int) -> str:
        """Write a day of the month."""
        return self.first if day == 1 and self.first else self.day.format(day)


ENGLISH: Final = DateWords()
_POINT: Final = re.compile(
    r"(?P<year>-?\d{4,}|XXXX)(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?"
    r"(?:T(?P<clock>\d\d:\d\d)(?::(?P<seconds>\d\d))?(?P<zone>Z|[+-]\d\d(?::\d\d)?)?)?"
)
_DECADE: Final = re.compile(r"(\d{3})X")
_CENTURY: Final = re.compile(r"(\d\d)XX")


class _Point(NamedTuple):
    """The parts of one date, as printed; empty where not given."""

    day: str
    month: str
    year: str
    clock: str = ""


def short_date(date: DateValue | None, words: DateWords = ENGLISH) -> str:
    """Write a date short but unambiguous.

    Args:
        date: any date value; None for none at all.
        words: the words of the language to write it in.

    Returns:
        The date; parts not stated in brackets, "c." before an approximate one, "?" after an uncertain one,
        the raw text in quotes where it could not be read, and "undated" for None.
    """
    if date is None:
        return words.undated
    if not date:
        return f"“{date.raw}”" if date.raw.strip() else words.undated
    readings = date.readings if len(date.readings) > 1 else (date,)
    return words.either.join(dict.fromkeys(_qualified(reading, words) for reading in readings if reading))


def short_moves(dates: list[DateValue | None]) -> list[str]:
    """Write several dates of one story, leaving out a year that the next one repeats.

    >>> from claimtrack.dates import parse_edtf
    >>> short_moves([parse_edtf("2016-07-08"), parse_edtf("2016-07-09")])
    ['8 Jul', '9 Jul 2016']
    """
    texts = [short_date(date) for date in dates]
    for number in range(len(texts) - 1):
        (one, other) = dates[number], dates[number + 1]
        if one and other and _plain_year(one) and _plain_year(one) == _plain_year(other):
            texts[number] = texts[number].removesuffix(f" {_plain_year(one)}")
    return texts


def _plain_year(date: DateValue) -> str:
    """Return the year of a plain day, where leaving it out loses nothing."""
    point = _POINT.fullmatch(date.edtf)
    plain = point is not None and point["day"] and not point["clock"]
    return point["year"] if plain and point and not date.inferred and not date.readings else ""


def date_legend(dates: Iterable[DateValue | None]) -> Iterator[str]:
    """Explain the marks that `short_date` puts on any of these dates."""
    used = marks_of(dates)
    yield from (meaning for mark, meaning in _MARKS.items() if mark in used)


def marks_of(dates: Iterable[DateValue | None]) -> set[str]:
    """Name the marks that `short_date` puts on any of these dates: `inferred`, `approximate`, `uncertain`."""
    read = [date for date in dates if date]
    return {mark for mark in _MARKS if any(getattr(date, mark) for date in read)}


def _qualified(date: DateValue, words: DateWords) -> str:
    plain = _unqualified(date.edtf, frozenset(), words)
    # Where nothing at all was stated, one pair of brackets says so more plainly than one for each end.
    text = (
        f"[{plain}]"
        if _parts(date.edtf) <= set(date.inferred)
        else _unqualified(date.edtf, frozenset(date.inferred), words)
    )
    text = f"{words.about}{text}" if date.approximate else text
    return words.in_digits(f"{text}?" if date.uncertain else text)


def _parts(edtf: str) -> set[str]:
    """Name the parts that an EDTF date gives at either end."""
    found = {"year"}
    for match in _POINT.finditer(re.sub("[?~%]", "", edtf)):
        found.update(part for part in ("month", "day") if match[part])
    return found


def _unqualified(edtf: str, inferred: frozenset[str], words: DateWords) -> str:
    plain = re.sub("[?~%]", "", edtf)
    if plain[0] in "[{":
        return _set(plain, inferred, words)
    start, slash, end = plain.partition("/")
    if not slash:
        return _single(plain, inferred, words) or plain
    if start in {"", ".."}:
        return f"{words.until}{_single(end, inferred, words) or end}"
    if end in {"", ".."}:
        return f"{words.since}{_single(start, inferred, words) or start}"
    return _span(start, end, inferred, words)


def _set(edtf: str, inferred: frozenset[str], words: DateWords) -> str:
    """Write the members of a set; those of one month name it once."""
    members = [member.strip() for member in edtf[1:-1].split(",")]
    joint = words.either if edtf[0] == "[" else words.both
    points = [_point(member, words) for member in members]
    known = [point for point in points if point is not None and point.day and not point.clock]
    if len(known) < len(members) or len({point[1:] for point in known}) > 1:
        return joint.join(_unqualified(m, inferred, words) if ".." not in m else m for m in members)
    days = ", ".join(point.day for point in known[:-1])
    return _printed(known[-1]._replace(day=f"{days}{joint}{known[-1].day}"), inferred)


def _span(start: str, end: str, inferred: frozenset[str], words: DateWords) -> str:
    """Write an interval, naming once what both ends share."""
    first, last = _point(start, words), _point(end, words)
    if first is None or last is None or first.clock or last.clock:
        return f"{_single(start, inferred, words) or start} – {_single(end, inferred, words) or end}"
    if first.year != last.year:
        return f"{_printed(first, inferred)} – {_printed(last, inferred)}"
    if first.day and last.day and first.month == last.month:
        return _printed(last._replace(day=f"{first.day}–{last.day}"), inferred)
    # Two parts of one year: what stands before the year is one part for the brackets.
    ends = (" ".join(part for part in (point.day, point.month) if part) for point in (first, last))
    month = frozenset({"month"} & inferred) | frozenset({"year"} & inferred)
    return _printed(_Point("", " – ".join(ends), last.year), month)


def _single(edtf: str, inferred: frozenset[str], words: DateWords) -> str:
    point = _point(edtf, words)
    if point is not None:
        return _printed(point, inferred)
    if match := _DECADE.fullmatch(edtf):
        return words.tens.format(f"{match[1]}0")
    if match := _CENTURY.fullmatch(edtf):
        return words.tens.format(f"{match[1]}00")
    return ""


def _point(edtf: str, words: DateWords) -> _Point | None:
    match = _POINT.fullmatch(edtf)
    if match is None:
        return None
    day, month = int(match["day"] or 0), int(match["month"] or 0)
    written = _year(match["year"], words)
    return _Point(
        words.numbered(day) if day else "",
        words.named(month, after_day=bool(day)) if month else "",
        f"{words.of_year}{written}" if month and written else written,
        _clock(match),
    )


def _year(digits: str, words: DateWords) -> str:
    """Write a year, counted astronomically: the one before 1 is 0. One that is left open is not written."""
    if digits == "XXXX":
        return ""
    return str(int(digits)) if int(digits) > 0 else words.era.format(1 - int(digits))


def _clock(match: re.Match[str]) -> str:
    if not match["clock"]:
        return ""
    zone = {"Z": " UTC", None: ""}.get(match["zone"], f" {match['zone']}")
    seconds = f":{match['seconds']}" if match["seconds"] not in {None, "00"} else ""
    return f"{match['clock']}{seconds}{zone}"


def _printed(point: _Point, inferred: frozenset[str]) -> str:
    """Join the parts; neighbours that were inferred share one pair of brackets."""
    parts = [
        (point.day, "day" in inferred),
        (point.month, "month" in inferred),
        (point.year, "year" in inferred),
    ]
    words: list[str] = []
    open_bracket = False
    for text, guessed in parts:
        if not text:
            continue
        if open_bracket and guessed:
            words[-1] = f"{words[-1][:-1]} {text}]"
        else:
            words.append(f"[{text}]" if guessed else text)
        open_bracket = guessed
    return " ".join([*words, point.clock]) if point.clock else " ".join(words)
