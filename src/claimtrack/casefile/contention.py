"""Finding the contested events of a case file: what the store counts says which events have to be compared at all."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from claimtrack.analysis import compare_dossier
from claimtrack.analysis.contested import find_contested
from claimtrack.analysis.contested_scan import WidestFirst, bounded
from claimtrack.analysis.selection import as_of
from claimtrack.store.contention import ContentionScan
from claimtrack.store.dossiers import count_events, gather_dossiers, select_rows
from claimtrack.store.reader import Reader
from claimtrack.store.storage_errors import storage_errors

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from claimtrack.analysis.contested import Contested
    from claimtrack.analysis.contested_scan import Bounded
    from claimtrack.dates import DateValue
    from claimtrack.store.contention import Scope

_TOGETHER: Final = 2_000  # events looked at together, as entered: few, for the first is waited for
_FEW: Final = 200  # events that may be contested: so many are compared to tell how many are


class Contention:
    """The contested events of a case file.

    Args:
        path: the case file.
        connection: the same, open.
        scope: which events count.
        since: only what was not yet contested so by then; all where None.
        progress: is told what is being done, how much of it is done, and how much there is.
    """

    def __init__(
        self,
        path: Path,
        connection: sqlite3.Connection,
        scope: Scope,
        since: DateValue | None,
        progress: Callable[[str, int, int | None], None] | None,
    ) -> None:
        self._path, self._scope, self._since, self._progress = path, scope, since, progress
        self._reader, self._scan = Reader(connection), ContentionScan(connection, scope)

    def page(self, limit: int, *, widest: bool) -> tuple[list[Contested], int, int]:
        """Return the first of the contested events, how many more there are, and how many there may be beyond.

        Args:
            limit: how many at most; 0 for all.
            widest: the widest first, else as they were entered.
        """
        found = self.widest() if widest else self.as_entered()
        with storage_errors(self._path):
            shown = list(islice(found, limit or None))
            if isinstance(found, WidestFirst):
                return (shown, *found.left(_FEW))
            return shown, sum(1 for _ in found), 0

    def widest(self) -> WidestFirst:
        """Return the contested events, the widest first."""
        with storage_errors(self._path):
            return WidestFirst(self._candidates(), self._decide)

    def as_entered(self) -> Iterator[Contested]:
        """Stream the contested events as they were entered."""
        with storage_errors(self._path):
            for first in range(1, self._scan.last_event() + 1, _TOGETHER):
                candidates = self._candidates(first, first + _TOGETHER - 1)
                for found in self._decide([candidate.event for candidate in candidates]):
                    if found is not None:
                        yield found

    def _candidates(self, first: int = 0, last: int = 0) -> Iterator[Bounded]:
        total = count_events(self._reader, self._scope.tag)
        whole = not (self._scope.parties or self._since)
        for done, stir in enumerate(self._scan.stirs(first, last)):
            if self._progress is not None and done % 1000 == 0:
                self._progress("events", first + done, total)
            candidate = bounded(stir, one_field=bool(self._scope.field))
            if candidate is not None:
                yield candidate if whole else candidate._replace(certain=False)

    def _decide(self, events: Sequence[int]) -> Iterator[Contested | None]:
        fields = [self._scope.field] if self._scope.field else []
        between = (self._scope.parties[0], self._scope.parties[1]) if self._scope.parties else None
        for dossier in gather_dossiers(self._reader, select_rows(self._reader, events)):
            before = compare_dossier(as_of(dossier, self._since).dossier) if self._since else None
            yield find_contested(compare_dossier(dossier), fields=fields, between=between, unchanged=before)
