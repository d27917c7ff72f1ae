"""Importing files by a mapping: which mapping, how the file is read, and the tables that the mapping looks things up in."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from claimtrack.casefile.bulk import BulkImport, ImportOptions
from claimtrack.casefile.tally import ImportReport
from claimtrack.errors import InputFileError, MappingError
from claimtrack.importers.mapping.language import Mapping, load_mapping, make_mapping
from claimtrack.importers.mapping.presets import guess_preset, load_preset, preset_names
from claimtrack.importers.readers.opening import open_rows
from claimtrack.importers.readers.options import ReadOptions
from claimtrack.importers.readers.rows import Row

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from collections.abc import Mapping as Table


_LOOKUP_LIMIT = 64 * 1024 * 1024  # bytes of a file that texts are looked up in
_DONE = "SELECT 1 FROM import_run WHERE digest = ? AND finished IS NOT NULL"
_KEYS_SEEN = 5  # records of a JSON file whose keys are looked at


def find_mapping(
    mapping: Mapping | Table[str, Any] | str | Path | None, preset: str, source: str | Path | IO[bytes] | None
) -> Mapping:
    """Give the mapping that a caller means: one given, one in a file, a preset, or the preset that a header tells.

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
        return make_mapping(dict(mapping))
    if preset:
        return load_preset(preset)
    if source is None:
        return load_preset("generic")
    if not isinstance(source, str | Path):
        raise MappingError(
            "the input has no header to guess a mapping from", "give --map FILE or --preset NAME"
        )
    guessed = guess_preset(columns_of(source))
    if not guessed:
        raise MappingError(
            f"{source} has the header of no preset",
            f"write a mapping with: claimtrack map {source}; or give --preset: {', '.join(preset_names())}",
        )
    return load_preset(guessed)


def columns_of(source: str | Path, options: ReadOptions | None = None) -> tuple[str, ...]:
    """Give the columns of a table, or the keys of the first records of anything else."""
    with open_rows(source, options=options) as rows:
        if rows.columns:
            return rows.columns
        keys: dict[str, None] = {}
        seen = 0
        for row in rows:
            if isinstance(row, Row):
                keys.update(dict.fromkeys(row.cells))
                seen += 1
            if seen >= _KEYS_SEEN:
                break
        return tuple(keys)


def sketch(source: str | Path, preset: str = "") -> str:
    """Write a first mapping for a file, as TOML with comments.

    Args:
        source: a path.
        preset: the preset to start from; left out, one that the header certainly is, else the columns themselves.
    """
    from claimtrack.importers.mapping.presets import preset_text
    from claimtrack.importers.mapping.sketch import sketch_mapping

    preset = preset or guess_preset(columns_of(source))
    if preset:
        load_preset(preset)
        return preset_text(preset)
    with open_rows(source) as rows:
        cells = (row.cells for row in rows if isinstance(row, Row))
        return sketch_mapping(Path(source).stem, rows.columns, cells)


def read_options(mapping: Mapping, given: Table[str, Any]) -> ReadOptions:
    """Give how a file is read: what the caller says, else what the mapping says."""
    known = {item.name for item in fields(ReadOptions)}
    said = {
        **mapping.content.get("read", {}),
        **{name: item for name, item in given.items() if item is not None},
    }
    return ReadOptions(**{name: item for name, item in said.items() if name in known})


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
    digest = "" if options.dry_run or options.most else _digest(source, mapping, reading)
    if digest and not options.again and connection.execute(_DONE, (digest,)).fetchone():
        return ImportReport(same=True)
    options = replace(options, digest=digest)
    with open_rows(source, options=read_options(mapping, reading)) as rows:
        run = BulkImport(connection, path, now, mapping, options)
        return run.take_source(rows, load_lookups(mapping, source))


def import_dicts(
    connection: sqlite3.Connection,
    path: Path,
    now: str,
    rows: Iterable[Table[str, Any]],
    mapping: Mapping,
    options: ImportOptions,
) -> ImportReport:
    """Import rows given as dicts; see `Casefile.import_rows`."""
    return BulkImport(connection, path, now, mapping, options).take_rows(rows)


def _digest(source: str | Path | IO[bytes], mapping: Mapping, reading: Table[str, Any]) -> str:
    """Hash the bytes of a file, the mapping and how it is read; empty for what is no plain file."""
    if not isinstance(source, str | Path) or not Path(source).is_file() or "lookups" in mapping.content:
        return ""
    told = [mapping.dataset, mapping.content, dict(reading)]
    digest = hashlib.blake2b(json.dumps(told, sort_keys=True, default=str).encode(), digest_size=16)
    try:
        with Path(source).open("rb") as stream:
            while chunk := stream.read(1 << 20):
                digest.update(chunk)
    except OSError:  # `open_rows` says what is wrong
        return ""
    return digest.hexdigest()


def load_lookups(mapping: Mapping, source: Any) -> dict[str, dict[str, str]]:
    """Load the tables that a mapping looks texts up in.

    A table stands in the mapping itself, or in JSON files named by patterns, which are looked for in the folder of
    the input and in that of the mapping.

    Raises:
        MappingError: a file holds no table, or a table is of no known form.
    """
    found: dict[str, dict[str, str]] = {}
    for name, given in mapping.content.get("lookups", {}).items():
        if isinstance(given, dict):
            found[name] = {str(key): str(item) for key, item in given.items()}
            continue
        patterns = given if isinstance(given, list) else [given]
        table = found[name] = {}
        for file in _files(mapping, source, [str(pattern) for pattern in patterns]):
            table.update(_lookup_file(mapping, f"lookups.{name}", file))
    return found


def _files(mapping: Mapping, source: Any, patterns: list[str]) -> list[Path]:
    here = Path(source) if isinstance(source, str | Path) else None
    folders = [here if here.is_dir() else here.parent] if here else []
    folders += [mapping.folder] if mapping.folder else []
    files = (file for folder in folders for pattern in patterns for file in sorted(folder.glob(pattern)))
    return list(dict.fromkeys(files))


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
