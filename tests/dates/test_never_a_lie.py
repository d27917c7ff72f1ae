"""No date where there is none, and never another one than was said."""

from __future__ import annotations

import sys

import pytest

from claimtrack.dates import read_date

NO_DATE = [
    "N/A", "NA", "n.a.", "unknown", "15", "7", "1.22E+18", "1.5E9", "Paul Page", "2:26 AM · Jan 22, 202", "may", "sat", "mar",
    "31 February 2016", "31 April", "2016-13-45", "30.02.2016", "2016-02-30", "32 March 2016", "29 February 2015",
    "+7 495 123-45-67", "555-0123", "(202) 555-0147", "12,500", "$1,200", "3.5 million", "10.5", "version 2.10.3", "v1.2.3",
    "T-72", "SA-11", "BM-21", "Mi-28N", "S-300", "H1", "A1", "three soldiers", "5 killed", "12", "the 200 fighters",
    "12:45", "the morning", "12345678901234567890", "0", "00/00/2016", "", "   ", "?", "-", "...", "now", "recently", "TBD", "none",
    "5 March 1445 AH", "5 March 1402 AP",  # a month of one calendar, the era of another
    "page 12", "no. 5", "1-2", "7-8-9", "half", "the second half", "second", "one", "a year", "years",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_DATE)
def test_no_date_and_a_reason(text):
    value = read_date(text, reference="2016-04-02", languages=["en"])
    assert (value.edtf, value.earliest, value.latest) == ("", None, None)
    assert value.reason


@pytest.mark.parametrize("text", NO_DATE)
def test_no_date_without_a_language_either(text):
    assert not read_date(text, reference="2016-04-02")


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("the 1990s", "199X"),
        ("Q3 2015", "2015-35"),
        ("early April", "2016-04-01/2016-04-10"),
        ("late April", "2016-04-21/2016-04-30"),
        ("since 30 September", "2015-09-30/.."),
        ("March 2016", "2016-03"),
        ("2016", "2016"),
    ],
)
def test_what_was_said_is_not_sharpened(text, edtf):
    assert read_date(text, reference="2016-04-02", languages=["en"]).edtf == edtf


def test_texts_that_are_read_or_refused_never_import_dateparser(tmp_path):
    import subprocess

    program = tmp_path / "program.py"
    program.write_text(
        "import sys\n"
        "from claimtrack.dates import read_date\n"
        "for text in ('29 March 2016', 'two weeks ago', 'N/A', 'Paul Page', '15', 'T-72', 'no such thing'):\n"
        "    read_date(text, reference='2016-04-02', languages=['en'])\n"
        "assert 'dateparser' not in sys.modules\n",
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, program], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_fallback_says_so_and_is_checked():
    from claimtrack.dates import fallback

    assert fallback.ask("12 de marzo de 2016", "es", "DMY").edtf == "2016-03-12"
    assert fallback.ask("29 mar 1988?", "fr", "DMY") is None  # the month was made up
    assert fallback.ask("March 29-30", "en", "MDY") is None
    assert fallback.ask("2016", "en", "MDY") is None or fallback.ask("2016", "en", "MDY").precision == "year"
