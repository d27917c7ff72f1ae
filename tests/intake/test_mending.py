"""Import, look, mend the mapping, import again: the same rows read otherwise are corrected in place."""

import pytest

from claimtrack.errors import ImportRejectedError, MappingError

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


def test_what_is_not_corrected_by_hand_is_mended_and_the_rest_told(case, table):
    first = {
        "key": "{id}",
        "dataset": "Register",
        "event": {"key": "e{id}", "title": "{town}"},
        "claim": {"c": {"claimant": "Desk", "values": {"killed": "{dead}"}}},
    }
    path = table(ROWS)
    case.import_file(path, mapping=first)
    case.change(case.event("e2"), place="Hama", title="The bridge")
    (statement,) = case.dossier("e1").assertions
    case.change(statement, text="Burnt down")
    event = {**first["event"], "title": "Fire in {town}", "tags": ["{text}"]}
    claim = {"claimant": "Desk", "values": {"killed": "{dead}"}, "document": {"title": "The register"}}
    report = case.import_file(path, mapping={**first, "event": event, "claim": {"c": claim}})
    assert (case.event("e2").tags, case.event("e2").title, str(case.event("e2").place)) == (("Fell",), "The bridge", "Hama")  # fmt: skip
    told = f"corrected by hand before, and left as it is by the mended mapping: 2 (event e2: title, assertion {statement.id[:8]})"
    assert told in report.remarks


# --- rows that nothing identifies, and what a mapping says no longer ------------------------------

KEYLESS = {
    "dataset": "Keyless",
    "event": {"title": "{event}", "tags": ["{kind}"], "place": "{town}", "note": "{text}"},
    "claim": {
        "report": {
            "claimant": {"name": "{who}", "kind": "outlet", "aliases": "{aka}"},
            "text": "{text}",
            "quote": "{text}",
            "values": {"killed": "{dead}", "weapon": "{kind}"},
            "document": {"url": "{link}", "title": "{event}", "note": "{kind}"},
        },
        "answer": {"claimant": "South", "text": "No", "link": {"denies": "report"}},
    },
}
TABLE = "event,kind,town,who,aka,text,dead,link\nRaid,air,Homs,North,N,It fell,3,https://a.example\nFire,gas,Hama,North,N,It burnt,4,https://b.example\n"  # fmt: skip


def changed(**parts):
    return {**KEYLESS, **parts}


def test_rows_without_a_key_are_known_by_what_stands_in_them(case, table, lines):
    path = table(TABLE)
    case.import_file(path, mapping=KEYLESS)
    before = {line["id"]: line for line in lines(case, "assertion")}
    report_claim = {**KEYLESS["claim"]["report"], "text": "{kind}: {text}", "values": {"wounded": "{dead}"}}
    claims = {**KEYLESS["claim"], "report": report_claim}
    report = case.import_file(path, mapping=changed(claim=claims))
    assert (report.made["assertion"], report.mended["assertion"]) == (0, 2)
    after = {line["id"]: line for line in lines(case, "assertion")}
    assert before.keys() == after.keys()
    told = [line for line in after.values() if line["claimant"] == "north"]
    assert {line["text"] for line in told} == {"air: It fell", "gas: It burnt"}
    assert {item["field"] for line in told for item in line["values"]} == {"wounded"}
    assert not [remark for remark in report.remarks if "without an id" in remark]


def test_two_rows_alike_are_mended_together(case, table, lines):
    path = table(TABLE + TABLE.splitlines()[1] + "\n")
    case.import_file(path, mapping=KEYLESS)
    claims = {**KEYLESS["claim"], "report": {**KEYLESS["claim"]["report"], "text": "{kind}"}}
    case.import_file(path, mapping=changed(claim=claims))
    assert sorted(line["text"] for line in lines(case, "assertion")) == ["No", "No", "air", "gas"]


def test_what_a_mapping_says_no_longer_is_taken_back(case, table, lines):
    path = table(TABLE)
    case.import_file(path, mapping=KEYLESS)
    claim = {"claimant": {"name": "{who}"}, "text": "{text}", "document": "{link}"}
    case.import_file(
        path, mapping={"dataset": "Keyless", "event": {"title": "{event}"}, "claim": {"report": claim, "answer": {"claimant": "South", "text": "No"}}}
    )  # fmt: skip
    for line in lines(case, "event"):
        assert not {"tags", "place", "note"} & set(line)
    (north,) = [line for line in lines(case, "claimant") if line["key"] == "north"]
    assert not {"kind", "aliases"} & set(north)
    for line in lines(case, "document"):
        assert not {"title", "note"} & set(line)
    for line in lines(case, "assertion"):
        assert not {"quote", "values"} & set(line)
    assert lines(case, "link") == []


def test_tags_and_other_names_are_mended(case, table, lines):
    path = table(TABLE)
    case.import_file(path, mapping=KEYLESS)
    speaker = {
        **KEYLESS["claim"]["report"],
        "claimant": {"name": "{who}", "kind": "outlet", "aliases": "{who} ({aka})"},
    }
    event = {**KEYLESS["event"], "tags": ["{kind}", "{town}"]}
    report = case.import_file(
        path, mapping=changed(event=event, claim={**KEYLESS["claim"], "report": speaker})
    )
    assert (report.mended["event"], report.mended["claimant"]) == (2, 1)
    assert [line["tags"] for line in lines(case, "event")] == [["gas", "Hama"], ["air", "Homs"]]
    assert [line["aliases"] for line in lines(case, "claimant") if "aliases" in line] == [["North (N)"]]


def test_another_title_leaves_no_event_without_a_word_behind(case, table, lines):
    path = table(TABLE)
    case.import_file(path, mapping=KEYLESS)
    case.import_file(path, mapping=changed(event={**KEYLESS["event"], "title": "{event} in {town}"}))
    assert [line["title"] for line in lines(case, "event")] == ["Fire in Hama", "Raid in Homs"]
    assert {line["event"] for line in lines(case, "assertion")} == {"fire-in-hama", "raid-in-homs"}
    again = case.import_file(path, mapping=KEYLESS)  # and back
    assert (again.made["assertion"], again.mended["assertion"]) == (0, 4)
    assert len(lines(case, "link")) == 2


def test_a_claim_that_is_made_no_longer_is_told(case, table):
    path = table(TABLE)
    case.import_file(path, mapping=changed(key="{link}"))
    one = {"report": KEYLESS["claim"]["report"]}
    report = case.import_file(path, mapping=changed(key="{link}", claim=one))
    assert (
        "claims that the mended mapping makes no longer, and whose statements stay: answer (2)"
        in report.remarks
    )


def test_evidence_and_verdicts_that_are_made_no_longer_are_told(case, table):
    path = table(TABLE)
    more = {
        "evidence": {"page": {"on": "report", "title": "Page {link}"}},
        "assessment": {"verdict": {"grade": "fair", "by": "Desk"}},
    }
    case.import_file(path, mapping=changed(key="{link}", **more))
    report = case.import_file(path, mapping=changed(key="{link}"))
    told = [remark.partition(" (")[0] for remark in report.remarks]
    assert "evidence that the mended mapping makes no longer, and that stays: 2" in told
    assert "assessment that the mended mapping makes no longer, and that stays: 2" in told


def test_a_claim_without_a_key_that_is_made_no_longer_is_told(case, table):
    path = table(TABLE)
    case.import_file(path, mapping=changed())
    one = {"report": KEYLESS["claim"]["report"]}
    report = case.import_file(path, mapping=changed(claim=one))
    assert any("that none makes now, stay: 2 (" in remark for remark in report.remarks)


EVENTS = (
    "id,event,day,where,who,kind\n1,Raid,2016-03-03,Ford,North,night\n2,Raid,2016-03-03,Ford,South,night\n"
)
DESCRIBED = {
    "title": "{event}",
    "occurred": "{day}",
    "place": "{where}",
    "tags": {"text": "{kind}", "split": ";"},
}


@pytest.mark.parametrize("event", [{}, {"key": "e{id}"}])
@pytest.mark.parametrize("key", [{}, {"key": "{id}"}])
@pytest.mark.parametrize(
    ("was", "now"), [("2016-03-03", "2016-03-13"), ("Ford", "Mill"), ("night", "day; night")]
)
def test_a_release_that_describes_an_event_otherwise_says_so(case, table, key, event, was, now):
    mapping = {
        **key,
        "event": {**DESCRIBED, **event},
        "claim": {"a": {"claimant": "{who}"}},
    }
    case.import_file(table(EVENTS), mapping=mapping)
    report = case.import_file(table(EVENTS.replace(was, now)), mapping=mapping)
    assert any(
        "describe otherwise than the case file, which keeps what" in remark for remark in report.remarks
    )


@pytest.mark.parametrize("event", [{}, {"key": "e{id}"}])
@pytest.mark.parametrize(
    ("was", "now"), [("2016-03-03", "3 March 2016"), ("Ford", '"Ford "'), ("night", "night; night")]
)
def test_an_event_that_is_only_described_in_another_way_is_as_it_was(case, table, event, was, now):
    mapping = {"key": "{id}", "event": {**DESCRIBED, **event}, "claim": {"a": {"claimant": "{who}"}}}
    case.import_file(table(EVENTS), mapping=mapping)
    report = case.import_file(table(EVENTS.replace(was, now)), mapping=mapping)
    assert not any("describe otherwise" in remark for remark in report.remarks)


def test_what_is_corrected_is_not_called_unchanged(case, table):
    case.import_file(table(TABLE), mapping=changed(key="{link}"))
    claims = {**KEYLESS["claim"], "report": {**KEYLESS["claim"]["report"], "text": "Otherwise"}}
    report = case.import_file(table(TABLE), mapping=changed(key="{link}", claim=claims))
    corrected, held = report.mended["assertion"], report.held["assertion"]
    assert 0 < corrected < held
    assert f"already in the case file, unchanged: {held - corrected} assertions" in "\n".join(report.lines())


TWIN = {"title": "First", "event": DESCRIBED, "claim": {"a": {"claimant": "{who}"}}}
OTHER = {**TWIN, "title": "Second", "claim": {"a": {"claimant": "{who}", "text": "x"}}}


def test_a_mapping_under_another_name_makes_nothing_twice(case, table, lines):
    case.import_file(table(EVENTS), mapping=TWIN)
    count = len(lines(case, "assertion"))
    with pytest.raises(
        MappingError, match=r"would stand twice: .*rows.csv came in before as the dataset 'First'"
    ) as raised:
        case.import_file(table(EVENTS), mapping=OTHER)
    assert "dataset = 'First'" in raised.value.hint
    assert "dataset = 'Second'" in raised.value.hint
    assert len(lines(case, "assertion")) == count


def test_a_mapping_under_another_name_mends_the_dataset_that_it_names(case, table, lines):
    case.import_file(table(EVENTS), mapping=TWIN)
    report = case.import_file(table(EVENTS), mapping={**OTHER, "dataset": "First"})
    assert report.made["assertion"] == 0
    assert report.mended["assertion"] == len(lines(case, "assertion"))


def test_a_dataset_that_is_named_stands_beside_another(case, table, lines):
    case.import_file(table(EVENTS), mapping=TWIN)
    count = len(lines(case, "assertion"))
    report = case.import_file(table(EVENTS), mapping={**OTHER, "dataset": "Second"})
    assert len(lines(case, "assertion")) == 2 * count
    assert any("says dataset = 'First'" in remark for remark in report.remarks)


def test_what_another_party_says_of_the_same_rows_stands_beside(case, table, lines):
    case.import_file(table(EVENTS), mapping=TWIN)
    count = len(lines(case, "assertion"))
    case.import_file(table(EVENTS), mapping={**OTHER, "claim": {"a": {"claimant": "{who} Watch"}}})
    assert len(lines(case, "assertion")) == 2 * count


def test_the_same_table_is_known_by_its_rows_however_its_path_is_written(case, table, lines, monkeypatch):
    path = table(EVENTS)
    monkeypatch.chdir(path.parent)
    case.import_file(path.name, mapping=TWIN)
    with pytest.raises(MappingError, match="would stand twice"):
        case.import_file(path, mapping=OTHER)


def test_another_table_of_the_same_name_is_another(case, table, lines, tmp_path):
    case.import_file(table(EVENTS), mapping=TWIN)
    (tmp_path / "next").mkdir()
    report = case.import_file(table(SHELLS, "next/rows.csv"), mapping=PLAIN)
    assert not [remark for remark in report.remarks if "came in before" in remark]


# --- rows that get, lose or change a key ---------------------------------------------------------

PLAIN = {
    "title": "Wire",
    "event": {"title": "{what}", "occurred": "{day}"},
    "claim": {"statement": {"claimant": "{src}", "values": {"killed": "{dead}"}}},
}
NAMED = {**PLAIN, "event": {**PLAIN["event"], "key": "s-{id}"}}
KEYED = {**NAMED, "key": "{id}"}
RANKED = {**KEYED, "key": "{rank}", "event": {**PLAIN["event"], "key": "r-{rank}"}}
SHELLS = (
    "id,rank,what,day,dead,src\n1,2,Shell hits bakery,2024-04-03,2,Desk\n2,1,Bridge falls,2024-04-05,7,Desk\n"
)


@pytest.mark.parametrize(
    ("first", "second", "keys"),
    [
        (PLAIN, KEYED, {"s-1", "s-2"}),
        (PLAIN, NAMED, {"s-1", "s-2"}),
        (KEYED, PLAIN, {"s-1", "s-2"}),
        (KEYED, RANKED, {"r-1", "r-2"}),
        (RANKED, KEYED, {"s-1", "s-2"}),
    ],
)
def test_rows_are_known_whichever_key_a_mended_mapping_gives_them(case, table, lines, first, second, keys):
    case.import_file(table(SHELLS), mapping=first)
    ids = {line["id"] for line in lines(case, "assertion")}
    report = case.import_file(table(SHELLS), mapping=second)
    assert {line["id"] for line in lines(case, "assertion")} == ids
    assert {line["key"] for line in lines(case, "event")} == keys
    assert lines(case, "link") == []
    assert (report.changed, report.vanished, report.new_rows or 0) == ([], [], 0)
    said = {line["event"]: line["values"][0]["raw"] for line in lines(case, "assertion")}
    titles = {line["key"]: line["title"] for line in lines(case, "event")}
    assert {titles[event]: raw for event, raw in said.items()} == {
        "Shell hits bakery": "2",
        "Bridge falls": "7",
    }
    again = case.import_file(table(SHELLS), mapping=second, again=True)
    assert (again.made.total(), again.changed, again.vanished) == (0, [], [])


def test_a_release_after_a_key_was_given_is_compared_by_it(case, table, lines):
    case.import_file(table(SHELLS), mapping=PLAIN)
    case.import_file(table(SHELLS), mapping=KEYED)
    report = case.import_file(table(SHELLS.replace(",7,", ",9,")), mapping=KEYED)
    assert (report.changed, report.new_rows) == (["2"], 0)
    assert [link["kind"] for link in lines(case, "link")] == ["supersedes"]


def test_a_key_that_means_another_row_in_another_column_is_refused_where_the_row_has_changed(
    case, table, lines
):
    case.import_file(table(SHELLS), mapping=KEYED)
    with pytest.raises(ImportRejectedError, match="1 keys of Wire mean other events"):
        case.import_file(table(SHELLS.replace(",7,", ",9,")), mapping=RANKED)
    assert len(lines(case, "assertion")) == 2
