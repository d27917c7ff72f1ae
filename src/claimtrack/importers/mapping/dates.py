"""Dates from one cell or several, never more exact than the data say.

    said = "{date}"                                              the text as it stands
    said = { text = "{date}", order = "DMY", iso = true }        read with an order; kept in ISO form
    said = { text = "{when}", relative_to = "event:{anchor}" }   counts from a record, and follows its date
    said = { text = "{month}", format = "%Y%m" }                 in a stated format, see `date_formats`
    said = { text = "{date}", midnight = "time" }                midnight is a time: or "day"
    occurred = { year = "{iyear}", month = "{imonth}", day = "{iday}" }     0 or empty: not known
    occurred = { year = …, month = …, day = …, about = "{approxdate}" }     in words, where the day is not known
    occurred = { from = "{date_start}", to = "{date_end}", precision = "{date_prec}",
                 precisions = { 1 = "day", 2 = "interval", 4 = "month", 5 = "year" } }

`iso = true` is for columns whose figures are the file's own format and nobody's words: two releases that write the
same days differently then give the same records. Everywhere else the cells stay beside the date as they are.

Midnight to the minute is how tables write a day: it is taken for one, unless the first rows have other times, too.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from claimtrack.errors import ClaimtrackError
from claimtrack.importers.mapping.date_options import reading_options
from claimtrack.importers.mapping.words import TEXT_KEYS
from claimtrack.wording import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from claimtrack.dates import DateValue
    from claimtrack.importers.mapping.cells import Row
    from claimtrack.importers.mapping.words import Words, Writing
    from claimtrack.model.decoding import Reading

_OPTIONS = {"order", "language", "zone", "calendar", "reference", "relative_to", "iso", "format", "midnight"}
_FORMS = ({"text"}, {"year", "month", "day", "circa", "about"}, {"from", "to", "precision", "precisions"})
PRECISIONS = ("day", "about", "interval", "month", "year")
_MIDNIGHT = re.compile(r"[T ]00:00(?::00(?:\.0+)?)?Z?$")
_TIME = re.compile(r"\d[T ]\d{1,2}:\d\d")
_PARTS = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


class DateExpression(Struct, frozen=True):
    """A date of a mapping.

    Attributes:
        key: gives, for a row, the cells that the date is made of; equal cells make equal dates.
        read: makes the date of the cells; None where they are silent.
        reference: gives the text of the date that relative ones hang on.
    """

    key: Callable[[Row], Hashable]
    read: Callable[[Any, Reading], DateValue | None]
    reference: Words | None = None


def compile_date(writing: Writing, key: str, given: Any, defaults: dict[str, Any]) -> DateExpression:
    """Compile a date.

    Args:
        writing: compiles words.
        key: where it stands in the mapping.
        given: a template or a table.
        defaults: options of the whole mapping.

    Raises:
        MappingError: it makes no sense.
    """
    table: dict[str, Any] = given if isinstance(given, dict) else {"text": given}
    known = set().union(*_FORMS, _OPTIONS, TEXT_KEYS)
    for name in table:
        if name not in known:
            raise writing.source.error(f"{key}.{name}", "is unknown in a date", did_you_mean(name, known))
    options = {**defaults, **{name: table[name] for name in _OPTIONS & set(table)}}
    change = reading_options(writing.source, key, options)
    reference = writing.words(f"{key}.reference", options["reference"]) if "reference" in options else None
    iso = bool(options.get("iso"))
    if "relative_to" in table and {"year", "from", "to"} & set(table):
        raise writing.source.error(
            f"{key}.relative_to", "goes with a date in words", 'such as text = "{when}"'
        )
    if "year" in table:
        return _from_parts(writing, key, table)
    if "from" in table or "to" in table:
        return _from_range(writing, key, table, change)
    get = writing.words(key, {name: item for name, item in table.items() if name in TEXT_KEYS})
    unknown = writing.columns.cleaning.is_unknown
    if "format" in table:
        return replace(_in_format(writing, key, table, get, change), reference=reference)
    if "precision" in table:
        raise writing.source.error(f"{key}.precision", "goes with from and to, or with the format wikidata")

    days = _means_the_day(writing, key, get, options.get("midnight"))

    def read(text: str, reading: Reading) -> DateValue | None:
        if not text.strip() or unknown(text):
            return None
        return _read(text, replace(reading, **change) if change else reading, iso=iso, days=days)

    if "relative_to" not in table:
        return DateExpression(get, read, reference)
    relation = writing.words(f"{key}.relative_to", table["relative_to"])
    return DateExpression(lambda row: (get(row), relation(row).strip()), _related(read, unknown), reference)


def _means_the_day(writing: Writing, key: str, get: Words, said: Any) -> bool:
    """Whether midnight stands for the day in a column: where the mapping does not say, by the first rows.

    Raises:
        MappingError: the mapping says something else.
    """
    if said is None:
        texts = (get(row).strip() for row in writing.columns.first)
        return not any(_TIME.search(text) and not _MIDNIGHT.search(text) for text in texts)
    if said not in ("day", "time"):
        raise writing.source.error(f"{key}.midnight", f"cannot be {said!r}", 'is "day" or "time"')
    return bool(said == "day")


def _related(
    read: Callable[[str, Reading], DateValue | None], unknown: Callable[[str], bool]
) -> Callable[[tuple[str, str], Reading], DateValue | None]:
    """Read dates that count from a record where a row names one and the words need it."""

    def read_related(cells: tuple[str, str], reading: Reading) -> DateValue | None:
        from claimtrack.model.decoding import decode_date

        text, relation = cells
        name = relation.partition(":")[2].strip() if ":" in relation else relation
        if not name or unknown(name):
            return read(text, reading)
        alone = read(text, replace(reading, reference=None))
        if alone is None or (alone and not alone.yearless):
            return alone
        value: DateValue = decode_date({"raw": text, "relative_to": relation}, reading)
        return value

    return read_related


def _in_format(
    writing: Writing, key: str, table: dict[str, Any], get: Words, change: dict[str, Any]
) -> DateExpression:
    from claimtrack.importers.mapping.date_formats import compile_format

    form = compile_format(writing.source, f"{key}.format", table["format"])
    precision = writing.words(f"{key}.precision", table.get("precision", ""))
    unknown = writing.columns.cleaning.is_unknown

    def read(cells: tuple[str, str], reading: Reading) -> DateValue | None:
        text, exact = cells
        if not text.strip() or unknown(text):
            return None
        return form(text, exact, replace(reading, **change) if change else reading)

    return DateExpression(lambda row: (get(row), precision(row)), read)


def _read(text: str, reading: Reading, *, iso: bool, days: bool = True) -> DateValue:
    from claimtrack.dates.records import recorded_date
    from claimtrack.model.decoding import decode_date

    value: DateValue = decode_date(text, reading)
    if not value or value.precision not in ("second", "minute", "hour", "day"):
        return value
    if days and _MIDNIGHT.search(text.strip()):
        value = recorded_date(str(value.earliest)) if iso else _with(value, str(value.earliest))
    return recorded_date(value.edtf) if iso and not value.readings else value


def _with(value: DateValue, edtf: str) -> DateValue:
    from claimtrack.dates.records import recorded_date

    return dataclasses.replace(recorded_date(edtf), raw=value.raw, rule="midnight means the day")


# --- year, month and day in columns of their own ----------------------------------------------


def _from_parts(writing: Writing, key: str, table: dict[str, Any]) -> DateExpression:
    getters = [
        writing.words(f"{key}.{name}", table.get(name, ""))
        for name in ("year", "month", "day", "circa", "about")
    ]
    unknown = writing.columns.cleaning.is_unknown

    def read(cells: tuple[str, ...], reading: Reading) -> DateValue | None:
        value = _of_parts(cells[:-1], unknown)
        about = cells[-1].strip()
        if about and not unknown(about) and (value is None or value.precision != "day"):
            said = _read(about, reading, iso=False)
            return said if _within(said, value) else value
        return value

    return DateExpression(lambda row: tuple(get(row) for get in getters), read)


def _within(said: DateValue, value: DateValue | None) -> bool:
    """Whether a date in words can be read, in one way, and lies within what the columns say."""
    if not said or said.readings or said.earliest is None or said.latest is None:
        return False
    if not value or value.earliest is None or value.latest is None:
        return True
    return bool(value.earliest <= said.earliest and said.latest <= value.latest)


def _of_parts(cells: tuple[str, ...], unknown: Callable[[str], bool]) -> DateValue | None:
    """Make a date of year, month and day, as exact as they are known."""
    from claimtrack.dates import DateValue

    year, month, day, circa = (cell.strip() for cell in cells)
    raw = "-".join(cell for cell in (year, month, day) if cell)
    known = [cell for cell in (year, month, day) if cell and cell.strip("0") and not unknown(cell)]
    if not year.strip("0") or unknown(year):
        return DateValue(raw, reason="the year is not known") if raw.strip("0-") else None
    if len(known) == 2 and known != [year, month]:
        known = [year]
    mark = "~" if circa and circa not in ("0", "no", "false") else ""
    try:
        edtf = "-".join(f"{int(cell):02d}" for cell in known) + mark
        return _written(raw, edtf)
    except (ValueError, ClaimtrackError):
        return DateValue(raw, reason="no day of the calendar")


# --- first and last day -----------------------------------------------------------------------


def _from_range(writing: Writing, key: str, table: dict[str, Any], change: dict[str, Any]) -> DateExpression:
    getters = [writing.words(f"{key}.{name}", table.get(name, "")) for name in ("from", "to", "precision")]
    given = table.get("precisions", {})
    if not isinstance(given, dict):
        raise writing.source.error(
            f"{key}.precisions", "must be a table", 'such as { 1 = "day", 4 = "month" }'
        )
    meanings = {str(code): meant for code, meant in given.items()}
    for code, meant in meanings.items():
        if meant not in PRECISIONS:
            raise writing.source.error(
                f"{key}.precisions.{code}", f"{meant!r} is no precision", did_you_mean(str(meant), PRECISIONS)
            )

    def read(cells: tuple[str, ...], reading: Reading) -> DateValue | None:
        from claimtrack.dates import DateValue

        first, last, code = (cell.strip() for cell in cells)
        if not first and not last:
            return None
        reading = replace(reading, **change) if change else reading
        ends = [_read(text, reading, iso=False) if text else None for text in (first, last)]
        raw = _raw(first, last, code if meanings else "")
        bad = next((end for end in ends if end is not None and (not end or end.readings)), None)
        if bad is not None:
            return dataclasses.replace(bad, raw=raw) if bad else DateValue(raw, reason=bad.reason)
        if code and meanings and code not in meanings:
            return DateValue(raw, reason=f"the mapping does not say what precision {code!r} means")
        days = [str(end.earliest) if end is not None else "" for end in ends]
        try:
            return _written(
                raw, _edtf(days[0] or days[1], days[1] or days[0], meanings.get(code, "interval"))
            )
        except ClaimtrackError as error:
            return DateValue(raw, reason=error.message)

    return DateExpression(lambda row: tuple(get(row) for get in getters), read)


def _raw(first: str, last: str, code: str) -> str:
    """Write the cells as one text that loses nothing of them."""
    both = first if last in ("", first) else f"{first}/{last}" if first else last
    return f"{both} (precision {code})" if code else both


def _edtf(first: str, last: str, precision: str) -> str:
    """Write a range of days in the precision that is known of it: never a day more exact."""
    cut = {"month": 7, "year": 4}.get(precision)
    if cut and _PARTS.fullmatch(first) and _PARTS.fullmatch(last):
        first, last = first[:cut], last[:cut]
    mark = "~" if precision == "about" else ""
    return f"{first}{mark}" if first == last else f"{first}{mark}/{last}{mark}"


def _written(raw: str, edtf: str) -> DateValue:
    """Make the date of an EDTF text, with the cells it was made of."""
    from claimtrack.dates.records import recorded_date

    value = recorded_date(edtf)
    return value if raw == edtf else dataclasses.replace(value, raw=raw, rule="columns of a table")
