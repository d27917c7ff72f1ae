"""Filters as SQL conditions: the same ones for listings and for searches.

A listing is read newest first and cut off after a page, so a condition that many records meet is tried on one record
after another, and one that few meet is worked out first. Which of the two it is, is asked of the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import asdict

from claimtrack.errors import IdleFilterError
from claimtrack.store.imports import alone
from claimtrack.wording import with_article

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from claimtrack.model.listing import Filters

_Condition = tuple[str, tuple[Any, ...]]

# The date of a record that `since` and `until` are about; a claimant has none and goes by what it said.
_DATES = {
    "event": "occurred",
    "assertion": "said",
    "document": "published",
    "evidence": "captured",
    "assessment": "at",
    "inquiry": "at",
}

_FEW = 10_000  # answers to a field

_EVENT = "(SELECT pk FROM event WHERE key = ?)"
_TAGGED = "(SELECT owner FROM event_tag WHERE text = ?)"
_FIELD = "(SELECT pk FROM field WHERE key = ?)"
_SPEAKERS = """(WITH RECURSIVE down (pk) AS (
    SELECT pk FROM claimant WHERE key = ? UNION SELECT c.pk FROM claimant c JOIN down ON c.part_of = down.pk
    ) SELECT pk FROM down)"""

_ANSWERS = f"SELECT count(*) FROM (SELECT 1 FROM value WHERE field = {_FIELD} LIMIT {_FEW})"

# What a record (t) has to do with the assertions (a) that the filters are about: where they stand, which column is it.
_THROUGH = {
    "event": ("assertion a", "a.event"),
    "claimant": ("assertion a", "a.claimant"),
    "document": ("assertion a", "a.document"),
    "evidence": ("evidence_bearing b JOIN assertion a ON a.pk = b.assertion", "b.evidence"),
}
_NOT_FOR = {
    "field": ("by", "event", "since", "until", "stance", "field", "tag", "import_"),
    "assessment": ("by", "stance"),
    "inquiry": ("by", "stance"),
}


def conditions(connection: sqlite3.Connection, kind: str, filters: Filters) -> tuple[str, tuple[Any, ...]]:
    """Return the condition that a row of a kind (its table being `t`) has to meet, and its arguments.

    Raises:
        IdleFilterError: a filter that says nothing about this kind.
    """
    used = {name for name, value in asdict(filters).items() if value}
    for name in used.intersection(_NOT_FOR.get(kind, ())):
        raise IdleFilterError(f"--{name.rstrip('_')} says nothing about {with_article(kind)}", "leave it out")
    found = list(_Sieve(filters, rare_field=_is_rare(connection, filters.field)).of(kind))
    return (
        " AND ".join(f"({text})" for text, _ in found) or "1",
        tuple(argument for _, arguments in found for argument in arguments),
    )


def _is_rare(connection: sqlite3.Connection, field: str) -> bool:
    return bool(field) and int(connection.execute(_ANSWERS, (field,)).fetchone()[0]) < _FEW


class _Sieve:
    """Writes the conditions.

    Args:
        filters: what is to be met.
        rare_field: whether few assertions answer the field.
    """

    def __init__(self, filters: Filters, *, rare_field: bool) -> None:
        self._filters = filters
        self._rare_field = rare_field
        self._few = rare_field or bool(filters.by or filters.event)

    def of(self, kind: str) -> Iterator[_Condition]:
        """Yield the conditions on a kind of record."""
        if kind in _DATES:
            yield from self._in_time("t", _DATES[kind])
        if self._filters.import_:
            yield alone(kind, "t", int(self._filters.import_)), ()
        match kind:
            case "assertion":
                yield from self._of_assertion("t")
            case "assessment" | "inquiry":
                yield from self._of_event("t.event")
                if self._filters.field:
                    yield f"t.field = {_FIELD}", (self._filters.field,)
            case "event":
                yield from self._of_event("t.pk")
                yield from self._through(kind, self._of_speech("a"))
            case "claimant":
                yield from self._through(kind, (*self._of_assertion("a"), *self._in_time("a", "said")))
            case "document":
                yield from self._of_document()
            case _:
                yield from self._through(kind, self._of_assertion("a"))

    def _of_document(self) -> Iterator[_Condition]:
        """A document is by whom it was published, too."""
        said = tuple(self._of_assertion("a"))
        for text, arguments in self._through("document", said):
            if self._filters.by and len(said) == 1:
                yield f"{text} OR t.publisher IN {_SPEAKERS}", (*arguments, self._filters.by)
            else:
                yield text, arguments

    def _through(self, kind: str, given: Iterable[_Condition]) -> Iterator[_Condition]:
        """Turn conditions on assertions into one on what they are about."""
        said = tuple(given)
        if not said:
            return
        table, column = _THROUGH[kind]
        condition = " AND ".join(f"({text})" for text, _ in said)
        arguments = tuple(argument for _, arguments in said for argument in arguments)
        if self._few:
            yield f"t.pk IN (SELECT {column} FROM {table} WHERE {condition})", arguments
        else:
            yield f"EXISTS (SELECT 1 FROM {table} WHERE {column} = t.pk AND {condition})", arguments

    def _of_assertion(self, alias: str) -> Iterator[_Condition]:
        yield from self._of_speech(alias)
        yield from self._of_event(f"{alias}.event")

    def _of_speech(self, alias: str) -> Iterator[_Condition]:
        if self._filters.by:
            yield f"{alias}.claimant IN {_SPEAKERS}", (self._filters.by,)
        if self._filters.stance:
            yield f"{alias}.stance = ?", (self._filters.stance,)
        if self._rare_field:
            yield (
                f"{alias}.pk IN (SELECT v.assertion FROM value v WHERE v.field = {_FIELD})",
                (self._filters.field,),
            )
        elif self._filters.field:
            yield (
                f"EXISTS (SELECT 1 FROM value v WHERE v.assertion = {alias}.pk AND v.field = {_FIELD})",
                (self._filters.field,),
            )

    def _of_event(self, event: str) -> Iterator[_Condition]:
        if self._filters.event:
            yield f"{event} = {_EVENT}", (self._filters.event,)
        if self._filters.tag:
            yield f"{event} IN {_TAGGED}", (self._filters.tag,)

    def _in_time(self, alias: str, date: str) -> Iterator[_Condition]:
        """What may lie in the span: an open end could be anywhere, an unread or missing date is nowhere."""
        earliest, latest = f"{alias}.{date}_earliest", f"{alias}.{date}_latest"
        dated = f"({earliest} IS NOT NULL OR {latest} IS NOT NULL)"
        if self._filters.since:
            yield f"ifnull({latest}, '9999') >= ? AND {dated}", (self._filters.since,)
        if self._filters.until:
            yield f"ifnull({earliest}, '') <= ? AND {dated}", (self._filters.until,)
