"""The log: one entry for each change, chained by hashes, written with the change or not at all."""

import json
import sqlite3
from contextlib import closing

import pytest

from claimtrack import Casefile
from claimtrack.errors import ClaimtrackError
from claimtrack.model.chain import canonical, entry_id, tagged_hash
from claimtrack.store.columns import row_plan
from claimtrack.store.history import History
from claimtrack.store.log import KINDS
from claimtrack.store.transaction import transaction
from older import older_file


@pytest.fixture
def case(tmp_path):
    with Casefile.open(tmp_path / "claims.db", analyst="Lina", command="test") as opened:
        opened.add_event("Explosion at the depot", key="depot", occurred="8 July 2016", tags=["fire"])
        opened.record("depot", claimant="Ministry", text="Three died", values={"killed": "3"}, label="toll")
        yield opened


def entries(case):
    return list(History(case._connection).every())


def last(case):
    return entries(case)[-1]


def test_each_change_is_an_entry_that_names_the_one_before(case):
    log = entries(case)
    assert [entry.number for entry in log] == [1, 2, 3]
    assert [entry.parent for entry in log] == ["", log[0].id, log[1].id]
    assert all(entry.id == entry.derived_id() for entry in log)
    assert log[0].content == {"begins": True}
    assert {(entry.by, entry.command) for entry in log} == {("Lina", "test")}


def test_what_was_made_stands_in_it_whole(case):
    made = last(case).content["changes"]
    assert [(change["kind"], "before" in change) for change in made] == [
        ("field", False), ("claimant", False), ("assertion", False),
    ]  # fmt: skip
    said = made[-1]["after"]
    assert (said["event"], said["text"], said["values"][0]["raw"]) == ("depot", "Three died", "3")


def test_of_a_correction_what_differs(case):
    case.change(case.assertion("toll"), text="Three were killed", values={"killed": "three"})
    (change,) = last(case).content["changes"]
    assert change["name"] == case.assertion("toll").id
    assert change["before"]["text"] == "Three died"
    assert change["after"]["text"] == "Three were killed"
    assert [item["raw"] for item in change["before"]["values"]] == ["3"]
    assert [item["raw"] for item in change["after"]["values"]] == ["three"]


def test_an_answer_or_a_tag_that_is_only_added_is_told(case):
    case.change(case.assertion("toll"), values={"killed": "3", "wounded": "5"})
    change = last(case).content["changes"][-1]
    assert change["kind"] == "field"
    change = last(case).content["changes"][0]
    assert [item["field"] for item in change["before"]["values"]] == ["killed"]
    assert [item["field"] for item in change["after"]["values"]] == ["killed", "wounded"]
    case.change(case.event("depot"), tags=[])
    case.change(case.event("depot"), tags=["night"])
    assert last(case).content["changes"][0]["before"] == {}
    assert last(case).content["changes"][0]["after"] == {"tags": ["night"]}


def test_what_is_removed_stands_in_it_as_it_was(case):
    case.add_event("A mistake", key="mistake")
    case.remove("event:mistake")
    (change,) = last(case).content["changes"]
    assert change["before"]["title"] == "A mistake"
    assert "after" not in change


def test_a_change_that_fails_leaves_no_entry(case):
    before = entries(case)
    with pytest.raises(ClaimtrackError):
        case.record("depot", claimant="Ministry", text="x", values={"no-such-field": "1"})
    event = case.event("depot")
    with pytest.raises(ClaimtrackError), case.all_or_nothing():
        case.change(event, title="Not kept") and case.change(event, title="Twice")
    assert entries(case) == before


def test_a_question_leaves_none(case):
    before = entries(case)
    case.compare("depot")
    case.search("died")
    assert entries(case) == before


def test_what_was_done_together_is_one_entry(case):
    with case.all_or_nothing():
        case.add_event("One", key="one")
        case.add_event("Two", key="two")
    assert [change["name"] for change in last(case).content["changes"]] == ["one", "two"]


@pytest.mark.parametrize("statement", [
    "UPDATE entry SET by = 'Omar'", "DELETE FROM entry WHERE pk = 2",
    "INSERT INTO entry VALUES (9, '" + "0" * 64 + "', '', '', '', '', '', '{}')",
])  # fmt: skip
def test_the_log_is_only_added_to(case, statement):
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        case._connection.execute(statement)


def test_the_name_is_kept_in_the_file_or_missing(tmp_path):
    told = []
    with Casefile.open(tmp_path / "claims.db", tell=told.append) as case:
        case.add_event("One")
        case.keep_analyst("Lina")
        case.add_event("Two")
    with Casefile.open(tmp_path / "claims.db", analyst="Omar") as case:
        case.add_event("Three")
        assert [entry.by for entry in entries(case)] == ["", "", "Lina", "Omar"]
    assert len(told) == 1
    assert "unnamed" in told[0]


def test_many_records_stand_in_it_as_digests(case):
    case.take({"record": "event", "key": f"e{n}", "title": f"Event {n}"} for n in range(1001))
    entry = last(case)
    assert "changes" not in entry.content
    (rows,) = entry.content["rows"]
    assert (rows["kind"], rows["first"], rows["last"], len(rows["digests"])) == ("event", 2, 1002, 11)


def test_an_import_is_one_entry(case):
    rows = [{"event": "e1", "claimant": "Ministry", "text": f"Said {n}"} for n in range(5)]
    before = len(entries(case))
    case.import_rows(rows, preset="generic")
    (entry,) = entries(case)[before:]
    assert entry.content["import"] == 1
    assert {(item["kind"], item["last"] - item["first"] + 1) for item in entry.content["rows"]} == {
        ("event", 1), ("assertion", 5),
    }  # fmt: skip


def test_of_a_row_that_an_import_made_its_text_is_kept_when_it_is_changed(case):
    case.import_rows([{"event": "e1", "claimant": "Ministry", "text": "Said"}], preset="generic")
    case.change(case.event("e1"), title="Large fire")
    (change,) = last(case).content["changes"]
    ((kind, _pk, text),) = change["rows"]
    assert kind == "event"
    assert json.loads(text)["title"] == "e1"


def test_a_file_from_before_the_log_begins_one_with_what_it_holds(tmp_path):
    content = "INSERT INTO claimant (key, name, kind, zone, language, calendar, date_order, reliability, note, recorded) VALUES ('m', 'Ministry', 'other', '', '', '', '', '', '', '2016-01-01T00:00:00Z')"
    path = older_file(tmp_path / "claims.db", 120, content)
    with Casefile.open(path) as case:
        (entry,) = entries(case)
        assert entry.content["begins"] is True
        assert [(item["kind"], item["last"]) for item in entry.content["rows"]] == [("claimant", 1)]
        assert case.claimant("m").name == "Ministry"


def test_a_record_has_all_its_columns_in_the_log(case):
    derived = ("_edtf", "_earliest", "_latest")
    for kind in KINDS:
        sql = f"SELECT sql FROM sqlite_master WHERE name = 'entry_text_{kind}'"
        written = case._connection.execute(sql).fetchone()[0]
        for column in row_plan(kind).columns:
            assert column.endswith(derived) or f"'{column}', {column}" in written, (kind, column)


def test_another_tool_cannot_change_a_record_past_the_log(case):
    with closing(sqlite3.connect(case.path)) as other:
        other.execute("UPDATE event SET title = 'Otherwise' WHERE key = 'depot'")
        other.commit()
    case.add_event("The next change", key="next")
    told = {change["name"]: change for change in last(case).content["changes"]}
    assert told["depot"]["before"] == {"title": "Explosion at the depot"}
    assert told["depot"]["after"] == {"title": "Otherwise"}


def test_a_transaction_that_is_not_logged_leaves_nothing(case):
    before = entries(case)
    with transaction(case._connection, logged="nothing"):
        case._connection.execute("UPDATE search_mark SET pk = pk")
    assert entries(case) == before


def test_statements_are_prepared_once_however_often_something_is_recorded(case):
    asked = []  # SQLite asks while it prepares a statement
    case._connection.set_authorizer(lambda *action: asked.append(action) or sqlite3.SQLITE_OK)
    counts = []
    for number in range(4):
        asked.clear()
        case.record("depot", claimant="Ministry", text=f"Said {number}", values={"killed": str(number)})
        counts.append(len(asked))
    assert counts[0] > 100
    assert counts[-1] < 10


@pytest.mark.parametrize(("content", "written"), [
    ({"b": 1, "a": [True, None, "é\n\x01"]}, '{"a":[true,null,"é\\n\\u0001"],"b":1}'),
    ({"\ue000": 1, "\U0001f600": 2}, '{"\U0001f600":2,"\ue000":1}'),  # by UTF-16 code units
    ([1.0, 1e21, 1e-7, 0.00001, 333333333.33333329, 4.5, -0.000001], "[1,1e+21,1e-7,0.00001,333333333.3333333,4.5,-0.000001]"),
])  # fmt: skip
def test_canonical_json_is_that_of_rfc_8785(content, written):
    assert canonical(content) == written


def test_hashes_are_tagged():
    assert tagged_hash("a", "b") != tagged_hash("ab", "")
    given = ("", "2026-01-01T00:00:00Z", "Lina", "record", "0.1.0")
    assert entry_id(*given, "{}") == tagged_hash(
        "claimtrack/entry",
        '{"at":"2026-01-01T00:00:00Z","by":"Lina","command":"record","content":{},"parent":"","program":"0.1.0"}',
    )
