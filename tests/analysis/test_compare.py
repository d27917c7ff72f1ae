import random
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimtrack.analysis import CellState, FindingKind, ShiftKind, compare_dossier
from claimtrack.analysis.answers import Judge, contradicts
from claimtrack.errors import UnknownTermError
from claimtrack.values import Relation


def row(comparison, question):
    return next(item for item in comparison.rows if item.question == question)


def cell(comparison, question, key):
    number = [column.key for column in comparison.columns].index(key)
    return row(comparison, question).cells[number]


def pairs(finding):
    return [(pair.left.assertion.id, pair.right.assertion.id, pair.certain) for pair in finding.pairs]


def test_helicopter(build):
    comparison = compare_dossier(build.helicopter().dossier())
    assert comparison.stance.finding.kind is FindingKind.COMPATIBLE
    assert row(comparison, "killed").finding.kind is FindingKind.SINGLE
    assert row(comparison, "perpetrator").finding.kind is FindingKind.AGREE
    weapon = row(comparison, "weapon").finding
    assert (weapon.kind, weapon.certain) == (FindingKind.CONFLICT, True)
    assert pairs(weapon) == [("seen", "tow", True)] or pairs(weapon) == [("tow", "seen", True)]
    assert {use.role for use in comparison.evidence} == {"supports", "undermines"}


def test_roadside_bomb(build):
    comparison = compare_dossier(build.roadside().dossier())
    assert pairs(comparison.stance.finding) == [("claim", "denial", True)]
    assert row(comparison, "killed").finding.kind is FindingKind.SINGLE
    assert cell(comparison, "killed", "amaq").state is CellState.ANSWERS
    assert cell(comparison, "killed", "mod").state is CellState.SILENT, "a denial of the whole stands once"
    assert cell(comparison, "killed", "outlet").state is CellState.SILENT
    assert [assessment.grade for assessment in comparison.assessments] == ["unverified"]
    assert {(u.link.kind, u.source.id, u.target.id) for u in comparison.links} == {
        ("denies", "denial", "claim"),
        ("queries", "asked", "claim"),
    }


def test_silent_denies_unknown_zero_are_four(build):
    case = build.Case()
    claim = case.says("claims", killed="3")
    case.says("zero", "denies", killed="0")
    case.says("unknown", killed="unknown")
    case.says("silent", wounded="1")
    denial = case.says("denies", "denies")
    case.link("denies", denial, claim, "killed")
    case.says("bare", "denies")
    comparison = compare_dossier(case.dossier())
    states = {key: cell(comparison, "killed", key).state for key in case.claimants}
    assert states == {
        "claims": CellState.ANSWERS,
        "zero": CellState.ZERO,
        "unknown": CellState.UNKNOWN,
        "silent": CellState.SILENT,
        "denies": CellState.DENIES,
        "bare": CellState.SILENT,
    }
    assert pairs(row(comparison, "killed").finding) == [("a000", "a001", True)]


def test_a_denial_reaches_only_the_fields_that_its_link_names(build):
    case = build.Case()
    claim = case.says("x", killed="3", place="Hama")
    case.link("denies", case.says("y", "denies"), claim)
    case.link("denies", case.says("z", "denies"), claim, "killed")
    comparison = compare_dossier(case.dossier())
    states = {
        key: (cell(comparison, "killed", key).state, cell(comparison, "place", key).state) for key in "yz"
    }
    assert states == {
        "y": (CellState.SILENT, CellState.SILENT),
        "z": (CellState.DENIES, CellState.SILENT),
    }, "nobody denied that Hama is where it is said to have happened"
    assert pairs(comparison.stance.finding) == [(claim, "a001", True)], "z denies the toll alone"


@pytest.mark.parametrize(("kind", "stance"), [("denies", "denies"), ("disputes", "comments")])
def test_what_is_contested_is_never_agreed(build, kind, stance):
    case = build.Case()
    first = case.says("a", perpetrator="Egypt")
    case.says("b", perpetrator="Egypt")
    case.link(kind, case.says("c", stance), first, "perpetrator")
    comparison = compare_dossier(case.dossier(), only_conflicts=True)
    finding = row(comparison, "perpetrator").finding
    assert (finding.kind, finding.computed) == (FindingKind.CONTESTED, FindingKind.AGREE)
    assert [(item.kind, item.source.claimant) for item in finding.objections] == [(kind, "c")]
    assert finding.pairs == (), "what is linked is no computed conflict"


def test_an_answer_that_was_taken_back_is_contested_no_longer(build):
    case = build.Case()
    first = case.says("a", said="2016-03-01", killed="3")
    case.says("b", said="2016-03-01", killed="5")
    case.link("disputes", case.says("c", "comments"), first, "killed")
    case.link("supersedes", case.says("a", said="2016-03-02", killed="5"), first)
    assert row(compare_dossier(case.dossier()), "killed").finding.kind is FindingKind.AGREE


@pytest.mark.parametrize(
    ("hedge", "kind"), [("stated", FindingKind.AGREE), ("unclear", FindingKind.COMPATIBLE)]
)
def test_who_affirm_agree_and_a_hedge_makes_it_compatible(build, hedge, kind):
    case = build.Case()
    case.says("x")
    case.says("y", hedge=hedge)
    assert compare_dossier(case.dossier()).stance.finding.kind is kind


def test_occurrence_confirmed_and_version_disputed(build):
    case = build.Case()
    claim = case.says("province", happened="yes", target="a police post", killed="at least 10")
    officials = case.says("officials", happened="yes", killed="2")
    case.link("disputes", officials, claim, "target")
    comparison = compare_dossier(case.dossier())
    assert row(comparison, "happened").finding.kind is FindingKind.AGREE
    assert row(comparison, "killed").finding.kind is FindingKind.CONFLICT
    assert cell(comparison, "target", "officials").state is CellState.DISPUTES
    target = row(comparison, "target").finding
    assert (target.kind, target.computed) == (FindingKind.CONTESTED, FindingKind.SINGLE), (
        "linked and computed stay apart"
    )


def test_two_possible_perpetrators_neither_claiming(build):
    case = build.Case()
    case.says("outlet", hedge="unclear", perpetrator=["Russia", "United States"])
    comparison = compare_dossier(case.dossier())
    assert row(comparison, "perpetrator").finding.kind is FindingKind.SINGLE
    assert comparison.columns[0].split == ()
    case.says("pentagon", perpetrator="United States")
    finding = row(compare_dossier(case.dossier()), "perpetrator").finding
    assert finding.kind is FindingKind.COMPATIBLE
    case.says("other", perpetrator="Turkey")
    finding = row(compare_dossier(case.dossier()), "perpetrator").finding
    assert finding.kind is FindingKind.CONFLICT
    assert len(finding.pairs) == 2


def test_self_description_disputed(build):
    case = build.Case()
    case.says("leader", outcome="a moderate")
    case.says("outlet", outcome=build.Not("a moderate"))
    finding = row(compare_dossier(case.dossier()), "outcome").finding
    assert (finding.kind, finding.certain) == (FindingKind.CONFLICT, True)


def test_vague_numbers(build):
    case = build.Case()
    case.says("x", killed="dozens")
    case.says("y", killed="at least 4")
    finding = row(compare_dossier(case.dossier()), "killed").finding
    assert finding.kind is FindingKind.COMPATIBLE
    assert finding.common is not None
    case.says("z", killed="2")
    finding = row(compare_dossier(case.dossier()), "killed").finding
    assert finding.kind is FindingKind.CONFLICT


def test_common_ground_and_spread(build):
    case = build.Case()
    case.says("x", killed="2-5", occurred="2016-03")
    case.says("y", killed="at least 4", occurred="2016-03-29")
    comparison = compare_dossier(case.dossier())
    killed, occurred = row(comparison, "killed").finding, row(comparison, "occurred").finding
    assert (killed.kind, killed.common.low, killed.common.high) == (FindingKind.COMPATIBLE, 4, 5)
    assert (killed.spread.low, killed.spread.high) == (2, None)
    assert occurred.common.edtf == "2016-03-29"
    assert occurred.spread.edtf == "2016-03-01/2016-03-31"


def test_parties_compare_through_aliases_and_part_of(build):
    case = build.Case()
    case.claimant("is", name="Islamic State", aliases=["ISIS", "Daesh"])
    case.claimant("sinai", "is", name="Sinai Province")
    case.says("x", perpetrator="Daesh")
    case.says("y", perpetrator="ISIS")
    assert row(compare_dossier(case.dossier()), "perpetrator").finding.kind is FindingKind.AGREE
    case.says("z", perpetrator="Sinai Province")
    assert row(compare_dossier(case.dossier()), "perpetrator").finding.kind is FindingKind.COMPATIBLE


def test_unreadable_is_never_taken_to_agree(build):
    case = build.Case()
    case.says("x", killed="the usual number, more or less")
    case.says("y", killed="3")
    finding = row(compare_dossier(case.dossier()), "killed").finding
    assert (finding.kind, finding.certain) == (FindingKind.CONFLICT, False)


def test_unclear_against_denied_is_possible_only(build):
    case = build.Case()
    case.says("x", hedge="unclear")
    case.says("y", "denies")
    finding = compare_dossier(case.dossier()).stance.finding
    assert (finding.kind, finding.certain) == (FindingKind.CONFLICT, False)


def test_a_split_bloc_is_in_conflict_with_itself(build):
    case = build.Case()
    case.claimant("state")
    case.claimant("army", "state")
    case.claimant("police", "state")
    case.says("army", said="2016-03-01", killed="3")
    case.says("police", said="2016-03-01", killed="5")
    comparison = compare_dossier(case.dossier(), "bloc")
    assert row(comparison, "killed").finding.kind is FindingKind.CONFLICT
    assert row(comparison, "killed").cells[0].split


def test_answers_withdrawn(build):
    case = build.Case()
    first = case.says("x", said="2016-03-01", killed="3")
    second = case.says("x", "comments", "2016-03-02")
    case.link("retracts", second, first, "killed")
    comparison = compare_dossier(case.dossier())
    assert cell(comparison, "killed", "x").state is CellState.WITHDRAWN
    assert row(comparison, "killed").finding.kind is FindingKind.SILENT


def test_fields_asked_for_are_shown_though_nobody_answers(build):
    comparison = compare_dossier(build.roadside().dossier(), fields=["captured", "killed"])
    assert [item.question for item in comparison.rows] == ["killed", "captured"]
    assert row(comparison, "captured").finding.kind is FindingKind.SILENT


def test_only_conflicts(build):
    comparison = compare_dossier(build.helicopter().dossier(), only_conflicts=True)
    assert [item.question for item in comparison.rows] == ["weapon"]


def test_sources_and_origins(build):
    case = build.Case()
    case.document("wire")
    case.document("one", derived_from="wire")
    case.document("two", derived_from="one")
    case.document("own")
    for number, document in enumerate(("one", "two", "own"), start=1):
        case.says(f"c{number}", said=f"2016-03-0{number}", document=document)
    comparison = compare_dossier(case.dossier())
    assert [(s.number, s.key, s.origin) for s in comparison.sources] == [
        (1, "one", "wire"),
        (2, "two", "wire"),
        (3, "own", "own"),
    ]
    assert comparison.origins == 2


def test_an_empty_event(build):
    comparison = compare_dossier(build.Case().dossier())
    assert (comparison.columns, comparison.rows) == ((), ())
    assert comparison.stance.finding.kind is FindingKind.SILENT


def test_links_to_another_event_are_kept(build):
    case = build.Case()
    case.says("x", name="here")
    case.link("cites", "here", "elsewhere")
    (use,) = compare_dossier(case.dossier()).links
    assert (use.source.id, use.target) == ("here", None)


def test_comparing_by_nonsense_is_a_clear_error(build):
    with pytest.raises(UnknownTermError, match="colour"):
        compare_dossier(build.Case().dossier(), "colour")


# --- properties ---

NUMBERS = ["0", "3", "5", "2-4", "at least 3", "up to 4", "about 3", "dozens", "unknown", "no idea, sorry"]
DATES = ["2016", "2016-03", "2016-03-29", "2016-03-29~", "2016-04-01", "../2016-03-01", "sometime"]
NAMES = ["Russia", "Daesh", "Islamic State", "Sinai Province", "United States"]
statements = st.tuples(
    st.sampled_from(["affirms", "denies", "queries", "comments"]),
    st.sampled_from(["", "2016", "2016-03", "2016-03-29", "2016-03-30", "../2016-03-29"]),
    st.sampled_from(["stated", "likely", "unclear"]),
    st.fixed_dictionaries(
        {},
        optional={
            "killed": st.sampled_from(NUMBERS),
            "occurred": st.sampled_from(DATES),
            "perpetrator": st.lists(st.sampled_from(NAMES), min_size=1, max_size=2, unique=True),
        },
    ),
    st.booleans(),
)


def case_of(build, said, claimants=None):
    case = build.Case()
    case.claimant("is", name="Islamic State", aliases=["Daesh"])
    case.claimant("sinai", "is", name="Sinai Province")
    for number, one in enumerate(said):
        extend(build, case, one, claimants[number] if claimants else f"c{number}")
    return case


def extend(build, case, said, who, recorded="2016-05-01T00:00:00Z"):
    """Add a statement to a case, and give its id."""
    stance, when, hedge, values, negative = said
    given_values = {
        key: [build.Not(raw) if negative else raw for raw in (raw if isinstance(raw, list) else [raw])]
        for key, raw in values.items()
    }
    return case.says(who, stance, when, hedge=hedge, recorded=recorded, **given_values)


def shape(comparison):
    """Return all that a comparison finds, free of the identity of objects."""
    return [
        (
            item.question,
            item.finding.kind,
            item.finding.certain,
            pairs(item.finding),
            str(item.finding.common),
            str(item.finding.spread),
            [(c.state, [a.assertion.id for a in c.answers], c.split) for c in item.cells],
        )
        for item in (comparison.stance, *comparison.rows)
    ]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(statements, max_size=6), st.integers(0, 99), st.sampled_from(["claimant", "bloc", "document"])
)
def test_order_of_records_changes_nothing(build, said, seed, by):
    claimants = [["is", "sinai", "x"][number % 3] for number in range(len(said))]
    case = case_of(build, said, claimants)
    for number in range(1, len(said), 2):
        case.link(
            ["repeats", "denies", "supersedes", "retracts"][number % 4],
            f"a{number:03d}",
            f"a{number - 1:03d}",
        )
    dossier = case.dossier()
    mixed = build.shuffled(dossier, random.Random(seed))
    assert shape(compare_dossier(dossier, by)) == shape(compare_dossier(mixed, by))


WORSE = {
    FindingKind.SILENT: 0,
    FindingKind.SINGLE: 1,
    FindingKind.AGREE: 2,
    FindingKind.COMPATIBLE: 3,
    FindingKind.CONFLICT: 4,
}
GIVEN_UP = {ShiftKind.CONCEDED, ShiftKind.RETRACTED, ShiftKind.REVERSED}


def moves(comparison):
    """Return the moves of every party, repetitions left out, without what only differs over time."""
    return {
        (party.key, shift.kind, shift.question, shift.before.assertion.id, shift.after.assertion.id)
        for party in comparison.parties
        for shift in party.shifts
        if shift.kind not in {ShiftKind.REPEATED, ShiftKind.DIFFERS}
    }


@st.composite
def linked_cases(draw, build):
    """Draw a case of three claimants, two of one bloc, with links between their statements."""
    said = draw(st.lists(statements, min_size=1, max_size=5))
    claimants = [draw(st.sampled_from(["is", "sinai", "x"])) for _ in said]
    case = case_of(build, said, claimants)
    kinds = st.sampled_from(
        ["denies", "disputes", "confirms", "supersedes", "retracts", "concedes", "repeats"]
    )
    for _ in range(draw(st.integers(0, 3))):
        source, target = draw(st.integers(0, len(said) - 1)), draw(st.integers(0, len(said) - 1))
        if source != target:
            fields = draw(st.sampled_from([(), ("killed",)]))
            ends = f"a{source:03d}", f"a{target:03d}"
            case.link(draw(kinds), *ends, *fields, recorded="2016-05-02T00:00:00Z")
    return case


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_every_two_answers_at_odds_are_a_pair(build, data):
    comparison = compare_dossier(data.draw(linked_cases(build)).dossier())
    judge = Judge(comparison.dossier.claimants)
    for item in (comparison.stance, *comparison.rows):
        answers = [answer for column in item.cells for answer in column.standing]
        at_odds = [two for two in combinations(answers, 2) if contradicts(judge.relation(*two))]
        expected = [
            (a.assertion.id, b.assertion.id, judge.relation(a, b) is Relation.CONFLICT) for a, b in at_odds
        ]
        assert sorted(pairs(item.finding)) == sorted(expected)


@settings(max_examples=150, deadline=None)
@given(st.data(), statements, st.sampled_from(["is", "sinai", "x", "other"]))
def test_a_statement_without_links_concedes_retracts_and_moves_nobody_else(build, data, more, who):
    case = data.draw(linked_cases(build))
    before = compare_dossier(case.dossier())
    extend(build, case, more, who, recorded="2016-05-03T00:00:00Z")
    new = moves(compare_dossier(case.dossier())) - moves(before)
    assert not {move for move in new if move[1] in GIVEN_UP}
    speakers = {said.id: said.claimant for said in case.assertions}
    assert {speakers[end] for move in new for end in move[3:]} <= {who}


@settings(max_examples=150, deadline=None)
@given(st.data(), statements)
def test_an_unrelated_statement_changes_nobody_elses_position(build, data, more):
    case = data.draw(linked_cases(build))
    before = {column.key: column for column in compare_dossier(case.dossier()).columns}
    extend(build, case, more, "unrelated")
    after = {column.key: column for column in compare_dossier(case.dossier()).columns}
    assert {key: after[key] for key in before} == before


@settings(max_examples=200, deadline=None)
@given(st.lists(statements, min_size=1, max_size=5), statements, st.sampled_from(["claimant", "document"]))
def test_one_more_claimant_never_makes_a_finding_better(build, said, more, by):
    before = compare_dossier(case_of(build, said).dossier(), by)
    after = compare_dossier(case_of(build, [*said, more]).dossier(), by)
    later = {item.question: item.finding for item in (after.stance, *after.rows)}
    for item in (before.stance, *before.rows):
        found = later[item.question]
        assert WORSE[found.kind] >= WORSE[item.finding.kind]
        if item.finding.kind is FindingKind.CONFLICT and item.finding.certain:
            assert found.certain
        assert set(pairs(item.finding)) <= set(pairs(found)) | {(b, a, c) for a, b, c in pairs(found)}


@settings(max_examples=200, deadline=None)
@given(statements, statements)
def test_comparison_is_symmetric(build, one, other):
    def findings(said, claimants):
        comparison = compare_dossier(case_of(build, said, claimants).dossier())
        return {
            item.question: (item.finding.kind, item.finding.certain)
            for item in (comparison.stance, *comparison.rows)
        }

    assert findings([one, other], ["x", "y"]) == findings([other, one], ["x", "y"])


@settings(max_examples=100, deadline=None)
@given(statements)
def test_two_who_say_the_same_never_contradict(build, said):
    comparison = compare_dossier(case_of(build, [said, said]).dossier())
    for item in (comparison.stance, *comparison.rows):
        assert item.finding.kind in {FindingKind.AGREE, FindingKind.SILENT, FindingKind.COMPATIBLE}


@settings(max_examples=150, deadline=None)
@given(
    st.lists(statements, max_size=6),
    st.lists(
        st.tuples(
            st.sampled_from(["supersedes", "retracts", "concedes", "repeats"]),
            st.integers(0, 5),
            st.integers(0, 5),
        ),
        max_size=4,
    ),
    st.sampled_from(["claimant", "bloc", "document", "origin", "kind"]),
)
def test_every_answer_stands_or_is_history_and_is_told_once(build, said, links, by):
    claimants = [["is", "sinai", "x"][number % 3] for number in range(len(said))]
    case = case_of(build, said, claimants)
    for kind, source, target in links:
        if source < len(said) and target < len(said) and source != target:
            case.link(kind, f"a{source:03d}", f"a{target:03d}")
    dossier = case.dossier()
    given_answers = sorted(
        (a.id, v.field) for a in dossier.assertions for v in {v.field: v for v in a.values}.values()
    )
    told = [
        (answer.assertion.id, key)
        for column in compare_dossier(dossier, by).columns
        for key, track in column.answers.items()
        for answer in (*track.current, *(past.answer for past in track.past))
    ]
    assert sorted(told) == given_answers
