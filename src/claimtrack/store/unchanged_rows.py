"""Rows that a later release has otherwise, and that say what they said: dates and numbers only written otherwise, or other claims.

What has no date of its own is dated by its release, and is not said again by standing in another one. What is said again after
something else is a statement of its own: one without a date had been made by the day of the import, one with a date was read in
this release, where the release is dated. Call before the assertions of an import are made, the side database attached as `s`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from claimtrack.dates.records import by_then
from claimtrack.model import Assertion
from claimtrack.model.identity import record_id
from claimtrack.store.columns import date_cells
from claimtrack.store.reader import Reader

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

RELEASED = "date of the release"
"""The rule that dates what has no date by the release that it stands in."""
_IMPORTED = "date of the import"
_DAY = len("2016-03-03")

# A value by what it says: a date by its EDTF form, a text by its words, all else by its normal form.
_MEANT = """iif(v.edtf IS NOT NULL, v.edtf, iif(json_remove(v.read, '$.raw') = '{}', v.raw, json_remove(v.read, '$.raw')))"""
_SAYS = f"""SELECT k.pk, v.negative, v.hedge, {_MEANT} FROM s.answer v JOIN s.pk_field k ON k.n = v.field
    WHERE v.answers = t.answers"""
_SAID = f"SELECT v.field, v.negative, v.hedge, {_MEANT} FROM main.value v WHERE v.assertion = a.pk"
_ALIKE = f"""CREATE TABLE s.alike AS SELECT x.old, x.n, x.key, a.id FROM s.altered x JOIN s.assertion t ON t.n = x.n
    JOIN main.assertion a ON a.pk = x.old LEFT JOIN s.day d ON d.n = t.said WHERE SAME
    AND (d.said_edtf IS NOT NULL OR d.said IS a.said OR t.said IS NULL)
    AND NOT EXISTS ({_SAYS} EXCEPT {_SAID}) AND NOT EXISTS ({_SAID} EXCEPT {_SAYS})"""
_RULES = f"('{RELEASED}', '{_IMPORTED}')"
_RULED = f"""coalesce(d.said ->> '$.rule' IN {_RULES}, t.said IS NULL)
    AND coalesce(a.said ->> '$.rule' IN {_RULES}, a.said IS NULL)"""
_BY_RELEASE = {
    "document": """NOT EXISTS (SELECT 1 FROM document r WHERE r.pk IN (a.document, {})
        AND substr(r.title, 1, length(:release)) <> :release)""",
    "said_edtf": _RULED,
    "said_earliest": _RULED,
    "said_latest": _RULED,
}
"""What a release says of what has no date of its own: where it was read, or by when it was said."""
_RETURNS = """SELECT x.n, t.id, t.said IS NULL, t.document IS NULL FROM s.altered x JOIN s.assertion t ON t.n = x.n
    JOIN main.assertion a ON a.id = t.id WHERE a.pk <> x.old AND x.n NOT IN (SELECT n FROM s.alike)
    AND EXISTS (SELECT 1 FROM link l WHERE l.target = a.pk AND l.kind = 'supersedes')"""
_RELEASE = "SELECT k.n, d.key FROM s.pk_document k JOIN main.document d ON d.pk = k.pk WHERE d.title = ?"

_LINKED_BEFORE = """DELETE FROM s.link AS p WHERE EXISTS (SELECT 1 FROM s.assertion t JOIN main.assertion a ON a.id = t.id
    JOIN s.altered y JOIN main.link l ON l.source = a.pk AND l.target = y.old AND l.kind = p.kind
    WHERE t.n = p.source AND y.n = p.target AND y.n NOT IN (SELECT n FROM s.alike))"""
"""Who answered what was said before has not answered what is said now."""


class Unchanged:
    """What rows say that say something else than in the last release, as far as it is what they said.

    Args:
        connection: the case file.
        columns: what the columns of assertions are filled with, as SQL of staged rows.
        dataset: the name of the dataset.
        published: when the release was published, in EDTF; empty where that is not told.
    """

    def __init__(
        self, connection: sqlite3.Connection, columns: Mapping[str, str], dataset: str, published: str
    ) -> None:
        self._connection = connection
        self._columns = columns
        self._release = f"{dataset}, release of "
        self._published = published

    def take(self, now: str) -> set[str]:
        """Take it for what it was, and make what is said again after something else a statement of its own.

        Args:
            now: the time of the import, UTC, ISO 8601.

        Returns:
            The keys of rows of which no claim says anything else.
        """
        connection = self._connection
        same = [
            f"(a.{column} IS {expression} OR {_BY_RELEASE[column].format(expression)})"
            if column in _BY_RELEASE
            else f"a.{column} IS {expression}"
            for column, expression in self._columns.items()
            if column not in ("id", "label", "recorded", "said") and expression != "''"
        ]
        connection.execute(_ALIKE.replace("SAME", " AND ".join(same)), {"release": self._release})
        connection.execute(
            """UPDATE s.assertion SET id = (SELECT x.id FROM s.alike x WHERE x.n = assertion.n)
            WHERE n IN (SELECT n FROM s.alike)"""
        )
        connection.execute(_LINKED_BEFORE)
        self._tell_returns_apart(now[:_DAY])
        rows = connection.execute(
            "SELECT key FROM s.alike EXCEPT SELECT key FROM s.altered WHERE n NOT IN (SELECT n FROM s.alike)"
        )
        return {key for (key,) in rows}

    def _tell_returns_apart(self, day: str) -> None:
        """Make what rows say again, after something else, other than what they had said: by its date, or where it was read."""
        returns = self._connection.execute(_RETURNS).fetchall()
        if not returns:
            return
        said = by_then(day, _IMPORTED)
        (n_day,) = self._connection.execute("SELECT coalesce(max(n), 0) + 1 FROM s.day").fetchone()
        self._connection.execute("INSERT INTO s.day VALUES (?, ?, ?, ?, ?)", (n_day, *date_cells(said)))
        release = self._connection.execute(_RELEASE, (self._release + self._published,)).fetchone()
        reader = Reader(self._connection)
        for n, id_, is_undated, is_unread in returns:
            held = reader.get(Assertion, id_)
            if held is None:
                continue
            if is_undated:
                self._identify(n, replace(held, said=said), "said", n_day)
            elif is_unread and release is not None:
                n_document, key = release
                self._identify(n, replace(held, document=key), "document", n_document)

    def _identify(self, n: int, again: Assertion, column: str, number: int) -> None:
        self._connection.execute(
            f"UPDATE s.assertion SET id = ?, {column} = ? WHERE n = ?", (record_id(again), number, n)
        )
