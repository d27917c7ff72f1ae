"""Rows into staged records: what a mapping's plan says of each row, read, checked and identified.

The same checks speak here as in `batch` (terms, references, characters, what dates are read against); what differs is
the mechanism. A batch decodes each record as an object; here equal cells are read once, and what identifies an
assertion is put together as the canonical JSON that `model.identity` would write of it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import blake2b
from json.encoder import encode_basestring as quoted
from typing import TYPE_CHECKING, Any, NamedTuple

from claimtrack.casefile.doubts import certainly_after
from claimtrack.casefile.meant import Entry, Naming, RejectedRowError, check_storable, decoded, derived_key
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
    """A date as it goes into assertions: what identifies it, its columns, the value for checks, what to look at."""

    json: str
    cells: tuple[Any, ...]
    value: DateValue | None
    doubts: tuple[tuple[str, str], ...] = ()


_SILENT = Said("", _NO_DATE, None)


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
        self._stances: dict[str, str] = {}
        self._line = 0
        self._numbered = tuple(enumerate(plan.claims))
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
        plan, self._line = self._plan, line
        if plan.where is not None and not plan.where(row):
            return False
        ready = self._ready(row)
        event = self._event(row, line)
        key = plan.key(row).strip() if plan.key is not None else ""
        staged = [self._claim(number, claim, part, stance, event) for number, claim, part, stance in ready]
        made: dict[str, _Made] = {}
        for (_, claim, part, _), (cells, doubts) in zip(ready, staged, strict=True):
            self._assertions.append(cells)
            made[claim.name] = _Made(cells[0], cells[1])
            if doubts:
                self._doubt(doubts, line)
            if key:
                self._staging.add("said", (key, claim.name, cells[0], line))
            if claim.links:
                self._link(claim, part, cells[0], made)
        if len(self._assertions) >= _BATCH:
            self._staging.flush()
        if len(self._report.first_events) < _FIRST and made and event.key not in self._report.first_events:
            self._report.first_events.append(event.key)
        for evidence in plan.evidence:
            self._evidence(evidence, row, line, made)
        for assessment in plan.assessments:
            self._assess(assessment, row, line, event, made)
        return True

    def _ready(self, row: Row) -> list[tuple[int, ClaimPlan, Row, str]]:
        """Give the claims that a row makes, each with its stance.

        Raises:
            RejectedRowError: it makes none, although the mapping leaves none out.
        """
        ready: list[tuple[int, ClaimPlan, Row, str]] = []
        left_out = bool(self._plan.assessments)
        for number, claim in self._numbered:
            if claim.when is not None and not claim.when(row):
                left_out = True
                continue
            for part in claim.split(row) if claim.split is not None else (row,):
                word = claim.stance(part)
                stance = self._stances.get(word) or self._stance(word)
                if stance == SKIP:
                    left_out = True
                elif claim.claimant.name(part).strip():
                    ready.append((number, claim, part, stance))
        if not ready and not left_out:
            raise RejectedRowError("there is no claimant: nobody says this")
        return ready

    def _doubt(self, doubts: tuple[tuple[str, str], ...], line: int) -> None:
        for kind, example in doubts:
            self._report.doubt(kind, example, Position(self._source, line))

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

    def _stance(self, word: str) -> str:
        stance = self._stances[word] = SKIP if word == SKIP else self._term("stance", word)
        return stance

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
        self, number: int, claim: ClaimPlan, row: Row, stance: str, event: Entry
    ) -> tuple[tuple[Any, ...], tuple[tuple[str, str], ...]]:
        """Make the staged row of an assertion; give its cells and what should be looked at."""
        plan = claim.claimant
        speaker = self._naming.claimant(plan.name(row)) if not plan.attributes else self._claimant(plan, row)
        words = {name: get(row) for name, get in claim.words}
        for name, given in words.items():
            if "\r" in given:
                words[name] = _plain_lines(given)
        text, quote = words.get("text", ""), words.get("quote", "")
        document = self._document(claim.document, row) if claim.document is not None else None
        language = words.get("language", "")
        reading = self._reading(speaker, document, language)
        said = self._said(number, claim.said, row, reading) if claim.said is not None else _SILENT
        answers = self._answer(number, claim, row, reading, said) if claim.answers else _NO_ANSWERS
        read_in = document.json if document is not None else ""
        verbatim = f',"quote":{quoted(quote)}' if quote else ""
        worded = f',"text":{quoted(text)}' if text else ""
        identity = (
            f'["assertion",{{"claimant":{speaker.json}{read_in},"event":{event.json}{verbatim}{said.json}'
            f',"stance":"{stance}"{worded}{answers.json}}}]'
        )
        for given in words.values():
            if not given.isascii() or "\x00" in given:
                check_storable(given)
        id_ = blake2b(identity.encode(), digest_size=DIGEST_BYTES).hexdigest()
        self._count += 1
        hedge = words.get("hedge", "")
        cells = (
            ((int(id_[:2], 16) >> 1) << BUCKET) + self._count, id_, "", event.n, speaker.n, stance,
            self._term("hedge", hedge) if hedge else "stated", text, quote, language, words.get("translation", ""), *said.cells,
            words.get("spokesperson", ""), document.n if document is not None else None, words.get("locator", ""),
            words.get("note", ""), None, answers.n,
        )  # fmt: skip
        doubts = said.doubts + answers.unread
        if said.value is not None and (
            event.occurred is not None or (document is not None and document.published)
        ):
            doubts += _order_doubts(said.value, stance, event, document)
        return cells, doubts

    # --- who and where ------------------------------------------------------------------------

    def _claimant(self, plan: ClaimantPlan, row: Row) -> Entry:
        name = plan.name(row)
        if not plan.attributes:
            return self._naming.claimant(name)
        return self._naming.claimant(name, {key: words(row) for key, words in plan.attributes})

    def _document(self, plan: DocumentPlan, row: Row) -> Entry | None:
        if plan.only_url is not None:
            url = plan.only_url(row)
            return self._naming.known_document(url) or (
                self._naming.document_at(url) if url.strip() else None
            )
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
                self._date(expression, row, reading, "the date of a document", self._line)
                if expression
                else None
            )
            if value is not None:
                content[name] = value
        return self._naming.document(cells, content, publisher)

    # --- dates and values ---------------------------------------------------------------------

    def _reading(self, speaker: Entry | None, document: Entry | None, language: str) -> Reading:
        """Give what dates and values are read against, as `batch` does: habits of the claimant, date of the document."""
        plain = not language and (document is None or (document.reference is None and not document.language))
        if plain and speaker is not None and speaker.reading is not None:
            return speaker.reading
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
        if plain and speaker is not None:
            speaker.reading = found
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
                found = Said(json, tuple(date_cells(value)), value, _date_doubts(value))
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
        for value in values:
            check_storable(value.raw)
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
            document = self._document(plan.document, part) if plan.document else None
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


def _date_doubts(said: DateValue) -> tuple[tuple[str, str], ...]:
    if not said:
        return (("dates that could not be read", f"{said.raw!r}: {said.reason}"),)
    return (("dates with two readings (say the order)", repr(said.raw)),) if said.readings else ()


def _order_doubts(
    said: DateValue, stance: str, event: Entry, document: Entry | None
) -> tuple[tuple[str, str], ...]:
    """Name dates that cannot be in the order they are in; see `doubts`."""
    found: list[tuple[str, str]] = []
    if document is not None and certainly_after(said, document.published):
        found.append(("said after its document was published", f"{said}, published {document.published}"))
    if stance in ("affirms", "denies") and certainly_after(event.occurred, said):
        found.append(("said before it happened", f"{said}, and it happened {event.occurred}"))
    return tuple(found)


def _always(number: int) -> Callable[[str, str], int]:
    return lambda _kind, _name: number


def _by_kind(numbers: Mapping[str, int]) -> Callable[[str, str], int]:
    return lambda kind, _name: numbers[kind]


_BATCH = 20_000
_FIRST = 3  # events that a preview shows
_NO_ANSWERS = Answers(None, "", ())
