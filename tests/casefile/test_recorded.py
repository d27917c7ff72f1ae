"""What a case file held by a date: every way of writing to it, and what was corrected since."""

import pytest

from claimtrack import Casefile
from claimtrack.model import Assertion, Link


@pytest.fixture
def case(tmp_path):
    """A file that is written to on the first days of February 2020, a step a day."""
    day = [1]
    with Casefile.open(tmp_path / "case.db", now=lambda: f"2020-02-{day[0]:02}T10:00:00Z") as case:
        event = case.add_event("Bridge hit", key="bridge", occurred="2016-03-01")
        first = case.record(
            event,
            claimant="Army",
            text="Three died",
            values={"killed": "3"},
            said="2016-03-02",
            label="first",
        )
        day[0] = 2
        denial = case.reply("denies", first, claimant="Rebels", text="None died", said="2016-03-03")
        day[0] = 3
        case.add_evidence("Photo of the bridge", assertion="first")
        day[0] = 4
        case.assess("bridge", grade="contested", by="analyst")
        day[0] = 5
        case.record(event, claimant="Witness", text="Three bodies", label="seen")
        case.link("corroborates", "seen", "first")
        day[0] = 6
        case.reply("concedes", denial, claimant="Rebels", text="Two died", said="2016-03-09")
        day[0] = 7
        case.change(case.claimant("army"), name="National Army")
        yield case


def shown(case, day):
    return " ".join(case.compare("bridge", recorded_by=day).to_text().split())


@pytest.mark.parametrize(
    ("day", "held", "not_yet"),
    [
        ("2020-02-01", "Left out, later: 3 statements", "Rebels"),
        ("2020-02-02", "Rebels denied", "Photo"),
        ("2020-02-03", "Photo of the bridge", "contested (analyst"),
        ("2020-02-04", "contested (analyst", "Witness"),
        ("2020-02-05", "Witness corroborated", "conceded"),
        ("2020-02-06", "denied 3 Mar → conceded 9 Mar 2016", "Left out"),
    ],
)
def test_each_day_shows_what_was_entered_by_then(case, day, held, not_yet):
    text = shown(case, day)
    assert held in text
    assert not_yet not in text


def test_what_was_corrected_since_is_named(case):
    since = "Corrected, merged or taken out since, and shown as it is now:"
    assert f"{since} claimant army. What stood before: claimtrack show REF." in shown(case, "2020-02-06")
    assert since not in shown(case, "2020-02-07")
    case.change(case.assertion("first"), text="Four died")
    case.remove(next(link for link in case.records(Link) if link.kind == "corroborates"))
    assert f"{since} what first says, links of seen." in shown(case, "2020-02-07")
    assert f"{since} claimant army, what first says." in shown(case, "2020-02-04")


def test_a_statement_that_came_with_a_merged_event_is_named(case):
    case.add_event("Crossing hit", key="crossing")
    case.record("crossing", claimant="Outlet", text="Five died", label="five")
    case.merge("event", "crossing", "bridge")
    assert "what five says" in shown(case, "2020-02-07")


def test_what_came_from_another_file_was_here_when_it_arrived(tmp_path):
    origin, here = tmp_path / "origin.db", tmp_path / "here.db"
    with Casefile.open(origin, now=lambda: "2026-01-05T10:00:00Z") as case:
        case.add_event("A fire", key="fire", occurred="1 January 2026")
        case.record("fire", claimant="Ministry", text="Nobody died", values={"killed": "0"})
        text = "".join(case.export())
    with Casefile.open(here, now=lambda: "2026-03-01T10:00:00Z") as case:
        case.add_event("Another", key="other")
        case.merge_file(origin)
        assert [said.recorded for said in case.records(Assertion)] == ["2026-01-05T10:00:00Z"]
        assert len(case.compare("fire", recorded_by="2026-02-01").result[0].dossier.assertions) == 0
        assert len(case.compare("fire", recorded_by="2026-03-01").result[0].dossier.assertions) == 1
    with Casefile.open(tmp_path / "too.db", now=lambda: "2026-03-01T10:00:00Z") as case:
        (tmp_path / "origin.jsonl").write_text(text, encoding="utf-8")
        case.import_file(tmp_path / "origin.jsonl")
        assert len(case.compare("fire", recorded_by="2026-02-01").result[0].dossier.assertions) == 0
