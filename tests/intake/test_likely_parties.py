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
