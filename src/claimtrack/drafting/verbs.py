"""Whether a word is the verb of its clause, judged by what stands before and after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimtrack.drafting.passage import Passage


class Verbs:
    """The verbs of a passage."""

    def __init__(self, passage: Passage) -> None:
        self.p = passage
        self.english = passage.words.language == "en"

    def finite(self, at: int, first: int) -> bool:
        """Whether the word at `at` is the verb of a clause, judged by what stands before it."""
        p = self.p
        if p.has(at, "auxiliary", "modal"):
            return not self.owning(at)
        if not p.has(at, "verb"):
            return False
        if not self.english:
            return not self._named(at)
        return self.verbal(at, first)

    def _named(self, at: int) -> bool:
        """Whether a word within a sentence is written with a capital letter, as no verb is."""
        p = self.p
        return at > 0 and p.tokens[at].name and (p.tokens[at - 1].word or p.tokens[at - 1].text == ",")

    def owning(self, at: int) -> bool:
        """Whether the 's at `at` is that of an owner, not of "is" or "has"."""
        p = self.p
        if (
            p.low(at) not in ("'s", "’s")
            or at + 1 >= len(p.tokens)
            or p.has(at - 1, "pronoun", "relative", "question")
        ):
            return False
        after = at + 1
        if p.opens_quote(after):
            return p.tokens[at - 1].name  # 'on the BBC's "Today"'
        if p.has(after, "determiner", "pronoun", "preposition", "negation", "auxiliary") or p.mark(after):
            return False
        if (
            p.low(after).endswith("ing")
            and after + 1 < len(p.tokens)
            and (p.mark(after + 1) or p.has(at - 1, "weekday"))
        ):
            return True
        return not (p.has(after, "verb-participle", "adverb") or p.low(after).endswith("ing"))

    def verbal(self, at: int, first: int) -> bool:
        """Whether an English word that may be a verb is one here, and not a noun or an adjective."""
        p = self.p
        token = p.tokens[at]
        ing = token.low.endswith("ing") and not p.has(at, "verb-base")
        before = at - 1
        while before >= first and p.has(before, "adverb") and not p.has(before, "determiner"):
            before -= 2 if p.low(before) == "first" and before > first and p.low(before - 1) == "at" else 1
        if before < first:
            if self.begins_name(at):
                return False
            return not p.has(at, "verb-base", "verb-present") or (at == first and p.low(at) != "last")
        if token.name and (p.has(at, "also-noun") or not p.tokens[before].name):
            return False
        if p.low(before) in ("'s", "’s") and p.has(at, "verb-base", "verb-present"):
            return False
        if p.has(before, "modal", "auxiliary") or p.low(before) in ("to", "who", "which", "that"):
            return True
        if p.has(before, "pronoun"):
            return True
        if p.has(before, "determiner", "possessive") and not p.has(before, "indefinite", "number"):
            return False
        if p.has(before, "preposition"):
            return ing
        past = p.has(at, "verb-past", "verb-participle") and not p.has(at, "verb-base")
        if past and self._describes_counted(at, before, first):
            return False
        if past or ing:
            return True
        return self._agrees(at, before, first)

    def _describes_counted(self, at: int, before: int, first: int) -> bool:
        """Whether a participle stands between a number after "of" and a noun: "12 of 19 reported attacks"."""
        p = self.p
        numbered = p.low(before).isdigit() and before > first and p.low(before - 1) == "of"
        if not numbered or at + 1 >= len(p.tokens) or not p.tokens[at + 1].word:
            return False
        return not p.tokens[at + 1].classes or p.has(at + 1, "also-noun")

    def begins_name(self, at: int) -> bool:
        """Whether a participle is the first word of a name: "United States officials"."""
        p = self.p
        if not p.has(at, "noun") or not p.has(at, "verb-participle") or at + 1 >= len(p.tokens):
            return False
        return p.tokens[at + 1].name and not p.has(at + 1, "weekday", "month")

    def _agrees(self, at: int, before: int, first: int) -> bool:
        """Whether a base or third-person form has a subject of its number before it."""
        p = self.p
        left = p.tokens[before]
        if p.mark(before):
            if (
                left.text == ","
                and p.has(before - 1, "adverb")
                and before - 3 >= first
                and p.tokens[before - 2].text == ","
            ):
                return self._agrees(at, before - 3, first)
            closed = left.text in (",", ")", "”", '"', "—", "–", "-", "--")
            plain = p.has(at, "cue") and not p.has(at, "also-noun")
            return closed and (
                not p.has(at, "verb-base") or plain or p.low(at + 1) in p.words.complementizers
            )
        several = (
            (left.low.endswith("s") and not left.low.endswith(("ss", "us", "is")))
            or left.low.isdigit()
            or left.low in ("people", "police", "men", "women", "children", "media")
            or (p.has(before, "indefinite") and not p.has(before, "single"))
        )
        plural = several or p.has(before, "indefinite")
        follows = at + 1 < len(p.tokens) and (
            p.has(
                at + 1,
                "determiner",
                "pronoun",
                "possessive",
                "object_pronoun",
                "question",
                "relative",
                "adverb",
            )
            or p.low(at + 1) in ("that", "to", "for", "on")
            or p.opens_quote(at + 1)
            or p.tokens[at + 1].name
            or p.mark(at + 1)
            or p.low(at + 1).endswith("ing")
        )
        if p.has(at, "verb-present") and not p.has(at, "verb-base"):
            if p.has(at, "also-noun") and not left.name and p.low(before - 1) in ("for", "of", "with"):
                return False  # "called for ground forces"
            return (follows or not p.has(at, "also-noun")) and not (several and not left.name)
        if not p.has(at, "also-noun") and (p.has(at, "cue") or (plural and not left.name)):
            return True
        if p.has(at, "cue") and self._past_agent(before, first):
            return True
        return (plural or p.has(before, "conjunction") or self._headed_by_many(before, first)) and follows

    def _past_agent(self, before: int, first: int) -> bool:
        """Whether the phrase that ends at `before` is who did it: "pictures taken by the group show …"."""
        p = self.p
        by = next((at for at in range(before - 1, max(first, before - 5), -1) if p.low(at) == "by"), None)
        return by is not None and by - 1 > first and p.has(by - 1, "verb-participle")

    def _headed_by_many(self, before: int, first: int) -> bool:
        """Whether a plural stands before the phrase that ends at `before`: "voters in Kesh support him"."""
        p = self.p
        for at in range(before - 1, max(first, before - 5), -1):
            if p.mark(at) or p.has(at, "verb-past", "auxiliary", "modal"):
                return False
            if p.low(at) in ("in", "of", "from"):
                head = p.tokens[at - 1]
                return at > first and head.low.endswith("s") and not head.low.endswith(("ss", "us", "is"))
        return False

    def reduced(self, at: int) -> bool:
        """Whether a participle at `at` describes the noun before it ("voters surveyed in May")."""
        p = self.p
        if not self.english or p.has(at, "auxiliary", "modal"):
            return False
        if p.low(at).endswith("ing"):
            return True
        return (
            p.has(at, "verb-participle")
            and at + 1 < len(p.tokens)
            and p.has(at + 1, "preposition", "weekday")
        )
