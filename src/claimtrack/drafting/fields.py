"""Answers to the fields of a case file, read out of what is said: counts, dates, places, means, parties."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from claimtrack.drafting.asserted import Asserted
from claimtrack.drafting.means import Means
from claimtrack.drafting.moments import Moments
from claimtrack.drafting.objects import Objects
from claimtrack.drafting.phrases import Phrases
from claimtrack.drafting.tolls import Tolls

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimtrack.drafting.draft import Draft
    from claimtrack.drafting.finding import Finding
    from claimtrack.drafting.moments import Moment
    from claimtrack.drafting.passage import Passage, Range
    from claimtrack.drafting.tokens import Sentence
    from claimtrack.drafting.wordlists import Wordlists

_NEXT = 2  # tokens after a date within which another word of saying stands
_EARLY = 40  # characters within which a sentence names what it is about


class Fields:
    """The answers that stand in one passage."""

    def __init__(self, passage: Passage, lists: Wordlists, published: str) -> None:
        self.p = passage
        self.lists = lists
        self.phrases = Phrases(passage)
        self.moments = Moments(passage, lists, published)
        self.tolls = Tolls(passage, lists)
        self.means = Means(lists)
        self.objects = Objects(passage, lists, self.moments)
        self.asserted = Asserted(passage, lists)

    def said(self, one: Finding, content: list[Range], sentence: Sentence) -> str:
        """Return when it was said: a date of the sentence that stands by the cue, outside what is said."""
        outside = [
            moment
            for moment in self.moments.inside([(sentence.first, sentence.last)])
            if moment.edtf and not any(first < moment.last and moment.first < last for first, last in content)
        ]
        end = max(last for _, last in content)
        near = [
            moment
            for moment in outside
            if (self._by_cue(moment.first, moment.last, one) or self._dates_a_figure(moment, content))
            and not (moment.first >= end and self._leads_another(moment.last, sentence))
        ]
        return _day(min(near, key=lambda moment: self._far(moment, one)).edtf) if near else ""

    @staticmethod
    def _far(moment: Moment, one: Finding) -> int:
        """Return how many tokens lie between a date and the word of saying."""
        return max(moment.first - one.cue[1], one.cue[0] - moment.last, 0)

    @staticmethod
    def _dates_a_figure(moment: Moment, content: list[Range]) -> bool:
        """Whether a day stands right after a new figure: "raised its toll to 37 on Sunday"."""
        return moment.first == content[-1][1]

    def _leads_another(self, at: int, sentence: Sentence) -> bool:
        """Whether a date stands before another saying: "first spoke of four dead, but on Sunday said five"."""
        return any(self.p.has(k, "cue") for k in range(at, min(sentence.last, at + _NEXT)))

    def _by_cue(self, first: int, last: int, one: Finding) -> bool:
        begin = min(one.cue[0], one.source[0] if one.source else one.cue[0])
        end = max(one.cue[1], one.source[1] if one.source else one.cue[1])
        parted = any(self.p.tokens[at].text == ";" for at in range(min(last, end), max(first, begin)))
        return not parted and (
            (begin <= first and last <= end) or 0 <= first - end <= 6 or 0 <= begin - last <= 2
        )

    def values(self, content: list[Range], one: Finding | None, draft: Draft) -> dict[str, Any]:
        """Return the answers by field; a field that is answered twice holds a list."""
        found: dict[str, list[dict[str, Any]]]
        if draft.stance in ("queries", "comments"):
            found = {name: [value] for name, value in self._evidence(content).items()} if one is None else {}
            self._either(content, found)
            return {name: values[0] for name, values in found.items()}
        found = {}
        taken: list[Range] = []
        told, content = content, self.asserted.parts(content)
        dates = [(moment.first, moment.last) for moment in self.moments.inside(content)]
        for first, last in content:
            for toll in self.tolls.inside(first, last, dates):
                found.setdefault(toll.field, []).append(toll.value)
                taken.append((toll.first, toll.last))
        for toll in (one for part in told for one in self.tolls.of_nobody(*part)):
            found.setdefault(toll.field, [toll.value])
        for moment in self.moments.inside(content):
            if "occurred" not in found and not moment.either_year and not self._dates_another_saying(moment):
                found["occurred"] = [{"raw": moment.raw, "edtf": _day(moment.edtf)}]
            taken.append((moment.first, moment.last))
        for first, last in content:
            self.means.add(self.objects.text(first, last)[0], found)
            self.objects.add(first, last, draft, found)
            if "place" not in found and (place := self.objects.place(first, last, taken)):
                found["place"] = [place]
        self._not_done(told, draft, found)
        self._killed_nobody(found)
        self._responsible(one, told, draft, found)
        self._either(told, found)
        self._not_the_other(told, found)
        shown = [one.source] if one and one.source and one.entry.lemma == "show" else []
        if one is None or shown:
            found.update({name: [value] for name, value in self._evidence(shown or told).items()})
        if draft.stance == "denies":
            found = self._of_denial(one, draft, found)
        return {name: values[0] if len(values) == 1 else values for name, values in found.items() if values}

    def _dates_another_saying(self, moment: Moment) -> bool:
        """Whether a date stands right after a word of saying within what is said: "comme annoncé lundi par la mairie"."""
        p = self.p
        before = p.words.entries(p.low(moment.first - 1)) if moment.first else ()
        return any(entry.frame.name in ("say", "tell") and not entry.rest for entry in before)

    def _not_done(self, told: list[Range], draft: Draft, found: dict[str, list[dict[str, Any]]]) -> None:
        """Add who is said not to have done it, and that nobody was killed, of the clauses that negate."""
        negated = self.asserted.negated(told)
        for first, last in [*negated, *self.asserted.untrue(told)]:
            party: dict[str, list[dict[str, Any]]] = {}
            self.objects.add(first, last, draft, party)
            found.setdefault("perpetrator", []).extend(
                {"raw": value["raw"], "not": True} for value in party.get("perpetrator", ())
            )
            for toll in self.tolls.inside(first, last) if (first, last) in negated else ():
                if toll.value["high"] == 0 and "perpetrator" not in party and toll.field not in found:
                    found.setdefault(toll.field, []).append(toll.value)

    def _killed_nobody(self, found: dict[str, list[dict[str, Any]]]) -> None:
        """Have who is said to have killed nobody, and is not said to have hit anything, as one who did not do it."""
        killed = found.get("killed", ())
        if killed and all(value["high"] == 0 for value in killed) and not found.get("target"):
            for value in found.get("perpetrator", ()):
                if self._in_one_clause(value["raw"], killed[0]["raw"]):
                    value["not"] = True

    def _in_one_clause(self, one: str, other: str) -> bool:
        """Whether no mark and no conjunction stands between two stretches of the text."""
        start = self.p.text.find(one) + len(one)
        end = self.p.text.find(other, start)
        between = (at for at, token in enumerate(self.p.tokens) if start <= token.start < end)
        return end >= 0 and not any(self.p.mark(at) or self.p.has(at, "conjunction") for at in between)

    def nobody(self, content: list[Range]) -> dict[str, Any]:
        """Return the zeros that a denial of anybody's fate answers with: "denied that any fighter was killed"."""
        tolls = (toll for part in content for toll in self.tolls.of_anybody(*part))
        return {toll.field: toll.value for toll in tolls}

    def _of_denial(
        self, one: Finding | None, draft: Draft, found: dict[str, list[dict[str, Any]]]
    ) -> dict[str, list[dict[str, Any]]]:
        """Return what a denial answers itself: what it denies by name, zeros, another version."""
        outright = (
            one is None
            or one.entry.frame.stance == "denies"
            or one.entry.lemma in self.lists.lemmas("denies")
        )
        kept: dict[str, list[dict[str, Any]]] = {}
        if outright:
            found["perpetrator"] = [self._not_theirs(one, draft) for one in found.get("perpetrator", ())]
        for name, values in found.items():
            answers = [value for value in values if value.get("not") or value.get("high") == 0]
            if not outright:
                answers = [] if name in ("occurred", "place") else values
            if answers:
                kept[name] = answers
        return kept

    def _not_theirs(self, value: dict[str, Any], draft: Draft) -> dict[str, Any]:
        """Return "their men" as a denied answer, where it is denied that they did it."""
        span = draft.claimant_span
        alone = span is not None and value["raw"] == self.p.text[slice(*span)]
        if value.get("name") != draft.claimant or alone:
            return value
        return {"raw": value["raw"], "not": True}

    def _evidence(self, content: list[Range]) -> dict[str, Any]:
        """Return the item that the publisher speaks about, where what it says begins with one."""
        text, _ = self.objects.text(content[0][0], content[-1][1])
        match = self.lists.pattern("happenings", "evidence").search(text)
        return {"evidence": {"raw": match[0]}} if match and match.start() < _EARLY else {}

    # ---- one of two, and not the other -------------------------------------------------------------------------------

    def _either(self, content: list[Range], found: dict[str, list[dict[str, Any]]]) -> None:
        """Add "either A or B", "A or B did it" as one of two answers."""
        options = self._by_words(content) or self._subjects(content[0])
        if not options:
            return
        named = [self._raw(*option) for option in options]
        means = [self._is(("weapon",), one) or self._is(("cause",), one) for one in named]
        field = "perpetrator"
        if all(means):
            field = "cause" if any(self._is(("cause",), one) for one in named) else "weapon"
        raw = self._raw(options[0][0], options[-1][1])
        found[field] = [{"raw": raw, "one_of": [one.strip('«»„“”" ,.') for one in named]}]

    def _is(self, names: Iterable[str], raw: str) -> bool:
        return any(self.lists.pattern("happenings", name).search(raw) for name in names)

    def _by_words(self, content: list[Range]) -> list[Range]:
        """Return the two answers of "either A or B", "whether A or B did it"."""
        written = self.lists.text("happenings", "either")
        text, offset = self.objects.text(content[0][0], content[-1][1])
        match = re.search(written, text, re.IGNORECASE) if written else None
        if match is None:
            return []
        groups = [number for number in range(1, match.re.groups + 1) if match[number]]
        return [self._tokens(offset + match.start(number), offset + match.end(number)) for number in groups]

    def _tokens(self, start: int, end: int) -> Range:
        """Return the tokens of a stretch of characters, cut to the noun phrase that it begins with."""
        tokens = self.p.tokens
        first = next(at for at, token in enumerate(tokens) if token.end > start)
        last = next((at for at in range(first, len(tokens)) if tokens[at].end >= end), len(tokens) - 1) + 1
        first += first + 1 < last and self.p.low(first) in self.lists.words(
            "happenings", "with"
        )  # "by inmates"
        phrase = self.phrases.after(first, last)
        return (first, self.objects.end_of_head(*phrase)) if phrase else (first, last)

    def _subjects(self, part: Range) -> list[Range]:
        """Return the two subjects of "A or B destroyed it"."""
        first, last = part
        phrase = self.phrases.after(first, last)
        joined = self.lists.words("happenings", "or")
        at = next((k for k in range(*phrase) if self.p.low(k) in joined), None) if phrase else None
        if phrase is None or at is None or not first < at < phrase[1] - 1 or phrase[1] >= last:
            return []
        if self.p.low(at - 1) in self.lists.words("counts", "numbers"):
            return []  # "one or two stray rounds had hit"
        return [(first, at), (at + 1, phrase[1])] if self.phrases.finite(phrase[1], first) else []

    def _not_the_other(self, content: list[Range], found: dict[str, list[dict[str, Any]]]) -> None:
        """Add the answer that is denied right after another: "a rocket, not a drone"."""
        first, last = content[0][0], content[-1][1]
        text, offset = self.objects.text(first, last)
        for name in ("weapon", "cause", "target", "perpetrator"):
            raw = next((one["raw"] for one in found.get(name, ()) if not one.get("not")), "")
            end = text.find(raw) + len(raw)
            rest = text[end:].lstrip(" ,،")
            match = self.lists.pattern("counts", "rather").match(rest) if raw else None
            if match is None:
                continue
            start = offset + len(text) - len(rest) + match.end()
            at = next((k for k in range(first, last) if self.p.tokens[k].start >= start), None)
            phrase = self.phrases.after(at, last) if at is not None else None
            if phrase:
                other = self._raw(phrase[0], self.objects.end_of_head(*phrase))
                field = next((one for one in ("weapon", "cause") if self._is((one,), other)), name)
                if all(one["raw"] not in other for one in found.get(field, ()) if one.get("not")):
                    found.setdefault(field, []).append({"raw": other, "not": True})

    def _raw(self, first: int, last: int) -> str:
        return self.p.text[slice(*self.p.span(first, last))]

    # ---- responsibility -----------------------------------------------------------------------------------------------

    def _responsible(
        self, one: Finding | None, content: list[Range], draft: Draft, found: dict[str, list[dict[str, Any]]]
    ) -> None:
        """Add the claimant where it claims responsibility, whom it blames where it blames."""
        if one is None:
            return
        if draft.claimant and self._claims(one, content):
            raw = self.p.text[slice(*draft.claimant_span)] if draft.claimant_span else draft.claimant
            found["perpetrator"] = [{"raw": raw, "name": draft.claimant}]
        elif self._blames(one):
            self._blamed(one, content[0], found)

    def _blames(self, one: Finding) -> bool:
        words = {word.split("|")[0] for word in self.lists.words("drafting", "blames")}
        return one.entry.lemma in words or any(self.p.low(at) in words for at in range(*one.cue))

    def _claims(self, one: Finding, content: list[Range]) -> bool:
        """Whether responsibility is claimed: "claimed responsibility for", "claimed the attack"."""
        if one.entry.frame.name == "responsibility":
            return True
        if not (content := self.asserted.parts(content)):
            return False
        text, _ = self.objects.text(content[0][0], content[-1][1])
        if self.lists.pattern("drafting", "responsibility").search(f"{self._raw(*one.cue)} {text}"):
            return True
        phrase = self.phrases.after(*content[0])
        if one.entry.lemma not in self.lists.lemmas("claims") or phrase is None or phrase[0] != content[0][0]:
            return False
        head = self._raw(phrase[0], self.objects.end_of_head(*phrase))
        clause = phrase[1] < content[0][1] and self.phrases.finite(phrase[1], phrase[0])
        return not clause and self._is(("attack", "killed"), head)

    def _blamed(self, one: Finding, part: Range, found: dict[str, list[dict[str, Any]]]) -> None:
        """Add whom or what somebody blames; nobody where only a thing is blamed."""
        phrase = self._accused(one, *part)
        if phrase is None:
            return
        blamed = (phrase[0], self._without_matter(phrase[0], self.objects.end_of_head(*phrase)))
        raw = self._raw(*blamed)
        field = "cause" if self._is(("cause",), raw) else "perpetrator"
        if self._is_thing(*blamed) and not self.objects.is_means(raw):
            field = "cause"  # "blames an overloaded lorry"
        party = field == "cause" or self.objects.is_party(*blamed, means=False)
        party = party and not (field == "perpetrator" and self._is_thing(*blamed))
        if party and field not in found:
            found[field] = [{"raw": raw}]

    def _accused(self, one: Finding, first: int, last: int) -> Range | None:
        """Return the noun phrase of who is accused, before the matter of what is said or in it."""
        p = self.p
        if p.words.language == "ar":
            end = next((at for at in range(first, last) if p.mark(at) or p.low(at).startswith("ب")), last)
            return (first, end) if end > first else None  # "إسرائيل بقصف السوق"
        if p.words.language == "de" and one.cue[1] < first and p.mark(first - 1):
            return self.phrases.after(one.cue[1], first - 1)  # "beschuldigte die Armee, den Markt …"
        if p.has(first, "preposition") and p.words.language in ("ru", "uk") and first + 2 < last:
            first += 2  # "обвинил в ударе соседнее государство"
        elif p.words.language == "es" and self._to_somebody(first, last):
            first += 1  # "acusó al ejército de …"
        elif p.words.language == "en" and one.entry.lemma == "blame":
            ons = (at for at in range(first, last - 1) if p.low(at) == "on")
            on = next((at for at in ons if not p.has(at + 1, "weekday", "month")), first - 1)
            first = on + 1  # "blamed the crash on gulls"
        return self.phrases.after(first, last)

    def _to_somebody(self, first: int, last: int) -> bool:
        """Whether Spanish "a" leads to a name or an article: "al ejército", "a los rebeldes"."""
        p = self.p
        if first + 1 >= last or p.low(first) not in self.lists.words("drafting", "to_whom"):
            return False
        article = p.low(first + 1) in self.lists.words("drafting", "articles")
        return p.low(first) == "al" or article or p.tokens[first + 1].name

    def _without_matter(self, first: int, last: int) -> int:
        """Return where those blamed end before what for: "the army of war crimes", not "the Army of God"."""
        p = self.p
        matters = self.lists.words("drafting", "blamed_for")
        ends = (
            at
            for at in range(first + 1, last - 1)
            if p.low(at) in matters
            and (
                p.has(at + 1, "weekday", "month")
                or not p.tokens[at + 1 + (p.has(at + 1, "determiner") and at + 2 < last)].name
            )
        )
        return next(ends, last)

    def _is_thing(self, first: int, last: int) -> bool:
        """Whether a phrase is of some thing: no name, no word for people, and no article but an indefinite one."""
        p = self.p
        indefinite = p.low(first) in self.lists.words("drafting", "indefinites")
        if not indefinite and (p.words.language != "en" or p.has(first, "determiner", "possessive")):
            return False
        words = (
            self.lists.words("drafting", "group_nouns")
            | self.lists.words("drafting", "person_nouns")
            | self.lists.words("happenings", "people")
            | self.lists.words("drafting", "members")
        )
        parties = {p.low(at) for at in range(first, last)}
        parties |= {low.removesuffix("s") for low in parties}
        return not (parties & words or any(p.tokens[at].name for at in range(first, last)))


def _day(edtf: str) -> str:
    """Return a date to the day: hours are not kept in a draft."""
    return "/".join(part.split("T")[0] for part in edtf.split("/"))
