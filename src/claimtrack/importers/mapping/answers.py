"""Values: the answers of a claim, from one cell or several.

    killed = "{best}"
    killed = { low = "{low}", best = "{best}", high = "{high}" }      one count with its bounds
    place = { name = "{city}", lat = "{latitude}", lon = "{longitude}", radius_km = "{radius}" }    or radius_km = "area"
    perpetrator = ["{gname}", "{gname2}"]                             several answers
    perpetrator = { text = "{accused}", split = ", " }                 several in one cell
    weapon = { text = "{weapon}", not = true }                        "not this"
    perpetrator = { text = "{group}", hedge = "alleged" }             hedged by itself
    occurred = { year = …, month = …, day = … }                       any date, see `dates`
    happened = { text = "{claimed}", map = { 1 = "yes", 0 = "no" } }

What the mapping lists as `unknown` becomes the answer *unknown*; an empty cell is no answer; 0 is nought.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from claimtrack.errors import ClaimtrackError
from claimtrack.importers.mapping.date_options import reading_options
from claimtrack.importers.mapping.dates import compile_date
from claimtrack.importers.mapping.words import AS_IT_IS, TEXT_KEYS, items_of
from claimtrack.wording import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from claimtrack.importers.mapping.cells import Row
    from claimtrack.importers.mapping.words import Words, Writing
    from claimtrack.model.decoding import Reading
    from claimtrack.values import TypedValue

AREA = "area"
"""Stands for a radius where a point is only the middle of a larger place."""
_BOUNDS = {"low", "best", "high"}
_POINT = {"name", "lat", "lon", "radius_km"}
_DATE = {"year", "month", "day", "circa", "about", "from", "to", "precision", "precisions", "iso", "format"}
_PLAIN = {*TEXT_KEYS, "language", "order", "zone", "calendar", "reference", "relative_to"}


class AnswerExpression(Struct, frozen=True):
    """An answer of a mapping.

    Attributes:
        field: key of the field answered.
        negative: the answer is "not this".
        hedge: gives of the cells how firmly the answer is passed on, where that differs from the whole.
        key: gives, for a row, the cells that the answer is made of; equal cells make equal answers.
        read: makes of the cells the raw text and what it says; None where they are silent.
        parts: gives the answers that one cell holds, each to be read by itself.
    """

    field: str
    negative: bool
    key: Callable[[Row], Hashable]
    read: Callable[[Any, Reading], tuple[str, TypedValue] | None]
    hedge: Callable[[Any], str] = lambda _cells: ""
    parts: Callable[[Any], Iterable[Any]] = lambda cells: (cells,)


def compile_answers(
    writing: Writing, key: str, field: str, field_type: str, given: Any, defaults: dict[str, Any]
) -> list[AnswerExpression]:
    """Compile the answers to a field.

    Raises:
        MappingError: they make no sense.
    """
    if isinstance(given, list):
        return [
            expression
            for item in given
            for expression in compile_answers(writing, key, field, field_type, item, defaults)
        ]
    table: dict[str, Any] = dict(given) if isinstance(given, dict) else {"text": given}
    if "lookup" in table:
        table.setdefault("otherwise", AS_IT_IS)  # an answer is not lost for want of its code
    negative, hedge = bool(table.pop("not", False)), table.pop("hedge", "")
    if "split" in table:
        one = _several(writing, key, field, field_type, table, defaults)
        return [_hedged(writing, key, replace(one, negative=negative), hedge)]
    known = _PLAIN | _BOUNDS | _POINT | _DATE | {"not", "hedge"}
    for name in table:
        if name not in known:
            raise writing.source.error(f"{key}.{name}", "is unknown in a value", did_you_mean(name, known))
    if _BOUNDS & set(table):
        get, read = _count(writing, key, field_type, table)
    elif {"lat", "lon", "name"} & set(table):
        get, read = _place(writing, key, field_type, table)
    elif field_type == "date":
        get, read = _date(writing, key, table, defaults)
    elif "relative_to" in table:
        raise writing.source.error(f"{key}.relative_to", f"is for dates; the field is a {field_type}")
    else:
        get, read = _plain(writing, key, field, field_type, table, defaults)
    return [_hedged(writing, key, AnswerExpression(field, negative, get, read), hedge)]


def _hedged(writing: Writing, key: str, one: AnswerExpression, given: Any) -> AnswerExpression:
    """Hedge an answer: by a word of the mapping, or by what a column says."""
    if not given:
        return one
    if isinstance(given, str) and "{" not in given:
        word = _hedge(writing, key, given)
        return replace(one, hedge=lambda _cells: word)
    get = writing.words(f"{key}.hedge", given)
    return replace(
        one,
        key=lambda row: (one.key(row), get(row).strip()),
        parts=lambda cells: [(part, cells[1]) for part in one.parts(cells[0])],
        read=lambda part, reading: one.read(part[0], reading),
        hedge=lambda part: _hedge(writing, key, part[1]),
    )


def _hedge(writing: Writing, key: str, word: str) -> str:
    from claimtrack.vocab import load_vocabulary

    try:
        return load_vocabulary("hedge").resolve(word) if word else ""
    except ClaimtrackError as error:
        raise writing.source.error(f"{key}.hedge", error.message, error.hint) from None


def _several(
    writing: Writing,
    key: str,
    field: str,
    field_type: str,
    table: dict[str, Any],
    defaults: dict[str, Any],
) -> AnswerExpression:
    """Compile the answers of a cell that holds a list."""
    cell, meant = writing.listed(key, table)
    done = {"split", *TEXT_KEYS} - {"text"}  # with each item
    plain = {name: item for name, item in table.items() if name not in done}
    (one,) = compile_answers(writing, key, field, field_type, plain, defaults)
    separator = table["split"]
    return replace(
        one,
        key=cell,
        parts=lambda text: [meant(item) for item in items_of(text, separator)],
    )


_Compiled = tuple["Callable[[Row], Hashable]", "Callable[[Any, Reading], tuple[str, TypedValue] | None]"]


def _plain(
    writing: Writing, key: str, field: str, field_type: str, table: dict[str, Any], defaults: dict[str, Any]
) -> _Compiled:
    from claimtrack.model.decoding import read_answer
    from claimtrack.values.answers import Unknown

    options = dict(defaults)
    options.update({name: table[name] for name in ("language", "order", "zone", "calendar") if name in table})
    change = reading_options(writing.source, key, options)
    get = writing.words(key, {name: item for name, item in table.items() if name in TEXT_KEYS})
    unknown = writing.columns.cleaning.is_unknown

    def read(text: str, reading: Reading) -> tuple[str, TypedValue] | None:
        if not text.strip():
            return None
        if unknown(text):
            return text, Unknown(text)
        return text, read_answer(text, field_type, replace(reading, **change) if change else reading, field)

    return get, read


def _date(writing: Writing, key: str, table: dict[str, Any], defaults: dict[str, Any]) -> _Compiled:
    from claimtrack.values.answers import Unknown, Unreadable

    expression = compile_date(writing, key, table, defaults)
    unknown = writing.columns.cleaning.is_unknown

    def read(cells: Any, reading: Reading) -> tuple[str, TypedValue] | None:
        text = cells[0] if "relative_to" in table else cells
        if isinstance(text, str) and text.strip() and unknown(text):
            return text, Unknown(text)
        value = expression.read(cells, reading)
        if value is None:
            return None
        if not value and not value.relative_to:
            return value.raw, Unreadable(value.raw, value.reason or "no date in it")
        return value.raw, value

    reference = expression.reference
    if reference is None:
        return expression.key, read

    def read_against(cells: Any, reading: Reading) -> tuple[str, TypedValue] | None:
        from claimtrack.dates import read_date

        own, text = cells
        anchor = read_date(text, order=reading.order) if text.strip() else None  # type: ignore[arg-type]
        return read(own, replace(reading, reference=anchor) if anchor else reading)

    return lambda row: (expression.key(row), reference(row)), read_against


def _count(writing: Writing, key: str, field_type: str, table: dict[str, Any]) -> _Compiled:
    if field_type != "count":
        raise writing.source.error(key, f"low and high make a count; the field is a {field_type}")
    getters: list[Words] = [
        writing.words(f"{key}.{name}", table.get(name, "")) for name in ("low", "best", "high")
    ]
    unknown = writing.columns.cleaning.is_unknown

    def read(cells: tuple[str, ...], reading: Reading) -> tuple[str, TypedValue] | None:
        return read_bounds(tuple("" if unknown(cell) else cell.strip() for cell in cells), cells, reading)

    low, best, high = getters
    return lambda row: (low(row), best(row), high(row)), read


def read_bounds(
    cells: tuple[str, ...], written: tuple[str, ...], reading: Reading
) -> tuple[str, TypedValue] | None:
    """Read a low, a best and a high estimate as one count.

    Args:
        cells: the three, trimmed, empty where the data are silent or do not know.
        written: the three as they stand.
        reading: what languages the figures are in.
    """
    from claimtrack.model.decoding import read_answer
    from claimtrack.values import Count
    from claimtrack.values.answers import Unknown, Unreadable

    low, best, high = cells
    if not (low or best or high):
        raw = next((cell for cell in written if cell.strip()), "")
        return (raw, Unknown(raw)) if raw else None
    raw = _figures(low, best, high)
    counts = [read_answer(cell, "count", reading) if cell else None for cell in cells]
    for count in counts:
        if count is not None and not isinstance(count, Count):
            return raw, Unreadable(raw, getattr(count, "reason", "no number"))
    least, middle, most = counts
    try:
        made = Count(
            least.low
            if isinstance(least, Count)
            else middle.low
            if isinstance(middle, Count) and not high
            else 0,
            most.high
            if isinstance(most, Count)
            else middle.high
            if isinstance(middle, Count) and not low
            else None,
            middle.low if isinstance(middle, Count) and (low or high) and middle.exact else None,
            approximate=any(isinstance(count, Count) and count.approximate for count in counts),
            vague=any(isinstance(count, Count) and count.vague for count in counts),
            raw=raw,
        )
    except ClaimtrackError as error:
        return raw, Unreadable(raw, error.message)
    if made.low == made.high == made.best:
        made = replace(made, best=None)
    return raw, made


def _figures(low: str, best: str, high: str) -> str:
    """Write the figures as one text that reads as the same count."""
    if best:
        if (not low and not high) or low == best == high:
            return best
        return f"{best} [{low}, {high}]"
    if low and high:
        return low if low == high else f"{low}-{high}"
    return f"at least {low}" if low else f"at most {high}"


def _place(writing: Writing, key: str, field_type: str, table: dict[str, Any]) -> _Compiled:
    if field_type != "place":
        raise writing.source.error(key, f"lat and lon make a place; the field is a {field_type}")
    getters = [
        writing.words(f"{key}.{name}", table.get(name, "")) for name in ("name", "lat", "lon", "radius_km")
    ]
    unknown = writing.columns.cleaning.is_unknown

    def read(cells: tuple[str, ...], _reading: Reading) -> tuple[str, TypedValue] | None:
        from claimtrack.values import Place, read_value
        from claimtrack.values.answers import Unreadable

        text = place_text(*("" if unknown(cell) else cell.strip() for cell in cells))
        if not text:
            return None
        place = read_value(text, "place")
        if isinstance(text, Pointed) and isinstance(place, Place) and place.lat is None:
            return text, Unreadable(text, f"{text.point!r} is no point")
        return text, place

    return lambda row: tuple(get(row) for get in getters), read


class Pointed(str):
    """The text of a place that was given as a point, besides its name."""

    __slots__ = ("point",)
    point: str


def place_text(name: str, lat: str, lon: str, radius: str) -> str:
    """Write a place as one text: `name (lat, lon ±25 km)`.

    The radius may be the word `area`: the point then stands for a whole district or country, and is no place. Half of a
    point is no point either, and is kept as written.
    """
    point = ", ".join(filter(None, (lat, lon)))
    if not point or radius.strip().casefold() == AREA:
        return name
    point += f" ±{radius} km" if lat and lon and radius.strip("0.") else ""
    pointed = Pointed(f"{name} ({point})" if name else point)
    pointed.point = point
    return pointed
