"""What is found cheaply agrees with what is found at length."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from re import _parser  # type: ignore[attr-defined]  # nothing public tells the width of a pattern

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimtrack.dates import read_date, words
from claimtrack.dates.grammar.table import _rules, _shortest
from claimtrack.dates.lexicon import load, plain_months


@pytest.mark.parametrize("rule", _rules(), ids=lambda found: found[0].pattern)
def test_no_rule_fits_a_row_shorter_than_is_counted(rule):
    shortest, _ = _parser.parse(rule[0].pattern).getwidth()
    assert _shortest(rule[1]) <= shortest


def test_english_months_are_found_without_the_other_english_words():
    assert plain_months("en").items() <= load("en").months.items()


@pytest.mark.parametrize(
    ("text", "language", "edtf"),
    [
        ("5 صفر 1440", "ar", "2018-10-14~"),  # the month is an everyday word as well
        ("the day of Ashura 2019", "en", "2019-09-09~"),
        ("jour de noël 2014", "fr", "2014-12-25"),
    ],
)
def test_a_rare_word_is_known_to_the_first_text_too(text, language, edtf):
    words._cut.cache_clear()
    load.cache_clear()
    assert read_date(text, languages=[language]).edtf == edtf


@settings(deadline=None)
@given(
    day=st.integers(0, 32),
    month=st.sampled_from(["Jan", "Feb.", "March", "may", "Aug", "Sept.", "December", "3"]),
    anchor=st.dates(date(2015, 1, 1), date(2017, 1, 2)),
    behind=st.booleans(),
    language=st.sampled_from(["en", "en-GB", "de", None]),
)
def test_a_plain_day_without_year_is_what_the_grammar_reads(day, month, anchor, behind, language):
    text = f"{month} {day}" if behind else f"{day} {month}"
    tags = [language] if language else None
    short = read_date(text, reference=anchor, languages=tags)
    at_length = read_date(
        f"{text} ", reference=anchor, languages=tags
    )  # no plain text, with a blank behind it
    assert _but_for_blanks(short) == _but_for_blanks(at_length)


def _but_for_blanks(value):
    readings = tuple(replace(reading, raw="") for reading in value.readings)
    return replace(value, raw="", readings=readings)
