"""What is said without asserting anything to enter: silence, requests, forecasts, a thing only named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.drafting.phrases import Phrases

if TYPE_CHECKING:
    from claimtrack.drafting.finding import Finding
    from claimtrack.drafting.passage import Passage, Range
    from claimtrack.drafting.wordlists import Wordlists

_REFLEXIVE = frozenset(("himself", "herself", "itself", "themselves"))
_BEFELL = ("killed", "wounded", "captured")
_OPENING = 3  # tokens within which a question begins


class Empty:
    """Attributions of one passage that assert nothing."""

    def __init__(self, passage: Passage, lists: Wordlists) -> None:
        self.p = passage
        self.lists = lists
        self.phrases = Phrases(passage)

    def says_nothing(self, one: Finding) -> bool:
        """Whether what is said is silence, a call for help, a thing named and no more."""
        lemma = one.entry.lemma
        if lemma == "expect" or self.lists.pattern("drafting", "silence").match(self._text(one)):
            return True
        if lemma in ("cite", "quote") and one.shape == "participle":
            return True  # "the radio, quoting a commander, said": whom it relays
        if self._requests(one) or self._names_themselves(one) or self._only_comments(one):
            return True
        return self._names_no_happening(one)

    def _requests(self, one: Finding) -> bool:
        """Whether somebody asks for something: "was asked", "a demandé une enquête"."""
        if one.entry.frame.name != "ask":
            return False
        asks = self._asks(one.content[0])
        if self.p.words.language == "en" and not asks and one.entry.lemma == "ask":
            first, last = one.content[0]
            return one.shape == "passive" or any(self.p.low(at) == "for" for at in range(first, last))
        return one.shape == "passive" or (self.p.words.language != "en" and not asks)

    def _asks(self, part: Range) -> bool:
        """Whether a question or a quotation is what somebody asks."""
        first, last = part
        p = self.p
        opening = range(first, min(last, first + _OPENING))
        return any(p.has(k, "question") or p.tokens[k].quoted or p.tokens[k].text == "?" for k in opening)

    def _only_comments(self, one: Finding) -> bool:
        """Whether speakers only say what they think of something: "said it welcomed the admission"."""
        p = self.p
        first, last = one.content[0]
        if p.words.language != "en" or not p.has(first, "pronoun"):
            return False
        verb = next((k for k in range(first + 1, last) if not p.has(k, "adverb", "auxiliary")), first)
        comments = self.lists.lemmas("comments")
        return any(entry.lemma in comments for entry in p.words.cues.get(p.low(verb), ()))

    def _names_themselves(self, one: Finding) -> bool:
        """Whether speakers only say who they are: "a man who identified himself as its spokesman"."""
        starts = (first for first, last in one.content if first < last)
        if not any(self.p.low(first) in _REFLEXIVE for first in starts):
            return False
        named = any(self.p.tokens[at].name for first, last in one.content for at in range(first, last))
        return one.entry.lemma == "identify" or (one.entry.lemma in ("call", "name", "style") and named)

    def _names_no_happening(self, one: Finding) -> bool:
        """Whether a thing is only named, and none that happened or shows what did."""
        p = self.p
        text = self._text(one)
        reports = one.entry.lemma in self.lists.lemmas("reports")
        if p.words.language != "en":
            return (
                reports
                and not any(self.has_clause(part) for part in one.content)
                and not self.lists.happenings.search(text)
            )
        if any(p.tokens[at].quoted for first, last in one.content for at in range(first, last)):
            return False
        if one.entry.frame.name in ("say", "believe") and one.shape == "finite":
            recalls = one.entry.lemma in self.lists.lemmas("recalls")
            if self._counts_again(one):
                return False
            return not any(self.has_clause(part) for part in one.content) and (
                recalls or not self.lists.happenings.search(text)
            )
        shown = self.lists.pattern("happenings", "evidence")
        if one.entry.lemma == "describe" and self._describes_people(one):
            return False  # "had described the men as armed rebels"
        return reports and not (self.lists.happenings.search(text) or shown.search(text))

    def _describes_people(self, one: Finding) -> bool:
        """Whether people are told to be something: "described the men as armed rebels"."""
        words = [self.p.low(at) for first, last in one.content for at in range(first, last)]
        return "as" in words and any(word in self.lists.words("happenings", "people") for word in words)

    def _counts_again(self, one: Finding) -> bool:
        """Whether a bare figure is said where those before it tell what it counts: "…; the group said nine"."""
        p = self.p
        (first, last), *rest = one.content
        numbers = self.lists.words("counts", "numbers") | self.lists.words("counts", "bounds")
        bare = all(p.low(at)[0].isdigit() or p.low(at) in numbers for at in range(first, last))
        before = p.text[: p.tokens[first].start]
        return (
            bare
            and not rest
            and any(self.lists.pattern("happenings", name).search(before) for name in _BEFELL)
        )

    def has_clause(self, part: Range) -> bool:
        """Whether a verb of its own stands in a stretch of tokens."""
        return any(self.phrases.finite(at, part[0]) for at in range(*part))

    def only_forecasts(self, one: Finding) -> bool:
        """Whether only what is to come is said, and nothing of what happened."""
        if self.lists.happenings.search(self._text(one)):
            return False
        words = {self.p.low(at) for first, last in one.content for at in range(first, last)}
        return bool(words & self.lists.words("drafting", "future"))

    def _text(self, one: Finding) -> str:
        parts = (part for part in one.content if part[1] > part[0])
        return " … ".join(self.p.text[slice(*self.p.span(*part))] for part in parts)
