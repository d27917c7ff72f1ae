"""Rejected rows: told, written, mended, and taken as the part of their dataset that they are."""

import csv
import json

import pytest

from claimtrack import Casefile
from claimtrack.errors import ImportRejectedError, InputFileError, UnknownTermError
from claimtrack.model import Assertion

STAMP = "2026-01-01T00:00:00Z"
MAPPING = {
    "title": "Register",
    "key": "{id}",
    "event": {"title": "{event}", "occurred": "{day}"},
    "claim": {"record": {"claimant": "{who}", "values": {"killed": "{killed}"}}},
}
HEADER = "id,event,day,who,killed\n"


@pytest.fixture
def case(tmp_path):
    with Casefile.open(tmp_path / "claims.db", now=lambda: STAMP) as opened:
        yield opened


@pytest.fixture
def table(tmp_path):
    def write(rows, name="rows.csv", header=HEADER):
        path = tmp_path / name
        path.write_text(header + "".join(f"{row}\n" for row in rows), encoding="utf-8")
        return path

    return write


def read(path):
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_reasons_are_told_and_where_the_rows_are(case, table, tmp_path):
    rejects = tmp_path / "bad.csv"
    path = table([f"{number},,2016,A,1" for number in range(8)] + ["9,B,2016,A,1"])
    report = case.import_file(path, mapping=MAPPING, on_error="skip", rejects=rejects)
    lines = report.lines()
    assert sum("there is no event" in line for line in lines) == 5
    assert "and 3 more rows that cannot be taken" in lines
    assert f"9 rows read, 8 rejected and written to {rejects}" in lines


def test_mended_rows_are_a_part_of_their_release_and_nothing_vanishes(case, table, tmp_path):
    rejects = tmp_path / "bad.csv"
    rows = ["1,A,2016-03-01,W,1", "2,,2016-03-02,W,2", "3,C,2016-03-03,W,3"]
    case.import_file(table(rows), mapping=MAPPING, on_error="skip", rejects=rejects)
    text = rejects.read_text(encoding="utf-8")
    assert "2,,2016-03-02,W,2" in text
    rejects.write_text(text.replace("2,,2016", "2,B,2016"), encoding="utf-8")
    report = case.import_file(rejects, mapping=MAPPING)
    assert (report.new_rows, report.vanished, report.vanished_count) == (1, [], 0)
    assert not any("vanished" in line or "rejected_line" in line for line in report.lines())
    whole = case.import_file(table(["1,A,2016-03-01,W,1", "2,B,2016-03-02,W,2"]), mapping=MAPPING)
    assert (whole.new_rows, whole.vanished) == (0, ["3"])


def test_rejected_again_a_row_has_one_line_and_one_reason(case, table, tmp_path):
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    case.import_file(table(["1,,2016,W,1"]), mapping=MAPPING, on_error="skip", rejects=first)
    case.import_file(first, mapping=MAPPING, on_error="skip", rejects=second)
    assert read(second) == read(first)


def test_objects_are_rejected_as_objects(case, tmp_path):
    path, rejects = tmp_path / "rows.jsonl", tmp_path / "bad.jsonl"
    path.write_text('{"id": 1, "event": "", "who": "A"}\n', encoding="utf-8")
    mapping = MAPPING | {"event": {"title": "{event}"}, "claim": {"record": {"claimant": "{who}"}}}
    case.import_file(path, mapping=mapping, on_error="skip", rejects=rejects)
    row = json.loads(rejects.read_text(encoding="utf-8"))
    assert (row["id"], row["rejected_line"]) == (1, 1)
    again = case.import_file(rejects, mapping=mapping, on_error="skip", rejects=tmp_path / "again.jsonl")
    assert again.part
    assert len(json.loads((tmp_path / "again.jsonl").read_text(encoding="utf-8"))) == len(row)


def test_rejects_are_not_written_over_the_rows_they_come_from(case, table):
    path = table(["1,,2016,W,1"])
    before = path.read_bytes()
    with pytest.raises(InputFileError, match="is the file to be read"):
        case.import_file(path, mapping=MAPPING, on_error="skip", rejects=path)
    assert path.read_bytes() == before


def test_a_script_may_name_the_file_of_rejects_by_a_text(case, table, tmp_path):
    rejects = tmp_path / "bad.csv"
    case.import_file(table(["1,,2016,W,1"]), mapping=MAPPING, on_error="skip", rejects=str(rejects))
    assert len(read(rejects)) == 1


def test_there_is_no_third_way_after_an_error(case, table):
    for take in (
        lambda **how: case.import_file(table(["1,A,2016,W,1"]), **how),
        lambda **how: case.import_rows([], **how),
    ):
        with pytest.raises(UnknownTermError, match="stop or skip"):
            take(mapping=MAPPING, on_error="ignore")


@pytest.mark.parametrize("row", ["1,A,2016,W,1,one too many", "1,A\x00,2016,W,1"])
def test_a_row_that_the_reader_cannot_take_is_written_whole(case, table, tmp_path, row):
    rejects = tmp_path / "bad.csv"
    case.import_file(table([row]), mapping=MAPPING, on_error="skip", rejects=rejects)
    assert row.partition("\x00")[0] in rejects.read_text(encoding="utf-8")


def test_two_of_three_keys_with_other_events_were_dealt_out_anew(case, table):
    case.import_file(table([f"{n},Strike {n},2016-03-0{n},W,1" for n in (1, 2, 3)]), mapping=MAPPING)
    anew = [f"{n},Battle {n},2019-05-0{n},W,1" for n in (1, 2)] + ["3,Strike 3,2016-03-03,W,1"]
    with pytest.raises(ImportRejectedError, match="2 keys of Register mean other events"):
        case.import_file(table(anew), mapping=MAPPING)


def test_every_row_that_vanished_is_counted_and_marked(case, table, monkeypatch):
    from claimtrack.intake import releases
    from claimtrack.intake import report as reports

    monkeypatch.setattr(reports, "_LISTED", 2)
    monkeypatch.setattr(releases, "_CHUNK", 3)
    case.import_file(table([f"{n},Strike {n},2016-03-01,W,1" for n in range(10)]), mapping=MAPPING)
    report = case.import_file(table(["0,Strike 0,2016-03-01,W,1"]), mapping=MAPPING)
    assert (report.vanished_count, len(report.vanished)) == (9, 2)
    marked = case._connection.execute("SELECT count(*) FROM import_row WHERE vanished <> ''").fetchone()
    assert marked == (9,)


def test_a_refused_record_is_told_by_its_place_on_the_line_or_its_file(case, tmp_path):
    mapping = {"event": {"title": "{event}"}, "claim": {"record": {"claimant": "{who}"}}}
    row = json.dumps({"event": "", "who": "A"})
    (tmp_path / "rows.json").write_text(f"[{row}, {row}]", encoding="utf-8")
    report = case.import_file(tmp_path / "rows.json", mapping=mapping, on_error="skip")
    told = [str(item.position).removeprefix(str(tmp_path)) for item in report.problems]
    assert told == ["/rows.json:1, record 1", "/rows.json:1, record 2"]
    (tmp_path / "thread" / "replies").mkdir(parents=True)
    for name in ("post.json", "replies/1.json"):
        (tmp_path / "thread" / name).write_text(row, encoding="utf-8")
    report = case.import_file(tmp_path / "thread", mapping=mapping, on_error="skip")
    told = [str(item.position).removeprefix(str(tmp_path)) for item in report.problems]
    assert told == ["/thread:post.json:1", "/thread:replies/1.json:1"]


@pytest.mark.parametrize("name", ["map.toml", "bad.csv"])
def test_no_file_that_is_there_is_written_over(tmp_path, name):
    (tmp_path / "map.toml").write_text('[event]\ntitle = "{title}"\n[claim.c]\nclaimant = "{who}"\n', encoding="utf-8")  # fmt: skip
    (tmp_path / "bad.csv").write_text("title,who\nMended,Desk\n", encoding="utf-8")
    (tmp_path / "rows.csv").write_text("title,who\nRaid,\nFire,Desk\n", encoding="utf-8")
    before = (tmp_path / name).read_text(encoding="utf-8")
    with (
        Casefile.open(tmp_path / "case.db") as case,
        pytest.raises(InputFileError, match="is there already, and what stands in it would be lost"),
    ):
        case.import_file(
            tmp_path / "rows.csv", mapping=tmp_path / "map.toml", on_error="skip", rejects=tmp_path / name
        )
    assert (tmp_path / name).read_text(encoding="utf-8") == before


def test_an_empty_cell_of_stances_says_how_it_is_given_a_meaning(case, table):
    stance = {"text": "{killed}", "map": {"no": "denies"}, "otherwise": "comments"}
    mapping = {**MAPPING, "claim": {"record": {"claimant": "{who}", "stance": stance}}}
    path = table(["1,A,2016,A,"])
    with pytest.raises(
        ImportRejectedError, match=r'no stance: its cell is empty, or .* \(map = \{ "" = … \}'
    ):
        case.import_file(path, mapping=mapping)
    mapping["claim"]["record"]["stance"] = {**stance, "map": {"no": "denies", "": "queries"}}
    case.import_file(path, mapping=mapping)
    assert [assertion.stance for assertion in case.records(Assertion)] == ["queries"]
