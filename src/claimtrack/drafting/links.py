"""Links between drafts: a denial answers a claim, a correction replaces it, an admission concedes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimtrack.drafting.draft import Response

if TYPE_CHECKING:
    from claimtrack.drafting.draft import Draft
    from claimtrack.drafting.passage import Passage
    from claimtrack.drafting.wordlists import Wordlists

_COUNTS = ("killed", "civilians_killed", "wounded", "captured")


def connect(drafts: list[Draft], passage: Passage, lists: Wordlists) -> None:
    """Add to each draft the links that its wording proposes to those before it."""
    for at, draft in enumerate(drafts):
        response = _response(at, drafts, passage, lists)
        if response:
            draft.responds.append(response)


def _response(at: int, drafts: list[Draft], passage: Passage, lists: Wordlists) -> Response | None:
    draft = drafts[at]
    cue = passage.text[slice(*draft.cue_span)] if draft.cue_span else ""
    same = [k for k in range(at - 1, -1, -1) if _same(drafts[k], draft)]
    others = [k for k in range(at - 1, -1, -1) if not _same(drafts[k], draft)]
    said = [k for k in others if drafts[k].stance in ("affirms", "denies")]
    if lists.pattern("links", "retracts").search(cue) and same:
        return Response(same[0], "retracts")
    if draft.stance == "denies":
        affirmed = [k for k in said if drafts[k].stance == "affirms"]
        return Response(affirmed[0], "denies") if affirmed else Response("e0", "denies")
    if draft.stance == "queries":
        return Response(said[0], "queries") if said else Response("e0", "queries")
    corrected = lists.pattern("links", "corrects").search(_around(passage, draft))
    if same and corrected:
        fields = tuple(name for name in _COUNTS if name in draft.values and name in drafts[same[0]].values)
        return Response(same[0], "supersedes", fields)
    if lists.pattern("links", "concedes").search(cue):
        denied = [k for k in range(at - 1, -1, -1) if drafts[k].stance == "denies"]
        if denied:
            return Response(denied[0], "concedes")
    if lists.pattern("links", "confirms").search(cue) and draft.stance == "affirms":
        return Response(said[0], "confirms") if said else None
    if said and draft.stance == "affirms" and draft.claimant_span and lists.pattern("links", "contrast").search(_around(passage, draft)):
        shared = tuple(name for name in draft.values if name in drafts[said[0]].values and draft.values[name] != drafts[said[0]].values[name])
        return Response(said[0], "disputes", shared)
    return None


def _same(left: Draft, right: Draft) -> bool:
    """Whether two drafts are of one claimant or of a person of its body."""
    if left.claimant == right.claimant:
        return True
    return bool(left.claimant and right.claimant) and (left.claimant == right.part_of or right.claimant == left.part_of)


def _around(passage: Passage, draft: Draft) -> str:
    """Return the words of the sentence about the attribution, without what is said."""
    spans = sorted([*draft.content_spans, *([draft.claimant_span] if draft.claimant_span else [])])
    first = min(spans[0][0], draft.cue_span[0] if draft.cue_span else spans[0][0])
    last = max(spans[-1][1], draft.cue_span[1] if draft.cue_span else spans[-1][1])
    begin = max((passage.text.rfind(mark, 0, first) for mark in ".!?\n;"), default=-1) + 1
    end = min((found for mark in ".!?\n" if (found := passage.text.find(mark, last)) >= 0), default=len(passage.text))
    kept, here = [], begin
    for start, stop in spans:
        kept.append(passage.text[here:start])
        here = max(here, stop)
    kept.append(passage.text[here:end])
    return " ".join(kept)
