"""Every preset, on a small file in the shape of its dataset."""

import csv
import json
from pathlib import Path

import pytest

from claimtrack import Casefile
from claimtrack.importers.mapping.presets import load_preset, preset_names, preset_text
from claimtrack.intake.sources import find_mapping
from claimtrack.model import Event

EXAMPLES = Path(__file__).parent / "examples"


def example(name):
    return next(path for path in sorted(EXAMPLES.iterdir()) if path.name.split(".")[0] == name)


@pytest.fixture
def case(tmp_path):
    with Casefile.open(tmp_path / "claims.db", now=lambda: "2026-01-01T00:00:00Z") as opened:
        yield opened


def records(case, kind=None):
    lines = map(json.loads, case.export())
    return [line for line in lines if kind is None or line["record"] == kind]


def by_claimant(case):
    return {line["claimant"]: line for line in records(case, "assertion")}


def values_of(line):
    return {value["field"]: value for value in line.get("values", [])}


@pytest.mark.parametrize("name", preset_names())
def test_every_preset_has_an_example_that_it_takes_whole(case, name):
    report = case.import_file(example(name), preset=name)
    assert report.rejected == 0
    assert report.made["assertion"] > 0
    assert len(preset_text(name).splitlines()) <= 50


@pytest.mark.parametrize("name", preset_names())
def test_every_preset_is_known_by_its_header(name):
    assert find_mapping(None, "", example(name)) is load_preset(name)


@pytest.mark.parametrize("name", preset_names())
def test_a_second_import_makes_nothing(case, name):
    case.import_file(example(name), preset=name)
    before = records(case)
    again = case.import_file(example(name), preset=name, again=True)
    assert again.made.total() == 0
    assert records(case) == before


def test_generic_columns_called_like_fields_answer_them(case):
    case.import_file(example("generic"), preset="generic")
    said = by_claimant(case)
    assert values_of(said["northern-command"])["killed"]["read"] == {"low": 2, "high": 4}
    assert "values" not in said["river-ministry"]
    assert values_of(said["valley-gazette"])["killed"]["read"] == {"low": 0, "high": 0}
    assert said["river-ministry"]["stance"] == "denies"


def test_generic_leaves_a_relative_date_without_reference_unread_and_says_so(case):
    report = case.import_file(example("generic"), preset="generic")
    assert report.doubts["dates that could not be read"].count == 1
    assert by_claimant(case)["valley-gazette"]["said"]["raw"] == "yesterday"


def test_ucdp_precisions_become_precisions_of_dates(case):
    case.import_file(example("ucdp-ged"), preset="ucdp-ged")
    occurred = {line["key"]: line["occurred"] for line in records(case, "event")}
    assert occurred["ucdp-501"]["edtf"] == "2014-03-01"
    assert occurred["ucdp-502"]["edtf"] == "2014-04"
    assert occurred["ucdp-503"]["edtf"] == "2014-05-03/2014-05-06"


def test_ucdp_reports_a_best_estimate_outside_its_bounds_and_never_reorders(case):
    report = case.import_file(example("ucdp-ged"), preset="ucdp-ged")
    doubts = report.doubts["values of 'killed' that could not be read"]
    assert doubts.count == 1
    assert "3 [1, 2]" in next(iter(doubts.examples))
    killed = {line["event"]: values_of(line)["killed"] for line in records(case, "assertion")}
    assert killed["ucdp-501"]["read"] == {"low": 4, "high": 7, "best": 5}
    assert killed["ucdp-503"]["read"] == {"low": 0, "high": 250, "best": 0}


def test_ucdp_articles_are_evidence_and_the_figures_are_its_own(case):
    case.import_file(example("ucdp-ged"), preset="ucdp-ged")
    assert {line["claimant"] for line in records(case, "assertion")} == {"ucdp"}
    titles = {line["title"] for line in records(case, "evidence")}
    assert titles == {"Five die at the ford, officials say", "Ford attacked", "Clashes in April"}
    assert {line["publisher"] for line in records(case, "document")} == {"hill-agency", "lake-news"}


def test_acled_month_is_a_month(case):
    case.import_file(example("acled"), preset="acled")
    occurred = {line["key"]: line["occurred"] for line in records(case, "event")}
    assert occurred["acled-NOR2"]["edtf"] == "2016-04"


def test_gtd_a_zero_is_unknown_and_minus_ninety_nine_is_no_number(case):
    case.import_file(example("gtd"), preset="gtd")
    occurred = {line["key"]: line["occurred"] for line in records(case, "event")}
    assert [item["edtf"] for item in occurred.values()] == ["1970", "2016-03-29", "2016-04"]
    recorded = {
        line["event"]: values_of(line) for line in records(case, "assertion") if line["claimant"] == "gtd"
    }
    assert recorded["gtd-201603290001"]["wounded"]["read"] == {"unknown": True}
    assert recorded["gtd-201604000002"]["killed"]["read"] == {"low": 0, "high": 0}
    assert "killed" not in recorded["gtd-197000000003"]


def test_gtd_groups_that_claimed_responsibility_are_claimants(case):
    case.import_file(example("gtd"), preset="gtd")
    claimed = {line["claimant"] for line in records(case, "assertion")} - {"gtd"}
    assert claimed == {"southern-front", "river-brigade"}


def test_claimreview_is_a_claim_a_review_and_a_verdict(case):
    case.import_file(example("claimreview"), preset="claimreview")
    said = [(line["claimant"], line["stance"]) for line in records(case, "assertion")]
    assert sorted(said) == [("a-mayor", "affirms"), ("checks-desk", "comments"), ("checks-desk", "denies")]
    assert len(records(case, "assessment")) == 2
    assert {line["title"] for line in records(case, "event")} >= {"The dam & the bridge were sold"}


def test_google_reviews_are_split(case):
    case.import_file(example("google-factcheck"), preset="google-factcheck")
    assert {line["claimant"] for line in records(case, "assertion")} == {
        "a-mayor",
        "checks-desk",
        "prüfung-example",
    }
    assert len(records(case, "assessment")) == 2


def test_rumoureval_labels_are_stances_and_replies_are_links(case):
    report = case.import_file(example("rumoureval"), preset="rumoureval")
    said = by_claimant(case)
    assert {name: line["stance"] for name, line in said.items()} == {
        "hilltop": "affirms", "lakeside": "denies", "asks": "queries",
    }  # fmt: skip
    assert said["hilltop"]["quote"] == "The dam broke & the town is under water"
    assert said["hilltop"]["document"]
    assert [line["kind"] for line in records(case, "link")] == ["responds_to"]
    assert any("links to rows that are not in the input" in remark for remark in report.remarks)
    assert records(case, "assessment")[0]["rationale"] == "false"


def test_stance_pairs_leave_out_what_is_unrelated(case):
    report = case.import_file(example("stance-pairs"), preset="stance-pairs")
    assert report.left_out == 1
    assert sorted(line["stance"] for line in records(case, "assertion")) == ["affirms", "comments", "denies"]


def test_auto_archiver_keeps_the_archived_copy(case):
    case.import_file(example("auto-archiver"), preset="auto-archiver")
    documents = {line["url"]: line for line in records(case, "document")}
    assert documents["https://posts.example/5"]["archive_url"] == "https://archive.example/abc"
    assert "SHA-256:0f1e2d" in documents["https://posts.example/5"]["note"]


def test_atlos_sources_are_evidence(case):
    case.import_file(example("atlos"), preset="atlos")
    assert len(records(case, "evidence")) == 3


@pytest.mark.parametrize(
    ("name", "column", "points", "areas"),
    [
        ("ucdp-ged", "where_prec", ["1", "2"], ["3", "4", "5", "6", "7"]),
        ("acled", "geo_precision", ["1", "2", ""], ["3"]),
        ("gtd", "specificity", ["1", ""], ["2", "3", "4", "5"]),
    ],
)
def test_the_middle_of_a_region_is_no_place(case, tmp_path, name, column, points, areas):
    with example(name).open(encoding="utf-8", newline="") as stream:
        row = next(row for row in csv.DictReader(stream) if row["latitude"].strip("#geo+lat"))
    key = next(iter(row))
    path = tmp_path / "rows.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(dict.fromkeys([*row, column])))
        writer.writeheader()
        for number, precision in enumerate([*points, *areas]):
            writer.writerow(row | {key: f"N{number}", column: precision})
    case.import_file(path, preset=name)
    found = [event.place.lat for event in sorted(case.records(Event), key=lambda event: event.key)]
    assert [lat is not None for lat in found] == [True] * len(points) + [False] * len(areas)
    assert all(row["latitude"] in event.note for event in case.records(Event))


def test_a_review_without_a_rating_in_words_comments_and_judges_nothing(case, tmp_path):
    review = {"@type": "ClaimReview", "author": {"name": "Desk"}}
    claims = [
        {"claimReviewed": "One", "url": "https://c.example/1", "reviewRating": {"ratingValue": 2}},
        {"claimReviewed": "Two", "url": "https://c.example/2"},
    ]
    path = tmp_path / "reviews.json"
    path.write_text(json.dumps([review | claim for claim in claims]), encoding="utf-8")
    case.import_file(path, preset="claimreview")
    said = {line["event"]: line for line in records(case, "assertion")}
    assert {line["stance"] for line in said.values()} == {"comments"}
    assert said["one"]["text"] == "Rated: 2"
    assert [line["rationale"] for line in records(case, "assessment")] == ["Rated “2”: https://c.example/1"]


def test_an_unrated_review_of_the_fact_check_api_comments_and_judges_nothing(case, tmp_path):
    review = {"publisher": {"name": "Desk"}, "url": "https://c.example/1", "title": "On the lake"}
    path = tmp_path / "page.json"
    path.write_text(json.dumps({"claims": [{"text": "Empty", "claimReview": [review]}]}), encoding="utf-8")
    case.import_file(path, preset="google-factcheck")
    (said,) = records(case, "assertion")
    assert (said["claimant"], said["stance"]) == ("desk", "comments")
    assert not records(case, "assessment")


def test_a_claim_of_several_authors_is_said_by_each(case, tmp_path):
    review = {
        "@type": "ClaimReview",
        "claimReviewed": "The lake is empty",
        "author": {"name": "Desk"},
        "url": "https://c.example/1",
        "reviewRating": {"alternateName": "False"},
    }
    authors = [{"name": "A mayor"}, {"name": "A paper"}]
    others = [{"author": {"name": "A priest"}, "datePublished": "2021-07-10"}]
    path = tmp_path / "reviews.json"
    path.write_text(
        json.dumps([review | {"itemReviewed": {"author": authors}}, review | {"itemReviewed": others}]),
        encoding="utf-8",
    )
    case.import_file(path, preset="claimreview")
    assert set(by_claimant(case)) == {"a-mayor", "a-paper", "a-priest", "desk"}


def test_a_fact_check_without_a_claimant_leaves_one_claim_out(tmp_path):
    review = {
        "@type": "ClaimReview",
        "url": "https://desk.example/1",
        "claimReviewed": "The bridge fell",
        "author": {"@type": "Organization", "name": "Desk"},
        "datePublished": "2020-03-01",
        "itemReviewed": {"@type": "Claim"},
        "reviewRating": {"alternateName": "False"},
    }
    path = tmp_path / "review.json"
    path.write_text(json.dumps([review]), encoding="utf-8")
    with Casefile.open(tmp_path / "case.db") as case:
        told = "\n".join(case.import_file(path, preset="claimreview").lines())
    assert "1 × claims that name no claimant, left out" in told
