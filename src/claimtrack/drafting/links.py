"""Links between drafts: a denial answers a claim, a correction replaces it, an admission concedes it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from claimtrack.drafting.draft import Response
from claimtrack.drafting.lexicon import fold
from claimtrack.drafting.wordlists import FATES

if TYPE_CHECKING:
    from claimtrack.drafting.draft import Draft
    from claimtrack.drafting.passage import Passage
    from claimtrack.drafting.wordlists import Wordlists

_FEW = 1  # a denial of so few words says no more than "denied it"
_LEAD = 5  # characters before what is said that "that" stands in
_TAIL = 3  # words after what is said that may still be about how it was said ("…, however")
_BEFELL = ("killed", "wounded", "captured")
COUNTS = ("killed", "civilians_killed", "wounded", "captured")


def connect(drafts: list[Draft], passage: Passage, lists: Wordlists) -> None:
    """Add to each draft the links that its wording proposes to those before it."""
    for at, draft in enumerate(drafts):
        response = _Linker(at, drafts, passage, lists).response()
        if response:
            draft.responds.append(response)


class _Linker:
    """What one draft answers among those before it."""

    def __init__(self, at: int, drafts: list[Draft], passage: Passage, lists: Wordlists) -> None:
        self.at, self.drafts, self.passage, self.lists = at, drafts, passage, lists
        self.draft = drafts[at]
        before = range(at - 1, -1, -1)
        self.same = [k for k in before if _same(drafts[k], self.draft)]
        self.others = [
            k
            for k in before
            if not _same(drafts[k], self.draft) and drafts[k].stance in ("affirms", "denies")
        ]

    def response(self) -> Response | None:
        """Return the link that the wording proposes, the plainest first."""
        draft = self.draft
        cue = self.passage.text[slice(*draft.cue_span)] if draft.cue_span else ""
        around = _around(self.passage, draft)
        said = _text(self.passage, draft)
        if self.same and self._says("retracts", cue):
            return Response(self.same[0], "retracts")
        if self.same and self._says("wrong", said):
            shared = self._shared(self.same[0])
            return Response(self.same[0], "retracts", shared)
        if (corrected := self._corrected(around if draft.cue_span else f"{around} {said}")) is not None:
            return corrected
        if draft.stance == "queries":
            return self._query(said)
        if draft.stance == "denies":
            return self._denial(said)
        if self._says("concedes", f"{cue} {around}"):
            denied = [k for k in range(self.at - 1, -1, -1) if self.drafts[k].stance == "denies"]
            if not denied and self._says("concedes", cue) and self._another_time(around):
                denied = self.same  # "first spoke of an accident, later admitted a shot"
            if denied:
                return Response(denied[0], "concedes", self._shared(denied[0]))
        if (disputed := self._denied_answer()) is not None:
            return disputed
        if self._says("confirms", cue) and not self._says("stresses", self._lead_in()):
            return self._confirmation(said)
        return self._contrast(_heading(self.passage, draft))

    def _corrected(self, told: str) -> Response | None:
        """Return the replacement of what the same claimant said before: "corrected", "later said" another answer."""
        if not self.same:
            return None
        if self._says("corrects", told):
            theirs = self.drafts[self.same[0]].values
            fields = tuple(name for name in COUNTS if name in self.draft.values and name in theirs)
            return Response(self.same[0], "supersedes", fields)
        if self._later(told) and self.draft.stance == "affirms":
            other = next((k for k in self.same if self._shared(k)), None)
            return Response(other, "supersedes", self._shared(other)) if other is not None else None
        return None

    def _another_time(self, around: str) -> bool:
        """Whether the same claimant spoke otherwise before, as "later" or an earlier "at first" tells."""
        before = _around(self.passage, self.drafts[self.same[0]]) if self.same else ""
        return bool(self.same) and (
            self._later(around) or bool(self.lists.pattern("drafting", "at_first").search(before))
        )

    def _later(self, text: str) -> bool:
        return bool(self.lists.pattern("drafting", "later").search(text))

    def _lead_in(self) -> str:
        """Return the few characters right before what is said."""
        start = self.draft.content_spans[0][0]
        return self.passage.text[max(0, start - _LEAD) : start]

    def _confirmation(self, said: str) -> Response:
        affirmed = [k for k in self.others if self.drafts[k].stance == "affirms"]
        near = self._nearest(affirmed, said)
        if near is None:
            near = self._alike(affirmed, said)
        return Response("e0", "confirms") if near is None else Response(near, "confirms", self._shared(near))

    def _says(self, key: str, text: str) -> bool:
        return bool(self.lists.pattern("links", key).search(text))

    def _query(self, said: str) -> Response:
        evidence = self.lists.pattern("happenings", "evidence").search(said) or "evidence" in said
        affirmed = [k for k in self.others if self.drafts[k].stance == "affirms"]
        if evidence and affirmed:
            return Response(affirmed[0], "queries", ("evidence",))
        return Response(
            "e0", "queries", ("perpetrator",) if self.lists.pattern("links", "who").search(said) else ()
        )

    def _denial(self, said: str) -> Response | None:
        affirmed = [k for k in self.others if self.drafts[k].stance == "affirms"]
        named = [
            k
            for k in affirmed
            if self.drafts[k].claimant and fold(self.drafts[k].claimant.split()[-1]) in fold(said)
        ]
        near = named[0] if named else self._nearest(affirmed, said)
        if affirmed and self._points_back():
            near = self._claim_at_hand(affirmed)
        if near is None and affirmed and (not self._denies_outright() or len(_stems(said)) <= _FEW):
            near = self._claim_at_hand(affirmed)
        if near is None:
            near = self._alike(affirmed, said)
        if near is None and affirmed and self._denies_outright() and not self._has_verb():
            near = self._claim_at_hand(affirmed)  # "denied the loss of a plane"
        if near is None and self.draft.claimant_span is not None:
            later = [
                k
                for k in range(self.at + 1, len(self.drafts))
                if self.drafts[k].stance == "affirms" and not _same(self.drafts[k], self.draft)
            ]
            near = self._nearest(later, said)
        if near is None:
            return Response("e0", "denies")
        if self.draft.claimant_span is None and self.lists.pattern("happenings", "evidence").search(said):
            return Response(near, "disputes", ("evidence",))
        shared = tuple(
            name
            for name in self._shared(near)
            if not any(one.get("not") for one in _each(self.draft.values[name]))
        )
        return Response(near, "disputes", shared) if shared else Response(near, "denies")

    def _denies_outright(self) -> bool:
        """Whether the verb itself denies, with a clause of its own after it."""
        cue = self.passage.text[slice(*self.draft.cue_span)] if self.draft.cue_span else ""
        return bool(self.lists.pattern("links", "denies").search(cue))

    def _claim_at_hand(self, affirmed: list[int]) -> int:
        """Return which claim is most likely answered: the last that accuses, else that somebody made, else the last."""
        accusing = [k for k in affirmed if "perpetrator" in self.drafts[k].values]
        attributed = [k for k in affirmed if self.drafts[k].claimant_span is not None or self.drafts[k].hedge]
        return (accusing or attributed or affirmed)[0]

    def _points_back(self) -> bool:
        """Whether what is denied is only named: "the claim", "it", "any involvement"."""
        words = self.passage.text[slice(*self.draft.content_spans[0])]
        if (named := self.lists.pattern("links", "claims").search(words)) and not self._has_verb():
            words = words[: named.end()]  # "any involvement in the killing"
        left = re.findall(r"\w+", self.lists.pattern("links", "claims").sub(" ", words))
        small = {
            "determiner",
            "pronoun",
            "possessive",
            "preposition",
            "negation",
            "object_pronoun",
            "relative",
        }
        return all(self.passage.words.classes(fold(word)) & small for word in left)

    def _has_verb(self) -> bool:
        """Whether a verb stands in what is said first; "the killing" is none."""
        start, end = self.draft.content_spans[0]
        verbal = {"verb", "auxiliary", "modal"}
        inside = [token for token in self.passage.tokens if start <= token.start < end]
        having = self.lists.words("drafting", "having")  # "haber disparado"
        return any(
            (token.classes & verbal and not token.low.endswith("ing")) or token.low in having
            for token in inside
        )

    def _alike(self, among: list[int], said: str) -> int | None:
        """Return the nearest draft that tells of the same thing in other words: a death of those killed."""
        told = self._fates(said, FATES)
        for k in among:
            accuses = self.drafts[k].values.keys() & {"perpetrator", "weapon"}
            if told & self._fates(_text(self.passage, self.drafts[k]), FATES if accuses else _BEFELL):
                return k
        return None

    def _fates(self, text: str, names: tuple[str, ...]) -> set[str]:
        return {name for name in names if self.lists.pattern("happenings", name).search(text)}

    def _nearest(self, among: list[int], said: str) -> int | None:
        """Return the draft whose words are most like these; None where nothing is shared."""
        words = _stems(said)
        shared = {k: len(words & _stems(_text(self.passage, self.drafts[k]))) for k in among}
        best = max(among, key=lambda k: (shared[k], -abs(k - self.at)), default=None)
        return best if best is not None and shared[best] else None

    def _shared(self, other: int) -> tuple[str, ...]:
        theirs = self.drafts[other].values
        return tuple(
            name for name in self.draft.values if name in theirs and self.draft.values[name] != theirs[name]
        )

    def _denied_answer(self) -> Response | None:
        """Return the dispute of an answer that is denied by name ("a rocket, not a drone")."""
        denied = tuple(name for name, value in self.draft.values.items() if self._denies_answer(name, value))
        if not denied or not self.others or self.draft.stance != "affirms":
            return None
        answering = [
            k for k in self.others if any(name in self.drafts[k].values for name in denied)
        ] or self.others
        said = _text(self.passage, self.draft)
        near = self._nearest(answering, said)
        if near is None:
            near = self._alike(answering, said)
        return Response(answering[0] if near is None else near, "disputes", denied)

    def _denies_answer(self, name: str, value: Any) -> bool:
        """Whether an answer is denied by name, or is nobody where another counted some."""
        if any(one.get("not") for one in _each(value)):
            return True
        nobody = name in COUNTS and any(one.get("high") == 0 for one in _each(value))
        theirs = (self.drafts[k].values.get(name) for k in self.others)
        return nobody and any((one.get("low") or 0) > 0 for other in theirs if other for one in _each(other))

    def _contrast(self, around: str) -> Response | None:
        """Return a dispute where the wording sets one version against another, or denies one answer by name."""
        draft = self.draft
        if not self.others or draft.claimant_span is None or draft.stance != "affirms":
            return None
        if not self._says("contrast", around):
            return None
        affirmed = [k for k in self.others if self.drafts[k].claimant_span is not None] or self.others
        other = next((k for k in affirmed if self._shared(k)), affirmed[0])
        return Response(other, "disputes", self._shared(other))


def _each(value: Any) -> list[dict[str, Any]]:
    return value if isinstance(value, list) else [value]


def _text(passage: Passage, draft: Draft) -> str:
    return " ".join(passage.text[start:end] for start, end in draft.content_spans)


def _stems(text: str) -> frozenset[str]:
    """Return the beginnings of the longer words, by which inflected words are found alike."""
    return frozenset(word[:4] for word in re.findall(r"\w+", fold(text)) if len(word) >= 4)


def _same(left: Draft, right: Draft) -> bool:
    """Whether two drafts are of one claimant or of a person of its body."""
    if left.claimant == right.claimant:
        return True
    return bool(left.claimant and right.claimant) and (
        left.claimant == right.part_of or right.claimant == left.part_of
    )


def _heading(passage: Passage, draft: Draft) -> str:
    """Return the words about an attribution but for another clause after what is said: "…, but deleted it"."""
    last = max(draft.content_spans[-1][1], draft.cue_span[1] if draft.cue_span else 0)
    tail = _after(passage, last)
    around = _around(passage, draft)
    return around.removesuffix(tail) if len(tail.split()) > _TAIL else around


def _after(passage: Passage, last: int) -> str:
    """Return the rest of the sentence from a character on."""
    ends = (found for mark in ".!?\n" if (found := passage.text.find(mark, last)) >= 0)
    return passage.text[last : min(ends, default=len(passage.text))]


def _around(passage: Passage, draft: Draft) -> str:
    """Return the words of the sentence about the attribution, without what is said."""
    spans = sorted([*draft.content_spans, *([draft.claimant_span] if draft.claimant_span else [])])
    first = min(spans[0][0], draft.cue_span[0] if draft.cue_span else spans[0][0])
    last = max(spans[-1][1], draft.cue_span[1] if draft.cue_span else spans[-1][1])
    begin = max((passage.text.rfind(mark, 0, first) for mark in ".!?\n;"), default=-1) + 1
    lead = passage.text[max(passage.text.rfind(mark, 0, max(0, begin - 2)) for mark in ".!?\n") + 1 : begin]
    if len(lead.split()) <= 5:
        begin -= len(lead)
    kept, here = [], begin
    for start, stop in spans:
        kept.append(passage.text[here:start])
        here = max(here, stop)
    kept.append(passage.text[here:last] + _after(passage, last))
    return " ".join(kept)
