"""The contested events of a whole file are those that comparing every event would find, in the same order."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casefile.test_whole_file import CASEBOOK, outspoken, taken
from claimtrack import Casefile
from claimtrack.analysis import compare_dossier, contested_scan
from claimtrack.analysis.contested import find_contested
from claimtrack.casefile import contested_events


def compared(case, *, field="", between=None, tag=""):
    """Compare every event, as entered."""
    events = case._events(tag=tag, as_entered=True)
    found = (
        find_contested(compare_dossier(case.dossier(event)), fields=[field] if field else [], between=between)
        for event in events
    )
    return [one for one in found if one is not None]


def told(found):
    return [(one.event.key, one.breadth, [row.question for row in one.rows]) for one in found]


def widest(found):
    return sorted(found, key=lambda one: one.breadth, reverse=True)


@settings(max_examples=60, deadline=None)
@given(
    made=outspoken(), field=st.sampled_from(["", "killed", "occurred", "perpetrator", "weapon", "happened"])
)
def test_all_are_found_in_the_order_of_their_breadth(tmp_path_factory, made, field):
    with Casefile.open(tmp_path_factory.mktemp("drawn") / "case.db") as case:
        taken(case, made)
        field = field if field in case._reader.fields() else ""
        every = compared(case, field=field)
        assert told(case.contested(field=field, limit=0).result) == told(widest(every))
        assert told(case.stream_contested(field=field)) == told(every)


@settings(max_examples=40, deadline=None)
@given(made=outspoken(), limit=st.integers(1, 2))
def test_a_page_tells_how_many_more_there_are_at_least_and_at_most(tmp_path_factory, made, limit):
    with Casefile.open(tmp_path_factory.mktemp("drawn") / "case.db") as case:
        taken(case, made)
        every = compared(case)
        asked = case._contention("", None, "", "", None)
        with pytest.MonkeyPatch.context() as patch:
            for few, counted, together in ((0, 1000, 2000), (0, 1000, 1), (0, 0, 1), (1000, 1000, 1)):
                patch.setattr(contested_events, "_FEW", few)
                patch.setattr(contested_events, "_COUNTED", counted)
                patch.setattr(contested_events, "_TOGETHER", together)
                page = asked.page(limit, widest=True)
                left = len(every) - len(page.shown)
                assert told(page.shown) == told(widest(every)[:limit])
                assert page.more <= left
                assert not page.exact or left <= page.more + page.perhaps
        assert (page.more, page.perhaps, page.exact) == (left, 0, True)


@pytest.fixture(scope="module")
def casebook(tmp_path_factory):
    with Casefile.open(tmp_path_factory.mktemp("casebook") / "case.db") as case:
        case.import_file(CASEBOOK)
        yield case


@pytest.mark.parametrize("together", [1, 3, 1000])
def test_how_many_are_looked_at_together_changes_nothing(casebook, monkeypatch, together):
    monkeypatch.setattr(contested_events, "_TOGETHER", together)
    assert told(casebook.stream_contested()) == told(compared(casebook))
    assert compared(casebook)


def test_a_pair_and_a_tag_narrow_it(casebook):
    pair = ("russia", "islamic-state")
    assert told(casebook.contested(between=pair).result) == told(widest(compared(casebook, between=pair)))
    assert compared(casebook, between=pair)
    for tag in {tag for event in casebook._events() for tag in event.tags}:
        assert told(casebook.contested(tag=tag).result) == told(widest(compared(casebook, tag=tag)))


def test_what_was_not_compared_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(contested_events, "_FEW", 0)
    monkeypatch.setattr(contested_scan, "_COMPARED_TOGETHER", 1)
    tolls = {"wide": ("3", "30"), "narrow": ("3", "4"), "ruled out": ("3", "at least 3")}
    with Casefile.open(tmp_path / "case.db") as case:
        for title, said in tolls.items():
            event = case.add_event(title)
            for number, killed in enumerate(said):
                case.record(event, claimant=f"Party {number}", text=title, values={"killed": killed})
        case.record("ruled out", claimant="Third", text="not so", values={"killed": "not 3"})
        report = case.contested(limit=1)
        assert [one.event.title for one in report.result] == ["wide"]
        assert (report.view.data["more"], report.view.data["perhaps"]) == (1, 1)
        assert "… and 1 event more, and perhaps 1 other: --limit 0 lists all" in report.to_text(width=100)
        monkeypatch.setattr(contested_events, "_FEW", 1)
        assert case.contested(limit=1).view.data["perhaps"] == 0


def test_of_many_more_not_all_are_counted(casebook, monkeypatch):
    monkeypatch.setattr(contested_events, "_TOGETHER", 1)
    monkeypatch.setattr(contested_events, "_COUNTED", 1)
    report = casebook.contested(limit=1)
    left = len(compared(casebook)) - 1
    assert report.view.data["more_is_exact"] is False
    assert 1 <= report.view.data["more"] + report.view.data["perhaps"] <= left
    assert "… and at least " in report.to_text(width=100)
