"""Dates that count from another record: kept as such, and alive when the other date is corrected."""

import json

import pytest

from claimtrack import Casefile
from claimtrack.errors import ClaimtrackError, ImportRejectedError, InvalidRecordError

SAME_DAY = {"raw": "the same day", "relative_to": "event:announced"}
LATER = {"raw": "two days later", "relative_to": "event:announced"}


@pytest.fixture
def case(tmp_path):
    with Casefile.open(tmp_path / "case.db") as case:
        case.add_event("Withdrawal announced", key="announced", occurred="14 March 2016")
        case.add_event("Attack", key="attack")
        yield case


def redate(case, key, occurred):
    case.change(case.event(key), occurred=occurred)


def test_an_event_a_statement_and_an_answer_follow(case):
    case.add_event("Troops leave", key="leave", occurred=LATER)
    said = case.record("attack", claimant="Desk", text="A", said=SAME_DAY, values={"occurred": {"is": "the day before", "relative_to": "event:leave"}})  # fmt: skip
    assert case.event("leave").occurred.edtf == "2016-03-16"
    assert (said.said.edtf, said.said.relative_to) == ("2016-03-14", "event:announced")
    redate(case, "announced", "20 March 2016")
    after = case.assertion(said.id)
    assert case.event("leave").occurred.edtf == "2016-03-22"
    assert (after.said.edtf, after.said.raw, after.said.relative_to) == (
        "2016-03-20",
        "the same day",
        "event:announced",
    )
    assert after.values[0].read.edtf == "2016-03-21"
    columns = case._connection.execute("SELECT said_edtf, said_earliest FROM assertion").fetchone()
    assert tuple(columns) == ("2016-03-20", "2016-03-20")


def test_the_uncertainty_of_the_anchor_is_carried(case):
    redate(case, "announced", "2016-03-14/2016-03-15")
    case.add_event("Troops leave", key="leave", occurred=LATER)
    assert case.event("leave").occurred.edtf == "2016-03-16/2016-03-17"


def test_an_anchor_that_gets_its_date_later(case):
    said = case.record(
        "attack", claimant="Desk", text="A", said={"raw": "the same day", "relative_to": "event:attack"}
    )
    assert not said.said
    redate(case, "attack", "2016-04-02")
    assert case.assertion(said.id).said.edtf == "2016-04-02"


def test_counted_from_a_statement_and_a_document(case):
    case.add_document("Wire", key="wire", published="2016-03-05")
    first = case.record("attack", claimant="Desk", text="A", said={"raw": "the day before", "relative_to": "document:wire"}, label="first")  # fmt: skip
    second = case.record(
        "attack", claimant="Desk", text="B", said={"raw": "two days later", "relative_to": "assertion:first"}
    )
    assert (first.said.edtf, second.said.edtf) == ("2016-03-04", "2016-03-06")
    assert second.said.relative_to == f"assertion:{first.id}"


def test_the_relation_is_part_of_what_identifies(case):
    one = case.record("attack", claimant="Desk", text="A", said=SAME_DAY)
    other = case.record("attack", claimant="Desk", text="A", said={**SAME_DAY, "relative_to": "event:attack"})
    again = case.record("attack", claimant="Desk", text="A", said=SAME_DAY)
    assert one.id == again.id != other.id


def test_circles_are_refused(case):
    case.add_event("Troops leave", key="leave", occurred=LATER)
    with pytest.raises(InvalidRecordError, match="circle: event:announced → event:leave → event:announced"):
        redate(case, "announced", {"raw": "the same day", "relative_to": "event:leave"})
    assert case.event("announced").occurred.edtf == "2016-03-14"


@pytest.mark.parametrize("relation", ["event:nonsuch", "claimant:desk", "announced", "event:"])
def test_what_is_not_there_is_no_anchor(case, relation):
    with pytest.raises(ClaimtrackError, match="relative_to"):
        case.add_event("Troops leave", key="leave", occurred={"raw": "the same day", "relative_to": relation})


def test_the_relation_survives_a_merge_of_its_anchor(case):
    case.add_event("Pullout announced", key="pullout", occurred="2016-03-15")
    case.add_event("Troops leave", key="leave", occurred={**LATER, "relative_to": "event:pullout"})
    case.merge("event", "pullout", "announced")
    assert case.event("leave").occurred.edtf == "2016-03-16"


def test_out_and_in_again(case, tmp_path):
    case.add_event("Troops leave", key="leave", occurred=LATER)
    case.record("attack", claimant="Desk", text="A", said=SAME_DAY, values={"occurred": {"is": "the day before", "relative_to": "event:leave"}})  # fmt: skip
    case.export("native").write(tmp_path / "out.jsonl")
    with Casefile.open(tmp_path / "again.db") as again:
        again.import_file(tmp_path / "out.jsonl")
        again.export("native").write(tmp_path / "again.jsonl")
        assert (tmp_path / "out.jsonl").read_bytes() == (tmp_path / "again.jsonl").read_bytes()
        redate(again, "announced", "2016-03-20")
        assert again.event("leave").occurred.edtf == "2016-03-22"


def test_notes(case, tmp_path):
    path = tmp_path / "notes.yaml"
    path.write_text(
        """
event: Troops leave
key: leave
date: {is: two days later, relative_to: event:announced}
claims:
  - by: Desk
    text: They left
    said: {is: the same day, relative_to: event:leave}
    values: {occurred: {is: the day before, relative_to: event:announced}}
""",
        encoding="utf-8",
    )
    case.import_file(path)
    (said,) = case.dossier("leave").assertions
    assert (case.event("leave").occurred.edtf, said.said.edtf, said.values[0].read.edtf) == (
        "2016-03-16",
        "2016-03-16",
        "2016-03-13",
    )
    wrong = path.with_name("wrong.yaml")
    wrong.write_text("event: X\ndate: {is: the same day}\nclaims: []\n", encoding="utf-8")
    with pytest.raises(ImportRejectedError, match="relative_to: event:KEY"):
        case.import_file(wrong)


def test_only_a_date_counts_from_a_record(case):
    with pytest.raises(ClaimtrackError, match="only a date"):
        case.record(
            "attack", claimant="Desk", values={"killed": {"is": "3", "relative_to": "event:announced"}}
        )


def test_natively_written_in_any_order(case, tmp_path):
    lines = [
        {"record": "claimtrack", "version": 1},
        {
            "record": "event",
            "key": "b",
            "title": "B",
            "occurred": {"raw": "the same day", "relative_to": "event:c"},
        },
        {"record": "event", "key": "c", "title": "C", "occurred": "2016-03-09"},
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    case.import_file(tmp_path / "in.jsonl")
    assert case.event("b").occurred.edtf == "2016-03-09"
