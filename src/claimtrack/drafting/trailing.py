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
_TOLD = 8  # tokens after a verb of telling within which "that" or a quotation follows
_ENDED = frozenset((",", "?", "!", ".", "…", "...", "'", "’"))


class Trailing(Constructions):
    """Attributions whose content stands before and around them."""

    def _trails(self, edge: int, end: int, entry: Entry, sentence: Sentence) -> bool:
        """Whether "…, X said" follows what is said, judged by the mark before X and what follows the verb."""
        p = self.p
        if not self._may_trail(edge, end, entry, sentence):
            return False
        last = p.sentence_end(sentence)
        if self._told_them(end, last, entry):
            end += 1  # "The solution, the partner told them, was simple."
        closing = p.closes_quote(edge)
        if end >= last:
            small = p.has(sentence.first, "preposition", "adverb", "subordinator")
            return closing or self._clause_like(sentence.first, edge) or not small
        opening = self._opens_only(sentence.first, edge)
        comma = self._past_time(end, last)
        resumed = p.tokens[comma].text == "," and self._resumes(comma + 1, last)
        beside = p.tokens[end].text == "," and not opening and self._verb_follows(end, last)
        whole = self._dates_a_clause(sentence.first, edge) or self._clause_like(sentence.first, edge)
        if not closing and not (resumed or beside or whole):
            return False  # "Two men, X said, died."
        if not closing and opening and not resumed:
            return False
        dated = comma > end and not opening and self._goes_on(comma + 1)
        if resumed or dated or p.tokens[end].text in (",", ";", "—", "–", "--"):
            return True
        if p.mark(end):
            return closing and p.tokens[end].text != ":"
        if closing and entry.frame.name in ("say", "tell", "ask", "believe", "quote"):
            return self._ends_quotation(edge, end, last, entry)
        return self._ends_clause(edge, end, last, entry, sentence)

    def _may_trail(self, edge: int, end: int, entry: Entry, sentence: Sentence) -> bool:
        """Whether a mark stands before X that what is said may end with, and no "that" after the verb."""
        p = self.p
        if edge < sentence.first or entry.frame.takes == "infinitive":
            return False
        if end < sentence.last and p.low(end) in p.words.complementizers:
            return False
        parted = p.tokens[edge].text in COMMAS and entry.frame.name in ("say", "believe", "tell", "show")
        return p.closes_quote(edge) or parted

    def _told_them(self, end: int, last: int, entry: Entry) -> bool:
        """Whether only a word for who was told follows the verb, before a comma: a pronoun, a name."""
        p = self.p
        told = end + 1 < last and (p.has(end, "object_pronoun") or p.tokens[end].name)
        return told and entry.frame.name == "tell" and p.tokens[end + 1].text == ","

    def _ends_quotation(self, edge: int, end: int, last: int, entry: Entry) -> bool:
        """Whether nothing more is said after '"…," X said': when or to whom, or no other verb."""
        p = self.p
        if p.has(end, "adverbial", "weekday", "adverb", "preposition") or p.low(end) == "aboard":
            return True
        if entry.frame.name in ("tell", "ask"):
            return True
        return p.tokens[edge - 1].text in _ENDED and not self._verb_follows(end, last)

    def _ends_clause(self, edge: int, end: int, last: int, entry: Entry, sentence: Sentence) -> bool:
        """Whether nothing more is said after "…, X said": only who was told, when or why."""
        p = self.p
        if entry.frame.name == "tell" and (told := self._past_told(end, last)) is not None:
            return told
        after = end + 1 < last and (p.has(end + 1, "weekday") or p.low(end + 1) in ("on", "in"))
        if p.low(end) in ("late", "early") and after:
            return True
        if p.low(end) in p.words.complementizers or p.opens_quote(end):
            return False
        if entry.frame.name == "tell" and self._that_or_quote(end, last, _TOLD) is not None:
            return False
        whole = self._dates_a_clause(sentence.first, edge) or self._clause_like(sentence.first, edge)
        only = not self._verb_follows(end, last) or self._ends_saying(end, last, sentence, edge)
        return p.has(end, "adverbial") and whole and only

    def _past_told(self, end: int, last: int) -> bool | None:
        """Whether only who was told follows: "…, she told Delta News."; None where that does not tell."""
        p = self.p
        pronoun = p.has(end, "object_pronoun")
        told = (end, end + 1) if pronoun else self.phrases.after(end, last)
        if told is None:
            return None
        after = told[1]
        ends = after >= last or (p.mark(after) if pronoun else p.tokens[after].text == ",")
        if ends or (p.has(after, "adverbial") and not self._verb_follows(after, last)):
            return True
        return False if pronoun else None

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
        while here < last and p.tokens[here].text not in (",", ":", ";", "—", "–"):
            if p.opens_quote(here):
                if not self._titled(here):
                    break
                here = p.quote_at(here)[1] - 1  # type: ignore[index]
                if p.tokens[here - 1].text == ",":
                    break
            here += 1
        if here < last and (rest := self._resumed(here, last, p.tokens[edge].text)):
            content.append(rest)
        return [part for part in content if part[1] > part[0]]
