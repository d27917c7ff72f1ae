"""Importing files by a mapping: which mapping, and in what order everything is done."""

from __future__ import annotations

import hashlib
import json
import re
from collections import abc
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from claimtrack.errors import (
    ImportRejectedError,
    InputFileError,
    InvalidRecordError,
    MappingError,
    UnknownTermError,
    UnreadableDateError,
)
from claimtrack.importers.mapping.date_options import evident_order
from claimtrack.importers.mapping.language import Mapping, load_mapping, make_mapping
from claimtrack.importers.mapping.presets import guess_preset, load_preset, preset_names
from claimtrack.importers.readers.opening import open_rows
from claimtrack.importers.readers.peeked import FIRST, Peeked
from claimtrack.intake.reading import ImportOptions, load_joins, load_lookups, options_of, read_options
from claimtrack.intake.rejects import is_of_rejects
from claimtrack.intake.report import ImportReport
from claimtrack.intake.run import TableImport
from claimtrack.model.draft import FLAT_ID
from claimtrack.store.held_records import imported_before, last_mapping

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Mapping as Table

    from claimtrack.importers.readers.rows import RowSource

_SKETCHED = 200  # records that a first mapping is made of
_LOOKED_AT = 5000  # rows by which the order of dates is told
_KEPT = 1000  # of them, by which it is told whether midnight is a time
_DATES = ("said", "occurred", "published", "retrieved", "captured", "at")
_LISTS = 5  # places of records that a hint names


def find_mapping(
    mapping: Mapping | Table[str, Any] | str | Path | None,
    preset: str,
    source: str | Path | IO[bytes] | None,
    reading: Table[str, Any] | None = None,
) -> Mapping:
    """Return the mapping that a caller means: one given, one in a file, a preset, or the preset that a header tells.

    Args:
        mapping: one, or its TOML file, or the same as a dict.
        preset: the name of one that ships with the program.
        source: the input; None where rows are given that have no header.
        reading: how the input is read, for finding its header.

    Raises:
        InputFileError, MappingError: there is none, or it makes no sense.
    """
    if mapping is not None and preset:
        raise MappingError("a mapping and a preset are given", "give one of them")
    if isinstance(mapping, Mapping):
        return mapping
    if isinstance(mapping, str | Path):
        return load_mapping(Path(mapping))
    if mapping is not None:
        return make_mapping(dict(mapping), name=str(mapping.get("title", "mapping")))
    if preset:
        return load_preset(preset)
    if source is None:
        return load_preset("generic")
    if not isinstance(source, str | Path):
        raise MappingError(
            "the input has no header to guess a mapping from", "give --map FILE or --preset NAME"
        )
    with open_rows(source, options=options_of(reading or {})) as rows:
        if rows.columns[:1] == (FLAT_ID,):
            raise MappingError(
                f"{source} is a table that claimtrack has exported, which does not hold everything",
                "the native format comes back whole: claimtrack export -o case.jsonl; or take its rows as new "
                "claims with --preset generic",
            )
        sample = () if rows.columns else Peeked(rows).sample
        guessed = guess_preset(rows.columns or _keys(sample))
    if guessed:
        return load_preset(guessed)
    ways = [f"write a mapping with: claimtrack map {source}", f"give --preset: {', '.join(preset_names())}"]
    if lists := _lists_in(sample):
        ways.insert(0, f"say where its records are: --records {' or '.join(lists)}")
    raise MappingError(f"{source} has the header of no preset", "; or ".join(ways))


def _lists_in(sample: Sequence[Table[str, Any]]) -> list[str]:
    """Find the lists of objects within a document that was taken for one record, as `records` names them."""
    found: list[str] = []
    waiting = [("", sample[0])] if len(sample) == 1 else []
    while waiting and len(found) < _LISTS:
        path, content = waiting.pop(0)
        for key, item in content.items():
            if isinstance(item, dict):
                waiting.append((f"{path}{key}.", item))
            elif isinstance(item, list) and item and isinstance(item[0], dict):
                found.append(f"{path}{key}")
    return found


def sketch(source: str | Path, preset: str = "", reading: Table[str, Any] | None = None) -> str:
    """Write a first mapping for a file, as TOML with comments.

    Args:
        source: a path.
        preset: the preset to start from; left out, one that the header certainly is, else the columns themselves.
        reading: how the file is read, as in `[read]` of a mapping, and `date_order`.
    """
    from claimtrack.importers.mapping.presets import preset_text
    from claimtrack.importers.mapping.sketch import sketch_mapping, with_reading

    given = {name: item for name, item in (reading or {}).items() if item is not None}
    options = options_of(given)
    given.pop("unpack", None)  # whoever is given the mapping decides that anew
    with open_rows(source, options=options) as rows:
        peeked = Peeked(rows, _SKETCHED)
        preset = preset or guess_preset(rows.columns or _keys(peeked.sample))
        if preset:
            load_preset(preset)
            return with_reading(preset_text(preset), given)
        name = Path(source).name.partition(".")[0] or "table"
        return sketch_mapping(name, rows.columns, peeked.sample, reading=given, notes=rows.notes)


def import_table(
    connection: sqlite3.Connection,
    path: Path,
    now: str,
    source: str | Path | IO[bytes],
    mapping: Mapping,
    options: ImportOptions,
    reading: Table[str, Any],
) -> ImportReport:
    """Import one file by a mapping; see `Casefile.import_file`.

    A file whose very bytes were imported before, by the same mapping, is not read again: its rows would all be found
    to be there. `again` reads it all the same.
    """
    options = _sound(options)
    told = mapping_digest(mapping, reading)
    others = {"lookups", "join"} & set(mapping.content)  # which may be other files
    digest = "" if options.dry_run or options.most or others else _digest(source, told + options.published)
    known = bool(digest) and imported_before(connection, digest)
    if known and not options.again and last_mapping(connection, mapping.dataset) == told:
        return ImportReport(same=True)
    options = replace(options, digest=digest, mapping=told)
    check_rejects(source, options.rejects)
    with opened(source, mapping, reading) as (rows, fitted):
        order, first = _look(source, mapping, reading)
        run = TableImport(connection, path, now, fitted, replace(options, order=order, first=first))
        if order:
            which = "first, for a first" if order == "DMY" else "second, for a second"
            run.report.remarks.append(
                f"numeric dates are read with the day {which} figure is above 12 (--date-order says otherwise)"
            )
        run.report.part = is_of_rejects(rows.columns or _keys(fitted.sample))
        lookups = load_lookups(mapping, source)
        empty = [name for name, table in lookups.items() if not table]
        run.report.remarks += [
            f"the table {name!r} of lookups is empty: no file that it names is there" for name in empty
        ]
        report = run.take_source(rows, lookups, load_joins(mapping, source, reading))
    report.rejects = options.rejects if report.rejected else None
    return report


@contextmanager
def opened(
    source: str | Path | IO[bytes], mapping: Mapping, reading: Table[str, Any]
) -> Iterator[tuple[RowSource, Mapping]]:
    """Open an input for a mapping, and fit the mapping to it: what the caller says of dates, and what keys there are."""
    with open_rows(source, options=read_options(mapping, reading)) as rows:
        if order := reading.get("date_order"):
            dates = {**mapping.content.get("dates", {}), "order": order}
            mapping = replace(mapping, content={**mapping.content, "dates": dates})
        if rows.columns or rows.format == "csv":
            yield rows, mapping
        else:
            peeked = Peeked(rows)
            yield peeked, mapping.with_sample(peeked.sample)


def _look(
    source: str | Path | IO[bytes], mapping: Mapping, reading: Table[str, Any]
) -> tuple[str, list[Any]]:
    """Return the order that the numeric dates of a table are evidently in, and the first of its rows.

    The order is empty where it is said, or open.
    """
    columns = set(_date_columns(mapping.content))
    if not columns or not isinstance(source, str | Path) or not Path(source).is_file():
        return "", []
    with open_rows(source, options=read_options(mapping, reading)) as rows:
        places = [number for number, name in enumerate(rows.columns) if _plain(name) in columns]
        cells = getattr(rows, "tuples", None)
        if cells is None or not places:
            return "", []
        first = [row for _, row in islice(cells(lambda _finding: None), _LOOKED_AT)]
    said = reading.get("date_order") or mapping.content.get("dates", {}).get("order")
    order = "" if said else evident_order(str(row[place]) for row in first for place in places)
    return order or "", first[:_KEPT]


def _date_columns(content: Any, *, dated: bool = False) -> Iterator[str]:
    """Name the columns that a mapping takes dates from, as `_plain` writes them."""
    if isinstance(content, str) and dated:
        for inside in re.findall(r"\{([^{}]+)\}", content):
            yield from map(_plain, inside.split("|"))
    for name, item in content.items() if isinstance(content, dict) else ():
        yield from _date_columns(item, dated=dated or name in _DATES)


def _plain(name: str) -> str:
    return "".join(name.casefold().replace("_", " ").split())


def check_rejects(source: str | Path | IO[bytes], rejects: Path | None) -> None:
    """Refuse to write rejected rows over the file that they come from.

    Raises:
        InputFileError: both are one file.
    """
    if rejects is None or not isinstance(source, str | Path) or not rejects.exists():
        return
    if Path(source).exists() and Path(source).samefile(rejects):
        raise InputFileError(f"{rejects} is the file to be read", "write the rejected rows to another one")


def _keys(sample: Iterable[Table[str, Any]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for row in sample for key in row))


def _dicts(rows: Any) -> Iterator[Table[str, Any]]:
    if isinstance(rows, str | bytes) or not isinstance(rows, abc.Iterable):
        raise InvalidRecordError(
            f"rows are many dicts, not {rows!r}", "give a list of them; import_file reads a file"
        )
    for number, row in enumerate(rows, 1):
        if not isinstance(row, abc.Mapping):
            raise InvalidRecordError(
                f"row {number} is no dict of columns but {type(row).__name__}; nothing was taken",
                'give each row as {"event": ..., "claimant": ...}',
            )
        yield row


_ARGUMENTS = {
    "--on-error skip --rejects FILE": 'on_error="skip", rejects=FILE',
    "--reused-keys new": "accept_reused=True",
}
"""What ways out name as options of the shell, as arguments of a call."""


def import_dicts(
    connection: sqlite3.Connection,
    path: Path,
    now: str,
    rows: Iterable[Table[str, Any]],
    mapping: Mapping,
    options: ImportOptions,
) -> ImportReport:
    """Import rows given as dicts; see `Casefile.import_rows`.

    Raises:
        InvalidRecordError: one of them is no dict.
        ImportRejectedError: some cannot be taken.
    """
    stream = _dicts(rows)
    first = tuple(islice(stream, FIRST))
    fitted = mapping.with_sample(first)
    options = replace(_sound(options), mapping=mapping_digest(mapping, {}))
    try:
        return TableImport(connection, path, now, fitted, options).take_rows(chain(first, stream))
    except ImportRejectedError as error:
        for option, argument in _ARGUMENTS.items():
            error.hint = error.hint.replace(option, argument)
        raise


def _sound(options: ImportOptions) -> ImportOptions:
    """Take options as a script gives them: a path may be a text.

    Raises:
        UnknownTermError: there is no such way of going on.
        UnreadableDateError: the date of the release is none.
    """
    if options.on_error not in ("stop", "skip"):
        raise UnknownTermError(f"on_error cannot be {options.on_error!r}", "stop or skip")
    if options.reused_keys not in ("refuse", "new"):
        raise UnknownTermError(f"reused_keys cannot be {options.reused_keys!r}", "refuse or new")
    if options.published:
        options = replace(options, published=_published(options.published))
    return replace(options, rejects=Path(options.rejects)) if options.rejects is not None else options


def _published(text: str) -> str:
    """Read the date of a release; give it in EDTF.

    Raises:
        UnreadableDateError: it is no date, or could be two.
    """
    from claimtrack.dates import read_date

    date = read_date(text)
    if not date or date.readings or date.latest is None:
        reason = date.reason or "it does not say one day, month or year"
        raise UnreadableDateError(f"the release cannot be of {text!r}: {reason}", "write it as 2016-07-08")
    return str(date.latest)


def mapping_digest(mapping: Mapping, reading: Table[str, Any]) -> str:
    """Hash a mapping and how a file is read."""
    told = [mapping.dataset, mapping.content, dict(reading)]
    text = json.dumps(told, sort_keys=True, default=str)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def _digest(source: str | Path | IO[bytes], told: str) -> str:
    """Hash the bytes of a file and what it is read by; empty for what is no plain file."""
    if not isinstance(source, str | Path) or not Path(source).is_file():
        return ""
    digest = hashlib.blake2b(told.encode(), digest_size=16)
    try:
        with Path(source).open("rb") as stream:
            while chunk := stream.read(1 << 20):
                digest.update(chunk)
    except OSError:  # `open_rows` says what is wrong
        return ""
    return digest.hexdigest()
