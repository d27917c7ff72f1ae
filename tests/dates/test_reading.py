"""What is read, kind by kind. The reference is Saturday, 2 April 2016 unless a case says otherwise."""

from __future__ import annotations

import datetime as dt

import pytest

from claimtrack.dates import parse_edtf, read_date
from claimtrack.errors import UnknownTermError, UnreadableDateError

REFERENCE = "2016-04-02"
MORNING = dt.datetime(2016, 4, 2, 9)  # noqa: DTZ001 - a local time

ABSOLUTE = [
    ("29 March 2016", "2016-03-29"),
    ("March 29th, 2016", "2016-03-29"),
    ("Tue., Mar. 29, 2016", "2016-03-29"),
    ("the 29th of March, 2016", "2016-03-29"),
    ("29-Mar-16", "2016-03-29"),
    ("2016 March 29", "2016-03-29"),
    ("29.03.2016", "2016-03-29"),
    ("2016/03/29", "2016-03-29"),
    ("20160329", "2016-03-29"),
    ("twenty-ninth of March two thousand and sixteen", "2016-03-29"),
    ("May twenty-one, nineteen forty-eight", "1948-05-21"),
    ("7:51 AM · Jan 25, 2020", "2020-01-25T07:51:00"),
    ("Fri Mar 06 23:19:18 +0000 2020", "2020-03-06T23:19:18Z"),
    ("30 March 2016 14:30 MSK", "2016-03-30T14:30:00+03:00"),
    ("14:30 Moscow time on 30 March", "2016-03-30T14:30:00+03:00"),
    ("2016-W13", "2016-03-28/2016-04-03"),
    ("2016-W13-2", "2016-03-29"),
    ("2016-089", "2016-03-29"),
    ("291430C MAR 16", "2016-03-29T14:30:00+03:00"),
    ("311430Z OCT 15", "2015-10-31T14:30:00Z"),
    ("@1459252800", "2016-03-29T12:00:00Z"),
]

PARTIAL = [
    ("2016", "2016"),
    ("March 2016", "2016-03"),
    ("03/2016", "2016-03"),
    ("Q3 2015", "2015-35"),
    ("third quarter of 2015", "2015-35"),
    ("the second half of 2015", "2015-41"),
    ("the 1990s", "199X"),
    ("١٩٩u", "199X"),
    ("the '60s", "196X"),
    ("the sixties", "196X"),
    ("the 19th century", "1801/1900"),
    ("spring 2016", "2016-21"),
    ("2016-21", "2016-21"),
    ("19XX", "19XX"),
    ("264 BC", "-0263"),
    ("44 B.C.", "-0043"),
    ("29 March", "2016-03-29"),
    ("31 December", "2015-12-31"),
    ("March", "2016-03"),
    ("the 29th", "2016-03-29"),
]

FUZZY = [
    ("early March 2016", "2016-03-01/2016-03-10"),
    ("mid-March 2016", "2016-03-11/2016-03-20"),
    ("the end of March 2016", "2016-03-21/2016-03-31"),
    ("late 2015", "2015-09-01/2015-12-31"),
    ("around 29 March 2016", "2016-03-29~"),
    ("circa 1950", "1950~"),
    ("on or about March 29, 2016", "2016-03-29~"),
    ("probably 29 March 2016", "2016-03-29?"),
    ("29 March 2016 or so", "2016-03-29~"),
    ("maybe around 1950", "1950%"),
    ("before 29 March 2016", "../2016-03-28"),
    ("after 29 March 2016", "2016-03-30/.."),
    ("since 30 September 2015", "2015-09-30/.."),
    ("until March 2016", "../2016-03"),
    ("no later than 5 May 2016", "../2016-05-05"),
    ("by 5 May 2016", "../2016-05-05"),
    ("2015 or later", "2015/.."),
]

RANGES = [
    ("March 29-30", "2016-03-29/2016-03-30"),
    ("March 29–31, 2016", "2016-03-29/2016-03-31"),
    ("29-30 March 2016", "2016-03-29/2016-03-30"),
    ("18–21 September 2018", "2018-09-18/2018-09-21"),
    ("15/16 March 2016", "2016-03-15/2016-03-16"),
    ("15-17/03/2016", "2016-03-15/2016-03-17"),
    ("Mar. 29 and Mar. 30", "{2016-03-29,2016-03-30}"),
    ("29, 30 and 31 March 2016", "{2016-03-29,2016-03-30,2016-03-31}"),
    ("29 or 30 March 2016", "[2016-03-29,2016-03-30]"),
    ("between 3 and 5 March", "2016-03-03/2016-03-05"),
    ("from 28 Feb to 2 March 2016", "2016-02-28/2016-03-02"),
    ("28 December to 3 January 2016", "2015-12-28/2016-01-03"),
    ("the night of 30-31 October 2015", "2015-10-30/2015-10-31"),
    ("1914–18", "1914/1918"),
    ("1936-39", "1936/1939"),
    ("March to May 2016", "2016-03/2016-05"),
    ("December 2015 – February 2016", "2015-12/2016-02"),
    ("early March to mid-May 2015", "2015-03-01/2015-05-20"),
    ("Monday to Wednesday", "2016-03-28/2016-03-30"),
]

RELATIVE = [
    ("yesterday", "2016-04-01"),
    ("last Tuesday", "2016-03-29"),
    ("on Tuesday", "2016-03-29"),
    ("Saturday", "2016-04-02"),
    ("this past week", "2016-03-26/2016-04-02"),
    ("in recent days", "/2016-04-02~"),
    ("earlier this month", "2016-04-01"),
    ("two weeks ago", "2016-03-19~"),
    ("the same day", "2016-04-02"),
    ("the previous day", "2016-04-01"),
    ("a few days later", "2016-04-04~/2016-04-08~"),
    ("the following month", "2016-05"),
    ("three days after 28 March", "2016-03-31"),
    ("the day before Christmas 2015", "2015-12-24"),
    ("Tuesday of last week", "2016-03-22"),
    ("the first Friday of March 2016", "2016-03-04"),
    ("the last week of March 2016", "2016-03-28/2016-04-03"),
    ("August of that year", "2016-08"),
    ("the 28th of last month", "2016-03-28"),
    ("12 hours ago", "2016-04-01/2016-04-02"),
    ("last year", "2015"),
]

CALENDARS = [
    ("23 Muharram 1437", "2015-11-05~", "hijri"),
    ("1 Ramadan 1437 AH", "2016-06-06~", "hijri"),
    ("Ramadan 2016", "2016-06-06~/2016-07-05~", "hijri"),
    ("Ashura 1437", "2015-10-23~", "hijri"),
    ("Eid al-Fitr 1437 AH", "2016-07-06~", "hijri"),
    ("Nowruz 1395", "2016-03-20", "persian"),
    ("Passover 5776", "2016-04-23/2016-04-30", "hebrew"),
    ("Easter 1437", "1437-04-02", "gregorian"),
    ("۸ مهر ۱۳۹۴", "2015-09-30", "persian"),
    ("٢٣ محرم ١٤٣٧ هـ", "2015-11-05~", "hijri"),
    ("15 Nisan 5776", "2016-04-23", "hebrew"),
    ("25 October 1917 O.S.", "1917-11-07", "julian"),
    ("25/06/2016 E.C.", "2024-03-04", "ethiopian"),
    ("2016 E.C.", "2023-09-12/2024-09-10", "ethiopian"),
    ("2016 EC", "2023-09-12/2024-09-10", "ethiopian"),
    ("25.6.2016 EC", "2024-03-04", "ethiopian"),
    ("25 Tikimt 2013", "2020-11-04", "ethiopian"),
    ("መስከረም 1 2017 ዓ.ም.", "2024-09-11", "ethiopian"),
    ("5 de marzo de 2016 e. c.", "2016-03-05", "gregorian"),
    ("23 Muharram 1437 / 5 November 2015", "2015-11-05", "gregorian"),
]

LANGUAGES = [
    ("ru", "в марте 2016", "2016-03"),
    ("ru", "29-30 марта", "2016-03-29/2016-03-30"),
    ("ru", "в ночь на 31 октября 2015 года", "2015-10-30/2015-10-31"),
    ("ru", "две недели назад", "2016-03-19~"),
    ("uk", "у четвер", "2016-03-31"),
    ("uk", "на початку березня 2016 року", "2016-03-01/2016-03-10"),
    ("ar", "٢٩ آذار ٢٠١٦", "2016-03-29"),
    ("ar", "من 3 إلى 5 مارس 2016", "2016-03-03/2016-03-05"),
    ("ar", "يوم الثلاثاء الماضي", "2016-03-29"),
    ("ar", "أكتوبر 2015", "2015-10"),
    ("ar-SY", "تشرين الأول 2015", "2015-10"),
    ("fa", "۲۹ مارس ۲۰۱۶", "2016-03-29"),
    ("fa", "دیروز", "2016-04-01"),
    ("tr", "29 Mart 2016 Salı", "2016-03-29"),
    ("tr", "Ekim 2015'te", "2015-10"),
    ("fr", "du 3 au 5 mars 2016", "2016-03-03/2016-03-05"),
    ("fr", "le 1er mars", "2016-03-01"),
    ("de", "zwischen dem 3. und 5. März 2016", "2016-03-03/2016-03-05"),
    ("de", "vorgestern", "2016-03-31"),
    ("es", "entre el 3 y el 5 de marzo de 2016", "2016-03-03/2016-03-05"),
    ("es", "la semana pasada", "2016-03-21/2016-03-27"),
    ("he", "29 במרץ 2016", "2016-03-29"),
    ("he", "אתמול", "2016-04-01"),
]


@pytest.mark.parametrize(("text", "edtf"), [*ABSOLUTE, *PARTIAL, *FUZZY, *RANGES, *RELATIVE])
def test_english(text, edtf):
    value = read_date(text, reference=REFERENCE, languages=["en"])
    assert (value.edtf, value.reason) == (edtf, "")
    assert value.raw == text
    assert value.rule


@pytest.mark.parametrize(("text", "edtf", "calendar"), CALENDARS)
def test_calendars(text, edtf, calendar):
    value = read_date(text, reference=REFERENCE)
    assert (value.edtf, value.calendar, value.reason) == (edtf, calendar, "")


@pytest.mark.parametrize(("language", "text", "edtf"), LANGUAGES)
def test_languages(language, text, edtf):
    value = read_date(text, reference=REFERENCE, languages=[language])
    assert (value.edtf, value.reason) == (edtf, "")


@pytest.mark.parametrize(
    ("prefer", "text", "edtf"),
    [
        ("nearest", "15 November", "2015-11-15"),
        ("past", "1 June", "2015-06-01"),
        ("future", "1 March", "2017-03-01"),
        ("current_period", "1 November", "2016-11-01"),
        ("nearest", "Friday", "2016-04-01"),
        ("future", "Friday", "2016-04-08"),
        ("current_period", "Sunday", "2016-04-03"),
        ("past", "May", "2015-05"),
        ("future", "March", "2017-03"),
    ],
)
def test_which_way_an_incomplete_date_points(prefer, text, edtf):
    assert read_date(text, reference=REFERENCE, languages=["en"], prefer=prefer).edtf == edtf


@pytest.mark.parametrize(
    "text", ["yesterday", "29 March", "Tuesday", "two weeks ago", "the 29th", "March", "Q3"]
)
def test_without_a_reference_nothing_is_counted_from_the_clock(text):
    value = read_date(text, languages=["en"])
    assert not value
    assert "reference" in value.reason


def test_figures_in_either_order_stay_two_readings():
    value = read_date("03/04/2016", languages=["en"])
    assert [reading.edtf for reading in value.readings] == ["2016-03-04", "2016-04-03"]


@pytest.mark.parametrize(
    ("given", "edtf"),
    [
        ({"order": "DMY"}, "2016-04-03"),
        ({"order": "MDY"}, "2016-03-04"),
        ({"languages": ["en-GB"]}, "2016-04-03"),
        ({"languages": ["en-US"]}, "2016-03-04"),
        ({"languages": ["fr"]}, "2016-04-03"),
    ],
)
def test_the_order_is_known_from_caller_region_or_language(given, edtf):
    value = read_date("03/04/2016", **given)
    assert value.edtf == edtf
    assert not value.readings


def test_a_year_that_three_calendars_claim_stays_open():
    value = read_date("1394/07/08")
    assert [reading.edtf for reading in value.readings][:2] == ["2015-09-30", "1974-07-27~"]
    assert read_date("1394/07/08", languages=["fa"]).edtf == "2015-09-30"
    assert read_date("1394-07-08", calendar="persian").edtf == "2015-09-30"


def test_two_calendars_that_differ_are_told():
    value = read_date("23 Muharram 1437 / 9 November 2015")
    assert value.edtf == "2015-11-09?"
    assert "4 days off" in value.remark


def test_a_wrong_weekday_is_told():
    value = read_date("Monday, 29 March 2016", languages=["en"])
    assert value.edtf == "2016-03-29?"
    assert "weekday" in value.remark


def test_a_weekday_places_the_year():
    assert read_date("Tuesday, 29 March", reference="2018-07-02", languages=["en"]).edtf == "2016-03-29"


@pytest.mark.parametrize(
    ("language", "text", "readings"),
    [
        ("en", "Tuesday 4 March", ["2024-03-04?", "2025-03-04"]),
        ("fr", "lundi 3 mars", ["2024-03-03?", "2025-03-03"]),
        ("en", "Sunday, March 4", ["2024-03-04?", "2029-03-04"]),
        ("en", "Wednesday, 5 March", ["2024-03-05?", "2025-03-05"]),
        ("de", "Sonntag, 3. März", ["2024-03-03"]),
        ("ru", "в пятницу, 5 марта", ["2024-03-05?", "2027-03-05"]),
    ],
)
def test_a_wrong_weekday_of_these_weeks_is_likelier_than_a_day_of_another_year(language, text, readings):
    value = read_date(text, reference="2024-03-06", languages=[language])
    assert [reading.edtf for reading in value.readings or (value,)] == readings
    assert ("weekday" in value.remark) == (len(readings) > 1)


def test_what_is_known_and_what_is_inferred():
    value = read_date("Mar. 29", reference=REFERENCE, languages=["en"])
    assert (value.known, value.inferred, value.reference) == (("month", "day"), ("year",), "2016-04-02")


def test_an_uncertain_reference_carries_over():
    event = parse_edtf("2016-03-14/2016-03-16")
    assert read_date("the same day", reference=event, languages=["en"]).edtf == "2016-03-14/2016-03-16"
    assert read_date("two days later", reference=event, languages=["en"]).edtf == "2016-03-16/2016-03-18"
    assert read_date("the same month", reference=event, languages=["en"]).edtf == "2016-03"
    assert read_date("yesterday", reference=parse_edtf("2016-03-15~"), languages=["en"]).edtf == "2016-03-14~"


def test_references_of_every_type():
    for reference in (
        dt.date(2016, 4, 2),
        MORNING,
        "2016-04-02",
        parse_edtf("2016-04-02"),
    ):
        assert read_date("yesterday", reference=reference, languages=["en"]).edtf == "2016-04-01"


def test_hours_count_from_the_time_of_day():
    assert read_date("12 hours ago", reference=MORNING, languages=["en"]).edtf == "2016-04-01"


def test_a_zone_given_by_the_caller():
    value = read_date("29 March 2016 14:30", languages=["en"], zone="Asia/Damascus")
    assert value.edtf == "2016-03-29T14:30:00+03:00"
    assert read_date("29 March 2016 14:30", languages=["en"], zone="+03:00").edtf == value.edtf


@pytest.mark.parametrize(
    "given", [{"order": "MYD"}, {"prefer": "soon"}, {"calendar": "mayan"}, {"zone": "Mars/Olympus"}]
)
def test_bad_arguments_are_told(given):
    with pytest.raises(UnknownTermError):
        read_date("2016", **given)


def test_a_reference_without_a_date_is_told():
    with pytest.raises(UnreadableDateError):
        read_date("yesterday", reference="soon")
    with pytest.raises(UnreadableDateError):
        read_date("yesterday", reference=read_date("N/A"))


def test_languages_without_a_file_are_skipped():
    assert not read_date("29 Maart 2016", languages=["nl"])
    assert read_date("29 March 2016", languages=["nl", "en"])


def test_years_or_a_group_of_months():
    years = read_date("1936-39", languages=["en"])
    assert [reading.edtf for reading in years.readings] == ["1936/1939", "1936-39"]
    assert read_date("2016-21", languages=["en"]).edtf == "2016-21"


@pytest.mark.parametrize("languages", [None, ["en"], ["ru", "en"], ["en", "ru"]])
def test_the_reason_is_of_the_language_that_knows_the_words(languages):
    value = read_date("32 March 2016", languages=languages)
    assert value.reason == "there is no such day in the calendar: '32 march 2016'"


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("2016-03-30 14:30 UTC", "2016-03-30T14:30:00Z"),
        ("14:30Z 30 Mar 2016", "2016-03-30T14:30:00Z"),
        ("1430Z 30 Mar 2016", "2016-03-30T14:30:00Z"),
        ("2016-03-30 14:30:05 EST", "2016-03-30T14:30:05-05:00"),
        ("2016-03-30T14:30:00+03:00", "2016-03-30T14:30:00+03:00"),
        ("2016-03-30T14:30:00", "2016-03-30T14:30:00+01:00"),
        ("2016-03-30 14:30", "2016-03-30T14:30:00+01:00"),
        ("30 January 2016 14:30", "2016-01-30T14:30:00Z"),
        ("2016-03-30", "2016-03-30"),
    ],
)
def test_a_zone_is_that_of_moments_that_name_none(text, edtf):
    value = read_date(text, languages=["en"], zone="Europe/London")
    assert (value.edtf, value.earliest) == (edtf, value.latest)


def test_a_month_with_two_figures_is_a_day_or_a_short_year():
    value = read_date("Mar-16", reference=REFERENCE, languages=["en"])
    assert [reading.edtf for reading in value.readings] == ["2016-03-16", "2016-03"]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("last March 3", "2016-03-03"),
        ("last April 3", "2015-04-03"),
        ("next April 2", "2017-04-02"),
        ("29 March last", "2016-03-29"),
    ],
)
def test_the_last_and_the_next_such_day(text, edtf):
    assert read_date(text, reference=REFERENCE, languages=["en"]).edtf == edtf


def test_figures_alone_are_told_from_words():
    assert read_date("15").reason == "figures that need not mean a date: '15'"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("from 5 March until", "'until'"),
        ("some unheard-of month", "'unheard'"),
        ("in recent weeks", "'weeks'"),
        ("recently", "'recently'"),
        ("March 2016 Tuesday Friday", "'tuesday'"),
        ("31 February 2016", "'31 february 2016'"),
        ("2024-04-31", "'2024-04-31'"),
        ("the night of 31 June 2016", "'31 june 2016'"),
        ("the morning", "'morning'"),
    ],
)
def test_a_refusal_names_the_word_it_stumbled_on(text, word):
    assert word in read_date(text, reference="2016-04-02", languages=["en"]).reason


@pytest.mark.parametrize(
    ("zone", "edtf"),
    [
        (None, "2024-01-14T15:30:00+05:30"),
        ("Asia/Jerusalem", "2024-01-14T15:30:00+02:00"),
        ("Europe/Kyiv", "2024-01-14T15:30:00+05:30"),
    ],
)
def test_an_abbreviation_is_of_the_zone_that_was_asked_for_where_that_calls_itself_so(zone, edtf):
    value = read_date("14 January 2024, 15:30 IST", languages=["en"], zone=zone)
    assert value.edtf == edtf


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("Tuesday night", "the night may reach into the next day"),
        ("March 30 at 4", "whether the hour is before or after noon is not said"),
        ("before 14:00 on 30 March", "the time of day is left out"),
    ],
)
def test_what_the_day_alone_does_not_say_is_remarked(text, remark):
    assert read_date(text, reference="2016-04-02", languages=["en"]).remark == remark


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("the same day", "[2016-03-04,2016-04-03]"),
        ("two days later", "[2016-03-06,2016-04-05]"),
        ("5 March", "2016-03-05"),  # the year is the same in both
        ("May 2016", "2016-05"),
    ],
)
def test_what_counts_from_one_of_two_days_is_one_of_two(text, edtf):
    assert read_date(text, reference=read_date("03/04/2016")).edtf_any == edtf


@pytest.mark.parametrize(
    ("language", "text", "clock"),
    [
        ("en", "12 March 2024 at 25:00", "25:00"),
        ("en", "12 March 2024 at 3:75 pm", "3:75 pm"),
        ("en", "3:75 pm on 12 March 2024", "3:75 pm"),
        ("en", "12 March 2024 13 pm", "13 pm"),
        ("en", "12 March 2024 at 24:30", "24:30"),
        ("en", "5 March 2016 14:30:61", "14:30:61"),
        ("en", "12 March 2024 between 14:00 and 25:00", "25:00"),
        ("en", "2024-03-12T14:75", "14:75"),
        ("en", "122575Z MAR 24", "2575"),
        ("de", "12. März 2024 um 25 Uhr", "25"),
        ("fr", "12 mars 2024 à 25h30", "25h30"),
        ("fr", "12 mars 2024 à 25 heures", "25 heures"),
        ("es", "12 de marzo de 2024 a las 25", "25"),
        ("ru", "12 марта 2024 в 25 часов", "25 часов"),
        ("tr", "12 Mart 2024 saat 25.00", "25.00"),
        ("ar", "12 مارس 2024 الساعة 25:00", "25:00"),
    ],
)
def test_a_clock_that_cannot_be_is_refused_and_named(language, text, clock):
    value = read_date(text, languages=[language])
    assert (value.edtf, value.reason) == ("", f"there is no such time of day: {clock!r}")


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("12 March 2024 at 24:00", "2024-03-13T00:00:00"),
        ("12 March 2024 15:30 pm", "2024-03-12T15:30:00"),
        ("within 48 hours of 5 March 2024", "2024-03-05/2024-03-07"),
    ],
)
def test_a_clock_that_can_be_and_a_length_of_hours_are_read(text, edtf):
    assert read_date(text, languages=["en"]).edtf == edtf


@pytest.mark.parametrize(
    ("language", "text", "named"),
    [
        ("en", "Mar. 30-29, 2024", "mar 30-29, 2024"),
        ("en", "March 30 to 29, 2024", "march 30 to 29, 2024"),
        ("en", "March 2024 30-29", "march 2024 30-29"),
        ("en", "30-29 March", "30-29 march"),
        ("fr", "30-29 mars 2024", "30-29 mars 2024"),
        ("de", "30.-29. März 2024", "30-29 marz 2024"),
        ("es", "30-29 de marzo de 2024", "30-29 de marzo de 2024"),
        ("ru", "30–29 марта 2024", "30-29 марта 2024"),
        ("ar", "30-29 مارس 2024", "30-29 مارس 2024"),
    ],
)
def test_days_of_one_month_that_run_backwards_are_refused(language, text, named):
    value = read_date(text, languages=[language], reference="2024-06-01")
    assert (value.edtf, value.reason) == ("", f"the range ends before it begins: {named!r}")


def test_words_and_two_months_may_lead_over_the_end_of_one():
    assert read_date("from the 27th to 3 April 2024", languages=["en"]).edtf == "2024-03-27/2024-04-03"
    assert read_date("28 December - 3 January 2024", languages=["en"]).edtf == "2023-12-28/2024-01-03"
