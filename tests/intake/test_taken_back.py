"""What is void stays out of every later file, and is told; an import that was taken back comes again, whole."""

import pytest

MAPPING = {
    "key": "{id}",
    "event": {"key": "e-{id}", "title": "{title}"},
    "claim": {"s": {"claimant": "{who}", "said": "{day}", "text": "{what}"}},
}
KEYLESS = {"event": {"title": "{title}"}, "claim": {"s": {"claimant": "{who}", "text": "{what}"}}}
ROWS = ("1,Alpha,2020-01-01,North,A", "2,Beta,2020-01-02,South,B", "3,Gamma,2020-01-03,North,C")


@pytest.fixture
def bring(case, table):
    def take(count, *, mapping=MAPPING, **how):
        text = "\n".join(("id,title,day,who,what", *ROWS[:count])) + "\n"
        return case.import_file(table(text, f"r{count}.csv"), mapping=mapping, **how)

    return take


@pytest.fixture
def said(case, lines):
    return lambda: sorted(line["text"] for line in lines(case, "assertion"))


def void(case, lines, text):
    (id_,) = [line["id"] for line in lines(case, "assertion") if line["text"] == text]
    case.void(id_, "typed twice")


@pytest.mark.parametrize("mapping", [MAPPING, KEYLESS], ids=["keyed", "keyless"])
def test_what_is_void_stays_out_of_a_later_table_and_is_told(bring, case, lines, said, mapping):
    bring(2, mapping=mapping)
    void(case, lines, "B")
    report = bring(3, mapping=mapping)
    assert said() == ["A", "C"]
    assert (report.void["assertion"], report.made["assertion"]) == (1, 1)
    assert "void here, and left out: 1 assertion (claimtrack undo 3 brings it back)" in report.lines()
    assert report.new_rows in (None, 1)
    case.undo(3)
    assert said() == ["A", "B", "C"]


def test_what_is_void_is_told_of_the_very_file_too(bring, case, lines, said):
    bring(2)
    void(case, lines, "B")
    for how in ({}, {"again": True}, {"dry_run": True}):
        report = bring(2, **how)
        assert (report.same, report.void["assertion"], said()) == (False, 1, ["A"])


def test_what_points_at_a_void_event_stays_out(bring, case, lines, said):
    bring(2)
    case.void("e-2", "no such event", cascade=True)
    report = bring(3)
    assert said() == ["A", "C"]
    assert {line["key"] for line in lines(case, "event")} == {"e-1", "e-3"}
    assert (report.void["assertion"], report.void["event"]) == (1, 1)


def test_an_import_that_was_taken_back_is_taken_again(bring, case, said):
    bring(2)
    case.undo()
    assert said() == []
    report = bring(2)
    assert (report.same, report.made["assertion"], report.made["event"], said()) == (False, 2, 2, ["A", "B"])
    assert [bool(run.undone) for run in case.imports().result] == [False, True]
    assert bring(2).same
    assert list(case.verify().result.breaches) == []


def test_what_an_import_had_made_comes_with_a_later_file(bring, case, said):
    bring(1)
    bring(2)
    case.undo()
    report = bring(3)
    assert (said(), report.new_rows, report.void.total()) == (["A", "B", "C"], 2, 0)


@pytest.mark.parametrize("which", ["", "import:2"])
def test_all_entries_of_an_import_are_taken_back_together(bring, case, said, which):
    bring(1)
    mended = {**MAPPING, "claim": {"s": {**MAPPING["claim"]["s"], "text": "{what}!"}}}
    bring(2, mapping=mended)
    assert said() == ["A!", "B!"]
    undone = case.undo(which)
    assert (undone.entries, said()) == ((4, 3), ["A"])
    bring(2, mapping=mended)
    assert said() == ["A!", "B!"]
    assert list(case.verify().result.breaches) == []


def test_a_release_that_was_taken_back_is_compared_with_the_one_before_it(case, table, lines):
    def release(figure):
        return case.import_file(
            table(f"id,who,killed\n1,North,{figure}\n", f"f{figure}.csv"),
            mapping={"key": "{id}", "dataset": "R", "event": {"key": "e{id}", "title": "T{id}"},
                     "claim": {"c": {"claimant": "{who}", "values": {"killed": "{killed}"}}}},
        )  # fmt: skip

    release(3)
    release(7)
    case.undo()
    assert release(8).changed == ["1"]
    assert len([line for line in lines(case, "link") if line["kind"] == "supersedes"]) == 1


def test_notes_that_were_taken_back_are_taken_again(case, table, said):
    notes = table(
        "event: Raid\nkey: raid\nclaims:\n- {label: a, by: North, text: x}\n- {by: South, text: y, denies: a}\n",
        "n.yaml",
    )
    case.import_file(notes)
    before = said()
    case.undo()
    assert said() == []
    report = case.import_file(notes)
    assert (said(), report.made["assertion"], report.void.total()) == (before, 2, 0)
    assert [bool(run.undone) for run in case.imports().result] == [False, True]


def test_a_party_that_went_with_a_record_speaks_in_a_table_all_the_same(bring, case, said):
    case.add_event("A fire", key="fire")
    case.record("fire", claimant="North", text="x")
    case.undo()
    bring(1)
    assert said() == ["A"]
