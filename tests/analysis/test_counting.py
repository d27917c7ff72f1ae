from claimtrack.analysis.matrix import Matrix, Tally, count_pairs
from claimtrack.analysis.track_record import TrackRecord, track_record
from claimtrack.views.spans import span_text


def counts(tally):
    return (tally.equal, tally.compatible, tally.possible, tally.conflict)


def test_pairs_on_one_event(build):
    case = build.Case()
    first = case.says("x", killed="3", wounded="5", weapon="bomb")
    case.says("y", "denies", killed="at least 2", wounded="7")
    case.link("denies", "a001", first)
    matrix = count_pairs(case.dossier())
    tally = matrix.between("x", "y")
    assert counts(tally) == (0, 1, 0, 2)
    assert (tally.answered, tally.left_denied, tally.right_denied) == (3, 0, 1)
    assert matrix.between("y", "x").left_denied == 1
    assert {(c.question, c.relation) for c in tally.cases} == {
        ("", "conflict"),
        ("killed", "compatible"),
        ("wounded", "conflict"),
        ("", "denies"),
    }


def test_blocs_meet_blocs(build):
    matrix = count_pairs(build.airliner().dossier(), "bloc")
    tally = matrix.between("islamic-state", "russia")
    assert counts(tally) == (2, 0, 0, 0), "the proposition, since the concession, and the weapon"
    assert tally.right_denied == 1
    assert matrix.names["russia"] == "Russia"


def test_matrices_add_up_in_any_order(build):
    parts = [count_pairs(case().dossier()) for case in (build.airliner, build.helicopter, build.roadside)]
    total, backwards = Matrix.total(parts), Matrix.total(reversed(parts))
    assert total.events == 3
    assert {p: counts(t) for p, t in total.pairs.items()} == {
        p: counts(t) for p, t in backwards.pairs.items()
    }
    assert sum(len(t.cases) for t in total.pairs.values()) == sum(
        len(t.cases) for part in parts for t in part.pairs.values()
    )
    assert Matrix.total([]) == Matrix()
    assert Matrix().between("x", "y") == Tally()


def ids(instances):
    return [instance.assertion for instance in instances]


def test_denials_later_conceded(build):
    record = track_record(build.airliner().dossier(), "russia")
    assert ids(record.denials) == ["transport"]
    (conceded,) = record.conceded_by_self
    assert (conceded.assertion, conceded.other, conceded.linked) == ("transport", "fsb", True)
    assert span_text(conceded.lag) == "17 days later"
    assert record.claims == (), "a concession is no claim of its own"


def test_claims_denied_and_conceded_by_the_deniers(build):
    record = track_record(build.airliner().dossier(), "islamic-state")
    assert ids(record.claims) == ["claim"], "a repetition is no new claim"
    assert {(i.party, i.linked) for i in record.denied} == {("russia", True), ("egypt", False)}
    assert {(i.party, i.other) for i in record.conceded_by_denier} == {
        ("russia", "fsb"),
        ("egypt", "president"),
    }
    assert ids(record.with_evidence) == ["claim"], "offered with the repetition"


def test_members_have_a_record_of_their_own(build):
    dossier = build.airliner().dossier()
    assert ids(track_record(dossier, "inquiry").denials) == ["inquiry"]
    assert track_record(dossier, "fsb").denials == ()
    assert track_record(dossier, "nobody").events == ()


def test_numbers_revised_by_how_much(build):
    case = build.Case()
    first = case.says("x", said="2016-03-01", killed="3", wounded="10")
    case.link("supersedes", case.says("x", said="2016-03-02", killed="5-7", wounded="4"), first)
    record = track_record(case.dossier(), "x")
    (up,), (down,) = record.revised_up, record.revised_down
    assert (up.question, up.change) == ("killed", (2, 4))
    assert (down.question, down.change) == ("wounded", (-6, -6))


def test_retracted_and_reversed(build):
    case = build.Case()
    first = case.says("x", said="2016-03-01", killed="3")
    second = case.says("x", "comments", "2016-03-02")
    case.link("retracts", second, first)
    claim = case.says("y", said="2016-03-01")
    case.link("supersedes", case.says("y", "denies", "2016-03-02"), claim)
    assert ids(track_record(case.dossier(), "x").retracted) == [first]
    assert len(track_record(case.dossier(), "y").reversed) == 1


def test_what_nobody_linked_counts_as_no_concession_revision_or_reversal(build):
    case = build.Case()
    case.says("x", "denies", "2016-03-01", killed="0")
    case.says("x", "affirms", "2016-03-02", killed="5")
    record = track_record(case.dossier(), "x")
    assert (record.conceded_by_self, record.fields_conceded, record.revised_up, record.reversed) == ((),) * 4
    assert len(record.denials) == 1


def test_denials_of_events_and_of_fields_are_counted_apart_and_by_member(build):
    case = build.Case()
    case.claimant("state")
    for ministry in ("defence", "health"):
        case.claimant(ministry, part_of="state")
    claim = case.says("a", said="2016-07-07", killed="3", name="claim")
    whole = case.says("defence", "denies", said="2016-07-08", name="whole")
    case.link("denies", whole, claim)
    scoped = case.says("health", "denies", said="2016-07-08", name="scoped")
    case.link("denies", scoped, claim, "killed")
    case.link("concedes", case.says("health", "comments", said="2016-07-09", killed="3"), claim, "killed")
    record = track_record(case.dossier(), "state")
    assert [(one.assertion, one.speaker) for one in record.denials] == [("whole", "defence")]
    assert [(one.assertion, one.speaker, one.question) for one in record.field_denials] == [
        ("scoped", "health", "killed")
    ]
    assert record.conceded_by_self == ()
    assert [(one.assertion, one.question) for one in record.fields_conceded] == [("scoped", "killed")]
    other = track_record(case.dossier(), "a")
    assert (ids(other.denied), ids(other.fields_denied)) == (["claim"], ["claim"])


def conceded_before_the_last_claim(build):
    """One claims, the ministry denies and concedes, and then another claims the same."""
    case = build.Case()
    case.link(
        "denies",
        case.says("mod", "denies", "2025-03-05", name="denial"),
        case.says("nida", said="2025-03-04"),
    )
    case.link("concedes", case.says("mod", said="2025-03-18", name="concession"), "denial")
    case.says("un", said="2025-03-25", name="later")
    return case


def test_what_was_conceded_before_denies_nothing_said_afterwards(build):
    dossier = conceded_before_the_last_claim(build).dossier()
    record = track_record(dossier, "un")
    assert (ids(record.claims), record.denied, record.conceded_by_denier) == (["later"], (), ())
    first = track_record(dossier, "nida")
    assert [one.other for one in first.denied] == ["denial"]
    assert [one.other for one in first.conceded_by_denier] == ["concession"]


def test_a_denial_that_stands_denies_what_is_said_afterwards(build):
    case = build.Case()
    case.says("mod", "denies", "2025-03-05", name="denial")
    case.says("un", said="2025-03-25", name="later")
    assert [one.other for one in track_record(case.dossier(), "un").denied] == ["denial"]


def test_of_two_denials_the_one_that_stands_meets_a_later_claim(build):
    case = conceded_before_the_last_claim(build)
    case.says("mod", "denies", "2025-03-20", name="again")
    record = track_record(case.dossier(), "un")
    assert [one.other for one in record.denied] == ["again"]
    assert record.conceded_by_denier == ()


def test_records_add_up_over_events(build):
    dossiers = [build.airliner().dossier(), build.helicopter().dossier(), build.roadside().dossier()]
    record = TrackRecord.total(track_record(dossier, "islamic-state") for dossier in dossiers)
    assert record.name == "Islamic State"
    assert record.events == ("airliner", "helicopter", "roadside")
    assert len(record.claims) == 3
    assert {i.event for i in record.denied} == {"airliner", "helicopter", "roadside"}
    assert {i.event for i in record.conceded_by_denier} == {"airliner", "helicopter"}


def test_two_registers_that_differ_on_every_figure_agree_on_nothing(build):
    matrices = []
    for key in ("one", "two"):
        case = build.Case(key)
        case.says("acled", killed="3")
        case.says("ucdp", killed="5")
        matrices.append(count_pairs(case.dossier()))
    tally = Matrix.total(matrices).between("acled", "ucdp")
    assert (tally.answered, tally.equal, tally.conflict) == (2, 0, 2)
    assert tally.events == {"conflict": ("one", "two")}


def test_a_position_counts_where_one_denies_or_is_linked(build):
    case = build.Case()
    case.says("x")
    case.says("y")
    denial = case.says("z", "denies")
    tally = count_pairs(case.dossier())
    assert tally.between("x", "y").answered == 0
    assert tally.between("x", "z").conflict == 1
    case.link("denies", denial, "a000")
    case.link("confirms", "a001", "a000")
    tally = count_pairs(case.dossier())
    assert tally.between("x", "y").equal == 1
    assert tally.between("z", "x").events == {"conflict": ("event",), "left_denied": ("event",)}
    assert tally.between("x", "z").events == {"conflict": ("event",), "right_denied": ("event",)}


def test_who_denies_a_member_of_its_own_bloc_is_named_itself(build):
    case = build.Case()
    case.claimant("gov")
    claim = case.says(case.claimant("mod", "gov"), said="2016-03-01", happened="yes", killed="3")
    denial = case.says(case.claimant("moi", "gov"), said="2016-03-02", happened="no")
    case.link("denies", denial, claim, "killed")
    record = track_record(case.dossier(), "mod")
    assert [item.party for item in (*record.denied, *record.fields_denied)] == ["moi", "moi"]
    assert [item.party for item in track_record(case.dossier(), "moi").field_denials] == ["mod"]
    assert track_record(case.dossier(), "gov").denied == (), "no other party denied it"


def test_a_denial_of_one_field_denies_no_claim(build):
    case = build.Case()
    claim = case.says("a", said="2024-01-24", happened="yes", weapon="missile")
    case.link("denies", case.says("b", "denies", "2024-01-27"), claim, "weapon")
    record = track_record(case.dossier(), "a")
    assert [len(items) for items in (record.claims, record.denied, record.fields_denied)] == [1, 0, 1]


def test_what_takes_the_place_of_a_claim_is_no_further_claim(build):
    case = build.Case()
    told = case.says("a", said="2024-01-24", happened="yes", killed="137", name="t0")
    case.link("denies", case.says("b", "denies", "2024-01-25"), told)
    for number, toll in enumerate(("144", "145", "143"), start=1):
        later = case.says("a", said=f"2024-02-0{number}", happened="yes", killed=toll, name=f"t{number}")
        case.link("supersedes", later, told)
        told = later
    case.offers("list", told)
    record = track_record(case.dossier(), "a")
    assert ids(record.claims) == ids(record.denied) == ids(record.with_evidence) == ["t0"]
    assert [item.linked for item in record.denied] == [True]
    assert [len(record.revised_up), len(record.revised_down)] == [2, 1]


def test_the_contrary_of_a_denial_is_a_claim_of_its_own(build):
    case = build.Case()
    case.link(
        "supersedes", case.says("a", said="2024-01-25", name="yes"), case.says("a", "denies", "2024-01-24")
    )
    assert ids(track_record(case.dossier(), "a").claims) == ["yes"]


def test_a_denial_that_gave_way_to_its_contrary_is_a_position_reversed(build):
    case = build.Case()
    denial = case.says("moscow", "denies", "2022-04-15")
    case.link("supersedes", case.says("moscow", said="2022-04-16", happened="yes"), denial)
    assert ids(track_record(case.dossier(), "moscow").reversed) == [denial]


def test_who_concedes_that_it_happened_concedes_the_event(build):
    case = build.Case()
    case.link(
        "denies",
        case.says("mod", "denies", "2025-03-05", happened="no", name="denial"),
        case.says("nida", happened="yes"),
    )
    case.link(
        "concedes",
        case.says("mod", said="2025-03-18", happened="yes", name="concession"),
        "denial",
        "happened",
    )
    record = track_record(case.dossier(), "mod")
    assert ids(record.denials) == ids(record.conceded_by_self) == ["denial"]
    assert (record.claims, record.fields_conceded) == ((), ())
    assert [one.other for one in track_record(case.dossier(), "nida").conceded_by_denier] == ["concession"]


def test_a_concession_of_another_field_leaves_the_denial_of_the_event(build):
    case = build.Case()
    case.says("mod", "denies", "2025-03-05", name="denial")
    case.link("concedes", case.says("mod", "comments", "2025-03-18", killed="2"), "denial", "killed")
    record = track_record(case.dossier(), "mod")
    assert (record.conceded_by_self, [one.question for one in record.fields_conceded]) == ((), ["killed"])


def test_a_denial_that_it_happened_is_counted_once(build):
    case = build.Case()
    case.says("nida", happened="yes", name="claim")
    case.link("denies", case.says("mod", "denies", "2025-03-05", name="denial"), "claim", "happened")
    case.link("concedes", case.says("mod", said="2025-03-18", happened="yes"), "denial", "happened")
    record = track_record(case.dossier(), "mod")
    assert ids(record.denials) == ids(record.conceded_by_self) == ["denial"]
    assert (record.field_denials, record.fields_conceded) == ((), ())
    other = track_record(case.dossier(), "nida")
    assert (ids(other.denied), other.fields_denied) == (["claim"], ())
