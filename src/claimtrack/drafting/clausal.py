"""Attributions of the languages that mark what is said by a clause, a comma or a preposition: all but English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.drafting.attributions import Finding
from claimtrack.drafting.finder import COMMAS, Finder
from claimtrack.drafting.lexicon import Entry, Frame

if TYPE_CHECKING:
    from claimtrack.drafting.passage import Range
    from claimtrack.drafting.tokens import Sentence

_WITHOUT_VERB = Frame("according", {"takes": "clause"})
_REACH = 14
_PARTICLES = frozenset(("mit", "zurück", "an", "ein", "ab", "hinzu", "fest", "vor", "aus"))  # of German verbs


class Clausal(Finder):
    """The rules of Russian, Ukrainian, German, French, Spanish and Arabic over one passage."""

    def _cue_at(self, at: int, sentence: Sentence) -> Finding | None:
        return self._without_verb(at, sentence) or self._by_verb(at, sentence)

    def _by_verb(self, at: int, sentence: Sentence) -> Finding | None:
        for entry in self.p.words.entries(self.p.low(at)):
            end = self._ends(at, entry, sentence)
            if end and (one := self._verb(at, end, entry, sentence)):
                return one
        return None

    def _ends(self, at: int, entry: Entry, sentence: Sentence) -> int:
        """Return where a cue ends whose other words may stand apart ("räumte … ein"), 0 where they are missing."""
        if not entry.rest:
            return at + 1
        end = self._rest(at, entry, sentence)
        if end or self.p.words.language != "de":
            return end
        later = {self.p.low(here) for here in range(at + 1, sentence.last) if not self.p.tokens[here].quoted}
        return at + 1 if set(entry.rest) <= later else 0

    # ---- verbs ------------------------------------------------------------------------------------------------------

    def _verb(self, at: int, end: int, entry: Entry, sentence: Sentence) -> Finding | None:
        last = self.p.sentence_end(sentence)
        group = self._group(at, sentence.first)
        passive = self._passive(group, at, end, entry, sentence, last)
        if passive:
            return passive
        negated = any(self.p.has(here, "negation") for here in range(max(sentence.first, group - 1), at))
        left = self._left(group, sentence)
        opens = self._opens(end, last)
        if self._follows_content(group, left, sentence):
            found = self._after_content(group, end, left, entry, sentence)
            if found:
                found.negated = negated
                return found
        source, start = self._source(left, end, opens, last)
        if source is None and opens is None and self.p.words.language in ("ru", "uk"):
            return self._office(group, end, entry, sentence)
        if opens is not None:
            start = opens
        if source is None or start is None or start >= last:
            return None
        if opens is None and entry.frame.takes == "clause" and not self._may_object(start, last):
            return None
        stop = self._end_of_content(start, last)
        while (
            self.p.words.language == "de"
            and stop > start
            and stop == last
            and self.p.low(stop - 1) in _PARTICLES
        ):
            stop = last = stop - 1
        content = self.p.trimmed(start, stop)
        return Finding((group, end), entry, source, [content], negated) if content[1] > content[0] else None

    def _passive(
        self, group: int, at: int, end: int, entry: Entry, sentence: Sentence, last: int
    ) -> Finding | None:
        """Return "l'attaque a été revendiquée jeudi par X" of X."""
        p = self.p
        if group == at or p.words.language not in ("fr", "es", "de"):
            return None
        here = self._past_adverbs(end, last)
        if here >= last or p.low(here) not in ("par", "por", "durch"):
            return None
        agent = self.phrases.after(here + 1, last)
        subject = self.phrases.before(group - 1, sentence.first)
        if subject is None and self.p.tokens[group - 1].text == ",":
            comma = next((k for k in range(sentence.first, group - 1) if self.p.tokens[k].text == ","), None)
            subject = (sentence.first, comma) if comma else None
        if agent is None or subject is None:
            return None
        return Finding((group, end), entry, agent, [subject], shape="passive")

    def _office(self, group: int, end: int, entry: Entry, sentence: Sentence) -> Finding | None:
        """Return "…, сообщили в министерстве": those of an office, which is named with a preposition."""
        p = self.p
        last = p.sentence_end(sentence)
        if (
            end + 1 >= last
            or p.low(end) not in ("в", "у")
            or group <= sentence.first
            or p.tokens[group - 1].text != ","
        ):
            return None
        source = self.phrases.after(end + 1, last)
        if source is None or p.has(source[0], "weekday", "month"):
            return None
        return Finding((group, end), entry, source, [self._leading(group - 1, sentence)], shape="around")

    def _group(self, at: int, first: int) -> int:
        """Return where the verb group begins: helpers and negation before the verb."""
        here = at
        while (
            here > first
            and self.p.has(here - 1, "auxiliary", "negation", "modal")
            and not self.p.mark(here - 1)
        ):
            here -= 1
        return here

    def _left(self, group: int, sentence: Sentence) -> Range | None:
        """Return the noun phrase right before the verb, where there is one that is no adverbial."""
        p = self.p
        at = group - 1
        while at >= sentence.first and p.has(at, "adverb") and not p.has(at, "pronoun", "determiner"):
            at -= 1
        if at - 2 >= sentence.first and p.tokens[at].text in COMMAS:
            opening = next(
                (
                    here
                    for here in range(at - 2, max(sentence.first, at - 6), -1)
                    if p.tokens[here].text in COMMAS
                ),
                None,
            )
            inside = range(opening + 1, at) if opening is not None else range(0)
            parenthetic = len(inside) > 0 and not any(
                self.phrases.finite(k, sentence.first) or p.has(k, "relative") for k in inside
            )
            if opening is not None and parenthetic and not any(p.tokens[k].name for k in inside):
                at = opening - 1  # "Le ministère n'a, lui, …", "X, в свою очередь, …"
                while (
                    at > sentence.first
                    and p.has(at, "auxiliary", "negation", "adverb")
                    and not p.has(at, "pronoun", "determiner")
                ):
                    at -= 1
        relative = self._relative(at, sentence)
        if relative is not None:
            return relative
        if at < sentence.first or (p.tokens[at].quoted and not p.closes_quote(at)):
            return None
        if p.mark(at) and not p.closes_quote(at) and p.tokens[at].text not in COMMAS:
            return None
        found = self.phrases.before(at, sentence.first)
        if found is None:
            return None
        start = found[0]
        if p.has(start, "relative"):
            return found
        if start > sentence.first and p.has(start - 1, "preposition") and not p.has(start, "pronoun"):
            return None
        return found if any(p.tokens[here].word for here in range(*found)) else None

    def _relative(self, at: int, sentence: Sentence) -> Range | None:
        """Return whom a relative clause is about ("El ejército, que durante una semana negó …")."""
        p = self.p
        for here in range(at, max(sentence.first, at - 6), -1):
            if p.mark(here) or self.phrases.finite(here, sentence.first):
                return None
            if p.has(here, "relative") and here > sentence.first + 1 and p.tokens[here - 1].text in COMMAS:
                return self.phrases.before(here - 2, sentence.first)
        return None

    def _opens(self, end: int, last: int) -> int | None:
        """Return where a clause, a quotation or what a colon announces begins after the verb."""
        p = self.p
        for here in range(end, min(last, end + _REACH)):
            if p.low(here) in p.words.complementizers:
                return here
            if p.tokens[here].text == ":":
                return here + 1
            if p.opens_quote(here) and p.quote_at(here)[1] - here > 4 and (here == end or p.mark(here - 1)):  # type: ignore[index]
                return here
            if here > end and self.phrases.finite(here, end):
                return None
        return None

    def _follows_content(self, group: int, left: Range | None, sentence: Sentence) -> bool:
        """Whether what is said stands before: a mark right before the verb, or before the phrase before it."""
        p = self.p
        edge = (left[0] if left else group) - 1
        while (
            edge > sentence.first
            and p.has(edge, "subordinator", "adverb")
            and p.low(edge) in ("как", "як", "wie", "comme", "como", "كما")
        ):
            edge -= 1
        if edge < sentence.first:
            return False
        return p.closes_quote(edge) or p.tokens[edge].text in COMMAS

    def _after_content(
        self, group: int, end: int, left: Range | None, entry: Entry, sentence: Sentence
    ) -> Finding | None:
        p = self.p
        last = p.sentence_end(sentence)
        source = left or self._right(end, last)
        if source is None or p.has(source[0], "relative"):
            return None
        after = max(end, source[1])
        ends = after >= last or p.mark(after) or p.has(after, "adverbial", "adverb", "preposition", "weekday")
        if not ends or (left and self._opens(end, last) is not None):
            return None
        edge = (left[0] if left else group) - 1
        if not p.closes_quote(edge) and p.tokens[edge].text not in COMMAS:
            edge -= 1
        leading = self._leading(edge, sentence)
        content = [leading] if self._says_something(*leading) else []
        here = after
        while here < last and not p.mark(here) and not p.opens_quote(here):
            here += 1
        if here < last and (rest := self._resumed(here, last, p.tokens[edge].text)):
            content.append(rest)
        content = [part for part in content if part[1] > part[0]]
        return Finding((group, end), entry, source, content, shape="around") if content else None

    def _says_something(self, first: int, last: int) -> bool:
        return any(
            self.p.tokens[at].word and not self.p.has(at, "adverb", "conjunction", "preposition", "auxiliary")
            for at in range(first, last)
        )

    def _source(
        self, left: Range | None, end: int, opens: int | None, last: int
    ) -> tuple[Range | None, int | None]:
        """Return who speaks and where the object of the verb begins."""
        if left is not None:
            return left, self._past_adverbs(end, last)
        if opens is not None and self.p.words.language == "ar":
            stop = opens if self.p.low(opens) in self.p.words.complementizers else opens - 1
            right = self._right(end, stop) or ((end, stop) if stop > end else None)
        else:
            right = self._right(end, opens if opens is not None else last)
        return right, self._past_adverbs(right[1], last) if right else None

    def _past_adverbs(self, at: int, last: int) -> int:
        if (
            at + 2 < last
            and self.p.tokens[at].text == ","
            and self.p.tokens[at + 2].text == ","
            and self.p.has(at + 1, "adverb", "pronoun")
        ):
            at += 3  # "affirme, lui, …"
        while (
            at < last and self.p.has(at, "adverb", "weekday") and not self.p.has(at, "determiner", "pronoun")
        ):
            at += 1
        return at

    def _right(self, at: int, last: int) -> Range | None:
        if self.p.words.language == "ar":
            return self._construct(at, last)
        at = self._past_adverbs(at, last)
        if at + 1 < last and self.p.has(at, "preposition") and self.p.has(at + 1, "weekday"):
            at += 2
        found = self.phrases.after(at, last)
        if found and self.p.words.language == "de" and self.p.low(found[1] - 1) in _PARTICLES:
            return (found[0], found[1] - 1) if found[1] - 1 > found[0] else None
        return found

    def _construct(self, at: int, last: int) -> Range | None:
        """Return an Arabic noun phrase after its verb: up to the last definite noun, or one noun and its adjective."""
        p = self.p
        at = self._past_adverbs(at, last)
        here = at
        definite = False
        while (
            here < last
            and not p.mark(here)
            and not p.has(here, "adverb", "question", "conjunction", "negation", "subordinator")
        ):
            low = p.low(here)
            if low in p.words.complementizers or self.phrases.finite(here, at):
                break
            if p.has(here, "preposition"):
                if (
                    here == at
                    or not p.low(here).startswith("في")
                    or here + 1 >= last
                    or not p.low(here + 1).startswith("ال")
                ):
                    break
                here += 1
                definite = False
                continue
            now = low.startswith(("ال", "وال"))
            if low == "باسم" and here + 1 < last:  # "the spokesman of the army"
                here += 2
                continue
            if definite and (not now or self._happening(here)):
                break
            if here - at >= 2 and not now and not definite:
                break
            definite = definite or now
            here += 1
        return (at, here) if here > at else None

    def _happening(self, at: int) -> bool:
        """Whether a word names what happened, and no longer who speaks."""
        from claimtrack.drafting.wordlists import wordlists

        return bool(wordlists(self.p.words.language).happenings.fullmatch(self.p.tokens[at].text))

    def _may_object(self, start: int, last: int) -> bool:
        """Whether what follows a verb of saying without a conjunction may be what is said: a clause or a quotation."""
        p = self.p
        if p.words.language in ("de", "fr", "es", "ar") or p.opens_quote(start):
            return True
        return any(self.phrases.finite(here, start) or p.tokens[here].quoted for here in range(start, last))

    def _end_of_content(self, start: int, last: int) -> int:
        """Return where what is said ends: with the sentence, its quotation, or before a second main clause."""
        p = self.p
        quote = p.quote_at(last - 1)
        stop = max(last, quote[1]) if quote and quote[0] >= start else last
        for here in range(start, last):
            if p.tokens[here].quoted:
                continue
            if p.tokens[here].text == ";":
                return here
            if p.tokens[here].text in COMMAS and here + 1 < last and p.low(here + 1) in p.words.contrasting:
                speaks = any(p.words.entries(p.low(k)) for k in range(here + 2, min(last, here + 5)))
                if speaks:
                    return here
        return stop

    # ---- without a verb -----------------------------------------------------------------------------------------------

    def _without_verb(self, at: int, sentence: Sentence) -> Finding | None:
        p = self.p
        for words in self.table["verbless"]["before"].split("|"):
            parts = words.split()
            end = self._phrase(at, parts, sentence)
            if end and self._free(at, end, words, sentence):
                one = self._according(at, end, words, sentence)
                if one:
                    return one
        for word in self.table["verbless"].get("after", "").split():
            if (
                p.low(at) == word
                and at > sentence.first
                and (at + 1 >= sentence.last or p.mark(at + 1) or p.has(at + 1, "auxiliary", "verb", "modal"))
            ):
                source = self.phrases.before(at - 1, sentence.first)
                if source and word != "nach":
                    return self._beside(source[0], at + 1, source, word, sentence)
        return None

    def _phrase(self, at: int, parts: list[str], sentence: Sentence) -> int:
        """Return where a phrase ends that begins at `at`, 0 where it does not stand there."""
        p = self.p
        if at + len(parts) > sentence.last:
            return 0
        for offset, part in enumerate(parts):
            low = p.low(at + offset)
            if offset == 0 and p.words.language == "ar" and low.startswith("و") and low != part:
                low = low[1:]
            if (
                offset == len(parts) - 1 and len(part) == 1 and low.startswith(part)
            ):  # the Arabic "to" joined to its noun
                return at + offset
            if low != _folded(part):
                return 0
        return at + len(parts)

    def _free(self, at: int, end: int, words: str, sentence: Sentence) -> bool:
        """Whether a preposition of two senses ("pour", "für") stands where it attributes: first, with a comma after its phrase."""
        if words not in ("pour", "para", "für"):
            return True
        p = self.p
        if at > sentence.first and p.tokens[at - 1].text not in (";", ":"):
            return False
        source = self.phrases.after(end, sentence.last)
        return source is not None and source[1] < sentence.last and p.tokens[source[1]].text == ","

    def _according(self, at: int, end: int, words: str, sentence: Sentence) -> Finding | None:
        source = self._noun_after(end, sentence)
        return self._beside(at, max(end, source[1]), source, words, sentence) if source else None

    def _noun_after(self, at: int, sentence: Sentence) -> Range | None:
        p = self.p
        if p.words.language == "ar":
            here = at
            while here < sentence.last and not p.mark(here) and not self.phrases.finite(here, at):
                here += 1
            return (at, here) if here > at else None
        last = p.sentence_end(sentence)
        source = self.phrases.after(at, last)
        while (
            source
            and source[1] < last
            and p.has(source[1], "preposition")
            and p.low(source[1]) in ("de", "del", "der", "von", "du", "des", "en", "in")
        ):
            more = self.phrases.after(source[1] + 1, last)
            if more is None:
                break
            source = (source[0], more[1])
        return source

    def _beside(self, at: int, end: int, source: Range, words: str, sentence: Sentence) -> Finding | None:
        """Return what stands beside "according to X": after it where it comes first, else before and after it."""
        p = self.p
        last = p.sentence_end(sentence)
        left = at - 1
        while (
            left >= sentence.first
            and (p.has(left, "adverb", "conjunction") or p.mark(left))
            and not p.closes_quote(left)
        ):
            left -= 1
            if p.tokens[left + 1].text == ";":
                break
        entry = Entry((), words, "", _WITHOUT_VERB)
        first_in_clause = left < sentence.first or p.tokens[left + 1].text in (";", ":")
        content: list[Range] = []
        if not first_in_clause:
            content.append(self._leading(left + 1 if p.mark(left + 1) else at, sentence))
        here = end
        while here < last and p.mark(here) and not p.opens_quote(here):
            here += 1
        if here < last and (first_in_clause or (p.mark(end) and p.mark(at - 1)) or p.opens_quote(here)):
            quote = p.quote_at(last - 1)
            stop = max(last, quote[1]) if quote and quote[0] >= here else last
            stop = next(
                (k for k in range(here, last) if p.tokens[k].text == ";" and not p.tokens[k].quoted), stop
            )
            content.append(p.trimmed(here, stop))
        content = [part for part in content if part[1] > part[0]]
        return Finding((at, min(end, source[0])), entry, source, content) if content else None


def _folded(word: str) -> str:
    from claimtrack.drafting.lexicon import fold

    return fold(word)
