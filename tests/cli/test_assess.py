"""`assess`: a verdict is added, never replaced."""

import getpass

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
