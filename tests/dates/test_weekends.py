"""The weekend is that of the region, where one is told."""

from __future__ import annotations

import pytest
from babel import Locale, UnknownLocaleError

from claimtrack.dates import read_date
from claimtrack.dates.weekends import days_of
from locked import only_with_locked


def week_data():
    """List the first and last day of the weekend by region, as CLDR has them."""
    for region in sorted(Locale("en").territories):
        for language in ("ar", "fa", "he", "hi", "en"):
            try:
                found = Locale(language, region)
            except UnknownLocaleError:
                continue
            yield region, (found.weekend_start, found.weekend_end)
            break


@only_with_locked("babel")
def test_weekends_are_those_of_cldr():
    assert [(region, days) for region, days in week_data() if days_of(region) != days] == []


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
