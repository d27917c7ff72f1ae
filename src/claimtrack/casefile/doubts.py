"""What is taken as written and should be looked at: dates and values that could not be read, or cannot be so.

Nothing here refuses or changes a record: what a person wrote stays, and they are told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimtrack.model import Assertion, Document, Event
from claimtrack.model.codec import shapes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from claimtrack.model import Record

Doubt = tuple[str, str]
"""The attribute or field in doubt, and why."""


def unread(record: Record) -> Iterator[Doubt]:
    """Name the dates and values of a record that could not be read."""
    for name, shape in shapes(type(record)).items():
        value = getattr(record, name)
        if shape.kind == "date" and value is not None and not value:
            yield name, _unread(value.raw, value.reason)
    for item in record.values if isinstance(record, Assertion) else ():
        if reason := getattr(item.read, "reason", ""):
            yield item.field, _unread(item.raw, reason)


def _unread(raw: str, reason: str) -> str:
    return f"{raw!r} is kept as written, and could not be read: {reason}"


def doubts(record: Record, find: Callable[[str, Any], Record | None]) -> Iterator[Doubt]:
    """Name the dates of a record that cannot be so, whatever is uncertain about them.

    Args:
        record: any record.
        find: gives a record by kind and key.
    """
    match record:
        case Assertion():
            yield from _assertion_doubts(
                record, find("document", record.document), find("event", record.event)
            )
        case Document() if certainly_after(record.published, record.retrieved):
            yield "published", f"{record.published}, which is after it was retrieved ({record.retrieved})"


def _assertion_doubts(assertion: Assertion, document: Record | None, event: Record | None) -> Iterator[Doubt]:
    published = document.published if isinstance(document, Document) else None
    if certainly_after(assertion.said, published):
        yield "said", f"{assertion.said}, which is after its document was published ({published})"
    # A comment may look ahead (a warning, a threat); a claim that something happened may not.
    looks_back = assertion.stance in ("affirms", "denies")
    if looks_back and isinstance(event, Event) and certainly_after(event.occurred, assertion.said):
        yield "said", f"{assertion.said}, which is before it happened ({event.occurred})"


def certainly_after(later: Any, earlier: Any) -> bool:
    """Tell whether every day of one date comes after every day of the other."""
    if not later or not earlier or later.earliest is None or earlier.latest is None:
        return False
    return bool(later.earliest > earlier.latest)
