"""An open case file: how it is opened and closed, how records are found in it, and the one way into it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from claimtrack.casefile.references import named_exactly, resolve, resolve_any
from claimtrack.errors import InputFileError, InvalidRecordError, StorageError, UnknownReferenceError
from claimtrack.model import RECORD_TYPES, Assertion, Claimant, Document, Event, Evidence, Field, Record
from claimtrack.model.identity import make_key
from claimtrack.store.author import Author, CaseConnection, utc_now
from claimtrack.store.connection import open_case, unfinished
from claimtrack.store.dossiers import gather_dossier
from claimtrack.store.file_at_rest import may_write, refuse_if_read_only
from claimtrack.store.imports import find_import
from claimtrack.store.lookup import REFERRED_TO, Lookup
from claimtrack.store.reader import Reader, builtin_fields, last_entry
from claimtrack.store.storage_errors import storage_errors
from claimtrack.store.transaction import one_moment
from claimtrack.store.unit_of_work import unit_of_work
from claimtrack.wording import with_article

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from contextlib import AbstractContextManager
    from types import TracebackType

    from claimtrack.intake.report import IntakeReport
    from claimtrack.model.chain import Breach
    from claimtrack.model.dossier import Dossier
    from claimtrack.model.draft import Draft, Finding
    from claimtrack.store.verifying import Verification

_R = TypeVar("_R", bound=Record)


class OpenCase:
    """An open case file; `Casefile` adds what can be done with it.

    Attributes:
        damage: what was left out of a file that was salvaged: a line for each, naming record and attribute.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path,
        now: Callable[[], str] = utc_now,
        tell: Callable[[str], object] = lambda _message: None,
    ) -> None:
        self._connection = connection
        self._path = path
        self._tell = tell
        # A time that was given, as for a replay, is taken as it is.
        self._now = self._not_before_the_last_entry if now is utc_now else now
        if isinstance(connection, CaseConnection):
            connection.author = connection.author._replace(now=self._now)
        self._reader = Reader(connection)
        self._lookup = Lookup(connection)
        self.damage: tuple[str, ...] = ()

    @classmethod
    def open(
        cls,
        path: str | Path,
        *,
        create: bool = True,
        must_be_new: bool = False,
        now: Callable[[], str] = utc_now,
        tell: Callable[[str], object] = lambda _message: None,
        analyst: str = "",
        command: str = "python",
    ) -> Self:
        """Open a case file.

        Args:
            path: the file.
            create: make it if there is none.
            must_be_new: refuse one that is there already.
            now: gives the time that records are stamped with; for tests and replays.
            tell: told what is changed in the file by opening it: it is brought up to date, or an import that was cut
                short is taken back.
            analyst: who changes it, for the log; left out, the name that the file keeps.
            command: by which command, for the log.

        Raises:
            NoCaseFileError, CaseFileExistsError, NotACaseFileError, NewerCaseFileError, AlteredCaseFileError,
                StorageError: see `claimtrack.errors`.
        """
        from claimtrack import __version__

        path = _as_path(path)
        author = Author(analyst, command, __version__, now, tell)
        connection = open_case(path, create=create, must_be_new=must_be_new, tell=tell, author=author)
        try:
            _settle(connection, path, tell)
        except BaseException:
            connection.close()
            raise
        return cls(connection, path, now, tell)

    @classmethod
    def salvage(cls, path: str | Path, *, now: Callable[[], str] = utc_now) -> Self:
        """Open what can be read of a damaged case file, for reading alone; `damage` names what is left out.

        Args:
            path: the file.
            now: gives the present moment.

        Raises:
            ClaimtrackError: as `open`; nothing of it can be read.
        """
        from claimtrack.store.salvage import salvage

        path = _as_path(path)
        copy, damage = salvage(path)
        case = cls(copy, path, now)
        case.damage = tuple(damage)
        return case

    @property
    def path(self) -> Path:
        """The file."""
        return self._path

    def refuse_if_read_only(self) -> None:
        """Refuse to go on where nothing could be kept; any change is refused then, this before work goes into it.

        Raises:
            StorageError: the file, or its folder, is read-only.
        """
        refuse_if_read_only(self._path)

    def close(self) -> None:
        """Close the file; what is asked of it afterwards is refused."""
        self._connection.close()
        self._connection = cast("sqlite3.Connection", _Closed(self._path))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def all_or_nothing(self) -> AbstractContextManager[sqlite3.Connection]:
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
        from claimtrack.model.draft import Draft

        given = (item if isinstance(item, Draft) else Draft(item) for item in drafts)
        return self._take(given, strict=strict)

    def take_from(self, drafts: Iterable[Draft], problems: Iterable[Finding]) -> IntakeReport:
        """Take what was read of a file, all of it or, with any problem, nothing.

        Raises:
            ImportRejectedError: with every problem found.
        """
        return self._take(drafts, problems)

    def worked_out(
        self, progress: Callable[[str, int, int | None], object]
    ) -> tuple[Verification, list[Breach]]:
        """Work out every hash, id, reference and index anew; return what was looked at and what is wrong with it."""
        from claimtrack.store.verifying import Verification, named_damage

        with (
            storage_errors(self._path),
            one_moment(self._connection),
            named_damage(self._connection, self._path),
        ):
            verification = Verification(self._connection, progress)
            return verification, list(verification.breaches())

    # --- finding ------------------------------------------------------------------------------

    def find(self, kind: str, reference: str) -> str:
        """Return the key or id of the record of a kind that a reference means.

        Raises:
            UnknownReferenceError, AmbiguousReferenceError: none does, or several do.
        """
        with storage_errors(self._path):
            if kind == "import":
                return str(find_import(self._connection, reference))
            if kind == "field" and reference in builtin_fields():
                return reference
            return resolve(self._lookup, kind, reference)

    def named(self, kind: str, text: str) -> str:
        """Return the key of the record with exactly this key, name or alias, spelling folded; empty where none has it.

        Raises:
            AmbiguousReferenceError: several have it.
        """
        with storage_errors(self._path):
            return named_exactly(self._lookup, kind, text)

    def new_key(self, kind: str, title: str) -> str:
        """Make a key from a title that no other record of the kind has.

        Raises:
            InvalidRecordError: the title is no text.
        """
        if not isinstance(title, str):
            raise InvalidRecordError(f"the name of {with_article(kind)} is a text, not {title!r}")
        key = base = make_key(title)
        number = 1
        with storage_errors(self._path):
            while self._lookup.exact(kind, key):
                number += 1
                key = f"{base}-{number}"
        return key

    def get(self, reference: str) -> Record:
        """Return the record of any kind that a reference means; `event:KEY` settles the kind.

        Raises:
            UnknownReferenceError, AmbiguousReferenceError: none does, or several do.
        """
        with storage_errors(self._path):
            kind, name = resolve_any(self._lookup, reference, REFERRED_TO)
            return self._existing(RECORD_TYPES[kind], name)

    def reference_to(self, record: Record) -> str:
        """Return a reference that means a record as pasted, with its kind before it where others go by the same."""
        with storage_errors(self._path):
            return self._lookup.reference_to(record)

    def event(self, reference: str) -> Event:
        """Return the event that a reference means."""
        return self._existing(Event, self.find("event", reference))

    def claimant(self, reference: str) -> Claimant:
        """Return the claimant that a reference means."""
        return self._existing(Claimant, self.find("claimant", reference))

    def document(self, reference: str) -> Document:
        """Return the document that a reference means."""
        return self._existing(Document, self.find("document", reference))

    def evidence(self, reference: str) -> Evidence:
        """Return the item of evidence that a reference means."""
        return self._existing(Evidence, self.find("evidence", reference))

    def assertion(self, reference: str) -> Assertion:
        """Return the assertion that a reference means: an id prefix, a label, a part of its text."""
        return self._existing(Assertion, self.find("assertion", reference))

    def records(self, cls: type[_R]) -> Iterator[_R]:
        """Stream all records of a class, in the order of an export."""
        with storage_errors(self._path):
            yield from self._reader.every(cls)

    def dossier(self, event: Event | str) -> Dossier:
        """Gather everything the file holds about an event."""
        with storage_errors(self._path):
            return gather_dossier(self._reader, event if isinstance(event, Event) else self.event(event))

    # --- inside -------------------------------------------------------------------------------

    def _today(self) -> str:
        return self._now()[:10]

    def _local_day(self) -> str:
        """Return the day that it is here at the present moment."""
        from datetime import datetime

        return datetime.fromisoformat(self._now()).astimezone().date().isoformat()

    def _not_before_the_last_entry(self) -> str:
        """Return the present moment; where the clock has gone back behind the last entry, the time of that one."""
        now, last = utc_now(), last_entry(self._connection)
        if now >= last:
            return now
        self._tell(
            f"the clock of this computer has gone back behind the last entry: {last} is recorded, not {now}"
        )
        self._tell = lambda _message: None  # once is enough
        return last

    def _take(
        self, drafts: Iterable[Draft], problems: Iterable[Finding] = (), *, strict: bool = False
    ) -> IntakeReport:
        from claimtrack.intake.drafts import Intake  # what only asks needs none of it

        return Intake(self._connection, self._path, self._now).take(drafts, problems, strict=strict)

    def _existing(self, cls: type[_R], name: str) -> _R:
        found = self._reader.field(name) if cls is Field else self._reader.get(cls, name)
        if found is None:
            raise UnknownReferenceError(f"there is no {cls.__name__.lower()} {name!r}")
        return cast("_R", found)


def _as_path(given: Any) -> Path:
    """Return the path of a case file.

    Raises:
        InputFileError: what is given is no path.
    """
    if not isinstance(given, str | os.PathLike):
        raise InputFileError(f"the path of a case file is a text, not {given!r}", "name the file")
    return Path(given)


class _Closed:
    """Stands where the connection of a file was that is closed.

    Args:
        path: the file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def close(self) -> None:
        """Do nothing: it is closed."""

    def __getattr__(self, name: str) -> Any:
        raise StorageError(f"{self._path} is closed", "open it again")


def _settle(connection: sqlite3.Connection, path: Path, tell: Callable[[str], object]) -> None:
    """Take back what an import that was cut short has left."""
    with storage_errors(path):
        if not unfinished(connection):
            return
    if not may_write(path):
        raise StorageError(
            f"{path} holds part of an import that is running or was cut short, and it is read-only",
            "try again later, or open it where it may be written: that takes the part back",
        )
    from claimtrack.store.unfinished_imports import take_back_unfinished

    for source in take_back_unfinished(connection, path):
        tell(f"an import of {source} was cut short: what it had made in {path} is taken back")
