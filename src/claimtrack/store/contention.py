"""Counting, event by event, what bounds how contested it can be: by SQLite, in one pass over all answers."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from claimtrack.analysis.contested_scan import Stir
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
# out of the counting of counts: sorted with the numbers, they take most of its time.
_SPOKEN = """SELECT {plus}a.event AS event, count(*) AS statements, sum(a.stance = 'denies') AS denials
    FROM assertion a WHERE {where} GROUP BY 1"""
_LINKED = f"""SELECT {{plus}}a.event AS event, count(*) AS links, sum(l.kind IN ({_listed(OBJECTING)})) AS objections,
        max(l.kind IN ({_listed(FOLLOWS)})) AS unsettled
    FROM link l CROSS JOIN assertion a ON a.pk = l.source WHERE {{where}} GROUP BY 1"""
_OPEN = "9223372036854775807"
_COUNTS = f"""SELECT {{plus}}a.event AS event, count(*) AS many, count(*) = count(DISTINCT a.claimant) AS once,
        min(v.low) AS least, max(ifnull(v.high, v.low)) AS most, max(CASE WHEN NOT v.negative THEN v.low END)
        > min(CASE WHEN NOT v.negative AND v.low IS NOT NULL THEN ifnull(v.high, {_OPEN}) END) AS apart
    FROM value v CROSS JOIN assertion a ON a.pk = v.assertion WHERE +v.field IN ({{counts}}) AND {{answered}}
    GROUP BY 1, +v.field HAVING count(*) > 1"""
_ODD = """SELECT DISTINCT {plus}a.event AS event FROM value v CROSS JOIN assertion a ON a.pk = v.assertion
    WHERE (v.negative OR v.low IS NULL OR instr(v.read, '"parts":')) AND +v.field IN ({counts}) AND {answered}"""
_PLAIN = """instr(v.read, '"one_of":') = 0 AND instr(v.read, '"unreadable":') = 0 AND instr(v.read, '"unknown":') = 0"""
_OTHERS = f"""SELECT {{plus}}a.event AS event, v.field AS field, count(*) AS many,
        min(v.read || v.negative) = max(v.read || v.negative) AS alike, min({_PLAIN}) AND v.field IN ({{texts}}) AS plain
    FROM value v CROSS JOIN assertion a ON a.pk = v.assertion WHERE +v.field NOT IN ({{counts}}) AND {{answered}}
    GROUP BY 1, +v.field HAVING count(*) > 1 OR v.field = {{happened}}"""
_STIRS = f"""SELECT s.event, s.statements, s.denials, ifnull(l.links, 0), ifnull(l.objections, 0), ifnull(l.unsettled, 0),
        ifnull(t.happened, 0), ifnull(c.certain, 0), o.event IS NOT NULL, c.wide, c.wide_any, c.unnumbered,
        t.firm, t.firm_any, t.plain, t.plain_any, ifnull(t.dated, 0), ifnull(t.dated_any, 0)
    FROM ({_SPOKEN}) s LEFT JOIN ({_LINKED}) l ON l.event = s.event
    LEFT JOIN (SELECT event, max(apart AND once) AS certain, max(iif(apart, width, NULL)) AS wide, max(width) AS wide_any,
            max(iif(least IS NULL, many, NULL)) AS unnumbered
        FROM (SELECT *, (CAST(most AS REAL) - least) / max(least, 1) AS width FROM ({_COUNTS})) GROUP BY 1) c
        ON c.event = s.event
    LEFT JOIN ({_ODD}) o ON o.event = s.event
    LEFT JOIN (SELECT event, max(field = {{happened}}) AS happened, max(iif(alike OR plain OR date, NULL, many)) AS firm,
            max(iif(plain OR date, NULL, many)) AS firm_any, max(iif(plain AND NOT alike, many, NULL)) AS plain,
            max(iif(plain, many, NULL)) AS plain_any, max(date AND NOT alike) AS dated, max(date) AS dated_any
        FROM (SELECT *, field IN ({{dates}}) AS date FROM ({_OTHERS})) GROUP BY 1) t ON t.event = s.event
    ORDER BY s.event"""
_DATED = """SELECT a.event, f.key, f.type, v.negative, v.raw, v.read, v.hedge
    FROM value v JOIN field f ON f.pk = v.field JOIN assertion a ON a.pk = v.assertion
    WHERE f.type = 'date' AND {answered} ORDER BY a.event"""


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

    def stirs(self, first: int = 0, last: int = 0) -> Iterator[Stir]:
        """Stream what is counted of the events on which somebody spoke, as they were entered.

        Args:
            first: only events from this row number on.
            last: and up to this one; all when 0.
        """
        span = (first, last) if last else ()
        dates = _InStep(self._rows(_DATED, span) if "date" in self._types else iter(()))
        for row in self._rows(_STIRS, span):
            stir = Stir._make((*row, ()))
            yield stir._replace(dates=tuple(_dates(dates.of(stir.event)))) if stir.dated else stir

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
        asked = sql.format(where=said, answered=said + field, plus="" if span else "+", **self._numbers)
        return self._connection.execute(asked, given)


def _dates(rows: Iterable[tuple[Any, ...]]) -> Iterator[DateValue]:
    for row in rows:
        read = read_answer(row[1:]).read
        if isinstance(read, DateValue) and read:
            yield read


class _InStep:
    """Rows that begin with the number of their event, read alongside others in the same order."""

    def __init__(self, rows: Iterator[tuple[Any, ...]]) -> None:
        self._groups = groupby(rows, itemgetter(0))
        self._next = next(self._groups, None)

    def of(self, event: int) -> list[tuple[Any, ...]]:
        """Return the rows of an event; events are asked for in ascending order, some of them, each once."""
        while self._next is not None and self._next[0] < event:
            self._next = next(self._groups, None)
        if self._next is None or self._next[0] != event:
            return []
        return list(self._next[1])
