"""Reports that were handed over: rows of the table `release`, which are only ever added."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A report as it was handed over.

    Attributes:
        name: what it is called among the releases.
        at: when, UTC, ISO 8601.
        program: version of claimtrack that made it.
        form: html, pdf, docx, markdown or text.
        file: name of the file, without its folder.
        sha256: hash of the file.
        export_sha256: hash of the native export of its events at that moment.
        options: what it is of, and for whom.
        events: by key of the event its title, statements (ids) and findings by question.
        supersedes: name of the release whose place it takes; empty for none.
    """

    name: str
    at: str
    program: str
    form: str
    file: str
    sha256: str
    export_sha256: str
    options: Mapping[str, Any]
    events: Mapping[str, Any]
    supersedes: str = ""


_COLUMNS = tuple(Release.__dataclass_fields__)
_JSON = frozenset({"options", "events"})


def add_release(connection: sqlite3.Connection, release: Release) -> None:
    """Write a release down, inside a unit of work."""
    values = [getattr(release, name) for name in _COLUMNS]
    row = [
        json.dumps(v, ensure_ascii=False) if n in _JSON else v for n, v in zip(_COLUMNS, values, strict=True)
    ]
    marks = ", ".join("?" * len(row))
    connection.execute(f"INSERT INTO release ({', '.join(_COLUMNS)}) VALUES ({marks})", row)


def bring_releases(connection: sqlite3.Connection, others: Iterable[Release]) -> int:
    """Write down the releases of another file that are not known here, inside a unit of work; return how many.

    Of two that have one name, the one that comes in is called by the beginning of its hash besides.
    """
    known = every_release(connection)
    held, names = {(one.sha256, one.at) for one in known}, {one.name for one in known}
    new = [one for one in others if (one.sha256, one.at) not in held]
    for one in new:
        name = f"{one.name} ({one.sha256[:8]})" if one.name in names else one.name
        add_release(connection, replace(one, name=name))
    return len(new)


def every_release(connection: sqlite3.Connection) -> list[Release]:
    """List the releases, oldest first."""
    rows = connection.execute(f"SELECT {', '.join(_COLUMNS)} FROM release ORDER BY pk").fetchall()
    return [
        Release(**{n: json.loads(v) if n in _JSON else v for n, v in zip(_COLUMNS, row, strict=True)})
        for row in rows
    ]
