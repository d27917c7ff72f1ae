"""Attributions of the languages that mark what is said by a clause, a comma or a preposition: all but English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.drafting.arabic import Arabic
from claimtrack.drafting.clauses import PARTICLES
from claimtrack.drafting.finder import COMMAS
from claimtrack.drafting.finding import Finding
from claimtrack.drafting.german import German
from claimtrack.drafting.slavic import Slavic
from claimtrack.drafting.verbless import Verbless
from claimtrack.drafting.wordlists import wordlists

if TYPE_CHECKING:
    from claimtrack.drafting.lexicon import Entry
    from claimtrack.drafting.passage import Passage, Range
    from claimtrack.drafting.tokens import Sentence


class Clausal(Verbless, Arabic, German, Slavic):
    """The rules of Russian, Ukrainian, German, French, Spanish and Arabic over one passage."""

    def __init__(self, passage: Passage) -> None:
        super().__init__(passage)
        self.listeners = frozenset(self.table["drafting"]["to_whom"].split())

    def _cue_at(self, at: int, sentence: Sentence) -> Finding | None:
        return self._without_verb(at, sentence) or self._by_verb(at, sentence)

    def _by_verb(self, at: int, sentence: Sentence) -> Finding | None:
        for entry in self.p.words.entries(self.p.low(at)):
            end = self._ends(at, entry, sentence) if self._has_needed(entry, sentence) else 0
            if end and (one := self._verb(at, end, entry, sentence)):
                return one
        return None

    def _has_needed(self, entry: Entry, sentence: Sentence) -> bool:
        """Whether a sentence has one of the words without which a verb says nothing: "raised" without a toll."""
        needed = tuple(entry.frame.options.get("needs", "").split())
        lows = (self.p.low(at) for at in range(sentence.first, sentence.last))
        return not needed or any(low.startswith(needed) for low in lows)

    def _ends(self, at: int, entry: Entry, sentence: Sentence) -> int:
        """Return where a cue ends whose other words may stand apart ("räumte … ein"), 0 where they are missing."""
        if not entry.rest:
            return at + 1
        end = self._rest(at, entry, sentence) or self._rest(self._past_inserted(at), entry, sentence)
        if end or self.p.words.language != "de":
            return end
        later = {self.p.low(here) for here in range(at + 1, sentence.last) if not self.p.tokens[here].quoted}
        return at + 1 if set(entry.rest) <= later else 0

    def _past_inserted(self, at: int) -> int:
        """Return the comma after a word that is set between commas right after the verb at `at`: "parle, lui, de"."""
        p = self.p
        commas = at + 3 < len(p.tokens) and p.tokens[at + 1].text == p.tokens[at + 3].text == ","
        return at + 3 if commas and p.has(at + 2, "adverb", "pronoun") else at

    def _verb(self, at: int, end: int, entry: Entry, sentence: Sentence) -> Finding | None:
        last = self.p.sentence_end(sentence)
        group = self._group(at, sentence.first)
        if (begin := self._having_said(at, sentence)) is not None:
            return self._said_besides(begin, end, entry, sentence)
        if self.p.words.language == "ar" and end < last and self.p.low(end) in ("إلى", "الى"):
            return None  # "نقل إلى العاصمة", "was taken to"
        if self.p.low(at) in self.lists.words("besides", "infinitives"):
            return None  # "refusa de reconnaître"
        alone = group == at or not any(self.p.has(here, "auxiliary") for here in range(group, at))
        if (
            alone
            and self.p.words.language == "es"
            and self.p.low(at).endswith(("ado", "ido", "dicho", "crito"))
        ):
            return None
        if (asked := self._turned(group, at, end, entry, sentence)) is not None:
            return asked
        passive = self._passive(group, at, end, entry, sentence, last) or self._bracket(at, entry, sentence)
        passive = passive or self._fronted(group, end, entry, sentence, last)
        if entry.frame.name == "responsibility":
            return self._responsibility_first(group, end, entry, sentence)
        if passive:
            return passive
        negated = any(self.p.has(here, "negation") for here in range(max(sentence.first, group - 1), at))
        left = self._left(group, sentence)
        opens = self._opens(end, last)
        shared = self._shared_before(at, group, sentence) if opens == end else None
        shared = shared or self._shared_in_contrast(group, end, sentence)
        if shared is None and self._follows_content(group, left, sentence):
            found = self._after_content(group, end, left, entry, sentence)
            if found:
                found.negated = negated
                return found
        left = shared or left or self._shared(group, sentence)
        if left is not None and opens is not None and self._names_an_object(end, opens):
            opens = None  # "denunció el secuestro … por hombres que vestían …"
        about = end < last and self.p.low(end) in ("о", "об", "про")
        if left is None and (opens is not None or about) and (office := self._office_first(group, sentence)):
            left = office
        if (end >= last or self.p.mark(end)) and self.p.words.language in ("ru", "uk"):
            for both in (left, self._office_first(group, sentence)):
                if both and (parts := self._parted(both)):
                    return Finding((group, end), entry, parts[0], [parts[1]], negated)
        if left is None and opens is None and (one := self._of_an_office(group, end, entry, sentence)):
            return one
        source, start = self._source(left, end, opens, last)
        if source and start is not None and start < last and self._blames(at):
            source, start = self._accuser(source, start)
        if source is None and opens is None and self.p.words.language in ("ru", "uk"):
            return self._office(group, end, entry, sentence)
        if opens is None and self.p.words.language == "de" and start is not None:
            start = self._past_addressee(start, last)
        if opens is not None and not self._of_claim(end, opens, entry):
            start = opens
        if left and end >= last and entry.frame.stance == "denies":
            return Finding((group, end), entry, left, [(group, end)], negated)  # "Das Werk dementierte."
        if source is not None and self._is_claim(source):
            start = source[0]  # "… and called the report a rumour"
            source = self._shared_before(at, group, sentence)
        if source is None or start is None or start >= last or self._only_leads(*source):
            return None
        if opens is None and entry.frame.takes == "clause" and not self._may_object(start, last):
            return None
        stop = self._end_of_content(start, last)
        while (
            self.p.words.language == "de"
            and stop > start
            and stop == last
            and self.p.low(stop - 1) in PARTICLES
        ):
            stop = last = stop - 1
        content = self._parted_by_colon(*self.p.trimmed(start, stop), entry)
        if not content:
            return None
        shape = "participle" if self.p.has(at, "saying") else "finite"
        return Finding((group, end), entry, source, content, negated, shape)

    def _names_an_object(self, end: int, opens: int) -> bool:
        """Whether a thing named follows a verb of French or Spanish, which "que" only describes."""
        p = self.p
        at = self._past_adverbs(end, opens)
        article = at + 1 < opens and p.has(at, "determiner") and not p.has(at, "preposition")
        plain = article and not any(p.mark(k) for k in range(at, opens))
        return p.words.language in ("fr", "es") and plain and p.low(opens) in p.words.complementizers

    def _turned(self, group: int, at: int, end: int, entry: Entry, sentence: Sentence) -> Finding | None:
        """Return the French "…, avait-il assuré" of the pronoun between the two parts of the verb."""
        p = self.p
        here = next((k for k in range(group + 1, at) if p.low(k).startswith("-")), None)
        if here is None or p.words.language != "fr" or group - 1 <= sentence.first:
            return None
        content = self._leading(group - 1, sentence)
        if content[1] <= content[0]:
            return None
        return Finding((group, end), entry, (here, here + 1), [content], shape="around")

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

    def _of_claim(self, end: int, opens: int, entry: Entry) -> bool:
        """Whether what is denied is a claim, and "that" tells which: "відкинули звинувачення в тому, що …"."""
        p = self.p
        if entry.frame.stance != "denies" or opens <= end:
            return False
        if p.tokens[opens - 1].text == ":":
            return opens - 1 > end  # "опровергло потерю вертолёта: машина села"
        nouns = wordlists(p.words.language).pattern("links", "claims")
        return any(
            nouns.match(p.text, p.tokens[k].start) and not p.has(k, "pronoun") for k in range(end, opens)
        )

    def _is_claim(self, source: Range) -> bool:
        """Whether what seems to be who speaks is what they speak of: "the accusations were rejected"."""
        lists = wordlists(self.p.words.language)
        return (
            lists.pattern("links", "claims").fullmatch(self.p.text[slice(*self.p.span(*source))]) is not None
        )

    def _shared(self, group: int, sentence: Sentence) -> Range | None:
        """Return the subject that "… and denied" shares with the verb of saying before it."""
        p = self.p
        left = group - 1
        while left > sentence.first and not p.has(left, "conjunction") and self._between(left):
            left -= 1  # "…, а згодом визнала", "…, однако во вторник признало"
        beside = (
            p.words.language == "de" and p.tokens[left].text == ","
        )  # "bestritt den Verlust, räumte aber ein"
        if left <= sentence.first or not (p.has(left, "conjunction") or beside):
            return None
        for at in range(left - 1, sentence.first, -1):
            if p.tokens[at].quoted:
                continue
            if p.tokens[at].text in (";", ":") or p.has(at, "relative"):
                return None
            if p.words.entries(p.low(at)):
                return self._left(self._group(at, sentence.first), sentence)
        return None

    def _blames(self, at: int) -> bool:
        """Whether an Arabic verb of blame stands at `at`, which has its subject and whom it blames after it."""
        p = self.p
        blames = wordlists(p.words.language).words("drafting", "blames")
        return p.words.language == "ar" and p.low(at).removeprefix("و") in blames

    def _between(self, at: int) -> bool:
        """Whether a word may stand between "and" and a verb that shares the subject of another: when, how."""
        p = self.p
        return p.has(at, "adverb", "weekday") or (p.has(at, "preposition") and p.has(at + 1, "weekday"))

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
            parenthetic = parenthetic and not p.has(inside[0], "conjunction")  # "не теракт, а месть, считает"
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
        led = start > sentence.first and p.has(start - 1, "preposition") and not p.has(start, "pronoun")
        if led and p.has(start - 1, "determiner"):
            return start - 1, found[1]  # "Des habitants affirment …"
        if led:
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
        if source is None or p.has(source[0], "relative") or self._only_leads(*source):
            return None
        after = max(end, source[1])
        ends = after >= last or p.mark(after) or p.has(after, "adverbial", "adverb", "preposition", "weekday")
        edge = (left[0] if left else group) - 1
        ends = ends or (left is None and p.closes_quote(edge - (p.tokens[edge].text == ",")))
        if not ends or (left and self._opens(end, last) is not None):
            return None
        if not p.closes_quote(edge) and p.tokens[edge].text not in COMMAS:
            edge -= 1
        leading = self._leading(edge, sentence)
        content = [leading] if self._says_something(*leading) else []
        here = after
        while here < last and not p.mark(here) and not p.opens_quote(here):
            here += 1
        if here < last and (rest := self._resumed(here, last, p.tokens[edge].text)):
            told = p.words.language == "de" and p.has(rest[0], "determiner")  # "…, dem Sender Delta"
            if not told or any(self.phrases.finite(at, rest[0]) for at in range(*rest)):
                content.append(rest)
        content = [part for part in content if part[1] > part[0]]
        return Finding((group, end), entry, source, content, shape="around") if content else None

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

    def _right(self, at: int, last: int) -> Range | None:
        if self.p.words.language == "ar":
            return self._construct(at, last)
        at = self._past_adverbs(at, last)
        if at + 1 < last and self.p.has(at, "preposition") and self.p.has(at + 1, "weekday"):
            at += 2
        if at + 2 < last and self.p.opens_quote(at + 1) and self.p.words.language in ("ru", "uk"):
            told = self.p.quote_at(at + 1)
            assert told is not None  # noqa: S101 - an opening mark has its quotation
            at = (
                told[1] if told[1] < last and not self.p.mark(told[1]) else at
            )  # "рассказали изданию «Утро» жители"
        if at < last and self.p.low(at) in self.listeners:
            told = self.phrases.after(at + 1, last)  # "dijo a Radio Delta su portavoz"
            if told and told[1] < last and self.p.has(told[1], "possessive", "determiner"):
                at = told[1]
        found = self.phrases.after(at, last)
        if found and self.p.words.language == "de" and self.p.low(found[1] - 1) in PARTICLES:
            return (found[0], found[1] - 1) if found[1] - 1 > found[0] else None
        return found

    def _may_object(self, start: int, last: int) -> bool:
        """Whether what follows a verb of saying without a conjunction may be what is said: a clause or a quotation."""
        p = self.p
        if p.words.language in ("de", "fr", "es", "ar") or p.opens_quote(start):
            return True
        if p.low(start) in ("о", "об", "про"):  # "сообщают о стрельбе"
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
            if p.tokens[here].text == ";" and self._someone_speaks(here + 1, last):
                return here
            after = p.low(here + 1) if here + 1 < last else ""
            if (
                p.words.language == "ar"
                and p.tokens[here].text == "،"
                and after[:1] == "و"
                and after[1:] in p.words.cues
            ):
                return here  # "…، وقالت إن": and it said
            if p.tokens[here].text in COMMAS and after in p.words.contrasting:
                speaks = any(p.words.entries(p.low(k)) for k in range(here + 2, min(last, here + 5)))
                if speaks:
                    return here
        return stop
