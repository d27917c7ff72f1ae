"""Names that may mean one party are proposed, and names that only look alike are not."""

import pytest

from claimtrack.names.likeness import Names, telling_words


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("the so-called Islamic State", "Islamic State"),
        ("так называемое «Исламское государство»", "Исламское государство"),
        ("MoD Norland", "Ministry of Defence (Norland)"),
        ("Ministry of Defence (Norland)", "Norland MoD"),
        ("Ministry of Defense of Norland", "Norland Ministry of Defence"),
        ("FSA", "Free Syrian Army"),
        ("Goverment of Austria", "Government of Austria"),
        ("Quds Force", "Qods Force"),
        ("Army of Norland", "Norland Army"),
    ],
)
def test_names_that_may_mean_one_party(name, other):
    assert [(found.name, found.other) for found in Names([other]).like([name])] == [(name, other)]


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("5th Division", "4th Division"),
        ("Iran", "Iraq"),
        ("Government of Austria", "Government of Australia"),
        ("Northern Front", "Southern Front"),
        ("UN", "Urban North"),  # two letters alone are too few
        ("Army of Norland", "Navy of Norland"),
        ("MoD Norland", "Ministry of Defence (Sudland)"),
        ("mod norland", "Ministry of Defence (Norland)"),  # no abbreviation without capitals
        ("North", "North"),
        ("NORTH", "North"),  # the same, which needs no proposal
        ("The", "So-called"),
    ],
)
def test_names_that_only_look_alike(name, other):
    assert list(Names([other]).like([name])) == []


def test_words_that_tell():
    assert telling_words("The so-called Centre for Peace") == ("centre", "for", "peace")
    assert telling_words("The") == ("the",)  # a name that is nothing else keeps it


def test_a_pair_is_told_once():
    names = ["MoD Norland", "Ministry of Defence (Norland)"]
    assert len(list(Names(names).like(names))) == 1
