"""Reading a date from text: the one door to the engine."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from claimtrack.dates.edtf import parse_edtf
from claimtrack.dates.value import DateValue
from claimtrack.errors import UnreadableDateError

if TYPE_CHECKING:
    from collections.abc import Sequence

Order = Literal["DMY", "MDY", "YMD"]
Preference = Literal["nearest", "past", "future", "current_period"]
Reference = date | datetime | str | DateValue


def read_date(
    text: str,
    *,
    reference: Reference | None = None,
    languages: Sequence[str] | None = None,
    order: Order | None = None,
    prefer: Preference = "nearest",
    calendar: str | None = None,
    zone: str | None = None,
) -> DateValue:
    """Read the date that a text names; the result says why when there is none."""
    try:
        return parse_edtf(text.strip())
    except UnreadableDateError as error:
        return DateValue(text, reason=error.message)
