"""Reading all answers of a file in the order of events, as rows, for what counts over the whole of it."""

from __future__ import annotations

import json
from functools import cached_property
from itertools import chain, groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Self

from claimtrack.analysis.scan_rows import Happening, Statement, Tie
from claimtrack.model import Assertion, Claimant, Document, Event, Link
from claimtrack.model.dossier import Dossier
from claimtrack.store.reader import Reader
from claimtrack.store.transaction import whole_file

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from types import TracebackType

# The unary plus keeps SQLite from following the index by event, which would look up each row of a large table
# by itself: it reads the table from end to end and sorts what little is asked of it, several times as fast.
_ANSWERS = """SELECT a.event, a.pk, a.claimant, a.document, a.stance, a.hedge, v.field, v.negative, v.raw, v.read, v.hedge
    FROM assertion a {indexed} LEFT JOIN value v ON v.assertion = a.pk {where} ORDER BY +a.event"""
_TIES = """SELECT a.event, l.kind, l.source, l.target, l.fields
    FROM link l CROSS JOIN assertion a ON a.pk = l.source {where} ORDER BY +a.event"""
_FIRST_EVENTS = 200  # which are looked up where the first is waited for
_TAGGED = "WHERE a.event IN (SELECT owner FROM event_tag WHERE text = ?)"
_LISTED = "IN (SELECT value FROM json_each(?))"
# The same in the order of years: of the event, else of what was first said of it.
YEARS = """WITH y AS MATERIALIZED (SELECT pk AS event, CAST(substr(day, 1, instr(substr(day, 2), '-')) AS INTEGER) AS year
    FROM (SELECT e.pk, coalesce(e.occurred_earliest, (SELECT min(said_earliest) FROM assertion WHERE event = e.pk)) AS day
        FROM event e))"""
_BY_YEAR = "JOIN y ON y.event = a.event"
_ORIGINS = """WITH RECURSIVE up (document, pk) AS (SELECT value, value FROM json_each(?)
    UNION SELECT up.document, d.derived_from FROM up JOIN document d ON d.pk = up.pk WHERE d.derived_from IS NOT NULL)
    SELECT up.document, (SELECT key FROM document WHERE pk = up.document), d.key
    FROM up JOIN document d ON d.pk = up.pk WHERE d.derived_from IS NULL"""


class AnswerScan:
    """One scan over the answers of a case file; within its `with` block the file stays as it was at the start.

    Args:
        connection: an open case file.
        tag: only events with this tag.
    """

    def __init__(self, connection: sqlite3.Connection, tag: str = "") -> None:
        self._connection, self._reader = connection, Reader(connection)
        self._reading = whole_file(connection)
        self._where = _TAGGED if tag else ""
        self._arguments = (tag,) if tag else ()

    def __enter__(self) -> Self:
        self._reading.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._reading.__exit__(kind, error, trace)

    @cached_property
    def events(self) -> int:
        """Count the events, those on which nobody spoke too."""
        condition = self._where.replace("a.event", "pk")
        return int(
            self._connection.execute(f"SELECT count(*) FROM event {condition}", self._arguments).fetchone()[0]
        )

    def happenings(self, *, by_year: bool = False, soon: bool = False) -> Iterator[Happening]:
        """Stream the events on which somebody spoke.

        Args:
            by_year: year by year, instead of as they were entered.
            soon: a few at once, before all the others are read and sorted.
        """
        ties = _Ties(self._ordered(_TIES, by_year=by_year))
        fields = {
            pk: (key, kind) for pk, key, kind in self._connection.execute("SELECT pk, key, type FROM field")
        }
        rows = self._ordered(_ANSWERS, by_year=by_year, soon=soon)
        years = self._years() if by_year else iter(())
        for event, said in groupby(rows, itemgetter(0)):
            statements: dict[int, Statement] = {}
            for _, pk, claimant, document, stance, hedge, field, negative, raw, read, hedged in said:
                statement = statements.get(pk)
                if statement is None:
                    statement = statements[pk] = Statement(claimant, document, stance, hedge)
                if field is not None:
                    statement.values.setdefault(fields[field], []).append((negative, raw, read, hedged))
            year = next((year for pk, year in years if pk == event), None)
            yield Happening(event, statements, ties.of(event), year)

    def _ordered(self, sql: str, *, by_year: bool, soon: bool = False) -> Iterator[Any]:
        if by_year:
            sql = f"{YEARS} {sql.replace('ORDER BY +a.event', 'ORDER BY y.year, a.event')}"
        conditions = [f"a.event <= {_FIRST_EVENTS}", f"a.event > {_FIRST_EVENTS}"] if soon else ["1"]
        for condition in conditions:
            looked_up = soon and condition == conditions[0]
            where = (
                f"{_BY_YEAR if by_year else ''} {self._where} {'AND' if self._where else 'WHERE'} {condition}"
            )
            asked = sql.format(indexed="" if looked_up else "NOT INDEXED", where=where)
            # Not the cursor itself: a generator that is given up would close it, which a closed file refuses.
            yield from chain(self._connection.execute(asked, self._arguments))

    def _years(self) -> Iterator[tuple[int, int | None]]:
        """Stream the events, those without statements too, with their years, in the order of years."""
        return self._connection.execute(f"{YEARS} SELECT event, year FROM y ORDER BY year, event")

    # --- what the scan leaves out ---

    @cached_property
    def claimants(self) -> Mapping[int, Claimant]:
        """Every claimant of the file, by row number."""
        rows = dict(self._connection.execute("SELECT key, pk FROM claimant").fetchall())
        return {rows[claimant.key]: claimant for claimant in self._reader.select(Claimant)}

    @cached_property
    def by_key(self) -> Mapping[str, Claimant]:
        """Every claimant of the file, by key."""
        return {claimant.key: claimant for claimant in self.claimants.values()}

    def parts(
        self, wanted: Sequence[tuple[Happening, Collection[int]]]
    ) -> Iterator[tuple[Dossier, Mapping[str, int]]]:
        """Yield the dossiers of events, each cut down to some statements, with their row numbers by id."""
        listed = (json.dumps([pk for _, statements in wanted for pk in statements]),)
        rows = dict(self._connection.execute(f"SELECT id, pk FROM assertion WHERE pk {_LISTED}", listed))
        said: dict[str, list[Assertion]] = {}
        for assertion in self._reader.select(Assertion, f"WHERE t.pk {_LISTED} ORDER BY t.pk", listed):
            said.setdefault(assertion.event, []).append(assertion)
        event_of = {assertion.id: event for event, group in said.items() for assertion in group}
        links: dict[str, list[Link]] = {}
        if any(happening.ties for happening, _ in wanted):
            for link in self._reader.select(Link, f"WHERE t.source {_LISTED} ORDER BY t.pk", listed):
                links.setdefault(event_of[link.source], []).append(link)
        undated = {a.document for group in said.values() for a in group if a.document and not a.said}
        dating = (json.dumps(sorted(undated)),)
        documents = {
            document.key: document
            for document in (
                self._reader.select(Document, f"WHERE t.key {_LISTED}", dating) if undated else ()
            )
        }
        numbers = (json.dumps([happening.event for happening, _ in wanted]),)
        events = {event.key: event for event in self._reader.select(Event, f"WHERE t.pk {_LISTED}", numbers)}
        keys = self.names("event", [happening.event for happening, _ in wanted])
        for happening, _ in wanted:
            key = keys[happening.event]
            dossier = Dossier(
                event=events[key],
                claimants=self.by_key,
                documents=documents,
                assertions=tuple(said[key]),
                links=tuple(links.get(key, ())),
                entered=rows,
            )
            yield dossier, {assertion.id: rows[assertion.id] for assertion in said[key]}

    def documents(self, rows: Iterable[int]) -> Mapping[int, tuple[str, str]]:
        """Return the key of each document, and of the one that it comes down to, by row number."""
        found = self._connection.execute(_ORIGINS, (json.dumps(list(rows)),)).fetchall()
        return {document: (key, origin) for document, key, origin in found}

    def names(self, table: str, rows: Iterable[int]) -> Mapping[int, str]:
        """Return the keys of events, or the ids of assertions, by row number."""
        name = "key" if table == "event" else "id"
        sql = f"SELECT pk, {name} FROM {table} WHERE pk {_LISTED}"
        return dict(self._connection.execute(sql, (json.dumps(list(rows)),)).fetchall())


class _Ties:
    """Links in the order of events, read alongside the statements."""

    def __init__(self, rows: Iterator[tuple[int, str, int, int, str]]) -> None:
        self._groups = groupby(rows, itemgetter(0))
        self._next = next(self._groups, None)

    def of(self, event: int) -> tuple[Tie, ...]:
        """Return the links of an event; events are asked for in ascending order, each once."""
        if self._next is None or self._next[0] != event:
            return ()
        ties = tuple(
            Tie(kind, source, target, tuple(json.loads(fields)))
            for _, kind, source, target, fields in self._next[1]
        )
        self._next = next(self._groups, None)
        return ties
