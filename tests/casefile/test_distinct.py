"""Two events that may be one: proposed, and settled either way."""

import pytest

from claimtrack import Casefile
from claimtrack.errors import InvalidRecordError
from claimtrack.model import Field, Link


@pytest.fixture
def case(tmp_path):
    with Casefile.open(tmp_path / "case.db") as opened:
        for key in ("bridge", "crossing"):
            opened.add_event(f"Strike on the {key}", key=key, occurred="2015-11-03", place="Raqqa")
            opened.record(key, claimant="Islamic State", said="2015-11-04", text=f"The {key} was hit")
        yield opened


def proposals(case):
    return [gap for gap in case.gaps().result if gap.kind.value == "maybe one event"]


def test_a_pair_is_proposed_until_it_is_settled(case):
    assert [(gap.event, gap.reference) for gap in proposals(case)] == [("bridge", "crossing")]
    case.distinguish("crossing", "bridge")
    assert proposals(case) == []
    assert case.event("crossing").distinct_from == ("bridge",)


def test_distinction_is_in_the_export_and_comes_back(case, tmp_path):
    case.distinguish("bridge", "crossing")
    lines = "".join(case.export())
    (tmp_path / "out.jsonl").write_text(lines)
    with Casefile.open(tmp_path / "other.db") as other:
        other.import_file(tmp_path / "out.jsonl")
        assert "".join(other.export()) == lines


def test_a_merge_settles_it_the_other_way(case):
    case.add_event("Another strike", key="third")
    case.distinguish("third", "bridge")
    case.merge("event", "bridge", "crossing")
    assert proposals(case) == []
    assert case.event("third").distinct_from == ("crossing",)
    assert len(case.dossier("crossing").assertions) == 2


def test_a_renamed_event_stays_distinct(case, tmp_path):
    case.distinguish("bridge", "crossing")
    before = "".join(case.export())
    case.change(case.event("crossing"), key="raqqa-crossing")
    assert case.event("bridge").distinct_from == ("raqqa-crossing",)
    assert proposals(case) == []
    lines = "".join(case.export())
    (tmp_path / "out.jsonl").write_text(lines)
    with Casefile.open(tmp_path / "other.db") as other:
        other.import_file(tmp_path / "out.jsonl")
        assert "".join(other.export()) == lines
    # What was written before it had another name says nothing else.
    (tmp_path / "before.jsonl").write_text(before)
    case.import_file(tmp_path / "before.jsonl")
    assert "".join(case.export()) == lines


def test_a_renamed_field_stays_that_of_a_link(case, tmp_path):
    case.add_field("ransom", type="count")
    asked = case.record("bridge", claimant="A", text="They ask a ransom", values={"ransom": "3"})
    case.reply("disputes", asked, claimant="B", text="It is more", on=["ransom"])
    ransom = next(field for field in case.records(Field) if field.key == "ransom")
    case.change(ransom, key="money")
    assert [link.fields for link in case.records(Link)] == [("money",)]
    lines = "".join(case.export())
    (tmp_path / "out.jsonl").write_text(lines)
    with Casefile.open(tmp_path / "other.db") as other:
        other.import_file(tmp_path / "out.jsonl")
        assert "".join(other.export()) == lines


def test_an_event_is_not_distinct_from_itself(case):
    with pytest.raises(InvalidRecordError):
        case.distinguish("bridge", "bridge")
