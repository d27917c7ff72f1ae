"""Rows that cannot be taken, mappings that do not fit, and what is told of both."""

import csv

import pytest

from claimtrack.errors import ImportRejectedError, InvalidRecordError, MappingError

GOOD = {"event": "Bridge", "claimant": "North", "stance": "affirms", "text": "It fell"}
BAD = {**GOOD, "stance": "shouts"}


def test_with_a_bad_row_nothing_is_taken(case, table, lines):
    with pytest.raises(ImportRejectedError, match="shouts") as refused:
        case.import_file(table([GOOD, BAD, GOOD]), preset="generic")
    assert "rows.csv:3" in refused.value.problems[0]
    assert "shouts" in refused.value.problems[0]
    assert lines(case)[1:] == []
    assert not list(case._path.parent.glob("*.importing"))


def test_skip_takes_the_others_and_writes_the_rejects_ready_to_mend(case, table, tmp_path, lines):
    rejects = tmp_path / "rejects.csv"
    report = case.import_file(table([GOOD, BAD]), preset="generic", on_error="skip", rejects=rejects)
    assert (report.read, report.rejected, len(lines(case, "assertion"))) == (2, 1, 1)
    (row,) = csv.DictReader(rejects.read_text(encoding="utf-8").splitlines())
    assert row["rejected_line"] == "3"
    assert "shouts" in row["rejected_because"]
    mended = rejects.read_text(encoding="utf-8").replace("affirms", "").replace(",shouts,", ",denies,")
    rejects.write_text(mended, encoding="utf-8")
    assert case.import_file(rejects, preset="generic").made["assertion"] == 1


def test_a_row_that_the_reader_cannot_read_is_counted(case, tmp_path):
    path = tmp_path / "long.csv"
    path.write_text("event,claimant,text\nBridge,North,fell\nBridge,South,a,b,c\n", encoding="utf-8")
    report = case.import_file(path, preset="generic", on_error="skip")
    assert (report.read, report.rejected, report.made["assertion"]) == (2, 1, 1)


@pytest.mark.parametrize("text", ["half a pair \ud800", "a NUL \x00"])
def test_what_no_file_can_store_is_a_rejected_row(case, text):
    with pytest.raises(ImportRejectedError, match="nothing was taken"):
        case.import_rows([{**GOOD, "text": text}])
    with pytest.raises(ImportRejectedError, match="nothing was taken"):
        case.import_rows([{**GOOD, "event": text}])


def test_a_name_of_several_claimants_is_a_rejected_row(case):
    case.add_claimant("Reuters", key="reuters-a")
    case.add_claimant("Reuters", key="reuters-b")
    with pytest.raises(ImportRejectedError) as refused:
        case.import_rows([{**GOOD, "claimant": "Reuters"}])
    assert "reuters-a, reuters-b" in refused.value.problems[0]


def test_an_alias_is_its_claimant(case, lines):
    case.add_claimant("Islamic State", key="is", aliases=["Daesh"])
    case.import_rows([{**GOOD, "claimant": "DAESH"}])
    assert lines(case, "assertion")[0]["claimant"] == "is"


def test_the_habits_of_a_claimant_and_the_date_of_a_document_are_read_against(case, lines):
    case.add_claimant("North", date_order="DMY")
    case.add_document("Page", url="https://a.example/1", published="2016-04-05")
    case.import_rows(
        [{**GOOD, "said": "03/04/2016"}, {**GOOD, "said": "yesterday", "source": "https://a.example/1"}]
    )
    assert sorted(line["said"]["edtf"] for line in lines(case, "assertion")) == ["2016-04-03", "2016-04-04"]


def test_an_event_of_the_file_is_met_by_its_title(case, lines):
    case.add_event("Bridge", key="the-bridge")
    case.import_rows([GOOD])
    assert [line["key"] for line in lines(case, "event")] == ["the-bridge"]


@pytest.mark.parametrize(
    ("mapping", "message"),
    [
        (
            {"event": {"title": "{nothing}"}, "claim": {"a": {"claimant": "X"}}},
            "event.title: the file has no column 'nothing'",
        ),
        ({"event": {"titel": "{event}"}, "claim": {"a": {"claimant": "X"}}}, "event.titel: is unknown here"),
        ({"event": {"title": "{event}"}}, "there is no \\[claim.NAME\\]"),
        ({"event": {"title": "{event}"}, "claim": {"a": {"text": "x"}}}, "claim.a: has no claimant"),
        (
            {"event": {"title": "{event}"}, "claim": {"a": {"claimant": "X", "link": {"denies": "b"}}}},
            "there is no claim 'b'",
        ),
        (
            {"event": {"title": "{event}"}, "claim": {"a": {"claimant": "X", "values": {"ransom": "1"}}}},
            "there is no field 'ransom'",
        ),
        ({"event": {"title": "[{event}"}, "claim": {"a": {"claimant": "X"}}}, "a bracket is not closed"),
    ],
)
def test_a_mapping_that_cannot_be_used_says_where_and_what_to_do(case, table, mapping, message):
    with pytest.raises(MappingError, match=message):
        case.import_file(table([GOOD]), mapping=mapping)


def test_an_error_in_a_mapping_file_names_its_line(case, table, tmp_path):
    path = tmp_path / "my.toml"
    path.write_text(
        'title = "x"\n[event]\ntitle = "{event}"\n[claim.one]\nclaimant = "{claimnt}"\n', encoding="utf-8"
    )
    with pytest.raises(MappingError) as error:
        case.import_file(table([GOOD]), mapping=path)
    assert f"{path}:5: claim.one.claimant" in str(error.value)
    assert "did you mean 'claimant'?" in str(error.value)


@pytest.mark.parametrize("key", ["half-\ud800", "nul-\x00"])
def test_a_key_that_cannot_be_stored_is_a_rejected_row(case, lines, key):
    mapping = {"event": {"key": "{id}", "title": "A fire"}, "claim": {"a": {"claimant": "North"}}}
    with pytest.raises(ImportRejectedError, match="nothing was taken"):
        case.import_rows([{"id": "fine"}, {"id": key}], mapping=mapping)
    assert lines(case)[1:] == []


CLAIM = {
    "claimant": "North",
    "text": "{text}",
    "said": "{said}",
    "link": {"responds_to": {"row": "{to}", "claim": "a"}},
}
WITH_ALL = {
    "key": "{id}",
    "event": {"title": "A fire"},
    "claim": {"a": CLAIM},
    "evidence": {"photo": {"on": "a", "title": "{photo}"}},
    "assessment": {"verdict": {"on": "a", "grade": "{grade}", "rationale": "{why}"}},
}
WHOLE = {
    "id": "1",
    "text": "It burned",
    "said": "2016",
    "to": "",
    "photo": "A photo",
    "grade": "",
    "why": "Seen",
}


@pytest.mark.parametrize("column", ["id", "text", "said", "to", "photo", "why"])
@pytest.mark.parametrize("text", ["half \ud800", "nul \x00"])
def test_nothing_of_a_row_that_cannot_be_stored_is_taken(case, lines, column, text):
    rows = [WHOLE, {**WHOLE, "id": "2", "text": "It did not", column: text}]
    report = case.import_rows(rows, mapping=WITH_ALL, on_error="skip")
    assert report.rejected == 1
    assert [line["text"] for line in lines(case, "assertion")] == ["It burned"]
    assert len(lines(case, "evidence")) == 1
    assert (report.repeated.total(), report.held.total()) == (0, 0)


def test_an_event_that_no_row_gives_a_title_goes_by_its_key(case, keyed, table, incident, lines):
    rows = [incident("1", title=""), incident("2"), incident("3", title=" ")]
    report = case.import_file(table(rows), mapping=keyed)
    assert {line["key"]: line["title"] for line in lines(case, "event")} == {
        "incident-1": "incident-1",
        "incident-2": "Fire at mill 2",
        "incident-3": "incident-3",
    }
    assert any("incident-1, incident-3" in remark for remark in report.remarks)
    assert len(lines(case, "assertion")) == 3


@pytest.mark.parametrize("row", ["Bridge", None, ("Bridge", "North"), 3])
def test_a_row_of_a_script_that_is_no_dict_is_refused_by_its_number(case, row, lines):
    with pytest.raises(InvalidRecordError, match="row 2 is no dict"):
        case.import_rows([GOOD, row])
    assert lines(case, "assertion") == []


def test_dates_of_a_source_in_a_language_without_words_are_read_as_the_analyst_writes_them(case, lines):
    row = {**GOOD, "said": "13/03/2016", "language": "it"}
    case.import_rows([row])
    assert lines(case, "assertion")[0]["said"]["edtf"] == "2016-03-13"


def test_rejects_come_in_the_order_of_their_lines(case, tmp_path):
    """The reader refuses rows of five cells, and the checks rows without an event: both among others."""
    path, rejects = tmp_path / "rows.csv", tmp_path / "bad.csv"
    rows = [
        f"{'' if n % 3 == 0 else 'Bridge'},North,Text {n}" + (",too,many" if n % 5 == 0 else "")
        for n in range(1, 2500)
    ]
    path.write_text("event,claimant,text\n" + "\n".join(rows) + "\n", encoding="utf-8")
    report = case.import_file(path, preset="generic", on_error="skip", rejects=rejects)
    with rejects.open(encoding="utf-8", newline="") as stream:
        numbers = [int(row["rejected_line"]) for row in csv.DictReader(stream)]
    assert numbers == sorted(numbers)
    assert len(numbers) == report.rejected == 2499 // 3 + 2499 // 5 - 2499 // 15
    told = [problem.position.line for problem in report.problems]
    assert told == sorted(told)


def test_a_zone_that_there_is_not_is_a_rejected_row(case):
    mapping = {
        "event": {"title": "{event}"},
        "claim": {"record": {"claimant": {"name": "{claimant}", "zone": "{zone}"}, "said": "{said}"}},
    }
    row = {"event": "Bridge", "claimant": "North", "said": "30 March 2016 14:30"}
    with pytest.raises(ImportRejectedError, match="unknown time zone 'Mars/Phobos'"):
        case.import_rows([{**row, "zone": "Mars/Phobos"}], mapping=mapping)
    with pytest.raises(InvalidRecordError, match="unknown time zone"):
        case.add_claimant("North", zone="Mars/Phobos")
    assert case.import_rows([{**row, "zone": "Asia/Damascus"}], mapping=mapping).made["assertion"] == 1
