"""Dates that count from another record: kept as such, and alive when the other date is corrected."""

import json

import pytest

from claimtrack import Casefile
from claimtrack.casefile.form import Form
from claimtrack.errors import ClaimtrackError, ImportRejectedError, InvalidRecordError
from older import older_file

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


# --- corrections ------------------------------------------------------------------------------


def test_other_words_count_from_the_same_record(case):
    case.add_event("Troops leave", key="leave", occurred=LATER)
    leave = case.change(case.event("leave"), occurred="three days later")
    assert (leave.occurred.edtf, leave.occurred.relative_to) == ("2016-03-17", "event:announced")
    leave = case.change(leave, occurred="18 March 2016")
    assert (leave.occurred.edtf, leave.occurred.relative_to) == ("2016-03-18", "")


def edited(case, record, before, after):
    form = Form.of(case, record)
    assert before in form.text()
    form.save(case, form.text().replace(before, after), "form.yaml")
    return case.event(record.key) if hasattr(record, "key") else case.assertion(record.id)


def test_a_form_shows_what_a_date_counts_from(case):
    case.add_event("Troops leave", key="leave", occurred=LATER)
    leave = edited(case, case.event("leave"), "  is: two days later\n  relative_to: event:announced", "  is: a week later\n  relative_to: event:announced")  # fmt: skip
    assert (leave.occurred.edtf, leave.occurred.relative_to) == ("2016-03-21~", "event:announced")
    leave = edited(case, leave, "title: Troops leave", "title: Troops go")
    assert leave.occurred.edtf == "2016-03-21~"
    leave = edited(case, leave, "\n  is: a week later\n  relative_to: event:announced", " 2016-03-20")
    assert (leave.occurred.edtf, leave.occurred.relative_to) == ("2016-03-20", "")


def test_an_answer_keeps_what_it_counts_from_in_a_form(case):
    told = {"occurred": {"is": "the same day", "relative_to": "event:announced"}, "killed": "3"}
    said = case.record("attack", claimant="Desk", text="A", values=told)
    after = edited(case, case.assertion(said.id), "is: the same day", "is: the day after")
    assert [(item.field, str(item.read)) for item in after.values] == [
        ("killed", "3"),
        ("occurred", "2016-03-15"),
    ]
    after = edited(case, after, "killed: 3", "killed: 4")
    assert after.values[1].read.relative_to == "event:announced"


# --- tables -----------------------------------------------------------------------------------

MAPPING = """
[event]
key = "{key}"
title = "{title}"
occurred = { text = "{when}", relative_to = "event:{after}" }

[claim.desk]
claimant = "{by}"
text = "{title}"
said = { text = "{said}", relative_to = "{said_from}" }

[claim.desk.values]
occurred = { text = "{told}", relative_to = "event:{after}" }
"""
HEADER = "key,title,when,after,by,said,said_from,told\n"


def take(case, tmp_path, rows, mapping=MAPPING, **options):
    table, file = tmp_path / "rows.csv", tmp_path / "map.toml"
    table.write_text(HEADER + rows, encoding="utf-8")
    file.write_text(mapping, encoding="utf-8")
    return case.import_file(table, mapping=file, **options)


def test_rows_count_from_records_of_the_file_and_of_the_table(case, tmp_path):
    case.record("attack", claimant="Desk", text="First", said="2016-04-01", label="first")
    rows = """leave,Troops leave,two days later,announced,Desk,the day after,assertion:first,the day before
feast,Feast,a week later,leave,Desk,2016-05-05,,2016
alone,Alone,9 March 2016,,Desk,the day before,event:leave,
"""
    report = take(case, tmp_path, rows)
    assert not report.doubts
    found = {key: case.event(key).occurred for key in ("leave", "feast", "alone")}
    assert {key: str(date) for key, date in found.items()} == {
        "leave": "2016-03-16",
        "feast": "2016-03-23~",
        "alone": "2016-03-09",
    }
    assert found["alone"].relative_to == ""
    (said,) = case.dossier("leave").assertions
    assert (said.said.edtf, said.values[0].read.edtf) == ("2016-04-02", "2016-03-13")
    assert case.dossier("alone").assertions[0].said.edtf == "2016-03-15"
    assert case.dossier("feast").assertions[0].values[0].read.edtf == "2016"
    redate(case, "announced", "2016-03-20")
    assert (case.event("feast").occurred.edtf, case.event("feast").occurred.raw) == (
        "2016-03-29~",
        "a week later",
    )


def test_rows_and_the_other_doors_make_the_same_statement(case, tmp_path):
    take(case, tmp_path, "attack,Attack,,,Desk,the same day,event:announced,\n")
    (said,) = case.dossier("attack").assertions
    assert (
        said.id == case.record("attack", claimant="desk", text="Attack", stance="affirms", said=SAME_DAY).id
    )


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("x,X,the same day,nonsuch,Desk,,,", "lines 2 to 2: relative_to: there is no event 'nonsuch'"),
        ("x,X,,,Desk,the same day,assertion:nonsuch,", "there is no assertion 'nonsuch'"),
        ("x,X,,,Desk,the same day,claimant:desk,", "'claimant:desk' is not event:KEY"),
        ("x,X,the same day,y,Desk,,,\ny,Y,the same day,x,Desk,,,", "circle"),
    ],
)
def test_rows_that_count_from_nothing_are_refused_whole(case, tmp_path, row, message):
    with pytest.raises(ClaimtrackError, match=message):
        take(case, tmp_path, row + "\n")
    assert case._connection.execute("SELECT count(*) FROM event").fetchone()[0] == len(
        ("announced", "attack")
    )


def test_only_dates_of_a_mapping_count_from_records(case, tmp_path):
    wrong = MAPPING + '\n[claim.desk.values.killed]\ntext = "{told}"\nrelative_to = "event:x"\n'
    with pytest.raises(ClaimtrackError, match="the field is a count"):
        take(
            case,
            tmp_path,
            "x,X,,,Desk,,,\n",
            wrong.replace("[claim.desk.values]\noccurred", "[claim.desk.values]\n#"),
        )


def test_dates_follow_in_the_import_that_corrects_their_anchor(case, tmp_path):
    row = "leave,Troops leave,03/04/2016,,Desk,,,\n"
    ordered = 'key = "{key}"\n' + MAPPING.replace('text = "{when}"', 'text = "{when}", order = "MDY"')
    take(case, tmp_path, row, ordered)
    case.add_event("Feast", key="feast", occurred={"raw": "the same day", "relative_to": "event:leave"})
    assert case.event("feast").occurred.edtf == "2016-03-04"
    take(case, tmp_path, row, ordered.replace("MDY", "DMY"))
    held = case._connection.execute("SELECT occurred_edtf FROM event WHERE key = 'feast'").fetchone()
    assert (case.event("leave").occurred.edtf, held[0]) == ("2016-04-03", "2016-04-03")


def test_many_records_in_steps_follow_at_once(case, tmp_path):
    lines = [{"record": "claimtrack", "version": 1}]
    lines += [
        {"record": "event", "key": f"e{n}", "title": f"E{n}", "occurred": {"raw": "the day after", "relative_to": f"event:e{n + 1}"}}
        for n in range(300)
    ]  # fmt: skip
    lines.append({"record": "event", "key": "e300", "title": "E300", "occurred": "2016-03-09"})
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    case.import_file(tmp_path / "in.jsonl")
    held = case._connection.execute("SELECT occurred_edtf FROM event WHERE key = 'e0'").fetchone()
    assert held[0] == "2017-01-03"


def test_an_older_file_takes_relations(tmp_path):
    path = older_file(
        tmp_path / "old.db", 71, """INSERT INTO event (key, title, proposition, note, recorded, occurred, occurred_edtf,
        occurred_earliest, occurred_latest) VALUES ('e', 'E', '', '', '', '"2016-03-14"', '2016-03-14', '2016-03-14', '2016-03-14')"""
    )  # fmt: skip
    with Casefile.open(path) as case:
        case.add_event("F", key="f", occurred={"raw": "the day after", "relative_to": "event:e"})
        redate(case, "e", "2016-03-20")
        assert case.event("f").occurred.edtf == "2016-03-21"
        plan = case._connection.execute(
            "EXPLAIN QUERY PLAN SELECT pk FROM event WHERE instr(occurred, '\"relative_to\"') > 0"
        ).fetchall()
        assert "event_occurred_related" in str([tuple(row) for row in plan])


def test_a_part_takes_along_what_its_dates_count_from(case, tmp_path):
    case.add_event("Troops leave", key="leave", occurred=LATER)
    case.add_document("Wire", key="wire", published="2016-03-05")
    case.add_event("Feast", key="feast", occurred={"raw": "the same day", "relative_to": "event:leave"})
    case.record("announced", claimant="Other", text="Unasked")
    case.record(
        "feast", claimant="Desk", text="A", said={"raw": "the same day", "relative_to": "document:wire"}
    )
    part = "".join(case.export(events=["feast"]))
    kinds = [record["record"] for record in map(json.loads, part.splitlines())]
    assert (kinds.count("event"), kinds.count("document"), kinds.count("assertion")) == (3, 1, 1)
    (tmp_path / "part.jsonl").write_text(part, encoding="utf-8")
    with Casefile.open(tmp_path / "part.db") as again:
        again.import_file(tmp_path / "part.jsonl")
        assert again.event("feast").occurred.edtf == "2016-03-16"
