"""The page on mappings: its example is taken as it stands, its snippets are understood, and no key is left out."""

import re
import tomllib
from importlib.resources import files

import pytest

from claimtrack import Casefile
from claimtrack.importers.mapping import language
from claimtrack.importers.mapping.language import make_mapping

PAGE = (files("claimtrack") / "docs" / "mappings.md").read_text(encoding="utf-8")
EXAMPLE, *SNIPPETS = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)


def test_the_example(tmp_path):
    (table,) = re.findall(r"```csv\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / "strikes.csv").write_text(table, encoding="utf-8")
    (tmp_path / "my.toml").write_text(EXAMPLE, encoding="utf-8")
    with Casefile.open(tmp_path / "case.db") as case:
        report = case.import_file(tmp_path / "strikes.csv", mapping=tmp_path / "my.toml")
        assert (report.left_out, report.rejected, report.doubts) == (1, 0, {})
        market = case.dossier("strike-S1")
        assert market.event.title == "Market hit, Homs"
        assert str(market.event.occurred) == "2016-04-03"
        said = {claimant.name for claimant in market.claimants.values()}
        assert said >= {"The register", "North", "South", "Air force"}
        assert [link.kind for link in market.links] == ["denies"]
        assert len(market.evidence) == 2
        [bridge] = case.dossier("strike-S2").assertions
        assert bridge.text == "0 killed"
        assert {value.field: str(value.read) for value in bridge.values} == {"killed": "0", "wounded": "0"}


def lines_of(snippet):
    return [line for line in snippet.splitlines() if line.strip()]


@pytest.mark.parametrize("line", [line for snippet in SNIPPETS for line in lines_of(snippet)])
def test_every_line_shown_is_toml(line):
    assert tomllib.loads(line)


@pytest.mark.parametrize(
    "line",
    [
        line
        for snippet in SNIPPETS
        for line in lines_of(snippet)
        if re.match(r"said|occurred|each|split|link", line)
    ],
)
def test_every_line_of_a_claim_binds(line, tmp_path):
    [(key, given)] = tomllib.loads(line).items()
    row = {
        "date": "2016-04-03",
        "when": "5 April",
        "published": "2016-04-06",
        "y": "2016",
        "m": "4",
        "d": "0",
        "approx": "0",
    }
    row |= {
        "start": "2016-04-01",
        "end": "2016-04-02",
        "prec": "3",
        "gname": "A",
        "gname2": "B",
        "claim": "1",
        "claim2": "",
    }
    row |= {
        "sources": "x; y",
        "articles": "o,2016;p,2017",
        "claimReview": [{"url": "u"}],
        "killed by North": "3",
        "in_reply_to": "",
        "id": "1",
    }
    claim = {"claimant": "{who|id}" if key == "each" else "{id}"}
    event = {"title": "{id}"}
    (event if key == "occurred" else claim)[key] = given
    mapping = make_mapping(
        {"key": "{id}", "event": event, "claim": {"post": claim, "count": {"claimant": "C"}}}
    )
    with Casefile.open(tmp_path / "case.db") as case:
        assert case.import_rows([row], mapping=mapping).rejected == 0


def test_no_key_is_left_out():
    known = {
        *language._TOP - {"fields", "claimants", "event", "claim", "evidence", "assessment", "read", "cells", "dates"},
        *language._READ, *language._CELLS, *language._DATES, *language._FIELD, *language.CLAIMANT,
        *language._DOCUMENT, *language.EVENT, *language._CLAIM, *language._EVIDENCE, *language._ASSESSMENT,
    }  # fmt: skip
    tables = PAGE.partition("## Tables")[2].partition("## Dates")[0]
    told = set(re.findall(r"[a-z_0-9]+", tables))
    assert known - told == set()
