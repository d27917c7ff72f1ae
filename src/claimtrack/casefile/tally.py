"""What came of an import: counts, what could not be read with the worst examples, and what should be looked at."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claimtrack.model.draft import Finding
from claimtrack.wording import counted_kinds

if TYPE_CHECKING:
    from claimtrack.model.draft import Position

_EXAMPLES = 5  # of each kind of doubt
_PROBLEMS = 1000  # kept word for word; a wrong mapping makes one of every row


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
        doubts: what was taken and should be looked at, by what it is.
        problems: why rows were rejected, the first of them.
        remarks: what was taken for what, and what the reader met.
        changed, vanished: keys of rows that say something else than in the last release, or are gone from it.
        new_rows: rows that the last release did not have; None for a first one, or where rows have no key.
        reused: keys that evidently mean other events than in the last release.
        first_events: keys of the first events that rows are about.
        same: this very file was imported before, with this mapping; nothing was done.
    """

    read: int = 0
    left_out: int = 0
    rejected: int = 0
    rejected_unread: int = 0
    made: Counter[str] = field(default_factory=Counter)
    held: Counter[str] = field(default_factory=Counter)
    repeated: Counter[str] = field(default_factory=Counter)
    doubts: dict[str, Doubts] = field(default_factory=dict)
    problems: list[Finding] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    vanished: list[str] = field(default_factory=list)
    new_rows: int | None = None
    reused: list[str] = field(default_factory=list)
    first_events: list[str] = field(default_factory=list)
    same: bool = False

    def doubt(self, kind: str, example: str, position: Position) -> None:
        """Count something that should be looked at."""
        found = self.doubts.get(kind)
        if found is None:
            found = self.doubts[kind] = Doubts()
        found.count += 1
        if len(found.examples) < _EXAMPLES:
            found.examples.setdefault(example, position)

    def reject(self, position: Position, message: str) -> None:
        """Count a row that cannot be taken."""
        self.rejected += 1
        if len(self.problems) < _PROBLEMS:
            self.problems.append(Finding(position, message))

    def lines(self) -> list[str]:
        """Say it in lines for a person."""
        if self.same:
            return [
                "this very file was imported before, by the same mapping; nothing new (--again reads it all the same)"
            ]
        lines = [*self.remarks]
        for kind, found in self.doubts.items():
            lines.append(f"{found.count:,} × {kind}")
            lines += [f"    {position}: {example}" for example, position in found.examples.items()]
        parts = [f"{self.read:,} rows read"]
        parts += [f"{self.left_out:,} left out by the mapping"] if self.left_out else []
        parts += [f"{self.rejected:,} rejected"] if self.rejected else []
        lines.append(", ".join(parts))
        lines.append(f"made {counted_kinds(self.made)}" if self.made.total() else "nothing new")
        if self.held.total():
            lines.append(f"already in the case file, unchanged: {counted_kinds(self.held)}")
        if self.repeated.total():
            lines.append(f"in the input more than once and held once: {counted_kinds(self.repeated)}")
        if self.new_rows is not None:
            lines.append(
                f"against the last release: {self.new_rows:,} new rows, {len(self.changed):,} changed, "
                f"{len(self.vanished):,} vanished"
            )
            for what, keys in (("changed", self.changed), ("vanished", self.vanished)):
                if keys:
                    lines.append(f"    {what}: {', '.join(keys[:20])}{', …' if len(keys) > 20 else ''}")  # noqa: PLR2004
        return lines
