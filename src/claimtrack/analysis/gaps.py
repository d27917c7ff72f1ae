"""What a file still lacks or holds askew: each gap with the record it is in and the command that would mend it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from claimtrack.errors import UnknownTermError
from claimtrack.wording import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

GAPS_LISTED: Final = 500
"""Of each kind so many are listed over a whole file; nobody reads more, and the counts tell of the rest."""


class GapKind(StrEnum):
    """What is wrong."""

    UNSOURCED = "unsourced"
    """A statement with no document."""
    UNARCHIVED = "unarchived"
    """A document or item on the web with neither an archived address nor a stored copy."""
    SINGLE_ORIGIN = "single origin"
    """Several statements that all come down to one origin."""
    UNDATED = "undated"
    """A statement of which nothing tells when it was made."""
    NO_SAID_DATE = "no said date"
    """A statement of which only its document tells when it was made at the latest."""
    UNREADABLE = "unreadable"
    """An answer or a date that could not be read."""
    NOT_FOUND = "looked for and not found"
    """A search that found nothing, where no other search for the same did."""
    UNANSWERED = "unanswered"
    """A claim that no other party was linked to, on an event on which no other takes a stance."""
    DENIES_NOTHING = "denial of nothing"
    """A denial of what nobody is recorded as saying."""
    SAID_BEFORE = "said before it happened"
    SAID_AFTER_DOCUMENT = "said after its document"
    """A statement dated later than the document it was read in."""
    DOCUMENT_TOO_NEW = "document too new"
    """A document published after it was retrieved, or before what it derives from."""
    HASH_MISMATCH = "hash mismatch"
    """A stored copy that is gone, or no longer what it was."""
    EDITED_APART = "edited apart"
    """What two analysts corrected differently and nobody has settled."""
    PART_OVER_WHOLE = "part over whole"
    """A count of some, such as the civilians killed, that is more than the count of all in the same statement."""
    QUOTE_NOT_FOUND = "quote not found"
    """A quotation that does not stand in the kept copy of its document."""
    STALE_UNVERIFIED = "stale unverified"
    """Left as unverified though more has been said since, or for too long."""
    ORIGIN_WITHDRAWN = "origin withdrawn"
    """A statement that passes on what the one whom it has it from no longer says."""
    MAYBE_SAME_EVENT = "maybe one event"
    MAYBE_SAME_CLAIMANT = "maybe one claimant"
    """Claimants of one name, or of names that are alike."""
    MAYBE_ONE_ITEM = "maybe one item"
    """Items of evidence that have one file, byte for byte."""
    MAYBE_ONE_ORIGIN = "maybe one origin"
    """Documents that nothing connects, in nearly the same words."""

    @classmethod
    def of(cls, word: str) -> GapKind:
        """Take a word for a kind of gap, with spaces or hyphens.

        Raises:
            UnknownTermError: it is none of them.
        """
        try:
            return cls(word.strip().casefold().replace("-", " "))
        except ValueError:
            known = [kind.value for kind in cls]
            raise UnknownTermError(f"no gap is of the kind {word!r}", did_you_mean(word, known)) from None


class Gap(Struct, frozen=True, kw_only=True):
    """One thing to mend.

    Attributes:
        kind: what is wrong.
        record: kind of the record: `assertion`, `document`, `event`, `evidence`, `assessment` or `inquiry`.
        reference: what names it on the command line: its id, label or key.
        id: its whole id, or its key.
        event: key of the event it belongs to; empty for a document or item that several share.
        message: what is wrong, in a sentence.
        mend: a command that can be run as it stands: it shows or opens what is to be mended, or makes the link or
            verdict that the gap is about, and never records what nobody said.
    """

    kind: GapKind
    record: str
    reference: str
    event: str
    message: str
    mend: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class GapSurvey:
    """The gaps of some events.

    Attributes:
        gaps: event by event, each named once; pairs of events that may be one come last.
        counts: how many there are of each kind, listed or not, in the order of the kinds.
        unpaired: how many events were not held against others to see whether they may be one, for there were
            too many near in time.
    """

    gaps: tuple[Gap, ...] = ()
    counts: Mapping[GapKind, int] = field(default_factory=dict)
    unpaired: int = 0


class GapListing:
    """Counts gaps as they come, each once, and lists the first of each kind.

    Args:
        most: list only so many of each kind; all when 0.
        kinds: these kinds only; all of them when empty.
    """

    def __init__(self, most: int, kinds: frozenset[GapKind]) -> None:
        self.most, self.kinds, self.unpaired = most, kinds, 0
        self.counts: dict[GapKind, int] = {}
        # Documents and items are met again on other events. Gaps are told apart by a hash of 64 bits: over a million
        # of them, that one is missed for another is less likely than a fault of the machine.
        self.met: set[int] = set()

    def add(self, gaps: Iterable[Gap]) -> Iterator[Gap]:
        """Count the gaps of one event, and yield those that are listed."""
        here: set[int] = set()
        for gap in gaps:
            if self.kinds and gap.kind not in self.kinds:
                continue
            known, met = hash(gap), here if gap.event else self.met
            if known in met:
                continue
            met.add(known)
            count = self.counts[gap.kind] = self.counts.get(gap.kind, 0) + 1
            if not self.most or count <= self.most:
                yield gap

    def left_out(self) -> Mapping[GapKind, int]:
        """Return how many of each kind are not listed, where there are any."""
        beyond = {kind: many - self.most for kind, many in self.in_order().items()}
        return {kind: many for kind, many in beyond.items() if self.most and many > 0}

    def in_order(self) -> Mapping[GapKind, int]:
        """Return how many there are of each kind that occurs, in the order of the kinds."""
        return {kind: self.counts[kind] for kind in GapKind if kind in self.counts}


def count_kinds(gaps: Sequence[Gap]) -> Mapping[GapKind, int]:
    """Count the gaps of each kind that occurs, in the order of the kinds."""
    return {kind: many for kind in GapKind if (many := sum(gap.kind is kind for gap in gaps))}
