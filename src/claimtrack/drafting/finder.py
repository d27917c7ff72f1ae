"""What finding attributions has in common in all languages: paragraphs, quotations that go on, cuts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.drafting.finding import Finding
from claimtrack.drafting.headlines import Headlines
from claimtrack.drafting.phrases import Phrases
from claimtrack.drafting.tokens import Sentence
from claimtrack.drafting.wordlists import wordlists

if TYPE_CHECKING:
    from claimtrack.drafting.lexicon import Entry
    from claimtrack.drafting.passage import Passage, Range
    from claimtrack.drafting.tokens import Paragraph

COMMAS = (",", "—", "–", "--", "-", "،")
_SHORT = 5  # tokens of a sentence that only names who spoke: "Ann Lee said."


class Finder:
    """The rules that one language shares with the others, over one passage."""

    def __init__(self, passage: Passage) -> None:
        self.p = passage
        self.phrases = Phrases(passage)
        self.headlines = Headlines(passage, self.phrases)
        self.table = passage.words.table
        self.lists = wordlists(passage.words.language)

    def _cue_at(self, at: int, sentence: Sentence) -> Finding | None:
        raise NotImplementedError

    # ---- a paragraph ------------------------------------------------------------------------------------------------

    def in_paragraph(self, paragraph: Paragraph) -> list[Finding]:
        """Return the attributions of a paragraph, quotations that go on after their cue included."""
        found: list[Finding] = []
        for sentence in self._joined(paragraph.sentences):
            inside = self.in_sentence(sentence)
            if announced := self._announced(sentence, inside):
                inside.append(announced)
            if inside:
                found.extend(inside)
            elif found:
                self._continue(found, sentence)
        headline = self.headlines.read(paragraph)
        # Of what is announced, marks alone may be left: "Update:-". Nothing is said then.
        found = [one for one in ([headline, *found] if headline else found) if not one.is_bare()]
        for one in found:
            one.nested = any(
                _holds(other, one) and not _surrounds(one, other) for other in found if other is not one
            )
        return found

    def _announced(self, _sentence: Sentence, _found: list[Finding]) -> Finding | None:
        """Return the quotation that a colon announces after any verb: "The mayor was brief:", then the quotation."""
        return None

    def _joined(self, sentences: list[Sentence]) -> list[Sentence]:
        """Return the sentences, with `"Why?" she asked.` as one."""
        joined: list[Sentence] = []
        for sentence in sentences:
            if joined and self._only_speaker(joined[-1], sentence):
                joined[-1] = Sentence(joined[-1].first, sentence.last)
            else:
                joined.append(sentence)
        return joined

    def _only_speaker(self, before: Sentence, sentence: Sentence) -> bool:
        """Whether a sentence only names who said the quotation before it."""
        p = self.p
        last = before.last - 1
        inner = last - 1
        while inner > before.first and p.tokens[inner].text in ("’", "'", ")"):
            inner -= 1
        if not p.closes_quote(last) or p.tokens[inner].text not in ("?", "!", "?!", "…", "...", "."):
            return False
        if p.tokens[inner].text == "." and sentence.last - sentence.first > _SHORT:
            return False
        for at in range(sentence.first, min(sentence.last, sentence.first + 12)):
            if p.tokens[at].quoted:
                return False
            cues = [
                entry
                for entry in p.words.cues.get(p.low(at), ())
                if entry.frame.name in ("say", "ask", "tell") and not entry.rest
            ]
            if cues:
                end = at + 1
                ends = (
                    end >= p.sentence_end(sentence)
                    or p.mark(end)
                    or p.has(end, "adverbial")
                    or p.low(end) in ("of", "to")
                    or cues[0].frame.name == "tell"
                )
                return ends and at > sentence.first
            if p.mark(at) and p.tokens[at].text not in (",", "(", ")"):
                return False
        return False

    def _continue(self, found: list[Finding], sentence: Sentence) -> None:
        """Add a sentence that is all quotation to what the last speaker said."""
        p = self.p
        if not p.opens_quote(sentence.first) or not p.tokens[sentence.last - 1].quoted:
            return
        for last in reversed(found):
            if last.entry.frame.name in ("say", "tell", "ask", "according", "believe"):
                quote = p.quote_at(sentence.first)
                if quote and last.content and last.content[-1][1] < quote[1]:
                    last.content.append(quote)
                return

    # ---- a sentence -------------------------------------------------------------------------------------------------

    def in_sentence(self, sentence: Sentence) -> list[Finding]:
        """Return the attributions whose cue stands in a sentence, outside quotations."""
        found: list[Finding] = []
        at = sentence.first
        while at < sentence.last:
            if self.p.tokens[at].quoted:
                at += 1
                continue
            one = self._cue_at(at, sentence)
            if one:
                one.sentence = sentence
                found.append(one)
            at = max(at + 1, one.cue[1] if one else 0)
        if (posted := self.headlines.posted(sentence)) and all(_inside(one, posted) for one in found):
            posted.sentence = sentence
            found.insert(0, posted)
        self._share_sources(found)
        self._opened(found, sentence)
        found.extend(self._elliptical(found, sentence))
        return [one for one in found if self._cut(one, found)]

    def _share_sources(self, _found: list[Finding]) -> None:
        """Let participles have the source of the verb that they go on from."""

    def _opened(self, _found: list[Finding], _sentence: Sentence) -> None:
        """End what is said in an opening clause with it."""

    def _elliptical(self, found: list[Finding], sentence: Sentence) -> list[Finding]:
        """Return "…; the police, that …", which leaves out the verb of the clause before it."""
        p = self.p
        more = []
        for at in range(sentence.first + 1, sentence.last - 4):
            if p.tokens[at].text != ";" or not found or found[0].cue[0] > at:
                continue
            source = self.phrases.after(at + 1, sentence.last)
            if (
                source
                and source[1] + 1 < sentence.last
                and p.tokens[source[1]].text == ","
                and p.low(source[1] + 1) in p.words.complementizers
            ):
                content = p.trimmed(source[1] + 1, p.sentence_end(sentence))
                more.append(Finding(found[0].cue, found[0].entry, source, [content], sentence=sentence))
                found[0].content = [p.trimmed(first, min(last, at)) for first, last in found[0].content]
        return more

    def _rest(self, at: int, entry: Entry, sentence: Sentence) -> int:
        """Return where a cue of several words ends, 0 where its other words do not follow."""
        here = at + 1
        for word in entry.rest:
            if here < sentence.last and not self._is(here, word) and self.p.has(here, "adverb"):
                here += 1
            if here >= sentence.last or not self._is(here, word):
                return 0
            here += 1
        return here

    def _is(self, at: int, word: str) -> bool:
        """Whether a word stands at `at`, or what it becomes before others: "parle d'au moins dix blessés"."""
        low = self.p.low(at)
        return low == word or low in self.table.get("contractions", {}).get(word, "").split()

    def _leading(self, edge: int, sentence: Sentence) -> Range:
        """Return what stands before the comma or closing mark at `edge`, the whole quotation where it is one."""
        p = self.p
        first = sentence.first
        if p.closes_quote(edge):
            quote = p.quote_at(edge)
            assert quote is not None  # noqa: S101 - a closing mark has its quotation
            first = min(first, quote[0])
            return self._lead_trimmed(first, edge + 1)
        inner = p.quote_at(first)
        if inner and inner[0] < first:
            first = inner[0]
        return self._lead_trimmed(first, edge)

    def _lead_trimmed(self, first: int, last: int) -> Range:
        p = self.p
        first, last = p.trimmed(first, last)
        while first < last - 1 and p.has(first, "conjunction"):
            first += 1
        return first, last

    def _resumed(self, at: int, last: int, mark: str) -> Range | None:
        """Return what is said after "X said," where it goes on."""
        p = self.p
        if p.opens_quote(at):
            quote = p.quote_at(at)
            assert quote is not None  # noqa: S101
            return at, max(quote[1], last) if quote[1] >= last else quote[1]
        after = at + 1
        if after >= last:
            return None
        if p.opens_quote(after):
            quote = p.quote_at(after)
            assert quote is not None  # noqa: S101
            return after, quote[1]
        if p.tokens[at].text == ";" or (p.tokens[at].text in (",", "—", "–") and mark in COMMAS):
            infinitive = p.low(after) == "to" and after + 1 < last and p.has(after + 1, "verb-base")
            if not infinitive and (
                (p.low(after).endswith("ing") and not p.has(after, "effect"))
                or (p.has(after, "adverbial", "relative") and p.low(after) != "that")
                or p.has(after, "conjunction")
            ):
                return None
            return p.trimmed(after, last)
        return None

    # ---- cuts -------------------------------------------------------------------------------------------------------------

    def _cut(self, one: Finding, found: list[Finding]) -> bool:
        """Cut what is said where another attribution of the same sentence begins beside it; whether anything is left."""
        for other in found:
            if other is one:
                continue
            for at, part in enumerate(one.content):
                end = self._cut_at(one, other, *part)
                if end is not None:
                    one.content[at] = self.p.trimmed(part[0], end)
        one.content = [part for part in one.content if part[1] > part[0]]
        return bool(one.content)

    def _cut_at(self, one: Finding, other: Finding, first: int, last: int) -> int | None:
        """Return where a part of what one says ends because another speaks; None where it does not."""
        begin = other.cue[0]
        if other.source and other.source[1] <= other.cue[0] and other.source[0] > one.cue[1]:
            begin = min(begin, other.source[0])
        if other.shape in ("around", "inverted") and first < begin < last and one.cue[0] < begin:
            return begin
        apart = self._denied_beside(other) or self._said_before(one, other)
        if apart is not None and first < apart < last and one.cue[0] < apart:
            return apart
        if other.source and other.source[0] <= one.cue[0] < other.source[1] < last:
            return other.source[1]
        if not first < other.cue[0] < last or one.cue[0] > other.cue[0]:
            return None
        edge = begin - 1
        while edge > first and self.p.has(edge, "adverb") and self.p.has(edge - 1, "conjunction"):
            edge -= 1  # "… but later admitted"
        edge = self._before_day(edge, first)
        if not self._apart(one, other, first, edge):
            return None
        return edge if self.p.has(edge, "conjunction", "contrast") else begin

    def _before_day(self, edge: int, first: int) -> int:
        """Return where "but" stands before a day that another saying begins with: "…, but on Thursday it said"."""
        p = self.p
        at = edge - p.has(edge - 1, "preposition") if p.has(edge, "weekday") else edge
        return at - 1 if at < edge and at - 1 > first and p.has(at - 1, "conjunction") else edge

    def _denied_beside(self, other: Finding) -> int | None:
        """Return the comma before what another denies of what is said: ", which the army denied", ", a claim he rejects"."""
        if other.shape != "beside" or not other.content:
            return None
        at = other.content[0][0]
        return at - 1 if self.p.tokens[at - 1].text in COMMAS else None

    def _said_before(self, one: Finding, other: Finding) -> int | None:
        """Return where it begins that the same speakers said otherwise before: ", a day after denying that …"."""
        p = self.p
        if other.source != one.source:
            return None
        if other.shape == "besides":
            return other.cue[0] - (p.tokens[other.cue[0] - 1].text == ",")
        if other.shape != "participle":
            return None
        after = other.cue[0] - 1
        while after > one.cue[1] and p.has(after, "adverb"):
            after -= 1
        if p.low(after) not in ("after", "before"):
            return None
        comma = (at for at in range(after - 1, max(one.cue[1], after - 5), -1) if p.tokens[at].text == ",")
        return next(comma, after)

    def _apart(self, one: Finding, other: Finding, first: int, edge: int) -> bool:
        """Whether another attribution that begins after `edge` stands beside the first, not in what it says."""
        p = self.p
        joint = p.has(edge, "conjunction") or (
            p.tokens[edge].text == "," and other.shape == "finite" and not self.phrases.english
        )
        goes_on = other.entry.form == "ing" or other.shape == "participle"
        if goes_on and (p.tokens[edge].text in COMMAS or (joint and other.source == one.source is not None)):
            return True
        if other.entry.frame.name == "according" or self._speaks_of_itself(other, first, edge):
            return True
        if p.has(edge, "contrast") and p.tokens[edge - 1].text == "," and other.shape == "finite":
            return True  # "X said that …, while Y said …"
        if joint and other.source and other.source[1] <= one.cue[1]:
            return True
        apart = other.source is not None and other.source[0] > one.cue[1]
        return apart and (self._another_clause(edge) or self._alike(one, other, edge))

    def _speaks_of_itself(self, other: Finding, first: int, edge: int) -> bool:
        """Whether who is spoken of answers in a relative clause after a comma, which is not what was said."""
        p = self.p
        return (
            other.entry.frame.name in ("opinion", "deny")
            and other.source is not None
            and other.source[0] == edge + 1
            and p.has(edge + 1, "relative")
            and p.tokens[edge].text == ","
            and edge > first
        )

    def _alike(self, one: Finding, other: Finding, edge: int) -> bool:
        """Whether others say something in the same way: "Some said that …, others said that …"."""
        joint = self.p.has(edge, "conjunction") or (
            self.p.tokens[edge].text == "," and self.p.has(edge + 1, "indefinite")
        )
        return (
            joint
            and one.entry.lemma == other.entry.lemma
            and other.shape == "finite"
            and not self.p.has(edge + 1, "pronoun")
        )

    def _another_clause(self, edge: int) -> bool:
        """Whether who speaks next, after `edge`, begins a clause of their own: "…; Y said", "…, and Y said"."""
        p = self.p
        if p.tokens[edge].quoted:
            return False
        joint = p.has(edge, "conjunction") and p.tokens[edge - 1].text == ","
        return p.tokens[edge].text == ";" or joint or self._only_dash(edge)

    def _only_dash(self, edge: int) -> bool:
        """Whether a dash, which no other closes, begins another clause: "… as he knows — he told the agency that …"."""
        p = self.p
        sentence = p.sentence_of(edge)
        dashes = [at for at in range(sentence.first, sentence.last) if p.tokens[at].text in ("—", "–")]
        return dashes == [edge]


def _inside(one: Finding, posted: Finding) -> bool:
    """Whether an attribution is part of what a post says after its colon."""
    return one.shape not in ("around", "inverted") and one.cue[0] > posted.cue[0]


def _surrounds(one: Finding, other: Finding) -> bool:
    """Whether what is said around a cue holds the other cue: "He believes, she said, that …" is what she said."""
    return one.shape == "around" and _holds(one, other)


def _holds(outer: Finding, inner: Finding) -> bool:
    """Whether one attribution is part of what another says."""
    return any(first <= inner.cue[0] < last for first, last in outer.content)
