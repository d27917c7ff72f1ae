"""The records that dates of a table count from: of the case file, or made by the table itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimtrack.dates.related import ANCHORS
from claimtrack.model.codec import RejectedAttributeError, key_of

if TYPE_CHECKING:
    from claimtrack.intake.known import Known
    from claimtrack.store.staging import Staging


def parted(relation: str) -> tuple[str, str]:
    """Return the kind and the name of the record that a date counts from.

    Raises:
        RejectedAttributeError: it is neither an event, nor an assertion, nor a document.
    """
    kind, _, name = (part.strip() for part in relation.partition(":"))
    if kind not in ANCHORS or not name:
        raise RejectedAttributeError(
            f"relative_to: {relation!r} is not event:KEY, assertion:REF or document:KEY"
        )
    return kind, name


class Anchors:
    """Finds what the dates of one import count from.

    Args:
        known: what the case file holds.

    Attributes:
        lines: where the rows stand that are being read.
    """

    def __init__(self, known: Known) -> None:
        self.lines: tuple[int, int] = (0, 0)
        self._known = known
        self._awaited: dict[tuple[str, str], tuple[int, int]] = {}

    def find(self, relation: str) -> tuple[str, Any]:
        """Return a record as the file calls it, and its date; one that the table is yet to make has none so far.

        Raises:
            RejectedAttributeError: there is no such record.
        """
        kind, name = parted(relation)
        record = self._known.held(kind, self._known.id_of(name) if kind == "assertion" else name)
        if record is not None:
            return f"{kind}:{key_of(record)}", getattr(record, ANCHORS[kind])
        if kind == "assertion":
            raise RejectedAttributeError(f"relative_to: there is no assertion {name!r} in the case file")
        self._awaited.setdefault((kind, name), self.lines)
        return f"{kind}:{name}", None

    def lost(self, staging: Staging) -> list[str]:
        """Return what neither the file nor the table has, each with the rows that name it."""
        return [
            f"lines {first} to {last}: relative_to: there is no {kind} {name!r}"
            for (kind, name), (first, last) in self._awaited.items()
            if not staging.defines(kind, name)
        ]
