"""Rows into staged records: what a mapping's plan says of them, read, checked and identified, many rows at a time.

The same rules speak here as for `drafts`; what differs is the mechanism. A draft becomes an object; here rows are taken
a thousand at a time, column by column, equal cells are read once, and what identifies an assertion is put together as the
canonical JSON that `model.identity` would write of it. Where a thousand rows cannot all be taken, they are taken one by one.
"""

from __future__ import annotations

from collections import Counter
from itertools import count, repeat
from typing import TYPE_CHECKING, Any, NamedTuple

from claimtrack.importers.mapping.language import CLAIM_WORDS
from claimtrack.intake.attachments import Attachments
from claimtrack.intake.documents import Documents
from claimtrack.intake.events import Events
from claimtrack.intake.identities import hashed_name, identify, of_claim, quick_row_hash, row_hash
from claimtrack.intake.mending import dropped_attributes
from claimtrack.intake.picking import Picking, Unsaid
from claimtrack.intake.readings import NO_ANSWERS, SILENT, Anchors, Readings, doubts_of
from claimtrack.intake.referents import Claimants, Telling
from claimtrack.intake.row_keys import Answering, ReusedKeys
from claimtrack.intake.rules import check_storable, plain_lines
from claimtrack.store.staging import staged_number

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from claimtrack.importers.mapping.bound import ClaimPlan, Plan
    from claimtrack.importers.mapping.cells import Row
    from claimtrack.intake.known import Entry, Known
    from claimtrack.intake.mending import Mending
    from claimtrack.intake.picking import Picked
    from claimtrack.intake.readings import Said
    from claimtrack.intake.report import ImportReport
    from claimtrack.intake.rules import Doubt
    from claimtrack.model import Field
    from claimtrack.store.held_records import HeldAssertions
    from claimtrack.store.staging import Staging

_FIRST = 3  # events that a preview shows


class _Staged(NamedTuple):
    """The assertions of one claim.

    Attributes:
        cells: their staged rows.
        parts: whose words each is, where the claim is split; else empty texts.
        doubts: by line, what should be looked at.
    """

    cells: list[tuple[Any, ...]]
    parts: Iterable[str]
    doubts: list[tuple[int, tuple[Doubt, ...]]]


class Rows:
    """Makes the records of rows.

    Args:
        plan: the mapping, bound to the columns of the input.
        claimants: what the mapping says of claimants, by name.
        connection: the case file.
        staging: takes what is made.
        known: what the case file holds.
        held: tells which assertions it holds already.
        fields: fields of the case file and of the mapping, by key.
        report: takes what should be looked at.
        source: name of the input.
        dataset: under which name its releases are compared.
        mending: takes what is described otherwise, where the dataset was imported before; else None.
        matched: rows are matched by what stands in them with those of earlier imports.
        met: keys of rows in earlier files of the same release.
        reused: what becomes of rows whose keys mean other events than before: refuse, new or accept.
        order: the order that numeric dates of the file are evidently in; empty where it is open.
        published: when the release was published, in EDTF; empty where that is not told.

    Attributes:
        anchors: the records that dates count from.
    """

    def __init__(
        self,
        plan: Plan,
        claimants: Mapping[str, Mapping[str, Any]],
        connection: sqlite3.Connection,
        staging: Staging,
        known: Known,
        held: HeldAssertions,
        fields: Callable[[str], Field | None],
        report: ImportReport,
        source: str,
        *,
        dataset: str,
        mending: Mending | None,
        matched: bool,
        met: Collection[str],
        reused: str,
        order: str,
        published: str = "",
    ) -> None:
        self._plan = plan
        self._connection = connection
        self._mending = mending
        self._dataset = dataset
        self._published = published
        self._staging = staging
        self._held = held
        self._report = report
        self.anchors = Anchors(known)
        self._readings = Readings(staging, fields, self.anchors, order, published)
        self._telling = Telling(known, report, source, self._readings, mending)
        self._telling.release = mending is not None and plan.key is not None
        self._telling.dropped = dropped_attributes(plan, claimants)
        self._claimants = Claimants(connection, staging, self._telling, claimants)
        self.answering = Answering(plan, connection, dataset) if plan.event.row is not None else None
        self._events = Events(connection, staging, self._telling, plan.event, self.answering)
        self._reused = None
        if mending is not None and plan.key is not None:
            self._reused = ReusedKeys(
                plan,
                connection,
                dataset,
                self._events.date_of,
                self.answering,
                report,
                reused,
                mended=mending.mended,
                met=met,
            )
        self._picking = Picking(plan)
        self._documents = Documents(connection, staging, self._telling, self._claimants)
        self._documents.titled = any(claim.documents for claim in plan.claims)
        self._attachments = Attachments(plan, staging, self._telling, self._documents, self._picking.term)
        self._words = tuple(
            name
            for name in CLAIM_WORDS
            if name != "hedge" and any(name in dict(claim.words) for claim in plan.claims)
        )
        self._unsaid = Unsaid(plan, self._readings)
        self._matched = matched
        self._names = [hashed_name(claim.name) for claim in plan.claims]
        self._digests = plan.key is None or matched
        if self._digests:
            self._words = (*self._words, "digest")
        self._said = staging.assertions(self._words)
        self._per_row = bool(
            plan.evidence or plan.assessments or any(claim.links or claim.documents for claim in plan.claims)
        )
        self._count = 0

    def take(self, lines: Sequence[int], rows: Sequence[Row]) -> int:
        """Make the records of some rows; return how many the mapping leaves out.

        Args:
            lines: where they stand.
            rows: the rows.

        Raises:
            RefusedError: a row cannot be taken; none of them is.
        """
        plan, before = self._plan, len(rows)
        if plan.where is not None:
            kept = [place for place, row in enumerate(rows) if plan.where(row)]
            lines, rows = [lines[place] for place in kept], [rows[place] for place in kept]
        left_out = before - len(rows)
        waiting: list[tuple[int, Row]] = []
        if self.answering is not None and (held_back := set(self.answering.hold_back(rows))):
            waiting = [(lines[place], rows[place]) for place in sorted(held_back)]
            kept = [place for place in range(len(rows)) if place not in held_back]
            lines, rows = [lines[place] for place in kept], [rows[place] for place in kept]
        if rows:
            self._make(lines, rows)
        if self.answering is not None:
            self.answering.waiting += waiting
        return left_out

    def _make(self, lines: Sequence[int], rows: Sequence[Row]) -> None:
        """Make the records of rows that are taken.

        Raises:
            RefusedError: a row cannot be taken; none of them is.
        """
        plan = self._plan
        self.anchors.lines = lines[0], lines[-1]
        picked = self._picking.pick(rows)
        left_out = self._unsaid.check(picked)
        quick = list(map(quick_row_hash, rows)) if self._digests else []
        digests = list(map(row_hash, rows)) if plan.key is not None or self._matched else quick
        keys = [key.strip() for key in map(plan.key, rows)] if plan.key is not None else []
        check_storable("\n".join(keys))
        named = self._reused.check(keys, digests, rows) if self._reused is not None else {}
        events = self._events.of(rows, lines, named)
        made = [
            self._claims(number, claim, picked[number], events, lines, quick)
            for number, claim in enumerate(plan.claims)
        ]
        if self._per_row:  # first, since a row may yet be refused for what goes with its claims
            with self._staging.all_or_nothing():
                self._attachments.take(lines, rows, events, picked, [item.cells for item in made])
        for place, kind, example in left_out:
            self._telling.doubt(kind, example, lines[place])
        pointed_at = self._per_row or bool(keys) or self._matched
        if pointed_at and not keys and self._mending is not None:
            for item in made:
                self._held.meet([row[1] for row in item.cells])
        for claim, chosen, (cells, parts, doubts) in zip(plan.claims, picked, made, strict=True):
            self._said.extend(cells if pointed_at else self._new(cells))
            if doubts:
                self._doubt(doubts)
            if keys or self._matched:
                said = zip(chosen.places, cells, parts, strict=False)
                self._staging.rows("said").extend(
                    (
                        keys[place] if keys else "",
                        claim.name,
                        part,
                        row[0],
                        lines[place],
                        f"{digests[place]:016x}",
                    )
                    for place, row, part in said
                    if not keys or keys[place]
                )
        first = self._report.first_events
        if len(first) < _FIRST:
            first += list(dict.fromkeys(event.key for event in events if event.key not in first))[
                : _FIRST - len(first)
            ]

    def _new(self, cells: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        """Leave out the assertions that the file holds already: nothing points at them."""
        held = self._held.among([row[1] for row in cells])
        return [row for row in cells if row[1] not in held] if held else cells

    def maybe_known(self) -> list[str]:
        """Say which new claimants may be others."""
        return self._claimants.maybe_known()

    def describe_untitled(self) -> list[str]:
        """Stage what is known of events that no row has given a title; return their keys. Call when all rows are read."""
        return self._events.describe_untitled()

    def settle(self) -> None:
        """Let what has been made be written, where it is much."""
        self._events.settle()
        self._staging.settle()

    # --- assertions ---------------------------------------------------------------------------

    def _claims(
        self,
        number: int,
        claim: ClaimPlan,
        picked: Picked,
        all_events: list[Entry],
        lines: Sequence[int],
        digests: list[int],
    ) -> _Staged:
        """Make the staged rows of the assertions of one claim."""
        places, rows, stances, names, _ = picked
        if not rows:
            return _Staged([], (), [])
        told = [lines[n] for n in places]
        events = (
            all_events
            if len(places) == len(all_events) and claim.split is None
            else [all_events[n] for n in places]
        )
        speakers = self._claimants.of(claim.claimant, names, rows, told)
        words: dict[str, list[Any]] = {name: _column(map(get, rows)) for name, get in claim.words}
        if self._digests:
            words["digest"] = of_claim(self._names[number], places, digests)
        documents = self._read_in(claim, rows, told)
        against = self._readings.each_against(speakers, documents, words.get("language"))
        said = (
            self._readings.said(number, claim.said, rows, against)
            if claim.said is not None
            else [SILENT] * len(rows)
        )
        answers = (
            self._readings.answers(number, claim.answers, rows, against, said)
            if claim.answers
            else [NO_ANSWERS] * len(rows)
        )
        if self._published:
            documents, said = self._by_release(documents, said)
        ids = identify(
            speakers, documents, events, words.get("quote"), said, stances, words.get("text"), answers
        )
        numbers = map(staged_number, ids, count(self._count + 1))
        self._count += len(ids)
        hedges = [
            self._picking.term("hedge", word) if word else "stated"
            for word in words.get("hedge", [""] * len(ids))
        ]
        cells = zip(
            numbers, ids, [event.n for event in events], [speaker.n for speaker in speakers], stances,
            [item.n for item in said], [None if item is None else item.n for item in documents], [item.n for item in answers],
            hedges, *(words.get(name, repeat("")) for name in self._words), strict=False,
        )  # fmt: skip
        doubts = doubts_of(said, answers, events, documents)
        parts = _parts(places, speakers) if claim.split is not None else repeat("")
        return _Staged(list(cells), parts, [(told[n], found) for n, found in doubts])

    def _read_in(self, claim: ClaimPlan, rows: list[Row], lines: list[int]) -> Sequence[Entry | None]:
        """Return the documents where a claim was read; the first of several, the others go with it as evidence."""
        if claim.documents:
            every = (
                self._documents.every(claim.documents, row, line)
                for row, line in zip(rows, lines, strict=True)
            )
            return [next(iter(found), None) for found in every]
        if claim.document is None:
            return [None] * len(rows)
        return self._documents.of(claim.document, rows, lines)

    def _by_release(
        self, documents: Sequence[Entry | None], said: list[Said]
    ) -> tuple[list[Entry | None], list[Said]]:
        """Date what has no date by the release: it was read there, or else was said by then at the latest."""
        release = self._documents.release(self._dataset, self._published)
        read_in, dated = list(documents), list(said)
        for n, (document, when) in enumerate(zip(documents, said, strict=True)):
            if when.value is None and document is None:
                read_in[n] = release
            elif when.value is None and document is not None and document.published is None:
                dated[n] = self._readings.unsaid
        return read_in, dated

    def _doubt(self, doubts: Iterable[tuple[int, tuple[Doubt, ...]]]) -> None:
        for line, found in doubts:
            for kind, example in found:
                self._telling.doubt(kind, example, line)


def _parts(places: Sequence[int], speakers: Sequence[Entry]) -> list[str]:
    """Return by whose words the parts of split claims are known: the key of the claimant, counted from its second in a row."""
    met: Counter[tuple[int, str]] = Counter()
    parts: list[str] = []
    for place, speaker in zip(places, speakers, strict=True):
        met[place, speaker.key] += 1
        nth = met[place, speaker.key]
        parts.append(speaker.key if nth == 1 else f"{speaker.key} {nth}")
    return parts


def _column(texts: Iterable[str]) -> list[str]:
    """Return a column of texts, lines ended alike.

    Raises:
        RefusedError: a text is one that no case file can store.
    """
    column = list(texts)
    whole = "\n".join(column)
    if not whole.isascii() or "\x00" in whole:
        check_storable(whole)
    return list(map(plain_lines, column)) if "\r" in whole else column
