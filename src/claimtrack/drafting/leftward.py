"""The noun phrase before a verb: who speaks, with titles and apposition, and where the words for it begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.drafting.verbs import Verbs

if TYPE_CHECKING:
    from claimtrack.drafting.passage import Range

LONGEST = 40
_SPANS = (
    "week",
    "month",
    "year",
    "morning",
    "evening",
    "night",
    "spring",
    "summer",
    "autumn",
    "winter",
    "weekend",
)


class Leftward(Verbs):
    """Noun phrases to the left of a place."""

    def before(self, at: int, first: int, depth: int = 0) -> Range | None:
        """Return the noun phrase whose last token is at `at`, titles and apposition included; `first` bounds it."""
        p = self.p
        if at < first or depth > 3:
            return None
        if p.tokens[at].text in (",", "–", "—", "-", "--") or self._ends_with_comma(at):
            return self._apposed(at, first, depth)
        while (
            at - 1 > first and p.has(at, "weekday") and p.has(at - 1, "preposition")
        ):  # "The group on Friday said"
            at -= 2
        led = self.english and at - 1 > first and p.low(at) == "it" and p.has(at - 1, "preposition")
        if p.has(at, "pronoun", "relative") and not p.has(at, "determiner") and not led:
            return at, at + 1  # but "people familiar with it"
        start = self._walk(at, first, depth)
        start = self._without_lead(start, at)
        if start > at:
            return None
        return start, at + 1

    def _walk(self, at: int, first: int, depth: int) -> int:
        """Return the first token of the phrase that ends at `at`."""
        p = self.p
        here = at
        while here >= first and at - here < LONGEST:
            token = p.tokens[here]
            if token.text == ")":
                opened = self._opening(here, first)
                if opened is None:
                    break
                here = opened - 1
                continue
            if p.closes_quote(here) and here - p.quote_at(here)[0] <= 8 and here < at + 1:  # type: ignore[index]
                inner = p.quote_at(here)
                if p.tokens[inner[1] - 2].text in (",", ".", "?", "!"):  # type: ignore[index]
                    break
                here = inner[0] - 1  # type: ignore[index]
                continue
            if p.mark(here):
                break
            if p.has(here, "conjunction"):
                if not self._joins(here, first, depth):
                    break
                here -= 1
                continue
            if p.has(here, "pronoun") and not p.has(here, "possessive", "determiner") and here != at:
                break
            if (
                self.english
                and p.low(here) == "that"
                and here < at
                and (
                    p.has(here + 1, "determiner", "possessive")
                    or p.has(here - 1, "weekday", "adverb", "object_pronoun", "cue")
                )
            ):
                return here + 1
            if self.english and here < at and p.low(here) in ("after", "before", "since"):
                return here + 1  # "days after Putin announced …"
            if self.english and here < at and p.low(here) == "later" and p.has(here + 1, "determiner"):
                return here + 1  # "Hours later the command …"
            if self.english and p.has(here, "relative") and not p.has(here, "determiner"):
                left = self.before(here - 1, first, depth + 1)
                return left[0] if left else here + 1
            if (
                p.has(here, "subordinator")
                and not p.has(here, "preposition")
                and not p.has(here, "determiner")
            ):
                break
            if not self.english and p.low(here) in p.words.complementizers:
                break
            modifier = here == first < at and p.has(here, "verb-base") and not p.has(here, "verb-past")
            if self.finite(here, first) and not (modifier and self.english):
                bound = self._relative_left(here, first, depth)
                return bound if bound is not None else here + 1
            here -= 1
        return here + 1

    def _relative_left(self, verb: int, first: int, depth: int) -> int | None:
        """Return the start of a phrase with a relative clause ("the man who saw it") whose verb is at `verb`."""
        p = self.p
        here = verb - 1
        while here >= first and verb - here < 5 and (p.has(here, "auxiliary", "adverb", "modal")):
            here -= 1
        if p.has(verb, "verb-participle") and (owner := self._whose(here, first)) is not None:
            here = owner
        if here > first and p.has(here, "relative") and here + 1 <= verb:
            before = here - 1
            if p.tokens[before].text == ",":
                return None
            left = self.before(before, first, depth + 1)
            return left[0] if left else None
        reduced = self.english and (self.reduced(verb) or self._described(verb))
        if (
            reduced
            and verb > first
            and not p.has(verb - 1, "pronoun", "auxiliary", "modal", "conjunction", "adverb")
        ):
            if p.mark(verb - 1):
                return None
            left = self.before(verb - 1, first, depth + 1)
            return left[0] if left and not p.has(left[0], "pronoun") else None
        return None

    def _described(self, verb: int) -> bool:
        """Whether a participle and an adverb stand before another verb: "residents interviewed separately said"."""
        p = self.p
        beside = (
            verb + 2 < len(p.tokens) and p.has(verb + 1, "adverb") and p.has(verb + 2, "cue", "auxiliary")
        )
        return p.has(verb, "verb-participle") and beside

    def _whose(self, at: int, first: int) -> int | None:
        """Return the "whose" of the subject that ends at `at`: "whose laws"."""
        return next((here for here in range(at, max(first, at - 4), -1) if self.p.low(here) == "whose"), None)

    def _joins(self, at: int, first: int, depth: int) -> bool:
        """Whether the "and" at `at` joins two noun phrases, not two clauses."""
        p = self.p
        if at - 1 < first or p.low(at) in ("but", "so", "yet", "plus"):
            return False
        if p.mark(at - 1) and p.tokens[at - 1].text != ",":
            return False
        left = self.before(at - 1 if not p.mark(at - 1) else at - 2, first, depth + 1)
        if left is None:
            return False
        edge = left[0] - 1
        if edge < first:
            return True
        if self.finite(edge, first) or p.has(edge, "adverb"):
            return False
        return p.mark(edge) or p.has(edge, "subordinator", "conjunction", "relative")

    def _opening(self, at: int, first: int) -> int | None:
        depth = 0
        for here in range(at, first - 1, -1):
            text = self.p.tokens[here].text
            depth += (text == ")") - (text == "(")
            if not depth:
                return here
        return None

    def _apposed(self, comma: int, first: int, depth: int) -> Range | None:
        """Return "Ann Lee, mayor of X," as one phrase where what stands between the commas is no clause."""
        p = self.p
        closing = "," if p.closes_quote(comma) else p.tokens[comma].text
        for here in range(comma - 2, max(first, comma - 45), -1):
            if p.tokens[here].text != closing:
                continue
            if not self._apposition(here + 1, comma):
                continue
            head = self.before(here - 1, first, depth + 1)
            if head and head[0] - 2 >= first and self._reduced_after_comma(head[0] - 1):
                continue
            if head is None or p.has(head[0], "pronoun", "relative") or p.has(here - 1, "adverb"):
                return None
            if (
                p.has(head[0] - 1, "preposition")
                and head[0] - 2 > first
                and p.tokens[head[0] - 2].text == ","
                and (further := self._apposed(head[0] - 2, first, depth + 1))
            ):
                head = further  # "Ann Lee, 32, of Sodus in the west, who …"
            says = p.has(here + 1, "relative") and any(
                p.low(at) in p.words.cues for at in range(here + 2, min(here + 5, comma))
            )
            end = comma + p.closes_quote(comma)
            return (head[0], here) if says else (head[0], end)
        return None

    def _ends_with_comma(self, at: int) -> bool:
        """Whether a quotation ends at `at` with the comma that belongs after it: 'Lee, who called it "a lie," said'."""
        return self.english and self.p.closes_quote(at) and self.p.tokens[at - 1].text == ","

    def _reduced_after_comma(self, at: int) -> bool:
        """Whether a description such as ", facing a hard vote" begins at `at`."""
        return (
            self.p.tokens[at - 1].text == ","
            and self.english
            and (self.p.low(at).endswith("ing") or self.p.has(at, "verb-participle"))
        )

    def _apposition(self, first: int, last: int) -> bool:
        """Whether a stretch between commas only describes: no finite verb but in a relative clause."""
        p = self.p
        if last <= first:
            return False
        if p.has(first, "relative"):
            return True
        if p.tokens[first].quoted or p.has(first, "pronoun"):
            return False
        if p.tokens[first].low.isdigit():
            return True
        reduced = self.english and (p.low(first).endswith("ing") or p.has(first, "verb-participle"))
        if reduced:
            return True
        if p.has(first, "conjunction", "subordinator") and not p.has(first, "preposition", "determiner"):
            return False
        clauses = verbs = 0
        for here in range(first, last):
            clauses += (p.has(here, "relative") and not p.has(here, "determiner")) or p.low(here) == "that"
            if self.finite(here, first) and not self.reduced(here):
                verbs += not (here > first and p.has(here - 1, "auxiliary", "modal", "adverb"))
                if verbs > clauses:
                    return False
        return not p.has(first, "preposition") or p.low(first) in ("of", "from", "in", "at", "with", "like")

    def _without_lead(self, start: int, at: int) -> int:
        """Skip what only leads to a phrase: conjunctions, adverbs, weekdays after a preposition."""
        p = self.p
        while start < at:
            if (
                p.has(start, "conjunction")
                or (p.has(start, "adverb") and not p.has(start, "determiner", "indefinite"))
                or (
                    p.has(start, "subordinator")
                    and not p.has(start, "determiner", "indefinite", "preposition")
                )
            ) or (p.low(start) == "that" and self.english and p.tokens[start + 1].name):
                start += 1
            elif p.has(start, "preposition"):
                start = self._past_preposition(start, at)
            elif (
                p.has(start, "weekday") and not p.mark(start + 1) and not p.low(start + 1).startswith("'")
            ) or p.mark(start):
                start += 1
            elif (
                self.english
                and start + 2 <= at
                and p.low(start) in ("this", "last", "next")
                and p.low(start + 1) in _SPANS
            ):
                start += 2  # "Earlier this week the company …"
            else:
                break
        return start

    def _past_preposition(self, start: int, at: int) -> int:
        """Skip "In the capital" before another phrase; without a sign of a second phrase, only the preposition."""
        p = self.p
        for here in range(start + 2, at + 1):
            if (
                p.has(here, "determiner", "possessive", "pronoun")
                and not p.has(here - 1, "preposition", "determiner", "conjunction")
                and p.low(here) not in ("'s", "’s")
            ):
                return here
        return start + 1
