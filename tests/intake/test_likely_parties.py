"""An import proposes which of its parties may be others, in its report and in `gaps`; it merges none."""

from claimtrack.analysis.gaps import GapKind

ROWS = "event,claimant,text\nRaid,the so-called Islamic State,It fell\nRaid,MoD Norland,It stands\n"


def test_matches_of_names_are_proposed(case, table, lines):
    case.add_claimant("Islamic State", key="is", aliases=["الدولة الإسلامية"])
    case.add_claimant("Ministry of Defence (Norland)", key="mod")
    case.add_event("Raid", key="raid")
    for key in ("is", "mod"):
        case.record("raid", claimant=key, text="Said before")
    report = case.import_file(table(ROWS), preset="generic")
    told = [line.strip() for line in report.remarks if "may be “" in line]
    assert told == [
        "“the so-called Islamic State” may be “Islamic State”: the words that tell one from another are the same",
        "“MoD Norland” may be “Ministry of Defence (Norland)”: MOD may be short for words of the other",
    ]
    assert len(lines(case, "claimant")) == 4
    gaps = [gap for gap in case.gaps().result if gap.kind is GapKind.MAYBE_SAME_CLAIMANT]
    assert {gap.mend for gap in gaps} == {
        "claimtrack show is the-so-called-islamic-state",
        "claimtrack show mod mod-norland",
    }


def test_parties_of_one_table_are_compared_as_well(case, table):
    rows = "event,claimant\nRaid,Free Syrian Army\nRaid,FSA\nRaid,Free Syrian Army\n"
    report = case.import_file(table(rows), preset="generic")
    assert [line.strip() for line in report.remarks if "may be “" in line] == [
        "“Free Syrian Army” may be “FSA”: FSA may be short for words of this one"
    ]


def test_a_part_and_its_whole_are_two(case, table):
    case.add_claimant("Norland Army", key="army")
    case.add_claimant("Army of Norland", key="staff", part_of="army")
    case.add_event("Raid", key="raid")
    for key in ("army", "staff"):
        case.record("raid", claimant=key, text="Said")
    assert not [gap for gap in case.gaps().result if gap.kind is GapKind.MAYBE_SAME_CLAIMANT]


def test_parties_that_have_said_nothing_so_far_are_compared_as_well(case, table):
    case.add_claimant("Islamic State", key="is", aliases=["ISIS"])
    case.add_claimant("Ministry of Defence (Norland)", key="mod", aliases=["Norland MoD"])
    rows = 'event,claimant\nRaid,"self-styled ""Islamic State"" group"\nRaid,Norland\'s defence ministry\nRaid,Norland Army\n'
    report = case.import_file(table(rows), preset="generic")
    assert [line.strip().partition(":")[0] for line in report.remarks if "may be “" in line] == [
        '“self-styled "Islamic State" group” may be “Islamic State”',
        "“Norland's defence ministry” may be “Ministry of Defence (Norland)”",
    ]
    gaps = [gap.mend for gap in case.gaps().result if gap.kind is GapKind.MAYBE_SAME_CLAIMANT]
    assert sorted(gaps) == [
        "claimtrack show is self-styled-islamic-state-group",
        "claimtrack show mod norland-s-defence-ministry",
    ]


def test_a_party_is_proposed_once_whatever_it_is_called(case, table):
    case.add_claimant(
        "Ministry of Defence (Norland)", key="ministry-of-defence-norland", aliases=["Norland MoD"]
    )
    report = case.import_file(table("event,claimant\nRaid,MoD Norland\n"), preset="generic")
    assert len([line for line in report.remarks if "may be “" in line]) == 1
