"""Drafts written down: as notes that `import` takes, as JSON Lines that `review` takes."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from claimtrack.characters import fold_name, squeeze
from claimtrack.exporters.yaml_text import yaml_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from claimtrack.drafting.draft import Draft
    from claimtrack.drafting.pages import Page

_TELLING = 30  # characters of words that are hardly said twice


def page_record(page: Page) -> dict[str, Any]:
    """Return a document as plain data, its text included: what `review` shows beside its drafts."""
    return {
        "page": page.name,
        "title": page.title,
        "publisher": page.publisher,
        "published": page.published,
        "sha256": page.sha256,
        "text": page.text,
    }


def draft_records(page: Page, drafts: Sequence[Draft]) -> Iterator[dict[str, Any]]:
    """Yield drafts as plain data, each with its quotation and a digest that tells it again."""
    for number, draft in enumerate(drafts):
        quote = quoted(page.text, draft)
        yield {
            "draft": number,
            "page": page.name,
            "digest": digest(draft.claimant, quote, page.text),
            "quote": quote,
            **draft.to_dict(),
        }


def quoted(text: str, draft: Draft) -> str:
    """Return what is said, verbatim; "…" where it stands in several places."""
    return " … ".join(squeeze(text[start:end]) for start, end in draft.content_spans)


def digest(claimant: str, quote: str, text: str) -> str:
    """Return what a draft is known by from one run to the next: its claimant and its words.

    Words as few as "it" (of "the army denied it") mean something in their own text only.

    Args:
        claimant: who speaks.
        quote: what is said.
        text: the text of the document.
    """
    within = "" if len(quote) >= _TELLING else fold_name(text)
    told = f"{fold_name(claimant)}\0{fold_name(quote)}\0{within}"
    return hashlib.blake2b(told.encode(), digest_size=16).hexdigest()


def notes(
    page: Mapping[str, Any], drafts: Sequence[Mapping[str, Any]], event: str = "", taken: Sequence[str] = ()
) -> str:
    """Return drafts of one document as notes, for `import` or an editor.

    Args:
        page: as `page_record` gives it; where it has `events`, the first dates a new event.
        drafts: as `draft_records` gives them.
        event: the key or title of the event; left out, one is named after the document.
        taken: the labels of drafts that the case file holds already, which links may name.
    """
    title = squeeze(page["title"]) or page["page"]
    if title == "-":
        title = f"Text {page['sha256'][:8]}"
    content: dict[str, Any] = {"event": event or title}
    dated = [one["occurred"] for one in page.get("events", ())[:1] if one["occurred"]]
    if dated and not event:
        content["date"] = dated[0]
    members = {
        draft["claimant"]: draft["part_of"] for draft in drafts if draft["part_of"] and draft["claimant"]
    }
    if members:
        content["claimants"] = {name: {"part_of": body} for name, body in members.items()}
    content["documents"] = {title: _document(page)}
    labels = {draft["draft"]: label(draft) for draft in drafts}
    known = {*labels.values(), *taken}
    content["claims"] = [_claim(draft, title, labels, known) for draft in drafts]
    return "\n".join(yaml_lines(content)) + "\n"


def label(draft: Mapping[str, Any]) -> str:
    """Return the label of a draft, by which links name it."""
    return f"draft-{draft['digest'][:8]}"


def _document(page: Mapping[str, Any]) -> dict[str, Any]:
    given = {name: page.get(name, "") for name in ("publisher", "published", "sha256")}
    return {name: value for name, value in given.items() if value}


def _claim(
    draft: Mapping[str, Any], title: str, labels: Mapping[int, str], known: set[str]
) -> dict[str, Any]:
    start, end = draft["content_spans"][0][0], draft["content_spans"][-1][1]
    written: dict[str, Any] = {
        "label": label(draft),
        "by": draft["claimant"],
        "stance": draft["stance"],
        "hedge": draft["hedge"],
        "text": draft["quote"],
        "quote": draft["quote"],
        "said": draft["said"],
        "spokesperson": draft["spokesperson"],
        "doc": title,
        "at": f"characters {start}-{end}",
        "note": f"via {draft['via']}" if draft["via"] else "",
    }
    claim = {name: value for name, value in written.items() if value}
    for link in draft["responds"]:
        target = labels.get(link["to"], link.get("label", "")) if link["to"] != "e0" else ""
        if target in known:
            claim[link["kind"]] = {"claim": target, "on": list(link["on"])} if link["on"] else target
    values = {name: _answers(value) for name, value in draft["values"].items()}
    if values:
        claim["values"] = {name: value for name, value in values.items() if value}
    return claim


def _answers(value: Any) -> Any:
    answers = [_answer(one) for one in (value if isinstance(value, list) else [value])]
    return answers[0] if len(answers) == 1 else answers


def _answer(value: Mapping[str, Any]) -> Any:
    if value.get("one_of"):
        return " or ".join(value["one_of"])
    raw = value.get("name") or value["raw"]
    return {"not": raw} if value.get("not") else raw
