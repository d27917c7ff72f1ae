"""The questions over many events, or over all of a case file."""

from __future__ import annotations

from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from claimtrack.casefile.questions import CaseQuestions
from claimtrack.casefile.references import several
from claimtrack.casefile.report import Report
from claimtrack.errors import InvalidRecordError, UnknownTermError
from claimtrack.store.storage_errors import storage_errors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from claimtrack.analysis.contested import Contested
    from claimtrack.analysis.corroboration_scan import Backed
    from claimtrack.analysis.dataset_rows import LaidOut
    from claimtrack.analysis.gaps import Gap, GapKind, GapListing
    from claimtrack.casefile.contested_events import Contention
    from claimtrack.casefile.questions import Telling
    from claimtrack.model import Document, Event, Evidence
    from claimtrack.model.dossier import Dossier
    from claimtrack.store.answers import AnswerScan

_T = TypeVar("_T")


class CaseSurveys(CaseQuestions):
    """What can be asked of many events together; for what takes events see `CaseQuestions`."""

    def contested(
        self,
        *,
        field: str = "",
        between: tuple[str, str] | None = None,
        changed_since: str = "",
        order: str = "widest",
        tag: str = "",
        limit: int = 50,
        progress: Telling | None = None,
    ) -> Report:
        """List the events over which somebody contradicts somebody, or denies or disputes what is said.

        Args:
            field: only what is contested of this field.
            between: only what is contested between these two parties, each with all that is part of it.
            changed_since: only what was not yet contested so by this date, by when things were said.
            order: `widest` first, or by `entry`.
            tag: only events with this tag.
            limit: how many at most; 0 for all.
            progress: as for `matrix`.

        Raises:
            UnknownReferenceError, AmbiguousReferenceError: field or parties.
            UnreadableDateError: `changed_since` is no date.
            UnknownTermError: there is no such order.
        """
        from claimtrack.views.contested import contested_view

        if order not in {"widest", "entry"}:
            raise UnknownTermError(f"there is no order {order!r}", "one of: widest, entry")
        asked = self._contention(field, between, changed_since, tag, progress)
        page = asked.page(limit, widest=order == "widest")
        view = contested_view(page.shown, order=order, more=page.more, perhaps=page.perhaps, exact=page.exact)
        return Report(tuple(page.shown), view)

    def stream_contested(
        self,
        *,
        field: str = "",
        between: tuple[str, str] | None = None,
        changed_since: str = "",
        order: str = "entry",
        tag: str = "",
        progress: Telling | None = None,
    ) -> Iterator[Contested]:
        """Stream the contested events, few held at a time; see `contested`."""
        asked = self._contention(field, between, changed_since, tag, progress)
        yield from asked.widest() if order == "widest" else asked.as_entered()

    def _contention(
        self,
        field: str,
        between: tuple[str, str] | None,
        changed_since: str,
        tag: str,
        progress: Telling | None,
    ) -> Contention:
        from claimtrack.casefile.contested_events import Contention
        from claimtrack.store.contested_counts import Scope

        parties = tuple(self.find("claimant", party) for party in between or ())
        scope = Scope(tag, self.find("field", field) if field else "", parties)
        since = self._moment(changed_since) if changed_since else None
        return Contention(self._path, self._connection, scope, since, progress)

    def matrix(
        self,
        *events: Event | str,
        by: str = "claimant",
        tag: str = "",
        most: int = 0,
        every_case: bool = False,
        progress: Telling | None = None,
    ) -> Report:
        """Count, party by party, how often two answered the same question, agreed, conflicted, denied each other.

        Args:
            *events: only these events; all of them when left out.
            by: what a party is: claimant, bloc, document, origin or kind.
            tag: only events with this tag.
            most: print only so many parties.
            every_case: list every case in the data, however many there are.
            progress: is told what is being done, how much of it is done, and how much there is.
        """
        from claimtrack.analysis.grouping import By
        from claimtrack.analysis.matrix import Matrix, count_pairs
        from claimtrack.analysis.matrix_scan import SCANNED_BY, count_scan
        from claimtrack.store.answers import AnswerScan
        from claimtrack.views.matrix import matrix_view

        party = By.of(by)
        if events or party not in SCANNED_BY:
            result = Matrix.total(
                (
                    count_pairs(dossier, party)
                    for dossier in self._dossiers(events, tag=tag, progress=progress)
                ),
                party,
                every_case=every_case,
            )
        else:
            with storage_errors(self._path), AnswerScan(self._connection, tag) as scan:
                happenings = _told(scan.happenings(), progress, scan.events)
                result = count_scan(happenings, scan, party, scan.events, every_case=every_case)
        return Report(result, matrix_view(result, most=most))

    def track_record(self, claimant: str, *, progress: Telling | None = None) -> Report:
        """Count what became of what a party, with all that is part of it, said. No measure of truthfulness.

        Args:
            claimant: the party.
            progress: as for `matrix`.
        """
        from claimtrack.analysis.track_record import record_of
        from claimtrack.views.track_record import track_record_view

        party = self.find("claimant", claimant)
        events = list(self._events(claimant=party))
        result = record_of(party, self._dossiers(events, progress=progress))
        return Report(result, track_record_view(result, {event.key: event.title for event in events}))

    def track_records(self, *, tag: str = "", limit: int = 50, progress: Telling | None = None) -> Report:
        """Count, bloc by bloc, what became of what each of them said. No measure of truthfulness.

        Args:
            tag: only events with this tag.
            limit: print so many at most, those that claimed most; 0 for all.
            progress: as for `matrix`.
        """
        from claimtrack.analysis.grouping import claimant_name
        from claimtrack.analysis.track_record_scan import count_records
        from claimtrack.store.answers import AnswerScan
        from claimtrack.views.track_records import track_records_view

        with storage_errors(self._path), AnswerScan(self._connection, tag) as scan:
            counts = count_records(self._laid_out(scan, progress))
            known = {claimant.key: claimant for claimant in scan.claimants.values()}
            names = {bloc: claimant_name(bloc, known) for bloc in counts}
            return Report(counts, track_records_view(counts, names, scan.events, most=limit))

    def movements(self, *, tag: str = "", limit: int = 50, progress: Telling | None = None) -> Report:
        """Count how the blocs moved from one answer to the next, question by question, the most frequent first.

        Args:
            tag: only events with this tag.
            limit: how many rows at most; 0 for all.
            progress: as for `matrix`.
        """
        from claimtrack.analysis.grouping import claimant_name
        from claimtrack.analysis.movements import count_movements
        from claimtrack.store.answers import AnswerScan
        from claimtrack.views.movements import movements_view

        with storage_errors(self._path), AnswerScan(self._connection, tag) as scan:
            found = count_movements(self._laid_out(scan, progress))
            known = {claimant.key: claimant for claimant in scan.claimants.values()}
        shown = found[:limit] if limit else found
        names = {one.bloc: claimant_name(one.bloc, known) for one in shown}
        return Report(tuple(shown), movements_view(shown, names, more=len(found) - len(shown)))

    def backing(self, *, tag: str = "", limit: int = 50, progress: Telling | None = None) -> Report:
        """Count how many independent origins stand behind every answer, event by event as they were entered.

        Args:
            tag: only events with this tag.
            limit: how many answers at most; 0 for all.
            progress: as for `matrix`.
        """
        from claimtrack.views.backing import backing_view

        found = tuple(islice(self.stream_backing(tag=tag, progress=progress), limit + 1 if limit else None))
        shown = found[:limit] if limit else found
        return Report(shown, backing_view(shown, more=len(found) > len(shown)))

    def stream_backing(self, *, tag: str = "", progress: Telling | None = None) -> Iterator[Backed]:
        """Stream how much stands behind each answer, few events held at a time; see `backing`."""
        from claimtrack.analysis.corroboration_scan import count_backing
        from claimtrack.model import Event
        from claimtrack.store.answers import AnswerScan
        from claimtrack.store.dossiers import gather_dossiers

        def trace(keys: Sequence[str]) -> Iterator[Dossier]:
            return gather_dossiers(self._reader, self._reader.several(Event, keys).values())

        with storage_errors(self._path), AnswerScan(self._connection, tag) as scan:
            yield from count_backing(self._laid_out(scan, progress), trace)

    def gaps(
        self,
        *events: Event | str,
        tag: str = "",
        kinds: Iterable[str] = (),
        limit: int | None = None,
        progress: Telling | None = None,
    ) -> Report:
        """List what is missing or does not fit, each with the command that would mend it.

        Args:
            *events: only these events; all of them when left out.
            tag: only events with this tag.
            kinds: only gaps of these kinds, as `gaps` names them.
            limit: how many of each kind at most; 0 for all; left out, so many as can be read.
            progress: as for `matrix`.

        Returns:
            The gaps. The view tells how many more there are.

        Raises:
            UnknownTermError: there is no such kind.
        """
        from claimtrack.analysis.gaps import GAPS_LISTED, GapSurvey
        from claimtrack.views.gaps import gaps_view

        listing = self.gap_listing(kinds, GAPS_LISTED if limit is None else limit)
        found = tuple(self.stream_gaps(*events, tag=tag, listing=listing, progress=progress))
        result = GapSurvey(found, listing.in_order(), listing.unpaired)
        return Report(result.gaps, gaps_view(result))

    def gap_listing(self, kinds: Iterable[str] = (), limit: int = 0) -> GapListing:
        """Return an empty listing for `stream_gaps`, which afterwards tells the counts.

        Raises:
            UnknownTermError: there is no such kind.
        """
        from claimtrack.analysis.gaps import GapListing

        return GapListing(limit, self._gap_kinds(kinds))

    def _gap_kinds(self, kinds: Iterable[str]) -> frozenset[GapKind]:
        from claimtrack.analysis.gaps import GapKind

        return frozenset(GapKind.of(kind) for kind in several(kinds))

    def stream_gaps(
        self,
        *events: Event | str,
        listing: GapListing,
        tag: str = "",
        progress: Telling | None = None,
    ) -> Iterator[Gap]:
        """Stream gaps as they are found; see `gaps`."""
        from claimtrack.analysis.gap_checks import Checks
        from claimtrack.analysis.gap_survey import stream_gaps
        from claimtrack.casefile.quotations import Quotations
        from claimtrack.model import Claimant
        from claimtrack.store.dossiers import from_tables
        from claimtrack.store.edits import open_conflicts
        from claimtrack.store.plain_events import gather_for_gaps

        checks = Checks(
            hash_of=self._hash_of(),
            quote_in=Quotations(self._path).stands_in,
            today=self._moment(self._today()),
            imported=partial(from_tables, self._connection),
            edited_apart=self.edited_apart(),
        )
        apart = {conflict.name for conflict in open_conflicts(self._connection)}
        with storage_errors(self._path):
            wanted, total = self._wanted(events, tag)
            found = _told(gather_for_gaps(self._connection, wanted, apart), progress, total)
            yield from stream_gaps(found, listing, checks, self._reader.every(Claimant))

    # --- inside -------------------------------------------------------------------------------

    def _laid_out(self, scan: AnswerScan, progress: Telling | None) -> Iterator[LaidOut]:
        from claimtrack.analysis.dataset_rows import lay_out

        return _told(lay_out(scan.happenings(soon=True), scan), progress, scan.events)

    def _events(self, *, tag: str = "", claimant: str = "", as_entered: bool = False) -> Iterator[Event]:
        from claimtrack.store.dossiers import select_events

        with storage_errors(self._path):
            yield from select_events(self._reader, tag=tag, claimant=claimant, as_entered=as_entered)

    def _hash_of(self) -> Callable[[Document | Evidence], str | None]:
        from claimtrack.casefile.kept_files import stored_hash

        return partial(stored_hash, self._path)

    def _dossiers(
        self,
        events: Sequence[Event | str],
        *,
        tag: str = "",
        progress: Telling | None = None,
        as_entered: bool = False,
    ) -> Iterable[Dossier]:
        """Stream the dossiers of some events, or of all with a tag; gathered many at a time, held one at a time."""
        from claimtrack.store.dossiers import gather_dossiers

        with storage_errors(self._path):
            wanted, total = self._wanted(events, tag, as_entered=as_entered)
            yield from _told(gather_dossiers(self._reader, wanted), progress, total)

    def _wanted(
        self, events: Sequence[Event | str], tag: str, *, as_entered: bool = False
    ) -> tuple[Iterable[Event], int]:
        """Return the events asked for, or all with a tag, and how many they are.

        Raises:
            InvalidRecordError: events and a tag are given: one of them would be ignored.
        """
        from claimtrack.model import Event
        from claimtrack.store.dossiers import count_events

        asked = [e if isinstance(e, Event) else self._reader_event(e) for e in events]
        if asked and tag:
            raise InvalidRecordError("named events do not go with a tag", "leave one of them out")
        if asked:
            return asked, len(asked)
        return self._events(tag=tag, as_entered=as_entered), count_events(self._reader, tag)

    def _reader_event(self, reference: str) -> Event:
        from claimtrack.model import Event

        return self._reader.select(Event, "WHERE t.key = ?", (self.find("event", reference),))[0]


def _told(items: Iterable[_T], progress: Telling | None, total: int) -> Iterator[_T]:
    """Pass on items, one for each event, and tell how far it is."""
    for done, item in enumerate(items):
        if progress is not None and done % 50 == 0:
            progress("events", done, total)
        yield item
    if progress is not None:
        progress("events", total, total)
