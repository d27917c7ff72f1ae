"""Verbs of English after what is said: "…, X said", and where the sentence goes on after them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.drafting.constructions import Constructions
from claimtrack.drafting.finder import COMMAS

if TYPE_CHECKING:
    from claimtrack.drafting.lexicon import Entry
    from claimtrack.drafting.passage import Range
    from claimtrack.drafting.tokens import Sentence

_CLAUSE = 5  # tokens after a day that are more than a place and a time
_ENDED = frozenset((",", "?", "!", ".", "…", "...", "'", "’"))


class Trailing(Constructions):
    """Attributions whose content stands before and around them."""

    def _trails(self, edge: int, end: int, entry: Entry, sentence: Sentence) -> bool:
        """Whether "…, X said" follows what is said, judged by the mark before X and what follows the verb."""
        p = self.p
        if edge < sentence.first or entry.frame.takes == "infinitive":
            return False
        if end < sentence.last and p.low(end) in p.words.complementizers:
            return False
        if (
            entry.frame.name == "tell"
            and end + 1 < p.sentence_end(sentence)
            and p.has(end, "object_pronoun")
            and p.tokens[end + 1].text == ","
        ):
            end += 1  # "The solution, the partner told them, was simple."
        mark = p.tokens[edge]
        closing = p.closes_quote(edge)
        if not closing and mark.text not in COMMAS:
            return False
        if not closing and entry.frame.name not in ("say", "believe", "tell", "show"):
            return False
        last = p.sentence_end(sentence)
        if end >= last:
            return (
                closing
                or self._clause_like(sentence.first, edge)
                or not p.has(sentence.first, "preposition", "adverb", "subordinator")
            )
        follows = p.tokens[end]
        opening = self._opens_only(sentence.first, edge)
        comma = self._past_time(end, last)
        resumed = p.tokens[comma].text == "," and self._resumes(comma + 1, last)
        dated = comma > end and not opening and self._goes_on(comma + 1)
        parted = resumed or (
            follows.text == "," and not opening and self._verb_follows(end, last)
        )  # "Two men, X said, died."
        dated_clause = self._dates_a_clause(sentence.first, edge)
        if not closing and not parted and not dated_clause and not self._clause_like(sentence.first, edge):
            return False
        if not closing and opening and not resumed:
            return False
        if resumed or dated or follows.text in (",", ";", "—", "–", "--"):
            return True
        if p.mark(end):
            return closing and follows.text != ":"
        if closing and entry.frame.name in ("say", "tell", "ask", "believe", "quote"):
            if (
                p.has(end, "adverbial", "weekday", "adverb")
                or p.low(end) in ("to", "of", "with")
                or entry.frame.name in ("tell", "ask")
            ):
                return True
            return p.tokens[edge - 1].text in _ENDED and not self._verb_follows(end, last)
        if (
            entry.frame.name == "tell"
            and not p.has(end, "object_pronoun")
            and (told := self.phrases.after(end, last))
        ) and (
            told[1] >= last
            or p.tokens[told[1]].text == ","
            or (p.has(told[1], "adverbial") and not self._verb_follows(told[1], last))
        ):
            return True  # "…, she told Delta News."
        if entry.frame.name == "tell" and p.has(end, "object_pronoun"):
            after = end + 1
            return (
                after >= last
                or p.mark(after)
                or (p.has(after, "adverbial") and not self._verb_follows(after, last))
            )
        if (
            p.low(end) in ("late", "early")
            and end + 1 < last
            and (p.has(end + 1, "weekday") or p.low(end + 1) in ("on", "in"))
        ):
            return True
        if p.low(end) in p.words.complementizers or p.opens_quote(end):
            return False
        if entry.frame.name == "tell" and self._that_or_quote(end, last, 8) is not None:
            return False
        return (
            p.has(end, "adverbial")
            and (dated_clause or self._clause_like(sentence.first, edge))
            and (not self._verb_follows(end, last) or self._ends_saying(end, last, sentence, edge))
        )

    def _opens_only(self, first: int, edge: int) -> bool:
        """Whether nothing but an opening phrase stands before the mark at `edge`."""
        return self.phrases.past_opening(first, edge + 1) >= edge and not self._dates_a_clause(first, edge)

    def _dates_a_clause(self, first: int, edge: int) -> bool:
        """Whether a day opens a whole clause: "On 2 November soldiers burned the village, X said"."""
        p = self.p
        if not p.has(first, "preposition"):
            return False
        day = next((k for k in range(first + 1, min(first + 4, edge)) if p.has(k, "month", "weekday")), None)
        return day is not None and edge - day > _CLAUSE

    def _ends_saying(self, end: int, last: int, sentence: Sentence, edge: int) -> bool:
        """Whether only when or why follows "…, he said": no "that", no quotation, and a whole clause before it."""
        p = self.p
        if self._that_or_quote(end, last, last - end) is not None or not self._verb_follows(
            self.phrases.past_opening(sentence.first, edge), edge
        ):
            return False
        return p.low(end) in ("after", "before", "while", "as", "when", "during", "because")

    def _goes_on(self, at: int) -> bool:
        """Whether the sentence only goes on: "…, X said on Friday, and …", "…, adding …"."""
        adds = self.p.low(at).endswith("ing") and self.p.has(at, "cue")
        return adds or self.p.has(at, "conjunction")

    def _past_time(self, at: int, last: int) -> int:
        """Return the comma after "X said on Friday", or `at` where none follows."""
        p = self.p
        if not p.has(at, "adverbial", "weekday"):
            return at
        for here in range(at + 1, min(last, at + 8)):
            if p.tokens[here].text == ",":
                return here
            if p.mark(here) or p.has(here, "complementizer", "verb"):
                break
        return at

    def _around(self, edge: int, end: int, sentence: Sentence) -> list[Range]:
        """Return what is said before "X said" and, where the sentence goes on after a comma, after it."""
        p = self.p
        content = [self._leading(edge, sentence)]
        last = p.sentence_end(sentence)
        here = end
        while (
            here < last and not p.opens_quote(here) and p.tokens[here].text not in (",", ":", ";", "—", "–")
        ):
            here += 1
        if here < last and (rest := self._resumed(here, last, p.tokens[edge].text)):
            content.append(rest)
        return [part for part in content if part[1] > part[0]]
