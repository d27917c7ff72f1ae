"""Allen's relations, and what is certain or possible."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.dates import Day, parse_edtf
from claimtrack.dates.allen import (
    Relation,
    certainly_after,
    certainly_before,
    certainly_overlaps,
    certainly_same,
    certainly_within,
    possibly_after,
    possibly_before,
    possibly_overlaps,
    possibly_same,
    possibly_within,
    relation,
)
from claimtrack.dates.day import day_from_ordinal
from claimtrack.dates.edtf import edtf_interval
from claimtrack.dates.value import DateValue
from claimtrack.errors import UnreadableDateError

BASE = Day(2016, 1, 1).ordinal


@st.composite
def intervals(draw):
    first = draw(st.integers(0, 12))
    last = draw(st.integers(first, 14))
    return parse_edtf(edtf_interval(day_from_ordinal(BASE + first), day_from_ordinal(BASE + last)))


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("2016-03-01", "2016-03-03", "before"),
        ("2016-03-01", "2016-03-02", "meets"),
        ("2016-03-01/2016-03-05", "2016-03-04/2016-03-09", "overlaps"),
        ("2016-03-01", "2016-03", "starts"),
        ("2016-03-15", "2016-03", "during"),
        ("2016-03-31", "2016-03", "finishes"),
        ("2016-03", "2016-03-01/2016-03-31", "equals"),
        ("2016", "2016-03", "contains"),
        ("../2016", "2016", "finished by"),
    ],
)
def test_allen(a, b, expected):
    assert relation(parse_edtf(a), parse_edtf(b)) == expected
    assert relation(parse_edtf(b), parse_edtf(a)) == Relation(expected).inverse


@given(intervals(), intervals())
def test_the_relation_seen_from_the_other_side_is_the_inverse(a, b):
    assert relation(a, b).inverse == relation(b, a)
    assert (relation(a, b) is Relation.EQUALS) == (a.earliest == b.earliest and a.latest == b.latest)


@given(intervals(), intervals())
def test_what_is_certain_is_possible(a, b):
    for certain, possible in (
        (certainly_before, possibly_before),
        (certainly_after, possibly_after),
        (certainly_same, possibly_same),
        (certainly_overlaps, possibly_overlaps),
        (certainly_within, possibly_within),
    ):
        assert possible(a, b) or not certain(a, b)
    assert not (certainly_before(a, b) and possibly_after(a, b))


@given(intervals(), intervals())
def test_certain_and_possible_mean_all_and_some(a, b):
    days_a = range(a.earliest.ordinal, a.latest.ordinal + 1)
    days_b = range(b.earliest.ordinal, b.latest.ordinal + 1)
    assert certainly_before(a, b) == all(x < y for x in days_a for y in days_b)
    assert possibly_before(a, b) == any(x < y for x in days_a for y in days_b)
    assert possibly_same(a, b) == any(x in days_b for x in days_a)


@given(intervals(), intervals(), intervals())
def test_before_is_transitive(a, b, c):
    assert certainly_before(a, c) or not (certainly_before(a, b) and certainly_before(b, c))


def test_doubt_reaches_one_unit_further():
    fourth, fifth = parse_edtf("2016-03-04"), parse_edtf("2016-03-05~")
    assert not certainly_before(fourth, fifth)
    assert possibly_same(fourth, fifth)
    assert not certainly_same(fifth, fifth)
    assert certainly_before(parse_edtf("2016-03-03"), fifth)


def test_open_ends_lie_beyond_every_day():
    assert possibly_before(parse_edtf("../2016"), parse_edtf("1000"))
    assert certainly_before(parse_edtf("../2015"), parse_edtf("2016/.."))


def test_nothing_is_claimed_of_unread_dates():
    unread, day = DateValue("recently"), parse_edtf("2016-03-29")
    assert not possibly_same(unread, day)
    assert not certainly_before(day, unread)
    with pytest.raises(UnreadableDateError):
        relation(unread, day)
