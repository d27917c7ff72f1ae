"""Importing files by a mapping: which mapping, how the file is read, and the tables that the mapping looks things up in."""

from __future__ import annotations

import hashlib
import json
import re
from collections import abc
from contextlib import contextmanager
from dataclasses import fields, replace
from itertools import chain, islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from claimtrack.errors import (
    InputFileError,
    InvalidRecordError,
    MappingError,
    UnknownTermError,
    UnreadableDateError,
)
from claimtrack.importers.mapping.cells import Columns
from claimtrack.importers.mapping.date_options import evident_order
from claimtrack.importers.mapping.joins import READING, load_join
from claimtrack.importers.mapping.language import Mapping, load_mapping, make_mapping
from claimtrack.importers.mapping.presets import guess_preset, load_preset, preset_names
from claimtrack.importers.readers.opening import open_rows
from claimtrack.importers.readers.options import Limits, ReadOptions, size_of
from claimtrack.importers.readers.peeked import FIRST, Peeked
from claimtrack.intake.rejects import is_of_rejects
from claimtrack.intake.report import ImportReport
from claimtrack.intake.run import ImportOptions, TableImport
from claimtrack.model.draft import FLAT_ID, Finding
from claimtrack.store.held import last_mapping
from claimtrack.wording import did_you_mean

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Mapping as Table

    from claimtrack.importers.mapping.joins import Join
    from claimtrack.importers.readers.rows import RowSource

_LOOKUP_LIMIT = 64 * 1024 * 1024  # bytes of a file that texts are looked up in
_DONE = "SELECT 1 FROM import_run WHERE digest = ? AND finished IS NOT NULL"
_SKETCHED = 200  # records that a first mapping is made of
_LOOKED_AT = 5000  # rows by which the order of dates is told
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
    with open_rows(source, options=_options(reading or {})) as rows:
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
    options = _options(given)
    given.pop("unpack", None)  # whoever is given the mapping decides that anew
    with open_rows(source, options=options) as rows:
        peeked = Peeked(rows, _SKETCHED)
        preset = preset or guess_preset(rows.columns or _keys(peeked.sample))
        if preset:
            load_preset(preset)
            return with_reading(preset_text(preset), given)
        name = Path(source).name.partition(".")[0] or "table"
        return sketch_mapping(name, rows.columns, peeked.sample, reading=given, notes=rows.notes)


def read_options(mapping: Mapping, given: Table[str, Any]) -> ReadOptions:
    """Return how a file is read: what the caller says, else what the mapping says.

    Raises:
        InputFileError: the caller says what there is not.
    """
    said = {name: item for name, item in given.items() if item is not None}
    return _options({**mapping.content.get("read", {}), **said})


def _options(said: Table[str, Any]) -> ReadOptions:
    known = {item.name for item in fields(ReadOptions)}
    for name in said:
        if name not in {*known, "date_order"}:
            raise InputFileError(
                f"there is no way of reading called {name!r}", did_you_mean(name, sorted(known))
            )
        if name not in ("header", "sheet", "skip_tags") and not isinstance(said[name], str):
            raise InputFileError(f"the way of reading {name!r} must be a text, not {said[name]!r}")
    told = {name: item for name, item in said.items() if name in known}
    if "unpack" in told:
        told["limits"] = Limits(unpacked=size_of(told["unpack"]))
    return ReadOptions(**told)


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
    told = mapping_digest(mapping, reading)
    others = {"lookups", "join"} & set(mapping.content)  # which may be other files
    digest = "" if options.dry_run or options.most or others else _digest(source, told)
    known = bool(digest) and connection.execute(_DONE, (digest,)).fetchone() is not None
    if known and not options.again and last_mapping(connection, mapping.dataset) == told:
        return ImportReport(same=True)
    options = replace(_sound(options), digest=digest, mapping=told)
    check_rejects(source, options.rejects)
    with opened(source, mapping, reading) as (rows, fitted):
        order = _evident_order(source, mapping, reading)
        run = TableImport(connection, path, now, fitted, replace(options, order=order))
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
            yield peeked, replace(mapping, sample=peeked.sample)


def _evident_order(source: str | Path | IO[bytes], mapping: Mapping, reading: Table[str, Any]) -> str:
    """Return the order that the numeric dates of a file are evidently in; empty where it is said, or open."""
    said = reading.get("date_order") or mapping.content.get("dates", {}).get("order")
    columns = set(_date_columns(mapping.content))
    if said or not columns or not isinstance(source, str | Path) or not Path(source).is_file():
        return ""
    with open_rows(source, options=read_options(mapping, reading)) as rows:
        if not rows.columns:
            return ""
        places = [number for number, name in enumerate(rows.columns) if _plain(name) in columns]
        cells = getattr(rows, "tuples", None)
        if cells is None or not places:
            return ""
        seen = islice(cells(lambda _finding: None), _LOOKED_AT)
        return evident_order(str(row[place]) for _, row in seen for place in places) or ""


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


def _dicts(rows: Iterable[Table[str, Any]]) -> Iterator[Table[str, Any]]:
    for number, row in enumerate(rows, 1):
        if not isinstance(row, abc.Mapping):
            raise InvalidRecordError(
                f"row {number} is no dict of columns but {type(row).__name__}; nothing was taken",
                'give each row as {"event": ..., "claimant": ...}',
            )
        yield row


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
    """
    stream = _dicts(rows)
    first = tuple(islice(stream, FIRST))
    fitted = replace(mapping, sample=first)
    options = replace(_sound(options), mapping=mapping_digest(mapping, {}))
    return TableImport(connection, path, now, fitted, options).take_rows(chain(first, stream))


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
    """Hash the bytes of a file and the mapping it is read by; empty for what is no plain file."""
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


def load_lookups(mapping: Mapping, source: Any) -> dict[str, dict[str, str]]:
    """Load the tables that a mapping looks texts up in.

    A table stands in the mapping itself, in two columns of a table (`file` or `sheet`, `key`, `value`), or in JSON files
    named by patterns. Files are looked for in the folder of the input and in that of the mapping.

    Raises:
        InputFileError: a file is not there, or cannot be read.
        MappingError: a file holds no table, or a table is of no known form.
    """
    found: dict[str, dict[str, str]] = {}
    for name, given in mapping.content.get("lookups", {}).items():
        if isinstance(given, dict) and {"key", "value"} <= set(given) and {"file", "sheet"} & set(given):
            found[name] = _lookup_table(mapping, name, given, source)
            continue
        if isinstance(given, dict):
            found[name] = {str(key): str(item) for key, item in given.items()}
            continue
        patterns = given if isinstance(given, list) else [given]
        table = found[name] = {}
        for file in _files(mapping, source, [str(pattern) for pattern in patterns]):
            table.update(_lookup_file(mapping, f"lookups.{name}", file))
    return found


def _files(mapping: Mapping, source: Any, patterns: list[str]) -> list[Path]:
    found = [Path(pattern) for pattern in patterns if Path(pattern).is_absolute()]
    near = [pattern for pattern in patterns if not Path(pattern).is_absolute()]
    files = (
        file
        for folder in _folders(mapping, source)
        for pattern in near
        for file in sorted(folder.glob(pattern))
    )
    return list(dict.fromkeys([*found, *files]))


def _folders(mapping: Mapping, source: Any) -> list[Path]:
    """Return the folders that files are looked for in that a mapping names: of the input, and its own."""
    here = Path(source) if isinstance(source, str | Path) else None
    folders = [here if here.is_dir() else here.parent] if here else []
    return folders + ([mapping.folder] if mapping.folder else [])


def load_joins(mapping: Mapping, source: Any, reading: Table[str, Any]) -> list[Join]:
    """Read the rows that a mapping joins to those of its input: of another sheet, of another file, or of the same.

    Raises:
        InputFileError: a file is not there, or cannot be read.
        MappingError: it has no such column, or too many rows.
    """
    joins: list[Join] = []
    for name, table in mapping.content.get("join", {}).items():
        given = {key: item for key, item in table.items() if key in READING}
        options = _options(given) if "file" in table else replace(read_options(mapping, reading), **given)
        with open_rows(_file_of(mapping, f"join.{name}", table, source), options=options) as rows:
            joins.append(load_join(mapping.source, name, table, rows))
    return joins


def _lookup_table(mapping: Mapping, name: str, given: Table[str, Any], source: Any) -> dict[str, str]:
    """Read a table of texts from two columns of a file; of a text that stands there twice the first meaning counts."""
    key = f"lookups.{name}"
    options = _options({option: item for option, item in given.items() if option in READING})
    with open_rows(_file_of(mapping, key, given, source), options=options) as rows:
        columns = Columns(rows.columns)
        for column in (given["key"], given["value"]):
            if not isinstance(column, str) or column not in columns:
                near = did_you_mean(str(column), rows.columns)
                raise mapping.source.error(key, f"{rows.name} has no column {column!r}", near)
        word, meant = columns.text(given["key"]), columns.text(given["value"])
        table: dict[str, str] = {}
        for row in rows:
            if not isinstance(row, Finding):
                cells: Any = list(row.cells.values()) if rows.columns else row.cells
                table.setdefault(word(cells).strip(), meant(cells))
    return table


def _file_of(mapping: Mapping, key: str, table: Table[str, Any], source: Any) -> str | Path:
    """Return the file that a table of the mapping names; the input itself where it names none."""
    if "file" not in table:
        if isinstance(source, str | Path):
            return source
        raise mapping.source.error(key, "the input cannot be read twice", "give it as a file")
    name = str(table["file"])
    files = [file for folder in _folders(mapping, source) if (file := folder / name).is_file()]
    if not files:
        missing = f"{key}: there is no file {name!r} beside the input or the mapping"
        raise InputFileError(missing, "check the name")
    return files[0]


def _lookup_file(mapping: Mapping, key: str, file: Path) -> dict[str, str]:
    try:
        if file.stat().st_size > _LOOKUP_LIMIT:
            raise mapping.source.error(key, f"{file} is larger than {_LOOKUP_LIMIT // 1024 // 1024} MiB")
        content = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputFileError(f"{file} cannot be read: {error.strerror}", "check the path") from None
    except (ValueError, RecursionError) as error:
        raise mapping.source.error(key, f"{file} is not JSON: {error}") from None
    if not isinstance(content, dict):
        raise mapping.source.error(key, f"{file} holds no object of texts")
    return {str(word): str(meant) for word, meant in content.items()}
