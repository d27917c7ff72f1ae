"""Speaking: an assertion with what has to be made for it, its links and its evidence, in one step."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from claimtrack.casefile.offering import offer
from claimtrack.errors import AmbiguousReferenceError, UnknownReferenceError
from claimtrack.model import Assertion, Event, Link
from claimtrack.model.codec import TAG
from claimtrack.model.draft import Draft

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimtrack.casefile.api import Casefile
    from claimtrack.model import Record
    from claimtrack.model.draft import Finding

_THIS = "@this"  # how the links of a statement name its assertion before it has an id
_TAKE_BACK = ("supersedes", "retracts")
_DENYING = ("denies", "disputes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What somebody says, ready to be taken.

    Attributes:
        assertion: the assertion in the native format, its references settled.
        needs: records to be made first, in the native format.
        links: kind of link and id of the assertion it goes to.
        on: keys of the fields the links are limited to.
        evidence: items offered with it: keys of items held, addresses, files or titles.
        reference: the date that relative dates hang on; None leaves them to the document's.
    """

    assertion: Mapping[str, Any]
    needs: tuple[Mapping[str, Any], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    on: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    reference: Any = None


@dataclass(slots=True)
class Spoken:
    """What came of a statement.

    Attributes:
        assertion: the assertion, made now or held before.
        new: whether the assertion was made now.
        others: the records that came with it: what was made for it, its links and its evidence.
        warnings: what was taken and should be looked at.
    """

    assertion: Assertion
    new: bool
    others: list[Record] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)


def speak(case: Casefile, statement: Statement, *, strict: bool = False) -> Spoken:
    """Take a statement, all of it or nothing.

    Args:
        case: the case file.
        statement: what is said.
        strict: take nothing where something should be looked at.

    Raises:
        ClaimtrackError: something of it cannot be taken.
    """
    words = Draft({TAG: "assertion", **statement.assertion}, reference=statement.reference, handle=_THIS)
    links = [
        {TAG: "link", "kind": kind, "source": _THIS, "target": target, "fields": sorted(statement.on)}
        for kind, target in statement.links
    ]
    with case.all_or_nothing():
        taken = case.take([*statement.needs, words, *links], strict=strict)
        assertion = next(item for item in taken.records if isinstance(item, Assertion))
        others = [item for item in taken.records if item is not assertion]
        offered = [offer(case, item, assertion) for item in statement.evidence]
    return Spoken(assertion, "assertion" in taken.made, [*others, *offered], taken.warnings)


def answered(case: Casefile, reference: str) -> Assertion:
    """Give the assertion that a reply answers: an assertion, or an event that exactly one assertion affirms.

    Raises:
        UnknownReferenceError, AmbiguousReferenceError: none is meant, or several are.
    """
    event = case.named("event", reference)
    if not event:
        try:
            return case.assertion(reference)
        except UnknownReferenceError as unknown:
            try:
                event = case.find("event", reference)
            except UnknownReferenceError:
                raise unknown from None
    affirming = [item for item in case.dossier(event).assertions if item.stance == "affirms"]
    if len(affirming) == 1:
        return affirming[0]
    if not affirming:
        raise UnknownReferenceError(f"nobody affirms {event!r} yet", "name the assertion that is answered")
    named = ", ".join(f"{item.short_name} ({item.claimant})" for item in affirming)
    raise AmbiguousReferenceError(f"{event!r} is affirmed by: {named}", "name the assertion that is answered")


def own_words(kind: str, target: Assertion) -> str:
    """Give the claimant that alone can say this of an assertion; empty where anybody can."""
    if kind in _TAKE_BACK or (kind == "concedes" and target.stance == "denies"):
        return target.claimant
    return ""


def linked_to(case: Casefile, kind: str, target: Assertion) -> tuple[str, ...]:
    """Give the ids of the assertions that a link of this kind goes to.

    A concession concedes what had been denied: where a denial is named, that is what it denied.
    """
    if kind != "concedes" or target.stance != "denies":
        return (target.id,)
    links: tuple[Link, ...] = case.dossier(_event(case, target)).links
    denied = (link.target for link in links if link.source == target.id and link.kind in _DENYING)
    return tuple(denied) or (target.id,)


def _event(case: Casefile, assertion: Assertion) -> Event:
    return case.event(assertion.event)
