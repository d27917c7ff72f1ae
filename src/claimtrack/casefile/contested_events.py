"""Finding the contested events of a case file: what the store counts says which events have to be compared at all."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from claimtrack.analysis import compare_dossier
from claimtrack.analysis.contested import find_contested
from claimtrack.analysis.contested_scan import bounded, by_bound, widest_first
from claimtrack.analysis.selection import as_of
from claimtrack.store.contested_counts import ContentionScan
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
    from claimtrack.store.contested_counts import Scope

_TOGETHER: Final = 2_000  # events looked at together, as entered: few, for the first is waited for
_FEW: Final = 200  # events that may be contested: so many are compared to tell how many are
_COUNTED: Final = 1_000  # events beside those of a page: where there are more, nobody waits to hear how many


class Page(NamedTuple):
    """The first of the contested events.

    Attributes:
        shown: they.
        more: how many others there are.
        perhaps: how many beside those may be contested, and were not compared.
        exact: whether all were counted; else there may be still more.
    """

    shown: list[Contested]
    more: int = 0
    perhaps: int = 0
    exact: bool = True


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
        self._decided = 0

    def page(self, limit: int, *, widest: bool) -> Page:
        """Return the first of the contested events, and how many more there are.

        Args:
            limit: how many at most; 0 for all.
            widest: the widest first, else as they were entered.
        """
        shown = list(islice(self.widest() if widest else self.as_entered(), limit or None))
        if not limit or len(shown) < limit:
            return Page(shown)
        with storage_errors(self._path):
            return self._counted(shown)

    def widest(self) -> Iterator[Contested]:
        """Stream the contested events, the widest first."""
        with storage_errors(self._path):
            yield from widest_first(by_bound(self._scan.widest(), self._candidates()), self._decide)

    def as_entered(self) -> Iterator[Contested]:
        """Stream the contested events as they were entered."""
        with storage_errors(self._path):
            for candidates in self._by_span():
                for found in self._decide([candidate.event for candidate in candidates]):
                    if found is not None:
                        yield found

    def _counted(self, shown: list[Contested]) -> Page:
        """Count the events that may be contested beside those shown, as far as is worth while."""
        known, certain = self._scan.rows_of(one.event.key for one in shown), 0
        doubtful: list[int] = []
        for candidates in self._by_span(newest=True):
            others = [candidate for candidate in candidates if candidate.event not in known]
            unsure = [candidate.event for candidate in others if not candidate.certain]
            certain += len(others) - len(unsure)
            doubtful += unsure
            if certain + len(doubtful) > _COUNTED:
                return Page(shown, certain, len(doubtful), exact=False)
        if len(doubtful) > _FEW:
            return Page(shown, certain, len(doubtful))
        return Page(shown, certain + sum(one is not None for one in self._decide(doubtful)))

    def _by_span(self, *, newest: bool = False) -> Iterator[Iterator[Bounded]]:
        """Yield the events that may be contested as they were entered, span by span: the last one first where asked."""
        spans = range(1, self._scan.last_event() + 1, _TOGETHER)
        for first in reversed(spans) if newest else spans:
            yield self._candidates(first, first + _TOGETHER - 1)

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
        self._decided += len(events)
        if self._progress is not None:
            self._progress("events compared", self._decided, None)
        fields = [self._scope.field] if self._scope.field else []
        between = (self._scope.parties[0], self._scope.parties[1]) if self._scope.parties else None
        for dossier in gather_dossiers(self._reader, select_rows(self._reader, events)):
            before = compare_dossier(as_of(dossier, self._since).dossier) if self._since else None
            yield find_contested(compare_dossier(dossier), fields=fields, between=between, unchanged=before)
