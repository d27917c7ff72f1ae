"""`gaps` as data is printed as it is found, and is what the whole answer says."""

import json

import pytest

from claimtrack import Casefile


@pytest.fixture
def lacking(run):
    run("init")
    for number in range(3):
        run("event", "add", f"Strike {number}", "--key", f"strike-{number}")
        run("record", f"strike-{number}", "--by", "Army", "--set", "killed=many", "--create")
    return run


@pytest.mark.parametrize("form", ["json", "csv"])
def test_data_are_streamed_and_the_same(lacking, tmp_path, form):
    with Casefile.open(tmp_path / "claims.db", create=False) as case:
        whole = case.gaps(limit=0)
    streamed = lacking("gaps", "--format", form).stdout
    expected = getattr(whole, f"to_{form}")().replace("\r\n", "\n")
    assert json.loads(streamed) == json.loads(expected) if form == "json" else streamed == expected
    assert len(whole.result) >= 9


def test_a_limit_leaves_out_and_says_how_many(lacking):
    data = json.loads(lacking("gaps", "--kind", "unsourced", "--limit", "1", "--format", "json").stdout)
    assert [gap["kind"] for gap in data["gaps"]] == ["unsourced"]
    assert (data["counts"], data["left_out"]) == ({"unsourced": 3}, {"unsourced": 2})


@pytest.mark.parametrize("form", ["json", "csv", "table"])
def test_the_exit_code_tells_of_gaps_in_every_form(lacking, form):
    lacking("gaps", "--exit-code", "--format", form, code=100)
    lacking("gaps", "--exit-code", "--kind", "hash-mismatch", "--format", form, code=0)
