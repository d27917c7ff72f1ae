"""Listings: every kind, filters, limits, forms."""

import csv
import io
import json

import pytest

from claimtrack.errors import UnknownTermError, UnreadableDateError
from claimtrack.model.listing import PLURALS
from claimtrack.render import FORMS, render


def keys(report):
    return [getattr(entry.record, "key", "") or entry.record.label for entry in report.result.entries]


@pytest.fixture
def told(say):
    """Four statements, their labels telling them apart."""
    say("shot down", label="claim", by="nusra", said="2016-07-08", values={"killed": "2"})
    say("nothing was lost", label="denial", by="army", stance="denies", said="9 July 2016")
    say("two died", label="concession", by="division", said="2016-07", values={"killed": "2", "ransom": "no"})
    say("two attacks", label="other", by="caucasus", event="dagestan", said="some time after")


@pytest.fixture(autouse=True)
def ransom(case):
    case.add_field("ransom")


@pytest.mark.parametrize("kind", PLURALS)
@pytest.mark.parametrize("form", FORMS)
def test_every_kind_in_every_form(book, kind, form):
    text = render(book.list(kind, limit=3).view, form, width=80)
    assert text
    if form == "json":
        content = json.loads(text)
        assert content["kind"] == PLURALS[kind]
        assert len(content["entries"]) <= 3


def test_an_unknown_kind(case):
    with pytest.raises(UnknownTermError, match="no list"):
        case.list("weapons")


def test_an_empty_listing_says_so(case):
    assert "no evidence here" in case.list("evidence").to_text()
    assert json.loads(case.list("evidence").to_json())["entries"] == []


def test_events_are_newest_first_and_counted(case, told):
    report = case.list()
    assert keys(report) == ["helicopter", "dagestan"]
    helicopter = report.result.entries[0].facts
    assert (helicopter["statements"], helicopter["claimants"]) == (3, 3)
    text = report.to_text(width=120)
    assert "8 Jul 2016" in text
    assert "29–30 Mar 2016" in text


def test_who_says_most_comes_first(case, told, say):
    say("again", by="army")
    assert keys(case.list("claimants"))[0] == "army"


def test_assertions_are_newest_first_undated_ones_last(case, told):
    assert keys(case.list("assertions")) == ["denial", "claim", "concession", "other"]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"by": "army"}, {"denial", "concession"}),
        ({"by": "division"}, {"concession"}),
        ({"event": "dagestan"}, {"other"}),
        ({"stance": "deny"}, {"denial"}),
        ({"field": "killed"}, {"claim", "concession"}),
        ({"field": "ransom"}, {"concession"}),
        ({"field": "Killed", "by": "nusra"}, {"claim"}),
        ({"tag": "road"}, {"other"}),
        ({"since": "9 July 2016"}, {"denial", "concession"}),  # July as a whole may be after the ninth
        ({"until": "2016-07-08"}, {"claim", "concession"}),
        ({"since": "2016-08"}, set()),
        ({"until": "2015"}, set()),  # a date that could not be read is nowhere
        ({"since": "last year"}, set()),
        ({}, {"claim", "denial", "concession", "other"}),
    ],
)
def test_filters_of_assertions(case, told, filters, found):
    assert set(keys(case.list("assertions", **filters))) == found


@pytest.mark.parametrize(
    ("kind", "filters", "found"),
    [
        ("events", {"by": "army"}, {"helicopter"}),
        ("events", {"by": "caucasus"}, {"dagestan"}),
        ("events", {"stance": "denies"}, {"helicopter"}),
        ("events", {"field": "killed"}, {"helicopter"}),
        ("events", {"tag": "road"}, {"dagestan"}),
        ("events", {"since": "2016-03-30", "until": "2016-04"}, {"dagestan"}),
        ("events", {"by": "army", "stance": "denies", "tag": "road"}, set()),
        ("claimants", {"event": "helicopter"}, {"nusra", "army", "division"}),
        ("claimants", {"stance": "denies"}, {"army"}),
        ("claimants", {"since": "9 July 2016"}, {"army", "division"}),
        ("claimants", {"tag": "road"}, {"caucasus"}),
    ],
)
def test_filters_of_what_assertions_are_about(case, told, kind, filters, found):
    assert set(keys(case.list(kind, **filters))) == found


def test_a_common_field_gives_the_same_as_a_rare_one(case, told, monkeypatch):
    monkeypatch.setattr("claimtrack.store.filters._FEW", 0)
    for kind in ("events", "assertions", "claimants"):
        common = keys(case.list(kind, field="killed"))
        monkeypatch.undo()
        assert common == keys(case.list(kind, field="killed"))


def test_documents_by_who_published_or_is_cited_in_them(case, say):
    case.add_document("Wire", key="wire", publisher="army", published="2016-07-10")
    case.add_document("Paper", key="paper", published="2016-08")
    case.add_document("Magazine", key="magazine")
    say("x", by="army", document="paper")
    assert set(keys(case.list("documents", by="army"))) == {"wire", "paper"}
    assert keys(case.list("documents", since="2016-07-20")) == ["paper"]
    assert keys(case.list("documents"))[:2] == ["paper", "wire"]


def test_evidence_and_assessments_of_an_event(case, say):
    made = say("x")
    case.add_evidence("A photograph", key="photo", assertion=made)
    case.add_evidence("Another", key="other")
    case.assess("helicopter", grade="contested", by="me")
    assert keys(case.list("evidence", event="helicopter")) == ["photo"]
    assert case.list("assessments", event="dagestan").result.total == 0
    assert case.list("assessments", event="helicopter").result.total == 1


def test_a_filter_that_says_nothing_about_a_kind_is_refused(case):
    with pytest.raises(UnknownTermError, match="--stance says nothing about a field"):
        case.list("fields", stance="denies")
    with pytest.raises(UnknownTermError, match="no filter 'colour'"):
        case.list("events", colour="red")


def test_a_date_that_cannot_be_read_is_refused(case):
    with pytest.raises(UnreadableDateError, match="blue moon"):
        case.list("events", since="blue moon")


def test_a_date_relative_to_today(case, say):
    say("x", said="2026-02-27")  # the file's clock says 1 March 2026, a Sunday
    assert case.list("assertions", since="yesterday").result.total == 0
    assert case.list("assertions", since="last week").result.total == 1


def test_limits(case):
    for number in range(7):
        case.add_event(f"Event {number}", key=f"n{number}", occurred=f"2020-01-0{number + 1}")
    report = case.list(limit=3)
    assert keys(report) == ["n6", "n5", "n4"]
    assert report.result.more == 6
    assert "6 more; --limit 0 lists all" in report.to_text()
    assert json.loads(report.to_json())["more"] == 6
    assert case.list(limit=9).result.more == 0
    assert len(case.list(limit=0).result.entries) == 9
    assert case.list("fields", limit=2).result.more > 0


def test_counting_stops_where_it_is_not_worth_the_wait(case, monkeypatch):
    monkeypatch.setattr("claimtrack.store.listing.COUNTED_TO", 4)
    for number in range(7):
        case.add_event(f"Event {number}", occurred="2020")
    report = case.list(since="2020", limit=2)
    assert "more than 2 more" in report.to_text()
    assert json.loads(report.to_json())["more_is_exact"] is False


def test_csv_has_names_for_its_columns(case, told):
    rows = list(csv.DictReader(io.StringIO(case.list().to_csv())))
    assert rows[0]["event"] == "helicopter"
    assert (rows[0]["statements"], rows[0]["claimants"]) == ("3", "3")


@pytest.mark.parametrize("form", FORMS)
def test_hostile_text_prints_harmless(case, form):
    hostile = "\x1b[31m[bold]red[/] <script>x</script> \u202e"
    case.add_event(hostile, key="hostile", tags=[hostile], place=hostile)
    text = render(case.list().view, form, width=200)
    assert "\x1b" not in text
    assert "\u202e" not in text
    if form in ("html", "markdown"):
        assert "<script>" not in text
    if form == "table":
        assert "[bold]red[/]" in text


def test_from_the_terminal(run, told):
    result = run("list", "assertions", "--by", "army", "--stance", "denies")
    assert result.exit_code == 0
    assert "nothing was lost" in result.stdout
    assert "shot down" not in result.stdout
    result = run("list", "assertions", "--limit", "1", "--format", "csv")
    assert "3 more" in result.stderr
    assert "more" not in result.stdout
    assert run("list", "assertions", "--by", "nobody").exit_code == 3
    assert run("list", "--limit", "-1").exit_code == 2
