"""The thirty passages of the casebook, restated: what is drafted of them, by claimant and stance."""

import tomllib
from pathlib import Path

import pytest

from claimtrack import draft_text

PASSAGES = tomllib.loads(Path(__file__).with_name("casebook.toml").read_text(encoding="utf-8"))
OUTLET = "The outlet"

# By passage: claimant and stance of each draft, in order. What an analyst would add is said beside it.
DRAFTED = {
    "1": [(OUTLET, "affirms")],
    "2": [],  # a clash that "seems unavoidable" is a forecast
    "3": [(OUTLET, "affirms")],
    "4": [("Senior commander of the Islamic Revolutionary Guard Corps", "affirms")],
    "5": [("Furat Media", "affirms")],  # "alleged" of the second sentence stays with the outlet
    "6": [(OUTLET, "affirms")],
    "7": [("Russia", "denies"), ("Islamic State", "affirms"), ("Russian Ministry of Defence", "affirms"), ("Russian outlets", "affirms"), ("Video", "affirms")],
    "8": [("Amaq", "affirms"), (OUTLET, "comments"), ("Russian Defence Ministry", "denies")],
    "9": [("Caucasus Province of the Islamic State", "affirms"), ("Russian officials", "affirms")],
    "10": [("Syrian Army", "affirms"), (OUTLET, "affirms")],
    "11": [("Putin", "affirms")],  # what the outlet sees ("appear to be helping") is missed
    "12": [(OUTLET, "affirms"), (OUTLET, "comments"), (OUTLET, "affirms")],
    "14": [(OUTLET, "affirms"), ("Zahran Alloush", "affirms")],
    "17": [("Western officials", "affirms")],  # the claim inside the congratulation is missed
    "18": [(OUTLET, "affirms"), ("Islamic State", "affirms"), ("Other sources", "affirms")],
    "19": [(OUTLET, "affirms")],
    "20": [],  # a call for attacks asserts nothing
    "21": [(OUTLET, "affirms")],
    "22": [("Al Nusrah", "affirms")],
    "23": [("Katibat al Tawhid wal Jihad", "affirms"), ("Katibat al Tawhid wal Jihad", "affirms")],
    "24": [("Salahuddin Shishani", "affirms")],
    "25": [(OUTLET, "affirms"), ("Ali Abu Muhammad al Dagestani", "affirms")],
    "26": [("Al Nusrah video", "affirms")],
    "27": [("Russia", "affirms")],
    "28": [("Kadyrov", "affirms")],
    "29": [(OUTLET, "affirms")],  # a headline without its text
}  # fmt: skip


def drafts(number):
    passage = PASSAGES[number]
    return draft_text(passage["text"], published=passage["published"], publisher=OUTLET, language="en")


@pytest.mark.parametrize("number", DRAFTED)
def test_claimant_and_stance(number):
    assert [(one.claimant, one.stance) for one in drafts(number)] == DRAFTED[number]


def test_the_helicopter_is_denied_then_conceded():
    denial, _, admission, blame, _ = drafts("7")
    assert (admission.responds[0].kind, admission.responds[0].to) == ("concedes", 0)
    assert (admission.said, admission.values["killed"]["low"]) == ("2016-07-09", 2)
    assert denial.values == {}
    assert "missile" in blame.values["weapon"]["raw"]
    assert "perpetrator" not in blame.values


def test_the_update_denies_the_claim_of_the_same_article():
    claim, unclear, denial = drafts("8")
    assert (claim.said, claim.values["killed"]["low"], unclear.hedge) == ("2016-07-19", 3, "unclear")
    assert denial.responds[0].to_dict() == {"to": 0, "kind": "denies", "on": []}


def test_two_days_in_one_phrase():
    claim, _ = drafts("9")
    assert claim.values["occurred"]["edtf"] == "2016-03-29/2016-03-30"
    assert claim.values["perpetrator"]["name"] == "Caucasus Province of the Islamic State"


def test_one_of_two_and_neither_named():
    _, unclear, _ = drafts("12")
    assert (unclear.hedge, unclear.values["perpetrator"]["one_of"]) == (
        "unclear",
        ["the United States", "Russia"],
    )


def test_hedges_of_the_casebook():
    hedges = {number: [one.hedge for one in drafts(number)] for number in ("6", "15", "17", "19", "22")}
    assert hedges == {
        "6": ["reported"],
        "15": ["purported"],
        "17": ["increasingly likely"],
        "19": ["reported"],
        "22": ["purported"],
    }


def test_a_toll_confirmed_by_others():
    _, claim, confirmation = drafts("18")
    assert claim.values["civilians_killed"] == {
        "raw": "dozens of civilians",
        "low": 24,
        "high": 99,
        "vague": True,
    }
    assert (confirmation.responds[0].kind, confirmation.responds[0].to) == ("confirms", 1)
