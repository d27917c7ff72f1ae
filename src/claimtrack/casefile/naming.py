"""Whom and what the rows of one import mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from claimtrack.casefile.named_claimants import NamedClaimants
from claimtrack.casefile.named_documents import NamedDocuments
from claimtrack.casefile.named_events import NamedEvents

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from claimtrack.store.reader import Reader
    from claimtrack.store.staging import Staging


class Naming(NamedTuple):
    """Finds and makes what the assertions of an import refer to."""

    claimants: NamedClaimants
    documents: NamedDocuments
    events: NamedEvents

    @classmethod
    def of(
        cls,
        connection: sqlite3.Connection,
        reader: Reader,
        staging: Staging,
        known: Mapping[str, Mapping[str, Any]],
    ) -> Naming:
        """Begin an import.

        Args:
            connection: the case file.
            reader: reads it.
            staging: takes what is to be made.
            known: what the mapping says of claimants, by name.
        """
        return cls(
            NamedClaimants(connection, reader, staging, known),
            NamedDocuments(connection, reader, staging),
            NamedEvents(connection, staging),
        )
