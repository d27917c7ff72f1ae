"""Answers to the fields of a case file, read out of what is said: counts, dates, places, means, parties."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from claimtrack.drafting.moments import Moments
from claimtrack.drafting.phrases import Phrases
from claimtrack.drafting.tolls import Tolls

if TYPE_CHECKING:
    from claimtrack.drafting.draft import Draft
    from claimtrack.drafting.finding import Finding
    from claimtrack.drafting.passage import Passage, Range
    from claimtrack.drafting.tokens import Sentence
    from claimtrack.drafting.wordlists import Wordlists

_EARLY = 40  # characters within which a sentence names what it is about


class Fields:
    """The answers that stand in one passage."""

    def __init__(self, passage: Passage, lists: Wordlists, published: str) -> None:
        self.p = passage
        self.lists = lists
        self.phrases = Phrases(passage)
        self.moments = Moments(passage, lists, published)
        self.tolls = Tolls(passage, lists)

    def said(self, one: Finding, content: list[Range], sentence: Sentence) -> str:
        """Return when it was said: a date of the sentence that stands by the cue, outside what is said."""
        outside = [
            moment
            for moment in self.moments.inside([(sentence.first, sentence.last)])
            if moment.edtf and not any(first < moment.last and moment.first < last for first, last in content)
        ]
        near = [moment for moment in outside if self._by_cue(moment.first, moment.last, one)]
        return _day(near[0].edtf) if near else ""

    def _by_cue(self, first: int, last: int, one: Finding) -> bool:
        begin = min(one.cue[0], one.source[0] if one.source else one.cue[0])
        end = max(one.cue[1], one.source[1] if one.source else one.cue[1])
        return (begin <= first and last <= end) or 0 <= first - end <= 6 or 0 <= begin - last <= 2

    def values(self, content: list[Range], one: Finding | None, draft: Draft) -> dict[str, Any]:
        """Return the answers by field; a field that is answered twice holds a list."""
        found: dict[str, list[dict[str, Any]]]
        if draft.stance in ("queries", "comments"):
            found = {name: [value] for name, value in self._evidence(content).items()} if one is None else {}
            self._either(content, found)
            return {name: values[0] for name, values in found.items()}
        found = {}
        taken: list[Range] = []
        for first, last in content:
            for toll in self.tolls.inside(first, last):
                found.setdefault(toll.field, []).append(toll.value)
                taken.append((toll.first, toll.last))
        for moment in self.moments.inside(content):
            if "occurred" not in found:
                found["occurred"] = [{"raw": moment.raw, "edtf": _day(moment.edtf)}]
            taken.append((moment.first, moment.last))
        for first, last in content:
            self._means(first, last, "weapon", found)
            self._means(first, last, "cause", found)
            self._objects(first, last, draft, found)
            self._place(first, last, taken, found)
        self._responsible(one, content, draft, found)
        self._either(content, found)
        shown = [one.source] if one and one.source and one.entry.lemma == "show" else []
        if one is None or shown:
            found.update({name: [value] for name, value in self._evidence(shown or content).items()})
        if draft.stance == "denies":
            found = self._of_denial(one, found)
        return {name: values[0] if len(values) == 1 else values for name, values in found.items() if values}

    def _of_denial(
        self, one: Finding | None, found: dict[str, list[dict[str, Any]]]
    ) -> dict[str, list[dict[str, Any]]]:
        """Return what a denial answers itself: what it denies by name, zeros, another version."""
        outright = (
            one is None
            or one.entry.frame.stance == "denies"
            or one.entry.lemma in self.lists.lemmas("denies")
        )
        kept: dict[str, list[dict[str, Any]]] = {}
        for name, values in found.items():
            answers = [value for value in values if value.get("not") or value.get("high") == 0]
            if not outright:
                answers = [] if name in ("occurred", "place") else values
            if answers:
                kept[name] = answers
        return kept

    def _evidence(self, content: list[Range]) -> dict[str, Any]:
        """Return the item that the publisher speaks about, where what it says begins with one."""
        text, _ = self._text(content[0][0], content[-1][1])
        match = self.lists.pattern("happenings", "evidence").search(text)
        return {"evidence": {"raw": match[0]}} if match and match.start() < _EARLY else {}

    def _either(self, content: list[Range], found: dict[str, list[dict[str, Any]]]) -> None:
        """Add "either A or B" as one of two answers."""
        written = self.lists.text("happenings", "either")
        text, _ = self._text(content[0][0], content[-1][1])
        match = re.search(written, text, re.IGNORECASE) if written else None
        if match is None:
            return
        options = [" ".join(part.split()).strip('«»„“”" ,.') for part in match.groups() if part]
        field = next(
            (
                name
                for name in ("weapon", "cause")
                if all(self.lists.pattern("happenings", name).search(option) for option in options)
            ),
            "perpetrator",
        )
        found[field] = [{"raw": match[0], "one_of": options}]

    # ---- means and causes --------------------------------------------------------------------------------------------

    def _means(self, first: int, last: int, name: str, found: dict[str, list[dict[str, Any]]]) -> None:
        text, _offset = self._text(first, last)
        for match in self.lists.pattern("happenings", name).finditer(text):
            value: dict[str, Any] = {"raw": match[0]}
            if name == "weapon" and self._downed(text, match.start(), match.end()):
                continue  # what was shot down is no means
            if self._denied(text, match.start()):
                value["not"] = True
            if value not in found.get(name, []):
                found.setdefault(name, []).append(value)
        if name in found and len(found[name]) > 1:
            denied = [one for one in found[name] if one.get("not")]
            found[name] = (
                [next(one for one in found[name] if not one.get("not")), *denied]
                if len(denied) < len(found[name])
                else denied[:1]
            )

    def _downed(self, text: str, start: int, end: int) -> bool:
        """Whether a weapon was itself brought down: "downed a drone", "a drone had been shot down"."""
        downed = self.lists.pattern("happenings", "downed")
        if downed.search(text[max(0, start - 30) : start]):
            return True
        passive = self.lists.text("happenings", "was")
        return (
            bool(passive)
            and re.match(rf"\s+(?:{passive})\b", text[end:]) is not None
            and bool(downed.match(re.sub(rf"^\s+(?:(?:{passive})\s+)+", "", text[end:])))
        )

    def _denied(self, text: str, at: int) -> bool:
        """Whether "not (a)" stands right before."""
        lead = text[max(0, at - 14) : at]
        return bool(self.lists.pattern("counts", "not").search(lead))

    # ---- objects of verbs ---------------------------------------------------------------------------------------------

    def _objects(self, first: int, last: int, draft: Draft, found: dict[str, list[dict[str, Any]]]) -> None:
        for field in ("target", "victim", "perpetrator"):
            if field in found:
                continue
            value = self._after(field + "_after", first, last) or self._before(field, first, last, draft)
            if value:
                found[field] = [value]

    def _after(self, key: str, first: int, last: int) -> dict[str, Any] | None:
        """Return the noun phrase after one of the phrases of a list."""
        text, offset = self._text(first, last)
        for match in self.lists.pattern("happenings", key).finditer(text):
            at = self._token_from(offset + match.end(), first, last)
            if at is None:
                continue
            start = self._token_from(offset + match.start(), first, last)
            passive = (
                key == "target_after"
                and start is not None
                and start > first
                and self.p.has(start - 1, "be", "auxiliary")
            )
            if (
                passive
                or self.p.has(at, "verb", "auxiliary", "number", "weekday")
                or (key.startswith("victim") and not self._person(at, last))
            ):
                continue
            phrase = self.phrases.after(at, last)
            if (
                phrase
                and not self.p.has(phrase[0], "pronoun")
                and not any(
                    moment.first < phrase[1] and phrase[0] < moment.last for moment in self.moments.found
                )
            ):
                raw = self.p.text[slice(*self.p.span(phrase[0], self._short(*phrase)))]
                if key != "target_after" or not self._is_means(raw):
                    return {"raw": raw}
        return None

    def _is_means(self, raw: str) -> bool:
        """Whether a phrase ends with a weapon or a cause: "hit a mine", "attributed the fire to a short circuit"."""
        patterns = (self.lists.pattern("happenings", name) for name in ("weapon", "cause"))
        return any(match.end() == len(raw) for one in patterns for match in one.finditer(raw))

    def _person(self, first: int, last: int) -> bool:
        """Whether a name stands within the next words."""
        p = self.p
        if p.words.language in ("ar", "de"):
            return False
        return any(p.tokens[at].name for at in range(first, min(last, first + 4)))

    def _before(self, field: str, first: int, last: int, draft: Draft) -> dict[str, Any] | None:
        """Return the subject of one of the verbs of a list: what was hit, who died, who fired."""
        text, offset = self._text(first, last)
        for match in self.lists.pattern("happenings", field + "_before").finditer(text):
            at = self._token_from(offset + match.start(), first, last)
            if at is None or at <= first:
                continue
            phrase = self.phrases.before(at - 1, first)
            if phrase is None or self.p.has(phrase[0], "pronoun", "relative", "negation"):
                continue
            named = sum(self.p.tokens[k].name for k in range(*phrase))
            if field == "victim" and named < 2:
                continue
            value = {"raw": self.p.text[slice(*self.p.span(phrase[0], self._short(*phrase)))]}
            own = field == "perpetrator" and self.p.has(phrase[0], "possessive") and draft.claimant
            return {**value, "name": draft.claimant} if own else value
        return None

    def _short(self, first: int, last: int) -> int:
        """Return where the head of a phrase ends: before an apposition."""
        p = self.p
        numbers = self.lists.words("counts", "numbers")
        last = next(
            (
                at
                for at in range(first + 1, last - 1)
                if p.low(at) in ("this", "last", "next") and not p.has(at - 1, "preposition")
            ),
            last,
        )
        return next(
            (
                at
                for at in range(first + 1, last)
                if p.tokens[at].text in (",", "(")
                or (p.has(at, "adverb") and not p.tokens[at].name)
                or (p.low(at) in numbers and not p.has(at, "determiner"))
            ),
            last,
        )

    def _token_from(self, character: int, first: int, last: int) -> int | None:
        return next((at for at in range(first, last) if self.p.tokens[at].start >= character), None)

    # ---- places -----------------------------------------------------------------------------------------------------------

    def _place(
        self, first: int, last: int, taken: list[Range], found: dict[str, list[dict[str, Any]]]
    ) -> None:
        p = self.p
        if "place" in found:
            return
        prepositions = self.lists.words("happenings", "place_prepositions")
        for at in range(first, last - 1):
            if p.low(at) not in prepositions or any(a <= at + 1 < b or a <= at < b for a, b in taken):
                continue
            phrase = self.phrases.after(at + 1, last)
            if phrase is None:
                continue
            end = min([self._short(*phrase), *(a for a, b in taken if phrase[0] < a < phrase[1])])
            if any(a < end and phrase[0] < b for a, b in taken):
                continue
            if p.words.language == "de" and (end - phrase[0] > 2 or p.has(phrase[0], "determiner")):
                continue
            inner = any(p.low(k) in prepositions for k in range(phrase[0] + 1, end))
            if inner or any(self.phrases.finite(k, phrase[0]) for k in range(phrase[0], end)):
                continue
            if any(p.tokens[k].name and not p.has(k, "weekday", "month") for k in range(phrase[0], end)):
                found["place"] = [{"raw": p.text[slice(*p.span(at, end))]}]
                return

    # ---- responsibility -----------------------------------------------------------------------------------------------------

    def _responsible(
        self, one: Finding | None, content: list[Range], draft: Draft, found: dict[str, list[dict[str, Any]]]
    ) -> None:
        """Add the claimant where it claims responsibility, whom it blames where it blames."""
        if one is None:
            return
        cue = self.p.text[slice(*self.p.span(*one.cue))]
        text, _ = self._text(content[0][0], content[-1][1])
        if self.lists.pattern("drafting", "responsibility").search(f"{cue} {text}") and draft.claimant:
            raw = self.p.text[slice(*draft.claimant_span)] if draft.claimant_span else draft.claimant
            found["perpetrator"] = [{"raw": raw, "name": draft.claimant}]
        elif one.entry.lemma in self.lists.words("drafting", "blames"):
            blamed, _ = self._text(*content[0])
            if self.lists.pattern("happenings", "weapon").search(blamed):
                return
            field = "cause" if self.lists.pattern("happenings", "cause").search(blamed) else "perpetrator"
            phrase = self.phrases.after(content[0][0], content[0][1])
            if phrase and field not in found:
                found[field] = [{"raw": self.p.text[slice(*self.p.span(phrase[0], self._short(*phrase)))]}]

    def _text(self, first: int, last: int) -> tuple[str, int]:
        begin, end = self.p.span(first, last)
        return self.p.text[begin:end], begin


def _day(edtf: str) -> str:
    """Return a date to the day: hours are not kept in a draft."""
    return "/".join(part.split("T")[0] for part in edtf.split("/"))
