"""Dates that count from another record: "the same day", "two days later" than an event, a statement or a document."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from claimtrack.dates.reader import read_date
from claimtrack.dates.value import DateValue

if TYPE_CHECKING:
    from collections.abc import Sequence

ANCHORS: Final = {"event": "occurred", "assertion": "said", "document": "published"}
"""The kinds of record that a date may count from, with the date of each that it counts from."""


def read_related(
    raw: str, relation: str, anchor: DateValue | None, languages: Sequence[str] | None = None, **how: Any
) -> DateValue:
    """Read a date that counts from another record.

    Args:
        raw: the text as written.
        relation: the record: `event:KEY`, `assertion:ID` or `document:KEY`.
        anchor: the date of the record; None where it has none.
        languages: BCP 47 tags of the languages it may be in.
        **how: `order`, `calendar` and `zone`, see `read_date`.

    Returns:
        The date, whose bounds carry the uncertainty of the anchor; without a date, the reason.
    """
    if not anchor or anchor.yearless:
        return DateValue(raw, reason=f"{relation} has no date to count from", relative_to=relation)
    return replace(read_date(raw, reference=anchor, languages=languages, **how), relative_to=relation)


def needs_anchor(text: str) -> bool:
    """Whether a text is no date by itself, and may be one beside another: "the same day", "5 March"."""
    return bool(text.strip()) and not read_date(text)
