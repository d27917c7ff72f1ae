"""Everything a case file holds about one event: what the analysis works on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimtrack.model.records import (
        Assertion,
        Assessment,
        Claimant,
        Document,
        Event,
        Evidence,
        Field,
        Inquiry,
        Link,
    )


class Dossier(Struct, frozen=True, kw_only=True):
    """One event with all that was said of it.

    Attributes:
        fields: the fields asked, by key, in the order of the file.
        claimants: every claimant that speaks here, is named in an answer or publishes a document cited here, with all
            it is part of.
        documents: every document cited here, with all it derives from.
        links: links with an end in this event; the other end may be an assertion on another event.
        elsewhere: assertions that are linked to those here and are not among them, by id: on another event, or
            left out of a selection.
        evidence: items that bear on an assertion of this event.
        assessments: verdicts on the event, its fields and its assertions, oldest first.
        inquiries: searches that were made about the event, oldest first.
        entered: the place of each assertion in the order of entry, by id; what was said at one time is listed by it.
    """

    event: Event
    fields: Mapping[str, Field] = field(default_factory=dict)
    claimants: Mapping[str, Claimant] = field(default_factory=dict)
    documents: Mapping[str, Document] = field(default_factory=dict)
    assertions: tuple[Assertion, ...] = ()
    links: tuple[Link, ...] = ()
    elsewhere: Mapping[str, Assertion] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    inquiries: tuple[Inquiry, ...] = ()
    entered: Mapping[str, int] = field(default_factory=dict)
