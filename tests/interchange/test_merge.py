"""Two files worked on apart become one, whichever comes first."""

import io
import json
import shutil
import sqlite3
import subprocess
from contextlib import closing

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from claimtrack import Casefile
from claimtrack.errors import ImportRejectedError, InputFileError, LinkRuleError
from claimtrack.model import Assertion, Claimant, Event, Link
from histories import CHANGES, check, exported, pair

steps = st.lists(
    st.tuples(st.integers(0, len(CHANGES) - 1), st.integers(0, 11), st.integers(0, 11)), max_size=8
)


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    path = tmp_path_factory.mktemp("empty") / "empty.db"
    with Casefile.open(path) as case:
        case.add_event("Fire 0", key="fire-0", occurred="8 July 2016")
        case.record("fire-0", claimant="Party 0", text="Said 0", values={"killed": "3"}, label="s0")
    return path


@given(before=steps, ours=steps, theirs=steps)
@example(  # a statement falls with its event, and the other side had written a note to it
    before=[(18, 0, 5), (10, 3, 6), (1, 8, 10), (13, 8, 1), (12, 5, 11), (13, 3, 1), (7, 10, 4), (2, 4, 7)],
    ours=[(11, 10, 0), (19, 7, 8), (8, 4, 9), (7, 8, 1), (9, 8, 9)],
    theirs=[(10, 0, 7), (6, 10, 8), (0, 1, 6), (11, 7, 3), (14, 6, 1), (15, 7, 1)],
)
@example(
    before=[(7, 1, 1), (27, 0, 1)], ours=[(15, 0, 0)], theirs=[(4, 1, 0), (4, 0, 2), (4, 1, 2), (4, 0, 0)]
)  # a date follows another that one side alone corrected
@example(
    before=[], ours=[(22, 3, 2)], theirs=[(9, 11, 3)]
)  # a party joins one that is void on the other side
@example(  # one key chosen for two events, and a verdict on a statement that went with one of them
    before=[(14, 2, 9)], ours=[(7, 3, 9), (18, 3, 1)], theirs=[(18, 5, 4)]
)
@example(
    before=[(7, 7, 10)], ours=[(19, 4, 11)], theirs=[(9, 1, 7)]
)  # merged into an event that is void there
@example(  # a key that an event had for a while, given to another
    before=[(18, 10, 0), (10, 11, 4)], ours=[(7, 9, 10), (18, 7, 3)], theirs=[(18, 9, 7)]
)
@example(  # who denied and conceded is merged into another party on the other side, and a denied statement is void
    before=[(15, 11, 8)],
    ours=[(20, 8, 3), (23, 9, 7), (25, 7, 7), (2, 6, 4)],
    theirs=[(28, 10, 11), (16, 9, 9)],
)
@settings(
    max_examples=25,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_both_ways_the_export_is_the_same_and_nothing_is_lost(empty, tmp_path, before, ours, theirs):
    assert check(tmp_path, *pair(tmp_path, before, ours, theirs, empty)) in ("merged", "refused")


@pytest.fixture
def past_the_log():
    """Change a case file as somebody would who knows SQLite: its rules put aside, and made again."""

    def change(path, statement):
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            triggers = other.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
            for name, _ in triggers:
                other.execute(f"DROP TRIGGER {name}")
            other.execute(statement)
            for _, sql in triggers:
                other.execute(sql)

    return change


@pytest.fixture
def two(tmp_path, empty):
    """Two copies of one case, corrected apart: 3 is 4 here and 5 there."""
    for name, figure in (("ann", "4"), ("bob", "5")):
        shutil.copy(empty, tmp_path / f"{name}.db")
        with Casefile.open(tmp_path / f"{name}.db", analyst=name) as case:
            case.change(case.assertion("s0"), values={"killed": figure})
    with Casefile.open(tmp_path / "bob.db", analyst="bob") as case:
        case.change(case.event("fire-0"), note="Seen by two", tags=["night"])
        case.record("fire-0", claimant="Party 9", text="Nobody died", values={"killed": "0"})
    with Casefile.open(tmp_path / "ann.db", analyst="ann") as case:
        case.change(case.event("fire-0"), tags=["city"])
    return tmp_path / "ann.db", tmp_path / "bob.db"


def figures(case):
    return [value.raw for value in case.assertion("s0").values]


def test_what_only_one_side_edited_is_taken_over_and_what_both_did_is_open(two):
    ann, bob = two
    with Casefile.open(ann, analyst="ann") as case:
        joined = case.merge_file(bob)
        event = case.event("fire-0")
        assert (event.note, set(event.tags)) == ("Seen by two", {"night", "city"})
        (apart,) = joined.conflicts
        assert (apart.called, apart.conflict.what) == ("s0", "killed")
        assert ([item["raw"] for item in apart.ours], [item["raw"] for item in apart.theirs]) == (
            ["4"],
            ["5"],
        )
        assert case.conflicts()[0].conflict == apart.conflict
        assert [entry.command for entry in case.log(limit=1).result] == ["python"]
        assert case.verify().result.breaches == []
        assert case.merge_file(bob).lines() == ["nothing new"]


@pytest.mark.parametrize(("choice", "figure"), [("ours", "4"), ("theirs", "5")])
def test_a_side_can_be_chosen_for_all(two, choice, figure):
    ann, bob = two
    with Casefile.open(ann) as case:
        joined = case.merge_file(bob, choose=lambda _apart: choice)
        assert (figures(case), joined.settled, case.conflicts()) == ([figure], 1, [])
    with Casefile.open(bob) as case:  # the settling edit travels: it names both
        assert case.merge_file(ann).conflicts == []
        assert figures(case) == [figure]


def test_a_merge_is_taken_back_as_one_entry(two):
    ann, bob = two
    with Casefile.open(ann) as case:
        case.merge_file(bob)
        case.undo()
        assert (figures(case), case.event("fire-0").note, case.conflicts()) == (["4"], "", [])
        assert len(list(case.records(Assertion))) == 1
        assert case.verify().result.breaches == []


def test_a_merge_after_one_that_was_taken_back_says_what_brings_it_back(two):
    ann, bob = two
    with Casefile.open(ann) as case:
        entry = case.merge_file(bob).entry
        case.undo()
        undo = entry + 1
        told = f"what entry {entry} merged from there was taken back by entry {undo}, and stays so: claimtrack undo {undo} brings it back"
        assert case.merge_file(bob).notes == [told]
        case.undo(undo)
        assert len(list(case.records(Assertion))) == 2
        assert case.merge_file(bob).lines() == ["nothing new"]


@pytest.mark.parametrize("figures_of", [("4", "5"), ("5", "4"), ("7", "8"), ("8", "7")])
def test_after_an_undo_the_conflict_is_told_as_the_record_stands(tmp_path, empty, figures_of):
    for name, day, figure in zip(("ann", "bob"), (9, 10), figures_of, strict=True):
        shutil.copy(empty, tmp_path / f"{name}.db")
        with Casefile.open(
            tmp_path / f"{name}.db", now=lambda day=day: f"2036-07-{day:02}T10:00:00Z"
        ) as case:
            case.change(case.assertion("s0"), values={"killed": figure})
    with Casefile.open(tmp_path / "ann.db", now=lambda: "2036-07-11T10:00:00Z") as case:
        case.merge_file(tmp_path / "bob.db")
        before = figures(case)
        case.change(case.assertion("s0"), values={"killed": "9"})
        case.settle(case.assertion("s0"), ["killed"])
        case.undo()
        (apart,) = case.conflicts()
        assert figures(case) == before == [apart.conflict.says[0][0]["raw"]]
        case.merge_file(tmp_path / "bob.db")
        assert figures(case) == before


def test_the_log_of_the_other_file_is_kept_whole_and_verified(two, past_the_log):
    ann, bob = two
    with Casefile.open(bob) as case:
        theirs = [entry.id for entry in case.log().result]
    with Casefile.open(ann) as case:
        case.merge_file(bob)
        entry = case.head()
        assert entry.content["merges"] == {"head": theirs[0], "entries": len(theirs)}
    past_the_log(ann, "UPDATE merged_entry SET by = 'mallory' WHERE pk = 1")
    with Casefile.open(ann) as case:
        assert any("merged log" in breach.place for breach in case.verify().result.breaches)


def test_voids_of_the_other_side_travel_and_take_along_what_stands_on_them(two):
    ann, bob = two
    with Casefile.open(ann) as case:
        case.void("event:fire-0", "It never was", cascade=True)
    with Casefile.open(bob) as case:
        joined = case.merge_file(ann)
        assert list(case.records(Event)) == []
        assert joined.void == {"assertion": 1}
    with Casefile.open(ann) as case:
        case.merge_file(bob)
    assert exported(ann) == exported(bob)


def test_a_statement_moved_to_another_document_does_not_fall_with_its_former_one(two):
    ann, bob = two
    for path in two:
        with Casefile.open(path) as case:
            case.add_document("First wire", key="first")
    with Casefile.open(ann) as case:
        case.change(case.assertion("s0"), document="first")
    with Casefile.open(bob) as case:
        case.merge_file(ann)
        case.add_document("Second wire", key="second")
        case.change(case.assertion("s0"), document="second")
        case.void("document:first", "Never seen")
    texts = {}
    for one, other in ((ann, bob), (bob, ann)):
        with Casefile.open(one.with_name(f"copy-{one.name}")) as case:
            case.merge_file(one)
            case.merge_file(other)
            assert case.assertion("s0").document == "second"
            texts[one] = "".join(case.export())
    assert texts[ann] == texts[bob]


def test_a_concession_falls_with_the_denial_that_the_other_side_made_void(two):
    ann, bob = two
    for path in two:
        with Casefile.open(path) as case:
            case.reply("denies", case.assertion("s0"), claimant="Party 5", text="Nobody died", label="denial")
    with Casefile.open(bob) as case:
        case.merge_file(ann)
    with Casefile.open(ann) as case:
        case.merge_file(bob)
        case.reply("concedes", case.assertion("s0"), claimant="Party 5", text="Three died", label="conceded")
    with Casefile.open(bob) as case:
        case.void("denial", "Never said")
    shutil.copy(ann, ann.with_name("ann-before.db"))
    with Casefile.open(ann) as case:
        joined = case.merge_file(bob)
        assert (joined.void_there, joined.void) == ({"assertion": 1}, {"link": 1})
        assert case.assertion("conceded").text == "Three died"
        assert [link.kind for link in case.records(Link)] == []
        assert case.verify().result.breaches == []
    with Casefile.open(bob) as case:
        case.merge_file(ann.with_name("ann-before.db"))
    assert exported(ann) == exported(bob)
    with Casefile.open(ann.with_name("new.db")) as case:
        case.import_file(io.BytesIO(exported(ann).encode()))
        assert case.assertion("conceded").text == "Three died"


def test_a_label_that_names_two_statements_is_told(two):
    ann, bob = two
    for path, text in ((ann, "One fell"), (bob, "Another fell")):
        with Casefile.open(path) as case:
            case.record("fire-0", claimant="Party 1", text=text, label="fall")
    with Casefile.open(ann) as case:
        joined = case.merge_file(bob)
        assert len({item.label for item in case.records(Assertion) if item.label.startswith("fall")}) == 2
    assert any("'fall' named two statements" in note for note in joined.notes)


def test_records_made_twice_are_proposed(two):
    ann, bob = two
    for path, key in ((ann, "depot-ann"), (bob, "depot-bob")):
        with Casefile.open(path) as case:
            case.add_event("Depot hit", key=key, occurred="1 March 2016")
    with Casefile.open(ann) as case:
        (pair_,) = case.merge_file(bob).pairs
    assert pair_.remedy == "claimtrack event merge depot-bob depot-ann"


def test_an_export_of_the_other_side_says_the_same(two, tmp_path):
    ann, bob = two
    (tmp_path / "bob.jsonl").write_text(exported(bob), encoding="utf-8")
    shutil.copy(ann, tmp_path / "too.db")
    with Casefile.open(ann) as case:
        case.merge_file(bob)
    with Casefile.open(tmp_path / "too.db") as case:
        assert len(case.merge_file(tmp_path / "bob.jsonl").conflicts) == 1
    assert exported(ann) == exported(tmp_path / "too.db")


@pytest.fixture
def following(tmp_path):
    """Two copies of a case in which one date counts from another; in the second that was corrected."""
    for name in ("ann", "bob"):
        with Casefile.open(tmp_path / f"{name}.db", now=lambda: "2016-07-09T10:00:00Z") as case:
            case.add_event("Bomb", key="bomb", occurred="3 May 2016")
            case.add_event("Next", key="next", occurred={"raw": "the same day", "relative_to": "event:bomb"})
    with Casefile.open(tmp_path / "bob.db") as case:
        case.change(case.event("bomb"), occurred="9 May 2016")
    with Casefile.open(tmp_path / "ann.db") as case:
        case.add_claimant("Zed", key="zed")
    return tmp_path / "ann.db", tmp_path / "bob.db"


def test_a_date_that_follows_another_is_corrected_by_no_merge(following):
    texts = {}
    for one, other in (following, following[::-1]):
        copy = one.with_name(f"copy-{one.name}")
        shutil.copy(one, copy)
        with Casefile.open(copy) as case:
            case.merge_file(other)
            assert case.event("next").occurred.edtf == "2016-05-09"
        texts[one] = exported(copy)
    assert texts[following[0]] == texts[following[1]]
    kept = [json.loads(line) for line in texts[following[0]].splitlines()]
    assert [item["name"] for item in kept if item["record"] == "correction"] == ["bomb", "next"]


def test_nor_by_an_import_of_what_the_other_exports(following):
    texts = {path: exported(path) for path in following}
    for path, other in (following, following[::-1]):
        with Casefile.open(path) as case:
            case.import_file(io.BytesIO(texts[other].encode()))
            assert case.event("next").occurred.edtf == "2016-05-09"
    assert exported(following[0]) == exported(following[1])


def test_two_who_import_each_others_export_both_have_an_open_conflict(two, tmp_path):
    ann, bob = two
    texts = {path: exported(path) for path in two}
    for path, other in ((ann, bob), (bob, ann)):
        with Casefile.open(path) as case:
            report = case.import_file(io.BytesIO(texts[other].encode()))
            assert [apart.conflict.what for apart in report.conflicts] == ["killed"]
            assert case.verify().result.breaches == []
    assert exported(ann) == exported(bob)


@pytest.mark.skipif(shutil.which("git") is None, reason="git merges the exports")
def test_a_merge_of_two_exports_by_git_imports_cleanly(tmp_path, empty):
    changes = {
        "base": lambda case: case.add_event("A later fire", key="z-later"),
        "ann": lambda case: case.add_event("An earlier fire", key="a-early"),
        "bob": lambda case: case.change(case.event("z-later"), note="Seen by two"),
    }
    before = empty
    for name, change in changes.items():
        shutil.copy(before, tmp_path / f"{name}.db")
        with Casefile.open(tmp_path / f"{name}.db") as case:
            change(case)
        (tmp_path / f"{name}.jsonl").write_text(exported(tmp_path / f"{name}.db"), encoding="utf-8")
        before = tmp_path / "base.db"
    files = [str(tmp_path / f"{name}.jsonl") for name in ("ann", "base", "bob")]
    merged_text = subprocess.run(["git", "merge-file", "-p", *files], check=True, capture_output=True).stdout
    with Casefile.open(tmp_path / "new.db") as case:
        case.import_file(io.BytesIO(merged_text))
        assert (case.event("a-early").title, case.event("z-later").note) == ("An earlier fire", "Seen by two")
    with Casefile.open(tmp_path / "ann.db") as case:
        case.merge_file(tmp_path / "bob.db")
    assert exported(tmp_path / "ann.db") == exported(tmp_path / "new.db") == merged_text.decode()


def test_a_file_that_is_this_one_or_no_case_file_is_refused(two, tmp_path):
    ann, _ = two
    (tmp_path / "note.txt").write_text("no export\n", encoding="utf-8")
    with Casefile.open(ann) as case:
        with pytest.raises(InputFileError, match="itself"):
            case.merge_file(ann)
        with pytest.raises(ImportRejectedError):
            case.merge_file(tmp_path / "note.txt")
        with pytest.raises(InputFileError, match="cannot be read"):
            case.merge_file(tmp_path / "none.db")


def test_a_circle_that_only_both_make_is_refused_whole(two):
    ann, bob = two
    for path, one, other in ((ann, "party-0", "party-9"), (bob, "party-9", "party-0")):
        with Casefile.open(path) as case:
            if one == "party-0":
                case.add_claimant("Party 9", key="party-9")
            case.change(case.claimant(one), part_of=other)
    before = exported(ann)
    with Casefile.open(ann) as case, pytest.raises(LinkRuleError, match="nothing was merged"):
        case.merge_file(bob)
    assert exported(ann) == before


def test_parties_merged_one_after_another_are_the_one_that_the_chain_leads_to(tmp_path):
    """Bob merges B into C; Ann, later and without knowing of it, merges A into B."""
    with Casefile.open(tmp_path / "ann.db", now=lambda: "2016-07-09T10:00:00Z") as case:
        case.add_event("Bomb", key="bomb")
        for key in "abc":
            case.add_claimant(f"Party {key.upper()}", key=key)
            case.record("bomb", claimant=key, text=f"Said by {key}")
    shutil.copy(tmp_path / "ann.db", tmp_path / "bob.db")
    with Casefile.open(tmp_path / "bob.db", now=lambda: "2016-07-10T10:00:00Z") as case:
        case.merge("claimant", "b", "c")
    with Casefile.open(tmp_path / "ann.db", now=lambda: "2016-07-11T10:00:00Z") as case:
        case.merge("claimant", "a", "b")
    shutil.copy(tmp_path / "ann.db", tmp_path / "before.db")
    with Casefile.open(tmp_path / "ann.db") as ann, Casefile.open(tmp_path / "bob.db") as bob:
        ann.merge_file(tmp_path / "bob.db")
        bob.merge_file(tmp_path / "before.db")
        for case in (ann, bob):
            assert [claimant.key for claimant in case.records(Claimant)] == ["c"]
            assert {said.claimant for said in case.records(Assertion)} == {"c"}
        assert "".join(ann.export()) == "".join(bob.export())


@pytest.mark.parametrize("annes_day", [9, 11, 13])
def test_parties_that_each_side_merged_into_the_others_go_where_the_chain_of_one_leads(tmp_path, annes_day):
    """Ann merges A into B; Bob, who does not know, merges B into A, and then A into C."""
    with Casefile.open(tmp_path / "ann.db", now=lambda: "2016-07-08T10:00:00Z") as case:
        case.add_event("Bomb", key="bomb")
        for key in "abc":
            case.add_claimant(f"Party {key.upper()}", key=key)
            case.record("bomb", claimant=key, text=f"Said by {key}")
    shutil.copy(tmp_path / "ann.db", tmp_path / "bob.db")
    for name, day, one, into in (("ann", annes_day, "a", "b"), ("bob", 10, "b", "a"), ("bob", 12, "a", "c")):
        with Casefile.open(
            tmp_path / f"{name}.db", now=lambda day=day: f"2016-07-{day:02}T10:00:00Z"
        ) as case:
            case.merge("claimant", one, into)
    shutil.copy(tmp_path / "ann.db", tmp_path / "before.db")
    with Casefile.open(tmp_path / "ann.db") as ann, Casefile.open(tmp_path / "bob.db") as bob:
        ann.merge_file(tmp_path / "bob.db")
        bob.merge_file(tmp_path / "before.db")
        for case in (ann, bob):
            assert [claimant.key for claimant in case.records(Claimant)] == ["c"]
        assert "".join(ann.export()) == "".join(bob.export())


def test_a_party_merged_into_two_others_makes_no_one_of_those_two(tmp_path):
    """Ann takes B for A, Bob takes B for C: nobody said that A is C."""
    with Casefile.open(tmp_path / "ann.db") as case:
        case.add_event("Bomb", key="bomb")
        for key in "abc":
            case.add_claimant(f"Party {key.upper()}", key=key)
            case.record("bomb", claimant=key, text=f"Said by {key}", label=f"said-{key}")
    shutil.copy(tmp_path / "ann.db", tmp_path / "bob.db")
    for name, into in (("ann", "a"), ("bob", "c")):
        with Casefile.open(tmp_path / f"{name}.db", analyst=name) as case:
            case.merge("claimant", "b", into)
    shutil.copy(tmp_path / "ann.db", tmp_path / "before.db")
    with Casefile.open(tmp_path / "ann.db") as ann, Casefile.open(tmp_path / "bob.db") as bob:
        (apart,) = ann.merge_file(tmp_path / "bob.db").conflicts
        assert (apart.called, apart.conflict.what, apart.ours, apart.theirs) == (
            "said-b",
            "claimant",
            "a",
            "c",
        )
        bob.merge_file(tmp_path / "before.db")
        assert {claimant.key for claimant in ann.records(Claimant)} == {"a", "c"}
        assert "".join(ann.export()) == "".join(bob.export())


@pytest.fixture
def merged_away(tmp_path):
    """Omar merges an event and a party into another each; Nadia, who does not know, corrects what he merged away."""
    with Casefile.open(tmp_path / "nadia.db", now=lambda: "2025-03-20T10:00:00Z") as case:
        case.add_event("Market shelling", key="m1", occurred="20 March 2025")
        case.add_event("Shelling of market", key="m2", occurred="20 March 2025")
        case.add_claimant("Ahmad A", key="a1", note="Baker")
        case.add_claimant("Ahmad B", key="a2")
    shutil.copy(tmp_path / "nadia.db", tmp_path / "omar.db")
    with Casefile.open(tmp_path / "omar.db", now=lambda: "2025-03-22T10:00:00Z") as case:
        case.merge("event", "m2", "m1")
        case.merge("claimant", "a1", "a2")
    with Casefile.open(tmp_path / "nadia.db", now=lambda: "2025-03-21T10:00:00Z") as case:
        case.change(case.event("m2"), occurred="21 March 2025", note="night shift", tags=["market"])
        case.change(case.claimant("a1"), name="Ahmed A", note="Brother of the victim")
        case.change(case.claimant("a1"), note="Brother of the victim; do not contact")
    return tmp_path / "nadia.db", tmp_path / "omar.db"


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_corrections_of_a_record_that_the_other_side_merged_away_are_carried_over(merged_away, order):
    one, other = (merged_away[number] for number in order)
    with Casefile.open(one) as case:
        joined = case.merge_file(other)
        event, party = case.event("m1"), case.claimant("a2")
        assert (event.note, event.tags) == ("night shift", ("market",))
        assert party.note == "Brother of the victim; do not contact"  # in the place of what Omar took over
        assert party.aliases == ("Ahmad A", "Ahmed A")
        (apart,) = joined.conflicts  # both had a date of their own
        told = apart.ours["raw"], apart.theirs["raw"]
        assert (apart.called, apart.conflict.what) == ("m1", "occurred")
        assert told == (
            ("21 March 2025", "20 March 2025") if order == (0, 1) else ("20 March 2025", "21 March 2025")
        )
        assert "its aliases, note is carried over" in " ".join(joined.notes)
        assert case.verify().result.breaches == []
        assert case.merge_file(other).lines() == ["nothing new"]
    with Casefile.open(one) as case:
        case.decide([(apart, apart.ours) for apart in case.conflicts()])
        assert case.merge_file(other).conflicts == []  # what is settled stays so


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_date_that_counts_from_the_event_it_went_into_is_told_to_be_left_out(merged_away, order):
    nadia, omar = merged_away
    with Casefile.open(nadia, now=lambda: "2025-03-23T10:00:00Z") as case:
        case.change(case.event("m2"), occurred={"raw": "two days later", "relative_to": "event:m1"})
    one, other = ((nadia, omar)[number] for number in order)
    with Casefile.open(one) as case:
        notes = " ".join(case.merge_file(other).notes)
        assert "its occurred would refer to m1 itself and is left out" in notes
        assert case.event("m1").occurred.raw == "20 March 2025"


def test_a_correction_made_after_one_was_carried_over_takes_its_place(merged_away):
    nadia, omar = merged_away
    with Casefile.open(omar) as case:
        case.merge_file(nadia)
    with Casefile.open(nadia, now=lambda: "2025-03-23T10:00:00Z") as case:
        case.change(case.event("m2"), note="night shift of the bakery")
    shutil.copy(omar, omar.with_name("before.db"))
    with Casefile.open(omar) as case:
        assert [apart.conflict.what for apart in case.merge_file(nadia).conflicts] == ["occurred"]
        assert case.event("m1").note == "night shift of the bakery"
    with Casefile.open(nadia) as case:
        case.merge_file(omar.with_name("before.db"))
    assert exported(nadia) == exported(omar)


def test_what_one_side_made_otherwise_of_a_record_merged_away_is_carried_over(tmp_path):
    """Both make the ministry; Omar's is merged into another, and Nadia's has a note that his had not."""
    for name, note in (("nadia", "Speaks on Mondays"), ("omar", "")):
        with Casefile.open(tmp_path / f"{name}.db", now=lambda: "2025-03-20T10:00:00Z") as case:
            case.add_claimant("MoD", key="mod", note=note)
            case.add_claimant("Ministry of Defence", key="ministry")
    with Casefile.open(tmp_path / "omar.db", now=lambda: "2025-03-22T10:00:00Z") as case:
        case.merge("claimant", "mod", "ministry")
    with Casefile.open(tmp_path / "nadia.db") as case:
        case.merge_file(tmp_path / "omar.db")
        assert case.claimant("ministry").note == "Speaks on Mondays"


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_date_that_counts_from_what_the_other_side_takes_for_the_same_event_is_left_out(tmp_path, order):
    """Ann takes the flash for the fire; Bob lets the fire be two days after it."""
    names = ("ann", "bob")
    with Casefile.open(tmp_path / "ann.db", now=lambda: "2016-07-08T10:00:00Z") as case:
        case.add_event("Fire", key="fire", occurred="8 July 2016")
        case.add_event("Flash", key="flash", occurred="9 July 2016")
    shutil.copy(tmp_path / "ann.db", tmp_path / "bob.db")
    with Casefile.open(tmp_path / "ann.db", now=lambda: "2016-07-09T10:00:00Z") as case:
        case.merge("event", "flash", "fire")
    with Casefile.open(tmp_path / "bob.db", now=lambda: "2016-07-10T10:00:00Z") as case:
        case.change(case.event("fire"), occurred={"raw": "two days later", "relative_to": "event:flash"})
    one, other = (tmp_path / f"{names[number]}.db" for number in order)
    with Casefile.open(one) as case:
        assert "its occurred would refer to fire itself" in " ".join(case.merge_file(other).notes)
        assert case.event("fire").occurred.raw == "8 July 2016"
        assert case.merge_file(other).lines()[-1] == "nothing new"


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_what_is_carried_over_to_a_record_of_one_side_alone_is_a_conflict_in_either_order(tmp_path, order):
    """Ann merges an event of both into one that she alone has; Bob corrects its title."""
    names = ("ann", "bob")
    with Casefile.open(tmp_path / "ann.db", now=lambda: "2025-03-20T10:00:00Z") as case:
        case.add_event("Shelling of the market", key="old")
    shutil.copy(tmp_path / "ann.db", tmp_path / "bob.db")
    with Casefile.open(tmp_path / "bob.db", now=lambda: "2025-03-21T10:00:00Z") as case:
        case.change(case.event("old"), key="market", title="Shelling of the bakery")
    with Casefile.open(tmp_path / "ann.db", now=lambda: "2025-03-22T10:00:00Z") as case:
        case.add_event("Air raid", key="raid")
        case.merge("event", "old", "raid")
    one, other = (tmp_path / f"{names[number]}.db" for number in order)
    with Casefile.open(one) as case:
        (apart,) = case.merge_file(other).conflicts
        told = {names[order[0]]: apart.ours, names[order[1]]: apart.theirs}
        assert (apart.called, apart.conflict.what) == ("raid", "title")
        assert told == {"ann": "Air raid", "bob": "Shelling of the bakery"}
        assert case.event("raid").title == "Air raid"


def test_a_record_that_one_side_made_void_takes_along_none_that_the_other_merged_it_into(tmp_path):
    """Ann voids B as a mistake; Bob merges it into A: nobody said that A is one."""
    with Casefile.open(tmp_path / "ann.db", now=lambda: "2016-07-09T10:00:00Z") as case:
        for key in "ab":
            case.add_claimant(f"Party {key.upper()}", key=key)
    shutil.copy(tmp_path / "ann.db", tmp_path / "bob.db")
    with Casefile.open(tmp_path / "bob.db") as case:
        case.merge("claimant", "b", "a")
    with Casefile.open(tmp_path / "ann.db") as case:
        case.void("claimant:b", "Never spoke")
        case.merge_file(tmp_path / "bob.db")
        assert [claimant.key for claimant in case.records(Claimant)] == ["a"]
        assert case.claimant("a").aliases == ("Party B",)


def test_a_key_that_two_events_had_joins_no_two_of_them(tmp_path):
    """Bob calls an event `depot` for a while; Ann has given that key to another one."""
    with Casefile.open(tmp_path / "ann.db", now=lambda: "2016-07-08T10:00:00Z") as case:
        case.add_event("Fire at the port", key="fire")
    shutil.copy(tmp_path / "ann.db", tmp_path / "bob.db")
    with Casefile.open(tmp_path / "ann.db", now=lambda: "2016-07-09T10:00:00Z") as case:
        case.add_event("Blast at the depot", key="blast")
        case.change(case.event("blast"), key="depot")
    for day, key in ((10, "depot"), (11, "port")):
        with Casefile.open(tmp_path / "bob.db", now=lambda day=day: f"2016-07-{day}T10:00:00Z") as case:
            case.change(next(case.records(Event)), key=key)
    shutil.copy(tmp_path / "ann.db", tmp_path / "before.db")
    with Casefile.open(tmp_path / "ann.db") as ann, Casefile.open(tmp_path / "bob.db") as bob:
        for _ in range(2):
            ann.merge_file(tmp_path / "bob.db")
        bob.merge_file(tmp_path / "before.db")
        titles = {event.key: event.title for event in ann.records(Event)}
        assert titles == {"port": "Fire at the port", "depot": "Blast at the depot"}
        assert "".join(ann.export()) == "".join(bob.export())
