import random

from msgspec.structs import replace

from claimtrack.analysis.said_order import SaidOrder, was_known


def ids(case_or_dossier):
    dossier = case_or_dossier.dossier() if hasattr(case_or_dossier, "dossier") else case_or_dossier
    return [assertion.id for assertion in SaidOrder(dossier).sequence]


def test_by_date_then_id(build):
    case = build.Case()
    case.says("x", said="2016-03-02", name="b")
    case.says("y", said="2016-03-01", name="c")
    case.says("z", said="2016-03-01", name="a")
    assert ids(case) == ["a", "c", "b"]


def test_undated_last_unless_its_document_bounds_it(build):
    case = build.Case()
    case.document("dated", published="2016-03-05")
    case.says("x", name="undated")
    case.says("y", name="bounded", document="dated")
    case.says("z", said="2016-03-06", name="later")
    case.says("z", said="2016-03-04", name="earlier")
    assert ids(case) == ["earlier", "bounded", "later", "undated"]
    order = SaidOrder(case.dossier())
    assert order.when["bounded"].known == "document"
    assert order.before("bounded", "later")
    assert not order.before("earlier", "bounded")
    assert not order.before("bounded", "earlier")


def test_what_is_answered_comes_first_on_the_same_day(build):
    case = build.Case()
    case.says("x", "denies", "2016-03-01", name="a-denial")
    case.says("y", said="2016-03-01", name="z-claim")
    case.link("denies", "a-denial", "z-claim")
    assert ids(case) == ["z-claim", "a-denial"]
    assert not SaidOrder(case.dossier()).before("z-claim", "a-denial"), "an answer proves no order"


def test_undated_claim_stands_before_its_dated_answer(build):
    case = build.Case()
    case.says("x", said="2016-03-01", name="a-denial")
    case.says("y", name="z-claim")
    case.says("y", said="2016-03-02", name="other")
    case.link("denies", "a-denial", "z-claim")
    assert ids(case) == ["z-claim", "a-denial", "other"]


def test_links_to_an_earlier_word_prove_the_order(build):
    case = build.Case()
    case.says("x", name="one")
    case.says("x", name="three")
    case.says("x", name="two")
    case.link("supersedes", "two", "three")
    case.link("supersedes", "one", "two")
    order = SaidOrder(case.dossier())
    assert ids(case) == ["three", "two", "one"]
    assert order.before("three", "one")
    assert not order.before("one", "three")


def test_date_beats_an_answer_that_cannot_be(build):
    case = build.Case()
    case.says("x", said="2016-03-01", name="early")
    case.says("y", said="2016-03-05", name="late")
    case.link("denies", "early", "late")
    assert ids(case) == ["early", "late"]


def test_a_circle_of_links_still_gives_an_order(build):
    case = build.Case()
    case.says("x", name="a")
    case.says("x", name="b")
    case.link("supersedes", "a", "b")
    case.link("supersedes", "b", "a")
    assert sorted(ids(case)) == ["a", "b"]


def test_a_month_counts_from_the_event_in_a_listing(build):
    case = build.helicopter()
    assert ids(case) == ["claim", "denial", "tow", "seen", "concession"]


def test_order_of_the_file_does_not_matter(build):
    for case in (build.helicopter(), build.airliner(), build.roadside()):
        dossier = case.dossier()
        wanted = ids(dossier)
        for seed in range(5):
            assert ids(build.shuffled(dossier, random.Random(seed))) == wanted


def test_what_was_said_at_one_time_is_listed_as_entered(build):
    case = build.Case()
    for name in ("zz", "mm", "aa"):
        case.says(name, said="2016-03-01", name=name)
    dossier = case.dossier()
    entered = {"zz": 0, "mm": 1, "aa": 2}
    assert [a.id for a in SaidOrder(replace(dossier, entered=entered)).sequence] == ["zz", "mm", "aa"]
    assert [a.id for a in SaidOrder(dossier).sequence] == ["aa", "mm", "zz"]


def test_each_bound_names_the_date_that_gives_it(build):
    case = build.Case()
    case.document("paper", published="2016-03-05")
    case.says("x", said="2016-03-01", name="dated")
    case.says("y", name="bounded", document="paper")
    when = SaidOrder(case.dossier()).when
    assert [str(when[name].date) for name in ("dated", "bounded")] == ["2016-03-01", "2016-03-05"]


def test_a_date_that_is_open_at_its_beginning_may_be_any_earlier_one(build):
    case = build.Case()
    case.says("x", said="../2016-03-01", name="open")
    case.says("y", said="1990", name="long-ago")
    order = SaidOrder(case.dossier())
    assert not order.before("long-ago", "open")
    assert ids(case) == ["open", "long-ago"]


def test_what_may_be_said_at_one_instant_was_not_said_before(build):
    case = build.Case()
    case.says("x", said="2016-03-01T10:00:00Z", name="one")
    case.says("y", said="2016-03-01T10:00:00Z", name="other")
    order = SaidOrder(case.dossier())
    assert not order.before("one", "other")
    assert not order.before("other", "one")


def test_a_denial_entered_with_the_concession_was_known_to_it(build):
    case = build.Case()
    case.says("x", "denies", "2016-03-01", name="denial")
    case.says("y", said="2016-03-01", name="claim")
    case.says("x", "affirms", "2016-03-02", name="concession")
    case.link("concedes", "concession", "claim")
    dossier = case.dossier()
    moment, later = "2026-01-01T00:00:00Z", "2026-01-01T00:00:01Z"
    concession = replace(dossier.links[0], recorded=moment)
    denial = next(assertion for assertion in dossier.assertions if assertion.id == "denial")
    assert was_known(replace(denial, recorded=moment), concession)
    assert not was_known(replace(denial, recorded=later), concession)
