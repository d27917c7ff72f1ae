"""What a format cannot hold: counted, with examples, and said; never dropped in silence."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claimtrack.model.codec import key_of, kind_of, shapes
from claimtrack.wording import shortened

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

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

    def add_rest(self, record: Record, held: Container[str]) -> None:
        """Count every attribute of a record that is filled and that the format does not hold."""
        kind = kind_of(record)
        for name in shapes(type(record)):
            if name not in held and name != "recorded" and getattr(record, name) not in ("", None, ()):
                self.add(f"{kind}: {name}", key_of(record) or kind)

    def __iter__(self) -> Iterator[Loss]:
        return iter(self._by_name.values())

    def __bool__(self) -> bool:
        return bool(self._by_name)

    def __len__(self) -> int:
        return len(self._by_name)
