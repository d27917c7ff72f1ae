"""Attributions: who is said to have said, thought, wanted or shown what, and in which words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.drafting.given import known_language, prose
from claimtrack.drafting.lexicon import lexicon
from claimtrack.drafting.passage import Passage

if TYPE_CHECKING:
    from claimtrack.drafting.finder import Finder
    from claimtrack.drafting.finding import Attribution, Finding


def find_attributions(text: str, *, language: str, nested: bool = False) -> list[Attribution]:
    """Return every attribution of a text, in the order of their cues.

    Args:
        text: prose; offsets count its characters.
        language: "en", "ru", "uk", "ar", "de", "fr" or "es".
        nested: also what stands inside what another is said to have said ("Ann said that Bob denied it").

    Raises:
        InvalidRecordError: the text is none.
        UnknownTermError: attributions are not read in the language.
    """
    passage = Passage(prose(text), lexicon(known_language(language)))
    found = findings(passage)
    return [one.attribution(passage) for one in found if nested or not one.nested]


def findings(passage: Passage) -> list[Finding]:
    """Return the attributions of a passage in tokens, in the order of their cues."""
    finder = _finder(passage)
    found: list[Finding] = []
    for paragraph in passage.paragraphs:
        found.extend(finder.in_paragraph(paragraph))
    return found


def _finder(passage: Passage) -> Finder:
    if passage.words.language == "en":
        from claimtrack.drafting.english import English

        return English(passage)
    from claimtrack.drafting.clausal import Clausal

    return Clausal(passage)
