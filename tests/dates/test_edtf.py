"""EDTF: levels 0 and 1, the sets and qualifiers of level 2, against two libraries where those are right."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimtrack.dates import Day, parse_edtf
from claimtrack.dates.edtf import edtf_interval
from claimtrack.errors import UnreadableDateError

READ = [
    ("2016-03-29", "2016-03-29", "2016-03-29", "day"),
    ("2016-03", "2016-03-01", "2016-03-31", "month"),
    ("2016", "2016-01-01", "2016-12-31", "year"),
    ("-0263", "-0263-01-01", "-0263-12-31", "year"),
    ("0000-02-29", "0000-02-29", "0000-02-29", "day"),
    ("Y12345", "+12345-01-01", "+12345-12-31", "year"),
    ("Y-17E3", "-17000-01-01", "-17000-12-31", "year"),
    ("2016-21", "2016-03-01", "2016-05-31", "season"),
    ("2016-24", "2016-12-01", "2017-02-28", "season"),
    ("2016-35", "2016-07-01", "2016-09-30", "quarter"),
    ("2016-41", "2016-07-01", "2016-12-31", "half"),
    ("201X", "2010-01-01", "2019-12-31", "decade"),
    ("20XX", "2000-01-01", "2099-12-31", "century"),
    ("2016-XX", "2016-01-01", "2016-12-31", "year"),
    ("2016-02-XX", "2016-02-01", "2016-02-29", "month"),
    ("XXXX-12-24", "0000-12-24", "9999-12-24", "day"),
    ("2016-1X", "2016-10-01", "2016-12-31", "year"),
    ("1950S2", "1900-01-01", "1999-12-31", "year"),
    ("2016-03/2016-05", "2016-03-01", "2016-05-31", "interval"),
    ("../2016-03-03", "None", "2016-03-03", "interval"),
    ("2016-03-03/", "2016-03-03", "None", "interval"),
    ("{2016-03-29,2016-03-30}", "2016-03-29", "2016-03-30", "set"),
    ("[2014,2016..2018]", "2014-01-01", "2018-12-31", "one of"),
    ("[..2014-05]", "None", "2014-05-31", "one of"),
    ("2016-03-30T14:30:00+03:00", "2016-03-30", "2016-03-30", "second"),
]


@pytest.mark.parametrize(("edtf", "earliest", "latest", "precision"), READ)
def test_bounds(edtf, earliest, latest, precision):
    value = parse_edtf(edtf)
    assert (str(value.earliest), str(value.latest), value.precision) == (earliest, latest, precision)


@pytest.mark.parametrize(
    ("edtf", "approximate", "uncertain"),
    [
        ("2016-03-29~", True, False),
        ("2016?", False, True),
        ("2016-03%", True, True),
        ("2016-~03-29", True, False),
        ("?2016-03-29", False, True),
        ("2016-03?/2016-05~", True, True),
    ],
)
def test_qualifiers(edtf, approximate, uncertain):
    value = parse_edtf(edtf)
    assert (value.approximate, value.uncertain) == (approximate, uncertain)


@pytest.mark.parametrize(
    "edtf",
    [
        "", " ", "2016-13", "2016-02-30", "16-03-29", "2016-3-29", "2016/2015", "../..", "/", "2016-03-29/2016/2017",
        "{2016", "[]", "{2016,}", "2016-03-29T25:00:00", "2016-21-03", "Y2016", "2016-00", "March 2016", "２０１６",
        "2016-03-XXT10:00:00Z", "-0000", "2016-42", "S2", "1950S9", "Y99999999999999",
    ],
)  # fmt: skip
def test_refused(edtf):
    with pytest.raises(UnreadableDateError):
        parse_edtf(edtf)


@given(st.dates())
def test_plain_days_agree_with_the_standard_library(day):
    value = parse_edtf(day.isoformat())
    assert value.earliest == value.latest == Day(day.year, day.month, day.day)
    assert value.earliest.ordinal == day.toordinal()
    assert value.earliest.weekday == day.weekday()


@given(st.integers(-3_000_000, 5_000_000))
def test_ordinals_are_counted_both_ways(number):
    from claimtrack.dates.day import day_from_ordinal

    assert day_from_ordinal(number).ordinal == number


@given(st.dates(), st.dates())
def test_an_interval_reads_back(one, other):
    first, last = sorted((one, other))
    low, high = (Day(day.year, day.month, day.day) for day in (first, last))
    value = parse_edtf(edtf_interval(low, high))
    assert (value.earliest, value.latest) == (low, high)


@st.composite
def _simple_edtf(draw):
    year = draw(st.integers(1000, 9999))
    month, day = draw(st.integers(1, 12)), draw(st.integers(1, 28))
    form = draw(
        st.sampled_from(
            ["{y}", "{y}-{m:02}", "{y}-{m:02}-{d:02}", "{y3}X", "{y2}XX", "{y}-XX", "{y}-{m:02}-XX"]
        )
    )
    text = form.format(y=year, y3=year // 10, y2=year // 100, m=month, d=day)
    return text + ("" if "X" in text else draw(st.sampled_from(["", "~", "?", "%"])))


@given(_simple_edtf())
@settings(deadline=None, max_examples=60)
def test_bounds_agree_with_the_edtf_library(text):
    edtf = pytest.importorskip("edtf")
    theirs = edtf.parse_edtf(text)
    ours = parse_edtf(text)
    assert str(ours.earliest) == dt.date(*theirs.lower_strict()[:3]).isoformat()
    assert str(ours.latest) == dt.date(*theirs.upper_strict()[:3]).isoformat()


@given(_simple_edtf())
@settings(deadline=None, max_examples=60)
def test_bounds_agree_with_undate(text):
    undate = pytest.importorskip("undate")
    if text[-1] in "~?%":
        return
    theirs = undate.Undate.parse(text, "EDTF")
    ours = parse_edtf(text)
    assert str(ours.earliest) == str(theirs.earliest)
    assert str(ours.latest) == str(theirs.latest)
