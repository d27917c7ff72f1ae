"""Records that may be two of one: events of one title and day, claimants of names that are alike, evidence of one file."""

from __future__ import annotations

from itertools import combinations, islice
from typing import TYPE_CHECKING

from claimtrack.characters import fold_name
from claimtrack.names.likeness import Names
from claimtrack.values import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from claimtrack.model import Claimant, Event, Evidence
    from claimtrack.model.dossier import Dossier


_SHORT = 2  # letters; shorter words join others: "of", "в", "في"
_TOGETHER = 50  # events of one day and place; where there are more, their titles tell them apart
_COMPARED = 20_000  # names that are compared; more are names of accounts


def _by_name(claimants: Iterable[Claimant]) -> dict[str, Claimant]:
    """Return claimants by each name that they go by; of one name, the first."""
    named: dict[str, Claimant] = {}
    for claimant in claimants:
        for name in (claimant.name, *claimant.aliases):
            named.setdefault(name, claimant)
    return named


def _of_like_titles(one: Event, other: Event) -> bool:
    """Whether one title says no word but those of the other, and nobody found the two events distinct."""
    if other.key in one.distinct_from or one.key in other.distinct_from:
        return False
    fewer, more = sorted((_words(one.title), _words(other.title)), key=len)
    return len(fewer) > 1 and fewer <= more


def _words(title: str) -> set[str]:
    return {word for word in fold_name(title).split() if len(word) > _SHORT}


class Twins:
    """Gathers events, claimants and evidence, event by event."""

    def __init__(self) -> None:
        self._events: dict[tuple[str, str], list[Event]] = {}
        self._claimants: dict[str, dict[str, Claimant]] = {}
        self._met: set[str] = set()
        self._items: dict[str, dict[str, Evidence]] = {}

    def add(self, dossier: Dossier) -> None:
        """Take in an event, those who speak on it, and its evidence."""
        self.take(dossier.event, {said.claimant for said in dossier.assertions}, dossier.claimants)
        for item in dossier.evidence:
            if item.sha256:
                self._items.setdefault(item.sha256, {})[item.key] = item

    def take(self, event: Event, speaking: AbstractSet[str], claimants: Mapping[str, Claimant]) -> None:
        """Take in an event, and those who speak on it, by key."""
        day = event.occurred
        if day and day.earliest is not None and day.earliest == day.latest:
            self._events.setdefault((fold_name(event.title), str(day.earliest)), []).append(event)
        for key in speaking - self._met:
            claimant = claimants.get(key)
            if claimant is not None:
                self._met.add(key)
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

    def events_of_like_titles(self, known: AbstractSet[tuple[str, str]]) -> Iterator[tuple[Event, Event]]:
        """Yield the events of one day and place where all words of one title are among those of the other.

        Args:
            known: pairs of keys that are told of already.
        """
        there: dict[tuple[str, str], list[Event]] = {}
        for (_, day), named in self._events.items():
            place = named[0].place
            if isinstance(place, Place) and place.name:
                there.setdefault((day, fold_name(place.name)), []).append(named[0])
        for together in there.values():
            for one, other in combinations(together if len(together) <= _TOGETHER else (), 2):
                if _of_like_titles(one, other) and known.isdisjoint(
                    {(one.key, other.key), (other.key, one.key)}
                ):
                    yield one, other

    def alike(self, others: Iterable[Claimant]) -> Iterator[tuple[Claimant, Claimant, str]]:
        """Yield claimants whose names are alike, aliases among them, with why; a part and its whole are two.

        Args:
            others: claimants who need not speak on any of the events.
        """
        named = _by_name(next(iter(found.values())) for found in self._claimants.values())
        speaking = list(named)
        if len(speaking) > _COMPARED:
            return
        named = _by_name(islice(others, _COMPARED)) | named
        met: set[frozenset[str]] = set()
        for pair in Names(named).like(speaking):
            one, other = named[pair.name], named[pair.other]
            keys = frozenset((one.key, other.key))
            apart = one.part_of == other.key or other.part_of == one.key
            if len(keys) > 1 and keys not in met and not apart:
                met.add(keys)
                first, second = sorted((one, other), key=lambda item: item.key)
                yield first, second, pair.why

    def items(self) -> Iterator[tuple[Evidence, Evidence]]:
        """Yield the items of evidence that have one file, each with the first of them by key."""
        for alike in self._items.values():
            first, *others = (alike[key] for key in sorted(alike))
            yield from ((first, other) for other in others)

    def claimants(self) -> Iterator[tuple[Claimant, Claimant]]:
        """Yield the claimants of one name, each with the first of them by key."""
        for named in self._claimants.values():
            first, *others = (named[key] for key in sorted(named))
            yield from ((first, other) for other in others)
