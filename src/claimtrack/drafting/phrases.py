"""Noun phrases beside a verb: who speaks, with titles and apposition, and where the words for it end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.drafting.leftward import LONGEST, Leftward

if TYPE_CHECKING:
    from claimtrack.drafting.passage import Range


class Phrases(Leftward):
    """Noun phrases of a passage."""

    def after(self, at: int, last: int) -> Range | None:
        """Return the noun phrase that begins at `at`, apposition included; `last` bounds it."""
        p = self.p
        while at < last and p.has(at, "adverb") and not p.has(at, "determiner", "indefinite", "pronoun"):
            at += 1
        if at >= last or (p.mark(at) and not p.opens_quote(at)):
            return None
        if p.has(at, "pronoun") and not p.has(at, "determiner", "indefinite"):
            return at, at + 1
        if p.has(at, "preposition", "subordinator", "conjunction", "auxiliary", "modal") and not p.has(
            at, "determiner", "possessive", "indefinite"
        ):
            return None
        here = self._end_of_head(at, last)
        if here <= at:
            return None
        return at, self._past_apposition(at, here, last)

    def _end_of_head(self, at: int, last: int) -> int:
        p = self.p
        here = at
        while here < last and here - at < LONGEST:
            token = p.tokens[here]
            if token.text == "(":
                closed = self.closing(here, last)
                if closed is None:
                    break
                here = closed + 1
                continue
            if p.opens_quote(here):
                inner = p.quote_at(here)
                if inner[1] - inner[0] > 10 or inner[1] > last:  # type: ignore[index]
                    break
                here = inner[1]  # type: ignore[index]
                continue
            if p.mark(here):
                break
            bare = here == at + 1 and p.words.language == "de"  # "laut Armee ein Krankenhaus"
            if (here > at + 1 or bare) and self._another(here):
                break
            if here > at and p.has(here, "adverbial") and not p.has(here, "of"):
                break
            if (
                here > at
                and p.has(here, "adverb")
                and not p.has(here, "determiner")
                and not self._named_on(here)
            ):
                break
            if p.has(here, "relative") and here > at:
                return self._relative_end(here, last)
            if here > at and p.has(here, "conjunction"):
                if (
                    here + 1 >= last
                    or p.has(here + 1, "verb", "auxiliary", "pronoun", "adverb")
                    or p.mark(here + 1)
                ):
                    break
            elif (
                (here > at and p.has(here, "subordinator") and not p.has(here, "preposition", "determiner"))
                or (
                    here > at
                    and p.has(here, "pronoun")
                    and not p.has(here, "determiner", "possessive", "indefinite")
                )
                or (here > at and self.finite(here, at) and not p.low(here).endswith("ing"))
            ):
                break
            here += 1
        return here

    def _named_on(self, at: int) -> bool:
        """Whether a name goes on with an adverb: "the channel Frontline Now"."""
        p = self.p
        return p.tokens[at].name and p.tokens[at - 1].name and not p.has(at, "weekday", "month")

    def _another(self, at: int) -> bool:
        """Whether another noun phrase begins at `at`: with an article or a number after no preposition."""
        p = self.p
        if self.english or p.words.language == "ar" or not p.has(at, "determiner", "possessive"):
            return False
        genitive = p.words.language == "de" and p.low(at) in (
            "der",
            "des",
            "dieser",
            "dieses",
            "seiner",
            "ihrer",
        )
        return not (
            genitive or p.has(at, "preposition") or p.has(at - 1, "preposition", "conjunction", "determiner")
        )

    def _relative_end(self, at: int, last: int) -> int:
        here = at
        while here < last and self.p.tokens[here].text not in (",", ";", "”", '"', "—", "–"):
            here += 1
        return here

    def closing(self, at: int, last: int) -> int | None:
        """Return the bracket that closes the one at `at`."""
        for here in range(at, min(last, at + 30)):
            if self.p.tokens[here].text == ")":
                return here
        return None

    def _past_apposition(self, first: int, comma: int, last: int) -> int:
        """Return where the phrase ends once a description between commas is taken in."""
        p = self.p
        if comma + 1 >= last or p.tokens[comma].text != ",":
            return comma
        begins = comma + 1
        if p.tokens[begins].quoted:
            return comma
        described = (
            p.has(begins, "determiner", "relative", "possessive", "honorific")
            or p.tokens[begins].low.isdigit()
        )
        counts = p.has(begins, "number") or p.tokens[begins].low.isdigit()
        if counts and (begins + 1 >= len(p.tokens) or p.tokens[begins + 1].text != ","):
            return comma  # "officials, three people, …" begins what is said; "Smith, 34, …" is an age
        described = described or (
            not p.has(
                begins,
                "pronoun",
                "adverb",
                "conjunction",
                "preposition",
                "subordinator",
                "verb",
                "auxiliary",
                "modal",
                "weekday",
            )
            and not p.low(begins).endswith("ing")
        )
        if not described:
            return comma
        end = begins
        while end < last and p.tokens[end].text not in (",", ";", "—", "–", "”", '"', ":", ".", "!", "?"):
            if p.opens_quote(end):
                break
            end += 1
        if not self._apposition(begins, end):
            return comma
        if self.english and end + 1 < last and p.tokens[end].text == "," and p.low(end + 1) == "who":
            return self._past_apposition(first, end, last)
        if end < last and p.tokens[end].text == "," and p.tokens[begins].low.isdigit():
            return (
                self._past_apposition(first, end, last) if p.low(end + 1) != "of" else self._origin(end, last)
            )
        return end

    def _origin(self, comma: int, last: int) -> int:
        """Return where ", of Kesh in the south," ends after a name and an age."""
        return next((at for at in range(comma + 1, last) if self.p.mark(at)), last)

    def subject_of(self, first: int, at: int) -> Range | None:
        """Return the subject of the clause that begins at `first`, for a verb or participle at `at` that shares it."""
        p = self.p
        here = self.past_opening(first, at)
        if here >= at:
            return None
        end = here
        while end < at:
            if p.tokens[end].text == "," and end > here:
                close = self._matching_comma(end, at)
                if close is None or not self._apposition(end + 1, close):
                    break
                end = close + 1
                continue
            if p.tokens[end].text == "(":
                closed = self.closing(end, at)
                if closed is None:
                    break
                end = closed + 1
                continue
            if p.mark(end) and not p.opens_quote(end) and not p.closes_quote(end):
                break
            if end > here and p.has(end, "relative") and not p.has(end, "determiner"):
                verb = end + 1
                while verb < at and not self.finite(verb, here):
                    verb += 1
                end = verb + 1
                while end < at and not self.finite(end, here) and p.tokens[end].text != ",":
                    end += 1
                continue
            if self.finite(end, here) and not (end == here and p.has(end, "verb-base")):
                break
            if end > here and p.has(end, "adverb") and not p.has(end, "determiner"):
                break
            if end > here and p.low(end) == "at" and p.low(end + 1) == "first":
                break
            end += 1
        while end > here and (p.mark(end - 1) and p.tokens[end - 1].text == ","):
            end -= 1
        if end <= here or end - here > LONGEST:
            return None
        return here, end

    def _matching_comma(self, comma: int, last: int) -> int | None:
        for here in range(comma + 1, min(last, comma + 40)):
            if self.p.tokens[here].text == ",":
                return here
        return None

    def approximates(self, at: int, last: int) -> bool:
        """Whether a word only makes a number vague: "About 270 people", "at least six"."""
        p = self.p
        after = at + 1
        if after >= last:
            return False
        if p.low(at) == "at" and p.low(after) in ("least", "most"):
            return True
        return p.has(at, "approximator") and (p.tokens[after].low[:1].isdigit() or p.has(after, "number"))

    def past_opening(self, first: int, at: int) -> int:
        """Skip what stands before the subject: conjunctions, adverbs, an opening phrase with its comma."""
        p = self.p
        here = first
        while here < at:
            opening = p.has(here, "preposition", "subordinator") and not p.has(
                here, "determiner", "indefinite", "pronoun"
            )
            opening = opening and not self.approximates(here, at)
            subject = here + 1 < at and self.finite(here + 1, here)  # "Fighting broke out"
            subject = subject or self.begins_name(here)
            opening = opening or (
                self.english
                and not subject
                and (p.low(here).endswith("ing") or p.has(here, "verb-participle"))
                and not p.has(here, "describing")
            )
            if opening and not (p.tokens[here].quoted):
                comma = self._matching_comma(here, at)
                if comma is None:
                    return here + 1 if p.has(here, "subordinator") else at
                here = comma + 1
            elif (
                p.has(here, "conjunction", "adverb", "interjection") and not p.has(here, "determiner")
            ) or p.mark(here):
                here += 1
            elif here + 1 < at and p.has(here, "weekday") and p.tokens[here + 1].text == ",":
                here += 2
            else:
                break
        return here
