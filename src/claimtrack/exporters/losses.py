"""What a format cannot hold: counted, with examples, and said; never dropped in silence."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from claimtrack.model.codec import key_of, kind_of, shapes
from claimtrack.wording import shortened

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator

    from claimtrack.model import Record

_EXAMPLES = 3
_LONGEST = 60  # characters of an example


@dataclass(slots=True)
class Loss:
    """One thing that was left out or cut.

    Attributes:
        what: what, in words.
        count: how often.
        examples: the first few, by key, id or text.
    """

    what: str
    count: int = 0
    examples: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        shown = "; ".join(self.examples)
        more = " …" if self.count > len(self.examples) else ""
        return f"{self.what}: {self.count} ({shown}{more})" if shown else f"{self.what}: {self.count}"


class Losses:
    """The losses of one export, in the order in which each kind was first met."""

    def __init__(self) -> None:
        self._by_name: dict[str, Loss] = {}

    def add(self, what: str, example: str = "") -> None:
        """Count a loss.

        Args:
            what: what was lost; losses of one name are counted together.
            example: where.
        """
        loss = self._by_name.setdefault(what, Loss(what))
        loss.count += 1
        if example and len(loss.examples) < _EXAMPLES:
            loss.examples.append(shortened(example, _LONGEST))

    def add_rest(self, record: Record, held: tuple[str, ...]) -> None:
        """Count every attribute of a record that says something and that the format does not hold."""
        cls = type(record)
        read, nothing = _reading(cls, held)
        if (found := read(record)) == nothing:
            return
        for name, value in zip(rest(cls, held), found, strict=True):
            if value not in ("", None, (), shapes(cls)[name].default):
                kind = kind_of(record)
                self.add(f"{kind}: {name}", key_of(record) or str(getattr(record, "label", "")) or kind)

    def add_written(self, record: Record, *names: str) -> None:
        """Count the dates of a record whose words are not what they were read as, where only that is written."""
        for name in names:
            date = getattr(record, name)
            if date is not None and date.raw not in ("", str(date)):
                self.add(f"{kind_of(record)}: {name} as it was written", f"{key_of(record)}: {date.raw}")

    def __iter__(self) -> Iterator[Loss]:
        return iter(self._by_name.values())

    def __bool__(self) -> bool:
        return bool(self._by_name)

    def __len__(self) -> int:
        return len(self._by_name)


def rest(cls: type[Record], held: Container[str]) -> list[str]:
    """Return the attributes of a class of records that say something of its content and that a format does not hold."""
    return [name for name in shapes(cls) if name not in held and name not in ("recorded", "id")]


@cache
def _reading(cls: type[Record], held: tuple[str, ...]) -> tuple[Callable[[Record], Any], tuple[Any, ...]]:
    """Return what gives the rest of a record, and what that is where it says nothing."""
    names = rest(cls, held)
    nothing = tuple(shapes(cls)[name].default for name in names)
    return lambda record: tuple([getattr(record, name) for name in names]), nothing
