"""Attributions: who is said to have said, thought, wanted or shown what, and in which words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claimtrack.drafting.lexicon import lexicon
from claimtrack.drafting.passage import Passage

if TYPE_CHECKING:
    from claimtrack.drafting.finder import Finder
    from claimtrack.drafting.lexicon import Entry
    from claimtrack.drafting.passage import Range
    from claimtrack.drafting.tokens import Sentence


@dataclass(slots=True)
class Attribution:
    """What somebody is said to have said; spans are characters of the text, end exclusive.

    Attributes:
        source: the words for who speaks, None where nobody is named.
        cue: the words of saying.
        content: what is said, in one or several spans.
        frame: the group of cues of the language's data file.
        verb: the cue as the data file gives it.
        negated: whether the saying is negated ("did not say").
        shape: how the cue stands to the rest: finite, inverted, passive, participle, infinitive …
    """

    source: Range | None
    cue: Range
    content: tuple[Range, ...]
    frame: str = ""
    verb: str = ""
    negated: bool = False
    shape: str = ""

    def to_dict(self) -> dict[str, object]:
        """Return the spans as plain data."""
        return {
            "source": list(self.source) if self.source else None,
            "cue": list(self.cue),
            "content": [list(span) for span in self.content],
        }


def find_attributions(text: str, *, language: str, nested: bool = False) -> list[Attribution]:
    """Return every attribution of a text, in the order of their cues.

    Args:
        text: prose; offsets count its characters.
        language: "en", "ru", "uk", "ar", "de", "fr" or "es".
        nested: also what stands inside what another is said to have said ("Ann said that Bob denied it").
    """
    passage = Passage(text, lexicon(language))
    found = findings(passage)
    return [one.attribution(passage) for one in found if nested or not one.nested]


@dataclass(slots=True)
class Finding:
    """An attribution in tokens."""

    cue: Range
    entry: Entry
    source: Range | None
    content: list[Range] = field(default_factory=list)
    negated: bool = False
    shape: str = "finite"
    sentence: Sentence | None = None
    nested: bool = False

    def attribution(self, passage: Passage) -> Attribution:
        """Return it in characters."""
        return Attribution(
            source=passage.span(*self.source) if self.source else None,
            cue=passage.span(*self.cue),
            content=tuple(passage.span(*part) for part in self.content),
            frame=self.entry.frame.name,
            verb=self.entry.lemma,
            negated=self.negated,
            shape=self.shape,
        )


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
