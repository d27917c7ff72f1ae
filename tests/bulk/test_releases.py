"""The same file again, a newer release of it, and ids that were dealt out anew."""

import pytest

from claimtrack.errors import ImportRejectedError


def test_the_same_file_again_makes_nothing(case, keyed, table, incident, lines):
    path = table([incident(str(n)) for n in range(1, 6)])
    first = case.import_file(path, mapping=keyed)
    assert first.made["assertion"] == 5
    before = lines(case)
    assert case.import_file(path, mapping=keyed).same
    again = case.import_file(path, mapping=keyed, again=True)
    assert again.made.total() == 0
    assert again.held["assertion"] == 5
    assert (again.new_rows, again.changed, again.vanished) == (0, [], [])
    assert lines(case) == before


def test_a_newer_release_is_compared_by_key(case, keyed, table, incident, lines):
    case.import_file(table([incident(n) for n in "1234"]), mapping=keyed)
    newer = [incident("1"), incident("2", killed="7"), incident("4"), incident("5")]
    report = case.import_file(table(newer), mapping=keyed)
    assert (report.new_rows, report.changed, report.vanished) == (1, ["2"], ["3"])
    killed = {
        line["id"]: line["values"][0]["raw"]
        for line in lines(case, "assertion")
        if line["event"] == "incident-2"
    }
    assert sorted(killed.values()) == ["1", "7"]
    (link,) = lines(case, "link")
    assert (link["kind"], killed[link["source"]], killed[link["target"]]) == ("supersedes", "7", "1")


def test_what_vanished_stays_and_is_told_each_time(case, keyed, table, incident, lines):
    case.import_file(table([incident(n) for n in "12"]), mapping=keyed)
    case.import_file(table([incident("1")]), mapping=keyed)
    assert len(lines(case, "assertion")) == 2


def test_keys_dealt_out_anew_are_refused_before_anything_is_written(case, keyed, table, incident, lines):
    first = [incident(str(n)) for n in range(1, 9)]
    case.import_file(table(first), mapping=keyed)
    before = lines(case)
    shifted = [{**row, "id": str(int(row["id"]) + 1)} for row in first]
    with pytest.raises(ImportRejectedError, match="mean other events") as refused:
        case.import_file(table(shifted), mapping=keyed)
    assert any("Fire at mill 1" in problem for problem in refused.value.problems)
    assert lines(case) == before
    case.import_file(table(shifted), mapping=keyed, accept_reused=True)


def test_a_corrected_title_or_date_is_no_reused_key(case, keyed, table, incident):
    case.import_file(table([incident(n) for n in "1234"]), mapping=keyed)
    corrected = [
        incident("1", title="Fire at the old mill"),
        incident("2", day="2016-05-01", killed="3"),
        incident("3"),
        incident("4"),
    ]
    report = case.import_file(table(corrected), mapping=keyed)
    assert report.reused == []


def test_a_key_in_two_rows_is_told(case, keyed, table, incident):
    report = case.import_file(table([incident("1"), incident("1", killed="9")]), mapping=keyed)
    assert any("1 (2 rows)" in remark for remark in report.remarks)


def test_a_link_that_was_taken_out_stays_out(case, lines):
    mapping = {
        "event": {"title": "{event}"},
        "claim": {
            "claim": {"claimant": "{who}", "text": "{text}"},
            "denial": {
                "claimant": "{other}", "stance": "denies", "text": "Not so", "link": {"denies": "claim"},
            },
        },
    }  # fmt: skip
    rows = [{"event": "Fire", "who": "A", "text": "It burned", "other": "B"}]
    assert case.import_rows(rows, mapping=mapping).made["link"] == 1
    case._connection.execute("DELETE FROM link")
    again = case.import_rows(rows, mapping=mapping)
    assert (again.made["link"], lines(case, "link")) == (0, [])
    assert any("taken out of the case file" in remark for remark in again.remarks)
    claim, denial = sorted(lines(case, "assertion"), key=lambda line: line["stance"])
    case.link("denies", denial["id"], claim["id"])
    last = case.import_rows(rows, mapping=mapping)
    assert len(lines(case, "link")) == 1
    assert not any("taken out" in remark for remark in last.remarks)


def test_keys_dealt_out_anew_are_refused_where_the_claims_read_alike(case, keyed, table, incident, lines):
    first = [incident(str(n), text="Reported", said="2016-05-01", killed="1") for n in range(1, 9)]
    case.import_file(table(first), mapping=keyed)
    before = lines(case)
    shifted = [{**row, "id": str(int(row["id"]) + 1)} for row in first]
    with pytest.raises(ImportRejectedError, match="mean other events") as refused:
        case.import_file(table(shifted), mapping=keyed)
    assert any("Fire at mill 1" in problem for problem in refused.value.problems)
    assert lines(case) == before


def test_an_event_that_is_described_otherwise_is_told_and_kept(case, keyed, table, incident, lines):
    case.import_file(table([incident(n) for n in "1234"]), mapping=keyed)
    report = case.import_file(table([incident("1", title="Blaze"), *map(incident, "234")]), mapping=keyed)
    assert any("1 (incident-1)" in remark for remark in report.remarks)
    assert lines(case, "event")[0]["title"] == "Fire at mill 1"
    assert not case.import_file(table([incident(n) for n in "1234"]), mapping=keyed, again=True).remarks
