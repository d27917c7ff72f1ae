"""Exports: what is chosen, in which form, and where it goes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeVar

from msgspec.structs import replace

from claimtrack.casefile.finding import read_filters
from claimtrack.errors import InputFileError, UnknownTermError
from claimtrack.exporters.content import UsedField, blocks
from claimtrack.exporters.files import write_whole
from claimtrack.exporters.folders import lines_without_folders, without_folder
from claimtrack.exporters.forms import form_named
from claimtrack.exporters.losses import Losses
from claimtrack.exporters.native import native_lines
from claimtrack.model import Assertion, Correction, Edit, Evidence, Field, Link, Void
from claimtrack.model.listing import PLURALS
from claimtrack.store.reader import builtin_fields
from claimtrack.store.selection import Selection
from claimtrack.store.storage_errors import storage_errors
from claimtrack.store.transaction import whole_file

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from claimtrack.model import Record
    from claimtrack.model.assertion_columns import AssertionColumns
    from claimtrack.model.listing import Filters

    Telling = Callable[[str, int, int | None], object]

_R = TypeVar("_R", bound="Record")
_T = TypeVar("_T")

_TOLD_EVERY = 500  # records
_AMONG = "IN (SELECT value FROM json_each(?))"


class Export:
    """An export, ready to be written or iterated.

    Iterating gives the text a piece at a time; `write` puts any form into a file, whole or not at all.

    Attributes:
        form: what it is written as.
        losses: what the form cannot hold; complete once the export has been written or iterated to its end.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path,
        form: str,
        choices: list[Filters],
        options: Mapping[str, Any],
    ) -> None:
        self.form = form
        self.losses = Losses()
        self._connection = connection
        self._path = path
        self._choices = choices
        self._options = options
        self._writer = form_named(form)
        self._progress: Telling | None = None

    def __iter__(self) -> Iterator[str]:
        """Yield the text in pieces.

        Raises:
            InputFileError: the form is a binary one, which only `write` can make.
        """
        if not self._writer.text:
            raise InputFileError(f"{self.form} is no text", "write it to a file")
        with storage_errors(self._path):
            yield from self._writer.write(self._content(), self._begun(), **self._options)

    def write(self, target: str | Path | IO[bytes], *, progress: Telling | None = None) -> Losses:
        """Write it all, as the case file is at this moment.

        Args:
            target: a path, whose file appears whole or not at all, or a binary stream.
            progress: is told what is being written, how much of it is, and how much there is.

        Returns:
            What the form cannot hold.

        Raises:
            InputFileError: the path cannot be written, or the target is neither a path nor a stream.
            MissingLibraryError: the form needs a library that is not installed.
        """
        if not (isinstance(target, str | Path) or hasattr(target, "write")):
            raise InputFileError(f"{target!r} is neither a path nor a binary stream", "name a file")
        self._progress = progress
        with storage_errors(self._path), whole_file(self._connection):
            if isinstance(target, str | Path):
                write_whole(Path(target), self._write_to)
            else:
                self._write_to(target)
        return self.losses

    def _write_to(self, stream: IO[bytes]) -> None:
        content, losses = self._content(), self._begun()
        if self._writer.text:
            for block in blocks(self._writer.write(content, losses, **self._options)):
                stream.write(block.encode("utf-8"))
        else:
            self._writer.write_binary(content, losses, stream, **self._options)

    def _begun(self) -> Losses:
        self.losses = Losses()
        return self.losses

    def _content(self) -> _Chosen:
        return _Chosen(Selection(self._connection, self._choices), self._progress, whole=not self._choices)


def prepare(
    connection: sqlite3.Connection,
    path: Path,
    *,
    find: Callable[[str, str], str],
    today: str,
    form: str,
    events: Iterable[str],
    filters: Mapping[str, str],
    options: Mapping[str, Any],
) -> Export:
    """Make an export ready; see `Casefile.export`."""
    strange = options.keys() - set(form_named(form).options)
    if strange:
        raise UnknownTermError(
            f"{', '.join(sorted(strange))} says nothing to the format {form}", "leave it out"
        )
    choices = [read_filters(find, today, {**filters, "event": reference}) for reference in events]
    if not choices and any(filters.values()):
        choices = [read_filters(find, today, filters)]
    return Export(connection, path, form, choices, options)


class _Chosen:
    """The chosen records of a case file, as `claimtrack.exporters.content.Content` asks for them."""

    def __init__(self, selection: Selection, progress: Telling | None = None, *, whole: bool = False) -> None:
        self._selection, self._progress, self._whole = selection, progress, whole
        self._reader = selection.reader
        self._linked, self._offered = map(self._reader.holds, ("link", "evidence"))
        self._labels: dict[str, str] | None = None

    def each(self, cls: type[_R]) -> Iterator[_R]:
        for record in self._told(cls, self._selection.each(cls)):
            if not _is_builtin(record):
                yield without_folder(record)

    def lines(self, cls: type[Record]) -> Iterator[str]:
        if cls is Field:  # of which the built-in ones are not written
            return native_lines(self.each(Field), {})
        found = self._told(cls, self._selection.lines(cls, self.labels()))
        return lines_without_folders(found) if cls in (Evidence, Correction, Void, Edit) else found

    def assertion_columns(self) -> Iterator[AssertionColumns]:
        return self._told(Assertion, self._selection.assertion_columns(), lambda batch: len(batch.values))

    def _told(
        self, cls: type[Record], items: Iterator[_T], many: Callable[[_T], int] = lambda _: 1
    ) -> Iterator[_T]:
        """Pass on records of a class, one or many at a time, and tell how far it is."""
        if self._progress is None:
            yield from items
            return
        kind = cls.__name__.lower()
        what = next((plural for plural, listed in PLURALS.items() if listed == kind), f"{kind}s")
        total = self._reader.count(kind) if self._whole else None
        done = told = 0
        for item in items:
            yield item
            done += many(item)
            if done >= told:
                self._progress(what, done, total)
                told = done + _TOLD_EVERY

    def saying(self, cls: type[_R], names: Iterable[str]) -> Iterator[_R]:
        return self._selection.saying(cls, names)

    def unnamed(self, cls: type[Record]) -> Iterator[str]:
        return self._selection.unnamed(cls)

    def named(self, cls: type[_R], names: Iterable[str]) -> Mapping[str, _R]:
        column = "id" if "id" in cls.shapes else "key"
        found = self._reader.select(cls, f"WHERE t.{column} {_AMONG}", (_json(names),))
        return {getattr(record, column): record for record in found}

    def links_from(self, assertions: Iterable[str]) -> list[Link]:
        if not self._linked:
            return []
        # What a chosen assertion links to is chosen with it.
        where = f"""WHERE t.source IN (SELECT pk FROM assertion WHERE id {_AMONG})
            ORDER BY t.kind, (SELECT id FROM assertion WHERE pk = t.target), t.fields"""
        return self._reader.select(Link, where, (_json(assertions),))

    def evidence_on(self, assertions: Iterable[str]) -> list[Evidence]:
        if not self._offered:
            return []
        where = f"""WHERE t.pk IN (SELECT b.evidence FROM evidence_bearing b JOIN assertion a ON a.pk = b.assertion
            WHERE a.id {_AMONG}) ORDER BY t.key"""
        return self._reader.select(Evidence, where, (_json(assertions),))

    def assertions_on(self, events: Iterable[str]) -> list[Assertion]:
        chosen, arguments = self._selection.where(Assertion)
        numbered = f"(SELECT value FROM json_each(?{len(arguments) + 1}))"
        where = f"""WHERE ({chosen}) AND t.event IN (SELECT pk FROM event WHERE key IN {numbered})
            ORDER BY t.said_earliest, t.id"""
        return self._reader.select(Assertion, where, (*arguments, _json(events)))

    def used_fields(self) -> tuple[UsedField, ...]:
        negated = self._selection.fields_used()
        return tuple(
            UsedField(field, negated[key]) for key, field in self._reader.fields().items() if key in negated
        )

    def labels(self) -> Mapping[str, str]:
        if self._labels is None:
            self._labels = self._reader.labels()
        return self._labels


def _is_builtin(record: Record) -> bool:
    return isinstance(record, Field) and replace(record, recorded="") == builtin_fields().get(record.key)


def _json(names: Iterable[str]) -> str:
    return json.dumps(list(names))
