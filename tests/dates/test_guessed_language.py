"""Where no language is told, a text is tried in those it may be in."""

from __future__ import annotations

import pytest

from claimtrack.dates import read_date


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("14 mai 2015", "2015-05-14"),
        ("du 3 au 9 mai 2016", "2016-05-03/2016-05-09"),
        ("7. Mai 2016", "2016-05-07"),
        ("vom 4.8. bis 6.8.2016", "2016-08-04/2016-08-06"),
        ("3 ene 2014", "2014-01-03"),
        ("12 Eyl 2015", "2015-09-12"),
        ("1960'lar", "196X"),
        ("29 марта 2016", "2016-03-29"),
        ("в 1943—1944 гг.", "1943/1944"),
        ("7 Nisan 2017", "2017-04-07"),  # Turkish April, though Nisan is a Hebrew month in every language
        ("15 Nisan 5776", "2016-04-23"),  # and the Hebrew month where the year says so
        ("29 marca 2016", "2016-03-29"),
        ("29 febbraio 2016", "2016-02-29"),
        ("2016年3月29日", "2016-03-29"),
        ("29 مارچ 2016", "2016-03-29"),
    ],
)
def test_a_year_makes_a_text_of_short_words_worth_trying(text, edtf):
    assert read_date(text).edtf == edtf


@pytest.mark.parametrize("text", ["SA-11", "T-72", "Mi 24", "Mi-8", "mer 12", "no 5", "au 12"])
def test_short_words_without_one_are_no_other_language(text):
    assert not read_date(text, reference="2016-04-02")


def test_the_reason_is_that_of_the_first_language():
    assert read_date("31 February 2016").reason == read_date("31 February 2016", languages=["en"]).reason
