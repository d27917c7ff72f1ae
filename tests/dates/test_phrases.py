"""Phrases of reports: lengths of time, parts, and what counts from something else; the reference is 2 April 2016."""

from __future__ import annotations

import pytest

from claimtrack.dates import read_date

REFERENCE = "2016-04-02"


@pytest.mark.parametrize(
    ("language", "text", "edtf"),
    [
        ("en", "14:00\u201316:00 on 5 May 2014", "2014-05-05T14:00:00/2014-05-05T16:00:00"),
        ("en", "between 14:00 and 16:00 on 5 May 2014", "2014-05-05T14:00:00/2014-05-05T16:00:00"),
        ("en", "from 2 to 4 p.m. on 5 May 2014", "2014-05-05T14:00:00/2014-05-05T16:00:00"),
        ("en", "2-4pm, 5 May 2014", "2014-05-05T14:00:00/2014-05-05T16:00:00"),
        ("en", "shortly after 14:00 on 5 May 2014", "2014-05-05"),
        ("en", "2014-05-05 14:00-16:00", "2014-05-05T14:00:00/2014-05-05T16:00:00"),
        ("en", "from 14:00 on 5 May 2014 to 16:00 on 6 May 2014", "2014-05-05T14:00:00/2014-05-06T16:00:00"),
        ("de", "am 5. Mai 2014 zwischen 14 und 16 Uhr", "2014-05-05T14:00:00/2014-05-05T16:00:00"),
        ("uk", "5 травня 2014 року з 14:00 до 16:00", "2014-05-05T14:00:00/2014-05-05T16:00:00"),
        ("en", "from 2 to 4 p.m.", ""),
    ],
)
def test_a_range_of_hours_on_its_day(language, text, edtf):
    value = read_date(text, reference=REFERENCE, languages=[language])
    assert value.edtf == edtf
    assert value or value.reason == "a time of day without a date: '4 p.m.'"


def test_hours_past_midnight_are_on_the_next_day():
    value = read_date("22:00-02:00 on 5 March 2025", languages=["en"])
    assert (value.edtf, str(value.earliest), str(value.latest)) == (
        "2025-03-05T22:00:00/2025-03-06T02:00:00",
        "2025-03-05",
        "2025-03-06",
    )


@pytest.mark.parametrize(
    ("language", "text", "edtf"),
    [
        ("en", "more than three days ago", "../2016-03-30"),
        ("en", "less than three days ago", "2016-03-30/2016-04-02"),
        ("en", "more than ten days after 5 May 2014", "2014-05-15/.."),
        ("en", "less than ten days before 15 May 2014", "2014-05-05/2014-05-15"),
        ("de", "vor mehr als drei Tagen", "../2016-03-30"),
        ("fr", "il y a plus de trois jours", "../2016-03-30"),
        ("es", "hace menos de tres días", "2016-03-30/2016-04-02"),
        ("ru", "более трёх дней назад", "../2016-03-30"),
        ("uk", "понад десять днів тому", "../2016-03-23"),
        ("en", "more than 2000", ""),
        ("uk", "понад 1500", ""),
        ("en", "at least 1200", ""),
    ],
)
def test_more_and_less_than_so_long(language, text, edtf):
    assert read_date(text, reference=REFERENCE, languages=[language]).edtf == edtf


@pytest.mark.parametrize(
    ("language", "text", "edtf"),
    [
        ("en", "the end of last week", "2016-03-25/2016-03-27"),
        ("en", "the middle of last week", "2016-03-23/2016-03-24"),
        ("de", "im nächsten Monat vom 7. bis zum 11.", "2016-05-07/2016-05-11"),
        ("fr", "du 7 au 11 mois prochain", "2016-05-07/2016-05-11"),
        ("ru", "среда на следующей неделе", "2016-04-06"),
        ("en", "7-2015-march", "2015-03-07"),
        ("en", "two months ago", "2016-02"),
        ("en", "a few weeks ago", ""),
        ("en", "the seventh week of March 2016", ""),
        ("ar", "بعد ثلاثة أيام من الآن", "2016-04-05"),
    ],
)
def test_phrases_that_were_read_amiss(language, text, edtf):
    assert read_date(text, reference=REFERENCE, languages=[language]).edtf == edtf


@pytest.mark.parametrize(
    ("language", "text", "edtf"),
    [
        ("en", "since 5 April", "2015-04-05/.."),  # never ahead of the reference
        ("en", "since Monday", "2016-03-28/.."),
        ("en", "the winter of 1951-52", "1951-24"),
        ("uk", "взимку 1951/52", "1951-24"),
        ("en", "the past 36 hours", "2016-03-31/2016-04-02"),
        ("en", "the past five days", "2016-03-28/2016-04-01"),
        ("en", "the past", ""),
        ("en", "earlier today", "2016-04-02"),
        ("en", "earlier on Thursday", "2016-03-31"),
        ("en", "last night", "2016-04-01"),
        ("en", "this morning", "2016-04-02"),
        ("en", "the following morning", "2016-04-03"),
        ("de", "am selben Abend", "2016-04-02"),
        ("uk", "наступного ранку", "2016-04-03"),
        ("en", "the night", ""),
        ("de", "vor rund drei Tagen", "2016-03-30~"),
        ("de", "in der Nacht auf den 7. Mai 2014", "2014-05-06/2014-05-07"),
        ("de", "zum Jahresende 2014", "2014-09-01/2014-12-31"),
        ("de", "Monatsmitte", "2016-04-11/2016-04-20"),
        ("uk", "друга декада травня 1944", "1944-05-11/1944-05-20"),
        ("en", "the first five days of May 1944", "1944-05-01/1944-05-05"),
        ("es", "los últimos dos meses de 2014", "2014-11-01/2014-12-31"),
        ("ru", "первые три месяца 1944 года", "1944-01-01/1944-03-31"),
        ("fr", "la seconde quinzaine d'avril 2014", "2014-04-16/2014-04-30"),
        ("fr", "les années 40", "194X"),
        ("es", "los años 40", "194X"),
        ("es", "40 años", ""),
    ],
)
def test_phrases_of_reports(language, text, edtf):
    assert read_date(text, reference=REFERENCE, languages=[language]).edtf == edtf


@pytest.mark.parametrize(
    ("language", "text", "edtf"),
    [
        ("en", "before the end of the month", "../2016-04"),
        ("en", "second half of March 2016", "2016-03-16/2016-03-31"),
        ("en", "days later", "2016-04-03~/"),
        ("en", "198*", "198X"),
        ("en", "29 March 2016, around noon", "2016-03-29"),
        ("ru", "в ночь с 30 на 31 октября 2015 года", "2015-10-30/2015-10-31"),
        ("ru", "19-й век", "1801/1900"),
        ("es", "último trimestre de 2015", "2015-36"),
        ("uk", "у 1990-х роках", "199X"),
        ("he", "כ״ה בניסן תשע״ט", "2019-04-30"),
        ("de", "29.3.2016 um 14 Uhr", "2016-03-29T14:00:00"),
        ("tr", "2 Ekim'den 5 Ekim'e kadar", "2015-10-02/2015-10-05"),
    ],
)
def test_parts_and_words_that_other_words_decide(language, text, edtf):
    assert read_date(text, reference=REFERENCE, languages=[language]).edtf == edtf


@pytest.mark.parametrize(
    ("prefer", "reference", "text", "readings"),
    [
        ("past", "2016-06-28", "3 July", ("2016-07-03", "2015-07-03")),  # announced for the coming days
        ("past", "2016-06-28", "3 August", ("2015-08-03", "2016-08-03")),
        ("past", "2016-06-28", "the 2nd", ("2016-07-02", "2016-06-02")),
        ("current_period", "1942-12-11", "20 January", ("1943-01-20", "1942-01-20")),
        ("current_period", "1942-12-11", "January", ("1943-01", "1942-01")),
        ("current_period", "1942-09-11", "20 January", ("1942-01-20", "1943-01-20")),
        ("nearest", "2016-06-28", "10 August", ()),
        ("nearest", "2016-06-28", "10 October", ("2016-10-10", "2015-10-10")),
        ("current_period", "1942-01-01", "3 May", ("1942-05-03", "1941-05-03", "1943-05-03")),
        ("nearest", "2016-06-30", "Sunday", ("2016-06-26", "2016-07-03")),  # four days ago or in three
        ("nearest", "2016-06-30", "Tuesday", ()),
        ("nearest", "2016-06-30", "Monday, 5 March", ("2018-03-05", "2016-03-05?")),
    ],
)
def test_what_else_an_incomplete_date_may_be(prefer, reference, text, readings):
    value = read_date(text, reference=reference, languages=["en"], prefer=prefer)
    assert tuple(one.edtf for one in value.readings) == readings


def test_two_months_ago_may_be_to_the_day():
    value = read_date("two months ago", reference=REFERENCE, languages=["en"])
    assert [one.edtf for one in value.readings] == ["2016-02", "2016-02-02~"]


@pytest.mark.parametrize(
    ("language", "text", "readings"),
    [
        ("en", "until March 2015", ("../2015-03", "../2015-02-28")),  # into the month, or up to it
        ("en", "through March 2015", ()),
        ("en", "until 5 May 2015", ()),
        ("en", "the 19th century", ("1801/1900", "18XX")),
        ("en", "the 5th century BC", ()),
        ("en", "for ten days from 1 March 2016", ("2016-03-01/2016-03-11", "2016-03-01/2016-03-10")),
        ("en", "ten days starting 1 March 2016", ("2016-03-01/2016-03-10", "2016-03-01/2016-03-11")),
        ("en", "the week beginning 29 February 2016", ()),
        ("en", "the week of 6 March 2016", ("2016-02-29/2016-03-06", "2016-03-06/2016-03-12")),  # a Sunday
        ("en", "the week of 7 March 2016", ()),
        ("es", "dentro de dos semanas", ("2016-04-16~", "2016-04-02/2016-04-16")),
        ("es", "en dos semanas", ()),
        ("tr", "iki hafta içinde", ("2016-04-16~", "2016-04-02/2016-04-16")),
        ("en", "a decade ago", ("200X", "2006")),
        ("en", "the week after 9 March 2016", ("2016-03-14/2016-03-20", "2016-03-10/2016-03-16")),
        ("en", "the year before 1914", ()),
        ("en", "early this week", ("2016-03-28/2016-03-30", "2016-03-28/2016-03-29")),
        ("en", "Yom Kippur 2018", ("2018-09-19", "2018-09-18")),  # from the evening before
        ("en", "Hanukkah 2018", ("2018-12-03/2018-12-10", "2018-12-02/2018-12-09")),
        ("en", "Good Friday 2018", ()),
        ("en", "the first nine months", ("2015-01-01/2015-09-30", "2016-01-01/2016-09-30")),
    ],
)
def test_phrases_that_say_two_things_are_read_in_both(language, text, readings):
    value = read_date(text, reference=REFERENCE, languages=[language])
    assert value
    assert tuple(one.edtf for one in value.readings) == readings


def test_one_more_reading_is_of_the_first_date_meant():
    value = read_date(
        "for ten days from 18 December", reference="2013-02-12", languages=["en"], prefer="future"
    )
    assert [one.edtf for one in value.readings] == [
        "2013-12-18/2013-12-28", "2012-12-18/2012-12-28", "2013-12-18/2013-12-27",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text", "edtf"),
    [
        ("en", "within the next three years", "2016-04-02/2019-04-02"),
        ("en", "within a few days", "2016-04-02~/2016-04-08~"),
        ("en", "within three days after 5 May 2016", "2016-05-05/2016-05-08"),
        ("en", "the 12 months ending in March 2016", "2015-04-01/2016-03-31"),
        ("en", "beginning 7 January 2016", "2016-01-07/.."),
        ("en", "the beginning of January 2016", "2016-01-01/2016-01-10"),
        ("en", "after mid-May 2015", "2015-05-21/.."),
        ("en", "two or three weeks ago", "2016-03-12~/2016-03-19~"),
        ("de", "vor zwei bis drei Wochen", "2016-03-12~/2016-03-19~"),
        ("uk", "через 3-4 дні", "2016-04-05~/2016-04-06~"),
        ("en", "some ten days ago", "2016-03-23"),
        ("en", "the second half of the 1950s", "1955/1959"),
        ("en", "the nineties of last century", "199X"),
        ("de", "in den 20er Jahren des 20. Jahrhunderts", "192X"),
        ("en", "this day last year", "2015-04-02"),
        ("en", "the 15th of the month", "2016-04-15"),
        ("en", "the Monday before", "2016-03-28"),
        ("en", "last week's Tuesday", "2016-03-22"),
        ("en", "earlier in March", "2016-03"),
        ("en", "the weekend of Halloween 2021", "2021-10-30/2021-10-31"),
        ("en", "yesterday, 1 April", "2016-04-01"),
        ("en", "between 3 March and now", "2016-03-03/2016-04-02"),
        ("en", "Tuesday, the eleventh", "2016-10-11"),
        ("en", "the 1st, 2nd and 3rd of July 2015", "{2015-07-01,2015-07-02,2015-07-03}"),
        ("en", "3, 4 and 5 July 2015", "{2015-07-03,2015-07-04,2015-07-05}"),
        ("en", "July 3, 4 and 5, 2015", "{2015-07-03,2015-07-04,2015-07-05}"),
        ("ru", "3, 4 и 5 июля 2015 года", "{2015-07-03,2015-07-04,2015-07-05}"),
        ("de", "am 3., 4. und 5. Juli 2015", "{2015-07-03,2015-07-04,2015-07-05}"),
        ("he", "3, 4 ו-5 ביולי 2015", "{2015-07-03,2015-07-04,2015-07-05}"),
        ("fr", "le 16", "2016-04-16"),
        ("fr", "le 17 02", "2016-02-17"),
        ("tr", "on dört gün önce", "2016-03-19"),
        ("tr", "yirmi bir mayıs iki bin on altı", "2016-05-21"),
        ("ru", "двадцать первое мая две тысячи пятнадцатого года", "2015-05-21"),
        ("uk", "двадцять перше травня дві тисячі п'ятнадцятого року", "2015-05-21"),
        ("fr", "ce jour-là", "2016-04-02"),
        ("ar", "بعد 5 مايو 2015", "2015-05-06/.."),
        ("ar", "بعد أسبوع", "2016-04-09~"),
        ("ar", "قبل عام 2011", "../2010-12-31"),
        ("fr", "cette semaine-là", "2016-03-28/2016-04-03"),
        ("fr", "ce mois-ci", "2016-04"),
        ("de", "heute in einer Woche", "2016-04-09~"),
        ("es", "el día de ayer", "2016-04-01"),
        ("es", "lunes veintiuno", "2016-03-21"),
        ("en", "from the 30th until today", "2016-03-30/2016-04-02"),
        ("en", "3-5 March and 8-10 March 2015", "2015-03-03/2015-03-10"),
        ("es", "17 del 11", "2015-11-17"),
        ("es", "los 90", "199X"),
        ("es", "los años 1990", "199X"),
        ("he", 'ט"ו בשבט', "2016-01-25"),
        ("en", "Quds Day 2016", "2016-07-01~"),
        ("en", "Lent 2018", "2018-02-14/2018-03-31"),
    ],
)
def test_lengths_parts_and_neighbours(language, text, edtf):
    value = read_date(text, reference=REFERENCE, languages=[language])
    assert (value.edtf, value.reason) == (edtf, "")
    assert value.rule


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "in recent weeks"),
        ("en", "the coming months"),
        ("en", "within days"),
        ("en", "one Friday"),
        ("en", "on Fridays"),
        ("en", "day 16"),
        ("en", "the tenth"),
        ("en", "we'd"),
        ("en", "lent"),
        ("en", "a half March"),
        ("en", "some April"),
        ("en", "some month of 2016"),
        ("en", "next week of May"),
        ("en", "in 3 days on Sunday"),  # it is a Tuesday
        ("en", "yesterday, 12 February"),
        ("en", "3-5 and 7 July 2015"),
        ("en", "3, 4"),
        ("en", "the first and third weeks of May"),
        ("en", "1215 GMT"),
        ("en", "0400"),
        ("tr", "yıl sonra"),
        ("es", "15 horas"),
        ("fr", "15 heures"),
    ],
)
def test_what_leaves_open_how_many_or_which_is_refused(language, text):
    value = read_date(text, reference=REFERENCE, languages=[language])
    assert not value
    assert value.reason


@pytest.mark.parametrize(
    ("language", "text", "edtf"),
    [
        ("en", "0400 hours on 3 March 2016", "2016-03-03T04:00:00"),
        ("en", "1400 GMT on 3 March 2016", "2016-03-03T14:00:00Z"),
        ("en", "8 p.m. EST, 3 March 2016", "2016-03-03T20:00:00-05:00"),
        ("en", "just after midnight on 3 March 2016", "2016-03-03"),
        ("fr", "le 3 mars 2016 à 15 heures", "2016-03-03T15:00:00"),
        ("es", "el 3 de marzo de 2016 a las 3 de la tarde", "2016-03-03T15:00:00"),
        ("tr", "3 Mart 2016 saat 15", "2016-03-03T15:00:00"),
        ("ar", "3 مارس 2016 الساعة 15:30", "2016-03-03T15:30:00"),
        ("ru", "3 марта 2016 года в 15 часов", "2016-03-03T15:00:00"),
        ("ru", "15 часов назад", "2016-04-01/2016-04-02"),
        ("fr", "il y a 15 heures", "2016-04-01/2016-04-02"),
    ],
)
def test_hours_in_words(language, text, edtf):
    assert read_date(text, reference=REFERENCE, languages=[language]).edtf == edtf


def test_a_feast_that_was_moved_has_both_days_in_the_year_of_the_change():
    value = read_date("Різдво 2023", languages=["uk"])
    assert [one.edtf for one in value.readings] == ["2023-12-25", "2023-01-07"]
    assert read_date("Різдво 2021", languages=["uk"]).edtf == "2021-01-07"


def test_weekdays_named_have_to_be_those_of_the_days():
    assert read_date("Mon-Wed, 4-6 March 2024").edtf == "2024-03-04/2024-03-06"
    assert not read_date("Mon-Tue, 4-6 March 2024").edtf


def test_the_weeks_of_a_month_of_another_calendar_are_its_own():
    value = read_date("the first week of Ramadan 1444")
    assert value.edtf.replace("~", "") == "2023-03-23/2023-03-29"
    assert len(value.readings) == 2


@pytest.mark.parametrize(
    ("language", "text", "edtf"),
    [
        ("en", "over two weeks ago", "../2016-03-19~"),
        ("uk", "торік восени", "2015-23"),
        ("en", "last year in autumn", "2015-23"),
        ("ar", "الليلة قبل الماضية", "2016-03-31"),
        ("de", "vor mehr als zwei Wochen", "../2016-03-19~"),
        ("fr", "il y a plus d'une semaine", "../2016-03-26~"),
        ("en", "over the weekend of 5 March 2016", "2016-03-05/2016-03-06"),
        ("en", "over the course of 2015", "2015"),
        ("en", "three days in March 2016", "2016-03"),
        ("de", "zwei Wochen im März 2016", "2016-03"),
        ("ru", "три дня в марте 2016 года", "2016-03"),
        ("en", "two weekends in March 2016", "2016-03"),
        ("en", "the third day of March 2016", "2016-03-03"),
        ("ru", "вторая неделя марта 2016", "2016-03-07/2016-03-13"),
        ("ru", "к 9 мая 2016 года", "../2016-05-09"),
        ("ru", "к 2015 году", "../2015"),
        ("ru", "к вечеру 5 марта 2016", "2016-03-05"),
        ("ru", "в минувшее воскресенье", "2016-03-27"),
        ("he", "ערב שבת", "2016-04-01"),
        ("he", "במוצאי שבת", "2016-04-02"),
        ("fa", "شب جمعه", "2016-03-31"),
        ("en", "5 March 2016, 10:00 Khartoum time", "2016-03-05T10:00:00+03:00"),
        ("en", "5 March 2016, 10:00 EAT", "2016-03-05T10:00:00+03:00"),
    ],
)
def test_lengths_that_are_counted_limited_or_told_by_the_eve(language, text, edtf):
    assert read_date(text, reference=REFERENCE, languages=[language]).edtf == edtf


def test_two_hours_of_which_one_has_no_minutes():
    """Hours compare by the clock, whether or not their minutes are said."""
    text = "entre las tres y las tres y media de la madrugada del 13 de octubre de 2025"
    assert read_date(text, languages=["es"]).edtf == "2025-10-13T03:00:00/2025-10-13T03:30:00"


def test_a_working_week_is_counted():
    """A working week is as long as a week."""
    assert read_date("через рабочую неделю", reference="2025-10-16", languages=["ru"]).edtf == "2025-10-23"


@pytest.mark.parametrize(
    ("language", "text", "edtf"),
    [
        ("en", "after 5 March and before 9 March 2015", "2015-03-06/2015-03-08"),
        ("en", "no earlier than 5 but no later than 9 March 2015", "2015-03-05/2015-03-09"),
        ("ru", "после 3 июня 1915 и до конца месяца", "1915-06-04/1915-06-30"),
        ("de", "nach dem 5. und vor dem 9. März 2015", "2015-03-06/2015-03-08"),
        ("en", "after 2009 and before 2013", "2010-01-01/2012-12-31"),
        ("en", "before 5 March and from 9 March 2015", ""),
        ("en", "from 3 June 1915 to the end of the year", "1915-06-03/1915-12-31"),
        ("uk", "з 3 червня 1915 року до кінця місяця", "1915-06-03/1915-06-30"),
        ("en", "from the evening of 3 June until the following morning", "2016-06-03/2016-06-04"),
    ],
)
def test_a_range_told_by_its_bounds_or_by_its_beginning(language, text, edtf):
    assert read_date(text, reference=REFERENCE, languages=[language]).edtf == edtf


@pytest.mark.parametrize(
    ("language", "text", "edtf"),
    [
        ("en", "last night at 11", "2016-04-01T23:00:00"),
        ("en", "this evening at 7", "2016-04-02T19:00:00"),
        ("en", "tonight at 9", "2016-04-02T21:00:00"),
        ("es", "anoche a las 10", "2016-04-01T22:00:00"),
        ("fr", "ce soir à 20h", "2016-04-02T20:00:00"),
        ("it", "ieri sera alle 10", "2016-04-01T22:00:00"),
        ("it", "il 12 marzo alle 22", "2016-03-12T22:00:00"),
        ("it", "dalle 14 alle 16 del 12 marzo", "2016-03-12T14:00:00/2016-03-12T16:00:00"),
        ("fa", "دیشب ساعت ۱۰", "2016-04-01T22:00:00"),
        ("ru", "около половины шестого утра 9 марта", "2016-03-09T05:30:00"),
        ("fr", "à 20 h", ""),
    ],
)
def test_hours_of_a_day_near_the_reference(language, text, edtf):
    assert read_date(text, reference=REFERENCE, languages=[language]).edtf == edtf


def test_the_small_hours_of_last_night_are_rather_those_of_the_day_that_it_led_to():
    value = read_date("last night at 3 am", reference=REFERENCE, languages=["en"])
    assert [one.edtf for one in value.readings] == ["2016-04-02T03:00:00", "2016-04-01T03:00:00"]


@pytest.mark.parametrize(
    ("language", "text", "edtf"),
    [
        ("ru", "на рубеже июня и июля 1915", "1915-06-21/1915-07-10"),
        ("pl", "na przełomie 1915 i 1916 roku", "1915-09-01/1916-04-30"),
        ("ru", "в 1915/16 году", "1915/1916"),
        ("en", "in the 2015/16 school year", "2015~/2016~"),
        ("en", "the first half of the school year 2015", ""),
        ("tr", "Mart başı 2015", "2015-03-01/2015-03-10"),
        ("tr", "yılın ilk iki ayında", "2016-01-01/2016-02-29"),
        ("ar", "اليوم الثالث من عيد الأضحى 2015", "2015-09-25~"),
        ("ar", "العشر الأواخر من رمضان 1436 هـ", "2015-07-07~/2015-07-16~"),
        ("fa", "هفته آخر اسفند ۱۳۹۳", "2015-03-14/2015-03-20"),
        ("he", "באמצע שנות ה-60", "1964-01-01/1966-12-31"),
        ("es", "el pasado mes de febrero", "2016-02"),
        ("zh", "不迟于2015年3月9日", "../2015-03-09"),
        ("uk", "на Покрову 2024", "2024-10-01"),
    ],
)
def test_where_years_and_months_begin_and_end(language, text, edtf):
    assert read_date(text, reference=REFERENCE, languages=[language]).edtf == edtf


@pytest.mark.parametrize(
    ("language", "text", "edtf"),
    [
        ("en", "two weeks ago, on Friday", "2016-03-18"),
        ("es", "hace dos semanas, el miércoles", "2016-03-16"),
        ("ru", "две недели назад в среду", "2016-03-16"),
        ("en", "three days ago, on Friday", ""),  # a Wednesday
        ("en", "between 2 and 3 a.m. on 9 March", "2016-03-09T02:00:00/2016-03-09T03:00:00"),
        ("en", "from 11 to 3 a.m. on 9 March", "2016-03-09T23:00:00/2016-03-10T03:00:00"),
        ("fa", "ساعت ۵ و ۲۰ دقیقه بامداد ۱۹ اسفند", "2016-03-09T05:20:00"),
        ("fa", "اواخر دهه ۱۳۶۰", "1988-03-21/1991-03-20"),
        ("he", 'בערב חג הפסח תשע"ו', "2016-04-22"),
        ("uk", "третього червня тисяча дев'ятсот п'ятнадцятого року", "1915-06-03"),
        ("ru", "третьего июня две тысячи двадцать первого года", "2021-06-03"),
        ("en", "spring '14", "2014-21"),
        ("en", "in May '36", "1936-05"),
        ("pl", "nazajutrz po 9 marca", "2016-03-10"),
        ("", "am 08.03. um 18 Uhr", "2016-03-08T18:00:00"),
    ],
)
def test_days_of_another_week_hours_of_two_and_years_in_words(language, text, edtf):
    assert read_date(text, reference=REFERENCE, languages=[language] if language else None).edtf == edtf


@pytest.mark.parametrize(
    ("language", "text", "edtf", "remark"),
    [
        ("de", "gegen halb vier am 9. März", "2016-03-09", "before or after noon"),
        ("de", "gegen halb vier Uhr nachmittags am 9. März", "2016-03-09T15:30:00", "approximate"),
        ("en", "at around 14:00 on 9 March", "2016-03-09T14:00:00", "approximate"),
        ("ru", "9 марта около 14:00", "2016-03-09T14:00:00", "approximate"),
        ("en", "at 14:00 on 9 March", "2016-03-09T14:00:00", ""),
        ("en", "around 9 March at 14:00", "2016-03-09T14:00:00~", ""),
        ("en", "after 9 March at 14:00", "2016-03-09T14:00:00/..", ""),
        ("tr", "9 Mart günü saat 17:00'den sonra", "2016-03-09", "left out"),
        ("uk", "з 9-ї до 18-ї години 9 березня", "2016-03-09T09:00:00/2016-03-09T18:00:00", ""),
        ("ru", "этой ночью", "2016-04-02", "next day"),
        ("fr", "cette nuit", "2016-04-02", "next day"),
        ("it", "da metà febbraio a fine marzo 2015", "2015-02-11/2015-03-31", ""),
        ("fr", "de la mi-février à la fin mars 2015", "2015-02-11/2015-03-31", ""),
        ("es", "hace poco más de dos semanas", "../2016-03-19~", ""),
    ],
)
def test_hours_that_are_about_open_or_bound_a_day(language, text, edtf, remark):
    value = read_date(text, reference=REFERENCE, languages=[language])
    assert value.edtf == edtf
    assert remark in value.remark if remark else not value.remark


@pytest.mark.parametrize(
    ("language", "text", "edtf"),
    [
        ("en", "more than a year ago", "../2015-04-02~"),
        ("en", "less than a year ago", "2015-04-02~/2016-04-02~"),
        ("de", "vor mehr als drei Monaten", "../2016-01-02~"),
        ("uk", "понад рік тому", "../2015-04-02~"),
        ("en", "a year ago", "2015"),
        ("ru", "дня три назад", "2016-03-30~"),
        ("ru", "лет десять назад", "2006~"),
        ("ru", "через недели две", "2016-04-16~"),
        ("ru", "неделю назад", "2016-03-26~"),
    ],
)
def test_a_limit_is_counted_to_the_day_and_a_number_behind_its_unit_is_about(language, text, edtf):
    assert read_date(text, reference=REFERENCE, languages=[language]).edtf == edtf


@pytest.mark.parametrize(
    ("language", "text", "readings"),
    [
        ("es", "anoche a las 2", ["2016-04-02T02:00:00", "2016-04-01T02:00:00"]),
        ("fa", "دیشب ساعت ۳", ["2016-04-02T03:00:00", "2016-04-01T03:00:00"]),
        ("es", "anoche a las 11", ["2016-04-01T23:00:00"]),
        ("en", "from 2009 to the end of the month", ["2009/2016-04-30"]),
        ("en", "from June 2009 to the end of the year", ["2009-06/2009-12-31"]),
    ],
)
def test_small_hours_of_last_night_and_ends_of_units_that_do_not_hold_the_beginning(language, text, readings):
    value = read_date(text, reference=REFERENCE, languages=[language])
    assert [one.edtf for one in value.readings or (value,)] == readings


@pytest.mark.parametrize(
    ("language", "text", "edtf"),
    [
        ("en", "from midnight to 6 a.m. on 9 March", "2016-03-09T00:00:00/2016-03-09T06:00:00"),
        ("en", "from 10 p.m. to midnight on 9 March", "2016-03-09T22:00:00/2016-03-10T00:00:00"),
        ("ru", "с полудня до трёх часов дня 9 марта", "2016-03-09T12:00:00/2016-03-09T15:00:00"),
        ("es", "el mes pasado, el día 15", "2016-03-15"),
        ("en", "last year, on 5 May", "2015-05-05"),
        ("en", "last month, on 9 March 2016", "2016-03-09"),
        ("ru", "спустя два дня, 11 марта", "2016-03-11"),
        ("uk", "до обіду 9 березня", "2016-03-09"),
    ],
)
def test_ranges_from_midnight_and_days_of_a_unit_told_before(language, text, edtf):
    assert read_date(text, reference=REFERENCE, languages=[language]).edtf == edtf
