"""`link`: assertions that are in the case file already."""

import pytest

from claimtrack.vocab import load_vocabulary

# What only the same party may do, and only after what it takes back or admits.
OF_ONE_PARTY = {"supersedes", "retracts", "concedes"}


@pytest.mark.parametrize("kind", sorted(set(load_vocabulary("link").terms) - OF_ONE_PARTY))
def test_every_kind_of_link_can_be_made_afterwards(heli, lines, kind):
    heli("record", "heli", "--by", "Witness", "It fell burning", "--label", "witness", "--create")
    result = heli(
        "link", "witness", kind.replace("_", "-"), "claim", "--on", "happened", "--note", "by phone"
    )
    ids = {line["label"]: line["id"] for line in lines("assertion")}
    link = next(line for line in lines("link") if line["source"] in ("witness", ids["witness"]))
    assert (link["kind"], link["fields"], link["note"]) == (kind, ["happened"], "by phone")
    assert link["target"] in ("claim", ids["claim"])
    assert result.stdout == f"witness {load_vocabulary('link')[kind].label} claim\n"
    assert "Islamic State: “Its fighters shot it down”" in result.stderr


def test_the_same_link_twice_is_one(heli, lines):
    for _ in range(2):
        heli("link", "denial", "cites", "claim")
    assert [line["kind"] for line in lines("link")] == ["cites", "denies"]


def test_json_is_the_link_as_an_export_has_it(heli, made):
    link = made("link", "denial", "responds-to", "claim")
    assert (link["record"], link["kind"]) == ("link", "responds_to")


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("claim", "cites", "claim"), 7, "cannot be linked to itself"),
        (("claim", "concedes", "denial"), 7, "only a claimant that denied before"),
        (("claim", "supersedes", "denial"), 7, ""),
        (("claim", "sites", "denial"), 5, "did you mean 'cites'?"),
        (("claim", "cites", "nonsuch"), 3, "there is no assertion 'nonsuch'"),
        (("claim", "cites", "denial", "--on", "nonsuch"), 3, "there is no field 'nonsuch'"),
    ],
)
def test_what_is_refused_changes_nothing(heli, lines, words, code, message):
    before = lines()
    assert message in heli("link", *words, code=code).stderr
    assert lines() == before


def test_a_link_is_taken_out_in_the_editor(heli, editor, lines):
    heli("link", "denial", "cites", "claim")
    editor("- cites: claim\n", "")
    heli("edit", "denial")
    assert [line["kind"] for line in lines("link")] == ["denies"]
