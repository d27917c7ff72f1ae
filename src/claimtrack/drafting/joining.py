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
            # The whole is decided on with its second part: who stops before finds it again.
            first = _said({**draft, "made_of": []}, text, left)
            return first, _said({**draft, "responds": [], "made_of": made_of(draft)}, text, right)
    return None


def merge(left: Mapping[str, Any], right: Mapping[str, Any], text: str) -> dict[str, Any]:
    """Return one draft that says what two say; what is known of the first stands."""
    values = {**right["values"], **left["values"]}
    links = [*left["responds"], *(link for link in right["responds"] if link["to"] != left["draft"])]
    joined = {**left, "values": values, "responds": links, "said": left["said"] or right["said"]}
    joined["made_of"] = [*made_of(left), *made_of(right)]
    return _said(joined, text, [*left["content_spans"], *right["content_spans"]])


def apart(left: Mapping[str, Any], right: Mapping[str, Any]) -> str:
    """Return why two drafts cannot be one, in words: together they would say what nobody said; empty where they can."""
    for what in ("claimant", "stance", "hedge"):
        one, other = left[what] or "none", right[what] or "none"
        if one != other:
            return f"their {what} differs, {one} and {other}"
    return ""


def spoken_by(draft: Mapping[str, Any], claimant: str, text: str) -> dict[str, Any]:
    """Return a draft with another claimant; `text` is that of its document."""
    known = digest(claimant, draft["quote"], text)
    return {**draft, "claimant": claimant, "digest": known, "made_of": made_of(draft)}


def made_of(draft: Mapping[str, Any]) -> list[str]:
    """Return the digests of the drafts that were proposed and that one at hand was made of."""
    found: list[str] = draft.get("made_of", [draft["digest"]])
    return found


def _said(draft: Mapping[str, Any], text: str, spans: list[list[int]]) -> dict[str, Any]:
    quote = " … ".join(squeeze(text[start:end]) for start, end in spans)
    values = {name: value for name, value in draft["values"].items() if _stands(value, quote)}
    return {
        **draft,
        "content_spans": spans,
        "quote": quote,
        "values": values,
        "digest": digest(draft["claimant"], quote, text),
    }


def _stands(value: Any, quote: str) -> bool:
    """Whether the words of an answer stand in what is said."""
    return any(squeeze(one["raw"]) in quote for one in (value if isinstance(value, list) else [value]))
