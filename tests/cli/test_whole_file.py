"""`corroboration` and `track-record` over all of a case file."""

import csv
import io
import json

import pytest

from claimtrack import Casefile


@pytest.fixture
def told(run, folder):
    with Casefile.open(folder / "claims.db") as case:
        for title in ("Strike", "Ambush"):
            event = case.add_event(title, tags=[title.lower()])
            first = case.record(
                event, claimant="Army", stance="affirms", text=title, values={"killed": "3"}, label=title
            )
            case.record(
                event, claimant="Agency", stance="affirms", text=f"{title}, too", values={"killed": "3"}
            )
            case.reply("denies", first, claimant="Rebels", text=f"No {title}")
    return run


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_corroboration_of_everything(told):
    found = rows(told("corroboration", "--format", "csv").stdout)
    assert [(row["event"], row["question"], row["answer"], row["origins"]) for row in found] == [
        (event, *answer)
        for event in ("strike", "ambush")
        for answer in (("", "affirms", "2"), ("", "denies", "1"), ("killed", "3", "2"))
    ]
    data = json.loads(told("corroboration", "--tag", "ambush", "--limit", "1", "--format", "json").stdout)
    assert (data["schema"], len(data["answers"]), data["more"]) == ("claimtrack/backing/1", 1, True)
    assert data["answers"][0]["event"] == "ambush"
    page = told("corroboration", "--limit", "2").stdout
    assert "claimed" in page
    assert "--limit 0 lists all" in page


def test_corroboration_of_nothing(run):
    run("init")
    assert "nobody has answered anything here" in run("corroboration").stdout


def test_track_records_of_everybody(told):
    found = {row["party"]: row for row in rows(told("track-record", "--format", "csv").stdout)}
    assert {party: (row["claims"], row["denied"], row["denials"]) for party, row in found.items()} == {
        "army": ("2", "2", "0"),
        "agency": ("2", "2", "0"),
        "rebels": ("0", "0", "2"),
    }
    data = json.loads(told("track-record", "--tag", "strike", "--format", "json").stdout)
    assert (data["events"], data["parties"][0]["counts"]["claims"]) == (1, 1)
    assert "… and 2 parties more: --limit 0 lists all" in told("track-record", "--limit", "1").stdout
    assert json.loads(told("track-record", "--limit", "1", "--format", "json").stdout)["more"] == 2
    assert "No measure of truthfulness" in " ".join(told("track-record").stdout.split())


@pytest.mark.parametrize(
    "idle",
    [
        ("corroboration", "strike", "--limit", "3"),
        ("corroboration", "strike", "--tag", "x"),
        ("track-record", "army", "--tag", "x"),
        ("matrix", "strike", "--tag", "x"),
        ("gaps", "strike", "--tag", "x"),
    ],
)
def test_what_goes_with_all_of_it_alone(told, idle):
    result = told(*idle, code=2)
    assert f"does not go with {idle[2].removeprefix('--')}" in result.stderr


def test_movements(heli):
    heli("concede", "denial", "--by", "Russia", "It was lost", "--said", "2016-07-09", "--label", "late")
    (row,) = rows(heli("movements", "--format", "csv").stdout)
    assert (row["bloc"], row["field"], row["kind"], row["moves"], row["linked"]) == (
        "russia", "", "conceded", "1", "1",
    )  # fmt: skip
    data = json.loads(heli("movements", "--format", "json").stdout)
    assert (data["movements"][0]["name"], data["more"]) == ("Russia", 0)
    assert "conceded" in heli("movements").stdout
    assert "nobody moved here" in heli("movements", "--tag", "no such tag").stdout


def test_a_filter_that_says_nothing_about_a_list_is_wrong_usage(told):
    assert "--field says nothing about a field" in told("list", "fields", "--field", "killed", code=2).stderr
