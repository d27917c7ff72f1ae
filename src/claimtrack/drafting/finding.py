"""An attribution as it is found: in tokens of a passage, and in characters of its text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimtrack.drafting.lexicon import Entry
    from claimtrack.drafting.passage import Passage, Range
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

    def is_bare(self) -> bool:
        """Whether some part of what is said has no words."""
        return any(first >= last for first, last in self.content)

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
