"""A part of a file, whole in itself."""

import json

import pytest

from claimtrack import Casefile
from claimtrack.errors import UnknownReferenceError, UnknownTermError, UnreadableDateError


def records(export, kind):
    return [content for line in export if (content := json.loads(line))["record"] == kind]


def keys(export, kind):
    return {content.get("key") or content.get("label") for content in records(export, kind)}


def test_everything(case):
    assert keys(case.export(), "event") == {"market", "convoy", "silent"}
    assert "".join(case.export()) == "".join(case.export("native"))


def test_an_event_brings_what_it_refers_to(case):
    export = list(case.export(events=["market"]))
    assert keys(export, "event") == {"market"}
    assert keys(export, "document") == {"copy", "wire"}
    assert keys(export, "claimant") == {"agency", "ministry"}
    assert keys(export, "evidence") == {"photo"}
    assert len(records(export, "assessment")) == 3
    assert len(records(export, "link")) == 1


def test_by_tag_by_claimant_and_in_time(case):
    assert keys(case.export(tag="road"), "event") == {"convoy"}
    assert keys(case.export(events=["silent"]), "event") == {"silent"}
    assert keys(case.export(since="2017"), "event") == {"convoy"}
    assert keys(case.export(until="2016-03-31"), "assertion") == {"first"}
    spoken = list(case.export(by="agency"))
    assert keys(spoken, "assertion") == {"first"}
    assert not records(spoken, "link")


def test_a_denial_brings_what_it_denies(case):
    export = list(case.export(since="2016-04", until="2016-04"))
    assert "first" in keys(export, "assertion")
    assert len(records(export, "link")) == 1


@pytest.mark.parametrize(
    "chosen", [{"events": ["market"]}, {"tag": "road"}, {"since": "2016-04-01"}, {"by": "ministry"}]
)
def test_a_part_is_a_case_file_of_its_own(case, tmp_path, chosen):
    path = tmp_path / "part.jsonl"
    assert not case.export(**chosen).write(path)
    with Casefile.open(tmp_path / "part.db") as part:
        part.import_file(path)
        assert "".join(part.export()) == path.read_text(encoding="utf-8")


def test_every_event_of_the_casebook_stands_alone(book, tmp_path):
    for number, key in enumerate(sorted(keys(book.export(), "event"))[:12]):
        path = tmp_path / f"{number}.jsonl"
        book.export(events=[key]).write(path)
        with Casefile.open(tmp_path / f"{number}.db") as part:
            part.import_file(path)
            assert "".join(part.export()) == path.read_text(encoding="utf-8")


def test_what_is_not_there_is_told(case):
    with pytest.raises(UnknownReferenceError):
        case.export(events=["absent"])
    with pytest.raises(UnknownTermError, match="unknown export format 'word'"):
        case.export("word")
    with pytest.raises(UnreadableDateError):
        case.export(since="some day")
    with pytest.raises(UnknownTermError, match="base_url says nothing"):
        case.export("csv", base_url="https://example.org/")
