"""Drafts from a text: the entry to the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.characters import fold_name
from claimtrack.drafting.drafter import Drafter
from claimtrack.drafting.given import known_language, prose
from claimtrack.drafting.lexicon import LANGUAGES, lexicon
from claimtrack.drafting.passage import Passage
from claimtrack.errors import InvalidRecordError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Protocol

    from claimtrack.drafting.draft import Drafts
    from claimtrack.model import Claimant

    class Casefile(Protocol):
        """What is asked of a case file: its claimants."""

        def records(self, cls: type[Claimant], /) -> Iterator[Claimant]:
            """Return the records of a kind."""


_CYRILLIC = ("ru", "uk")


def draft_text(
    text: str,
    *,
    published: str | None = None,
    publisher: str = "",
    language: str | None = None,
    case: Casefile | None = None,
) -> Drafts:
    """Return the assertions that a text seems to make, in its order, each with the offsets of its words.

    The list also has `events`, the happenings they are about, with their dates.

    Nothing is stored and nothing is asked of a network; the same text gives the same drafts.

    Args:
        text: prose of one document.
        published: its date, ISO 8601; relative dates in the text are read against it.
        publisher: whose document it is; plain sentences about a happening are its own assertions.
        language: "en", "ru", "uk", "ar", "de", "fr" or "es"; None tells it from the words.
        case: an open case file, whose claimants' aliases resolve the names.

    Raises:
        InvalidRecordError: the text is none, or the case file is not an open one.
        UnknownTermError: drafts are not made in the language.
    """
    language = known_language(language) if language else detect(prose(text))
    aliases = _aliases(case) if case is not None else {}
    return Drafter(Passage(prose(text), lexicon(language)), publisher, published or "", aliases).drafts()


def _aliases(case: Casefile) -> dict[str, str]:
    """Return the name of every claimant of a case file by each of its names, folded for comparison."""
    from claimtrack.model import Claimant

    if not hasattr(case, "records"):
        raise InvalidRecordError(f"{case!r} is no open case file", "open it with Casefile.open")
    return {
        fold_name(written): claimant.name
        for claimant in case.records(Claimant)
        for written in (claimant.name, *claimant.aliases)
    }


def detect(text: str) -> str:
    """Return the language of the seven whose function words a text has most of; English where none tells."""
    words = text.casefold().split()[:400]
    arabic = sum("\u0600" <= c <= "\u06ff" for c in text[:2000])
    if arabic * 3 > len(text[:2000]):
        return "ar"
    letters = set(text[:2000].casefold())
    cyrillic = any("\u0400" <= c <= "\u04ff" for c in letters)
    latin = any("a" <= c <= "z" for c in letters)
    written = {code: cyrillic if code in _CYRILLIC else latin for code in LANGUAGES if code != "ar"}
    codes = [code for code, fits in written.items() if fits] or ["en"]
    if len(codes) == 1:
        return codes[0]
    scores = {code: sum(bool(lexicon(code).classes(word)) for word in words) for code in codes}
    return max(scores, key=lambda code: (scores[code], code == "en"))
