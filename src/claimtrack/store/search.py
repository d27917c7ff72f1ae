"""Searching the words of a case file, best first.

The rank of a hit is FTS5's bm25. Of a word that is in very many records only the newest are ranked: going through
every one of a million statements would take seconds, and the first page of them would be no better.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.errors import UnknownTermError
from claimtrack.model.listing import Filters, Hit, Loosened, SearchResult
from claimtrack.names import asked_forms
from claimtrack.store.filters import conditions
from claimtrack.store.indexing import KINDS, refresh
from claimtrack.store.listing import COUNTED_TO, Lister

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Sequence

    from claimtrack.model.search_query import Query, Sought

_RANKED = 2_000  # hits of a kind that are ranked, the newest
_KIND_ROOM = 1 << 40  # row numbers between the bases of two kinds

_HITS = """SELECT s.rowid - :base, bm25(search) FROM search s {} WHERE search MATCH :words
    AND s.rowid > :base AND s.rowid < :base + :room AND {} ORDER BY s.rowid DESC LIMIT :most"""
_COUNT = """SELECT count(*) FROM (SELECT 1 FROM search s {} WHERE search MATCH :words
    AND s.rowid > :base AND s.rowid < :base + :room AND {} LIMIT :most)"""
_JOIN = "CROSS JOIN {} t ON t.pk = s.rowid - :base"  # CROSS keeps the hits on the outside

_VOCABULARY = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_word USING fts5vocab (main, search, row)"
_WORDS = "SELECT term FROM temp.search_word WHERE term >= ? AND term < ? LIMIT 5000"
_LAST_CHARACTER = "\U0010ffff"
_NEAR_ENOUGH = 75  # of 100


class Searcher:
    """Searches one case file.

    Args:
        connection: an open case file.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._lister = Lister(connection)

    def search(
        self,
        query: Query,
        filters: Filters,
        *,
        kinds: Sequence[str] = KINDS,
        limit: int = 50,
        progress: Callable[[str, int, int | None], object] | None = None,
    ) -> SearchResult:
        """Find the records in which the words of a query are, best first.

        Args:
            query: what is sought.
            filters: what the records have to meet besides.
            kinds: the kinds of record to look in.
            limit: how many at most; 0 for all that are ranked.
            progress: told how far the index is, where much is new.
        """
        unindexed = refresh(self._connection, progress=progress)
        if not query.wanted:
            return SearchResult(query=query, kinds=tuple(kinds), filters=filters)
        ranked, total = self._ranked(query, filters, kinds)
        return SearchResult(
            query=query,
            hits=tuple(self._described(ranked[:limit] if limit else ranked)),
            total=total,
            counted_to=COUNTED_TO if total >= COUNTED_TO else 0,
            unindexed=unindexed,
            near={} if ranked else dict(self._near(query)),
            kinds=tuple(kinds),
            filters=filters,
            loosened=() if ranked else tuple(self._loosened(query, filters, kinds)),
        )

    def _ranked(
        self, query: Query, filters: Filters, kinds: Sequence[str]
    ) -> tuple[list[tuple[float, str, int]], int]:
        """Return score, kind and row number of the hits, best first, and how many there are in all."""
        words = _expression(query)
        ranked: list[tuple[float, str, int]] = []
        total = 0
        for kind in kinds:
            hits, count = self._of_kind(kind, words, filters)
            ranked += ((score, kind, pk) for pk, score in hits)
            total += count
        ranked.sort(key=lambda hit: hit[0])  # stable: the newest first among equals
        return ranked, total

    def _loosened(self, query: Query, filters: Filters, kinds: Sequence[str]) -> Iterator[Loosened]:
        """Ask for less where there was nothing, and give what that finds."""
        less: list[tuple[Query, bool]] = []
        if filters != Filters() or tuple(kinds) != KINDS:
            less.append((query, False))
        if query.unwanted:
            less.append((query._replace(unwanted=()), True))
        if len(query.wanted) > 1:
            less += ((query._replace(wanted=(part,), unwanted=()), True) for part in query.wanted)
        for wider, filtered in less:
            ranked, total = self._ranked(
                wider, filters if filtered else Filters(), kinds if filtered else KINDS
            )
            if ranked:
                yield Loosened(wider, filtered, total, COUNTED_TO if total >= COUNTED_TO else 0)

    def _of_kind(self, kind: str, words: str, filters: Filters) -> tuple[list[tuple[int, float]], int]:
        """Return the newest hits of a kind with their scores, the best being lowest, and how many hits there are."""
        try:
            condition, arguments = conditions(self._connection, kind, filters)
        except UnknownTermError:
            return [], 0
        base = self._connection.execute("SELECT base FROM search_mark WHERE kind = ?", (kind,)).fetchone()[0]
        named = {"base": base, "room": _KIND_ROOM, "words": words, "most": _RANKED}
        join = "" if condition == "1" else _JOIN.format(kind)
        condition = _named(condition, len(arguments))
        named |= {f"p{number}": value for number, value in enumerate(arguments)}
        hits = self._connection.execute(_HITS.format(join, condition), named).fetchall()
        if len(hits) < _RANKED:
            return hits, len(hits)
        named["most"] = COUNTED_TO
        return hits, self._connection.execute(_COUNT.format(join, condition), named).fetchone()[0]

    def _described(self, ranked: Sequence[tuple[float, str, int]]) -> Iterator[Hit]:
        found = {}
        for kind in {kind for _, kind, _ in ranked}:
            pks = [pk for _, of, pk in ranked if of == kind]
            found[kind] = dict(zip(pks, self._lister.describe_each(kind, pks), strict=True))
        for score, kind, pk in ranked:
            entry = found[kind][pk]
            if entry is not None:
                yield Hit(kind=kind, score=-score, entry=entry)

    def _near(self, query: Query) -> Iterator[tuple[str, str]]:
        """Return, for each word that is nowhere, the most similar one that is somewhere."""
        self._connection.execute(_VOCABULARY)
        for word in dict.fromkeys(word for sought in query.wanted for word in sought.words):
            # A slip is rarely in the first letter; in the second one it is looked for where nothing else is near.
            near = self._nearest(word, word[:2]) or self._nearest(word, word[:1])
            if near and near != word:
                yield word, near

    def _nearest(self, word: str, start: str) -> str:
        """Return the word of the file that begins so and is most like another; empty where none is like it."""
        from rapidfuzz import fuzz, process

        rows = self._connection.execute(_WORDS, (start, start + _LAST_CHARACTER)).fetchall()
        terms = [row[0] for row in rows]
        best = process.extractOne(word, terms, scorer=fuzz.ratio, score_cutoff=_NEAR_ENOUGH)
        return best[0] if best is not None else ""


def _expression(query: Query) -> str:
    """Write a query for FTS5: nothing but quoted words of letters and digits, so that any text is safe."""
    wanted = " AND ".join(_phrase(sought) for sought in query.wanted)
    return f"({wanted})" + "".join(f" NOT {_phrase(sought)}" for sought in query.unwanted)


def _phrase(sought: Sought) -> str:
    """Write one part of a query: as it was typed, or under the other forms that words are indexed by."""
    forms = list(zip(*map(asked_forms, sought.words), strict=False))
    written = dict.fromkeys(" ".join(words).replace('"', " ") for words in forms)
    star = "*" if sought.prefix else ""
    return "(" + " OR ".join(f'"{words}"{star}' for words in written) + ")"


def _named(condition: str, count: int) -> str:
    """Return the `?` marks of a condition names, as SQLite does not take both in one statement."""
    for number in range(count):
        condition = condition.replace("?", f":p{number}", 1)
    return condition
