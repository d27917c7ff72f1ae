"""Date values and their records."""

from __future__ import annotations

import copy
import dataclasses
import pickle

import pytest

from claimtrack.dates import DateValue, parse_edtf, read_date
from claimtrack.dates.records import date_record, recorded_date
from claimtrack.errors import InvalidRecordError

BY_HAND = [
    {
        "raw": "Mar. 29",
        "edtf": "2016-03-29",
        "inferred": ["year"],
        "basis": "order of the page; public record",
    },
    {"raw": "", "edtf": "2016-07-08", "inferred": ["year", "month", "day"], "basis": "…"},
    {"raw": "in recent days", "reason": "since when is not said"},
    {"raw": "03/04/2016", "edtf": "2016-03-04", "readings": ["2016-03-04", "2016-04-03"]},
]


@pytest.mark.parametrize("record", BY_HAND)
def test_a_record_written_by_hand_loads_and_comes_out_the_same(record):
    value = recorded_date(record)
    assert bool(value) is ("edtf" in record)
    assert date_record(value) == record


@pytest.mark.parametrize(
    "text",
    [
        "29 March 2016", "Mar. 29", "03/04/2016", "two weeks ago", "23 Muharram 1437", "in recent days", "N/A",
        "14:30 Moscow time on 30 March", "since 30 September", "Mar. 29 and Mar. 30", "about 5 March 2016?",
        "  2016-03-29 ", "last Tuesday",
    ],
)  # fmt: skip
def test_records_lose_nothing(text):
    value = read_date(text, reference="2016-04-02")
    again = recorded_date(date_record(value))
    assert again == value
    assert again.raw == text


def test_an_edtf_date_is_recorded_as_itself():
    assert date_record(parse_edtf("2016-03~")) == "2016-03~"


@pytest.mark.parametrize(
    ("record", "key"),
    [
        ({"edtf": "2016"}, "raw"),
        ({"raw": "x", "edtf": "2016-13"}, "edtf"),
        ({"raw": 5}, "raw"),
        ({"raw": "x", "inferred": "year"}, "inferred"),
        ({"raw": "x", "inferred": [1]}, "inferred"),
        ({"raw": "x", "bounds": []}, "bounds"),
        ({"raw": "x", "readings": ["2016-13"]}, "edtf"),
        ("March", "edtf"),
        ("", "edtf"),
    ],
)
def test_a_malformed_record_names_its_key(record, key):
    with pytest.raises(InvalidRecordError, match=key):
        recorded_date(record)


def test_a_record_is_a_string_or_an_object():
    with pytest.raises(InvalidRecordError):
        recorded_date(["2016"])


def test_values_are_frozen_and_have_no_order():
    one, other = parse_edtf("2016-03-29"), parse_edtf("2016-03-30")
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.edtf = "2017"
    with pytest.raises(TypeError):
        assert one < other


def test_listing_order():
    texts = ["2016-03-30", "", "2016-03", "../2015", "2016-03-29T10:00:00Z", "2016-03-29", "2016/.."]
    values = [parse_edtf(text) if text else DateValue("unread") for text in texts]
    assert [str(value) for value in sorted(values, key=DateValue.sort_key)] == [
        "../2015", "2016/..", "2016-03", "2016-03-29", "2016-03-29T10:00:00Z", "2016-03-30", "unread",
    ]  # fmt: skip


def test_instants_know_the_offset():
    moscow, utc = parse_edtf("2016-03-30T14:30:00+03:00"), parse_edtf("2016-03-30T11:30:00Z")
    assert moscow.earliest_instant == utc.earliest_instant == 1459337400
    day = parse_edtf("2016-03-30")
    assert day.latest_instant - day.earliest_instant == 86_399
    assert parse_edtf("../2016").earliest_instant is None


def test_a_value_is_frozen_and_copies_as_it_is():
    value = read_date("Mar. 29", reference="2016-04-02")
    for change in (lambda: setattr(value, "edtf", "2017"), lambda: delattr(value, "edtf")):
        with pytest.raises(dataclasses.FrozenInstanceError):
            change()
    assert pickle.loads(pickle.dumps(value)) == copy.deepcopy(value) == value  # noqa: S301 - made here
    assert dataclasses.replace(value, raw="March 29") == DateValue(
        **{field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
        | {"raw": "March 29"}
    )


def test_every_field_of_a_value_is_set_by_its_own_argument():
    names = [field.name for field in dataclasses.fields(DateValue)]
    given = dict(zip(names, [object() for _ in names], strict=True))
    by_name, by_place = DateValue(**given), DateValue(*given.values())
    for name in names:
        assert getattr(by_name, name) is getattr(by_place, name) is given[name]
    assert {name: getattr(DateValue("x"), name) for name in names[1:]} == {
        field.name: field.default for field in dataclasses.fields(DateValue)[1:]
    }
