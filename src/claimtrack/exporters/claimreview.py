"""ClaimReview (schema.org, JSON-LD): one review for each verdict on an assertion or an event.

Publishers ask for `claimReviewed`, `reviewRating` and `url`. A verdict that rates nothing (a method, a rationale
alone) and one on a single field make no review: they are told as losses. A number is given only where the scale has
an order, the best being the highest; Airwars-style grades have none, and neither has "truth cannot be judged".
A verdict that came from a review (preset `claimreview`) goes out as that review: its address, its words and its scale.
A review is made to be published: internal verdicts, verdicts on what a protected source said, and protected documents are
left out and told; texts are not searched for names.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from claimtrack.exporters.content import batches, note_left_out, spoken
from claimtrack.model import (
    Assertion,
    Assessment,
    Claimant,
    Correction,
    Document,
    Event,
    Evidence,
    Field,
    Inquiry,
    Link,
    Record,
)
from claimtrack.model.codec import key_of, kind_of
from claimtrack.model.identity import make_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from claimtrack.exporters.content import Content
    from claimtrack.exporters.losses import Losses

_HELD: dict[type[Record], tuple[str, ...]] = {
    Claimant: ("key", "name", "kind"),
    Document: ("key", "url"),
    Event: ("key", "title", "proposition"),
}
_PROTECTED, _INTERNAL = "protected", "internal"
_PEOPLE = ("person", "official", "witness")  # kinds of claimants that are one
# As the preset `claimreview` writes what a review says.
_REVIEW = re.compile(r"Rated “(.+)”: (\S+)", re.DOTALL)
_SCALE = re.compile(r"(?:(.+) \()?(\S+) on a scale from (\S+) to ([^\s)]+)\)?", re.DOTALL)
_ADMIRALTY_LOWEST = 5  # 6 is "truth cannot be judged", which is not below it


def write(content: Content, losses: Losses, *, base_url: str = "") -> Iterator[str]:
    """Return a JSON-LD graph of reviews.

    Args:
        content: the records.
        losses: is told of verdicts that make no review, and of assertions without a verdict.
        base_url: where the reviews are published; the id of the verdict is put behind it. Without it the
            `url` is a name (`urn:claimtrack:…`) that leads nowhere.
    """
    yield '{"@context": "https://schema.org", "@graph": ['
    separator = "\n"
    named: set[tuple[type[Record], str]] = set()
    for batch in batches(content.each(Assessment)):
        for review in _reviews(content, batch, losses, base_url, named):
            yield separator + json.dumps(review, ensure_ascii=False)
            separator = ",\n"
    yield "\n]}\n"
    for cls, held in _HELD.items():
        for record in content.each(cls):
            if (cls, key_of(record)) in named:
                losses.add_rest(record, held)
            else:
                losses.add(f"{kind_of(record)} that no review names", key_of(record))
    for assertion in content.each(Assertion):
        if (Assertion, assertion.id) not in named:
            losses.add("assertion without a verdict of its own", assertion.label or assertion.id)
    for evidence in content.each(Evidence):
        if (Evidence, evidence.key) not in named:
            losses.add("evidence", evidence.key)
    note_left_out(content, losses, Field, Link, Inquiry, Correction)


def _reviews(
    content: Content,
    batch: list[Assessment],
    losses: Losses,
    base_url: str,
    named: set[tuple[type[Record], str]],
) -> Iterator[dict[str, Any]]:
    events = content.named(Event, {item.event for item in batch})
    judged = _judged(content, batch, events)
    assertions = {item.id: item for item in judged.values()}
    named.update((Assertion, item.assertion) for item in batch)
    claimants = content.named(Claimant, {item.claimant for item in assertions.values()})
    reviewers = content.named(
        Claimant, {key for item in batch for key in (item.by, make_key(item.by)) if key}
    )
    protected = _protected(content, claimants.values())
    appearances = _appearances(content, assertions)
    documents = content.named(Document, {key for keys in appearances.values() for key in keys.values()})
    for assessment in batch:
        rating = _rating(assessment)
        assertion = judged.get(assessment.id)
        if withheld := _withheld(assessment, assertion, protected):
            losses.add(f"assessment {withheld}: not for publication", assessment.id)
            continue
        if assessment.field or not rating:
            reason = "on one field only" if assessment.field else "that rates nothing"
            losses.add(f"assessment {reason}", assessment.id)
            continue
        review = _REVIEW.fullmatch(assessment.rationale)
        if not base_url and review is None:
            losses.add(
                "address of the review, which the file does not hold: the url is a name", assessment.id
            )
        for name in ("confidence", "method"):
            if getattr(assessment, name):
                losses.add(f"assessment: {name}", assessment.id)
        event = events[assessment.event]
        named.add((Event, event.key))
        if assertion is not None:
            named.update({(Assertion, assertion.id), (Claimant, assertion.claimant)})
            for evidence, document in appearances[assertion.id].items():
                named.update({(Document, document), (Evidence, evidence)})
            losses.add_rest(assertion, ("event", "claimant", "said", "document", spoken(assertion)[0]))
        claimed: dict[str, Any] = {"@type": "Claim"}
        if assertion is not None:
            read_in = [
                documents[key]
                for key in appearances[assertion.id].values()
                if documents[key].disclosure != _PROTECTED
            ]
            claimed = _claim(assertion, claimants, read_in, losses)
        if _claimed(assertion, event) != event.title:
            claimed["about"] = _filled(
                {"@type": "Event", "name": event.title, "description": event.proposition}
            )
        yield _filled(
            {
                "@type": "ClaimReview",
                "url": review[2] if review else f"{base_url or 'urn:claimtrack:'}{assessment.id}",
                "claimReviewed": _claimed(assertion, event),
                "datePublished": _day(assessment.at, losses, assessment.id),
                "author": _reviewer(assessment.by, reviewers),
                "itemReviewed": claimed,
                "reviewRating": rating,
                "reviewBody": "" if review else assessment.rationale,
            }
        )


def _protected(content: Content, claimants: Iterable[Claimant]) -> set[str]:
    """Return the keys of claimants that are protected, or part of one that is."""
    found: set[str] = set()
    for claimant in claimants:
        chain, parent = {claimant.key: claimant}, claimant.part_of
        while parent and parent not in chain:
            chain |= content.named(Claimant, [parent])
            parent = chain[parent].part_of if parent in chain else ""
        if any(one.disclosure == _PROTECTED for one in chain.values()):
            found.add(claimant.key)
    return found


def _withheld(assessment: Assessment, assertion: Assertion | None, protected: set[str]) -> str:
    """Return why a verdict is not published; empty where it is."""
    if assessment.disclosure == _INTERNAL:
        return "that is internal"
    return "on a protected source" if assertion is not None and assertion.claimant in protected else ""


def _judged(content: Content, batch: list[Assessment], events: Mapping[str, Event]) -> dict[str, Assertion]:
    """Return the assertion that each verdict is on, by its id; of a review that came in, what says the claim reviewed."""
    named = content.named(Assertion, {item.assertion for item in batch if item.assertion})
    found = {item.id: named[item.assertion] for item in batch if item.assertion in named}
    reviews = [item for item in batch if item.id not in found and _REVIEW.fullmatch(item.rationale)]
    said: dict[str, Assertion] = {}
    for assertion in content.assertions_on({item.event for item in reviews}):
        if spoken(assertion)[1] == events[assertion.event].proposition:
            said.setdefault(assertion.event, assertion)
    return found | {item.id: said[item.event] for item in reviews if item.event in said}


def _claimed(assertion: Assertion | None, event: Event) -> str:
    if assertion is None:
        return event.proposition or event.title
    return spoken(assertion)[1] or f"{assertion.stance}: {event.title}"


def _appearances(content: Content, assertions: Mapping[str, Assertion]) -> dict[str, dict[str, str]]:
    """Return by assertion where it was read, by the key of the evidence that says so: first its own document."""
    found = {item.id: {"": item.document} if item.document else {} for item in assertions.values()}
    for evidence in content.evidence_on(assertions):
        for bearing in evidence.bears_on:
            if evidence.document and evidence.kind == "document" and bearing.role == "neutral":
                found.get(bearing.assertion, {})[evidence.key] = evidence.document
    return found


def _claim(
    assertion: Assertion, claimants: Mapping[str, Claimant], read_in: list[Document], losses: Losses
) -> dict[str, Any]:
    return _filled(
        {
            "@type": "Claim",
            "author": _author(claimants[assertion.claimant]),
            "datePublished": _day(assertion.said, losses, assertion.label or assertion.id),
            "appearance": [
                {"@type": "CreativeWork", "url": document.url} for document in read_in if document.url
            ],
        }
    )


def _reviewer(name: str, reviewers: Mapping[str, Claimant]) -> dict[str, str] | None:
    """Return who judged: a claimant of the case file by its name and kind, anybody else as a person."""
    known = next((one for one in reviewers.values() if name in {one.key, one.name}), None)
    if known is not None:
        return _author(known)
    return {"@type": "Person", "name": name} if name else None


def _author(claimant: Claimant) -> dict[str, str]:
    kind = "Person" if claimant.kind in _PEOPLE else "Organization"
    return {"@type": kind, "name": claimant.name}


def _rating(assessment: Assessment) -> dict[str, Any]:
    """Return the rating in words, with a number where there is an order; empty where nothing is rated."""
    from claimtrack.vocab import load_vocabulary

    if review := _REVIEW.fullmatch(assessment.rationale):
        return _given_rating(review[1])
    words: list[str] = []
    scale: dict[str, Any] = {}
    if assessment.grade:
        words.append(load_vocabulary("grade")[assessment.grade].label)
    if assessment.credibility:
        definition = load_vocabulary("credibility")[assessment.credibility].definition
        words.append(f"{definition.rstrip('.')} (Admiralty {assessment.credibility})")
        value = int(assessment.credibility)
        if value <= _ADMIRALTY_LOWEST:
            scale = {
                "ratingValue": _ADMIRALTY_LOWEST + 1 - value,
                "bestRating": _ADMIRALTY_LOWEST,
                "worstRating": 1,
            }
    if assessment.likelihood:
        words.append(load_vocabulary("likelihood")[assessment.likelihood].label)
        terms = [term.key for term in load_vocabulary("likelihood")]
        place = {
            "ratingValue": terms.index(assessment.likelihood) + 1,
            "bestRating": len(terms),
            "worstRating": 1,
        }
        scale = scale or place
    return {"@type": "Rating", **scale, "alternateName": "; ".join(words)} if words else {}


def _given_rating(words: str) -> dict[str, Any]:
    """Return the rating that a review gave, in its own words and on its own scale."""
    scale = _SCALE.fullmatch(words)
    if scale is None:
        return {"@type": "Rating", "alternateName": words}
    name, value, worst, best = scale.groups()
    numbers = {"ratingValue": value, "worstRating": worst, "bestRating": best}
    return {"@type": "Rating", **numbers, "alternateName": name or words}


def _day(date: Any, losses: Losses, name: str) -> str:
    """Return a date that schema.org can hold: a plain day or moment."""
    if date is None or not date.raw.strip():
        return ""
    plain = date and not (date.approximate or date.uncertain or date.readings or date.yearless)
    if plain and date.precision in {"day", "minute", "second"}:
        return str(date.edtf)
    losses.add("date that is no single day", f"{name}: {date.raw}")
    return ""


def _filled(content: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in content.items() if value}
