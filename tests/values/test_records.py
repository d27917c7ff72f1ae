"""Values as JSON and back, byte for byte."""

import json

import pytest
import value_strategies as strategies
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.errors import InvalidRecordError, UnknownTermError
from claimtrack.values import Count, Place, Unknown, YesNo, from_record, read_value, to_record

values = st.sampled_from(sorted(strategies.BY_TYPE)).flatmap(
    lambda kind: st.tuples(st.just(kind), strategies.BY_TYPE[kind] | strategies.no_answers)
)


@given(values)
def test_round_trip(typed):
    kind, value = typed
    record = json.loads(json.dumps(to_record(value)))
    assert from_record(record, kind) == value


@given(values)
def test_round_trip_inside_a_record_that_holds_the_raw_text(typed):
    kind, value = typed
    record = json.loads(json.dumps(to_record(value, raw=value.raw)))
    assert "raw" not in record
    assert from_record(record, kind, raw=value.raw) == value


@pytest.mark.parametrize(
    ("raw", "kind", "record"),
    [
        ("at least 3", "count", {"low": 3}),
        ("three", "count", {"low": 3, "high": 3}),
        ("none", "count", {"low": 0, "high": 0}),
        ("dozens", "count", {"low": 24, "high": 99, "vague": True}),
        ("about 30", "count", {"low": 30, "high": 30, "approximate": True}),
        ("nearly 100", "count", {"low": 90, "high": 100, "approximate": True, "near": 100}),
        (
            "12, including 3 children",
            "count",
            {"low": 12, "high": 12, "parts": [{"of": "children", "low": 3, "high": 3}]},
        ),
        ("unknown", "count", {"unknown": True}),
        ("Palmyra", "place", {}),
        (
            "Palmyra (34.55, 38.27 ±25 km)",
            "place",
            {"name": "Palmyra", "lat": 34.55, "lon": 38.27, "radius_km": 25.0},
        ),
        ("34.55, 38.27", "place", {"lat": 34.55, "lon": 38.27}),
        ("да", "yes_no", {"yes": True}),
        ("Russia", "party", {}),
        ("TOW missile", "text", {}),
        ("unknown", "date", {"unknown": True}),
    ],
)
def test_form(raw, kind, record):
    assert to_record(read_value(raw, kind), raw=raw) == record


def test_written_by_hand():
    assert from_record({"low": 3, "high": 3}, "count") == Count(3, 3, raw="3")
    assert from_record({"name": "Palmyra"}, "place") == Place("Palmyra", raw="Palmyra")
    assert from_record({"yes": False}, "yes_no") == YesNo(False, "no")
    assert from_record({"unknown": True}, "date") == Unknown("")


@pytest.mark.parametrize(
    ("record", "kind", "message"),
    [
        ([], "count", "object"),
        ({}, "count", "'low': missing"),
        ({"low": 3, "hihg": 4}, "count", "'hihg': unknown"),
        ({"low": "3"}, "count", "'low'"),
        ({"low": True}, "count", "'low'"),
        ({"low": 5, "high": 3}, "count", "above"),
        (
            {"low": 2, "high": 2, "parts": [{"of": "children", "low": 3, "high": 3}]},
            "count",
            "more than the whole",
        ),
        ({"low": 2, "parts": [{"low": 3}]}, "count", "'parts'"),
        ({"low": 2, "parts": [{"of": "children", "low": 1, "raw": "one"}]}, "count", "'parts'"),
        ({"raw": 3, "low": 3}, "count", "'raw'"),
        ({"lat": 3.0}, "place", "longitude"),
        ({"name": "X", "lat": 95.0, "lon": 0.0}, "place", "latitude"),
        ({}, "place", "name or a point"),
        ({"yes": 1}, "yes_no", "'yes'"),
        ({}, "yes_no", "'yes': missing"),
        ({"unreadable": True}, "text", "'unreadable'"),
        ({"unknown": True, "low": 3}, "count", "'low': unknown"),
        ({"low": 1}, "party", "'low': unknown"),
    ],
)
def test_malformed(record, kind, message):
    with pytest.raises(InvalidRecordError, match=message):
        from_record(record, kind)


def test_no_such_type():
    with pytest.raises(UnknownTermError):
        from_record({}, "colour")
    with pytest.raises(UnknownTermError):
        read_value("red", "colour")
