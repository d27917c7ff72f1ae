"""The date engine: a text that names a date becomes an interval that says what is known, or a reason.

>>> from claimtrack.dates import read_date
>>> value = read_date("Mar. 29", reference="2016-04-02")
>>> value.edtf, value.inferred
('2016-03-29', ('year',))
>>> read_date("N/A").edtf
''
"""

from claimtrack.dates.day import Day
from claimtrack.dates.edtf import parse_edtf
from claimtrack.dates.reader import read_date
from claimtrack.dates.value import DateValue

__all__ = ["DateValue", "Day", "parse_edtf", "read_date"]
