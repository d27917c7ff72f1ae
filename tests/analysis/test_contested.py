"""Which events are contested, on what, and in which order."""

import pytest

from claimtrack.analysis import compare_dossier
from claimtrack.analysis.contested import Breadth, find_contested
from claimtrack.analysis.selection import as_of
from claimtrack.dates import parse_edtf


def contested(case, **options):
    return find_contested(compare_dossier(case.dossier()), **options)


def questions(found):
    return [row.question for row in found.rows] if found else []


def test_what_nobody_contests_is_not_listed(build):
    case = build.Case()
    case.says("a", killed="3")
    case.says("b", killed="at least 2")
    assert contested(case) is None


def test_linked_and_computed_both_count(build):
    case = build.Case()
    first = case.says("a", killed="3", perpetrator="Egypt")
    case.says("b", killed="12")
    case.link("disputes", case.says("c", "comments"), first, "perpetrator")
    assert questions(contested(case)) == ["killed", "perpetrator"]
    assert questions(contested(case, fields=["perpetrator"])) == ["perpetrator"]


@pytest.mark.parametrize(
    ("values", "breadth"),
    [
        ({"killed": ["3", "12"]}, Breadth(2, 3.0)),
        ({"killed": ["0", "5"]}, Breadth(2, 5.0)),
        ({"killed": ["100", "at least 150"]}, Breadth(2, 0.5)),
        ({"occurred": ["2016-03-01", "2016-03-05"]}, Breadth(2, pytest.approx(5, abs=0.01))),
        ({"perpetrator": ["Egypt", "Egypt", "Turkey"]}, Breadth(1, 1)),
        ({"perpetrator": ["Egypt", "Turkey", "Turkey", "Egypt"]}, Breadth(1, 2)),
        ({"outcome": ["a moderate", "a fanatic"]}, Breadth(0, 1)),
    ],
)
def test_the_widest_apart_come_first(build, values, breadth):
    case = build.Case()
    ((field, given),) = values.items()
    for number, value in enumerate(given):
        case.says(f"c{number}", **{field: value})
    assert contested(case).breadth == breadth


def test_between_two_parties_and_their_members(build):
    case = build.Case()
    case.claimant("state")
    case.claimant("army", "state")
    case.says("army", killed="3", weapon="bomb")
    case.says("group", killed="12")
    case.says("outlet", weapon="missile")
    assert questions(contested(case, between=("group", "state"))) == ["killed"]
    assert contested(case, between=("group", "outlet")) is None


def test_changed_since_leaves_out_what_was_so_before(build):
    case = build.Case()
    case.says("a", said="2016-03-01", killed="3", wounded="1")
    case.says("b", said="2016-03-02", killed="5")
    case.says("b", said="2016-04-02", wounded="9")
    before = compare_dossier(as_of(case.dossier(), parse_edtf("2016-03-10")).dossier)
    assert questions(contested(case, unchanged=before)) == ["wounded"]
    assert contested(case, unchanged=compare_dossier(case.dossier())) is None
