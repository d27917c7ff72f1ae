"""What other programs write of days, in their calendars, is read as the day that they wrote it of.

pyluach 2.3 and convertdate 2.4 agree on every Hebrew day, jdatetime 6.1 and convertdate on every Persian one. Hijri days
are those of hijridate 2.6 (Umm al-Qura as published); other tables differ from it by a day, so that they are
approximate. Forms that are left out, with the reason: abbreviations of jdatetime (`%b`: "Sha" is Sha'ban in English
lists of Hijri months, "Far" and "Bah" are English words).
"""

from __future__ import annotations

import datetime as dt

import jdatetime
import pytest
from babel import Locale
from babel.dates import format_date, format_datetime, format_interval
from hijridate import Gregorian
from pyluach.dates import HebrewDate

from claimtrack.dates import read_date
from claimtrack.languages import LANGUAGES

DAYS = [dt.date(2014, 9, 1) + dt.timedelta(days=11 * number) for number in range(170)]
LEAP = [dt.date(2016, 2, 29), dt.date(2020, 2, 29), dt.date(2019, 12, 31), dt.date(2024, 1, 1)]


def wrong(written, days=DAYS, **options):
    """List what is not read as the day that it was written of."""
    read = [(day, text, read_date(text, **options)) for day in days for text in [written(day)]]
    return [
        (text, value.edtf, value.reason) for day, text, value in read if str(value.earliest) != str(day)
    ] + [(text, value.edtf, "") for _, text, value in read if value.earliest != value.latest]


@pytest.mark.parametrize(
    "write",
    [
        lambda day: f"{HebrewDate.from_pydate(day):%-d %B %Y}",
        lambda day: HebrewDate.from_pydate(day).hebrew_date_string(),
        lambda day: HebrewDate.from_pydate(day).hebrew_date_string(thousands=True),
        lambda day: f"{HebrewDate.from_pydate(day):%*-d %*B %*Y}",
    ],
    ids=["English", "Hebrew", "Hebrew with thousands", "Hebrew without marks"],
)
def test_pyluach(write):
    assert wrong(write) == []


@pytest.mark.parametrize("form", ["%d %B %Y", "%A %d %B %Y", "%Y/%m/%d"])
@pytest.mark.parametrize("locale", ["fa_IR", "en_US"])
def test_jdatetime(form, locale):
    def write(day):
        return jdatetime.date.fromgregorian(date=day, locale=locale).strftime(form)

    named = {"languages": ["fa"]} if locale == "fa_IR" or "%m" in form else {}
    assert wrong(write, **named) == []


@pytest.mark.parametrize("language", ["en", "ar", "tr"])
def test_hijridate(language):
    def write(day):
        hijri = Gregorian(day.year, day.month, day.day).to_hijri()
        return f"{hijri.day} {hijri.month_name(language)} {hijri.year} {hijri.notation(language)}"

    assert wrong(write) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["full", "long", "medium"])
def test_cldr_days(language, form):
    assert wrong(lambda day: format_date(day, form, language), DAYS + LEAP, languages=[language]) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["long", "medium"])
def test_cldr_moments(language, form):
    def write(day):
        moment = dt.datetime(day.year, day.month, day.day, 14, 30, tzinfo=dt.UTC)
        return format_datetime(moment, form, locale=language)

    assert wrong(write, DAYS[::5], languages=[language]) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("skeleton", ["yMMMd", "yMMMMd", "yMMMEd"])
def test_cldr_intervals(language, skeleton):
    if skeleton not in Locale.parse(language).interval_formats:
        pytest.skip("CLDR has no such interval")
    unread = []
    for day in DAYS[::5]:
        for length in (3, 45, 400):
            end = day + dt.timedelta(days=length)
            text = format_interval(day, end, skeleton, locale=language)
            value = read_date(text, languages=[language])
            if (str(value.earliest), str(value.latest)) != (str(day), str(end)):
                unread.append((text, value.edtf, value.reason))
    assert unread == []
