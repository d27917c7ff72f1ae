"""Where it was read, what was offered with it and who answered whom: the apparatus of a comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from claimtrack.analysis.grouping import origin_of

if TYPE_CHECKING:
    from claimtrack.analysis.said_order import SaidOrder
    from claimtrack.model import Assertion, Document, Evidence, Link
    from claimtrack.model.dossier import Dossier


class Source(Struct, frozen=True):
    """A document that an event cites.

    Attributes:
        number: its footnote number, from 1.
        key: its key.
        document: the record; None where the file does not hold it.
        origin: key of the document it comes down to by `derived_from`; its own key where it derives from none.
        statements: ids of the assertions read in it, in said-order.
    """

    number: int
    key: str
    document: Document | None
    origin: str
    statements: tuple[str, ...]


class LinkUse(Struct, frozen=True):
    """A link as the analyst drew it.

    Attributes:
        link: the record.
        source: the assertion that answers; None where it is about another event.
        target: the assertion answered, on this event or another.
    """

    link: Link
    source: Assertion | None
    target: Assertion | None


class EvidenceUse(Struct, frozen=True):
    """An item of evidence with one assertion it was offered with.

    Attributes:
        evidence: the item.
        assertion: the assertion.
        role: how it bears on it (vocabulary `evidence_role`).
    """

    evidence: Evidence
    assertion: Assertion
    role: str


def list_sources(dossier: Dossier, order: SaidOrder) -> tuple[Source, ...]:
    """Number the documents cited, in the order in which what they report was said."""
    read_in: dict[str, list[str]] = {}
    for assertion in order.sequence:
        if assertion.document:
            read_in.setdefault(assertion.document, []).append(assertion.id)
    return tuple(
        Source(
            number=number,
            key=key,
            document=dossier.documents.get(key),
            origin=origin_of(key, dossier.documents),
            statements=tuple(statements),
        )
        for number, (key, statements) in enumerate(read_in.items(), start=1)
    )


def link_uses(dossier: Dossier, order: SaidOrder) -> tuple[LinkUse, ...]:
    """List the links in the order in which the answers were said."""
    last = len(order.sequence)
    known = {assertion.id: assertion for assertion in order.sequence}

    def place(link: Link) -> tuple[object, ...]:
        source, target = order.index.get(link.source, last), order.index.get(link.target, last)
        return (source, target, link.kind, link.fields, link.source, link.target)

    links = sorted(dossier.links, key=place)
    return tuple(
        LinkUse(
            link=link,
            source=known.get(link.source),
            target=(known.get(link.target) or dossier.elsewhere.get(link.target)),
        )
        for link in links
    )


def evidence_uses(dossier: Dossier, order: SaidOrder) -> tuple[EvidenceUse, ...]:
    """List the evidence with each assertion of the event that it bears on, in said-order."""
    known = {assertion.id: assertion for assertion in order.sequence}
    uses = [
        EvidenceUse(evidence=item, assertion=known[bearing.assertion], role=bearing.role)
        for item in dossier.evidence
        for bearing in item.bears_on
        if bearing.assertion in known
    ]
    return tuple(sorted(uses, key=lambda use: (order.index[use.assertion.id], use.evidence.key, use.role)))
