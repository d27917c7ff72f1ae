"""Whether the indexes of words and names are what the records say: both are made anew beside, and compared."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from claimtrack.characters import fold_name
from claimtrack.model.chain import Breach
from claimtrack.store.indexing import search_form

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_INDEXED = "t.pk <= (SELECT m.pk FROM search_mark m WHERE m.kind = t.kind)"
_WORDS = f"""SELECT m.base + t.pk, t.words FROM search_source t JOIN search_mark m USING (kind) WHERE {_INDEXED}
    AND NOT EXISTS (SELECT 1 FROM search_stale s WHERE s.kind = t.kind AND s.pk = t.pk)
    UNION ALL SELECT m.base + s.pk, s.words FROM search_stale s JOIN search_mark m USING (kind)"""
_NAMES = f"""SELECT t.kind, t.pk, t.name FROM name_source t WHERE t.name <> '' AND {_INDEXED}
    AND NOT EXISTS (SELECT 1 FROM search_stale s WHERE s.kind = t.kind AND s.pk = t.pk)"""
_HELD = """SELECT kind, pk, folded, loose FROM record_name n
    WHERE NOT EXISTS (SELECT 1 FROM search_stale s WHERE s.kind = n.kind AND s.pk = n.pk)"""
_TABLE = (
    "CREATE VIRTUAL TABLE search USING fts5 (words, content = '', tokenize = 'unicode61 remove_diacritics 2')"
)
_TERMS = "CREATE VIRTUAL TABLE temp.search_term USING fts5vocab (main, search, row)"
_LIST = "SELECT term, doc, cnt FROM temp.{} ORDER BY term"
_VOCABULARY = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_word USING fts5vocab (main, search, row)"


def search_breaches(
    connection: sqlite3.Connection, progress: Callable[[str, int, int | None], object]
) -> Iterator[Breach]:
    """Yield what in the indexes of words and names is not what the records say.

    Args:
        connection: an open case file.
        progress: told now and then what is looked at.
    """
    from claimtrack.names import transliteration_key

    progress("names", 0, None)
    expected = set()
    for kind, pk, name in connection.execute(_NAMES):
        folded, loose = fold_name(name), transliteration_key(name)
        expected.add((kind, pk, folded, loose if loose != folded else ""))
    held = set(connection.execute(_HELD).fetchall())
    # Two names of a record that fold alike stand once, with the one or the other in Latin letters.
    spelt = {item[:3] for item in expected}
    for kind, pk, folded, loose in sorted(held - expected):
        yield Breach(f"{kind} in row {pk}", f"the index of names has {loose or folded!r} for it")
    for kind, pk, folded in sorted(spelt - {item[:3] for item in held}):
        yield Breach(f"{kind} in row {pk}", f"the index of names lacks {folded!r}")
    yield from _words(connection, progress)


def _words(
    connection: sqlite3.Connection, progress: Callable[[str, int, int | None], object]
) -> Iterator[Breach]:
    progress("words", 0, None)
    with closing(sqlite3.connect(":memory:")) as anew:
        anew.execute(_TABLE)
        rows = ((pk, search_form(words)) for pk, words in connection.execute(_WORDS))
        anew.executemany("INSERT INTO search (rowid, words) VALUES (?, ?)", rows)
        anew.execute(_TERMS)
        connection.execute(_VOCABULARY)
        try:
            held = set(connection.execute(_LIST.format("search_word")).fetchall())
        except sqlite3.DatabaseError:
            yield Breach("the index of words", "cannot be read")
            return
        differing = held ^ set(anew.execute(_LIST.format("search_term")).fetchall())
    if differing:
        words = sorted({term for term, _, _ in differing})[:5]
        yield Breach("the index of words", f"is not what the records say, as with {', '.join(words)}")
