"""Adding to a case file, and correcting it: every method takes all of what it is given, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import TYPE_CHECKING, Any, TypeVar, cast

from claimtrack.casefile.open_case import OpenCase
from claimtrack.errors import InvalidRecordError
from claimtrack.model import (
    RECORD_TYPES,
    Assertion,
    Assessment,
    Claimant,
    Document,
    Event,
    Evidence,
    Field,
    Inquiry,
    Link,
    Record,
)
from claimtrack.model.codec import TAG, encode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimtrack.casefile.case import Casefile
    from claimtrack.casefile.changes import Changes, MergeReport
    from claimtrack.model import Void
    from claimtrack.model.draft import Draft, Finding

_R = TypeVar("_R", bound=Record)


class CaseRecords(OpenCase):
    """What can be put into a case file."""

    def add_event(self, title: str, *, key: str = "", **attributes: Any) -> Event:
        """Add an event.

        Args:
            title: what is called what happened.
            key: a short name to refer to it by; made from the title when left out.
            **attributes: `proposition`, `occurred` (date as text), `place`, `tags`, `note`.

        Raises:
            ImportRejectedError: an attribute cannot be taken.
        """
        return self._add(Event, title=title, key=key or self.new_key("event", title), **attributes)

    def add_claimant(self, name: str, *, key: str = "", **attributes: Any) -> Claimant:
        """Add a claimant.

        Args:
            name: its name.
            key: a short name to refer to it by; made from the name when left out.
            **attributes: `kind`, `part_of`, `aliases`, `zone`, `language`, `calendar`, `date_order`,
                `reliability`, `note`.

        Raises:
            ImportRejectedError: an attribute cannot be taken.
            UnknownReferenceError: `part_of` names nobody.
        """
        if attributes.get("part_of"):
            attributes["part_of"] = self.find("claimant", attributes["part_of"])
        return self._add(Claimant, name=name, key=key or self.new_key("claimant", name), **attributes)

    def add_document(self, title: str = "", *, key: str = "", url: str = "", **attributes: Any) -> Document:
        """Add a document.

        Args:
            title: its title.
            key: a short name to refer to it by; made from the title or address when left out.
            url: its address.
            **attributes: `publisher`, `published`, `retrieved`, `archive_url`, `sha256`, `language`,
                `derived_from`, `note`; `edition_of` or `redirect_of` in place of `derived_from` where it is the same page
                in another state, or at another address.

        Raises:
            ImportRejectedError: an attribute cannot be taken.
            UnknownReferenceError: `publisher` or `derived_from` names nothing.
        """
        for how in ("edition", "redirect"):
            if same := attributes.pop(f"{how}_of", ""):
                attributes |= {"derived_from": same, "derivation": how}
        for name, kind in (("publisher", "claimant"), ("derived_from", "document")):
            if attributes.get(name):
                attributes[name] = self.find(kind, attributes[name])
        made = key or self.new_key("document", title or (url or "").partition("://")[2] or url or "")
        return self._add(Document, title=title, url=url, key=made, **attributes)

    def add_field(self, key: str, *, type: str = "text", **attributes: Any) -> Field:  # noqa: A002 - the field's own term
        """Add a field: a question of your own.

        Args:
            key: a short name (`ransom`).
            type: `count`, `date`, `place`, `party`, `text` or `yes_no`.
            **attributes: `label`, `definition`, `unit`.

        Raises:
            ImportRejectedError: an attribute cannot be taken.
        """
        return self._add(Field, key=key, type=type, **attributes)

    def record(
        self,
        event: Event | str,
        *,
        claimant: Claimant | str,
        stance: str = "",
        text: str = "",
        values: Mapping[str, Any] | None = None,
        **attributes: Any,
    ) -> Assertion:
        """Record that a claimant said something about an event.

        A statement takes no position on the event by itself: a toll is an answer, not a position.

        Args:
            event: the event, or a reference to it.
            claimant: who spoke; a name that nobody here has makes a new claimant.
            stance: affirms, denies, queries or comments; left out, what the answer to `happened` says, else comments.
            text: what was said, in your words.
            values: answers to fields: `{"killed": "at least 3", "weapon": {"not": "TOW missile"}}`.
            **attributes: `said`, `hedge`, `quote`, `language`, `translation`, `spokesperson`, `document`,
                `locator`, `label`, `note`.

        Raises:
            UnknownReferenceError, AmbiguousReferenceError: event, claimant or document.
            ImportRejectedError: an attribute cannot be taken.
        """
        from claimtrack.casefile.statements import stance_answered

        event_key = event.key if isinstance(event, Event) else self.find("event", event)
        with self.all_or_nothing():
            speaker = self._claimant_key(claimant)
            if attributes.get("document"):
                attributes["document"] = self.find("document", attributes["document"])
            answers = _answers(values or {})
            return self._add(
                Assertion,
                event=event_key,
                claimant=speaker,
                stance=stance or stance_answered(answers),
                text=text,
                values=answers,
                **attributes,
            )

    def reply(
        self,
        link: str,
        to: Assertion | str,
        *,
        claimant: Claimant | str,
        text: str = "",
        on: Iterable[str] = (),
        stance: str = "",
        values: Mapping[str, Any] | None = None,
        **attributes: Any,
    ) -> Assertion:
        """Record that a claimant answered an assertion: the new assertion and its link, in one step.

        Args:
            link: denies, disputes, confirms, corroborates, concedes, supersedes, retracts, repeats,
                responds_to, queries or cites.
            to: the assertion answered, or a reference to it.
            claimant: who spoke.
            text: what was said, in your words.
            on: the fields the link is limited to; none for the whole assertion. A concession of a denial is limited to
                what that is limited to.
            stance: towards the event; left out, what the link implies where it is not limited to fields.
            values: as for `record`.
            **attributes: as for `record`.

        Raises:
            LinkRuleError: the link breaks its meaning (as an ImportRejectedError that names the rule).
            UnknownReferenceError, AmbiguousReferenceError, ImportRejectedError: as for `record`.
        """
        from claimtrack.casefile.statements import conceded_scope, implied_stance
        from claimtrack.vocab import load_vocabulary

        case, kind = cast("Casefile", self), load_vocabulary("link").resolve(link)
        target = to if isinstance(to, Assertion) else self.assertion(to)
        on = tuple(on) or (conceded_scope(case, target) if kind == "concedes" else ())
        stance = stance or implied_stance(case, kind, target, values or {}, on=on)
        with self.all_or_nothing():
            made = self.record(
                target.event, claimant=claimant, stance=stance, text=text, values=values, **attributes
            )
            self.link(kind, made, target, on=on)
        return made

    def link(
        self,
        kind: str,
        source: Assertion | str,
        target: Assertion | str,
        *,
        on: Iterable[str] = (),
        note: str = "",
    ) -> Link:
        """Link two assertions.

        Args:
            kind: as for `reply`.
            source: the assertion that links.
            target: the assertion linked to.
            on: the fields the link is limited to; none for the whole assertion.
            note: your own note.

        Raises:
            LinkRuleError: the link breaks its meaning.
            UnknownReferenceError, AmbiguousReferenceError: source or target.
        """
        ends = [
            end.id if isinstance(end, Assertion) else self.find("assertion", end) for end in (source, target)
        ]
        return self._add(Link, kind=kind, source=ends[0], target=ends[1], fields=sorted(on), note=note)

    def add_evidence(
        self,
        title: str,
        *,
        assertion: Assertion | str = "",
        role: str = "supports",
        key: str = "",
        **attributes: Any,
    ) -> Evidence:
        """Add an item of evidence, offered with an assertion.

        Args:
            title: what it is called.
            assertion: the assertion it was offered with.
            role: supports, undermines or neutral.
            key: a short name to refer to it by; made from the title when left out.
            **attributes: `kind`, `authenticity`, `url`, `archive_url`, `file`, `sha256`, `size`, `captured`,
                `captured_by`, `document`, `locator`, `note`.

        Raises:
            ImportRejectedError: an attribute cannot be taken.
            UnknownReferenceError, AmbiguousReferenceError: assertion or document.
        """
        if assertion:
            id_ = assertion.id if isinstance(assertion, Assertion) else self.find("assertion", assertion)
            attributes["bears_on"] = [{"assertion": id_, "role": role}]
        if attributes.get("document"):
            attributes["document"] = self.find("document", attributes["document"])
        return self._add(Evidence, title=title, key=key or self.new_key("evidence", title), **attributes)

    def assess(
        self, event: Event | str = "", *, field: str = "", assertion: Assertion | str = "", **attributes: Any
    ) -> Assessment:
        """Add a verdict on an event, on one field of it, or on an assertion. Earlier verdicts stay.

        Args:
            event: the event; left out where an assertion is judged.
            field: key of the field judged.
            assertion: the assertion judged.
            **attributes: `grade`, `credibility`, `likelihood`, `confidence`, `method`, `rationale`, `by`, and `at`:
                when, where "yesterday" is the day before today.

        Raises:
            ImportRejectedError: an attribute cannot be taken.
            UnknownReferenceError, AmbiguousReferenceError: event or assertion.
        """
        judged = self.assertion(assertion) if isinstance(assertion, str) and assertion else assertion
        if isinstance(judged, Assertion):
            attributes["assertion"], event = judged.id, judged.event
        key = event.key if isinstance(event, Event) else self.find("event", event)
        return self._add(Assessment, event=key, field=field, **attributes)

    def log_search(
        self, sought: str, event: Event | str, *, field: str = "", looked_in: str = "", **attributes: Any
    ) -> Inquiry:
        """Record a search that was made: an absence that can be audited. Earlier ones stay.

        Args:
            sought: what was looked for, in words.
            event: the event it was about.
            field: key of the field whose answer was looked for.
            looked_in: where: archives, accounts, languages, queries.
            **attributes: `found` (left out for nothing), `by`, `note`, and `at`: when, where "yesterday" is the day
                before today.

        Raises:
            ImportRejectedError: an attribute cannot be taken.
            UnknownReferenceError, AmbiguousReferenceError: the event.
        """
        key = event.key if isinstance(event, Event) else self.find("event", event)
        return self._add(Inquiry, event=key, field=field, sought=sought, looked_in=looked_in, **attributes)

    # --- changing -----------------------------------------------------------------------------

    def change(self, record: _R, **attributes: Any) -> _R:
        """Correct attributes of a record; what stood before is kept.

        Args:
            record: the record as it was when it was looked at.
            **attributes: in the native format; an empty text takes one away. Other words for a date that counts from a
                record count from it still, unless they need none.

        Raises:
            ChangedMeanwhileError: somebody else changed it since.
            RecordLockedError: records of this kind are not changed.
            ClaimtrackError: an attribute cannot be taken, or what is given is no record.
        """
        if not isinstance(record, Record):
            raise InvalidRecordError(f"{record!r} is no record", "look it up first: case.get(REFERENCE)")
        given = {name: _counted_as_before(record, name, item) for name, item in attributes.items()}
        return self.put(record, {**encode(record), **given})[0]

    def put(
        self, before: _R, content: Mapping[str, Any] | Draft, *, strict: bool = False
    ) -> tuple[_R, list[Finding]]:
        """Put a corrected record, whole and in the native format, in the place of one that is there.

        Args:
            before: the record as it was when it was looked at.
            content: the record, corrected.
            strict: change nothing where something should be looked at.

        Returns:
            The record now, and what should be looked at.

        Raises:
            ClaimtrackError: as for `change`.
        """
        from claimtrack.model.draft import Draft

        draft = content if isinstance(content, Draft) else Draft(content)
        return self._changes().change(before, draft, strict=strict)

    def put_together(
        self, changes: Iterable[tuple[Record, Mapping[str, Any] | Draft]], *, strict: bool = False
    ) -> list[tuple[Record, list[Finding]]]:
        """Put corrected records in the place of others, all or none; the rules of links hold once all are corrected.

        Args:
            changes: each record as it was when it was looked at, and its content, corrected: see `put`.
            strict: change nothing where something should be looked at.

        Returns:
            Each record now, and what should be looked at.

        Raises:
            LinkRuleError: together they make a link break its meaning.
            ClaimtrackError: as for `change`.
        """
        from claimtrack.model.draft import Draft

        drafts = [
            (before, content if isinstance(content, Draft) else Draft(content)) for before, content in changes
        ]
        return self._changes().change_together(drafts, strict=strict)

    def remove(self, record: Record | str) -> None:
        """Remove a record at which nothing points; what was said and what was judged is never removed.

        Raises:
            RecordLockedError: something points at it, and is named.
            UnknownReferenceError, AmbiguousReferenceError: the reference.
        """
        self._changes().remove(record if isinstance(record, Record) else self.get(record))

    def void(self, record: Record | str, because: str, *, cascade: bool = False) -> list[Void]:
        """Take a record out of the case that was entered by mistake; it is kept, and no answer goes by it any more.

        Recording the same again revives it. What a claimant takes back itself is no mistake of yours: see `reply`.

        Args:
            record: the record, or a reference to it.
            because: why.
            cascade: take out, too, what stands on it.

        Returns:
            What is void now.

        Raises:
            InvalidRecordError: no reason is given.
            RecordLockedError: something stands on it, and is named.
            UnknownReferenceError, AmbiguousReferenceError: the reference.
        """
        from claimtrack.casefile.voids import make_void

        if not isinstance(because, str) or not because.strip():
            raise InvalidRecordError("a record is not void without a reason", 'say it: --because "…"')
        found = record if isinstance(record, Record) else self.get(record)
        with self.all_or_nothing() as connection:
            return make_void(connection, found, because, self._now(), cascade=cascade)

    def merge(self, kind: str, former: str, into: str) -> MergeReport:
        """Make two events, claimants or documents one, keeping every assertion, alias and key.

        Args:
            kind: event, claimant or document.
            former: a reference to the one that goes; its key still leads to the other.
            into: a reference to the one that stays.

        Raises:
            ClaimtrackError: they cannot be merged, or the references mean nothing.
        """
        cls = RECORD_TYPES[kind]
        records = [self._existing(cls, self.find(kind, reference)) for reference in (former, into)]
        return self._changes().merge(*records)

    def distinguish(self, event: Event | str, other: Event | str) -> Event:
        """Say that two events are different happenings, however alike they look; `gaps` then asks no more.

        Args:
            event: the one.
            other: the other.

        Returns:
            The first of the two, as it is now.

        Raises:
            UnknownReferenceError, AmbiguousReferenceError: an event.
            InvalidRecordError: they are one event.
        """
        one, two = (item if isinstance(item, Event) else self.event(item) for item in (event, other))
        if one.key == two.key:
            raise InvalidRecordError(f"{one.key!r} is one event", "name two")
        if two.key in one.distinct_from or one.key in two.distinct_from:
            return one
        return self.change(one, distinct_from=sorted({*one.distinct_from, two.key}))

    # --- inside -------------------------------------------------------------------------------

    def _changes(self) -> Changes:
        from claimtrack.casefile.changes import Changes

        return Changes(self._connection, self._path, self._now)

    def _add(self, cls: type[_R], **attributes: Any) -> _R:
        from claimtrack.model.draft import Draft

        content = {TAG: cls.__name__.lower(), **{name: given for name, given in attributes.items() if given}}
        reference = (
            self._local_day() if cls in (Assessment, Inquiry) else None
        )  # what the analyst does is done now
        report = self.take([Draft(content, reference=reference)])
        return cast("_R", report.records[-1])

    def _claimant_key(self, claimant: Claimant | str) -> str:
        """Find a claimant by its key, name or an alias in full, or make it: a part of a name is never enough here."""
        if isinstance(claimant, Claimant):
            return claimant.key
        return self.named("claimant", claimant) or self.add_claimant(claimant).key


def _answers(values: Any) -> dict[str, Any]:
    """Take answers by field as a call has them; a number as the text it would be written as.

    Raises:
        InvalidRecordError: they are no mapping.
    """
    if not isinstance(values, Mapping):
        raise InvalidRecordError(f"values: {values!r} gives no answers by field", 'write {"killed": "3"}')
    numbers = {
        key: str(given).removesuffix(".0")
        for key, given in values.items()
        if isinstance(given, int | float) and isfinite(given) and not isinstance(given, bool)
    }
    return {**values, **numbers}


def _counted_as_before(record: Record, name: str, given: Any) -> Any:
    """Return a corrected date with the record that it counted from, where its words need one."""
    from claimtrack.dates.related import needs_anchor

    relation = getattr(getattr(record, name, None), "relative_to", "")
    if relation and isinstance(given, str) and needs_anchor(given):
        return {"raw": given, "relative_to": relation}
    return given
