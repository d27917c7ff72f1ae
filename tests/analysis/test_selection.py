import pytest

from claimtrack.analysis import FindingKind, ShiftKind, compare_dossier
from claimtrack.analysis.selection import against, as_of, only_claimants, recorded_by
from claimtrack.dates import parse_edtf
from claimtrack.errors import UnreadableDateError


def stances(selection, by="bloc"):
    comparison = compare_dossier(selection.dossier, by)
    return {
        column.key: [answer.assertion.stance for answer in column.stance.current]
        for column in comparison.columns
    }


def at(build, moment):
    return as_of(build.airliner().dossier(), parse_edtf(moment))


def test_airliner_early_november(build):
    selection = at(build, "2015-11-10")
    assert stances(selection) == {
        "islamic-state": ["affirms"],
        "russia": ["denies"],
        "egypt": ["denies"],
        "western": ["affirms"],
    }
    assert selection.dossier.evidence == ()
    assert compare_dossier(selection.dossier).stance.finding.kind is FindingKind.CONFLICT


def test_airliner_end_of_the_year(build):
    selection = at(build, "2015-12-31")
    found = stances(selection)
    assert (found["russia"], found["egypt"]) == (["affirms"], ["denies"])
    assert [item.key for item in selection.dossier.evidence] == ["photograph"]
    comparison = compare_dossier(selection.dossier, "bloc")
    assert [s.kind for p in comparison.parties for s in p.shifts if p.key == "russia"] == [ShiftKind.CONCEDED]
    assert comparison.stance.finding.kind is FindingKind.CONFLICT


def test_airliner_in_march(build):
    selection = at(build, "2016-03-01")
    assert all(stance == ["affirms"] for stance in stances(selection).values())
    assert compare_dossier(selection.dossier).stance.finding.kind is FindingKind.COMPATIBLE
    assert [a.id for a in selection.undated] == ["undated"]


def test_a_month_runs_to_its_last_day(build):
    assert "fsb" in {a.id for a in at(build, "2015-11").dossier.assertions}


def test_possibly_later_is_shown_and_named(build):
    case = build.Case()
    case.says("x", said="2016-03", name="month")
    case.says("x", said="2016-03-10", name="day")
    selection = as_of(case.dossier(), parse_edtf("2016-03-15"))
    assert {a.id for a in selection.dossier.assertions} == {"month", "day"}
    assert [a.id for a in selection.possibly] == ["month"]


def test_undated_goes_by_its_document_and_by_what_answers_it(build):
    case = build.Case()
    case.document("early", published="2016-03-01")
    case.document("late", published="2016-04-01")
    case.says("x", document="early", name="by-document")
    case.says("x", document="late", name="too-late-to-tell")
    case.says("y", "denies", name="by-link")
    case.says("y", said="2016-03-02", name="answer")
    case.link("retracts", "answer", "by-link")
    selection = as_of(case.dossier(), parse_edtf("2016-03-15"))
    assert {a.id for a in selection.dossier.assertions} == {"by-document", "by-link", "answer"}
    assert [a.id for a in selection.undated] == ["too-late-to-tell"]


def test_links_evidence_and_verdicts_follow(build):
    case = build.Case()
    first = case.says("x", said="2016-03-01")
    second = case.says("y", "denies", "2016-03-20")
    case.link("denies", second, first)
    case.offers("photo", first, second)
    case.judges("2016-03-02", grade="weak")
    case.judges("2016-03-30", grade="fair")
    case.judges("2016-03-02", grade="weak", assertion=second)
    case.judges(grade="fair")
    selection = as_of(case.dossier(), parse_edtf("2016-03-10"))
    assert selection.dossier.links == ()
    assert [b.assertion for item in selection.dossier.evidence for b in item.bears_on] == [first]
    assert [a.grade for a in selection.dossier.assessments] == ["weak"]
    assert selection.verdicts_left_out == 3


def test_recorded_by_goes_by_when_things_were_entered(build):
    case = build.Case()
    first = case.says("x", said="2016-03-01", recorded="2020-01-01T10:00:00Z")
    second = case.says("y", "denies", "2016-03-02", recorded="2020-01-02T10:00:00Z")
    case.says("z", said="2016-03-01")
    case.link("denies", second, first, recorded="2020-01-03T00:00:00Z")
    case.offers("photo", first, recorded="2020-01-01T00:00:00Z")
    case.judges("2016-03-02", grade="weak", recorded="2020-01-05T00:00:00Z")
    selection = recorded_by(case.dossier(), parse_edtf("2020-01-01"))
    assert [a.id for a in selection.dossier.assertions] == [first]
    assert [a.id for a in selection.later] == [second]
    assert len(selection.undated) == 1
    assert [item.key for item in selection.dossier.evidence] == ["photo"]
    assert selection.verdicts_left_out == 1
    selection = recorded_by(case.dossier(), parse_edtf("2020-01-02"))
    assert len(selection.dossier.assertions) == 2
    assert selection.dossier.links == (), "the link was drawn a day later"


def test_only_claimants_takes_a_bloc_whole(build):
    dossier = only_claimants(build.airliner().dossier(), ["russia"])
    assert {a.id for a in dossier.assertions} == {"transport", "fsb"}


def test_two_moments_side_by_side(build):
    contrast = against(at(build, "2015-11-10"), at(build, "2015-12-31"))
    assert [a.id for a in contrast.said] == ["fsb", "again", "inquiry"]
    told = {(party.key, s.kind) for party, s in contrast.moved if not s.question}
    assert told == {("russia", ShiftKind.CONCEDED), ("islamic-state", ShiftKind.REPEATED)}
    changed = [change.question for change in contrast.rows if change.changed]
    assert "cause" in changed


@pytest.mark.parametrize("moment", ["2016-03/..", ""])
def test_a_moment_needs_an_end(build, moment):
    from claimtrack.dates import DateValue

    value = parse_edtf(moment) if moment else DateValue("no date", reason="none in it")
    with pytest.raises(UnreadableDateError):
        as_of(build.airliner().dossier(), value)


def test_what_some_parties_say_is_told_as_it_is_among_all(build):
    dossier = build.airliner().dossier()
    whole = {column.name: column for column in compare_dossier(dossier).columns}
    chosen = compare_dossier(only_claimants(dossier, ["russia"]))
    assert chosen.columns
    for column in chosen.columns:
        assert column.stance == whole[column.name].stance
        assert column.shifts == whole[column.name].shifts
    (russia,) = chosen.parties
    assert [shift.linked for shift in russia.shifts] == [True]


@pytest.mark.parametrize(
    ("captured", "offered"), [("2015-11-01", True), ("2015-11", True), ("2015-12-01", False), ("", True)]
)
def test_evidence_captured_after_the_moment_is_not_offered_then(build, captured, offered):
    case = build.airliner()
    said = case.assertions[0]
    case.offers("clip", said.id, captured=parse_edtf(captured) if captured else None)
    selection = as_of(case.dossier(), parse_edtf("2015-11-10"))
    assert [item.key for item in selection.dossier.evidence] == (["clip"] if offered else [])


def test_an_answer_that_changed_is_marked_though_the_finding_did_not(build):
    case = build.Case()
    first = case.says("a", said="2016-03-01", happened="yes")
    case.link("retracts", case.says("a", "comments", said="2016-03-03"), first)
    case.says("b", said="2016-03-04", happened="no")
    case.says("c", said="2016-03-01", place="Hama")
    before, after = (as_of(case.dossier(), parse_edtf(day)) for day in ("2016-03-02", "2016-03-05"))
    rows = against(before, after).rows
    assert {row.question: row.changed for row in rows} == {"": True, "happened": True, "place": False}
    kinds = {row.question: (row.before.finding.kind, row.after.finding.kind) for row in rows}
    assert kinds["happened"] == (FindingKind.SINGLE, FindingKind.SINGLE)
