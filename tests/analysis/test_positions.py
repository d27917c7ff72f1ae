import pytest

from claimtrack.analysis import ShiftKind, derive_positions
from claimtrack.analysis.shifts import amount


def position(case, key, by="claimant"):
    return next(p for p in derive_positions(case.dossier(), by) if p.key == key)


def current(track):
    return [answer.assertion.id for answer in track.current]


def raws(track):
    return [value.raw for answer in track.current for value in answer.values]


def kinds(found, question=None):
    return [shift.kind for shift in found.shifts if question is None or shift.question == question]


def test_denied_then_conceded_with_a_link(build):
    russia = position(build.helicopter(), "mod")
    assert current(russia.stance) == ["concession"]
    assert [(past.answer.assertion.id, past.reason) for past in russia.stance.past] == [
        ("denial", "conceded")
    ]
    assert [(shift.kind, shift.linked) for shift in russia.shifts if not shift.question] == [
        (ShiftKind.CONCEDED, True)
    ]
    assert raws(russia.answers["killed"]) == ["2"]
    assert kinds(russia, "killed") == [ShiftKind.REVISED_UP]


def test_conceding_takes_nothing_from_the_claimant(build):
    assert current(position(build.helicopter(), "amaq").stance) == ["claim"]


@pytest.mark.parametrize("stances", [("denies", "affirms"), ("affirms", "denies")])
def test_contrary_positions_without_a_link_both_stand_and_differ_over_time(build, stances):
    case = build.Case()
    for day, stance in enumerate(stances, start=1):
        case.says("x", stance, f"2016-03-0{day}")
    found = position(case, "x")
    (shift,) = found.shifts
    assert (shift.kind, shift.linked) == (ShiftKind.DIFFERS, False)
    assert [answer.assertion.stance for answer in found.stance.current] == list(stances)


def test_affirmed_then_replaced_by_a_denial_is_a_reversal(build):
    case = build.Case()
    first = case.says("x", "affirms", "2016-03-01")
    case.link("supersedes", case.says("x", "denies", "2016-03-02"), first)
    assert kinds(position(case, "x")) == [ShiftKind.REVERSED]


def test_denied_then_replaced_is_no_concession(build):
    case = build.Case()
    first = case.says("x", "denies", "2016-03-01")
    case.link("supersedes", case.says("x", "affirms", "2016-03-02"), first)
    assert kinds(position(case, "x")) == [ShiftKind.REVERSED]


def test_unknown_order_leaves_both_standing_and_splits(build):
    case = build.Case()
    case.says("x", "denies", "2016-03")
    case.says("x", "affirms", "2016-03-15")
    found = position(case, "x")
    assert len(found.stance.current) == 2
    assert found.split == ("",)
    assert found.shifts == ()


def test_concession_of_undated_denials_goes_by_the_link(build):
    case = build.Case()
    case.says("x", "denies", name="no")
    case.says("y", name="claim")
    case.says("x", name="yes")
    case.link("concedes", "yes", "claim")
    found = position(case, "x")
    assert current(found.stance) == ["yes"]
    assert kinds(found) == [ShiftKind.CONCEDED]


def test_a_concession_makes_every_earlier_denial_of_the_bloc_history(build):
    case = build.airliner()
    egypt = position(case, "egypt", "bloc")
    assert {past.answer.assertion.id for past in egypt.stance.past} == {"technical", "inquiry"}
    assert current(egypt.stance) == ["president"]
    (shift,) = [s for s in egypt.shifts if not s.question and s.before.assertion.id == "inquiry"]
    assert (shift.kind, shift.by) == (ShiftKind.CONCEDED, "President")


@pytest.mark.parametrize(
    ("entered", "linked", "stands"),
    [("2016-08-01", False, True), ("2016-07-01", False, False), ("2016-08-01", True, False)],
)
def test_a_denial_that_nobody_knew_of_is_conceded_only_where_it_is_linked(build, entered, linked, stands):
    case = build.Case()
    claim = case.says("y", name="claim")
    case.link("denies", case.says("x", "denies", "2016-03-01", recorded="2016-07-01"), claim)
    case.link(
        "concedes", case.says("x", said="2016-03-09", recorded="2016-07-10"), claim, recorded="2016-07-10"
    )
    later = case.says("x", "denies", "2016-03-05", name="later", recorded=entered)
    if linked:
        case.link("denies", later, claim, recorded=entered)
    assert (later in current(position(case, "x").stance)) is stands


def test_a_member_keeps_its_own_words_after_another_concedes_for_the_bloc(build):
    inquiry = position(build.airliner(), "inquiry")
    assert current(inquiry.stance) == ["inquiry"]
    assert inquiry.stance.standing == ()
    assert [(past.reason, past.by) for past in inquiry.stance.given_up] == [("conceded", "president")]
    assert inquiry.shifts == (), "the move is the bloc's"


def test_two_states_move_at_different_times(build):
    case = build.airliner()
    moves = {
        key: shift.after.assertion.said.edtf
        for key in ("russia", "egypt")
        for shift in position(case, key, "bloc").shifts
        if shift.kind is ShiftKind.CONCEDED
    }
    assert moves == {"russia": "2015-11-17", "egypt": "2016-02-24"}


def test_repeats_are_one_position(build):
    case = build.airliner()
    group = position(case, "islamic-state", "bloc")
    assert current(group.stance) == ["claim"]
    (shift,) = [s for s in group.shifts if s.kind is ShiftKind.REPEATED]
    assert (shift.count, shift.linked) == (1, True)
    assert raws(group.answers["weapon"]) == ["bomb"], "what a repetition adds stands"


def test_saying_the_same_again_counts_without_a_link(build):
    case = build.Case()
    for day in range(1, 5):
        case.says("x", said=f"2016-03-0{day}", killed="3")
    (shift,) = position(case, "x").shifts
    assert (shift.kind, shift.count, shift.linked) == (ShiftKind.REPEATED, 3, False)


def test_a_new_answer_is_no_repetition(build):
    case = build.Case()
    case.says("x", said="2016-03-01", killed="3")
    case.says("x", said="2016-03-02", killed="3", wounded="5")
    assert kinds(position(case, "x")) == []


@pytest.mark.parametrize(
    ("before", "after", "linked", "unlinked"),
    [
        ("3", "5", ShiftKind.REVISED_UP, ShiftKind.DIFFERS),
        ("5", "3", ShiftKind.REVISED_DOWN, ShiftKind.DIFFERS),
        ("at least 5", "10", ShiftKind.NARROWED, ShiftKind.NARROWED),
        ("5", "3-8", ShiftKind.WIDENED, ShiftKind.WIDENED),
        ("about 10", "about 11", ShiftKind.CHANGED, ShiftKind.DIFFERS),
    ],
)
def test_a_revision_needs_a_link_and_answers_that_cannot_both_be_true(build, before, after, linked, unlinked):
    for kind in (linked, unlinked):
        case = build.Case()
        first = case.says("x", said="2016-03-01", killed=before)
        later = case.says("x", said="2016-03-02", killed=after)
        if kind is linked:
            case.link("supersedes", later, first)
        found = position(case, "x")
        assert kinds(found, "killed") == [kind], (before, after)
        assert raws(found.answers["killed"]) == [after]


def test_amount_of_a_revision(build):
    case = build.Case()
    first = case.says("x", said="2016-03-01", killed="3")
    case.link("supersedes", case.says("x", said="2016-03-02", killed="10-12"), first)
    (shift,) = [s for s in position(case, "x").shifts if s.question == "killed"]
    assert amount(shift) == (7, 9)


def test_name_that_can_also_be_true_replaces_nothing(build):
    case = build.Case()
    case.claimant("islamic-state", name="Islamic State")
    case.claimant("sinai", "islamic-state", name="Sinai Province")
    case.says("sinai", said="2016-03-01", perpetrator="Sinai Province")
    case.says("sinai", said="2016-03-02", perpetrator="Islamic State")
    assert raws(position(case, "sinai").answers["perpetrator"]) == ["Sinai Province", "Islamic State"]


def test_a_later_other_name_replaces_the_earlier(build):
    case = build.Case()
    case.says("x", said="2016-03-01", perpetrator="Russia")
    case.says("x", said="2016-03-02", perpetrator="United States")
    found = position(case, "x")
    assert raws(found.answers["perpetrator"]) == ["United States"]
    assert kinds(found, "perpetrator") == [ShiftKind.DIFFERS]


def test_a_correction_replaces_what_it_answers_and_nothing_else(build):
    case = build.Case()
    first = case.says("x", said="2016-03", killed="5", wounded="9")
    second = case.says("x", "comments", said="2016-03", killed="6")
    case.link("supersedes", second, first)
    found = position(case, "x")
    assert raws(found.answers["killed"]) == ["6"]
    assert raws(found.answers["wounded"]) == ["9"]
    assert current(found.stance) == [first], "a later toll leaves the position as it was"
    assert kinds(found) == [ShiftKind.REVISED_UP]


def test_a_correction_drops_the_fields_that_its_link_names_and_it_does_not_answer(build):
    case = build.Case()
    first = case.says("x", said="2016-03", killed="5", wounded="9")
    second = case.says("x", said="2016-03", killed="6")
    case.link("supersedes", second, first)
    case.link("supersedes", second, first, "wounded")
    found = position(case, "x")
    assert raws(found.answers["wounded"]) == []
    assert kinds(found, "wounded") == [ShiftKind.DROPPED]


def test_a_link_limited_to_a_field_leaves_the_rest(build):
    case = build.Case()
    first = case.says("x", said="2016-03-01", killed="3", weapon="bomb")
    second = case.says("x", "comments", "2016-03-02")
    case.link("retracts", second, first, "killed")
    found = position(case, "x")
    assert raws(found.answers["killed"]) == []
    assert raws(found.answers["weapon"]) == ["bomb"]
    assert current(found.stance) == [first]
    assert kinds(found) == [ShiftKind.RETRACTED]


def test_retracted_whole(build):
    case = build.Case()
    first = case.says("x", said="2016-03-01", killed="3")
    second = case.says("x", "comments", "2016-03-02")
    case.link("retracts", second, first)
    found = position(case, "x")
    assert current(found.stance) == [second]
    assert raws(found.answers["killed"]) == []
    assert set(kinds(found)) == {ShiftKind.RETRACTED}


def test_members_that_contradict_one_another_split_their_bloc(build):
    case = build.Case()
    case.claimant("state")
    case.claimant("army", "state")
    case.claimant("police", "state")
    case.says("army", said="2016-03-01", killed="3")
    case.says("police", said="2016-03-01", killed="5")
    found = position(case, "state", "bloc")
    assert found.split == ("killed",)
    assert raws(found.answers["killed"]) == ["3", "5"]


def test_a_source_keeps_what_was_corrected_elsewhere(build):
    case = build.Case()
    first = case.says("x", said="2016-03-01", document="one", killed="3")
    second = case.says("x", said="2016-03-02", document="two", killed="4")
    case.link("supersedes", second, first)
    assert raws(position(case, "one", "document").answers["killed"]) == ["3"]
    assert raws(position(case, "x").answers["killed"]) == ["4"]


def test_claimants_of_one_document_do_not_replace_each_other(build):
    case = build.Case()
    case.says("x", said="2016-03-01", document="one", killed="3")
    case.says("y", "denies", "2016-03-02", document="one", killed="0")
    found = position(case, "one", "document")
    assert set(found.split) == {"", "killed"}


def test_origin_and_kind_group(build):
    case = build.Case()
    case.document("wire")
    case.document("paper", derived_from="wire")
    case.claimant("x", kind="outlet")
    case.says("x", document="paper")
    case.says("x", document="wire")
    case.says("x")
    assert {p.key for p in derive_positions(case.dossier(), "origin")} == {"wire", ""}
    assert [p.key for p in derive_positions(case.dossier(), "kind")] == ["outlet"]


def test_remark_does_not_displace_a_side_taken(build):
    case = build.Case()
    first = case.says("x", said="2016-03-01")
    case.says("x", "comments", "2016-03-02")
    assert current(position(case, "x").stance) == [first]


def test_unknown_after_a_number_replaces_it(build):
    case = build.Case()
    case.says("x", said="2016-03-01", killed="3")
    case.says("x", said="2016-03-02", killed="unknown")
    assert raws(position(case, "x").answers["killed"]) == ["unknown"]


def test_hedge_that_firms_up(build):
    case = build.Case()
    case.says("x", said="2016-03-01", hedge="likely")
    case.says("x", said="2016-03-02", hedge="increasingly likely")
    assert kinds(position(case, "x")) == [ShiftKind.HEDGED]


# --- nothing that nobody said ---


def test_a_denial_of_a_field_denies_that_field_and_leaves_the_position_open(build):
    case = build.Case()
    claim = case.says("a", said="2016-07-07", killed="3")
    denial = case.says("b", "denies", said="2016-07-08", name="denial")
    case.link("denies", denial, claim, "killed")
    case.says("b", "comments", said="2016-07-09", killed="2")
    found = position(case, "b")
    assert [answer.assertion.stance for answer in found.stance.current] == ["comments"]
    assert [(item.kind, item.question) for item in found.objections] == [("denies", "killed")]
    assert found.shifts == (), "two is not three: there is nothing to concede"


def test_a_later_answer_that_says_what_was_denied_differs_over_time(build):
    case = build.Case()
    claim = case.says("a", said="2016-07-07", killed="3")
    denial = case.says("b", "comments", said="2016-07-08", name="denial")
    case.link("denies", denial, claim, "killed")
    case.says("b", "comments", said="2016-07-09", killed="3", name="later")
    (shift,) = position(case, "b").shifts
    assert (shift.kind, shift.question, shift.linked) == (ShiftKind.DIFFERS, "killed", False)
    assert (shift.before.assertion.id, shift.after.assertion.id) == ("denial", "later")


def test_a_state_concedes_nothing_by_the_toll_of_another_ministry(build):
    case = build.Case()
    case.claimant("state")
    for ministry in ("defence", "health"):
        case.claimant(ministry, part_of="state")
    claim = case.says("a", said="2016-07-07", killed="3")
    denial = case.says("defence", "denies", said="2016-07-08")
    case.link("denies", denial, claim)
    case.says("health", "affirms", said="2016-07-09", killed="2")
    state = position(case, "state", "bloc")
    assert state.shifts == ()
    assert state.split == ("",)
    assert {answer.assertion.claimant for answer in state.stance.current} == {"defence", "health"}


def test_a_toll_after_a_denial_by_the_same_party_differs_over_time(build):
    case = build.Case()
    claim = case.says("a", said="2016-07-07", place="Hama")
    denial = case.says("b", "denies", said="2016-07-08", name="denial")
    case.link("denies", denial, claim)
    case.says("b", "comments", said="2016-07-09", killed="2", place="Hama")
    found = position(case, "b")
    assert current(found.stance) == ["denial"]
    assert [(s.kind, s.question) for s in found.shifts] == [(ShiftKind.DIFFERS, "killed")], (
        "a lie has a place"
    )


def test_a_scoped_concession_concedes_the_field_and_is_told_as_one(build):
    case = build.Case()
    claim = case.says("a", said="2016-07-07", killed="3")
    denial = case.says("b", "comments", said="2016-07-08", killed="0", name="denial")
    case.link("denies", denial, claim, "killed")
    concession = case.says("b", "affirms", said="2016-07-09", killed="2", name="concession")
    case.link("concedes", concession, claim, "killed")
    found = position(case, "b")
    (shift,) = found.shifts
    assert (shift.kind, shift.question, shift.linked) == (ShiftKind.CONCEDED, "killed", True)
    assert raws(found.answers["killed"]) == ["2"]
    assert not any(item.stands for item in found.objections)
    assert {answer.assertion.stance for answer in found.stance.current} == {"comments"}


def test_a_scoped_concession_leaves_the_denial_of_the_event(build):
    case = build.Case()
    claim = case.says("a", said="2016-07-07", killed="3")
    denial = case.says("b", "denies", said="2016-07-08", name="denial")
    case.link("denies", denial, claim)
    concession = case.says("b", "comments", said="2016-07-09", killed="2")
    case.link("concedes", concession, claim, "killed")
    found = position(case, "b")
    assert current(found.stance) == ["denial"]
    assert [(s.kind, s.question) for s in found.shifts] == [(ShiftKind.CONCEDED, "killed")]


def test_a_query_stays_until_something_replaces_it(build):
    case = build.Case()
    query = case.says("desk", "queries", said="2016-07-08", name="query")
    case.says("desk", "comments", said="2016-07-09", killed="3")
    case.says("desk", "affirms", said="2016-07-10", killed="3", name="yes")
    assert current(position(case, "desk").stance) == ["query", "yes"]
    case.link("supersedes", "yes", query)
    assert current(position(case, "desk").stance) == ["yes"]


def test_it_did_not_happen_denies_and_it_happened_affirms(build):
    case = build.Case()
    case.says("x", "comments", happened="no")
    case.says("y", "comments", happened="yes")
    case.says("z", "affirms", happened=build.Not("yes"))
    stances = {key: position(case, key).stance.current[0].assertion.stance for key in "xyz"}
    assert stances == {"x": "denies", "y": "affirms", "z": "denies"}


def test_a_remark_that_is_linked_as_conceding_concedes(build):
    case = build.Case()
    claim = case.says("a", said="2016-07-07")
    case.link("denies", case.says("b", "denies", "2016-07-08"), claim)
    case.link("concedes", case.says("b", "comments", "2016-07-09", cause="engine failure"), claim)
    found = position(case, "b")
    assert [answer.assertion.stance for answer in found.stance.current] == ["affirms"]
    assert kinds(found) == [ShiftKind.CONCEDED]


def test_who_repeats_a_denial_denies(build):
    case = build.Case()
    denial = case.says("b", "denies", said="2016-07-08")
    case.link("repeats", case.says("outlet", "affirms", said="2016-07-09"), denial)
    assert position(case, "outlet").stance.current[0].assertion.stance == "denies"


def test_an_answer_of_its_own_that_it_conceded_is_conceded_and_no_longer_stands(build):
    case = build.Case()
    claim = case.says("kyiv", said="2022-04-14", happened="yes")
    case.link("denies", case.says("moscow", "comments", "2022-04-14"), claim, "weapon")
    nobody = case.says("moscow", "comments", "2022-04-15", killed="0")
    case.link("concedes", case.says("moscow", said="2022-04-20", killed="2", name="two"), nobody)
    found = position(case, "moscow")
    assert raws(found.answers["killed"]) == ["2"]
    assert [(shift.kind, shift.linked) for shift in found.shifts if shift.question == "killed"] == [
        (ShiftKind.CONCEDED, True)
    ]


@pytest.mark.parametrize("retracted", [(), ("perpetrator",)])
def test_a_denial_of_a_field_that_was_withdrawn_moved_on_that_field_alone(build, retracted):
    case = build.Case()
    claim = case.says("amnesty", said="2024-01-20", perpetrator="RSF", happened="yes")
    denial = case.says("rsf", "comments", "2024-01-26")
    case.link("denies", denial, claim, "perpetrator")
    case.link("retracts", case.says("rsf", "comments", "2024-02-03"), denial, *retracted)
    (shift,) = position(case, "rsf").shifts
    assert (shift.kind, shift.question, shift.before.assertion.id) == (
        ShiftKind.RETRACTED,
        "perpetrator",
        denial,
    )


def test_a_remark_that_was_withdrawn_is_a_statement_taken_back(build):
    case = build.Case()
    case.link(
        "retracts",
        case.says("x", "comments", "2024-02-03"),
        case.says("x", "comments", "2024-01-26", name="remark"),
    )
    assert kinds(position(case, "x")) == [ShiftKind.RETRACTED]


def test_a_question_about_anothers_report_is_no_position_of_who_takes_a_side(build):
    case = build.Case()
    claim = case.says("kyiv", said="2022-04-14", happened="yes")
    report = case.says("cnn", said="2022-04-14")
    case.link("repeats", report, claim)
    case.link("queries", case.says("kyiv", "queries", "2022-04-15"), report)
    case.link("queries", case.says("moscow", "queries", "2022-04-15", name="asked"), report)
    assert current(position(case, "kyiv").stance) == [claim]
    assert current(position(case, "moscow").stance) == ["asked"]
