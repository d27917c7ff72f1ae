"""What a call gives the drafter, checked: a text, and a language that it has words for."""

from __future__ import annotations

from typing import Any

from claimtrack.drafting.lexicon import LANGUAGES
from claimtrack.errors import InvalidRecordError, UnknownTermError


def prose(given: Any) -> str:
    """Return what is to be read.

    Raises:
        InvalidRecordError: it is no text.
    """
    if not isinstance(given, str):
        raise InvalidRecordError(
            f"attributions are read from a text, not from {given!r}", "give it as a string"
        )
    return given


def known_language(given: Any) -> str:
    """Return the language to read in.

    Raises:
        UnknownTermError: there are no words for it.
    """
    if given not in LANGUAGES:
        raise UnknownTermError(f"attributions are not read in {given!r}", f"one of: {', '.join(LANGUAGES)}")
    return str(given)
