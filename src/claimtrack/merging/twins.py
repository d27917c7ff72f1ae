"""Records that may be one, made by two analysts apart: proposed after a merge, never decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimtrack.characters import fold_name
from claimtrack.model import Assertion, Event
from claimtrack.model.identity import record_id
from claimtrack.store.reader import Reader

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from claimtrack.model import Record

_CORRECTED = "WHERE t.id IN (SELECT name FROM edit WHERE kind = 'assertion' UNION SELECT name FROM correction WHERE kind IN ('assertion', 'value'))"


class Pair(NamedTuple):
    """Two records that may be one.

    Attributes:
        kind: their kind.
        one: key or id of the one.
        other: of the one that came in.
        why: what they have in common.
        remedy: the command that makes them one.
    """

    kind: str
    one: str
    other: str
    why: str
    remedy: str

    @property
    def told(self) -> str:
        """The pair in words, with the way out."""
        return f"{self.kind} {self.one} and {self.other} may be one: {self.why}; if so: {self.remedy}"


def same_twice(ours: sqlite3.Connection, theirs: sqlite3.Connection, came: Iterable[Record]) -> list[Pair]:
    """Return the pairs of records of which one came in with a merge and the other was here.

    Args:
        ours: the case file, the other one merged into it.
        theirs: the other one.
        came: the records that came in.
    """
    came = list(came)
    return [*_events(ours, theirs, came), *_assertions(ours, theirs, came)]


def _day(event: Event) -> str:
    day = event.occurred
    return str(day.earliest) if day and day.earliest is not None and day.earliest == day.latest else ""


def _events(ours: sqlite3.Connection, theirs: sqlite3.Connection, came: list[Record]) -> Iterator[Pair]:
    """Yield events of one title and day; that both files have the other is told by its not having come in."""
    new = {
        (fold_name(item.title), _day(item)): item for item in came if isinstance(item, Event) and _day(item)
    }
    if not new:
        return
    there = Reader(theirs)
    for event in Reader(ours).every(Event):
        twin = new.get((fold_name(event.title), _day(event)))
        if twin is None or twin.key == event.key or there.get(Event, event.key) is not None:
            continue
        if twin.key in event.distinct_from or event.key in twin.distinct_from:
            continue
        remedy = f"claimtrack event merge {twin.key} {event.key}"
        yield Pair("event", event.key, twin.key, "the same title and day", remedy)


def _assertions(ours: sqlite3.Connection, theirs: sqlite3.Connection, came: list[Record]) -> Iterator[Pair]:
    """Yield statements that say the same since one of them was corrected."""
    new = {record_id(item): item for item in came if isinstance(item, Assertion)}
    if not new:
        return
    mine, there = Reader(ours), Reader(theirs)
    held = {record_id(item): item for item in mine.select(Assertion, _CORRECTED)}
    held |= mine.several(Assertion, [id_ for id_ in new if id_ not in held])
    for says in sorted(new.keys() & held.keys()):
        twin, other = new[says], held[says]
        if twin.id == other.id or there.get(Assertion, other.id) is not None:
            continue
        remedy = f'claimtrack void {twin.id[:8]} --because "The same as {other.short_name}"'
        yield Pair(
            "assertion", other.short_name, twin.id[:8], "they say the same since one was corrected", remedy
        )
