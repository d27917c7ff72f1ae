"""Claims that a check takes up, and who spread them: "Is it true that …? The claim was posted by X", "Claim: …"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.drafting.finding import Finding
from claimtrack.drafting.lexicon import Entry, Frame
from claimtrack.drafting.phrases import Phrases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimtrack.drafting.passage import Passage, Range
    from claimtrack.drafting.tokens import Sentence
    from claimtrack.drafting.wordlists import Wordlists

_OPENING = 3  # characters of quotation marks that may stand before the question
_LABEL = 4  # tokens before the colon of a label
_NEAR = 8  # tokens within which the next sentence names the claim, or who spread it


class Checks:
    """The claims that the checks of one passage take up."""

    def __init__(self, passage: Passage, lists: Wordlists) -> None:
        self.p = passage
        self.lists = lists
        self.phrases = Phrases(passage)

    def claim(
        self, sentence: Sentence, inside: Sequence[Finding], after: Sentence, spreading: Sequence[Finding]
    ) -> Finding | None:
        """Return the claim that a sentence asks about or calls false, as said by whom the next names; None for none.

        Args:
            sentence: the sentence of the check.
            inside: the attributions in it.
            after: the sentence after it.
            spreading: the attributions in that.
        """
        content = self._claimed(sentence, inside)
        return None if content is None else self.spread(content, after, spreading)

    def spread(self, content: Range, after: Sentence, spreading: Sequence[Finding]) -> Finding | None:
        """Return a claim as said by whom a later sentence names as having spread it; None where it does not tell."""
        found = self._spreader(after, spreading) if self._tells_of_it(after) else None
        if found is not None:
            found.content = [content]
        return found

    def labelled(self, sentence: Sentence) -> tuple[str, Range] | None:
        """Return "claim" or "fact" and what a sentence says after that label: "Claim: …", "Our check: …"; None for none."""
        p = self.p
        end = p.sentence_end(sentence)
        near = range(sentence.first, min(end, sentence.first + _LABEL))
        colon = next((k for k in near if p.tokens[k].text == ":"), None)
        if colon is None:
            return None
        label = p.text[p.tokens[sentence.first].start : p.tokens[colon].start].strip()
        for key in ("claim", "fact"):
            if self.lists.pattern("drafting", f"{key}_labels").fullmatch(label):
                content = p.trimmed(colon + 1, end)
                return (key, content) if content[1] > content[0] else None
        return None

    def answers_no(self, sentence: Sentence) -> bool:
        """Whether a check begins with its answer: "No, the army did not bomb the school"."""
        p = self.p
        no = p.low(sentence.first) in self.lists.words("drafting", "no_answer")
        return no and sentence.first + 2 < sentence.last and p.tokens[sentence.first + 1].text in (",", "،")

    def _claimed(self, sentence: Sentence, inside: Sequence[Finding]) -> Range | None:
        """Return the words of the claim: after "is it true that", before "is false"."""
        p = self.p
        start = p.tokens[sentence.first].start
        text = p.text[start : p.tokens[sentence.last - 1].end]
        match = self.lists.pattern("drafting", "claim_question").search(text)
        if match is None or match.start() > _OPENING:
            return None
        begin = next(
            (k for k in range(sentence.first, sentence.last) if p.tokens[k].start >= start + match.end()),
            None,
        )
        if begin is None:
            return None
        end = next((one.cue[0] for one in inside if one.cue[0] > begin), p.sentence_end(sentence))
        content = p.trimmed(begin, min(end, self._verdict(begin, p.sentence_end(sentence))))
        return content if content[1] > content[0] else None

    def _verdict(self, begin: int, last: int) -> int:
        """Return where "is false" begins that closes a sentence, `last` where it does not."""
        p = self.p
        lies = self.lists.pattern("drafting", "lies")
        at = next((k for k in range(begin + 1, last) if lies.match(p.text, p.tokens[k].start)), last)
        while at < last and at > begin and p.has(at - 1, "auxiliary", "adverb"):
            at -= 1
        return at

    def _tells_of_it(self, after: Sentence) -> bool:
        """Whether the next sentence begins with the claim or with how it was spread."""
        p = self.p
        nouns = self.lists.words("drafting", "claim_nouns")
        near = range(after.first, min(after.last, after.first + _NEAR))
        spread = self.lists.pattern("drafting", "spread")
        return any(p.low(k) in nouns or spread.match(p.text, p.tokens[k].start) for k in near)

    def outlet(self, sentence: Sentence, spread: Finding) -> Finding | None:
        """Return the outlet that a sentence names before whom it cites: "in the channel «Front», citing …"."""
        source = self._named_outlet(sentence.first, spread.cue[0] - 1)
        return Finding(spread.cue, spread.entry, source, []) if source and source != spread.source else None

    def _named_outlet(self, first: int, last: int) -> Range | None:
        """Return "the channel «Front»"."""
        p = self.p
        outlets = self.lists.words("drafting", "outlets")
        for at in range(first, last):
            if p.low(at) in outlets and p.opens_quote(at + 1) and (quote := p.quote_at(at + 1)):
                return at, quote[1]
        return None

    def _spreader(self, sentence: Sentence, found: Sequence[Finding]) -> Finding | None:
        """Return who spread a claim, by the sentence that says so: the source cited, or the subject of its verb."""
        cited = next((one for one in found if one.source and one.entry.frame.name == "according"), None)
        if cited is not None:
            return Finding(cited.cue, cited.entry, cited.source, [])
        source = self._subject(sentence) or self._named_outlet(sentence.first, sentence.last - 1)
        if source is None:
            return None
        cue = (source[0] - 1, source[0]) if source[0] > sentence.first else (source[0], source[0] + 1)
        return Finding(cue, Entry((), "spread", "", Frame("according", {})), source, [])

    def _subject(self, sentence: Sentence) -> Range | None:
        """Return a named phrase after a verb or "by"."""
        p = self.p
        for at in range(sentence.first, sentence.last - 1):
            if self.phrases.finite(at, sentence.first) or p.low(at) in ("by", "par", "por", "von"):
                pronoun = p.has(at + 1, "pronoun", "clitic") and not p.has(at + 1, "determiner")
                after = self.phrases.after(at + 1 + pronoun, p.sentence_end(sentence))
                if after and any(p.tokens[k].name for k in range(*after)):
                    return after
        return None
