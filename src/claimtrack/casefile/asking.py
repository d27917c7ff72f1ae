"""The questions a case file answers: each gathers dossiers, works out a result and gives the view of it."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from claimtrack.casefile.opened import OpenCase
from claimtrack.casefile.report import Report
from claimtrack.errors import InvalidRecordError, UnknownReferenceError, UnknownTermError
from claimtrack.model import Document, Evidence
from claimtrack.store.connection import storage_errors
from claimtrack.views.blocks import one_below_another

if TYPE_CHECKING:
    import builtins
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from claimtrack.analysis import Comparison
    from claimtrack.analysis.contested import Contested
    from claimtrack.analysis.gaps import EditedApart, Gap, GapKind, GapListing
    from claimtrack.analysis.selection import Selection
    from claimtrack.casefile.contention import Contention
    from claimtrack.casefile.preserve import Check
    from claimtrack.dates import DateValue
    from claimtrack.model import Event, Record, Void
    from claimtrack.model.dossier import Dossier
    from claimtrack.model.edits import Apart
    from claimtrack.views.blocks import View

    Telling = Callable[[str, int, int | None], None]

_T = TypeVar("_T")
_ID_BEGINNING = 4  # digits of an id that are enough to know what is void by


class Asking(OpenCase):
    """What can be asked of a case file; `Casefile` adds how records are found.

    Every method that takes events takes records or references to them, and raises UnknownReferenceError or
    AmbiguousReferenceError for one that names no event, or several.
    """

    # --- records ------------------------------------------------------------------------------

    def list(self, kind: str = "events", *, limit: int = 50, **filters: str) -> Report:
        """List records of a kind, newest (or weightiest) first.

        Args:
            kind: events, claimants, documents, assertions, evidence, fields or assessments.
            limit: how many at most; 0 for all.
            **filters: `by`, `event`, `since`, `until`, `stance`, `field`, `tag`, `import_`: references, dates and
                terms as a person writes them.

        Raises:
            UnknownReferenceError, AmbiguousReferenceError, UnknownTermError, UnreadableDateError: a filter.
        """
        from claimtrack.casefile.finding import listed, read_filters

        sieve = read_filters(self.find, self._now()[:10], filters)
        with storage_errors(self._path):
            return listed(self._connection, kind, sieve, limit)

    def made_by(self, name: str, *, limit: int = 50) -> Report:
        """List what an import alone made, of every kind.

        Args:
            name: its number, its file, its dataset, or `last`.
            limit: how many records of a kind at most; 0 for all.

        Raises:
            UnknownReferenceError, AmbiguousReferenceError: there is no such import, or there are several.
        """
        from claimtrack.casefile.finding import listed_of_import

        number = self.find("import", name)
        with storage_errors(self._path):
            return listed_of_import(self._connection, number, limit)

    def imports(self) -> Report:
        """List the imports of the case file, the last one first, with what each made."""
        from claimtrack.casefile.finding import listed_imports

        with storage_errors(self._path):
            return listed_imports(self._connection)

    def search(
        self,
        words: str,
        *,
        kind: str = "",
        limit: int = 50,
        progress: Telling | None = None,
        **filters: str,
    ) -> Report:
        """Search titles, texts, quotes, translations, names, aliases and notes, best first.

        Args:
            words: words that must all be there, "a phrase", a prefix*, and -what must not be there. Any text will do.
            kind: search one kind only: events, claimants, documents, assertions or evidence.
            limit: how many hits at most; 0 for all.
            progress: told how far the index is: after a large import the first search takes in what is new.
            **filters: as for `list`.

        Raises:
            UnknownReferenceError, AmbiguousReferenceError, UnknownTermError, UnreadableDateError: a filter.
        """
        from claimtrack.casefile.finding import read_filters, searched

        sieve = read_filters(self.find, self._now()[:10], filters)
        with storage_errors(self._path):
            return searched(self._connection, words, sieve, kind=kind, limit=limit, progress=progress)

    def show(self, *references: str) -> Report:
        """Show records, of any kind, with all that the file holds about them.

        Raises:
            UnknownReferenceError, AmbiguousReferenceError: a reference.
        """
        from claimtrack.casefile.finding import shown

        records: builtins.list[Record] = []
        voids: builtins.list[Void] = []
        for reference in references:
            try:
                records.append(self.get(reference))
            except UnknownReferenceError:
                if not (found := self._void_named(reference)):
                    raise
                voids += found
        with storage_errors(self._path):
            return shown(self._connection, records, voids)

    def _void_named(self, reference: str) -> builtins.list[Void]:
        """Return what is void and was known by this key, id or label."""
        from claimtrack.store.voids import standing_voids

        wanted = reference.rpartition(":")[2]
        return [
            void
            for void in standing_voids(self._connection)
            if wanted in (void.name, json.loads(void.content)["record"].get("label"))
            or (len(wanted) >= _ID_BEGINNING and void.name.startswith(wanted))
        ]

    def verify_evidence(self, *, anywhere: bool = False) -> builtins.list[Check]:
        """Hash every stored file of evidence and documents again, and say of each what became of it.

        Args:
            anywhere: look, too, at files outside the folder of the case file.
        """
        from claimtrack.casefile.preserve import verify

        records: tuple[Evidence | Document, ...] = (*self.records(Evidence), *self.records(Document))
        return [*verify(self._path, records, anywhere=anywhere)]

    # --- one event ----------------------------------------------------------------------------

    def compare(
        self,
        *events: Event | str,
        by: str = "claimant",
        as_of: str = "",
        recorded_by: str = "",
        fields: Sequence[str] = (),
        claimants: Sequence[str] = (),
        only_conflicts: bool = False,
        transpose: bool | None = None,
        history: bool = False,
        quotes: bool = False,
    ) -> Report:
        """Compare what the parties to one or more events say, side by side.

        Args:
            *events: the events, printed one after another.
            by: what a column stands for: claimant, bloc, document, origin or kind.
            as_of: only what had been said by this date.
            recorded_by: only what this file held by this date.
            fields: only these fields, answered or not.
            claimants: only these parties, each with all that is part of it.
            only_conflicts: leave out the rows on which nobody contradicts anybody and no link denies or disputes, and
                the events without any other.
            transpose: parties in rows, fields in columns; left out, on a terminal whichever needs fewer panels.
            history: show what no longer stands, dimmed.
            quotes: print what each party said, in its words and in translation.

        Raises:
            UnreadableDateError: `as_of` or `recorded_by` is no date.
        """
        from claimtrack.analysis import compare_dossier
        from claimtrack.views.compare import comparison_view, left_out

        asked = [self.find("field", key) for key in fields]
        parties = [self.find("claimant", key) for key in claimants]
        edited_apart = self.edited_apart()
        comparisons: list[Comparison] = []
        views: list[View] = []
        for event in events:
            dossier, remarks = self._selected(self.dossier(event), as_of, recorded_by, parties)
            result = compare_dossier(dossier, by, fields=asked, only_conflicts=only_conflicts)
            if only_conflicts and not (result.conflicts or result.contested):
                continue
            comparisons.append(result)
            if edited_apart:
                from claimtrack.views.conflicts import conflict_remark

                remarks = (*remarks, *map(conflict_remark, edited_apart(dossier)))
            shown = comparison_view(
                result, transpose=transpose, history=history, quotes=quotes, remarks=remarks
            )
            views.append(shown)
        views += [left_out(len(events) - len(comparisons))] if len(comparisons) < len(events) else []
        return Report(tuple(comparisons), _one_after_another(views, "comparisons"))

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
        shown, more, perhaps = asked.page(limit, widest=order == "widest")
        return Report(tuple(shown), contested_view(shown, order=order, more=more, perhaps=perhaps))

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
        from claimtrack.casefile.contention import Contention
        from claimtrack.store.contention import Scope

        parties = tuple(self.find("claimant", party) for party in between or ())
        scope = Scope(tag, self.find("field", field) if field else "", parties)
        since = self._moment(changed_since) if changed_since else None
        return Contention(self._path, self._connection, scope, since, progress)

    def contrast(self, event: Event | str, *, against: str, as_of: str = "", by: str = "claimant") -> Report:
        """Put two moments of one event side by side: what changed from the one to the other.

        Args:
            event: the event.
            against: the earlier date.
            as_of: the later date; today when left out.
            by: what a position is of.

        Raises:
            UnreadableDateError: one of them is no date.
        """
        from claimtrack.analysis.selection import against as contrast
        from claimtrack.analysis.selection import as_of as select
        from claimtrack.views.selection import contrast_view

        dossier = self.dossier(event)
        before, after = sorted(
            (select(dossier, self._moment(day)) for day in (against, as_of or self._today())),
            key=lambda selection: selection.moment.sort_key(),
        )
        result = contrast(before, after, by)
        return Report(result, contrast_view(result))

    def compare_as_one(self, event: Event | str, other: Event | str) -> Report:
        """Compare two events that may be one: how near they are, and which fields agree.

        Raises:
            InvalidRecordError: both are the same event.
        """
        from claimtrack.analysis.same_event import compare_as_one
        from claimtrack.views.same_event import as_one_view

        left, right = self.dossier(event), self.dossier(other)
        if left.event.key == right.event.key:
            raise InvalidRecordError(f"{left.event.key!r} is one event already", "name two")
        result = compare_as_one(left, right)
        return Report(result, as_one_view(result))

    def timeline(self, *events: Event | str) -> Report:
        """Return every statement on one or more events in said-order, with the time since what it answers."""
        from claimtrack.analysis.timeline import build_timeline
        from claimtrack.views.timeline import timeline_view

        result = build_timeline([self.dossier(event) for event in events])
        return Report(result, timeline_view(result))

    def corroboration(self, event: Event | str, *fields: str) -> Report:
        """Trace each answer of an event to its independent origins.

        Args:
            event: the event.
            *fields: only these fields.
        """
        from claimtrack.analysis.corroboration import corroborate
        from claimtrack.views.corroboration import corroboration_view

        dossier = self.dossier(event)
        result = corroborate(dossier, [self.find("field", key) for key in fields])
        return Report(result, corroboration_view(dossier, result))

    def hypotheses(self, event: Event | str, field: str = "perpetrator") -> Report:
        """Weigh the answers to a field as competing hypotheses against the evidence, as the analyst rated it.

        After R. J. Heuer, Psychology of Intelligence Analysis (1999): ranked by least inconsistency.

        Args:
            event: the event.
            field: the field whose answers are the hypotheses.
        """
        from claimtrack.analysis.hypotheses import weigh_hypotheses
        from claimtrack.views.hypotheses import hypotheses_view

        dossier = self.dossier(event)
        result = weigh_hypotheses(dossier, self.find("field", field))
        return Report(result, hypotheses_view(dossier, result))

    # --- many events --------------------------------------------------------------------------

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

        return frozenset(GapKind.of(kind) for kind in kinds)

    def stream_gaps(
        self,
        *events: Event | str,
        listing: GapListing,
        tag: str = "",
        progress: Telling | None = None,
    ) -> Iterator[Gap]:
        """Stream gaps as they are found; see `gaps`."""
        from claimtrack.analysis.gaps import Checks, stream_gaps
        from claimtrack.casefile.quoting import Quotations
        from claimtrack.store.dossiers import from_tables

        checks = Checks(
            hash_of=self._hash_of(),
            quote_in=Quotations(self._path).stands_in,
            today=self._moment(self._today()),
            imported=partial(from_tables, self._connection),
            edited_apart=self.edited_apart(),
        )
        yield from stream_gaps(self._dossiers(events, tag=tag, progress=progress), listing, checks)

    # --- inside -------------------------------------------------------------------------------

    def _events(self, *, tag: str = "", claimant: str = "", as_entered: bool = False) -> Iterator[Event]:
        from claimtrack.store.dossiers import select_events

        with storage_errors(self._path):
            yield from select_events(self._reader, tag=tag, claimant=claimant, as_entered=as_entered)

    def _hash_of(self) -> Callable[[Document | Evidence], str | None]:
        from claimtrack.casefile.preserve import stored_hash

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
        from claimtrack.model import Event
        from claimtrack.store.dossiers import count_events, gather_dossiers

        asked = [e if isinstance(e, Event) else self._reader_event(e) for e in events]
        with storage_errors(self._path):
            total = len(asked) or count_events(self._reader, tag)
            wanted = asked or self._events(tag=tag, as_entered=as_entered)
            yield from _told(gather_dossiers(self._reader, wanted), progress, total)

    def _reader_event(self, reference: str) -> Event:
        from claimtrack.model import Event

        return self._reader.select(Event, "WHERE t.key = ?", (self.find("event", reference),))[0]

    def _selected(
        self, dossier: Dossier, as_of: str, recorded_by: str, claimants: Sequence[str]
    ) -> tuple[Dossier, tuple[str, ...]]:
        """Cut a dossier down to what was asked for, and say what that left out."""
        if not (as_of or recorded_by or claimants):
            return dossier, ()
        from claimtrack.analysis import selection as select
        from claimtrack.views.selection import selection_remarks

        remarks: tuple[str, ...] = ()
        cuts: list[tuple[str, Callable[[Dossier, DateValue], Selection]]] = [
            (as_of, select.as_of),
            (recorded_by, self._held),
        ]
        for day, cut in cuts:
            if day:
                chosen = cut(dossier, self._moment(day))
                dossier, remarks = chosen.dossier, (*remarks, *selection_remarks(chosen))
        return (select.only_claimants(dossier, claimants) if claimants else dossier), remarks

    def edited_apart(self) -> EditedApart | None:
        """Return what gives, for an event, what two analysts edited differently in it and in what was said of it.

        None where all is settled: nothing is decided in silence, and most files were never merged.
        """
        from claimtrack.store.edits import open_conflicts

        found = open_conflicts(self._connection)
        if not found:
            return None

        def of(dossier: Dossier) -> builtins.list[Apart]:
            from claimtrack.casefile.joining import apart

            here = {dossier.event.key, *(item.id for item in dossier.assertions)}
            return [apart(self._connection, item) for item in found if item.name in here]

        return of

    def _held(self, dossier: Dossier, moment: DateValue) -> Selection:
        """Return what this file held by a moment."""
        from claimtrack.analysis.selection import recorded_by
        from claimtrack.store.arrivals import as_arrived, beside_as_arrived
        from claimtrack.store.dossiers import gather_corrections
        from claimtrack.store.voids import with_later_voids

        dossier = as_arrived(self._connection, dossier)
        dossier = with_later_voids(self._connection, dossier, str(moment.latest or "")[:10])
        corrections = gather_corrections(self._reader, dossier)
        return recorded_by(dossier, moment, beside_as_arrived(self._connection, "correction", corrections))

    def _moment(self, day: str) -> DateValue:
        from claimtrack.casefile.finding import read_day

        return read_day(day, self._today())


def _told(items: Iterable[_T], progress: Telling | None, total: int) -> Iterator[_T]:
    """Pass on items, one for each event, and tell how far it is."""
    for done, item in enumerate(items):
        if progress is not None and done % 50 == 0:
            progress("events", done, total)
        yield item
    if progress is not None:
        progress("events", total, total)


def _one_after_another(views: Sequence[View], listed: str) -> View:
    """Join views of one kind: their blocks, and the list that their data hold under `listed`."""
    from claimtrack.views.blocks import LaterData

    blocks = tuple(block for view in views for block in view.blocks)
    data = LaterData(
        lambda: {**views[0].data, listed: [item for view in views for item in view.data[listed]]}
    )
    sheets = [view.sheet for view in views if view.sheet]
    return replace(
        views[0],
        blocks=blocks,
        data=data,
        sheet=(lambda: one_below_another(make() for make in sheets)) if sheets else None,
    )
