"""Verbs of English that stand in no plain clause: passives, participles, infinitives, and whose subject they share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.drafting.contents import Contents
from claimtrack.drafting.finder import COMMAS
from claimtrack.drafting.finding import Finding

if TYPE_CHECKING:
    from claimtrack.drafting.lexicon import Entry
    from claimtrack.drafting.passage import Range
    from claimtrack.drafting.tokens import Sentence


class Constructions(Contents):
    """Attributions by passives, participles and infinitives."""

    def _group(self, at: int, first: int) -> tuple[int, set[str]]:
        """Return where the verb group begins, and which helpers it has: be, have, do, modal, to, not."""
        p = self.p
        helpers: set[str] = set()
        here = at
        while here > first:
            left = here - 1
            if p.has(left, "be") and not self._short_for_has(left, at):
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
            elif (
                (p.low(left) == "until" and p.low(here) in ("then", "now"))
                or (p.has(left, "adverb") and not p.has(left, "determiner", "indefinite"))
                or (p.low(left).endswith("ly") and not p.tokens[left].name and not p.has(left, "noun"))
            ):
                pass
            else:
                break
            here = left
        while (
            here < at
            and p.has(here, "adverb")
            and not p.has(here, "auxiliary", "modal", "negation")
            and p.low(here) != "to"
        ):
            here += 1
        return here, helpers

    def _short_for_has(self, at: int, verb: int) -> bool:
        """Whether "he's" before a participle stands for "he has": "he's said he'll fight", not "he's said to"."""
        p = self.p
        short = p.low(at) in ("'s", "’s") and at == verb - 1 and p.low(at - 1) in ("he", "she", "who")
        follows = verb + 1 < len(p.tokens) and (
            p.has(verb + 1, "pronoun") or p.low(verb + 1) in ("that", "for")
        )
        return short and follows and not p.low(verb).endswith("ing")

    def _subject(self, group: int, sentence: Sentence) -> tuple[Range | None, int | None]:
        """Return who does what the verb says, and the token before them where they stand right before it."""
        p = self.p
        left = group - 1
        while (
            left > sentence.first
            and p.has(left, "adverb")
            and not p.has(left, "determiner", "indefinite", "pronoun")
        ):
            left -= 1
        if (
            p.tokens[left].text == ","
            and left - 3 >= sentence.first
            and p.has(left - 1, "adverb")
            and p.tokens[left - 2].text == ","
        ):
            left -= 3  # "Others, however, say"
        if left < sentence.first:
            return None, None
        if p.has(left, "conjunction"):
            parted = left - 1 > sentence.first and p.tokens[left - 1].text in ("—", "–")
            begin = sentence.first if parted else self._clause_start(left, sentence)
            return self.phrases.subject_of(begin, left), None
        if p.tokens[left].quoted and not p.closes_quote(left):
            return None, None
        source = self.phrases.before(left, sentence.first)
        if source is None:
            if p.tokens[left].text in COMMAS:
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

    def _passive(self, group: int, end: int, entry: Entry, sentence: Sentence) -> Finding | None:
        """Return "X was told by Y that …", "X is said to …", "it was announced that …", "X was praised by Y for …"."""
        p = self.p
        last = p.sentence_end(sentence)
        subject, _ = self._subject(group, sentence)
        if subject is None:
            return None
        if end >= last and p.low(subject[0]) != "it":
            return self._of_nobody(group, end, entry, subject, last)
        if end >= last:
            end = last - 1 if end > last else end
        by = end
        while by < min(last, end + 3) and (p.has(by, "weekday", "adverb") or p.low(by) == "on"):
            by += 1
        agent = self.phrases.after(by + 1, last) if by < last and p.low(by) == "by" else None
        if agent and entry.frame.name == "tell":
            return self._told_by(group, end, entry, agent, last)
        if agent and entry.frame.name != "show":
            rest = agent[1]
            content = [subject]
            if rest < last and not p.mark(rest):
                content.append(p.trimmed(rest, last))
            return Finding((group, end), entry, agent, content)
        if entry.rest[-1:] == ("as",):
            return Finding((group, end), entry, None, [subject, p.trimmed(end, last)])
        if entry.frame.name == "expected" and p.low(end) == "to":
            return Finding((group, end), entry, None, [subject, p.trimmed(end, last)])
        if entry.lemma in entry.frame.options.get("alone", "").split() and not p.has(end, "preposition"):
            return Finding((group, end), entry, None, [subject])
        if entry.frame.name in ("ask", "tell") and (
            p.has(end, "question") or p.low(end) in ("that", "about", "if", "to")
        ):
            return Finding((group, end), entry, None, [p.trimmed(end, last)])
        if (
            p.low(subject[0]) == "it"
            and subject[0] - 1 >= sentence.first
            and p.tokens[subject[0] - 1].text == ","
        ):
            return Finding(
                (subject[0], end), entry, None, [self._leading(subject[0] - 1, sentence)], shape="around"
            )
        if p.low(subject[0]) == "it" and p.low(end) == "that":
            return Finding((group, end), entry, None, [p.trimmed(end, last)])
        return self._of_nobody(group, end, entry, subject, last)

    def _told_by(self, group: int, end: int, entry: Entry, agent: Range, last: int) -> Finding | None:
        """Return "had been told by X that …" of X."""
        that = next((at for at in range(agent[0] + 1, last) if self.p.low(at) == "that"), None)
        if that is None or that + 1 >= last:
            return None
        return Finding((group, end), entry, (agent[0], min(that, agent[1])), [self.p.trimmed(that, last)])

    def _of_nobody(self, group: int, end: int, entry: Entry, subject: Range, last: int) -> Finding | None:
        """Return "the plan was rejected", which names nobody: what its subject is, and what follows."""
        frame = entry.frame.name
        if frame not in ("say", "opinion", "urge") or entry.rest or self._discovers(entry):
            return None
        if end < last and self.p.low(end) in ("to", "that"):
            return None  # "is said to have fled"
        goes_on = end < last and not self.p.mark(end)
        content = [subject, self.p.trimmed(end, last)] if goes_on else [subject]
        return Finding((group, end), entry, None, content, shape="unnamed")

    def _discovers(self, entry: Entry) -> bool:
        return entry.lemma in self.table["classes"]["discovering"].split()

    def _named_as(self, at: int, end: int, entry: Entry, sentence: Sentence) -> Finding | None:
        """Return "a man known as the Fox" of nobody named."""
        p = self.p
        left = at - 1 if p.tokens[at - 1].text != "," else at - 2
        last = p.sentence_end(sentence)
        if entry.rest != ("as",) or left < sentence.first or end >= last:
            return None
        head = self.phrases.before(left, sentence.first)
        stop = next((here for here in range(end, last) if p.tokens[here].text in (",", ";")), last)
        if head is None or stop <= end or p.has(head[0], "pronoun"):
            return None
        return Finding((at, end), entry, None, [head, (end, stop)], shape="unnamed")

    def _asked(self, at: int, end: int, entry: Entry, sentence: Sentence) -> Finding | None:
        """Return "Asked whether …, she", "when asked about …" of nobody named."""
        p = self.p
        if at > sentence.first and p.low(at - 1) not in ("when", "if", "while", "being"):
            return None
        stop = end
        while stop < sentence.last and p.tokens[stop].text != ",":
            stop += 1
        if end >= sentence.last or not (
            p.has(end, "question", "preposition", "determiner") or p.low(end) == "if"
        ):
            return None
        content = p.trimmed(end, min(stop, p.sentence_end(sentence)))
        return Finding((at, end), entry, None, [content]) if content[1] > content[0] else None

    def _participle(self, at: int, end: int, entry: Entry, sentence: Sentence) -> Finding | None:
        """Return ", saying …" of the subject of the clause, "a statement saying …" of the noun before it."""
        p = self.p
        left = at - 1
        while left > sentence.first and p.has(left, "adverb") and not p.has(left, "determiner"):
            left -= 1
        if left < sentence.first or (left == sentence.first and p.low(left) in ("after", "despite")):
            source = self._main_subject(end, sentence)
        elif p.low(left) in ("after", "before", "despite", "without", "since") and left > sentence.first:
            source = self.phrases.subject_of(sentence.first, left)
            if source and p.low(source[1] - 1) in self.table["classes"]["spans"].split():
                return self._opening(at, end, entry, sentence)
        elif (
            p.tokens[left].text in COMMAS
            or p.has(left, "conjunction", "subordinator")
            or p.closes_quote(left)
        ):
            source = self._nearest_subject(left, sentence)
        elif p.has(left, "preposition"):
            source = (
                self._main_subject(end, sentence)
                if left == sentence.first
                else self.phrases.subject_of(sentence.first, left)
            )
        elif p.mark(left) or p.has(left, "determiner", "possessive") or p.tokens[left].quoted:
            return None
        else:
            source = self.phrases.before(left, sentence.first)
            if source and p.has(source[0], "pronoun", "relative"):
                return None
        if end < sentence.last and p.low(end) in ("itself", "themselves", "himself", "herself"):
            return None  # "a group calling itself the Front" is named so
        content = self._after(end, entry, sentence)
        if not content or source is None:
            return None
        return Finding((at, end), entry, source, content)

    def _opening(self, at: int, end: int, entry: Entry, sentence: Sentence) -> Finding | None:
        """Return "Two days after reporting 31 deaths, the ministry …" of the ministry."""
        source = self._main_subject(end, sentence)
        content = self._after(end, entry, sentence)
        if source is None or not content:
            return None
        return Finding((at, end), entry, source, [self.p.trimmed(content[0][0], source[0])])

    def _nearest_subject(self, at: int, sentence: Sentence) -> Range | None:
        """Return the subject of the last finite verb before `at`, which a participle after a comma shares."""
        p = self.p
        for here in range(at - 1, sentence.first, -1):
            if (
                p.tokens[here].quoted
                or p.low(here).endswith("ing")
                or not self.phrases.finite(here, sentence.first)
            ):
                continue
            if (
                here + 1 < at
                and p.has(here, "auxiliary", "modal")
                and self.phrases.finite(here + 1, sentence.first)
            ):
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
        if entry.frame.name not in ("say", "opinion", "tell", "ask", "urge", "believe"):
            return None
        left = group - 1
        if left < sentence.first:
            return None
        source = None
        if self.phrases.finite(left, sentence.first):
            inner, _helpers = self._group(left, sentence.first)
            source, _ = self._subject(inner, sentence)
        else:
            source = self.phrases.subject_of(self._clause_start(left, sentence), left)
        content = self._after(end, entry, sentence)
        if source and self.p.has(source[0], "relative") and entry.frame.name in ("opinion", "urge"):
            return None  # "voters who want to ban it"
        if self._discovers(entry) and content and self.p.low(end) != "that":
            return None  # "to find a way", "to see if it rains"
        return Finding((at, end), entry, source, content) if content and source else None
