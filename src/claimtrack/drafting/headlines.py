"""Headlines that name who says what they tell: "Army: 12 dead in Gao", "Three abducted in Gao – UN"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.drafting.finding import Finding
from claimtrack.drafting.lexicon import Entry, Frame
from claimtrack.drafting.tokens import END
from claimtrack.drafting.wordlists import wordlists

if TYPE_CHECKING:
    from claimtrack.drafting.passage import Passage, Range
    from claimtrack.drafting.phrases import Phrases
    from claimtrack.drafting.tokens import Paragraph, Sentence

_HEADLINE = Frame("headline", {"takes": "clause"})
_POSTED = Frame("say", {"takes": "clause"})
_POSTER = 8  # tokens before a colon that may name who posts
_LONGEST = 25  # tokens of a headline
_LEAD = 9  # tokens within which the colon after who speaks stands
_NAME = 4  # tokens of who speaks after what is said, or in a line below the first
_DASHES = ("—", "–", "-", "--")


class Headlines:
    """The headlines of a passage."""

    def __init__(self, passage: Passage, phrases: Phrases) -> None:
        self.p = passage
        self.phrases = phrases
        self.lists = wordlists(passage.words.language)

    def read(self, paragraph: Paragraph) -> Finding | None:
        """Return what a headline tells, and of whom; None where it names nobody.

        Args:
            paragraph: a line of the text; below the first one, only a short name may stand before the colon.
        """
        if paragraph.last - paragraph.first > _LONGEST or (paragraph.first and not self._happens(paragraph)):
            return None
        return self._led(paragraph) or self._credited(paragraph)

    def posted(self, sentence: Sentence) -> Finding | None:
        """Return "The General Staff: our units hold the village" of a post: a body or an official before the colon."""
        p = self.p
        first = next((at for at in range(sentence.first, sentence.last) if p.tokens[at].word), sentence.last)
        colon = next(
            (k for k in range(first + 1, min(sentence.last, first + _POSTER)) if p.tokens[k].text == ":"),
            None,
        )
        last = p.sentence_end(sentence)
        if colon is None or colon + 2 >= last or last == sentence.last:
            return None
        speakers = self.lists.words("drafting", "group_nouns") | self.lists.words("drafting", "person_nouns")
        named = any(p.low(at) in speakers for at in range(first, colon))
        plain = not any(self.phrases.finite(at, first) or p.mark(at) for at in range(first, colon))
        tells = any(self.phrases.finite(at, colon + 1) for at in range(colon + 1, last))
        if not (named and plain and tells) or p.opens_quote(colon + 1):
            return None
        entry = Entry((), ":", "", _POSTED)
        return Finding((colon, colon + 1), entry, (first, colon), [p.trimmed(colon + 1, last)])

    def _happens(self, paragraph: Paragraph) -> bool:
        """Whether a line has a word for what happened or for a toll."""
        start, end = self.p.span(paragraph.first, paragraph.last)
        patterns = (self.lists.happenings, self.lists.pattern("drafting", "toll"))
        return any(one.search(self.p.text, start, end) for one in patterns)

    def _led(self, paragraph: Paragraph) -> Finding | None:
        """Return "Name: what they said"."""
        p = self.p
        for at in range(paragraph.first + 1, min(paragraph.last - 2, paragraph.first + _LEAD)):
            if p.tokens[at].text == ":" and not p.tokens[at].quoted:
                source = (paragraph.first, at)
                if any(self.phrases.finite(here, paragraph.first) or p.mark(here) for here in range(*source)):
                    return None
                if paragraph.first and not self._speaks(*source):
                    return None
                end = p.sentence_end(paragraph.sentences[-1])
                return self._finding(at, source, (at + 1, end))
        return None

    def _credited(self, paragraph: Paragraph) -> Finding | None:
        """Return "What they said – Name" of a line without a full stop."""
        p = self.p
        last = paragraph.last
        if len(paragraph.sentences) > 1 or p.tokens[last - 1].text in END:
            return None
        for at in range(last - 2, max(paragraph.first + 2, last - 2 - _NAME), -1):
            if p.mark(at):
                parts = p.tokens[at].text in (*_DASHES, ":") and not p.tokens[at].quoted
                return (
                    self._finding(at, (at + 1, last), (paragraph.first, at))
                    if parts and self._speaks(at + 1, last)
                    else None
                )
        return None

    def _speaks(self, first: int, last: int) -> bool:
        """Whether a short name stands there that may speak, or a word for people: no number, verb or label."""
        p = self.p
        inside = range(first, last)
        if last - first > _NAME or any(p.mark(at) or p.low(at)[:1].isdigit() for at in inside):
            return False
        if any(p.has(at, "weekday", "month") or self.phrases.finite(at, first) for at in inside):
            return False
        words = self.lists.words("drafting", "group_nouns") | self.lists.words("drafting", "person_nouns")
        people = words | self.lists.words("happenings", "people")
        if any(p.low(at) in self.lists.words("drafting", "labels") for at in inside):
            return False
        return all(p.tokens[at].name for at in inside) or any(p.low(at) in people for at in inside)

    def _finding(self, mark: int, source: Range, content: Range) -> Finding | None:
        content = self.p.trimmed(*content)
        if content[1] <= content[0]:
            return None
        return Finding((mark, mark + 1), Entry((), ":", "", _HEADLINE), source, [content])
