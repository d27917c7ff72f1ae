from dataclasses import replace

from claimtrack.analysis.gaps import GapKind, count_kinds, survey_gaps
from claimtrack.dates import DateValue, parse_edtf


def kinds(case, **options):
    return {(gap.kind, gap.reference) for gap in survey_gaps([case.dossier()], **options).gaps}


def of(found, kind):
    return {reference for one, reference in found if one is kind}


def test_unsourced_and_undated(build):
    case = build.Case()
    case.document("dated", published="2016-03-05")
    case.document("undated")
    case.says("a", name="none", said="2016-03-01")
    case.says("b", name="bounded", document="dated")
    case.says("c", name="floating", document="undated")
    found = kinds(case)
    assert of(found, GapKind.UNSOURCED) == {"none"}
    assert of(found, GapKind.UNDATED) == {"floating"}


def test_unreadable_dates_and_answers(build):
    case = build.Case()
    case.says("a", name="value", said="2016-03-01", killed="the usual, more or less")
    case.says("b", name="date")
    case.assertions[-1] = replace(case.assertions[-1], said=DateValue("whenever", reason="no date in it"))
    assert of(kinds(case), GapKind.UNREADABLE) == {"value", "date"}


def test_unarchived(build):
    case = build.Case()
    case.document("web", url="https://example.org/1")
    case.document("archived", url="https://example.org/2", archive_url="https://archive.example/2")
    case.document("copied", url="https://example.org/3", sha256="0" * 64)
    case.document("paper")
    for key in list(case.documents):
        case.says("a", document=key)
    case.offers("video", "a000", url="https://example.org/v")
    assert of(kinds(case), GapKind.UNARCHIVED) == {"web", "video"}


def test_single_origin(build):
    case = build.Case()
    case.document("wire")
    case.document("one", derived_from="wire")
    case.document("two", derived_from="wire")
    case.says("a", document="one")
    case.says("b", document="two")
    assert of(kinds(case), GapKind.SINGLE_ORIGIN) == {"event"}
    case.document("own")
    case.says("c", document="own")
    assert of(kinds(case), GapKind.SINGLE_ORIGIN) == set()


def test_claims_nobody_answered(build):
    case = build.Case()
    claim = case.says("a", name="claim")
    assert of(kinds(case), GapKind.UNANSWERED) == {"claim"}
    reply = case.says("b", "comments", name="reply")
    assert of(kinds(case), GapKind.UNANSWERED) == {"claim"}
    case.link("responds_to", reply, claim)
    assert of(kinds(case), GapKind.UNANSWERED) == set()


def test_denial_of_nothing(build):
    case = build.Case()
    case.says("a", "denies", name="denial")
    assert of(kinds(case), GapKind.DENIES_NOTHING) == {"denial"}
    case.says("b", name="claim")
    assert of(kinds(case), GapKind.DENIES_NOTHING) == set()


def test_dates_that_cannot_be(build):
    case = build.Case(occurred="2016-03-10")
    case.document("old", published="2016-03-11")
    case.says("a", name="before", said="2016-03-09")
    case.says("b", name="late", said="2016-03-12", document="old")
    case.says("c", name="fine", said="2016-03", document="old")
    found = kinds(case)
    assert of(found, GapKind.SAID_BEFORE) == {"before"}
    assert of(found, GapKind.SAID_AFTER_DOCUMENT) == {"late"}


def test_documents_newer_than_they_can_be(build):
    case = build.Case()
    case.document("later", published="2016-03-20")
    case.document("earlier", published="2016-03-01", derived_from="later")
    case.document("unborn", published="2016-03-20", retrieved=parse_edtf("2016-03-10"))
    case.says("a", document="earlier")
    case.says("b", document="unborn")
    assert of(kinds(case), GapKind.DOCUMENT_TOO_NEW) == {"earlier", "unborn"}


def test_hashes_are_checked_only_with_a_way_to_check(build):
    case = build.Case()
    case.document("good", sha256="a" * 64)
    case.document("changed", sha256="b" * 64)
    case.document("gone", sha256="c" * 64)
    for key in list(case.documents):
        case.says("x", document=key)
    actual = {"good": "a" * 64, "changed": "d" * 64}
    assert of(kinds(case), GapKind.HASH_MISMATCH) == set()
    found = kinds(case, hash_of=lambda record: actual.get(record.key))
    assert of(found, GapKind.HASH_MISMATCH) == {"changed", "gone"}


def test_stale_unverified(build):
    case = build.Case()
    case.says("a", said="2016-03-01")
    case.judges("2016-03-02", grade="unverified")
    assert of(kinds(case), GapKind.STALE_UNVERIFIED) == set()
    assert of(kinds(case, today=parse_edtf("2016-04-01")), GapKind.STALE_UNVERIFIED) == set()
    assert of(kinds(case, today=parse_edtf("2016-09-01")), GapKind.STALE_UNVERIFIED) == {"v0"}
    case.says("b", said="2016-03-05")
    assert of(kinds(case), GapKind.STALE_UNVERIFIED) == {"v0"}
    case.judges("2016-03-06", grade="fair")
    assert of(kinds(case), GapKind.STALE_UNVERIFIED) == set()


def test_every_gap_says_what_where_and_how_to_mend(build):
    case = build.roadside()
    gaps = survey_gaps([case.dossier(), build.airliner().dossier()]).gaps
    assert gaps
    for gap in gaps:
        assert gap.message
        assert gap.reference
        assert gap.mend.startswith("claimtrack ")
    assert sum(count_kinds(gaps).values()) == len(gaps)


def test_a_document_shared_by_two_events_is_named_once(build):
    cases = [build.Case("one"), build.Case("two")]
    for case in cases:
        case.document("web", url="https://example.org/1")
        case.says("a", document="web")
    gaps = survey_gaps([case.dossier() for case in cases]).gaps
    assert len([gap for gap in gaps if gap.kind is GapKind.UNARCHIVED]) == 1
