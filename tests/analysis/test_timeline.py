import pytest

from claimtrack.analysis.timeline import Span, build_timeline
from claimtrack.views.blocks import Timeline
from claimtrack.views.spans import span_text
from claimtrack.views.timeline import timeline_view

HOUR, DAY = 3600, 86_400


def entries(*cases):
    return {entry.assertion.id: entry for entry in build_timeline([case.dossier() for case in cases]).entries}


def test_lags_of_replies(build):
    found = entries(build.airliner())
    (denial,) = found["transport"].replies
    assert (denial.kind, denial.target.id) == ("denies", "claim")
    (conceded,) = found["fsb"].replies
    assert (conceded.kind, conceded.target.id, conceded.linked) == ("concedes", "transport", True)
    assert span_text(conceded.lag) == "17 days later"
    assert [reply.target.id for reply in found["president"].replies] == ["technical"]
    assert found["undated"].replies == ()


def test_hours_where_the_clock_is_known(build):
    case = build.Case()
    claim = case.says("x", said="2016-03-01T10:00:00Z")
    denial = case.says("y", "denies", "2016-03-02T00:00:00Z")
    case.link("denies", denial, claim)
    (reply,) = entries(case)[denial].replies
    assert reply.lag == Span(14 * HOUR, 14 * HOUR)
    assert span_text(reply.lag) == "14 h later"


def test_what_nobody_linked_is_no_reply(build):
    case = build.Case()
    case.says("x", "denies", "2016-03-01", name="no")
    case.says("x", "affirms", "2016-03-02", name="yes")
    assert entries(case)["yes"].replies == ()


def test_a_concession_with_several_denials_counts_from_the_first(build):
    found = entries(build.airliner())
    (reply,) = found["president"].replies
    assert span_text(reply.lag) == "115 days later"


def test_undated_statements_have_no_lag(build):
    case = build.Case()
    claim = case.says("x")
    denial = case.says("y", "denies", "2016-03-02")
    case.link("denies", denial, claim)
    (reply,) = entries(case)[denial].replies
    assert reply.lag is None
    assert span_text(reply.lag) == ""


def test_several_events_share_one_line_of_time(build):
    history = build_timeline([build.airliner().dossier(), build.helicopter().dossier()])
    order = [entry.assertion.id for entry in history.entries]
    assert order.index("president") < order.index("denial")
    assert order[-1] == "undated"
    assert {entry.event.key for entry in history.entries} == {"airliner", "helicopter"}


def test_time_since_the_event(build):
    found = entries(build.airliner())
    assert span_text(found["fsb"].since, after="after it happened") == "17 days after it happened"
    assert found["undated"].since is None


@pytest.mark.parametrize(
    ("shortest", "longest", "text"),
    [
        (14 * HOUR, 14 * HOUR, "14 h later"),
        (600, 600, "10 min later"),
        (1, 2 * DAY - 1, "1 day later"),
        (16 * DAY + 1, 18 * DAY - 1, "17 days later"),
        (1 - DAY, DAY - 1, "the same day"),
        (0, 31 * DAY, "up to 31 days later"),
        (-5 * DAY, 9 * DAY, "up to 9 days later"),
        (9 * DAY, 26 * DAY, "9–26 days later"),
        (-2 * DAY + 1, -1, "1 day earlier"),
        (0, DAY - 1, "the same day"),
        (5 * DAY + 1, 36 * DAY - 1, "6–35 days later"),
        (1, 32 * DAY - 1, "1–31 days later"),
        (1 - 30 * DAY, 11 * DAY - 1, "up to 10 days later"),
        (-32 * DAY + 1, -1, "1–31 days earlier"),
        (float("-inf"), 5, ""),
        (5, float("inf"), ""),
    ],
)
def test_spans_in_words(shortest, longest, text):
    assert span_text(Span(shortest, longest)) == text


@pytest.mark.parametrize(
    ("first", "then", "text"),
    [
        ("2024-03-26", "2024-03-26", "the same day"),
        ("2024-03-26", "2024-04", "6–35 days later"),
        ("2024-06-30", "2024-07", "1–31 days later"),
        ("2024-06", "2024-06-11", "up to 10 days later"),
        ("2024-06-10", "2024-06-11", "1 day later"),
    ],
)
@pytest.mark.parametrize("kind", ["repeats", "denies"])
def test_days_and_months_are_counted_by_the_calendar(build, kind, first, then, text):
    case = build.Case()
    case.link(kind, case.says("b", said=then, name="later"), case.says("a", said=first, happened="yes"))
    (reply,) = entries(case)["later"].replies
    assert span_text(reply.lag) == text


def test_a_denial_and_a_concession_of_one_field_name_it(build):
    case = build.Case()
    claim = case.says("a", said="2016-03-01", killed="3", perpetrator="B")
    denial = case.says("b", "comments", said="2016-03-02")
    case.link("denies", denial, claim, "perpetrator")
    conceding = case.says("b", "comments", said="2016-03-05")
    case.link("concedes", conceding, claim, "perpetrator")
    found = entries(case)
    assert [(r.kind, r.target.id, r.fields) for r in found[denial].replies] == [
        ("denies", claim, ("perpetrator",))
    ]
    assert [(r.kind, r.target.id, r.fields) for r in found[conceding].replies] == [
        ("concedes", denial, ("perpetrator",))
    ]
    view = timeline_view(build_timeline([case.dossier()]))
    told = [entry.lag for block in view.blocks if isinstance(block, Timeline) for entry in block.entries]
    assert told == [
        "",
        "denied A on perpetrator 1 day later",
        "conceded on perpetrator 3 days after the denial of 2 Mar 2016",
    ]
