"""ClaimReview, timemap and FollowTheMoney."""

import hashlib
import json
import re

import pytest

from claimtrack import Casefile


def test_claimreview_has_what_publishers_ask_for(case):
    export = case.export("claimreview", base_url="https://example.org/checks/")
    graph = json.loads("".join(export))["@graph"]
    assert len(graph) == 3
    for review in graph:
        assert review["@type"] == "ClaimReview"
        assert review["claimReviewed"]
        assert review["url"].startswith("https://example.org/checks/")
        assert review["reviewRating"]["alternateName"]
    by_rating = {review["reviewRating"]["alternateName"]: review for review in graph}
    probably = by_rating["Probably true (Admiralty 2)"]
    assert probably["reviewRating"] | {"@type": ""} == {
        "@type": "",
        "ratingValue": 4,
        "bestRating": 5,
        "worstRating": 1,
        "alternateName": "Probably true (Admiralty 2)",
    }
    assert probably["itemReviewed"]["author"]["name"] == "Agency"
    assert probably["datePublished"] == "2016-04-02"
    assert probably["reviewBody"] == "seen"
    # "Truth cannot be judged" is no place on a scale; the likelihood beside it is.
    doubtful = by_rating["Truth cannot be judged (Admiralty 6); unlikely"]
    assert doubtful["reviewRating"]["ratingValue"] == 3
    assert "ratingValue" not in by_rating["contested"]["reviewRating"]
    assert by_rating["contested"]["claimReviewed"] == "The market was shelled"
    told = {loss.what: loss.count for loss in export.losses}
    assert told["assessment on one field only"] == 1
    assert told["assertion without a verdict of its own"] == 1


def test_claimreview_publishes_nothing_internal_and_nothing_of_a_protected_source(case):
    case.add_event("Fire", key="fire")
    case.add_claimant("Witness W-09", key="w9", disclosure="protected")
    case.add_claimant("Her brother", key="brother", part_of="w9")
    case.add_document("Leak", key="leak", url="https://example.org/leak", disclosure="protected")
    hers = case.record("fire", claimant="w9", text="I saw it")
    his = case.record("fire", claimant="brother", text="She saw it")
    told = case.record("fire", claimant="Agency", text="It burnt", document="leak")
    case.assess(assertion=hers, credibility="2", rationale="open", at="2016-05-01")
    case.assess(assertion=his, credibility="2", rationale="open", at="2016-05-01")
    case.assess(
        assertion=told, credibility="5", rationale="between us", disclosure="internal", at="2016-05-01"
    )
    case.assess(assertion=told, credibility="3", rationale="to be read", at="2016-05-02")
    export = case.export("claimreview", events=["fire"])
    text = "".join(export)
    assert [one["reviewBody"] for one in json.loads(text)["@graph"]] == ["to be read"]
    assert "leak" not in text
    lost = {loss.what: loss.count for loss in export.losses}
    assert lost["assessment that is internal: not for publication"] == 1
    assert lost["assessment on a protected source: not for publication"] == 2


def test_claimreview_without_an_address_says_so(case):
    export = case.export("claimreview")
    assert json.loads("".join(export))["@graph"][0]["url"].startswith("urn:claimtrack:")
    assert any("address of the review" in loss.what for loss in export.losses)


def test_timemap(case):
    export = case.export("timemap")
    content = json.loads("".join(export))
    events = {event["id"]: event for event in content["events"]}
    market = events["market"]
    assert (market["date"], market["latitude"], market["longitude"]) == ("03/29/2016", "34.73", "36.72")
    assert market["location"] == "Homs"
    assert "Ministry denies" in market["description"]
    assert market["sources"] == ["copy"]
    assert market["associations"] == ["homs"]
    assert {"id": "homs", "title": "homs", "desc": "", "mode": "FILTER", "filter_paths": ["homs"]} in content[
        "associations"
    ]
    for event in content["events"]:  # every cell a text, as its schema asks
        assert {type(event[name]) for name in ("date", "location", "latitude", "longitude")} == {str}
    assert content["sources"]["wire"]["paths"] == ["https://example.org/1"]
    assert events["convoy"]["date"] == ""  # March 2016 is no day
    assert {loss.what for loss in export.losses} >= {
        "event whose date is no single day: not shown",
        "event without a date: not shown",
        "assertion: values",
        "link",
    }


def test_statements_only_affirm(case, table):
    export = case.export("ftm")
    rows = table("".join(export))
    said = [row for row in rows if row["dataset"] == "agency"]
    assert {row["prop"] for row in said} == {"description", "date"}
    assert {row["value"] for row in said} == {'=HYPERLINK("x")', "2016-03-29"}
    assert {row["original_value"] for row in said} == {"", "29 March 2016"}
    assert {row["first_seen"] for row in said} == {"2016-03-30"}
    assert all(row["entity_id"] == "event-market" for row in said)
    assert not any("happened" in row["value"] for row in rows)
    assert len({row["id"] for row in rows}) == len(rows)
    told = [str(loss) for loss in export.losses]
    assert any(text.startswith("assertion that denies: statements only affirm: 1") for text in told)
    assert any("answer that is denied" in text for text in told)
    assert any(text.startswith("answers to killed") for text in told)


def test_statement_ids_and_datasets_are_of_allowed_letters(book, table):
    for row in table("".join(book.export("ftm"))):
        assert re.fullmatch(r"[0-9a-zA-Z][0-9a-zA-Z.-]*", row["entity_id"])
        assert re.fullmatch(r"[a-z0-9_]+", row["dataset"])
        assert row["lang"] in ("", "ara", "eng", "rus", "deu", "fas", "fra", "heb", "spa", "tur", "ukr")


def test_every_form_of_the_casebook(book, tmp_path):
    for form in ("native", "csv", "xlsx", "claimreview", "timemap", "ftm", "stix"):
        path = tmp_path / f"out.{form}"
        losses = book.export(form).write(path)
        assert path.stat().st_size > 500
        assert bool(losses) == (form != "native")


def test_a_claim_of_a_person_is_no_organisations(tmp_path):
    with Casefile.open(tmp_path / "people.db") as case:
        case.add_claimant("Ann Example", kind="witness")
        said = case.record(case.add_event("Fire"), claimant="Ann Example", text="It burned")
        case.assess(assertion=said, grade="fair", by="desk")
        [review] = json.loads("".join(case.export("claimreview")))["@graph"]
    assert review["itemReviewed"]["author"] == {"@type": "Person", "name": "Ann Example"}


def test_statement_ids_are_those_that_followthemoney_makes(book, table):
    """The ids of `Statement.make_key` in followthemoney 4.11.2, worked out by its rule."""
    rows = table("".join(book.export("ftm")))
    for row in rows:
        key = f"{row['dataset']}.{row['entity_id']}.{row['prop']}.{row['value']}"
        key += f"@{row['lang']}" if row["lang"] else ""
        assert row["id"] == hashlib.sha1(key.encode(), usedforsecurity=False).hexdigest()
    assert rows


@pytest.mark.parametrize("when", ["-0043-03-15", "44 BC", "Y12000-01-01"])
def test_timemap_leaves_out_years_that_its_dates_cannot_hold(tmp_path, when):
    with Casefile.open(tmp_path / "old.db") as case:
        case.add_event("Old", key="old", occurred=when)
        export = case.export("timemap")
        [event] = json.loads("".join(export))["events"]
    assert event["date"] == ""
    assert any("not shown" in loss.what for loss in export.losses)


def test_a_review_is_its_reviewers_and_not_a_persons_of_the_same_name(tmp_path):
    with Casefile.open(tmp_path / "reviews.db") as case:
        case.add_claimant("Checkers United", kind="outlet")
        said = case.record(case.add_event("Fire"), claimant="Agency", text="It burned")
        case.assess(assertion=said, grade="fair", by="Checkers United")
        case.assess(assertion=said, grade="weak", by="A. Analyst")
        graph = json.loads("".join(case.export("claimreview")))["@graph"]
    assert {review["author"]["name"]: review["author"]["@type"] for review in graph} == {
        "Checkers United": "Organization",
        "A. Analyst": "Person",
    }
