"""What came of an import: counts, what could not be read with the worst examples, and what should be looked at."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claimtrack.model.draft import Finding
from claimtrack.wording import counted, counted_kinds

if TYPE_CHECKING:
    from pathlib import Path

    from claimtrack.model import Record
    from claimtrack.model.draft import Position
    from claimtrack.model.edits import Apart

_EXAMPLES = 5  # of each kind of doubt
_LISTED = 10_000  # keys kept of those that changed or vanished
_KEYS = 20  # named of those that changed or vanished
_PAIRS = 10  # of claimants that may be one, named
_PROBLEMS = 1000  # kept word for word; a wrong mapping makes one of every row


@dataclass(slots=True)
class IntakeReport:
    """What came of an intake of drafts.

    Attributes:
        made: records made, by kind.
        held: records that the file held already, by kind.
        repeated: records that stood more than once in the input and are held once, by kind.
        void: records that are void in the file and stay out, by kind, and what points at them.
        warnings: what was taken and should be looked at: dates and values that could not be read.
        records: the records of the input, in order, whether made now or held before.
        conflicts: what was corrected otherwise here than where the input comes from.
    """

    made: Counter[str] = field(default_factory=Counter)
    held: Counter[str] = field(default_factory=Counter)
    repeated: Counter[str] = field(default_factory=Counter)
    void: Counter[str] = field(default_factory=Counter)
    warnings: list[Finding] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    conflicts: list[Apart] = field(default_factory=list)


@dataclass(slots=True)
class Doubts:
    """One kind of thing that was taken and should be looked at.

    Attributes:
        count: how often.
        examples: the first different ones.
    """

    count: int = 0
    examples: dict[str, Position] = field(default_factory=dict)


@dataclass(slots=True)
class ImportReport:
    """What came of an import of rows.

    Attributes:
        read: rows read.
        left_out: rows that the mapping's filter left out.
        rejected: rows that could not be taken.
        rejected_unread: those of them that the reader could not read.
        made: records made, by kind.
        held: records that the file held already, by kind.
        repeated: records that stood more than once in the input and are held once, by kind.
        void: records that are void in the file and stay out, by kind, and what points at them.
        way_back: how they come back.
        mended: records whose reading a mended mapping has corrected, by kind.
        doubts: what was taken and should be looked at, by what it is.
        problems: why rows were rejected, the first of them.
        remarks: what was taken for what, and what the reader met.
        changed, vanished: keys of rows that say something else than in the last release, or are gone from it: the
            first of them; `changed_count` and `vanished_count` count them all.
        new_rows: rows that the last release did not have; None for a first one, or where rows have no key.
        newest: when the newest release was published, where this one is older; else empty.
        reused: keys that evidently mean other events than in the last release.
        started: those of them whose rows start new events.
        mistaken: those of them whose rows are taken for what became of the events of before.
        first_events: keys of the first events that rows are about.
        same: this very file was imported before, with this mapping; nothing was done.
        part: the input is a part of a release, such as a file of rejects: what is not in it has not vanished.
        rejects: the file that the rejected rows were written to.
    """

    read: int = 0
    left_out: int = 0
    rejected: int = 0
    rejected_unread: int = 0
    made: Counter[str] = field(default_factory=Counter)
    held: Counter[str] = field(default_factory=Counter)
    repeated: Counter[str] = field(default_factory=Counter)
    void: Counter[str] = field(default_factory=Counter)
    way_back: str = ""
    mended: Counter[str] = field(default_factory=Counter)
    doubts: dict[str, Doubts] = field(default_factory=dict)
    problems: list[Finding] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    vanished: list[str] = field(default_factory=list)
    changed_count: int = 0
    vanished_count: int = 0
    new_rows: int | None = None
    newest: str = ""
    reused: list[str] = field(default_factory=list)
    started: list[str] = field(default_factory=list)
    mistaken: list[str] = field(default_factory=list)
    first_events: list[str] = field(default_factory=list)
    same: bool = False
    part: bool = False
    rejects: Path | None = None
    _last_changed: str = ""

    def doubt(self, kind: str, example: str, position: Position) -> None:
        """Count something that should be looked at."""
        found = self.doubts.get(kind)
        if found is None:
            found = self.doubts[kind] = Doubts()
        found.count += 1
        if len(found.examples) < _EXAMPLES:
            found.examples.setdefault(example, position)

    def propose(self, pairs: list[str]) -> None:
        """Name claimants that may be one; whether they are is for a person to say."""
        if pairs:
            more = (
                [f"    and {len(pairs) - _PAIRS:,} more; all of them: claimtrack gaps"]
                if len(pairs) > _PAIRS
                else []
            )
            how = (
                "nothing is merged unasked: claimtrack claimant merge FORMER INTO, or an alias in the mapping"
            )
            self.remarks += [
                f"claimants that may be one ({how}):",
                *(f"    {pair}" for pair in pairs[:_PAIRS]),
                *more,
            ]

    def tell_same_files(self, pairs: list[str]) -> None:
        """Name items of evidence that have one file; whether they are one is for a person to say."""
        if pairs:
            more = (
                [f"    and {len(pairs) - _PAIRS:,} more; all of them: claimtrack gaps"]
                if len(pairs) > _PAIRS
                else []
            )
            self.remarks += [
                "items of evidence with one file, byte for byte, perhaps one with several bearings (nothing is merged unasked):",
                *(f"    {pair}" for pair in pairs[:_PAIRS]),
                *more,
            ]

    def reject(self, position: Position, message: str) -> None:
        """Count a row that cannot be taken."""
        self.rejected += 1
        if len(self.problems) < _PROBLEMS:
            self.problems.append(Finding(position, message))

    def change(self, key: str) -> None:
        """Count a key whose row says something else than in the last release; its claims come one after another."""
        if self._last_changed != key:
            self.changed_count += 1
            if len(self.changed) < _LISTED:
                self.changed.append(key)
        self._last_changed = key

    def unchange(self, keys: set[str]) -> None:
        """Take back that keys say something else: what they say is only written otherwise."""
        self.changed = [key for key in self.changed if key not in keys]
        self.changed_count -= len(keys)
        if keys:
            self.remarks.append(f"rows that say the same, written otherwise: {len(keys):,}; no change")

    def vanish(self, key: str) -> None:
        """Count a key that is gone since the last release."""
        self.vanished_count += 1
        if len(self.vanished) < _LISTED:
            self.vanished.append(key)

    def lines(self, *, problems: int = _EXAMPLES) -> list[str]:
        """Say it in lines for a person.

        Args:
            problems: reasons of rejected rows told at most.
        """
        if self.same:
            told = "this very file was imported before, by the same mapping; nothing new"
            return [
                f"{told} (--again reads it all the same, with --published DATE as the release of that day)"
            ]
        lines = [*self.remarks]
        for kind, found in self.doubts.items():
            lines.append(f"{found.count:,} × {kind}")
            lines += [f"    {position}: {example}" for example, position in found.examples.items()]
        lines += [str(problem) for problem in self.problems[:problems]]
        if problems and self.rejected > problems:
            lines.append(f"and {counted(self.rejected - problems, 'more row')} that cannot be taken")
        parts = [f"{counted(self.read, 'row')} read"]
        parts += [f"{self.left_out:,} left out by the mapping"] if self.left_out else []
        if self.rejected:
            written = f" and written to {self.rejects}" if self.rejects else ""
            parts.append(f"{self.rejected:,} rejected{written}")
        lines.append(", ".join(parts))
        lines.append(f"made {counted_kinds(self.made)}" if self.made.total() else "nothing new")
        if self.mended.total():
            lines.append(f"read otherwise by the mended mapping, and corrected: {counted_kinds(self.mended)}")
        corrected = Counter({"assertion": self.mended["assertion"]})
        if unchanged := self.held - corrected:
            lines.append(f"already in the case file, unchanged: {counted_kinds(unchanged)}")
        if self.repeated.total():
            lines.append(f"in the input more than once and held once: {counted_kinds(self.repeated)}")
        if self.void.total():
            lines.append(f"void here, and left out: {counted_kinds(self.void)} ({self.way_back})")
        return lines + self._release()

    def _release(self) -> list[str]:
        """Say what is new, changed and gone since the last release."""
        if self.new_rows is None:
            return []
        gone = "" if self.part else f", {self.vanished_count:,} vanished"
        lines = [
            f"against the last release: {counted(self.new_rows, 'new row')}, {self.changed_count:,} changed{gone}"
            if not self.newest
            else f"older than the release of {self.newest}, which stands: {counted(self.new_rows, 'row')} only here, "
            f"{self.changed_count:,} superseded by what later ones say"
        ]
        started = list(dict.fromkeys(self.started))
        if started:
            lines.append(
                f"    keys that mean other events than before, each a new event now: {len(started):,}"
            )
        if self.mistaken:
            lines.append(
                "    keys that mean other events than before, wrongly taken for what became of those events: "
                f"{len(self.mistaken):,}"
            )
        for what, keys in (
            ("anew", started),
            ("wrongly", self.mistaken),
            ("superseded" if self.newest else "changed", self.changed),
            ("vanished", self.vanished),
        ):
            if keys:
                more = ", …" if len(keys) > _KEYS else ""
                lines.append(f"    {what}: {', '.join(keys[:_KEYS])}{more}")
        if self.vanished and self.rejected:
            lines.append("    rows that were rejected count as vanished")
        return lines
