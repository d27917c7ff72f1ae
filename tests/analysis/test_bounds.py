"""Counts over all parties: what everybody allows, and the span of what is said."""

import pytest

from claimtrack.analysis import compare_dossier
from claimtrack.analysis.bounds import count_bounds
from claimtrack.views.compare import comparison_view
from claimtrack.views.compare_notes import _Notes


def bounds(case):
    (found,) = count_bounds(compare_dossier(case.dossier()))
    allowed = None if found.allowed is None else (found.allowed.low, found.allowed.high)
    return allowed, (found.envelope.low, found.envelope.high), found.voices


def said(build, *figures):
    case = build.Case()
    for number, figure in enumerate(figures):
        case.says(f"party{number}", killed=figure)
    return case


@pytest.mark.parametrize(
    ("figures", "allowed", "envelope"),
    [
        (["at least 3", "5"], (5, 5), (3, None)),
        (["3-9", "5-12"], (5, 9), (3, 12)),
        (["3", "5"], None, (3, 5)),
        (["at least 3", "up to 10", "2-5"], (3, 5), (0, None)),
        (["3 | 6", "at least 4"], (6, 6), (3, None)),
        (["3 | 5", "4"], None, (3, 5)),
    ],
)
def test_all_together(build, figures, allowed, envelope):
    assert bounds(said(build, *figures)) == (allowed, envelope, len(figures))


@pytest.mark.parametrize("figures", [["3"], ["3", "3"], ["3", "unknown"]])
def test_nothing_to_bound(build, figures):
    assert count_bounds(compare_dossier(said(build, *figures).dossier())) == ()


def test_one_document_is_one_voice_and_where_its_copies_differ_no_number_fits_all(build):
    case = build.Case()
    case.document("wire")
    case.document("copy", derived_from="wire")
    case.says("a", killed="12", document="wire")
    case.says("b", killed="13", document="copy")
    case.says("c", killed="at least 12")
    assert bounds(case) == (None, (12, None), 2)


def test_what_a_member_of_a_bloc_contradicts_is_not_allowed_by_all(build):
    case = build.Case()
    case.claimant("gov")
    case.says(case.claimant("mod", "gov"), killed="10")
    case.says(case.claimant("moi", "gov"), killed="0")
    case.says("press", killed="8-12")
    assert bounds(case) == (None, (0, 12), 2)


@pytest.mark.parametrize("again", [{"killed": "20-30"}, {"killed": ["20-30", "40"]}])
def test_what_a_party_contradicts_itself_is_not_allowed_by_all(build, again):
    case = build.Case()
    case.says("a", said="2024-01-01", killed="5-8")
    case.says("a", said="2024-01-01", **again)
    case.says("b", killed="6")
    assert bounds(case)[0] is None


def test_what_is_passed_on_says_nothing_of_its_own(build):
    case = build.Case()
    first = case.says("a", killed="12")
    relay = case.says("b", killed="20")
    case.link("repeats", relay, first)
    case.says("c", killed="at least 11")
    assert bounds(case) == ((12, 12), (11, None), 2)
    case.link("repeats", case.says("d", killed="more than 40"), first)
    assert bounds(case) == ((12, 12), (11, None), 2), "the two who know have not moved"


def test_they_stand_beside_the_parties(build):
    view = comparison_view([compare_dossier(said(build, "at least 3", "5").dossier())])
    assert view.data["comparisons"][0]["bounds"][0]["voices"] == 2
    text = str(view.blocks)
    assert "Killed: all allow 5" in text
    assert "(2 independent voices: from 3 upwards)" in text


@pytest.mark.parametrize(
    ("figures", "told"),
    [
        (["36", "33"], "no number fits all (2 independent voices: from 33 to 36)"),
        (["33-35", "34-36"], "all allow 34–35 (2 independent voices: from 33 to 36)"),
        (["at least 0", "3"], "all allow 3 (2 independent voices: any number)"),
        (
            ["9, including 5 children", "9, including 3 children"],
            "all allow 9 (2 independent voices: all say 9)",
        ),
    ],
)
def test_the_span_is_told_from_and_to_and_parts_have_no_say(build, figures, told):
    (row,) = _bounds_text(said(build, *figures))
    assert row == f"Killed: {told}"


def _bounds_text(case):
    return [
        "".join(span.text for line in one.lines for span in line)
        for one in _Notes(compare_dossier(case.dossier())).bounds()
    ]
