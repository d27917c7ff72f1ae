"""Import, look, mend the mapping, import again: the same rows read otherwise are corrected in place."""

import pytest

MAPPING = """
key = "{id}"
dataset = "Register"
[dates]
order = "%(order)s"
[cells]
unknown = [%(unknown)s]
[event]
key = "e{id}"
title = "%(title)s"
occurred = "{day}"
[claim.report]
claimant = { name = "Desk", kind = "%(kind)s" }
text = "{text}"
said = "{day}"
values = { killed = "{%(column)s}" }
"""
FIRST = {"order": "MDY", "unknown": "", "title": "Fire", "kind": "outlet", "column": "hurt"}
ROWS = "id,town,day,text,dead,hurt\n1,Homs,03/04/2016,Burnt,12,99\n2,Hama,05/04/2016,Fell,-9,7\n"


@pytest.fixture
def mapping(tmp_path):
    def write(**changes):
        path = tmp_path / "register.toml"
        path.write_text(MAPPING % {**FIRST, **changes}, encoding="utf-8")
        return path

    return write


def test_a_mended_mapping_corrects_the_reading_and_moves_nobody(case, table, mapping, lines):
    path = table(ROWS)
    case.import_file(path, mapping=mapping())
    ids = {line["id"] for line in lines(case, "assertion")}
    mended = mapping(order="DMY", unknown='"-9"', title="Fire in {town}", kind="dataset", column="dead")
    report = case.import_file(path, mapping=mended)
    assert report.made.total() == 0
    assert dict(report.mended) == {"claimant": 1, "event": 2, "assertion": 2}
    assert report.changed == []
    assert any("read otherwise by the mended mapping" in line for line in report.lines())
    said = {line["event"]: line for line in lines(case, "assertion")}
    assert {line["id"] for line in said.values()} == ids
    assert said["e1"]["said"]["edtf"] == "2016-04-03"
    assert said["e1"]["values"][0]["raw"] == "12"
    assert said["e2"]["values"][0]["read"] == {"unknown": True}
    events = lines(case, "event")
    assert [(line["title"], line["occurred"]["edtf"]) for line in events] == [
        ("Fire in Homs", "2016-04-03"),
        ("Fire in Hama", "2016-04-05"),
    ]
    assert lines(case, "claimant")[0]["kind"] == "dataset"
    assert lines(case, "link") == []
    kept = [line for line in lines(case, "correction") if line["kind"] == "event"]
    assert [line["before"]["title"] for line in kept] == ["Fire", "Fire"]
    again = case.import_file(path, mapping=mended, again=True)
    assert (again.made.total(), again.mended.total()) == (0, 0)


def test_where_rows_change_with_the_mapping_those_supersede(case, table, mapping, lines):
    case.import_file(table(ROWS), mapping=mapping())
    later = table(ROWS.replace("12,99", "14,99"), "later.csv")
    report = case.import_file(later, mapping=mapping(column="dead"))
    assert (report.changed, dict(report.mended)) == (["1"], {"assertion": 1})
    (link,) = lines(case, "link")
    raws = {line["id"]: line["values"][0]["raw"] for line in lines(case, "assertion")}
    assert (raws[link["source"]], raws[link["target"]]) == ("14", "99")


def test_what_was_corrected_by_hand_stays(case, table, mapping, lines):
    path = table(ROWS)
    case.import_file(path, mapping=mapping())
    case.change(case.event("e1"), title="The great fire")
    first = next(line["id"] for line in lines(case, "assertion") if line["event"] == "e1")
    case.change(case.assertion(first), text="It burnt down")
    report = case.import_file(path, mapping=mapping(title="Fire in {town}", column="dead"))
    assert dict(report.mended) == {"event": 1, "assertion": 1}
    assert case.event("e1").title == "The great fire"
    assert case.assertion(first).text == "It burnt down"
