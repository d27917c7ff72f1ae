"""What a scan over a whole file gives of its events, and what it leaves out; records go by their row numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from claimtrack.model import Claimant
    from claimtrack.model.dossier import Dossier

ValueRow = tuple[int, str, str, str]
"""An answer as the store holds it: whether it rules out, the text as written, what was read, as JSON, and its hedge."""

Question = tuple[str, str]
"""A question: the key of a field and its type."""


@dataclass(slots=True)
class Statement:
    """What the scan gives of one assertion; records go by the numbers of their rows.

    Attributes:
        claimant: who speaks.
        document: where it was read; None for nowhere.
        stance, hedge: its stand on the proposition.
        values: its answers, by key and type of the field.
        confirmed: the questions of those that it gives by confirming another.
    """

    claimant: int
    document: int | None
    stance: str
    hedge: str
    values: dict[Question, list[ValueRow]] = field(default_factory=dict)
    confirmed: Collection[Question] = ()


class Tie(NamedTuple):
    """A link from an assertion of the event; its target may lie elsewhere."""

    kind: str
    source: int
    target: int
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Happening:
    """One event as the scan gives it: statements by row number, and the links that they make.

    The year is given where the scan goes by years: of the event, else of what was first said of it; None for no year.
    """

    event: int
    statements: Mapping[int, Statement]
    ties: tuple[Tie, ...] = ()
    year: int | None = None


class Ground(Protocol):
    """Gives what the scan leaves out."""

    @property
    def claimants(self) -> Mapping[int, Claimant]:
        """Every claimant of the file, by row number."""

    @property
    def by_key(self) -> Mapping[str, Claimant]:
        """Every claimant of the file, by key."""

    def parts(
        self, wanted: Sequence[tuple[Happening, Collection[int]]]
    ) -> Iterator[tuple[Dossier, Mapping[str, int]]]:
        """Return the dossiers of events, each cut down to some statements, with their row numbers by id."""

    def documents(self, rows: Iterable[int]) -> Mapping[int, tuple[str, str]]:
        """Return the key of each document, and of the one that it comes down to, by row number."""

    def names(self, table: str, rows: Iterable[int]) -> Mapping[int, str]:
        """Return the keys of events, or the ids of assertions, by row number."""
