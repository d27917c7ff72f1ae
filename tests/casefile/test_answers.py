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
