"""What is no text, in a call: an error of the program's own, and nothing half-made."""

import pytest

from claimtrack import Casefile
from claimtrack.dates import read_date
from claimtrack.errors import InvalidRecordError, StorageError, UnknownReferenceError, UnreadableDateError
from claimtrack.model import Claimant


@pytest.fixture
def case(tmp_path):
    with Casefile.open(tmp_path / "case.db") as case:
        case.add_event("Helicopter lost", key="heli")
        yield case


@pytest.mark.parametrize("given", [None, 2016, b"2016"])
def test_a_date_is_read_from_a_text(given):
    with pytest.raises(UnreadableDateError, match="a date is read from a text, not from"):
        read_date(given)


@pytest.mark.parametrize(
    "call",
    [
        lambda case: case.record(None, claimant="Amaq", text="x"),
        lambda case: case.record("heli", claimant=None, text="x"),
        lambda case: case.reply("denies", None, claimant="Amaq", text="x"),
        lambda case: case.get(None),
        lambda case: case.show(None),
        lambda case: case.void(None, "a mistake"),
        lambda case: case.compare(None),
        lambda case: case.assess(None, grade="fair"),
    ],
)
def test_a_reference_is_a_text(case, call):
    with pytest.raises(UnknownReferenceError, match="a reference is a text, not None"):
        call(case)
    assert not list(case.records(type(case.add_claimant("Amaq"))))[1:]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda case: case.add_event(None), "the name of an event is a text, not None"),
        (lambda case: case.add_claimant(None), "the name of a claimant is a text, not None"),
        (lambda case: case.record("heli", claimant="Amaq", values=["killed"]), "gives no answers by field"),
        (lambda case: case.search(None), "what is searched for is a text, not None"),
        (lambda case: case.void("heli", None), "a record is not void without a reason"),
    ],
)
def test_names_and_answers_have_their_type(case, call, message):
    with pytest.raises(InvalidRecordError, match=message):
        call(case)


def test_any_number_may_be_the_most_of_a_list(case):
    assert len(case.list("events", limit=10**30).result.entries) == 1
    assert len(case.search("helicopter", limit=10**30).result.hits) == 1


def test_an_entry_is_named_by_its_number_as_number_or_text(case):
    case.add_claimant("Amaq")
    with pytest.raises(UnknownReferenceError, match="there is no entry '-1'"):
        case.undo(-1)
    undone = case.undo(max(entry.number for entry in case.log().result))
    assert [claimant.key for claimant in case.records(Claimant)] == []
    assert undone


@pytest.mark.parametrize(
    "call",
    [
        lambda case: case.compare("heli"),
        lambda case: case.list("events"),
        lambda case: list(case.export()),
        lambda case: case.add_event("Another"),
        lambda case: case.new_key("event", "Another"),
        lambda case: case.undo(),
    ],
)
def test_a_case_that_is_closed_says_so(case, call):
    case.close()
    with pytest.raises(StorageError, match="closed"):
        call(case)
    case.close()


def test_what_is_changed_is_a_record(case):
    with pytest.raises(InvalidRecordError, match="'heli' is no record"):
        case.change("heli", title="Another")


@pytest.mark.parametrize(
    "stream",
    [
        lambda case: case.stream_backing(),
        lambda case: case.stream_contested(),
        lambda case: case.stream_gaps(listing=case.gap_listing()),
        lambda case: case.records(Claimant),
        lambda case: iter(case.export()),
    ],
)
def test_a_stream_may_be_given_up_after_its_case_is_closed(case, stream):
    said = case.record("heli", claimant="Amaq", values={"killed": "2"})
    case.reply("denies", said, claimant="Ministry", values={"killed": "0"})
    found = stream(case)
    assert next(found)
    case.close()
    found.close()  # what it raises here, Python prints as a traceback where nobody closes it
