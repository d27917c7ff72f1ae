"""The edits of two files that become one."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from claimtrack.errors import ClaimtrackError
from claimtrack.merging.names import SameNames, by_record
from claimtrack.model.edits import by_part, standing
from claimtrack.store.edits import every_edit
from claimtrack.store.storage_errors import storage_errors
from claimtrack.store.writer import Writer

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from claimtrack.merging.names import Name
    from claimtrack.model import Edit
    from claimtrack.model.edits import Part


class EditsOfBoth:
    """The edits of two files, by the record that each is of.

    Args:
        ours: the case file.
        theirs: the other one.

    Attributes:
        names: what both call each record.
    """

    def __init__(self, ours: sqlite3.Connection, theirs: sqlite3.Connection) -> None:
        self._ours = ours
        edits = (*every_edit(ours), *every_edit(theirs))
        self.names = SameNames(ours, theirs, edits)
        self._all = by_record(edits, self.names)

    def records(self) -> list[Name]:
        """Return kind and key or id of all records that were edited."""
        return list(self._all)

    def of(self, kind: str, name: str) -> list[Edit]:
        """Return the edits of a record, every key in them as it is now."""
        return [self.names.edit(edit) for edit in self._all.get((kind, name), {}).values()]

    def standing(self, kind: str, name: str, part: Part) -> list[Edit]:
        """Return the edits of a part that no other replaces."""
        return standing(by_part(self.of(kind, name)).get(part, ()))

    def put_down(self, kind: str, name: str, edits: Iterable[Edit]) -> None:
        """Add edits of a record; of two that are alike the earlier one stays."""
        for edit in edits:
            held = self._all.setdefault((kind, name), {})
            if edit.id not in held or edit.recorded < held[edit.id].recorded:
                held[edit.id] = edit

    def keep(self) -> None:
        """Write down all edits of both, each once, and as made when it first was."""
        writer = Writer(self._ours)
        held = dict(self._ours.execute("SELECT id, recorded FROM edit").fetchall())
        for edit in (edit for of_record in self._all.values() for edit in of_record.values()):
            if edit.id not in held:
                writer.insert(edit)
            elif edit.recorded != held[edit.id]:
                self._ours.execute("UPDATE edit SET recorded = ? WHERE id = ?", (edit.recorded, edit.id))


@contextmanager
def naming(path: Path, kind: str, name: str) -> Iterator[None]:
    """Name the record in what the store refuses.

    Raises:
        ClaimtrackError: of the class of the refusal.
    """
    try:
        with storage_errors(path):
            yield
    except ClaimtrackError as refused:
        raise type(refused)(
            f"{kind} {name[:32]}: {refused.message}; nothing was merged",
            refused.hint or "correct it in one of the files first",
        ) from None
