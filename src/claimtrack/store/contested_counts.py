"""Counting, event by event, what bounds how contested it can be: by SQLite, in one pass over all answers."""

from __future__ import annotations

import json
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from claimtrack.analysis.contested_scan import Stir, date_width
from claimtrack.analysis.objections import OBJECTING
from claimtrack.analysis.said_order import FOLLOWS
from claimtrack.analysis.stances import HAPPENED
from claimtrack.dates import DateValue
from claimtrack.store.dossiers import MEMBERS
from claimtrack.store.reader import read_answer

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator


class Scope(NamedTuple):
    """Which events are looked at.

    Attributes:
        tag: only events with this tag.
        field: only answers to this field, by its key.
        parties: only events on which each of these spoke, itself or by a member: their keys.
    """

    tag: str = ""
    field: str = ""
    parties: tuple[str, ...] = ()


def _listed(kinds: Iterable[str]) -> str:
    return ", ".join(f"'{kind}'" for kind in sorted(kinds))


# The unary plus keeps SQLite from looking up each row by the index of events where the whole table is read. Texts are left
# out of the counting of counts: sorted with the numbers, they take most of its time; LIMIT keeps SQLite from doing so.
_SPOKEN = """SELECT {plus}a.event AS event, count(*) AS statements, sum(a.stance = 'denies') AS denials
    FROM assertion a WHERE {where} GROUP BY 1"""
_LINKED = f"""SELECT {{plus}}a.event AS event, count(*) AS links, sum(l.kind IN ({_listed(OBJECTING)})) AS objections,
        max(l.kind IN ({_listed(FOLLOWS)})) AS unsettled
    FROM link l JOIN assertion a ON a.pk = l.source WHERE {{where}} GROUP BY 1"""
_OBJECTED = f"""SELECT a.event FROM link l JOIN assertion a ON a.pk = l.source
    WHERE l.kind IN ({_listed(OBJECTING)}) AND {{where}}"""
# Odd is a count that is ruled out, in parts, one of several, or no number: its ends alone do not tell what it conflicts with.
_COUNTS = """SELECT event, count(*) AS many, {once}
        (CAST(max(ifnull(max(high), 0), max(low)) AS REAL) - min(low)) / max(min(low), 1) AS width,
        ifnull(max(low) > min(high), 0) AS apart, max(odd) AS odd, max(negative) AS negative
    FROM (SELECT {plus}a.event AS event, v.field AS field, a.claimant AS claimant, v.low AS low, v.high AS high,
            v.negative AS negative, v.negative OR v.low IS NULL OR instr(v.read, '"parts":') AS odd
        FROM value v JOIN assertion a ON a.pk = v.assertion WHERE +v.field IN ({counts}) AND {answered} LIMIT -1)
    GROUP BY event, field HAVING count(*) > 1"""
_WIDEST = f"""SELECT event, width FROM ({_COUNTS}) WHERE width IS NOT NULL AND (apart OR odd OR event IN ({_OBJECTED}))
    ORDER BY width DESC, event"""
_PLAIN = """instr(v.read, '"one_of":') = 0 AND instr(v.read, '"unreadable":') = 0 AND instr(v.read, '"unknown":') = 0"""
_OTHERS = f"""SELECT {{plus}}a.event AS event, v.field AS field, count(*) AS many,
        min(v.read || v.negative) = max(v.read || v.negative) AS alike, min({_PLAIN}) AND v.field IN ({{texts}}) AS plain
    FROM value v JOIN assertion a ON a.pk = v.assertion WHERE +v.field NOT IN ({{counts}}) AND {{answered}}
    GROUP BY 1, +v.field HAVING count(*) > 1 OR v.field = {{happened}}"""
_STIRS = f"""SELECT s.event, s.statements, s.denials, ifnull(l.links, 0), ifnull(l.objections, 0), ifnull(l.unsettled, 0),
        ifnull(t.happened, 0), ifnull(c.certain, 0), max(ifnull(c.apart, 0), ifnull(t.apart, 0)),
        max(ifnull(c.measured, 0), ifnull(t.measured, 0)), c.unnumbered, t.firm, t.firm_any, t.plain, t.plain_any
    FROM ({_SPOKEN}) s LEFT JOIN ({_LINKED}) l ON l.event = s.event
    LEFT JOIN (SELECT event, max(once AND apart AND NOT negative) AS certain, max(width IS NOT NULL) AS measured,
            max(width IS NOT NULL AND (apart OR odd)) AS apart, max(iif(width IS NULL, many, NULL)) AS unnumbered
        FROM ({_COUNTS}) GROUP BY 1) c ON c.event = s.event
    LEFT JOIN (SELECT event, max(field = {{happened}}) AS happened, max(iif(alike OR plain OR date, NULL, many)) AS firm,
            max(iif(plain OR date, NULL, many)) AS firm_any, max(iif(plain AND NOT alike, many, NULL)) AS plain,
            max(iif(plain, many, NULL)) AS plain_any, max(date AND NOT alike) AS apart, max(date) AS measured
        FROM (SELECT *, field IN ({{dates}}) AS date FROM ({_OTHERS})) GROUP BY 1) t ON t.event = s.event
    ORDER BY s.event"""
_DATED = f"""SELECT a.event, f.key, f.type, v.negative, v.raw, v.read, v.hedge
    FROM value v JOIN field f ON f.pk = v.field JOIN assertion a ON a.pk = v.assertion
    WHERE f.type = 'date' AND {{answered}} AND a.event IN (SELECT event FROM ({_OTHERS}) WHERE field IN ({{dates}})
        AND (NOT alike OR event IN ({_OBJECTED}))) ORDER BY a.event"""


class ContentionScan:
    """What SQLite counts of the events of a case file.

    Args:
        connection: an open case file.
        scope: which events are looked at.
    """

    def __init__(self, connection: sqlite3.Connection, scope: Scope) -> None:
        self._connection, self._scope = connection, scope
        fields = connection.execute("SELECT pk, key, type FROM field").fetchall()
        self._types = {kind for _, _, kind in fields}
        self._numbers = {
            f"{kind}s": ", ".join(str(pk) for pk, _, of in fields if of == kind)
            for kind in ("count", "date", "text")
        }
        self._numbers["happened"] = next((str(pk) for pk, key, _ in fields if key == HAPPENED), "0")

    def last_event(self) -> int:
        """Return the greatest row number of an event; 0 where there is none."""
        return int(self._connection.execute("SELECT ifnull(max(pk), 0) FROM event").fetchone()[0])

    def rows_of(self, keys: Iterable[str]) -> set[int]:
        """Return the row numbers of some events."""
        sql = "SELECT e.pk FROM event e JOIN json_each(?) j ON j.value = e.key"
        return {pk for (pk,) in self._connection.execute(sql, (json.dumps(list(keys)),))}

    def widest(self) -> Iterator[tuple[int, float]]:
        """Stream the events on whose counts or dates somebody may contradict somebody, the widest apart first.

        Yields:
            The number of the row, and how widely counts or dates lie apart at most; once for each field of counts, and
            once for all dates. Of events alike, those entered first come first.
        """
        counts = self._rows(_WIDEST, ())
        if "date" not in self._types:
            return counts
        dated = groupby(self._rows(_DATED, ()), itemgetter(0))
        widths = ((event, date_width(list(_dates(rows)))) for event, rows in dated)
        return merge(counts, sorted(widths, key=_place), key=_place)

    def stirs(self, first: int = 0, last: int = 0) -> Iterator[Stir]:
        """Stream what is counted of the events on which somebody spoke, as they were entered.

        Args:
            first: only events from this row number on.
            last: and up to this one; all when 0.
        """
        return map(Stir._make, self._rows(_STIRS, (first, last) if last else ()))

    def _rows(self, sql: str, span: tuple[int, ...]) -> Iterator[tuple[Any, ...]]:
        scope, conditions = self._scope, ["1"]
        if span:
            conditions.append("a.event BETWEEN :first AND :last")
        if scope.tag:
            conditions.append("a.event IN (SELECT owner FROM event_tag WHERE text = :tag)")
        for number in range(len(scope.parties)):
            members = MEMBERS.replace("?", f":party{number}")
            conditions.append(f"a.event IN (SELECT event FROM assertion WHERE claimant IN ({members}))")
        said = " AND ".join(conditions)
        field = " AND v.field = (SELECT pk FROM field WHERE key = :field)" if scope.field else ""
        given: dict[str, int | str] = {"first": span[0], "last": span[1]} if span else {}
        given |= {"tag": scope.tag, "field": scope.field}
        given |= {f"party{number}": party for number, party in enumerate(scope.parties)}
        once = "" if sql is _WIDEST else "count(*) = count(DISTINCT claimant) AS once,"
        written = {"where": said, "answered": said + field, "plus": "" if span else "+", "once": once}
        return self._connection.execute(sql.format(**written, **self._numbers), given)


def _place(one: tuple[int, float]) -> tuple[float, int]:
    """Return the place of an event in the order of widths."""
    event, width = one
    return -width, event


def _dates(rows: Iterable[tuple[Any, ...]]) -> Iterator[DateValue]:
    for row in rows:
        read = read_answer(row[1:]).read
        if isinstance(read, DateValue) and read:
            yield read
