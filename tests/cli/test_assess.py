"""`assess`: a verdict is added, never replaced."""

import getpass
from datetime import datetime, timedelta

import pytest


def test_verdicts_pile_up(heli, lines):
    heli("assess", "heli", "--grade", "contested", "--because", "Russia denies it")
    assert "1 earlier verdict on it stays" in heli("assess", "heli", "--grade", "confirmed").stderr
    assert "2 earlier verdicts on it stay" in heli("assess", "heli", "--grade", "fair").stderr
    assert {line["grade"] for line in lines("assessment")} == {"contested", "confirmed", "fair"}
    shown = heli("show", "heli").stdout
    assert all(word in shown for word in ("contested", "confirmed", "fair"))


@pytest.mark.parametrize(
    ("ref", "judged"),
    [
        ("heli", {"event": "heli"}),
        ("heli.killed", {"event": "heli", "field": "killed"}),
        ("heli:injured", {"event": "heli", "field": "wounded"}),
        ("event:heli", {"event": "heli"}),
        ("palmyra.killed", {"event": "heli", "field": "killed"}),
        ("claim", {"event": "heli", "assertion": "claim"}),
        ("assertion:claim", {"event": "heli", "assertion": "claim"}),
    ],
)
def test_what_is_judged(heli, lines, ref, judged):
    heli("assess", ref, "--credibility", "3", "--likelihood", "likely", "--confidence", "low")
    (verdict,) = lines("assessment")
    assert {name: verdict[name] for name in ("event", "field", "assertion") if name in verdict} == judged


def test_who_judges_and_when(heli, lines, monkeypatch):
    heli("assess", "heli", "--grade", "fair", "--by", "A. Analyst", "--at", "2016-07-12")
    monkeypatch.setenv("CLAIMTRACK_ANALYST", "Desk")
    heli("assess", "heli", "--grade", "weak", "--method", "report-range")
    monkeypatch.delenv("CLAIMTRACK_ANALYST")
    monkeypatch.setattr(getpass, "getuser", lambda: "login")
    heli("assess", "heli", "--grade", "discounted")
    verdicts = {line["grade"]: line for line in lines("assessment")}
    assert (verdicts["fair"]["by"], verdicts["fair"]["at"]) == ("A. Analyst", "2016-07-12")
    assert (verdicts["weak"]["by"], verdicts["weak"]["method"]) == ("Desk", "report range")
    assert verdicts["discounted"]["by"] == "login"
    assert verdicts["discounted"]["at"] > "2026"


def test_what_cannot_be(heli):
    heli("assess", "heli", code=6)
    heli("assess", "heli", "--grade", "nonsuch", code=5)
    heli("assess", "heli.nonsuch", "--grade", "fair", code=3)
    heli("assess", "nonsuch", "--grade", "fair", code=3)


@pytest.mark.parametrize(("word", "days"), [("today", 0), ("yesterday", 1)])
def test_relative_words_count_from_today_and_not_from_the_event(heli, lines, word, days):
    heli("assess", "heli", "--grade", "fair", "--at", word)
    heli("search-log", "add", "a list of names", "--event", "heli", "--at", word)
    day = (datetime.now().astimezone().date() - timedelta(days=days)).isoformat()
    assert [one["at"]["edtf"] for kind in ("assessment", "inquiry") for one in lines(kind)] == [day, day]


def test_a_date_that_cannot_be_read_is_told_and_shown_as_written(heli):
    note = "note: at: '30 Feb' is kept as written, and could not be read: there is no such day in the calendar: '30 feb'"
    assert note in heli("assess", "heli", "--grade", "fair", "--at", "30 Feb").stderr
    assert (
        note in heli("search-log", "add", "names", "--event", "heli", "--at", "30 Feb", "--by", "desk").stderr
    )
    assert "“30 Feb”" in heli("list", "assessments").stdout
    assert "“30 Feb”" in heli("search-log", "list").stdout
    compared = heli("compare", "heli").stdout
    assert ", “30 Feb”)" in compared
    assert "(desk, “30 Feb”)" in compared
