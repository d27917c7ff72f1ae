"""Links between drafts: a denial answers a claim, a correction replaces it, an admission concedes it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from claimtrack.drafting.draft import Response
from claimtrack.drafting.lexicon import fold

if TYPE_CHECKING:
    from claimtrack.drafting.draft import Draft
    from claimtrack.drafting.passage import Passage
    from claimtrack.drafting.wordlists import Wordlists

_FEW = 1  # a denial of so few words says no more than "denied it"
_COUNTS = ("killed", "civilians_killed", "wounded", "captured")


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
        if self.same and self._says("corrects", around if draft.cue_span else f"{around} {said}"):
            fields = tuple(
                name for name in _COUNTS if name in draft.values and name in self.drafts[self.same[0]].values
            )
            return Response(self.same[0], "supersedes", fields)
        if draft.stance == "queries":
            return self._query(said)
        if draft.stance == "denies":
            return self._denial(said)
        if self._says("concedes", f"{cue} {around}"):
            denied = [k for k in range(self.at - 1, -1, -1) if self.drafts[k].stance == "denies"]
            if denied:
                return Response(denied[0], "concedes", self._shared(denied[0]))
        if (disputed := self._denied_answer()) is not None:
            return disputed
        if self._says("confirms", cue):
            near = self._nearest([k for k in self.others if self.drafts[k].stance == "affirms"], said)
            return (
                Response(near, "confirms", self._shared(near))
                if near is not None
                else Response("e0", "confirms")
            )
        return self._contrast(around)

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
        if near is None and affirmed and (not self._denies_outright() or len(_stems(said)) <= _FEW):
            near = affirmed[0]
        if near is None:
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
        denied = tuple(
            name for name, value in self.draft.values.items() if any(one.get("not") for one in _each(value))
        )
        if not denied or not self.others or self.draft.stance != "affirms":
            return None
        answering = [
            k for k in self.others if any(name in self.drafts[k].values for name in denied)
        ] or self.others
        near = self._nearest(answering, _text(self.passage, self.draft))
        return Response(answering[0] if near is None else near, "disputes", denied)

    def _contrast(self, around: str) -> Response | None:
        """Return a dispute where the wording sets one version against another, or denies one answer by name."""
        draft = self.draft
        if not self.others or draft.claimant_span is None or draft.stance != "affirms":
            return None
        if not self._says("contrast", around):
            return None
        affirmed = [k for k in self.others if self.drafts[k].claimant_span is not None] or self.others
        return Response(affirmed[0], "disputes", self._shared(affirmed[0]))


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


def _around(passage: Passage, draft: Draft) -> str:
    """Return the words of the sentence about the attribution, without what is said."""
    spans = sorted([*draft.content_spans, *([draft.claimant_span] if draft.claimant_span else [])])
    first = min(spans[0][0], draft.cue_span[0] if draft.cue_span else spans[0][0])
    last = max(spans[-1][1], draft.cue_span[1] if draft.cue_span else spans[-1][1])
    begin = max((passage.text.rfind(mark, 0, first) for mark in ".!?\n;"), default=-1) + 1
    lead = passage.text[max(passage.text.rfind(mark, 0, max(0, begin - 2)) for mark in ".!?\n") + 1 : begin]
    if len(lead.split()) <= 5:
        begin -= len(lead)
    end = min(
        (found for mark in ".!?\n" if (found := passage.text.find(mark, last)) >= 0),
        default=len(passage.text),
    )
    kept, here = [], begin
    for start, stop in spans:
        kept.append(passage.text[here:start])
        here = max(here, stop)
    kept.append(passage.text[here:end])
    return " ".join(kept)
