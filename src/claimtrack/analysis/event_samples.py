"""Very many counts, each with a few of the events behind it, held in little memory and named when they are asked for."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from claimtrack.analysis.matrix import EVENTS_NAMED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


_NO_MORE: Final = (0,) * (EVENTS_NAMED - 1)  # no row has the number 0


class Counts:
    """Counts by number, each with the row numbers of up to `EVENTS_NAMED` events behind it."""

    def __init__(self) -> None:
        self._slots: dict[int, int] = {}
        self._counts = array("q")
        self._events = array("q")
        self._names: Mapping[int, str] = {}

    def add(self, keys: Sequence[int], events: Sequence[int]) -> None:
        """Count many at once, and note of each count the last event, which is found without a loop over all.

        Args:
            keys: the numbers of the counts, each as often as it is met.
            events: the event behind each.
        """
        slots, counts, noted = self._slots, self._counts, self._events
        last = dict(zip(keys, events, strict=True))
        for key, many in Counter(keys).items():
            slot = slots.get(key)
            if slot is None:
                slots[key] = len(counts)
                counts.append(many)
                noted.extend((last[key], *_NO_MORE))
                continue
            counts[slot] += many
            end = (slot + 1) * EVENTS_NAMED
            if not noted[end - 1]:
                known = noted[end - EVENTS_NAMED : end]
                if last[key] not in known:
                    noted[end - EVENTS_NAMED + known.index(0)] = last[key]

    def __iter__(self) -> Iterator[int]:
        return iter(self._slots)

    def __getitem__(self, key: int) -> int:
        slot = self._slots.get(key)
        return 0 if slot is None else self._counts[slot]

    def every(self) -> set[int]:
        """Return all events noted."""
        return set(self._events) - {0}

    def name(self, names: Mapping[int, str]) -> None:
        """Take the keys of all events noted, by row number."""
        self._names = names

    def behind(self, key: int) -> tuple[str, ...]:
        """Return the keys of the events noted behind a count, in order; none where nothing was counted."""
        slot = self._slots.get(key)
        if slot is None:
            return ()
        noted = self._events[slot * EVENTS_NAMED : (slot + 1) * EVENTS_NAMED]
        return tuple(sorted(self._names[event] for event in noted if event))


class EventsOfPair(Mapping[str, tuple[str, ...]]):
    """The events noted behind the counts of two parties, by the name of the count.

    Args:
        noted: the counts.
        first: the number of the first of their counts.
        counts: the names of the counts, in the order of their numbers.
    """

    __slots__ = ("_counts", "_first", "_noted")

    def __init__(self, noted: Counts, first: int, counts: Sequence[str]) -> None:
        self._noted, self._first, self._counts = noted, first, counts

    def __getitem__(self, name: str) -> tuple[str, ...]:
        found = self._noted.behind(self._first + self._counts.index(name)) if name in self._counts else ()
        if not found:
            raise KeyError(name)
        return found

    def __iter__(self) -> Iterator[str]:
        return (name for name in sorted(self._counts) if name in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def events_by_count(cases: Iterable[tuple[int, int]], names: Mapping[int, str]) -> dict[int, set[str]]:
    """Return the keys of all events behind each count, by the number of the count.

    Args:
        cases: number of the count and row number of the event, case by case.
        names: the keys of the events, by row number.
    """
    found: dict[int, set[str]] = {}
    for key, event in cases:
        found.setdefault(key, set()).add(names[event])
    return found
