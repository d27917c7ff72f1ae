"""Answers that leave something open, in every form in which they come in and go out."""

import json

import pytest

from claimtrack import Casefile
from claimtrack.errors import ConflictingRecordError, ImportRejectedError, MappingError, UnknownTermError
from claimtrack.values import Count, OneOf, Party
from older import older_file

MAPPING = {
    "event": {"key": "{event}"},
    "claim": {
        "says": {"claimant": "{who}", "values": {"perpetrator": {"text": "{by}", "hedge": "allegedly"}}}
    },
}


@pytest.fixture
def case(tmp_path):
    with Casefile.open(tmp_path / "case.db") as case:
        case.add_event("Absi killed", key="absi")
        yield case


def answers(case, event="absi"):
    return [value for assertion in case.dossier(event).assertions for value in assertion.values]


def native(**values):
    lines = [
        {"record": "claimtrack", "version": 1},
        {"record": "claimant", "key": "outlet", "name": "Outlet"},
        {
            "record": "assertion",
            "event": "absi",
            "claimant": "outlet",
            "text": "Unclear who",
            "values": values,
        },
    ]
    return "\n".join(json.dumps(line) for line in lines)


def take(case, tmp_path, text, name):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return case.import_file(path)


NOTES = """
event: absi
claims:
  - by: Outlet
    text: Unclear who
    values: {perpetrator: %s}
"""


def test_one_of_several_in_every_form(case, tmp_path):
    either = OneOf((Party("US"), Party("Russia")), "US | Russia")
    made = case.record("absi", claimant="Outlet", text="A", values={"perpetrator": "US | Russia"})
    assert made.values[0].read == either
    take(case, tmp_path, native(perpetrator={"one_of": ["US", "Russia"]}), "a.jsonl")
    take(case, tmp_path, NOTES % "US | Russia", "a.yaml")
    take(case, tmp_path, NOTES.replace("who", "by whom") % "{one_of: [US, Russia]}", "b.yaml")
    case.import_rows([{"event": "absi", "who": "Desk", "by": "US | Russia"}], mapping=MAPPING)
    found = [value.read for value in answers(case)]
    assert len(found) >= 4
    assert set(found) == {either}


def test_a_bar_in_a_text_that_was_taken_as_a_text_stays_one(case, tmp_path):
    line = {"field": "weapon", "raw": "a | b", "read": {}}
    take(case, tmp_path, native().replace('"values": {}', f'"values": [{json.dumps(line)}]'), "a.jsonl")
    case.export("native").write(tmp_path / "out.jsonl")
    with Casefile.open(tmp_path / "again.db") as again:
        again.import_file(tmp_path / "out.jsonl")
        assert answers(again) == answers(case)


def test_a_hedge_holds_for_its_answer_alone(case):
    made = case.record(
        "absi", claimant="Outlet", text="A",
        values={"perpetrator": {"is": "Islamic State", "hedge": "unclear"}, "weapon": {"not": "TOW", "hedge": "likely"}},
    )  # fmt: skip
    assert made.hedge == "stated"
    assert {value.field: value.hedge for value in made.values} == {
        "perpetrator": "unclear",
        "weapon": "likely",
    }
    assert case.assertion(made.id).values == made.values
    text = case.compare("absi").to_text(width=100)
    assert "Islamic State (unclear)" in text
    assert "affirms (unclear)" not in text


def test_a_hedge_is_beside_what_identifies(case):
    case.record("absi", claimant="Outlet", text="A", values={"perpetrator": "Islamic State"})
    with pytest.raises(ConflictingRecordError, match="another values"):
        case.record(
            "absi",
            claimant="Outlet",
            text="A",
            values={"perpetrator": {"is": "Islamic State", "hedge": "alleged"}},
        )


@pytest.mark.parametrize(
    ("hedge", "finding"),
    [("", "agree"), ("reported", "agree"), ("alleged", "compatible"), ("unclear", "compatible")],
)
def test_a_hedged_answer_beside_a_plain_one(case, hedge, finding):
    case.record("absi", claimant="Outlet", text="A", values={"perpetrator": {"is": "Russia", "hedge": hedge}})
    case.record("absi", claimant="Desk", text="B", values={"perpetrator": "Russia"})
    (comparison,) = case.compare("absi").result
    rows = {row.question: row.finding.kind.value for row in comparison.rows}
    assert rows["perpetrator"] == finding


def test_hedges_come_in_and_go_out(case, tmp_path):
    take(case, tmp_path, native(perpetrator={"is": "Russia", "hedge": "allegedly"}), "a.jsonl")
    take(case, tmp_path, NOTES.replace("who", "by whom") % "{is: Russia, hedge: purported}", "a.yaml")
    case.import_rows([{"event": "absi", "who": "Desk", "by": "Russia"}], mapping=MAPPING)
    case.export("native").write(tmp_path / "out.jsonl")
    with Casefile.open(tmp_path / "again.db") as again:
        again.import_file(tmp_path / "out.jsonl")
        hedges = [value.hedge for value in answers(again)]
    assert sorted(hedges) == ["alleged", "alleged", "purported"]


def test_a_hedge_that_there_is_not(case, tmp_path):
    with pytest.raises(UnknownTermError, match="perhaps"):
        case.record("absi", claimant="Outlet", values={"killed": {"is": "3", "hedge": "perhaps"}})
    with pytest.raises(ImportRejectedError, match="perhaps"):
        take(case, tmp_path, NOTES % "{is: Russia, hedge: perhaps}", "a.yaml")
    with pytest.raises(ImportRejectedError, match="an answer is a text, or not: TEXT"):
        take(case, tmp_path, NOTES % "{hedge: likely}", "b.yaml")
    wrong = {"text": "{by}", "hedge": "perhaps"}
    mapping = {**MAPPING, "claim": {"says": {"claimant": "{who}", "values": {"perpetrator": wrong}}}}
    with pytest.raises(MappingError, match="perhaps"):
        case.import_rows([{"event": "absi", "who": "Desk", "by": "US"}], mapping=mapping)


def test_a_count_with_parts_is_stored_whole(case):
    said = "at least 12 people, including three children"
    made = case.record("absi", claimant="Outlet", text="A", values={"killed": said})
    stored = case.assertion(made.id).values[0].read
    assert isinstance(stored, Count)
    assert (str(stored), stored.raw) == ("at least 12, including 3 children", said)


def test_answers_of_an_older_file_are_not_hedged(tmp_path):
    rows = """
        INSERT INTO event (pk, key, title, proposition, note, recorded) VALUES (1, 'e', 'E', '', '', '');
        INSERT INTO claimant (pk, key, name, kind, zone, language, calendar, date_order, reliability, note, recorded)
            VALUES (1, 'c', 'C', 'other', '', '', '', '', '', '', '');
        INSERT INTO field (pk, key, label, type, definition, unit, recorded)
            VALUES (1, 'killed', 'Killed', 'count', '', '', '');
        INSERT INTO assertion (pk, id, label, event, claimant, stance, hedge, text, quote, language, translation,
            spokesperson, locator, note, recorded)
            VALUES (1, 'abcdefabcdefabcdefabcdefabcdefab', 'a', 1, 1, 'affirms', 'stated', 'T', '', '', '', '', '', '', '');
        INSERT INTO value (assertion, field, negative, raw, read, low, high) VALUES (1, 1, 0, '3', '{"low":3,"high":3}', 3, 3)
    """
    with Casefile.open(older_file(tmp_path / "old.db", 60, rows)) as case:
        (value,) = case.assertion("a").values
        assert (value.raw, value.hedge, value.read) == ("3", "", Count.exactly(3, "3"))
        assert case.assertion("a").id == "abcdefabcdefabcdefabcdefabcdefab"


def test_a_date_with_two_readings_is_one_of_two_days_everywhere(case, tmp_path):
    event = case.add_event("Convoy hit", key="convoy", occurred="03/04/2016")
    made = case.record(
        event, claimant="Outlet", text="A", said="05/06/2016", values={"occurred": "03/04/2016"}
    )
    columns = "occurred_edtf, occurred_earliest, occurred_latest"
    row = case._connection.execute(f"SELECT {columns} FROM events_flat WHERE key = 'convoy'").fetchone()
    assert tuple(row) == ("[2016-03-04,2016-04-03]", "2016-03-04", "2016-04-03")
    said = case._connection.execute(
        "SELECT said_edtf FROM assertions_flat WHERE id = ?", (made.id,)
    ).fetchone()
    assert tuple(said) == ("[2016-05-06,2016-06-05]",)
    value = case._connection.execute(
        "SELECT edtf FROM values_flat WHERE assertion = ?", (made.id,)
    ).fetchone()
    assert tuple(value) == ("[2016-03-04,2016-04-03]",)
    for span, found in (
        ({"since": "2016-04-01"}, True),
        ({"until": "2016-03-10"}, True),
        ({"since": "2016-04-04"}, False),
    ):
        assert ("convoy" in case.list("events", **span).to_text()) == found
    written = json.loads(case.compare(event).to_json())
    assert '"edtf": "[2016-03-04,2016-04-03]"' in json.dumps(written)
    case.export("ftm").write(tmp_path / "out.csv")
    ftm = (tmp_path / "out.csv").read_text(encoding="utf-8")
    assert ("2016-03-04" in ftm, "2016-04-03" in ftm) == (True, True)


@pytest.mark.parametrize(
    ("other", "finding"), [("3 March", "agree"), ("March 4", "conflict"), ("2016-03-03", "compatible")]
)
def test_dates_without_a_year_are_compared(case, other, finding):
    case.record("absi", claimant="Outlet", text="A", values={"occurred": "March 3"})
    case.record("absi", claimant="Desk", text="B", values={"occurred": other})
    (comparison,) = case.compare("absi").result
    rows = {row.question: row.finding.kind.value for row in comparison.rows}
    assert rows["occurred"] == finding


def test_a_midnight_that_means_the_day_makes_no_conflict(case):
    case.record("absi", claimant="Outlet", text="A", values={"occurred": "2016-03-03T00:00:00+00:00"})
    case.record("absi", claimant="Desk", text="B", values={"occurred": "2016-03-03 02:30"})
    (comparison,) = case.compare("absi").result
    rows = {row.question: row.finding.kind.value for row in comparison.rows}
    assert rows["occurred"] == "compatible"


def test_a_statement_without_a_year_has_no_place_in_time(case):
    case.record("absi", claimant="Outlet", text="A", said="March 3", values={"killed": "3"})
    case.record("absi", claimant="Desk", text="B", said="2016-03-02", values={"killed": "4"})
    text = case.compare("absi", as_of="2020-01-01").to_text(width=100)
    assert "Outlet (3 Mar)" in text
    assert "Left out, nothing tells" in text
    assert "dated “March 3”, which says no year" in case.gaps().to_text(width=140)


def test_an_event_whose_date_cannot_be_read_is_shown_as_such(case):
    case.add_event("Bridge hit", key="bridge", occurred="some time after the rains")
    case.record("bridge", claimant="Outlet", text="A")
    assert "“some time after the rains”" in case.compare("bridge").to_text(width=100)
    assert "“some time after the rains”" in case.list("events").to_text(width=140)
    assert "some time after the rains" in case.gaps().to_text(width=140)


def test_readings_of_an_older_file_are_all_in_its_columns(tmp_path):
    date = json.dumps({"raw": "03/04/2016", "edtf": "2016-03-04", "readings": ["2016-03-04", "2016-04-03"]})
    months = json.dumps(
        {"raw": "x", "edtf": "2016-01", "readings": ["2016-01", {"edtf": "2017-01~", "raw": "x"}]}
    )
    seasons = json.dumps({"raw": "y", "edtf": "2016-21", "readings": ["2016-21", "2016/2021"]})
    rows = "".join(
        f"""INSERT INTO event (key, title, proposition, note, recorded, occurred, occurred_edtf, occurred_earliest, occurred_latest)
        VALUES ('{key}', 'E', '', '', '', '{given}', 'old', 'old', 'old');"""
        for key, given in (
            ("days", date),
            ("months", months),
            ("seasons", seasons),
            ("plain", '"2016-03-03"'),
        )
    )
    with Casefile.open(older_file(tmp_path / "old.db", 60, rows)) as case:
        found = case._connection.execute(
            "SELECT key, occurred_edtf, occurred_earliest, occurred_latest FROM event ORDER BY pk"
        )
        assert [tuple(row) for row in found] == [
            ("days", "[2016-03-04,2016-04-03]", "2016-03-04", "2016-04-03"),
            ("months", "[2016-01,2017-01~]", "2016-01-01", "2017-01-31"),
            ("seasons", "old", "old", "old"),
            ("plain", "old", "old", "old"),
        ]
        assert case._connection.execute("SELECT count(*) FROM correction").fetchone()[0] == 0
