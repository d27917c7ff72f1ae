"""The intake: drafts are checked against each other and the file, then all are taken, or none.

Every record enters here, whether from an import, the Python API or the command line, so that one set of checks
speaks for all of them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from claimtrack.casefile.batch import Batch, IntakeReport
from claimtrack.errors import ClaimtrackError, ImportRejectedError, LinkRuleError
from claimtrack.model.draft import Draft, Finding
from claimtrack.store.connection import storage_errors
from claimtrack.store.reader import Reader
from claimtrack.store.unit import unit_of_work
from claimtrack.store.writer import Writer

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable
    from pathlib import Path

__all__ = ["Intake", "IntakeReport", "rejection"]


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
        with unit_of_work(self._connection, self._path):
            batch = Batch(self._reader, list(problems))
            batch.read(drafts)
            if strict:
                batch.problems += batch.report.warnings
            self._write(batch)
            if batch.problems:
                raise rejection(batch.problems)
            return batch.report

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


def rejection(problems: list[Finding]) -> ClaimtrackError:
    """Make the error: of the problem's own class for a call about one record, a rejected import otherwise."""
    ordered = sorted(problems, key=lambda item: (item.position.source, item.position.line, item.attribute))
    texts = tuple(str(item) for item in ordered)
    if not any(item.position.source for item in ordered) and len(texts) == 1:
        return ordered[0].error(texts[0])
    if len(texts) == 1:
        return ImportRejectedError(texts[0], "nothing was taken", problems=texts)
    return ImportRejectedError(f"{len(texts)} problems; nothing was taken", problems=texts)
