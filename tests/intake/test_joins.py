"""Rows of other sheets, files and records that belong to a row; several documents of a claim; answers to other rows."""

import json

import pytest

from claimtrack.errors import InputFileError, MappingError
from workbooks import workbook

EVENTS = "id,title,site\nS1,Market hit,A\nS2,Bridge hit,\nS3,Mill hit,Z\n"
SOURCES = "strike,Link,outlet\nS1,https://a.example/1,A News\nS1,https://b.example/2,B Post\nS9,https://a.example/9,A News\n"
JOIN = {"sources": {"file": "sources.csv", "on": {"id": "strike"}}}
EVENT = {"key": "e-{id}", "title": "{title}"}


def mapping(**tables):
    return {
        "key": "{id}",
        "join": JOIN,
        "event": EVENT,
        "claim": {"a": {"claimant": "Desk", "text": "Hit"}},
        **tables,
    }


def test_each_joined_row_makes_a_claim(case, table, lines):
    table(SOURCES, "sources.csv")
    said = {"split": {"column": "sources", "as": "s"}, "claimant": "{s.outlet}", "document": "{s.link}"}
    report = case.import_file(
        table(EVENTS), mapping=mapping(claim={"said": said, "desk": {"claimant": "Desk"}})
    )
    told = {
        (line["event"], line["claimant"]) for line in lines(case, "assertion") if line["claimant"] != "desk"
    }
    assert told == {("e-S1", "a-news"), ("e-S1", "b-post")}
    assert [line["url"] for line in lines(case, "document")] == ["https://a.example/1", "https://b.example/2"]
    assert "join sources: 2 rows for which there is nothing" in report.remarks
    assert "join sources: 1 row of it belongs to no row of the input, left out" in report.remarks


def test_a_claim_split_over_rows_is_not_made_where_none_belongs(case, table, lines):
    table(SOURCES, "sources.csv")
    said = {"split": {"column": "sources", "as": "s"}, "claimant": "{s.outlet}"}
    report = case.import_file(table(EVENTS), mapping=mapping(claim={"said": said}))
    assert (report.rejected, report.made["assertion"]) == (0, 2)
    assert [line["key"] for line in lines(case, "event")] == ["e-S1", "e-S2", "e-S3"]


def test_what_is_on_a_split_claim_goes_with_each_of_them(case, table, lines):
    table(SOURCES, "sources.csv")
    said = {"split": {"column": "sources", "as": "s"}, "claimant": "{s.outlet}"}
    denial = {"claimant": "North", "stance": "denies", "link": {"denies": "said"}, "when": {"id": "S1"}}
    case.import_file(
        table(EVENTS),
        mapping=mapping(
            claim={"said": said, "denial": denial},
            evidence={"list": {"on": "said", "kind": "list", "title": "Names"}},
            assessment={"check": {"on": "said", "grade": "weak", "by": "Desk"}},
        ),
    )
    said_by = {line["id"]: line["claimant"] for line in lines(case, "assertion")}
    (evidence,) = lines(case, "evidence")
    outlets = ["a-news", "b-post"]
    assert sorted(said_by[item["assertion"]] for item in evidence["bears_on"]) == outlets
    assert sorted(said_by[item["target"]] for item in lines(case, "link")) == outlets
    assert sorted(said_by[item["assertion"]] for item in lines(case, "assessment")) == outlets


def test_a_path_that_names_no_row_is_of_the_first(case, table, lines):
    table(SOURCES, "sources.csv")
    text = "{sources.outlet}; {sources.1.outlet}"
    case.import_file(table(EVENTS), mapping=mapping(claim={"a": {"claimant": "Desk", "text": text}}))
    assert [line.get("text", "") for line in lines(case, "assertion")] == ["A News; B Post", "", ""]


def test_several_documents_of_one_claim(case, table, lines):
    table(SOURCES, "sources.csv")
    document = {"split": {"column": "sources", "as": "s"}, "url": "{s.link}", "publisher": "{s.outlet}"}
    case.import_file(table(EVENTS), mapping=mapping(claim={"a": {"claimant": "Desk", "document": document}}))
    assert len(lines(case, "assertion")) == 3
    (first,) = [line for line in lines(case, "assertion") if "document" in line]
    (other,) = lines(case, "evidence")
    urls = {line["key"]: line["url"] for line in lines(case, "document")}
    assert (urls[first["document"]], urls[other["document"]]) == (
        "https://a.example/1",
        "https://b.example/2",
    )
    assert other["bears_on"] == [{"assertion": first["id"], "role": "neutral"}]


@pytest.mark.parametrize(
    "document",
    [["{one}", "{two}"], {"url": "{both}", "split": " and "}, [{"url": "{one}"}, "{two}", "{one}"]],
)
def test_documents_of_several_columns_and_of_a_list(case, table, lines, document):
    path = table("id,title,one,two,both\n1,Hit,https://a.example,https://b.example,https://a.example and https://b.example\n")  # fmt: skip
    case.import_file(path, mapping={"event": {"title": "{title}"}, "claim": {"a": {"claimant": "Desk", "document": document}}})  # fmt: skip
    assert [line["url"] for line in lines(case, "document")] == ["https://a.example", "https://b.example"]
    assert [line["title"] for line in lines(case, "evidence")] == ["https://b.example"]


def test_a_sheet_of_the_same_workbook(case, tmp_path, lines):
    path = tmp_path / "book.xlsx"
    events = {"A1": "id", "B1": "title", "A2": 1, "B2": "Market hit"}
    sources = {"A1": "strike", "B1": "outlet", "A2": 1, "B2": "A News"}
    path.write_bytes(workbook(events, sources))
    joined = {"sources": {"sheet": "Sheet & 2", "on": {"id": "strike"}}}
    claim = {"a": {"claimant": "{sources.outlet}"}}
    case.import_file(path, mapping=mapping(join=joined, claim=claim, read={"sheet": "Sheet & 1"}))
    assert [line["name"] for line in lines(case, "claimant")] == ["A News"]


def test_json_records_by_id(case, tmp_path, lines):
    path = tmp_path / "bundle.json"
    things = [
        {"type": "report", "id": "r1", "name": "Raid", "by": "p1", "about": ["p2", "p3"]},
        {"type": "party", "id": "p1", "name": "Desk"},
        {"type": "party", "id": "p2", "name": "North"},
        {"type": "party", "id": "p3", "name": "South"},
    ]
    path.write_text(json.dumps({"things": things}), encoding="utf-8")
    content = {
        "read": {"records": "things"},
        "where": {"type": "report"},
        "join": {"author": {"on": {"by": "id"}}, "parties": {"on": {"about": "id"}}},
        "event": {"title": "{name}"},
        "claim": {
            "desk": {"claimant": "{author.name}"},
            "party": {"split": {"column": "parties", "as": "party"}, "claimant": "{party.name}"},
        },
    }
    case.import_file(path, mapping=content)
    assert [line["name"] for line in lines(case, "claimant")] == ["Desk", "North", "South"]


def test_texts_are_looked_up_in_a_file(case, table, lines):
    table("code,name\nA,Old market\n", "sites.csv")
    lookups = {"sites": {"file": "sites.csv", "key": "code", "value": "Name"}}
    event = {"key": "e-{id}", "title": "{title}", "place": {"text": "{site}", "lookup": "sites"}}
    case.import_file(table(EVENTS), mapping=mapping(join={}, lookups=lookups, event=event))
    assert [line.get("place", {}).get("raw") for line in lines(case, "event")] == ["Old market", None, None]


@pytest.mark.parametrize(
    ("join", "error", "message"),
    [
        ({"file": "none.csv", "on": "id"}, InputFileError, "there is no file 'none.csv' beside"),
        ({"file": "sources.csv", "on": "id"}, MappingError, "has no column 'id'"),
        ({"file": "sources.csv", "on": {"nr": "strike"}}, MappingError, "the file has no column 'nr'"),
        ({"file": "sources.csv"}, MappingError, "must name the columns by which"),
        ({"file": "sources.csv", "on": "id", "with": "x"}, MappingError, "join.sources.with: is unknown"),
    ],
)
def test_a_join_that_does_not_fit_is_told(case, table, join, error, message):
    table(SOURCES, "sources.csv")
    with pytest.raises(error, match=message):
        case.import_file(table(EVENTS), mapping=mapping(join={"sources": join}))


def test_a_column_that_joined_rows_do_not_have_is_told(case, table):
    table(SOURCES, "sources.csv")
    claim = {"a": {"claimant": "{sources.outlett}"}}
    with pytest.raises(MappingError, match=r"the file has no column 'sources.outlett'"):
        case.import_file(table(EVENTS), mapping=mapping(claim=claim))


# --- rows that answer others --------------------------------------------------------------------

POSTS = "id,who,text,answers\n3,Cyn,Surely not,2\n2,Bea,Not so,1\n1,Ann,A bridge fell,\n4,Dan,Where?,99\n"
ANSWERING = {
    "key": "{id}",
    "event": {"title": "{text}", "row": "{answers}"},
    "claim": {
        "post": {"claimant": "{who}", "quote": "{text}", "link": {"responds_to": {"row": "{answers}"}}}
    },
}


def test_a_row_that_answers_another_joins_its_event(case, table, lines):
    case.import_file(table(POSTS), mapping=ANSWERING)
    assert {line["claimant"]: line["event"] for line in lines(case, "assertion")} == {
        "ann": "a-bridge-fell",
        "bea": "a-bridge-fell",
        "cyn": "a-bridge-fell",
        "dan": "where",  # what it answers is nowhere
    }
    assert [line["title"] for line in lines(case, "event")] == ["A bridge fell", "Where?"]


def test_a_row_joins_the_event_of_an_earlier_release(case, table, lines):
    case.import_file(table(POSTS), mapping=ANSWERING)
    later = table("id,who,text,answers\n5,Eve,It did,3\n", "later.csv")
    case.import_file(later, mapping={**ANSWERING, "dataset": {"name": "mapping", "releases": "add"}})
    assert {line["event"] for line in lines(case, "assertion") if line["claimant"] == "eve"} == {
        "a-bridge-fell"
    }


def test_an_answer_to_nothing_that_names_no_event_is_refused(case, table, tmp_path, read):
    content = {**ANSWERING, "event": {"title": "{title}", "row": "{answers}"}}
    path = table("id,who,text,title,answers\n1,Ann,A bridge fell,Bridge,\n2,Bea,No,,7\n")
    report = case.import_file(path, mapping=content, on_error="skip", rejects=tmp_path / "bad.csv")
    assert (report.made["assertion"], report.rejected) == (1, 1)
    assert read(tmp_path / "bad.csv")[0]["rejected_because"] == "answers the row '7', which is not there"


@pytest.mark.parametrize("place", ["other", "/nowhere/at/all"])
def test_a_file_that_is_nowhere_is_told(case, table, place):
    join = {"sources": {"file": f"{place}/sources.csv", "on": {"id": "strike"}}}
    with pytest.raises(InputFileError, match=r"join.sources: there is no file"):
        case.import_file(table(EVENTS), mapping=mapping(join=join))


def test_a_file_may_stand_anywhere_and_be_called_anything(case, table, tmp_path):
    join = {"sources": {"file": str(table(SOURCES, "sources [1].csv")), "on": {"id": "strike"}}}
    assert case.import_file(table(EVENTS), mapping=mapping(join=join)).rejected == 0


def test_a_cell_may_link_to_several_rows(case, table, lines):
    mapping = {
        "key": "{id}",
        "event": {"title": "{event}"},
        "claim": {
            "post": {
                "claimant": "{who}",
                "text": "{id}",
                "link": {"cites": {"row": "{item}", "split": {"column": "cited", "by": ";"}}},
            }
        },
    }
    case.import_file(table("id,event,who,cited\n1,Raid,A,\n2,Raid,B,\n3,Raid,C,1; 2\n"), mapping=mapping)
    texts = {line["id"]: line["text"] for line in lines(case, "assertion")}
    assert sorted((texts[item["source"]], texts[item["target"]]) for item in lines(case, "link")) == [
        ("3", "1"),
        ("3", "2"),
    ]
