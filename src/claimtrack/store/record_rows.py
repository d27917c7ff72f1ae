"""The records of a case file as plain rows, for data sets that engines count over: streamed, never held."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimtrack.store.answers import YEARS

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

_ROOTS = """WITH RECURSIVE down (pk, root) AS (SELECT pk, key FROM {0} WHERE {1} IS NULL
    UNION ALL SELECT c.pk, down.root FROM {0} c JOIN down ON c.{1} = down.pk)"""
_CLAIMANTS = """SELECT c.key, c.name, c.kind, p.key, b.key, c.reliability
    FROM claimant c LEFT JOIN claimant p ON p.pk = c.part_of LEFT JOIN claimant b ON b.pk = c.bloc ORDER BY c.key"""
_DOCUMENTS = f"""{_ROOTS.format("document", "derived_from")}
    SELECT d.key, d.title, d.url, p.key, d.published_edtf, d.published_earliest, d.published_latest, f.key, down.root,
        d.archive_url, d.sha256, d.language
    FROM document d LEFT JOIN down ON down.pk = d.pk LEFT JOIN claimant p ON p.pk = d.publisher
    LEFT JOIN document f ON f.pk = d.derived_from ORDER BY d.key"""
_EVENTS = f"""{YEARS} SELECT y.year, e.key, e.title, e.proposition, e.occurred_edtf, e.occurred_earliest, e.occurred_latest,
        json_extract(e.place, '$.name'), json_extract(e.place, '$.lat'), json_extract(e.place, '$.lon')
    FROM event e JOIN y ON y.event = e.pk ORDER BY y.year, e.key"""
_TAGS = "SELECT e.key, t.text FROM event_tag t JOIN event e ON e.pk = t.owner ORDER BY e.key, t.position"
_ASSERTIONS = f"""{YEARS} SELECT y.year, a.pk, a.id, a.label, e.key, c.key, b.key, d.key, a.stance, a.hedge, a.text, a.quote,
        a.language, a.translation, a.said_edtf, a.said_earliest, a.said_latest, a.spokesperson, a.locator, a.note, a.recorded
    FROM assertion a NOT INDEXED JOIN y ON y.event = a.event JOIN event e ON e.pk = a.event
    JOIN claimant c ON c.pk = a.claimant LEFT JOIN claimant b ON b.pk = c.bloc LEFT JOIN document d ON d.pk = a.document
    ORDER BY y.year, a.event, a.pk"""


class PlainRows:
    """Streams the records of one case file as rows.

    Args:
        connection: an open case file.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def claimants(self) -> Iterator[tuple[Any, ...]]:
        """Stream claimants by key: key, name, kind, what it is part of, its bloc, reliability."""
        return self._connection.execute(_CLAIMANTS)

    def documents(self) -> Iterator[tuple[Any, ...]]:
        """Stream documents by key, each with the one that it comes down to."""
        return self._connection.execute(_DOCUMENTS)

    def events(self) -> Iterator[tuple[Any, ...]]:
        """Stream events year by year, by key; the year first."""
        return self._connection.execute(_EVENTS)

    def tags(self) -> Iterator[tuple[Any, ...]]:
        """Stream the tags of events, by key of the event."""
        return self._connection.execute(_TAGS)

    def assertions(self) -> Iterator[tuple[Any, ...]]:
        """Stream assertions year by year, event by event; the year first, then the row number."""
        return self._connection.execute(_ASSERTIONS)
