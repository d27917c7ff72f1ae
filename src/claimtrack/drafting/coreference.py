"""Coreference: whom a pronoun, "who", "the ministry", "two of them" or "the latter" stands for in a passage."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from claimtrack.drafting.lexicon import fold
from claimtrack.drafting.mentions import Speaker
from claimtrack.drafting.phrases import Phrases
from claimtrack.drafting.spokespeople import Spokespeople

if TYPE_CHECKING:
    from claimtrack.drafting.draft import Draft
    from claimtrack.drafting.passage import Passage, Range
    from claimtrack.drafting.wordlists import Wordlists

_NAMELESS = 2  # words of "an official", "the official"


class Coreference(Spokespeople):
    """Whom the words of a passage that name nobody stand for: those who were named before them."""

    def _named(self, first: int, last: int) -> Speaker:
        raise NotImplementedError

    def _some_of(self, first: int, last: int) -> Speaker | None:
        """Return "two of them" as two of those who were named by their number before."""
        p = self.p
        words = p.text[slice(*p.span(first, last))]
        match = self.lists.pattern("drafting", "of_them").search(words)
        numbers = self.lists.words("counts", "numbers")
        if match is None or p.low(first) not in numbers:
            return None
        for known in reversed(self.known):
            number, _, whole = known.name.partition(" ")
            if whole and fold(number) in numbers:
                some = f"{p.tokens[first].text} {whole}"
                return Speaker(some[:1].upper() + some[1:], number="many", among=known.name)
        return None

    def _pronoun(self, first: int, last: int) -> Speaker | None:
        p = self.p
        if last - first != 1 or not p.has(first, "pronoun", "object_pronoun", "relative", "possessive"):
            return None
        low = p.low(first)
        if low in self.lists.words("drafting", "publisher_words"):
            return Speaker(self.publisher)
        if low in ("none", "nobody"):
            return Speaker("")
        relative = p.has(first, "relative")
        wanted = self.lists.text("pronouns", low) or ("any" if relative else "")
        if relative and (before := self._before_relative(first)):
            return before
        for known in reversed(self.known):
            if wanted in ("", "any") or known.number == wanted or (wanted == "one" and known.spokesperson):
                return known
        return self._subject_before(first)

    def _holder(self, first: int, last: int) -> Speaker | None:
        """Return who was named with an office before, of "the governor" after "the governor of Kesh, Ann Lee"."""
        p = self.p
        indefinite = p.low(first) in self.lists.words("drafting", "indefinites")
        begin = first + self._article(first)
        if indefinite or begin >= last or p.low(last - 1) not in self._persons | self._titles:
            return None
        office = fold(p.text[slice(*p.span(begin, last))])
        held = {
            one.name: one
            for one in self.known
            if one.span and one.number == "one" and self._holds(one, office)
        }
        return replace(next(iter(held.values())), span=None) if len(held) == 1 else None

    def _holds(self, known: Speaker, office: str) -> bool:
        """Whether somebody's name stood with an office: "mayor Ann Lee", "the mayor of Kesh, Ann Lee"."""
        assert known.span is not None  # noqa: S101 - asked by the caller
        words = fold(self.p.text[slice(*known.span)])
        bare = next(
            (words.removeprefix(f"{one} ") for one in self._articles if words.startswith(f"{one} ")), words
        )
        return bare.startswith(f"{office} ") and bare != office

    @property
    def _articles(self) -> frozenset[str]:
        return self.lists.words("drafting", "articles")

    def _subject_before(self, at: int) -> Speaker:
        """Return the subject of the sentence, or of the one before it, that a pronoun may stand for."""
        span = self._subject_span(at)
        return self._named(*span) if span else Speaker("")

    def _subject_span(self, at: int) -> Range | None:
        number = self.p.sentence_number(at)
        for sentence in reversed(self.p.sentences[max(0, number - 1) : number + 1]):
            subject = Phrases(self.p).subject_of(sentence.first, min(at, sentence.last))
            quoted = subject is not None and self.p.tokens[subject[0]].quoted
            if subject and not quoted and not self.p.has(subject[0], "pronoun", "relative"):
                return subject
        return None

    def _before_relative(self, at: int) -> Speaker | None:
        """Return who "which", "who" stand for: the phrase before them."""
        left = at - 1
        if left >= 0 and self.p.tokens[left].text in (",", "،"):
            left -= 1
        if left < 0:
            return None
        found = Phrases(self.p).before(left, max(0, left - 30))
        if found is None:
            return None
        nearest = next(
            (
                k
                for k in range(found[1] - 2, found[0], -1)
                if self.p.has(k, "preposition") and self.p.low(k) in ("of", "from", "by", "de", "von")
            ),
            None,
        )
        if (
            nearest is not None
            and any(self.p.tokens[k].name for k in range(nearest + 1, found[1]))
            and not self._group_in(found[0], nearest)
        ):
            found = (nearest + 1, found[1])
        return self._named(*found)

    def _stood_for(self, first: int, noun: str) -> Speaker | None:
        """Return whom "the group", "ведомство" at `first` may stand for: the body named last that it can be."""
        bodies = [one for one in reversed(self.known) if one.number == "body"]
        heads = self.lists.table["drafting"].get("stands_for", {}).get(noun, "").split()
        if heads:
            found = next((one for one in bodies if _begins_with(one.name, heads)), None)
            return None if found and self._rival_since(found, noun) else found
        if (named := self._of_kind_named(first, noun)) is not None:
            return named
        state = self.lists.words("drafting", "state")
        span = self._subject_span(first)
        if span is not None and self._is_told_of(span):
            bodies.insert(0, self._named(*span))
        elif span is not None and self._is_name(span):
            bodies.append(self._named(*span))
        return next((one for one in bodies if not state & set(fold(one.name).split())), None)

    def _of_kind_named(self, at: int, noun: str) -> Speaker | None:
        """Return who was named with a noun before, of the Arabic "التنظيم" after "تنظيم «الراية»"."""
        p = self.p
        kind = noun.removeprefix("ال")
        if p.words.language != "ar" or kind == noun:
            return None
        for here in range(at - 1, 0, -1):
            if p.low(here - 1) == kind and p.opens_quote(here) and (quote := p.quote_at(here)):
                return Speaker(self._fullest(self._plain(here - 1, quote[1])))
        return None

    def _is_name(self, subject: Range) -> bool:
        """Whether a subject is a name, "The Dawn Front", and not a thing or people, "The wreck", "Residents"."""
        at = self.p.sentences[self.p.sentence_number(subject[0])].first
        return any(
            self.p.tokens[k].name and (k > at or self.p.tokens[k].text.isupper()) for k in range(*subject)
        )

    def _is_told_of(self, subject: Range) -> bool:
        """Whether a text had named who only acts: "… blaming the RSF. The RSF did not respond. The group …"."""
        name = self.p.text[slice(*self.p.span(*subject))].removeprefix("The ")
        return name in self.p.text[: self.p.tokens[subject[0]].start]

    def _named_before(self, at: int) -> str:
        """Return the body named right before, which "este", "dieser" alone stand for."""
        group = next((k for k in range(at - 1, -1, -1) if self.p.low(k) in self._groups), None)
        if group is None:
            return ""
        end = group + 1
        while end < at and self.p.tokens[end].name and not self.p.mark(end):
            end += 1  # "la milice Aube"
        return self._fullest(self._plain(group, end))

    def _latter(self, first: int, last: int) -> bool:
        return any(self.p.low(at) in self.lists.words("drafting", "latter") for at in range(first, last))


def _begins_with(name: str, heads: list[str]) -> bool:
    """Whether a word of a name begins with one of these."""
    return any(word.startswith(head) for word in fold(name).split() for head in heads)


def name_by_later(drafts: list[Draft], passage: Passage, lists: Wordlists) -> None:
    """Give those who are named only later their name: "a district official said … The official, Samuel Ade, …"."""
    small = lists.words("drafting", "articles")
    told = [(one, passage.text[slice(*one.claimant_span)].split()) for one in drafts if one.claimant_span]
    for at, (draft, words) in enumerate(told):
        if len(words) < _NAMELESS or fold(words[0]) not in lists.words("drafting", "indefinites"):
            continue
        for later, others in told[at + 1 :]:
            named = len(others) > _NAMELESS and fold(others[0]) in small and others[1] == f"{words[-1]},"
            if named and fold(others[0]) not in lists.words("drafting", "indefinites"):
                draft.claimant = later.claimant
                break
