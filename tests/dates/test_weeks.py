"""Weekends and weeks are those of the region, where one is told."""

from __future__ import annotations

import pytest
from babel import Locale, UnknownLocaleError

from claimtrack.dates import read_date
from claimtrack.dates.weeks import first_weekday, weekend_of
from locked import only_with_locked


def week_data():
    """List the weekend and the first day of the week by region, as CLDR has them."""
    for region in sorted(Locale("en").territories):
        for language in ("ar", "fa", "he", "hi", "en", "es", "pt", "ur", "id"):
            try:
                found = Locale(language, region)
            except UnknownLocaleError:
                continue
            yield region, (found.weekend_start, found.weekend_end), found.first_week_day
            break


@only_with_locked("babel")
def test_weekends_are_those_of_cldr():
    assert [(region, days) for region, days, _ in week_data() if weekend_of(region) != days] == []


@only_with_locked("babel")
def test_first_days_are_those_of_cldr():
    assert [(region, first) for region, _, first in week_data() if first_weekday(region) != first] == []


@pytest.mark.parametrize(
    ("language", "text", "edtf"),
    [
        ("en", "last week", "2025-02-24/2025-03-02"),
        ("en-SY", "last week", "2025-03-01/2025-03-07"),
        ("en-GB", "last week", "2025-02-24/2025-03-02"),
        ("he", "בשבוע שעבר", "2025-02-23/2025-03-01"),
        ("he", "השבוע", "2025-03-02/2025-03-08"),
        ("fa", "هفته گذشته", "2025-03-01/2025-03-07"),
        ("ar", "الأسبوع الماضي", "2025-02-24/2025-03-02"),
        ("ar-EG", "الأسبوع الماضي", "2025-03-01/2025-03-07"),
        ("he-IL", "ביום ראשון בשבוע שעבר", "2025-02-23"),
    ],
)
def test_last_week(language, text, edtf):
    assert read_date(text, reference="2025-03-08", languages=[language]).edtf == edtf


def test_a_week_that_begins_on_another_day_than_monday_says_so():
    assert (
        read_date("בשבוע שעבר", reference="2025-03-08", languages=["he"]).remark
        == "the week begins on Sunday"
    )
    assert not read_date("last week", reference="2025-03-08", languages=["en"]).remark


def test_where_no_region_is_told_a_weekday_of_last_week_has_both_readings():
    value = read_date("ביום ראשון בשבוע שעבר", reference="2025-03-05", languages=["he"])
    assert [one.edtf for one in value.readings] == ["2025-03-02", "2025-02-23"]


@pytest.mark.parametrize(
    ("language", "edtf"),
    [
        ("en", "2016-03-26/2016-03-27"),
        ("en-GB", "2016-03-26/2016-03-27"),
        ("en-SY", "2016-03-25/2016-03-26"),
        ("en-IR", "2016-03-25"),
        ("en-AF", "2016-03-24/2016-03-25"),
    ],
)
def test_last_weekend(language, edtf):
    value = read_date("last weekend", reference="2016-03-30", languages=[language])
    assert value.edtf == edtf


def test_where_the_region_decides_it_is_said():
    value = read_date("عطلة نهاية الأسبوع الماضي", reference="2016-03-30", languages=["ar-IQ"])
    assert value.remark == "the weekend of IQ is Friday and Saturday"
    assert not read_date("last weekend", reference="2016-03-30", languages=["en-GB"]).remark


def test_days_that_are_named_stay():
    value = read_date("the weekend of 19-20 March 2016", languages=["en-SY"])
    assert value.edtf == "2016-03-19/2016-03-20"
