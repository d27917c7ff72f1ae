"""Offering evidence with an assertion: an item held already, or a new one made of what was typed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimtrack.intake.evidence import fingerprint, kind_by_name

if TYPE_CHECKING:
    from claimtrack.casefile.case import Casefile
    from claimtrack.model import Assertion, Evidence


def offer(case: Casefile, item: str, assertion: Assertion, role: str = "supports") -> Evidence:
    """Offer an item of evidence with an assertion.

    Args:
        case: the case file.
        item: key or title of an item held, else the address, file or title of a new one.
        assertion: what it is offered with.
        role: supports, undermines or neutral.

    Raises:
        ClaimtrackError: the item cannot be taken.
    """
    held = case.named("evidence", item)
    if not held:
        return case.add_evidence(assertion=assertion, role=role, **described(item))
    return bear_on(case, case.evidence(held), assertion, role)


def bear_on(case: Casefile, evidence: Evidence, assertion: Assertion, role: str) -> Evidence:
    """Offer an item that is held with a further assertion; how it bears on others stays."""
    others = {item.assertion: item.role for item in evidence.bears_on}
    bearings = {**others, assertion.id: role}
    if bearings == others:
        return evidence
    listed = [{"assertion": id_, "role": bears} for id_, bears in bearings.items()]
    return case.change(evidence, bears_on=listed)


def described(item: str) -> dict[str, Any]:
    """Make the attributes of a new item from its address, its file or its title."""
    if "://" in item:
        return {"title": item, "url": item, "kind": kind_by_name(item)}
    if _is_file(item):
        digest = fingerprint(Path(item))
        return {
            "title": Path(item).name,
            "file": item,
            "sha256": digest.sha256,
            "size": digest.size,
            "kind": kind_by_name(item),
        }
    return {"title": item}


def _is_file(item: str) -> bool:
    try:
        return Path(item).is_file()
    except (OSError, ValueError):  # too long for a name, or holding a NUL: a title
        return False
