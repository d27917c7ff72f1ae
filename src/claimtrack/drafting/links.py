"""Links between drafts: a denial answers a claim, a correction replaces it, an admission concedes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimtrack.drafting import wording
from claimtrack.drafting.answered import COUNTS, Answered, each, same
from claimtrack.drafting.draft import Response

if TYPE_CHECKING:
    from claimtrack.drafting.draft import Draft
    from claimtrack.drafting.passage import Passage
    from claimtrack.drafting.wordlists import Wordlists


def connect(drafts: list[Draft], passage: Passage, lists: Wordlists) -> None:
    """Add to each draft the links that its wording proposes to those before it."""
    for at, draft in enumerate(drafts):
        response = _Linker(at, drafts, passage, lists).response()
        if response:
            draft.responds.append(response)


class _Linker(Answered):
    """What one draft answers among those before it."""

    def response(self) -> Response | None:
        """Return the link that the wording proposes, the plainest first."""
        draft = self.draft
        cue, around = wording.cue(self.passage, draft), wording.around(self.passage, draft)
        if self.same and self._says("retracts", cue):
            return Response(self.same[0], "retracts")
        if self.same and self._says("wrong", self.said):
            return Response(self.same[0], "retracts", self.differing(self.same[0]))
        told = around if draft.cue_span else f"{around} {self.said}"
        if (corrected := self._corrected(told) or self._changed(cue)) is not None:
            return corrected
        if draft.stance == "queries":
            return self._query()
        if draft.stance == "denies":
            return self._denial()
        return self._concession(cue, around) or self._denied_answer(around) or self._agreement(cue)

    def _agreement(self, cue: str) -> Response | None:
        """Return the confirmation of another's claim, or the dispute that the wording of a contrast makes."""
        stressed = self._says("stresses", wording.lead_in(self.passage, self.draft))
        if self._says("confirms", cue) and not stressed:
            return self._confirmation()
        return self._only_so_many() or self._contrast(wording.heading(self.passage, self.draft))

    # ---- of what the same claimant said before ----------------------------------------------------------------------

    def _corrected(self, told: str) -> Response | None:
        """Return the replacement of what the same claimant said before: "corrected", "later said" another answer."""
        if not self.same or (self.told_before(self.at) and not self.told_before(self.same[0])):
            return None
        if self._says("corrects", told):
            theirs = self.drafts[self.same[0]].values
            fields = tuple(name for name in COUNTS if name in self.draft.values and name in theirs)
            return Response(self.same[0], "supersedes", fields)
        other = next((k for k in self.same if self.differing(k)), None)
        if other is None or self.draft.stance != "affirms":
            return None
        replaces = self._later(told) or self._at_first(other) or self._counted_again(other)
        return Response(other, "supersedes", self.differing(other)) if replaces else None

    def _changed(self, cue: str) -> Response | None:
        """Return what becomes of a position that the same claimant held before, as the text tells after this."""
        if self.draft.stance != "affirms":
            return None
        other = self.own_earlier()
        if other is None:
            other = next((k for k in range(self.at + 1, len(self.drafts)) if self._first_given(k)), None)
        if other is None and self._says("concedes", cue):
            other = next((k for k in range(self.at + 1, len(self.drafts)) if self._was_held(k)), None)
        if other is None:
            return None
        if self._says("concedes", cue) or (
            self.drafts[other].stance == "denies" and self._says("confirms", cue)
        ):
            return Response(other, "concedes", self.differing(other))
        return Response(other, "supersedes", self.differing(other)) if self.differing(other) else None

    def _first_given(self, other: int) -> bool:
        """Whether the same claimant is told after this what it said at first: "It first gave the number of dead as four"."""
        return same(self.drafts[other], self.draft) and self._at_first(other) and bool(self.differing(other))

    def _was_held(self, other: int) -> bool:
        """Whether the same side is told after this to have said something else before: "Earlier the ministry had blamed …"."""
        return self.told_before(other) and self._one_side(other)

    def _counted_again(self, other: int) -> bool:
        """Whether a count is given again on another day: "On Monday it said seven died, on Wednesday nine"."""
        said = self.draft.said
        return (
            bool(said) and said != self.drafts[other].said and any(n in COUNTS for n in self.differing(other))
        )

    def _at_first(self, other: int) -> bool:
        """Whether a draft is told to be only what was said at first."""
        told = wording.around(self.passage, self.drafts[other])
        return bool(self.lists.pattern("drafting", "at_first").search(told))

    def _later(self, text: str) -> bool:
        return bool(self.lists.pattern("drafting", "later").search(text))

    def _concession(self, cue: str, around: str) -> Response | None:
        """Return the concession of what the same side denied, or the confirmation of a count that it admits."""
        if self.same and self._says("confirms", cue) and self._later(around) and self._denied_first():
            return Response(self.same[0], "concedes", self.differing(self.same[0]))
        if not self._says("concedes", f"{cue} {around}"):
            return None
        denials = (k for k in range(self.at - 1, -1, -1) if self.drafts[k].stance == "denies")
        denied = [k for k in denials if self._one_side(k) and not self._rival(k)]
        changed = self.same and (self._later(around) or self._at_first(self.same[0]))
        if not denied and self._says("concedes", cue) and changed:
            denied = self.same  # "first spoke of an accident, later admitted a shot"
        if denied:
            return Response(denied[0], "concedes", self.differing(denied[0]))
        agreed = next((k for k in self.affirmed if self.agreeing(k)), None)
        return Response(agreed, "confirms", self.agreeing(agreed)) if agreed is not None else None

    def _denied_first(self) -> bool:
        """Whether the same claimant denied, in the same sentence, what is confirmed then: "rejected …, before confirming"."""
        denial = self.drafts[self.same[0]]
        between = self.passage.text[denial.content_spans[-1][1] : self.draft.content_spans[0][0]]
        return denial.stance == "denies" and not any(mark in between for mark in ".!?;")

    def _one_side(self, denial: int) -> bool:
        """Whether who denied may be of the side of this draft: the same, named alike, or both of the state."""
        other = self.drafts[denial]
        if same(other, self.draft) or self.stems(other.claimant) & self.stems(self.draft.claimant):
            return True
        return all(self._says("state", self._who(one)) for one in (other, self.draft))

    def _who(self, draft: Draft) -> str:
        words = self.passage.text[slice(*draft.claimant_span)] if draft.claimant_span else ""
        return f"{draft.claimant} {draft.part_of} {words}"

    def _rival(self, denial: int) -> bool:
        """Whether a denial answers the very claimant of this draft, who then concedes nothing."""
        targets = (link.to for link in self.drafts[denial].responds)
        return any(isinstance(to, int) and same(self.drafts[to], self.draft) for to in targets)

    # ---- of what others said ----------------------------------------------------------------------------------------

    def _query(self) -> Response:
        evidence = self.lists.pattern("happenings", "evidence").search(self.said) or "evidence" in self.said
        if evidence and self.affirmed:
            return Response(self.affirmed[0], "queries", ("evidence",))
        return Response("e0", "queries", ("perpetrator",) if self._says("who", self.said) else ())

    def _confirmation(self) -> Response | None:
        near = self.nearest(self.affirmed, self.said)
        if near is None:
            near = self.alike(self.affirmed)
        if near is None and self.affirmed and self._names_the_event():
            near = self.affirmed[0]
        if near is not None and set(self.differing(near)) & set(COUNTS):
            return None  # "confirmed one death" of two that were claimed
        if near is not None:
            return Response(near, "confirms", self.agreeing(near))
        established = self._says("establishes", wording.cue(self.passage, self.draft))
        return None if established else Response("e0", "confirms")

    def _names_the_event(self) -> bool:
        """Whether only what was told is named: "bestätigten den Vorfall", "confirmed the incident"."""
        return bool(self.lists.pattern("links", "events").match(self.said))

    def _denial(self) -> Response:
        near = self.denied()
        if near is None and self._says("retracts", wording.cue(self.passage, self.draft)):
            return Response("e0", "retracts")
        if near is None:
            return Response("e0", "denies", ("perpetrator",) if self._of_involvement() else ())
        item = self.lists.pattern("happenings", "evidence").search(self.said)
        if self.draft.claimant_span is None and item:
            return Response(near, "disputes", ("evidence",))
        values = self.draft.values
        other = tuple(n for n in self.differing(near) if not any(one.get("not") for one in each(values[n])))
        return Response(near, "disputes", other) if other else Response(near, "denies")

    def _denied_answer(self, around: str) -> Response | None:
        """Return the dispute of an answer denied by name, or of a claim: "a rocket, not a drone", "but rejected the figure"."""
        denied = tuple(name for name, value in self.draft.values.items() if self._denies_answer(name, value))
        beside = len(self.draft.content_spans) > 1 and self._says("denies", around)
        if not (denied or beside) or not self.others or self.draft.stance != "affirms":
            return None
        fields = denied or self.draft.values
        answering = [k for k in self.others if any(n in self.drafts[k].values for n in fields)] or self.others
        near = self.nearest(answering, self.said)
        if near is None:
            near = self.alike(answering)
        near = answering[0] if near is None else near
        return Response(near, "disputes", denied or self.differing(near))

    def _denies_answer(self, name: str, value: Any) -> bool:
        """Whether an answer is denied by name, or is nobody where another counted some."""
        if any(one.get("not") for one in each(value)):
            return True
        nobody = name in COUNTS and any(one.get("high") == 0 for one in each(value))
        theirs = (self.drafts[k].values.get(name) for k in self.others)
        return nobody and any((one.get("low") or 0) > 0 for other in theirs if other for one in each(other))

    def _only_so_many(self) -> Response | None:
        """Return the dispute of another's answer by "only": "only two were hurt", "no more than three"."""
        if self.draft.stance != "affirms" or not self._says("only", self.said):
            return None
        other = next((k for k in self.affirmed if self.differing(k)), None)
        return Response(other, "disputes", self.differing(other)) if other is not None else None

    def _contrast(self, around: str) -> Response | None:
        """Return a dispute where the wording sets one version against another."""
        draft = self.draft
        if not self.others or draft.claimant_span is None or draft.stance != "affirms":
            return None
        if not self._says("contrast", around):
            return None
        spoken = [k for k in self.others if self.drafts[k].claimant_span is not None] or self.others
        other = next((k for k in spoken if self.differing(k)), spoken[0])
        return Response(other, "disputes", self.differing(other))
