"""What the keys of rows say of their events.

A row that answers another one, as a reply does its post, joins the event of that. The answered row may stand further down, or
in an earlier release: rows whose event is not known yet wait until all others have been read; one whose answered row is
nowhere speaks of an event of its own, or is refused where it names none.

A row whose key meant another event in the last release is refused, starts a new event, or is taken all the same.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from claimtrack.intake.known import hashed
from claimtrack.intake.rules import RefusedError, ReusedKeyError, another_event
from claimtrack.store.columns import read_date_column
from claimtrack.store.held_records import row_digests_of, rows_before

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Sequence

    from claimtrack.dates import DateValue
    from claimtrack.importers.mapping.bound import Plan
    from claimtrack.importers.mapping.cells import Row
    from claimtrack.intake.report import ImportReport

_ANEW = 8  # hexadecimal digits


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


# --- keys that mean another event than before -----------------------------------------------------


class ReusedKeys:
    """Looks out for rows whose key meant another event in the last release.

    Args:
        plan: the mapping, bound to the columns of the input.
        connection: the case file.
        dataset: whose last release it was.
        date_of: gives when the event of a row happened, as the row has it.
        answering: tells whose event a row joins, where rows may answer others.
        report: takes the keys.
        reused: what becomes of such rows: refuse, new or accept.
        mended: the mapping is another than last time, and may take the keys from elsewhere.
        met: keys of rows in earlier files of the same release.
    """

    def __init__(
        self,
        plan: Plan,
        connection: sqlite3.Connection,
        dataset: str,
        date_of: Callable[[Row], DateValue | None],
        answering: Answering | None,
        report: ImportReport,
        reused: str,
        *,
        mended: bool,
        met: Collection[str],
    ) -> None:
        self._event = plan.event
        self._connection = connection
        self._dataset = dataset
        self._date_of = date_of
        self._answering = answering
        self._report = report
        self._reused = reused
        self._mended = mended
        self._met = met
        self._digests: set[str] | None = None

    def check(self, keys: list[str], digests: list[int], rows: Sequence[Row]) -> dict[int, str]:
        """Return the names of the events that rows start, or have started, by their place.

        Args:
            keys: of the rows.
            digests: of what stands in the rows.
            rows: the rows.

        Raises:
            ReusedKeyError: a row is refused.
        """
        before = rows_before(self._connection, self._dataset, keys)
        named: dict[int, str] = {}
        for place, (key, digest, row) in enumerate(zip(keys, digests, rows, strict=True)):
            about, was, when, earlier = before.get(key if key not in self._met else "", ("", "", None, ""))
            event_key = self._event.key(row).strip() if self._event.key is not None else ""
            if about and event_key and started_anew(about, event_key):
                named[place] = about
            if not about or f"{digest:016x}" == earlier:
                continue
            another = self._means_another(row, was, when)
            if another is None or (self._mended and self._was_there(digest)):
                continue
            if name := self._taken(key, event_key, *another):
                named[place] = name
        return named

    def _was_there(self, digest: int) -> bool:
        """Whether a row was there before as it is now, under whatever key."""
        if self._digests is None:
            rows = row_digests_of(self._connection, self._dataset)
            self._digests = {digest for (digest, *_), _, _ in rows}
        return f"{digest:016x}" in self._digests

    def _means_another(self, row: Row, was: str, when: str | None) -> tuple[str, str] | None:
        """Return what a row says that its event is, and what it was, where that is another one."""
        if self._event.title is None or (self._answering is not None and self._answering.answered(row)):
            return None
        now, occurred = self._event.title(row).strip(), self._date_of(row)
        happened = read_date_column(when) if when is not None else None
        if not now or not another_event(now, occurred, was, happened):
            return None
        dates = [f", {date}" if date else "" for date in (happened, occurred)]
        return f"{now} {occurred or ''}", f"was {was!r}{dates[0]}, is {now!r}{dates[1]}"

    def _taken(self, key: str, event_key: str, told: str, why: str) -> str:
        """Take a row whose key means another event; return the name of the event that it starts, if it starts one.

        Raises:
            ReusedKeyError: such rows are refused.
        """
        if self._reused == "refuse":
            raise ReusedKeyError(f"key {key} {why}")
        if self._reused == "accept":
            self._report.mistaken.append(key)
            return ""
        self._report.started.append(key)
        return anew(event_key, told) if event_key else ""


def anew(key: str, told: str) -> str:
    """Make the key of an event that a row starts whose own key was another event's.

    Args:
        key: as the row has it.
        told: what the row says the event is.
    """
    return f"{key}-{hashed(told)[:_ANEW]}"


def started_anew(key: str, before: str) -> bool:
    """Whether a key was made by `anew` of another one."""
    return re.fullmatch(rf"{re.escape(before)}-[0-9a-f]{{{_ANEW}}}", key) is not None
