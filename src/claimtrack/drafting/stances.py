"""Stance and hedge: what a way of saying means for the proposition, and how far the words stand back from it."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from claimtrack.drafting.asserted import Asserted

if TYPE_CHECKING:
    from claimtrack.drafting.finding import Finding
    from claimtrack.drafting.passage import Passage, Range
    from claimtrack.drafting.tokens import Sentence
    from claimtrack.drafting.wordlists import Wordlists

# The strongest wording wins: an open question before an open doubt, a doubt before a likelihood.
_NEAR = 7  # tokens within which "not" follows "his aircraft"
_EARLY = 40  # characters within which a sentence names what it is about
_HEDGES = ("increasingly_likely", "unclear", "purported", "alleged", "reported", "likely")


class Stances:
    """Stances and hedges of one passage."""

    def __init__(self, passage: Passage, lists: Wordlists) -> None:
        self.p = passage
        self.lists = lists
        self.asserted = Asserted(passage, lists)

    @cached_property
    def _first(self) -> dict[str, frozenset[str]]:
        names = ("denies", "retracts", "corrects", "concedes", "confirms", "queries", "comments", "beliefs")
        return {name: self.lists.lemmas(name) for name in names}

    def asserts(self, one: Finding) -> bool:
        """Whether an attribution is of a kind that asserts something about a happening."""
        frame, verb = one.entry.frame.name, one.entry.lemma
        if self.p.words.language != "en":
            return True
        if frame == "opinion":
            return verb in self.lists.opinions
        if frame == "believe":
            return verb in self._first["beliefs"]
        if frame == "noun":
            return self._asserting_noun(one)
        return frame in (
            "headline",
            "say",
            "tell",
            "according",
            "quote",
            "ask",
            "show",
            "expected",
            "hearsay",
            "estimate",
            "revise",
        )

    def _asserting_noun(self, one: Finding) -> bool:
        return one.entry.lemma.rstrip("s") in (
            "claim",
            "assertion",
            "allegation",
            "accusation",
            "statement",
            "denial",
            "report",
            "admission",
            "announcement",
        )

    def stance(self, one: Finding | None, content: list[Range], *, answered: bool = False) -> str:
        """Return the stance of what is said towards what happened.

        Args:
            one: the attribution, None for the publisher's own words.
            content: what is said, in tokens.
            answered: whether somebody else has said something before, which "no such thing" may answer.
        """
        text = self._text(content)
        unsaid = (self.asserted.nothing, self.asserted.denies_a_denial, self.asserted.unreal)
        if any(told(content) for told in unsaid):
            return "comments"
        if one is None:
            if self.open_question(text):
                return "comments"
            if self._own_denial(text) or (answered and self.lists.pattern("drafting", "denial").search(text)):
                return "denies"
            return "denies" if self._called_false(text) else "affirms"
        verb, frame = one.entry.lemma, one.entry.frame
        if frame.stance:
            return frame.stance
        if verb in self._first["queries"]:
            return "queries"
        if verb in self._first["denies"]:
            return "denies"
        if verb in self._first["comments"] or self._accused_of_saying(one, text):
            return "comments"
        if (
            self._called_false(text)
            or (answered and self.lists.pattern("drafting", "counter").search(text))
            or (answered and self._none_of(content))
            or self.lists.pattern("drafting", "flat_denial").search(text)
            or self._own_denial(text)
            or (answered and self._theirs_did_not(content))
            or (answered and self.lists.pattern("drafting", "denial").search(text))
            or (answered and self._not_done(content))
            or self.asserted.only_negates(content)
        ):
            return "denies"
        if one.negated and frame.name in ("believe", "opinion"):
            return "comments"
        return "affirms"

    def _none_of(self, content: list[Range]) -> bool:
        """Whether it begins with "no" and is no toll ("no vessel was in the area", not "no one was hurt")."""
        p = self.p
        first, last = content[0]
        first += p.opens_quote(first) and first + 1 < last
        if not p.has(first, "negation") or p.low(first) in ("not", "не", "nicht", "ne", "n'"):
            return False
        text = self._text([(first, min(last, first + 8))])
        return not any(
            self.lists.pattern("happenings", fate).search(text) for fate in ("killed", "wounded", "captured")
        )

    def _not_done(self, content: list[Range]) -> bool:
        """Whether what happened is said not to have ("was not shelled"); not "X, not Y", and no toll of nobody."""
        p = self.p
        tolls = [self.lists.pattern("happenings", fate) for fate in ("killed", "wounded", "captured")]
        turns = self.lists.words("asserted", "turns")

        def done(word: str) -> bool:
            return self.lists.happenings.fullmatch(word) is not None and not any(
                toll.fullmatch(word) for toll in tolls
            )

        for first, last in content:
            for at in range(first, last - 1):
                contrast = at > first and (p.mark(at - 1) or p.has(at - 1, "conjunction"))
                not_so = not contrast and p.low(at) in self.lists.words("drafting", "not_so")
                denied = not_so and any(done(p.tokens[k].text) for k in range(at + 1, min(last, at + 3)))
                if denied and not any(p.low(k) in turns and p.mark(k - 1) for k in range(at + 1, last)):
                    return True  # but "не теракт, а месть"
        return False

    def _own_denial(self, text: str) -> bool:
        """Whether the speakers say that they did not do it ("We did not fire"), and not that they do not know."""
        match = self.lists.pattern("drafting", "own_denial").search(text)
        return match is not None and not self.lists.pattern("drafting", "knowing").match(
            text[match.end() :].lstrip()
        )

    def _theirs_did_not(self, content: list[Range]) -> bool:
        """Whether what belongs to the speakers is said not to have done something: "his aircraft did not fly that day"."""
        p = self.p
        first, last = content[0]
        owned = p.has(first, "possessive", "pronoun") and not p.low(first).startswith(("'", "’"))
        negations = self.lists.words("asserted", "negations")
        denied = (k for k in range(first + 1, min(last - 1, first + _NEAR)) if p.low(k) in negations)
        at = next(denied, None) if owned else None
        if at is not None and p.has(first, "pronoun") and not p.has(at + 1, "verb"):
            return False  # "it was not a state facility"
        if at is None or any(p.mark(k) and not p.opens_quote(k) for k in range(first, at)):
            return False
        return not self.lists.pattern("drafting", "knowing").match(p.text, p.tokens[at + 1].start)

    def _accused_of_saying(self, one: Finding, text: str) -> bool:
        """Whether somebody is only accused of what they say: "accused the army of lying"."""
        blames = {word.split("|")[0] for word in self.lists.words("drafting", "blames")}
        told = one.entry.lemma in blames or any(self.p.low(at) in blames for at in range(*one.cue))
        return told and self.lists.pattern("drafting", "falsehoods").search(text) is not None

    def _called_false(self, text: str) -> bool:
        return bool(self.lists.pattern("drafting", "lies").search(text))

    def open_question(self, text: str) -> bool:
        """Whether the words leave a question open ("remains unclear")."""
        return bool(self.lists.pattern("hedges", "unclear").search(text))

    def hedge(self, one: Finding | None, content: list[Range], sentence: Sentence) -> str:
        """Return the hedge of the softening words, the speaker's or the publisher's; "" for none."""
        text = self._text(content)
        if one is not None:
            begin = min([one.cue[0], *(first for first, _ in content)])
            while begin > sentence.first and self.p.has(begin - 1, "adverb"):
                begin -= 1  # "purportedly show"
            lead = (
                self.p.text[self.p.tokens[sentence.first].start : self.p.tokens[begin].start]
                if begin > sentence.first
                else ""
            )
            whole = self.p.text[slice(*self.p.span(begin, max(one.cue[1], content[-1][1])))]
            text = f"{lead} {whole}" if len(lead) < 40 else whole
        else:
            text = self.p.text[self.p.tokens[sentence.first].start : self.p.tokens[sentence.last - 1].end]
        for name in _HEDGES:
            if self.lists.pattern("hedges", name).search(text):
                return name.replace("_", " ")
        conditional = self.lists.text("hedges", "conditional")
        if conditional and re.search(conditional, text, re.IGNORECASE):
            return "reported"
        return "reported" if one is not None and one.entry.frame.name == "hearsay" else ""

    def background(self, sentence: Sentence) -> bool:
        """Whether a sentence only describes: in the present, of what is so in general."""
        p = self.p
        past = self.lists.pattern("drafting", "past")
        text = p.text[p.tokens[sentence.first].start : p.tokens[sentence.last - 1].end]
        if (past.pattern != "(?!)" and past.search(text)) or self.unaccounted(text):
            return False
        if self._called_false(text):
            return False
        shown = self.lists.pattern("happenings", "evidence").search(text)
        if (shown is not None and shown.start() < _EARLY) or self._dated_toll(sentence, text):
            return False
        from claimtrack.drafting.phrases import Phrases

        if self.open_question(text):
            return False
        phrases = Phrases(p)
        verb = next(
            (at for at in range(sentence.first, sentence.last) if phrases.finite(at, sentence.first)), None
        )
        if verb is None:
            return False
        if p.low(verb) in self.lists.words("drafting", "background"):
            return True
        return p.has(verb, "verb-present") and not p.has(verb, "auxiliary", "verb-past")

    def unaccounted(self, text: str) -> bool:
        """Whether people are told to be missing, which is said in the present."""
        return bool(self.lists.pattern("drafting", "unaccounted").search(text))

    def _dated_toll(self, sentence: Sentence, text: str) -> bool:
        """Whether a sentence tells of a day what befell people: "sind am Mittwoch neun Menschen umgekommen"."""
        dated = any(self.p.has(at, "weekday", "month") for at in range(sentence.first, sentence.last))
        fates = ("killed", "wounded", "captured")
        return dated and any(self.lists.pattern("happenings", name).search(text) for name in fates)

    def _text(self, content: list[Range]) -> str:
        return " … ".join(self.p.text[slice(*self.p.span(*part))] for part in content)
