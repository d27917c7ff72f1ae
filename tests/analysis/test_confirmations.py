"""What a party answers by confirming or corroborating another, where it gives no answer of its own."""

import pytest

from claimtrack.analysis import CellState, FindingKind, compare_dossier
from claimtrack.analysis.corroboration import corroborate
from claimtrack.views.compare import comparison_view


def row(case, question, **asked):
    rows = compare_dossier(case.dossier(), **asked).rows
    return next((row for row in rows if row.question == question), None)


def answered(case, question):
    """Return what each party answers, and whom it confirms in that."""
    comparison = compare_dossier(case.dossier())
    cells = next(row.cells for row in comparison.rows if row.question == question)
    return {
        column.key: [
            ([value.raw for value in answer.values], [target.claimant for target in answer.confirms])
            for answer in asked.answers
        ]
        for column, asked in zip(comparison.columns, cells, strict=True)
    }


@pytest.mark.parametrize("kind", ["confirms", "corroborates"])
@pytest.mark.parametrize("fields", [(), ("weapon",)])
def test_who_confirms_an_answer_gives_it(build, kind, fields):
    case = build.Case()
    claim = case.says("q", weapon="TOW", killed="3")
    case.link(kind, case.says("r"), claim, *fields)
    found = row(case, "weapon")
    assert found.finding.kind is FindingKind.AGREE
    assert [cell.state for cell in found.cells] == [CellState.ANSWERS, CellState.CONFIRMS]
    assert answered(case, "weapon")["r"] == [(["TOW"], ["q"])]
    (support,) = corroborate(case.dossier(), ["weapon"])
    assert (len(support.backing), len(support.voices)) == (2, 2)
    assert f" ({kind} Q)" in str(comparison_view(compare_dossier(case.dossier())).blocks)


def test_a_link_limited_to_a_field_confirms_no_other(build):
    case = build.Case()
    case.link("confirms", case.says("r"), case.says("q", weapon="TOW", killed="3"), "weapon")
    assert row(case, "killed").finding.kind is FindingKind.SINGLE
    assert row(case, "killed").cells[1].state is CellState.SILENT


def test_a_repetition_says_nothing_of_its_own(build):
    case = build.Case()
    case.link("repeats", case.says("r"), case.says("q", weapon="TOW"))
    assert row(case, "weapon").cells[1].state is CellState.SILENT


def test_who_answers_in_its_own_words_is_heard_in_them(build):
    case = build.Case()
    claim = case.says("q", said="2024-01-01", weapon="TOW", killed="3")
    case.link("confirms", case.says("r", said="2024-01-02", killed="5"), claim)
    case.link("confirms", case.says("s", said="2024-01-02"), claim)
    case.says("s", said="2024-01-03", weapon="RPG")
    assert answered(case, "weapon")["r"] == [(["TOW"], ["q"])]
    assert answered(case, "killed")["r"] == [(["5"], [])]
    assert answered(case, "weapon")["s"] == [(["RPG"], [])]
    assert answered(case, "killed")["s"] == [(["3"], ["q"])]
    assert not any(column.shifts for column in compare_dossier(case.dossier()).columns)


def test_an_answer_of_its_own_costs_a_confirmation_no_other(build):
    case = build.Case()
    claim = case.says("amnesty", killed="10", weapon="drone", perpetrator="RSF")
    case.link("confirms", case.says("who", occurred="1 May 2025"), claim)
    for question, raw in (("killed", "10"), ("weapon", "drone"), ("perpetrator", "RSF")):
        assert row(case, question).finding.kind is FindingKind.AGREE
        assert answered(case, question)["who"] == [([raw], ["amnesty"])]
    assert answered(case, "occurred")["who"] == [(["1 May 2025"], [])]


def test_who_confirms_a_confirmation_gives_its_answer(build):
    case = build.Case()
    second = case.says("r")
    case.link("confirms", second, case.says("q", weapon="TOW"))
    case.link("confirms", case.says("s"), second)
    assert answered(case, "weapon")["s"] == [(["TOW"], ["r"])]


def test_a_circle_of_confirmations_ends(build):
    case = build.Case()
    one, other = case.says("q"), case.says("r")
    case.link("confirms", one, other)
    case.link("confirms", other, one)
    assert compare_dossier(case.dossier()).rows == ()


def test_confirming_one_side_stands_against_the_other(build):
    case = build.Case()
    claim = case.says("q", killed="3")
    case.says("p", killed="0")
    case.link("confirms", case.says("r"), claim)
    assert [
        (p.left.assertion.claimant, p.right.assertion.claimant) for p in row(case, "killed").finding.pairs
    ] == [
        ("q", "p"),
        ("p", "r"),
    ]


def test_a_confirmation_within_one_bloc_is_no_voice_of_its_own(build):
    case = build.Case()
    case.claimant("gov")
    claim = case.says(case.claimant("mod", "gov"), killed="3")
    case.link("confirms", case.says(case.claimant("moi", "gov")), claim)
    (support,) = corroborate(case.dossier(), ["killed"])
    assert (len(support.backing), len(support.voices)) == (2, 1)
