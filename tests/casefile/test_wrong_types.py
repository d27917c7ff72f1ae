"""What is no text, in a call: an error of the program's own, and nothing half-made."""

import pytest

from claimtrack import Casefile, draft_text, find_attributions
from claimtrack.dates import parse_edtf, read_date
from claimtrack.errors import (
    ImportRejectedError,
    InputFileError,
    InvalidRecordError,
    StorageError,
    UnknownReferenceError,
    UnknownTermError,
    UnreadableDateError,
)
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


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda _case: find_attributions("He said so.", language="xx"), UnknownTermError, "not read in 'xx'"),
        (lambda _case: find_attributions(None, language="en"), InvalidRecordError, "a text, not from None"),
        (lambda _case: draft_text(None), InvalidRecordError, "a text, not from None"),
        (lambda _case: draft_text("He said so.", language="xx"), UnknownTermError, "not read in 'xx'"),
        (
            lambda _case: draft_text("He said so.", case="c.db"),
            InvalidRecordError,
            "'c.db' is no open case file",
        ),
        (
            lambda _case: read_date("yesterday", reference=20160709),
            UnreadableDateError,
            "no reference to count",
        ),
        (lambda _case: parse_edtf(None), UnreadableDateError, "a text, not from None"),
        (lambda _case: Casefile.open(None), InputFileError, "is a text, not None"),
        (lambda _case: Casefile.salvage(None), InputFileError, "is a text, not None"),
        (lambda case: case.export("csv").write(None), InputFileError, "None is neither a path"),
        (lambda case: case.import_rows(None), InvalidRecordError, "many dicts, not None"),
        (lambda case: case.import_rows("rows.csv"), InvalidRecordError, "import_file reads a file"),
        (lambda case: case.gaps("heli", tag="x"), InvalidRecordError, "do not go with a tag"),
        (lambda case: case.matrix("heli", tag="x"), InvalidRecordError, "do not go with a tag"),
    ],
)
def test_what_cannot_be_meant_is_refused(case, call, error, message):
    with pytest.raises(error, match=message):
        call(case)


def test_one_text_is_one_event_one_kind_one_field(case):
    case.add_event("Other", key="other")
    case.record("heli", claimant="Amaq", values={"killed": "2"})
    assert "Other" not in "".join(case.export("csv", events="heli"))
    assert case.gaps(kinds="unsourced").result == case.gaps(kinds=["unsourced"]).result
    assert (
        case.compare("heli", fields="killed").to_dicts() == case.compare("heli", fields=["killed"]).to_dicts()
    )


def test_a_whole_number_may_come_as_a_float(case):
    said = case.record("heli", claimant="Amaq", values={"killed": 2.0})
    assert [(value.field, value.raw) for value in said.values] == [("killed", "2")]


def test_a_refused_row_names_arguments_of_the_call(case):
    with pytest.raises(ImportRejectedError) as refused:
        case.import_rows([{"event": "Raid", "claimant": "North", "stance": "perhaps"}], preset="generic")
    assert 'on_error="skip", rejects=FILE' in refused.value.hint
    assert "--" not in str(refused.value)


def test_a_language_in_which_no_dates_are_read_is_named():
    assert read_date("5 mai 2016", languages=["xx"]).reason == "dates are not read in xx"
    assert read_date("2016-05-05", languages=["xx"]).edtf == "2016-05-05"


def test_one_language_may_be_given_as_a_text():
    assert read_date("5 mai 2016", languages="fr").edtf == "2016-05-05"
