"""Calendars against the libraries that know them, and feasts against dates that are known."""

from __future__ import annotations

import datetime as dt

import pytest
from convertdate import persian
from hijridate import Gregorian

from claimtrack.dates import Day, read_date
from claimtrack.dates.calendars import ETHIOPIAN, HEBREW, HIJRI, JULIAN, PERSIAN, month_days, to_gregorian
from claimtrack.dates.holidays import easter, orthodox_easter


@pytest.mark.parametrize("year", range(1300, 1480, 3))
def test_persian_years_begin_and_end_where_convertdate_says(year):
    assert to_gregorian(PERSIAN, year, 1, 1) == Day(*persian.to_gregorian(year, 1, 1))
    assert month_days(PERSIAN, year, 12) == persian.month_length(year, 12)


@pytest.mark.parametrize("year", [-44, -43, 0, 4, 1700, 1900, 1918])
def test_every_fourth_julian_year_has_a_29_february(year):
    leap = year % 4 == 0
    assert month_days(JULIAN, year, 2) == 28 + leap
    assert (to_gregorian(JULIAN, year, 2, 29) is not None) is leap
    assert to_gregorian(JULIAN, year, 3, 1) == to_gregorian(JULIAN, year, 2, 28).plus(1 + leap)


def test_hijri_days_are_those_of_umm_al_qura():
    for shift in range(0, 9000, 97):
        day = dt.date(1999, 1, 1) + dt.timedelta(days=shift)
        hijri = Gregorian(day.year, day.month, day.day).to_hijri()
        assert to_gregorian(HIJRI, hijri.year, hijri.month, hijri.day) == Day(day.year, day.month, day.day)


@pytest.mark.parametrize(
    ("calendar", "date", "day"),
    [
        (HIJRI, (1437, 1, 23), (2015, 11, 5)),
        (HEBREW, (5776, 1, 15), (2016, 4, 23)),
        (JULIAN, (1917, 10, 25), (1917, 11, 7)),
        (JULIAN, (-43, 3, 15), (-43, 3, 13)),
        (PERSIAN, (1394, 7, 8), (2015, 9, 30)),
        (ETHIOPIAN, (2017, 1, 1), (2024, 9, 11)),
        (ETHIOPIAN, (2016, 1, 1), (2023, 9, 12)),  # behind a leap year
        (ETHIOPIAN, (2013, 2, 25), (2020, 11, 4)),
        (ETHIOPIAN, (2015, 13, 6), (2023, 9, 11)),
    ],
)
def test_known_days(calendar, date, day):
    assert to_gregorian(calendar, *date) == Day(*day)


@pytest.mark.parametrize(
    ("calendar", "date"),
    [
        (HIJRI, (1437, 13, 1)),
        (HIJRI, (1437, 1, 31)),
        (PERSIAN, (1394, 12, 30)),
        (HEBREW, (5776, 14, 1)),
        (ETHIOPIAN, (2016, 13, 6)),
    ],
)
def test_days_that_are_not_there(calendar, date):
    assert to_gregorian(calendar, *date) is None


@pytest.mark.parametrize(("year", "day"), [(2016, (3, 27)), (2018, (4, 1)), (1943, (4, 25)), (1818, (3, 22))])
def test_easter(year, day):
    assert easter(year) == Day(year, *day)


def test_orthodox_easter():
    assert orthodox_easter(2016) == Day(2016, 5, 1)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Christmas Eve 2015", "2015-12-24"),
        ("Good Friday 2016", "2016-03-25"),
        ("Thanksgiving 2015", "2015-11-26"),
        ("Eid al-Fitr 2016", "2016-07-06~"),
        ("Nowruz 2016", "2016-03-20"),
        ("two days before Christmas 2015", "2015-12-23"),
    ],
)
def test_feasts(text, edtf):
    assert read_date(text, reference="2016-04-02", languages=["en"]).edtf == edtf


def test_a_weekday_settles_a_moon_seen_a_day_off():
    value = read_date("Friday 23 Muharram 1437", languages=["en"])
    assert value.edtf == "2015-11-06~"
    assert "sighting" in value.remark


@pytest.mark.parametrize("text", ["30 Ramadan 1446", "30 رمضان 1446 هـ", "Sunday 30 Ramadan 1446"])
def test_the_thirtieth_of_a_month_of_29_days_is_the_day_after(text):
    """Where the moon was not seen, the month had 30 days; Umm al-Qura gives Ramadan 1446 only 29."""
    value = read_date(text)
    assert value.edtf == "2025-03-30~"
    assert "29 days by Umm al-Qura" in value.remark
    assert not read_date("31 Ramadan 1446")


def test_the_night_of_an_islamic_day_may_be_the_one_before_it():
    value = read_date("ليلة 10 رمضان 1446")
    assert [reading.edtf for reading in value.readings] == ["2025-03-10~", "2025-03-09~/2025-03-10~"]
    assert "begins at sunset" in value.remark


@pytest.mark.parametrize("text", ["the night of 3 to 4 March 2025", "в ночь с 3 на 4 марта 2025"])
def test_a_night_whose_two_days_are_told_reaches_into_no_other(text):
    value = read_date(text)
    assert (value.edtf, value.remark) == ("2025-03-03/2025-03-04", "")


@pytest.mark.parametrize("text", ["30 شباط 2016", "29 شباط 2015", "31 نيسان 2016"])
def test_a_day_that_there_is_not_is_no_day_of_another_calendar(text):
    """Persian calls the Hebrew Shevat as Arabic calls February."""
    assert read_date(text).reason.startswith("there is no such day in the calendar")
    assert read_date("28 شباط 2015").edtf == "2015-02-28"
