"""Keeping the indexes of words and names up to date, in batches (see `sql/0020_search.sql`).

What a correction changed is taken out of the index with the words it was put in with, so `search_form` must give
the same for the same text for ever: a change to it, or to `characters.fold_name`, needs a migration that empties
the indexes and sets the marks to 0.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from claimtrack.characters import fold_name
from claimtrack.store.author import CaseConnection
from claimtrack.store.transaction import transaction

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

KINDS = ("event", "claimant", "document", "assertion", "evidence")
"""The kinds of record that have words or names."""

_BATCH = 20_000  # records indexed in one transaction; other terminals write in between
# Milliseconds that a search waits for another writer before it does without the newest records.
_PATIENCE = 500

_LAST = "SELECT pk, (SELECT coalesce(max(pk), 0) FROM {0}) FROM search_mark WHERE kind = '{0}'"
_STALE = "SELECT EXISTS (SELECT 1 FROM search_stale)"

# Of most documents there is only the address: they have no words.
_FORGET_WORDS = """INSERT INTO search (search, rowid, words)
    SELECT 'delete', m.base + s.pk, search_form(s.words) FROM search_stale s JOIN search_mark m USING (kind)
    WHERE s.kind <> 'document' OR s.words <> char(10)"""
_FORGET_NAMES = "DELETE FROM record_name WHERE (kind, pk) IN (SELECT kind, pk FROM search_stale)"
_LEARN_WORDS = """INSERT INTO search (rowid, words)
    SELECT m.base + t.pk, search_form(t.words) FROM search_source t JOIN search_mark m USING (kind)
    WHERE {} AND (t.kind <> 'document' OR t.words <> char(10))"""
_NAMES = "SELECT t.kind, t.pk, t.name FROM name_source t WHERE t.name <> '' AND {}"
_LEARN_NAME = "INSERT OR IGNORE INTO record_name (kind, folded, pk, loose) VALUES (?, ?, ?, ?)"

_CHANGED = "t.kind = ?1 AND t.pk IN (SELECT pk FROM search_stale WHERE kind = ?1)"
_NEW = "t.kind = ? AND t.pk > ? AND t.pk <= ?"


def search_form(text: str) -> str:
    """Return the form in which a text is indexed: folded, and after it the other forms its words are found by."""
    if text.isascii() and "'" not in text and "`" not in text:
        return text  # the tokenizer folds it
    from claimtrack.model.search_query import words_of
    from claimtrack.names import other_forms

    # Behind the text, so that a phrase is found as it stands.
    others = dict.fromkeys(form for word in words_of(text) for form in other_forms(word))
    return " ".join([fold_name(text), *others])


def catch_up(connection: sqlite3.Connection, kinds: Iterable[str] = KINDS, *, most: int = 0) -> int:
    """Index what is new or changed. Call inside a transaction.

    Args:
        connection: an open case file.
        kinds: the kinds of record to look at.
        most: how many new records to take at most; 0 for all.

    Returns:
        How many new records were left.
    """
    waiting = [(kind, *_marks(connection, kind)) for kind in kinds]
    stale = _is_stale(connection)
    if not stale and all(mark == last for _, mark, last in waiting):
        return 0
    _make_known(connection)
    if stale:
        _index_again(connection)
    left = 0
    for kind, mark, last in waiting:
        until = min(last, mark + most) if most else last
        if until > mark:
            _learn(connection, _NEW, (kind, mark, until))
        left += last - until
        # Where the last records are gone, their numbers will be given out again: the mark goes back with them.
        connection.execute("UPDATE search_mark SET pk = ? WHERE kind = ?", (until, kind))
    return left


def _make_known(connection: sqlite3.Connection) -> None:
    """Let statements call `search_form`; once, as SQLite then prepares every statement of the connection again."""
    if isinstance(connection, CaseConnection):
        if connection.knows_search_form:
            return
        connection.knows_search_form = True
    connection.create_function("search_form", 1, search_form, deterministic=True)


def refresh(
    connection: sqlite3.Connection,
    kinds: Iterable[str] = KINDS,
    progress: Callable[[str, int, int | None], object] | None = None,
) -> int:
    """Catch up before looking something up: other tools, and bulk imports, leave the indexes behind.

    Args:
        connection: an open case file.
        kinds: the kinds of record to look at.
        progress: told now and then how many new records are indexed, and how many there are.

    Returns:
        How many new records are not indexed, because the file is read-only or being written.
    """
    if connection.in_transaction:
        return catch_up(connection, kinds)
    kinds = tuple(kinds)
    waiting = sum(max(last - mark, 0) for mark, last in (_marks(connection, kind) for kind in kinds))
    if not waiting and not _is_stale(connection):
        return 0
    patience = connection.execute("PRAGMA busy_timeout").fetchone()[0]
    connection.execute(f"PRAGMA busy_timeout = {_PATIENCE}")
    try:
        while left := _one_batch(connection, kinds):
            if progress is not None:
                progress("indexing what is new", waiting - left, waiting)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_BUSY):
            raise
        return waiting
    finally:
        connection.execute(f"PRAGMA busy_timeout = {patience}")
    return 0


def _marks(connection: sqlite3.Connection, kind: str) -> tuple[int, int]:
    """Return the last record of a kind that is indexed, and the last there is."""
    mark, last = connection.execute(_LAST.format(kind)).fetchone()
    return mark, last


def _is_stale(connection: sqlite3.Connection) -> bool:
    return bool(connection.execute(_STALE).fetchone()[0])


def _one_batch(connection: sqlite3.Connection, kinds: Iterable[str]) -> int:
    """Index some records in a transaction of their own, and give how many are left."""
    with transaction(connection, logged="nothing"):
        return catch_up(connection, kinds, most=_BATCH)


def _index_again(connection: sqlite3.Connection) -> None:
    """Take out what was changed or removed as it was indexed, and put in what it says now, if it is still there."""
    connection.execute(_FORGET_WORDS)
    connection.execute(_FORGET_NAMES)
    for (kind,) in connection.execute("SELECT DISTINCT kind FROM search_stale").fetchall():
        _learn(connection, _CHANGED, (kind,))
    connection.execute("DELETE FROM search_stale")


def _learn(connection: sqlite3.Connection, which: str, arguments: tuple[object, ...]) -> None:
    from claimtrack.names import transliteration_key

    connection.execute(_LEARN_WORDS.format(which), arguments)
    names = connection.execute(_NAMES.format(which), arguments).fetchall()
    folded = ((kind, fold_name(name), pk, transliteration_key(name)) for kind, pk, name in names)
    # In the order of the index, which is faster to write so.
    rows = sorted((kind, name, pk, loose if loose != name else "") for kind, name, pk, loose in folded)
    connection.executemany(_LEARN_NAME, rows)
