from msgspec.structs import replace

from claimtrack.analysis import FindingKind
from claimtrack.analysis.same_event import compare_as_one, days_between, propose_same
from claimtrack.dates import parse_edtf
from claimtrack.values import Relation, read_value


def placed(dossier, name):
    return replace(dossier, event=replace(dossier.event, place=read_value(name, "place")))


def strike(build, key, day, place, killed):
    case = build.Case(key, day)
    case.says("army", killed=killed, weapon="a missile")
    case.says("resident", killed="at least 2")
    return placed(case.dossier(), place)


def test_which_fields_agree(build):
    pair = compare_as_one(
        strike(build, "one", "2016-03-01", "Raqqa", "3"), strike(build, "two", "2016-03-01", "Raqqa", "5")
    )
    assert (pair.dates, pair.places, pair.days_apart) == (Relation.EQUAL, Relation.EQUAL, 0)
    findings = {q.key: q.finding.kind for q in pair.questions}
    assert findings == {"killed": FindingKind.AGREE, "weapon": FindingKind.AGREE}, (
        "both have someone say at least 2"
    )
    assert pair.parties == ("Army", "Resident")


def test_conflict_where_no_pair_of_answers_fits(build):
    one = build.Case("one")
    one.says("x", killed="3", place="Raqqa")
    two = build.Case("two")
    two.says("x", killed="5", wounded="1")
    pair = compare_as_one(one.dossier(), two.dossier())
    assert [(q.key, q.finding.kind) for q in pair.questions] == [("killed", FindingKind.CONFLICT)]
    assert (pair.only_left, pair.only_right) == (("place",), ("wounded",))
    assert (pair.dates, pair.days_apart) == (None, None)


def test_symmetric(build):
    one = strike(build, "one", "2016-03-01", "Raqqa", "3")
    two = strike(build, "two", "2016-03-03", "Aleppo", "3")
    there, back = compare_as_one(one, two), compare_as_one(two, one)
    assert (there.dates, there.places, there.parties) == (back.dates, back.places, back.parties)
    assert [q.finding.kind for q in there.questions] == [q.finding.kind for q in back.questions]


def test_pairs_near_in_time_and_place_with_a_party_in_common_are_proposed(build):
    near = strike(build, "near", "2016-03-01", "Raqqa", "3")
    dossiers = [
        near,
        strike(build, "days-later", "2016-03-04", "Raqqa", "7"),
        strike(build, "elsewhere", "2016-03-01", "Aleppo", "3"),
        strike(build, "long-after", "2016-05-01", "Raqqa", "3"),
        strike(build, "some-year", "2016", "Raqqa", "3"),
        placed(build.Case("nobody", "2016-03-01").dossier(), "Raqqa"),
    ]
    assert [(p.left.key, p.right.key) for p in propose_same(dossiers)] == [("near", "days-later")]


def test_days_between_uncertain_dates():
    def between(one, other):
        return days_between(parse_edtf(one), parse_edtf(other))

    assert between("2016-03-01", "2016-03-04") == 3
    assert between("2016-03", "2016-03-10") == 0
    assert between("2016-03", "2016-05") == 31
    assert between("../2016-03-01", "2016-03-11") == 10
    assert days_between(None, parse_edtf("2016")) is None
