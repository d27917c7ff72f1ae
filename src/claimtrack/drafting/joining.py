"""Drafts cut in two or joined to one, as an analyst asks for it; spans stay those of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimtrack.characters import squeeze
from claimtrack.drafting.sheets import digest

if TYPE_CHECKING:
    from collections.abc import Mapping


def split(draft: Mapping[str, Any], text: str, words: str) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """Return two drafts, the second beginning with `words`; None where they do not stand inside what is said.

    Args:
        draft: the draft.
        text: the text of its document.
        words: the first words of the second; compared as they are written.
    """
    for at, (start, end) in enumerate(draft["content_spans"]):
        found = text.find(words, start + 1, end)
        if words and found > start:
            spans = draft["content_spans"]
            left = [*spans[:at], [start, len(text[:found].rstrip())]]
            right = [[found, end], *spans[at + 1 :]]
            return _said(draft, text, left), _said({**draft, "responds": []}, text, right)
    return None


def merge(left: Mapping[str, Any], right: Mapping[str, Any], text: str) -> dict[str, Any]:
    """Return one draft that says what two say; what is known of the first stands."""
    values = {**right["values"], **left["values"]}
    links = [*left["responds"], *(link for link in right["responds"] if link["to"] != left["draft"])]
    joined = {**left, "values": values, "responds": links, "said": left["said"] or right["said"]}
    return _said(joined, text, [*left["content_spans"], *right["content_spans"]])


def _said(draft: Mapping[str, Any], text: str, spans: list[list[int]]) -> dict[str, Any]:
    quote = " … ".join(squeeze(text[start:end]) for start, end in spans)
    values = {name: value for name, value in draft["values"].items() if _stands(value, quote)}
    return {
        **draft,
        "content_spans": spans,
        "quote": quote,
        "values": values,
        "digest": digest(draft["claimant"], quote),
    }


def _stands(value: Any, quote: str) -> bool:
    """Whether the words of an answer stand in what is said."""
    return any(squeeze(one["raw"]) in quote for one in (value if isinstance(value, list) else [value]))
