"""What the languages but English share: verb groups, and where a clause, a quotation or a subject begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.drafting.finder import Finder
from claimtrack.drafting.finding import Finding

if TYPE_CHECKING:
    from claimtrack.drafting.lexicon import Entry
    from claimtrack.drafting.passage import Range
    from claimtrack.drafting.tokens import Sentence

PARTICLES = frozenset(("mit", "zurück", "an", "ein", "ab", "hinzu", "fest", "vor", "aus"))
"""What stands apart from a German verb, at the end of its clause."""
_REACH = 14


class Clauses(Finder):
    """Verb groups and clauses."""

    def _group(self, at: int, first: int) -> int:
        """Return where the verb group begins: helpers and negation before the verb."""
        here = at
        while (
            here > first
            and self.p.has(here - 1, "auxiliary", "negation", "modal", "clitic")
            and not self.p.mark(here - 1)
        ):
            here -= 1
        for back in range(here - 2, max(first, here - 4) - 1, -1):  # "avait d'abord affirmé"
            parted = all(
                self.p.has(k, "adverb", "negation") or self.p.low(k).startswith("-")
                for k in range(back + 1, here)
            )
            if parted and self.p.has(back, "auxiliary") and self.p.words.language in ("fr", "es", "ar"):
                return back
        return here

    def _opens(self, end: int, last: int) -> int | None:
        """Return where a clause, a quotation or what a colon announces begins after the verb."""
        p = self.p
        for here in range(end, min(last, end + _REACH)):
            if p.low(here) in self.table["drafting"].get("having", "").split():
                return None  # "dit n'avoir utilisé que …"
            if p.low(here) in p.words.complementizers:
                return here
            if p.tokens[here].text == ":":
                return here + 1 if here + 1 < last else None
            if p.opens_quote(here) and p.quote_at(here)[1] - here > 4 and (here == end or p.mark(here - 1)):  # type: ignore[index]
                return here
            if here > end and self.phrases.finite(here, end):
                return None
        return None

    def _having_said(self, at: int, sentence: Sentence) -> int | None:
        """Return where "après avoir", "antes de" begins right before a verb of saying."""
        p = self.p
        start, end = p.tokens[sentence.first].start, p.tokens[at].start
        leads = self.lists.pattern("besides", "leads").finditer(p.text, start, end)
        lead = next((match for match in leads if not p.text[match.end() : end].strip()), None)
        return next(
            (k for k in range(sentence.first, at) if lead and p.tokens[k].start >= lead.start()), None
        )

    def _said_besides(self, begin: int, end: int, entry: Entry, sentence: Sentence) -> Finding | None:
        """Return what the same speakers said before or after: "…, après avoir nié toute mutinerie"."""
        p = self.p
        cue = next((k for k in range(begin - 1, sentence.first, -1) if p.words.entries(p.low(k))), None)
        source = self._left(self._group(cue, sentence.first), sentence) if cue is not None else None
        content = p.trimmed(end, p.sentence_end(sentence))
        if source is None or content[1] <= content[0]:
            return None
        return Finding((begin, end), entry, source, [content], shape="besides")

    def _left(self, group: int, sentence: Sentence) -> Range | None:
        raise NotImplementedError

    def _right(self, at: int, last: int) -> Range | None:
        raise NotImplementedError

    def _parted_by_colon(self, first: int, last: int, entry: Entry) -> list[Range]:
        """Return what is said, what is denied apart from the words after its colon: "rejected the report: no one died"."""
        p = self.p
        colon = next((k for k in range(first + 1, last - 1) if self._parts_denial(k)), None)
        if colon is None or entry.frame.stance != "denies":
            return [(first, last)] if last > first else []
        particle = p.words.language == "de" and p.low(colon - 1) in PARTICLES
        return [
            part
            for part in (p.trimmed(first, colon - particle), p.trimmed(colon + 1, last))
            if part[1] > part[0]
        ]

    def _parts_denial(self, at: int) -> bool:
        """Whether a mark after what is denied stands at `at`: a colon, a semicolon after "wies dies zurück"."""
        p = self.p
        if p.tokens[at].quoted:
            return False
        particle = p.words.language == "de" and p.low(at - 1) in PARTICLES
        return p.tokens[at].text == ":" or (p.tokens[at].text == ";" and particle)

    def _only_leads(self, first: int, last: int) -> bool:
        """Whether what seems to be who speaks is only "según" of "según dijo"."""
        words = self.table["verbless"]["before"].split("|")
        return last - first == 1 and self.p.low(first) in words

    def _someone_speaks(self, at: int, last: int) -> bool:
        """Whether somebody is said to say something in a stretch, so that it is no more of what stood before."""
        p = self.p
        words = self.table["verbless"]["before"].split("|")
        leads = {phrase.split()[0] for phrase in words}
        return any(
            not p.tokens[k].quoted
            and (p.words.entries(p.low(k)) or (p.low(k) in leads and self._verbless_at(k, words, last)))
            for k in range(at, last)
        )

    def _verbless_at(self, at: int, words: list[str], last: int) -> bool:
        """Whether "according to" or the like stands at `at`."""
        lows = [self.p.low(k) for k in range(at, last)]
        return any(lows[: len(parts)] == parts for parts in (phrase.split() for phrase in words))

    def _past_adverbs(self, at: int, last: int) -> int:
        if (
            at + 2 < last
            and self.p.tokens[at].text in (",", "،")
            and self.p.tokens[at + 2].text == self.p.tokens[at].text
            and self.p.has(at + 1, "adverb", "pronoun", "weekday")
        ):
            at += 3  # "affirme, lui, …"
        if at + 1 < last and self.p.has(at, "determiner") and self.p.has(at + 1, "weekday"):
            at += 2  # "anunció el domingo la fiscalía"
        while (
            at < last and self.p.has(at, "adverb", "weekday") and not self.p.has(at, "determiner", "pronoun")
        ):
            at += 1
        return at

    def _says_something(self, first: int, last: int) -> bool:
        return any(
            self.p.tokens[at].word and not self.p.has(at, "adverb", "conjunction", "preposition", "auxiliary")
            for at in range(first, last)
        )
