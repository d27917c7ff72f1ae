"""`list events --contested`, and comparisons of conflicts alone."""

import json

import pytest

from claimtrack import Casefile


@pytest.fixture
def disputed(run):
    """Three events: one of no dispute, one of a narrow one, one of a wide one."""
    run("init")
    for key in ("calm", "narrow", "wide"):
        run("event", "add", f"Strike {key}", "--key", key)
    tolls = {"calm": ("3", "3"), "narrow": ("100", "110"), "wide": ("3", "30")}
    for key, (one, other) in tolls.items():
        run("record", key, "--by", "Army", "--set", f"killed={one}", "--said", "2016-03-01", "--create")
        run("record", key, "--by", "Council", "--set", f"killed={other}", "--said", "2016-03-05", "--create")
    return run


def keys(run, *options):
    found = run("list", "events", "--contested", *options, "--format", "json").stdout
    return [event["key"] for event in json.loads(found)["events"]]


def test_what_is_only_possibly_in_conflict_is_told_apart(disputed):
    for party, answer in (("Army", "yes"), ("Council", "no"), ("Wire", "maybe")):
        disputed("record", "calm", "--by", party, "--set", f"happened={answer}", "--create")
    shown = disputed("list", "events", "--contested").stdout
    assert "Happened: yes against no; possibly against “maybe”" in shown


def test_the_widest_first_or_as_entered(disputed):
    assert keys(disputed) == ["wide", "narrow"]
    assert keys(disputed, "--order", "entry") == ["narrow", "wide"]
    assert "Killed: 3–30" in disputed("list", "events", "--contested").stdout


@pytest.mark.parametrize(
    ("tolls", "told"),
    [
        (("at least 54", "12"), "≠ conflict Killed: 12 to 54 or more"),
        (("74", "at least 70", "about 12"), "≠ conflict Killed: about 12 to 74 or more"),
    ],
)
def test_an_open_end_is_told_with_the_most_that_anybody_gives(run, tolls, told):
    run("init")
    run("event", "add", "Strike", "--key", "strike")
    for number, toll in enumerate(tolls):
        run("record", "strike", "--by", f"Party {number}", "--set", f"killed={toll}", "--create")
    assert told in run("list", "events", "--contested").stdout


def test_an_answer_that_is_only_denied_is_named_itself(run):
    run("init")
    run("event", "add", "Strike", "--key", "strike")
    run("record", "strike", "--by", "Army", "--set", "killed=74", "--create", "--label", "army")
    run("record", "strike", "--by", "Council", "--set", "killed=at least 70", "--create")
    run("deny", "army", "--by", "Rebels", "--on", "killed", "--create")
    assert "! contested Killed: 74\n" in run("list", "events", "--contested").stdout


def test_narrowed_to_a_field_a_pair_or_what_is_new(disputed):
    assert keys(disputed, "--field", "wounded") == []
    assert keys(disputed, "--between", "Army", "Council") == ["wide", "narrow"]
    assert keys(disputed, "--changed-since", "2016-03-03") == ["wide", "narrow"]
    assert keys(disputed, "--changed-since", "2016-03-06") == []


def test_as_entered_is_printed_as_it_is_found(disputed):
    out = disputed("list", "events", "--contested", "--order", "entry", "--limit", "1").stdout
    assert out.startswith("narrow")
    assert "wide" not in out


@pytest.mark.parametrize("form", ["json", "csv"])
def test_data_as_entered_is_streamed_and_the_same(disputed, tmp_path, form):
    options = ("list", "events", "--contested", "--order", "entry", "--format", form)
    with Casefile.open(tmp_path / "claims.db", create=False) as case:
        whole = case.contested(order="entry")
        assert disputed(*options).stdout == getattr(whole, f"to_{form}")().replace("\r\n", "\n")
        assert list(case.stream_contested(field="wounded")) == []
    cut = disputed(*options, "--limit", "1").stdout
    none = disputed(*options, "--field", "wounded").stdout
    if form == "json":
        assert [event["key"] for event in json.loads(cut)["events"]] == ["narrow"]
        assert (json.loads(cut)["more"], json.loads(none)["events"]) == (1, [])
    else:
        assert {row.split(",")[0] for row in cut.splitlines()[1:]} == {"narrow"}
        assert len(none.splitlines()) == 1


@pytest.mark.parametrize(
    "options", [("--order", "entry"), ("--contested", "--by", "Army"), ("--between", "Army", "Council")]
)
def test_what_would_be_idle_is_refused(disputed, options):
    disputed("list", "events", *options, code=2)


def test_a_comparison_of_conflicts_leaves_out_events_without_any(disputed):
    out = disputed("compare", "calm", "wide", "--only", "conflicts").stdout
    assert "Strike wide" in out
    assert "Strike calm" not in out
    assert "Nothing is in conflict or contested in 1 event, left out here." in out
    assert "in 1 event" in disputed("compare", "calm", "--only", "conflicts").stdout
