"""Finding: listings, cards and searches, each with the result and the view of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from claimtrack.casefile.report import Report
from claimtrack.errors import UnknownTermError, UnreadableDateError
from claimtrack.model.listing import PLURALS, Filters
from claimtrack.store.listing import Lister
from claimtrack.views.listing import listing_view

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Mapping, Sequence

    from claimtrack.dates import DateValue
    from claimtrack.model import Record, Void

DEFAULT_LIMIT = 50
"""Records listed unless more are asked for."""


def kind_of_list(word: str) -> str:
    """Return the kind of record that a word names: `events` or `event`.

    Raises:
        UnknownTermError: it names none.
    """
    kind = PLURALS.get(word, word)
    if kind not in PLURALS.values():
        raise UnknownTermError(f"there is no list of {word!r}", f"one of: {', '.join(PLURALS)}")
    return kind


def read_filters(find: _Find, today: str, given: Mapping[str, str]) -> Filters:
    """Read filters as a person writes them: references, dates in words, terms.

    Args:
        find: gives the key of the record of a kind that a reference means.
        today: ISO day that "last week" counts from.
        given: attributes of `claimtrack.model.listing.Filters`, as typed.

    Raises:
        UnknownReferenceError, AmbiguousReferenceError: by, event or field.
        UnreadableDateError: since or until.
        UnknownTermError: stance, or a filter that there is not.
    """
    read = {
        name: _FILTERS[name](text, find, today) for name, text in given.items() if text and name in _FILTERS
    }
    for name in given.keys() - _FILTERS:
        raise UnknownTermError(f"there is no filter {name!r}", f"one of: {', '.join(_FILTERS)}")
    return Filters(**read)


def _stance(text: str) -> str:
    from claimtrack.vocab import load_vocabulary

    return load_vocabulary("stance").resolve(text)


def read_day(text: str, today: str) -> DateValue:
    """Read a date that a question names.

    Args:
        text: the date as typed.
        today: ISO day that "last week" counts from.

    Raises:
        UnreadableDateError: it is no date.
    """
    from claimtrack.dates import read_date

    date = read_date(text, reference=today, prefer="past")
    if not date:
        raise UnreadableDateError(
            f"{text!r} could not be read as a date: {date.reason}", "write it as 2016-07-08"
        )
    return date


_Find: TypeAlias = "Callable[[str, str], str]"
_FILTERS: dict[str, Callable[[str, _Find, str], str]] = {
    "by": lambda text, find, _today: find("claimant", text),
    "event": lambda text, find, _today: find("event", text),
    "since": lambda text, _find, today: str(read_day(text, today).earliest or ""),
    "until": lambda text, _find, today: str(read_day(text, today).latest or ""),
    "stance": lambda text, _find, _today: _stance(text),
    "field": lambda text, find, _today: find("field", text),
    "tag": lambda text, _find, _today: text.encode("utf-8", "replace").decode(),
    "import_": lambda text, find, _today: find("import", text),
}


def listed(connection: sqlite3.Connection, kind: str, filters: Filters, limit: int = DEFAULT_LIMIT) -> Report:
    """List records of a kind; see `Casefile.list`."""
    listing = Lister(connection).list(kind_of_list(kind), filters, max(limit, 0))
    return Report(listing, listing_view(listing))


def listed_of_import(connection: sqlite3.Connection, number: str, limit: int) -> Report:
    """List what an import alone made; see `Casefile.made_by`."""
    from claimtrack.views.imports import made_view

    kinds = [kind for kind in PLURALS.values() if kind != "field"]
    filters = Filters(import_=number)
    listings = [Lister(connection).list(kind, filters, max(limit, 0)) for kind in kinds]
    filled = [listing for listing in listings if listing.entries]
    return Report(filled, made_view(number, filled))


def listed_imports(connection: sqlite3.Connection) -> Report:
    """List the imports of a case file; see `Casefile.imports`."""
    from claimtrack.store.imports import imports
    from claimtrack.views.imports import imports_view

    runs = imports(connection)
    return Report(runs, imports_view(runs))


def shown(connection: sqlite3.Connection, records: Sequence[Record], voids: Sequence[Void] = ()) -> Report:
    """Show records with all that stands around them, and what is void; see `Casefile.show`."""
    from claimtrack.casefile.conflicts import standing_conflicts
    from claimtrack.store.cards import gather_card
    from claimtrack.views.record_card import cards_view

    cards = tuple(gather_card(connection, record) for record in records)
    view = cards_view(cards)
    if voids:
        from claimtrack.views.voided import with_voids

        view = with_voids(view, voids)
    if conflicts := [item for record in records for item in standing_conflicts(connection, record)]:
        from claimtrack.views.conflicts import with_conflicts

        view = with_conflicts(view, conflicts)
    return Report((*cards, *voids), view)


def searched(
    connection: sqlite3.Connection,
    words: str,
    filters: Filters,
    *,
    kind: str,
    limit: int,
    progress: Callable[[str, int, int | None], object] | None = None,
) -> Report:
    """Search the words of the file; see `Casefile.search`."""
    from claimtrack.model.search_query import read_query
    from claimtrack.store.indexing import KINDS
    from claimtrack.store.search import Searcher
    from claimtrack.views.search import search_view

    kinds = (kind_of_list(kind),) if kind else KINDS
    for unsearched in set(kinds).difference(KINDS):
        raise UnknownTermError(
            f"there is no searching of {unsearched}s", f"see them with: claimtrack list {kind}"
        )
    result = Searcher(connection).search(
        read_query(words), filters, kinds=kinds, limit=max(limit, 0), progress=progress
    )
    return Report(result, search_view(result))


def notes(report: Report) -> list[str]:
    """Say what an answer leaves out, for forms that have no footnotes."""
    from claimtrack.model.listing import SearchResult
    from claimtrack.views.listing import more_note
    from claimtrack.views.search import search_notes

    result: Any = report.result
    found = search_notes(result) if isinstance(result, SearchResult) else [more_note(result)]
    return [note for note in found if note]
