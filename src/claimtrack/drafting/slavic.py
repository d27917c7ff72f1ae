"""Who speaks in Russian and Ukrainian where no noun stands right before the verb: an office, a subject before its object."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.drafting.clauses import Clauses
from claimtrack.drafting.finding import Finding
from claimtrack.drafting.wordlists import wordlists

if TYPE_CHECKING:
    from claimtrack.drafting.lexicon import Entry
    from claimtrack.drafting.passage import Range
    from claimtrack.drafting.tokens import Sentence


class Slavic(Clauses):
    """Subjects that Russian and Ukrainian put elsewhere."""

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
        comma = next((k for k in range(*source) if p.tokens[k].text == ","), None)
        content = [self._leading(group - 1, sentence)]
        if comma and comma + 1 < last:
            source = (source[0], comma)  # "Раненых, уточнили в больнице, девять"
            content.append((comma + 1, last))
        return Finding((group, end), entry, source, content, shape="around")

    def _office_first(self, group: int, sentence: Sentence) -> Range | None:
        """Return those of an office that a sentence begins with: "В министерстве заявили, что …"."""
        p = self.p
        semicolon = (at for at in range(group, sentence.first, -1) if p.tokens[at].text == ";")
        first = self._past_adverbs(next(semicolon, sentence.first - 1) + 1, sentence.last)
        if p.words.language not in ("ru", "uk") or p.low(first) not in ("в", "у", "во"):
            return None
        if group - first < 2 or p.has(first + 1, "weekday", "month", "determiner"):
            return None
        inside = range(first + 1, group)
        plain = not any(p.mark(at) or self.phrases.finite(at, sentence.first) for at in inside)
        return (first + 1, group) if plain and p.low(group).endswith(("ли", "ют", "ят", "ть")) else None

    def _of_an_office(self, group: int, end: int, entry: Entry, sentence: Sentence) -> Finding | None:
        """Return "В армии обвинения назвали вымыслом" of the office, what it speaks of before the verb."""
        office = self._office_first(group, sentence)
        last = self.p.sentence_end(sentence)
        if office and end < last and entry.frame.name == "deny" and not self.p.mark(end):
            return Finding((group, end), entry, office, [(end, last)])  # "В штабе опровергли потерю города"
        parts = self._parted(office) if office else None
        if parts is None or entry.frame.name not in ("opinion", "deny"):
            return None
        content = [parts[1], (end, last)] if end < last else [parts[1]]
        return Finding((group, end), entry, parts[0], content)

    def _parted(self, left: Range) -> tuple[Range, Range] | None:
        """Return subject and object of "Полиция эти сведения опровергла", where both stand before the verb."""
        p = self.p
        lists = wordlists(p.words.language)
        patterns = (lists.pattern("links", "claims"), lists.happenings)
        small = ("determiner", "pronoun", "possessive")
        for at in range(left[0] + 1, left[1]):
            pointed = p.has(at, *small)
            matches = (one.match(p.text, p.tokens[at].start) for one in patterns)
            named = not p.has(at - 1, *small) and any(matches)
            if (pointed or named) and not p.has(at - 1, "preposition"):
                return (left[0], at), (at, left[1])
        return None

    def _responsibility_first(self, group: int, end: int, entry: Entry, sentence: Sentence) -> Finding | None:
        """Return "Ответственность за взрыв взяла группа X" of the group: object, verb, and who speaks last."""
        p = self.p
        begin = self._past_adverbs(sentence.first, group)
        opens = (
            wordlists(p.words.language).pattern("links", "involvement").match(p.text, p.tokens[begin].start)
        )
        if not opens or group - begin < 2 or any(p.mark(k) for k in range(begin, group)):
            return None
        last = p.sentence_end(sentence)
        onto = end + 1 < last and p.has(end, "preposition") and p.has(end + 1, "pronoun", "possessive")
        source = self.phrases.after(end + 2 * onto, last)
        return Finding((group, end), entry, source, [(begin, group)], shape="fronted") if source else None
