"""Merging another file into a case file: what came of it, what is in conflict, and how that is settled."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from claimtrack.casefile.other_file import begins, other_case
from claimtrack.casefile.packing import evidence_kept
from claimtrack.casefile.packs import MARK, opened_pack
from claimtrack.errors import InputFileError
from claimtrack.merging.twins import same_twice
from claimtrack.merging.union import Merging
from claimtrack.merging.voids import KINDS
from claimtrack.model import RECORD_TYPES, Assertion
from claimtrack.model.codec import TAG, key_of, kind_of
from claimtrack.model.decoding import Reading, decode
from claimtrack.model.edits import Apart, boxed, parts, same, states_of, whole
from claimtrack.store.author import noted
from claimtrack.store.changes import Changer
from claimtrack.store.edits import open_conflicts, settle
from claimtrack.store.history import History
from claimtrack.store.links import check_links
from claimtrack.store.log import SETTLES, head
from claimtrack.store.lookup import Lookup
from claimtrack.store.other_file import head_of, merging
from claimtrack.store.reader import Reader
from claimtrack.wording import counted, counted_kinds

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from claimtrack.merging.twins import Pair
    from claimtrack.merging.union import Telling
    from claimtrack.model import Record
    from claimtrack.model.edits import Conflict

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
    joined.made, joined.changed, joined.notes = run.made, run.changed, run.notes
    joined.void_there, joined.void, joined.releases = run.void_there, run.void, run.releases
    entry = head(connection)[0]
    joined.entry = entry if entry > last else 0
    joined.undoable = _is_another(connection, entry) or open_conflicts(connection) != open_before
    return joined


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


def standing_conflicts(connection: sqlite3.Connection, record: Record | None = None) -> list[Apart]:
    """Return what is in conflict in a case file, or in one record."""
    of = (kind_of(record), key_of(record)) if record is not None else ("", "")
    found = open_conflicts(connection, *of) if of[1] or record is None else []
    return [apart(connection, item) for item in found]


def apart(connection: sqlite3.Connection, conflict: Conflict, run: Merging | None = None) -> Apart:
    """Return a conflict as it is told: with what each of two files says, where a merge of the two has found that."""
    record = Reader(connection).get(RECORD_TYPES[conflict.kind], conflict.name)
    name = getattr(record, "short_name", "") or conflict.name
    reference = Lookup(connection).reference_to(record) if isinstance(record, Assertion) else ""
    sides = None if run is None else run.sides(conflict)
    told = Apart(conflict, name, sided=False) if sides is None else Apart(conflict, name, *sides)
    return told._replace(reference=reference)


def _choose(connection: sqlite3.Connection, joined: Joined, choose: Choose, now: Callable[[], str]) -> None:
    left = []
    for apart in joined.conflicts:
        choice = choose(apart) if apart.sided else ""
        if choice:
            decide(connection, apart, apart.ours if choice == "ours" else apart.theirs, now())
            joined.settled += 1
        else:
            left.append(apart)
    joined.conflicts = left


def settle_named(
    connection: sqlite3.Connection, record: Record, names: Iterable[str], now: str
) -> list[Conflict]:
    """Settle the conflicts of a record in attributes and fields, as it stands. Call inside a transaction.

    Args:
        connection: a case file.
        record: the record.
        names: attributes, and fields that an assertion answers.
        now: the time, UTC, ISO 8601.

    Returns:
        What was settled.
    """
    kind, name, wanted = kind_of(record), key_of(record), set(names)
    found = [item for item in open_conflicts(connection, kind, name) if item.what in wanted]
    held = parts(kind, states_of(record))
    for conflict in found:
        settle(connection, conflict, held.get(conflict.part), now)
    if found:
        noted(connection)[SETTLES] = [[kind, name, item.what] for item in found]
    return found


def decide(connection: sqlite3.Connection, apart: Apart, value: Any, now: str) -> None:
    """Settle a conflict as somebody chose. Call inside a transaction.

    Args:
        connection: a case file.
        apart: the conflict.
        value: what the part holds from now on; None for nothing.
        now: the time, UTC, ISO 8601.
    """
    conflict = apart.conflict
    noted(connection).setdefault(SETTLES, []).append([conflict.kind, conflict.name, conflict.what])
    settle_as(connection, conflict, value, now)


def settle_as(connection: sqlite3.Connection, conflict: Conflict, value: Any, now: str) -> None:
    """Settle a conflict, and write what was chosen into the record. Call inside a transaction.

    Args:
        connection: a case file.
        conflict: what is in conflict.
        value: what the part holds from now on; None for nothing.
        now: the time, UTC, ISO 8601.

    Raises:
        LinkRuleError: a link would break its meaning.
    """
    settle(connection, conflict, value, now)
    if same(boxed(conflict.edits[0].after), value):
        return
    reader = Reader(connection)
    held = reader.get(RECORD_TYPES[conflict.kind], conflict.name)
    if held is None:
        return
    content = states_of(held)
    found = parts(conflict.kind, content)
    found.pop(conflict.part, None)
    if value is not None:
        found[conflict.part] = value
    fixed = {name: content[name] for name in (TAG, "id", "recorded") if name in content}
    after, _ = decode(
        {**fixed, **whole(conflict.kind, found, [content])}, Reading(field_type=reader.field_type)
    )
    if after is not None and after != held:
        Changer(connection).update(held, after)
        check_links(connection, held, after)
