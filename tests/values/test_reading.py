"""Reading raw answers of every type."""

import pytest

from claimtrack.values import (
    Count,
    OneOf,
    Party,
    Place,
    Text,
    Unknown,
    Unreadable,
    YesNo,
    distance_km,
    read_place,
    read_value,
)
from claimtrack.vocab import load_vocabulary


@pytest.mark.parametrize("kind", ["count", "date", "place", "party", "text", "yes_no"])
def test_silent_unknown_zero_apart(kind):
    assert isinstance(read_value("", kind), Unreadable)
    assert isinstance(read_value("N/A", kind), Unreadable)
    assert read_value("Unknown", kind) == Unknown("Unknown")


@pytest.mark.parametrize(
    ("raw", "kind", "value"),
    [
        ("0", "count", Count(0, 0, raw="0")),
        ("no", "count", Count(0, 0, raw="no")),
        ("no", "yes_no", YesNo(False, "no")),
        ("Sí", "yes_no", YesNo(True, "Sí")),
        ("нет", "yes_no", YesNo(False, "нет")),
        ("Hayır", "yes_no", YesNo(False, "Hayır")),
        ("لا", "yes_no", YesNo(False, "لا")),
        ("כן", "yes_no", YesNo(True, "כן")),
        ("maybe", "yes_no", Unreadable("maybe", "neither yes nor no")),
        (" Islamic\u200f  State", "party", Party(" Islamic\u200f  State")),
        ("[Update: …]", "text", Text("[Update: …]")),
        ("east of Palmyra", "place", Place("east of Palmyra", raw="east of Palmyra")),
    ],
)
def test_reads(raw, kind, value):
    assert read_value(raw, kind) == value


@pytest.mark.parametrize(("field", "low"), [("killed", 3), ("wounded", 5), ("casualties", 8), ("", 8)])
def test_a_field_is_answered_by_what_it_asks_for(field, low):
    assert read_value("3 dead, 5 wounded", "count", field=field).low == low


@pytest.mark.parametrize(
    ("raw", "kind", "text"),
    [
        ("US | Russia", "party", "US or Russia"),
        ("TOW | mortar | drone", "text", "TOW, mortar or drone"),
        ("3 | 5", "count", "3 or 5"),
        ("2016-03-03 | 2016-03-04", "date", "2016-03-03 or 2016-03-04"),
        ("Raqqa | Palmyra (34.55, 38.27)", "place", "Raqqa or Palmyra (34.55, 38.27)"),
        ("yes | no", "yes_no", "yes or no"),
    ],
)
def test_one_of_several(raw, kind, text):
    value = read_value(raw, kind)
    assert isinstance(value, OneOf)
    assert (str(value), value.raw) == (text, raw)


def test_one_of_several_must_be_answers():
    assert (
        read_value("US | unknown", "party").reason
        == "'unknown' among the answers leaves everything open; say unknown alone"
    )
    assert read_value("3 | many", "count").reason.startswith("'many': no count")
    assert read_value("US|Russia", "party") == Party("US|Russia")
    assert read_value("US | US", "party") == Party("US | US")


def test_the_bounds_of_one_of_several():
    counts = read_value("3 | at least 5", "count")
    assert (counts.low, counts.high, counts.edtf) == (3, None, "")
    assert (
        read_value("2016-03-03 | 2016-03-05/2016-03-06", "date").edtf == "[2016-03-03,2016-03-05..2016-03-06]"
    )


def test_a_count_of_others_is_no_answer():
    assert (
        read_value("3 dead, 5 wounded", "count", field="captured").reason
        == "counts others than 'captured' asks for"
    )


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Palmyra (34.55, 38.27)", ("Palmyra", 34.55, 38.27, None)),
        ("34.55, 38.27", ("", 34.55, 38.27, None)),
        ("34.55,38.27 ± 25 km", ("", 34.55, 38.27, 25.0)),
        ("−33.9, +18.4 +/- 2.5km", ("", -33.9, 18.4, 2.5)),
        ("Raqqa (city)", ("Raqqa (city)", None, None, None)),
        ("تدمر (٣٤.٥, ٣٨.٢)", ("تدمر", 34.5, 38.2, None)),
    ],
)
def test_places(text, place):
    found = read_place(text)
    assert (found.name, found.lat, found.lon, found.radius_km) == place
    assert found.raw == text


@pytest.mark.parametrize("text", ["", "95.0, 38.27", "34.55, 200"])
def test_no_place(text):
    assert isinstance(read_place(text), Unreadable)


def test_a_party_is_named_without_invisible_marks():
    assert Party(" Islamic\u200f  State").name == "Islamic State"


def test_distance():
    # Palmyra to Damascus, about 213 km on a map.
    assert distance_km(Place("", 34.55, 38.27), Place("", 33.51, 36.29)) == pytest.approx(216, abs=5)
    assert distance_km(Place("Palmyra"), Place("", 33.51, 36.29)) is None


def test_field_types_are_the_vocabulary():
    from claimtrack.values import FIELD_TYPES

    assert {t.key for t in load_vocabulary("field_type")} == set(FIELD_TYPES)
