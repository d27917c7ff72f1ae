"""How two answers stand to one another, and how near is near."""

from __future__ import annotations

from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from claimtrack.values.words import load_toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


class Relation(Enum):
    """What a pair of answers to one question amounts to.

    The members are in order, from agreement to contradiction; `severity` gives the place.
    """

    EQUAL = "equal"
    """The same answer."""
    COMPATIBLE = "compatible"
    """Both can be true: one is wider, vaguer or more general, or they overlap."""
    POSSIBLE_CONFLICT = "possible_conflict"
    """They may contradict each other: approximate, vague or unknown terms leave it open."""
    CONFLICT = "conflict"
    """They cannot both be true."""

    # There is one of each: a hash of its name, which is what an enumeration has, costs a call for every look-up.
    __hash__ = object.__hash__

    @property
    def severity(self) -> int:
        """Zero for EQUAL up to three for CONFLICT."""
        return list(Relation).index(self)

    @property
    def agrees(self) -> bool:
        """Whether both answers can be true for all that is known."""
        return self.severity <= Relation.COMPATIBLE.severity

    @staticmethod
    def best(relations: Iterable[Relation]) -> Relation | None:
        """Return the least severe of several relations; None for none."""
        return min(relations, key=lambda relation: relation.severity, default=None)

    @staticmethod
    def worst(relations: Iterable[Relation]) -> Relation | None:
        """Return the most severe of several relations; None for none."""
        return max(relations, key=lambda relation: relation.severity, default=None)


class Register(Protocol):
    """What is known of names: of claimants through aliases and `part_of`, of places through containment."""

    def bearers(self, name: str, /) -> frozenset[str]:
        """Return the keys of all that bear the name or alias."""

    def canonical(self, name: str, /) -> str | None:
        """Return the key of the one thing that bears the name or alias; None when there is none."""

    def ancestors(self, key: str, /) -> tuple[str, ...]:
        """Return the keys of what it is part of, the nearest first, itself not among them."""


class Tolerance(Struct, frozen=True):
    """How near two answers must be for a disagreement to be only possible; see `data/tolerance.toml`.

    Attributes:
        approximate_share: share of an approximate count by which it may be off.
        approximate_least: by how much it may be off at least.
        vague_factor: by what factor the bounds of a vague word may be off.
        days: days by which an approximate date may be off, by precision; `other` for the rest.
        parts_of_day: the hours from the midnight before a day in which each part of it may lie, as spans.
        radius_km: radius of a point whose source gives none.
    """

    approximate_share: float
    approximate_least: float
    vague_factor: float
    days: Mapping[str, int]
    parts_of_day: Mapping[str, Sequence[Sequence[int]]]
    radius_km: float


@cache
def default_tolerance() -> Tolerance:
    """Load the tolerance that ships with the program."""
    raw = load_toml("tolerance.toml")
    return Tolerance(
        **raw["counts"],
        days=raw["days"],
        parts_of_day=raw["parts_of_day"],
        radius_km=raw["places"]["radius_km"],
    )


def overlap(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Whether two closed intervals, given by their ends, have anything in common."""
    return one[0] <= other[1] and other[0] <= one[1]
