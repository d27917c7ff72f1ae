"""What a file still lacks or holds askew: each gap with the record it is in and the command that would mend it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from claimtrack.analysis.copies import near_copies
from claimtrack.analysis.grouping import bloc_of, claimant_name, document_name, origin_of
from claimtrack.analysis.order import SaidOrder, bounds
from claimtrack.analysis.same_event import REPORTERS, Sketch, find_near, sketch_of
from claimtrack.analysis.stances import take_stances
from claimtrack.analysis.twins import Twins
from claimtrack.errors import UnknownTermError
from claimtrack.model.records import SHORT_ID
from claimtrack.values import Unreadable
from claimtrack.wording import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from claimtrack.dates import DateValue
    from claimtrack.model import Assertion, Assessment, Claimant, Document, Event, Evidence, Inquiry
    from claimtrack.model.dossier import Dossier
    from claimtrack.model.edits import Apart

    Imported = Callable[[Sequence[str]], Collection[str]]
    EditedApart = Callable[[Dossier], Iterable[Apart]]

STALE_DAYS: Final = 90
"""After so many days an "unverified" with no later verdict counts as stale."""

GAPS_LISTED: Final = 500
"""Of each kind so many are listed over a whole file; nobody reads more, and the counts tell of the rest."""

_DAY: Final = 86_400


class GapKind(StrEnum):
    """What is wrong."""

    UNSOURCED = "unsourced"
    """A statement with no document."""
    UNARCHIVED = "unarchived"
    """A document or item on the web with neither an archived address nor a stored copy."""
    SINGLE_ORIGIN = "single origin"
    """Several statements that all come down to one origin."""
    UNDATED = "undated"
    """A statement of which nothing tells when it was made."""
    NO_SAID_DATE = "no said date"
    """A statement of which only its document tells when it was made at the latest."""
    UNREADABLE = "unreadable"
    """An answer or a date that could not be read."""
    NOT_FOUND = "looked for and not found"
    """A search that found nothing, where no other search for the same did."""
    UNANSWERED = "unanswered"
    """A claim that no other party was linked to, on an event on which no other takes a stance."""
    DENIES_NOTHING = "denial of nothing"
    """A denial of what nobody is recorded as saying."""
    SAID_BEFORE = "said before it happened"
    SAID_AFTER_DOCUMENT = "said after its document"
    """A statement dated later than the document it was read in."""
    DOCUMENT_TOO_NEW = "document too new"
    """A document published after it was retrieved, or before what it derives from."""
    HASH_MISMATCH = "hash mismatch"
    """A stored copy that is gone, or no longer what it was."""
    EDITED_APART = "edited apart"
    """What two analysts corrected differently and nobody has settled."""
    QUOTE_NOT_FOUND = "quote not found"
    """A quotation that does not stand in the kept copy of its document."""
    STALE_UNVERIFIED = "stale unverified"
    """Left as unverified though more has been said since, or for too long."""
    MAYBE_SAME_EVENT = "maybe one event"
    MAYBE_SAME_CLAIMANT = "maybe one claimant"
    """Claimants of one name, or of names that are alike."""
    MAYBE_ONE_ORIGIN = "maybe one origin"
    """Documents that nothing connects, in nearly the same words."""

    @classmethod
    def of(cls, word: str) -> GapKind:
        """Take a word for a kind of gap, with spaces or hyphens.

        Raises:
            UnknownTermError: it is none of them.
        """
        try:
            return cls(word.strip().casefold().replace("-", " "))
        except ValueError:
            known = [kind.value for kind in cls]
            raise UnknownTermError(f"no gap is of the kind {word!r}", did_you_mean(word, known)) from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One thing to mend.

    Attributes:
        kind: what is wrong.
        record: kind of the record: `assertion`, `document`, `event`, `evidence`, `assessment` or `inquiry`.
        reference: what names it on the command line: its id, label or key.
        id: its whole id, or its key.
        event: key of the event it belongs to; empty for a document or item that several share.
        message: what is wrong, in a sentence.
        mend: a command that can be run as it stands: it shows or opens what is to be mended, or makes the link or
            verdict that the gap is about, and never records what nobody said.
    """

    kind: GapKind
    record: str
    reference: str
    event: str
    message: str
    mend: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class GapSurvey:
    """The gaps of some events.

    Attributes:
        gaps: event by event, each named once; pairs of events that may be one come last.
        counts: how many there are of each kind, listed or not, in the order of the kinds.
        unpaired: how many events were not held against others to see whether they may be one, for there were
            too many near in time.
    """

    gaps: tuple[Gap, ...] = ()
    counts: Mapping[GapKind, int] = field(default_factory=dict)
    unpaired: int = 0


def survey_gaps(
    dossiers: Iterable[Dossier],
    *,
    hash_of: Callable[[Document | Evidence], str | None] | None = None,
    quote_in: Callable[[str, Document], bool | None] | None = None,
    today: DateValue | None = None,
    stale_days: int = STALE_DAYS,
    imported: Imported | None = None,
    edited_apart: EditedApart | None = None,
    kinds: Collection[GapKind] = (),
    most: int = 0,
) -> GapSurvey:
    """Look for gaps in the dossiers of some events, of which only one is held at a time.

    Args:
        dossiers: the events.
        hash_of: gives the hash of the stored copy of a record that has one, or None where it is gone; without
            it, stored copies are not checked.
        quote_in: whether a quotation stands in the kept copy of a document, None where there is no copy that can be
            read; without it, quotations are not looked for.
        today: the day against which an old "unverified" is stale; without it, only what was said since counts.
        stale_days: how many days make it stale.
        imported: gives those of some ids of assertions that rows of a table made; of a table nobody answers the rows,
            nor says when each was said.
        edited_apart: gives what two analysts edited differently in an event and what was said of it.
        kinds: look for these kinds only; for all of them when empty.
        most: list only so many of each kind; all when 0.
    """
    listing = GapListing(most, frozenset(kinds))
    checks = Checks(hash_of, quote_in, today, stale_days, imported, edited_apart)
    gaps = tuple(stream_gaps(dossiers, listing, checks))
    return GapSurvey(gaps, listing.in_order(), listing.unpaired)


class Checks(NamedTuple):
    """What gaps are looked for with; see `survey_gaps`."""

    hash_of: Callable[[Document | Evidence], str | None] | None = None
    quote_in: Callable[[str, Document], bool | None] | None = None
    today: DateValue | None = None
    stale_days: int = STALE_DAYS
    imported: Imported | None = None
    edited_apart: EditedApart | None = None


def stream_gaps(
    dossiers: Iterable[Dossier], listing: GapListing, checks: Checks, claimants: Iterable[Claimant] = ()
) -> Iterator[Gap]:
    """Stream the gaps in the dossiers of some events as they are found; pairs of records that may be one come last.

    Args:
        dossiers: the events, of which only one is held at a time.
        listing: counts the gaps, and says which are listed.
        checks: what gaps are looked for with.
        claimants: of the case file, whose names may be those of claimants who speak on the events.
    """
    sketches: list[Sketch] = []
    twins = Twins()
    for dossier in dossiers:
        yield from listing.add(_Check(dossier, *checks).gaps())
        twins.add(dossier)
        sketch = sketch_of(dossier)
        if sketch is not None:
            sketches.append(sketch)
    near = find_near(sketches)
    listing.unpaired = near.left
    yield from listing.add(_maybe_same(one, other) for one, other in near.pairs)
    known = {(one.key, other.key) for one, other in near.pairs}
    yield from listing.add(_same_title(*pair) for pair in twins.events(known))
    yield from listing.add(_same_name(*pair) for pair in twins.claimants())
    yield from listing.add(_like_name(*pair) for pair in twins.alike(claimants))


class GapListing:
    """Counts gaps as they come, each once, and lists the first of each kind.

    Args:
        most: list only so many of each kind; all when 0.
        kinds: these kinds only; all of them when empty.
    """

    def __init__(self, most: int, kinds: frozenset[GapKind]) -> None:
        self.most, self.kinds, self.unpaired = most, kinds, 0
        self.counts: dict[GapKind, int] = {}
        # Documents and items are met again on other events. Their gaps are told apart by a hash of 64 bits: over
        # a million of them, that one is missed for another is less likely than a fault of the machine.
        self.met: set[int] = set()

    def add(self, gaps: Iterable[Gap]) -> Iterator[Gap]:
        """Count gaps, and yield those that are listed."""
        for gap in dict.fromkeys(gaps):
            if self.kinds and gap.kind not in self.kinds:
                continue
            if not gap.event:
                known = hash(gap)
                if known in self.met:
                    continue
                self.met.add(known)
            count = self.counts[gap.kind] = self.counts.get(gap.kind, 0) + 1
            if not self.most or count <= self.most:
                yield gap

    def left_out(self) -> Mapping[GapKind, int]:
        """Return how many of each kind are not listed, where there are any."""
        beyond = {kind: many - self.most for kind, many in self.in_order().items()}
        return {kind: many for kind, many in beyond.items() if self.most and many > 0}

    def in_order(self) -> Mapping[GapKind, int]:
        """Return how many there are of each kind that occurs, in the order of the kinds."""
        return {kind: self.counts[kind] for kind in GapKind if kind in self.counts}


def _maybe_same(one: Sketch, other: Sketch) -> Gap:
    return Gap(
        kind=GapKind.MAYBE_SAME_EVENT,
        record="event",
        reference=other.key,
        event=one.key,
        message=f"“{one.title}” and “{other.title}” are near in time and place and share parties",
        mend=f"claimtrack compare {one.key} {other.key} --as-one",
    )


def _same_title(one: Event, other: Event) -> Gap:
    return Gap(
        kind=GapKind.MAYBE_SAME_EVENT,
        record="event",
        reference=other.key,
        event=one.key,
        message=f"{one.key} and {other.key} have one title and one day, “{one.title}”",
        mend=f"claimtrack compare {one.key} {other.key} --as-one",
    )


def _same_name(one: Claimant, other: Claimant) -> Gap:
    return Gap(
        kind=GapKind.MAYBE_SAME_CLAIMANT,
        record="claimant",
        reference=other.key,
        event="",
        message=f"{one.key} and {other.key} have one name, “{other.name}”",
        mend=f"claimtrack show {one.key} {other.key}",
    )


def _like_name(one: Claimant, other: Claimant, why: str) -> Gap:
    return Gap(
        kind=GapKind.MAYBE_SAME_CLAIMANT,
        record="claimant",
        reference=other.key,
        event="",
        message=f"{one.key} and {other.key} may be one, “{one.name}” and “{other.name}”: {why}",
        mend=f"claimtrack show {one.key} {other.key}",
    )


class _Check:
    """The checks of one event."""

    def __init__(
        self,
        dossier: Dossier,
        hash_of: Callable[[Document | Evidence], str | None] | None,
        quote_in: Callable[[str, Document], bool | None] | None,
        today: DateValue | None,
        stale_days: int,
        imported: Imported | None,
        edited_apart: EditedApart | None,
    ) -> None:
        dossier = take_stances(dossier)
        self.dossier, self.hash_of, self.today, self.stale_days = dossier, hash_of, today, stale_days
        self.quote_in = quote_in
        self.order = SaidOrder(dossier)
        self.imported, self.edited_apart = imported, edited_apart
        self.blocs = {a.id: bloc_of(a.claimant, dossier.claimants) for a in dossier.assertions}

    @cached_property
    def from_tables(self) -> Collection[str]:
        """The ids of the statements that rows of a table made; of most events nobody asks."""
        return self.imported([a.id for a in self.dossier.assertions]) if self.imported else ()

    def gaps(self) -> Iterator[Gap]:
        yield from self._event()
        yield from self._edited_apart()
        for assertion in self.order.sequence:
            yield from self._statement(assertion)
        yield from self._answering()
        yield from self._origins()
        yield from self._copies()
        for document in self._cited():
            yield from self._document(document)
        for item in self.dossier.evidence:
            yield from self._item(item)
        for assessment in self.dossier.assessments:
            yield from self._verdict(assessment)
        found = {inquiry.sought.casefold() for inquiry in self.dossier.inquiries if inquiry.found}
        for inquiry in self.dossier.inquiries:
            if not inquiry.found and inquiry.sought.casefold() not in found:
                yield self._not_found(inquiry)

    def _edited_apart(self) -> Iterator[Gap]:
        """Look for what two analysts edited differently."""
        for apart in self.edited_apart(self.dossier) if self.edited_apart else ():
            kind, called = apart.conflict.kind, apart.called
            yield Gap(
                kind=GapKind.EDITED_APART,
                record=kind,
                reference=called,
                event=self.dossier.event.key,
                message=f"{apart.conflict.what} of {called} was edited differently by two analysts, and is not settled",
                mend=f"claimtrack show {kind}:{called}",
                id=apart.conflict.name,
            )

    def _gap(self, kind: GapKind, record: str, about: Assertion | str, message: str, mend: str) -> Gap:
        shared = record in {"document", "evidence"}
        event = "" if shared else self.dossier.event.key
        reference, whole = (about, about) if isinstance(about, str) else (about.short_name, about.id)
        return Gap(
            kind=kind, record=record, reference=reference, event=event, message=message, mend=mend, id=whole
        )

    def _event(self) -> Iterator[Gap]:
        """Look at the working date: one that cannot be read, or that has no year, finds the event in no span of time."""
        event, occurred = self.dossier.event, self.dossier.event.occurred
        if occurred is None or not occurred.raw.strip() or (occurred and not occurred.yearless):
            return
        why = "says no year" if occurred else f"could not be read: {occurred.reason}"
        message = f"its date “{occurred.raw}” {why}"
        yield self._gap(GapKind.UNREADABLE, "event", event.key, message, f"claimtrack edit {event.key}")

    # --- statements ---

    def _statement(self, assertion: Assertion) -> Iterator[Gap]:
        def gap(kind: GapKind, message: str, mend: str = "") -> Gap:
            reference = assertion.short_name
            text = f"what {self._who(assertion)} {message}"
            return self._gap(kind, "assertion", assertion, text, mend or f"claimtrack edit {reference}")

        when = self.order.when[assertion.id]
        if not assertion.document:
            yield gap(GapKind.UNSOURCED, "said has no document")
        if assertion.said is not None and not assertion.said and assertion.said.raw.strip():
            yield gap(GapKind.UNREADABLE, f"said is dated “{assertion.said.raw}”, which could not be read")
        elif assertion.said and assertion.said.yearless:
            yield gap(GapKind.UNDATED, f"said is dated “{assertion.said.raw}”, which says no year")
        elif not when.known:
            yield gap(GapKind.UNDATED, "said has no date, and its document has none")
        elif when.known == "document" and assertion.id not in self.from_tables:
            yield gap(GapKind.NO_SAID_DATE, "said has no date of its own; its document bounds it")
        for value in assertion.values:
            if isinstance(value.read, Unreadable):
                yield gap(GapKind.UNREADABLE, f"answered to {value.field}, “{value.raw}”, could not be read")
        occurred = self.dossier.event.occurred
        if occurred and when.known == "said" and when.latest < bounds(occurred)[0]:
            yield gap(GapKind.SAID_BEFORE, "said is dated before it happened")
        document = self.dossier.documents.get(assertion.document)
        published = document.published if document else None
        if published and when.known == "said" and when.earliest > bounds(published)[1]:
            yield gap(GapKind.SAID_AFTER_DOCUMENT, "said is dated later than the document it was read in")
        if (
            assertion.quote
            and document
            and self.quote_in
            and self.quote_in(assertion.quote, document) is False
        ):
            yield gap(
                GapKind.QUOTE_NOT_FOUND,
                f"said is quoted from {document.key}, whose kept copy does not say it",
            )

    def _who(self, assertion: Assertion) -> str:
        return claimant_name(assertion.claimant, self.dossier.claimants)

    def _answering(self) -> Iterator[Gap]:
        """Look for claims that nobody answered and denials of what nobody said."""
        answered = {
            link.target
            for link in self.dossier.links
            if self.blocs.get(link.source) != self.blocs.get(link.target) or link.source not in self.blocs
        }
        answering = {
            link.source for link in self.dossier.links if link.kind in {"denies", "disputes", "queries"}
        }
        again = {
            link.source for link in self.dossier.links if link.kind in {"repeats", "supersedes", "concedes"}
        }
        for assertion in self.order.sequence:
            reference = assertion.short_name
            who = self._who(assertion)
            others = [a for a in self.order.sequence if self.blocs[a.id] != self.blocs[assertion.id]]
            takers = [other for other in others if other.stance != "comments"]
            asked = assertion.stance == "affirms" and assertion.id not in again and self._is_party(assertion)
            if asked and assertion.id not in answered and not takers:
                yield self._gap(
                    GapKind.UNANSWERED,
                    "assertion",
                    assertion,
                    f"nobody has answered what {who} claimed",
                    f"claimtrack show {reference}",
                )
            if (
                assertion.stance == "denies"
                and assertion.id not in answering
                and not any(other.stance == "affirms" for other in others)
            ):
                yield self._gap(
                    GapKind.DENIES_NOTHING,
                    "assertion",
                    assertion,
                    f"{who} denies what nobody here is recorded as saying",
                    f"claimtrack timeline {self.dossier.event.key}",
                )

    def _is_party(self, assertion: Assertion) -> bool:
        """Whether a claim waits for an answer: reports of outlets, and rows of tables, do not."""
        claimant = self.dossier.claimants.get(assertion.claimant)
        reports = claimant is not None and claimant.kind in REPORTERS
        return not reports and assertion.id not in self.from_tables

    # --- sources ---

    def _origins(self) -> Iterator[Gap]:
        """Look for an event on which several statements all come from one place."""
        cited = {a.document for a in self.dossier.assertions if a.document}
        origins = {origin_of(key, self.dossier.documents) for key in cited}
        unsourced = any(not a.document for a in self.dossier.assertions)
        if len(origins) == 1 and len(self.dossier.assertions) > 1 and not unsourced:
            event = self.dossier.event
            origin = document_name(next(iter(origins)), self.dossier.documents)
            many = len(self.dossier.assertions)
            all_of_them = "both statements" if many == 2 else f"all {many} statements"
            yield self._gap(
                GapKind.SINGLE_ORIGIN,
                "event",
                event.key,
                f"{all_of_them} on “{event.title}” come down to one origin, “{origin}”",
                f"claimtrack corroboration {event.key}",
            )

    def _copies(self) -> Iterator[Gap]:
        """Look for documents that nothing connects and that say it in nearly the same words."""
        titles = self.dossier.documents
        for first, again, alike in near_copies(self.dossier, self.order):
            one, other = (document_name(item.document, titles) for item in (again, first))
            yield self._gap(
                GapKind.MAYBE_ONE_ORIGIN,
                "assertion",
                again,
                f"“{one}” says it in the words of “{other}”, {alike:.0%} of them: perhaps one origin",
                f"claimtrack link {again.short_name} repeats {first.short_name}",
            )

    def _cited(self) -> Iterator[Document]:
        """Return the documents cited, with all they derive from, by key."""
        todo = {a.document for a in self.dossier.assertions} | {
            item.document for item in self.dossier.evidence
        }
        keys: set[str] = set()
        while todo:
            key = todo.pop()
            if key in self.dossier.documents and key not in keys:
                keys.add(key)
                todo.add(self.dossier.documents[key].derived_from)
        return (self.dossier.documents[key] for key in sorted(keys))

    def _document(self, document: Document) -> Iterator[Gap]:
        def gap(kind: GapKind, message: str) -> Gap:
            text = f"“{document.title or document.key}” {message}"
            return self._gap(kind, "document", document.key, text, f"claimtrack document edit {document.key}")

        if document.url and not document.archive_url and not document.sha256:
            yield gap(GapKind.UNARCHIVED, "has neither an archived address nor a stored copy")
        if _after(document.published, document.retrieved):
            yield gap(GapKind.DOCUMENT_TOO_NEW, "is dated later than the day it was retrieved")
        source = self.dossier.documents.get(document.derived_from)
        if source is not None and _after(source.published, document.published):
            yield gap(
                GapKind.DOCUMENT_TOO_NEW,
                f"derives from “{source.title or source.key}”, which is newer than it",
            )
        yield from self._copy(document, "document", document.title or document.key)

    def _item(self, item: Evidence) -> Iterator[Gap]:
        if item.url and not item.archive_url and not item.sha256:
            yield self._gap(
                GapKind.UNARCHIVED,
                "evidence",
                item.key,
                f"“{item.title}” has neither an archived address nor a stored copy",
                f"claimtrack evidence edit {item.key}",
            )
        yield from self._copy(item, "evidence", item.title)

    def _copy(self, record: Document | Evidence, kind: str, name: str) -> Iterator[Gap]:
        if self.hash_of is None or not record.sha256:
            return
        actual = self.hash_of(record)
        if actual != record.sha256:
            what = "is gone" if actual is None else "is not what it was: its hash differs"
            message = f"the stored copy of “{name}” {what}"
            yield self._gap(
                GapKind.HASH_MISMATCH, kind, record.key, message, f"claimtrack {kind} show {record.key}"
            )

    # --- searches ---

    def _not_found(self, inquiry: Inquiry) -> Gap:
        where = f" in {inquiry.looked_in}" if inquiry.looked_in else ""
        by = claimant_name(inquiry.by, self.dossier.claimants) or "the analyst"
        when = inquiry.at.raw if inquiry.at else inquiry.recorded[:10]
        return self._gap(
            GapKind.NOT_FOUND,
            "inquiry",
            inquiry.id,
            f"{by} looked for “{inquiry.sought}”{where} ({when}) and found nothing",
            f"claimtrack show {inquiry.id[:SHORT_ID]}",
        )

    # --- verdicts ---

    def _verdict(self, assessment: Assessment) -> Iterator[Gap]:
        if assessment.grade != "unverified" or self._judged_since(assessment):
            return
        since = self._said_since(assessment)
        old = self._older_than(assessment)
        if not since and not old:
            return
        event = self.dossier.event.key
        target = self._assertion_name(assessment) or event
        by = claimant_name(assessment.by, self.dossier.claimants) or "the analyst"
        why = f"{since} more said since" if since else f"nothing done for {self.stale_days} days"
        yield self._gap(
            GapKind.STALE_UNVERIFIED,
            "assessment",
            assessment.id,
            f"left as unverified by {by}, {why}",
            f"claimtrack show {target}",
        )

    def _assertion_name(self, assessment: Assessment) -> str:
        number = self.order.index.get(assessment.assertion)
        return "" if number is None else self.order.sequence[number].short_name

    def _judged_since(self, assessment: Assessment) -> bool:
        """Whether a later verdict was given on the same matter; they stand oldest first."""
        verdicts = self.dossier.assessments
        later = verdicts[verdicts.index(assessment) + 1 :]
        matter = (assessment.field, assessment.assertion)
        return any((other.field, other.assertion) == matter for other in later)

    def _said_since(self, assessment: Assessment) -> int:
        if not assessment.at:
            return 0
        end = bounds(assessment.at)[1]
        return sum(when.known == "said" and when.earliest > end for when in self.order.when.values())

    def _older_than(self, assessment: Assessment) -> bool:
        if not assessment.at or not self.today:
            return False
        return bounds(self.today)[0] - bounds(assessment.at)[1] > self.stale_days * _DAY


def _after(one: DateValue | None, other: DateValue | None) -> bool:
    """Whether one date certainly lies after another."""
    return bool(one) and bool(other) and bounds(one)[0] > bounds(other)[1]  # type: ignore[arg-type]


def count_kinds(gaps: Sequence[Gap]) -> Mapping[GapKind, int]:
    """Count the gaps of each kind that occurs, in the order of the kinds."""
    return {kind: many for kind in GapKind if (many := sum(gap.kind is kind for gap in gaps))}
