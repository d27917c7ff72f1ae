"""The date engine: a text that names a date becomes an interval that says what is known, or a reason.

>>> from claimtrack.dates import read_date
>>> value = read_date("Mar. 29", reference="2016-04-02")
>>> value.edtf, value.inferred
('2016-03-29', ('year',))
>>> read_date("N/A").edtf
''
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claimtrack.dates.day import Day
from claimtrack.dates.edtf import parse_edtf
from claimtrack.dates.value import DateValue

if TYPE_CHECKING:
    from claimtrack.dates.reader import read_date

__all__ = ["DateValue", "Day", "parse_edtf", "read_date"]


def __getattr__(name: str) -> Any:
    # Most commands meet dates that were read long ago: the reader is loaded when it is asked for.
    if name == "read_date":
        from claimtrack.dates import reader

        globals()[name] = reader.read_date  # asked once
        return reader.read_date
    raise AttributeError(f"module 'claimtrack.dates' has no attribute {name!r}")
