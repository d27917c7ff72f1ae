"""Drafts: the assertions that a text seems to make, each with the very words it was read from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

Span: TypeAlias = "tuple[int, int]"


@dataclass(slots=True)
class Response:
    """A link that a draft proposes.

    Attributes:
        to: the index of the draft it answers, or "e0" for an event that nobody in the text asserts.
        kind: a term of the vocabulary `link`.
        on: the fields it is about; empty for the whole.
    """

    to: int | str
    kind: str
    on: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {"to": self.to, "kind": self.kind, "on": list(self.on)}


@dataclass(slots=True)
class Draft:
    """One claimant saying one thing, as a proposal; offsets are characters of the text, end exclusive.

    Attributes:
        claimant: the name as an analyst would enter it; "" where it stays open.
        claimant_span: the words that stand for the claimant; None where only the publisher speaks.
        cue_span: the words of saying; None where there are none.
        content_spans: what is said, without attribution, quotation marks and final stop.
        stance: a term of the vocabulary `stance`.
        hedge: a term of the vocabulary `hedge`; "" for `stated`.
        event: which happening of the text it is about, counted from 0.
        said: when it was said, in EDTF; "" where only the date of the document tells.
        spokesperson: who spoke for the claimant.
        via: who relays it at second hand.
        part_of: the body that the claimant belongs to.
        responds: the links it proposes.
        values: by field, one answer or a list of them.
    """

    claimant: str
    claimant_span: Span | None
    cue_span: Span | None
    content_spans: tuple[Span, ...]
    stance: str = "affirms"
    hedge: str = ""
    event: int = 0
    said: str = ""
    spokesperson: str = ""
    via: str = ""
    part_of: str = ""
    responds: list[Response] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data, with lists for spans."""
        return {
            "claimant": self.claimant,
            "claimant_span": list(self.claimant_span) if self.claimant_span else None,
            "cue_span": list(self.cue_span) if self.cue_span else None,
            "content_spans": [list(span) for span in self.content_spans],
            "stance": self.stance,
            "hedge": self.hedge,
            "event": self.event,
            "said": self.said,
            "spokesperson": self.spokesperson,
            "via": self.via,
            "part_of": self.part_of,
            "responds": [one.to_dict() for one in self.responds],
            "values": self.values,
        }


@dataclass(slots=True)
class Happening:
    """What a draft is about.

    Attributes:
        title: the headline of the text; "" where it has none, and of any but the first.
        occurred: when, in EDTF; "" where the text does not say.
    """

    title: str = ""
    occurred: str = ""

    def to_dict(self) -> dict[str, str]:
        """Return it as plain data."""
        return {"title": self.title, "occurred": self.occurred}


class Drafts(list[Draft]):
    """The drafts of one text in its order, and the happenings they are about.

    Attributes:
        events: the happenings; `Draft.event` counts them from 0.
    """

    def __init__(self, drafts: Iterable[Draft] = (), events: Iterable[Happening] = ()) -> None:
        super().__init__(drafts)
        self.events = list(events)

    def to_dict(self) -> dict[str, Any]:
        """Return them as plain data."""
        return {
            "assertions": [one.to_dict() for one in self],
            "events": [one.to_dict() for one in self.events],
        }
