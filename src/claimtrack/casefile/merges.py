"""Merging another file into a case file, and what came of it."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claimtrack.casefile.conflicts import apart, decide
from claimtrack.casefile.other_file import begins, other_case
from claimtrack.casefile.packing import evidence_kept
from claimtrack.casefile.packs import MARK, opened_pack
from claimtrack.errors import InputFileError
from claimtrack.merging.twins import same_twice
from claimtrack.merging.union import Merging
from claimtrack.merging.voids import KINDS
from claimtrack.store.edits import open_conflicts
from claimtrack.store.history import History
from claimtrack.store.log import head
from claimtrack.store.other_file import head_of, knows_entry, merging
from claimtrack.wording import counted, counted_kinds

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from claimtrack.merging.twins import Pair
    from claimtrack.merging.union import Telling
    from claimtrack.model.edits import Apart

    Choose = Callable[[Apart], str]


@dataclass(slots=True)
class Joined:
    """What came of merging two files.

    Attributes:
        made: records that came in, by kind.
        changed: records that both have and that are another now, by kind.
        void_there: records that the other side had made void, by kind.
        void: records that are void now because what they stand on is void on one side, by kind.
        conflicts: what is in conflict still.
        settled: how many conflicts were settled.
        files: how many files of evidence came in.
        releases: how many released reports came in.
        pairs: records that may be one, made on both sides.
        notes: what else should be looked at.
        entry: number of the entry of the log; 0 where nothing was changed.
        undoable: whether there is anything to take back: not where it keeps the other log alone.
    """

    made: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    void_there: dict[str, int] = field(default_factory=dict)
    void: dict[str, int] = field(default_factory=dict)
    conflicts: list[Apart] = field(default_factory=list)
    settled: int = 0
    files: int = 0
    releases: int = 0
    pairs: list[Pair] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    entry: int = 0
    undoable: bool = False

    def lines(self) -> list[str]:
        """Say it, a line each."""
        made, changed, there, void = map(counted_kinds, (self.made, self.changed, self.void_there, self.void))
        lines = [f"note: {note}" for note in self.notes]
        lines += [f"note: {pair.told}" for pair in self.pairs]
        lines += (
            [f"made {made}"] if made else [] if changed or there or void or self.releases else ["nothing new"]
        )
        lines += [f"taken over from the other file, or from both: {changed}"] if changed else []
        lines += [f"void, as in the other file: {there}"] if there else []
        lines += [f"void, as what it stands on is void on one side: {void}"] if void else []
        lines += [f"kept {counted(self.files, 'file')} of evidence"] if self.files else []
        lines += [f"kept {counted(self.releases, 'released report')}"] if self.releases else []
        lines += [f"settled {counted(self.settled, 'conflict')}"] if self.settled else []
        lines += (
            [f"entry {self.entry} of the log; take it back with: claimtrack undo {self.entry}"]
            if self.entry and self.undoable
            else []
        )
        return lines


def join(
    connection: sqlite3.Connection,
    path: Path,
    other: Path,
    now: Callable[[], str],
    *,
    choose: Choose = lambda _apart: "",
    progress: Telling = lambda _what, _done, _total: None,
) -> Joined:
    """Merge another file into a case file, in one transaction.

    Args:
        connection: the case file.
        path: its path.
        other: a case file, an export or a pack.
        now: gives the time, UTC, ISO 8601.
        choose: says of a conflict `ours` or `theirs`; nothing leaves it open.
        progress: told now and then how far it is.

    Raises:
        InputFileError: the other file is this one, or cannot be read.
        ClaimtrackError: it is refused, or together the two break a rule.
    """
    if other.exists() and other.resolve() == path.resolve():
        raise InputFileError(f"{other} is the case file itself", "name another file")
    last, open_before = head(connection)[0], open_conflicts(connection)
    joined = Joined()
    with other_case(other) as theirs, _evidence_of(other, path, progress) as joined.files:
        with merging(connection, path, head_of(theirs)):
            run = Merging(connection, theirs, path, progress)
            run.run()
            joined.conflicts = [apart(connection, item, run) for item in open_conflicts(connection)]
            _choose(connection, joined, choose, now)
        joined.pairs = same_twice(connection, theirs, run.came)
        joined.notes = [*run.notes, *_taken_back(connection, theirs)]
    joined.made, joined.changed = run.made, run.changed
    joined.void_there, joined.void, joined.releases = run.void_there, run.void, run.releases
    entry = head(connection)[0]
    joined.entry = entry if entry > last else 0
    joined.undoable = _is_another(connection, entry) or open_conflicts(connection) != open_before
    return joined


def _taken_back(connection: sqlite3.Connection, theirs: sqlite3.Connection) -> Iterator[str]:
    """Say what an earlier merge brought from a file, and an undo took back: another merge of the file does not bring it again."""
    for merge, undo, merged in History(connection).merges_taken_back():
        if knows_entry(theirs, merged):
            yield (
                f"what entry {merge} merged from there was taken back by entry {undo}, and stays so: "
                f"claimtrack undo {undo} brings it back"
            )


def _is_another(connection: sqlite3.Connection, number: int) -> bool:
    """Whether an entry of the log changed any record."""
    entry = History(connection).entry(number)
    return entry is not None and bool(
        any(item["kind"] in KINDS for of in ("changes", "rows") for item in entry.content.get(of, ()))
    )


@contextmanager
def _evidence_of(other: Path, path: Path, progress: Telling) -> Iterator[int]:
    """Keep the evidence of a pack for what a block brings in; yields how many files are new."""
    if not begins(other, MARK):
        yield 0
        return
    with opened_pack(other) as opened, evidence_kept(path, opened, progress) as new:
        yield new


def _choose(connection: sqlite3.Connection, joined: Joined, choose: Choose, now: Callable[[], str]) -> None:
    left = []
    for one in joined.conflicts:
        choice = choose(one) if one.sided else ""
        if choice:
            decide(connection, one, one.ours if choice == "ours" else one.theirs, now())
            joined.settled += 1
        else:
            left.append(one)
    joined.conflicts = left
