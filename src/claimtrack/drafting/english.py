"""Attributions of English: by verbs, by nouns and adjectives, by "according to"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.drafting.byverb import ByVerb
from claimtrack.drafting.finding import Finding
from claimtrack.drafting.inflection import english_forms
from claimtrack.drafting.lexicon import Entry, Frame

if TYPE_CHECKING:
    from claimtrack.drafting.passage import Passage, Range
    from claimtrack.drafting.tokens import Sentence

_FEW = 2  # words of a thing that is named, not said
_WITHOUT_VERB = Frame("according", {"takes": "clause"})
_SHOWING = frozenset(("show", "say", "indicate", "suggest", "reveal", "claim", "tell", "depict"))
_HEARSAY = Frame("hearsay", {"takes": "clause"})
_ADJECTIVE = Frame("adjective", {"takes": "any"})
_LIGHT = Frame("light", {"takes": "any"})
_NOUN = Frame("noun", {"takes": "any"})


class English(ByVerb):
    """The rules of English over one passage."""

    def __init__(self, passage: Passage) -> None:
        super().__init__(passage)
        nouns = self.table["nouns"]
        self.clause_nouns = frozenset(_numbers(nouns["clause"]))
        self.about_nouns = frozenset(_numbers(nouns["about"]))
        self.adjectives = frozenset(self.table["adjectives"]["about"].split())
        self.hearsay = frozenset(self.table["verbless"]["hearsay"].split())
        self.light = frozenset(
            form
            for verb in self.table["light"]["verbs"].split()
            for form in english_forms(verb, self.table["irregular"]).values()
        )
        self.documents = frozenset(_numbers(nouns["documents"]))
        self.polls = frozenset(_numbers(nouns["polls"]))
        self.one_poll = frozenset(nouns["polls"].split())

    def _cue_at(self, at: int, sentence: Sentence) -> Finding | None:
        p = self.p
        if p.low(at) in ("according", "as", "in"):
            one = self._without_verb(at, sentence)
            if one:
                return one
        for entry in p.words.cues.get(p.low(at), ()):
            end = self._rest(at, entry, sentence)
            one = self._verb(at, end, entry, sentence) if end else None
            if one and self._takes_that(one):
                return one
        if p.low(at) in self.hearsay:
            return self._hearsay(at, sentence)
        return self._adjective(at, sentence) or self._light(at, sentence) or self._noun(at, sentence)

    def _takes_that(self, one: Finding) -> bool:
        """Whether a verb attributes with the words that follow it, and is no other sense of it or only describes."""
        p = self.p
        first, last = one.content[0]
        frame, few = one.entry.frame.name, last - first <= _FEW
        described = one.source is not None and p.has(one.source[0], "relative") and one.shape == "finite"
        if described and p.tokens[one.source[0] - 1].text != "," and (frame == "want" or few):  # type: ignore[index]
            return False  # "voters who want to leave", "a group that backs him"
        if frame == "opinion" and p.low(first) == "to":
            return False
        if one.shape == "participle" and (frame == "show" or p.has(first, "preposition")):
            return p.low(first) in ("of", "about")  # "responding to them"
        alone = few and one.shape in ("finite", "participle", "infinitive") and not self._speaks(one)
        return not (alone and frame in ("say", "believe"))

    def _speaks(self, one: Finding) -> bool:
        """Whether what is said is a clause, a quotation or a figure."""
        p = self.p
        inside = [at for part in one.content for at in range(*part)]
        told = any(
            p.tokens[at].quoted or p.tokens[at].text[0].isdigit() or p.has(at, "number") for at in inside
        )
        return told or any(self.phrases.finite(at, one.content[0][0]) for at in inside)

    def _hearsay(self, at: int, sentence: Sentence) -> Finding | None:
        """Return the clause of "reportedly", which names nobody."""
        p = self.p
        after = next((k for k in range(at + 1, sentence.last) if not p.has(k, "adverb")), at)
        if any(entry.lemma in _SHOWING for entry in p.words.cues.get(p.low(after), ())):
            return None  # it softens that verb
        first = self.phrases.past_opening(sentence.first, at)
        parts = [p.trimmed(first, at), p.trimmed(at + 1, p.sentence_end(sentence))]
        content = [part for part in parts if part[1] > part[0]]
        return Finding((at, at + 1), Entry((), p.low(at), "", _HEARSAY), None, content) if content else None

    def _adjective(self, at: int, sentence: Sentence) -> Finding | None:
        """Return "X is sure that …", "X is critical of …"."""
        p = self.p
        after = at + 1
        if p.low(at) not in self.adjectives or after >= p.sentence_end(sentence):
            return None
        group, helpers = self._group(at, sentence.first)
        if "be" not in helpers and not p.has(at - 1 if at > sentence.first else at, "verb"):
            return None
        if "be" not in helpers:
            return None
        if not (
            p.low(after) in ("that", "about", "of", "to", "with", "on", "for", "in", "by", "at", "over")
            or p.has(after, "question", "pronoun")
        ):
            return None
        source, _ = self._subject(group, sentence)
        if source is None or p.low(source[0]) in ("it", "there", "this"):
            return None
        entry = Entry((), p.low(at), "", _ADJECTIVE)
        content = p.trimmed(after, p.sentence_end(sentence))
        return Finding((group, after), entry, source, [content], "not" in helpers)

    def _light(self, at: int, sentence: Sentence) -> Finding | None:
        """Return "X made the claim that …", "X raised doubts about …", "X launched an attack on …"."""
        p = self.p
        if p.low(at) not in self.light:
            return None
        last = p.sentence_end(sentence)
        noun = next(
            (
                here
                for here in range(at + 1, min(last - 1, at + 7))
                if p.low(here) in self.about_nouns | self.clause_nouns
            ),
            None,
        )
        if noun is None or any(
            p.mark(here) or p.has(here, "verb-past", "modal") for here in range(at + 1, noun)
        ):
            return None
        after = noun + 1
        if not (
            p.low(after) in ("that", "about", "of", "to", "on", "for", "against", "over", "with", "from")
            or p.opens_quote(after)
        ):
            return None
        group, helpers = self._group(at, sentence.first)
        if p.low(at).endswith("ing") and "be" not in helpers:
            source = self._nearest_subject(at - 1, sentence) if p.tokens[at - 1].text == "," else None
        else:
            source, _ = self._subject(group, sentence)
        if source is None:
            return None
        entry = Entry((), p.low(at), "", _LIGHT)
        stop = max(last, (p.quote_at(last - 1) or (0, 0))[1])
        content = p.trimmed(
            after if p.low(after) in ("that", "to") or p.opens_quote(after) else after + 1, stop
        )
        return (
            Finding((group, after), entry, source, [content], "not" in helpers)
            if content[1] > content[0]
            else None
        )

    # ---- without a verb -----------------------------------------------------------------------------------------------

    def _without_verb(self, at: int, sentence: Sentence) -> Finding | None:
        """Return "according to X, …" and "…, according to X"."""
        p = self.p
        for words in self.table["verbless"]["before"].split("|"):
            parts = words.split()
            if [p.low(here) for here in range(at, min(at + len(parts), sentence.last))] == parts:
                return self._according(at, at + len(parts), words, sentence)
        if one := self._polled(at, sentence):
            return one
        if p.low(at) == "in":
            for here in range(at + 2, min(at + 8, sentence.last)):
                if p.low(here) in (
                    "view",
                    "words",
                    "opinion",
                    "telling",
                    "estimation",
                    "judgment",
                    "eyes",
                    "account",
                ) and p.has(here - 1, "possessive"):
                    owner = (at + 1, here - 1) if p.low(here - 1) in ("'s", "’s", "'") else (at + 1, here)
                    if owner[1] > owner[0]:
                        return self._stands_beside(at, here + 1, owner, "in one's words", sentence)
        return None

    def _polled(self, at: int, sentence: Sentence) -> Finding | None:
        """Return "in the latest poll, …" and "… in a new survey"."""
        p = self.p
        source = self.phrases.after(at + 1, sentence.last) if p.low(at) == "in" else None
        if source is None or not any(p.low(here) in self.polls for here in range(*source)):
            return None
        source = (source[0], max(source[1], self._whole(source[1], p.sentence_end(sentence))))
        named = any(p.low(here) in self.one_poll for here in range(*source))
        phrases = self.phrases
        tells = any(phrases.finite(at, source[0]) and not phrases.reduced(at) for at in range(*source))
        if not named or tells:
            return None  # "voters in the survey approved", "ahead in the polls"
        return self._stands_beside(at, at + 1, source, "in", sentence)

    def _according(self, at: int, end: int, words: str, sentence: Sentence) -> Finding | None:
        p = self.p
        source = self.phrases.after(end, sentence.last)
        if source:
            source = (source[0], max(source[1], self._whole(source[1], p.sentence_end(sentence))))
        if source is None:
            return None
        found = self._stands_beside(at, end, source, words, sentence)
        comma = next((k for k in range(*source) if p.tokens[k].text == ","), None)
        if found is None and comma:  # "According to the defence, the fire started in a barn"
            found = self._stands_beside(at, end, (source[0], comma), words, sentence)
        return found

    def _whole(self, at: int, last: int) -> int:
        """Return where the words that say more about a source end: at a mark."""
        while (
            at < last
            and (self.p.tokens[at].text == "(" or not self.p.mark(at))
            and not self.p.opens_quote(at)
        ):
            if self.p.tokens[at].text == "(":
                at = self.phrases.closing(at, last) or at
            at += 1
        return at

    def _stands_beside(
        self, at: int, end: int, source: Range, words: str, sentence: Sentence
    ) -> Finding | None:
        p = self.p
        entry = Entry((), words, "", _WITHOUT_VERB)
        last = p.sentence_end(sentence)
        left = at - 1
        while left >= sentence.first and p.has(left, "adverb", "conjunction"):
            left -= 1
        opening = (
            left >= sentence.first
            and p.mark(left)
            and self.phrases.past_opening(sentence.first, left + 1) > left
        )
        if opening or left < sentence.first or p.tokens[left].text in (";", "("):
            here = max(end, source[1])
            while here < last and p.tokens[here].text != "," and not p.opens_quote(here):
                here += 1
            if here < last - 1 and p.has(
                here + 1, "relative", "question"
            ):  # "the hospital, where they lie, …"
                here = next((at for at in range(here + 1, last) if p.tokens[at].text == ","), last)
            if here >= last:
                return None
            content = [p.trimmed(here, max(last, (p.quote_at(last - 1) or (0, 0))[1]))]
        else:
            content = [self._leading(left if p.mark(left) else at, sentence)]
            here = max(end, source[1])
            if here < last and p.opens_quote(here):
                content.append(p.quote_at(here))  # type: ignore[arg-type]
            elif here + 1 < last and p.tokens[here].text == "," and p.opens_quote(here + 1):
                content.append(p.quote_at(here + 1))  # type: ignore[arg-type]
        content = [part for part in content if part[1] > part[0]]
        return Finding((at, end), entry, source, content) if content else None

    # ---- nouns ------------------------------------------------------------------------------------------------------------

    def _noun(self, at: int, sentence: Sentence) -> Finding | None:
        """Return "X's claim that …", "his call for …", "criticism of …"."""
        p = self.p
        low = p.low(at)
        about = low in self.about_nouns
        clause = low in self.clause_nouns
        if (not about and not clause) or p.low(at - 1) == "to":
            return None
        last = p.sentence_end(sentence)
        after = at + 1
        if after >= last:
            return None
        follows = p.low(after)
        opens = (clause and follows == "that") or (
            follows
            in ("about", "for", "to", "on", "against", "of", "over", "toward", "towards", "from", "by")
            and about
        )
        if not opens or (after + 1 < last and p.has(after + 1, "weekday")):
            return None
        source, _first = self._owner(at, sentence)
        if source is None and follows == "that" and self.phrases.finite(after + 1, after):
            return None  # "a claim that originated in court"
        if source is None and self._told_in(at, sentence):
            return None  # "said in a statement that …", of whoever said it
        agent_end = after
        if follows in ("by", "from"):
            source = self.phrases.after(after + 1, last)
            if source is None:
                return None
            agent_end = source[1]
            if agent_end >= last or p.low(agent_end) not in (
                "that",
                "about",
                "for",
                "to",
                "on",
                "against",
                "over",
            ):
                return None
        if source is None and not (clause and follows == "that"):
            return None
        stop = last
        for here in range(agent_end + 1, last):
            if p.tokens[here].text in (",", ";", "—", "–") and not p.tokens[here].quoted:
                stop = here
                break
        content = p.trimmed(agent_end + (0 if p.low(agent_end) in ("that", "to") else 1), stop)
        entry = Entry((), low, "", _NOUN)
        return (
            Finding(
                (at, agent_end + (1 if p.low(agent_end) not in ("that", "to") else 0)),
                entry,
                source,
                [content],
            )
            if content[1] > content[0]
            else None
        )

    def _told_in(self, at: int, sentence: Sentence) -> bool:
        """Whether a noun only tells in what a verb before it says something: "said in a statement"."""
        p = self.p
        into = next((k for k in range(at - 1, max(sentence.first, at - 5), -1) if p.low(k) == "in"), None)
        return into is not None and p.has(into - 1, "cue") and not p.tokens[into - 1].quoted

    def _owner(self, at: int, sentence: Sentence) -> tuple[Range | None, int]:
        """Return whose noun it is: "his", "Clinton's"."""
        p = self.p
        here = at - 1
        while (
            here > sentence.first
            and at - here < 4
            and not p.has(here, "possessive")
            and not p.mark(here)
            and not p.has(here, "verb", "preposition", "determiner")
        ):
            here -= 1
        if here < sentence.first or not p.has(here, "possessive"):
            return None, at
        if p.low(here) in ("'s", "’s"):
            owner = self.phrases.before(here - 1, sentence.first)
            return owner, owner[0] if owner else at
        return (here, here + 1), here


def _numbers(words: str) -> list[str]:
    """Return nouns in the singular and the plural."""
    found = []
    for word in words.split():
        found.append(word)
        if word.endswith("y") and word[-2] not in "aeiou":
            found.append(word[:-1] + "ies")
        elif not word.endswith("s"):
            found.append(word + "s")
        elif word.endswith("sis"):
            found.append(word[:-2] + "es")
    return found
