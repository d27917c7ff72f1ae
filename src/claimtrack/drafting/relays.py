"""Second-hand words: who tells what another said, and whom a speaker told it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.characters import fold_name
from claimtrack.drafting.phrases import Phrases

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claimtrack.drafting.draft import Draft
    from claimtrack.drafting.finding import Finding
    from claimtrack.drafting.mentions import Speaker
    from claimtrack.drafting.names import Names
    from claimtrack.drafting.passage import Passage, Range
    from claimtrack.drafting.tokens import Sentence
    from claimtrack.drafting.wordlists import Wordlists

_NEAR = 8  # tokens after a cue within which who was told is named


class Relays:
    """Who relays the drafts of one passage."""

    def __init__(self, passage: Passage, lists: Wordlists, names: Names) -> None:
        self.p = passage
        self.lists = lists
        self.names = names
        self.phrases = Phrases(passage)
        self._tellers: list[str] = []

    def relay(
        self, draft: Draft, speaker: Speaker, one: Finding, sentence: Sentence, earlier: list[Draft]
    ) -> None:
        """Set whom a speaker cites as the claimant, or else who was told as the one who relays it."""
        outside = self._outside(one, sentence)
        if (cited := self._cited(one, sentence, outside)) is not None:
            draft.via, draft.claimant = draft.claimant, self.names.speaker(*cited, declined=True).name
            draft.claimant_span, draft.part_of, draft.spokesperson = self.p.span(*cited), "", ""
        elif not draft.via:
            draft.via = (
                self._told(one, outside) or self._through(one, outside) or _as_before(speaker.among, earlier)
            )
        if draft.via == draft.claimant:
            draft.via = ""

    def _outside(self, one: Finding, sentence: Sentence) -> list[int]:
        """Return the tokens of a sentence that are no part of what is said."""
        inside = {at for first, last in one.content for at in range(first, last)}
        return [at for at in range(sentence.first, sentence.last) if at not in inside]

    def _cited(self, one: Finding, sentence: Sentence, outside: list[int]) -> Range | None:
        """Return whom a source cites: "the agency, citing an officer, reported"."""
        p = self.p
        if one.entry.lemma in self.lists.lemmas("passes_on"):
            return self._passed_on(one, outside)
        parts = (k for k in range(sentence.first, one.cue[0]) if p.tokens[k].text == ";")
        first = max(parts, default=sentence.first)  # whom the one before a semicolon cites, the next does not
        text = p.text[slice(*p.span(first, sentence.last))]
        match = self.lists.pattern("drafting", "citing").search(text)
        cue = p.text[slice(*p.span(*one.cue))]
        if match is None or one.entry.lemma in ("cite", "quote") or match[0].startswith(cue[:6]):
            return None
        begin = p.tokens[first].start + match.end()
        at = next((k for k in outside if p.tokens[k].start >= begin), None)
        if at is None:
            return None
        ends = (k for k in range(at, sentence.last) if p.low(k) in p.words.complementizers)
        end = next(ends, sentence.last)  # "نقلا عن مسؤول بأن …"
        cited = self.phrases.after(at, end)
        return self._insider(*cited, end) if cited and not p.has(cited[0], "pronoun") else None

    def _insider(self, first: int, last: int, end: int) -> Range:
        """Return "a source in the police" whole."""
        p = self.p
        if last + 1 < end and p.low(last - 1) in self.lists.words("drafting", "insiders"):
            inside = self.phrases.after(last + 1, end) if p.has(last, "preposition") else None
            return (first, inside[1]) if inside else (first, last)
        return first, last

    def _passed_on(self, one: Finding, outside: list[int]) -> Range | None:
        """Return whom an Arabic "the agency passed on from X his saying that" passes on."""
        begin, ends = self.lists.words("drafting", "from_whom"), self.lists.words("drafting", "sayings")
        here = next((at for at in outside if at >= one.cue[1] and self.p.low(at) in begin), None)
        if here is None:
            return None
        end = here + 1
        while end in outside and self.p.low(end) not in ends and not self.p.mark(end):
            end += 1
        return (here + 1, end) if end > here + 1 else None

    def _told(self, one: Finding, outside: list[int]) -> str:
        """Return who was told, where they are known to tell others: the publisher, an outlet, a monitor."""
        p = self.p
        to = self.lists.words("drafting", "to_whom")
        us = self.lists.words("drafting", "us") | self.lists.words("drafting", "publisher_words")
        source = range(*one.source) if one.source else range(0)
        start = max(one.cue[1], source.stop)
        for at in outside:
            if at >= start and p.tokens[at].text == ";":
                break  # there another speaks
            listed = not to and at > source.start + 1 and self._hearer(at)  # "заявил Пётр Галь телеканалу"
            if not one.cue[1] <= at < start + _NEAR or (at in source and not listed):
                continue
            if p.low(at) in us:
                return self.names.publisher
            begin = at + 1 if p.low(at) in to and at + 1 in outside else at
            if (begin == at and at not in (one.cue[1], start) and self._hearer(at) is None) or p.mark(begin):
                continue
            phrase = self.phrases.after(begin, self._run(begin, outside))
            if phrase and (name := self._teller(*phrase)):
                return name
        return ""

    def _run(self, begin: int, outside: list[int]) -> int:
        """Return where the words about what is said end: at what is said, or at "that"."""
        end = begin
        while end in outside and self.p.low(end) not in self.p.words.complementizers:
            end += 1
        return end

    def _hearer(self, at: int) -> str | None:
        """Return the word for an outlet or a monitor at `at`, past the Arabic "to" joined to it."""
        hearers = self.lists.words("drafting", "hearers")
        low = self.p.low(at)
        bare = "ال" + low[2:] if low.startswith("لل") else low.removeprefix("ل")
        return next((word for word in (low, bare) if word in hearers), None)

    def _teller(self, first: int, last: int) -> str:
        """Return the name of who was told where they tell others, "" for a court or a friend."""
        if self.p.low(first) in self.lists.words("drafting", "this") and self._hearer(last - 1):
            return self.names.publisher  # "told this newspaper"
        if last - first <= 2 and self._hearer(last - 1) and not self.p.tokens[last - 1].name:
            if self._tellers:  # "told the radio"
                return self._tellers[-1]
            if self.p.low(last - 1) in self.lists.words("drafting", "generic"):
                return self.names.publisher  # "told the organisation"
        name = self.names.name(first, last)
        publisher = fold_name(self.names.publisher)
        if publisher and fold_name(name) == publisher:
            return self.names.publisher
        if not any(self._hearer(at) for at in range(first, last)):
            return ""
        self._tellers.append(name)
        return name

    def _through(self, one: Finding, outside: list[int]) -> str:
        """Return by whom a speaker spoke: "said through a lawyer", "through its media arm, Sabah News"."""
        source = range(*one.source) if one.source else range(0)
        within = sorted({*source, *outside, *self._led_in(one)})
        for end in self._after_phrases("through", within):
            phrase = self.phrases.after(end, self._run(end, within))
            if phrase and (name := self._go_between(*phrase)):
                return name
        for end in self._after_phrases("cited_by", source):
            phrase = self.phrases.after(end, source.stop)
            if phrase:
                ours = self.p.low(phrase[0]) in self.lists.words("drafting", "this")
                return self.names.publisher if ours else self.names.name(*phrase)
        return ""

    def _led_in(self, one: Finding) -> range:
        """Return the tokens that what is said begins with, where they tell by whom it was said."""
        first, last = one.content[0]
        return range(first, min(last, first + _NEAR))

    def _after_phrases(self, key: str, within: Iterable[int]) -> Iterator[int]:
        """Yield the token after each phrase of a list that begins within these tokens."""
        p = self.p
        pattern = self.lists.pattern("drafting", key)
        for at in within:
            if match := pattern.match(p.text, p.tokens[at].start):
                yield next(
                    (k for k in range(at, len(p.tokens)) if p.tokens[k].start >= match.end()), len(p.tokens)
                )

    def _go_between(self, first: int, last: int) -> str:
        """Return the name of a lawyer or of the media of a group, "" for any other."""
        p = self.p
        between = self.lists.words("drafting", "go_betweens")
        if any(p.low(k) in between for k in range(first, last)):
            return self.names.name(first, last)
        organ = next((k for k in range(first, last) if self._is_organ(k)), None)
        if organ is None:
            return ""
        named = next((k for k in range(organ + 1, last) if p.tokens[k].name or p.opens_quote(k)), None)
        return self.names.name(named if named is not None else first, last)

    def _is_organ(self, at: int) -> bool:
        """Whether a word is one for the media of a group, past the Arabic pronoun joined to it."""
        organs = self.lists.words("drafting", "organs")
        return self.p.low(at) in organs or self._hearer(at) is not None


def _as_before(among: str, earlier: list[Draft]) -> str:
    """Return who relayed what those said before that some speak of: "two of them"."""
    return next((one.via for one in reversed(earlier) if among and among == one.claimant), "")
