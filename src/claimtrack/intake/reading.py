"""How an import goes, and how files are read: the input, and what a mapping takes from others.

What the caller says of a file counts before what the mapping says. A mapping looks texts up in tables, and joins rows of other
files, of other sheets or of the input itself.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from claimtrack.errors import InputFileError
from claimtrack.importers.mapping.cells import Columns
from claimtrack.importers.mapping.joins import READING, load_join
from claimtrack.importers.readers.opening import open_rows
from claimtrack.importers.readers.options import Limits, ReadOptions, size_of
from claimtrack.model.draft import Finding
from claimtrack.wording import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from collections.abc import Mapping as Table

    from claimtrack.importers.mapping.joins import Join
    from claimtrack.importers.mapping.language import Mapping

_LOOKUP_LIMIT = 64 * 1024 * 1024  # bytes of a file that texts are looked up in


Progress = "Callable[[str, int, int | None], object]"
"""Called now and then with what is being done, how much of it is done, and how much there is."""


@dataclass(slots=True)
class Release:
    """Several files that are one release of a dataset: what is in none of them has vanished.

    Attributes:
        left: files that are still to come, this one among them.
        keys: keys of rows that were met so far, by dataset.
        mappings: by which mapping each dataset came in before the release; None where it never did.
    """

    left: int
    keys: dict[str, set[str]] = field(default_factory=dict)
    mappings: dict[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """How an import goes.

    Attributes:
        on_error: stop: with a row that cannot be taken, nothing is; skip: the other rows are.
        rejects: where the rows that cannot be taken are written, each with the reason, ready to mend.
        accept_reused: go on although keys evidently mean other events than in the last release.
        reused_keys: what becomes of rows with such keys: refuse; new: each starts a new event.
        published: when the release was published, as a person writes it: by then at the latest its claims had been made.
        progress: told how far it is.
        tell: told what was met in reading, before anything is written.
        dry_run: read and check everything, count what would be made, and apply nothing.
        most: how many rows are read at most; 0 for all.
        mapping: digest of the mapping and of how the file is read.
        digest: of the file and of what it is read by; one that was imported before is not read again.
        again: read it again all the same.
        order: the order that numeric dates of the file are evidently in; empty where it is open.
        first: the first rows of a table, by which it is told how its columns are written.
        release: the release of which the file is a part; None where it is all of it.
    """

    on_error: Literal["stop", "skip"] = "stop"
    rejects: Path | None = None
    accept_reused: bool = False
    reused_keys: Literal["refuse", "new"] = "refuse"
    published: str = ""
    progress: Callable[[str, int, int | None], object] = field(default=lambda _what, _done, _total: None)
    tell: Callable[[str], object] = field(default=lambda _remark: None)
    dry_run: bool = False
    most: int = 0
    mapping: str = ""
    digest: str = ""
    again: bool = False
    order: str = ""
    first: Sequence[Any] = ()
    release: Release | None = None


def read_options(mapping: Mapping, given: Table[str, Any]) -> ReadOptions:
    """Return how a file is read: what the caller says, else what the mapping says.

    Raises:
        InputFileError: the caller says what there is not.
    """
    said = {name: item for name, item in given.items() if item is not None}
    return options_of({**mapping.content.get("read", {}), **said})


def options_of(said: Table[str, Any]) -> ReadOptions:
    """Return ways of reading, checked.

    Args:
        said: by name, as a mapping or a caller says them; `date_order` among them is no way of reading.

    Raises:
        InputFileError: there is no such way.
    """
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


# --- from elsewhere ---------------------------------------------------------------------------


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
        options = options_of(given) if "file" in table else replace(read_options(mapping, reading), **given)
        with open_rows(_file_of(mapping, f"join.{name}", table, source), options=options) as rows:
            joins.append(load_join(mapping.source, name, table, rows))
    return joins


def _lookup_table(mapping: Mapping, name: str, given: Table[str, Any], source: Any) -> dict[str, str]:
    """Read a table of texts from two columns of a file; a text with two meanings is refused, for nobody said which."""
    key = f"lookups.{name}"
    options = options_of({option: item for option, item in given.items() if option in READING})
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
                text, now = word(cells).strip(), meant(cells)
                if (before := table.setdefault(text, now)) != now:
                    two = f"{text!r} stands in {rows.name} for {before!r} and for {now!r}"
                    raise mapping.source.error(key, two, "leave one of them")
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
