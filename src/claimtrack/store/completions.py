"""What may complete a word on the command line: a page of keys, labels and ids, found through an index."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    Found = Iterable[tuple[str, str]]  # a word, and what explains it

TITLES: Final = {"event": "title", "claimant": "name", "document": "title", "evidence": "title"}
"""The column that explains the key of a kind of record."""

_PAGE: Final = 40  # suggestions of a kind; more are no help
_LAST_CHARACTER: Final = "\U0010ffff"
_ID_LENGTH: Final = 12  # digits of an id suggested
_LOOKED_AT: Final = 200_000  # names of a kind that a word is looked for in, the newest: a tenth of a second
_TEXT: Final = "iif(text <> '', text, quote)"
_BY_WORD: Final = f"""WITH named (pk) AS (
    SELECT pk FROM (SELECT pk, folded FROM record_name WHERE kind = '{{0}}' ORDER BY pk DESC LIMIT {_LOOKED_AT})
        WHERE instr(' ' || folded, ' ' || :folded)
    UNION SELECT pk FROM (SELECT pk, key FROM {{0}} LIMIT {_LOOKED_AT}) WHERE instr('-' || lower(key), '-' || :lower)
    LIMIT {_PAGE})
SELECT key, {{1}} FROM named JOIN {{0}} USING (pk) ORDER BY key"""
_LABELS: Final = (
    f"SELECT label, {_TEXT} FROM assertion WHERE label <> '' AND label >= ? AND label < ? ORDER BY label"
)
_FIELDS: Final = (
    "SELECT key, iif(label <> '', label, definition) FROM field WHERE key >= ? AND key < ? ORDER BY key"
)
_TAGS: Final = "SELECT DISTINCT text, '' FROM event_tag WHERE text >= ? AND text < ? ORDER BY text"


def keys(connection: sqlite3.Connection, kind: str, start: str) -> Found:
    """Return the keys of a kind that begin so."""
    return _range(
        connection, f"SELECT key, {TITLES[kind]} FROM {kind} WHERE key >= ? AND key < ? ORDER BY key", start
    )


def by_word(connection: sqlite3.Connection, kind: str, start: str) -> Found:
    """Return the keys of the records of a kind with a title, name, alias or key in which a word begins so."""
    from claimtrack.characters import fold_name

    if not (folded := fold_name(start)):
        return ()
    words = {"folded": folded, "lower": start.lower()}
    return connection.execute(_BY_WORD.format(kind, TITLES[kind]), words)


def labels(connection: sqlite3.Connection, start: str) -> Found:
    """Return the labels of assertions that begin so."""
    return _range(connection, _LABELS, start)


def ids(connection: sqlite3.Connection, start: str) -> Found:
    """Return the ids of assertions that begin so, cut to what tells them apart."""
    length = max(_ID_LENGTH, len(start))
    return _range(
        connection, f"SELECT substr(id, 1, {length}), {_TEXT} FROM assertion WHERE id >= ? AND id < ?", start
    )


def fields(connection: sqlite3.Connection, start: str) -> Found:
    """Return the fields of the case file's own that begin so."""
    return _range(connection, _FIELDS, start)


def tags(connection: sqlite3.Connection, start: str) -> Found:
    """Return the tags of events that begin so."""
    return _range(connection, _TAGS, start)


def _range(connection: sqlite3.Connection, sql: str, start: str) -> Found:
    return connection.execute(f"{sql} LIMIT {_PAGE}", (start, start + _LAST_CHARACTER))
