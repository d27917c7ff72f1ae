"""Rows into staged records: what a mapping's plan says of each row, read, checked and identified.

The same checks speak here as in `batch` (terms, references, characters, what dates are read against); what differs is
the mechanism. A batch decodes each record as an object; here equal cells are read once, and what identifies an
assertion is put together as the canonical JSON that `model.identity` would write of it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from json.encoder import encode_basestring as quoted
from typing import TYPE_CHECKING, Any, NamedTuple

from claimtrack.casefile.doubts import certainly_after
from claimtrack.casefile.meant import Entry, Naming, RejectedRowError, decoded, derived_key
from claimtrack.errors import ClaimtrackError
from claimtrack.model import Value
from claimtrack.model.codec import Reading
from claimtrack.model.draft import Position
from claimtrack.model.identity import DIGEST_BYTES, canonical_json, said_value
from claimtrack.store.columns import date_cells, to_row
from claimtrack.store.reader import builtin_fields
from claimtrack.store.staging import BUCKET
from claimtrack.store.writer import value_cells
from claimtrack.vocab import load_vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from claimtrack.casefile.tally import ImportReport
    from claimtrack.dates import DateValue
    from claimtrack.importers.mapping.cells import Row
    from claimtrack.importers.mapping.dates import DateExpression
    from claimtrack.importers.mapping.plan import (
        AssessmentPlan,
        ClaimantPlan,
        ClaimPlan,
        DocumentPlan,
        EvidencePlan,
        Plan,
    )
    from claimtrack.model import Field
    from claimtrack.store.staging import Staging

SKIP = "skip"
"""A stance in a value map that means: this row makes no such claim."""

_REMEMBERED = 200_000  # readings of cells kept at a time
_NO_DATE = (None, None, None, None)


@dataclass(frozen=True, slots=True)
class Said:
    """A date as it goes into assertions: what identifies it, its columns, and the value for checks."""

    n: int
    json: str
    cells: tuple[Any, ...]
    value: DateValue | None


_SILENT = Said(0, "", _NO_DATE, None)


@dataclass(frozen=True, slots=True)
class Answers:
    """The values of an assertion: their number in the side database, what identifies them, what was not read."""

    n: int | None
    json: str
    unread: tuple[tuple[str, str], ...]


class _Made(NamedTuple):
    """An assertion that a row has made."""

    n: int
    id: str


class Making:
    """Makes the records of rows.

    Args:
        plan: the mapping, bound to the columns of the input.
        naming: finds and makes claimants, documents and events.
        staging: takes what is made.
        fields: fields of the case file and of the mapping, by key.
        report: takes what should be looked at.
        source: name of the input.
    """

    def __init__(
        self,
        plan: Plan,
        naming: Naming,
        staging: Staging,
        fields: Callable[[str], Field | None],
        report: ImportReport,
        source: str,
    ) -> None:
        self._plan = plan
        self._naming = naming
        self._staging = staging
        self._fields = fields
        self._report = report
        self._source = source
        self._assertions = staging.rows("assertion")
        self._count = 0
        self._others = 0
        self._links = 0
        self._dates: dict[Any, Said] = {}
        self._answers: dict[Any, Answers] = {}
        self._sets: dict[str, int] = {}
        self._readings: dict[Any, Reading] = {}
        self._field_numbers: dict[str, int] = {}
        self._terms: dict[tuple[str, str], str] = {}
        self._told: set[int] = set()
        self._dated = [
            any(self._type(item.field) == "date" for item in claim.answers) for claim in plan.claims
        ]

    def _type(self, key: str) -> str:
        found = self._fields(key)
        return found.type if found else "text"

    # --- rows ---------------------------------------------------------------------------------

    def take(self, row: Row, line: int) -> bool:
        """Make the records of a row; False where the mapping leaves the row out.

        Raises:
            RejectedRowError: the row cannot be taken; nothing of it is.
        """
        plan = self._plan
        if plan.where is not None and not plan.where(row):
            return False
        key = plan.key(row).strip() if plan.key else ""
        ready = [
            (number, claim, part, self._stance(claim, part))
            for number, claim in enumerate(plan.claims)
            if claim.when is None or claim.when(row)
            for part in (claim.split(row) if claim.split else (row,))
        ]
        ready = [item for item in ready if item[3] != SKIP and item[1].claimant.name(item[2]).strip()]
        event = self._event(row, line)
        made: dict[str, _Made] = {}
        staged = [
            self._claim(number, claim, part, stance, event, line) for number, claim, part, stance in ready
        ]
        if ready and len(self._report.first_events) < _FIRST and event.key not in self._report.first_events:
            self._report.first_events.append(event.key)
        for (_, claim, part, _), (n, cells, unread) in zip(ready, staged, strict=True):
            self._assertions.append(cells)
            made[claim.name] = _Made(n, cells[1])
            for kind, example in unread:
                self._report.doubt(kind, example, Position(self._source, line))
            if key:
                self._staging.add("said", (key, claim.name, n, line))
            if claim.links:
                self._link(claim, part, n, made)
        if len(self._assertions) >= _BATCH:
            self._staging.flush()
        for evidence in plan.evidence:
            self._evidence(evidence, row, line, made)
        for assessment in plan.assessments:
            self._assess(assessment, row, line, event, made)
        return True

    # --- events -------------------------------------------------------------------------------

    def _event(self, row: Row, line: int) -> Entry:
        plan = self._plan.event
        if plan.key is not None:
            name, is_key = plan.key(row), True
        else:
            assert plan.title is not None  # noqa: S101 - the compiler asks for one of the two
            name, is_key = plan.title(row), False
        entry = self._naming.known_event(name) or self._naming.event_entry(name, is_key=is_key)
        if (not entry.defined or entry.held) and (plan.when is None or plan.when(row)):
            if entry.held:
                self._tell(entry, row)
            else:
                self._define(entry, row, line)
        return entry

    def _tell(self, entry: Entry, row: Row) -> None:
        """Stage how a row describes an event that the file has, for finding keys that were dealt out anew."""
        plan = self._plan.event
        if self._plan.key is None or plan.title is None or entry.n in self._told:
            return
        self._told.add(entry.n)
        occurred = self._read_date(plan.occurred, row, Reading()) if plan.occurred else None
        self._staging.add("told", (entry.n, plan.title(row).strip(), date_cells(occurred)[0]))

    def _define(self, entry: Entry, row: Row, line: int) -> None:
        plan = self._plan.event
        content: dict[str, Any] = {
            "title": _plain_lines(plan.title(row)).strip() if plan.title else entry.key
        }
        for name, words in (("proposition", plan.proposition), ("note", plan.note)):
            if words is not None:
                content[name] = _plain_lines(words(row))
        if not content["title"]:
            return
        if plan.occurred is not None:
            content["occurred"] = self._date(plan.occurred, row, Reading(), "the date of an event", line)
        if plan.place is not None:
            content["place"] = self._place(plan.place(row), line)
        tags = tuple(dict.fromkeys(tag for words in plan.tags if (tag := words(row).strip())))
        self._naming.define_event(entry, content, tags)

    def _place(self, text: Any, line: int) -> Any:
        from claimtrack.values import Place, read_value

        if not text:
            return None
        place = read_value(text, "place")
        if isinstance(place, Place):
            return place
        self._report.doubt("places that could not be read", f"{text!r}", Position(self._source, line))
        return None

    # --- claims -------------------------------------------------------------------------------

    def _stance(self, claim: ClaimPlan, row: Row) -> str:
        word = claim.stance(row)
        return SKIP if word == SKIP else self._term("stance", word)

    def _term(self, vocabulary: str, word: str) -> str:
        found = self._terms.get((vocabulary, word))
        if found is None:
            try:
                found = load_vocabulary(vocabulary).resolve(word)
            except ClaimtrackError as error:
                raise RejectedRowError(str(error)) from None
            self._terms[vocabulary, word] = found
        return found

    def _claim(
        self, number: int, claim: ClaimPlan, row: Row, stance: str, event: Entry, line: int
    ) -> tuple[int, tuple[Any, ...], list[tuple[str, str]]]:
        """Make the staged row of an assertion; give its number, its cells and what should be looked at."""
        speaker = self._claimant(claim.claimant, row)
        words = {name: _plain_lines(get(row)) for name, get in claim.words}
        document = self._document(claim.document, row, line) if claim.document else None
        language = words.get("language", "")
        reading = self._reading(speaker, document, language)
        said = self._said(number, claim.said, row, reading) if claim.said else _SILENT
        answers = self._answer(number, claim, row, reading, said) if claim.answers else _NO_ANSWERS
        text, quote = words.get("text", ""), words.get("quote", "")
        identity = (
            f'["assertion",{{"claimant":{speaker.json}'
            f"{f',{_DOCUMENT}{document.json}' if document else ''},{_EVENT}{event.json}"
            f'{f",{_QUOTE}{quoted(quote)}" if quote else ""}{said.json},{_STANCE}"{stance}"'
            f"{f',{_TEXT}{quoted(text)}' if text else ''}{answers.json}}}]"
        )
        id_ = self._digest(identity, words)
        self._count += 1
        n = ((int(id_[:2], 16) >> 1) << BUCKET) + self._count
        hedge = words.get("hedge", "")
        cells = (
            n, id_, "", event.n, speaker.n, stance, self._term("hedge", hedge) if hedge else "stated", text, quote, language,
            words.get("translation", ""), *said.cells, words.get("spokesperson", ""), document.n if document else None,
            words.get("locator", ""), words.get("note", ""), None, answers.n,
        )  # fmt: skip
        unread = self._doubts(said.value, stance, event, document) if said.value is not None else []
        return n, cells, [*unread, *answers.unread] if answers.unread else unread

    def _digest(self, identity: str, words: Mapping[str, str]) -> str:
        """Hash what identifies an assertion; refuse what no file can store."""
        try:
            for text in words.values():
                if "\x00" in text:
                    raise RejectedRowError("holds a NUL character, which no case file can store; take it out")
                if not text.isascii():
                    text.encode("utf-8")
            return hashlib.blake2b(identity.encode("utf-8"), digest_size=DIGEST_BYTES).hexdigest()
        except UnicodeEncodeError:
            raise RejectedRowError(
                "holds half of a surrogate pair, which is no character; take it out"
            ) from None

    def _doubts(
        self, said: DateValue, stance: str, event: Entry, document: Entry | None
    ) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        if not said:
            found.append(("dates that could not be read", f"{said.raw!r}: {said.reason}"))
        elif said.readings:
            found.append(("dates with two readings (say the order)", f"{said.raw!r}"))
        if document is not None and certainly_after(said, document.published):
            found.append(("said after its document was published", f"{said}, published {document.published}"))
        if stance in ("affirms", "denies") and certainly_after(event.occurred, said):
            found.append(("said before it happened", f"{said}, and it happened {event.occurred}"))
        return found

    # --- who and where ------------------------------------------------------------------------

    def _claimant(self, plan: ClaimantPlan, row: Row) -> Entry:
        name = plan.name(row)
        if not plan.attributes:
            return self._naming.claimant(name)
        return self._naming.claimant(name, {key: words(row) for key, words in plan.attributes})

    def _document(self, plan: DocumentPlan, row: Row, line: int) -> Entry | None:
        cells: tuple[Any, ...] = (
            *[get(row) for _, get in plan.words],
            *[item.key(row) for item in (plan.published, plan.retrieved) if item],
            plan.publisher.name(row) if plan.publisher else "",
            plan.key(row) if plan.key else "",
        )
        known = self._naming.known_document(cells)
        if known is not None:
            return known
        content: dict[str, Any] = {
            name: _plain_lines(text)
            for (name, _), text in zip(plan.words, cells, strict=False)
            if text.strip()
        }
        publisher = self._claimant(plan.publisher, row) if plan.publisher and cells[-2].strip() else None
        if not content and not publisher:
            return None
        if plan.key and cells[-1].strip():
            content["key"] = cells[-1].strip()
        reading = self._reading(publisher, None, content.get("language", ""))
        for name in ("published", "retrieved"):
            expression: DateExpression | None = getattr(plan, name)
            value = (
                self._date(expression, row, reading, "the date of a document", line) if expression else None
            )
            if value is not None:
                content[name] = value
        return self._naming.document(cells, content, publisher)

    # --- dates and values ---------------------------------------------------------------------

    def _reading(self, speaker: Entry | None, document: Entry | None, language: str) -> Reading:
        """Give what dates and values are read against, as `batch` does: habits of the claimant, date of the document."""
        habits = speaker.habits if speaker else ("", "", "", "")
        reference = document.reference if document else None
        spoken = document.language if document else ""
        about = (habits, reference, spoken, language)
        found = self._readings.get(about)
        if found is None:
            order, calendar, zone, own = habits
            found = self._readings[about] = Reading(
                reference=reference,
                languages=tuple(dict.fromkeys(tag for tag in (language, spoken, own) if tag)),
                order=order or None,
                calendar=calendar or None,
                zone=zone or None,
                field_type=self._type,
            )
        return found

    def _date(
        self, expression: DateExpression, row: Row, reading: Reading, what: str, line: int
    ) -> DateValue | None:
        value = self._read_date(expression, row, reading)
        if value is not None and not value:
            self._report.doubt(
                f"{what} could not be read", f"{value.raw!r}: {value.reason}", Position(self._source, line)
            )
        return value

    def _read_date(self, expression: DateExpression, row: Row, reading: Reading) -> DateValue | None:
        from dataclasses import replace

        if expression.reference is not None and (text := expression.reference(row)).strip():
            from claimtrack.dates import read_date

            reading = replace(reading, reference=read_date(text, order=reading.order) or reading.reference)  # type: ignore[arg-type]
        return expression.read(expression.key(row), reading)

    def _said(self, number: int, expression: DateExpression, row: Row, reading: Reading) -> Said:
        cells: tuple[Any, ...] = (number, expression.key(row), id(reading))
        if expression.reference is not None:
            cells = (*cells, expression.reference(row))
        found = self._dates.get(cells)
        if found is None:
            value = self._read_date(expression, row, reading)
            if value is None:
                found = _SILENT
            else:
                json = f',"said":{quoted(value.raw or value.edtf)}'
                found = Said(len(self._dates) + 1, json, tuple(date_cells(value)), value)
            if len(self._dates) >= _REMEMBERED:
                self._dates.clear()
            self._dates[cells] = found
        return found

    def _answer(self, number: int, claim: ClaimPlan, row: Row, reading: Reading, said: Said) -> Answers:
        """Read the values of a claim; equal cells read against the same dates are read once."""
        keys = [item.key(row) for item in claim.answers]
        about = (number, id(reading), said.cells[1] if self._dated[number] else None, *keys)
        found = self._answers.get(about)
        if found is None:
            if len(self._answers) >= _REMEMBERED:
                self._answers.clear()
            found = self._answers[about] = self._read_answers(claim, keys, reading, said.value)
        return found

    def _read_answers(
        self, claim: ClaimPlan, keys: list[Any], reading: Reading, said: DateValue | None
    ) -> Answers:
        from dataclasses import replace

        reading = replace(reading, reference=said) if said else reading
        values: set[Value] = set()
        for expression, key in zip(claim.answers, keys, strict=True):
            read = expression.read(key, reading)
            if read is not None:
                values.add(
                    Value(field=expression.field, raw=read[0], negative=expression.negative, read=read[1])
                )
        if not values:
            return _NO_ANSWERS
        if any("\x00" in value.raw for value in values):
            raise RejectedRowError("holds a NUL character, which no case file can store; take it out")
        ordered = sorted(values, key=lambda value: (value.field, value.negative, value.raw))
        json = f',"values":{canonical_json(sorted(said_value(value) for value in ordered))}'
        unread = tuple(
            (f"values of {value.field!r} that could not be read", f"{value.raw!r}: {reason}")
            for value in ordered
            if (reason := getattr(value.read, "reason", ""))
        )
        return Answers(self._set(ordered), json, unread)

    def _set(self, values: list[Value]) -> int:
        """Give the number of a set of values, staging it where it is new."""
        rows = [(self._field(value.field), *value_cells(value)) for value in values]
        name = repr(rows)
        number = self._sets.get(name)
        if number is None:
            if len(self._sets) >= _REMEMBERED:
                self._sets = {"": self._sets.get("", 0)}
            number = self._sets[""] = self._sets.get("", 0) + 1
            self._sets[name] = number
            for position, row in enumerate(rows):
                self._staging.add("answer", (number, position, *row))
        return number

    def _field(self, key: str) -> int:
        number = self._field_numbers.get(key)
        if number is None:
            number = self._field_numbers[key] = len(self._field_numbers) + 1
            self._staging.add("field_key", (number, key))
            field = self._fields(key) or builtin_fields()[key]
            self._staging.add("field", (number, *to_row(field, lambda _kind, _name: 0)))
        return number

    # --- what goes with claims ----------------------------------------------------------------

    def _link(self, claim: ClaimPlan, row: Row, n: int, made: Mapping[str, _Made]) -> None:
        for link in claim.links:
            kind = link.kind(row).strip()
            if not kind or kind == SKIP:
                continue
            kind = self._term("link", kind)
            if link.row is not None:
                if key := link.row(row).strip():
                    self._staging.add("reply", (None, kind, n, key, link.claim))
            elif link.claim in made and made[link.claim].n != n:
                self._staging.add("link", (None, kind, n, made[link.claim].n))

    def _evidence(self, plan: EvidencePlan, row: Row, line: int, made: Mapping[str, _Made]) -> None:
        if plan.on not in made or (plan.when is not None and not plan.when(row)):
            return
        for part in plan.split(row) if plan.split else (row,):
            document = self._document(plan.document, part, line) if plan.document else None
            content: dict[str, Any] = {
                name: _plain_lines(text) for name, get in plan.words if (text := get(part)).strip()
            }
            title = content.get("title") or content.get("url") or (document.key if document else "")
            if not title:
                continue
            content["title"] = title
            if plan.captured is not None:
                content["captured"] = self._date(plan.captured, part, Reading(), "the date of evidence", line)
            said = {name: str(item) for name, item in content.items() if name != "note"}
            key = plan.key(part).strip() if plan.key else ""
            key = key or derived_key(title, canonical_json([said, document.key if document else ""]))
            record = decoded(
                "evidence", {**content, "key": key, "document": document.key if document else ""}
            )
            self._others += 1
            self._staging.add(
                "evidence",
                (self._others, *to_row(record, _always(document.n if document else 0))),
            )
            role = self._term("evidence_role", plan.role(part) or "supports")
            self._staging.add("bearing", (self._others, made[plan.on].n, role))

    def _assess(
        self, plan: AssessmentPlan, row: Row, line: int, event: Entry, made: Mapping[str, _Made]
    ) -> None:
        if (plan.when is not None and not plan.when(row)) or (plan.on and plan.on not in made):
            return
        for part in plan.split(row) if plan.split else (row,):
            content: dict[str, Any] = {
                name: _plain_lines(text) for name, get in plan.words if (text := get(part)).strip()
            }
            if not set(content) - {"by", "method"}:
                continue
            if plan.at is not None:
                content["at"] = self._date(plan.at, part, Reading(), "the date of a verdict", line)
            numbers = {"event": event.n}
            if plan.on:
                numbers["assertion"] = made[plan.on].n
                content["assertion"] = made[plan.on].id
            if content.get("field"):
                numbers["field"] = self._field(content["field"])
            record = decoded("assessment", {**content, "event": event.key})
            self._others += 1
            self._staging.add("assessment", (self._others, *to_row(record, _by_kind(numbers))))


def _plain_lines(text: str) -> str:
    """End lines in a text alike: which characters end them is a matter of the file, not of what was said."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _always(number: int) -> Callable[[str, str], int]:
    return lambda _kind, _name: number


def _by_kind(numbers: Mapping[str, int]) -> Callable[[str, str], int]:
    return lambda kind, _name: numbers[kind]


_BATCH = 20_000
_FIRST = 3  # events that a preview shows
_NO_ANSWERS = Answers(None, "", ())
_DOCUMENT, _EVENT, _QUOTE, _STANCE, _TEXT = '"document":', '"event":', '"quote":', '"stance":', '"text":'
