"""An event whose gaps are known without its dossier: all that can be missing in it are copies of its documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimtrack.model import Claimant, Event


class PlainEvent(NamedTuple):
    """An event in which no check finds anything, but that documents are not archived.

    Attributes:
        event: the event.
        speaking: keys of those who speak on it.
        claimants: the records of them and of all that they are part of, among others, by key.
        unarchived: key and title of each document on the web that has neither an archived address nor a stored copy, by key.
    """

    event: Event
    speaking: frozenset[str]
    claimants: Mapping[str, Claimant]
    unarchived: tuple[tuple[str, str], ...]
