"""Relations between values: the laws they obey, and the cases they are for."""

import dataclasses
from itertools import combinations, product

import pytest
import value_strategies as strategies
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from claimtrack.dates import parse_edtf
from claimtrack.values import (
    Count,
    OneOf,
    Party,
    Place,
    Relation,
    Text,
    Unknown,
    Unreadable,
    YesNo,
    compare_counts,
    compare_dates,
    compare_parties,
    compare_places,
    compare_values,
    date_intersection,
    date_spread,
    intersection,
    read_count,
    read_value,
    spread,
)
from claimtrack.values.compare_counts import compare_plain, plain_ends

EQUAL, COMPATIBLE, POSSIBLE, CONFLICT = Relation


@given(*[st.builds(Count, st.integers(0, 9), st.none() | st.integers(9, 12))] * 2)
def test_plain_counts_compare_by_their_ends(one, other):
    assert compare_plain(plain_ends(one), plain_ends(other)) is compare_counts(one, other)


@given(strategies.counts_with_parts())
def test_the_ends_of_a_plain_count_are_all_there_is_to_it(count):
    plain = count == Count(count.low, count.high, raw=count.raw)
    assert (plain_ends(count) is not None) == plain


class Names:
    """A register from a table: key → (names, parent)."""

    def __init__(self, table):
        self.keys = {name: key for key, (names, _) in table.items() for name in names}
        self.parents = {key: parent for key, (_, parent) in table.items()}

    def bearers(self, name):
        return frozenset({self.keys[name]} if name in self.keys else ())

    def canonical(self, name):
        return self.keys.get(name)

    def ancestors(self, key):
        found = []
        while key := self.parents[key]:
            found.append(key)
        return tuple(found)


CLAIMANTS = Names(
    {
        "is": (["Islamic State", "ISIL"], ""),
        "sinai": (["Sinai Province"], "is"),
        "caucasus": (["Caucasus Province"], "is"),
        "russia": (["Russia"], ""),
    }
)
GAZETTEER = Names(
    {
        "syria": (["Syria"], ""),
        "palmyra": (["Palmyra", "Tadmur"], "syria"),
        "aleppo": (["Aleppo"], "syria"),
        "sinai": (["Sinai"], ""),
    }
)
REGISTERS = {"parties": CLAIMANTS, "places": GAZETTEER}

pairs = st.sampled_from(sorted(strategies.BY_TYPE)).flatmap(
    lambda kind: st.tuples(strategies.BY_TYPE[kind], strategies.BY_TYPE[kind])
)


@given(pairs, st.booleans(), st.booleans(), st.sampled_from([{}, REGISTERS]))
def test_symmetric(pair, one_negative, other_negative, registers):
    one, other = pair
    there = compare_values(one, other, one_negative=one_negative, other_negative=other_negative, **registers)
    back = compare_values(other, one, one_negative=other_negative, other_negative=one_negative, **registers)
    assert there is back
    assert there is not None


@given(pairs, st.sampled_from([{}, REGISTERS]))
def test_equal_to_itself(pair, registers):
    value = pair[0]
    assert compare_values(value, value, **registers) is EQUAL
    assert compare_values(value, value, one_negative=True, other_negative=True, **registers) is EQUAL
    assert compare_values(value, value, one_negative=True, **registers) is CONFLICT


@given(pairs, strategies.no_answers)
def test_nothing_to_compare(pair, nothing):
    assert compare_values(pair[0], nothing) is None
    assert compare_values(nothing, pair[0], one_negative=True) is None
    assert compare_values(nothing, nothing) is None


@given(strategies.counts(), strategies.counts())
def test_compatible_counts_overlap_and_conflicting_ones_do_not(one, other):
    common = intersection([one, other])
    assert compare_counts(one, other).agrees == (common is not None)


@given(strategies.dates, strategies.dates)
def test_compatible_dates_overlap(one, other):
    if compare_dates(one, other).agrees:
        assert date_intersection([one, other]) is not None


@given(strategies.counts(), strategies.counts(), st.data())
def test_narrowing_a_count_never_ends_a_conflict(one, other, data):
    low = data.draw(st.integers(one.low, one.low + 60 if one.high is None else one.high))
    high = data.draw(st.integers(low, low + 60 if one.high is None else one.high))
    narrow = replace(one, low=low, high=high, best=None)
    before, after = compare_counts(one, other), compare_counts(narrow, other)
    if before is CONFLICT:
        assert after is CONFLICT
    if not before.agrees:
        assert not after.agrees


@given(strategies.day_intervals(), strategies.dates, st.data())
def test_narrowing_a_date_never_ends_a_conflict(interval, other, data):
    first, last, mark = interval
    if first is None or last is None:
        return
    narrow_first = data.draw(st.dates(first, last))
    narrow = (narrow_first, data.draw(st.dates(narrow_first, last)), mark)
    # A narrower interval of the same kind: a single day is another precision, with another tolerance.
    if (narrow[0] == narrow[1]) != (first == last):
        return
    before = compare_dates(strategies.as_date(interval), other)
    after = compare_dates(strategies.as_date(narrow), other)
    if before is CONFLICT:
        assert after is CONFLICT
    if not before.agrees:
        assert not after.agrees


@given(st.lists(strategies.counts(), min_size=1, max_size=5))
def test_common_ground_and_spread_of_counts(given_counts):
    widest = spread(given_counts)
    assert all(compare_counts(widest, count).agrees for count in given_counts)
    assert spread(reversed(given_counts)) == widest
    common = intersection(given_counts)
    if common:
        assert all(intersection([common, count]) for count in given_counts)
        assert widest.low <= common.low
    assert intersection(reversed(given_counts)) == common
    # Intervals on a line: all share a point exactly when every two do.
    pairwise = all(intersection(pair) for pair in combinations(given_counts, 2))
    assert (common is not None) == pairwise


def test_common_ground_of_nothing():
    assert intersection([]) is None
    assert spread([]) is None
    assert date_intersection([]) is None
    assert date_spread([]) is None


def test_spread_and_common_ground_of_dates():
    march, day, later = parse_edtf("2016-03"), parse_edtf("2016-03-29"), parse_edtf("2016-04-02/..")
    assert date_intersection([march, day]).edtf == "2016-03-29"
    assert date_intersection([march, later]) is None
    assert date_spread([march, day]).edtf == "2016-03-01/2016-03-31"
    assert date_spread([march, later]).edtf == "2016-03-01/.."
    third = parse_edtf("XXXX-03-03")
    assert date_intersection([third, third]).edtf == "XXXX-03-03"
    assert date_spread([third, march]).edtf == "2016-03-01/2016-03-31"
    assert date_spread([third]) is None


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        ("3", "three", EQUAL),
        ("3", "at least 2", COMPATIBLE),
        ("3", "2", CONFLICT),
        ("3", "none", CONFLICT),
        ("0", "none", EQUAL),
        ("224", "224 people", EQUAL),
        ("about 30", "30", COMPATIBLE),
        ("about 30", "about 30", EQUAL),
        ("about 30", "33", POSSIBLE),
        ("about 30", "60", CONFLICT),
        ("about 3", "5", POSSIBLE),
        ("dozens", "dozens of people", EQUAL),
        ("dozens", "50", COMPATIBLE),
        ("dozens", "150", POSSIBLE),
        ("dozens", "500", CONFLICT),
        ("several", "dozens", POSSIBLE),
        ("up to 10", "at least 10", COMPATIBLE),
        ("fewer than 10", "at least 10", CONFLICT),
        ("2-5", "4-9", COMPATIBLE),
        ("3 [2, 5]", "2-5", COMPATIBLE),
        ("12, including 3 children", "12, among them three children", EQUAL),
        ("12, including 3 children", "12, including 4 children", CONFLICT),
        ("12, including 3 children", "12, including at least 2 children", COMPATIBLE),
        ("12, including 3 children", "12", COMPATIBLE),
        ("12, including 3 children", "12, including 4 women", COMPATIBLE),
        ("12, including 3 children", "12 personnes, dont trois enfants", EQUAL),
        ("12, including 3 Russian soldiers", "12, including 4 Syrian soldiers", COMPATIBLE),
        ("3 dead, 5 wounded", "4 dead, 4 wounded", CONFLICT),
        ("nearly 100", "100", COMPATIBLE),
        ("nearly 100", "101", CONFLICT),
        ("nearly 100", "85", POSSIBLE),
        ("just over 100", "100", CONFLICT),
        ("just over 100", "115", POSSIBLE),
    ],
)
def test_counts(one, other, relation):
    assert compare_values(read_count(one), read_count(other)) is relation


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        ("2016-03-29", "2016-03-29", EQUAL),
        ("2016-03", "2016-03-29", COMPATIBLE),
        ("2016-03-29", "2016-03-30", CONFLICT),
        ("2016-03-29~", "2016-03-30", POSSIBLE),
        ("2016-03-29~", "2016-03-29", COMPATIBLE),
        ("2016-03-29~", "2016-05-30", CONFLICT),
        ("2016-03?", "2016-04-10", POSSIBLE),
        ("2016-03-29/..", "2020", COMPATIBLE),
        ("2016-03-29T10:00:00Z", "2016-03-29T12:00:00Z", CONFLICT),
        ("2016-03-29T10:00:00Z", "2016-03-29", COMPATIBLE),
        ("2016-03-29T02:30:00+03:00", "2016-03-29", COMPATIBLE),
        ("2016-03-29T02:30:00+03:00", "2016-03-30", CONFLICT),
        ("2016-03-29T00:00:00+00:00", "2016-03-29T02:30:00Z", COMPATIBLE),
        ("2016-03-29T00:00:00+00:00", "2016-03-29", EQUAL),
        ("2016-03-29T00:00:00+00:00", "2016-03-30T02:30:00Z", POSSIBLE),
        ("2016-03-29T00:00:00+00:00", "2016-03-31T02:30:00Z", CONFLICT),
        ("XXXX-03-03", "XXXX-03-03", EQUAL),
        ("XXXX-03-03", "XXXX-03-04", CONFLICT),
        ("XXXX-03-03", "XXXX-03", COMPATIBLE),
        ("XXXX-03-03", "2016-03-03", COMPATIBLE),
        ("XXXX-03-03", "2016-03-04", CONFLICT),
        ("XXXX-03-03", "2016", COMPATIBLE),
        ("XXXX-03-03", "2016-03-04/2016-05", CONFLICT),
        ("XXXX-03-03", "2015-06/..", COMPATIBLE),
        ("XXXX-02-29", "2015", CONFLICT),
        ("XXXX-12-31/XXXX-01-01", "2016-01-01", COMPATIBLE),
        ("XXXX-03-03~", "2016-03-05", POSSIBLE),
    ],
)
def test_dates(one, other, relation):
    assert compare_dates(parse_edtf(one), parse_edtf(other)) is relation


def test_dates_with_several_readings():
    ambiguous = dataclasses.replace(
        parse_edtf("2016-03-04"), readings=(parse_edtf("2016-03-04"), parse_edtf("2016-04-03"))
    )
    assert compare_dates(ambiguous, ambiguous) is EQUAL
    assert compare_dates(ambiguous, parse_edtf("2016-04-03")) is POSSIBLE
    assert compare_dates(ambiguous, parse_edtf("2016")) is COMPATIBLE
    assert compare_dates(ambiguous, parse_edtf("2016-05")) is CONFLICT


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        ("Islamic State", "ISIL", EQUAL),
        ("Islamic State", "Sinai Province", COMPATIBLE),
        ("Caucasus Province", "Sinai Province", CONFLICT),
        ("Islamic State", "Russia", CONFLICT),
        ("Someone", "someone", EQUAL),
        ("Qods Brigade", "al-Quds Brigade", COMPATIBLE),
        ("Someone", "Russia", CONFLICT),
    ],
)
def test_parties(one, other, relation):
    assert compare_parties(Party(one), Party(other), CLAIMANTS) is relation


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        (Place("Palmyra"), Place("Tadmur"), EQUAL),
        (Place("Palmyra"), Place("Syria"), COMPATIBLE),
        (Place("Palmyra"), Place("Aleppo"), CONFLICT),
        (Place("Palmyra"), Place("Sinai"), POSSIBLE),
        (Place("Palmyra"), Place("T4 air base"), POSSIBLE),
        (Place("Al Bukamal, Syria"), Place("Syria"), COMPATIBLE),
        (Place("Al Bukamal market"), Place("al bukamal  Market"), EQUAL),
        (Place("Raqqa"), Place("ar-Raqqah"), COMPATIBLE),
        (Place("A", 34.5, 38.2), Place("B", 34.505, 38.2), COMPATIBLE),
        (Place("A", 34.5, 38.2), Place("B", 34.9, 38.2), CONFLICT),
        (Place("A", 34.5, 38.2, 50.0), Place("B", 34.9, 38.2), COMPATIBLE),
        (Place("A", 34.5, 38.2), Place("A", 34.9, 38.2), POSSIBLE),
        (Place("A", 34.5, 38.2), Place("A"), EQUAL),
        (Place("", 34.5, 38.2), Place("", 34.5, 38.2), EQUAL),
        (Place("", 0.0, 179.999), Place("", 0.0, -179.999), COMPATIBLE),
    ],
)
def test_places(one, other, relation):
    assert compare_places(one, other, GAZETTEER) is relation


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        (Text("TOW missile"), Text("tow\u00a0missile "), EQUAL),
        (Text("“TOW”"), Text('"TOW"'), EQUAL),
        (Text("TOW missile"), Text("anti-aircraft fire"), POSSIBLE),
        (YesNo(True, "да"), YesNo(True, "yes"), EQUAL),
        (YesNo(True, "yes"), YesNo(False, "no"), CONFLICT),
        (Count.exactly(3), Text("3"), None),
        (Unknown("?"), Unreadable("?", "?"), None),
    ],
)
def test_words(one, other, relation):
    assert compare_values(one, other) is relation


def one_of(*names):
    return OneOf(tuple(map(Party, names)), " | ".join(names))


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        (one_of("US", "Russia"), Party("US"), COMPATIBLE),
        (one_of("US", "Russia"), Party("Egypt"), CONFLICT),
        (one_of("US", "Russia"), one_of("Russia", "US"), EQUAL),
        (one_of("US", "Russia"), one_of("Russia", "Egypt"), COMPATIBLE),
        (one_of("US", "Russia"), one_of("Iran", "Egypt"), CONFLICT),
        (one_of("Sinai Province", "Russia"), Party("Islamic State"), COMPATIBLE),
        (read_value("3 | 5", "count"), read_value("4", "count"), CONFLICT),
        (read_value("3 | 5", "count"), read_value("at least 4", "count"), COMPATIBLE),
        (read_value("3 | about 5", "count"), read_value("6", "count"), POSSIBLE),
        (read_value("2016-03-03 | 2016-03-05", "date"), read_value("2016-03-04", "date"), CONFLICT),
        (read_value("2016-03-03 | 2016-03-05", "date"), read_value("2016-03", "date"), COMPATIBLE),
    ],
)
def test_one_of_several(one, other, relation):
    assert compare_values(one, other, **REGISTERS) is relation


def test_one_of_several_against_what_is_ruled_out():
    either, us, egypt = one_of("US", "Russia"), Party("US"), Party("Egypt")
    assert compare_values(either, us, other_negative=True) is COMPATIBLE
    assert compare_values(either, either, other_negative=True) is CONFLICT
    assert compare_values(us, either, other_negative=True) is CONFLICT
    assert compare_values(egypt, either, other_negative=True) is COMPATIBLE
    assert compare_values(either, either, one_negative=True, other_negative=True) is EQUAL
    assert compare_values(egypt, either, one_negative=True, other_negative=True) is COMPATIBLE


@given(pairs, pairs, st.booleans())
def test_a_further_option_never_makes_a_conflict(pair, other_pair, negative):
    one, against = pair
    more = other_pair[0]
    options = one.options if isinstance(one, OneOf) else (one, one)
    wider = OneOf((*options, *(more.options if isinstance(more, OneOf) else (more,))))
    before = compare_values(OneOf(options), against, other_negative=negative)
    after = compare_values(wider, against, other_negative=negative)
    if before is not None and after is not None:
        assert after.severity <= max(before.severity, COMPATIBLE.severity)


def test_what_is_ruled_out():
    tow, fire = Text("TOW"), Text("anti-aircraft fire")
    assert compare_values(tow, tow, other_negative=True) is CONFLICT
    assert compare_values(tow, fire, other_negative=True) is COMPATIBLE
    assert compare_values(tow, tow, one_negative=True, other_negative=True) is EQUAL
    assert compare_values(tow, fire, one_negative=True, other_negative=True) is COMPATIBLE


def test_worst():
    assert Relation.worst([]) is None
    for one, other in product(Relation, Relation):
        assert Relation.worst([one, other]).severity == max(one.severity, other.severity)
