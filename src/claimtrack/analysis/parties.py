"""The claimants on file as a register of names, by which parties are compared."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from claimtrack.characters import fold_name
from claimtrack.values import OneOf, Party

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from claimtrack.model import Assertion, Claimant

_NOBODY: frozenset[str] = frozenset()


def keys_of_name(name: str) -> tuple[str, ...]:
    """Return the keys that a name may be: itself, and its folded words joined as keys are."""
    words = fold_name(name)
    return (name, words.replace(" ", "-"), words.replace(" ", "_"))


def parties_named(assertions: Iterable[Assertion]) -> Iterator[str]:
    """Yield the names of the parties that assertions give as answers, as often as they do."""
    for assertion in assertions:
        for value in assertion.values:
            options = value.read.options if isinstance(value.read, OneOf) else (value.read,)
            yield from (option.name for option in options if isinstance(option, Party))


class Parties:
    """Who bears which name, and who is part of whom.

    Args:
        claimants: who is known, by key.
    """

    def __init__(self, claimants: Mapping[str, Claimant]) -> None:
        self._claimants = claimants

    @cached_property
    def _by_name(self) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = {}
        for key, claimant in self._claimants.items():
            for name in (claimant.name, *claimant.aliases):
                found.setdefault(fold_name(name), set()).add(key)
        found.pop("", None)  # what is all punctuation is no name
        return found

    def bearers(self, name: str, /) -> frozenset[str]:
        """Return the keys of all claimants that bear a name, as key, name or alias; an exact key is that one's alone."""
        if name in self._claimants:
            return frozenset((name,))
        keys = (key for key in keys_of_name(name) if key in self._claimants)
        return frozenset((*self._by_name.get(fold_name(name), _NOBODY), *keys))

    def canonical(self, name: str, /) -> str | None:
        """Return the key of the one claimant that bears the name; None when none does, or several do."""
        found = self.bearers(name)
        return next(iter(found)) if len(found) == 1 else None

    def ancestors(self, key: str, /) -> tuple[str, ...]:
        """Return the keys of all that a claimant is part of, the nearest first."""
        chain: list[str] = []
        while key in self._claimants and (key := self._claimants[key].part_of) and key not in chain:
            chain.append(key)
        return tuple(chain)
