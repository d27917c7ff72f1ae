"""Lookups with `otherwise`, names of columns that mean several, and tables whose lines end in two ways or not at all."""

import json

import pytest

from claimtrack import Casefile
from claimtrack.errors import ImportRejectedError, MappingError

MAPPING = {"event": {"title": "{event}"}, "claim": {"s": {"claimant": "{who}", "text": "{what|}"}}}


@pytest.fixture
def bring(tmp_path):
    def take(text, mapping=MAPPING, **how):
        (tmp_path / "t.csv").write_bytes(text.encode())
        with Casefile.open(tmp_path / "case.db", create=True) as case:
            return case.import_file(tmp_path / "t.csv", mapping=mapping, **how)

    return take


@pytest.fixture
def stances(tmp_path):
    def of(stance, *words):
        rows = [
            {"event": f"E{number}", "who": "North", "st": word, "what": "x"}
            for number, word in enumerate(words)
        ]
        mapping = {**MAPPING, "lookups": {"st": {"ja": "affirms", "nein": "denies"}},
                   "claim": {"s": {**MAPPING["claim"]["s"], "stance": {"text": "{st}", "lookup": "st", **stance}}}}  # fmt: skip
        path = tmp_path / "l.csv"
        path.write_text("event,who,st,what\n" + "".join(",".join(row.values()) + "\n" for row in rows))
        with Casefile.open(tmp_path / "case.db", create=True) as case:
            case.import_file(path, mapping=mapping)
            return [
                line["stance"] for line in map(json.loads, case.export()) if line["record"] == "assertion"
            ]

    return of


def test_otherwise_speaks_for_what_a_lookup_has_not(stances):
    assert sorted(stances({"otherwise": "comments"}, "ja", "nein", "vielleicht")) == [
        "affirms",
        "comments",
        "denies",
    ]


def test_what_is_found_goes_through_the_map(stances):
    assert sorted(stances({"map": {"denies": "comments"}, "otherwise": "affirms"}, "nein", "hm")) == [
        "affirms",
        "comments",
    ]


def test_a_word_that_a_lookup_has_not_is_not_called_an_empty_cell_alone(stances):
    with pytest.raises(ImportRejectedError, match=r"or its lookup has nothing for it .* otherwise"):
        stances({}, "vielleicht")


def test_a_name_that_means_two_columns_is_refused(bring):
    with pytest.raises(MappingError, match="'who' may be any of the columns 'Who', 'WHO'"):
        bring("event,Who,WHO,what\nA,North,South,x\n")


def test_a_column_left_out_that_only_case_tells_from_a_read_one_is_told(bring):
    report = bring("event,Who,who,what\nA,North,South,x\n")
    assert any("only letter case" in line and "'Who'" in line for line in report.lines())


def test_a_last_row_with_too_few_cells_and_no_line_end_is_refused(bring):
    with pytest.raises(
        ImportRejectedError, match=r"t\.csv:3: the last row has 2 cells .* the file is cut short"
    ):
        bring("event,who,what\nA,North,x\nB,Sou")
    report = bring("event,who,what\nA,North,x\nB,South\n")
    assert report.made["assertion"] == 2
    report = bring("event,who,what\nC,North,x\nD,South,y")
    assert report.made["assertion"] == 2


def test_a_carriage_return_alone_ends_a_line_among_others(bring):
    report = bring("event,who,what\nA,North,x\nB,North,y\rC,North,z\r\nD,North,u\rE,North,v")
    assert (report.read, report.rejected, report.made["event"]) == (5, 0, 5)


@pytest.mark.parametrize(
    ("how", "cell", "wanted"),
    [
        ({"lookup": "act"}, "1;3", ["Army", "Rebels"]),
        ({"lookup": "act"}, "1;9", ["9", "Army"]),
        ({"lookup": "act", "otherwise": "Others"}, "9", ["Others"]),
        ({"match": "([A-Za-z]+)-"}, "North-1;South-2", ["North", "South"]),
        ({"part": 2, "by": "-"}, "1-North;2-South", ["North", "South"]),
    ],
)
def test_each_item_of_a_list_is_looked_up(bring, tmp_path, how, cell, wanted):
    claim = {**MAPPING["claim"]["s"], "values": {"perpetrator": {"text": "{perp}", "split": ";", **how}}}
    mapping = {**MAPPING, "lookups": {"act": {"1": "Army", "3": "Rebels"}}, "claim": {"s": claim}}
    bring(f"event,who,what,perp\nE1,A,x,{cell}\n", mapping)
    with Casefile.open(tmp_path / "case.db") as case:
        (said,) = (line for line in map(json.loads, case.export()) if line["record"] == "assertion")
    assert sorted(item["raw"] for item in said["values"]) == wanted


def test_a_code_that_a_lookup_has_not_stays_in_an_answer(bring, tmp_path):
    claim = {**MAPPING["claim"]["s"], "values": {"perpetrator": {"text": "{perp}", "lookup": "act"}}}
    bring(
        "event,who,what,perp\nE1,A,x,9\n",
        {**MAPPING, "lookups": {"act": {"1": "Army"}}, "claim": {"s": claim}},
    )
    with Casefile.open(tmp_path / "case.db") as case:
        (said,) = (line for line in map(json.loads, case.export()) if line["record"] == "assertion")
    assert [item["raw"] for item in said["values"]] == ["9"]


def test_a_code_of_two_meanings_is_refused(bring, tmp_path):
    (tmp_path / "codes.csv").write_text("code,name\n1,Army of North\n1,Army of South\n", encoding="utf-8")
    table = {"file": str(tmp_path / "codes.csv"), "key": "code", "value": "name"}
    with pytest.raises(MappingError, match=r"codes\.csv for 'Army of North' and for 'Army of South'"):
        bring("event,who,what\nE1,A,x\n", {**MAPPING, "lookups": {"act": table}})
