"""Who speaks in Arabic, where the subject follows its verb and nothing is written with a capital letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.drafting.clauses import Clauses
from claimtrack.drafting.wordlists import wordlists

if TYPE_CHECKING:
    from claimtrack.drafting.passage import Range
    from claimtrack.drafting.tokens import Sentence


class Arabic(Clauses):
    """Noun phrases after an Arabic verb."""

    def _construct(self, at: int, last: int) -> Range | None:
        """Return an Arabic noun phrase after its verb: up to the last definite noun, or one noun and its adjective."""
        p = self.p
        at = self._past_adverbs(at, last)
        here = at
        definite = False
        if here + 1 < last and p.opens_quote(here + 1) and (quote := p.quote_at(here + 1)):
            return (at, quote[1]) if quote[1] < last else None  # "the organisation «Banner»"
        while (
            here < last
            and not p.mark(here)
            and not p.has(here, "adverb", "question", "conjunction", "negation", "subordinator")
        ):
            low = p.low(here)
            if low in p.words.complementizers or self.phrases.finite(here, at):
                break
            if here > at and (low.startswith("لل") or self._told_to(low)):
                break  # "residents to the observatory"
            if p.has(here, "preposition"):
                if here == at or not p.low(here).startswith("في") or here + 1 >= last:
                    break
                if self._in_a_country(here, last):
                    return at, here + 2
                if not p.low(here + 1).startswith("ال"):
                    break
                here += 1
                definite = False
                continue
            now = low.startswith(("ال", "وال"))
            if low == "باسم" and here + 1 < last:  # "the spokesman of the army"
                here += 2
                definite = True
                continue
            if definite and not now and (self._title(here - 1) or self._title(at)):
                return at, self._past_name(here, last)
            ends = definite and (not now or self._happening(here) or self._other_party(here))
            if ends and not (here + 1 < last and self._title(here + 1) and self._title(at)):
                break  # but "قائد القوة البحرية العميد سامر الحلو"
            if here - at >= 2 and not now and not definite:
                break
            definite = definite or now
            here += 1
        return (at, here) if here > at else None

    def _in_a_country(self, at: int, last: int) -> bool:
        """Whether "in" at `at` names the country of a body, before a comma: "وزارة الداخلية في تارسيا، …"."""
        return at + 2 < last and self.p.mark(at + 2)

    def _told_to(self, low: str) -> bool:
        """Whether a word is an outlet or a monitor with "to" joined to it."""
        return low[:1] == "ل" and low[1:] in wordlists(self.p.words.language).words("drafting", "hearers")

    def _happening(self, at: int) -> bool:
        """Whether a word names what happened, and no longer who speaks."""
        return bool(wordlists(self.p.words.language).happenings.fullmatch(self.p.tokens[at].text))

    def _other_party(self, at: int) -> bool:
        """Whether a definite word after who speaks is whom or what they speak of: another body, "the accusations"."""
        lists = wordlists(self.p.words.language)
        return self.p.low(at) in lists.words("drafting", "group_nouns") | lists.words(
            "drafting", "claim_nouns"
        )

    def _title(self, at: int) -> bool:
        lists = wordlists(self.p.words.language)
        return self.p.low(at) in lists.words("drafting", "titles") | lists.words("drafting", "person_nouns")

    def _past_name(self, at: int, last: int) -> int:
        """Return where a name after a title ends: two words of it at the most, before what is said."""
        p = self.p
        here = at
        while here < min(last, at + 2) and not (
            p.mark(here)
            or p.low(here) in p.words.complementizers
            or p.has(here, "preposition", "adverb")
            or self._happening(here)
            or p.low(here) in self._deeds
        ):
            here += 1
        return here

    @property
    def _deeds(self) -> frozenset[str]:
        """Nouns that what is denied begins with: "وجود مسلحين"."""
        return wordlists(self.p.words.language).words("drafting", "deeds")

    def _accuser(self, source: Range, start: int) -> tuple[Range, int]:
        """Return who accuses and where the accused begin, of "اتهمت حماس إسرائيل بقصف": verb, subject, object."""
        p = self.p
        first, last = source
        if last - first < 2 or start != last or not p.low(start).startswith("ب"):
            return source, start
        lists = wordlists(p.words.language)
        parties = lists.words("drafting", "group_nouns") | lists.words("happenings", "people")
        at = next((k for k in range(first + 1, last) if p.low(k) in parties), last - 1)
        return (first, at), at

    def _shared_before(self, at: int, group: int, sentence: Sentence) -> Range | None:
        """Return the subject that Arabic "…، and it said that" leaves out: that of the verb of saying before it."""
        p = self.p
        goes_on = p.low(at).startswith("و") or p.has(at, "saying")
        if p.words.language != "ar" or not goes_on or not p.mark(group - 1):
            return None
        before = next((k for k in range(at - 1, sentence.first - 1, -1) if p.words.entries(p.low(k))), None)
        return self._right(before + 1, group) if before is not None else None
