"""The flat table: one assertion a row, with names for references and a column for each field answered.

An answer has its raw text in the column of its field; what it was read as stands in `<field>_read`: counts as
"3", "2 to 5" or "at least 3" (which the reader of counts reads back, and no spreadsheet takes for a date), dates as
EDTF. "Not this" stands in `<field>_not`. Several answers stand on lines of their own.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeVar

from claimtrack.exporters.content import note_left_out
from claimtrack.exporters.losses import rest
from claimtrack.model import (
    Assessment,
    Claimant,
    Correction,
    Document,
    Event,
    Evidence,
    Field,
    Inquiry,
    Link,
)
from claimtrack.model.draft import FLAT_ID
from claimtrack.values import Count, OneOf, Party, Text, Unknown, Unreadable, YesNo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from claimtrack.dates import DateValue
    from claimtrack.exporters.content import Content, UsedField
    from claimtrack.exporters.losses import Losses
    from claimtrack.model import Record, Value
    from claimtrack.model.assertion_columns import AssertionColumns
    from claimtrack.values import TypedValue

    _Answers: TypeAlias = defaultdict[tuple[str, bool], defaultdict[int, list[Value]]]

_T = TypeVar("_T")


def date_text(date: DateValue | None) -> str:
    """Write a date as it was read, in all its readings, or as it was written where it could not be."""
    return date.edtf_any or date.raw if date is not None else ""


def _raw(date: DateValue | None) -> str:
    return date.raw if date is not None else ""


def _edtf(date: DateValue | None) -> str:
    return date.edtf_any if date is not None else ""


# The columns that every row has: what each holds of an assertion and of what it names, and how that is written as text.
_FIXED: Final[dict[str, tuple[str, Callable[[Any], str] | None]]] = {
    FLAT_ID: ("id", None),
    "label": ("label", None),
    "event": ("event.title", None),
    "event_key": ("event", None),
    "event_proposition": ("event.proposition", None),
    "event_date": ("event.occurred", date_text),
    "event_place": ("event.place", lambda place: str(place or "")),
    "event_tags": ("event.tags", ", ".join),
    "claimant": ("speaker.name", None),
    "claimant_key": ("claimant", None),
    "claimant_part_of": ("speaker.part_of", None),
    "stance": ("stance", None),
    "hedge": ("hedge", None),
    "said": ("said", _raw),
    "said_read": ("said", _edtf),
    "text": ("text", None),
    "quote": ("quote", None),
    "language": ("language", None),
    "translation": ("translation", None),
    "spokesperson": ("spokesperson", None),
    "source": ("source.url", None),
    "source_key": ("document", None),
    "source_title": ("source.title", None),
    "source_publisher": ("publisher.name", None),
    "source_published": ("source.published", date_text),
    "source_derived_from": ("source.derived_from", None),
    "source_archive": ("source.archive_url", None),
    "locator": ("locator", None),
    "note": ("note", None),
    "recorded": ("recorded", None),
}
COLUMNS: Final = (*_FIXED, "links", "evidence")

_READ_TYPES = ("count", "date", "yes_no")  # a text, a party and a place are read as what they say

_HELD: dict[type[Record], tuple[str, ...]] = {
    Claimant: ("key", "name", "part_of"),
    Document: ("key", "title", "url", "publisher", "published", "derived_from", "archive_url"),
    Event: ("key", "title", "proposition", "occurred", "place", "tags"),
    Evidence: ("key", "title", "url", "bears_on"),
}


def field_columns(used: Iterable[UsedField]) -> list[tuple[str, str, str]]:
    """Name the columns of fields: (column, field key, part), the part being raw, not or read."""
    columns = []
    for item in used:
        key = item.field.key
        name = key if key not in COLUMNS else f"{key} (field)"
        columns.append((name, key, "raw"))
        if item.negated:
            columns.append((f"{name}_not", key, "not"))
        if item.field.type in _READ_TYPES:
            columns.append((f"{name}_read", key, "read"))
    return columns


class FlatTable:
    """The flat table of some content.

    Args:
        content: the records.
        losses: is told what the table cannot hold.

    Attributes:
        header: the names of the columns.
    """

    def __init__(self, content: Content, losses: Losses) -> None:
        self._content, self._losses = content, losses
        self._fields = field_columns(content.used_fields())
        self.header = [*COLUMNS, *(name for name, _, _ in self._fields)]

    def batches(self) -> Iterator[list[Sequence[str]]]:
        """Stream the rows, many at a time and column by column."""
        for batch in flat_batches(self._content, self._losses):
            yield [*batch.fixed(), *(batch.texts(key, part, self._losses) for _, key, part in self._fields)]

    def rows(self) -> Iterator[tuple[str, ...]]:
        """Stream the rows."""
        for columns in self.batches():
            yield from zip(*columns, strict=True)


class FlatBatch:
    """Some rows of the flat table.

    Args:
        content: the records.
        batch: the assertions, with what they name.
    """

    def __init__(self, content: Content, batch: AssertionColumns) -> None:
        self._content, self._columns, self.ids = content, batch.columns, batch.columns["id"]
        self._answers: _Answers = defaultdict(lambda: defaultdict(list))
        for row, values in enumerate(batch.values):
            for value in values:
                self._answers[value.field, value.negative][row].append(value)

    def fixed(self) -> list[Sequence[str]]:
        """Return the columns that every row has."""
        written: list[Sequence[str]] = [
            self._columns[name] if write is None else each_once(write, self._columns[name])
            for name, write in _FIXED.values()
        ]
        return [*written, *map(self._joined, (self._links(), self._evidence()))]

    def said(self) -> Sequence[DateValue | None]:
        """Return when each was said."""
        return self._columns["said"]

    def answers(self, key: str, *, negative: bool) -> Mapping[int, list[Value]]:
        """Return the answers to a field, or those that say "not this", by row."""
        return self._answers.get((key, negative), {})

    def texts(self, key: str, part: str, losses: Losses) -> list[str]:
        """Return the column of a part of a field: raw, not or read."""
        cells = [""] * len(self.ids)
        for row, values in self.answers(key, negative=part == "not").items():
            if part == "read":
                cells[row] = "\n".join(text for value in values if (text := read_text(value.read)))
            else:
                _note_answers(self.ids[row], key, values, losses)
                cells[row] = "\n".join([value.raw for value in values])
        return cells

    def _joined(self, lines: Mapping[str, list[str]]) -> list[str]:
        return ["\n".join(lines.get(id_, ())) for id_ in self.ids] if lines else [""] * len(self.ids)

    def _links(self) -> dict[str, list[str]]:
        """Return the links from each, as lines."""
        lines: dict[str, list[str]] = {}
        labels = self._content.labels()
        for link in self._content.links_from(self.ids):
            scope = f" [{', '.join(link.fields)}]" if link.fields else ""
            line = f"{link.kind} {labels.get(link.target, link.target)}{scope}"
            lines.setdefault(link.source, []).append(line)
        return lines

    def _evidence(self) -> dict[str, list[str]]:
        """Return the evidence on each, as lines."""
        lines: dict[str, list[str]] = {}
        for item in self._content.evidence_on(self.ids):
            place = f" ({item.url})" if item.url else ""
            for bearing in item.bears_on:
                lines.setdefault(bearing.assertion, []).append(f"{bearing.role}: {item.title}{place}")
        return lines


def each_once(make: Callable[[Any], _T], items: Sequence[Any]) -> list[_T]:
    """Return what is made of each item, made but once of what stands there several times."""
    places = [*map(id, items)]
    made = {place: make(item) for place, item in dict(zip(places, items, strict=True)).items()}
    return [*map(made.__getitem__, places)]


def flat_batches(content: Content, losses: Losses) -> Iterator[FlatBatch]:
    """Stream the rows of the flat table, many at a time; tell what the columns of their dates leave out."""
    for batch in content.assertion_columns():
        rows = FlatBatch(content, batch)
        for id_, inferred in zip(rows.ids, each_once(_is_inferred, rows.said()), strict=True):
            if inferred:
                losses.add("assertion: basis of an inferred date", id_)
        yield rows


def _is_inferred(date: DateValue | None) -> bool:
    return bool(date and date.basis)


def _note_answers(assertion: str, key: str, values: Sequence[Value], losses: Losses) -> None:
    """Tell what the cell of some answers leaves out."""
    for value in values:
        if value.hedge:
            losses.add(f"hedge of an answer ({value.hedge})", f"{assertion}: {key}")
    if len(values) > 1 and any("\n" in value.raw for value in values):
        losses.add(
            "several answers to one field, with line breaks in them: where one ends cannot be told", assertion
        )


def read_text(read: TypedValue) -> str:
    """Write what an answer was read as; empty where that is its text or nothing."""
    match read:
        case Count():
            return count_text(read)
        case YesNo():
            return "yes" if read.yes else "no"
        case OneOf():
            options = [read_text(option) for option in read.options]
            return " | ".join(options) if all(options) else ""
        case Unknown():
            return "unknown"
        case Unreadable() | Text() | Party():
            return ""
        case _:
            return getattr(read, "edtf_any", "") or str(read)


def count_text(count: Count) -> str:
    """Write a count in a form that `claimtrack.values.read_count` reads back: 3, 2 to 5, at least 3, about 3 [2, 5]."""
    if count.high is None or count.low == count.high or count.best is not None or count.near is not None:
        return str(count)
    if count.parts:
        return str(count).replace(str(count.whole), count_text(count.whole), 1)
    about = "about " if count.approximate or count.vague else ""
    return f"{about}{count.low} to {count.high}"


def note_losses(content: Content, losses: Losses) -> None:
    """Tell of everything that the flat table has no cell for."""
    for cls, held in _HELD.items():
        if cls is not Evidence:
            for key in content.unnamed(cls):
                losses.add(f"{cls.__name__.lower()} that no assertion names", key)
        written = [name for name in ("occurred", "published") if name in held]
        for record in content.saying(cls, [*rest(cls, held), *written]):
            losses.add_rest(record, held)
            losses.add_written(record, *written)
    for field in content.each(Field):
        losses.add_rest(field, ("key", "type"))
    for link in content.each(Link):
        losses.add_rest(link, ("kind", "source", "target", "fields"))
    note_left_out(content, losses, Assessment, Inquiry, Correction)
