"""Records that may be two of one: events of one title and day, claimants of one name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.characters import fold_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimtrack.model import Claimant, Event
    from claimtrack.model.dossier import Dossier


class Twins:
    """Gathers events and claimants, event by event."""

    def __init__(self) -> None:
        self._events: dict[tuple[str, str], list[Event]] = {}
        self._claimants: dict[str, dict[str, Claimant]] = {}

    def add(self, dossier: Dossier) -> None:
        """Take in an event, and those who speak on it."""
        event = dossier.event
        day = event.occurred
        if day and day.earliest is not None and day.earliest == day.latest:
            self._events.setdefault((fold_name(event.title), str(day.earliest)), []).append(event)
        for key in {assertion.claimant for assertion in dossier.assertions}:
            claimant = dossier.claimants.get(key)
            if claimant is not None:
                self._claimants.setdefault(fold_name(claimant.name), {})[key] = claimant

    def events(
        self, known: frozenset[tuple[str, str]] | set[tuple[str, str]]
    ) -> Iterator[tuple[Event, Event]]:
        """Yield the events of one title and day, each with the first of them.

        Args:
            known: pairs of keys that are told of already.
        """
        for first, *others in self._events.values():
            for other in others:
                apart = other.key in first.distinct_from or first.key in other.distinct_from
                if not apart and known.isdisjoint({(first.key, other.key), (other.key, first.key)}):
                    yield first, other

    def claimants(self) -> Iterator[tuple[Claimant, Claimant]]:
        """Yield the claimants of one name, each with the first of them by key."""
        for named in self._claimants.values():
            first, *others = (named[key] for key in sorted(named))
            yield from ((first, other) for other in others)
