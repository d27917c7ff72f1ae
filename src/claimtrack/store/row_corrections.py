"""Rows that are as they were, and that a mended mapping reads otherwise: what was made of them is corrected in place.

What somebody has corrected by hand stays. Call inside the last transaction of an import, the side database attached as `s`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from claimtrack.model.records import SHORT_ID
from claimtrack.store.log import touch
from claimtrack.store.unfinished_imports import UNUSED

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping


_OWN = """EXISTS (SELECT 1 FROM import_made i JOIN import_run r ON r.pk = i.run
    WHERE r.dataset = :dataset AND i.kind = :kind AND t.pk BETWEEN i.first AND i.last)"""
_BY_HAND = """EXISTS (SELECT 1 FROM correction c WHERE c.kind = :kind AND c.name = :name
    AND NOT EXISTS (SELECT 1 FROM import_made i WHERE i.kind = 'correction' AND c.pk BETWEEN i.first AND i.last))"""
_SAME_ROW = "EXISTS (SELECT 1 FROM s.said d JOIN s.mended x ON x.n = d.n WHERE d.line = :line)"
_OF_AN_IMPORT = (
    "EXISTS (SELECT 1 FROM import_made i WHERE i.kind = 'correction' AND c.pk BETWEEN i.first AND i.last)"
)
_SPARED = f"""SELECT x.old, substr(a.id, 1, {SHORT_ID}) FROM s.mended x JOIN main.assertion a ON a.pk = x.old
    WHERE EXISTS (SELECT 1 FROM main.correction c WHERE c.name = a.id AND c.kind IN ('assertion', 'value')
    AND NOT {_OF_AN_IMPORT}) ORDER BY x.old"""
_STATES = f"""SELECT c.before, NOT {_OF_AN_IMPORT} FROM main.correction c WHERE c.kind = ? AND c.name = ? ORDER BY c.pk"""
_UNLINKED = """DELETE FROM main.link AS l WHERE l.kind <> 'supersedes'
    AND EXISTS (SELECT 1 FROM import_made i JOIN import_run r ON r.pk = i.run
        WHERE r.dataset = :dataset AND i.kind = 'link' AND l.pk BETWEEN i.first AND i.last)
    AND l.source IN (SELECT old FROM s.mended) AND NOT EXISTS (SELECT 1 FROM s.ordered p
        JOIN s.assertion s1 ON s1.n = p.source JOIN main.assertion a ON a.id = s1.id
        JOIN s.assertion s2 ON s2.n = p.target JOIN main.assertion b ON b.id = s2.id
        WHERE a.pk = l.source AND b.pk = l.target AND p.kind = l.kind)"""
_UNMADE = {
    "evidence": f"""SELECT t.key FROM main.evidence t WHERE {_OWN} AND NOT EXISTS (SELECT 1 FROM s.evidence e WHERE e.key = t.key)
        AND EXISTS (SELECT 1 FROM main.evidence_bearing b JOIN s.mended x ON x.old = b.assertion WHERE b.evidence = t.pk)""",
    "assessment": f"""SELECT substr(t.id, 1, {SHORT_ID}) FROM main.assessment t WHERE {_OWN}
        AND NOT EXISTS (SELECT 1 FROM s.assessment e WHERE e.id = t.id) AND EXISTS (SELECT 1 FROM s.mended x
            JOIN main.assertion a ON a.pk = x.old WHERE a.pk = t.assertion OR (t.assertion IS NULL AND a.event = t.event))""",
}
_TOLD = """SELECT k.pk, v.negative, v.raw, v.read, v.hedge FROM s.answer v JOIN s.pk_field k ON k.n = v.field
    WHERE v.answers = t.answers"""
_HAS = """SELECT v.field, v.negative, v.raw, v.read, v.hedge FROM main.value v WHERE v.assertion = x.old"""
_REVALUED = f"""CREATE TABLE s.revalued AS SELECT x.old, x.n FROM s.mended x JOIN s.assertion t ON t.n = x.n
    WHERE EXISTS ({_TOLD} EXCEPT {_HAS}) OR EXISTS ({_HAS} EXCEPT {_TOLD})"""
_VALUES_AGAIN = """INSERT INTO main.value (assertion, field, negative, raw, read, low, high, edtf, hedge)
    SELECT x.old, k.pk, v.negative, v.raw, v.read, v.low, v.high, v.edtf, v.hedge FROM s.revalued x
    JOIN s.assertion t ON t.n = x.n JOIN s.answer v ON v.answers = t.answers JOIN s.pk_field k ON k.n = v.field"""


class Rereading:
    """What a mended mapping corrects of one dataset.

    Args:
        connection: the case file.
        dataset: its name.
        columns: what the columns of assertions are filled with, as SQL of staged rows.
    """

    def __init__(self, connection: sqlite3.Connection, dataset: str, columns: Mapping[str, str]) -> None:
        self._connection = connection
        self._dataset = dataset
        self._columns = columns

    def may_mend(self, kind: str, key: str, line: int) -> bool:
        """Whether imports of a dataset made a record, and a row that describes it is as it was."""
        given = {"dataset": self._dataset, "kind": kind, "key": key, "line": line}
        row = "1" if kind == "claimant" else _SAME_ROW
        sql = f"SELECT 1 FROM main.{kind} t WHERE t.key = :key AND {_OWN} AND {row}"
        return self._connection.execute(sql, given).fetchone() is not None

    def by_hand(self, kind: str, key: str, content: Mapping[str, Any]) -> set[str]:
        """Return the attributes of a record that somebody has corrected by hand.

        Args:
            kind: its kind.
            key: its key.
            content: what it is now, as an export writes it.
        """
        rows = self._connection.execute(_STATES, (kind, key)).fetchall()
        states = [json.loads(before) for before, _ in rows] + [content]
        return {
            name
            for (_, hand), old, new in zip(rows, states, states[1:], strict=False)
            for name in ({*old, *new} if hand else ())
            if old.get(name) != new.get(name)
        }

    def spare_assertions(self) -> list[str]:
        """Leave out the assertions that somebody has corrected by hand; return the beginnings of their ids."""
        spared = self._connection.execute(_SPARED).fetchall()
        self._connection.executemany("DELETE FROM s.mended WHERE old = ?", [(old,) for old, _ in spared])
        return [id_ for _, id_ in spared]

    def mend_assertions(self) -> int:
        """Correct the assertions of rows that are as they were, and are read otherwise; return how many differ."""
        connection = self._connection
        read = {
            column: expression
            for column, expression in self._columns.items()
            if column not in ("id", "label", "recorded")
        }
        told = f"""SELECT {", ".join(read.values())} FROM s.mended x JOIN s.assertion t ON t.n = x.n
            LEFT JOIN s.day d ON d.n = t.said WHERE x.old = m.pk"""
        columns = ", ".join(read)
        connection.execute(_REVALUED)
        changed = connection.execute(
            f"""UPDATE main.assertion AS m SET ({columns}) = ({told})
            WHERE m.pk IN (SELECT old FROM s.mended) AND ({columns}) IS NOT ({told}) RETURNING pk"""
        ).fetchall()
        revalued = connection.execute("SELECT old FROM s.revalued").fetchall()
        for (pk,) in revalued:
            touch(connection, "assertion", pk)
        connection.execute("DELETE FROM main.value WHERE assertion IN (SELECT old FROM s.revalued)")
        connection.execute(_VALUES_AGAIN)
        return len({*changed, *revalued})

    def take_out_links(self) -> int:
        """Take out the links that the mapping makes no longer, between rows that are as they were; return how many."""
        return self._connection.execute(_UNLINKED, {"dataset": self._dataset}).rowcount

    def unspoken(self) -> list[tuple[str, str]]:
        """Return kind and key of what imports of a dataset made, that nobody has corrected, and nothing points at."""
        found: list[tuple[str, str]] = []
        for kind, unused in UNUSED.items():
            if kind == "assertion":
                continue
            hand = _BY_HAND.replace(":name", "t.key")
            sql = f"SELECT t.key FROM main.{kind} t WHERE {_OWN} AND {unused} AND NOT {hand}"
            rows = self._connection.execute(sql, {"dataset": self._dataset, "kind": kind})
            found += [(kind, key) for (key,) in rows]
        return found

    def unmade(self) -> dict[str, list[str]]:
        """Return by kind what evidence and verdicts are called that imports of a dataset made of the same rows, unlike this one."""
        found = {
            kind: [
                name for (name,) in self._connection.execute(sql, {"dataset": self._dataset, "kind": kind})
            ]
            for kind, sql in _UNMADE.items()
        }
        return {kind: names for kind, names in found.items() if names}
