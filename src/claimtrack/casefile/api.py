"""`Casefile`: open a case file, add to it, ask it."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Self, TypeVar, cast

from claimtrack.casefile.asking import Asking
from claimtrack.casefile.intake import Intake, IntakeReport
from claimtrack.casefile.references import named_exactly, resolve, resolve_any
from claimtrack.errors import InputFileError, UnknownReferenceError
from claimtrack.model import (
    RECORD_TYPES,
    Assertion,
    Assessment,
    Claimant,
    Document,
    Event,
    Evidence,
    Field,
    Link,
    Record,
)
from claimtrack.model.codec import TAG, encode
from claimtrack.model.draft import Draft, Finding, Position
from claimtrack.model.identity import make_key
from claimtrack.store.connection import open_case, storage_errors, unfinished
from claimtrack.store.dossiers import gather_dossier
from claimtrack.store.lookup import Lookup
from claimtrack.store.reader import Reader, builtin_fields
from claimtrack.store.unit import unit_of_work

if TYPE_CHECKING:
    import builtins
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from contextlib import AbstractContextManager
    from types import TracebackType

    from claimtrack.casefile.changes import Changes, MergeReport
    from claimtrack.casefile.exports import Export
    from claimtrack.casefile.preserve import Check
    from claimtrack.casefile.preview import Preview
    from claimtrack.casefile.report import Report
    from claimtrack.casefile.tally import ImportReport
    from claimtrack.model.dossier import Dossier

_R = TypeVar("_R", bound=Record)

# In the order in which records refer to each other, what refers last.
_NOTES = (".yaml", ".yml")
_REFERENCE_KINDS = ("field", "claimant", "document", "event", "assertion", "evidence", "assessment")


def utc_now() -> str:
    """Give the present moment as records are stamped with it: UTC, ISO 8601, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Casefile(Asking):
    """A case file: who said what, when, on what evidence, and what is still contested.

    Use `Casefile.open`, best as a context manager. Every method that adds records takes all of what it is
    given or nothing, and raises a `claimtrack.errors.ClaimtrackError` where it refuses.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path, now: Callable[[], str] = utc_now) -> None:
        self._connection = connection
        self._path = path
        self._now = now
        self._reader = Reader(connection)
        self._lookup = Lookup(connection)

    @classmethod
    def open(
        cls,
        path: str | Path,
        *,
        create: bool = True,
        must_be_new: bool = False,
        now: Callable[[], str] = utc_now,
    ) -> Self:
        """Open a case file.

        Args:
            path: the file.
            create: make it if there is none.
            must_be_new: refuse one that is there already.
            now: gives the time that records are stamped with; for tests and replays.

        Raises:
            NoCaseFileError, CaseFileExistsError, NotACaseFileError, NewerCaseFileError, StorageError: see
                `claimtrack.errors`.
        """
        path = Path(path)
        connection = open_case(path, create=create, must_be_new=must_be_new)
        if unfinished(connection):
            from claimtrack.store.applying import take_back_unfinished

            take_back_unfinished(connection, path)
        return cls(connection, path, now)

    @property
    def path(self) -> Path:
        """The file."""
        return self._path

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- adding -------------------------------------------------------------------------------

    def all_or_nothing(self) -> AbstractContextManager[object]:
        """Keep all of what is done in a `with` block, or nothing of it.

        Raises:
            StorageError: the file cannot be written.
        """
        return unit_of_work(self._connection, self._path)

    def take(self, drafts: Iterable[Mapping[str, Any] | Draft], *, strict: bool = False) -> IntakeReport:
        """Take records given as plain objects of the native format, all or none.

        Args:
            drafts: objects such as `{"record": "claimant", "key": "amaq", "name": "Amaq News Agency"}`.
            strict: take nothing, either, where something should be looked at.

        Raises:
            ImportRejectedError: with every problem found.
        """
        given = (item if isinstance(item, Draft) else Draft(item) for item in drafts)
        return Intake(self._connection, self._path, self._now).take(given, strict=strict)

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
                `derived_from`, `note`.

        Raises:
            ImportRejectedError: an attribute cannot be taken.
            UnknownReferenceError: `publisher` or `derived_from` names nothing.
        """
        for name, kind in (("publisher", "claimant"), ("derived_from", "document")):
            if attributes.get(name):
                attributes[name] = self.find(kind, attributes[name])
        made = key or self.new_key("document", title or url.partition("://")[2] or url)
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
        stance: str = "affirms",
        text: str = "",
        values: Mapping[str, Any] | None = None,
        **attributes: Any,
    ) -> Assertion:
        """Record that a claimant said something about an event.

        Args:
            event: the event, or a reference to it.
            claimant: who spoke; a name that nobody here has makes a new claimant.
            stance: affirms, denies, queries or comments.
            text: what was said, in your words.
            values: answers to fields: `{"killed": "at least 3", "weapon": {"not": "TOW missile"}}`.
            **attributes: `said`, `hedge`, `quote`, `language`, `translation`, `spokesperson`, `document`,
                `locator`, `label`, `note`.

        Raises:
            UnknownReferenceError, AmbiguousReferenceError: event, claimant or document.
            ImportRejectedError: an attribute cannot be taken.
        """
        event_key = event.key if isinstance(event, Event) else self.find("event", event)
        with unit_of_work(self._connection, self._path):
            speaker = self._claimant_key(claimant)
            if attributes.get("document"):
                attributes["document"] = self.find("document", attributes["document"])
            answers = {key: _answer(given) for key, given in (values or {}).items()}
            return self._add(
                Assertion,
                event=event_key,
                claimant=speaker,
                stance=stance,
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
            on: the fields the link is limited to; none for the whole assertion.
            stance: towards the event; left out, what the link implies.
            values: as for `record`.
            **attributes: as for `record`.

        Raises:
            LinkRuleError: the link breaks its meaning (as an ImportRejectedError that names the rule).
            UnknownReferenceError, AmbiguousReferenceError, ImportRejectedError: as for `record`.
        """
        from claimtrack.vocab import load_vocabulary

        vocabulary = load_vocabulary("link")
        kind = vocabulary.resolve(link)
        target = to if isinstance(to, Assertion) else self.assertion(to)
        stance = stance or str(vocabulary[kind].extra["stance"])
        with unit_of_work(self._connection, self._path):
            made = self.record(
                target.event, claimant=claimant, stance=stance, text=text, values=values, **attributes
            )
            self.link(kind, made, target, on=on)
        return made

    def link(
        self, kind: str, source: Assertion | str, target: Assertion | str, *, on: Iterable[str] = ()
    ) -> Link:
        """Link two assertions.

        Args:
            kind: as for `reply`.
            source: the assertion that links.
            target: the assertion linked to.
            on: the fields the link is limited to; none for the whole assertion.

        Raises:
            ImportRejectedError: the link breaks its meaning.
            UnknownReferenceError, AmbiguousReferenceError: source or target.
        """
        ends = [
            end.id if isinstance(end, Assertion) else self.find("assertion", end) for end in (source, target)
        ]
        return self._add(Link, kind=kind, source=ends[0], target=ends[1], fields=sorted(on))

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
            **attributes: `grade`, `credibility`, `likelihood`, `confidence`, `method`, `rationale`, `by`, `at`.

        Raises:
            ImportRejectedError: an attribute cannot be taken.
            UnknownReferenceError, AmbiguousReferenceError: event or assertion.
        """
        judged = self.assertion(assertion) if isinstance(assertion, str) and assertion else assertion
        if isinstance(judged, Assertion):
            attributes["assertion"], event = judged.id, judged.event
        key = event.key if isinstance(event, Event) else self.find("event", event)
        return self._add(Assessment, event=key, field=field, **attributes)

    # --- changing -----------------------------------------------------------------------------

    def change(self, record: _R, **attributes: Any) -> _R:
        """Correct attributes of a record; what stood before is kept.

        Args:
            record: the record as it was when it was looked at.
            **attributes: in the native format; an empty text takes one away.

        Raises:
            ChangedMeanwhileError: somebody else changed it since.
            RecordLockedError: records of this kind are not changed.
            ClaimtrackError: an attribute cannot be taken.
        """
        return self.put(record, {**encode(record), **attributes})[0]

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
        draft = content if isinstance(content, Draft) else Draft(content)
        return self._changes().change(before, draft, strict=strict)

    def remove(self, record: Record | str) -> None:
        """Remove a record at which nothing points; what was said and what was judged is never removed.

        Raises:
            RecordLockedError: something points at it, and is named.
            UnknownReferenceError, AmbiguousReferenceError: the reference.
        """
        self._changes().remove(self.get(record) if isinstance(record, str) else record)

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

    # --- finding ------------------------------------------------------------------------------

    def find(self, kind: str, reference: str) -> str:
        """Give the key or id of the record of a kind that a reference means.

        Raises:
            UnknownReferenceError, AmbiguousReferenceError: none does, or several do.
        """
        with storage_errors(self._path):
            if kind == "field" and reference in builtin_fields():
                return reference
            return resolve(self._lookup, kind, reference)

    def named(self, kind: str, text: str) -> str:
        """Give the key of the record with exactly this key, name or alias, spelling folded; empty where none has it.

        Raises:
            AmbiguousReferenceError: several have it.
        """
        with storage_errors(self._path):
            return named_exactly(self._lookup, kind, text)

    def new_key(self, kind: str, title: str) -> str:
        """Make a key from a title that no other record of the kind has."""
        key = base = make_key(title)
        number = 1
        while self._lookup.exact(kind, key):
            number += 1
            key = f"{base}-{number}"
        return key

    def get(self, reference: str) -> Record:
        """Give the record of any kind that a reference means; `event:KEY` settles the kind.

        Raises:
            UnknownReferenceError, AmbiguousReferenceError: none does, or several do.
        """
        with storage_errors(self._path):
            kind, name = resolve_any(self._lookup, reference, _REFERENCE_KINDS)
            return self._existing(RECORD_TYPES[kind], name)

    def event(self, reference: str) -> Event:
        """Give the event that a reference means."""
        return self._existing(Event, self.find("event", reference))

    def claimant(self, reference: str) -> Claimant:
        """Give the claimant that a reference means."""
        return self._existing(Claimant, self.find("claimant", reference))

    def document(self, reference: str) -> Document:
        """Give the document that a reference means."""
        return self._existing(Document, self.find("document", reference))

    def evidence(self, reference: str) -> Evidence:
        """Give the item of evidence that a reference means."""
        return self._existing(Evidence, self.find("evidence", reference))

    def assertion(self, reference: str) -> Assertion:
        """Give the assertion that a reference means: an id prefix, a label, a part of its text."""
        return self._existing(Assertion, self.find("assertion", reference))

    def records(self, cls: type[_R]) -> Iterator[_R]:
        """Stream all records of a class, in the order of an export."""
        with storage_errors(self._path):
            yield from self._reader.every(cls)

    def dossier(self, event: Event | str) -> Dossier:
        """Gather everything the file holds about an event."""
        with storage_errors(self._path):
            return gather_dossier(self._reader, event if isinstance(event, Event) else self.event(event))

    def list(self, kind: str = "events", *, limit: int = 50, **filters: str) -> Report:
        """List records of a kind, newest (or weightiest) first.

        Args:
            kind: events, claimants, documents, assertions, evidence, fields or assessments.
            limit: how many at most; 0 for all.
            **filters: `by`, `event`, `since`, `until`, `stance`, `field`, `tag`: references, dates and terms
                as a person writes them.

        Raises:
            UnknownReferenceError, AmbiguousReferenceError, UnknownTermError, UnreadableDateError: a filter.
        """
        from claimtrack.casefile.finding import listed, read_filters

        sieve = read_filters(self.find, self._now()[:10], filters)
        with storage_errors(self._path):
            return listed(self._connection, kind, sieve, limit)

    def search(self, words: str, *, kind: str = "", limit: int = 50, **filters: str) -> Report:
        """Search titles, texts, quotes, translations, names, aliases and notes, best first.

        Args:
            words: words that must all be there, "a phrase", a prefix*, and -what must not be there. Any text will do.
            kind: search one kind only: events, claimants, documents, assertions or evidence.
            limit: how many hits at most; 0 for all.
            **filters: as for `list`.

        Raises:
            UnknownReferenceError, AmbiguousReferenceError, UnknownTermError, UnreadableDateError: a filter.
        """
        from claimtrack.casefile.finding import read_filters, searched

        sieve = read_filters(self.find, self._now()[:10], filters)
        with storage_errors(self._path):
            return searched(self._connection, words, sieve, kind=kind, limit=limit)

    def show(self, *references: str) -> Report:
        """Show records, of any kind, with all that the file holds about them.

        Raises:
            UnknownReferenceError, AmbiguousReferenceError: a reference.
        """
        from claimtrack.casefile.finding import shown

        records = [self.get(reference) for reference in references]
        with storage_errors(self._path):
            return shown(self._connection, records)

    def verify_evidence(self) -> builtins.list[Check]:
        """Hash every stored file of evidence and documents again, and say of each what became of it."""
        from claimtrack.casefile.preserve import verify

        return [*verify(self._path, (*self.records(Evidence), *self.records(Document)))]

    # --- in and out ---------------------------------------------------------------------------

    def import_file(self, *sources: str | Path | IO[bytes], **how: Any) -> Any:
        """Import native JSON Lines or notes (.yaml, .yml), or a table of any kind by a mapping.

        Without a mapping or preset: everything in all the sources, or nothing. With one: one file, of any size, in
        any form that can be read (CSV, spreadsheet, JSON, JSON Lines, YAML, HTML, a folder of JSON files).

        Args:
            *sources: paths, or binary streams.
            **how: for tables. `mapping`: a TOML file, or the same as a dict; or `preset`: the name of one that ships
                with claimtrack. `on_error="skip"` takes the other rows where some cannot be taken, and `rejects`
                names a file for those. `accept_reused`, `progress`, `dry_run`: see `bulk.ImportOptions`. `reading`:
                how the file is read, as in `[read]` of a mapping.

        Returns:
            An `IntakeReport`; for a table an `ImportReport`, whose `lines()` say it in words.

        Raises:
            InputFileError: a path cannot be read.
            MappingError: the mapping makes no sense, or does not fit the file.
            ImportRejectedError: with every problem found, each with file, line and attribute.
        """
        if "mapping" in how or "preset" in how:
            return self._import_table(*sources, **how)
        drafts: list[Draft] = []
        problems: list[Finding] = []
        for source in sources:
            found, wrong = _read_source(self, source)
            drafts.extend(found)
            problems.extend(wrong)
        return self._take(drafts, problems)

    def _import_table(
        self,
        source: str | Path | IO[bytes],
        *,
        mapping: Any = None,
        preset: str = "",
        reading: Mapping[str, Any] | None = None,
        **options: Any,
    ) -> ImportReport:
        from claimtrack.casefile.bulk import ImportOptions
        from claimtrack.casefile.tables import find_mapping, import_table

        found = find_mapping(mapping, preset, source)
        how = ImportOptions(**options)
        return import_table(self._connection, self._path, self._now(), source, found, how, reading or {})

    def preview(
        self,
        source: str | Path,
        *,
        mapping: Any = None,
        preset: str = "",
        reading: Mapping[str, Any] | None = None,
        **options: Any,
    ) -> Preview:
        """Read and check a table as `import_file` would, and write nothing.

        Args:
            source: a path.
            mapping: as for `import_file`.
            preset: as for `import_file`.
            reading: as for `import_file`.
            **options: as for `import_file`.

        Returns:
            What would be made, every problem, and a comparison of the first events.

        Raises:
            InputFileError, MappingError: as for `import_file`.
        """
        from claimtrack.casefile.preview import preview
        from claimtrack.casefile.tables import find_mapping

        found = find_mapping(mapping, preset, source)
        return preview(self._connection, self._path, self._now, source, found, options, reading or {})

    def import_rows(
        self, rows: Iterable[Mapping[str, Any]], *, mapping: Any = None, preset: str = "", **options: Any
    ) -> ImportReport:
        """Import rows given as dicts, by a mapping; a row's keys are its columns.

        Args:
            rows: any number of rows; they are asked for one at a time.
            mapping: a TOML file, or the same as a dict; left out with no preset, `generic` is used.
            preset: the name of a mapping that ships with claimtrack.
            **options: `on_error`, `rejects`, `accept_reused`, `progress`, `dry_run`: see `bulk.ImportOptions`.

        Raises:
            MappingError: the mapping makes no sense.
            ImportRejectedError: with every problem found.
        """
        from claimtrack.casefile.bulk import ImportOptions
        from claimtrack.casefile.tables import find_mapping, import_dicts

        found = find_mapping(mapping, preset, None)
        return import_dicts(self._connection, self._path, self._now(), rows, found, ImportOptions(**options))

    def export(
        self, form: str = "native", *, events: Iterable[Event | str] = (), base_url: str = "", **filters: str
    ) -> Export:
        """Make an export of the whole file or a part: to iterate, text by text, or to `write` to a file.

        The native form loses nothing, and the same content always gives the same bytes. What another form cannot
        hold is in `losses` afterwards.

            for line in case.export():
                ...
            losses = case.export("xlsx", events=["palmyra-helicopter"]).write("palmyra.xlsx")

        Args:
            form: native, csv, xlsx, claimreview, timemap, ftm or parquet.
            events: events, or references to them; none for all. What the chosen assertions refer to comes along.
            base_url: for claimreview: where the reviews are published.
            **filters: what was said `by`, `since`, `until`, with `stance`, answering `field`; `tag` of the event.

        Raises:
            UnknownTermError: there is no such form or filter.
            UnknownReferenceError, AmbiguousReferenceError, UnreadableDateError: events or filters.
        """
        from claimtrack.casefile.exports import prepare

        return prepare(
            self._connection,
            self._path,
            find=self.find,
            today=self._today(),
            form=form,
            events=[item.key if isinstance(item, Event) else item for item in events],
            filters=filters,
            options={"base_url": base_url} if base_url else {},
        )

    # --- inside -------------------------------------------------------------------------------

    def _changes(self) -> Changes:
        from claimtrack.casefile.changes import Changes

        return Changes(self._connection, self._path, self._now)

    def _events(self, *, tag: str = "", claimant: str = "") -> Iterator[Event]:
        from claimtrack.store.dossiers import select_events

        with storage_errors(self._path):
            yield from select_events(self._reader, tag=tag, claimant=claimant)

    def _today(self) -> str:
        return self._now()[:10]

    def _hash_of(self) -> Callable[[Document | Evidence], str | None]:
        from claimtrack.casefile.preserve import stored_hash

        return partial(stored_hash, self._path)

    def _take(self, drafts: Iterable[Draft], problems: Iterable[Finding] = ()) -> IntakeReport:
        return Intake(self._connection, self._path, self._now).take(drafts, problems)

    def _add(self, cls: type[_R], **attributes: Any) -> _R:
        content = {TAG: cls.__name__.lower(), **{name: given for name, given in attributes.items() if given}}
        report = self._take([Draft(content, Position())])
        return cast("_R", report.records[-1])

    def _existing(self, cls: type[_R], name: str) -> _R:
        found = self._reader.field(name) if cls is Field else self._reader.get(cls, name)
        if found is None:
            raise UnknownReferenceError(f"there is no {cls.__name__.lower()} {name!r}")
        return cast("_R", found)

    def _claimant_key(self, claimant: Claimant | str) -> str:
        """Find a claimant by its key, name or an alias in full, or make it: a part of a name is never enough here."""
        if isinstance(claimant, Claimant):
            return claimant.key
        return self.named("claimant", claimant) or self.add_claimant(claimant).key


def _answer(given: Any) -> Any:
    """Take a number in a call as the text it would be written as."""
    return str(given) if isinstance(given, int) and not isinstance(given, bool) else given


def _read_source(case: Casefile, source: str | Path | IO[bytes]) -> tuple[list[Draft], list[Finding]]:
    from claimtrack.importers.native import read_native

    if not isinstance(source, str | Path):
        return read_native(source, getattr(source, "name", "") or "-")
    try:
        with Path(source).open("rb") as stream:
            if Path(source).suffix.lower() in _NOTES:
                from claimtrack.casefile.notes import notes_drafts

                return notes_drafts(case, stream.read(), str(source))
            return read_native(stream, str(source))
    except IsADirectoryError:
        raise InputFileError(f"{source} is a folder", "name a file in it") from None
    except OSError as error:
        raise InputFileError(f"{source} cannot be read: {error.strerror}", "check the path") from None
