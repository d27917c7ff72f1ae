"""A listing: some records of one kind, what is worth knowing beside each, and how many more there are."""

from collections.abc import Mapping
from pathlib import PurePath
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from claimtrack.model.records import Record

if TYPE_CHECKING:
    from claimtrack.model.search_query import Query

_NOTHING: Mapping[str, Any] = MappingProxyType({})

PLURALS = {
    "events": "event",
    "claimants": "claimant",
    "documents": "document",
    "assertions": "assertion",
    "evidence": "evidence",
    "fields": "field",
    "assessments": "assessment",
    "searches": "inquiry",
}
"""What can be listed: the word a person types, and the kind of record."""


class Filters(Struct, frozen=True):
    """What a listing or search is narrowed to; what is empty does not narrow.

    Attributes:
        by: key of a claimant: what it, or anyone that is part of it, said.
        event: key of an event.
        since: ISO day; what lies wholly before it is left out.
        until: ISO day; what lies wholly after it is left out.
        stance: towards the event.
        field: key of a field answered.
        tag: of the event.
        import_: number of an import: what it alone made.
    """

    by: str = ""
    event: str = ""
    since: str = ""
    until: str = ""
    stance: str = ""
    field: str = ""
    tag: str = ""
    import_: str = ""


class Entry(Struct, frozen=True):
    """One record of a listing.

    Attributes:
        record: the record.
        facts: what the record itself does not hold: counts of what points at it, names of what it points at.
    """

    record: Record
    facts: Mapping[str, Any] = _NOTHING


class Listing(Struct, frozen=True):
    """Some records of one kind.

    Attributes:
        kind: the kind of record.
        entries: the records listed.
        total: how many there are in all, counted no further than `counted_to`.
        counted_to: where counting stopped; 0 when it did not.
    """

    kind: str
    entries: tuple[Entry, ...]
    total: int
    counted_to: int = 0

    @property
    def more(self) -> int:
        """How many records are not listed; at least so many where counting stopped."""
        return self.total - len(self.entries)


class Section(Struct, frozen=True):
    """Records that point at another, or that it points at.

    Attributes:
        name: what they are to it (`statements`, `parts` …).
        listing: the first of them.
    """

    name: str
    listing: Listing


class ImportRun(Struct, frozen=True):
    """An import that is part of the case file.

    Attributes:
        number: by which it is named.
        source: the file that it was of; empty for rows from a script.
        dataset: under which name its releases are compared; empty for native records and notes.
        finished: when, UTC, ISO 8601.
        made: how many records it made, by kind.
        undone: when it was taken back, UTC, ISO 8601; empty where it stands.
    """

    number: int
    source: str
    dataset: str
    finished: str
    made: Mapping[str, int]
    undone: str = ""

    @property
    def file(self) -> str:
        """The name of the file without its folder."""
        return PurePath(self.source).name


class Card(Struct, frozen=True):
    """A record with all that stands around it.

    Attributes:
        kind: the kind of record.
        entry: the record and what it does not hold itself.
        links: links of an assertion, each with the other end in its facts.
        sections: what points at it.
        corrections: what it held before somebody corrected it: rows of time, what was corrected, content before.
    """

    kind: str
    entry: Entry
    links: tuple[Entry, ...] = ()
    sections: tuple[Section, ...] = ()
    corrections: tuple[tuple[str, str, Mapping[str, Any]], ...] = ()


class Hit(Struct, frozen=True):
    """A record in which what was searched for is.

    Attributes:
        kind: the kind of record.
        score: how well it fits, more being better; comparable within one result only.
        entry: the record with the facts of a listing.
    """

    kind: str
    score: float
    entry: Entry


class Loosened(Struct, frozen=True):
    """A wider search than one that found nothing.

    Attributes:
        query: what it searched for.
        filtered: whether it kept to the filters and kinds.
        total: how many hits it has, counted no further than `counted_to`.
        counted_to: where counting stopped; 0 when it did not.
    """

    query: "Query"
    filtered: bool
    total: int
    counted_to: int = 0


class SearchResult(Struct, frozen=True):
    """What a search found.

    Attributes:
        query: what was searched for.
        hits: the best ones, best first.
        total: how many there are in all, counted no further than `counted_to`.
        counted_to: where counting stopped; 0 when it did not.
        unindexed: how many new records could not be looked at, the file being read-only or written just now.
        near: for a word that is nowhere, the most similar one that is somewhere.
        kinds: the kinds of record that were looked in.
        filters: what the records had to meet besides.
        loosened: where there are no hits, how many there were for less: without the filters, without the words that
            must not be there, for each part of the query alone.
    """

    query: "Query"
    hits: tuple[Hit, ...] = ()
    total: int = 0
    counted_to: int = 0
    unindexed: int = 0
    near: Mapping[str, str] = _NOTHING
    kinds: tuple[str, ...] = ()
    filters: Filters = Filters()
    loosened: tuple[Loosened, ...] = ()

    @property
    def more(self) -> int:
        """How many hits are not shown; at least so many where counting stopped."""
        return self.total - len(self.hits)
