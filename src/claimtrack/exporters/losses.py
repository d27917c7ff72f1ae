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
        """Count every attribute of a record that says something and that the format does not hold."""
        kind = kind_of(record)
        for name, shape in shapes(type(record)).items():
            if name in held or name in ("recorded", "id"):
                continue
            if getattr(record, name) not in ("", None, (), shape.default):
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
