"""What a search found, the words sought marked.

Schema `claimtrack/search/1`:

    wanted, unwanted   what was sought: lists of words, prefix
    hits               best first, each: kind, score, record (with the facts of `claimtrack/list/1`), and
                       matches: attribute, text, spans (start and end of each match in the text)
    more               how many hits are not printed; at least so many where `more_is_exact` is false
    unindexed          how many new records could not be looked at
    near               for a word that is nowhere, the most similar one that is somewhere
    kinds, filters     what was looked in, and what it had to meet besides
    loosened           where nothing was found, what is found for less, each: query, filtered (whether within the
                       filters), total (at least so many where `total_is_exact` is false)
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from msgspec.structs import asdict

from claimtrack.model import Assertion
from claimtrack.model.codec import encode, key_of
from claimtrack.model.listing import PLURALS
from claimtrack.views.blocks import Cell, Column, Span, Table, View, cell
from claimtrack.views.dates import short_date
from claimtrack.views.listing import clipped
from claimtrack.views.sheets import search_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimtrack.model import Record
    from claimtrack.model.listing import Hit, Loosened, SearchResult
    from claimtrack.model.search_query import Query, Sought

_SNIPPET = 240  # characters around the first match
_BEFORE = 60  # of them before it
_DETAIL = 80

# What of a record is searched; what stands first is what it is known by.
_SEARCHED = {
    "event": ("title", "proposition", "place", "note"),
    "claimant": ("name", "aliases", "note"),
    "document": ("title", "note"),
    "assertion": ("text", "quote", "translation", "spokesperson", "note"),
    "evidence": ("title", "authenticity", "note"),
}
_PLURAL = {kind: plural for plural, kind in PLURALS.items()}
_DATES = {"event": "occurred", "document": "published", "assertion": "said", "evidence": "captured"}


def search_view(result: SearchResult) -> View:
    """Show what a search found."""
    columns = (("Found", "kind"), ("Record", "record"), ("When", "when"), ("Match", "match"))
    table = Table(
        tuple(Column(cell(heading), name=name) for heading, name in columns),
        tuple(_row(hit, result.query) for hit in result.hits),
        pinned=2,
        # What is said in place of hits is the answer, not a remark on it.
        notes=tuple(cell(note, tone="dim" if result.hits else "plain") for note in search_notes(result)),
    )
    matched = [row[-1].text for row in table.rows]
    return View("search", (table,), _data(result), partial(search_sheet, result, matched))


def search_notes(result: SearchResult) -> list[str]:
    """Say what the hits do not: how many more there are, what was not looked at, what may have been meant."""
    notes = []
    if not result.query.wanted:
        notes.append("nothing to look for: give at least one word of letters or digits")
    elif not result.hits:
        notes.append(f"nothing found for {result.query}{_within(result)}")
    notes += [f"{word} is nowhere; did you mean {near}?" for word, near in result.near.items()]
    if result.loosened:
        notes.append(f"there is for less: {', '.join(map(_less, result.loosened))}")
    if result.more:
        least = "more than " if result.counted_to else ""
        notes.append(
            f"{least}{result.more:,} more; another word or a filter narrows them, --limit shows more"
        )
    if result.unindexed:
        notes.append(f"{result.unindexed:,} new records are not indexed yet: the file could not be written")
    return notes


def _within(result: SearchResult) -> str:
    """Say what was looked in: the kinds of record, where not all were, and the filters."""
    parts = [f"in {', '.join(map(_PLURAL.__getitem__, result.kinds))}"]
    parts += [f"{name} {value}" for name, value in asdict(result.filters).items() if value]
    return f" ({'; '.join(parts)})"


def _less(wider: Loosened) -> str:
    count = f"more than {wider.counted_to:,}" if wider.counted_to else f"{wider.total:,}"
    return f"{count} for {wider.query}" if wider.filtered else f"{count} without the filters"


def _row(hit: Hit, query: Query) -> tuple[Cell, ...]:
    record = hit.entry.record
    name = record.short_name if isinstance(record, Assertion) else key_of(record)
    date = getattr(record, _DATES.get(hit.kind, ""), None)
    return (
        cell(hit.kind),
        cell(name),
        cell(short_date(date) if date is not None else ""),
        Cell(tuple(_lines(hit, query))),
    )


def _lines(hit: Hit, query: Query) -> Iterator[tuple[Span, ...]]:
    """Write what a record is known by, where else the words are, and who said it of what."""
    texts = list(_texts(hit.kind, hit.entry.record))
    (_, known_by), *others = texts
    matched = [(name, text) for name, text in others if query.matches(text)]
    if known_by or not matched:
        yield tuple(_marked(known_by, query))
    if matched and not (known_by and hit.kind == "assertion" and query.matches(known_by)):
        name, text = matched[0]
        label = () if not known_by and name == "quote" else (Span(f"{name}: ", "dim"),)
        yield (*label, *_marked(text, query))
    facts = hit.entry.facts
    if isinstance(hit.entry.record, Assertion):
        title = clipped(facts["event_title"], _DETAIL)
        yield (Span(f"{facts['claimant_name']} {hit.entry.record.stance}: {title}", "dim"),)


def _texts(kind: str, record: Record) -> Iterator[tuple[str, str]]:
    """Return the texts of a record that are searched, by the attribute they stand in."""
    for number, name in enumerate(_SEARCHED[kind]):
        value = getattr(record, name)
        if isinstance(value, tuple):
            yield from ((name.removesuffix("es"), text) for text in value)
        elif value or not number:
            yield name, str(value or "")


def _marked(text: str, query: Query) -> Iterator[Span]:
    """Cut a text to what is around the first match, and mark every match in it."""
    matches = query.matches(text)
    start = max(matches[0][0] - _BEFORE, 0) if matches else 0
    if len(text) - start > _SNIPPET or start:
        start, text = _window(text, start)
        matches = query.matches(text)
    position = 0
    for first, last in matches:
        if first > position:
            yield Span(text[position:first])
        yield Span(text[first:last], "match")
        position = last
    yield Span(text[position:])


def _window(text: str, start: int) -> tuple[int, str]:
    """Cut a window out of a long text, at spaces, and show where it was cut."""
    if len(text) <= _SNIPPET:
        return 0, text
    start = min(start, len(text) - _SNIPPET)
    start = text.find(" ", start, start + _BEFORE // 2) + 1 or start if start else 0
    window = text[start : start + _SNIPPET]
    more = start + len(window) < len(text)
    window = (window.rpartition(" ")[0] or window) if more else window
    return start, ("…" if start else "") + window + ("…" if more else "")


def _data(result: SearchResult) -> dict[str, Any]:
    query = result.query
    return {
        "wanted": _sought_data(query.wanted),
        "unwanted": _sought_data(query.unwanted),
        "hits": [_hit_data(hit, query) for hit in result.hits],
        "more": result.more,
        "more_is_exact": not result.counted_to,
        "unindexed": result.unindexed,
        "near": dict(result.near),
        "kinds": list(result.kinds),
        "filters": {name: value for name, value in asdict(result.filters).items() if value},
        "loosened": [
            {
                "query": str(wider.query),
                "filtered": wider.filtered,
                "total": wider.total,
                "total_is_exact": not wider.counted_to,
            }
            for wider in result.loosened
        ],
    }


def _sought_data(parts: Sequence[Sought]) -> list[dict[str, Any]]:
    return [{"words": list(part.words), "prefix": part.prefix} for part in parts]


def _hit_data(hit: Hit, query: Query) -> dict[str, Any]:
    matches = ((name, text, query.matches(text)) for name, text in _texts(hit.kind, hit.entry.record))
    return {
        "kind": hit.kind,
        "score": round(hit.score, 6),
        "record": {**encode(hit.entry.record), **hit.entry.facts},
        "matches": [
            {"attribute": name, "text": text, "spans": [list(span) for span in spans]}
            for name, text, spans in matches
            if spans
        ],
    }
