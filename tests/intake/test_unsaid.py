"""Nothing that a row says is dropped in silence because nobody is named who says it."""

import json

import pytest

from claimtrack.errors import ImportRejectedError

EVENT = {"key": "e{id}", "title": "{title}"}
TWO = {
    "key": "{id}",
    "event": EVENT,
    "claim": {
        "count": {"claimant": "{who}", "values": {"killed": "{killed}"}},
        "report": {"claimant": "{outlet}", "text": "reported", "link": {"repeats": "count"}},
    },
}
ROWS = "id,title,killed,who,outlet\n1,Market,2,SANA,AFP\n2,Shop,{},,AFP\n"
NOBODY = "there is no claimant: nobody says this"


def test_a_figure_that_nobody_says_is_refused_though_another_claim_is_made(case, table):
    with pytest.raises(ImportRejectedError) as refused:
        case.import_file(table(ROWS.format(40)), mapping=TWO)
    assert refused.value.message.endswith(f"rows.csv:3: {NOBODY} (count: killed 40); nothing was taken")


def test_such_a_row_goes_whole_to_the_rejects(case, table, tmp_path, read):
    case.import_file(table(ROWS.format(40)), mapping=TWO, on_error="skip", rejects=tmp_path / "bad.csv")
    (row,) = read(tmp_path / "bad.csv")
    assert (row["killed"], row["rejected_because"]) == ("40", f"{NOBODY} (count: killed 40)")


@pytest.mark.parametrize("killed", ["", "-9"])
def test_a_claim_that_says_nothing_needs_nobody_and_a_link_to_it_is_told(case, table, killed):
    mapping = {**TWO, "cells": {"unknown": ["-9"]}}
    report = case.import_file(table(ROWS.format(killed)), mapping=mapping)
    assert (report.rejected, report.made["assertion"], report.made["link"]) == (0, 3, 1)
    lost = report.doubts["links to a claim that the row does not make, left out"]
    assert list(lost.examples) == ["report repeats count"]


def test_a_position_that_nobody_takes_is_refused(case, table):
    claim = {"claimant": "{who}", "stance": {"text": "{killed}", "map": {"": "affirms"}}}
    mapping = {**TWO, "claim": {"count": claim, "report": {"claimant": "{outlet}"}}}
    with pytest.raises(ImportRejectedError, match=r"\(count: denies\)"):
        case.import_file(table("id,title,killed,who,outlet\n1,Shop,denies,,AFP\n"), mapping=mapping)


def test_a_figure_that_another_of_several_claimants_gives_is_said(case, table):
    count = {"claimant": ["{who}", "{outlet}"], "values": {"killed": "{killed}"}}
    report = case.import_file(table(ROWS.format(40)), mapping={**TWO, "claim": {"count": count}})
    assert (report.rejected, report.made["assertion"], report.doubts) == (0, 3, {})


def test_a_claim_may_be_left_out_by_its_condition(case, table):
    count = {**TWO["claim"]["count"], "when": {"who": True}}
    mapping = {**TWO, "claim": {"count": count, "report": {"claimant": "{outlet}"}}}
    report = case.import_file(table(ROWS.format(40)), mapping=mapping)
    assert (report.rejected, report.made["assertion"]) == (0, 3)


def test_a_split_that_gives_nobody_loses_no_figure(case, table):
    mapping = {
        "event": {"title": "{event}"},
        "claim": {
            "c": {
                "split": {"column": "outlets", "by": ";"},
                "claimant": "{item}",
                "values": {"killed": "{killed}"},
            }
        },
    }
    path = table("event,killed,outlets\nRaid,3,AFP; DPA\nTotal,412,\nFire,,\n")
    report = case.import_file(path, mapping=mapping, on_error="skip")
    assert [problem.message for problem in report.problems] == [f"{NOBODY} (c: killed 412)"]
    assert report.made["assertion"] == 2
    assert report.doubts["rows that make no statement; their events stand without one"].count == 1


def test_a_json_record_without_sources_loses_no_figure(case, tmp_path):
    path = tmp_path / "rows.json"
    path.write_text(json.dumps([{"title": "Raid", "killed": 40, "sources": []}, {"title": "Fire", "sources": [{"name": "AFP"}]}]))  # fmt: skip
    claim = {
        "split": {"column": "sources", "as": "s"},
        "claimant": "{s.name}",
        "values": {"killed": "{killed}"},
    }
    report = case.import_file(
        path, mapping={"event": {"title": "{title}"}, "claim": {"c": claim}}, on_error="skip"
    )
    assert [problem.message for problem in report.problems] == [f"{NOBODY} (c: killed 40)"]


def test_a_joined_row_with_an_address_and_no_outlet_is_told(case, table):
    table("strike,link,outlet\n1,https://a.example,AFP\n1,https://b.example,\n", "sources.csv")
    claim = {"split": {"column": "sources", "as": "s"}, "claimant": "{s.outlet}", "document": "{s.link}"}
    join = {"sources": {"file": "sources.csv", "on": {"id": "strike"}}}
    report = case.import_file(
        table("id,title\n1,Raid\n"), mapping={"event": EVENT, "join": join, "claim": {"c": claim}}
    )
    assert list(report.doubts["claims that name no claimant, left out"].examples) == ["c: https://b.example"]


def test_a_date_of_a_document_that_nothing_names_is_told(case, table):
    claim = {"claimant": "AFP", "document": {"url": "{url}", "published": "{day}"}}
    path = table("id,title,url,day\n1,Raid,https://a.example,3 May 2016\n2,Fire,,4 May 2016\n")
    report = case.import_file(path, mapping={"event": EVENT, "claim": {"c": claim}})
    assert list(report.doubts["dates of documents that nothing names, left out"].examples) == ["4 May 2016"]


def test_a_link_may_name_a_claim_that_stands_below(case, table):
    claims = {
        "report": {"claimant": "{outlet}", "text": "reported", "link": {"repeats": "count"}},
        "count": {"claimant": "{who}", "values": {"killed": "{killed}"}},
    }
    report = case.import_file(
        table("id,title,killed,who,outlet\n1,Raid,2,SANA,AFP\n"), mapping={**TWO, "claim": claims}
    )
    assert report.made["link"] == 1


def test_evidence_on_a_claim_that_is_not_made_is_told(case, table):
    evidence = {"photo": {"on": "count", "title": "{killed} graves"}}
    mapping = {**TWO, "evidence": evidence, "claim": {**TWO["claim"], "count": {"claimant": "{who}"}}}
    report = case.import_file(table(ROWS.format(40)), mapping=mapping)
    left = report.doubts["evidence and verdicts on a claim that the row does not make, left out"]
    assert list(left.examples) == ["photo on count: 40 graves"]


def test_rows_that_make_no_statement_are_named_by_their_events(case, tmp_path):
    path = tmp_path / "r.json"
    path.write_text(
        '{"data": {"claims": [{"t": "Raid", "who": "North", "x": "y"}, {"t": "Blast", "who": "North", "x": ""}]}}'
    )
    nobody = {
        "event": {"title": "{t}"},
        "claim": {"s": {"split": {"column": "x", "by": ";"}, "claimant": "{item}", "text": "said"}},
    }
    report = case.import_file(path, mapping={**nobody, "read": {"records": "data.claims"}}, dry_run=True)
    silent = report.doubts["rows that make no statement; their events stand without one"]
    assert (silent.count, list(silent.examples)) == (1, ["Blast"])
