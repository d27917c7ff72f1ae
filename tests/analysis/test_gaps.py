import pytest
from msgspec.structs import replace

from claimtrack.analysis.gap_survey import survey_gaps
from claimtrack.analysis.gaps import GapKind, count_kinds
from claimtrack.dates import DateValue, parse_edtf
from claimtrack.errors import UnknownTermError
from claimtrack.values import read_value


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


def test_a_part_that_is_more_than_its_whole_in_one_statement(build):
    case = build.Case()
    case.says("a", name="more", killed="12", civilians_killed="14")
    case.says("a", name="many", killed="5", civilians_killed="at least 9")
    case.says("a", name="all", killed="12", civilians_killed="12")
    case.says("a", name="open", killed="at least 12", civilians_killed="14")
    case.says("a", name="about", killed="about 12", civilians_killed="13")
    case.says("a", name="alone", civilians_killed="14")
    case.says("b", name="other", killed="3")
    assert of(kinds(case), GapKind.PART_OVER_WHOLE) == {"more", "many"}


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


@pytest.mark.parametrize("kind", ["outlet", "dataset"])
def test_reports_and_rows_of_tables_wait_for_no_answer(build, kind):
    case = build.Case()
    case.claimant("a", kind=kind)
    case.says("a", name="report")
    case.says("b", name="row", said="2016-03-01")
    assert of(kinds(case, imported=lambda ids: {"row"} & set(ids)), GapKind.UNANSWERED) == set()


def test_a_date_that_only_the_document_gives_is_missing_but_not_of_rows(build):
    case = build.Case()
    case.document("dated", published="2016-03-05")
    case.says("a", name="bounded", document="dated")
    assert of(kinds(case), GapKind.NO_SAID_DATE) == {"bounded"}
    assert of(kinds(case, imported=set), GapKind.NO_SAID_DATE) == set()


def test_every_remedy_can_be_run_as_it_stands_and_records_no_statement(build):
    case = build.roadside()
    case.says("a", name="lone")
    case.says("b", "denies", name="denial-of-nothing")
    case.judges("2010-01", grade="unverified")
    commands = [gap.mend.split() for gap in survey_gaps([case.dossier()], today=parse_edtf("2017")).gaps]
    assert {command[1] for command in commands} <= {"show", "edit", "compare", "corroboration", "timeline", "document",
                                                     "evidence", "link"}  # fmt: skip
    assert not [word for command in commands for word in command if word.isupper()]


def test_events_of_one_title_and_day_may_be_one(build):
    cases = [build.Case(key, "2016-07-08", title) for key, title in
             (("one", "Strike on Hama"), ("two", "strike on  Hama"), ("three", "Strike on Homs"))]  # fmt: skip
    found = survey_gaps([case.dossier() for case in cases], kinds=[GapKind.MAYBE_SAME_EVENT]).gaps
    assert [(gap.event, gap.reference, gap.mend) for gap in found] == [
        ("one", "two", "claimtrack compare one two --as-one")
    ]


def test_claimants_of_one_name_may_be_one(build):
    case = build.Case()
    case.claimant("mod", name="Ministry of Defence")
    case.claimant("mod-2", name="ministry of defence")
    case.says("mod")
    case.says("mod-2")
    (gap,) = survey_gaps([case.dossier()], kinds=[GapKind.MAYBE_SAME_CLAIMANT]).gaps
    assert (gap.record, gap.reference, gap.mend) == ("claimant", "mod-2", "claimtrack show mod mod-2")


def wired(build, first, again):
    case = build.Case()
    for key, text in (("wire", first), ("paper", again)):
        case.document(key)
        case.says(key, document=key, name=f"by-{key}", said="2016-03-01")
        case.assertions[-1] = replace(case.assertions[-1], quote=text)
    return case


WIRE = "Three soldiers were killed when a bomb went off beside the road near Palmyra, the agency said."


@pytest.mark.parametrize(
    ("again", "found"),
    [
        (WIRE, True),
        ("Three soldiers were killed when a bomb went off by the road near Palmyra, the agency said", True),
        (
            "THREE SOLDIERS were killed when a bomb went off beside the road near Palmyra – the agency said!",
            True,
        ),
        (
            "Two civilians died after a mortar shell hit a market in the north of Aleppo, residents said.",
            False,
        ),
        ("Three soldiers were killed", False),
    ],
)
def test_wire_copies_are_proposed(build, again, found):
    case = wired(build, WIRE, again)
    gaps = [gap for gap in survey_gaps([case.dossier()]).gaps if gap.kind is GapKind.MAYBE_ONE_ORIGIN]
    assert bool(gaps) is found
    if found:
        first, later = sorted(("by-paper", "by-wire"))
        assert gaps[0].mend == f"claimtrack link {later} repeats {first}"


def test_copies_that_are_known_to_be_copies_are_not_proposed(build):
    case = wired(build, WIRE, WIRE)
    case.link("repeats", "by-wire", "by-paper")
    assert of(kinds(case), GapKind.MAYBE_ONE_ORIGIN) == set()
    case = wired(build, WIRE, WIRE)
    case.document("paper", derived_from="wire")
    assert of(kinds(case), GapKind.MAYBE_ONE_ORIGIN) == set()


def test_a_kind_may_be_written_with_hyphens_and_a_wrong_one_is_named():
    assert GapKind.of("Maybe-one-event") is GapKind.MAYBE_SAME_EVENT
    with pytest.raises(UnknownTermError, match="unanswred"):
        GapKind.of("unanswred")


def test_a_member_of_a_bloc_may_deny_what_another_says(build):
    case = build.Case()
    case.claimant("gov")
    case.says(case.claimant("mod", "gov"), happened="yes", name="claim")
    denial = case.says(case.claimant("moi", "gov"), happened="no", name="denial")
    assert of(kinds(case), GapKind.UNANSWERED) == of(kinds(case), GapKind.DENIES_NOTHING) == set()
    case.link("denies", denial, "claim", "killed")
    assert of(kinds(case), GapKind.UNANSWERED) == of(kinds(case), GapKind.DENIES_NOTHING) == set()


def test_what_a_bloc_concedes_it_had_not_claimed_before(build):
    case = build.Case()
    case.claimant("gov")
    denial = case.says(case.claimant("moi", "gov"), "denies", said="2016-03-01", name="denial")
    case.link("concedes", case.says(case.claimant("mod", "gov"), said="2016-03-02"), denial)
    assert of(kinds(case), GapKind.DENIES_NOTHING) == {"denial"}


@pytest.mark.parametrize(
    ("title", "place", "day", "maybe"),
    [
        ("El Daein air strike", "El Daein", "2025-05-01", True),
        ("Strike on El-Daein hospital", "el daein", "2025-05-01", True),
        ("Ambush at El Daein", "El Daein", "2025-05-01", False),
        ("El Daein air strike", "El Daein", "2025-05-02", False),
        ("El Daein air strike", "Nyala", "2025-05-01", False),
        ("Strike", "El Daein", "2025-05-01", False),
    ],
)
def test_events_of_one_day_and_place_with_like_titles_are_told(build, title, place, day, maybe):
    dossiers = []
    for key, (called, where, when) in enumerate(
        [("Strike on El Daein", "El Daein", "2025-05-01"), (title, place, day)]
    ):
        case = build.Case(key=f"e{key}", title=called, occurred=when)
        case.event = replace(case.event, place=read_value(where, "place"))
        case.says(f"party{key}", happened="yes")
        dossiers.append(case.dossier())
    found = {
        (gap.event, gap.reference)
        for gap in survey_gaps(dossiers).gaps
        if gap.kind is GapKind.MAYBE_SAME_EVENT
    }
    assert found == ({("e0", "e1")} if maybe else set())


def test_what_is_passed_on_of_somebody_who_took_it_back(build):
    case = build.Case()
    case.link(
        "repeats",
        case.says("wire", said="2025-03-06", name="wire"),
        case.says("wit", said="2025-03-05", name="seen"),
    )
    assert of(kinds(case), GapKind.ORIGIN_WITHDRAWN) == set()
    case.link("retracts", case.says("wit", "comments", "2025-03-20"), "seen")
    (gap,) = [one for one in survey_gaps([case.dossier()]).gaps if one.kind is GapKind.ORIGIN_WITHDRAWN]
    assert (gap.reference, gap.message) == ("wire", "Wire passes on what Wit no longer says")
