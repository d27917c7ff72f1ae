"""An old export comes back after its file has been changed: what was changed stays, and nothing is refused or doubled."""

import io
import json

import pytest

from claimtrack import Casefile
from claimtrack.errors import ImportRejectedError
from claimtrack.model import Assertion, Assessment, Event, Field, Link

LATER = "2999-01-02T03:04:05Z"  # than any removal: the store stamps those by the clock


@pytest.fixture
def case(tmp_path):
    """A file with a denial, linked on two fields, one of them its own."""
    with Casefile.open(tmp_path / "case.db") as case:
        case.add_field("ransom", type="count")
        event = case.add_event("Convoy hit")
        case.record(
            event, claimant="Amaq", text="It was paid", values={"ransom": 2, "killed": 3}, label="claim"
        )
        case.reply("denies", "claim", claimant="Ministry", text="No", on=["ransom", "killed"], label="denial")
        case.assess(event, field="ransom", grade="contested")
        yield case


@pytest.fixture
def fresh(tmp_path):
    with Casefile.open(tmp_path / "fresh.db") as case:
        yield case


def exported(case):
    return "".join(case.export())


def take(case, text):
    return case.import_file(io.BytesIO(text.encode()))


def take_out_link(case):
    (link,) = case.records(Link)
    case.remove(link)


# --- links taken out --------------------------------------------------------------------------


def test_a_link_that_was_taken_out_stays_out_and_is_told_of(case):
    old = exported(case)
    take_out_link(case)
    before = exported(case)
    for _ in range(2):
        report = take(case, old)
        assert not report.made
        (warning,) = map(str, report.warnings)
        assert "link 'denial denies claim on killed, ransom' was taken out" in warning
        assert exported(case) == before


def test_a_person_makes_it_again(case):
    old = exported(case)
    take_out_link(case)
    case.link("denies", "denial", "claim", on=["ransom", "killed"])
    assert len(list(case.records(Link))) == 1
    assert not take(case, old).warnings


def test_another_link_between_the_same_assertions_is_not_the_one_taken_out(case):
    take_out_link(case)
    content = {"record": "link", "kind": "denies", "fields": ["killed"]}
    ends = {"source": case.find("assertion", "denial"), "target": case.find("assertion", "claim")}
    header = exported(case).splitlines()[0]
    report = take(case, f"{header}\n{json.dumps(content | ends)}\n")
    assert report.made == {"link": 1}
    assert not report.warnings


def test_a_fresh_file_agrees_with_one_from_which_a_link_was_taken(case, fresh):
    old = exported(case)
    take_out_link(case)
    take(fresh, exported(case))
    assert exported(fresh) == exported(case)
    assert len(take(fresh, old).warnings) == 1
    assert exported(fresh) == exported(case)


def test_a_link_made_again_reaches_other_files(case, fresh, tmp_path):
    take_out_link(case)
    take(fresh, exported(case))
    with Casefile.open(tmp_path / "case.db", now=lambda: LATER) as later:
        later.link("denies", "denial", "claim", on=["ransom", "killed"])
    assert take(fresh, exported(case)).made == {"link": 1}
    with Casefile.open(tmp_path / "third.db") as third:
        take(third, exported(case))
        assert exported(third) == exported(fresh) == exported(case)


# --- fields renamed ---------------------------------------------------------------------------


@pytest.mark.parametrize("former", ["ransom", "killed"])
def test_an_export_from_before_a_field_was_renamed_is_nothing_new(case, former):
    old = exported(case)
    case.change(next(item for item in case.records(Field) if item.key == former), key="renamed")
    before = exported(case)
    assert not take(case, old).made
    assert exported(case) == before


def test_what_is_new_in_it_goes_to_the_field_as_it_is_called_now(case, fresh):
    take(fresh, exported(case))
    fresh.record("convoy-hit", claimant="Amaq", text="More", values={"ransom": 4}, label="more")
    fresh.link("corroborates", "more", "claim", on=["ransom"])
    fresh.assess("convoy-hit", field="ransom", grade="fair")
    case.change(next(item for item in case.records(Field) if item.key == "ransom"), key="amount")
    assert take(case, exported(fresh)).made == {"assertion": 1, "link": 1, "assessment": 1}
    assert [value.field for value in case.assertion("more").values] == ["amount"]
    assert ("amount",) in [link.fields for link in case.records(Link)]
    assert {item.field for item in case.records(Assessment)} == {"amount"}
    before = exported(case)
    assert not take(case, exported(fresh)).made
    assert exported(case) == before


def test_a_link_on_a_renamed_field_stays_out(case):
    old = exported(case)
    take_out_link(case)
    case.change(next(item for item in case.records(Field) if item.key == "ransom"), key="amount")
    assert len(take(case, old).warnings) == 1
    assert not list(case.records(Link))


def test_the_answers_are_those_that_were_given(case):
    old = exported(case)
    case.change(next(item for item in case.records(Field) if item.key == "ransom"), key="amount")
    take(case, old)
    said = next(item for item in case.records(Assertion) if item.label == "claim")
    assert {(value.field, value.raw) for value in said.values} == {("amount", "2"), ("killed", "3")}


# --- problems ---------------------------------------------------------------------------------


def test_a_link_that_differs_is_named_by_its_kind_and_ends(case):
    old = exported(case)
    (link,) = [json.loads(line) for line in old.splitlines() if '"record":"link"' in line.replace(" ", "")]
    other = json.dumps({**link, "note": "another"})
    with pytest.raises(ImportRejectedError) as error:
        take(case, f"{old.splitlines()[0]}\n{other}\n")
    (problem,) = error.value.problems
    assert "another note for link 'denial denies claim on killed, ransom'" in problem


@pytest.mark.parametrize("name", ["claim", "id"])
def test_what_refers_to_a_wrong_assertion_is_no_further_problem(fresh, case, name):
    lines = [json.loads(line) for line in exported(case).splitlines()]
    claim = next(item for item in lines if item.get("label") == "claim")
    claim["stance"] = "hm"
    for item in lines:
        if item.get("record") == "link" and name == "claim":
            item["target"] = "claim"
    with pytest.raises(ImportRejectedError) as error:
        take(fresh, "".join(json.dumps(line) + "\n" for line in lines))
    (problem,) = error.value.problems
    assert "unknown stance 'hm'" in problem


def test_a_new_event_is_told_apart_from_one_by_the_key_that_it_had(case):
    former = next(iter(case.records(Event))).key
    case.change(case.event(former), key="now")
    other = {"record": "event", "key": "other", "title": "Other", "distinct_from": [former]}
    note = f"{exported(case).splitlines()[0]}\n{json.dumps(other)}\n"
    take(case, note)
    assert case.event("other").distinct_from == ("now",)
    assert not take(case, note).made
