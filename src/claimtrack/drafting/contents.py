"""What English says after a verb of saying: where it begins, past adverbials and those who are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.drafting.finder import Finder

if TYPE_CHECKING:
    from claimtrack.drafting.lexicon import Entry
    from claimtrack.drafting.passage import Range
    from claimtrack.drafting.tokens import Sentence


_TIME = 5  # tokens of a time between a verb and "that"


class Contents(Finder):
    """The contents after a cue of English."""

    def _after(self, end: int, entry: Entry, sentence: Sentence) -> list[Range]:
        """Return what is said after the verb, by what its frame takes."""
        p = self.p
        last = p.sentence_end(sentence)
        if end >= last:
            return []
        takes = entry.frame.takes
        start = self._opening_of_content(end, last, takes, entry)
        if start is None or start >= last:
            return []
        stop = last
        quote = p.quote_at(last - 1)
        if quote and quote[0] >= start:
            stop = max(stop, quote[1])
        elif p.opens_quote(start):
            end_of_quote = p.quote_at(start)[1]  # type: ignore[index]
            cut = (
                end_of_quote < stop
                and p.tokens[end_of_quote - 2].text == ","
                and self._resumes(end_of_quote, stop)
            )
            stop = end_of_quote if cut else max(stop, end_of_quote)
        first, stop = p.trimmed(start, self._inserted_end(end, start, stop, sentence))
        says_little = (
            entry.frame.name in ("say", "believe") and stop - first == 1 and p.has(first, "object_pronoun")
        )
        unlike = entry.lemma in entry.frame.options.get("before_pronoun", "").split() and not (
            p.has(first, "pronoun") or p.low(start) == "that"
        )
        if stop <= first or says_little or unlike:
            return []
        return [*self._before_colon(end, start, entry), (first, stop)]

    def _before_colon(self, end: int, start: int, entry: Entry) -> list[Range]:
        """Return what is denied before the colon that the words after it begin at: "rejected that version: …"."""
        denied = entry.lemma in self.lists.lemmas("denies") and self.p.tokens[start - 1].text == ":"
        part = self.p.trimmed(end, start - 1)
        return [part] if denied and part[1] > part[0] else []

    def _inserted_end(self, end: int, start: int, stop: int, sentence: Sentence) -> int:
        """Return where what is said ends in an inserted clause: "A man, who asked not to be named, said …"."""
        p = self.p
        opened = next(
            (at for at in range(end - 1, max(sentence.first, end - 6), -1) if p.tokens[at].text == ","), None
        )
        if opened is None or not (p.has(opened + 1, "relative") or p.low(opened + 1).endswith("ing")):
            return stop
        for at in range(start + 1, stop):
            if p.tokens[at].text == "," and not p.tokens[at].quoted and self._resumes(at + 1, stop):
                return at
        return stop

    def _resumes(self, at: int, last: int) -> bool:
        """Whether a verb without a subject of its own stands at `at`, past adverbs."""
        p = self.p
        while at < last and p.has(at, "adverb") and not p.has(at, "determiner"):
            at += 1
        return (
            at < last
            and not p.has(at, "also-noun")
            and not p.low(at).endswith("ing")
            and self.phrases.finite(at, at)
        )

    def _opening_of_content(self, end: int, last: int, takes: str, entry: Entry) -> int | None:
        p = self.p
        here = end
        while (
            here < last
            and p.has(here, "adverb")
            and not p.has(here, "determiner", "indefinite", "pronoun", "preposition", "negation")
        ):
            here += 1
        if here >= last:
            return None
        if takes == "infinitive":
            return here if p.low(here) == "to" or p.low(here) == "not" else None
        if takes == "estimate":
            return here if self._estimated(here, last) else None
        if takes == "revision":
            return here if self._revised(here, last) else None
        if takes == "addressee":
            return self._past_addressee(here, last)
        if p.tokens[here].text in (":", ",", "—", "–"):
            if p.tokens[here].text == ":" or (here + 1 < last and p.opens_quote(here + 1)):
                return here + 1
            if takes == "clause" and p.tokens[here].text == ",":
                later = self._that_or_quote(here, last, 30)
                return here + 1 if later is None and self._clause_like(here + 1, last) else later
            return None
        if takes == "quotation":
            return here if p.opens_quote(here) or p.low(here) == "that" else None
        if takes == "any" and entry.frame.name == "opinion" and (colon := self._colon(here, last)):
            return colon + 1
        if takes == "any" and p.has(here, "adverbial") and here + 2 < last and p.has(here + 1, "weekday"):
            here += 2
        if takes == "any" and p.low(here) == "to" and (told := self._past_listener(here, last)):
            here = told
        if takes == "any":
            if self._is_adverbial(here, entry):
                return None
            return here if not p.mark(here) or p.opens_quote(here) else None
        return None if self._is_adverbial(here, entry) else self._clause_opening(here, last)

    def _past_listener(self, at: int, last: int) -> int | None:
        """Return where the object begins in "described to the mission the death of …"."""
        p = self.p
        for here in range(at + 2, min(last, at + 8)):
            if p.mark(here) or p.has(here, "preposition"):
                return None
            opens = p.has(here, "determiner") and not p.tokens[here].name
            if opens and (p.tokens[here - 1].name or not p.has(here - 1, "preposition", "determiner")):
                return here
        return None

    def _estimated(self, first: int, last: int) -> bool:
        """Whether a figure follows: "the toll at 17", "it at more than 20"."""
        p = self.p
        for at in range(first, min(last - 1, first + 10)):
            if p.low(at) in ("at", "as") and at > first:
                figure = p.tokens[at + 1].low[:1].isdigit() or p.has(at + 1, "number")
                return (
                    figure
                    or self.phrases.approximates(at + 1, last)
                    or p.low(at + 1) in ("more", "fewer", "less")
                )
            if p.mark(at):
                return False
        return False

    def _revised(self, first: int, last: int) -> bool:
        """Whether a figure is replaced: "its toll to 17", "the number of dead from 12"."""
        p = self.p
        figures = self.table["classes"]["figure"].split()
        named = next((at for at in range(first, min(last, first + 4)) if p.low(at) in figures), None)
        return named is not None and any(
            p.low(at) in ("to", "from", "by")
            and (p.tokens[at + 1].low[:1].isdigit() or p.has(at + 1, "number"))
            for at in range(named + 1, last - 1)
        )

    def _is_adverbial(self, here: int, entry: Entry) -> bool:
        """Whether a verb has no object where it seems to: "appeared on television", "backed down"."""
        words = entry.frame.options.get("never_before", "").split()
        return self.p.low(here) in words and not entry.rest

    def _colon(self, first: int, last: int) -> int | None:
        """Return the colon after which it is told what was said ("contradicted this when we met: …")."""
        return next(
            (
                at
                for at in range(first, min(last, first + 10))
                if self.p.tokens[at].text == ":" and not self.p.tokens[at].quoted
            ),
            None,
        )

    def _that_or_quote(self, here: int, last: int, reach: int) -> int | None:
        """Return where "that" or a quotation begins, before any verb."""
        p = self.p
        for at in range(here, min(last, here + reach)):
            if (p.opens_quote(at) and not self._titled(at)) or (
                p.low(at) == "that" and (at == here or not p.has(at - 1, "preposition"))
            ):
                return at
            if p.tokens[at].text == ":":
                return at + 1
            if at > here and self.phrases.finite(at, here) and not p.tokens[at].low.endswith("ing"):
                return None
        return None

    def _clause_opening(self, here: int, last: int) -> int | None:
        """Return where a clause begins after a verb of saying, past "on Monday", "in a statement", "to reporters"."""
        p = self.p
        if p.low(here) in p.words.complementizers or p.opens_quote(here) or p.has(here, "question"):
            return here
        if self.phrases.approximates(here, last):
            return here
        if p.low(here) in ("until", "for", "throughout") and (told := self._that_or_quote(here, last, _TIME)):
            return told  # "insisted for days that"
        if p.has(here, "weekday", "month") or p.has(here, "adverbial") or p.low(here) == "to":
            if p.low(here) == "to" and here + 1 < last and p.has(here + 1, "verb-base"):
                return here
            later = self._that_or_quote(here, last, 24)
            if later is not None:
                return later
            return self._past_adverbial(here, last)
        return here

    def _past_adverbial(self, here: int, last: int) -> int | None:
        p = self.p
        at = here
        if p.has(at, "weekday") or (p.has(at, "adverb") and not p.has(at, "determiner")):
            return at + 1 if at + 1 < last and not p.mark(at + 1) else None
        if p.has(at, "adverbial") and at + 1 < last and p.has(at + 1, "weekday", "month"):
            at += 2
            while at < last and (
                p.low(at).isdigit()
                or p.has(at, "weekday")
                or p.low(at) in ("night", "morning", "evening", "afternoon")
            ):
                at += 1
            return at if at < last and not p.mark(at) else None
        comma = at
        while comma < last and p.tokens[comma].text != ",":
            comma += 1
        if comma + 2 < last and self._verb_follows(comma, last) and not self._verb_follows(at, comma):
            return comma + 1
        return self._clause_after_phrases(at, comma)

    def _clause_after_phrases(self, at: int, last: int) -> int | None:
        """Return where a clause begins without "that" after phrases: "in a statement on Monday they had left"."""
        p = self.p
        for here in range(at + 1, min(last - 1, at + 14)):
            if self.phrases.finite(here, at):
                return None
            opens = p.has(here, "pronoun") and not p.has(here, "possessive")
            opens = opens or (p.has(here, "determiner") and p.has(here - 1, "weekday"))
            parted = not p.has(here - 1, "preposition", "determiner", "conjunction", "relative")
            if opens and parted and self._verb_follows(here + 1, min(last, here + 9)):
                return here
        return None

    def _past_addressee(self, here: int, last: int) -> int | None:
        """Return where the content begins after "told reporters", "told him", "urged the court"."""
        p = self.p
        if p.opens_quote(here) or p.low(here) == "that" or p.has(here, "question"):
            return here
        if p.low(here) == "to" or p.tokens[here].text == ":":
            return here if p.low(here) == "to" else here + 1
        if (
            p.tokens[here].name
            and here + 1 < last
            and p.tokens[here + 1].text == ","
            and self._clause_like(here + 2, last)
        ):
            return here + 2  # "Instead, he told Delta News, the plan had failed."
        if p.has(here, "object_pronoun") or (p.has(here, "pronoun") and p.low(here) in ("you", "it")):
            after = here + 1
            return (
                self._clause_opening(after, last)
                if after < last and not p.mark(after)
                else self._that_or_quote(after, last, 4)
            )
        later = self._that_or_quote(here, last, 30)
        if later is not None and later > here:
            return later
        for at in range(here + 1, min(last, here + 30)):
            if p.low(at) in ("to", "about", "of", "not") and (p.low(at) != "of" or at - here < 4):
                return at
            if p.tokens[at].text == "," and at + 1 < last and p.opens_quote(at + 1):
                return at + 1
            if p.mark(at) and p.tokens[at].text not in ("(", ")"):
                return None
            if p.has(at, "pronoun") or p.has(at, "question"):
                return at
            if p.has(at, "determiner") and not p.has(at - 1, "preposition", "determiner", "conjunction"):
                return at
            if (
                p.tokens[at].name
                and not p.tokens[at - 1].name
                and not p.has(at - 1, "preposition", "determiner", "conjunction", "possessive")
            ):
                return at
            if self.phrases.finite(at, here):
                return max(here, at - 2)
        return None

    def _titled(self, at: int) -> bool:
        """Whether the quotation at `at` is only the name of what somebody makes: on NBC's "Today"."""
        return at > 0 and self.phrases.owning(at - 1)

    def _verb_follows(self, first: int, last: int) -> bool:
        phrases = self.phrases
        return any(phrases.finite(at, first) and not phrases.reduced(at) for at in range(first, last))

    def _clause_like(self, first: int, last: int) -> bool:
        if last - first >= 6 and not self.p.has(first, "preposition", "subordinator", "adverb"):
            return True
        opening = self.phrases.past_opening(first, last)
        return any(self.phrases.finite(at, first) for at in range(opening, last))
