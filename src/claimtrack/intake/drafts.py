"""Drafts into the case file: all of them, or none.

Records come so from the native format, from notes, from the Python API and from commands. A few are written one by one;
many are staged and applied as the rows of a table are, though in one transaction: they bring stamps of their own, so that
half of them could not be told from what others have recorded.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from claimtrack.errors import ClaimtrackError, ImportRejectedError, LinkRuleError
from claimtrack.intake.batch import Batch
from claimtrack.model import Assertion, Correction, Edit, Evidence, Field, Link, Void
from claimtrack.model.codec import kind_of
from claimtrack.model.draft import Finding, Position
from claimtrack.model.records import SHORT_ID
from claimtrack.store.apply import Apply
from claimtrack.store.arrivals import note_arrival
from claimtrack.store.columns import SIDE_TABLES, as_json, date_cells, to_row
from claimtrack.store.imports import Noting
from claimtrack.store.reader import Reader
from claimtrack.store.staging import Staging, staged_number
from claimtrack.store.storage_errors import storage_errors
from claimtrack.store.unit_of_work import unit_of_work
from claimtrack.store.voiding import apply_voids, put_back, revive_recorded
from claimtrack.store.writer import Writer, value_cells

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from claimtrack.dates import DateValue
    from claimtrack.intake.references import Placed
    from claimtrack.intake.report import IntakeReport
    from claimtrack.model import Record, Value
    from claimtrack.model.draft import Draft

_FEW = 1000  # records that are written one by one
_WORDS = (
    "label", "text", "quote", "language", "translation", "spokesperson", "locator", "note", "recorded",
)  # fmt: skip
"""Texts that the table of staged assertions has, besides those that it always has."""
_words = attrgetter(*_WORDS)


@contextmanager
def not_collecting() -> Iterator[None]:
    """Leave the collector of cycles off: taking records makes none, and it would go through all that is remembered."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


class Intake:
    """Takes drafts into one case file.

    Args:
        connection: an open case file.
        path: the file, named in errors.
        now: gives the time that records without one are stamped with, UTC, ISO 8601 to the second.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path, now: Callable[[], str]) -> None:
        self._connection = connection
        self._path = path
        self._now = now
        self._reader = Reader(connection)

    def take(
        self, drafts: Iterable[Draft], problems: Iterable[Finding] = (), *, strict: bool = False
    ) -> IntakeReport:
        """Take all drafts, or none.

        Args:
            drafts: the records on their way in, in any order.
            problems: what the reading of the input found wrong already; with any, nothing is taken.
            strict: take nothing, either, where something should be looked at.

        Raises:
            ImportRejectedError: something is wrong; every problem is listed with its place.
            ClaimtrackError: of another class, where the one problem of a call without an input file has it.
        """
        drafts = list(drafts)
        if len(drafts) > _FEW and not self._connection.in_transaction:
            with storage_errors(self._path):
                batch = self._checked(drafts, problems, strict=strict)
                if batch.problems:
                    raise rejection(batch.problems)
                self._apply(batch, _source(drafts))
                return batch.report
        with unit_of_work(self._connection, self._path), self._noted(_source(drafts)) as made:
            batch = self._checked(drafts, problems, strict=strict)
            self._write(batch)
            if batch.problems:
                raise rejection(batch.problems)
            self._correct(batch)
            made.append(batch)
            return batch.report

    def _correct(self, batch: Batch) -> None:
        """Bring in what was corrected where it comes from."""
        if batch.corrected:
            from claimtrack.intake.corrected import correct  # few imports need it

            batch.report.conflicts = correct(self._connection, batch.corrected)

    @contextmanager
    def _noted(self, source: str) -> Iterator[list[Batch]]:
        """Write down what a block makes as one import, where it is of a file; the block gives its batch."""
        noting = Noting(self._connection, source) if source else None
        batches: list[Batch] = []
        yield batches
        if noting is not None and batches:
            records = batches[0].report.records
            given = [item.id for item in records if isinstance(item, Assertion)]
            noting.note(self._now(), given)
            note_arrival(self._connection, self._now())

    def _checked(self, drafts: Iterable[Draft], problems: Iterable[Finding], *, strict: bool) -> Batch:
        batch = Batch(self._reader, list(problems))
        batch.read(drafts)
        if strict:
            batch.problems += batch.report.warnings
        return batch

    def _apply(self, batch: Batch, source: str) -> None:
        """Stage the new records and apply them.

        Raises:
            ImportRejectedError: a link breaks its meaning.
        """
        placed = [*batch.builtin_fields_used(), *batch.in_order()]
        records = [item for item in placed if not isinstance(item[0], Void | Edit)]
        if batch.problems:  # a circle shows when records are put in order
            raise rejection(batch.problems)
        with Staging(self._path) as staging:
            _Stage(staging, batch).take(records)
            sizes = staging.sizes()
            staging.finish()
        apply = Apply(self._connection, self._path, self._now(), sizes, lambda _rows: None)
        with apply.at_once(), self._noted(source) as made:
            made.append(batch)
            apply.apply_keyed()
            apply.apply_assertions()
            apply.apply_links(as_taken_out=False)
            apply.apply_others()
            apply.apply_corrections()
            self._write_voids(batch)
            self._correct(batch)
            if apply.refused:
                places = [(records[int(place)][1], reason) for place, reason in apply.refused]
                raise rejection([Finding(place, reason, error=LinkRuleError) for place, reason in places])

    def _write_voids(self, batch: Batch) -> None:
        writer, now = Writer(self._connection), self._now()
        records = [record for record, _ in batch.in_order()]
        for record in records:
            if isinstance(record, Void | Edit):
                writer.insert(record if record.recorded else replace(record, recorded=now))
        self._settle_voids(batch, records, now)

    def _write(self, batch: Batch) -> None:
        writer = Writer(self._connection)
        now = self._now()
        problems_before = bool(batch.problems)
        for record, position in [*batch.builtin_fields_used(), *batch.in_order()]:
            stamped = record if record.recorded else replace(record, recorded=now)
            try:
                with storage_errors(self._path):
                    writer.insert(stamped)
            except ClaimtrackError as error:
                if problems_before and not isinstance(error, LinkRuleError):
                    continue  # likely what follows from a problem that is told of already
                batch.problems.append(Finding(position, str(error), error=type(error)))
        self._settle_voids(batch, [record for record, _ in batch.in_order()], now)

    def _settle_voids(self, batch: Batch, records: list[Record], now: str) -> None:
        """Take out what came in as void, and revive what was void and is recorded again."""
        if batch.problems:
            return
        apply_voids(self._connection, [record for record in records if isinstance(record, Void)])
        revived = revive_recorded(self._connection, records, now)
        put_back(self._connection, batch.revivals)
        for void in revived:
            why = f": {void.because}" if void.because else ""
            text = f"{void.kind} {void.name[:SHORT_ID]} was void{why}; recorded again, it is revived"
            batch.report.warnings.append(Finding(Position(), text))


def _source(drafts: list[Draft]) -> str:
    """Return the names of the files that drafts are of; empty for those of a call."""
    return ", ".join(dict.fromkeys(draft.position.source for draft in drafts if draft.position.source))


def rejection(problems: list[Finding]) -> ClaimtrackError:
    """Make the error: of the problem's own class for a call about one record, a rejected import otherwise."""
    ordered = sorted(problems, key=lambda item: (item.position.source, item.position.line, item.attribute))
    texts = tuple(str(item) for item in ordered)
    if not any(item.position.source for item in ordered) and len(texts) == 1:
        return ordered[0].error(texts[0])
    if len(texts) == 1:
        return ImportRejectedError(texts[0], "nothing was taken", problems=texts)
    return ImportRejectedError(f"{len(texts)} problems; nothing was taken", problems=texts)


class _Stage:
    """Stages records, their references turned into numbers of the side database.

    Args:
        staging: takes them.
        batch: knows what they refer to.
    """

    def __init__(self, staging: Staging, batch: Batch) -> None:
        self._staging = staging
        self._batch = batch
        self._numbers: dict[tuple[str, str], int] = {}
        self._days: dict[str, int] = {}
        self._met: dict[Any, int | None] = {}  # by the objects, which the batch keeps alive and shares
        self._said = staging.assertions(_WORDS)

    def take(self, records: list[Placed]) -> None:
        """Stage records, each after what it refers to."""
        for place, (record, _) in enumerate(records):
            match record:
                case Field():
                    self._staging.field(record)
                case Assertion():
                    self._assertion(record)
                case Link():
                    self._link(record, place)
                case Correction():
                    self._staging.add("correction", (None, *to_row(record, self._number)))
                case _:
                    self._record(record)
            self._staging.settle()

    def _record(self, record: Record) -> None:
        kind = kind_of(record)
        n = self._new_number(kind, getattr(record, "key", "") or getattr(record, "id", ""))
        self._staging.add(kind, (n, *to_row(record, self._number)))
        for attribute, table in SIDE_TABLES.items():
            for position, text in enumerate(getattr(record, attribute, ())):
                self._staging.add(table, (n, position, text))
        if isinstance(record, Evidence):
            for item in record.bears_on:
                self._staging.add("bearing", (n, self._number("assertion", item.assertion), item.role))

    def _assertion(self, record: Assertion) -> None:
        n = self._new_number("assertion", record.id)
        cells = (
            n, record.id, self._number("event", record.event), self._number("claimant", record.claimant), record.stance,
            self._day(record.said),
            self._number("document", record.document) if record.document else None,
            self._answers(record.values),
            record.hedge, *_words(record),
        )  # fmt: skip
        self._said.append(cells)

    def _day(self, value: DateValue | None) -> int | None:
        """Return the number of a date; the same words were perhaps read against other dates."""
        found = self._met.get(id(value)) if value is not None else None
        if value is not None and found is None:
            name = str(date_cells(value)[0])
            if name not in self._days:
                self._days[name] = self._staging.day(value)
            found = self._met[id(value)] = self._days[name]
        return found

    def _answers(self, values: tuple[Value, ...]) -> int | None:
        """Return the number of a set of values; None where there are none."""
        name = tuple(map(id, values))
        if values and name not in self._met:
            rows = [(self._field(value.field), *value_cells(value)) for value in values]
            self._met[name] = self._staging.answers(rows)
        return self._met.get(name)

    def _field(self, key: str) -> int:
        field = self._batch.references.find("field", key)
        assert isinstance(field, Field)  # noqa: S101 - the batch has checked it
        return self._staging.field(field)

    def _link(self, link: Link, place: int) -> None:
        ends = [self._number("assertion", end) for end in (link.source, link.target)]
        fields = as_json(sorted(link.fields))
        self._staging.add("link", (None, link.kind, *ends, fields, link.note, link.recorded, str(place)))

    def _number(self, kind: str, name: str) -> int:
        """Return the number of what a record refers to; what the case file holds is staged by its name."""
        if kind == "field":
            return self._field(name)
        found = self._numbers.get((kind, name))
        if found is None:
            found = self._new_number(kind, name)
            if kind == "assertion":
                blank = (None,) * (len(_WORDS) + 7)
                self._said.append((found, name, *blank))
            else:
                self._staging.add(f"{kind}_key", (found, name))
        return found

    def _new_number(self, kind: str, name: str) -> int:
        n = len(self._numbers) + 1
        if kind == "assertion":
            n = staged_number(name, n)
        self._numbers[kind, name] = n
        return n
