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
    from claimtrack.casefile.batch import IntakeReport
    from claimtrack.model.draft import Finding

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
        made: the records made now, the assertion left out.
        new: whether the assertion was made now.
        warnings: what was taken and should be looked at.
    """

    assertion: Assertion
    new: bool
    made: list[Any] = field(default_factory=list)
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
    with case.all_or_nothing():
        words = Draft({TAG: "assertion", **statement.assertion}, reference=statement.reference)
        taken = case.take([*statement.needs, words], strict=strict)
        *needed, assertion = taken.records
        if not isinstance(
            assertion, Assertion
        ):  # pragma: no cover - the assertion is the last kind among them
            raise TypeError(assertion)
        spoken = Spoken(assertion, new="assertion" in taken.made, warnings=taken.warnings)
        spoken.made += needed
        links = [
            {
                TAG: "link",
                "kind": kind,
                "source": assertion.id,
                "target": target,
                "fields": sorted(statement.on),
            }
            for kind, target in statement.links
        ]
        _add(spoken, case.take(links, strict=strict))
        for item in statement.evidence:
            spoken.made.append(offer(case, item, assertion))
    return spoken


def _add(spoken: Spoken, taken: IntakeReport) -> None:
    spoken.made += taken.records
    spoken.warnings += taken.warnings


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
    named = ", ".join(f"{item.label or item.id[:8]} ({item.claimant})" for item in affirming)
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
