"""Columns of one name are told apart, however many there are."""

from claimtrack.importers.readers.table import unique_names


def test_names_that_stand_more_than_once():
    assert unique_names(["a", "a", "a (2)", "", "a", ""]) == (
        "a",
        "a (3)",
        "a (2)",
        "column4",
        "a (4)",
        "column6",
    )


def test_a_header_of_one_name_costs_a_step_a_column():
    """With a step for every earlier column, as it once was, this would take the better part of an hour."""
    names = unique_names(["x"] * 200_000)
    assert names[-1] == "x (200000)"
    assert len(set(names)) == 200_000
