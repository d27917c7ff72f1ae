"""Finding records by what a person types: exact names first, then prefixes, then parts of titles and names.

Everything exact goes through an index. Parts are looked for in the folded names of one kind, never in the records
themselves: a pass over the names of 200,000 events takes some tens of milliseconds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimtrack.characters import fold_name
from claimtrack.model.codec import key_of, kind_of
from claimtrack.store.columns import name_column
from claimtrack.store.indexing import KINDS, refresh
from claimtrack.store.reader import Reader

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from claimtrack.model import Record

REFERRED_TO = (
    "field",
    "claimant",
    "document",
    "event",
    "assertion",
    "evidence",
    "assessment",
    "inquiry",
)
"""Kinds of record that a reference can mean, in the order in which they refer to each other, what refers last."""
_ENOUGH = 12  # candidates shown for an ambiguous reference
_SHORTEST_LOOSE = 3  # letters; a shorter key is in every other name
_PREFIX_LENGTH = 4  # shortest id prefix taken for one, as in git
_LAST_CHARACTER = "\U0010ffff"
_COMPARED = 10_000  # names, of a kind, that a misspelt one is compared with
_MOST_WORDS = 40

_TITLE = {
    "event": "t.title",
    "claimant": "t.name",
    "document": "CASE WHEN t.title <> '' THEN t.title ELSE t.url END",
    "field": "t.label",
    "evidence": "t.title",
    "assertion": "iif(t.label <> '', t.label || ': ', '') || iif(t.text <> '', t.text, t.quote)",
    "assessment": "t.rationale",
    "inquiry": "t.sought",
}
_NAMED = f"t.pk IN (SELECT n.pk FROM record_name n WHERE n.kind = ?1 AND {{}} LIMIT {4 * _ENOUGH})"
# Read from the index of keys alone.
_KEY_PART = (
    f"t.pk IN (SELECT k.pk FROM {{}} k WHERE instr(k.key, ?1) OR instr(k.key, ?2) LIMIT {_ENOUGH + 1})"
)
_KEY_WORDS = f"""t.pk IN (SELECT k.pk FROM {{}} k WHERE instr('-' || k.key || '-', ?1)
    OR instr('-' || k.key || '-', ?2) LIMIT {_ENOUGH + 1})"""
_SPELT = (
    "SELECT n.pk, n.folded AS name FROM record_name n WHERE n.kind = '{0}'",
    "SELECT pk, replace(key, '-', ' ') AS name FROM {0}",
)
_LABELS = "SELECT pk, replace(label, '-', ' ') AS name FROM assertion WHERE label <> ''"


class Candidate(NamedTuple):
    """A record that may be meant.

    Attributes:
        kind: its kind.
        name: its key or id.
        title: what people know it by.
    """

    kind: str
    name: str
    title: str


class Lookup:
    """Looks references up in one case file.

    Args:
        connection: an open case file.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._reader = Reader(connection)

    def exact(self, kind: str, text: str) -> list[Candidate]:
        """Return the record of exactly this key, id, label or URL."""
        if kind == "field":
            return [item for item in self._fields() if item.name == text]
        conditions = [f"t.{name_column(kind)} = ?1"]
        if kind == "assertion":
            conditions.append("(t.label = ?1 AND t.label <> '')")
        if kind == "document":
            conditions.append("(t.url = ?1 AND t.url <> '')")
        return self._candidates(kind, " OR ".join(conditions), text)

    def reference_to(self, record: Record) -> str:
        """Return a reference that means a record as pasted: its label, the start of its id or its key.

        After its kind, as in `assertion:novaya`, where a record of another kind goes by the same.
        """
        short = getattr(record, "short_name", "") or key_of(record)
        found = [item for kind in REFERRED_TO for item in self.exact(kind, short)]
        return f"{kind_of(record)}:{short}" if len(found) > 1 else short

    def former(self, kind: str, text: str) -> list[Candidate]:
        """Return the record that had this key before it was renamed or merged into another."""
        became = self._reader.became(kind, text)
        return self.exact(kind, became) if became else []

    def last(self, kind: str) -> list[Candidate]:
        """Return the record made last."""
        return self._candidates(kind, f"t.pk = (SELECT max(pk) FROM {kind})")

    def last_of(self, kinds: Iterable[str]) -> list[Candidate]:
        """Return the record made last of several kinds; of one moment's records, what was said about the others."""
        stamps = (
            (*row, number, kind)
            for number, kind in enumerate(kinds)
            for row in self._connection.execute(
                f"SELECT recorded FROM {kind} WHERE pk = (SELECT max(pk) FROM {kind})"
            ).fetchall()
        )
        newest = max(stamps, default=None)
        return self.last(newest[-1]) if newest else []

    def by_prefix(self, kind: str, text: str) -> list[Candidate]:
        """Return the records whose key, id or label starts so."""
        if kind == "field":
            return [item for item in self._fields() if item.name.startswith(text.casefold())]
        if name_column(kind) == "id":
            found = self._labelled(text) if kind == "assertion" else []
            if len(text) >= _PREFIX_LENGTH:
                found += self._in_range(kind, "id", text.lower())
            return list(dict.fromkeys(found))[: _ENOUGH + 1]
        return self._in_range(kind, "key", text) or self._in_range(kind, "key", text.casefold())

    def by_name(self, kind: str, name: str, *, loose: bool = False) -> list[Candidate]:
        """Return the records with this title, name or alias, folded as `fold_name` or `transliteration_key` does."""
        if kind == "field":
            return [item for item in self._fields() if _folded(item.title, loose=loose) == name]
        condition = "(n.loose = ?2 OR (n.folded = ?2 AND n.loose = ''))" if loose else "n.folded = ?2"
        return self._by_names(kind, condition, name)

    def by_whole_words(self, kind: str, words: str) -> list[Candidate]:
        """Return the records in whose title, name, alias or key, folded, these words stand whole."""
        if kind == "field":
            return [item for item in self._fields() if f" {words} " in f" {fold_name(item.title)} "]
        found = self._by_names(kind, "instr(' ' || n.folded || ' ', ' ' || ?2 || ' ')", words)
        if name_column(kind) == "key":
            keys = (f"-{words.replace(' ', '-')}-", f"-{words.replace(' ', '_')}-")
            found += self._candidates(kind, _KEY_WORDS.format(kind), *keys)
        return list(dict.fromkeys(found))[: _ENOUGH + 1]

    def by_part(self, kind: str, part: str) -> list[Candidate]:
        """Return the records whose title, name, alias or key, folded, contains the text."""
        if kind == "field":
            return [item for item in self._fields() if part in fold_name(item.title)]
        found = self._by_names(kind, "instr(n.folded, ?2)", part)
        if name_column(kind) == "key":
            keys = (part.replace(" ", "-"), part.replace(" ", "_"))
            found += self._candidates(kind, _KEY_PART.format(kind), *keys)
        return list(dict.fromkeys(found))[: _ENOUGH + 1]

    def by_loose_part(self, kind: str, part: str) -> list[Candidate]:
        """Return the records in whose title, name or alias, as `transliteration_key` has it, words start so."""
        if len(part) < _SHORTEST_LOOSE:
            return []
        return self._by_names(kind, "instr(' ' || iif(n.loose = '', n.folded, n.loose), ' ' || ?2)", part)

    def by_words(self, words: Sequence[str]) -> list[Candidate]:
        """Return the assertions in which all these folded words occur, the last of them perhaps unfinished."""
        if not words:
            return []
        refresh(self._connection)
        sought = " ".join(f'"{word}"' for word in words[:_MOST_WORDS]) + "*"
        condition = """t.pk IN (SELECT s.rowid - m.base FROM search_mark m JOIN search s
            ON s.rowid > m.base AND s.rowid <= m.base + m.pk WHERE m.kind = 'assertion' AND s.search MATCH ?1
            LIMIT {})"""
        return self._candidates("assertion", condition.format(_ENOUGH + 1), sought)

    def near(self, kind: str, words: Sequence[str]) -> list[tuple[int | str, str]]:
        """Return names that a misspelt one may be compared with: (what `called` takes, folded name).

        In a large file, only names in which a word starts with the first two letters of one that was typed.
        """
        if kind == "field":
            return [(item.name, fold_name(name)) for item in self._fields() for name in item[1:]]
        if kind == "assertion":
            return self._spelt(_LABELS, words)
        if kind not in KINDS:
            return []
        last = self._connection.execute(f"SELECT max(pk) FROM {kind}").fetchone()[0] or 0
        starts = words if last > _COMPARED else ()
        return [item for source in _SPELT for item in self._spelt(source.format(kind), starts)]

    def called(self, kind: str, near: int | str) -> str:
        """Return what one of the names that `near` gave is called: the key, or label, of its record."""
        if isinstance(near, str):
            return near
        column = "label" if kind == "assertion" else "key"
        return str(
            self._connection.execute(f"SELECT {column} FROM {kind} WHERE pk = ?", (near,)).fetchone()[0]
        )

    def _spelt(self, source: str, words: Sequence[str]) -> list[tuple[int | str, str]]:
        """Return names, where words are given those in which one starts as one of the words does."""
        starts = [f" {word[:2]}" for word in words[:_MOST_WORDS]]
        shared = " OR ".join("instr(' ' || name, ?)" for _ in starts) or "1"
        sql = f"SELECT pk, name FROM ({source}) WHERE {shared} LIMIT {_COMPARED}"
        return self._connection.execute(sql, starts).fetchall()

    def _fields(self) -> list[Candidate]:
        return [Candidate("field", key, field.label or key) for key, field in self._reader.fields().items()]

    def _labelled(self, text: str) -> list[Candidate]:
        return self._in_range("assertion", "label", text, "t.label <> '' AND ")

    def _in_range(self, kind: str, column: str, text: str, also: str = "") -> list[Candidate]:
        condition = f"{also}t.{column} >= ?1 AND t.{column} < ?2"
        return self._candidates(kind, condition, text, text + _LAST_CHARACTER)

    def _by_names(self, kind: str, condition: str, text: str) -> list[Candidate]:
        if kind not in KINDS:
            return []
        refresh(self._connection, (kind,))
        return self._candidates(kind, _NAMED.format(condition), kind, text)

    def _candidates(self, kind: str, condition: str, *arguments: str) -> list[Candidate]:
        sql = f"SELECT t.{name_column(kind)}, {_TITLE[kind]} FROM {kind} t WHERE {condition} LIMIT {_ENOUGH + 1}"
        return [Candidate(kind, *row) for row in self._connection.execute(sql, arguments).fetchall()]


def _folded(name: str, *, loose: bool) -> str:
    if not loose:
        return fold_name(name)
    from claimtrack.names import transliteration_key

    return transliteration_key(name)
