"""Case files to export: the founding casebook, and a small one with awkward content."""

import csv
import io

import pytest

from claimtrack import Casefile
from claimtrack.casefile.casebook import casebook


@pytest.fixture(scope="session")
def casebook_path(tmp_path_factory):
    path = tmp_path_factory.mktemp("casebook") / "claims.db"
    with casebook() as source, Casefile.open(path) as case:
        case.import_file(source)
    return path


@pytest.fixture
def book(casebook_path):
    with Casefile.open(casebook_path, create=False) as case:
        yield case


@pytest.fixture
def case(tmp_path):
    with Casefile.open(tmp_path / "small.db") as case:
        event = case.add_event(
            "Market shelled", key="market", proposition="The market was shelled", occurred="29 March 2016",
            place="Homs (34.73, 36.72)", tags=["homs"],
        )  # fmt: skip
        other = case.add_event("Convoy", key="convoy", occurred="March 2016", tags=["road"])
        case.add_event("Nobody spoke", key="silent")
        case.add_claimant("Ministry", key="ministry", kind="ministry", aliases=["MoD"])
        case.add_claimant("Agency", key="agency", part_of="ministry")
        case.add_document(
            "Wire", key="wire", url="https://example.org/1", publisher="agency", published="30 March 2016"
        )
        case.add_document("Copy", key="copy", derived_from="wire")
        first = case.record(
            event, claimant="agency", stance="affirms", text='=HYPERLINK("x")', said="2016-03-30", document="copy", label="first",
            values={"killed": "between 2 and 5", "weapon": {"not": "TOW missile"}, "occurred": "29 March 2016"},
        )  # fmt: skip
        case.reply("denies", first, claimant="Ministry", text="'@nothing\nhappened", said="April 2016")
        last = case.record(
            other,
            claimant="Ministry",
            stance="affirms",
            text="plain",
            values={"killed": ["3", "at least 2"]},
            said="2017",
        )
        case.add_evidence("Photograph", key="photo", assertion=first, url="https://example.org/p")
        case.assess(assertion=first, credibility="2", rationale="seen", by="desk", at="2016-04-02")
        case.assess(assertion=last, credibility="6", likelihood="unlikely", by="desk")
        case.assess(event, grade="contested", by="desk")
        case.assess(event, field="killed", method="report the range", by="desk")
        yield case


@pytest.fixture
def table():
    def read_table(text):
        return list(csv.DictReader(io.StringIO(text, newline="")))

    return read_table
