import json

import pytest
from msgspec.structs import replace

from claimtrack.analysis.corroboration import corroborate
from claimtrack.analysis.gap_survey import survey_gaps
from claimtrack.analysis.gaps import GapSurvey
from claimtrack.analysis.hypotheses import weigh_hypotheses
from claimtrack.analysis.matrix import Matrix, count_pairs
from claimtrack.analysis.same_event import compare_as_one
from claimtrack.analysis.timeline import build_timeline
from claimtrack.analysis.track_record import TrackRecord, track_record
from claimtrack.render import FORMS, render
from claimtrack.views.blocks import Table, Text, Timeline
from claimtrack.views.corroboration import corroboration_view
from claimtrack.views.gaps import gaps_view
from claimtrack.views.hypotheses import hypotheses_view
from claimtrack.views.matrix import matrix_view
from claimtrack.views.same_event import as_one_view
from claimtrack.views.timeline import timeline_view
from claimtrack.views.track_record import track_record_view


def rows(view):
    table = next(block for block in view.blocks if isinstance(block, Table))
    return [[cell.text for cell in row] for row in table.rows]


def paragraphs(view):
    return [cell.text for block in view.blocks if isinstance(block, Text) for cell in block.paragraphs]


def every_view(build):
    heli, air, road = (case().dossier() for case in (build.helicopter, build.airliner, build.roadside))
    empty = build.Case().dossier()
    for dossier in (heli, air, road, empty):
        yield timeline_view(build_timeline([dossier]))
        yield corroboration_view(dossier, corroborate(dossier))
        yield hypotheses_view(dossier, weigh_hypotheses(dossier))
        yield gaps_view(survey_gaps([dossier]))
        yield matrix_view(count_pairs(dossier))
        yield track_record_view(track_record(dossier, "russia"))
    yield timeline_view(build_timeline([heli, air, road]))
    yield matrix_view(Matrix.total(count_pairs(d, "bloc") for d in (heli, air, road)), most=2)
    yield as_one_view(compare_as_one(heli, road))
    yield as_one_view(compare_as_one(empty, empty))


@pytest.mark.parametrize("form", FORMS)
def test_every_view_prints_in_every_form(build, form):
    for view in every_view(build):
        tabular = any(isinstance(block, Table | Timeline) for block in view.blocks)
        assert render(view, form, width=60) or (form == "csv" and not tabular)


def test_every_view_has_versioned_plain_data(build):
    schemas = set()
    for view in every_view(build):
        data = json.loads(json.dumps(dict(view.data), allow_nan=False))
        schemas.add(data["schema"])
        assert data["schema"].startswith("claimtrack/")
    assert len(schemas) == 7


def test_nothing_is_wider_than_the_terminal(build):
    for view in every_view(build):
        for width in (60, 100):
            text = render(view, "table", width=width)
            assert max(map(len, text.splitlines())) <= width, view.name


def test_timeline_tells_how_much_later(build):
    view = timeline_view(build_timeline([build.airliner().dossier()]))
    (timeline,) = [block for block in view.blocks if isinstance(block, Timeline)]
    told = {entry.who: entry for entry in timeline.entries}
    assert told["It happened"].when == "31 Oct 2015"
    assert told["Transport minister"].lag == "denied Sinai Province the same day"
    assert told["FSB"].lag == "conceded 17 days after the denial of 31 Oct 2015"
    assert told["Aviation-Site"].start is None
    order = [entry.start for entry in timeline.entries if entry.start is not None]
    assert order == sorted(order)


def test_corroboration_prints_its_arithmetic(build):
    case = build.Case()
    case.document("wire")
    for number in (1, 2, 3):
        case.document(f"d{number}", derived_from="wire")
        case.says(f"outlet{number}", said=f"2016-03-0{number}", document=f"d{number}", killed="3")
    case.link("repeats", "a002", "a000")
    shown = {row[0]: row for row in rows(corroboration_view(case.dossier(), corroborate(case.dossier())))}
    assert shown["Killed"][1:4] == [
        "3",
        "1",
        "3 statements, 1 of them passed on, by 3 parties, read in 3 documents: 1 origin",
    ]
    assert shown["Killed"][4] == "“Title of wire”: Outlet1, Outlet2 and Outlet3 (passed on)"


def test_hypotheses_are_labelled_as_the_analysts_ratings(build):
    dossier = build.helicopter().dossier()
    view = hypotheses_view(dossier, weigh_hypotheses(dossier, "weapon"))
    assert "ratings are the analyst's" in paragraphs(view)[0]
    assert rows(view)[0] == ["Weight", "0 against\n1 consistent", "0 against\n0 consistent"]
    assert view.data["ratings_by"] == "analyst"


def test_gaps_come_with_their_commands(build):
    case = build.Case()
    case.says("a", said="2016-03-01", name="claim")
    shown = rows(gaps_view(survey_gaps([case.dossier()])))
    assert ["unsourced", "what A said has no document", "claimtrack edit claim"] in shown
    assert paragraphs(gaps_view(GapSurvey())) == ["No gaps found."]


def test_matrix_shows_counts_and_denials(build):
    view = matrix_view(count_pairs(build.roadside().dossier()))
    assert rows(view) == [["Amaq", "\\", "1: 1≠\ndenied 1"], ["Russian MoD", "1: 1≠\ndenies 1", "\\"]]


def test_matrix_says_when_it_leaves_parties_out(build):
    view = matrix_view(count_pairs(build.airliner().dossier()), most=2)
    assert "the 2 that met most are shown" in paragraphs(view)[0]
    assert len(view.data["parties"]) == 9


def test_track_record_counts_with_denominators(build):
    dossiers = [build.airliner().dossier(), build.helicopter().dossier()]
    record = TrackRecord.total(track_record(dossier, "russia") for dossier in dossiers)
    view = track_record_view(record, {"airliner": "An airliner is lost"})
    shown = {row[0]: row[1:] for row in rows(view)}
    assert shown["Denials made"] == ["2", ""]
    assert shown["… later conceded"] == ["2", "2"]
    text = paragraphs(view)
    assert "An airliner is lost: 31 Oct 2015, transport denies (17 days later)" in text
    assert not any("score" in line for line in text)


def test_as_one_says_how_to_settle_it(build):
    view = as_one_view(compare_as_one(build.helicopter().dossier(), build.roadside().dossier()))
    assert "One event: claimtrack event merge roadside helicopter" in paragraphs(view)
    shown = {row[0]: row[1:] for row in rows(view)}
    assert shown["Working date"] == ["≠ conflict", "8 Jul 2016", "May 2016"]
    assert shown["Killed"] == ["≠ conflict", "2", "3"]


def test_track_record_lists_what_can_be_read_and_its_data_hold_the_rest(build):
    record = track_record(build.airliner().dossier(), "islamic-state")
    view = track_record_view(replace(record, claims=record.claims[:1] * 502))
    assert "… and 2 more: --format json lists all" in paragraphs(view)
    assert len(view.data["lists"]["claims"]) == 502


def test_every_gap_says_its_kind_in_a_spreadsheet(build):
    view = gaps_view(survey_gaps([build.helicopter().dossier(), build.roadside().dossier()]))
    lines = render(view, "csv").splitlines()
    assert lines[0] == "kind,record,reference,event,message,mend"
    kinds = [line.partition(",")[0] for line in lines[1:]]
    assert sorted(kinds) == sorted(gap["kind"] for gap in view.data["gaps"])


def test_an_answer_is_put_down_to_the_edition_that_says_it(build):
    case = build.Case()
    case.document("v1")
    case.document("v2", derived_from="v1", derivation="edition")
    case.document("copy", derived_from="v2")
    case.says("paper", said="2016-03-01", document="v1", killed="10")
    case.says("other", said="2016-03-02", document="v2", killed="12")
    case.says("third", said="2016-03-03", document="copy", killed="12")
    shown = {row[1]: row[2:] for row in rows(corroboration_view(case.dossier(), corroborate(case.dossier())))}
    assert (shown["10"][0], shown["10"][2]) == ("1", "“Title of v1”: Paper")
    assert (shown["12"][0], shown["12"][2]) == (
        "1",
        "“Title of v2”, an edition of “Title of v1”: Other and Third",
    )
