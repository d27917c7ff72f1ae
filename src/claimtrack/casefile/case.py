"""`Casefile`: open a case file, add to it, ask it, import into it, export from it."""

from __future__ import annotations

from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, overload

from claimtrack.casefile.log import CaseLog
from claimtrack.casefile.printed_reports import CaseReports
from claimtrack.casefile.records import CaseRecords
from claimtrack.casefile.report import Report
from claimtrack.errors import InputFileError, StorageError
from claimtrack.model import Event
from claimtrack.store.indexing import refresh
from claimtrack.store.storage_errors import storage_errors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from claimtrack.casefile.exports import Export
    from claimtrack.casefile.merges import Joined
    from claimtrack.casefile.packs import Packed
    from claimtrack.casefile.preview import Preview
    from claimtrack.casefile.undo import Undone
    from claimtrack.intake.report import ImportReport, IntakeReport
    from claimtrack.model import Record
    from claimtrack.model.draft import Draft, Finding
    from claimtrack.model.edits import Apart, Conflict

    Source = str | Path | IO[bytes]

_NOTES = (".yaml", ".yml")


class Casefile(CaseRecords, CaseReports, CaseLog):
    """A case file: who said what, when, on what evidence, and what is still contested.

    Use `Casefile.open`, best as a context manager. Every method that adds records takes all of what it is
    given or nothing, and raises a `claimtrack.errors.ClaimtrackError` where it refuses.
    """

    @overload
    def import_file(self, *sources: Source) -> IntakeReport: ...
    @overload
    def import_file(self, *sources: Source, preset: str = ..., **how: Any) -> ImportReport: ...
    def import_file(self, *sources: Source, **how: Any) -> IntakeReport | ImportReport:
        """Import native JSON Lines or notes (.yaml, .yml), or a table of any kind by a mapping.

        Without more: everything in all the sources, or nothing. With any of the words below: one file, of any size, in
        any form that can be read (CSV, spreadsheet, JSON, JSON Lines, YAML, HTML, a folder of JSON files).

        Args:
            *sources: paths, or binary streams.
            **how: for tables. `mapping`: a TOML file, or the same as a dict; or `preset`: the name of one that ships
                with claimtrack; with neither, the preset that the header tells. `on_error="skip"` takes the other rows where some cannot be taken, and `rejects`
                names a file for those. `accept_reused`, `progress`, `dry_run`: see `intake.reading.ImportOptions`. `reading`:
                how the file is read, as in `[read]` of a mapping.

        Returns:
            An `IntakeReport`; for a table an `ImportReport`, whose `lines()` say it in words.

        Raises:
            InputFileError: a path cannot be read, or is a case file or a pack, which `merge_file` takes.
            MappingError: the mapping makes no sense, or does not fit the file.
            ImportRejectedError: with every problem found, each with file, line and attribute.
        """
        for source in sources:
            refuse_case_files(source)
        if how:
            return self._import_table(*sources, **how)
        from claimtrack.intake.drafts import not_collecting

        drafts: list[Draft] = []
        problems: list[Finding] = []
        with not_collecting():
            for source in sources:
                found, wrong = _read_source(self, source)
                drafts.extend(found)
                problems.extend(wrong)
            report = self._take(drafts, problems)
        self._index_new()
        return report

    def _index_new(self, progress: Callable[[str, int, int | None], object] | None = None) -> None:
        """Index what an import has made, so that the first search after it is a search.

        Where that fails, on a full disk for one, what was imported is kept all the same, and the next search goes on.
        """
        if self._connection.in_transaction:  # it is not kept yet, or never will be
            return
        try:
            with storage_errors(self._path):
                refresh(self._connection, progress=progress)
        except StorageError as error:
            self._tell(
                f"all of it is in, but not yet indexed for search ({error}); the next search goes on with that"
            )

    def _import_table(
        self,
        source: Source,
        *,
        mapping: Any = None,
        preset: str = "",
        reading: Mapping[str, Any] | None = None,
        **options: Any,
    ) -> ImportReport:
        from claimtrack.intake.reading import ImportOptions
        from claimtrack.intake.sources import find_mapping, import_table

        found = find_mapping(mapping, preset, source, reading)
        how = ImportOptions(**options)
        report = import_table(self._connection, self._path, self._now(), source, found, how, reading or {})
        if not how.dry_run:
            self._index_new(how.progress)
        return report

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
        from claimtrack.intake.sources import find_mapping

        found = find_mapping(mapping, preset, source, reading)
        return preview(
            self._connection, self._path, self._now, source, found, options, reading or {}, Casefile.open
        )

    def import_rows(
        self, rows: Iterable[Mapping[str, Any]], *, mapping: Any = None, preset: str = "", **options: Any
    ) -> ImportReport:
        """Import rows given as dicts, by a mapping; a row's keys are its columns.

        Args:
            rows: any number of rows; they are asked for one at a time.
            mapping: a TOML file, or the same as a dict; left out with no preset, `generic` is used.
            preset: the name of a mapping that ships with claimtrack.
            **options: `on_error`, `rejects`, `accept_reused`, `progress`, `dry_run`: see `intake.reading.ImportOptions`.

        Raises:
            InvalidRecordError: a row is no dict.
            MappingError: the mapping makes no sense.
            ImportRejectedError: with every problem found.
        """
        from claimtrack.intake.reading import ImportOptions
        from claimtrack.intake.sources import find_mapping, import_dicts

        found = find_mapping(mapping, preset, None)
        return import_dicts(self._connection, self._path, self._now(), rows, found, ImportOptions(**options))

    def undo(
        self,
        what: str | int = "",
        *,
        cascade: bool = False,
        progress: Callable[[str, int, int | None], object] = lambda _what, _done, _total: None,
    ) -> Undone:
        """Take an entry of the log back, as a new entry: what it made is void, what it changed as before.

        Args:
            what: number or hash of the entry, or `import:NAME`; left out, the last one.
            cascade: take back, too, the later entries that stand on it.
            progress: told how far an import is.

        Returns:
            Which entries were taken back, and what was done.

        Raises:
            InvalidRecordError: nothing of it is left to take back.
            RecordLockedError: later entries stand on it, and are named.
            UnknownReferenceError, AmbiguousReferenceError: the entry.
        """
        from claimtrack.casefile.undo import undo

        return undo(self, self._connection, what, cascade=cascade, progress=progress)

    def merge_file(
        self,
        other: str | Path,
        *,
        choose: Callable[[Apart], str] = lambda _apart: "",
        progress: Callable[[str, int, int | None], object] = lambda _what, _done, _total: None,
    ) -> Joined:
        """Merge another analyst's file into this one: the union of both, in one transaction.

        Whose file comes first does not matter: both ways the native export is the same. Where an attribute of one record
        was edited differently on both sides, both edits are kept, and the later one stands until the conflict is settled.

        Args:
            other: a case file, a pack, or an export in the native format; it is left as it is.
            choose: says of a conflict `ours` or `theirs`; an empty text leaves it open.
            progress: told how far it is.

        Returns:
            What came of it, and what is in conflict.

        Raises:
            InputFileError: the other file cannot be read, or is this one.
            LinkRuleError: together the two break a rule; nothing is merged.
            ClaimtrackError: the other file is refused.
        """
        from claimtrack.casefile.merges import join

        self.refuse_if_read_only()
        joined = join(self._connection, self._path, Path(other), self._now, choose=choose, progress=progress)
        self._index_new(progress)
        return joined

    def diff(
        self,
        other: str | Path,
        *,
        progress: Callable[[str, int, int | None], object] = lambda _what, _done, _total: None,
    ) -> Report:
        """Compare another file with this one: what each has that the other has not, and conflicts; nothing is written.

        Args:
            other: a case file, a pack, or an export in the native format.
            progress: told how far it is.

        Returns:
            The differences, and the view of them.

        Raises:
            InputFileError: the other file cannot be read.
            ClaimtrackError: it is refused, or together the two break a rule of links.
        """
        from claimtrack.casefile.diff import differences
        from claimtrack.views.differences import differences_view

        with storage_errors(self._path):
            found = differences(self._connection, self._path, Path(other), progress)
        return Report(found, differences_view(found))

    def pack(
        self,
        target: str | Path,
        *,
        events: Iterable[Event | str] = (),
        public: bool = False,
        credits: bool = False,  # noqa: A002 - what the option is called
        progress: Callable[[str, int, int | None], object] = lambda _what, _done, _total: None,
    ) -> Packed:
        """Pack the case, or some of its events, as one zip file: the native export, kept evidence, and hashes of all.

        Args:
            target: the zip file.
            events: events, or references to them; none for all. What they refer to comes along.
            public: for reading by anybody: no notes, nothing protected, no evidence, no log, ids dealt out anew.
            credits: name who judged, searched and collected evidence also where it is public.
            progress: told now and then how far it is.

        Returns:
            The SHA-256 of the zip file, and what is in it.

        Raises:
            EvidenceDamagedError: a kept file is not what it was.
            InputFileError: the zip file cannot be written.
            UnknownReferenceError, AmbiguousReferenceError: an event.
        """
        from claimtrack.casefile.packing import pack

        return pack(self, Path(target), list(events), public=public, credits=credits, progress=progress)

    def settle(self, record: Record, names: Iterable[str]) -> list[Conflict]:
        """Settle conflicts of a record as it stands: from now on nothing stands against that.

        Args:
            record: the record.
            names: the attributes, and the fields that an assertion answers, that are settled.

        Returns:
            What was settled.
        """
        from claimtrack.casefile.conflicts import settle_named

        with self.all_or_nothing() as connection:
            return settle_named(connection, record, names, self._now())

    def decide(self, choices: Iterable[tuple[Apart, Any]]) -> None:
        """Settle conflicts, each as somebody chose.

        Args:
            choices: conflicts, each with what it is settled as: one of what its edits say.
        """
        from claimtrack.casefile.conflicts import decide

        with self.all_or_nothing() as connection:
            for apart, value in choices:
                decide(connection, apart, value, self._now())

    def conflicts(self, record: Record | None = None) -> list[Apart]:
        """Return what was edited differently in files that were merged, and is not settled.

        Args:
            record: only of this record.
        """
        from claimtrack.casefile.conflicts import standing_conflicts

        with storage_errors(self._path):
            return standing_conflicts(self._connection, record)

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
            form: native, csv, xlsx, claimreview, timemap, ftm, stix or parquet.
            events: events, or references to them; none for all. What the chosen assertions refer to comes along.
            base_url: for claimreview: where the reviews are published.
            **filters: what was said `by`, `since`, `until`, with `stance`, answering `field`; `tag` of the event.

        Raises:
            UnknownTermError: there is no such form or filter.
            UnknownReferenceError, AmbiguousReferenceError, UnreadableDateError: events or filters.
        """
        from claimtrack.casefile.exports import prepare
        from claimtrack.casefile.references import several

        return prepare(
            self._connection,
            self._path,
            find=self.find,
            today=self._today(),
            form=form,
            events=[item.key if isinstance(item, Event) else item for item in several(events)],
            filters=filters,
            options={"base_url": base_url} if base_url else {},
        )

    def write_dataset(
        self, folder: str | Path, *, progress: Callable[[str, int, int | None], None] | None = None
    ) -> None:
        """Write all of the file as a data set of Parquet tables partitioned by year, for DuckDB and Spark.

        Args:
            folder: where to; it must not be there yet, or be empty.
            progress: is told what is being done, how much of it is done, and how much there is.

        Raises:
            InputFileError: the folder holds something, or cannot be written.
            MissingLibraryError: pyarrow is not installed.
        """
        from claimtrack.casefile.dataset import write_dataset

        write_dataset(self._connection, self._path, Path(folder), progress)


def refuse_case_files(source: Source) -> None:
    """Refuse what is merged, not imported.

    Raises:
        InputFileError: it is a case file or a pack.
    """
    from claimtrack.casefile.other_file import SQLITE, begins
    from claimtrack.casefile.packs import MARK, is_pack

    if not isinstance(source, str | Path) or not Path(source).is_file():
        return
    path = Path(source)
    if begins(path, SQLITE):
        raise InputFileError(
            f"{path} is a database, not an export", f"a case file is brought in with: claimtrack merge {path}"
        )
    if begins(path, MARK) and is_pack(path):
        raise InputFileError(f"{path} is a pack", f"bring it in with: claimtrack merge {path}")


def _read_source(case: Casefile, source: Source) -> tuple[list[Draft], list[Finding]]:
    from claimtrack.importers.native import read_native

    if not isinstance(source, str | Path):
        return read_native(source, getattr(source, "name", "") or "-")
    try:
        with Path(source).open("rb") as stream:
            if Path(source).suffix.lower() in _NOTES:
                from claimtrack.intake.notes import notes_drafts

                return notes_drafts(case, stream.read(), str(source))
            return read_native(stream, str(source))
    except IsADirectoryError:
        raise InputFileError(f"{source} is a folder", "name a file in it") from None
    except OSError as error:
        raise InputFileError(f"{source} cannot be read: {error.strerror}", "check the path") from None
