"""Whose position a column shows: one claimant, a bloc, a document, an origin or a kind of claimant."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from claimtrack.errors import UnknownTermError
from claimtrack.wording import shortened

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimtrack.model import Assertion, Claimant, Document
    from claimtrack.model.dossier import Dossier

_NAME_SHOWN = 200  # characters; what is longer was pasted in, and a comparison names it many times


class By(StrEnum):
    """What one column of a comparison stands for."""

    CLAIMANT = "claimant"
    BLOC = "bloc"
    DOCUMENT = "document"
    ORIGIN = "origin"
    KIND = "kind"

    @classmethod
    def of(cls, word: str) -> By:
        """Take a word for what a column stands for.

        Raises:
            UnknownTermError: it is none of them.
        """
        try:
            return cls(word)
        except ValueError:
            known = ", ".join(cls)
            raise UnknownTermError(f"nothing to compare by {word!r}", f"one of: {known}") from None

    @property
    def by_source(self) -> bool:
        """Whether a column is a source, which holds what it holds whatever was said elsewhere later."""
        return self in {By.DOCUMENT, By.ORIGIN}


def bloc_of(claimant: str, claimants: Mapping[str, Claimant]) -> str:
    """Return the top of the `part_of` chain; the claimant itself where it is part of nothing known."""
    return _top(claimant, lambda key: claimants[key].part_of if key in claimants else "", claimants)


def origin_of(document: str, documents: Mapping[str, Document]) -> str:
    """Return the document that the chain of `derived_from` ends in."""
    return _top(document, lambda key: documents[key].derived_from if key in documents else "", documents)


def _top(key: str, parent_of: _Parent, known: Mapping[str, object]) -> str:
    passed = {key}
    while (parent := parent_of(key)) and parent in known and parent not in passed:
        passed.add(parent)
        key = parent
    return key


def column_key(assertion: Assertion, dossier: Dossier, by: By) -> str:
    """Return the key of the column an assertion belongs to; empty for one without a document."""
    match by:
        case By.CLAIMANT:
            return assertion.claimant
        case By.BLOC:
            return bloc_of(assertion.claimant, dossier.claimants)
        case By.DOCUMENT:
            return assertion.document
        case By.ORIGIN:
            return origin_of(assertion.document, dossier.documents) if assertion.document else ""
        case By.KIND:
            claimant = dossier.claimants.get(assertion.claimant)
            return claimant.kind if claimant else "other"


def column_name(key: str, dossier: Dossier, by: By) -> str:
    """Return what a column is called."""
    if by in {By.CLAIMANT, By.BLOC}:
        return claimant_name(key, dossier.claimants)
    if by is By.KIND:
        return key
    return document_name(key, dossier.documents)


def claimant_name(key: str, claimants: Mapping[str, Claimant]) -> str:
    """Return what a claimant is called: its name, its key where the file holds no more."""
    return shortened(claimants[key].name if key in claimants else key, _NAME_SHOWN)


def document_name(key: str, documents: Mapping[str, Document]) -> str:
    """Return what a document is called: its title, its key where it has none."""
    if not key:
        return "no document"
    return shortened((documents[key].title or key) if key in documents else key, _NAME_SHOWN)


if TYPE_CHECKING:
    from collections.abc import Callable

    _Parent = Callable[[str], str]
