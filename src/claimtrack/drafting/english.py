"""Attributions of English: verbs before, after and between what they attribute, nouns, and "according to"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.drafting.attributions import Finding
from claimtrack.drafting.inflection import english_forms
from claimtrack.drafting.lexicon import Entry, Frame
from claimtrack.drafting.finder import COMMAS, Finder

if TYPE_CHECKING:
    from claimtrack.drafting.passage import Passage, Range
    from claimtrack.drafting.tokens import Sentence

_UNDER = frozenset(("while", "although", "though", "when", "after", "because", "since", "whereas", "where", "before"))
_WITHOUT_VERB = Frame("according", {"takes": "clause"})
_HEARSAY = Frame("hearsay", {"takes": "clause"})
_ADJECTIVE = Frame("adjective", {"takes": "any"})
_LIGHT = Frame("light", {"takes": "any"})
_NOUN = Frame("noun", {"takes": "any"})


class English(Finder):
    """The rules of English over one passage."""

    def __init__(self, passage: Passage) -> None:
        super().__init__(passage)
        nouns = self.table["nouns"]
        self.clause_nouns = frozenset(_numbers(nouns["clause"]))
        self.about_nouns = frozenset(_numbers(nouns["about"]))
        self.adjectives = frozenset(self.table["adjectives"]["about"].split())
        self.hearsay = frozenset(self.table["verbless"]["hearsay"].split())
        self.light = frozenset(
            form for verb in self.table["light"]["verbs"].split() for form in english_forms(verb, self.table["irregular"]).values()
        )
        self.documents = frozenset(_numbers(nouns["documents"]))

    def _cue_at(self, at: int, sentence: Sentence) -> Finding | None:
        p = self.p
        if p.low(at) in ("according", "per", "in"):
            one = self._without_verb(at, sentence)
            if one:
                return one
        for entry in p.words.cues.get(p.low(at), ()):
            end = self._rest(at, entry, sentence)
            if end and (one := self._verb(at, end, entry, sentence)):
                return one
        if p.low(at) in self.hearsay:
            return self._hearsay(at, sentence)
        return self._adjective(at, sentence) or self._light(at, sentence) or self._noun(at, sentence)

    def _hearsay(self, at: int, sentence: Sentence) -> Finding | None:
        """Return the clause of "reportedly", which names nobody."""
        p = self.p
        first = self.phrases._past_opening(sentence.first, at)  # noqa: SLF001 - one grammar in two files
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
        if not (p.low(after) in ("that", "about", "of", "to", "with", "on", "for", "in", "by", "at", "over") or p.has(after, "question", "pronoun")):
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
        noun = next((here for here in range(at + 1, min(last - 1, at + 7)) if p.low(here) in self.about_nouns | self.clause_nouns), None)
        if noun is None or any(p.mark(here) or p.has(here, "verb-past", "modal") for here in range(at + 1, noun)):
            return None
        after = noun + 1
        if not (p.low(after) in ("that", "about", "of", "to", "on", "for", "against", "over", "with", "from") or p.opens_quote(after)):
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
        content = p.trimmed(after if p.low(after) in ("that", "to") or p.opens_quote(after) else after + 1, stop)
        return Finding((group, after), entry, source, [content], "not" in helpers) if content[1] > content[0] else None

    # ---- verbs ------------------------------------------------------------------------------------------------------

    def _verb(self, at: int, end: int, entry: Entry, sentence: Sentence) -> Finding | None:
        group, helpers = self._group(at, sentence.first)
        if self._inverted(at, end, entry, sentence, helpers):
            return self._shaped("inverted", self._finding_inverted(at, end, entry, sentence))
        form = entry.form
        if entry.frame.options.get("passive") and "be" not in helpers:
            return None
        passive = "be" in helpers and (form in ("past", "participle"))
        if passive:
            return self._shaped("passive", self._passive(group, at, end, entry, sentence))
        if entry.lemma == "ask" and form == "participle" and not helpers and (one := self._asked(at, end, entry, sentence)):
            return self._shaped("passive", one)
        if form == "ing" and "be" not in helpers:
            return self._shaped("participle", self._participle(at, end, entry, sentence))
        if "to" in helpers:
            return self._shaped("infinitive", self._infinitive(group, at, end, entry, sentence))
        if form == "base" and not ({"modal", "do"} & helpers) and not self.phrases.verbal(at, sentence.first):
            return None
        if form in ("present", "past", "participle") and not helpers and not self.phrases.verbal(at, sentence.first):
            return None
        if form == "participle" and entry.lemma in self.table["irregular"] and not helpers:
            irregular = self.table["irregular"][entry.lemma].split()
            if irregular[1] != irregular[2]:
                return None
        return self._finite(group, at, end, entry, sentence, "not" in helpers)

    @staticmethod
    def _shaped(shape: str, found: Finding | None) -> Finding | None:
        if found:
            found.shape = shape
        return found

    def _group(self, at: int, first: int) -> tuple[int, set[str]]:
        """Return where the verb group begins, and which helpers it has: be, have, do, modal, to, not."""
        p = self.p
        helpers: set[str] = set()
        here = at
        while here > first:
            left = here - 1
            if p.has(left, "be"):
                helpers.add("be")
            elif p.has(left, "have"):
                helpers.add("have")
            elif p.has(left, "modal"):
                helpers.add("modal")
            elif p.has(left, "auxiliary"):
                helpers.add("do")
            elif p.low(left) == "to" and here == at:
                helpers.add("to")
            elif p.has(left, "negation") and not p.has(left, "indefinite"):
                helpers.add("not")
            elif p.low(left) == "first" and left - 1 > first and p.low(left - 1) == "at":
                left -= 1
            elif p.has(left, "adverb") and not p.has(left, "determiner", "indefinite") or (
                p.low(left).endswith("ly") and not p.tokens[left].name
            ):
                pass
            else:
                break
            here = left
        while here < at and p.has(here, "adverb") and not p.has(here, "auxiliary", "modal", "negation") and p.low(here) != "to":
            here += 1
        return here, helpers

    def _finite(self, group: int, at: int, end: int, entry: Entry, sentence: Sentence, negated: bool) -> Finding | None:
        p = self.p
        source, edge = self._subject(group, sentence)
        if source is None:
            return None
        if entry.frame.options.get("source") == "none":
            content = self._after(end, entry, sentence)
            return Finding((group, end), entry, None, [source, *content]) if content else None
        if entry.frame.options.get("needs_source") == "document" and not self._is_document(source):
            return None
        shape = "finite"
        if edge is not None and edge >= sentence.first and p.low(edge) == "as" and self._stops(end, entry, sentence):
            content = self._beside_as(edge, end, sentence)
        elif edge is not None and self._trails(edge, end, entry, sentence):
            shape, content = "around", self._around(edge, end, sentence)
        else:
            content = self._after(end, entry, sentence)
            if edge is not None and edge >= sentence.first and p.low(edge) in _UNDER:
                content = [self._first_clause(*part) for part in content]
            content = content or self._relative_object(edge, end, entry, sentence)
        if not content:
            return None
        if entry.lemma in ("link", "attribute") and edge is not None and edge > sentence.first and p.low(edge) == "which":
            left = self.phrases.before(edge - (2 if p.mark(edge - 1) else 1), sentence.first)
            content = [left, *content] if left else content
        return Finding((group, end), entry, source, content, negated, shape)

    def _first_clause(self, first: int, last: int) -> Range:
        """Return what is said in a subordinate clause ("While X said that …, Y …"): up to its comma."""
        for here in range(first, last):
            if self.p.tokens[here].text == "," and not self.p.tokens[here].quoted and self._verb_follows(here + 1, last):
                return first, here
        return first, last

    def _relative_object(self, edge: int | None, end: int, entry: Entry, sentence: Sentence) -> list[Range]:
        """Return the pronoun of "which the ministry denied"."""
        p = self.p
        if edge is None or edge < sentence.first or entry.frame.name not in ("opinion", "say"):
            return []
        alone = end >= p.sentence_end(sentence) or p.mark(end)
        if alone and p.low(edge) in ("which", "that", "whom", "what"):
            return [(edge, edge + 1)]
        return []

    def _stops(self, end: int, entry: Entry, sentence: Sentence) -> bool:
        """Whether nothing is said after the verb in its own clause: "as he said,", "as the paper put it"."""
        p = self.p
        return entry.lemma.startswith("put|") or end >= p.sentence_end(sentence) or (p.mark(end) and not p.opens_quote(end))

    def _beside_as(self, edge: int, end: int, sentence: Sentence) -> list[Range]:
        """Return what is said beside "as X put it": after its comma, or before it."""
        p = self.p
        last = p.sentence_end(sentence)
        if edge - sentence.first > 2:
            return [self._leading(edge - 1 if p.mark(edge - 1) else edge, sentence)]
        while end < last and p.tokens[end].text not in (",", ":"):
            end += 1
        return [p.trimmed(end, max(last, (p.quote_at(last - 1) or (0, 0))[1]))] if end < last else []

    def _subject(self, group: int, sentence: Sentence) -> tuple[Range | None, int | None]:
        """Return who does what the verb says, and the token before them where they stand right before it."""
        p = self.p
        left = group - 1
        while left > sentence.first and p.has(left, "adverb") and not p.has(left, "determiner", "indefinite", "pronoun"):
            left -= 1
        if p.tokens[left].text == "," and left - 3 >= sentence.first and p.has(left - 1, "adverb") and p.tokens[left - 2].text == ",":
            left -= 3  # "Others, however, say"
        if left < sentence.first:
            return None, None
        if p.has(left, "conjunction"):
            return self.phrases.subject_of(self._clause_start(left, sentence), left), None
        if p.tokens[left].quoted and not p.closes_quote(left):
            return None, None
        source = self.phrases.before(left, sentence.first)
        if source is None:
            if p.tokens[left].text == ",":
                return self.phrases.subject_of(self._clause_start(left, sentence), left), None
            return None, None
        if p.has(source[0], "relative"):
            return source, None
        return source, source[0] - 1

    def _clause_start(self, at: int, sentence: Sentence) -> int:
        """Return where the clause that holds `at` begins."""
        p = self.p
        for here in range(at - 1, sentence.first, -1):
            if p.tokens[here].text in (";", ":"):
                return here + 1
            if p.tokens[here].text in ("—", "–") and here - sentence.first > 3:
                return here + 1
        return sentence.first

    def _is_document(self, source: Range) -> bool:
        return any(self.p.low(at) in self.documents for at in range(*source))

    # ---- what stands before and around -------------------------------------------------------------------------------

    def _trails(self, edge: int, end: int, entry: Entry, sentence: Sentence) -> bool:
        """Whether "…, X said" follows what is said, judged by the mark before X and what follows the verb."""
        p = self.p
        if edge < sentence.first or entry.frame.takes == "infinitive":
            return False
        if end < sentence.last and p.low(end) in p.words.complementizers:
            return False
        mark = p.tokens[edge]
        closing = p.closes_quote(edge)
        if not closing and mark.text not in COMMAS:
            return False
        if not closing and entry.frame.name not in ("say", "believe", "tell", "show"):
            return False
        last = p.sentence_end(sentence)
        if end >= last:
            return closing or self._clause_like(sentence.first, edge)
        follows = p.tokens[end]
        if not closing and not self._clause_like(sentence.first, edge):
            return False
        if not closing and self.phrases._past_opening(sentence.first, edge + 1) >= edge:  # noqa: SLF001
            return False
        if follows.text in (",", ";", "—", "–", "--"):
            return True
        if p.mark(end):
            return closing and follows.text != ":"
        if closing and entry.frame.name in ("say", "tell", "ask", "believe", "quote"):
            if p.has(end, "adverbial", "weekday", "adverb") or p.low(end) in ("to", "of", "with") or entry.frame.name in ("tell", "ask"):
                return True
            return p.tokens[edge - 1].text in (",", "?", "!", ".", "…", "...", "'", "’") and not self._verb_follows(end, last)
        if entry.frame.name == "tell" and p.has(end, "object_pronoun"):
            after = end + 1
            return after >= last or p.mark(after) or (p.has(after, "adverbial") and not self._verb_follows(after, last))
        if p.low(end) in ("late", "early") and end + 1 < last and (p.has(end + 1, "weekday") or p.low(end + 1) in ("on", "in")):
            return True
        if p.low(end) in p.words.complementizers or p.opens_quote(end):
            return False
        return p.has(end, "adverbial") and not self._verb_follows(end, last) and self._clause_like(sentence.first, edge)

    def _clause_like(self, first: int, last: int) -> bool:
        if last - first >= 6 and not self.p.has(first, "preposition", "subordinator", "adverb"):  # noqa: PLR2004
            return True
        opening = self.phrases._past_opening(first, last)  # noqa: SLF001 - one grammar in two files
        return any(self.phrases.finite(at, first) for at in range(opening, last))

    def _verb_follows(self, first: int, last: int) -> bool:
        phrases = self.phrases
        return any(phrases.finite(at, first) and not phrases._reduced(at) for at in range(first, last))  # noqa: SLF001

    def _around(self, edge: int, end: int, sentence: Sentence) -> list[Range]:
        """Return what is said before "X said" and, where the sentence goes on after a comma, after it."""
        p = self.p
        content = [self._leading(edge, sentence)]
        last = p.sentence_end(sentence)
        here = end
        while here < last and not p.opens_quote(here) and p.tokens[here].text not in (",", ":", ";", "—", "–"):
            here += 1
        if here < last and (rest := self._resumed(here, last, p.tokens[edge].text)):
            content.append(rest)
        return [part for part in content if part[1] > part[0]]

    # ---- what stands after ---------------------------------------------------------------------------------------------

    def _after(self, end: int, entry: Entry, sentence: Sentence) -> list[Range]:
        """Return what is said after the verb, by what its frame takes."""
        p = self.p
        last = p.sentence_end(sentence)
        if end >= last:
            return []
        takes = entry.frame.takes
        start = self._opening_of_content(end, last, takes, entry)
        if start is None or start >= last:
            return []
        stop = last
        quote = p.quote_at(last - 1)
        if quote and quote[0] >= start:
            stop = max(stop, quote[1])
        elif p.opens_quote(start):
            stop = max(stop, p.quote_at(start)[1])  # type: ignore[index]
        first, stop = p.trimmed(start, stop)
        return [(first, stop)] if stop > first else []

    def _opening_of_content(self, end: int, last: int, takes: str, entry: Entry) -> int | None:
        p = self.p
        here = end
        while here < last and p.has(here, "adverb") and not p.has(here, "determiner", "indefinite", "pronoun", "preposition", "negation"):
            here += 1
        if here >= last:
            return None
        if takes == "infinitive":
            return here if p.low(here) == "to" or p.low(here) == "not" else None
        if takes == "addressee":
            return self._past_addressee(here, last)
        if p.tokens[here].text in (":", ",", "—", "–"):
            if p.tokens[here].text == ":" or (here + 1 < last and p.opens_quote(here + 1)):
                return here + 1
            if takes == "clause" and p.tokens[here].text == ",":
                later = self._that_or_quote(here, last, 30)
                return here + 1 if later is None and self._clause_like(here + 1, last) else later
            return None
        if takes == "quotation":
            return here if p.opens_quote(here) or p.low(here) == "that" else None
        if takes == "any" and entry.frame.name == "opinion" and (colon := self._colon(here, last)):
            return colon + 1
        if takes == "any" and p.has(here, "adverbial") and here + 2 < last and p.has(here + 1, "weekday"):
            here += 2
        if takes == "any":
            return here if not p.mark(here) or p.opens_quote(here) else None
        return self._clause_opening(here, last)

    def _colon(self, first: int, last: int) -> int | None:
        """Return the colon after which it is told what was said ("contradicted this when we met: …")."""
        return next((at for at in range(first, min(last, first + 10)) if self.p.tokens[at].text == ":" and not self.p.tokens[at].quoted), None)

    def _that_or_quote(self, here: int, last: int, reach: int) -> int | None:
        """Return where "that" or a quotation begins, before any verb."""
        p = self.p
        for at in range(here, min(last, here + reach)):
            if p.opens_quote(at) or (p.low(at) == "that" and (at == here or not p.has(at - 1, "preposition"))):
                return at
            if p.tokens[at].text == ":":
                return at + 1
            if self.phrases.finite(at, here) and not p.tokens[at].low.endswith("ing"):
                return None
        return None

    def _clause_opening(self, here: int, last: int) -> int | None:
        """Return where a clause begins after a verb of saying, past "on Monday", "in a statement", "to reporters"."""
        p = self.p
        if p.low(here) in p.words.complementizers or p.opens_quote(here) or p.has(here, "question"):
            return here
        if p.low(here) == "of":
            return here
        if p.has(here, "weekday", "month") or p.has(here, "adverbial") or p.low(here) == "to":
            if p.low(here) == "to" and here + 1 < last and p.has(here + 1, "verb-base"):
                return here
            later = self._that_or_quote(here, last, 24)
            if later is not None:
                return later
            return self._past_adverbial(here, last)
        return here if self._clause_or_name(here, last) else None

    def _clause_or_name(self, here: int, last: int) -> bool:
        """Whether a clause follows, not only an object."""
        return True

    def _past_adverbial(self, here: int, last: int) -> int | None:
        p = self.p
        at = here
        if p.has(at, "weekday") or (p.has(at, "adverb") and not p.has(at, "determiner")):
            return at + 1 if at + 1 < last and not p.mark(at + 1) else None
        if p.has(at, "adverbial") and at + 1 < last and p.has(at + 1, "weekday", "month"):
            at += 2
            while at < last and (p.low(at).isdigit() or p.has(at, "weekday") or p.low(at) in ("night", "morning", "evening", "afternoon")):
                at += 1
            return at if at < last and not p.mark(at) else None
        comma = at
        while comma < last and p.tokens[comma].text != ",":
            comma += 1
        if comma + 2 < last and self._verb_follows(comma, last) and not self._verb_follows(at, comma):
            return comma + 1
        return None

    def _past_addressee(self, here: int, last: int) -> int | None:
        """Return where the content begins after "told reporters", "told him", "urged the court"."""
        p = self.p
        if p.opens_quote(here) or p.low(here) == "that" or p.has(here, "question"):
            return here
        if p.low(here) == "to" or p.tokens[here].text == ":":
            return here if p.low(here) == "to" else here + 1
        if p.has(here, "object_pronoun") or (p.has(here, "pronoun") and p.low(here) in ("you", "it")):
            after = here + 1
            return self._clause_opening(after, last) if after < last and not p.mark(after) else self._that_or_quote(after, last, 4)
        later = self._that_or_quote(here, last, 30)
        if later is not None and later > here:
            return later
        for at in range(here + 1, min(last, here + 30)):
            if p.low(at) in ("to", "about", "of", "not"):
                if p.low(at) != "of" or at - here < 4:
                    return at
            if p.tokens[at].text in (",",) and at + 1 < last and p.opens_quote(at + 1):
                return at + 1
            if p.mark(at):
                return None
            if p.has(at, "pronoun") or p.has(at, "question"):
                return at
            if p.has(at, "determiner") and not p.has(at - 1, "preposition", "determiner", "conjunction"):
                return at
            if p.tokens[at].name and not p.tokens[at - 1].name and not p.has(at - 1, "preposition", "determiner", "conjunction", "possessive"):
                return at
            if self.phrases.finite(at, here):
                return max(here, at - 2)
        return None

    # ---- inverted ----------------------------------------------------------------------------------------------------

    def _inverted(self, at: int, end: int, entry: Entry, sentence: Sentence, helpers: set[str]) -> bool:
        """Whether "…," said X: a comma or closing mark before the verb, a noun phrase after it."""
        p = self.p
        left = at - 1
        while left > sentence.first and p.has(left, "adverb") and not p.has(left, "determiner"):
            left -= 1
        if left < sentence.first or helpers - {"not"} or entry.form not in ("past", "present"):
            return False
        if entry.frame.name not in ("say", "ask", "believe", "quote") or end >= sentence.last:
            return False
        closing = p.closes_quote(left) and p.tokens[left - 1].text in (",", "?", "!", ".", "…", "...", "—")
        closing = closing or (p.closes_quote(left) and p.tokens[left].text in ("''",) and p.tokens[left - 1].text == ",")
        if not closing and p.tokens[left].text not in COMMAS:
            return False
        if not closing and p.low(end) in p.words.complementizers:
            return False
        after = self.phrases.after(end, sentence.last)
        if after and after[1] < sentence.last and p.tokens[after[1]].text == ":" and entry.frame.name == "say":
            return True
        if after is None:
            return False
        if closing:
            return True
        tail = after[1]
        ends = tail >= p.sentence_end(sentence) or p.tokens[tail].text in (",", ";", "—") or p.has(tail, "adverbial")
        return ends and entry.lemma in ("say", "write", "report", "explain", "add", "note", "warn", "argue", "conclude") and (
            self._clause_like(sentence.first, left) and not self._verb_follows(tail, p.sentence_end(sentence))
        )

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

    # ---- passives, participles, infinitives ------------------------------------------------------------------------------

    def _passive(self, group: int, at: int, end: int, entry: Entry, sentence: Sentence) -> Finding | None:
        """Return "X was told by Y that …", "X is said to …", "it was announced that …", "X was praised by Y for …"."""
        p = self.p
        last = p.sentence_end(sentence)
        subject, _ = self._subject(group, sentence)
        if subject is None or (end >= last and p.low(subject[0]) != "it"):
            return None
        if end >= last:
            end = last - 1 if end > last else end
        by = end
        while by < min(last, end + 3) and (p.has(by, "weekday", "adverb") or p.low(by) == "on"):
            by += 1
        agent = self.phrases.after(by + 1, last) if by < last and p.low(by) == "by" else None
        if agent and entry.frame.name != "show":
            rest = agent[1]
            content = [subject]
            if rest < last and not p.mark(rest):
                content.append(p.trimmed(rest, last))
            return Finding((group, end), entry, agent, content)
        if entry.frame.name == "expected" and p.low(end) == "to":
            return Finding((group, end), entry, None, [subject, p.trimmed(end, last)])
        if entry.frame.name in ("ask", "tell") and (p.has(end, "question") or p.low(end) in ("that", "about", "if", "to")):
            return Finding((group, end), entry, None, [p.trimmed(end, last)])
        if p.low(subject[0]) == "it" and subject[0] - 1 >= sentence.first and p.tokens[subject[0] - 1].text == ",":
            return Finding((subject[0], end), entry, None, [self._leading(subject[0] - 1, sentence)], shape="around")
        if p.low(subject[0]) == "it" and p.low(end) == "that":
            return Finding((group, end), entry, None, [p.trimmed(end, last)])
        return None

    def _asked(self, at: int, end: int, entry: Entry, sentence: Sentence) -> Finding | None:
        """Return "Asked whether …, she", "when asked about …" of nobody named."""
        p = self.p
        if at > sentence.first and p.low(at - 1) not in ("when", "if", "while", "being"):
            return None
        stop = end
        while stop < sentence.last and p.tokens[stop].text != ",":
            stop += 1
        if end >= sentence.last or not (p.has(end, "question", "preposition", "determiner") or p.low(end) == "if"):
            return None
        content = p.trimmed(end, min(stop, p.sentence_end(sentence)))
        return Finding((at, end), entry, None, [content]) if content[1] > content[0] else None

    def _participle(self, at: int, end: int, entry: Entry, sentence: Sentence) -> Finding | None:
        """Return ", saying …" of the subject of the clause, "a statement saying …" of the noun before it."""
        p = self.p
        left = at - 1
        while left > sentence.first and p.has(left, "adverb") and not p.has(left, "determiner"):
            left -= 1
        if left < sentence.first:
            source = self._main_subject(end, sentence)
        elif p.tokens[left].text in COMMAS or p.has(left, "conjunction", "subordinator") or p.closes_quote(left):
            source = self._nearest_subject(left, sentence)
        elif p.has(left, "preposition"):
            source = self._main_subject(end, sentence) if left == sentence.first else self.phrases.subject_of(sentence.first, left)
        elif p.mark(left) or p.has(left, "determiner", "possessive") or p.tokens[left].quoted:
            return None
        else:
            source = self.phrases.before(left, sentence.first)
            if source and p.has(source[0], "pronoun", "relative"):
                return None
        content = self._after(end, entry, sentence)
        if not content or source is None:
            return None
        return Finding((at, end), entry, source, content)

    def _nearest_subject(self, at: int, sentence: Sentence) -> Range | None:
        """Return the subject of the last finite verb before `at`, which a participle after a comma shares."""
        p = self.p
        for here in range(at - 1, sentence.first, -1):
            if p.tokens[here].quoted or p.low(here).endswith("ing") or not self.phrases.finite(here, sentence.first):
                continue
            if here + 1 < at and p.has(here, "auxiliary", "modal") and self.phrases.finite(here + 1, sentence.first):
                continue
            if p.closes_quote(here - 1) and (inverted := self.phrases.after(here + 1, at + 1)):
                return inverted
            group, helpers = self._group(here, sentence.first)
            if "to" in helpers or p.has(group - 1, "relative"):
                continue
            source, _ = self._subject(group, sentence)
            if source:
                return source
        return self.phrases.subject_of(self._clause_start(at, sentence), at)

    def _main_subject(self, at: int, sentence: Sentence) -> Range | None:
        """Return the subject of the main clause after an opening participle."""
        p = self.p
        here = at
        while here < sentence.last and (p.tokens[here].text != "," or p.tokens[here].quoted):
            here += 1
        return self.phrases.subject_of(here + 1, sentence.last) if here + 1 < sentence.last else None

    def _infinitive(self, group: int, at: int, end: int, entry: Entry, sentence: Sentence) -> Finding | None:
        """Return "X refused to say …", "for X to say …" of who would say it."""
        p = self.p
        if entry.frame.name not in ("say", "opinion", "tell", "ask", "urge", "believe"):
            return None
        left = group - 1
        if left < sentence.first:
            return None
        source = None
        if self.phrases.finite(left, sentence.first):
            inner, helpers = self._group(left, sentence.first)
            source, _ = self._subject(inner, sentence)
        else:
            source = self.phrases.subject_of(self._clause_start(left, sentence), left)
        content = self._after(end, entry, sentence)
        return Finding((at, end), entry, source, content) if content and source else None

    # ---- without a verb -----------------------------------------------------------------------------------------------

    def _without_verb(self, at: int, sentence: Sentence) -> Finding | None:
        """Return "according to X, …" and "…, according to X"."""
        p = self.p
        for words in self.table["verbless"]["before"].split("|"):
            parts = words.split()
            if [p.low(here) for here in range(at, min(at + len(parts), sentence.last))] == parts:
                return self._according(at, at + len(parts), words, sentence)
        if p.low(at) == "in":
            for here in range(at + 2, min(at + 8, sentence.last)):
                if p.low(here) in ("view", "words", "opinion", "telling", "estimation", "judgment", "eyes", "account") and p.has(here - 1, "possessive"):
                    owner = (at + 1, here - 1) if p.low(here - 1) in ("'s", "’s", "'") else (at + 1, here)
                    if owner[1] > owner[0]:
                        return self._stands_beside(at, here + 1, owner, "in one's words", sentence)
        return None

    def _according(self, at: int, end: int, words: str, sentence: Sentence) -> Finding | None:
        p = self.p
        source = self.phrases.after(end, sentence.last)
        if source:
            source = (source[0], max(source[1], self._whole(source[1], p.sentence_end(sentence))))
        return self._stands_beside(at, end, source, words, sentence) if source else None

    def _whole(self, at: int, last: int) -> int:
        """Return where the words that say more about a source end: at a mark."""
        while at < last and (self.p.tokens[at].text == "(" or not self.p.mark(at)) and not self.p.opens_quote(at):
            if self.p.tokens[at].text == "(":
                at = self.phrases._closing(at, last) or at  # noqa: SLF001 - one grammar in two files
            at += 1
        return at

    def _stands_beside(self, at: int, end: int, source: Range, words: str, sentence: Sentence) -> Finding | None:
        p = self.p
        entry = Entry((), words, "", _WITHOUT_VERB)
        last = p.sentence_end(sentence)
        left = at - 1
        while left >= sentence.first and p.has(left, "adverb", "conjunction"):
            left -= 1
        opening = left >= sentence.first and p.mark(left) and self.phrases._past_opening(sentence.first, left + 1) > left  # noqa: SLF001
        if opening or left < sentence.first or p.tokens[left].text in (";", "("):
            here = max(end, source[1])
            while here < last and p.tokens[here].text != "," and not p.opens_quote(here):
                here += 1
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
        if not about and not clause:
            return None
        last = p.sentence_end(sentence)
        after = at + 1
        if after >= last:
            return None
        follows = p.low(after)
        opens = (clause and follows == "that") or (
            follows in ("about", "for", "to", "on", "against", "of", "over", "toward", "towards", "from", "by") and about
        )
        if not opens:
            return None
        source, first = self._owner(at, sentence)
        agent_end = after
        if follows in ("by", "from"):
            source = self.phrases.after(after + 1, last)
            if source is None:
                return None
            agent_end = source[1]
            if agent_end >= last or p.low(agent_end) not in ("that", "about", "for", "to", "on", "against", "over"):
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
        return Finding((at, agent_end + (1 if p.low(agent_end) not in ("that", "to") else 0)), entry, source, [content]) if content[1] > content[0] else None

    def _owner(self, at: int, sentence: Sentence) -> tuple[Range | None, int]:
        """Return whose noun it is: "his", "Clinton's"."""
        p = self.p
        here = at - 1
        while here > sentence.first and at - here < 4 and not p.has(here, "possessive") and not p.mark(here) and not p.has(here, "verb", "preposition", "determiner"):
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
