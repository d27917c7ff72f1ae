"""What the tables, views, indexes and triggers of a case file are: what the program's own migrations make.

A case file may come from anybody. SQLite runs the triggers of a file whenever something is written to their tables, and
its views whenever one is read, so a file is used only where all of them are the program's own. Tables and views that
somebody added beside those are left alone: no statement of the program names them.
"""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from claimtrack.datafiles import prepared
from claimtrack.errors import AlteredCaseFileError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

APPLICATION_ID = 0x434C5452  # "CLTR", in the file header: how a case file is told from any other SQLite file

Definitions = dict[tuple[str, str], tuple[str, str]]
"""Table and SQL of each definition, by its type (`table`, `view`, `index`, `trigger`) and its name."""

_FOLDER = Path(__file__).parent / "sql"
_READ = "SELECT type, name, tbl_name, sql FROM main.sqlite_master"
_AUTOMATIC = r"sqlite_(autoindex_.*|sequence|stat\d)"  # made by SQLite itself
_MIGRATIONS = "_sqlite_migrations"  # kept by sqlite-utils, in a form that depends on its version
# Functions that the program reads like tables: SQLite would take a table of that name for them.
_FUNCTIONS = ("json_each", "json_tree")
_LIST = ("table", "import_index")  # where the indexes stand that an import has put aside
_FILLING = r"""(?s)('[^']*'|"[^"]*")|(?:--[^\n]*|/\*.*?\*/|\s)+"""
_SHOWN = 5  # names in a message

_FOREIGN, _CHANGED, _MISSING = "was added", "was changed", "is missing"
_WAYS_OUT = {
    _FOREIGN: "if it is yours, remove it with the sqlite3 shell (DROP); else have the file sent again",
    _CHANGED: "restore a backup, or have the file sent again",
    _MISSING: "restore a backup, or have the file sent again",
}


def migration_files() -> list[Path]:
    """Return the files of the migrations in the order in which they are applied; a name begins with its number."""
    return sorted(_FOLDER.glob("[0-9][0-9][0-9][0-9]_*.sql"))


def migration_number(file: Path) -> int:
    """Return the number of a migration, which is the schema version that it makes."""
    return int(file.name[:4])


def own_definitions(version: int | None = None) -> Definitions:
    """Return what a case file is made of.

    Args:
        version: the schema version of an older file; the newest one where it is left out.
    """
    files = migration_files()
    if version is None:
        rows = prepared("definitions", _made, files, code=[Path(__file__)])
    else:
        rows = _made(*(file.read_bytes() for file in files if migration_number(file) <= version))
    return {(kind, name): (table, sql) for kind, name, table, sql in rows}


def _made(*migrations: bytes) -> list[tuple[str, str, str, str]]:
    """Return what migrations make, as it stands in `sqlite_master`."""
    connection = sqlite3.connect(":memory:")
    try:
        _apply(connection, migrations)
        return [row for row in connection.execute(_READ) if not re.fullmatch(_AUTOMATIC, row[1])]
    finally:
        connection.close()


def define(connection: sqlite3.Connection) -> None:
    """Make all that a case file is made of in an empty database, which holds nothing to be kept on the way."""
    with closing(sqlite3.connect(":memory:")) as empty:
        # Copied page by page: to run the migrations takes some forty times as long.
        empty.deserialize(prepared("empty_case", _empty_case, migration_files(), code=[Path(__file__)]))
        empty.backup(connection)


def _empty_case(*migrations: bytes) -> bytes:
    """Return the pages of a case file that holds nothing yet."""
    with closing(sqlite3.connect(":memory:")) as connection:
        _apply(connection, migrations)
        return connection.serialize()


def _apply(connection: sqlite3.Connection, migrations: Iterable[bytes]) -> None:
    for sql in migrations:
        connection.executescript(sql.decode())


def check_definitions(connection: sqlite3.Connection, path: Path, version: int | None = None) -> None:
    """Compare a case file with what the migrations make, before any other statement is run on it.

    Args:
        connection: the file, just opened.
        path: the file, named in the error.
        version: its schema version, where that is not the newest.

    Raises:
        AlteredCaseFileError: a trigger or index is not the program's, or a definition of its own is changed or gone;
            every one is named.
    """
    own = own_definitions(version)
    with _one_moment(connection):
        found = {(kind, name): (table, sql) for kind, name, table, sql in connection.execute(_READ)}
        problems = dict(_problems(found, own))
        missing = own.keys() - found.keys() - problems.keys()
        if missing:
            is_listed = _LIST not in missing and _LIST not in problems
            aside = _put_aside(connection) if is_listed else set()
            problems |= dict.fromkeys(missing - aside, _MISSING)
    if problems:
        raise _refusal(path, problems)


@contextmanager
def _one_moment(connection: sqlite3.Connection) -> Iterator[None]:
    """Let a block read one state of the file: an import in another terminal may make an index again in between."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        if connection.in_transaction:  # SQLite ends it itself where it cannot read the file
            connection.execute("ROLLBACK")


def _put_aside(connection: sqlite3.Connection) -> set[tuple[str, str]]:
    """Return the indexes that an import has put aside, as it may (see `aside`)."""
    names = {name for (name,) in connection.execute("SELECT name FROM main.import_index")}
    return {("index", name) for name in own_indexes() if name in names}


def own_indexes(table: str | None = None) -> dict[str, str]:
    """Return the SQL by which the indexes of a table, or of all, are made; not the unique ones, which are checks."""
    return {
        name: sql
        for (kind, name), (of, sql) in own_definitions().items()
        if kind == "index" and table in (None, of) and not sql.startswith("CREATE UNIQUE")
    }


def _problems(found: Definitions, own: Definitions) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield what is wrong with each definition of a file that is not the program's own."""
    tables = {name.casefold() for kind, name in own if kind in ("table", "view")} | set(_FUNCTIONS)
    for key, definition in found.items():
        kind, name = key
        expected = own.get(key)
        if definition == expected or _is_left_alone(kind, name, definition, tables):
            continue
        if expected is None:
            yield key, _FOREIGN
        elif _substance(definition) != _substance(expected):
            yield key, _CHANGED


def _is_left_alone(kind: str, name: str, definition: tuple[str, str], own_tables: set[str]) -> bool:
    """Whether no statement of the program ever meets a definition: what others added beside, or SQLite made itself."""
    table, sql = definition
    match kind:
        case "table" | "view":
            beside = name.casefold() not in own_tables
            return beside and (not name.startswith("sqlite_") or re.fullmatch(_AUTOMATIC, name) is not None)
        case "index":
            return sql is None or table.casefold() not in own_tables
    return False


def _substance(definition: tuple[str, str]) -> tuple[str, str]:
    """Return a definition without its comments, and its blanks made equal: these may differ between builds."""
    table, sql = definition
    return table, re.sub(_FILLING, lambda found: found[1] or " ", sql or "")


def _refusal(path: Path, problems: dict[tuple[str, str], str]) -> AlteredCaseFileError:
    named = [f"{kind} {name} {what}" for (kind, name), what in sorted(problems.items())]
    more = f" and {len(named) - _SHOWN} more" if len(named) > _SHOWN else ""
    ways: Iterable[str] = dict.fromkeys(_WAYS_OUT[what] for what in problems.values())
    return AlteredCaseFileError(
        f"{path} is not as claimtrack made it: {', '.join(named[:_SHOWN])}{more}; nothing in it was used",
        "; ".join(ways),
    )
