"""What German puts between or after the two parts of a verb, and before a verb whose subject follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.drafting.clauses import Clauses
from claimtrack.drafting.finding import Finding
from claimtrack.drafting.lexicon import Entry, Frame

if TYPE_CHECKING:
    from claimtrack.drafting.passage import Range
    from claimtrack.drafting.tokens import Sentence


_HEARSAY = Frame("hearsay", {})
_AT = ("bei", "aus", "von", "seitens")
_DAY = 3  # tokens of "noch am Montag"
_HAVE = frozenset(("hat", "haben", "hatte", "hatten", "habe"))


class German(Clauses):
    """The order of words of German."""

    def _bracket(self, at: int, entry: Entry, sentence: Sentence) -> Finding | None:
        """Return "Die Miliz hat sich zu dem Anschlag bekannt": what stands between the two parts of a German verb."""
        p = self.p
        last = p.sentence_end(sentence)
        closes = at + 1 >= last or p.mark(at + 1)
        if p.words.language != "de" or not closes or p.has(at - 1, "auxiliary"):
            return None
        opened = next(
            (
                here
                for here in range(at - 1, sentence.first, -1)
                if p.low(here) in _HAVE or p.tokens[here].text in (";", ":")
            ),
            None,
        )
        if opened is None or not p.has(opened, "auxiliary") or p.tokens[opened].quoted:
            return None
        subject = self.phrases.before(opened - 1, sentence.first)
        begin = opened + 1 + (p.low(opened + 1) == "sich")
        if self._dated(sentence.first, opened):
            of_what = next((k for k in range(begin + 1, at) if p.low(k) == "von"), at)
            subject = self.phrases.after(begin, of_what)
            begin = self._past_adverbs(subject[1], at) if subject else at
        if subject is None or begin >= at:
            return None
        negated = any(p.has(here, "negation") for here in range(begin, at))
        after = self._opens(at + 1, last)
        content = (after, last) if after is not None else (begin, at)
        return Finding((at, at + 1), entry, subject, [p.trimmed(*content)], negated, "bracket")

    def _dated(self, first: int, opened: int) -> bool:
        """Whether only a day stands before the verb, whose subject then follows: "Am Montag hatte die Armee …"."""
        p = self.p
        return (
            opened - first <= _DAY and p.has(first, "preposition", "adverb") and p.has(opened - 1, "weekday")
        )

    def _it_was_said(self, group: int, end: int, entry: Entry, sentence: Sentence) -> Finding | None:
        """Return "…, hieß es am Sonntag bei der Polizei" of the police; of nobody where it names none."""
        p = self.p
        last = p.sentence_end(sentence)
        told = (k for k in range(end + 1, last - 1) if p.low(k) in _AT and not p.has(k + 1, "weekday"))
        at = next(told, None)
        source = self.phrases.after(at + 1, last) if at is not None else None
        if p.tokens[group - 1].text != ",":
            return None
        said_by = entry if source else Entry((), entry.lemma, "", _HEARSAY)
        return Finding((group, end), said_by, source, [self._leading(group - 1, sentence)], shape="around")

    def _fronted(self, group: int, end: int, entry: Entry, sentence: Sentence, last: int) -> Finding | None:
        """Return "Zu der Tat bekannte sich eine Gruppe" of a group: object, verb, and who speaks last."""
        p = self.p
        if p.words.language == "de" and end < last and (p.low(group), p.low(end)) == ("hiess", "es"):
            return self._it_was_said(group, end, entry, sentence)
        if p.words.language != "de" or not p.has(sentence.first, "preposition") or group == sentence.first:
            return None
        inside = range(sentence.first, group)
        if any(p.mark(k) or p.tokens[k].quoted or self.phrases.finite(k, sentence.first) for k in inside):
            return None
        begin = end + (end < last and p.low(end) == "sich")
        while begin + 2 < last and p.has(begin, "preposition") and not p.mark(begin + 1):
            begin += 2  # "am Abend"
        source = self.phrases.after(begin, last)
        if source is None or source[1] < last or entry.frame.name not in ("opinion", "deny"):
            return None
        return Finding((group, end), entry, source, [(sentence.first, group)], shape="fronted")

    def _past_addressee(self, start: int, last: int) -> int:
        """Return where what is said begins after who was told: "berichteten der Organisation, Soldaten hätten …"."""
        p = self.p
        if start + 1 < last and p.low(start) in self.lists.words("drafting", "us"):
            return start + 1  # "bestätigten uns den Vorfall"
        told = self.phrases.after(start, last)
        comma = told[1] if told else last
        if comma + 1 >= last or p.tokens[comma].text != "," or p.has(comma + 1, "verb", "cue"):
            return start  # "bestätigte den Angriff, bestritt jedoch …"
        clause = any(
            p.has(k, "auxiliary", "modal") or self.phrases.finite(k, comma) for k in range(comma + 1, last)
        )
        return comma + 1 if clause else start

    def _shared_in_contrast(self, group: int, end: int, sentence: Sentence) -> Range | None:
        """Return the subject that German ", bestritt jedoch …" shares with the verb of saying before it."""
        p = self.p
        turns = end < sentence.last and p.low(end) in p.words.contrasting
        if p.words.language != "de" or not turns or p.tokens[group - 1].text != ",":
            return None
        before = (k for k in range(group - 2, sentence.first, -1) if p.words.entries(p.low(k)))
        at = next(before, None)
        return self._left(self._group(at, sentence.first), sentence) if at is not None else None
