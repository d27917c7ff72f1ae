"""Dates and values of an import: equal cells, read against the same dates, are read once; and the records dates count from."""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from claimtrack.dates.related import ANCHORS
from claimtrack.intake.rules import (
    RefusedError,
    check_storable,
    date_doubts,
    said_after_published,
    said_before_it_happened,
    value_doubts,
)
from claimtrack.model import Value
from claimtrack.model.codec import key_of
from claimtrack.model.decoding import Reading, RejectedAttributeError, with_own
from claimtrack.model.identity import canonical_json, said_date, said_value
from claimtrack.store.reader import builtin_fields
from claimtrack.store.unchanged_rows import RELEASED
from claimtrack.store.writer import value_cells
from claimtrack.values.answers import Unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from claimtrack.dates import DateValue
    from claimtrack.importers.mapping.answers import AnswerExpression
    from claimtrack.importers.mapping.cells import Row
    from claimtrack.importers.mapping.dates import DateExpression
    from claimtrack.intake.known import Entry, Known
    from claimtrack.intake.rules import Doubt
    from claimtrack.model import Field
    from claimtrack.store.staging import Staging

_REMEMBERED = 200_000  # readings of cells kept at a time


class Said(Struct, frozen=True):
    """A date as it goes into assertions.

    Attributes:
        n: its number in the side database.
        json: what identifies it.
        value: the date, for checks.
        doubts: what should be looked at.
    """

    n: int | None
    json: str
    value: DateValue | None
    doubts: tuple[Doubt, ...] = ()


class Answers(Struct, frozen=True):
    """The values of an assertion: their number in the side database, what identifies them, what to look at."""

    n: int | None
    json: str
    doubts: tuple[Doubt, ...]


SILENT = Said(None, "", None)
NO_ANSWERS = Answers(None, "", ())


def parted(relation: str) -> tuple[str, str]:
    """Return the kind and the name of the record that a date counts from.

    Raises:
        RejectedAttributeError: it is neither an event, nor an assertion, nor a document.
    """
    kind, _, name = (part.strip() for part in relation.partition(":"))
    if kind not in ANCHORS or not name:
        raise RejectedAttributeError(
            f"relative_to: {relation!r} is not event:KEY, assertion:REF or document:KEY"
        )
    return kind, name


class Anchors:
    """Finds what the dates of one import count from.

    Args:
        known: what the case file holds.

    Attributes:
        lines: where the rows stand that are being read.
    """

    def __init__(self, known: Known) -> None:
        self.lines: tuple[int, int] = (0, 0)
        self._known = known
        self._awaited: dict[tuple[str, str], tuple[int, int]] = {}

    def find(self, relation: str) -> tuple[str, Any]:
        """Return a record as the file calls it, and its date; one that the table is yet to make has none so far.

        Raises:
            RejectedAttributeError: there is no such record.
        """
        kind, name = parted(relation)
        record = self._known.held(kind, self._known.id_of(name) if kind == "assertion" else name)
        if record is not None:
            return f"{kind}:{key_of(record)}", getattr(record, ANCHORS[kind])
        if kind == "assertion":
            raise RejectedAttributeError(f"relative_to: there is no assertion {name!r} in the case file")
        self._awaited.setdefault((kind, name), self.lines)
        return f"{kind}:{name}", None

    def lost(self, staging: Staging) -> list[str]:
        """Return what neither the file nor the table has, each with the rows that name it."""
        return [
            f"lines {first} to {last}: relative_to: there is no {kind} {name!r}"
            for (kind, name), (first, last) in self._awaited.items()
            if not staging.defines(kind, name)
        ]


class Readings:
    """Reads the dates and values of one import.

    Args:
        staging: takes sets of values and the fields they answer.
        fields: gives a field of the case file or of the mapping by its key.
        anchors: finds the records that dates count from.
        order: the order that numeric dates of the file are evidently in, where neither mapping nor claimant says one.
        published: when the release was published, in EDTF, by which at the latest its claims had been made; empty where
            that is not told.

    Attributes:
        plain: what dates are read against that nobody's habits touch.
        unsaid: when claims were made at the latest that have no date of their own.
    """

    def __init__(
        self,
        staging: Staging,
        fields: Callable[[str], Field | None],
        anchors: Anchors,
        order: str = "",
        published: str = "",
    ) -> None:
        self._order = order
        self._anchors = anchors
        self.unsaid = _by_then(staging, published) if published else SILENT
        self.plain = Reading(order=order or None, anchor=anchors.find)
        self._staging = staging
        self._fields = fields
        self._dates: dict[Any, Said] = {}
        self._answers: dict[Any, Answers] = {}
        self._contexts: dict[Any, Reading] = {}

    def type_of(self, key: str) -> str:
        """Return the type of a field."""
        found = self._fields(key)
        return found.type if found else "text"

    def against(self, speaker: Entry | None, document: Entry | None, language: str) -> Reading:
        """Return what dates and values are read against, as `batch` does: habits of the claimant, date of the document."""
        plain = not language and (document is None or document.plain)
        if plain and speaker is not None and speaker.reading is not None:
            return speaker.reading
        habits = speaker.habits if speaker else ("", "", "", "")
        reference = document.reference if document else None
        spoken = document.language if document else ""
        about = (habits, reference, spoken, language)
        found = self._contexts.get(about)
        if found is None:
            order, calendar, zone, own = habits
            found = self._contexts[about] = Reading(
                reference=reference,
                languages=with_own((language, spoken, own)),
                order=order or self._order or None,
                calendar=calendar or None,
                zone=zone or None,
                field_type=self.type_of,
                anchor=self._anchors.find,
            )
        if plain and speaker is not None:
            speaker.reading = found
        return found

    def each_against(
        self, speakers: list[Entry], documents: Sequence[Entry | None], languages: list[str] | None
    ) -> list[Reading]:
        """Return what the dates and values of several assertions are read against."""
        return [
            speaker.reading
            if speaker.reading is not None and not language and (document is None or document.plain)
            else self.against(speaker, document, language)
            for speaker, document, language in zip(speakers, documents, languages or repeat(""), strict=False)
        ]

    def date(self, expression: DateExpression, row: Row, reading: Reading) -> DateValue | None:
        """Read a date of a row; None where the cells are silent.

        Raises:
            RefusedError: no case file can store what the cells say.
        """
        if expression.reference is not None and (text := expression.reference(row)).strip():
            from claimtrack.dates import read_date

            reading = replace(reading, reference=read_date(text, order=reading.order) or reading.reference)  # type: ignore[arg-type]
        try:
            return expression.read(expression.key(row), reading)
        except RejectedAttributeError as error:
            raise RefusedError(str(error)) from None

    def said(
        self, number: int, expression: DateExpression, rows: list[Row], against: list[Reading]
    ) -> list[Said]:
        """Read the dates of a claim in several rows.

        Args:
            number: of the claim in the mapping.
            expression: the date.
            rows: the rows.
            against: what each is read against.
        """
        keys: list[Any] = list(zip(map(expression.key, rows), map(id, against), strict=True))
        if expression.reference is not None:
            keys = list(zip(keys, map(expression.reference, rows), strict=True))
        found = list(map(self._dates.get, [(number, key) for key in keys]))
        for place, said in enumerate(found):
            if said is None:
                about = (number, keys[place])
                found[place] = self._dates.get(about) or self._say(
                    about, expression, rows[place], against[place]
                )
        return found  # type: ignore[return-value]  # the gaps are filled

    def _say(self, about: Any, expression: DateExpression, row: Row, reading: Reading) -> Said:
        value = self.date(expression, row, reading)
        said = SILENT
        if value is not None:
            json = f',"said":{canonical_json(said_date(value))}'
            said = Said(self._staging.day(value), json, value, date_doubts(value, "dates"))
        if len(self._dates) >= _REMEMBERED:
            self._dates.clear()
        self._dates[about] = said
        return said

    def answers(
        self,
        number: int,
        expressions: tuple[AnswerExpression, ...],
        rows: list[Row],
        against: list[Reading],
        said: list[Said],
    ) -> list[Answers]:
        """Read the values of a claim in several rows.

        Args:
            number: of the claim in the mapping.
            expressions: the values.
            rows: the rows.
            against: what each is read against.
            said: when each was said, by which dates among the values are placed.
        """
        cells = list(zip(*(map(item.key, rows) for item in expressions), strict=True))
        dated = any(self.type_of(item.field) == "date" for item in expressions)
        when = [item.n for item in said] if dated else [None] * len(rows)
        keys = list(zip([number] * len(rows), cells, map(id, against), when, strict=True))
        found = list(map(self._answers.get, keys))
        for place, answers in enumerate(found):
            if answers is None:
                key = keys[place]
                made = self._answers.get(key)
                if made is None:
                    if len(self._answers) >= _REMEMBERED:
                        self._answers.clear()
                    made = self._read_answers(expressions, cells[place], against[place], said[place].value)
                    self._answers[key] = made
                found[place] = made
        return found  # type: ignore[return-value]  # the gaps are filled

    def _read_answers(
        self,
        expressions: tuple[AnswerExpression, ...],
        keys: tuple[Any, ...],
        reading: Reading,
        said: DateValue | None,
    ) -> Answers:
        reading = replace(reading, reference=said) if said and not said.yearless else reading
        values: set[Value] = set()
        for expression, key in zip(expressions, keys, strict=True):
            for part in expression.parts(key):
                if (read := _answer(expression, part, reading)) is not None:
                    values.add(
                        Value(
                            field=expression.field,
                            raw=read[0],
                            negative=expression.negative,
                            read=read[1],
                            hedge=expression.hedge(part),
                        )
                    )
        if not values:
            return NO_ANSWERS
        for value in values:
            check_storable(value.raw)
        ordered = sorted(values, key=lambda value: (value.field, value.negative, value.raw))
        json = f',"values":{canonical_json(sorted(said_value(value) for value in ordered))}'
        doubts = tuple(doubt for value in ordered for doubt in value_doubts(value))
        rows = [(self.field(value.field), *value_cells(value)) for value in ordered]
        return Answers(self._staging.answers(rows), json, doubts)

    def told(self, expression: AnswerExpression, cells: Any) -> str:
        """Return what cells answer, as it is written; empty where they are silent, or say that it is not known."""
        reading = self.against(None, None, "")
        answers = (_answer(expression, part, reading) for part in expression.parts(cells))
        return ", ".join(raw for raw, value in filter(None, answers) if not isinstance(value, Unknown))

    def field(self, key: str) -> int:
        """Return the number of a field in the side database, staging it where it is met first."""
        return self._staging.field(self._fields(key) or builtin_fields()[key])


def _answer(expression: AnswerExpression, part: Any, reading: Reading) -> tuple[str, Any] | None:
    """Read one answer; None where the cells are silent.

    Raises:
        RefusedError: it counts from a record that there is not.
    """
    try:
        return expression.read(part, reading)
    except RejectedAttributeError as error:
        raise RefusedError(str(error)) from None


def _by_then(staging: Staging, published: str) -> Said:
    """Return a date that says "by the release at the latest"."""
    from claimtrack.dates.records import by_then

    value = by_then(published, RELEASED)
    return Said(staging.day(value), f',"said":{canonical_json(said_date(value))}', value)


def doubts_of(
    said: list[Said],
    answers: list[Answers],
    events: list[Entry],
    documents: Sequence[Entry | None],
) -> list[tuple[int, tuple[Doubt, ...]]]:
    """Return what should be looked at of assertions, by their number; see `rules`."""
    found: list[tuple[int, tuple[Doubt, ...]]] = []
    for n, (date, values, event, document) in enumerate(zip(said, answers, events, documents, strict=True)):
        doubts = date.doubts + values.doubts
        if date.value is not None and (
            event.occurred is not None or (document is not None and document.published)
        ):
            if document is not None and said_after_published(date.value, document.published):
                published = f"{date.value}, published {document.published}"
                doubts += (("said after its document was published", published),)
            if said_before_it_happened(date.value, event.occurred):
                doubts += (("said before it happened", f"{date.value}, and it happened {event.occurred}"),)
        if doubts:
            found.append((n, doubts))
    return found
