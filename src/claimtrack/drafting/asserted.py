"""Which words are asserted: none that are left unsaid, only supposed, or said not to be so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.drafting.rejections import Rejections

if TYPE_CHECKING:
    from claimtrack.drafting.finding import Finding
    from claimtrack.drafting.passage import Passage, Range
    from claimtrack.drafting.tokens import Sentence
    from claimtrack.drafting.wordlists import Wordlists

_BETWEEN = ("adverb", "auxiliary", "modal", "clitic")  # of what may stand between "not" and its verb
_PHRASE = 2  # words before the last one of a verb, "llevado a cabo"
_NEAR = 3  # words after "not" within which the verb that it negates stands
_CLEFT = 7  # words within which "that" follows "it was not its aircraft", and a verb follows "that"
_DID = ("perpetrator_before", "target_before", "target_after", "done")


class Asserted:
    """What a passage asserts, of all that it says."""

    def __init__(self, passage: Passage, lists: Wordlists) -> None:
        self.p = passage
        self.lists = lists
        self._negations = lists.words("asserted", "negations")
        self._conditions = lists.pattern("asserted", "conditions")
        self.rejections = Rejections(passage, lists)

    # ---- left unsaid --------------------------------------------------------------------------------------------------

    def withheld(self, one: Finding, sentence: Sentence) -> bool:
        """Whether somebody is only told not to have said, or to have been unable or unwilling to: "could not confirm"."""
        begin = max(sentence.first, one.cue[0])
        if one.entry.frame.name == "according":
            return False  # the Arabic "وفق ما أفادت", whose "ما" negates nothing
        if any(self._unsaid(at, begin) is not None for at in range(*one.cue)):
            return True
        return any(
            start < one.cue[1] and one.cue[0] < end
            for start, end in self._left_unsaid(sentence.first, sentence.last)
            if not any(first <= start < last for first, last in one.content)
        )

    def leaves_unsaid(self, first: int, last: int) -> bool:
        """Whether all that happened stands after words that leave it unsaid: "could not say whether a shell fell"."""
        return bool(self._left_unsaid(first, last)) and not self._happens(self.parts([(first, last)]))

    def _left_unsaid(self, first: int, last: int) -> list[Range]:
        """Return where a saying is negated or refused, from that word to the word of saying."""
        said = self.lists.pattern("asserted", "sayings")
        p = self.p
        negated = [
            (start, at + 1)
            for at in range(first, last)
            if said.fullmatch(p.low(at)) and (start := self._unsaid(at, first)) is not None
        ]
        unsaid = self.lists.pattern("asserted", "unsaid")
        told = [(at, at + 1) for at in range(first, last) if unsaid.match(p.text, p.tokens[at].start)]
        return [*negated, *told]

    def _unsaid(self, at: int, first: int) -> int | None:
        """Return where the words begin that negate or refuse the saying at `at`; None where it is said."""
        p = self.p
        only = self.lists.words("asserted", "only")
        if at > first and self._bounds_a_count(at - 1):
            return None
        if self._negated_after(at):
            return at
        before = at - 1
        while before >= first and not p.mark(before):
            if p.low(before) in only:
                return None
            if p.low(before) in self._negations:
                return before
            if (refusal := self._refusal(before, first)) is not None:
                return refusal
            if not p.has(before, *_BETWEEN) or p.has(before, "determiner"):
                return None
            before -= 1
        return None

    def _negated_after(self, at: int) -> bool:
        """Whether the negation follows its verb, as in French and German: "ne confirme pas", "bestätigte … nicht"."""
        p = self.p
        after = self.lists.words("asserted", "negations_after")
        if not after or at + 1 >= len(p.tokens) or not p.has(at, "verb", "cue"):
            return False
        end = next((k for k in range(at + 1, len(p.tokens)) if p.mark(k)), len(p.tokens))
        near = next(
            (k for k in range(at + 1, end) if not p.has(k, "pronoun", "clitic") and p.low(k) != "sich"), at
        )
        only = self.lists.words("asserted", "only")
        if p.low(near) in after:
            return near + 1 >= end or p.low(near + 1) not in only
        if p.words.language != "de":
            return False
        while end - 1 > at and p.low(end - 1) in self.lists.words("asserted", "particles"):
            end -= 1  # "schloss Sabotage nicht mehr aus"
        return end - 1 > at and p.low(end - 1) in after

    def _refusal(self, at: int, first: int) -> int | None:
        """Return where "refused to", "unable to" begins that ends with the word at `at`."""
        p = self.p
        start, end = p.span(first, at + 1)
        for match in self.lists.pattern("asserted", "refusals").finditer(p.text, start, end):
            if match.end() == end:
                return next(k for k in range(first, at + 1) if p.tokens[k].end > match.start())
        return None

    # ---- only supposed ------------------------------------------------------------------------------------------------

    def supposed(self, one: Finding, sentence: Sentence) -> bool:
        """Whether it is only supposed that somebody says it: "If the army says that …"."""
        p = self.p
        begin = one.cue[0]
        if one.source and sentence.first <= one.source[0] < begin:
            begin = one.source[0]
        while begin > sentence.first and not p.mark(begin - 1):
            begin -= 1
            if self._opens_condition(begin):
                return True
        return False

    def opens_with_condition(self, sentence: Sentence) -> bool:
        """Whether a sentence begins with a condition: "If confirmed, …"."""
        return self._opens_condition(sentence.first)

    def _opens_condition(self, at: int) -> bool:
        p = self.p
        if self._conditions.match(p.text, p.tokens[at].start):
            return True
        inverted = p.low(at) in self.lists.words("asserted", "inverted")
        return inverted and at == p.sentence_of(at).first  # "Should the army say that …"

    def nothing(self, content: list[Range]) -> bool:
        """Whether all that is told to have happened is left unsaid or only supposed: "it did not know"."""
        if self._says_no(content, "sayings"):
            return True
        told = self._happens(content) and not self._happens(self.parts(content))
        return told and not self._denied(content)

    def unreal(self, content: list[Range]) -> bool:
        """Whether it is only told what would have been: "Had the army not left, 300 people would have died"."""
        first, last = content[0][0], content[-1][1]
        would = self.lists.words("asserted", "unreal")
        return self._opens_condition(first) and any(self.p.low(at) in would for at in range(first, last))

    def denies_a_denial(self, content: list[Range]) -> bool:
        """Whether it is called untrue that something was not done, which affirms it or leaves it open."""
        return any(self.negated([clause]) for clause in self.untrue(content))

    def only_negates(self, content: list[Range]) -> bool:
        """Whether all that is told is that something was not done or is untrue, and no other answer is set against it."""
        parts = self.parts(content)
        turns = self.lists.words("asserted", "turns")
        if self._says_no(content):
            return True
        if not self._denied(content) or self._happens(parts):
            return False
        trimmed = (self.p.trimmed(*part) for part in parts)
        return not any(first < last and self.p.low(first) in turns for first, last in trimmed)

    def _says_no(self, content: list[Range], verbs: str = "") -> bool:
        """Whether what is said only denies, and leaves out what: "the army said it did not", "dass er es nicht war".

        Args:
            content: what is said, in tokens.
            verbs: the list of verbs that are left unsaid so; none where none may stand there.
        """
        p = self.p
        told = [at for part in content for at in range(*part) if not p.mark(at)]
        small = ("pronoun", "auxiliary", "modal", "negation")
        others = [p.low(at) for at in told if not p.has(at, *small)]
        if not any(p.has(at, "negation") for at in told) or bool(others) != bool(verbs):
            return False
        return all(self.lists.pattern("asserted", verbs).fullmatch(word) for word in others)

    # ---- what is asserted ---------------------------------------------------------------------------------------------

    def parts(self, content: list[Range]) -> list[Range]:
        """Return what is said without conditions, what is left unsaid and what is negated.

        Args:
            content: what is said, in tokens.
        """
        left_out = {at for part in content for cut in self._cuts(*part) for at in range(*cut)}
        kept: list[Range] = []
        for first, last in content:
            for at in range(first, last):
                if at in left_out:
                    continue
                if kept and kept[-1][1] == at and at > first:
                    kept[-1] = (kept[-1][0], at + 1)
                else:
                    kept.append((at, at + 1))
        return kept

    def _cuts(self, first: int, last: int) -> list[Range]:
        conditions = [
            (at, self._next_mark(at, last))
            for at in range(first, last)
            if self._opens_condition(at) or self.p.low(at) in self.lists.words("asserted", "whether")
        ]
        unsaid = [(start, last) for start, _ in self._left_unsaid(first, last)]
        inflated = self.rejections.inflated(first, last)
        return [*conditions, *unsaid, *inflated, *self._foretold(first, last), *self._denied([(first, last)])]

    def only_foretells(self, content: list[Range]) -> bool:
        """Whether all that is told of a toll is how it may grow."""
        return any(self._foretold(*part) for part in content) and not self._happens(self.parts(content))

    def _foretold(self, first: int, last: int) -> list[Range]:
        """Return the clauses that tell how a toll may grow: "the death toll could rise to 100"."""
        p = self.p
        start, end = p.span(first, last)
        matches = self.lists.pattern("asserted", "forecasts").finditer(p.text, start, end)
        found = (next(k for k in range(first, last) if p.tokens[k].end > match.start()) for match in matches)
        return [(self._clause_from(at, first), self._clause_to(at, last)) for at in found]

    def _denied(self, content: list[Range]) -> list[Range]:
        """Return what is negated, and the claims of others that are rejected."""
        claims = (cut for part in content for cut in self.rejections.claims(*part))
        return [*self.negated(content), *self.untrue(content), *claims]

    def untrue(self, content: list[Range]) -> list[Range]:
        """Return the clauses that are called untrue: "it is not true that its jets hit the school"."""
        return [cut for part in content for cut in self.rejections.untrue(*part)]

    def negated(self, content: list[Range]) -> list[Range]:
        """Return the clauses that say of something that it was not done: "its jets did not hit the school"."""
        found = []
        for first, last in content:
            for at in range(first, last):
                inside = at < last - 1
                if self._hits_none(at, first, last) or (inside and self._negates(at, first, last)):
                    found.append((self._clause_from(at, first), self._clause_to(at, last)))
                elif inside and (did := self._cleft(at, last)) is not None:
                    found.append((at + 1, self._clause_to(did, last)))
        return found

    def _hits_none(self, at: int, first: int, last: int) -> bool:
        """Whether "no" at `at` is said of what somebody hit: "hit no civilians", "habe keine Zivilisten getroffen"."""
        p = self.p
        if p.low(at) not in self.lists.words("asserted", "none"):
            return False
        verb = self._clause_to(at, last) - 1 if p.words.language == "de" else at - 1
        if not first < verb < last or verb == at:
            return False
        if self._acts_until(first, verb) or (self._craft(at + 1) and self._lost(verb)):
            return True
        return self._done(verb) and not self._befalls(verb) and not p.has(verb - 1, "be")

    def _acts(self, at: int) -> bool:
        """Whether a verb begins at `at` whose object says what was done: "carry out", "mener"."""
        return self._begins("acted", at)

    def _acts_until(self, first: int, at: int) -> bool:
        """Whether such a verb ends with the word at `at`."""
        p = self.p
        start, end = p.span(max(first, at - _PHRASE), at + 1)
        acted = self.lists.pattern("asserted", "acted").finditer(p.text, start, end)
        return any(found.end() == end for found in acted)

    def _begins(self, key: str, at: int, table: str = "asserted") -> bool:
        """Whether a phrase of a list begins at `at`; an Arabic verb without the letter of its person, too."""
        if self.lists.pattern(table, key).match(self.p.text, self.p.tokens[at].start):
            return True
        return self._is_jussive(at) and self.lists.pattern(table, key).match(self.p.low(at)[1:]) is not None

    def _is_jussive(self, at: int) -> bool:
        """Whether a word may be the Arabic verb behind a "not": "تقصف" of "قصف"."""
        return self.p.words.language == "ar" and self.p.low(at).startswith(("ي", "ت", "ن"))

    def _loses_craft(self, at: int, last: int) -> bool:
        """Whether the word at `at` tells of the loss of a craft: "did not lose any aircraft"."""
        return self._lost(at) and any(self._craft(k) for k in range(at + 1, min(last, at + _NEAR)))

    def _craft(self, at: int) -> bool:
        return at < len(self.p.tokens) and self.p.low(at) in self.lists.words("asserted", "craft")

    def _lost(self, at: int) -> bool:
        return self._begins("losses", at, "happenings")

    def _befalls(self, at: int) -> bool:
        """Whether a word tells what befell people, of whom "no" makes a count."""
        text, start = self.p.text, self.p.tokens[at].start
        fates = ("killed", "wounded", "captured")
        return any(self.lists.pattern("happenings", fate).match(text, start) for fate in fates)

    def _cleft(self, at: int, last: int) -> int | None:
        """Return the verb of "it was not its aircraft that hit the market", whose "not" stands at `at`."""
        p = self.p
        if p.low(at) not in self._negations or p.low(at + 1) in self.lists.words("asserted", "only"):
            return None
        begin = at + 1
        while begin < last - 1 and p.has(begin, "auxiliary"):
            begin += 1  # "no fueron sus aviones"
        owned = p.has(begin, "possessive", "pronoun")
        if not (owned or p.has(begin, "determiner") or p.tokens[begin].name):
            return None
        if owned and p.words.language in ("ru", "uk"):  # "не наши самолёты ударили"
            return next((k for k in range(at + 2, min(last, at + _NEAR + 2)) if self._done(k)), None)
        for here in range(begin + 1, min(last - 1, begin + _CLEFT)):
            if p.relates(here):
                return next((k for k in range(here + 1, min(last, here + _CLEFT)) if self._done(k)), None)
            if p.mark(here) and not p.relates(here + 1):
                return None
        return None

    def _negates(self, at: int, first: int, last: int) -> bool:
        """Whether a word negates that something was done, and does not only set one answer against another."""
        p = self.p
        if p.low(at) not in self._negations or p.low(at + 1) in self.lists.words("asserted", "only"):
            return False
        if at > first and (p.mark(at - 1) or p.has(at - 1, "conjunction")):
            return False  # "a shell, not a drone"
        if self._bounds_a_count(at):
            return False
        if p.words.language == "de":
            begin, end = self._clause_from(at, first), self._clause_to(at, last)
            if at == end - 1:  # "griff das Lager nicht"
                return any(self._done(k) for k in range(begin, end))
            return self._done(at + 1) or self._done(end - 1)
        verb = at + 1
        having = self.lists.words("drafting", "having")
        while verb < min(last, at + _NEAR) and (p.has(verb, *_BETWEEN) or p.low(verb) in having):
            verb += 1
        if verb < last and (self._done(verb) or self._acts(verb) or self._loses_craft(verb, last)):
            return True
        slavic = p.words.language in ("ru", "uk")
        light = (
            slavic and verb + 1 < last and not p.has(verb, "determiner", "preposition") and not p.mark(verb)
        )
        return light and self._done(verb + 1)  # "не наносили удар"

    def _bounds_a_count(self, at: int) -> bool:
        """Whether "not" at `at` only says how many there are: "ما لا يقل عن 40", "не менее сорока"."""
        bounds = self.lists.words("counts", "bounds")
        return self.p.low(at) in bounds and self.p.low(at + 1) in bounds

    def _done(self, at: int) -> bool:
        """Whether a word tells of something done."""
        text, start = self.p.text, self.p.tokens[at].start
        if self.lists.happenings.match(text, start):
            return True
        if self._is_jussive(at):
            return self.lists.happenings.match(self.p.low(at)[1:]) is not None
        return any(self.lists.pattern("happenings", key).match(text, start) for key in _DID)

    def _clause_from(self, at: int, first: int) -> int:
        p = self.p
        while at > first and not (
            p.mark(at - 1) or p.has(at - 1, "conjunction") or p.low(at - 1) in p.words.complementizers
        ):
            at -= 1
        return at

    def _clause_to(self, at: int, last: int) -> int:
        turns = self.lists.words("asserted", "turns")
        return next((k for k in range(at + 1, last) if self.p.mark(k) or self.p.low(k) in turns), last)

    def _next_mark(self, at: int, last: int) -> int:
        return next((k for k in range(at + 1, last) if self.p.mark(k)), last)

    def _happens(self, parts: list[Range]) -> bool:
        return any(self.lists.happenings.search(self.p.text[slice(*self.p.span(*part))]) for part in parts)
