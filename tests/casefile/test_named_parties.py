"""A party that is named in answers is known by what the whole file holds of it, whether it speaks or not."""

import pytest

from claimtrack import Casefile
from claimtrack.analysis import compare_dossier
from claimtrack.analysis.corroboration import corroborate
from claimtrack.model import Claimant, Event
from claimtrack.reports.public import Publication
from claimtrack.store.dossiers import gather_dossier, gather_dossiers


def accused(folder, *answers, before=()):
    """Open a case file in which one party after another answers who did it."""
    case = Casefile.open(folder / "case.db")
    case.add_claimant("Sudan", kind="state")
    case.add_claimant("Sudanese Armed Forces", key="army", aliases=["SAF"], part_of="sudan")
    for name, aliases in before:
        case.add_claimant(name, aliases=aliases)
    case.add_event("Market strike", key="m")
    for number, answer in enumerate(answers):
        case.record("m", claimant=f"Reporter {number}", values={"perpetrator": answer})
    return case


def finding(case):
    rows = compare_dossier(case.dossier("m")).rows
    (row,) = [row for row in rows if row.question == "perpetrator"]
    return row.finding.kind.value


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (("SAF", "Sudanese Armed Forces"), "agree"),
        (("army", "the-wall", "SAF"), "conflict"),
        (("army", "SAF"), "agree"),
        (("saf", "Sudanese armed forces", "Sudan"), "compatible"),
        (("Sudan", "army"), "compatible"),
        (("SAF", "RSF"), "conflict"),
    ],
)
def test_a_silent_party_is_compared_through_aliases_and_part_of(tmp_path, answers, expected):
    with accused(tmp_path, *answers) as case:
        assert finding(case) == expected
        contested = [one.event.key for one in case.stream_contested()]
        assert contested == (["m"] if expected == "conflict" else [])


def test_a_party_that_comments_changes_nothing_between_others(tmp_path):
    with accused(tmp_path, "SAF", "Sudanese Armed Forces") as case:
        before = finding(case)
        case.record("m", claimant="army", text="No comment", stance="comments")
        assert finding(case) == before == "agree"


def test_everything_counts_one_party_under_its_names_as_one(tmp_path):
    with accused(tmp_path, "SAF", "Sudanese Armed Forces", "Sudan") as case:
        pairs = case.matrix().result.pairs
        assert {pair: (tally.equal, tally.compatible, tally.conflict) for pair, tally in pairs.items()} == {
            ("reporter-0", "reporter-1"): (1, 0, 0),
            ("reporter-0", "reporter-2"): (0, 1, 0),
            ("reporter-1", "reporter-2"): (0, 1, 0),
        }
        supports = [one for one in corroborate(case.dossier("m")) if one.question == "perpetrator"]
        assert sorted(len(one.parties) for one in supports) == [1, 2]


def test_a_name_that_several_bear_contradicts_none_of_them_for_certain(tmp_path):
    singapore = [("Singapore Armed Forces", ["SAF"])]
    with accused(tmp_path, "SAF", "Sudanese Armed Forces", before=singapore) as case:
        assert finding(case) == "compatible"
    with Casefile.open(tmp_path / "case.db") as case:
        case.record("m", claimant="Reporter 3", values={"perpetrator": "RSF"})
        assert finding(case) == "conflict"


def test_names_that_the_index_does_not_have_yet_are_found_all_the_same(tmp_path):
    with accused(tmp_path, "SAF", "Sudanese Armed Forces") as case:
        case._connection.execute("DELETE FROM record_name")
        case._connection.execute("UPDATE search_mark SET pk = 0 WHERE kind = 'claimant'")
        event = case.event("m")
        assert {"army", "sudan"} <= gather_dossier(case._reader, event).claimants.keys()
        assert finding(case) == "agree"
        events = list(case._reader.every(Event))
        assert [set(one.claimants) for one in gather_dossiers(case._reader, events)] == [
            {"army", "sudan", "reporter-0", "reporter-1"}
        ]


def test_an_alias_given_later_holds_at_once(tmp_path):
    with accused(tmp_path, "Burhan's army", "SAF") as case:
        assert finding(case) == "conflict"
        case.change(case.claimant("army"), aliases=["SAF", "Burhan's army"])
        assert finding(case) == "agree"


def test_one_of_several_is_known_by_its_names_too(tmp_path):
    with accused(tmp_path, "RSF | SAF", "Sudanese Armed Forces") as case:
        assert finding(case) == "compatible"


def test_an_answer_that_is_a_key_means_the_same_party_in_public(tmp_path):
    with accused(tmp_path, "army", "Sudanese Armed Forces") as case:
        publication = Publication(case.records(Claimant), [], str)
        rows = compare_dossier(publication.publish(case.dossier("m")).dossier).rows
        assert [row.finding.kind.value for row in rows] == ["agree"]
