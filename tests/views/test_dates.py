from dataclasses import replace

import pytest

from claimtrack.dates import DateValue, parse_edtf
from claimtrack.views.dates import short_date, short_moves


@pytest.mark.parametrize(
    ("edtf", "printed"),
    [
        ("2016-07-08", "8 Jul 2016"),
        ("2016-07", "Jul 2016"),
        ("2016", "2016"),
        ("2016-07-08T14:30:00", "8 Jul 2016 14:30"),
        ("2016-07-08T14:30:00Z", "8 Jul 2016 14:30 UTC"),
        ("2016-07-08T14:30:05+03:00", "8 Jul 2016 14:30:05 +03:00"),
        ("2016-03-29/2016-03-30", "29–30 Mar 2016"),
        ("2016-03-29/2016-04-02", "29 Mar – 2 Apr 2016"),
        ("2015-12-29/2016-01-02", "29 Dec 2015 – 2 Jan 2016"),
        ("2016-03/2016-05", "Mar – May 2016"),
        ("2016-03-29/..", "since 29 Mar 2016"),
        ("../2016-03-29", "until 29 Mar 2016"),
        ("2016-07-08~", "c. 8 Jul 2016"),
        ("2016-07?", "Jul 2016?"),
        ("2016-07%", "c. Jul 2016?"),
        ("{2016-03-29,2016-03-30}", "29 and 30 Mar 2016"),
        ("[2016-03-29,2016-04-02]", "29 Mar 2016 or 2 Apr 2016"),
        ("2016-21", "spring 2016"),
        ("201X", "2010s"),
        ("19XX", "1900s"),
        ("-0263", "264 BC"),
    ],
)
def test_short_dates(edtf, printed):
    assert short_date(parse_edtf(edtf)) == printed


@pytest.mark.parametrize(
    ("edtf", "inferred", "printed"),
    [
        ("2016-07-08", ("year",), "8 Jul [2016]"),
        ("2016-07-08", ("month", "year"), "8 [Jul 2016]"),
        ("2016-07-08", ("day", "month", "year"), "[8 Jul 2016]"),
        ("2016-07-08", ("day",), "[8] Jul 2016"),
        ("2015-10-31/2015-11", ("month", "day"), "[31 Oct – Nov] 2015"),
        ("2016-04?/2016-07?", ("year", "month"), "[Apr – Jul 2016]?"),
        ("{2016-03-29,2016-03-30}", ("year",), "29 and 30 Mar [2016]"),
        ("2016-03-29/2016-03-30", ("year",), "29–30 Mar [2016]"),
    ],
)
def test_inferred_parts_stand_in_brackets(edtf, inferred, printed):
    assert short_date(replace(parse_edtf(edtf), inferred=inferred)) == printed


def test_unread_dates_are_quoted_and_missing_ones_said():
    assert short_date(DateValue("some time after", reason="no date in it")) == "“some time after”"
    assert short_date(None) == "undated"
    assert short_date(DateValue("")) == "undated"


def test_several_readings_are_all_named():
    one, other = parse_edtf("2016-04-03"), parse_edtf("2016-03-04")
    both = replace(one, raw="03/04/2016", readings=(one, other))
    assert short_date(both) == "3 Apr 2016 or 4 Mar 2016"


def test_a_year_is_named_once_where_nothing_is_lost():
    def moves(*edtf):
        return short_moves([parse_edtf(one) if one else None for one in edtf])

    assert moves("2016-07-08", "2016-07-09") == ["8 Jul", "9 Jul 2016"]
    assert moves("2015-12-31", "2016-01-01") == ["31 Dec 2015", "1 Jan 2016"]
    assert moves("2016-07", "2016-07-09") == ["Jul 2016", "9 Jul 2016"]
    assert moves("", "2016-07-09") == ["undated", "9 Jul 2016"]
