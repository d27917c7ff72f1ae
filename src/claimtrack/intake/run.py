"""Importing rows by a mapping: read and checked into a side database first, then applied in short steps.

Nothing of the case file is touched until every row has been read, so a mapping that does not fit, a bad row or an
interrupt costs nothing. See `store.staging` and `store.apply` for what happens then.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from claimtrack.importers.mapping.cells import Columns
from claimtrack.importers.mapping.joins import Joins
from claimtrack.importers.mapping.plan import Compiler
from claimtrack.intake.drafts import not_collecting
from claimtrack.intake.known import Known
from claimtrack.intake.mending import Mending
from claimtrack.intake.rejects import Rejects, refuse_links, refuse_lost, refuse_rows
from claimtrack.intake.releases import LastRelease, tell_repeated_keys
from claimtrack.intake.report import ImportReport
from claimtrack.intake.rows import Rows
from claimtrack.intake.rules import RefusedError, ReusedKeyError
from claimtrack.intake.same_rows import match_rows, same_files, tell_corrected, tell_twins
from claimtrack.model import Field
from claimtrack.model.draft import Finding, Position
from claimtrack.store.apply import Apply
from claimtrack.store.held_records import HeldAssertions, imported_as, last_mapping, mapped_otherwise
from claimtrack.store.reader import Reader
from claimtrack.store.staged_voids import leave_out
from claimtrack.store.staging import Staging
from claimtrack.store.taken_back import staying_voids, way_back

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from collections.abc import Mapping as Table
    from pathlib import Path

    from claimtrack.importers.mapping.joins import Join
    from claimtrack.importers.mapping.language import Mapping
    from claimtrack.importers.mapping.plan import Plan
    from claimtrack.importers.readers.rows import RowSource
    from claimtrack.intake.reading import ImportOptions
    from claimtrack.store.staging import Sizes

_BATCH = 1000  # rows taken together
_SHOWN = 100  # events named in a remark

_Refused = tuple[Position, str, Any]
"""A row that cannot be taken: where it stands, why, and its cells."""


class TableImport:
    """One import of rows.

    Args:
        connection: the case file.
        path: the case file.
        now: the time that new records are stamped with.
        mapping: what the columns mean.
        options: how it goes.
    """

    def __init__(
        self, connection: sqlite3.Connection, path: Path, now: str, mapping: Mapping, options: ImportOptions
    ) -> None:
        self._connection = connection
        self._path = path
        self._now = now
        self._mapping = mapping
        self._options = options
        self._reader = Reader(connection)
        self._fields = self._reader.fields()
        self._defined = {
            key: Field(key=key, **{"type": "text", **table})
            for key, table in mapping.tables("fields").items()
        }
        self.report = ImportReport()
        last = last_mapping(connection, mapping.dataset)
        self._mending = None
        if last is not None:
            other = mapped_otherwise(connection, mapping.dataset, options.mapping)
            before = options.release.mappings.setdefault(mapping.dataset, last) if options.release else last
            self._mending = Mending(mapping.dataset, before not in (None, options.mapping), other)
        elif options.release:
            options.release.mappings.setdefault(mapping.dataset, None)
        self._met = set(options.release.keys.get(mapping.dataset, ())) if options.release else set()
        self._last: LastRelease | None = None
        self._before = ""  # the dataset as which the same file came in, where this one never did
        self._untitled: list[str] = []  # keys of events that rows describe, and give no title
        self._unread: list[_Refused] = []  # rows that the reader refused, ahead of those that wait with them

    def _field(self, key: str) -> Field | None:
        return self._fields.get(key) or self._defined.get(key)

    def _field_type(self, key: str) -> str | None:
        found = self._field(key)
        return found.type if found else None

    # --- the two ways in ----------------------------------------------------------------------

    def take_source(
        self,
        source: RowSource,
        lookups: Table[str, Table[str, str]] | None = None,
        joins: Sequence[Join] = (),
    ) -> ImportReport:
        """Import the rows of an input.

        Args:
            source: the input.
            lookups: tables that texts are looked up in, by name.
            joins: rows that are joined to its rows.

        Raises:
            MappingError: the mapping does not fit the input.
            ImportRejectedError: rows cannot be taken; nothing was.
        """
        joined = Joins(self._mapping.source, list(joins), source.columns)
        names = (*source.columns, *joined.names()) if source.columns else ()
        own, typed = joined.own(), source.format != "csv"
        columns = Columns(names, self._mapping.cleaning, typed=typed, joined=joined.names(), own=own)
        columns.used.update(*own.values())
        columns.first = [] if joins else self._options.first
        plan = Compiler(self._mapping, columns, self._field_type, lookups or {}, self._fields).plan()
        total = source.size
        rows = self._rows_of(source)
        report = self._take(
            plan,
            source.name,
            joined.added(rows) if joins else rows,
            lambda: source.bytes_read,
            total,
            source.columns,
        )
        report.remarks[:0] = [str(note) for note in source.notes]
        report.remarks += joined.remarks()
        return report

    def _rows_of(self, source: RowSource) -> Iterator[tuple[int, Any]]:
        """Yield the rows of an input with their lines; what the reader noted is told before anything is written."""
        tuples = getattr(source, "tuples", None)
        if tuples is not None:
            yield from tuples(self._reject_finding)
        for row in source if tuples is None else ():
            if isinstance(row, Finding):
                self._reject_finding(row)
            else:
                yield row.position.line, row.cells
        for note in source.notes:
            self._options.tell(str(note))

    def take_rows(self, rows: Iterable[Table[str, Any]], name: str = "") -> ImportReport:
        """Import rows given as dicts; see `take_source`."""
        columns = Columns((), self._mapping.cleaning)
        plan = Compiler(self._mapping, columns, self._field_type, fields=self._fields).plan()
        return self._take(plan, name, enumerate(rows, 1), lambda: 0, None, ())

    # --- reading ------------------------------------------------------------------------------

    def _take(
        self,
        plan: Plan,
        source: str,
        rows: Iterable[tuple[int, Any]],
        done: Callable[[], int],
        total: int | None,
        columns: tuple[str, ...],
    ) -> ImportReport:
        report = self.report
        report.remarks += plan.remarks
        if plan.not_taken:
            report.remarks.append("columns that the mapping leaves out: " + ", ".join(plan.not_taken))
        self._before = imported_as(self._connection, source) if self._mending is None else ""
        held = HeldAssertions(self._connection)
        with Staging(self._path) as staging:
            with Rejects(self._options.rejects, columns) as self._rejects, not_collecting():
                # What the reading remembers is let go of before the writing starts.
                made = self._rows(plan, staging, held, source)
                self._read(made, source, rows, done, total)
                report.propose(made.maybe_known())
                anchors = made.anchors
                del made
            if report.rejected and self._options.on_error == "stop" and not self._options.dry_run:
                refuse_rows(report, self._mapping.dataset)
            if report.rejected:
                staging.forget_unspoken()
            refuse_lost(anchors.lost(staging), source)
            self._leave_out_voids(staging)
            report.tell_same_files(same_files(self._connection, staging))
            sizes = staging.sizes()
            if self._before:
                tell_twins(self._connection, staging, self._mapping, self._before, source, report)
            self._compare(plan, staging, held, source)
            if self._options.dry_run:
                report.made, report.held, report.repeated = staging.would_make(self._path)
            else:
                staging.finish()
                self._apply(plan, source, sizes, held)
        report.held["assertion"] += held.left_out
        report.repeated["assertion"] += held.repeated
        return report

    def _leave_out_voids(self, staging: Staging) -> None:
        """Leave out what is void in the case file, and tell how it comes back."""
        if voids := staying_voids(self._connection):
            staging.flush()
            self.report.void, names = leave_out(staging, voids)
            if names:
                self.report.way_back = way_back(self._connection, names)

    def _compare(self, plan: Plan, staging: Staging, held: HeldAssertions, source: str) -> None:
        """Compare the rows with those of earlier imports of the dataset."""
        mending = self._mending
        if plan.key is not None:
            others = self._in_other_files(staging)
            staging.flush()
            tell_repeated_keys(staging, self._met, self.report)
            split = {claim.name for claim in plan.claims if claim.split is not None}
            about = mending or Mending(self._mapping.dataset)
            self._last = LastRelease(
                self._connection, about, split, others, self._met, self._options.published, self.report
            )
            self._last.compare(staging, named=self._mapping.names_dataset)
        if mending is not None and (mending.matched or (plan.key is None and self._options.published)):
            match_rows(self._connection, staging, held, mending)
        if mending is not None and plan.key is None:
            tell_corrected(self._connection, staging, held, mending, source, self.report)

    def _in_other_files(self, staging: Staging) -> set[str]:
        """Return the keys of rows in the other files of the release; until the last one is there nothing has vanished."""
        release, dataset = self._options.release, self._mapping.dataset
        if self._mapping.adds or (release is not None and release.left > 1):
            self.report.part = True
        if release is None:
            return set()
        others = release.keys.setdefault(dataset, set())
        others.update(key for (key,) in staging.query("SELECT DISTINCT key FROM said"))
        return others

    def _rows(self, plan: Plan, staging: Staging, held: HeldAssertions, source: str) -> Rows:
        return Rows(
            plan,
            self._mapping.tables("claimants"),
            self._connection,
            staging,
            Known(self._reader),
            held,
            self._field,
            self.report,
            source,
            dataset=self._mapping.dataset,
            mending=self._mending,
            matched=bool(self._before) if self._mending is None else self._mending.matched,
            met=self._met,
            reused="accept" if self._options.accept_reused else self._options.reused_keys,
            order=self._options.order,
            published=self._options.published,
        )

    def _read(
        self,
        made: Rows,
        source: str,
        rows: Iterable[tuple[int, Any]],
        done: Callable[[], int],
        total: int | None,
    ) -> None:
        report, most = self.report, self._options.most
        for batch in _batches(islice(rows, most) if most else rows):
            report.read += len(batch)
            self._take_batch(made, source, batch)
            self._options.progress("reading", done(), total)
        self._take_waiting(made, source)
        self._untitled = made.describe_untitled()
        self._reject([])
        report.read += report.rejected_unread

    def _take_batch(self, made: Rows, source: str, batch: list[tuple[int, Any]]) -> None:
        lines, cells = [line for line, _ in batch], [row for _, row in batch]
        refused: list[_Refused] = []
        try:
            self.report.left_out += made.take(lines, cells)
        except RefusedError:
            refused = self._one_by_one(made, source, batch)
        self._reject(refused)
        made.settle()

    def _take_waiting(self, made: Rows, source: str) -> None:
        """Take the rows that waited for those that they answer; in the end, those that nothing is there for, too."""
        while (answering := made.answering) is not None and answering.waiting:
            waiting, answering.waiting = answering.waiting, []
            for batch in _batches(waiting):
                self._take_batch(made, source, batch)
            answering.last = len(answering.waiting) == len(waiting)

    def _one_by_one(self, made: Rows, source: str, batch: list[tuple[int, Any]]) -> list[_Refused]:
        """Take the rows of a batch that cannot be taken whole; return those that cannot be taken at all."""
        refused: list[_Refused] = []
        for line, row in batch:
            try:
                self.report.left_out += made.take([line], [row])
            except RefusedError as error:
                if isinstance(error, ReusedKeyError):
                    self.report.reused.append(str(error))
                refused.append((Position(source, line), str(error), row))
        return refused

    def _reject_finding(self, finding: Finding) -> None:
        """Count a row that the reader could not read."""
        self.report.rejected_unread += 1
        self._unread.append((finding.position, finding.message, getattr(finding, "cells", ())))
        if len(self._unread) > _BATCH:  # hardly any row can be read, and a batch may never be full
            self._reject([])

    def _reject(self, refused: list[_Refused]) -> None:
        """Tell of rows that cannot be taken, those that the reader refused among them, in the order of their lines."""
        for position, reason, cells in sorted([*self._unread, *refused], key=lambda item: item[0].line):
            self.report.reject(position, reason)
            self._rejects.write(position.line, reason, cells)
        self._unread.clear()

    # --- applying -----------------------------------------------------------------------------

    def _apply(self, plan: Plan, source: str, sizes: Sizes, held: HeldAssertions) -> None:
        report, progress = self.report, self._options.progress
        rows = 0

        def advance(count: int) -> None:
            nonlocal rows
            rows += count
            progress("writing", rows, sizes.rows)

        apply = Apply(self._connection, self._path, self._now, sizes, advance)
        apply.met = held
        apply.at_the_end(lambda: apply.note_held(held))
        dataset = self._mapping.dataset
        options, mending = self._options, self._mending
        digest = "" if report.rejected else options.digest
        with apply.run(dataset, source, digest, options.mapping, options.published):
            if mending is not None:
                told = report.new_rows is not None and plan.event.key is not None
                apply.at_the_end(
                    lambda: mending.settle(apply, self._reader, self._now, report, events_told=told)
                )
            apply.at_the_end(apply.revive)
            apply.put_indexes_aside()
            if untitled := sorted([*self._untitled, *apply.apply_keyed()]):
                report.remarks.append(
                    f"events that no row gives a title, and that go by their key: {', '.join(untitled[:_SHOWN])}"
                    + (f" and {len(untitled) - _SHOWN:,} more" if len(untitled) > _SHOWN else "")
                )
            report.unchange(apply.take_as_unchanged(dataset, options.published))
            apply.apply_assertions()
            lost_links, taken_out = apply.apply_links()
            refuse_links(report, apply.refused, source, left_out=options.on_error == "skip")
            if lost_links:
                report.remarks.append(f"links to rows that are not in the input, left out: {lost_links:,}")
            if taken_out:
                report.remarks.append(
                    f"links that somebody has taken out of the case file, and that stay out: {taken_out:,} "
                    "(claimtrack link makes one again)"
                )
            apply.apply_others()
            if self._last is not None:
                self._last.settle(apply, self._now)
        report.made, report.held, report.repeated = apply.made, apply.held, apply.repeated


def _batches(rows: Iterable[tuple[int, Any]]) -> Iterator[list[tuple[int, Any]]]:
    whole = iter(rows)
    while batch := list(islice(whole, _BATCH)):
        yield batch
