"""What of a text is drafted: what somebody says about a happening, and what its publisher says of itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimtrack.drafting.attributions import findings
from claimtrack.drafting.checks import Checks
from claimtrack.drafting.empty import Empty
from claimtrack.drafting.finding import Finding
from claimtrack.drafting.lexicon import Entry, Frame
from claimtrack.drafting.phrases import Phrases
from claimtrack.drafting.tokens import END, Sentence

if TYPE_CHECKING:
    from claimtrack.drafting.passage import Passage, Range
    from claimtrack.drafting.stances import Stances
    from claimtrack.drafting.wordlists import Wordlists


@dataclass(slots=True)
class Utterance:
    """What one speaker says, in tokens, before it becomes a draft."""

    finding: Finding | None
    sentence: Sentence
    content: list[Range]
    via: Finding | None = None
    label: str = ""  # "claim" or "fact", as checks write before what they check and what they found


class Utterances:
    """The utterances of a passage that assert something about a happening."""

    def __init__(self, passage: Passage, lists: Wordlists, stances: Stances) -> None:
        self.p = passage
        self.lists = lists
        self.stances = stances
        self.phrases = Phrases(passage)
        self.checks = Checks(passage, lists)
        self.empty = Empty(passage, lists)
        self.asserted = stances.asserted
        self._used: list[Finding] = []  # they only told who spread a claim

    def about_a_happening(self) -> bool:
        """Whether a text is about something that happened or is disputed at all."""
        text = self.p.text
        if len(self.p.paragraphs) == 1 and len(self.p.paragraphs[0].sentences) == 1:
            return True  # a headline without its text
        if self._happens(text) or self.lists.pattern("drafting", "flat_denial").search(text):
            return True
        found = findings(self.p)
        denied = any(
            one.entry.frame.stance == "denies" or one.entry.lemma in self.lists.lemmas("denies")
            for one in found
        )
        frames = {one.entry.frame.name for one in found}
        told = frames & {"say", "tell", "deny", "opinion", "according", "quote"}
        return denied or bool(told and self.lists.pattern("happenings", "context").search(text))

    def _happens(self, text: str) -> bool:
        """Whether a text has a word for what happened, or two of those that may mean something else."""
        weak = self.lists.words("happenings", "weak")
        met: set[str] = set()
        for match in self.lists.happenings.finditer(text):
            met.add(match[0].lower())
            if met - weak or len(met) > 1:
                return True
        return False

    def all(self) -> list[Utterance]:
        """Return them in the order of the text, what is denied in the same breath before its denial."""
        by_sentence: dict[int, list[Finding]] = {}
        for one in findings(self.p):
            if one.shape == "unnamed":
                continue  # what is passive and of nobody is the publisher's
            by_sentence.setdefault(self.p.sentence_number(one.cue[0]), []).append(one)
        utterances: list[Utterance] = []
        sentences = self.p.sentences
        telling = -1  # the sentence that only tells who spread what a check takes up
        for at, sentence in enumerate(sentences):
            found_here = sorted(
                by_sentence.get(at, []),
                key=lambda one: (one.entry.frame.name != "noun" or not one.nested, one.cue),
            )
            if (told := self._told_so(sentence)) is not None:
                self._tells(told, utterances, at)
                continue
            self._part_at_semicolon(sentence, found_here)
            ours = [
                u for one in found_here if (u := self._assertable(one, by_sentence.get(at, []), sentence))
            ]
            if (claim := self._questioned(at, sentences, by_sentence)) is not None:
                utterances.append(claim)
                telling = at + 1
            if (labelled := self._labelled(at, found_here, by_sentence)) is not None:
                utterances.append(labelled)
            elif ours:
                utterances.extend(self._beside_semicolon(sentence, found_here, ours))
            elif at != telling and (own := self._own(sentence, by_sentence.get(at, []))) is not None:
                utterances.append(self._still_told(own, utterances, at) or own)
        return utterances

    def _told_so(self, sentence: Sentence) -> Finding | None:
        """Return who is said to have told what the sentence before says: "Об этом сообщил …", "Das teilte … mit"."""
        p = self.p
        start = p.tokens[sentence.first].start
        match = self.lists.pattern("drafting", "told_so").match(p.text, start)
        at = next(
            (k for k in range(sentence.first, sentence.last) if match and p.tokens[k].start >= match.end()),
            None,
        )
        if at is None:
            return None
        end = p.sentence_end(sentence)
        while at + 1 < end and (
            p.has(at, "adverb", "weekday") or p.low(at) in self.lists.words("drafting", "office_in")
        ):
            at += 1
        source = (at, end) if p.words.language == "ar" else self.phrases.after(at, end)
        if source is None:
            return None
        if p.low(source[1] - 1) in self.lists.words("drafting", "particles"):
            source = (source[0], source[1] - 1)
        entry = Entry((), "told_so", "", Frame("say", {}))
        return Finding((sentence.first, at), entry, source, []) if source[1] > source[0] else None

    def _tells(self, told: Finding, before: list[Utterance], at: int) -> None:
        """Give what the publisher said in the sentence before to who told it, where there was such a sentence."""
        last = before[-1] if before else None
        if last is None or last.finding is not None or self.p.sentence_number(last.sentence.first) != at - 1:
            return
        told.content = last.content
        last.finding = told

    def _part_at_semicolon(self, sentence: Sentence, found: list[Finding]) -> None:
        """Give each of two speakers their side of a semicolon: "Kyiv said it downed 14; three are hurt, the mayor said"."""
        p = self.p
        at = next((k for k in range(sentence.first, sentence.last) if p.tokens[k].text == ";"), None)
        if at is None or p.tokens[at].quoted:
            return
        for first in found:
            for then in found:
                trails = then.content[-1][1] <= then.cue[0]
                if first.cue[1] <= at < then.cue[0] and trails and _inside(first, then):
                    before = [(begin, min(end, at)) for begin, end in first.content if begin < at]
                    after = [(max(begin, at + 1), end) for begin, end in then.content if end > at + 1]
                    if before and after:
                        first.content, then.content = before, after

    def _beside_semicolon(
        self, sentence: Sentence, found: list[Finding], ours: list[Utterance]
    ) -> list[Utterance]:
        """Return what is said in a sentence, and what its publisher says itself on the other side of a semicolon."""
        p = self.p
        at = next((k for k in range(sentence.first, sentence.last) if p.tokens[k].text == ";"), None)
        if at is None or p.tokens[at].quoted or not sentence.first < at < sentence.last - 1:
            return ours
        reach = [(min(k for k, _ in _parts(one)), max(k for _, k in _parts(one))) for one in found]
        if all(first > at for first, _ in reach):
            own = self._own(Sentence(sentence.first, at), [])
            return [own, *ours] if own else ours
        if all(last <= at for _, last in reach):
            own = self._own(Sentence(at + 1, sentence.last), [])
            return [*ours, own] if own else ours
        return ours

    def _questioned(
        self, at: int, sentences: list[Sentence], by_sentence: dict[int, list[Finding]]
    ) -> Utterance | None:
        """Return the claim that a check takes up as that of who spread it, where the next sentence tells."""
        if at + 1 >= len(sentences):
            return None
        spreading = by_sentence.get(at + 1, [])
        claim = self.checks.claim(sentences[at], by_sentence.get(at, []), sentences[at + 1], spreading)
        if claim is None:
            return None
        for one in spreading:
            if one.entry.frame.name == "retract":
                one.source = claim.source  # "… and deleted the post hours later"
            elif one.entry.frame.stance != "denies":
                self._used.append(one)
        return Utterance(claim, sentences[at], claim.content, self.checks.outlet(sentences[at + 1], claim))

    def _labelled(
        self, at: int, found: list[Finding], by_sentence: dict[int, list[Finding]]
    ) -> Utterance | None:
        """Return what a check writes after "Claim:", of whoever a later sentence names as having spread it, or after "Fact:"."""
        sentence = self.p.sentences[at]
        label = self.checks.labelled(sentence)
        if label is None or any(self._speaks(one) for one in found):
            return None
        key, content = label
        spread = None
        for after in range(at + 1, len(self.p.sentences)) if key == "claim" else ():
            here = by_sentence.get(after, [])
            if (spread := self.checks.spread(content, self.p.sentences[after], here)) is not None:
                self._used.extend(one for one in here if one.entry.frame.name != "retract")
                break
        return Utterance(spread, sentence, [content], label=key)

    def _speaks(self, one: Finding) -> bool:
        """Whether an attribution names who speaks, and no mere document: "Claim: the army says …"."""
        if one.source is None or self._is_item(one.source):
            return False
        shown = self.lists.pattern("happenings", "evidence")
        return shown.search(self.p.text[slice(*self.p.span(*one.source))]) is None

    def _assertable(self, one: Finding, others: list[Finding], sentence: Sentence) -> Utterance | None:
        """Return what is to be drafted of an attribution: nothing of wishes, praise, forecasts and advice."""
        if one.entry.frame.name in ("want", "urge", "adjective", "seem", "light") or self._repeated(one):
            return None
        if one.source and any(
            self.p.low(at) in self.lists.words("drafting", "negatives")
            for at in range(one.source[0], min(one.source[0] + 2, one.source[1]))
        ):
            return None
        if any(one is used for used in self._used) or self._names_nobody(one):
            return None
        if not self.stances.asserts(one) or self.empty.says_nothing(one) or self._unsaid(one, sentence):
            return None
        via = None
        if (
            one.source is None
            and one.entry.frame.name == "expected"
            and one.content[0][0] > sentence.first + 2
        ):
            return None  # a clause within the publisher's own sentence
        speaks = (
            other
            for other in others
            if other is not one and other.entry.frame.name != "seem" and not self._stands_aside(other)
        )
        outer = next((other for other in speaks if _inside(one, other)), None)
        if outer is not None:
            if (
                one.entry.frame.name == "noun"
                and one.source
                and outer.entry.lemma in self.lists.lemmas("denies")
            ):
                return Utterance(one, sentence, list(one.content))
            if not self._relays(outer, one):
                return None
            asked = outer.source is not None and self.p.has(outer.source[0], "question")
            via = None if asked else outer  # "…, was die Reederei bestritt"
        elif any(
            self._relays(one, other)
            for other in others
            if other is not one and other.nested and self.stances.asserts(other)
        ):
            return None
        if not via and (self.empty.only_forecasts(one) or self.asserted.only_foretells(one.content)):
            return None
        return Utterance(one, sentence, list(one.content), via)

    def _names_nobody(self, one: Finding) -> bool:
        """Whether no party stands where who speaks does: "bislang hat sich niemand bekannt", "l'attaque dans un"."""
        p = self.p
        if one.source is None:
            return False
        if p.has(one.source[1] - 1, "determiner") and one.source[1] - one.source[0] > 2:
            return not p.has(one.source[1] - 1, "pronoun", "indefinite")
        only = (
            p.has(at, "adverb", "adverbial") and not p.has(at, "determiner", "pronoun")
            for at in range(*one.source)
        )
        return all(only)

    def _stands_aside(self, one: Finding) -> bool:
        """Whether somebody is only told to say the same: "X said that …, as Y claims"."""
        return one.source is not None and one.source[0] > 0 and self.p.low(one.source[0] - 1) == "as"

    def _repeated(self, one: Finding) -> bool:
        """Whether a headline stands over a text, which repeats it: not over other lines without a full stop."""
        p = self.p
        if one.entry.frame.name != "headline" or one.cue[0] >= p.paragraphs[0].last:
            return False
        return any(p.tokens[other.last - 1].text in END for other in p.paragraphs[1:])

    def _unsaid(self, one: Finding, sentence: Sentence) -> bool:
        """Whether it is not said: "did not confirm that …", "If the army says …"; what is not believed is a comment."""
        if self.asserted.supposed(one, sentence):
            return True
        return one.entry.frame.name != "believe" and self.asserted.withheld(one, sentence)

    def _is_item(self, source: Range) -> bool:
        return any(self.p.low(at) in self.lists.words("drafting", "documents") for at in range(*source))

    def _relays(self, outer: Finding, inner: Finding) -> bool:
        """Whether all that one says is that another said something ("X said Y told them that …")."""
        if (
            not _inside(inner, outer)
            or inner.source is None
            or inner.entry.frame.name not in ("say", "tell", "deny", "opinion", "according")
        ):
            return False
        if inner.entry.frame.name == "according" or self._is_item(inner.source):
            return False
        first = min(inner.source[0], inner.cue[0])
        begins = outer.content[0][0]
        if inner.source[0] < begins:
            return False  # both have one subject
        p = self.p
        while begins < first and (
            p.low(begins) in p.words.complementizers or p.mark(begins) or p.has(begins, "determiner")
        ):
            begins += 1
        return not (first - begins > 1 or p.has(inner.source[0], "pronoun"))

    def _asks(self, sentence: Sentence) -> bool:
        """Whether a sentence is a question, somebody named as asking it behind it or not."""
        tokens = self.p.tokens[sentence.first : sentence.last]
        return any(token.text in ("?", "؟") and not token.quoted for token in tokens)

    def _own(self, sentence: Sentence, others: list[Finding]) -> Utterance | None:
        """Return a plain sentence that says something about the happening, as the publisher's own."""
        p = self.p
        text = p.text[p.tokens[sentence.first].start : p.tokens[sentence.last - 1].end]
        if self._asks(sentence) or p.opens_quote(sentence.first):
            return None
        if self._is_title(sentence) or self.lists.pattern("drafting", "left_open").search(text):
            return None
        told = self.lists.happenings.search(text) or self.lists.pattern("happenings", "evidence").search(text)
        denied = any(
            self.lists.pattern("drafting", key).search(text) for key in ("flat_denial", "own_denial")
        )
        happened = told is not None or denied or self.stances.open_question(text)
        if not happened and not self._headline_alone(sentence):
            return None
        if any(
            (one.source is None or p.low(one.source[0]) not in ("one", "you"))
            and one.entry.frame.name
            in ("want", "urge", "say", "tell", "ask", "believe", "opinion", "according", "deny")
            for one in others
        ):
            return None
        unsaid = self.asserted.leaves_unsaid(sentence.first, sentence.last)
        if self.asserted.opens_with_condition(sentence) or (unsaid and not self.stances.open_question(text)):
            return None
        words = {p.low(k) for k in range(sentence.first, sentence.last)}
        present = self.stances.open_question(text) or self.stances.unaccounted(text)
        if words & self.lists.words("drafting", "future") and not present:
            return None
        if self.stances.background(sentence):
            return None
        first = sentence.first + 2 * self.checks.answers_no(sentence)
        label = "fact" if first > sentence.first and self.asserted.negated([(first, sentence.last)]) else ""
        return Utterance(None, sentence, [p.trimmed(first, p.sentence_end(sentence))], label=label)

    def _still_told(self, own: Utterance, before: list[Utterance], at: int) -> Utterance | None:
        """Return a German sentence in the subjunctive as the words of who spoke right before it."""
        p = self.p
        told = self.lists.words("drafting", "subjunctive")
        last = before[-1] if before else None
        if last is None or last.finding is None or not last.finding.source:
            return None
        if self.p.sentence_number(last.sentence.first) != at - 1:
            return None
        if not any(p.low(k) in told for k in range(own.sentence.first, own.sentence.last)):
            return None
        one = last.finding
        return Utterance(Finding(one.cue, one.entry, one.source, own.content), own.sentence, own.content)

    def _headline_alone(self, sentence: Sentence) -> bool:
        """Whether a line without a full stop is all of the text."""
        p = self.p
        alone = sentence.first == 0 and sentence.last == len(p.tokens)
        return alone and p.tokens[sentence.last - 1].text not in END and sentence.last > 2

    def _is_title(self, sentence: Sentence) -> bool:
        """Whether a line is a title: no full stop, with text after it."""
        p = self.p
        last = p.tokens[sentence.last - 1]
        return (
            last.text not in END
            and sentence.last < len(p.tokens)
            and "\n" in p.text[last.end : p.tokens[sentence.last].start]
        )


def _parts(one: Finding) -> list[Range]:
    return [one.cue, *([one.source] if one.source else []), *one.content]


def _inside(inner: Finding, outer: Finding) -> bool:
    return any(first <= inner.cue[0] < last for first, last in outer.content)
