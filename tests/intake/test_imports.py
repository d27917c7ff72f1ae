"""An import is one thing: listed, with what it alone made; a corrected row without an id is told."""

import json

import pytest

from claimtrack.errors import AmbiguousReferenceError, UnknownReferenceError
from claimtrack.store.imports import alone_made

HEAD = "event,claimant,said,text,killed\n"
RAID = "Raid,North,2016-03-01,It fell,3\n"
FIRE = "Fire,South,2016-03-02,It burnt,4\n"


def ids(report):
    return {entry.record.text for entry in report.result.entries}


def made(report):
    return {listing.kind: len(listing.entries) for listing in report.result}


def take(case, table, text, name):
    return case.import_file(table(HEAD + text, name), preset="generic")


def test_what_an_import_alone_made(case, table):
    take(case, table, RAID + FIRE, "one.csv")
    take(case, table, FIRE + "Fire,South,2016-03-03,It smoulders,4\n", "two.csv")
    assert [run.file for run in case.imports().result] == ["two.csv", "one.csv"]
    assert case.imports().result[1].made == {"field": 1, "claimant": 2, "event": 2, "assertion": 2}
    assert ids(case.list("assertions", import_="1")) == {"It fell"}  # the fire is in the second as well
    assert ids(case.list("assertions", import_="two.csv")) == {"It smoulders"}
    assert made(case.made_by("1")) == {"event": 1, "claimant": 1, "assertion": 1}
    assert made(case.made_by("last")) == {"assertion": 1}


def test_what_others_build_upon_is_not_of_an_import_alone(case, table):
    take(case, table, RAID, "one.csv")
    assert made(case.made_by("1")) == {"event": 1, "claimant": 1, "assertion": 1}
    case.add_claimant("South")
    case.record("Raid", claimant="South", text="It stands")
    assert made(case.made_by("1")) == {"claimant": 1, "assertion": 1}


def test_native_records_are_an_import_too(case, table):
    records = [
        {"record": "claimtrack", "version": 1},
        {"record": "claimant", "key": "north", "name": "North"},
        {"record": "event", "key": "raid", "title": "Raid"},
        {"record": "assertion", "event": "raid", "claimant": "north", "text": "It fell"},
    ]
    path = table("\n".join(map(json.dumps, records)) + "\n", "case.jsonl")
    case.import_file(path)
    case.import_file(path)  # which makes nothing, and is none
    (run,) = case.imports().result
    assert (run.file, run.made) == ("case.jsonl", {"claimant": 1, "event": 1, "assertion": 1})
    assert made(case.made_by("case.jsonl")) == {"event": 1, "claimant": 1, "assertion": 1}


def test_the_rows_that_an_undo_takes_back(case, table):
    take(case, table, RAID + FIRE, "one.csv")
    take(case, table, FIRE, "two.csv")
    found = alone_made(case._connection, 1)
    assert {kind: len(rows) for kind, rows in found.items()} == {"assertion": 1, "event": 1, "claimant": 1}


def test_an_import_is_named_by_number_or_file(case, table):
    take(case, table, RAID, "one.csv")
    take(case, table, FIRE, "one.csv")
    with pytest.raises(AmbiguousReferenceError, match=r"'one.csv' was imported 2 times"):
        case.list(import_="one.csv")
    with pytest.raises(UnknownReferenceError, match="there is no import '3'"):
        case.list(import_="3")


def told(report):
    return [remark for remark in report.remarks if "without an id" in remark]


def test_a_corrected_row_without_an_id_is_told(case, table):
    take(case, table, RAID + FIRE, "one.csv")
    report = take(case, table, RAID.replace(",3\n", ",5\n") + FIRE, "later.csv")
    assert "come otherwise now: 1 (north on raid)" in told(report)[0]
    assert report.made["assertion"] == 1


@pytest.mark.parametrize(
    ("later", "name"),
    [
        (RAID + FIRE + "Fire,South,2016-03-02,It smoulders,4\n", "one.csv"),  # all of before is there
        ("Raid,North,2016-03-01,It was rebuilt,0\n", "other.csv"),  # another file
        ("Raid,North,2016-04-01,It was rebuilt,0\n" + FIRE, "one.csv"),  # another day, other words
        ("Raid,South,2016-03-01,It fell,3\n" + FIRE, "one.csv"),  # somebody else
    ],
)
def test_what_is_no_correction_is_not_told(case, table, later, name):
    take(case, table, RAID + FIRE, "one.csv")
    assert told(take(case, table, later, name)) == []
