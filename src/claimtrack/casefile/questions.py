"""The questions about records and about single events; those about many are in `surveys`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from msgspec.structs import replace

from claimtrack.casefile.open_case import OpenCase
from claimtrack.casefile.references import as_typed, several
from claimtrack.casefile.report import Report
from claimtrack.errors import InvalidRecordError, UnknownReferenceError
from claimtrack.model import Document, Evidence
from claimtrack.store.storage_errors import storage_errors
from claimtrack.views.blocks import one_below_another

if TYPE_CHECKING:
    import builtins
    from collections.abc import Callable, Sequence

    from claimtrack.analysis import Comparison
    from claimtrack.analysis.gap_checks import EditedApart
    from claimtrack.analysis.selection import Selection
    from claimtrack.casefile.kept_files import Check
    from claimtrack.dates import DateValue
    from claimtrack.model import Event, Record, Void
    from claimtrack.model.dossier import Dossier
    from claimtrack.model.edits import Apart
    from claimtrack.views.blocks import View

    Telling = Callable[[str, int, int | None], None]

_ID_BEGINNING = 4  # digits of an id that are enough to know what is void by


class CaseQuestions(OpenCase):
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

        wanted = as_typed(reference).rpartition(":")[2]
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
        from claimtrack.casefile.kept_files import verify

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

        asked = [self.find("field", key) for key in several(fields)]
        parties = [self.find("claimant", key) for key in several(claimants)]
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
        result = corroborate(dossier, [self.find("field", key) for key in several(fields)])
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

    # --- inside -------------------------------------------------------------------------------

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
            from claimtrack.casefile.conflicts import apart

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
