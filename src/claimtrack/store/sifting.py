"""Filters as SQL conditions: the same ones for listings and for searches."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from claimtrack.errors import UnknownTermError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimtrack.model.listing import Filters

_Condition = tuple[str, tuple[Any, ...]]

DATES = {
    "event": "occurred",
    "assertion": "said",
    "document": "published",
    "evidence": "captured",
    "assessment": "at",
}
"""The date of a record that `since` and `until` are about; a claimant has none and goes by what it said."""

_EVENT = "(SELECT pk FROM event WHERE key = ?)"
_TAGGED = "(SELECT owner FROM event_tag WHERE text = ?)"
_FIELD = "(SELECT pk FROM field WHERE key = ?)"
_SPEAKERS = """(WITH RECURSIVE down (pk) AS (
    SELECT pk FROM claimant WHERE key = ? UNION SELECT c.pk FROM claimant c JOIN down ON c.part_of = down.pk
    ) SELECT pk FROM down)"""

# What a record (t) has to do with the assertions (a) that the filters are about.
_THROUGH = {
    "event": "t.pk IN (SELECT a.event FROM assertion a WHERE {})",
    "claimant": "t.pk IN (SELECT a.claimant FROM assertion a WHERE {})",
    "document": "t.pk IN (SELECT a.document FROM assertion a WHERE {})",
    "evidence": """t.pk IN (SELECT b.evidence FROM evidence_bearing b JOIN assertion a ON a.pk = b.assertion
        WHERE {})""",
}
_NOT_FOR = {
    "field": ("by", "event", "since", "until", "stance", "field", "tag"),
    "assessment": ("by", "stance"),
}


def conditions(kind: str, filters: Filters) -> tuple[str, tuple[Any, ...]]:
    """Give the condition that a row of a kind (its table being `t`) has to meet, and its arguments.

    Raises:
        UnknownTermError: a filter that says nothing about this kind.
    """
    used = {item.name for item in fields(filters) if getattr(filters, item.name)}
    for name in used.intersection(_NOT_FOR.get(kind, ())):
        raise UnknownTermError(f"--{name} says nothing about a {kind}", "leave it out")
    found = list(_conditions(kind, filters))
    return (
        " AND ".join(f"({text})" for text, _ in found) or "1",
        tuple(argument for _, arguments in found for argument in arguments),
    )


def _conditions(kind: str, filters: Filters) -> Iterator[_Condition]:
    if kind in DATES:
        yield from _in_time("t", DATES[kind], filters)
    match kind:
        case "assertion":
            yield from _of_assertion("t", filters)
        case "assessment":
            yield from _of_event("t", filters)
            if filters.field:
                yield f"t.field = {_FIELD}", (filters.field,)
        case "event":
            yield from _of_event("t", filters, event="pk")
            yield from _through(kind, list(_by_speech("a", filters)))
        case "claimant":
            said = [*_of_assertion("a", filters), *_in_time("a", "said", filters)]
            yield from _through(kind, said)
        case "document":
            yield from _of_document(filters)
        case _:
            yield from _through(kind, list(_of_assertion("a", filters)))


def _of_document(filters: Filters) -> Iterator[_Condition]:
    """A document is by whom it was published, too."""
    said = list(_of_assertion("a", filters))
    for text, arguments in _through("document", said):
        only_by = filters.by and len(said) == 1
        yield (
            (f"{text} OR t.publisher IN {_SPEAKERS}", (*arguments, filters.by))
            if only_by
            else (text, arguments)
        )


def _through(kind: str, said: list[_Condition]) -> Iterator[_Condition]:
    if said:
        text = _THROUGH[kind].format(" AND ".join(text for text, _ in said))
        yield text, tuple(argument for _, arguments in said for argument in arguments)


def _of_assertion(alias: str, filters: Filters) -> Iterator[_Condition]:
    yield from _by_speech(alias, filters)
    yield from _of_event(alias, filters)


def _by_speech(alias: str, filters: Filters) -> Iterator[_Condition]:
    if filters.by:
        yield f"{alias}.claimant IN {_SPEAKERS}", (filters.by,)
    if filters.stance:
        yield f"{alias}.stance = ?", (filters.stance,)
    if filters.field:
        yield (
            f"EXISTS (SELECT 1 FROM value v WHERE v.assertion = {alias}.pk AND v.field = {_FIELD})",
            (filters.field,),
        )


def _of_event(alias: str, filters: Filters, event: str = "event") -> Iterator[_Condition]:
    if filters.event:
        yield f"{alias}.{event} = {_EVENT}", (filters.event,)
    if filters.tag:
        yield f"{alias}.{event} IN {_TAGGED}", (filters.tag,)


def _in_time(alias: str, date: str, filters: Filters) -> Iterator[_Condition]:
    """What may lie in the span: an open end could be anywhere, an unread or missing date is nowhere."""
    if filters.since:
        yield (
            f"{alias}.{date}_latest >= ? OR ({alias}.{date}_latest IS NULL AND {alias}.{date}_edtf <> '')",
            (filters.since,),
        )
    if filters.until:
        yield (
            f"{alias}.{date}_earliest <= ? OR ({alias}.{date}_earliest IS NULL AND {alias}.{date}_edtf <> '')",
            (filters.until,),
        )
