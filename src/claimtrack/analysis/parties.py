"""The claimants on file as a register of names, by which parties are compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.characters import fold_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimtrack.model import Claimant


class Parties:
    """Who bears which name, and who is part of whom."""

    def __init__(self, claimants: Mapping[str, Claimant]) -> None:
        self._claimants = claimants
        self._by_name: dict[str, set[str]] = {}
        for key, claimant in claimants.items():
            for name in (key, claimant.name, *claimant.aliases):
                self._by_name.setdefault(fold_name(name), set()).add(key)

    def canonical(self, name: str, /) -> str | None:
        """Return the key of the one claimant that bears the name; None when none does, or several do."""
        if name in self._claimants:
            return name
        found = self._by_name.get(fold_name(name), set())
        return next(iter(found)) if len(found) == 1 else None

    def ancestors(self, key: str, /) -> tuple[str, ...]:
        """Return the keys of all that a claimant is part of, the nearest first."""
        chain: list[str] = []
        while key in self._claimants and (key := self._claimants[key].part_of) and key not in chain:
            chain.append(key)
        return tuple(chain)
