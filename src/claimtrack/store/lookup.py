"""Finding records by what a person types: exact names first, then prefixes, then parts of titles and names."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimtrack.store.columns import name_column

if TYPE_CHECKING:
    import sqlite3

_ENOUGH = 12  # candidates shown for an ambiguous reference
_PREFIX_LENGTH = 4  # shortest id prefix taken for one, as in git


class Candidate(NamedTuple):
    """A record that may be meant: its key or id, and what people know it by."""

    name: str
    title: str


_TITLE = {
    "event": "title",
    "claimant": "name",
    "document": "CASE WHEN title <> '' THEN title ELSE url END",
    "field": "label",
    "evidence": "title",
    "assertion": "CASE WHEN text <> '' THEN text ELSE quote END",
    "assessment": "rationale",
}


class Lookup:
    """Looks references up in one case file.

    Args:
        connection: an open case file.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def exact(self, kind: str, text: str) -> list[Candidate]:
        """Give the record of exactly this key, id, label or URL."""
        conditions = [f"{name_column(kind)} = ?1"]
        if kind == "assertion":
            conditions.append("(label = ?1 AND label <> '')")
        if kind == "document":
            conditions.append("(url = ?1 AND url <> '')")
        return self._candidates(kind, " OR ".join(conditions), text)

    def last(self, kind: str) -> list[Candidate]:
        """Give the record made last."""
        return self._candidates(kind, f"pk = (SELECT max(pk) FROM {kind})")

    def by_prefix(self, kind: str, text: str) -> list[Candidate]:
        """Give the records whose key, id or label starts so."""
        if name_column(kind) == "id":
            if len(text) < _PREFIX_LENGTH:
                return []
            extra = " OR label >= ?1 AND label < ?2" if kind == "assertion" else ""
            return self._candidates(
                kind, f"id >= ?1 AND id < ?2{extra}", text.lower(), text.lower() + "\U0010ffff"
            )
        return self._candidates(kind, "key >= ?1 AND key < ?2", text, text + "\U0010ffff")

    def by_part(self, kind: str, text: str) -> list[Candidate]:
        """Give the records whose key, title, name or alias contains the text, case apart."""
        pattern = "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        condition = f"{_TITLE[kind]} LIKE ?1 ESCAPE '\\' OR {name_column(kind)} LIKE ?1 ESCAPE '\\'"
        if kind == "claimant":
            condition += " OR pk IN (SELECT owner FROM claimant_alias WHERE text LIKE ?1 ESCAPE '\\')"
        return self._candidates(kind, condition, pattern)

    def names(self, kind: str) -> list[tuple[str, str]]:
        """Give every name of every record of a kind, for folded and fuzzy matching: (key or id, name)."""
        column, title = name_column(kind), _TITLE[kind]
        sql = f"SELECT {column}, {column} FROM {kind} UNION ALL SELECT {column}, {title} FROM {kind}"
        if kind == "claimant":
            sql += " UNION ALL SELECT c.key, a.text FROM claimant_alias a JOIN claimant c ON c.pk = a.owner"
        return self._connection.execute(sql).fetchall()

    def _candidates(self, kind: str, condition: str, *arguments: str) -> list[Candidate]:
        sql = f"SELECT {name_column(kind)}, {_TITLE[kind]} FROM {kind} WHERE {condition} LIMIT {_ENOUGH + 1}"
        return [Candidate(*row) for row in self._connection.execute(sql, arguments).fetchall()]
