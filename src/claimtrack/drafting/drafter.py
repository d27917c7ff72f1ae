"""From attributions to drafts: which of them assert something about a happening, by whom, with which stance."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claimtrack.drafting.attributions import Finding, findings
from claimtrack.drafting.draft import Draft
from claimtrack.drafting.fields import Fields
from claimtrack.drafting.lexicon import Entry, Frame
from claimtrack.drafting.links import connect
from claimtrack.drafting.names import Names, Speaker
from claimtrack.drafting.passage import Passage
from claimtrack.drafting.stances import Stances
from claimtrack.drafting.tokens import END
from claimtrack.drafting.wordlists import wordlists

if TYPE_CHECKING:
    from claimtrack.drafting.passage import Range
    from claimtrack.drafting.tokens import Paragraph, Sentence


@dataclass(slots=True)
class Utterance:
    """What one speaker says, in tokens, before it becomes a draft."""

    finding: Finding | None
    sentence: Sentence
    content: list[Range]
    via: Finding | None = None
    headline: bool = False
    extra: dict[str, str] = field(default_factory=dict)


class Drafter:
    """Drafts of one text."""

    def __init__(self, passage: Passage, publisher: str, published: str) -> None:
        self.p = passage
        self.lists = wordlists(passage.words.language)
        self.names = Names(passage, self.lists, publisher)
        self.stances = Stances(passage, self.lists)
        self.fields = Fields(passage, self.lists, published)
        self._statement_day = ""
        self._statement: Range | None = None
        self.publisher = self._stated_by() or publisher
        self.names.publisher = self.publisher

    def _stated_by(self) -> str:
        """Return who issued a text that ends with "(Statement by the mission, 16 June)"."""
        p = self.p
        match = self.lists.pattern("drafting", "statement_by").search(p.text)
        if match is None or p.text[: match.start()].rstrip()[-1:] not in ("(", "—", "–", "["):
            return ""
        at = next((k for k in range(len(p.tokens)) if p.tokens[k].start >= match.end()), None)
        if at is None:
            return ""
        end = next((k for k in range(at, len(p.tokens)) if p.mark(k)), len(p.tokens))
        dates = [one for one in self.fields.moments.found if one.first >= at]
        self._statement_day = dates[0].edtf if dates else ""
        self._statement = p.span(at, end) if end > at else None
        return self.names.speaker(at, end).name if end > at else ""

    def _relayed(self, draft: Draft, one: Finding, sentence: Sentence) -> None:
        """Set whom a speaker cites as the claimant, and who was told as the one who relays it."""
        p = self.p
        outside = [at for at in range(sentence.first, sentence.last) if not any(first <= at < last for first, last in one.content)]
        text = p.text[p.tokens[sentence.first].start : p.tokens[sentence.last - 1].end]
        match = self.lists.pattern("drafting", "citing").search(text)
        if match and one.entry.lemma not in ("cite", "quote") and not match[0].startswith(p.text[slice(*p.span(*one.cue))][:6]):
            begin = p.tokens[sentence.first].start + match.end()
            at = next((k for k in outside if p.tokens[k].start >= begin), None)
            cited = self.fields.phrases.after(at, sentence.last) if at is not None else None
            if cited and not p.has(cited[0], "pronoun"):
                draft.via, draft.claimant = draft.claimant, self.names.speaker(*cited, declined=True).name
                draft.claimant_span, draft.part_of, draft.spokesperson = p.span(*cited), "", ""
                return
        after = one.cue[1]
        told = after < sentence.last and after in outside and p.low(after) in self.lists.words("drafting", "us")
        if told and self.publisher and not draft.via:
            draft.via = self.publisher

    def drafts(self) -> list[Draft]:
        """Return the drafts in the order of the text, with their links."""
        if not self._about_a_happening():
            return []
        found: list[Draft] = []
        for utterance in self._utterances():
            draft = self._draft(utterance, found)
            if draft and draft.content_spans:
                found.append(draft)
        self._merge(found)
        connect(found, self.p, self.lists)
        return found

    def _about_a_happening(self) -> bool:
        """Whether a text is about something that happened or is disputed at all."""
        text = self.p.text
        return bool(self.lists.happenings.search(text) or self.lists.pattern("drafting", "flat_denial").search(text))

    # ---- what is said -------------------------------------------------------------------------------------------------

    def _utterances(self) -> list[Utterance]:
        by_sentence: dict[int, list[Finding]] = {}
        found = findings(self.p)
        for one in found:
            by_sentence.setdefault(self._sentence_of(one.cue[0]), []).append(one)
        utterances: list[Utterance] = []
        sentences = [sentence for paragraph in self.p.paragraphs for sentence in paragraph.sentences]
        for at, sentence in enumerate(sentences):
            found_here = sorted(by_sentence.get(at, []), key=lambda one: (one.entry.frame.name != "noun" or not one.nested, one.cue))
            ours = [u for one in found_here if (u := self._assertable(one, by_sentence.get(at, []), sentence))]
            if (claim := self._questioned(at, sentences, by_sentence)) is not None:
                utterances.append(claim)
            if ours:
                utterances.extend(ours)
            elif (own := self._own(at, sentence, by_sentence.get(at, []), sentences)) is not None:
                utterances.append(own)
        return utterances

    def _questioned(self, at: int, sentences: list[Sentence], by_sentence: dict[int, list[Finding]]) -> Utterance | None:
        """Return the claim that a check asks about ("Is it true that …? The claim was spread by X") as X's."""
        p = self.p
        sentence = sentences[at]
        text = p.text[p.tokens[sentence.first].start : p.tokens[sentence.last - 1].end]
        match = self.lists.pattern("drafting", "claim_question").search(text)
        if match is None or match.start() > 3 or at + 1 >= len(sentences):  # noqa: PLR2004 - it opens the sentence
            return None
        after = sentences[at + 1]
        nouns = self.lists.words("drafting", "claim_nouns")
        if not any(p.low(k) in nouns for k in range(after.first, min(after.last, after.first + 8))):
            return None
        source = self._spreader(after, by_sentence.get(at + 1, []))
        begin = next((k for k in range(sentence.first, sentence.last) if p.tokens[k].start >= p.tokens[sentence.first].start + match.end()), None)
        if source is None or begin is None:
            return None
        cut = next((one.cue[0] for one in by_sentence.get(at, []) if one.cue[0] > begin), sentence.last)
        end = min(cut, p.sentence_end(sentence))
        for one in by_sentence.get(at + 1, []):
            one.nested = True
        source.content = [p.trimmed(begin, end)]
        return Utterance(source, sentence, source.content)

    def _spreader(self, sentence: Sentence, found: list[Finding]) -> Finding | None:
        """Return who spread a claim, by the sentence that says so: the source cited, or the subject of its verb."""
        p = self.p
        cited = next((one for one in found if one.source and one.entry.frame.name == "according"), None)
        source = cited.source if cited else None
        if source is None:
            for at in range(sentence.first, sentence.last - 1):
                if self.fields.phrases.finite(at, sentence.first) or p.low(at) in ("by", "par", "por", "von"):
                    after = self.fields.phrases.after(at + 1, p.sentence_end(sentence))
                    if after and any(p.tokens[k].name for k in range(*after)):
                        source = after
                        break
        if source is None:
            return None
        cue = cited.cue if cited else (max(sentence.first, source[0] - 1), source[0]) if source[0] > sentence.first else (source[0], source[0] + 1)
        return Finding(cue, cited.entry if cited else Entry((), "spread", "", Frame("according", {})), source, [])

    def _sentence_of(self, token: int) -> int:
        sentences = [sentence for paragraph in self.p.paragraphs for sentence in paragraph.sentences]
        return next(at for at, sentence in enumerate(sentences) if sentence.first <= token < sentence.last)

    def _assertable(self, one: Finding, others: list[Finding], sentence: Sentence) -> Utterance | None:
        """Return what is to be drafted of an attribution: nothing of wishes, praise, forecasts and advice."""
        if one.entry.frame.name in ("want", "urge", "adjective", "seem", "light", "headline"):
            return None
        if one.source and any(self.p.low(at) in self.lists.words("drafting", "negatives") for at in range(one.source[0], min(one.source[0] + 2, one.source[1]))):
            return None
        if not self.stances.asserts(one) or self._says_nothing(one):
            return None
        via = None
        if one.nested:
            claimed = next((other for other in others if other is not one and _inside(one, other)), None)
            if claimed and one.entry.frame.name == "noun" and claimed.entry.lemma in self.lists.lemmas("denies"):
                return Utterance(one, sentence, list(one.content))
            outer = next((other for other in others if other is not one and _inside(one, other)), None)
            if outer is None or not self._relays(outer, one):
                return None
            via = outer
        elif any(self._relays(one, other) for other in others if other is not one and other.nested and self.stances.asserts(other)):
            return None
        if not via and self._only_forecast(one):
            return None
        return Utterance(one, sentence, list(one.content), via)

    def _relays(self, outer: Finding, inner: Finding) -> bool:
        """Whether all that one says is that another said something ("X said Y told them that …")."""
        if not _inside(inner, outer) or inner.source is None or inner.entry.frame.name not in ("say", "tell", "deny", "opinion", "according"):
            return False
        if inner.entry.frame.name == "according":
            return False
        first = min(inner.source[0], inner.cue[0])
        begins = outer.content[0][0]
        p = self.p
        while begins < first and (p.low(begins) in p.words.complementizers or p.mark(begins) or p.has(begins, "determiner")):
            begins += 1
        if first - begins > 1 or p.has(inner.source[0], "pronoun"):
            return False
        return True

    def _only_forecast(self, one: Finding) -> bool:
        """Whether only what is to come is said, and nothing of what happened."""
        text = self._text(one.content)
        if self.lists.happenings.search(text):
            return False
        words = {self.p.low(at) for first, last in one.content for at in range(first, last)}
        return bool(words & self.lists.words("drafting", "future"))

    def _says_nothing(self, one: Finding) -> bool:
        """Whether what is said is silence, a call for help, a thing named and no more."""
        p = self.p
        text = self._text(one.content)
        if one.shape == "passive" and one.entry.frame.name == "ask":
            return True
        if one.entry.lemma == "expect" or self.lists.pattern("drafting", "silence").match(text):
            return True
        if p.words.language != "en" or any(p.tokens[at].quoted for first, last in one.content for at in range(first, last)):
            return False
        if one.entry.frame.name in ("say", "believe") and one.shape == "finite":
            phrases = self.fields.phrases
            clause = any(phrases.finite(at, first) for first, last in one.content for at in range(first, last))
            return not clause
        if one.entry.lemma in self.lists.lemmas("reports"):
            return not (self.lists.happenings.search(text) or self.lists.pattern("happenings", "evidence").search(text))
        return False

    # ---- the publisher's own -------------------------------------------------------------------------------------------

    def _own(self, at: int, sentence: Sentence, others: list[Finding], sentences: list[Sentence]) -> Utterance | None:
        """Return a plain sentence that says something about the happening, as the publisher's own."""
        p = self.p
        text = p.text[p.tokens[sentence.first].start : p.tokens[sentence.last - 1].end]
        if p.tokens[sentence.last - 1].text in ("?", "؟") or p.opens_quote(sentence.first):
            return None
        if self._is_title(sentence):
            return None
        told = self.lists.happenings.search(text) or self.lists.pattern("happenings", "evidence").search(text)
        if not told and not self.stances.open_question(text):
            return None
        if any((one.source is None or p.low(one.source[0]) not in ("one", "you")) and one.entry.frame.name in ("want", "urge", "say", "tell", "ask", "believe", "opinion", "according", "deny") for one in others):
            return None
        words = {p.low(k) for k in range(sentence.first, sentence.last)}
        if words & self.lists.words("drafting", "future") and not self.stances.open_question(text):
            return None
        if self.stances.background(sentence):
            return None
        end = p.sentence_end(sentence)
        return Utterance(None, sentence, [p.trimmed(sentence.first, end)])

    def _is_title(self, sentence: Sentence) -> bool:
        """Whether a line is a title: no full stop, with text after it."""
        p = self.p
        last = p.tokens[sentence.last - 1]
        return last.text not in END and sentence.last < len(p.tokens) and "\n" in p.text[last.end : p.tokens[sentence.last].start]

    # ---- a draft --------------------------------------------------------------------------------------------------------

    def _draft(self, utterance: Utterance, earlier: list[Draft]) -> Draft | None:
        one = utterance.finding
        content = self._content(utterance)
        if not content:
            return None
        spans = tuple(self.p.span(*part) for part in content)
        speaker = self._speaker(one, content) if one and one.source else Speaker(self.publisher, self._statement)
        draft = Draft(
            claimant=speaker.name,
            claimant_span=speaker.span,
            cue_span=self.p.span(*one.cue) if one else None,
            content_spans=spans,
            spokesperson=speaker.spokesperson,
            part_of=speaker.part_of,
        )
        if utterance.via is not None and utterance.via.source:
            draft.via = self.names.speaker(*utterance.via.source).name
        draft.stance = self.stances.stance(one, content, answered=any(other.claimant != draft.claimant for other in earlier))
        draft.hedge = self.stances.hedge(one, content, utterance.sentence)
        draft.said = (self.fields.said(one, content, utterance.sentence) if one else "") or self._statement_day
        if one:
            self._relayed(draft, one, utterance.sentence)
        draft.values = self.fields.values(content, one, draft)
        return draft

    def _speaker(self, one: Finding, content: list[Range]) -> Speaker:
        assert one.source is not None  # noqa: S101 - asked by the caller
        if one.entry.frame.name == "according" and self._impersonal(*one.source):
            return Speaker(self.publisher)
        return self.names.speaker(*one.source, content[0], declined=one.entry.frame.name == "according")

    def _impersonal(self, first: int, last: int) -> bool:
        """Whether a source is only "the available data"."""
        words = [self.p.low(at) for at in range(first, last)]
        heads = self.lists.words("drafting", "impersonal")
        return len(words) <= 4 and any(word in heads for word in words) and not any(self.p.tokens[at].name for at in range(first + 1, last))  # noqa: PLR2004

    def _content(self, utterance: Utterance) -> list[Range]:
        """Return what is said without conjunctions, quotation marks and the final stop."""
        p = self.p
        parts = []
        for first, last in utterance.content:
            begin, end = p.trimmed(first, last)
            while begin < end and (p.low(begin) in p.words.complementizers or (p.mark(begin) and not p.opens_quote(begin))):
                begin += 1
            begin, end = self._unquoted(begin, end)
            if end > begin:
                parts.append((begin, end))
        return parts

    def _unquoted(self, first: int, last: int) -> Range:
        """Take off the marks of a quotation that is all of it."""
        p = self.p
        quote = p.quote_at(first) if first < last else None
        if quote and quote[0] == first and quote[1] >= last:
            first += 1
            while last > first and (p.closes_quote(last - 1) or p.tokens[last - 1].text in (",", *END)):
                last -= 1
            return first, last
        while last > first and p.tokens[last - 1].text in END:
            last -= 1
        return first, last

    def _text(self, parts: list[Range]) -> str:
        return " … ".join(self.p.text[slice(*self.p.span(*part))] for part in parts if part[1] > part[0])

    def _merge(self, drafts: list[Draft]) -> None:
        """Make one of two drafts of one claimant that follow one another with "adding" or a second quotation."""
        at = 1
        while at < len(drafts):
            right = drafts[at]
            left = next((one for one in reversed(drafts[:at]) if one.claimant_span is not None and one.claimant_span == right.claimant_span), None)
            if left is not None and right.cue_span and self._goes_on(left, right):
                left.content_spans = (*left.content_spans, *right.content_spans)
                for name, value in right.values.items():
                    left.values.setdefault(name, value)
                left.said = left.said or right.said
                del drafts[at]
            else:
                at += 1

    def _goes_on(self, left: Draft, right: Draft) -> bool:
        """Whether the second is part of the first utterance: said in the same sentence, by a participle or "and"."""
        end, start = left.content_spans[-1][1], min(right.content_spans[0][0], right.cue_span[0] if right.cue_span else 0)
        between = self.p.text[end:start] if end <= start else "."
        return not any(mark in between for mark in ".!?\n;") and right.claimant_span is not None and right.claimant_span == left.claimant_span


def _inside(inner: Finding, outer: Finding) -> bool:
    return any(first <= inner.cue[0] < last for first, last in outer.content)


def paragraph_of(passage: Passage, token: int) -> Paragraph | None:
    """Return the paragraph of a token."""
    return next((one for one in passage.paragraphs if one.first <= token < one.last), None)
