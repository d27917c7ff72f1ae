"""Rows that answer other rows, as a reply does its post: each joins the event of the row that it answers.

The answered row may stand further down, or in an earlier release. Rows whose event is not known yet wait until all others
have been read; one whose answered row is nowhere speaks of an event of its own, or is refused where it names none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimtrack.intake.rules import RefusedError
from claimtrack.store.held import rows_before

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

    from claimtrack.importers.mapping.bound import Plan
    from claimtrack.importers.mapping.cells import Row


class Answering:
    """Tells which event each row joins.

    Args:
        plan: the mapping, bound to the columns of the input; it says which row a row answers.
        connection: the case file.
        dataset: whose rows of an earlier import are looked up.

    Attributes:
        waiting: rows that were held back, with their lines.
        last: nothing more will come: what answers a row that is nowhere is on its own.
    """

    def __init__(self, plan: Plan, connection: sqlite3.Connection, dataset: str) -> None:
        words = plan.event.key or plan.event.title
        assert plan.event.row is not None and plan.key is not None and words is not None  # noqa: S101, PT018 - compiled so
        self._row: Callable[[Row], str] = plan.event.row
        self._key: Callable[[Row], str] = plan.key
        self._words: Callable[[Row], str] = words
        self._connection = connection
        self._dataset = dataset
        self._named: dict[str, str] = {}
        self.waiting: list[tuple[int, Any]] = []
        self.last = False

    def answered(self, row: Row) -> str:
        """Return the key of the row that a row answers; empty where it answers none."""
        return self._row(row).strip()

    def hold_back(self, rows: Sequence[Row]) -> list[int]:
        """Return which of some rows must wait: those that answer rows whose event is not known yet."""
        open_ = []
        for place, row in enumerate(rows):
            if self.answered(row):
                open_.append(place)
            else:
                self._named[self._key(row).strip()] = self._words(row)
        self._look_up([self.answered(rows[place]) for place in open_])
        while open_:
            left = [place for place in open_ if not self._joins(rows[place])]
            if len(left) == len(open_):
                break
            open_ = left
        return [] if self.last else open_

    def _joins(self, row: Row) -> bool:
        name = self._named.get(self.answered(row))
        if name is not None:
            self._named[self._key(row).strip()] = name
        return name is not None

    def _look_up(self, keys: list[str]) -> None:
        """Find the events of rows of an earlier import."""
        missing = [key for key in keys if key not in self._named]
        if missing:
            before = rows_before(self._connection, self._dataset, missing)
            self._named.update({key: found[0] for key, found in before.items()})

    def names(self, names: list[str], rows: Sequence[Row]) -> tuple[list[str], set[int]]:
        """Return what the events of rows are called, and which of the rows answer others and do not describe theirs.

        Raises:
            RefusedError: a row answers one that is nowhere, and names no event.
        """
        joined, answering = list(names), set()
        for place, row in enumerate(rows):
            if not (answered := self.answered(row)):
                continue
            name = self._named.get(answered)
            if name is not None:
                joined[place] = name
                answering.add(place)
            elif not names[place].strip():
                raise RefusedError(f"answers the row {answered!r}, which is not there")
        return joined, answering
