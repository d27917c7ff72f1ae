"""Dates as people read them in a table: short, unambiguous, and honest about what was not said.

2016-07-08                 8 Jul 2016
2016-07-08, year inferred  8 Jul [2016]
2016-07                    Jul 2016
2016-03-29/2016-03-30      29–30 Mar 2016
2016~                      c. 2016
not read                   “some time after”
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claimtrack.dates import DateValue

UNDATED: Final = "undated"

_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_GROUPS: Final = {
    **dict.fromkeys((21, 25, 29), "spring"),
    **dict.fromkeys((22, 26, 30), "summer"),
    **dict.fromkeys((23, 27, 31), "autumn"),
    **dict.fromkeys((24, 28, 32), "winter"),
    **{33 + n: f"Q{n + 1}" for n in range(4)},
    **{37 + n: f"{('first', 'second', 'third')[n]} third of" for n in range(3)},
    40: "first half of",
    41: "second half of",
}
_POINT: Final = re.compile(
    r"(?P<year>-?\d{4,})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?"
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


def short_date(date: DateValue | None) -> str:
    """Write a date short but unambiguous.

    Args:
        date: any date value; None for none at all.

    Returns:
        The date; parts not stated in brackets, "c." before an approximate one, "?" after an uncertain one,
        the raw text in quotes where it could not be read, and "undated" for None.
    """
    if date is None:
        return UNDATED
    if not date:
        return f"“{date.raw}”" if date.raw.strip() else UNDATED
    if len(date.readings) > 1:
        return " or ".join(dict.fromkeys(_qualified(reading) for reading in date.readings if reading))
    return _qualified(date)


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
    """Give the year of a plain day, where leaving it out loses nothing."""
    point = _POINT.fullmatch(date.edtf)
    plain = point is not None and point["day"] and not point["clock"]
    return point["year"] if plain and point and not date.inferred and not date.readings else ""


def date_legend(dates: Iterable[DateValue | None]) -> Iterator[str]:
    """Explain the marks that `short_date` puts on any of these dates."""
    read = [date for date in dates if date]
    if any(date.inferred for date in read):
        yield "[ ] inferred, not stated"
    if any(date.approximate for date in read):
        yield "c. approximately"
    if any(date.uncertain for date in read):
        yield "? after a date: uncertain"


def _qualified(date: DateValue) -> str:
    plain = _unqualified(date.edtf, frozenset())
    # Where nothing at all was stated, one pair of brackets says so more plainly than one for each end.
    text = (
        f"[{plain}]"
        if _parts(date.edtf) <= set(date.inferred)
        else _unqualified(date.edtf, frozenset(date.inferred))
    )
    text = f"c. {text}" if date.approximate else text
    return f"{text}?" if date.uncertain else text


def _parts(edtf: str) -> set[str]:
    """Name the parts that an EDTF date gives at either end."""
    found = {"year"}
    for match in _POINT.finditer(re.sub("[?~%]", "", edtf)):
        found.update(part for part in ("month", "day") if match[part])
    return found


def _unqualified(edtf: str, inferred: frozenset[str]) -> str:
    plain = re.sub("[?~%]", "", edtf)
    if plain[0] in "[{":
        return _set(plain, inferred)
    start, slash, end = plain.partition("/")
    if not slash:
        return _single(plain, inferred) or plain
    if start in {"", ".."}:
        return f"until {_single(end, inferred) or end}"
    if end in {"", ".."}:
        return f"since {_single(start, inferred) or start}"
    return _span(start, end, inferred)


def _set(edtf: str, inferred: frozenset[str]) -> str:
    """Write the members of a set; those of one month name it once."""
    members = [member.strip() for member in edtf[1:-1].split(",")]
    joint = " or " if edtf[0] == "[" else " and "
    points = [_point(member) for member in members]
    known = [point for point in points if point is not None and point.day and not point.clock]
    if len(known) < len(members) or len({point[1:] for point in known}) > 1:
        return joint.join(_unqualified(m, inferred) if ".." not in m else m for m in members)
    days = ", ".join(point.day for point in known[:-1])
    return _printed(known[-1]._replace(day=f"{days}{joint}{known[-1].day}"), inferred)


def _span(start: str, end: str, inferred: frozenset[str]) -> str:
    """Write an interval, naming once what both ends share."""
    first, last = _point(start), _point(end)
    if first is None or last is None or first.clock or last.clock:
        return f"{_single(start, inferred) or start} – {_single(end, inferred) or end}"
    if first.year != last.year:
        return f"{_printed(first, inferred)} – {_printed(last, inferred)}"
    if first.day and last.day and first.month == last.month:
        return _printed(last._replace(day=f"{first.day}–{last.day}"), inferred)
    # Two parts of one year: what stands before the year is one part for the brackets.
    ends = (" ".join(part for part in (point.day, point.month) if part) for point in (first, last))
    month = frozenset({"month"} & inferred) | frozenset({"year"} & inferred)
    return _printed(_Point("", " – ".join(ends), last.year), month)


def _single(edtf: str, inferred: frozenset[str]) -> str:
    point = _point(edtf)
    if point is not None:
        return _printed(point, inferred)
    if match := _DECADE.fullmatch(edtf):
        return f"{match[1]}0s"
    if match := _CENTURY.fullmatch(edtf):
        return f"{match[1]}00s"
    return ""


def _point(edtf: str) -> _Point | None:
    match = _POINT.fullmatch(edtf)
    if match is None:
        return None
    month, day = match["month"] or "", match["day"] or ""
    number = int(month or 0)
    named = _MONTHS[number - 1] if 1 <= number <= len(_MONTHS) else _GROUPS.get(number, month)
    year = int(match["year"])  # astronomical: the year before 1 is 0
    return _Point(
        str(int(day)) if day else "", named, str(year) if year > 0 else f"{1 - year} BC", _clock(match)
    )


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
