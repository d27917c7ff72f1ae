"""Dates without a year: a day of any year where nothing tells which, and never a day of the clock's."""

from functools import partial

import pytest

from claimtrack.dates import parse_edtf
from claimtrack.dates import read_date as read
from claimtrack.dates.records import date_record, recorded_date

read_date = partial(read, open_year=True)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("March 3", "XXXX-03-03"),
        ("3 March", "XXXX-03-03"),
        ("Mar. 29", "XXXX-03-29"),
        ("Mar. 29-30", "XXXX-03-29/XXXX-03-30"),
        ("Dec. 31 - Jan. 1", "XXXX-12-31/XXXX-01-01"),
        ("in March", "XXXX-03"),
        ("29 February", "XXXX-02-29"),
        ("Monday, 3 March", "XXXX-03-03"),
        ("3 марта", "XXXX-03-03"),
        ("3. März", "XXXX-03-03"),
        ("3 mars", "XXXX-03-03"),
        ("3 de marzo", "XXXX-03-03"),
        ("3 березня", "XXXX-03-03"),
        ("3 Mart", "XXXX-03-03"),
        ("3 مارس", "XXXX-03-03"),
        ("3 במרץ", "XXXX-03-03"),
    ],
)
def test_the_year_stays_open(text, edtf):
    value = read_date(text)
    assert (value.edtf, value.raw, value.reference, value.inferred) == (edtf, text, "", ())
    assert value.yearless
    assert "year" not in value.known
    assert recorded_date(date_record(value)) == value


@pytest.mark.parametrize(
    "text", ["yesterday", "Monday", "the 3rd", "7 Muharram", "Easter", "two days later", "25"]
)
def test_what_hangs_on_more_than_the_year_stays_unread(text):
    assert not read_date(text)


def test_a_reference_tells_the_year():
    assert read_date("March 3", reference="2016-04-02").edtf == "2016-03-03"


def test_nothing_is_counted_from_a_date_without_a_year():
    assert "needs a reference" in read_date("the day before", reference=read_date("March 3")).reason


def test_both_readings_without_a_year():
    assert read_date("03/04").edtf_any == "[XXXX-03-04,XXXX-04-03]"


def test_the_time_of_day_stands_in_the_text_only():
    value = read_date("14:30 on 3 March")
    assert (value.edtf, value.remark) == (
        "XXXX-03-03",
        "without a year the time of day stands in the text only",
    )


def test_bounds_over_all_readings():
    value = read_date("03/04/2016")
    assert (str(value.earliest), str(value.latest), value.edtf) == ("2016-03-04", "2016-03-04", "2016-03-04")
    assert (str(value.earliest_any), str(value.latest_any)) == ("2016-03-04", "2016-04-03")
    assert value.edtf_any == "[2016-03-04,2016-04-03]"
    assert (parse_edtf(value.edtf_any).earliest, parse_edtf(value.edtf_any).latest) == (
        value.earliest_any,
        value.latest_any,
    )


def test_the_year_is_left_open_only_where_that_is_asked_for():
    assert read("March 3").reason.startswith("has no year")
