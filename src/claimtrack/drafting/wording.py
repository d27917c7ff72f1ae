"""The words of a draft and those about it: what is said, and how it is told to have been said."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimtrack.drafting.draft import Draft
    from claimtrack.drafting.passage import Passage

_LEAD = 5  # characters before what is said that "that" stands in
_SHORT = 5  # words before a semicolon that still tell how the clause after it was said
_TAIL = 3  # words after what is said that may still be about how it was said ("…, however")


def cue(passage: Passage, draft: Draft) -> str:
    """Return the words of saying, "" where there are none in the sentence of what is said."""
    if draft.cue_span is None:
        return ""
    start, end = draft.cue_span
    between = passage.text[end : draft.content_spans[0][0]]
    return "" if any(mark in between for mark in ".!?") else passage.text[start:end]


def said(passage: Passage, draft: Draft) -> str:
    """Return what is said, its parts joined."""
    return " ".join(passage.text[start:end] for start, end in draft.content_spans)


def lead_in(passage: Passage, draft: Draft) -> str:
    """Return the few characters right before what is said."""
    start = draft.content_spans[0][0]
    return passage.text[max(0, start - _LEAD) : start]


def introduced(passage: Passage, draft: Draft, drafts: Iterable[Draft]) -> str:
    """Return the words that lead to a saying, from its sentence's beginning or the end of what is said before it."""
    if draft.cue_span is None:
        return ""
    start, end = draft.cue_span
    begin = max(passage.text.rfind(mark, 0, start) for mark in ".!?\n;") + 1
    ends = (stop for one in drafts for _, stop in one.content_spans if stop <= start)
    return passage.text[max([begin, *ends]) : end]


def leading(passage: Passage, draft: Draft) -> str:
    """Return the words of a sentence before what is said, where the word of saying stands behind it."""
    start = draft.content_spans[0][0]
    if draft.cue_span is None or draft.cue_span[0] < start:
        return ""
    return passage.text[max(passage.text.rfind(mark, 0, start) for mark in ".!?\n;") + 1 : start]


def heading(passage: Passage, draft: Draft) -> str:
    """Return the words about an attribution but for another clause after what is said: "…, but deleted it"."""
    last = max(draft.content_spans[-1][1], draft.cue_span[1] if draft.cue_span else 0)
    tail = _after(passage, last)
    about = around(passage, draft)
    return about.removesuffix(tail) if len(tail.split()) > _TAIL else about


def around(passage: Passage, draft: Draft) -> str:
    """Return the words of the sentence about the attribution, without what is said."""
    spans = sorted([*draft.content_spans, *([draft.claimant_span] if draft.claimant_span else [])])
    first = min(spans[0][0], draft.cue_span[0] if draft.cue_span else spans[0][0])
    last = max(spans[-1][1], draft.cue_span[1] if draft.cue_span else spans[-1][1])
    begin = max((passage.text.rfind(mark, 0, first) for mark in ".!?\n;"), default=-1) + 1
    lead = passage.text[max(passage.text.rfind(mark, 0, max(0, begin - 2)) for mark in ".!?\n") + 1 : begin]
    if len(lead.split()) <= _SHORT:
        begin -= len(lead)
    kept, here = [], begin
    for start, stop in spans:
        kept.append(passage.text[here:start])
        here = max(here, stop)
    kept.append(passage.text[here:last] + _after(passage, last))
    return " ".join(kept)


def _after(passage: Passage, last: int) -> str:
    """Return the rest of the sentence from a character on."""
    ends = (found for mark in ".!?\n" if (found := passage.text.find(mark, last)) >= 0)
    return passage.text[last : min(ends, default=len(passage.text))]
