"""Drafts from a text: the entry to the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimtrack.drafting.drafter import Drafter
from claimtrack.drafting.lexicon import LANGUAGES, lexicon
from claimtrack.drafting.passage import Passage

if TYPE_CHECKING:
    from claimtrack.drafting.draft import Draft


def draft_text(
    text: str,
    *,
    published: str | None = None,
    publisher: str = "",
    language: str | None = None,
    case: Any = None,
) -> list[Draft]:
    """Return the assertions that a text seems to make, in its order, each with the offsets of its words.

    Nothing is stored and nothing is asked of a network; the same text gives the same drafts.

    Args:
        text: prose of one document.
        published: its date, ISO 8601; relative dates in the text are read against it.
        publisher: whose document it is; plain sentences about a happening are its own assertions.
        language: "en", "ru", "uk", "ar", "de", "fr" or "es"; None tells it from the words.
        case: an open case file, whose claimants' aliases resolve the names.
    """
    language = language if language in LANGUAGES else detect(text)
    return Drafter(Passage(text, lexicon(language)), publisher, published or "").drafts()


def detect(text: str) -> str:
    """Return the language of the seven whose function words a text has most of; English where none tells."""
    words = text.casefold().split()[:400]
    arabic = sum("\u0600" <= c <= "\u06ff" for c in text[:2000])
    if arabic * 3 > len(text[:2000]):
        return "ar"
    scores = {code: sum(bool(lexicon(code).classes(word)) for word in words) for code in LANGUAGES if code != "ar"}
    return max(scores, key=lambda code: (scores[code], code == "en"))
