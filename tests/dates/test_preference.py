"""Which year a month, a season or a day without one is of: the past one, the coming one, or the nearest."""

import pytest

from claimtrack.dates import read_date

TUESDAY = "2016-05-10"


@pytest.mark.parametrize(
    ("text", "past", "future", "nearest"),
    [
        ("March", "2016-03", "2017-03", "2016-03"),
        ("December", "2015-12", "2016-12", "2015-12"),
        ("May", "2016-05", "2016-05", "2016-05"),  # it is under way
        ("summer", "2015-22", "2016-22", "2016-22"),
        ("winter", "2015-24", "2016-24", "2015-24"),
        ("March 3", "2016-03-03", "2017-03-03", "2016-03-03"),
        ("June 3", "2015-06-03", "2016-06-03", "2016-06-03"),
        ("Monday", "2016-05-09", "2016-05-16", "2016-05-09"),
    ],
)
def test_the_year_is_of_the_side_that_is_preferred(text, past, future, nearest):
    found = [
        read_date(text, reference=TUESDAY, prefer=side, languages=["en"]).edtf
        for side in ("past", "future", "nearest")
    ]
    assert found == [past, future, nearest]
