"""Dates in a stated format: figures that say nothing to who does not know it.

    said = { text = "{month}", format = "%Y%m" }               signs of strftime: %Y %y %m %b %d %H %I %M %S %p %j …
    said = { text = "{posted}", format = "unix" }              seconds since 1970, UTC; thousandths are told by their length
    said = { text = "{day}", format = "excel" }                days since 1900, as spreadsheets count them
    occurred = { text = "{when}", format = "wikidata", precision = "{prec}" }      +2016-03-00T00:00:00Z, and 7 to 11 or 14
    said = { text = "{when}", format = "edtf" }                2016-21 is spring 2016, and no span of years

A month or day of 00 is not known. What does not fit the format is kept and said so.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from claimtrack.errors import ClaimtrackError

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimtrack.dates import DateValue
    from claimtrack.importers.mapping.errors import Source
    from claimtrack.model.decoding import Reading

    Form = Callable[[str, str], str]
    """Gives the ISO form of a text and, for wikidata, its precision; raises ValueError where it is none."""

_SIGN = re.compile(r"%(.)")
_WIDTH = {"Y": 4, "y": 2, "m": 2, "d": 2, "H": 2, "I": 2, "M": 2, "S": 2, "j": 3}
_WORDS = {"b": r"[^\W\d_]+\.?", "p": r"[AaPp]\.?[Mm]\.?"}
_SHORT = {
    "%e": "%d",
    "%B": "%b",
    "%h": "%b",
    "%F": "%Y-%m-%d",
    "%T": "%H:%M:%S",
    "%R": "%H:%M",
    "%D": "%m/%d/%y",
}
"""Signs that stand for others; a name of a month may be short or whole, in any language with words for dates."""
_CENTURY_BREAK = 69  # POSIX: 69 to 99 are of the last century
_THOUSANDTHS = 12  # digits from which a unix time counts thousandths of a second: as seconds it would be past the year 5000
_WIKIDATA = re.compile(r"([+-]?)(\d{4,})-(\d\d)-(\d\d)(?:T[\d:]+Z?)?(?:/(\d+))?")
_FALSE_LEAP_DAY = 60  # spreadsheets count 29 February 1900, which never was


def compile_format(source: Source, key: str, given: Any) -> Callable[[str, str, Reading], DateValue]:
    """Compile a format: what makes a date of a text, its precision and what it is read against.

    Args:
        source: the mapping, for errors.
        key: where the format stands in it.
        given: the format.

    Raises:
        MappingError: there is no such format.
    """
    form = _NAMED.get(given) if isinstance(given, str) else None
    if form is None:
        form = _pattern(source, key, given)

    def read(text: str, precision: str, reading: Reading) -> DateValue:
        from claimtrack.dates import DateValue
        from claimtrack.dates.records import recorded_date
        from claimtrack.model.decoding import decode_date

        try:
            iso = form(text.strip(), precision.strip())
            value = decode_date(iso, reading) if ":" in iso else recorded_date(iso)
        except (ValueError, OverflowError, ClaimtrackError):
            return DateValue(text, reason=f"is not written as the format {given!r} says")
        return replace(value, raw=text, rule=f"format {given}") if text != value.raw else value

    return read


def _pattern(source: Source, key: str, given: Any) -> Form:
    """Compile a format of strftime signs."""
    hint = 'such as "%Y%m" or "%d.%m.%Y", or one of: unix, excel, wikidata, edtf'
    if not isinstance(given, str) or "%" not in given:
        raise source.error(key, f"{given!r} is no format of a date", hint)
    whole = re.sub("%.", lambda found: _SHORT.get(found[0], found[0]), given)
    signs: list[str] = _SIGN.findall(whole)
    if unknown := [sign for sign in signs if sign not in {*_WIDTH, *_WORDS, "%"}]:
        known = ", ".join(f"%{sign}" for sign in (*_WIDTH, *_WORDS))
        raise source.error(key, f"%{unknown[0]} is not known", f"one of: {known}")
    if len(set(signs)) < len(signs) or not {"Y", "y"} & set(signs) or {"m", "b"} <= set(signs):
        raise source.error(key, f"{given!r} needs one year, and each sign once", hint)
    if ("I" in signs) != ("p" in signs):
        raise source.error(key, f"{given!r} has hours of half a day without %p, or %p without them", hint)
    pattern = re.compile(_regex(whole))

    def form(text: str, _precision: str) -> str:
        found = pattern.fullmatch(text)
        if found is None:
            raise ValueError(text)
        return _iso(found.groupdict())

    return form


def _regex(given: str) -> str:
    """Write a format as a regular expression; where figures touch each other, each has its full width."""
    written = ""
    for found in re.finditer(r"%(.)|[^%]+", given):
        sign = found[1]
        if sign is None or sign == "%":
            written += re.escape(found[0] if sign is None else "%")
            continue
        if sign in _WORDS:
            written += f"(?P<{sign}>{_WORDS[sign]})"
            continue
        start, end = found.span()
        touched = (start > 1 and given[start - 2] == "%") or given[end : end + 1] == "%"
        width = _WIDTH[sign]
        least = width if touched or sign in "Yy" else 1
        written += rf"(?P<{sign}>\d{{{least},{width}}})"
    return written


def _iso(parts: dict[str, str]) -> str:
    """Write the parts of a date in ISO form, as exact as they are."""
    year = int(parts["Y"]) if "Y" in parts else _whole_year(int(parts["y"]))
    if "j" in parts:
        day = datetime(year, 1, 1, tzinfo=UTC) + timedelta(days=int(parts["j"]) - 1)
        date = f"{day:%Y-%m-%d}" if day.year == year and int(parts["j"]) else ""
    else:
        month = str(_month(parts["b"])) if "b" in parts else parts.get("m", "0")
        date = _of_parts(f"{year:04d}", month, parts.get("d", "0"))
    if not date:
        raise ValueError(parts)
    if "I" in parts:
        parts = {**parts, "H": str(int(parts["I"]) % 12 + (12 if parts["p"][0] in "Pp" else 0))}
    clock = [f"{int(parts[sign]):02d}" for sign in "HMS" if sign in parts]
    return f"{date} {':'.join(clock)}" if len(clock) > 1 else date


def _month(name: str) -> int:
    """Return the number of a month by its name.

    Raises:
        ValueError: it is none.
    """
    from claimtrack.dates import read_date

    month = read_date(f"{name} 2000")
    if month.precision != "month" or month.earliest is None:
        raise ValueError(name)
    return month.earliest.month


def _whole_year(year: int) -> int:
    return year + (1900 if year >= _CENTURY_BREAK else 2000)


def _of_parts(year: str, month: str, day: str) -> str:
    """Write year, month and day; a month or day of nought is not known."""
    if not int(month):
        return year if not int(day) else ""
    return f"{year}-{int(month):02d}-{int(day):02d}" if int(day) else f"{year}-{int(month):02d}"


def _unix(text: str, _precision: str) -> str:
    seconds = float(text)
    if len(text.lstrip("-").partition(".")[0]) >= _THOUSANDTHS:
        seconds /= 1000
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(seconds // 1))
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def _excel(text: str, _precision: str) -> str:
    number = float(text)
    whole = int(number // 1)
    if whole < 1 or whole == _FALSE_LEAP_DAY:
        raise ValueError(text)
    first = datetime(1899, 12, 30 if whole > _FALSE_LEAP_DAY else 31, tzinfo=UTC)
    moment = first + timedelta(days=whole, seconds=round((number - whole) * 86400))
    return f"{moment:%Y-%m-%d}" if number == whole else f"{moment:%Y-%m-%d %H:%M:%S}"


def _wikidata(text: str, precision: str) -> str:
    found = _WIKIDATA.fullmatch(text)
    if found is None:
        raise ValueError(text)
    sign, year, month, day, told = found.groups()
    exact = precision or told or ""
    whole = f"{'-' if sign == '-' else ''}{int(year):04d}"
    match exact:
        case "6" | "7" | "8":
            return _span(whole, {"6": 3, "7": 2, "8": 1}[exact])
        case "9":
            return whole
        case "10":
            return _of_parts(whole, month, "0")
        case "" | "11" | "14":
            return _of_parts(whole, month, day)
    raise ValueError(text)


def _span(year: str, unknown: int) -> str:
    """Write a decade, a century or a millennium in EDTF, which counts centuries from the year 00."""
    if year.startswith("-"):
        raise ValueError(year)
    if (
        unknown > 1
    ):  # the 20th century of Wikidata is 1901 to 2000, and given by any of its years, mostly the last
        last = -(-int(year) // 10**unknown) * 10**unknown
        return f"{last - 10**unknown + 1:04d}/{last:04d}"
    return year[:-unknown] + "X" * unknown


def _edtf(text: str, _precision: str) -> str:
    return text


_NAMED: dict[str, Form] = {"unix": _unix, "excel": _excel, "wikidata": _wikidata, "edtf": _edtf}
