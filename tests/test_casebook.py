"""The founding casebook: the fixture is whole, and each of its patterns is a capability of the program."""

import json
from collections import Counter
from pathlib import Path

import pytest

CASEBOOK = Path(__file__).parent.parent / "fixtures" / "casebook.jsonl"
PASSAGES = 30


@pytest.fixture(scope="module")
def lines():
    return [json.loads(line) for line in CASEBOOK.read_text(encoding="utf-8").splitlines()]


def of(lines, record):
    return [line for line in lines if line["record"] == record]


# --- the fixture itself -----------------------------------------------------------------------


def test_first_line_names_format_and_version(lines):
    assert lines[0] == {"record": "claimtrack", "version": 1}


def test_every_passage_has_its_document(lines):
    documents = {line["key"]: line for line in of(lines, "document")}
    for number in range(1, PASSAGES + 1):
        passage = documents[f"passage-{number:02d}"]
        assert passage["derived_from"] == "archive-page"
        assert any(line["document"] == passage["key"] for line in of(lines, "assertion"))


def test_no_publication_date_is_given_as_printed(lines):
    published = [line["published"] for line in of(lines, "document") if "published" in line]
    assert all(date["raw"] == "" and date["inferred"] == ["year", "month", "day"] for date in published)


def test_references_in_the_fixture_resolve_and_labels_are_unique(lines):
    builtin = {
        "occurred",
        "place",
        "happened",
        "killed",
        "civilians_killed",
        "wounded",
        "captured",
        "perpetrator",
    }
    builtin |= {"target", "victim", "weapon", "cause", "outcome", "evidence"}
    known = {
        kind: {line["key"] for line in of(lines, kind)}
        for kind in ("claimant", "document", "event", "evidence")
    }
    known["field"] = builtin | {line["key"] for line in of(lines, "field")}
    known["assertion"] = {line["label"] for line in of(lines, "assertion")}
    for kind in ("field", "claimant", "document", "event", "evidence"):
        assert not [
            key for key, times in Counter(line["key"] for line in of(lines, kind)).items() if times > 1
        ]
    distinct = {json.dumps(line) for line in of(lines, "assertion")}
    assert len(distinct) == len(known["assertion"])
    missing = [
        (line.get("key") or line.get("label") or line.get("source"), reference)
        for line in lines
        for kind, reference in references(line)
        if reference not in known[kind]
    ]
    assert missing == []


def references(line):
    """Give every (kind, key) that a line names."""
    one = {
        "claimant": {"part_of": "claimant"},
        "document": {"publisher": "claimant", "derived_from": "document"},
        "assertion": {"event": "event", "claimant": "claimant", "document": "document"},
        "link": {"source": "assertion", "target": "assertion"},
        "evidence": {"document": "document"},
        "assessment": {"event": "event", "field": "field", "assertion": "assertion"},
    }
    for name, kind in one.get(line["record"], {}).items():
        if name in line:
            yield kind, line[name]
    for field in line.get("fields", ()):
        yield "field", field
    for bearing in line.get("bears_on", ()):
        yield "assertion", bearing["assertion"]
    for value in line.get("values", ()):
        yield "field", value["field"] if isinstance(value, dict) else value


def test_public_record_and_page_are_never_mixed(lines):
    page = {line["key"] for line in of(lines, "document") if line["key"].startswith("passage-")}
    for line in of(lines, "assertion"):
        if line["document"] not in page:
            continue
        assert line["claimant"] != "public-record", line["label"]
        said = line.get("said")
        if said and said["edtf"]:
            assert said["inferred"], f"{line['label']}: the page prints no full date"
            assert said["basis"], f"{line['label']}: an inferred date says what from"
