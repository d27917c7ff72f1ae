"""Moments with and without a zone, parts of a day, and sets of days, held against each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.analysis.comparison_keys import measured
from claimtrack.values import Relation, compare_values, read_value

EQUAL, COMPATIBLE = Relation.EQUAL, Relation.COMPATIBLE
POSSIBLE, CONFLICT = Relation.POSSIBLE_CONFLICT, Relation.CONFLICT


def relation(one, other):
    return compare_values(read_value(one, "date"), read_value(other, "date"))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("3 March 2025, 23:30 UTC", "4 March 2025", POSSIBLE),
        ("3 March 2025, 23:30 UTC", "4 March 2025, 01:30", POSSIBLE),
        ("3 March 2025, 23:30 UTC", "2 March 2025", CONFLICT),
        ("3 March 2025, 23:30 UTC", "6 March 2025", CONFLICT),
        ("3 March 2025, 23:30 UTC", "5 March 2025", CONFLICT),
        ("3 March 2025, 06:00 UTC", "2 March 2025", POSSIBLE),
        ("3 March 2025, 23:30 UTC", "3 March 2025, 23:30", COMPATIBLE),
        ("3 March 2025, 23:30 UTC", "4 March 2025, 01:30 +02:00", EQUAL),
        ("3 March 2025, 23:30 UTC", "4 March 2025, 01:30 UTC", CONFLICT),
        ("3 March 2025, 23:30", "4 March 2025, 01:30", CONFLICT),
        ("2016-07-08T22:00:00-05:00", "8 July 2016", COMPATIBLE),
        ("2016-07-08T00:00:00Z", "8 July 2016", EQUAL),
    ],
)
def test_a_time_without_a_zone_is_of_an_unknown_zone(one, other, expected):
    assert relation(one, other) is relation(other, one) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("the night of 3 March 2025", "4 March 2025, 02:00", COMPATIBLE),
        ("the night of 3 March 2025", "4 March 2025", COMPATIBLE),
        ("the night of 3 March 2025", "3 March 2025, 23:00", COMPATIBLE),
        ("the night of 3 March 2025", "3 March 2025", COMPATIBLE),
        ("the night of 3 March 2025", "4 March 2025, 14:00", CONFLICT),
        ("the night of 3 March 2025", "3 March 2025, 12:00", CONFLICT),
        ("the night of 3 March 2025", "the morning of 4 March 2025", COMPATIBLE),
        ("the night of 3 March 2025", "5 March 2025", CONFLICT),
        ("the morning of 3 March 2025", "the evening of 3 March 2025", CONFLICT),
        ("the morning of 3 March 2025", "утром 3 марта 2025 года", EQUAL),
        ("the morning of 3 March 2025", "3 March 2025", COMPATIBLE),
        ("the morning of 3 March 2025", "3 March 2025, 20:00 UTC", POSSIBLE),
        ("3 March 2025 at dawn", "3 March 2025, 22:00", CONFLICT),
        ("3 March 2025 at dawn", "the morning of 3 March 2025", COMPATIBLE),
        ("probably the morning of 3 March 2025", "the evening of 3 March 2025", POSSIBLE),
    ],
)
def test_a_part_of_a_day_is_compared_by_its_hours(one, other, expected):
    assert relation(one, other) is relation(other, one) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("3 and 5 March 2025", "4 March 2025", CONFLICT),
        ("3 and 5 March 2025", "5 March 2025", COMPATIBLE),
        ("3 and 5 March 2025", "3-5 March 2025", COMPATIBLE),
        ("3 and 5 March 2025", "March 2025", COMPATIBLE),
        ("3 and 5 March 2025", "3 and 5 March 2025", EQUAL),
        ("3 and 5 March 2025", "4 March 2025, 10:00", CONFLICT),
    ],
)
def test_a_set_of_days_leaves_out_those_between(one, other, expected):
    assert relation(one, other) is relation(other, one) is expected


TEXTS = st.sampled_from([
    "3 March 2025", "4 March 2025", "March 2025", "the night of 3 March 2025", "the morning of 4 March 2025",
    "3 and 5 March 2025", "3 March 2025, 22:00", "3 March 2025, 22:00 UTC", "4 March 2025, 01:00 +03:00", "about 5 March 2025",
    "3-4 March 2025",
])  # fmt: skip


@given(TEXTS, TEXTS)
def test_what_tables_compare_by_ends_is_what_the_values_say(one, other):
    keys = [measured("date", text, _record(text)) for text in (one, other)]
    assert relation(one, other) is relation(other, one)
    if not all(key.exact for key in keys):
        return
    here, there = keys
    meet = here.begins <= there.ends and there.begins <= here.ends
    near = here.near_begins <= there.near_ends and there.near_begins <= here.near_ends
    alike = EQUAL if here.sameness == there.sameness else COMPATIBLE
    assert relation(one, other) is (alike if meet else POSSIBLE if near else CONFLICT)


def _record(text):
    from claimtrack.model.identity import canonical_json
    from claimtrack.values import to_record

    return canonical_json(to_record(read_value(text, "date")))
