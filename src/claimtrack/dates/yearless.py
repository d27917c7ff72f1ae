"""Days and months without a year, where nothing says which: "March 3" is `XXXX-03-03` of EDTF.

The text is read against two leap years. What comes out alike but for the year, and took nothing else from the reference,
is what the text says of itself; anything else hangs on the year (a movable feast, another calendar) and stays unread.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from claimtrack.dates.edtf import parse_edtf

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimtrack.dates.value import DateValue

NO_YEAR: Final = "has no year"
"""How the reason begins for which such a text could not be read."""

_YEARS: Final = ("2000-06-30", "2008-06-30")
_REST: Final = r"[?~%]|T[\d:]+(?:Z|[+-]\d\d:\d\d)?"  # EDTF has no time of day without a year
_YEAR_OF_A_DAY: Final = r"(?<![\dX-])\d{4}(?=-\d\d)"


def read_yearless(read: Callable[[str], DateValue]) -> DateValue | None:
    """Read a text that has no year.

    Args:
        read: reads the text against a reference date.

    Returns:
        The date with its year left open, with the readings it has; None where more than the year depends on
        the reference.
    """
    values = [read(year) for year in _YEARS]
    found = [_masked(value) for value in values]
    if found[0] is None or found[0] != found[1]:
        return None
    readings = tuple(_open(values[0], edtf) for edtf in found[0])
    return replace(readings[0], readings=readings if len(readings) > 1 else ())


def _masked(value: DateValue) -> tuple[str, ...] | None:
    """Return the readings without their years; None where one of them took more than the year from the reference."""
    readings = value.readings or (value,)
    if not value or any(reading.inferred != ("year",) for reading in readings):
        return None
    masked = (re.sub(_YEAR_OF_A_DAY, "XXXX", re.sub(_REST, "", reading.edtf)) for reading in readings)
    distinct = tuple(dict.fromkeys(masked))
    return distinct if all(edtf.startswith("XXXX-") for edtf in distinct) else None


def _open(value: DateValue, edtf: str) -> DateValue:
    remark = "without a year the time of day stands in the text only" if "T" in value.edtf else ""
    return replace(parse_edtf(edtf), raw=value.raw, rule=value.rule, calendar=value.calendar, remark=remark)
