"""The checks of one event: what is missing in it or does not fit."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from claimtrack.analysis.copies import near_copies
from claimtrack.analysis.corroboration import list_lost_origins
from claimtrack.analysis.gaps import Gap, GapKind
from claimtrack.analysis.grouping import bloc_of, claimant_name, document_name, origin_of
from claimtrack.analysis.said_order import SaidOrder, bounds
from claimtrack.analysis.same_event import REPORTERS
from claimtrack.analysis.stances import take_stances
from claimtrack.model.records import SHORT_ID
from claimtrack.values import Count, Relation, Unreadable, compare_counts

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from claimtrack.dates import DateValue
    from claimtrack.model import Assertion, Assessment, Document, Evidence, Inquiry, Value
    from claimtrack.model.dossier import Dossier
    from claimtrack.model.edits import Apart

    Imported = Callable[[Sequence[str]], Collection[str]]
    EditedApart = Callable[[Dossier], Iterable[Apart]]

STALE_DAYS: Final = 90
"""After so many days an "unverified" with no later verdict counts as stale."""

_DAY: Final = 86_400
_CONTRARY: Final = frozenset({"denies", "disputes", "queries"})


class Checks(NamedTuple):
    """What gaps are looked for with; see `survey_gaps`."""

    hash_of: Callable[[Document | Evidence], str | None] | None = None
    quote_in: Callable[[str, Document], bool | None] | None = None
    today: DateValue | None = None
    stale_days: int = STALE_DAYS
    imported: Imported | None = None
    edited_apart: EditedApart | None = None


class EventCheck:
    """The checks of one event.

    Args:
        dossier: the event and all that was said of it.
        checks: what gaps are looked for with.
        from_tables: the ids of the statements that rows of a table made.
    """

    def __init__(self, dossier: Dossier, checks: Checks, from_tables: Collection[str]) -> None:
        self.dossier, self.checks, self.from_tables = take_stances(dossier), checks, from_tables
        self.order = SaidOrder(self.dossier)
        self.speakers = {a.id: a.claimant for a in dossier.assertions}
        self.blocs = {a.id: bloc_of(a.claimant, dossier.claimants) for a in dossier.assertions}

    def gaps(self) -> Iterator[Gap]:
        """Yield what is missing or does not fit."""
        yield from self._event()
        yield from self._edited_apart()
        for assertion in self.order.sequence:
            yield from self._statement(assertion)
        yield from self._answering()
        yield from self._origins()
        yield from self._lost_origins()
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
        for apart in self.checks.edited_apart(self.dossier) if self.checks.edited_apart else ():
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

    def _reference(self, assertion: Assertion) -> str:
        """Return a reference that means a statement as pasted: after its kind where something else here goes by its label."""
        here = (self.dossier.event.key, *self.dossier.claimants, *self.dossier.documents)
        others = {*here, *(item.key for item in self.dossier.evidence)}
        name = assertion.short_name
        return f"assertion:{name}" if name in others else name

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
            reference = self._reference(assertion)
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
        for part, whole in _parts_over_wholes(assertion):
            told = f"answered to {part.field}, “{part.raw}”, is more than to {whole.field}, “{whole.raw}”"
            yield gap(GapKind.PART_OVER_WHOLE, told)
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
            and self.checks.quote_in
            and self.checks.quote_in(assertion.quote, document) is False
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
            if self.blocs.get(link.source) != self.blocs.get(link.target)
            or link.source not in self.blocs
            or (link.kind in _CONTRARY and self.speakers[link.source] != self.speakers.get(link.target))
        }
        answering = {link.source for link in self.dossier.links if link.kind in _CONTRARY}
        again = {
            link.source for link in self.dossier.links if link.kind in {"repeats", "supersedes", "concedes"}
        }
        taking = self._blocs_that(lambda stance: stance != "comments")
        # A member of a bloc may deny what another member says. What a bloc concedes it had not claimed before.
        doubting = {a.claimant for a in self.order.sequence if a.stance in {"denies", "queries"}}
        conceding = {link.source for link in self.dossier.links if link.kind == "concedes"}
        affirming = [a.id for a in self.order.sequence if a.stance == "affirms"]
        claimed = any(key not in conceding for key in affirming)
        conceded = {self.blocs[key] for key in affirming if key in conceding}
        for assertion in self.order.sequence:
            bloc = {self.blocs[assertion.id]}
            asked = (
                assertion.stance == "affirms" and assertion.id not in again and assertion.id not in answered
            )
            answering_it = (taking - bloc) or (doubting - {assertion.claimant})
            if asked and not answering_it and self._is_party(assertion):
                yield self._gap(
                    GapKind.UNANSWERED,
                    "assertion",
                    assertion,
                    f"nobody has answered what {self._who(assertion)} claimed",
                    f"claimtrack show {self._reference(assertion)}",
                )
            denies = assertion.stance == "denies" and assertion.id not in answering
            if denies and not claimed and not conceded - bloc:
                yield self._gap(
                    GapKind.DENIES_NOTHING,
                    "assertion",
                    assertion,
                    f"{self._who(assertion)} denies what nobody here is recorded as saying",
                    f"claimtrack timeline {self.dossier.event.key}",
                )

    def _blocs_that(self, stands: Callable[[str], bool]) -> set[str]:
        """Return the blocs of those whose stance is so."""
        return {self.blocs[a.id] for a in self.order.sequence if stands(a.stance)}

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

    def _lost_origins(self) -> Iterator[Gap]:
        """Look for what is only passed on, and no longer said by the one who said it."""
        for lost in list_lost_origins(self.dossier, self.order):
            yield self._gap(
                GapKind.ORIGIN_WITHDRAWN,
                "assertion",
                lost.statement,
                f"{self._who(lost.statement)} passes on what {self._who(lost.origin)} no longer says",
                f"claimtrack corroboration {self.dossier.event.key}",
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
            yield unarchived(document.key, document.title)
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
        if self.checks.hash_of is None or not record.sha256:
            return
        actual = self.checks.hash_of(record)
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
        when = "undated" if inquiry.at is None else inquiry.at.raw
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
        why = f"{since} more said since" if since else f"nothing done for {self.checks.stale_days} days"
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
        if not assessment.at or not self.checks.today:
            return False
        return bounds(self.checks.today)[0] - bounds(assessment.at)[1] > self.checks.stale_days * _DAY


def unarchived(document: str, title: str) -> Gap:
    """Return the gap of a document on the web with neither an archived address nor a stored copy.

    Args:
        document: its key.
        title: its title; may be empty.
    """
    return Gap(
        kind=GapKind.UNARCHIVED,
        record="document",
        reference=document,
        event="",
        message=f"“{title or document}” has neither an archived address nor a stored copy",
        mend=f"claimtrack document edit {document}",
        id=document,
    )


@cache
def parts_of_fields() -> Mapping[str, str]:
    """Return the field of which each field counts a part, by its key: the civilians killed are among the killed."""
    from claimtrack.vocab import load_vocabulary

    return {term.key: str(whole) for term in load_vocabulary("field") if (whole := term.extra.get("part_of"))}


def _parts_over_wholes(assertion: Assertion) -> Iterator[tuple[Value, Value]]:
    """Yield the answers to a part and to its whole where the part is more for certain."""
    wholes = parts_of_fields()
    for part in assertion.values:
        for whole in assertion.values if part.field in wholes else ():
            if whole.field == wholes[part.field] and _is_over(part, whole):
                yield part, whole


def _is_over(part: Value, whole: Value) -> bool:
    some, every = part.read, whole.read
    if not isinstance(some, Count) or not isinstance(every, Count) or part.negative or whole.negative:
        return False
    return (
        every.high is not None and compare_counts(some, every) is Relation.CONFLICT and some.low > every.high
    )


def _after(one: DateValue | None, other: DateValue | None) -> bool:
    """Whether one date certainly lies after another."""
    return bool(one) and bool(other) and bounds(one)[0] > bounds(other)[1]  # type: ignore[arg-type]
