"""Inputs without a header: what their records hold and the mapping does not is told, as it is of columns."""

import json

import pytest

from claimtrack import Casefile
from claimtrack.errors import InputFileError, MappingError

STAMP = "2026-01-01T00:00:00Z"
ROWS = [
    {"event": "Strike", "claimant": "Agency", "killed_min": 2, "killed_max": 4, "odd": 1},
    {"event": "Strike", "claimant": "Ministry", "stance": "denies"},
]


@pytest.fixture
def case(tmp_path):
    with Casefile.open(tmp_path / "claims.db", now=lambda: STAMP) as opened:
        yield opened


@pytest.fixture
def write(tmp_path):
    def write(content, name="rows.json"):
        path = tmp_path / name
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return path

    return write


def killed(case):
    found = [
        value
        for item in case.dossier("strike").assertions
        for value in item.values
        if value.field == "killed"
    ]
    return [(value.read.low, value.read.high) for value in found]


@pytest.mark.parametrize("name", ["rows.json", "rows.jsonl", "rows.yaml"])
def test_generic_keys_called_like_fields_answer_them(case, write, name):
    lines = name == "rows.jsonl"
    path = write("\n".join(map(json.dumps, ROWS)) if lines else json.dumps(ROWS, indent=1), name)
    report = case.import_file(path, preset="generic")
    assert killed(case) == [(2, 4)]
    assert "columns that the mapping leaves out: odd" in report.remarks


def test_rows_of_a_script_too(case):
    report = case.import_rows(iter(ROWS))
    assert killed(case) == [(2, 4)]
    assert "columns that the mapping leaves out: odd" in report.remarks


def test_a_key_that_no_record_has_is_told_and_a_near_one_named(case):
    mapping = {
        "event": {"title": "{event}"},
        "claim": {"a": {"claimant": "{claiment|claimant}", "text": "{oddd}", "note": "{note|}"}},
    }
    report = case.import_rows(ROWS, mapping=mapping)
    assert "none of the first 2 records has 'oddd' (did you mean 'odd'?)" in report.remarks
    assert not any("claiment" in text or "note" in text for text in report.remarks)


def test_keys_within_what_a_split_makes_are_not_looked_for(case):
    mapping = {
        "event": {"title": "{event}"},
        "claim": {"a": {"claimant": "{by.name}", "split": {"column": "said", "as": "by"}}},
    }
    report = case.import_rows([{"event": "A", "said": [{"name": "B"}]}], mapping=mapping)
    assert (report.made["assertion"], report.remarks) == (1, [])


def test_a_nested_object_is_written_as_json(case):
    case.import_rows([{"event": "A", "claimant": "B", "text": {"x": [{"y": "é"}]}}])
    [said] = case.dossier("a").assertions
    assert json.loads(said.text) == {"x": [{"y": "é"}]}


def test_a_list_of_records_deep_in_a_document_is_pointed_to(case, write):
    path = write({"meta": {"n": 1}, "result": {"hits": ROWS}})
    from claimtrack.intake.sources import find_mapping

    with pytest.raises(MappingError, match=r"--records result\.hits"):
        find_mapping(None, "", path)
    mapping = find_mapping(None, "", path, {"records": "result.hits"})
    assert case.import_file(path, mapping=mapping, reading={"records": "result.hits"}).read == 2


def test_a_way_of_reading_that_there_is_not_is_refused(case, write):
    with pytest.raises(InputFileError, match=r"'delimeter' \(did you mean 'delimiter'"):
        case.import_file(write(ROWS), preset="generic", reading={"delimeter": ";"})


def test_many_columns_left_out_are_counted(case, tmp_path):
    path = tmp_path / "wide.csv"
    names = [f"c{number}" for number in range(1000)]
    path.write_text(f"event,claimant,{','.join(names)}\nA,B{',x' * 1000}\n", encoding="utf-8")
    [remark] = case.import_file(path, preset="generic").remarks
    assert remark.endswith("c39, and 960 more")


@pytest.mark.parametrize("reading", [{"encoding": 5}, {"delimiter": [","]}, {"records": True}])
def test_a_way_of_reading_is_a_text(case, write, reading):
    with pytest.raises(InputFileError, match="must be a text"):
        case.import_file(write(ROWS), preset="generic", reading=reading)


def test_a_table_to_look_up_in_that_is_not_there_is_told(case, write):
    mapping = {
        "event": {"title": "{event}"},
        "lookups": {"labels": ["labels-*.json"], "words": {"A": "B"}},
        "claim": {"a": {"claimant": "{claimant}", "note": {"text": "{event}", "lookup": "labels"}}},
    }
    report = case.import_file(write(ROWS), mapping=mapping)
    assert "the table 'labels' of lookups is empty: no file that it names is there" in report.remarks
    assert not any("'words'" in remark for remark in report.remarks)


def dated(value):
    return {"event": {"title": "{event}"}, "claim": {"a": {"claimant": "B", "values": {"occurred": value}}}}


def test_an_answer_hangs_on_the_date_of_another_column(case):
    mapping = dated({"text": "{when}", "reference": "{published}"})
    rows = [
        {"event": "A", "when": "yesterday", "published": "2016-04-03"},
        {"event": "C", "when": "yesterday", "published": ""},
    ]
    report = case.import_rows(rows, mapping=mapping)
    assert [str(value.read) for item in case.dossier("a").assertions for value in item.values] == [
        "2016-04-02"
    ]
    assert list(report.doubts) == ["values of 'occurred' that could not be read"]


@pytest.mark.parametrize(
    "mapping",
    [
        dated("{when}"),
        {"event": {"title": "{event}", "occurred": "{when}"}, "claim": {"a": {"claimant": "B"}}},
        {
            "event": {"title": "{event}"},
            "claim": {"a": {"claimant": "B", "document": {"url": "{event}", "published": "{when}"}}},
        },
    ],
    ids=["answer", "event", "document"],
)
def test_every_date_with_two_readings_is_told(case, mapping):
    report = case.import_rows([{"event": "A", "when": "03/04/2016"}], mapping=mapping)
    assert any("two readings" in kind for kind in report.doubts)


def test_keys_are_known_in_any_case_as_columns_are(case, write):
    row = {
        "Event": "Strike",
        "Claimant": "Ministry",
        "TEXT": "It was us",
        "Killed": 3,
        "Event Date": "2016-03-29",
    }
    path = write([row, {**row, "Claimant": "Agency"}])
    report = case.import_file(path, preset="generic")
    assert report.made["assertion"] == 2
    (said,) = (line for line in map(json.loads, case.export()) if line.get("claimant") == "ministry")
    assert said["text"] == "It was us"
    assert said["values"][0]["raw"] == "3"
    assert not any("leaves out" in line for line in report.lines())
