"""Attributions without a verb: according to X, laut X, по словам X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.drafting.clauses import Clauses
from claimtrack.drafting.finding import Finding
from claimtrack.drafting.lexicon import Entry, Frame, fold

if TYPE_CHECKING:
    from claimtrack.drafting.passage import Range
    from claimtrack.drafting.tokens import Sentence


_REACH = 6  # tokens of who cites another
_WITHOUT_VERB = Frame("according", {"takes": "clause"})


class Verbless(Clauses):
    """What a preposition attributes."""

    def _without_verb(self, at: int, sentence: Sentence) -> Finding | None:
        p = self.p
        if p.low(at) in ("nach", "laut") and at + 1 < sentence.last and self._compound(at + 1):
            return self._beside(at, at + 2, (at + 1, at + 2), "nach angaben", sentence)
        for words in self.table["verbless"]["before"].split("|"):
            parts = words.split()
            end = self._phrase(at, parts, sentence)
            if end and self._free(at, end, words, sentence) and not self._cites(at, end, words, sentence):
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

    def _compound(self, at: int) -> bool:
        """Whether a German compound names who gave a figure: "Behördenangaben"."""
        low = self.p.low(at)
        return self.p.words.language == "de" and low.endswith("angaben") and low != "angaben"

    def _cites(self, at: int, end: int, words: str, sentence: Sentence) -> bool:
        """Whether a source of its own cites: "the agency, citing police, reported", where the verb attributes."""
        if words not in self.table["drafting"]["citing"].casefold().split("|"):
            return False
        before = range(sentence.first, at)
        after = range(end, sentence.last)
        source = [here for here in before if not self.p.mark(here) and not self.p.tokens[here].quoted]
        verbs = [here for here in (*before, *after) if self._reports(here)]
        return bool(verbs) and (verbs[0] < at or len(source) <= _REACH)

    def _reports(self, at: int) -> bool:
        entries = self.p.words.entries(self.p.low(at)) if not self.p.tokens[at].quoted else ()
        return any(entry.frame.name == "say" and not entry.rest for entry in entries)

    def _phrase(self, at: int, parts: list[str], sentence: Sentence) -> int:
        """Return where a phrase ends that begins at `at`, 0 where it does not stand there."""
        p = self.p
        if at + len(parts) > sentence.last:
            return 0
        for offset, part in enumerate(parts):
            low = p.low(at + offset)
            if part == "_":  # a possessive in the middle: "по его словам"
                if not p.has(at + offset, "possessive", "pronoun"):
                    return 0
                continue
            if offset == 0 and p.words.language == "ar" and low.startswith("و") and low != part:
                low = low[1:]
            if p.words.language == "ar" and part == "ل" and low.startswith(part):
                return at + offset  # "to" joined to its noun
            if part == "*":  # any word: "по уточнённым данным"
                continue
            if low != fold(part):
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
        if "_" in words:
            owner = at + words.split().index("_")
            return self._beside(at, end, (owner, owner + 1), words, sentence)
        if "eigenen" in words:
            return self._of_themselves(at, end, words, sentence)
        after = end
        if after < sentence.last and self.p.has(after, "cue"):  # "según informó el gobernador"
            after += 1
        source = self._noun_after(after, sentence)
        if source is not None and words == "de source":
            source = (at + 1, source[1])  # "de source militaire"
        if source is None or self._says_unclear(at, source[1]):
            return None
        found = self._beside(at, max(end, source[1]), source, words, sentence)
        if found is None and (
            comma := self._first_comma(source)
        ):  # "по данным группы, жертв не менее сорока"
            source = (source[0], comma)
            found = self._beside(at, comma, source, words, sentence)
        if found and after > end:
            found.cue = (at, after)
        return found

    def _says_unclear(self, at: int, last: int) -> bool:
        """Whether the words only tell that nothing could be checked: "de source indépendante"."""
        p = self.p
        start, end = p.span(at, last)
        return any(
            match.end() == end
            for match in self.lists.pattern("hedges", "unclear").finditer(p.text, start, end)
        )

    def _of_themselves(self, at: int, end: int, words: str, sentence: Sentence) -> Finding | None:
        """Return "Die Rebellen haben nach eigenen Angaben …" of the subject, who says it of themselves."""
        p = self.p
        last = p.sentence_end(sentence)
        if at == sentence.first:
            source = self.phrases.after(end + 1, last) if end + 1 < last else None
            verb, rest = end, source[1] if source else last
        else:
            source = self.phrases.subject_of(sentence.first, at)
            verb, rest = source[1] if source else at, end
        if source is None or not self.phrases.finite(verb, sentence.first):
            return None
        told = [] if p.has(verb, "auxiliary") else [(verb, at if verb < at else verb + 1)]
        content = [part for part in (*told, p.trimmed(rest, last)) if part[1] > part[0]]
        return Finding((at, end), Entry((), words, "", _WITHOUT_VERB), source, content) if content else None

    def _first_comma(self, source: Range) -> int | None:
        """Return the comma after which a source seems to be described, where all else would be part of it."""
        return next((at for at in range(source[0] + 1, source[1]) if self.p.tokens[at].text == ","), None)

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
        if source and source[1] + 1 < last and p.has(source[1], "preposition"):
            insider = p.low(source[1] - 1) in self.lists.words("drafting", "insiders")
            inside = self.phrases.after(source[1] + 1, last) if insider else None
            source = (source[0], inside[1]) if inside else source  # "источника в полиции"
        return self._with_citing(source, last) if source else None

    def _with_citing(self, source: Range, last: int) -> Range:
        """Return a source with who cites it: "fuentes militares citadas por EFE"."""
        p = self.p
        cited = self.lists.pattern("drafting", "cited_by")
        for at in range(source[1] - 1, min(last, source[1] + 1)):
            if match := cited.match(p.text, p.tokens[at].start):
                begin = next((k for k in range(at, last) if p.tokens[k].start >= match.end()), last)
                by = self.phrases.after(begin, last) if begin < last else None
                return (source[0], by[1]) if by else source
        return source

    def _past_description(self, end: int, last: int) -> int:
        """Return the comma after words that say more about a source: "les témoignages recueillis par X, …"."""
        p = self.p
        if end >= last or not p.has(end, "preposition") or p.words.language == "de":
            return end
        comma = next((k for k in range(end, min(last, end + _REACH)) if p.tokens[k].text == ","), end)
        return end if any(self.phrases.finite(k, end) for k in range(end, comma)) else comma

    def _parts_speakers(self, at: int, last: int) -> bool:
        """Whether a semicolon stands at `at`, and another speaks after it."""
        token = self.p.tokens[at]
        return token.text == ";" and not token.quoted and self._someone_speaks(at + 1, last)

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
        here = self._past_description(end, last) if first_in_clause else end
        while here < last and p.mark(here) and not p.opens_quote(here):
            here += 1
        goes_on = p.words.language == "de" and not p.mark(at - 1) and here == end
        if here < last and (
            first_in_clause or goes_on or (p.mark(end) and p.mark(at - 1)) or p.opens_quote(here)
        ):
            quote = p.quote_at(last - 1)
            stop = max(last, quote[1]) if quote and quote[0] >= here else last
            stop = next((k for k in range(here, last) if self._parts_speakers(k, last)), stop)
            content.append(p.trimmed(here, stop))
        content = [part for part in content if part[1] > part[0]]
        cue = (at, min(end, source[0])) if source[0] > at else (source[1], end)  # "dem Arzt zufolge"
        return Finding(cue, entry, source, content) if content else None
