"""`claimtrack date` as a person uses it."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from claimtrack.cli.app import app


def run(*arguments, text=None):
    return CliRunner().invoke(app, ["date", *arguments], input=text)


def test_the_first_line_is_the_edtf_form():
    result = run("Mar. 29-30", "--relative-to", "2016-04-02")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == "2016-03-29/2016-03-30"


def test_words_need_no_quotes():
    assert run("29", "March", "2016").stdout.startswith("2016-03-29\n")


def test_explain_says_what_came_from_where():
    result = run("Mar. 29", "--relative-to", "2016-04-02", "--explain")
    assert "year from 2016-04-02" in result.stdout
    assert "month day" in result.stdout


def test_a_text_without_a_date_is_an_error_with_its_own_code():
    result = run("Paul Page")
    assert (result.exit_code, result.stdout) == (16, "")


def test_lines_from_standard_input():
    result = run("-", "--relative-to", "2016-04-02", text="Mar. 29\nN/A\n29 марта 2016\n")
    assert [line.split()[0] for line in result.stdout.splitlines()] == ["2016-03-29", "-", "2016-03-29"]
    assert result.exit_code == 0


def test_json_holds_the_record_and_the_bounds():
    data = json.loads(run("03/04/2016", "--lang", "en", "--format", "json").stdout)
    (one,) = data["dates"]
    assert one["edtf"] == one["earliest"] == "2016-03-04"
    assert len(one["readings"]) == 2


@pytest.mark.parametrize(
    ("arguments", "edtf"),
    [
        (("03/04/2016", "--order", "DMY"), "2016-04-03"),
        (("03/04/2016", "--lang", "en-GB"), "2016-04-03"),
        (("1394-07-08", "--calendar", "jalali"), "2015-09-30"),
        (("1 October", "--relative-to", "2016-04-02", "--prefer", "past"), "2015-10-01"),
        (("29 March 2016 14:30", "--zone", "+03:00"), "2016-03-29T14:30:00+03:00"),
        (("the same day", "--relative-to", "2016-03-14/2016-03-16"), "2016-03-14/2016-03-16"),
    ],
)
def test_options(arguments, edtf):
    assert run(*arguments).stdout.splitlines()[0] == edtf


def test_a_reference_that_holds_no_date():
    assert run("yesterday", "--relative-to", "soon").exit_code == 16


def test_relative_to_an_event_carries_its_uncertainty(tmp_path, monkeypatch):
    from claimtrack import Casefile

    monkeypatch.chdir(tmp_path)
    with Casefile.open("claims.db") as case:
        case.add_event("Withdrawal announced", occurred="14-15 March 2016")
    result = run("the next day", "--relative-to", "event:withdrawal-announced")
    assert result.stdout.splitlines()[0] == "2016-03-15/2016-03-16"


def test_lines_tell_of_other_readings_and_of_calendars_that_disagree():
    lines = run(
        "-", "--lang", "en", text="03/04/2016\n23 Muharram 1437 / 6 November 2015\n29 March 2016\n"
    ).stdout.splitlines()
    assert lines[0].endswith("03/04/2016  (or 2016-04-03)")
    assert "1 day off" in lines[1]
    assert lines[2].endswith("29 March 2016")


def test_lines_are_explained():
    assert run("-", "--explain", text="29 March 2016\n").stdout.rstrip().endswith("(day month year)")


def test_a_list_with_a_line_that_holds_no_date_ends_well_unless_asked():
    assert run("-", text="3 May 2016\ngarbage\n").exit_code == 0
    assert run("-", "--exit-code", text="3 May 2016\ngarbage\n").exit_code == 100
    assert run("-", "--exit-code", "--format", "csv", text="garbage\n").exit_code == 100
    assert run("-", "--exit-code", text="3 May 2016\n").exit_code == 0
    assert run("3 May 2016", "--exit-code").exit_code == 2
