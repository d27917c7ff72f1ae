"""Counting, event by event, what bounds how contested it can be: by SQLite, in one pass over all answers."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from claimtrack.analysis.contested_scan import Reply, Stir
from claimtrack.analysis.objections import OBJECTING
from claimtrack.analysis.order import FOLLOWS
from claimtrack.analysis.stances import HAPPENED
from claimtrack.dates import DateValue
from claimtrack.store.dossiers import MEMBERS
from claimtrack.store.reader import read_answer

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator


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
_SPOKEN = """SELECT {plus}a.event, count(*), sum(a.stance = 'denies') FROM assertion a WHERE {where} GROUP BY 1 ORDER BY 1"""
_LINKED = f"""SELECT {{plus}}a.event, count(*), sum(l.kind IN ({_listed(OBJECTING)})), max(l.kind IN ({_listed(FOLLOWS)}))
    FROM link l CROSS JOIN assertion a ON a.pk = l.source WHERE {{where}} GROUP BY 1 ORDER BY 1"""
_FIELDS = "SELECT pk FROM field WHERE type"
_OPEN = "9223372036854775807"
_COUNTED = f"""SELECT {{plus}}a.event, v.field, count(*), count(DISTINCT a.claimant), min(v.low), max(ifnull(v.high, v.low)),
        max(CASE WHEN NOT v.negative THEN v.low END)
        > min(CASE WHEN NOT v.negative AND v.low IS NOT NULL THEN ifnull(v.high, {_OPEN}) END)
    FROM value v CROSS JOIN assertion a ON a.pk = v.assertion WHERE +v.field IN ({_FIELDS} = 'count') AND {{where}}
    GROUP BY 1, 2 HAVING count(*) > 1 ORDER BY 1"""
_ODD = f"""SELECT {{plus}}a.event, v.field FROM value v CROSS JOIN assertion a ON a.pk = v.assertion
    WHERE (v.negative OR v.low IS NULL OR instr(v.read, '"parts":')) AND +v.field IN ({_FIELDS} = 'count') AND {{where}}
    GROUP BY 1, 2 ORDER BY 1"""
_PLAIN = """instr(v.read, '"one_of":') = 0 AND instr(v.read, '"unreadable":') = 0 AND instr(v.read, '"unknown":') = 0"""
_OTHERS = f"""SELECT {{plus}}a.event, v.field, count(*), min(v.read || v.negative) = max(v.read || v.negative), min({_PLAIN})
    FROM value v CROSS JOIN assertion a ON a.pk = v.assertion WHERE +v.field IN ({_FIELDS} <> 'count') AND {{where}}
    GROUP BY 1, 2 HAVING count(*) > 1 OR v.field = (SELECT pk FROM field WHERE key = '{HAPPENED}') ORDER BY 1"""
_DATED = """SELECT a.event, v.field, f.key, f.type, v.negative, v.raw, v.read, v.hedge
    FROM value v JOIN field f ON f.pk = v.field JOIN assertion a ON a.pk = v.assertion
    WHERE f.type = 'date' AND {where} ORDER BY a.event"""


_NO_LINKS = (0, 0, 0, 0)


class ContentionScan:
    """What SQLite counts of the events of a case file.

    Args:
        connection: an open case file.
        scope: which events are looked at.
    """

    def __init__(self, connection: sqlite3.Connection, scope: Scope) -> None:
        self._connection, self._scope = connection, scope
        self._fields = {
            pk: (key, kind) for pk, key, kind in connection.execute("SELECT pk, key, type FROM field")
        }

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
        counted, others = self._counts(span), self._others(span)
        links = _InStep(self._rows(_LINKED, span, answers=False))
        for event, statements, denials in self._rows(_SPOKEN, span, answers=False):
            made, objections, follows = next(iter(links.of(event)), _NO_LINKS)[1:]
            yield Stir(
                event, statements, denials, made, objections, not follows, (*counted(event), *others(event))
            )

    def _counts(self, span: tuple[int, ...]) -> Callable[[int], Iterator[Reply]]:
        """Return what gives the counts answered on an event; events are asked for in ascending order, each once."""
        counts, odd = _InStep(self._rows(_COUNTED, span)), _InStep(self._rows(_ODD, span))

        def replies(event: int) -> Iterator[Reply]:
            askew = {field for _, field in odd.of(event)}
            for _, field, many, claimants, least, most, apart in counts.of(event):
                yield Reply(
                    *self._fields[field], answers=many, least=least, most=most, apart=bool(apart),
                    certain=bool(apart) and claimants == many, odd=field in askew,
                )  # fmt: skip

        return replies

    def _others(self, span: tuple[int, ...]) -> Callable[[int], Iterator[Reply]]:
        """Return what gives the other answers on an event, in the same way."""
        types = {kind for _, kind in self._fields.values()}
        answers = _InStep(self._rows(_OTHERS, span) if types - {"count"} else iter(()))
        dates = _InStep(self._rows(_DATED, span) if "date" in types else iter(()))

        def replies(event: int) -> Iterator[Reply]:
            dated = dates.of(event)
            for _, field, many, alike, plain in answers.of(event):
                key, kind = self._fields[field]
                read = () if alike else tuple(_dates(row[2:] for row in dated if row[1] == field))
                yield Reply(
                    key, kind, many, alike=bool(alike), plain=bool(plain) and kind == "text", dates=read
                )

        return replies

    def _rows(self, sql: str, span: tuple[int, ...], *, answers: bool = True) -> Iterator[tuple[Any, ...]]:
        conditions = ["1"]
        arguments: list[int | str] = []
        if span:
            conditions.append("a.event BETWEEN ? AND ?")
            arguments += span
        if self._scope.tag:
            conditions.append("a.event IN (SELECT owner FROM event_tag WHERE text = ?)")
            arguments.append(self._scope.tag)
        for party in self._scope.parties:
            conditions.append(f"a.event IN (SELECT event FROM assertion WHERE claimant IN ({MEMBERS}))")
            arguments.append(party)
        if answers and self._scope.field:
            conditions.append("v.field = (SELECT pk FROM field WHERE key = ?)")
            arguments.append(self._scope.field)
        where = " AND ".join(conditions)
        return self._connection.execute(sql.format(where=where, plus="" if span else "+"), arguments)


def _dates(rows: Iterable[tuple[Any, ...]]) -> Iterator[DateValue]:
    for row in rows:
        read = read_answer(row).read
        if isinstance(read, DateValue) and read:
            yield read


class _InStep:
    """Rows that begin with the number of their event, read alongside others in the same order."""

    def __init__(self, rows: Iterator[tuple[Any, ...]]) -> None:
        self._groups = groupby(rows, itemgetter(0))
        self._next = next(self._groups, None)

    def of(self, event: int) -> list[tuple[Any, ...]]:
        """Return the rows of an event; events are asked for in ascending order, each once."""
        if self._next is None or self._next[0] != event:
            return []
        rows = list(self._next[1])
        self._next = next(self._groups, None)
        return rows
