"""Attributions by a verb of English: before, after and between what is said, passive, participle, infinitive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.drafting.finder import COMMAS
from claimtrack.drafting.finding import Finding
from claimtrack.drafting.lexicon import Entry, Frame
from claimtrack.drafting.trailing import Trailing
from claimtrack.drafting.wordlists import wordlists

if TYPE_CHECKING:
    from claimtrack.drafting.passage import Range
    from claimtrack.drafting.tokens import Sentence

_ANNOUNCED = Frame("say", {"takes": "quotation"})
_DESCRIBED = 8  # tokens within which the verb of "A video viewed two million times shows" follows
_UNDER = frozenset(
    ("while", "although", "though", "when", "after", "because", "since", "whereas", "where", "before")
)


class ByVerb(Trailing):
    """The attributions of English that a verb makes."""

    clause_nouns: frozenset[str]  # what is said or shows something: claims, signs
    documents: frozenset[str]  # nouns for what may "show" something: polls, letters, footage

    def _verb(self, at: int, end: int, entry: Entry, sentence: Sentence) -> Finding | None:
        if at > sentence.first and entry.form in ("base", "present") and self.phrases.owning(at - 1):
            return None  # "Carson's comments"
        group, helpers = self._group(at, sentence.first)
        if not helpers and self._presumes(at, end, entry, sentence):
            return None
        if self._inverted(at, end, entry, sentence, helpers):
            return self._shaped("inverted", self._finding_inverted(at, end, entry, sentence))
        form = entry.form
        if entry.lemma in entry.frame.options.get("helped", "").split() and not ({"modal", "do"} & helpers):
            return None
        if entry.frame.options.get("passive") and "be" not in helpers:
            return self._named_as(at, end, entry, sentence) if form == "participle" else None
        passive = "be" in helpers and (form in ("past", "participle"))
        if passive:
            return self._shaped("passive", self._passive(group, end, entry, sentence))
        if (
            entry.lemma == "ask"
            and form == "participle"
            and not helpers
            and (one := self._asked(at, end, entry, sentence))
        ):
            return self._shaped("passive", one)
        if form == "ing" and "be" not in helpers:
            return self._shaped("participle", self._participle(at, end, entry, sentence))
        if "to" in helpers:
            return self._shaped("infinitive", self._infinitive(group, at, end, entry, sentence))
        if form == "base" and not ({"modal", "do"} & helpers) and not self.phrases.verbal(at, sentence.first):
            return None
        if (
            form in ("present", "past", "participle")
            and not helpers
            and not self.phrases.verbal(at, sentence.first)
        ):
            return None
        if form == "participle" and entry.lemma in self.table["irregular"] and not helpers:
            irregular = self.table["irregular"][entry.lemma].split()
            if irregular[1] != irregular[2]:
                return None
        return self._finite(group, end, entry, sentence, "not" in helpers)

    def _opened(self, found: list[Finding], sentence: Sentence) -> None:
        """End what is said in an opening clause with it: "Asked if she believed him, Lee said …"."""
        opening = self.phrases.past_opening(sentence.first, sentence.last)
        if opening <= sentence.first or self.p.tokens[opening - 1].text != ",":
            return
        if not any(one.source and one.source[0] >= opening for one in found):
            return
        for one in found:
            if one.cue[0] < opening:
                one.content = [
                    (first, opening - 1) if first < opening - 1 < last else (first, last)
                    for first, last in one.content
                ]

    def _share_sources(self, found: list[Finding]) -> None:
        """Let ", adding that …", ", saying …" within what another says have the source of that other."""
        for at, one in enumerate(found):
            if one.shape != "participle" or one.source is None:
                continue
            edge = one.cue[0] - 1
            for outer in reversed(found[:at]):
                holds = any(first <= one.source[0] < last for first, last in outer.content)
                goes_on = one.entry.lemma == "add" or self.p.has(one.source[0], "pronoun")
                along = self.p.has(edge, "conjunction") and outer.shape == "participle"
                goes_on = goes_on or self._cannot_speak(*one.source)
                if outer.source and holds and ((goes_on and self.p.tokens[edge].text in COMMAS) or along):
                    one.source = outer.source
                    break

    def _cannot_speak(self, first: int, last: int) -> bool:
        """Whether a phrase only counts people, or tells of whom something befell: "said 21 had died, blaming …"."""
        p = self.p
        counted = p.has(first, "indefinite", "number") or p.low(first)[:1].isdigit()
        verb = last + 1 if last + 1 < len(p.tokens) and p.has(last, "be") else last
        fates = (wordlists("en").pattern("happenings", key) for key in ("killed", "wounded", "captured"))
        return counted or (verb > last and any(fate.match(p.text, p.tokens[verb].start) for fate in fates))

    def _announced(self, sentence: Sentence, found: list[Finding]) -> Finding | None:
        """Return the quotation after a colon that no cue of the sentence has taken, of whoever announces it."""
        p = self.p
        for colon in range(sentence.first + 2, sentence.last):
            if p.tokens[colon].text != ":" or p.tokens[colon].quoted:
                continue
            if colon + 1 >= len(p.tokens) or not p.opens_quote(colon + 1):
                return None
            quote = p.quote_at(colon + 1)
            assert quote is not None  # noqa: S101 - a quotation opens there
            if any(first < quote[1] and quote[0] < last for one in found for first, last in one.content):
                return None
            return self._announcing(sentence, colon, quote)
        return None

    def _announcing(self, sentence: Sentence, colon: int, quote: Range) -> Finding | None:
        """Return who announces a quotation: the subject of the last verb before the colon."""
        for verb in range(colon - 1, sentence.first, -1):
            if self.p.tokens[verb].quoted:
                return None
            if self.p.low(verb).endswith("ing") or not self.phrases.finite(verb, sentence.first):
                continue
            group, _ = self._group(verb, sentence.first)
            source, _ = self._subject(group, sentence)
            if source is None:
                return None
            entry = Entry((), ":", "", _ANNOUNCED)
            return Finding((group, colon + 1), entry, source, [quote], shape="announced")
        return None

    @staticmethod
    def _shaped(shape: str, found: Finding | None) -> Finding | None:
        if found and found.shape != "unnamed":
            found.shape = shape
        return found

    def _finite(
        self, group: int, end: int, entry: Entry, sentence: Sentence, negated: bool
    ) -> Finding | None:
        p = self.p
        source, edge = self._subject(group, sentence)
        if source is None or (p.low(source[0]) == "that" and end < sentence.last and p.mark(end)):
            return None  # "That said, …"
        if entry.frame.options.get("source") == "none":
            content = self._after(end, entry, sentence)
            return Finding((group, end), entry, None, [source, *content]) if content else None
        if entry.frame.options.get("needs_source") == "document" and not self._is_document(source):
            return None
        if self._only_describes(source, end, entry, sentence):
            return None
        shape = "finite"
        if (
            edge is not None
            and edge >= sentence.first
            and p.low(edge) == "as"
            and self._stops(end, entry, sentence)
        ):
            content = self._beside_as(edge, end, sentence)
        elif edge is not None and self._trails(edge, end, entry, sentence):
            shape, content = "around", self._around(edge, end, sentence)
        else:
            content = self._after(end, entry, sentence)
            under = edge is not None and edge >= sentence.first and self._subordinate(edge, sentence)
            beside = source[0] > sentence.first and p.tokens[source[0] - 1].text == ","
            if under or (beside and p.has(source[0], "relative")):
                content = [self._first_clause(*part) for part in content]
            if not content and (denied := self._denied_claim(source, edge, end, entry, sentence)):
                source, content = denied
                shape = "beside"
        if not content or not self._says_of(entry, source, content):
            return None
        if (
            entry.lemma in ("link", "attribute")
            and edge is not None
            and edge > sentence.first
            and p.low(edge) == "which"
        ):
            left = self.phrases.before(edge - (2 if p.mark(edge - 1) else 1), sentence.first)
            content = [left, *content] if left else content
        return Finding((group, end), entry, source, content, negated, shape)

    def _presumes(self, at: int, end: int, entry: Entry, sentence: Sentence) -> bool:
        """Whether a participle only presumes what befell somebody: "is missing and believed drowned"."""
        p = self.p
        if entry.frame.name not in ("believe", "expected", "say") or entry.form not in ("past", "participle"):
            return False
        after = end < sentence.last and (
            p.has(end, "verb-participle") or p.low(end) in self.table["classes"]["fate"].split()
        )
        return after and not p.has(end, "cue") and (p.has(at - 1, "conjunction", "adverb") or p.mark(at - 1))

    def _only_describes(self, source: Range, end: int, entry: Entry, sentence: Sentence) -> bool:
        """Whether a participle only describes a document: "A video viewed two million times shows …"."""
        p = self.p
        if (
            entry.form != "past"
            or entry.frame.name not in ("opinion", "believe")
            or not self._is_document(source)
        ):
            return False
        for here in range(end, min(end + _DESCRIBED, sentence.last)):
            if p.mark(here) or p.has(here, "relative", "pronoun") or p.low(here) in p.words.complementizers:
                return False
            if self.phrases.finite(here, end):
                return not p.low(here).endswith("ing")
        return False

    def _says_of(self, entry: Entry, source: Range, content: list[Range]) -> bool:
        """Whether a verb that says something only with certain words has them: "linked it to", "found that …"."""
        p = self.p
        first, last = content[-1]
        if entry.lemma in ("link", "attribute"):
            return any(p.low(at) in ("to", "with") for at in range(first, last))
        if not self._discovers(entry) or self._is_document(source):
            return True
        opens = p.low(first) == "that" or p.has(first, "question") or p.tokens[first].quoted
        telling = any(p.low(at) in self.clause_nouns for at in range(first, min(last, first + 3)))
        regarded = entry.lemma == "see" and any(p.low(at) == "as" for at in range(first + 1, last - 1))
        return opens or telling or regarded or self._verb_follows(first + 1, last)

    def _subordinate(self, edge: int, sentence: Sentence) -> bool:
        """Whether a word such as "while" stands at `edge`, or an adverb after it."""
        while edge > sentence.first and self.p.has(edge, "adverb"):
            edge -= 1
        return self.p.low(edge) in _UNDER

    def _first_clause(self, first: int, last: int) -> Range:
        """Return what is said in a subordinate clause ("While X said that …, Y …"): up to its comma."""
        for here in range(first, last):
            if (
                self.p.tokens[here].text == ","
                and not self.p.tokens[here].quoted
                and self._verb_follows(here + 1, last)
            ):
                return first, here
        return first, last

    def _denied_claim(
        self, source: Range, edge: int | None, end: int, entry: Entry, sentence: Sentence
    ) -> tuple[Range, list[Range]] | None:
        """Return who says it of what in "which the ministry denied", "a claim the ministry denied"."""
        p = self.p
        if edge is None or entry.frame.name not in ("opinion", "say"):
            return None
        if not (end >= p.sentence_end(sentence) or p.mark(end)):
            return None
        if edge > sentence.first and p.low(edge) == "whom":
            blamed = self.phrases.before(edge - 1 - p.mark(edge - 1), sentence.first)
            return source, [blamed or (edge, edge + 1)]  # "the rebels, whom she blames"
        if edge >= sentence.first and p.low(edge) in ("which", "that", "what"):
            return source, [(edge, edge + 1)]
        who = source[0] + 2
        claimed = who < source[1] and p.has(source[0], "determiner") and p.low(who - 1) in self.clause_nouns
        if claimed and edge > sentence.first and p.tokens[edge].text == ",":
            return (who, source[1]), [(source[0], who)]
        return None

    def _stops(self, end: int, entry: Entry, sentence: Sentence) -> bool:
        """Whether nothing is said after the verb in its own clause: "as he said,", "as the paper put it"."""
        p = self.p
        return (
            entry.lemma.startswith("put|")
            or end >= p.sentence_end(sentence)
            or (p.mark(end) and not p.opens_quote(end))
        )

    def _beside_as(self, edge: int, end: int, sentence: Sentence) -> list[Range]:
        """Return what is said beside "as X put it": after its comma, or before it."""
        p = self.p
        last = p.sentence_end(sentence)
        if edge - sentence.first > 2:
            return [self._leading(edge - 1 if p.mark(edge - 1) else edge, sentence)]
        while end < last and p.tokens[end].text not in (",", ":"):
            end += 1
        return [p.trimmed(end, max(last, (p.quote_at(last - 1) or (0, 0))[1]))] if end < last else []

    def _is_document(self, source: Range) -> bool:
        end = next((at for at in range(*source) if self._ends_head(at, source[0])), source[1])
        return end > source[0] and self.p.low(end - 1) in self.documents

    def _ends_head(self, at: int, first: int) -> bool:
        """Whether a word or mark after the head of a phrase stands at `at`: "footage posted by the group"."""
        p = self.p
        return at > first and (p.mark(at) or p.has(at, "preposition", "verb-participle", "relative"))

    # ---- inverted ----------------------------------------------------------------------------------------------------

    def _inverted(self, at: int, end: int, entry: Entry, sentence: Sentence, helpers: set[str]) -> bool:
        """Whether "…," said X: a comma or closing mark before the verb, a noun phrase after it."""
        p = self.p
        left = at - 1
        while left > sentence.first and p.has(left, "adverb") and not p.has(left, "determiner"):
            left -= 1
        if left < sentence.first or helpers - {"not"} or entry.form not in ("past", "present", "base"):
            return False
        if entry.frame.name not in ("say", "ask", "believe", "quote") or end >= sentence.last:
            return False
        inner = left - 1
        while inner > sentence.first and p.tokens[inner].text in ("'", "’"):  # of a quotation in it
            inner -= 1
        closing = p.closes_quote(left) and p.tokens[inner].text in (",", "?", "!", ".", "…", "...", "—")
        if not closing and p.tokens[left].text not in COMMAS:
            return False
        if not closing and (p.low(end) in p.words.complementizers or self._is_subject(left, sentence)):
            return False
        after = self.phrases.after(end, sentence.last)
        if (
            after
            and after[1] < sentence.last
            and p.tokens[after[1]].text == ":"
            and entry.frame.name == "say"
        ):
            return True
        if after is None:
            return False
        if closing:
            return not self._speaks_after(left, after, sentence)
        tail = after[1]
        ends = (
            tail >= p.sentence_end(sentence)
            or p.tokens[tail].text in (",", ";", "—")
            or p.has(tail, "adverbial")
        )
        return (
            ends
            and entry.lemma
            in ("say", "write", "report", "explain", "add", "note", "warn", "argue", "conclude")
            and (
                self._clause_like(sentence.first, left)
                and not self._verb_follows(tail, p.sentence_end(sentence))
            )
        )

    def _speaks_after(self, closing: int, after: Range, sentence: Sentence) -> bool:
        """Whether a quotation only ends what describes who speaks: citing "its reasons," said."""
        quoted = self.p.quote_at(closing)
        if quoted is None or quoted[0] <= sentence.first or after[1] >= sentence.last:
            return False
        goes_on = self.phrases.finite(after[1], after[0]) and not self.phrases.reduced(after[1])
        return goes_on and self._is_subject(closing, sentence)

    def _is_subject(self, comma: int, sentence: Sentence) -> bool:
        """Whether a described subject ends with the comma: "The monitor, which is based abroad, reported …"."""
        phrase = self.phrases.before(comma, sentence.first)
        return phrase is not None and phrase[0] <= self.phrases.past_opening(sentence.first, comma)

    def _finding_inverted(self, at: int, end: int, entry: Entry, sentence: Sentence) -> Finding | None:
        p = self.p
        left = at - 1
        while p.has(left, "adverb") and left > sentence.first and not p.closes_quote(left):
            left -= 1
        source = self.phrases.after(end, sentence.last)
        if source is None:
            return None
        last = p.sentence_end(sentence)
        here = source[1]
        announced = here < last and p.tokens[here].text == ":" and not p.closes_quote(left)
        content = [] if announced else [self._leading(left, sentence)]
        while here < last and not p.opens_quote(here) and p.tokens[here].text not in (":", ";"):
            here += 1
        if here < last and p.opens_quote(here):
            content.append((here, p.quote_at(here)[1]))  # type: ignore[index]
        elif here < last and p.tokens[here].text in (";", ":") and here + 1 < last:
            content.append(p.trimmed(here + 1, max(last, (p.quote_at(last - 1) or (0, 0))[1])))
        return Finding((at, end), entry, source, [part for part in content if part[1] > part[0]])
